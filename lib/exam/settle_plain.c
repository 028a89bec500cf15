#include "exam/settle_plain.h"

#include "base/messages.h"
#include "db/rows.h"

void plain_updates_open(struct plain_updates *u, struct db *db)
{
	u->orders = run_update_open(db, "pay_order");
	u->entries = run_update_open(db, "entry");
}

void plain_updates_close(struct plain_updates *u)
{
	run_update_close(u->orders);
	run_update_close(u->entries);
}

void plain_reset(struct plain_batch *b)
{
	b->orders.len = b->entries.len = 0;
	buf_reset(&b->order_updates);
	buf_reset(&b->entry_updates);
	arena_reset(&b->texts);
}

void plain_free(struct plain_batch *b)
{
	VEC_FREE(&b->orders);
	VEC_FREE(&b->entries);
	buf_free(&b->order_updates);
	buf_free(&b->entry_updates);
	arena_free(&b->texts);
}

/* ---- found ---- */

struct plain_rows {
	const struct plain_batch *b;
	const struct payment_staged *rows;
};

/* The order of the columns of plain_order, see settle_plain.sql. */
static const char *order_cell(const void *ctx, size_t at, int column, bool *is_int, int64_t *number)
{
	const struct plain_rows *p = ctx;
	const struct plain_order *o = &p->b->orders.items[at];

	*is_int = true;
	*number = column == 0 ? o->id : p->rows[o->row].row.paid_at;
	return NULL;
}

static int find_orders(struct plain_batch *b, const struct plain_updates *u, struct stmt *st,
		       const struct payment_staged *rows, struct err *e)
{
	const char *channel = NULL, *account = NULL;
	int rc;

	while ((rc = stmt_step(st, e)) == 1) {
		struct plain_order o = {(size_t)col_int(st, "at"), b->order_updates.len,
					col_int(st, "id"), NULL, NULL};
		const struct payment_staged *s = &rows[o.row];

		if (s->channel != channel)
			account = arena_printf(&b->texts, "channel:%s", s->channel);
		channel = s->channel;
		o.account = account;

		o.payment_key =
		    arena_printf(&b->texts, "%s|%s|%s|%d", s->channel, pay_kind_word(s->row.kind),
				 s->row.txn_id, s->row.ordinal);
		VEC_PUSH(&b->orders, o);
		run_update_read(u->orders, st, &b->order_updates);
	}
	return rc;
}

static int find_entries(struct plain_batch *b, const struct plain_updates *u, struct stmt *st,
			struct err *e)
{
	int rc;

	while ((rc = stmt_step(st, e)) == 1) {
		struct plain_entry x = {(size_t)col_int(st, "at"), b->entry_updates.len,
					col_int(st, "id"), fen_of(col_int(st, "posted_fen"))};

		VEC_PUSH(&b->entries, x);
		run_update_read(u->entries, st, &b->entry_updates);
	}
	return rc;
}

/* The statement id, for the updates of the run. */
static struct stmt *find_stmt(struct db *reader, enum sql_id id, int64_t run, struct err *e)
{
	struct stmt *st = db_stmt(reader, id, e);

	if (st)
		stmt_int(st, ":by", run);
	return st;
}

int plain_find(struct plain_batch *b, const struct plain_updates *u, struct db *reader, int64_t run,
	       const struct payment_staged *rows, size_t count, struct err *e)
{
	struct plain_rows p = {b, rows};
	struct stmt *st = find_stmt(reader, SQL_PLAIN_ORDERS, run, e);
	int rc;

	if (!st)
		return -1;
	db_rows_set(reader, "read_row", count, payment_staged_cell, rows);
	rc = find_orders(b, u, st, rows, e);
	db_rows_set(reader, "read_row", 0, NULL, NULL);
	if (rc < 0 || !(st = find_stmt(reader, SQL_PLAIN_ENTRIES, run, e)))
		return -1;
	db_rows_set(reader, "plain_order", b->orders.len, order_cell, &p);
	rc = find_entries(b, u, st, e);
	db_rows_set(reader, "plain_order", 0, NULL, NULL);
	return rc;
}

/* ---- paid ---- */

int plain_pay_orders(struct plain_batch *b, const struct plain_updates *u,
		     struct payment_staged *rows, struct err *e)
{
	size_t i;
	bool made;

	for (i = 0; i < b->orders.len; i++) {
		const struct plain_order *o = &b->orders.items[i];

		if (run_update_make(u->orders, &b->order_updates, o->update, &made, e) < 0)
			return -1;
		if (made) {
			rows[o->row].order_id = o->id;
			rows[o->row].bucket = "paid";
		}
	}
	return 0;
}

/* Pays the entries of the orders that are paid; only those are left in the batch. */
static int pay_entries(struct plain_batch *b, const struct plain_updates *u,
		       const struct payment_staged *rows, struct err *e)
{
	size_t i, n = 0;
	bool made;

	for (i = 0; i < b->entries.len; i++) {
		const struct plain_entry *x = &b->entries.items[i];
		const struct plain_order *o = &b->orders.items[x->order];

		if (rows[o->row].order_id != o->id)
			continue;
		if (run_update_make(u->entries, &b->entry_updates, x->update, &made, e) < 0)
			return -1;
		if (!made) /* it is in another order, which was open too */
			return err_set(e, ERR_RULE, E_DB_RULE, "R-STATE entry");
		b->entries.items[n++] = *x;
	}
	b->entries.len = n;
	return 0;
}

/* The order of the columns of plain_posting. */
static const char *posting_cell(const void *ctx, size_t at, int column, bool *is_int,
				int64_t *number)
{
	const struct plain_batch *b = ctx;
	const struct plain_entry *x = &b->entries.items[at];

	switch (column) {
	case 0: return b->orders.items[x->order].payment_key;
	case 1: return b->orders.items[x->order].account;
	case 2: return "fees";
	case 5: return "paid";
	default: break;
	}
	*is_int = true;
	*number = column == 3 ? x->id : x->fee.v;
	return NULL;
}

int plain_pay_entries(struct plain_batch *b, const struct plain_updates *u, struct db *db,
		      const struct payment_staged *rows, struct err *e)
{
	struct stmt *st;
	int64_t n;
	int rc;

	if (pay_entries(b, u, rows, e) < 0)
		return -1;
	if (b->entries.len == 0)
		return 0;
	st = db_stmt(db, SQL_PLAIN_POST, e);
	if (!st)
		return -1;
	db_rows_set(db, "plain_posting", b->entries.len, posting_cell, b);
	rc = run_bulk_append_rows(db, "posting", "plain_posting", st, &n, e);
	db_rows_set(db, "plain_posting", 0, NULL, NULL);
	return rc;
}
