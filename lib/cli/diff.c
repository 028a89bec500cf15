/*
 * The difference a run makes. Machines get every field of every row. People get one line for a
 * row that comes or goes and one for each field that changes, in words, without the program's own
 * bookkeeping.
 */
#include "cli/out.h"

#include "base/fen.h"
#include "base/messages.h"
#include "base/text.h"
#include "base/time.h"
#include "db/run.h"
#include "job/word.h"

#include <stdio.h>
#include <string.h>

struct differ {
	struct app *app;
	struct tab_sink *sink;
	bool for_people;
	struct arena row;
	char last_table[64], last_pk[128]; /* whose label `who` is */
	char who[256];
	bool shown; /* a line for this row that comes or goes is out */
};

/* The words of the database for people; what is not here is shown as it is stored. */
static const struct {
	const char *word, *zh, *en;
} words[] = {
    {"insert", "新增", "added"},
    {"update", "修改", "changed"},
    {"delete", "删除", "removed"},
    {"candidate", "考生", "candidate"},
    {"entry", "报考", "entry"},
    {"pay_order", "订单", "order"},
    {"order_entry", "订单科目", "entry of an order"},
    {"payment", "支付流水", "payment"},
    {"statement", "对账单", "statement"},
    {"refund", "退款", "refund"},
    {"photo", "照片", "photo"},
    {"review_decision", "审核记录", "review"},
    {"placement", "编排", "placement"},
    {"wish", "意向日期", "wish"},
    {"handout", "打印记录", "printed page"},
    {"sitting", "考次", "sitting"},
    {"site", "考点", "site"},
    {"sitting_site", "考点设置", "settings of a site"},
    {"subject", "科目", "subject"},
    {"offering", "开考科目", "offering"},
    {"cap", "容量限制", "cap"},
    {"cap_member", "容量限制成员", "member of a cap"},
    {"room", "考场", "room"},
    {"session", "场次", "session"},
    {"session_room", "场次考场", "room of a session"},
    {"session_subject", "场次科目", "subject of a session"},
    {"time_window", "时间窗口", "window"},
    {"wish_day", "意向名额", "wish places"},
    {"policy", "参数", "policy"},
    {"name", "姓名/名称", "name"},
    {"state", "状态", "state"},
    {"review", "审核状态", "review"},
    {"photo_sha256", "照片", "photo"},
    {"clock_at", "计时起点", "clock"},
    {"gone_at", "移除时间", "gone at"},
    {"gone_state", "移除", "gone"},
    {"refund_state", "状态", "state"},
    {"refunded_at", "退款时间", "paid back at"},
    {"gone_reason", "移除原因", "reason"},
    {"paid_at", "缴费时间", "paid at"},
    {"session_id", "场次", "session"},
    {"room_id", "考场", "room"},
    {"seat", "座位", "seat"},
    {"ticket_no", "准考证号", "ticket number"},
    {"capacity", "容量", "capacity"},
    {"fee_fen", "考试费", "fee"},
    {"id_number", "证件号", "document number"},
    {"born_on", "出生日期", "birth date"},
    {"sex", "性别", "sex"},
    {"phone", "电话", "phone"},
    {"address", "地址", "address"},
    {"nation", "民族", "nation"},
    {"occupation", "职业", "occupation"},
    {"education", "文化程度", "education"},
    {"training", "培训类型", "training"},
    {"postcode", "邮编", "postcode"},
    {"email", "电子邮件", "e-mail"},
    {"mobile", "手机号", "mobile"},
    {"college", "院系", "college"},
    {"major", "专业", "major"},
    {"class", "班级", "class"},
    {"student_no", "学号", "student number"},
    {"custom", "自定义信息", "own information"},
    {"remark", "备注", "remark"},
    {"photo_name", "照片文件名", "photo file"},
    {"id_type", "证件类型", "document type"},
    {"source", "报名方式", "source"},
    {"review_at", "审核时间", "reviewed at"},
    {"review_reason", "退回原因", "reason"},
    {"confirmed_at", "确认时间", "confirmed at"},
    {"closed_at", "关闭时间", "closed at"},
    {"bucket", "归类", "bucket"},
    {"reference", "退款凭证", "reference"},
    {"notice", "考点通告", "notice"},
    {"minutes", "考试时长", "minutes"},
    {"level", "级别", "level"},
    {"on_date", "日期", "day"},
    {"points", "成绩", "points"},
    {"part_points", "选择题成绩", "part points"},
    {"mark", "标志", "mark"},
    {"band", "等第", "band"},
    {"value", "值", "value"},
    {"account", "通行证", "account"},
    {"roster", "学籍", "student"},
    {"roster_site", "学籍报考设置", "permission"},
    {"candidate_need", "特殊需要", "need"},
    {"score", "成绩", "score"},
    {"certificate", "证书", "certificate"},
    {"held_certificate", "已有证书", "certificate held"},
    {"open_row", "退回待改的行", "row handed back"},
    {"transfer", "记账", "transfer"},
    {"posting", "分录", "posting"},
};

