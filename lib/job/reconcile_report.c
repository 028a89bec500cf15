/* What became of statements, bucket by bucket: for the screen and as a workbook. */
#include "job/reconcile.h"

#include "base/messages.h"
#include "tab/book.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS_MAX = 12 };

const char *reconcile_bucket_text(const char *bucket)
{
	const struct {
		const char *bucket, *text;
	} all[] = {
	    {"paid", T("已缴费", "paid")},
	    {"double", T("重复缴费（应退）", "paid twice (owed back)")},
	    {"over", T("多缴（应退差额）", "over (surplus owed back)")},
	    {"under", T("少缴（待查）", "under (held)")},
	    {"late_restored", T("迟到，已恢复", "late, place free: restored and paid")},
	    {"late_refund", T("迟到，已无名额（应退）", "late, place gone (owed back)")},
	    {"unknown", T("订单不明（待查）", "unknown order (held)")},
	    {"other_sitting", T("其他考次（待查）", "another sitting (held)")},
	    {"refund", T("退款", "refund")},
	    {"refund_processing", T("退款中", "refund under way")},
	    {"refund_failed", T("退款失败", "refund failed")},
	    {"reversed", T("撤销", "reversed")},
	    {"fee", T("手续费", "charge")},
	    {"paid_earlier", T("以前已入账", "loaded before")},
	    {"sum", T("以上合计", "sum of the above")},
	    {"total", T("对账单自身总额", "the statement's own total")},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(all); i++)
		if (strcmp(all[i].bucket, bucket) == 0)
			return all[i].text;
	return bucket;
}

int reconcile_buckets(struct job *job, int64_t first, const char *name,
		      int (*fn)(void *ctx, const struct reconcile_bucket *b, struct err *e),
		      void *ctx, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_STATEMENT_BUCKETS, e);
	struct reconcile_bucket sum = {.bucket = "sum"};
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":first", first);
	stmt_text(st, ":name", name);
	while ((rc = stmt_step(st, e)) == 1) {
		struct reconcile_bucket b = {col_text(st, "file"), col_text(st, "bucket"),
					     col_int(st, "rows"), col_int(st, "amount_fen")};
		bool total = strcmp(b.bucket, "total") == 0;

		if (total) {
			sum.file = b.file;
			/* the file was verified when it was read, the buckets come from what was
			 * posted */
			BUG_ON(sum.rows != b.rows || sum.fen != b.fen);
			if ((rc = fn(ctx, &sum, e)) < 0)
				break;
		}
		if ((rc = fn(ctx, &b, e)) < 0)
			break;
		sum.rows = total ? 0 : sum.rows + b.rows;
		sum.fen = total ? 0 : sum.fen + b.fen;
	}
	stmt_done(st);
	return rc;
}

/* ---- the workbook ---- */

struct report {
	struct job *job;
	int64_t first;
	const char *name;
	struct book *book;
};

static int bucket_row(void *ctx, const struct reconcile_bucket *b, struct err *e)
{
	struct report *r = ctx;
	char rows[24], fen[24];
	const char *values[] = {b->file, reconcile_bucket_text(b->bucket), rows, fen};
	/* the two lines that must be equal stand out */

	(void)e;
	snprintf(rows, sizeof rows, "%lld", (long long)b->rows);
	snprintf(fen, sizeof fen, "%lld", (long long)b->fen);
	book_row(r->book, values);
	return 0;
}

/* The rows of a bound statement; its columns are found by the columns' keys. */
static int write_rows(struct report *r, struct stmt *st, const struct column *columns, size_t count,
		      struct err *e)
{
	const char *values[COLUMNS_MAX];
	struct arena row = {0};
	size_t i;
	int rc;

