#include "job/statement.h"

#include "base/messages.h"
#include "base/text.h"
#include "job/statement_room.h"
#include "job/word.h"
#include "tab/zip.h"

#include <string.h>

enum { HEADER_WITHIN = 40, DAY_S = 86400 };

/* ---- values ---- */

/* What an export puts before and after a value. */
static bool is_wrapping(char c)
{
	return c == '`' || c == '\'' || c == '"' || c == '\t' || c == ' ' || c == '\r';
}

static const char *clean(struct arena *texts, const char *s)
{
	const char *text = text_fold(texts, s);
	size_t len;

	while (is_wrapping(*text))
		text++;
	len = strlen(text);
	if (len > 0 && is_wrapping(text[len - 1])) {
		while (len > 0 && is_wrapping(text[len - 1]))
			len--;
		text = arena_strndup(texts, text, len);
	}
	return text;
}

const char *reading_text(struct reading *r, int column)
{
	return column ? clean(&r->texts, row_cell(&r->row, column)->text) : "";
}

/* A header without its unit: 订单金额（元） and 订单金额(元) are 订单金额. */
static const char *header_text(struct reading *r, int column)
{
	static const char *const units[] = {"(元)", "(+元)", "(-元)"};
	const char *s = reading_text(r, column);
	size_t len = strlen(s), i;

	for (i = 0; i < ARRAY_LEN(units); i++) {
		size_t n = strlen(units[i]);

		if (len > n && strcmp(s + len - n, units[i]) == 0)
			return arena_strndup(&r->texts, s, len - n);
	}
	return s;
}

int reading_find(struct reading *r, const char *const *names)
{
	size_t i;

	for (; *names; names++)
		for (i = 0; i < r->row.count; i++)
			if (strcmp(header_text(r, r->row.cells[i].column), *names) == 0)
				return r->row.cells[i].column;
	return 0;
}

void reading_wrong(struct reading *r, int column, const char *rule, const char *text,
		   const char *suggestion)
{
	struct finding f = {
	    .rule = rule,
	    .severity = SEV_ERROR,
	    .file = r->path,
	    .row = r->row.number,
	    .column = column,
	    .value = column ? reading_text(r, column) : NULL,
	    .text = text,
	    .suggestion = suggestion,
	};

	findings_add(&r->job->findings, &f);
	r->wrong++;
}

bool reading_amount(struct reading *r, int column, struct fen *ret)
{
	const char *s = reading_text(r, column);

	*ret = fen_of(0);
	if (!column || !*s || fen_parse_yuan(s, ret))
		return true;
	reading_wrong(r, column, "R-MONEY", F_FIELD_NOT_YUAN, S_STATEMENT_AGAIN);
	return false;
}

bool reading_instant(struct reading *r, int column, instant *ret)
{
	if (instant_parse(reading_text(r, column), ret))
		return true;
	reading_wrong(r, column, "ROW", F_FIELD_NOT_INSTANT, S_STATEMENT_AGAIN);
	return false;
}

/* What a spreadsheet leaves of a long number: 4.20E+27, or a number cell past its 15 digits. */
static bool is_mangled(const struct cell *c, const char *text)
{
	size_t digits = 0;
	const char *s = text;

	for (; ascii_is_digit(*s) || *s == '.'; s++)
		digits += *s != '.';
	if (digits > 0 && (*s == 'E' || *s == 'e') && (s[1] == '+' || ascii_is_digit(s[1])))
		return strchr(text, '.') != NULL || s[1] == '+';
	return c->kind == CELL_NUMBER && digits > 15;
}

bool reading_id(struct reading *r, int column, const char **ret)
{
	*ret = reading_text(r, column);
	if (!column || !is_mangled(row_cell(&r->row, column), *ret))
		return true;
	reading_wrong(r, column, "R-MONEY", F_FIELD_DIGITS_LOST, S_STATEMENT_AGAIN);
	return false;
}

int reading_row(struct reading *r, struct payment_row *p, struct err *e)
{
	struct fen amount = p->kind == PAY_PAY ? p->amount : fen_of(-p->amount.v);

	p->row = r->row.number;
	if (!fen_add(r->end->total, amount, &r->end->total)) {
		reading_wrong(r, 0, "R-MONEY", F_FIELD_NOT_YUAN, NULL);
		return 0;
	}
	r->end->rows++;
	if (r->first_at == 0 || p->paid_at < r->first_at)
		r->first_at = p->paid_at;
	if (p->paid_at > r->last_at)
		r->last_at = p->paid_at;
	return r->to->row(r->to->ctx, p, e);
}

