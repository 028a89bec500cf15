#include "job/export.h"

#include "base/messages.h"
#include "exam/sitting.h"
#include "job/word.h"
#include "tab/layout.h"

#include <string.h>

struct named_column {
	const char *key, *zh, *en;
	enum column_type type;
};

/* What can be imported has the columns of its layout, and further ones for reading. */
struct export_kind {
	const char *name, *zh;
	enum sql_id sql;
	const struct named_column *columns;
	bool has_layout;
	bool is_public; /* names of sites and subjects, not of people */
};

static const struct named_column candidate_columns[] = {
    {"reg_no", "报名号", "registration", COL_ID},
    {"site_code", "考点代码", "site", COL_ID},
    {"site_name", "考点名称", "site name", COL_TEXT},
    {"source", "报名方式", "source", COL_TEXT},
    {"name", "姓名", "name", COL_TEXT},
    {"sex", "性别", "sex", COL_TEXT},
    {"born_on", "出生日期", "born", COL_DATE},
    {"id_type", "证件类型", "document type", COL_ID},
    {"id_number", "证件号", "document number", COL_ID},
    {"nation", "民族", "nation", COL_ID},
    {"occupation", "职业", "occupation", COL_ID},
    {"education", "文化程度", "education", COL_ID},
    {"training", "培训类型", "training", COL_ID},
    {"postcode", "邮编", "postcode", COL_ID},
    {"address", "地址", "address", COL_TEXT},
    {"email", "电子邮件", "email", COL_TEXT},
    {"phone", "联系电话", "phone", COL_ID},
    {"college", "院系", "college", COL_TEXT},
    {"major", "专业", "major", COL_TEXT},
    {"class", "班级", "class", COL_TEXT},
    {"student_no", "学号", "student number", COL_ID},
    {"photo_name", "照片文件名", "photo file", COL_TEXT},
    {"photo", "照片审查", "photo", COL_TEXT},
    {"review", "资格审核", "review", COL_TEXT},
    {"review_reason", "审核意见", "review reason", COL_TEXT},
    {"confirmed_at", "现场确认", "confirmed", COL_INSTANT},
    {"created_at", "报名时间", "registered", COL_INSTANT},
    {"entries", "科目数", "entries", COL_INT},
    {"state", "状态", "state", COL_TEXT},
    {"gone_at", "注销时间", "gone", COL_INSTANT},
    {"gone_reason", "注销原因", "reason", COL_TEXT},
    {NULL, NULL, NULL, COL_TEXT},
};

static const struct named_column entry_columns[] = {
    {"reg_no", "报名号", "registration", COL_ID},
    {"name", "姓名", "name", COL_TEXT},
    {"id_number", "证件号", "document number", COL_ID},
    {"site_code", "考点代码", "site", COL_ID},
    {"site_name", "考点名称", "site name", COL_TEXT},
    {"subject_code", "科目代码", "subject", COL_ID},
    {"subject_name", "科目名称", "subject name", COL_TEXT},
    {"source", "报名方式", "source", COL_TEXT},
    {"state", "状态", "state", COL_TEXT},
    {"fee_fen", "考试费（元）", "fee (yuan)", COL_FEN},
    {"created_at", "报考时间", "entered", COL_INSTANT},
    {"paid_at", "缴费时间", "paid", COL_INSTANT},
    {"order_no", "订单号", "order", COL_ID},
    {"wish_on", "意向日期", "wished day", COL_DATE},
    {"gone_at", "取消时间", "gone", COL_INSTANT},
    {"gone_reason", "取消原因", "reason", COL_TEXT},
    {NULL, NULL, NULL, COL_TEXT},
};

static const struct named_column order_columns[] = {
    {"site_code", "考点代码", "site", COL_ID},	      {"name", "姓名", "name", COL_TEXT},
    {"entries", "科目数", "entries", COL_INT},	      {"state", "状态", "state", COL_TEXT},
    {"closed_at", "关闭时间", "closed", COL_INSTANT}, {NULL, NULL, NULL, COL_TEXT},
};

