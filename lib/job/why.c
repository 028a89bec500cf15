#include "job/why.h"

#include "base/fen.h"
#include "base/messages.h"
#include "base/text.h"
#include "job/word.h"

#include <string.h>

/* The words of the database, for people. */
static const struct {
	const char *word, *zh, *en;
} words[] = {
    {"self", "个人报名", "self registration"},
    {"group", "集体报名", "group registration"},
    {"pass", "合格", "accepted"},
    {"review", "待人工复核", "to be looked at"},
    {"refuse", "不合格", "refused"},
    {"submitted", "提交审核", "submitted"},
    {"approved", "审核通过", "approved"},
    {"rejected", "审核未通过", "rejected"},
    {"closed", "已关闭", "closed"},
    {"double", "重复缴费", "paid twice"},
    {"over", "多缴", "too much"},
    {"under", "少缴", "too little"},
    {"late", "逾期到账，名额已无", "late, and the place is gone"},
    {"late_restored", "逾期到账，名额仍在，报考已恢复", "late, place free: restored and paid"},
    {"late_refund", "逾期到账，名额已无，应退款", "late, place gone: to be refunded"},
    {"unknown", "订单不明", "unknown order"},
    {"other_sitting", "其他考次", "another sitting"},
    {"refund", "退款", "refund"},
    {"paid", "已缴费", "paid"},
    {"expired", "超时未缴费，已删除", "expired unpaid"},
    {"cancelled", "已取消", "cancelled"},
    {"deleted", "报名已删除", "registration deleted"},
    {"ticket", "准考证", "ticket"},
    {"form", "报名登记表", "registration form"},
    {"pending", "待审核", "review pending"},
    {"in_payment", "缴费中", "in payment"},
};

static const char *in_words(const char *word)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i].word, word) == 0)
			return T(words[i].zh, words[i].en);
	return word;
}

static const char *state_of(struct job *job, struct stmt *st)
{
	const char *lock = col_text(st, "lock");

	if (!col_is_null(st, "gone_at"))
		return arena_printf(&job->arena, T("已移除：%s %s", "gone: %s %s"),
				    in_words(col_text(st, "gone_state")),
				    col_text(st, "gone_reason"));
	if (*lock)
		return arena_printf(&job->arena, T("信息已锁定：%s", "locked: %s"), in_words(lock));
	if (strcmp(col_text(st, "review"), "rejected") == 0)
		return arena_printf(&job->arena, T("审核未通过：%s", "rejected: %s"),
				    col_text(st, "review_reason"));
	return T("信息未锁定", "not locked");
}

int why_find(struct job *job, const char *who, struct why_person **ret, size_t *ret_count,
	     struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_WHY_CANDIDATE, e);
	VEC_OF(struct why_person) found = {0};
	int rc;

	if (!st)
		return -1;
	stmt_text(st, ":who", who);
	while ((rc = stmt_step(st, e)) == 1) {
		struct why_person p = {
		    .id = col_int(st, "id"),
		    .reg_no = arena_strdup(&job->arena, col_text(st, "reg_no")),
		    .name = arena_strdup(&job->arena, col_text(st, "name")),
		    .site_code = arena_strdup(&job->arena, col_text(st, "site_code")),
		    .sitting = arena_strdup(&job->arena, col_text(st, "sitting_name")),
		    .state = state_of(job, st),
		};

		VEC_PUSH(&found, p);
	}
	if (rc == 0 && found.len == 0)
		rc = err_set(e, ERR_INPUT, E_WHY_NOBODY, who);
	if (rc == 0) {
		*ret = arena_alloc(&job->arena, found.len * sizeof **ret);
		memcpy(*ret, found.items, found.len * sizeof **ret);
		*ret_count = found.len;
	}
	VEC_FREE(&found);
	return rc;
}

/* "9000" -> "90.00 元" */
static const char *yuan(struct job *job, const char *fen)
{
	char text[FEN_TEXT];
	int64_t v = 0;

	if (!text_to_int(fen, INT64_MIN, INT64_MAX, &v))
		return fen;
	fen_format(fen_of(v), text);
	return arena_printf(&job->arena, T("%s 元", "%s yuan"), text);
}

