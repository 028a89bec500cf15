#include "tab/window.h"

#include "base/messages.h"
#include "base/text.h"
#include "tab/ahead.h"
#include "tab/xml.h"

#include <string.h>

enum { WINDOW = 256 * 1024, PAD = 64 };

int window_open(struct window *w, struct pack *pack, int64_t index, struct err *e)
{
	*w = (struct window){.cap = WINDOW};
	if (part_open(pack, index, &w->part, e) < 0 ||
	    xml_open_check(&w->check, pack, index, e) < 0)
		return -1;
	w->ahead = ahead_open(w->part);
	w->buf = mem_alloc(w->cap + PAD);
	return window_fill(w, e);
}

void window_close(struct window *w)
{
	ahead_close(w->ahead);
	part_close(w->part);
	xml_close(w->check);
	mem_free(w->buf);
	*w = (struct window){0};
}

static int read_some(struct window *w, void *to, size_t cap, size_t *got, struct err *e)
{
	if (w->ahead)
		return ahead_read(w->ahead, to, cap, got, &w->bad, e);
	if (part_read(w->part, to, cap, got, e) < 0)
		return -1;
	clean_feed(&w->clean, to, *got);
	w->bad = w->clean.bad;
	return 0;
}

int window_fill(struct window *w, struct err *e)
{
	size_t got;

	memmove(w->buf, w->buf + w->start, w->end - w->start);
	w->end -= w->start;
	w->start = 0;
	if (w->cap - w->end < WINDOW / 2) {
		if (w->end > LIMIT_RECORD)
			return part_too_big(w->part, e);
		w->cap *= 2;
		w->buf = mem_realloc(w->buf, w->cap + PAD, 1);
	}
	/* full before the next scan, so that a long row is not scanned again for every few bytes */
	while (w->end < w->cap && !w->at_end) {
		if (read_some(w, w->buf + w->end, w->cap - w->end, &got, e) < 0)
			return -1;
		w->at_end = got == 0;
		w->end += got;
	}
	memset(w->buf + w->end, 0, PAD);
	return 0;
}

int window_drain(struct window *w, struct err *e)
{
	size_t got = w->end - w->start;
	const char *text = w->buf + w->start;

	do {
		if (xml_feed(w->check, text, got, false, e) < 0 ||
		    read_some(w, w->buf, w->cap, &got, e) < 0)
			return -1;
		text = w->buf;
	} while (got > 0);
	if (xml_feed(w->check, "", 0, true, e) < 0)
		return -1;
	w->start = w->end = 0;
	w->at_end = true;
	memset(w->buf, 0, PAD);
	return 0;
}