static const struct named_column payment_columns[] = {
    {"channel", "渠道", "channel", COL_TEXT},
    {"kind", "类型", "kind", COL_TEXT},
    {"txn_id", "渠道流水号", "transaction", COL_ID},
    {"order_no", "订单号", "order", COL_ID},
    {"reg_no", "报名号", "registration", COL_ID},
    {"name", "姓名", "name", COL_TEXT},
    {"amount_fen", "金额（元）", "amount (yuan)", COL_FEN},
    {"fee_text", "手续费", "channel's fee", COL_TEXT},
    {"paid_at", "交易时间", "paid", COL_INSTANT},
    {"bucket", "归类", "bucket", COL_TEXT},
    {"status", "渠道状态", "status", COL_TEXT},
    {"statement", "对账单", "statement", COL_TEXT},
    {"row", "行", "row", COL_INT},
    {NULL, NULL, NULL, COL_TEXT},
};

static const struct named_column refund_columns[] = {
    {"channel", "渠道", "channel", COL_TEXT},
    {"txn_id", "渠道流水号", "transaction", COL_ID},
    {"order_no", "订单号", "order", COL_ID},
    {"reg_no", "报名号", "registration", COL_ID},
    {"name", "姓名", "name", COL_TEXT},
    {"amount_fen", "应退（元）", "owed (yuan)", COL_FEN},
    {"reason", "原因", "reason", COL_TEXT},
    {"state", "状态", "state", COL_TEXT},
    {"owed_at", "产生时间", "owed", COL_INSTANT},
    {"paid_at", "退款时间", "paid back", COL_INSTANT},
    {"reference", "退款凭证", "reference", COL_ID},
    {NULL, NULL, NULL, COL_TEXT},
};

static const struct named_column assignment_columns[] = {
    {"reg_no", "报名号", "registration", COL_ID},
    {"name", "姓名", "name", COL_TEXT},
    {"id_number", "证件号", "document number", COL_ID},
    {"site_code", "考点代码", "site", COL_ID},
    {"subject_code", "科目代码", "subject", COL_ID},
    {"subject_name", "科目名称", "subject name", COL_TEXT},
    {"session", "批次", "session", COL_INT},
    {"on_date", "考试日期", "day", COL_DATE},
    {"starts_at", "开始时间", "starts", COL_INSTANT},
    {"ends_at", "结束时间", "ends", COL_INSTANT},
    {"room_code", "考场号", "room", COL_ID},
    {"room_name", "考场地点", "place", COL_TEXT},
    {"seat", "座位号", "seat", COL_INT},
    {"ticket_no", "准考证号", "ticket", COL_ID},
    {"wish_on", "意向日期", "wished day", COL_DATE},
    {"wish_kept", "满足意向", "wish kept", COL_INT},
    {NULL, NULL, NULL, COL_TEXT},
};

static const struct named_column ticket_columns[] = {
    {"ticket_no", "准考证号", "ticket", COL_ID},
    {"reg_no", "报名号", "registration", COL_ID},
    {"name", "姓名", "name", COL_TEXT},
    {"id_number", "证件号", "document number", COL_ID},
    {"site_code", "考点代码", "site", COL_ID},
    {"subject_code", "科目代码", "subject", COL_ID},
    {"room_code", "考场号", "room", COL_ID},
    {"seat", "座位号", "seat", COL_INT},
    {"on_date", "考试日期", "day", COL_DATE},
    {"starts_at", "开始时间", "starts", COL_INSTANT},
    {"ends_at", "结束时间", "ends", COL_INSTANT},
    {"self_printing", "可自行打印", "self-printing", COL_INT},
    {"prints", "已打印次数", "printed times", COL_INT},
    {"printed_at", "最近打印时间", "last printed", COL_INSTANT},
    {NULL, NULL, NULL, COL_TEXT},
};

static const struct named_column open_row_columns[] = {
    {"kind", "表", "kind", COL_TEXT},	    {"file", "文件", "file", COL_TEXT},
    {"row", "行", "row", COL_INT},	    {"row_key", "标识", "key", COL_ID},
    {"reason", "问题", "reason", COL_TEXT}, {"refused_at", "退回时间", "handed back", COL_INSTANT},
    {"id", "退回编号", "id", COL_ID},	    {NULL, NULL, NULL, COL_TEXT},
};

static const struct named_column no_columns[] = {{NULL, NULL, NULL, COL_TEXT}};

static const struct named_column confirmation_columns[] = {
    {"site_code", "考点代码", "site", COL_ID},
    {"confirmed_at", "确认时间", "confirmed", COL_INSTANT},
    {NULL, NULL, NULL, COL_TEXT},
};

static const struct named_column entry_name_columns[] = {
    {"site_code", "考点代码", "site", COL_ID},
    {"name", "姓名", "name", COL_TEXT},
    {NULL, NULL, NULL, COL_TEXT},
};

