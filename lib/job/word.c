#include "job/word.h"

#include "base/mem.h"
#include "base/messages.h"

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
    {"state", "paid", "已缴费", "paid"},
    {"gone_state", "expired", "超时未缴费", "expired unpaid"},
    {"gone_state", "cancelled", "已取消", "cancelled"},
    {"gone_state", "deleted", "已删除", "deleted"},
    {"refund_state", "owed", "待退款", "owed"},
    {"refund_state", "paid", "已退款", "paid back"},
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
    {"decision", "submitted", "提交", "submitted"},
    {"decision", "approved", "通过", "approved"},
    {"decision", "rejected", "退回", "rejected"},
    {"severity", "error", "错误", "error"},
    {"severity", "warning", "警告", "warning"},
    {"severity", "note", "提示", "note"},
    {"topic", "sitting", "考次", "sitting"},
    {"topic", "review", "待审核", "review"},
    {"topic", "orders", "未付订单", "orders"},
    {"topic", "refunds", "应退款", "refunds"},
    {"topic", "suspense", "待查款", "held"},
    {"topic", "statement", "对账单", "statement"},
    {"topic", "statement_gap", "对账单缺", "missing statement"},
    {"topic", "overdue", "已到期", "overdue"},
    {"topic", "expiring", "将到期", "expiring"},
    {"topic", "unconfirmed", "未确认", "unconfirmed"},
    {"topic", "open_rows", "待改的行", "open rows"},
    {"topic", "unplaced", "未编排", "unplaced"},
    {"topic", "outbox", "待发消息", "outbox"},
    {"topic", "window", "时间窗口", "window"},
    {"topic", "run", "操作", "run"},
    {"topic", "head", "链首", "head"},
};

const char *word_meaning(const char *key, const char *word)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(meanings); i++)
		if (strcmp(meanings[i].word, word) == 0 && strcmp(meanings[i].key, key) == 0)
			return T(meanings[i].zh, meanings[i].en);
	return word;
}

const char *word_token(const char *text)
{
	static const char *const keys[] = {"state", "refund_state", "bucket", "review"};
	size_t i, k;

	for (k = 0; text && k < ARRAY_LEN(keys); k++)
		for (i = 0; i < ARRAY_LEN(meanings); i++)
			if (strcmp(meanings[i].key, keys[k]) == 0 &&
			    strcmp(meanings[i].zh, text) == 0)
				return meanings[i].word;
	return text;
}