/* ---- tags ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

enum step scan_attr(const char **pp, const char *end, struct attr *a)
{
	const char *p = skip_blanks(*pp), *q;

	if (*p == '>' || *p == '/') {
		*pp = p;
		return STEP_END;
	}
	for (q = p; *q != '=' && *q != '>' && *q != '<' && *q != '\0' && !is_blank(*q); q++)
		;
	if (*q != '=' || q == p || (q[1] != '"' && q[1] != '\''))
		return miss(q, end, 2);
	a->name = p;
	a->name_len = (size_t)(q - p);
	if (a->name_len >= 5 && memcmp(a->name, "xmlns", 5) == 0)
		return STEP_BAIL;
	a->value = q + 2;
	q = memchr(a->value, q[1], (size_t)(end - a->value));
	if (!q)
		return STEP_MORE;
	a->len = (size_t)(q - a->value);
	*pp = q + 1;
	return STEP_OK;
}

enum step scan_tag_end(const char **pp, const char *end, bool *empty)
{
	struct attr a;
	enum step s;

	while ((s = scan_attr(pp, end, &a)) == STEP_OK)
		;
	if (s != STEP_END)
		return s;
	*empty = **pp == '/';
	if (*empty && (*pp)[1] != '>')
		return miss(*pp, end, 2);
	*pp += *empty ? 2 : 1;
	return STEP_OK;
}

enum step scan_text(const char **pp, const char *end, const char *end_tag, size_t tag_len,
		    const char **text, size_t *len, unsigned *ret_needs)
{
	const char *p = text_end(*pp, ret_needs);

	if (memcmp(p, end_tag, tag_len) != 0)
		return miss(p, end, tag_len);
	*text = *pp;
	*len = (size_t)(p - *pp);
	*pp = p + tag_len;
	return STEP_OK;
}

/* The root's namespace and the text's encoding: what the scanners take for granted. */
static bool prolog_is_usual(const char *p, const char *root, const char **after)
{
	static const char *const spaces[] = {
	    "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"",
	    "xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"",
	};
	const char *end, *hit, *encoding;
	size_t i, len = strlen(root);

	if (strncmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	p = skip_blanks(p);
	if (strncmp(p, "<?xml", 5) == 0) {
		end = strstr(p, "?>");
		if (!end)
			return false;
		encoding = strstr(p, "encoding=");
		if (encoding && encoding < end) {
			char word[6] = "";

			memcpy(word, encoding + 10, 5);
			if (!text_same(word, "utf-8"))
				return false;
		}
		p = skip_blanks(end + 2);
	}
	if (*p != '<' || !tag_is(p + 1, root, len))
		return false;
	end = strchr(p, '>');
	for (i = 0; end && i < ARRAY_LEN(spaces); i++) {
		hit = strstr(p, spaces[i]);
		if (hit && hit < end) {
			*after = end + 1;
			return true;
		}
	}
	return false;
}

/* Finds the list's start tag behind p; the window then starts behind that tag. */
static enum step find_list(struct window *w, const char *p, const char *list)
{
	const char *end = w->buf + w->end;
	size_t len = strlen(list);
	enum step s;
	bool empty;

	for (;;) {
		p = memchr(p, '<', (size_t)(end - p));
		if (!p || p[1] == '!' || p[1] == '?')
			return STEP_BAIL; /* no list in the first window is unusual, too */
		if (tag_is(p + 1, list, len))
			break;
		p++;
	}
	p += 1 + len;
	s = scan_tag_end(&p, end, &empty);
	w->start = (size_t)(p - w->buf);
	return s != STEP_OK ? STEP_BAIL : empty ? STEP_END : STEP_OK;
}

enum step window_enter(struct window *w, const char *root, const char *list)
{
	const char *p = w->buf;
	struct err unsaid = {0};
	enum step s;

	if (w->bad || !prolog_is_usual(p, root, &p))
		return STEP_BAIL;
	if (strcmp(list, root) == 0) {
		w->start = (size_t)(p - w->buf);
		s = p[-2] == '/' ? STEP_END : STEP_OK;
	} else {
		s = find_list(w, p, list);
	}
	/* what is wrong here is said by the parser that reads it all */
	if (s != STEP_BAIL && xml_feed(w->check, w->buf, w->start, false, &unsaid) < 0)
		return STEP_BAIL;
	return s;
}

/* ---- text ---- */

/* The character that "&...;" stands for, 0 where it is none we know. *ret_len with & and ;. */
static uint32_t reference(const char *p, size_t len, size_t *ret_len)
{
	static const struct {
		const char *name;
		uint32_t cp;
	} names[] = {
	    {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
	uint32_t cp = 0;
	size_t i, k, n;

	for (i = 0; i < ARRAY_LEN(names); i++) {
		n = strlen(names[i].name);
		if (len >= n && memcmp(p, names[i].name, n) == 0) {
			*ret_len = n;
			return names[i].cp;
		}
	}
	if (len < 4 || p[1] != '#')
		return 0;
	k = p[2] == 'x' ? 3 : 2;
	for (i = k; i < len && p[i] != ';' && i < 12; i++) {
		int c = ascii_upper((unsigned char)p[i]);
		int digit = ascii_is_digit(c) ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;

		if (digit >= (k == 3 ? 16 : 10))
			return 0;
		cp = cp * (k == 3 ? 16 : 10) + (uint32_t)digit;
		if (cp > 0x10ffff)
			return 0;
	}
	if (i == k || i >= len || p[i] != ';' || (cp >= 0xd800 && cp <= 0xdfff) ||
	    (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r'))
		return 0;
	*ret_len = i + 1;
	return cp;
}

bool text_decode(char *to, const char *p, size_t len, size_t *ret_len)
{
	const char *end = p + len;
	char *start = to;
	uint32_t cp;
	size_t n;

	while (p < end) {
		if (*p == '&') {
			cp = reference(p, (size_t)(end - p), &n);
			if (cp == 0)
				return false;
			to += utf8_encode(cp, to);
			p += n;
		} else if (*p == '\r') {
			*to++ = '\n';
			p += p + 1 < end && p[1] == '\n' ? 2 : 1;
		} else {
			*to++ = *p++;
		}
	}
	*ret_len = (size_t)(to - start);
	return true;
}
