#include "exam/policy.h"

#include "base/messages.h"
#include "base/text.h"

int policy_text(struct db *db, struct arena *out, int64_t sitting_id, const char *site_code,
		const char *key, const char **ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_POLICY_VALUE, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", sitting_id);
	stmt_text(st, ":site", site_code);
	stmt_text(st, ":key", key);
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	BUG_ON(rc == 0); /* every key we ask for is in policy_key */
	*ret = arena_strdup(out, col_text(st, "value"));
	stmt_done(st);
	return 0;
}

int policy_int(struct db *db, int64_t sitting_id, const char *site_code, const char *key,
	       int64_t *ret, struct err *e)
{
	struct arena a = {0};
	const char *text;
	int rc = policy_text(db, &a, sitting_id, site_code, key, &text, e);

	if (rc == 0 && !text_to_int(text, INT64_MIN, INT64_MAX, ret))
		rc = err_set(e, ERR_DB, E_POLICY_NUMBER, key, text);
	arena_free(&a);
	return rc;
}
