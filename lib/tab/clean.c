#include "tab/clean.h"

#include "base/bytes.h"
#include "base/text.h"

static bool is_forbidden(unsigned char c)
{
	return c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

static bool has_forbidden(const char *p, size_t len)
{
	size_t i = 0;

	for (; len - i >= BYTES; i += BYTES) {
		struct bytes b = bytes_load(p + i);
		uint32_t fine = bytes_bits(bytes_from(b, 0x20));

		if (fine != 0xffff)
			fine |= bytes_bits(bytes_either(
			    bytes_is(b, '\t'), bytes_either(bytes_is(b, '\n'), bytes_is(b, '\r'))));
		if (fine != 0xffff)
			return true;
	}
	for (; i < len; i++)
		if (is_forbidden((unsigned char)p[i]))
			return true;
	return false;
}

/* Ends the character that was cut; returns how many bytes at p belong to it. */
static size_t mend(struct clean *c, const char *p, size_t len)
{
	uint32_t cp;
	size_t had = c->cut_len, n = 0;

	while (n < len && c->cut_len < sizeof c->cut && utf8_decode(c->cut, c->cut_len, &cp) == 0)
		c->cut[c->cut_len++] = p[n++];
	if (utf8_decode(c->cut, c->cut_len, &cp) > 0) {
		c->cut_len = 0;
		return n;
	}
	c->bad |= c->cut_len == sizeof c->cut;
	return c->cut_len - had;
}

void clean_feed(struct clean *c, const char *p, size_t len)
{
	size_t n;

	if (c->bad)
		return;
	c->bad = has_forbidden(p, len);
	if (c->cut_len > 0) {
		n = mend(c, p, len);
		p += n;
		len -= n;
	}
	n = utf8_valid(p, len);
	if (len - n >= sizeof c->cut)
		c->bad = true;
	if (c->bad || n == len)
		return;
	memcpy(c->cut, p + n, len - n);
	c->cut_len = len - n;
}