static const struct named_column candidate_name_columns[] = {
    {"name", "姓名", "name", COL_TEXT},
    {NULL, NULL, NULL, COL_TEXT},
};

static const struct named_column score_columns[] = {
    {"site_code", "考点代码", "site", COL_ID},
    {NULL, NULL, NULL, COL_TEXT},
};

/* In the order of the office's work. */
static const struct export_kind kinds[] = {
    {"sitting", "考次", SQL_EXPORT_SITTING, no_columns, true, true},
    {"sites", "考点", SQL_EXPORT_SITES, no_columns, true, true},
    {"windows", "时间窗口", SQL_EXPORT_WINDOWS, no_columns, true, true},
    {"subjects", "科目", SQL_EXPORT_SUBJECTS, no_columns, true, true},
    {"offerings", "开考科目", SQL_EXPORT_OFFERINGS, no_columns, true, true},
    {"caps", "容量限制", SQL_EXPORT_CAPS, no_columns, true, true},
    {"rooms", "考场", SQL_EXPORT_ROOMS, no_columns, true, true},
    {"sessions", "场次", SQL_EXPORT_SESSIONS, no_columns, true, true},
    {"wish-days", "意向日期", SQL_EXPORT_WISH_DAYS, no_columns, true, true},
    {"policy", "参数", SQL_EXPORT_POLICY, no_columns, true, true},
    {"notices", "考点通告", SQL_EXPORT_NOTICES, no_columns, true, true},
    {"accounts", "通行证", SQL_EXPORT_ACCOUNTS, no_columns, true, false},
    {"roster", "学籍库", SQL_EXPORT_ROSTER, no_columns, true, false},
    {"roster-sites", "学籍报考设置", SQL_EXPORT_ROSTER_SITES, no_columns, true, true},
    {"registrations", "考生登记信息", SQL_EXPORT_REGISTRATIONS, no_columns, true, false},
    {"candidates", "考生", SQL_EXPORT_CANDIDATES, candidate_columns, false, false},
    {"entries", "报考", SQL_EXPORT_ENTRIES, entry_columns, false, false},
    {"decisions", "信息审核", SQL_EXPORT_DECISIONS, no_columns, true, false},
    {"confirmations", "现场确认", SQL_EXPORT_CONFIRMATIONS, confirmation_columns, true, false},
    {"orders", "订单", SQL_EXPORT_ORDERS, order_columns, true, false},
    {"payments", "收款", SQL_EXPORT_PAYMENTS, payment_columns, false, false},
    {"refunds", "退款", SQL_EXPORT_REFUNDS, refund_columns, false, false},
    {"wishes", "意向日期", SQL_EXPORT_WISHES, entry_name_columns, true, false},
    {"needs", "特殊需要", SQL_EXPORT_NEEDS, candidate_name_columns, true, false},
    {"placements", "指定编排", SQL_EXPORT_PLACEMENTS, entry_name_columns, true, false},
    {"assignments", "编排", SQL_EXPORT_ASSIGNMENTS, assignment_columns, false, false},
    {"tickets", "准考证", SQL_EXPORT_TICKETS, ticket_columns, false, false},
    {"scores", "成绩", SQL_EXPORT_SCORES, score_columns, true, false},
    {"open-rows", "退回待改的行", SQL_EXPORT_OPEN_ROWS, open_row_columns, false, false},
    {"held-certificates", "已有证书", SQL_EXPORT_HELD_CERTIFICATES, no_columns, true, false},
};

static const struct export_kind *find_kind(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

static const char *kinds_text(struct arena *out)
{
	const char *list = kinds[0].name;
	size_t i;

	for (i = 1; i < ARRAY_LEN(kinds); i++)
		list = arena_printf(out, "%s, %s", list, kinds[i].name);
	return list;
}

static size_t count_columns(const struct named_column *c)
{
	size_t n = 0;

	while (c[n].key)
		n++;
	return n;
}

/* Registrations leave as they come: all text, and dates of eight digits. */
static enum column_type column_type_of(const struct layout *l, const struct layout_field *f)
{
	bool as_text = strcmp(l->kind, "registrations") == 0;

	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_NAME:
	case FIELD_WORD:
	case FIELD_YESNO: return COL_TEXT;
	case FIELD_DIGITS:
	case FIELD_ID:
	case FIELD_CODE: return COL_ID;
	case FIELD_DAY: return as_text ? COL_ID : COL_DATE;
	case FIELD_INSTANT: return COL_INSTANT;
	case FIELD_INT: return COL_INT;
	case FIELD_FEN: return COL_FEN;
	}
	return COL_TEXT;
}