	BUG_ON(count > COLUMNS_MAX);
	while ((rc = stmt_step(st, e)) == 1) {
		arena_reset(&row);
		for (i = 0; i < count; i++)
			values[i] = arena_strdup(&row, col_text(st, columns[i].key));
		for (i = 0; i < count; i++)
			if (strcmp(columns[i].key, "bucket") == 0)
				values[i] = reconcile_bucket_text(values[i]);
		book_row(r->book, values);
	}
	arena_free(&row);
	return rc;
}

static int write_details(struct report *r, const struct column *columns, size_t count,
			 struct err *e)
{
	struct stmt *st = db_stmt(r->job->db, SQL_STATEMENT_DETAILS, e);

	if (!st)
		return -1;
	stmt_int(st, ":first", r->first);
	stmt_text(st, ":name", r->name);
	book_sheet(r->book, T("须看的行", "rows"), columns, count);
	return write_rows(r, st, columns, count, e);
}

static int write_unseen(struct report *r, const struct column *columns, size_t count, struct err *e)
{
	struct stmt *st = db_stmt(r->job->db, SQL_SETTLE_UNSEEN, e);

	if (!st)
		return -1;
	book_sheet(r->book, T("已缴而对账单无", "paid but unseen"), columns, count);
	return write_rows(r, st, columns, count, e);
}

static int write_book(struct report *r, struct output *out, struct err *e)
{
	const struct column buckets[] = {
	    {"file", T("对账单", "statement"), COL_TEXT, 34},
	    {"bucket", T("类别", "bucket"), COL_TEXT, 26},
	    {"rows", T("行数", "rows"), COL_INT, 10},
	    {"amount_fen", T("金额（元）", "yuan"), COL_FEN, 16},
	};
	const struct column details[] = {
	    {"file", T("对账单", "statement"), COL_TEXT, 30},
	    {"row", T("行", "row"), COL_INT, 8},
	    {"bucket", T("类别", "bucket"), COL_TEXT, 22},
	    {"amount_fen", T("金额（元）", "yuan"), COL_FEN, 14},
	    {"order_no", T("订单号", "order"), COL_ID, 20},
	    {"reg_no", T("报名号", "registration"), COL_ID, 18},
	    {"txn_id", T("流水号", "payment"), COL_ID, 32},
	    {"orig_txn_id", T("原流水号", "of the payment"), COL_ID, 32},
	    {"paid_at", T("时间", "time"), COL_INSTANT, 0},
	    {"status", T("渠道所记状态", "status"), COL_TEXT, 14},
	};
	const struct column unseen[] = {
	    {"order_no", T("订单号", "order"), COL_ID, 20},
	    {"site_code", T("考点", "site"), COL_ID, 10},
	    {"reg_no", T("报名号", "registration"), COL_ID, 18},
	    {"amount_fen", T("金额（元）", "yuan"), COL_FEN, 14},
	    {"channel", T("渠道", "channel"), COL_TEXT, 12},
	    {"opened_at", T("开单时间", "opened"), COL_INSTANT, 0},
	    {"closed_at", T("缴费时间", "paid"), COL_INSTANT, 0},
	};

	struct err ignored = {0};
	int rc;

	if (book_open(&r->book, out, r->job->now, e) < 0)
		return -1;
	book_sheet(r->book, T("归类汇总", "buckets"), buckets, ARRAY_LEN(buckets));
	rc = reconcile_buckets(r->job, r->first, r->name, bucket_row, r, e);
	if (rc == 0)
		rc = write_details(r, details, ARRAY_LEN(details), e);
	if (rc == 0)
		rc = write_unseen(r, unseen, ARRAY_LEN(unseen), e);
	if (rc == 0)
		return book_close(r->book, e);
	(void)!book_close(r->book, &ignored);
	return -1;
}

int reconcile_report(struct job *job, int64_t first, const char *name, const char *path,
		     struct err *e)
{
	struct report r = {.job = job, .first = first, .name = name};
	struct output *out;

	if (output_begin(&job->outputs, path, &out, e) < 0)
		return -1;
	return write_book(&r, out, e);
}
