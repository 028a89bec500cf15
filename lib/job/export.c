#include "job/export.h"

#include "base/messages.h"
#include "exam/sitting.h"
#include "tab/layout.h"

#include <string.h>

struct named_column {
	const char *key, *zh, *en;
	enum column_type type;
};

struct export_kind {
	const char *name, *zh;
	enum sql_id sql;
	const struct named_column *columns; /* NULL: those of the layout of this name */
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
    {"order_no", "订单号", "order", COL_ID},
    {"site_code", "考点代码", "site", COL_ID},
    {"reg_no", "报名号", "registration", COL_ID},
    {"name", "姓名", "name", COL_TEXT},
    {"entries", "科目数", "entries", COL_INT},
    {"amount_fen", "金额（元）", "amount (yuan)", COL_FEN},
    {"state", "状态", "state", COL_TEXT},
    {"channel", "渠道", "channel", COL_TEXT},
    {"opened_at", "开单时间", "opened", COL_INSTANT},
    {"closed_at", "关闭时间", "closed", COL_INSTANT},
    {NULL, NULL, NULL, COL_TEXT},
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

static const struct export_kind kinds[] = {
    {"registrations", "考生登记信息", SQL_EXPORT_REGISTRATIONS, NULL},
    {"candidates", "考生", SQL_EXPORT_CANDIDATES, candidate_columns},
    {"entries", "报考", SQL_EXPORT_ENTRIES, entry_columns},
    {"orders", "订单", SQL_EXPORT_ORDERS, order_columns},
    {"payments", "收款", SQL_EXPORT_PAYMENTS, payment_columns},
    {"refunds", "退款", SQL_EXPORT_REFUNDS, refund_columns},
    {"assignments", "编排", SQL_EXPORT_ASSIGNMENTS, assignment_columns},
    {"tickets", "准考证", SQL_EXPORT_TICKETS, ticket_columns},
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

static void fixed_columns(struct arena *out, const struct named_column *from,
			  struct export_table *ret)
{
	struct column *to;
	size_t n = 0, i;

	while (from[n].key)
		n++;
	to = arena_zalloc(out, n, sizeof *to);
	for (i = 0; i < n; i++)
		to[i] = (struct column){from[i].key, T(from[i].zh, from[i].en), from[i].type, 0};
	ret->columns = to;
	ret->count = n;
}

/* Mostly text: numbers of such a workbook are names, and its dates have eight digits. */
static int layout_columns(struct arena *out, const char *kind, struct export_table *ret,
			  struct err *e)
{
	const struct layout *layout;
	struct column *to;
	size_t i;

	if (layout_find(out, kind, NULL, &layout, e) < 0)
		return -1;
	to = arena_zalloc(out, layout->field_count, sizeof *to);
	for (i = 0; i < layout->field_count; i++) {
		const struct layout_field *f = &layout->fields[i];
		enum column_type type = f->type == FIELD_INSTANT ? COL_INSTANT
					: f->type == FIELD_TEXT || f->type == FIELD_NAME ? COL_TEXT
											 : COL_ID;

		to[i] = (struct column){f->name, f->title, type, 0};
	}
	ret->columns = to;
	ret->count = layout->field_count;
	return 0;
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
	if (kind->columns)
		fixed_columns(&job->arena, kind->columns, ret);
	else if (layout_columns(&job->arena, kind->name, ret, e) < 0)
		return -1;
	ret->stmt = db_stmt(job->db, kind->sql, e);
	if (!ret->stmt)
		return -1;
	stmt_int(ret->stmt, ":sitting", s.id);
	stmt_text_or_null(ret->stmt, ":site", opts->site);
	stmt_text_or_null(ret->stmt, ":subject", opts->subject);
	stmt_text_or_null(ret->stmt, ":state", opts->state);
	if (opts->since)
		stmt_int(ret->stmt, ":since", opts->since);
	else
		stmt_null(ret->stmt, ":since");
	return 0;
}