void reading_received(struct reading *r, const struct payment_row *p, struct fen received)
{
	int64_t less = p->amount.v - received.v;

	if (less == 0 || (p->kind != PAY_PAY && p->kind != PAY_REFUND))
		return;
	r->discounts++;
	/* no more than the total, which is watched */
	r->discounted.v += p->kind == PAY_PAY ? less : -less;
}

/* The books and what reaches the office's account differ by this. */
static void tell_discounts(struct reading *r)
{
	struct finding f = {.rule = "R-MONEY", .severity = SEV_WARN, .file = r->path};
	char yuan[FEN_TEXT];

	if (r->discounts == 0)
		return;
	fen_format(r->discounted, yuan);
	f.text = arena_printf(&r->texts, F_STATEMENT_DISCOUNT, (long long)r->discounts, yuan);
	f.suggestion = S_STATEMENT_DISCOUNT;
	findings_add(&r->job->findings, &f);
	r->job->attention = true;
}

/* ---- what the file says of itself ---- */

static bool is_allowed(struct reading *r, const char *merchant)
{
	const char *wanted = arena_printf(&r->texts, " %s ", merchant);

	return *merchant && strstr(r->merchants, wanted) != NULL;
}

int reading_merchant(struct reading *r, enum channel channel, const char *merchant,
		     const char *sub_merchant, struct err *e)
{
	if (!r->merchants &&
	    payment_merchants(r->job->db, &r->job->arena, channel, &r->merchants, e) < 0)
		return -1;
	if (*r->merchants && !is_allowed(r, merchant) && !is_allowed(r, sub_merchant))
		return err_set(e, ERR_INPUT, E_STATEMENT_MERCHANT, r->path,
			       (long long)r->row.number, merchant, r->merchants);
	if (!r->end->merchant)
		r->end->merchant = arena_strdup(&r->job->arena, merchant);
	if (*r->end->merchant && !*merchant)
		return err_set(e, ERR_INPUT, E_STATEMENT_NO_MERCHANT, r->path,
			       (long long)r->row.number);
	if (strcmp(r->end->merchant, merchant) != 0)
		return err_set(e, ERR_INPUT, E_STATEMENT_MERCHANTS, r->path,
			       (long long)r->row.number, r->end->merchant, merchant);
	return 0;
}

int reading_verify(struct reading *r, const char *what, int64_t said, int64_t ours, struct err *e)
{
	if (said == ours)
		return 0;
	return err_set(e, ERR_INPUT, E_STATEMENT_COUNT, r->path, what, (long long)said,
		       (long long)ours);
}

int reading_verify_fen(struct reading *r, const char *what, struct fen said, struct fen ours,
		       struct err *e)
{
	char a[FEN_TEXT], b[FEN_TEXT];

	if (said.v == ours.v)
		return 0;
	fen_format(said, a);
	fen_format(ours, b);
	return err_set(e, ERR_INPUT, E_STATEMENT_SUM, r->path, what, a, b);
}

/* The first two instants in brackets of a line like "起始日期：[...] 终止日期：[...]". */
static void read_range(struct reading *r, const char *line)
{
	instant at[2] = {0};
	const char *open, *close;
	int n = 0;

	if (!strstr(line, "起始"))
		return;
	for (open = strchr(line, '['); open && n < 2; open = strchr(close, '[')) {
		close = strchr(open, ']');
		if (!close ||
		    !instant_parse(arena_strndup(&r->texts, open + 1, (size_t)(close - open - 1)),
				   &at[n]))
			return;
		n++;
	}
	if (n == 2) {
		r->told_from = at[0];
		r->told_to = at[1];
	}
}

/* The account in a line like "#账号：[2088...]". */
static void read_account(struct reading *r, const char *line)
{
	const char *open = strchr(line, '['), *close = open ? strchr(open, ']') : NULL;

	if (close && strstr(line, "账号"))
		r->told_account =
		    arena_strndup(&r->job->arena, open + 1, (size_t)(close - open - 1));
}

