#include "exam/coverage.h"

#include <string.h>

static const char declared[] = "none "; /* how the hash of a declared day begins */

static void bind_day(struct stmt *st, enum channel channel, struct day day)
{
	stmt_text(st, ":channel", channel_word(channel));
	stmt_int(st, ":from", instant_of_day(day, 0, 0, 0));
	stmt_int(st, ":to", instant_of_day(day_from_number(day_number(day) + 1), 0, 0, 0));
}

int coverage_declare(struct db *db, struct arena *out, enum channel channel, struct day day,
		     bool *ret_declared, const char **ret_there, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_COVERAGE_TOUCHING, e);
	char text[DAY_TEXT];
	int rc;

	*ret_declared = false;
	*ret_there = NULL;
	if (!st)
		return -1;
	bind_day(st, channel, day);
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	if (rc == 1) {
		if (strncmp(col_text(st, "sha256"), declared, strlen(declared)) != 0)
			*ret_there = arena_strdup(out, col_text(st, "name"));
		stmt_done(st);
		return 0;
	}
	st = db_stmt(db, SQL_COVERAGE_DECLARE, e);
	if (!st)
		return -1;
	bind_day(st, channel, day);
	day_format(day, text);
	stmt_text(st, ":day", text);
	*ret_declared = true;
	return stmt_exec(st, e);
}
