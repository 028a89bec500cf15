/* Days and instants: the calendar, the shapes that are read, +08:00. */
#include "tap/tap.h"

#include "base/time.h"

static const struct {
	const char *text, *day; /* day NULL: must not be read */
} days[] = {
    {"20030101", "2003-01-01"},
    {"2003-1-1", "2003-01-01"},
    {"2003/01/01", "2003-01-01"},
    {"2003.1.1", "2003-01-01"},
    {"2003年1月1日", "2003-01-01"},
    {"2004-02-29", "2004-02-29"},
    {"2000-02-29", "2000-02-29"},
    {"1900-02-29", NULL},
    {"2003-02-29", NULL},
    {"2003-13-01", NULL},
    {"2003-00-10", NULL},
    {"2003-04-31", NULL},
    {"20050230", NULL},
    {"2003", NULL},
    {"", NULL},
    {"2003-1-1 ", NULL},
    {"03-01-01", NULL},
    {"明天", NULL},
};

static const struct {
	const char *text;
	instant at; /* -1: must not be read */
} instants[] = {
    {"1970-01-01 08:00:00", 0},
    {"1970-01-01T08:00:00+08:00", 0},
    {"1970-01-01T00:00:00Z", 0},
    {"1970-01-02", 57600},
    {"2027-06-15T09:00:00+08:00", 1813021200},
    {"2027-06-15 9:00", 1813021200},
    {"2027-06-15 24:00", 1813075200},
    {"2027-06-15 24:01", -1},
    {"2027-06-15 09:60", -1},
    {"2027-06-31 09:00", -1},
    {"2027-06-15 09:00 x", -1},
    {"2027-06-15T09:00:00+09:00", -1},
    {"09:00", -1},
    {"", -1},
};

static void test_days(void)
{
	char text[DAY_TEXT];
	struct day d;
	size_t i;

	for (i = 0; i < ARRAY_LEN(days); i++) {
		if (!days[i].day) {
			ok(!day_parse(days[i].text, &d), "\"%s\" is no day", days[i].text);
			continue;
		}
		ok(day_parse(days[i].text, &d), "\"%s\" is a day", days[i].text);
		day_format(d, text);
		is_str(text, days[i].day, "\"%s\": which one", days[i].text);
	}
	is_int(day_number((struct day){1970, 1, 1}), 0, "days count from 1970");
	is_int(day_number((struct day){2027, 9, 25}), 21086, "a day's number");
}

/* Every day of 400 years there and back. */
static void test_calendar(void)
{
	int64_t n, from = day_number((struct day){1899, 12, 31});
	struct day d = day_from_number(from), next;
	bool good = true;

	for (n = from + 1; n < from + 146097; n++, d = next) {
		next = day_from_number(n);
		good &= day_number(next) == n && day_is_valid(next);
		good &= next.day == d.day + 1 ||
			(next.day == 1 &&
			 (next.month == d.month + 1 || (next.month == 1 && d.month == 12)));
	}
	ok(good, "146097 days in a row, each back to its number");
}

static void test_instants(void)
{
	char text[INSTANT_TEXT];
	instant t;
	size_t i;

	for (i = 0; i < ARRAY_LEN(instants); i++) {
		if (instants[i].at == -1) {
			ok(!instant_parse(instants[i].text, &t), "\"%s\" is no time",
			   instants[i].text);
			continue;
		}
		ok(instant_parse(instants[i].text, &t), "\"%s\" is a time", instants[i].text);
		is_int(t, instants[i].at, "\"%s\": which one", instants[i].text);
	}
	instant_format(1813021200, text);
	is_str(text, "2027-06-15T09:00:00+08:00", "written with the zone");
	instant_format_people(1813021200, text);
	is_str(text, "2027-06-15 09:00:00", "written for people");
	is_int(instant_of_day((struct day){2027, 6, 15}, 9, 0, 0), 1813021200, "made of a day");
	is_int(day_number(day_of_instant(57599)), 0, "the last second of a day at +08:00");
	is_int(day_number(day_of_instant(57600)), 1, "the first of the next");
}

static void test_clock(void)
{
	struct err e = {0};
	bool override;
	instant t;

	succeeds(clock_start("2027-06-15T09:00:00+08:00", &t, &override, &e), &e,
		 "NCRE_NOW is taken");
	ok(override && t == 1813021200, "and said to be");
	succeeds(clock_start(NULL, &t, &override, &e), &e, "the clock is read");
	ok(!override && t > 1700000000, "and is not long past");
	fails(clock_start("soon", &t, &override, &e), &e, ERR_USAGE, "NCRE_NOW that is no time");
}

int main(void)
{
	test_days();
	test_calendar();
	test_instants();
	test_clock();
	return tap_done();
}
