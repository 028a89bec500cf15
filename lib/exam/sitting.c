#include "exam/sitting.h"

#include "base/messages.h"

int sitting_find(struct db *db, struct arena *out, const char *code, struct sitting *ret,
		 struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_SITTING_FIND, e);
	int rc;

	if (!st)
		return -1;
	stmt_text_or_null(st, ":code", code);
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	if (rc == 0 && code && *code)
		return err_set(e, ERR_INPUT, E_SITTING_UNKNOWN, code);
	if (rc == 0)
		return err_set(e, ERR_INPUT, "%s", E_SITTING_NONE);
	ret->id = col_int(st, "id");
	ret->programme_id = arena_strdup(out, col_text(st, "programme_id"));
	ret->programme_name = arena_strdup(out, col_text(st, "programme_name"));
	ret->code = arena_strdup(out, col_text(st, "code"));
	ret->name = arena_strdup(out, col_text(st, "name"));
	ret->first_on = arena_strdup(out, col_text(st, "first_on"));
	ret->last_on = arena_strdup(out, col_text(st, "last_on"));
	ret->agreement = arena_strdup(out, col_text(st, "agreement"));
	ret->purged_at = col_int(st, "purged_at");
	stmt_done(st);
	return 0;
}

int window_is_open(struct db *db, struct arena *out, int64_t sitting_id, const char *site_code,
		   const char *phase, bool *ret, const char **ret_text, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_WINDOW_FIND, e);
	char from[INSTANT_TEXT], to[INSTANT_TEXT];
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", sitting_id);
	stmt_text(st, ":site", site_code);
	stmt_text(st, ":phase", phase);
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	*ret = rc == 0 ||
	       (col_int(st, "opens_at") <= db_now(db) && db_now(db) < col_int(st, "closes_at"));
	if (ret_text)
		*ret_text = "";
	if (rc == 0)
		return 0;
	if (ret_text) {
		instant_format_people(col_int(st, "opens_at"), from);
		instant_format_people(col_int(st, "closes_at"), to);
		*ret_text = arena_printf(out, "%.16s – %.16s", from, to);
	}
	stmt_done(st);
	return 0;
}
