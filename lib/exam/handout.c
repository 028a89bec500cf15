#include "exam/handout.h"

#include <string.h>

int handout_add(struct db *db, const char *kind, int64_t candidate_id, int64_t entry_id,
		const char *content_sha256, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_HANDOUT_ADD, e);

	if (!st)
		return -1;
	stmt_text(st, ":kind", kind);
	if (candidate_id)
		stmt_int(st, ":candidate", candidate_id);
	else
		stmt_null(st, ":candidate");
	if (entry_id)
		stmt_int(st, ":entry", entry_id);
	else
		stmt_null(st, ":entry");
	stmt_text(st, ":content", content_sha256);
	return stmt_exec(st, e);
}

int handout_is_same(struct db *db, const char *kind, int64_t entry_id, int64_t before,
		    const char *content_sha256, bool *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_HANDOUT_LAST_OF_ENTRY, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":entry", entry_id);
	stmt_text(st, ":kind", kind);
	stmt_int(st, ":before", before);
	rc = stmt_step(st, e);
	if (rc < 0)
		return -1;
	*ret = rc == 1 && strcmp(col_text(st, "content_sha256"), content_sha256) == 0;
	stmt_done(st);
	return 0;
}