/* A payment's detail begins with its channel and ends in its amount. */
static const char *payment_text(struct job *job, const char *bucket, const char *more)
{
	const char *txn = strchr(more, ' '), *amount = strrchr(more, ' ');
	struct arena *a = &job->arena;

	if (!txn)
		return more;
	return arena_printf(a, T("到账 %s（%s%.*s）：%s", "payment %s (%s%.*s): %s"),
			    yuan(job, amount + 1),
			    word_meaning("channel", arena_strndup(a, more, (size_t)(txn - more))),
			    (int)(amount - txn), txn, in_words(bucket));
}

/* An entry's detail ends in how it went. */
static const char *gone_text(struct job *job, const char *detail, const char *reason)
{
	const char *state = strrchr(detail, ' ');

	if (!state)
		return detail;
	return arena_printf(&job->arena, T("科目 %.*s %s：%s", "subject %.*s %s: %s"),
			    (int)(state - detail), detail, in_words(state + 1), reason);
}

static const char *event_text(struct job *job, const char *event, const char *detail,
			      const char *more)
{
	static const struct {
		const char *event, *zh, *en;
	} plain[] = {
	    {"registered", "报名：%s%s", "registered: %s%s"},
	    {"photo", "照片：%s（%s）", "photo: %s (%s)"},
	    {"review", "%s%s", "%s %s"},
	    {"order_closed", "订单 %s %s", "order %s %s"},
	    {"paid", "科目 %s 已缴费%s", "subject %s paid%s"},
	    {"wish", "科目 %s 意向日期 %s", "subject %s, wished day %s"},
	    {"placed", "科目 %s 编排：%s", "subject %s placed: %s"},
	    {"printed", "打印%s（%s）", "printed: %s (%s)"},
	    {"candidate_gone", "报名移除：%s %s", "registration gone: %s %s"},
	};
	size_t i;

	if (strcmp(event, "entry") == 0)
		return arena_printf(&job->arena, T("报考 %s，%s", "entry %s, %s"), detail,
				    yuan(job, more));
	if (strcmp(event, "order") == 0)
		return arena_printf(&job->arena, T("开订单 %s，%s", "order %s opened, %s"), detail,
				    yuan(job, more));
	if (strcmp(event, "payment") == 0)
		return payment_text(job, detail, more);
	if (strcmp(event, "gone") == 0)
		return gone_text(job, detail, more);
	if (strcmp(event, "refund_owed") == 0)
		return arena_printf(&job->arena, T("应退款：%s，%s", "refund owed: %s, %s"),
				    in_words(detail), yuan(job, more));
	if (strcmp(event, "refund_paid") == 0)
		return arena_printf(&job->arena, T("已退款：%s，%s", "refunded: %s, %s"),
				    in_words(detail), yuan(job, more));
	for (i = 0; i < ARRAY_LEN(plain); i++) {
		const char *at, *two;
		const char *format = T(plain[i].zh, plain[i].en);

		if (strcmp(plain[i].event, event) != 0)
			continue;
		/* the two %s of the table, filled by hand: its formats are not literals */
		at = strstr(format, "%s");
		two = strstr(at + 2, "%s");
		return arena_printf(&job->arena, "%.*s%s%.*s%s%s", (int)(at - format), format,
				    in_words(detail), (int)(two - at - 2), at + 2, in_words(more),
				    two + 2);
	}
	return event;
}

int why_each(struct job *job, int64_t candidate_id,
	     int (*fn)(void *ctx, instant at, const char *text, int64_t run, struct err *e),
	     void *ctx, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_WHY_EVENTS, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":id", candidate_id);
	while ((rc = stmt_step(st, e)) == 1) {
		const char *event = arena_strdup(&job->arena, col_text(st, "event"));
		const char *detail = arena_strdup(&job->arena, col_text(st, "detail"));
		const char *more = arena_strdup(&job->arena, col_text(st, "more"));

		if (fn(ctx, col_int(st, "at"), event_text(job, event, detail, more),
		       col_int(st, "run"), e) < 0) {
			stmt_done(st);
			return -1;
		}
	}
	return rc;
}
