/*
 * UnionPay ZM files: one line of fixed width a transaction, no head and no summary; GBK. The SDK
 * writes 42 fields with a blank between them (607 bytes), one known producer none (561). The time
 * has no year: it comes from the file's name, INN<YYMMDD>88ZM_<merchant>, the settlement day, which
 * begins in the evening before. Fields are cut by bytes.
 * Source: UnionPay's layout of the file, V2.5.
 */
#include "base/messages.h"
#include "base/text.h"
#include "job/statement_room.h"

#include <string.h>

enum { LINE_BLANKS = 607, LINE_PACKED = 561, NAME_DATE = 6, SETTLED_WITHIN_DAYS = 31 };
#define FILE_MAX ((int64_t)512 << 20)

/* A field: its place among the fields (from 0), offset with blanks between, and width. */
struct field {
	int index, offset, width;
};

static const struct field f_time = {4, 35, 10}, f_amount = {6, 66, 12}, f_query = {9, 87, 21},
			  f_order = {11, 112, 32}, f_fee = {15, 166, 13}, f_type = {19, 215, 2},
			  f_orig_query = {26, 271, 21}, f_merchant = {27, 293, 15},
			  f_orig_order = {40, 476, 32};

struct zm {
	struct reading *r;
	const char *line;
	bool packed;
	struct day file_day;
};

static const char *cut(struct zm *z, const struct field *f)
{
	const char *s = z->line + f->offset - (z->packed ? f->index : 0);
	size_t len = (size_t)f->width;

	while (len > 0 && s[len - 1] == ' ')
		len--;
	while (len > 0 && *s == ' ') {
		s++;
		len--;
	}
	return arena_strndup(&z->r->texts, s, len);
}

static bool two_digits(const char *s, int *ret)
{
	if (!ascii_is_digit(s[0]) || !ascii_is_digit(s[1]))
		return false;
	*ret = (s[0] - '0') * 10 + (s[1] - '0');
	return true;
}

static void wrong(struct zm *z, const char *text)
{
	reading_wrong(z->r, 0, "R-MONEY", text, S_STATEMENT_AGAIN);
}

/* The year of the file, or the year before for December in January; a year told wrongly shows. */
static bool find_year(struct zm *z, struct day *d)
{
	char file_day[DAY_TEXT];
	int64_t age;

	d->year = z->file_day.year - (d->month > z->file_day.month);
	if (!day_is_valid(*d)) {
		wrong(z, F_FIELD_NOT_INSTANT);
		return false;
	}
	age = day_number(z->file_day) - day_number(*d);
	if (age >= 0 && age <= SETTLED_WITHIN_DAYS)
		return true;
	day_format(z->file_day, file_day);
	reading_wrong(z->r, 0, "R-MONEY", arena_printf(&z->r->texts, F_STATEMENT_ZM_DAY, file_day),
		      S_STATEMENT_ZM_DAY);
	return false;
}

/* MMDDhhmmss */
static bool read_time(struct zm *z, instant *ret)
{
	const char *s = cut(z, &f_time);
	int part[5] = {0}, i = 0;
	struct day d;

	while (i < 5 && two_digits(s + i * 2, &part[i]))
		i++;
	if (i < 5 || part[2] > 23 || part[3] > 59 || part[4] > 59) {
		wrong(z, F_FIELD_NOT_INSTANT);
		return false;
	}
	d = (struct day){0, part[0], part[1]};
	if (!find_year(z, &d))
		return false;
	*ret = instant_of_day(d, part[2], part[3], part[4]);
	return true;
}

static int read_line(struct zm *z, struct err *e)
{
	struct payment_row p = {.kind = PAY_PAY};
	const char *type = cut(z, &f_type);
	int64_t fen;

	if (reading_merchant(z->r, CHANNEL_UNIONPAY, cut(z, &f_merchant), "", e) < 0)
		return -1;
	p.txn_id = cut(z, &f_query);
	p.order_no = cut(z, &f_order);
	p.fee_text = cut(z, &f_fee);
	p.status = type;
	if (!text_to_int(cut(z, &f_amount), 0, INT64_MAX, &fen)) {
		wrong(z, F_FIELD_NOT_YUAN);
		return 0;
	}
	p.amount = fen_of(fen);
	if (!read_time(z, &p.paid_at))
		return 0;
	if (strcmp(type, "04") == 0 || strcmp(type, "31") == 0) {
		p.kind = strcmp(type, "04") == 0 ? PAY_REFUND : PAY_REVERSAL;
		p.orig_txn_id = cut(z, &f_orig_query);
		if (*cut(z, &f_orig_order))
			p.order_no = cut(z, &f_orig_order);
	} else if (strcmp(type, "01") != 0) {
		wrong(z, F_STATEMENT_TYPE);
		return 0;
	}
	if (!*p.txn_id) {
		wrong(z, F_STATEMENT_NO_ID);
		return 0;
	}
	return reading_row(z->r, &p, e);
}

/* The date in INN<YYMMDD>...; a UnionPay file without its name cannot be dated. */
static int read_name(struct zm *z, struct err *e)
{
	const char *name = file_name(z->r->path);
	int y, m, d;

	if (strlen(name) < 3 + NAME_DATE || !two_digits(name + 3, &y) ||
	    !two_digits(name + 5, &m) || !two_digits(name + 7, &d))
		return err_set(e, ERR_INPUT, E_STATEMENT_ZM_NAME, z->r->path);
	z->file_day = (struct day){2000 + y, m, d};
	if (!day_is_valid(z->file_day))
		return err_set(e, ERR_INPUT, E_STATEMENT_ZM_NAME, z->r->path);
	return 0;
}

bool unionpay_is(const char *head, size_t len)
{
	const char *end = memchr(head, '\n', len);
	size_t line = end ? (size_t)(end - head) : len;

	if (line > 0 && head[line - 1] == '\r')
		line--;
	return line == LINE_BLANKS || line == LINE_PACKED;
}

/* Rows from before the day are its evening, or were settled late: of their days it knows no more.
 */
static void cover_settlement_day(struct reading *r, struct day day)
{
	instant from = instant_of_day(day, 0, 0, 0);

	r->covers_nothing = r->last_at < from;
	if (r->first_at < from)
		r->first_at = from;
}

int unionpay_read(struct reading *r, struct err *e)
{
	struct zm z = {.r = r};
	char *text, *end;
	size_t len, line;
	int rc = 0;

	if (read_name(&z, e) < 0 ||
	    file_read(&r->job->arena, r->path, FILE_MAX, &text, &len, e) < 0)
		return -1;
	for (; rc == 0 && *text; text = end ? end + 1 : text + line) {
		arena_reset(&r->texts);
		r->row.number++;
		end = strchr(text, '\n');
		line = end ? (size_t)(end - text) : strlen(text);
		len = line > 0 && text[line - 1] == '\r' ? line - 1 : line;
		if (len == 0)
			continue;
		if (len != LINE_BLANKS && len != LINE_PACKED)
			return err_set(e, ERR_INPUT, E_STATEMENT_ZM_LINE, r->path,
				       (long long)r->row.number, (unsigned long)len);
		z.line = text;
		z.packed = len == LINE_PACKED;
		rc = read_line(&z, e);
	}
	cover_settlement_day(r, z.file_day);
	return rc;
}