static void set_cover(struct reading *r)
{
	struct statement_end *end = r->end;

	if (r->covers_nothing)
		return;
	if (r->told_to) {
		end->covers_from_at = r->told_from;
		end->covers_to_at = r->told_to;
	} else if (r->last_at) {
		struct day last = day_of_instant(r->last_at);

		end->covers_from_at = instant_of_day(day_of_instant(r->first_at), 0, 0, 0);
		end->covers_to_at =
		    r->whole_days ? instant_of_day(last, 0, 0, 0) + DAY_S : r->last_at;
	}
	/* a file cannot cover what had not happened when it was loaded */
	if (end->covers_to_at > r->job->now)
		end->covers_to_at = r->last_at < r->job->now ? r->last_at : r->job->now;
}

/* ---- what kind of file it is ---- */

typedef int read_fn(struct reading *r, struct err *e);

struct kind {
	const char *headers[4]; /* all of them must be there */
	const char *refuse_zh, *refuse_en;
	enum channel channel;
	read_fn *read;
};

#define PERSONAL_ZH "这是个人账单，不是商户对账单；请用商户号登录商户平台下载"
#define PERSONAL_EN \
	"this is a personal bill, not a merchant's: download it from the merchant platform"

static const struct kind kinds[] = {
    {{"微信订单号", "商户订单号", "交易类型"}, NULL, NULL, CHANNEL_WECHAT, wechat_read},
    {{"支付宝交易号", "商户订单号", "业务类型"}, NULL, NULL, CHANNEL_ALIPAY, alipay_read},
    {{"账务流水号", "业务流水号", "业务类型"}, NULL, NULL, CHANNEL_ALIPAY, alipay_account_read},
    {{"记账时间", "资金流水单号"},
     "这是微信支付的资金账单，里面没有订单；请下载“交易账单”",
     "this is a fund-flow bill of WeChat Pay, without orders: download the trade bill",
     CHANNEL_WECHAT,
     NULL},
    {{"交易时间", "交易对方", "收/支"}, PERSONAL_ZH, PERSONAL_EN, CHANNEL_WECHAT, NULL},
    {{"交易号", "商家订单号", "收/支"}, PERSONAL_ZH, PERSONAL_EN, CHANNEL_ALIPAY, NULL},
};

static const struct kind *kind_of(struct reading *r)
{
	size_t i, k;

	for (i = 0; i < ARRAY_LEN(kinds); i++) {
		for (k = 0; k < ARRAY_LEN(kinds[i].headers) && kinds[i].headers[k]; k++) {
			const char *const one[] = {kinds[i].headers[k], NULL};

			if (!reading_find(r, one))
				break;
		}
		if (k == ARRAY_LEN(kinds[i].headers) || !kinds[i].headers[k])
			return &kinds[i];
	}
	return NULL;
}

static const char *channel_name(enum channel c)
{
	return word_meaning("channel", channel_word(c));
}

static int find_header(struct reading *r, const struct kind **ret, struct err *e)
{
	int n, rc;

	*ret = NULL;
	for (n = 0; n < HEADER_WITHIN && (rc = tab_next(r->src, &r->row, e)) == 1; n++) {
		arena_reset(&r->texts);
		*ret = kind_of(r);
		if (*ret)
			return 0;
		if (r->row.count > 0) {
			if (strstr(reading_text(r, r->row.cells[0].column), "No Bill Exist"))
				return err_set(e, ERR_INPUT, E_STATEMENT_NONE, r->path);
			read_range(r, reading_text(r, r->row.cells[0].column));
			read_account(r, reading_text(r, r->row.cells[0].column));
		}
	}
	return n < HEADER_WITHIN && rc < 0 ? -1 : 0;
}

static int read_table(struct reading *r, int channel, struct err *e)
{
	const struct kind *k;

	if (find_header(r, &k, e) < 0)
		return -1;
	if (!k)
		return err_set(e, ERR_INPUT, E_STATEMENT_UNKNOWN, r->path);
	if (!k->read)
		return err_set(e, ERR_INPUT, E_STATEMENT_KIND, r->path,
			       T(k->refuse_zh, k->refuse_en));
	if (channel >= 0 && k->channel != (enum channel)channel)
		return err_set(e, ERR_INPUT, E_STATEMENT_CHANNEL, r->path, channel_name(k->channel),
			       channel_name((enum channel)channel));
	if (r->to->begin(r->to->ctx, k->channel, e) < 0)
		return -1;
	return k->read(r, e);
}

