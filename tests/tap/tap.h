/*
 * A TAP producer for the C tests. A test is a main() that calls the checks below and ends with
 * `return tap_done();`, which prints the plan. Stdout is TAP only; what went wrong is told in
 * comment lines under the failing check. Programs run from the top of the tree, so that case
 * files are opened as "tests/unit/NAME.cases".
 *
 * Every check takes a name in printf form, which says what is true when it passes.
 */
#ifndef NCRE_TESTS_TAP_H
#define NCRE_TESTS_TAP_H

#include "base/attr.h"
#include "base/err.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
	unsigned count, failed;
} tap;

#define ok(cond, ...) tap_ok(!!(cond), __FILE__, __LINE__, #cond, __VA_ARGS__)
#define is_int(got, want, ...) \
	tap_is_int((long long)(got), (long long)(want), __FILE__, __LINE__, __VA_ARGS__)
#define is_str(got, want, ...) tap_is_str((got), (want), __FILE__, __LINE__, __VA_ARGS__)

/* got contains want. */
#define has_str(got, want, ...) tap_has_str((got), (want), __FILE__, __LINE__, __VA_ARGS__)

/* A call that must succeed (rc 0): a failure shows its text and is cleared, so that tests go on. */
#define succeeds(rc, e, ...) tap_succeeds((rc), (e), __FILE__, __LINE__, __VA_ARGS__)

/* A call that must fail (rc -1) with this code; the failure is cleared. */
#define fails(rc, e, want, ...) tap_fails((rc), (e), (want), __FILE__, __LINE__, __VA_ARGS__)

/* Prints the line of one check and its name; the caller adds comments. Returns passed. */
PRINTF_LIKE(4, 0)
static inline bool tap_line(bool passed, const char *file, int line, const char *fmt, va_list ap)
{
	tap.count++;
	tap.failed += !passed;
	printf("%s %u - ", passed ? "ok" : "not ok", tap.count);
	vprintf(fmt, ap);
	putchar('\n');
	if (!passed)
		printf("# at %s:%d\n", file, line);
	return passed;
}

/* A value in a comment: line ends are escaped, so that it stays one comment. */
static inline void tap_value(const char *label, const char *s)
{
	printf("# %s: ", label);
	if (!s)
		printf("NULL");
	for (; s && *s; s++) {
		if (*s == '\n')
			printf("\\n");
		else
			putchar(*s);
	}
	putchar('\n');
}

PRINTF_LIKE(5, 6)
static inline bool tap_ok(bool passed, const char *file, int line, const char *cond,
			  const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	tap_line(passed, file, line, fmt, ap);
	va_end(ap);
	if (!passed)
		tap_value("false", cond);
	return passed;
}

PRINTF_LIKE(5, 6)
static inline bool tap_is_int(long long got, long long want, const char *file, int line,
			      const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	tap_line(got == want, file, line, fmt, ap);
	va_end(ap);
	if (got != want)
		printf("# got: %lld\n# want: %lld\n", got, want);
	return got == want;
}

PRINTF_LIKE(5, 6)
static inline bool tap_is_str(const char *got, const char *want, const char *file, int line,
			      const char *fmt, ...)
{
	bool same = got && want ? strcmp(got, want) == 0 : got == want;
	va_list ap;
	va_start(ap, fmt);
	tap_line(same, file, line, fmt, ap);
	va_end(ap);
	if (!same) {
		tap_value("got", got);
		tap_value("want", want);
	}
	return same;
}

PRINTF_LIKE(5, 6)
static inline bool tap_has_str(const char *got, const char *want, const char *file, int line,
			       const char *fmt, ...)
{
	bool found = got && strstr(got, want);
	va_list ap;
	va_start(ap, fmt);
	tap_line(found, file, line, fmt, ap);
	va_end(ap);
	if (!found) {
		tap_value("got", got);
		tap_value("want in it", want);
	}
	return found;
}

PRINTF_LIKE(5, 6)
static inline bool tap_succeeds(int rc, struct err *e, const char *file, int line, const char *fmt,
				...)
{
	bool passed = rc == 0 && e->code == ERR_NONE;
	va_list ap;
	va_start(ap, fmt);
	tap_line(passed, file, line, fmt, ap);
	va_end(ap);
	if (!passed) {
		printf("# returned %d, code %d\n", rc, (int)e->code);
		tap_value("failure", e->text);
	}
	err_clear(e);
	return passed;
}

PRINTF_LIKE(6, 7)
static inline bool tap_fails(int rc, struct err *e, enum err_code want, const char *file, int line,
			     const char *fmt, ...)
{
	bool passed = rc == -1 && e->code == want;
	va_list ap;
	va_start(ap, fmt);
	tap_line(passed, file, line, fmt, ap);
	va_end(ap);
	if (!passed) {
		printf("# returned %d, code %d, want code %d\n", rc, (int)e->code, (int)want);
		tap_value("failure", e->text);
	}
	err_clear(e);
	return passed;
}

/* Counts one check as skipped, with the reason. */
static inline void tap_skip(const char *why)
{
	printf("ok %u # SKIP %s\n", ++tap.count, why);
}

/* Ends the whole test run: nothing sensible can follow. */
NORETURN static inline void tap_bail(const char *why)
{
	printf("Bail out! %s\n", why);
	fflush(stdout);
	exit(255);
}

/* The plan, at the end. 0 when everything passed; a test without a check has failed. */
static inline int tap_done(void)
{
	printf("1..%u\n", tap.count);
	if (tap.failed)
		printf("# %u of %u failed\n", tap.failed, tap.count);
	return fflush(stdout) != 0 || tap.failed || !tap.count;
}

#endif
