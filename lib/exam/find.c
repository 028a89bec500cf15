#include "exam/find.h"

#include "base/mem.h"
#include "base/messages.h"
#include "base/text.h"

int find_candidate(struct db *db, int64_t sitting_id, const char *text, int64_t *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_FIND_CANDIDATE, e);
	struct arena a = {0};
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", sitting_id);
	stmt_text(st, ":text", text_fold(&a, text));
	arena_free(&a);
	rc = stmt_one_int(st, ret, e);
	if (rc == 0)
		return err_set(e, ERR_INPUT, E_FIND_NO_CANDIDATE, text);
	return rc < 0 ? -1 : 0;
}
