/*
 * Any other channel's table, by the layout "statement". A row is a payment unless its type says
 * otherwise or its amount is negative; a charge that comes back is a negative charge. Rows without
 * a number of their own are told apart by all their values, and equal ones by counting them: two
 * honest equal payments stay two. Total rows at the end, which the layout knows by their first
 * words, are compared with what the rows add up to.
 */
#include "base/messages.h"
#include "base/strmap.h"
#include "base/text.h"
#include "exam/order.h"
#include "job/statement_room.h"
#include "tab/layout.h"

#include <string.h>

enum field {
	F_PAID_AT,
	F_AMOUNT,
	F_TXN,
	F_ORDER,
	F_TYPE,
	F_ORIG,
	F_STATUS,
	F_CHARGE,
	F_MERCHANT,
	FIELDS
};

static const char *const names[FIELDS] = {"paid_at", "amount", "txn_id", "order_no", "type",
					  "orig",    "status", "charge", "merchant"};

struct table {
	struct reading *r;
	struct layout_map map;
	size_t field[FIELDS];
	struct strmap seen; /* rows without a number -> index into counts */
	VEC_OF(int) counts;
	struct fen column; /* sum of the amounts as they are printed */
	bool ended;	   /* a total row has been read */
};

static enum pay_kind kind_of(const char *type, struct fen amount)
{
	if (strstr(type, "撤销") || text_same(type, "reversal"))
		return PAY_REVERSAL;
	if (strstr(type, "手续费") || text_same(type, "fee"))
		return PAY_FEE;
	return strstr(type, "退") || text_same(type, "refund") || amount.v < 0 ? PAY_REFUND
									       : PAY_PAY;
}

/* All values of a row as its identity, counted among equal ones from 1. */
static void name_by_values(struct table *t, struct payment_row *p, const struct field_value *v)
{
	uint32_t at;
	bool is_new;

	p->txn_id =
	    arena_printf(&t->r->job->arena, "%lld|%lld|%s|%s|%s|%s|%s", (long long)p->paid_at,
			 (long long)p->amount.v, v[F_ORDER].text, v[F_TYPE].text, v[F_ORIG].text,
			 v[F_STATUS].text, v[F_CHARGE].text);
	at = strmap_add(&t->seen, p->txn_id, (uint32_t)t->counts.len, &is_new);
	if (is_new)
		VEC_PUSH(&t->counts, 0);
	p->ordinal = ++t->counts.items[at];
}

/* Who pays writes more than the number: the one order's number in the text, else all of it. */
static const char *order_in(struct arena *mem, const char *text)
{
	const char *numbers[ORDER_NUMBERS];

	return order_numbers_in(mem, text, numbers) == 1 ? numbers[0] : text;
}

static int read_row(struct table *t, struct err *e)
{
	struct reading *r = t->r;
	struct field_value v[FIELDS];
	struct payment_row p = {0};
	bool fine = true;
	int i;

	for (i = 0; i < FIELDS; i++)
		fine &=
		    field_read(&r->texts, &t->map, t->field[i], &r->row, &r->job->findings, &v[i]);
	if (!fine) {
		r->wrong++;
		return 0;
	}
	if (reading_merchant(r, CHANNEL_GENERIC, v[F_MERCHANT].text, "", e) < 0)
		return -1;
	p.paid_at = v[F_PAID_AT].number;
	p.amount = fen_of(v[F_AMOUNT].number);
	if (!fen_add(t->column, p.amount, &t->column)) {
		reading_wrong(r, 0, "R-MONEY", F_FIELD_NOT_YUAN, NULL);
		return 0;
	}
	p.kind = kind_of(v[F_TYPE].text, p.amount);
	p.amount = fen_of(p.amount.v < 0 ? -p.amount.v : p.amount.v);
	if (p.kind == PAY_FEE && strstr(v[F_TYPE].text, "退"))
		p.amount = fen_of(-p.amount.v);
	p.txn_id = v[F_TXN].text;
	p.order_no = order_in(&r->texts, v[F_ORDER].text);
	p.orig_txn_id = v[F_ORIG].text;
	p.fee_text = v[F_CHARGE].text;
	p.status = v[F_STATUS].text;
	/* what else was written is not lost */
	if (!*p.status && strcmp(p.order_no, v[F_ORDER].text) != 0)
		p.status = v[F_ORDER].text;
	if (!*p.txn_id)
		name_by_values(t, &p, v);
	return reading_row(r, &p, e);
}

