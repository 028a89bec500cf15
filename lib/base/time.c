#include "base/time.h"

#include "base/messages.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { OFFICE_OFFSET_S = 8 * 3600, DAY_S = 86400 };

int clock_start(const char *override, instant *ret, bool *is_override, struct err *e)
{
	struct timespec ts;

	*is_override = override && *override;
	if (*is_override) {
		if (!instant_parse(override, ret))
			return err_set(e, ERR_USAGE, E_TIME_OVERRIDE, override);
		return 0;
	}
	if (clock_gettime(CLOCK_REALTIME, &ts) != 0)
		return err_set(e, ERR_BUG, E_TIME_CLOCK);
	*ret = (instant)ts.tv_sec;
	return 0;
}

double clock_steady(void)
{
	struct timespec ts = {0};

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static bool is_leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

bool day_is_valid(struct day d)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int last;

	if (d.year < 1 || d.year > 9999 || d.month < 1 || d.month > 12)
		return false;
	last = days[d.month - 1] + (d.month == 2 && is_leap(d.year));
	return d.day >= 1 && d.day <= last;
}

/* Howard Hinnant's days_from_civil, in eras of 400 years. */
int64_t day_number(struct day d)
{
	int64_t y = d.year - (d.month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

struct day day_from_number(int64_t days)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	struct day d;

	d.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	d.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	d.year = (int)(yoe + era * 400 + (d.month <= 2));
	return d;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

struct day day_of_instant(instant t)
{
	return day_from_number(floor_div(t + OFFICE_OFFSET_S, DAY_S));
}

instant instant_of_day(struct day d, int hour, int minute, int second)
{
	return day_number(d) * DAY_S + hour * 3600 + minute * 60 + second - OFFICE_OFFSET_S;
}

/* Reads 1 to max_digits digits; returns how many were read. */
static int scan_digits(const char *s, int max_digits, int *ret)
{
	int n = 0;

	*ret = 0;
	while (n < max_digits && ascii_is_digit(s[n])) {
		*ret = *ret * 10 + (s[n] - '0');
		n++;
	}
	return n;
}

/* Skips one separator of a date: - / . or the hanzi given. Returns its length, 0 where absent. */
static size_t scan_separator(const char *s, const char *hanzi)
{
	if (*s == '-' || *s == '/' || *s == '.')
		return 1;
	return strncmp(s, hanzi, strlen(hanzi)) == 0 ? strlen(hanzi) : 0;
}

/* Reads a date at the start of s; returns its length in bytes, 0 where there is none. */
static size_t day_scan(const char *s, struct day *ret)
{
	const char *p = s;
	struct day d;
	size_t sep;
	int n;

	n = scan_digits(p, 8, &d.year);
	if (n == 8) {
		d.day = d.year % 100;
		d.month = d.year / 100 % 100;
		d.year /= 10000;
		p += 8;
	} else if (n == 4) {
		p += 4;
		if ((sep = scan_separator(p, "年")) == 0)
			return 0;
		p += sep;
		if ((n = scan_digits(p, 2, &d.month)) == 0)
			return 0;
		p += n;
		if ((sep = scan_separator(p, "月")) == 0)
			return 0;
		p += sep;
		if ((n = scan_digits(p, 2, &d.day)) == 0)
			return 0;
		p += n;
		if (strncmp(p, "日", strlen("日")) == 0)
			p += strlen("日");
	} else {
		return 0;
	}
	if (!day_is_valid(d))
		return 0;
	*ret = d;
	return (size_t)(p - s);
}

bool day_parse(const char *s, struct day *ret)
{
	struct day d;
	size_t n = day_scan(s, &d);

	if (n == 0 || s[n] != '\0')
		return false;
	*ret = d;
	return true;
}

/* Reads hh:mm[:ss] at the start of p into seconds; returns its length, 0 where there is none. */
static size_t clock_scan(const char *p, int *seconds)
{
	const char *start = p;
	int h, m, s = 0, n;

	if ((n = scan_digits(p, 2, &h)) == 0 || p[n] != ':')
		return 0;
	p += n + 1;
	if (scan_digits(p, 2, &m) != 2)
		return 0;
	p += 2;
	if (*p == ':') {
		if (scan_digits(p + 1, 2, &s) != 2)
			return 0;
		p += 3;
	}
	if (h > 24 || m > 59 || s > 59 || (h == 24 && (m || s)))
		return 0;
	*seconds = h * 3600 + m * 60 + s;
	return (size_t)(p - start);
}

bool instant_parse(const char *s, instant *ret)
{
	int seconds = 0;
	struct day d;
	size_t n = day_scan(s, &d);
	instant t;

	if (n == 0)
		return false;
	s += n;
	if (*s == ' ' || *s == 'T') {
		if ((n = clock_scan(s + 1, &seconds)) == 0)
			return false;
		s += 1 + n;
	}
	t = instant_of_day(d, 0, 0, 0) + seconds;
	if (strcmp(s, "Z") == 0)
		t += OFFICE_OFFSET_S;
	else if (*s != '\0' && strcmp(s, "+08:00") != 0)
		return false;
	*ret = t;
	return true;
}

static void put_two_digits(char *out, int n)
{
	out[0] = (char)('0' + n / 10 % 10);
	out[1] = (char)('0' + n % 10);
}

/* Of every row of every import: printf takes twenty times as long. */
void day_format(struct day d, char out[DAY_TEXT])
{
	BUG_ON(!day_is_valid(d));
	put_two_digits(out, d.year / 100);
	put_two_digits(out + 2, d.year);
	put_two_digits(out + 5, d.month);
	put_two_digits(out + 8, d.day);
	out[4] = out[7] = '-';
	out[DAY_TEXT - 1] = '\0';
}

static void format_instant(instant t, char separator, const char *zone, char out[INSTANT_TEXT])
{
	unsigned s =
	    (unsigned)(t + OFFICE_OFFSET_S - floor_div(t + OFFICE_OFFSET_S, DAY_S) * DAY_S);
	char day[DAY_TEXT];

	day_format(day_of_instant(t), day);
	snprintf(out, INSTANT_TEXT, "%s%c%02u:%02u:%02u%s", day, separator, s / 3600u % 24u,
		 s / 60u % 60u, s % 60u, zone);
}

void instant_format(instant t, char out[INSTANT_TEXT])
{
	format_instant(t, 'T', "+08:00", out);
}

void instant_format_people(instant t, char out[INSTANT_TEXT])
{
	format_instant(t, ' ', "", out);
}
