/*
 * Failures: something outside the data went wrong (a disk, a damaged container, a busy lock, a
 * wrong call). A failure is returned: 0 is success, -1 is failure (iterators: 1 a row, 0 the end),
 * with the reason in a `struct err` passed as the last argument. It is set once, gains context on
 * the way up, and is printed once, by lib/cli. What is wrong with one row, photo or record is not
 * a failure but a finding (base/finding.h).
 */
#ifndef NCRE_BASE_ERR_H
#define NCRE_BASE_ERR_H

#include "base/attr.h"

/* The exit codes of every command, so that a failure knows its own (man page ncre(1)). */
enum err_code {
	ERR_NONE = 0,
	ERR_ATTENTION = 1, /* done, something needs a person: never a failure, only an exit code */
	ERR_USAGE = 2,	   /* the command line */
	ERR_INPUT = 3,	   /* a file or folder cannot be used; nothing changed */
	ERR_RULE = 4,	   /* refused by a rule or a threshold; nothing changed */
	ERR_BUSY = 5,	   /* another command is writing */
	ERR_DB = 6,	   /* the database is damaged or of another version */
	ERR_OUTPUT = 7,	   /* output could not be written */
	ERR_BUG = 70,	   /* our own mistake */
};

/* A failure and its explanation. Zero-initialise; needs no release. */
struct err {
	enum err_code code;
	const char *src_file; /* where it was first set, for NCRE_TRACE and bugs */
	int src_line;
	char text[1024]; /* one line for people, outermost context first */
};

/*
 * Sets e to code and a formatted text (a message of base/messages.h). Returns -1, so that
 * `return err_set(...)` reads well. e must be clear: a failure is set once.
 */
#define err_set(e, code, ...) err_set_at(e, code, __FILE__, __LINE__, __VA_ARGS__)
int err_set_at(struct err *e, enum err_code code, const char *file, int line, const char *fmt, ...)
    PRINTF_LIKE(5, 6);

/* Puts "context: " before the text of a failure on its way up. Returns -1. */
int err_in(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* What errno value sys means, in the language of messages; never NULL. */
const char *err_system(int sys);

/* Forgets a failure that has been dealt with. */
void err_clear(struct err *e);

/*
 * Ends the program with exit code 70 where our own assumption is broken. User data never gets
 * here. An open transaction dies with the process, so nothing is half-written.
 */
#define BUG_ON(cond)                                       \
	do {                                               \
		if (cond)                                  \
			bug_at(__FILE__, __LINE__, #cond); \
	} while (0)
NORETURN void bug_at(const char *file, int line, const char *what);

#endif
