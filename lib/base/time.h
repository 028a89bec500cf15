/*
 * Time. An instant is whole seconds since 1970-01-01 UTC; people see and write it at +08:00, the
 * time of all provinces, whatever the machine's zone is. A day is a calendar date without a time,
 * stored and compared as the text YYYY-MM-DD. Only time.c reads the clock.
 */
#ifndef NCRE_BASE_TIME_H
#define NCRE_BASE_TIME_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

typedef int64_t instant; /* the one typedef of a number: its unit is its meaning */

struct day {
	int year, month, day;
};

enum { DAY_TEXT = 11, INSTANT_TEXT = 26 }; /* room for the texts below with their NUL */

/*
 * The instant a command started. NCRE_NOW (2026-03-01T09:00:00+08:00) overrides the clock;
 * *is_override tells, so that the run can record it. E_TIME_OVERRIDE where it cannot be read.
 */
int clock_start(const char *override, instant *ret, bool *is_override, struct err *e) MUST_CHECK;

/* Seconds of a steady clock, for progress and measuring only. */
double clock_steady(void);

/* Calendar arithmetic (proleptic Gregorian, years 1 to 9999). */
bool day_is_valid(struct day d);
int64_t day_number(struct day d); /* days since 1970-01-01 */
struct day day_from_number(int64_t days);
struct day day_of_instant(instant t); /* at +08:00 */
instant instant_of_day(struct day d, int hour, int minute, int second);

/*
 * Reads the shapes of date that offices write: 20030101, 2003-1-1, 2003/01/01, 2003.1.1 and
 * 2003年1月1日. False for anything else and for days that do not exist.
 */
bool day_parse(const char *s, struct day *ret);

/* Reads "day" or "day hh:mm[:ss]" (also with T; a zone +08:00 or Z may follow). */
bool instant_parse(const char *s, instant *ret);

void day_format(struct day d, char out[DAY_TEXT]);	       /* 2026-09-24 */
void instant_format(instant t, char out[INSTANT_TEXT]);	       /* 2026-09-24T08:00:00+08:00 */
void instant_format_people(instant t, char out[INSTANT_TEXT]); /* 2026-09-24 08:00:00 */

#endif
