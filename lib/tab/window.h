/*
 * Inside lib/tab: the fast way through a big XML part. A window of inflated text always begins at
 * something that is scanned whole (a row, a shared string); what does not fit is scanned again
 * once more of it is there. The scanners know only what workbooks usually contain: at anything
 * else they bail out and the part is read again by expat (tab/xml.h), which decides.
 */
#ifndef NCRE_TAB_WINDOW_H
#define NCRE_TAB_WINDOW_H

#include "base/bytes.h"
#include "tab/clean.h"
#include "tab/pack.h"

#include <string.h>

enum step {
	STEP_OK,
	STEP_END,  /* of the attributes, of the list */
	STEP_MORE, /* the window ends inside */
	STEP_BAIL, /* unusual: let expat look */
};

struct window {
	struct part *part;
	struct ahead *ahead; /* NULL: the part is read directly */
	struct xml *check;   /* is fed the text around the list */
	char *buf;
	size_t start, end, cap; /* text not scanned yet; NULs behind it */
	bool at_end;
	struct clean clean; /* of what is read directly */
	bool bad;	    /* some of the text is not what tab/clean.h asks for: bail out */
};

/* Opens the part and fills the window. */
int window_open(struct window *w, struct pack *pack, int64_t index, struct err *e) MUST_CHECK;
void window_close(struct window *w); /* also where open failed */

/* More text behind what is left; ERR_INPUT past LIMIT_RECORD. */
int window_fill(struct window *w, struct err *e) MUST_CHECK;

/* Reads the part to its end: well-formedness, length and checksum are checked. */
int window_drain(struct window *w, struct err *e) MUST_CHECK;

/*
 * From the part's start to behind the start tag `list` of the root element `root`, both without
 * prefix in the workbook's namespace, UTF-8, no DOCTYPE, no comments. STEP_END: the list is empty.
 */
enum step window_enter(struct window *w, const char *root, const char *list);

struct attr {
	const char *name, *value;
	size_t name_len, len;
};

/* The next attribute of a start tag; STEP_END in front of its '>' or "/>". */
enum step scan_attr(const char **pp, const char *end, struct attr *ret);

static inline bool attr_is(const struct attr *a, const char *name, size_t len)
{
	return a->name_len == len && memcmp(a->name, name, len) == 0;
}

/* Goes behind the '>' of a start tag, whatever its attributes; *empty where it ends in "/>". */
enum step scan_tag_end(const char **pp, const char *end, bool *empty);

/* True where p begins with the tag's name and a character that can follow it. */
static inline bool tag_is(const char *p, const char *tag, size_t len)
{
	return memcmp(p, tag, len) == 0 && (p[len] == '>' || p[len] == ' ' || p[len] == '/' ||
					    p[len] == '\n' || p[len] == '\r' || p[len] == '\t');
}

static inline const char *skip_blanks(const char *p)
{
	while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')
		p++;
	return p;
}

/* Not at what was expected within n bytes: is it cut off, or something else? */
static inline enum step miss(const char *p, const char *end, size_t n)
{
	return (size_t)(end - p) < n ? STEP_MORE : STEP_BAIL;
}

/* What text may need before it is used. */
enum {
	TEXT_DECODE = 1,  /* it has references or carriage returns */
	TEXT_ESCAPED = 2, /* it may have _xHHHH_ */
	TEXT_PRIVATE = 4, /* it may have private-use characters */
};

/* The '<' or NUL at or behind p. *ret_needs: what the text up to there may need. */
static inline const char *text_end(const char *p, unsigned *ret_needs)
{
	unsigned needs = 0;

	for (;; p += BYTES) {
		struct bytes b = bytes_load(p), ref = bytes_is(b, '&'), cr = bytes_is(b, '\r'),
			     code = bytes_is(b, '_'), pua = bytes_is(b, (char)0xee);
		uint32_t stop = bytes_bits(bytes_either(bytes_is(b, '<'), bytes_is(b, '\0')));
		uint32_t before = stop ? (stop & (0u - stop)) - 1 : 0xffff;
		struct bytes decode = bytes_either(ref, cr);

		if (bytes_bits(bytes_either(decode, bytes_either(code, pua))) & before)
			needs |= (bytes_bits(decode) & before ? TEXT_DECODE : 0u) |
				 (bytes_bits(code) & before ? TEXT_ESCAPED : 0u) |
				 (bytes_bits(pua) & before ? TEXT_PRIVATE : 0u);
		if (stop) {
			*ret_needs = needs;
			return p + __builtin_ctz(stop);
		}
	}
}

/* Text up to the end tag, which is skipped. */
enum step scan_text(const char **pp, const char *end, const char *end_tag, size_t tag_len,
		    const char **text, size_t *len, unsigned *ret_needs);

/* Resolves references and line ends from p to to (may be p). False: unknown reference. */
bool text_decode(char *to, const char *p, size_t len, size_t *ret_len);

#endif
