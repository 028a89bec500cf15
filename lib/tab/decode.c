#include "base/messages.h"
#include "base/text.h"
#include "tab/encode.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

enum {
	PIECE = 256 * 1024,
	LEAD_MIN = 0x81,
	TRAIL_MIN = 0x40,
	LEADS = 0xff - LEAD_MIN,
	TRAILS = 0xff - TRAIL_MIN,
};

struct decoder {
	const struct input *in;
	enum encoding enc;
	int64_t offset;
	iconv_t cd;
	bool direct; /* the file is UTF-8 already */
	bool at_end;
	bool refused;
	size_t start, end;
	char raw[PIECE];
	/* GB18030: the UTF-8 of two-byte characters and in the last byte its length; 0: none */
	unsigned char pairs[LEADS][TRAILS][4];
};

/*
 * Asks iconv for every two-byte character once: looking them up takes half the time of converting
 * a long text, because iconv goes by way of UCS-4.
 */
static void make_pairs(struct decoder *d)
{
	unsigned lead, trail;

	memset(d->pairs, 0, sizeof d->pairs);
	for (lead = 0; lead < LEADS; lead++) {
		for (trail = 0; trail < TRAILS; trail++) {
			char raw[2] = {(char)(lead + LEAD_MIN), (char)(trail + TRAIL_MIN)}, utf8[4];
			char *in = raw, *out = utf8;
			size_t in_left = 2, left = sizeof utf8;

			if (iconv(d->cd, &in, &in_left, &out, &left) == 0 && in_left == 0 &&
			    left >= 1) {
				memcpy(d->pairs[lead][trail], utf8, sizeof utf8 - left);
				d->pairs[lead][trail][3] = (unsigned char)(sizeof utf8 - left);
			}
			(void)iconv(d->cd, NULL, NULL, NULL, NULL);
		}
	}
}

/* ASCII and two-byte characters from raw to to; stops at anything else. Returns bytes written. */
static size_t take_pairs(struct decoder *d, char *to, size_t cap)
{
	const unsigned char *p = (const unsigned char *)d->raw + d->start, *pair;
	const unsigned char *end = (const unsigned char *)d->raw + d->end;
	char *start = to;
	size_t n;

	while (p < end && cap - (size_t)(to - start) >= 16) {
		if (*p < 0x80) {
			n = cap - (size_t)(to - start);
			n = plain_run((const char *)p,
				      (size_t)(end - p) < n ? (size_t)(end - p) : n);
			n = n ? n : 1;
			memcpy(to, p, n);
			p += n;
			to += n;
			continue;
		}
		if (end - p < 2 || *p < LEAD_MIN || *p == 0xff || p[1] < TRAIL_MIN || p[1] == 0xff)
			break;
		pair = d->pairs[*p - LEAD_MIN][p[1] - TRAIL_MIN];
		if (pair[3] == 0)
			break;
		memcpy(to, pair, 3); /* a shorter one is written over */
		to += pair[3];
		p += 2;
	}
	d->start = (size_t)(p - (const unsigned char *)d->raw);
	return (size_t)(to - start);
}

int decoder_open(struct decoder **ret, const struct input *in, enum encoding enc, int64_t offset,
		 struct err *e)
{
	struct decoder *d = mem_alloc(sizeof *d);

	d->in = in;
	d->enc = enc;
	d->offset = offset;
	d->direct = enc == ENC_UTF8 || enc == ENC_UTF8_DAMAGED;
	d->at_end = d->refused = false;
	d->start = d->end = 0;
	if (!d->direct) {
		d->cd = iconv_open("UTF-8", encoding_name(enc));
		if (d->cd == (iconv_t)-1) {
			mem_free(d);
			return err_set(e, ERR_INPUT, E_TAB_NO_ICONV, encoding_name(enc));
		}
	}
	if (enc == ENC_GB18030)
		make_pairs(d);
	*ret = d;
	return 0;
}

void decoder_close(struct decoder *d)
{
	if (!d)
		return;
	if (!d->direct)
		iconv_close(d->cd);
	mem_free(d);
}

