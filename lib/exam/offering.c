#include "exam/offering.h"

#include "base/messages.h"

int offering_recount(struct db *db, struct err *e)
{
	static const enum sql_id steps[] = {SQL_OFFERING_LOAD_CLEAR, SQL_OFFERING_LOAD_FILL,
					    SQL_CAP_LOAD_CLEAR, SQL_CAP_LOAD_FILL};
	struct stmt *st;
	size_t i;
	int rc;

	for (i = 0; i < ARRAY_LEN(steps); i++) {
		st = db_stmt(db, steps[i], e);
		if (!st || stmt_exec(st, e) < 0)
			return -1;
	}
	st = db_stmt(db, SQL_OFFERING_OVER_FULL, e);
	if (!st || (rc = stmt_step(st, e)) < 0)
		return -1;
	if (rc == 1) {
		err_set(e, ERR_RULE, E_CAP_OVER, col_text(st, "what"));
		stmt_done(st);
		return -1;
	}
	return 0;
}
