#include "exam/handout.h"

#include "db/rows.h"
#include "db/run.h"

#include <stdio.h>
#include <string.h>

enum { COLLECTED_MAX = 4096 };

static const char *cell(const void *ctx, size_t row, int column, bool *is_int, int64_t *number)
{
	const struct handout *one = &((const struct handout *)ctx)[row];

	if (column == 2)
		return one->content;
	*number = column == 0 ? one->candidate_id : one->entry_id;
	*is_int = *number != 0;
	return NULL;
}

int handouts_flush(struct handouts *h, struct err *e)
{
	struct stmt *st;
	int rc;

	if (h->list.len == 0)
		return 0;
	st = db_stmt(h->db, SQL_HANDOUT_INSERT, e);
	if (!st)
		return -1;
	stmt_text(st, ":kind", h->kind);
	db_rows_set(h->db, "printed", h->list.len, cell, h->list.items);
	rc = run_insert_bulk(h->db, "handout", st, e);
	db_rows_set(h->db, "printed", 0, NULL, NULL);
	h->list.len = 0;
	return rc;
}

int handouts_add(struct handouts *h, int64_t candidate_id, int64_t entry_id, const char *content,
		 struct err *e)
{
	struct handout one = {.candidate_id = candidate_id, .entry_id = entry_id};

	if (h->list.len == COLLECTED_MAX && handouts_flush(h, e) < 0)
		return -1;
	snprintf(one.content, sizeof one.content, "%s", content);
	VEC_PUSH(&h->list, one);
	return 0;
}

void handouts_free(struct handouts *h)
{
	VEC_FREE(&h->list);
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