static int fill_raw(struct decoder *d, struct err *e)
{
	size_t got;

	memmove(d->raw, d->raw + d->start, d->end - d->start);
	d->end -= d->start;
	d->start = 0;
	if (input_at(d->in, d->offset, d->raw + d->end, PIECE - d->end, &got, e) < 0)
		return -1;
	d->at_end = got == 0;
	d->offset += (int64_t)got;
	d->end += got;
	return 0;
}

/* One unit of the raw text that iconv refuses: the euro of code page 936, or \xNN for its bytes. */
static size_t put_refused(struct decoder *d, char *to)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t unit = d->enc == ENC_GB18030			       ? 1
		      : d->enc == ENC_UTF32LE || d->enc == ENC_UTF32BE ? 4
								       : 2;
	size_t n = 0;

	if (unit == 1 && (unsigned char)d->raw[d->start] == GB_EURO) {
		d->start++;
		memcpy(to, "\xe2\x82\xac", 3);
		return 3;
	}
	d->refused = true;
	while (unit-- > 0 && d->start < d->end) {
		unsigned char c = (unsigned char)d->raw[d->start++];

		to[n++] = '\\';
		to[n++] = 'x';
		to[n++] = hex[c >> 4];
		to[n++] = hex[c & 15];
	}
	return n;
}

bool decoder_refused(const struct decoder *d)
{
	return d->refused;
}

/* One character that is no pair of the table, by iconv. Returns bytes written, 0 for more input. */
static size_t take_other(struct decoder *d, char *to, size_t cap)
{
	const unsigned char *p = (const unsigned char *)d->raw + d->start;
	size_t have = d->end - d->start, len = 1, left = cap;
	char *in = d->raw + d->start, *out = to;

	if (*p >= LEAD_MIN && *p != 0xff && have >= 2)
		len = p[1] >= '0' && p[1] <= '9' ? 4 : 2;
	if ((have < len || (have < 2 && *p >= LEAD_MIN)) && !d->at_end)
		return 0;
	if (len > have)
		len = have;
	if (iconv(d->cd, &in, &len, &out, &left) == (size_t)-1 || len > 0) {
		(void)iconv(d->cd, NULL, NULL, NULL, NULL);
		return put_refused(d, to);
	}
	d->start = (size_t)(in - d->raw);
	return cap - left;
}

static int read_gb(struct decoder *d, char *to, size_t cap, size_t *ret_len, struct err *e)
{
	size_t done = 0, n;

	while (cap - done >= 16) {
		if (d->end - d->start < 4 && !d->at_end && fill_raw(d, e) < 0)
			return -1;
		if (d->start == d->end && d->at_end)
			break;
		n = take_pairs(d, to + done, cap - done);
		if (n == 0 && d->start < d->end)
			n = take_other(d, to + done, cap - done);
		if (n == 0 && fill_raw(d, e) < 0)
			return -1;
		done += n;
	}
	*ret_len = done;
	return 0;
}

int decoder_read(struct decoder *d, char *to, size_t cap, size_t *ret_len, struct err *e)
{
	char *out = to, *in;
	size_t left = cap, in_left, n;

	if (d->direct) {
		if (input_at(d->in, d->offset, to, cap, ret_len, e) < 0)
			return -1;
		d->offset += (int64_t)*ret_len;
		return 0;
	}
	if (d->enc == ENC_GB18030)
		return read_gb(d, to, cap, ret_len, e);
	while (left >= 16) {
		if (d->end - d->start < 4 && !d->at_end && fill_raw(d, e) < 0)
			return -1;
		if (d->start == d->end)
			break;
		in = d->raw + d->start;
		in_left = d->end - d->start;
		n = iconv(d->cd, &in, &in_left, &out, &left);
		d->start = d->end - in_left;
		if (n != (size_t)-1)
			continue;
		if (errno == E2BIG)
			break;
		if (errno == EINVAL && !d->at_end) {
			if (fill_raw(d, e) < 0)
				return -1;
			if (!d->at_end)
				continue;
		}
		if (left < 16)
			break;
		n = put_refused(d, out);
		out += n;
		left -= n;
	}
	*ret_len = (size_t)(out - to);
	return 0;
}
