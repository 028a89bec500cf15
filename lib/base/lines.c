#include "base/lines.h"

#include "base/messages.h"
#include "base/text.h"

#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

int line_wrong(const struct line *at, struct err *e, const char *why)
{
	return err_set(e, ERR_INPUT, E_LINE, at->file, at->number, why);
}

char *line_word(const struct line *at, const char **rest)
{
	const char *s = *rest, *end;

	while (is_blank(*s))
		s++;
	for (end = s; *end && !is_blank(*end); end++)
		;
	*rest = end;
	return end > s ? arena_strndup(at->perm, s, (size_t)(end - s)) : NULL;
}

int line_colon(const struct line *at, const char **rest, const char *why, struct err *e)
{
	while (is_blank(**rest))
		++*rest;
	if (**rest != ':')
		return line_wrong(at, e, why);
	++*rest;
	return 0;
}

char *line_text(const struct line *at, const char *s, size_t len)
{
	while (len > 0 && ascii_is_space((unsigned char)*s)) {
		s++;
		len--;
	}
	while (len > 0 && ascii_is_space((unsigned char)s[len - 1]))
		len--;
	return arena_strndup(at->perm, s, len);
}

int lines_each(struct arena *perm, const char *file, const char *text,
	       int (*fn)(void *ctx, const struct line *at, const char *word, const char *rest,
			 struct err *e),
	       void *ctx, struct err *e)
{
	struct line at = {perm, file, 1};

	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	for (; text && *text; at.number++) {
		const char *end = strchr(text, '\n'), *rest, *word;

		rest = line_text(&at, text, end ? (size_t)(end - text) : strlen(text));
		if (utf8_valid(rest, strlen(rest)) != strlen(rest))
			return line_wrong(&at, e, E_LINE_NOT_UTF8);
		word = line_word(&at, &rest);
		if (word && *word != '#' && fn(ctx, &at, word, rest, e) < 0)
			return -1;
		text = end ? end + 1 : NULL;
	}
	return 0;
}