static const char *in_words(const struct differ *d, const char *word)
{
	size_t i;

	for (i = 0; d->for_people && i < ARRAY_LEN(words); i++)
		if (strcmp(words[i].word, word) == 0)
			return T(words[i].zh, words[i].en);
	return word;
}

static bool ends_with(const char *s, const char *tail)
{
	size_t n = strlen(s), k = strlen(tail);

	return n >= k && strcmp(s + n - k, tail) == 0;
}

_Static_assert(INSTANT_TEXT <= 32 && FEN_TEXT <= 32, "room for both");

/* Instants as times, fen as yuan, states in words. */
static const char *shown(struct differ *d, const char *field, const char *value)
{
	char text[32];
	int64_t number;

	if (!d->for_people || !value)
		return value;
	if (!text_to_int(value, INT64_MIN, INT64_MAX, &number))
		return word_meaning(field, value);
	if (ends_with(field, "_at"))
		instant_format_people(number, text);
	else if (ends_with(field, "_fen"))
		fen_format(fen_of(number), text);
	else
		return value;
	return arena_strdup(&d->row, text);
}

/*
 * The words for one row of a table: the statement label_TABLE where there is one (it sees the rows
 * as the run leaves them), else the key.
 */
static int label(struct differ *d, const struct run_change *c, struct err *e)
{
	char name[96];
	enum sql_id id;
	struct stmt *st;
	int rc;

	if (strcmp(d->last_table, c->table) == 0 && strcmp(d->last_pk, c->pk) == 0)
		return 0;
	d->shown = false;
	snprintf(d->last_table, sizeof d->last_table, "%s", c->table);
	snprintf(d->last_pk, sizeof d->last_pk, "%s", c->pk);
	snprintf(d->who, sizeof d->who, "%s", c->pk);
	snprintf(name, sizeof name, "label_%s", c->table);
	id = sql_by_name(name);
	if (id == SQL_COUNT)
		return 0;
	st = db_stmt(d->app->job.db, id, e);
	if (!st)
		return -1;
	stmt_text(st, ":pk", c->pk);
	if ((rc = stmt_step(st, e)) == 1) {
		snprintf(d->who, sizeof d->who, "%s %s", col_text(st, "number"),
			 mask_field(d->app, &d->row, "name", col_text(st, "name")));
		stmt_done(st);
	}
	return rc < 0 ? -1 : 0;
}

/* Names of sites, subjects and rooms are public; those of people are not (R-PRIV). */
static bool is_personal(const char *table)
{
	static const char *const tables[] = {"candidate", "account", "roster", "held_certificate",
					     "outbox"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(tables); i++)
		if (strcmp(table, tables[i]) == 0)
			return true;
	return false;
}

/* A refund that is paid was paid out: its words are its own. */
static const char *meant_field(const struct run_change *c)
{
	if (strcmp(c->table, "refund") != 0)
		return c->field;
	return strcmp(c->field, "state") == 0	  ? "refund_state"
	       : strcmp(c->field, "paid_at") == 0 ? "refunded_at"
						  : c->field;
}

static int one_change(void *ctx, const struct run_change *c, struct err *e)
{
	struct differ *d = ctx;
	const char *values[6], *field;

	if (strcmp(c->field, "run_id") == 0 || (!c->old && !c->new))
		return 0;
	if (d->for_people &&
	    (strcmp(c->table, "imported_file") == 0 || strcmp(c->field, "amended_by_run") == 0))
		return 0;
	if (label(d, c, e) < 0)
		return -1;
	values[0] = in_words(d, c->op);
	values[1] = in_words(d, c->table);
	values[2] = d->who;
	if (d->for_people && strcmp(c->op, "update") != 0) {
		values[3] = values[4] = values[5] = NULL;
		if (!d->shown)
			tab_sink_row(d->sink, values);
		d->shown = true;
		return 0;
	}
	field = d->for_people ? meant_field(c) : c->field;
	values[3] = in_words(d, field);
	values[4] = shown(d, field, c->old);
	values[5] = shown(d, field, c->new);
	if (is_personal(c->table)) {
		values[4] = mask_field(d->app, &d->row, c->field, values[4]);
		values[5] = mask_field(d->app, &d->row, c->field, values[5]);
	}
	tab_sink_row(d->sink, values);
	arena_reset(&d->row);
	return 0;
}

int print_difference(struct app *app, struct err *e)
{
	struct column columns[] = {
	    {"op", T("动作", "op"), COL_TEXT, 0},   {"table", T("表", "table"), COL_TEXT, 0},
	    {"who", T("对象", "who"), COL_TEXT, 0}, {"field", T("字段", "field"), COL_TEXT, 0},
	    {"old", T("原值", "old"), COL_TEXT, 0}, {"new", T("新值", "new"), COL_TEXT, 0},
	};
	struct differ d = {.app = app, .for_people = app->format == SINK_TABLE};
	struct err ignored = {0};
	int rc;

	if (list_open(app, &d.sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	rc = run_diff(app->job.db, one_change, &d, e);
	arena_free(&d.row);
	if (rc < 0) {
		(void)!tab_sink_close(d.sink, &ignored);
		return -1;
	}
	return tab_sink_close(d.sink, e);
}