static bool has_column(const struct stmt *st, const char *key)
{
	int i;

	for (i = 0; i < stmt_columns(st); i++)
		if (strcmp(stmt_column_name(st, i), key) == 0)
			return true;
	return false;
}

/*
 * Columns as their layout reads them back; of amounts, the key says that machines get fen. What a
 * sheet only shows to its reader is not in the statement. Returns how many.
 */
static size_t layout_columns(struct arena *out, const struct export_table *t, struct column *to)
{
	size_t i, n = 0;

	for (i = 0; i < t->layout->field_count; i++) {
		const struct layout_field *f = &t->layout->fields[i];
		const char *key = f->name;

		if (f->type == FIELD_FEN)
			key = arena_printf(out, "%s_fen", f->name);
		if (has_column(t->stmt, key))
			to[n++] = (struct column){key, f->title, column_type_of(t->layout, f), 0};
	}
	return n;
}

static int find_columns(struct arena *out, const struct export_kind *kind, struct export_table *ret,
			struct err *e)
{
	size_t n = count_columns(kind->columns), fields = 0, i;
	struct column *to;

	ret->layout = NULL;
	if (kind->has_layout && layout_find(out, kind->name, NULL, &ret->layout, e) < 0)
		return -1;
	to = arena_zalloc(out, (ret->layout ? ret->layout->field_count : 0) + n, sizeof *to);
	if (ret->layout)
		fields = layout_columns(out, ret, to);
	ret->count = fields + n;
	ret->columns = to;
	for (i = 0; i < n; i++) {
		const struct named_column *c = &kind->columns[i];

		to[fields + i] = (struct column){c->key, T(c->zh, c->en), c->type, 0};
	}
	return 0;
}

/* A filter that was asked for but means nothing for this table is not passed over in silence. */
static int bind_filter(struct export_table *t, const char *param, const char *value, struct err *e)
{
	if (stmt_has(t->stmt, param))
		stmt_text_or_null(t->stmt, param, value);
	else if (value)
		return err_set(e, ERR_USAGE, E_EXPORT_FILTER, t->kind, param + 1);
	return 0;
}

static int bind_filters(struct export_table *t, const struct export_opts *opts,
			const struct sitting *s, struct err *e)
{
	if (stmt_has(t->stmt, ":sitting"))
		stmt_int(t->stmt, ":sitting", s->id);
	if (stmt_has(t->stmt, ":programme"))
		stmt_text(t->stmt, ":programme", s->programme_id);
	if (opts->since)
		stmt_int(t->stmt, ":since", opts->since);
	else
		stmt_null(t->stmt, ":since");
	if (bind_filter(t, ":site", opts->site, e) < 0 ||
	    bind_filter(t, ":subject", opts->subject, e) < 0)
		return -1;
	return bind_filter(t, ":state", word_token(opts->state), e);
}

const char *export_word(const struct export_table *t, const char *key, const char *word)
{
	int f = t->layout ? layout_index(t->layout, key) : -1;

	if (f >= 0 && t->layout->fields[f].type == FIELD_WORD)
		return layout_word_title(&t->layout->fields[f], word);
	if (f >= 0 && t->layout->fields[f].type == FIELD_YESNO && *word)
		return strcmp(word, "1") == 0 ? T("是", "yes") : T("否", "no");
	/* an order or entry that is paid was paid in, a refund was paid out */
	if (strcmp(t->kind, "refunds") == 0 && strcmp(key, "state") == 0)
		key = "refund_state";
	return word_meaning(key, word);
}

int export_open(struct job *job, const struct export_opts *opts, struct export_table *ret,
		struct err *e)
{
	const struct export_kind *kind = find_kind(opts->kind);
	struct sitting s;

	if (!kind)
		return err_set(e, ERR_USAGE, E_EXPORT_KIND, opts->kind, kinds_text(&job->arena));
	if (sitting_find(job->db, &job->arena, opts->sitting, &s, e) < 0)
		return -1;
	ret->kind = kind->name;
	ret->sheet = kind->zh;
	ret->is_public = kind->is_public;
	ret->stmt = db_stmt(job->db, kind->sql, e);
	if (!ret->stmt || find_columns(&job->arena, kind, ret, e) < 0)
		return -1;
	return bind_filters(ret, opts, &s, e);
}
