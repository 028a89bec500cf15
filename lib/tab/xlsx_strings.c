/* Shared strings by the fast scanner: see tab/window.h. */
#include "base/messages.h"
#include "tab/window.h"
#include "tab/xlsx.h"

#include <string.h>

/* Appends the text of one <t>. */
static enum step add_text(struct sst *sst, const char *p, size_t len, unsigned needs)
{
	size_t n = len;

	if (len > LIMIT_TEXT)
		return STEP_BAIL;
	sst_room(sst, len + 1);
	if (!(needs & TEXT_DECODE))
		memcpy(sst->text + sst->len, p, len);
	else if (!text_decode(sst->text + sst->len, p, len, &n))
		return STEP_BAIL;
	sst->len += n;
	return STEP_OK;
}

/*
 * The strings that most programs write, one after the other, in a straight line:
 *	<si><t>text</t></si>
 * Returns where something else stands.
 */
static const char *usual_strings(struct sst *sst, const char *p)
{
	const char *text, *end;
	unsigned needs;
	size_t len;

	while (memcmp(p, "<si><t>", 7) == 0) {
		text = p + 7;
		end = text_end(text, &needs);
		len = (size_t)(end - text);
		if ((needs & (TEXT_DECODE | TEXT_ESCAPED)) || len > LIMIT_TEXT ||
		    memcmp(end, "</t></si>", 9) != 0 || !sst_add(sst, text, len))
			break;
		sst->has_pua |= (needs & TEXT_PRIVATE) != 0;
		p = end + 9;
	}
	return p;
}

/* Skips an element that has no text for us, with everything in it. */
static enum step skip_element(const char **pp, const char *end, size_t tag_len, const char *end_tag)
{
	enum step s;
	bool empty;

	*pp += tag_len;
	s = scan_tag_end(pp, end, &empty);
	while (s == STEP_OK && !empty) {
		*pp = memchr(*pp, '<', (size_t)(end - *pp));
		if (!*pp)
			return STEP_MORE;
		if (memcmp(*pp, end_tag, strlen(end_tag)) == 0) {
			*pp += strlen(end_tag);
			break;
		}
		if ((*pp)[1] == '!' || (*pp)[1] == '?')
			return STEP_BAIL;
		++*pp;
	}
	return s;
}

static enum step scan_string_part(struct sst *sst, const char **pp, const char *end)
{
	const char *text;
	size_t len;
	unsigned needs;
	bool empty;
	enum step s;

	if (tag_is(*pp, "<t", 2)) {
		*pp += 2;
		s = scan_tag_end(pp, end, &empty);
		if (s != STEP_OK || empty)
			return s;
		s = scan_text(pp, end, "</t>", 4, &text, &len, &needs);
		return s == STEP_OK ? add_text(sst, text, len, needs) : s;
	}
	if (memcmp(*pp, "<r>", 3) == 0 || memcmp(*pp, "</r>", 4) == 0) {
		*pp += (*pp)[1] == '/' ? 4 : 3;
		return STEP_OK;
	}
	if (tag_is(*pp, "<rPr", 4))
		return skip_element(pp, end, 4, "</rPr>");
	if (tag_is(*pp, "<rPh", 4))
		return skip_element(pp, end, 4, "</rPh>");
	if (tag_is(*pp, "<phoneticPr", 11))
		return skip_element(pp, end, 11, "</phoneticPr>");
	return miss(*pp, end, 12);
}

static enum step scan_string(struct sst *sst, const char **pp, const char *end)
{
	size_t start = sst->len;
	bool empty;
	enum step s;

	*pp = skip_blanks(*pp);
	if (!tag_is(*pp, "<si", 3)) {
		if (memcmp(*pp, "</sst>", 6) == 0)
			return STEP_END;
		return miss(*pp, end, 6);
	}
	*pp += 3;
	s = scan_tag_end(pp, end, &empty);
	while (s == STEP_OK && !empty) {
		*pp = skip_blanks(*pp);
		if (memcmp(*pp, "</si>", 5) == 0) {
			*pp += 5;
			break;
		}
		s = scan_string_part(sst, pp, end);
	}
	if (s != STEP_OK) {
		sst->len = start;
		return s;
	}
	sst_room(sst, 1);
	sst->text[sst->len] = '\0';
	sst->len = start + xlsx_unescape(sst->text + start, sst->len - start);
	return sst->len - start <= LIMIT_TEXT && sst_finish(sst, start) ? STEP_OK : STEP_BAIL;
}

int xlsx_fast_sst(struct xlsx *x, struct err *e)
{
	struct window w;
	const char *p;
	enum step s;
	int rc;

	rc = window_open(&w, x->pack, x->sst_part, e);
	s = rc < 0 ? STEP_BAIL : window_enter(&w, "sst", "sst");
	while (rc == 0 && s == STEP_OK) {
		p = usual_strings(&x->sst, w.buf + w.start);
		w.start = (size_t)(p - w.buf);
		s = scan_string(&x->sst, &p, w.buf + w.end);
		if (s == STEP_OK) {
			w.start = (size_t)(p - w.buf);
		} else if (s == STEP_MORE && !w.at_end) {
			rc = window_fill(&w, e);
			s = w.bad ? STEP_BAIL : STEP_OK;
		}
	}
	if (rc == 0 && s == STEP_END)
		rc = window_drain(&w, e);
	/* past a limit expat would only come to the same end, later */
	if (rc == 0 && s == STEP_BAIL &&
	    (x->sst.at.len >= SST_MAX_STRINGS || x->sst.len >= SST_MAX_BYTES))
		rc = part_too_big(w.part, e);
	window_close(&w);
	return rc < 0 ? -1 : s == STEP_END ? FAST_END : FAST_BAIL;
}
