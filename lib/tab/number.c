#include "tab/number.h"

#include "base/text.h"
#include "base/time.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	EPOCH_1970 = 25569,
	DAYS_1904 = 1462,
	LAST_SERIAL = 2958465, /* 9999-12-31 */
	FALSE_LEAP_DAY = 60,   /* 1900-02-29, which never was */
	PLAIN_DIGITS = 21,
};

struct number_look look_of_id(unsigned id)
{
	struct number_look look = {0};

	look.is_date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
		       (id >= 50 && id <= 58);
	look.has_time = id == 22;
	return look;
}

/* Position behind what must not be read as format letters: quotes, escapes, brackets. */
static const char *skip_literal(const char *p, bool *is_date)
{
	const char *end;

	switch (*p) {
	case '"': end = strchr(p + 1, '"'); return end ? end + 1 : p + strlen(p);
	case '\\':
	case '_':
	case '*': return p[1] ? p + 2 : p + 1;
	case '[':
		end = strchr(p, ']');
		/* [h], [mm], [s] are elapsed time; [Red], [$-804] are not */
		if (end && p[1] && strchr("hHmMsS", p[1]) && (p[2] == p[1] || p[2] == ']'))
			*is_date = true;
		return end ? end + 1 : p + strlen(p);
	default: return p;
	}
}

/* Whether p begins with the lower-case ASCII word, whatever its letter case. */
static bool has_word(const char *p, const char *word)
{
	for (; *word; p++, word++)
		if (ascii_upper((unsigned char)*p) != ascii_upper((unsigned char)*word))
			return false;
	return true;
}

struct number_look look_of_code(const char *code)
{
	struct number_look look = {0};
	const char *p = code, *next;
	size_t zeros = strspn(code, "0");

	if (zeros >= 2 && code[zeros] == '\0')
		look.zeros = zeros < 30 ? (unsigned char)zeros : 30;
	while (*p && !(look.is_date && look.has_time)) {
		next = skip_literal(p, &look.is_date);
		if (next != p) {
			p = next;
			continue;
		}
		if (has_word(p, "general") || has_word(p, "standard")) {
			p += *p == 'g' || *p == 'G' ? 7 : 8;
			continue;
		}
		if ((*p == 'E' || *p == 'e') && (p[1] == '+' || p[1] == '-')) {
			p += 2;
			continue;
		}
		if (strchr("dDmMyYhHsSeE", *p) || strncmp(p, "aaa", 3) == 0 ||
		    strncmp(p, "上午", 6) == 0)
			look.is_date = true;
		look.has_time |= *p == 'h' || *p == 'H';
		p++;
	}
	return look;
}

/* Writes digits and exponent without an exponent. s is "d.ddde+xx" of %e. */
static size_t write_plain(const char *s, char *out)
{
	char digits[32] = "";
	size_t n = 0, k = 0;
	int point, i;

	if (*s == '-')
		out[k++] = *s++;
	for (; *s && *s != 'e'; s++)
		if (*s != '.')
			digits[n++] = *s;
	point = (int)strtol(s + 1, NULL, 10) + 1;
	while (n > 1 && digits[n - 1] == '0')
		n--;
	if (point <= 0) {
		out[k++] = '0';
		out[k++] = '.';
		for (i = point; i < 0; i++)
			out[k++] = '0';
		memcpy(out + k, digits, n);
		k += n;
	} else {
		for (i = 0; i < point || i < (int)n; i++) {
			if (i == point)
				out[k++] = '.';
			out[k++] = i < (int)n ? digits[i] : '0';
		}
	}
	out[k] = '\0';
	return k;
}

size_t number_text(double x, char out[NUMBER_TEXT]) /* permit: format */
{
	char shown[40];
	int precision;

	if (x == floor(x) && fabs(x) < 1e15)
		return (size_t)snprintf(out, NUMBER_TEXT, "%lld", (long long)x);
	if (!isfinite(x))
		return (size_t)snprintf(out, NUMBER_TEXT, "%g", x);
	for (precision = 14; precision <= 16; precision++) {
		snprintf(shown, sizeof shown, "%.*e", precision, x);
		if (strtod(shown, NULL) == x)
			break;
	}
	if (fabs(x) >= 1e21 || fabs(x) < 1e-9)
		return (size_t)snprintf(out, NUMBER_TEXT, "%.17g", x);
	return write_plain(shown, out);
}

bool number_parse(const char *s, size_t len, double *ret) /* permit: format */
{
	static const double tens[] = {
	    1e0, 1e1, 1e2,  1e3,  1e4,	1e5,  1e6,  1e7, /* permit: format */
	    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
	const char *p = s, *end = s + len;
	bool minus = p < end && *p == '-';
	size_t digits = 0, decimals = 0;
	int64_t n = 0;
	char copy[NUMBER_TEXT], *stop;

	/* up to 15 digits are exact in a division of two whole numbers */
	for (p += minus; p < end && ascii_is_digit((unsigned char)*p) && digits < 15; p++, digits++)
		n = n * 10 + (*p - '0');
	if (p < end && *p == '.' && digits > 0)
		for (p++; p < end && ascii_is_digit((unsigned char)*p) && digits < 15;
		     p++, digits++, decimals++)
			n = n * 10 + (*p - '0');
	if (p == end && digits > 0 && (n != 0 || !minus)) {
		*ret = (double)(minus ? -n : n) / tens[decimals]; /* permit: format */
		return true;
	}
	while (len > 0 && ascii_is_space((unsigned char)*s))
		s++, len--;
	while (len > 0 && ascii_is_space((unsigned char)s[len - 1]))
		len--;
	if (len == 0 || len >= sizeof copy || !strchr("+-.0123456789", *s))
		return false;
	memcpy(copy, s, len);
	copy[len] = '\0';
	*ret = strtod(copy, &stop);
	return *stop == '\0' && isfinite(*ret);
}

bool serial_text(double serial, bool epoch_1904, char out[NUMBER_TEXT]) /* permit: format */
{
	int64_t seconds, days;
	struct day d;
	size_t n;

	if (epoch_1904)
		serial += DAYS_1904;
	if (!(serial >= 0) || serial >= LAST_SERIAL + 1)
		return false;
	seconds = (int64_t)floor(serial * 86400 + 0.5);
	days = seconds / 86400;
	seconds %= 86400;
	if (days == 0 && !epoch_1904) {
		snprintf(out, NUMBER_TEXT, "%02d:%02d:%02d", (int)(seconds / 3600),
			 (int)(seconds / 60 % 60), (int)(seconds % 60));
		return true;
	}
	if (days == FALSE_LEAP_DAY) {
		memcpy(out, "1900-02-29", DAY_TEXT);
	} else {
		d = day_from_number(days - EPOCH_1970 + (days < FALSE_LEAP_DAY));
		day_format(d, out);
	}
	n = strlen(out);
	if (seconds)
		snprintf(out + n, NUMBER_TEXT - n, " %02d:%02d:%02d", (int)(seconds / 3600),
			 (int)(seconds / 60 % 60), (int)(seconds % 60));
	return true;
}
