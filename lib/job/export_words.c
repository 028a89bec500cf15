/* What the database's words mean, for the people who read an exported file. */
#include "base/messages.h"
#include "job/export.h"

#include <string.h>

struct meaning {
	const char *key, *word, *zh, *en;
};

static const struct meaning meanings[] = {
    {"sex", "M", "男", "male"},
    {"sex", "F", "女", "female"},
    {"source", "self", "考生注册", "self"},
    {"source", "group", "集体报名", "group"},
    {"photo", "pass", "合格", "pass"},
    {"photo", "review", "待看", "to be looked at"},
    {"photo", "refuse", "不合格", "refused"},
    {"review", "unsubmitted", "未提交", "unsubmitted"},
    {"review", "pending", "待审核", "pending"},
    {"review", "approved", "审核通过", "approved"},
    {"review", "rejected", "审核未通过", "rejected"},
    {"state", "live", "有效", "live"},
    {"state", "unpaid", "未缴费", "unpaid"},
    {"state", "in_payment", "缴费中", "in payment"},
    {"state", "expired", "超时未缴费", "expired unpaid"},
    {"state", "cancelled", "已取消", "cancelled"},
    {"state", "deleted", "已删除", "deleted"},
    {"state", "open", "待支付", "open"},
    {"state", "closed", "已关闭", "closed"},
    {"state", "owed", "待退款", "owed"},
    {"channel", "wechat", "微信支付", "WeChat Pay"},
    {"channel", "alipay", "支付宝", "Alipay"},
    {"channel", "unionpay", "银联", "UnionPay"},
    {"channel", "generic", "其他", "other"},
    {"kind", "pay", "收款", "payment"},
    {"kind", "refund", "退款", "refund"},
    {"kind", "reversal", "撤销", "reversal"},
    {"kind", "fee", "手续费", "charge"},
    {"bucket", "paid", "已缴费", "paid"},
    {"bucket", "double", "重复缴费", "paid twice"},
    {"bucket", "over", "多缴", "over"},
    {"bucket", "under", "少缴", "under"},
    {"bucket", "late_restored", "迟到，已恢复", "late, restored"},
    {"bucket", "late_refund", "迟到，已无名额", "late, place gone"},
    {"bucket", "unknown", "订单不明", "unknown order"},
    {"bucket", "other_sitting", "其他考次", "another sitting"},
    {"bucket", "refund", "退款", "refund"},
    {"bucket", "refund_processing", "退款中", "refund under way"},
    {"bucket", "refund_failed", "退款失败", "refund failed"},
    {"bucket", "reversed", "撤销", "reversed"},
    {"bucket", "fee", "手续费", "charge"},
    {"bucket", "suspense", "待查", "held"},
    {"reason", "double", "重复缴费", "paid twice"},
    {"reason", "over", "多缴", "over"},
    {"reason", "under", "少缴", "under"},
    {"reason", "late", "迟到，已无名额", "late, place gone"},
    {"reason", "unknown", "订单不明", "unknown order"},
    {"reason", "other", "其他", "other"},
};

const char *export_word(const struct export_table *t, const char *key, const char *word)
{
	int f = t->layout ? layout_index(t->layout, key) : -1;
	size_t i;

	if (f >= 0 && t->layout->fields[f].type == FIELD_WORD)
		return layout_word_title(&t->layout->fields[f], word);
	if (f >= 0 && t->layout->fields[f].type == FIELD_YESNO && *word)
		return strcmp(word, "1") == 0 ? T("是", "yes") : T("否", "no");
	for (i = 0; i < ARRAY_LEN(meanings); i++)
		if (strcmp(meanings[i].word, word) == 0 && strcmp(meanings[i].key, key) == 0)
			return T(meanings[i].zh, meanings[i].en);
	/* an order or entry that is paid was paid in, a refund was paid out */
	if (strcmp(key, "state") == 0 && strcmp(word, "paid") == 0)
		return strcmp(t->kind, "refunds") == 0 ? T("已退款", "paid back")
						       : T("已缴费", "paid");
	return word;
}
