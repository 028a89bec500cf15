#include "exam/payment.h"

#include "base/messages.h"

#include "base/buf.h"
#include "db/rows.h"

#include <string.h>

static const char *const channel_words[] = {
    [CHANNEL_WECHAT] = "wechat",
    [CHANNEL_ALIPAY] = "alipay",
    [CHANNEL_UNIONPAY] = "unionpay",
    [CHANNEL_GENERIC] = "generic",
};

static const char *const kind_words[] = {
    [PAY_PAY] = "pay",
    [PAY_REFUND] = "refund",
    [PAY_REVERSAL] = "reversal",
    [PAY_FEE] = "fee",
};

const char *channel_word(enum channel c)
{
	return channel_words[c];
}

const char *pay_kind_word(enum pay_kind k)
{
	return kind_words[k];
}

const char *refund_bucket(enum pay_kind k, enum refund_status s)
{
	if (k == PAY_REVERSAL)
		return "reversed";
	if (s == REFUND_DONE)
		return "refund";
	return s == REFUND_PROCESSING ? "refund_processing" : "refund_failed";
}

int statement_loaded(struct db *db, const char *sha256, int64_t *ret_run, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_STATEMENT_LOADED, e);

	*ret_run = 0;
	if (!st)
		return -1;
	stmt_text(st, ":sha256", sha256);
	return stmt_one_int(st, ret_run, e) < 0 ? -1 : 0;
}

int statement_begin(struct db *db, const struct statement_new *s, int64_t *ret_id, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_STATEMENT_BEGIN, e);

	if (!st)
		return -1;
	stmt_text(st, ":channel", channel_words[s->channel]);
	stmt_text(st, ":sha256", s->sha256);
	stmt_text(st, ":name", s->name);
	if (stmt_exec(st, e) < 0)
		return -1;
	*ret_id = db_last_id(db);
	return 0;
}

static void known_instant(struct stmt *st, const char *param, instant at)
{
	if (at)
		stmt_int(st, param, at);
	else
		stmt_null(st, param);
}

int statement_finish(struct db *db, int64_t id, const struct statement_end *end, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_STATEMENT_FINISH, e);

	if (!st)
		return -1;
	stmt_int(st, ":id", id);
	stmt_text_or_null(st, ":merchant", end->merchant);
	known_instant(st, ":covers_from_at", end->covers_from_at);
	known_instant(st, ":covers_to_at", end->covers_to_at);
	stmt_int(st, ":row_count", end->rows);
	stmt_int(st, ":total_fen", end->total.v);
	return stmt_exec(st, e);
}

/* ---- rows on their way ---- */

enum { STAGED_MAX = 4096 };

/* The order of the columns of read_row, see payment.sql. */
static const char *staged_cell(const void *ctx, size_t at, int column, bool *is_int,
			       int64_t *number)
{
	const struct payment_staged *s = &((const struct payment_staged *)ctx)[at];
	const struct payment_row *r = &s->row;

	switch (column) {
	case 2: return s->channel;
	case 3: return kind_words[r->kind];
	case 4: return r->txn_id;
	case 6: return r->orig_txn_id;
	case 7: return r->order_no;
	case 9: return r->fee_text;
	case 11: return s->bucket;
	case 12: return r->status;
	default: break;
	}
	*is_int = true;
	switch (column) {
	case 0: *number = s->statement_id; break;
	case 1: *number = r->row; break;
	case 5: *number = r->ordinal; break;
	case 8: *number = r->amount.v; break;
	default: *number = r->paid_at; break;
	}
	return NULL;
}

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

static int take_rows(struct payment_stage *stage, size_t count, struct err *e)
{
	int64_t taken, n;

	if (exec(stage->db, SQL_PAYMENT_TAKE, &taken, e) < 0)
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

/* Once one has failed, the run is lost. */
static void take_batch(void *half)
{
	struct payment_batch *b = half;
	struct db *db = b->of->db;

	db_rows_set(db, "read_row", b->rows.len, staged_cell, b->rows.items);
	b->failed = take_rows(b->of, b->rows.len, &b->err) < 0;
	db_rows_set(db, "read_row", 0, NULL, NULL);
	b->rows.len = 0;
	arena_reset(&b->texts);
}

static int batch_result(const struct payment_batch *b, struct err *e)
{
	if (!b->failed)
		return 0;
	*e = b->err;
	return -1;
}

int payment_stage_begin(struct payment_stage *stage, struct db *db, struct err *e)
{
	memset(stage, 0, sizeof *stage);
	stage->db = db;
	stage->batches[0].of = stage->batches[1].of = stage;
	relay_begin(&stage->relay, take_batch, &stage->batches[0], &stage->batches[1]);
	return db_temp_tables(db, e);
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
	struct payment_staged s = {statement_id, channel_words[channel], unsettled_bucket(row),
				   *row};
	struct payment_batch *b = relay_half(&stage->relay);

	if (b->rows.len == STAGED_MAX) {
		relay_pass(&stage->relay);
		b = relay_half(&stage->relay);
		if (batch_result(b, e) < 0)
			return -1;
	}
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
	if (b->rows.len)
		take_batch(b);
	return batch_result(b, e);
}

void payment_stage_free(struct payment_stage *stage)
{
	size_t i;

	relay_await(&stage->relay);
	relay_end(&stage->relay);
	for (i = 0; i < ARRAY_LEN(stage->batches); i++) {
		VEC_FREE(&stage->batches[i].rows);
		arena_free(&stage->batches[i].texts);
	}
}

int payment_merchants(struct db *db, struct arena *out, enum channel channel, const char **ret,
		      struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_PAYMENT_MERCHANTS, e);
	struct buf b = {0};
	int rc;

	if (!st)
		return -1;
	stmt_text(st, ":key", arena_printf(out, "merchant.%s", channel_words[channel]));
	while ((rc = stmt_step(st, e)) == 1)
		buf_printf(&b, " %s ", col_text(st, "value"));
	*ret = arena_strdup(out, buf_str(&b));
	buf_free(&b);
	return rc;
}
