/*
 * Output. stdout is data: rows through a sink, in the format the user chose. stderr is for
 * people: sentences, progress. Both come from here and from lib/tab only.
 */
#ifndef NCRE_CLI_OUT_H
#define NCRE_CLI_OUT_H

#include "cli/app.h"

/* One sentence to people on stderr; not with --quiet. */
void say(const struct app *app, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* One sentence that needs a person on stderr; also with --quiet. */
void warn(const struct app *app, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* One line of plain text on stdout (help, version, a single value). */
void print_line(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* A sink for rows on stdout in app's format. End it with tab_sink_close. */
int list_open(struct app *app, struct tab_sink **ret, const struct column *columns, size_t count,
	      struct err *e) MUST_CHECK;

/*
 * Lists a whole statement on stdout: columns name the statement's result columns by key. The
 * statement is bound by the caller. *ret_rows (may be NULL) gets the number of rows. Columns whose
 * key ends in a personal field (name, id_number, phone, email, address) are masked unless
 * --reveal; see mask_field.
 */
int list_stmt(struct app *app, struct stmt *st, const struct column *columns, size_t count,
	      int64_t *ret_rows, struct err *e) MUST_CHECK;

/* The column key of st's row as a listing shows it: masked, and for people in words. In row. */
const char *list_value(const struct app *app, struct arena *row, struct stmt *st, const char *key);

/* value as it may leave: masked by the kind of field unless app->reveal. In out. */
const char *mask_field(const struct app *app, struct arena *out, const char *field,
		       const char *value);

/* The findings of the job on stdout, in app's format. Notes only where they are all there is. */
int print_findings(struct app *app, struct err *e) MUST_CHECK;

/* The difference the sealed run makes, on stdout (dry run). */
int print_difference(struct app *app, struct err *e) MUST_CHECK;

/* Progress on stderr where it is a terminal; erased by the next sentence. */
void progress_show(const char *what, int64_t done, int64_t total);
void progress_clear(void);

/* Flushes and closes stdout. -1 with ERR_OUTPUT where something could not be written. */
int out_close(struct err *e) MUST_CHECK;

#endif