/* ---- the total rows ---- */

/* The number of rows in a text like "共3笔" or "笔数:3"; -1 where it has none. */
static int64_t count_in(struct arena *mem, const char *text)
{
	const char *end = strstr(text, "笔"), *from = end;
	int64_t n;

	if (!end)
		return -1;
	while (from > text && ascii_is_digit(from[-1]))
		from--;
	if (from == end) {
		from = end + strcspn(end, "0123456789");
		end = from + strspn(from, "0123456789");
	}
	if (!text_to_int(arena_strndup(mem, from, (size_t)(end - from)), 0, INT64_MAX, &n))
		return -1;
	return n;
}

/* The amount in a text like "共2笔,共80.00元". */
static bool amount_in(struct arena *mem, const char *text, struct fen *ret)
{
	const char *end = strstr(text, "元"), *from = end;

	if (!end)
		return false;
	while (from > text && (ascii_is_digit(from[-1]) || strchr("-,.", from[-1])))
		from--;
	return fen_parse_yuan(arena_strndup(mem, from, (size_t)(end - from)), ret);
}

/* A bank adds its column up as it stands, or takes off what goes out: both are the whole. */
static int verify_sum(struct table *t, const char *what, struct fen said, struct err *e)
{
	if (said.v == t->r->end->total.v)
		return 0;
	return reading_verify_fen(t->r, what, said, t->column, e);
}

static int verify_cell(struct table *t, const struct cell *c, const char *what, struct err *e)
{
	struct reading *r = t->r;
	size_t amount = t->field[F_AMOUNT];
	const char *text = reading_text(r, c->column);
	int64_t count = count_in(&r->texts, text);
	struct field_value v;
	struct fen said;

	if (count >= 0 && reading_verify(r, what, count, r->end->rows, e) < 0)
		return -1;
	if (amount_in(&r->texts, text, &said))
		return verify_sum(t, what, said, e);
	if (c->column != t->map.columns[amount] || !*text || strcmp(text, what) == 0)
		return 0;
	if (field_read(&r->texts, &t->map, amount, &r->row, &r->job->findings, &v))
		return verify_sum(t, what, fen_of(v.number), e);
	r->wrong++;
	return 0;
}

/* Whatever a total row says of sums and counts must be so. */
static int read_footer(struct table *t, struct err *e)
{
	struct reading *r = t->r;
	const char *what = "";
	size_t i;

	t->ended = true;
	for (i = 0; i < r->row.count; i++) {
		if (!*what)
			what = reading_text(r, r->row.cells[i].column);
		/* rows that could not be read say it better */
		if (r->wrong == 0 && verify_cell(t, &r->row.cells[i], what, e) < 0)
			return -1;
	}
	return 0;
}

static int read_line(struct table *t, struct err *e)
{
	struct reading *r = t->r;

	if (layout_is_footer(&r->texts, t->map.layout, &r->row))
		return read_footer(t, e);
	if (t->ended)
		return err_set(e, ERR_INPUT, E_STATEMENT_TAIL, r->path, (long long)r->row.number);
	return read_row(t, e);
}

int generic_read(struct reading *r, struct err *e)
{
	struct table t = {.r = r};
	const struct layout *layout;
	int i, rc;

	if (layout_find(&r->job->arena, "statement", job_office_path(r->job, "layout"), &layout,
			e) < 0 ||
	    layout_bind(&r->job->arena, layout, r->src, r->path, &r->job->findings, &t.map, e) < 0)
		return -1;
	for (i = 0; i < FIELDS; i++)
		t.field[i] = (size_t)layout_index(layout, names[i]);
	while ((rc = tab_next(r->src, &r->row, e)) == 1) {
		arena_reset(&r->texts);
		if (read_line(&t, e) < 0) {
			rc = -1;
			break;
		}
	}
	strmap_free(&t.seen);
	VEC_FREE(&t.counts);
	return rc;
}
