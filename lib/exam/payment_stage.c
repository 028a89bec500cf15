#include "exam/payment_stage.h"

#include "base/messages.h"
#include "db/rows.h"

#include <string.h>

enum { BATCH_ROWS = 4096 };

/* ---- written ---- */

static int exec(struct db *db, enum sql_id id, int64_t *ret_changes, struct err *e)
{
	struct stmt *st = db_stmt(db, id, e);

	if (!st || stmt_exec(st, e) < 0)
		return -1;
	*ret_changes = stmt_changes(st);
	return 0;
}

static int refuse_contradiction(struct db *db, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_PAYMENT_CONTRADICTED, e);
	int rc = st ? stmt_step(st, e) : -1;

	if (rc == 1) {
		err_set(e, ERR_INPUT, E_STATEMENT_DIFFERS, col_text(st, "name"),
			(long long)col_int(st, "row"), col_text(st, "txn_id"));
		stmt_done(st);
		return -1;
	}
	return rc;
}

/* The rows become payments; those that are payments already are noted. */
static int take_rows(struct payment_stage *stage, size_t count, struct err *e)
{
	struct stmt *st = db_stmt(stage->db, SQL_PAYMENT_TAKE, e);
	int64_t taken, n;

	if (!st || run_bulk_append_rows(stage->db, "payment", "read_row", st, &taken, e) < 0)
		return -1;
	if (taken == (int64_t)count)
		return 0;
	stage->repeated += (int64_t)count - taken;
	return refuse_contradiction(stage->db, e) < 0 ||
		       exec(stage->db, SQL_PAYMENT_REPEAT, &n, e) < 0 ||
		       exec(stage->db, SQL_PAYBACK_AGAIN, &n, e) < 0
		   ? -1
		   : 0;
}

static int find_plain(struct payment_batch *b, struct db *reader, struct err *e)
{
	b->found = true;
	return plain_find(&b->plain, &b->of->updates, reader, db_run_id(b->of->db), b->rows.items,
			  b->rows.len, e);
}

static int write_rows(struct payment_batch *b, struct err *e)
{
	struct payment_stage *stage = b->of;
	int rc;

	if (!b->found && find_plain(b, stage->db, e) < 0)
		return -1;
	if (run_bulk_guards(stage->db, false, e) < 0 ||
	    plain_pay_orders(&b->plain, &stage->updates, b->rows.items, e) < 0)
		return -1;
	db_rows_set(stage->db, "read_row", b->rows.len, payment_staged_cell, b->rows.items);
	rc = take_rows(stage, b->rows.len, e);
	db_rows_set(stage->db, "read_row", 0, NULL, NULL);
	if (rc < 0 ||
	    plain_pay_entries(&b->plain, &stage->updates, stage->db, b->rows.items, e) < 0)
		return -1;
	return run_bulk_guards(stage->db, true, e);
}

/* Once one has failed, the run is lost. */
static void write_batch(void *half)
{
	struct payment_batch *b = half;

	b->failed = write_rows(b, &b->err) < 0;
	b->rows.len = 0;
	arena_reset(&b->texts);
	plain_reset(&b->plain);
	b->found = false;
}

static int batch_result(const struct payment_batch *b, struct err *e)
{
	if (!b->failed)
		return 0;
	*e = b->err;
	return -1;
}

/* ---- collected ---- */

int payment_stage_begin(struct payment_stage *stage, struct db *db, struct err *e)
{
	memset(stage, 0, sizeof *stage);
	stage->db = db;
	stage->batches[0].of = stage->batches[1].of = stage;
	relay_begin(&stage->relay, write_batch, &stage->batches[0], &stage->batches[1]);
	return db_temp_tables(db, e);
}

/* Passes the full batch on. */
static int pass_batch(struct payment_stage *stage, struct err *e)
{
	struct payment_batch *b = relay_half(&stage->relay);

	if (!stage->later) {
		if (!stage->beside && db_open_beside(&stage->beside, stage->db, e) < 0)
			return -1;
		if (find_plain(b, stage->beside, e) < 0)
			return -1;
	}
	relay_pass(&stage->relay);
	return batch_result(relay_half(&stage->relay), e);
}

static const char *copy_or_null(struct arena *out, const char *s)
{
	return s && *s ? arena_strdup(out, s) : NULL;
}

static const char *unsettled_bucket(const struct payment_row *row)
{
	switch (row->kind) {
	case PAY_PAY: return "suspense";
	case PAY_FEE: return "fee";
	case PAY_REFUND:
	case PAY_REVERSAL: break;
	}
	return refund_bucket(row->kind, row->refund);
}

int payment_stage_add(struct payment_stage *stage, int64_t statement_id, enum channel channel,
		      const struct payment_row *row, struct err *e)
{
	struct payment_staged s = {statement_id, channel_word(channel), unsettled_bucket(row), 0,
				   *row};
	struct payment_batch *b = relay_half(&stage->relay);

	if (!stage->updates.orders)
		plain_updates_open(&stage->updates, stage->db);
	if (b->rows.len == BATCH_ROWS && pass_batch(stage, e) < 0)
		return -1;
	b = relay_half(&stage->relay);
	s.row.txn_id = arena_strdup(&b->texts, row->txn_id);
	s.row.orig_txn_id = copy_or_null(&b->texts, row->orig_txn_id);
	s.row.order_no = arena_strdup(&b->texts, row->order_no);
	s.row.fee_text = copy_or_null(&b->texts, row->fee_text);
	s.row.status = arena_strdup(&b->texts, row->status);
	VEC_PUSH(&b->rows, s);
	stage->count++;
	return 0;
}

int payment_stage_end(struct payment_stage *stage, struct err *e)
{
	struct payment_batch *b = relay_half(&stage->relay);
	size_t i;

	relay_await(&stage->relay);
	for (i = 0; i < ARRAY_LEN(stage->batches); i++)
		if (batch_result(&stage->batches[i], e) < 0)
			return -1;
	stage->later = true;
	if (b->rows.len)
		write_batch(b);
	return batch_result(b, e);
}

void payment_stage_free(struct payment_stage *stage)
{
	size_t i;

	relay_await(&stage->relay);
	relay_end(&stage->relay);
	plain_updates_close(&stage->updates);
	db_close(stage->beside);
	for (i = 0; i < ARRAY_LEN(stage->batches); i++) {
		VEC_FREE(&stage->batches[i].rows);
		arena_free(&stage->batches[i].texts);
		plain_free(&stage->batches[i].plain);
	}
}
