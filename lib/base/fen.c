#include "base/fen.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

bool fen_add(struct fen a, struct fen b, struct fen *ret)
{
	int64_t v;

	if (__builtin_add_overflow(a.v, b.v, &v))
		return false;
	ret->v = v;
	return true;
}

bool fen_sub(struct fen a, struct fen b, struct fen *ret)
{
	int64_t v;

	if (__builtin_sub_overflow(a.v, b.v, &v))
		return false;
	ret->v = v;
	return true;
}

static const char *skip_currency(const char *s)
{
	if (strncmp(s, "¥", strlen("¥")) == 0)
		return s + strlen("¥");
	if (strncmp(s, "￥", strlen("￥")) == 0)
		return s + strlen("￥");
	return s;
}

/* Reads the digits before the point, with or without commas; NULL where they are malformed. */
static const char *scan_yuan(const char *s, int64_t *v)
{
	int group = 0;
	bool commas = false;

	if (!ascii_is_digit(*s))
		return NULL;
	for (;; s++) {
		if (ascii_is_digit(*s)) {
			if (__builtin_mul_overflow(*v, 10, v) ||
			    __builtin_add_overflow(*v, *s - '0', v))
				return NULL;
			group++;
		} else if (*s == ',' && (commas ? group == 3 : group <= 3)) {
			commas = true;
			group = 0;
		} else {
			break;
		}
	}
	return commas && group != 3 ? NULL : s;
}

bool fen_parse_yuan(const char *s, struct fen *ret)
{
	int64_t v = 0;
	int decimals = 0;
	bool negative;

	s = skip_currency(s);
	negative = *s == '-';
	if (*s == '-' || *s == '+')
		s++;
	s = scan_yuan(skip_currency(s), &v);
	if (!s)
		return false;
	if (*s == '.') {
		for (s++; ascii_is_digit(*s); s++, decimals++) {
			if (decimals >= 2 && *s != '0')
				return false;
			if (decimals < 2 && (__builtin_mul_overflow(v, 10, &v) ||
					     __builtin_add_overflow(v, *s - '0', &v)))
				return false;
		}
		if (decimals == 0)
			return false;
	}
	for (; decimals < 2; decimals++)
		if (__builtin_mul_overflow(v, 10, &v))
			return false;
	if (*s != '\0')
		return false;
	ret->v = negative ? -v : v;
	return true;
}

void fen_format(struct fen f, char out[FEN_TEXT])
{
	uint64_t magnitude = f.v < 0 ? 0 - (uint64_t)f.v : (uint64_t)f.v;

	snprintf(out, FEN_TEXT, "%s%llu.%02u", f.v < 0 ? "-" : "",
		 (unsigned long long)(magnitude / 100), (unsigned)(magnitude % 100));
}