/* ---- ZIP archives, as Alipay hands bills out ---- */

enum { HEAD_BYTES = 1024 };
#define MEMBER_MAX ((int64_t)512 << 20)

struct head {
	char bytes[HEAD_BYTES];
	size_t len;
};

static int keep_head(void *ctx, const void *data, size_t len, struct err *e)
{
	struct head *h = ctx;
	size_t n = HEAD_BYTES - h->len < len ? HEAD_BYTES - h->len : len;

	(void)e;
	memcpy(h->bytes + h->len, data, n);
	h->len += n;
	return 0;
}

/* The one bill in a ZIP: a CSV that is not the summary beside it. *ret -1 where it is a workbook.
 */
static int find_member(struct reading *r, struct tab_zip *z, int64_t *ret, struct err *e)
{
	size_t i, n = tab_zip_count(z), found = 0;

	*ret = -1;
	for (i = 0; i < n; i++) {
		const char *name = tab_zip_name(z, i, &r->texts);
		size_t len = name ? strlen(name) : 0;

		if (!name)
			continue;
		if (strcmp(name, "[Content_Types].xml") == 0) {
			*ret = -1;
			return 0;
		}
		if (len < 4 || !text_same(name + len - 4, ".csv") || strstr(name, "汇总"))
			continue;
		*ret = (int64_t)i;
		found++;
	}
	return found == 1 ? 0
			  : err_set(e, ERR_INPUT, E_STATEMENT_ZIP, r->path, (unsigned long)found);
}

static int open_zip(struct reading *r, struct err *e)
{
	struct tab_zip *z = NULL;
	uint8_t *data = NULL;
	int64_t member = -1;
	size_t len = 0;
	int rc = tab_zip_open(&z, r->path, e);

	if (rc == 0)
		rc = find_member(r, z, &member, e);
	if (rc == 0 && member >= 0)
		rc = tab_zip_read(z, (size_t)member, &r->job->arena, MEMBER_MAX, &data, &len, e);
	tab_zip_close(z);
	if (rc < 0)
		return -1;
	return member < 0 ? tab_open(&r->src, r->path, e)
			  : tab_open_memory(&r->src, r->path, data, len, e);
}

static int read_unionpay(struct reading *r, int channel, struct err *e)
{
	if (channel >= 0 && channel != CHANNEL_UNIONPAY)
		return err_set(e, ERR_INPUT, E_STATEMENT_CHANNEL, r->path,
			       channel_name(CHANNEL_UNIONPAY), channel_name((enum channel)channel));
	if (r->to->begin(r->to->ctx, CHANNEL_UNIONPAY, e) < 0)
		return -1;
	return unionpay_read(r, e);
}

static int read_generic(struct reading *r, struct err *e)
{
	if (tab_open(&r->src, r->path, e) < 0 || r->to->begin(r->to->ctx, CHANNEL_GENERIC, e) < 0)
		return -1;
	return generic_read(r, e);
}

static int read_any(struct reading *r, int channel, struct err *e)
{
	static const char zip[] = {'P', 'K', 3, 4};
	struct head h = {{0}, 0};

	if (file_each_piece(r->path, keep_head, &h, NULL, e) < 0)
		return -1;
	if (unionpay_is(h.bytes, h.len))
		return read_unionpay(r, channel, e);
	if (channel == CHANNEL_GENERIC)
		return read_generic(r, e);
	if (h.len >= sizeof zip && memcmp(h.bytes, zip, sizeof zip) == 0) {
		if (open_zip(r, e) < 0)
			return -1;
	} else if (tab_open(&r->src, r->path, e) < 0) {
		return -1;
	}
	return read_table(r, channel, e);
}

int statement_read(struct job *job, const char *path, int channel, const struct statement_sink *to,
		   struct statement_end *end, struct err *e)
{
	struct reading r = {.job = job, .path = path, .to = to, .end = end};
	int rc;

	memset(end, 0, sizeof *end);
	rc = read_any(&r, channel, e);
	if (rc == 0 && r.wrong > 0)
		rc = err_set(e, ERR_INPUT, E_STATEMENT_ROWS, path, (unsigned long)r.wrong);
	if (rc == 0) {
		set_cover(&r);
		tell_discounts(&r);
	}
	arena_free(&r.texts);
	tab_close(r.src);
	return rc;
}
