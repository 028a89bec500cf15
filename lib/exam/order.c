#include "exam/order.h"

#include "base/messages.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { SERIAL_MAX = 999999 };

char order_check_digit(const char *s, size_t len)
{
	int sum = 0, d;
	size_t i;

	/* every second digit from the right is doubled, the one next to the check digit first */
	for (i = 0; i < len; i++) {
		d = s[len - 1 - i] - '0';
		if (i % 2 == 0)
			d = d * 2 > 9 ? d * 2 - 9 : d * 2;
		sum += d;
	}
	return (char)('0' + (10 - sum % 10) % 10);
}

bool order_no_is_ours(const char *s)
{
	return strlen(s) == ORDER_NO_TEXT - 1 && text_is_digits(s) &&
	       order_check_digit(s, ORDER_NO_TEXT - 2) == s[ORDER_NO_TEXT - 2];
}

static bool is_among(const char *const *list, int count, const char *s)
{
	while (count > 0 && strcmp(list[count - 1], s) != 0)
		count--;
	return count > 0;
}

int order_numbers_in(struct arena *out, const char *text, const char *ret[ORDER_NUMBERS])
{
	const char *s;
	size_t digits;
	int n = 0;

	for (s = text; *s && n < ORDER_NUMBERS; s += digits ? digits : 1) {
		const char *number;

		digits = strspn(s, "0123456789");
		if (digits != ORDER_NO_TEXT - 1)
			continue;
		number = arena_strndup(out, s, digits);
		if (order_no_is_ours(number) && !is_among(ret, n, number))
			ret[n++] = number;
	}
	return n;
}

static int next_number(struct db *db, const struct order_new *o, char out[ORDER_NO_TEXT],
		       struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_ORDER_SERIAL, e);
	char prefix[16];
	int64_t serial = 0;

	if (!st)
		return -1;
	snprintf(prefix, sizeof prefix, "%.2s%.6s", o->sitting_code, o->site_code);
	stmt_text(st, ":prefix", prefix);
	if (stmt_one_int(st, &serial, e) < 0)
		return -1;
	if (serial > SERIAL_MAX)
		return err_set(e, ERR_RULE, E_ORDER_SERIALS, o->site_code);
	snprintf(out, ORDER_NO_TEXT, "%.8s%06d", prefix, (int)serial);
	out[ORDER_NO_TEXT - 2] = order_check_digit(out, ORDER_NO_TEXT - 2);
	out[ORDER_NO_TEXT - 1] = '\0';
	return 0;
}

int order_open(struct db *db, const struct order_new *o, int64_t *ret_id, struct err *e)
{
	char number[ORDER_NO_TEXT];
	struct stmt *st;

	if (!o->order_no && next_number(db, o, number, e) < 0)
		return -1;
	st = db_stmt(db, SQL_ORDER_INSERT, e);
	if (!st)
		return -1;
	stmt_text(st, ":order_no", o->order_no ? o->order_no : number);
	stmt_int(st, ":opened_at", o->opened_at ? o->opened_at : db_now(db));
	stmt_int(st, ":sitting", o->sitting_id);
	stmt_text(st, ":site", o->site_code);
	if (o->candidate_id)
		stmt_int(st, ":candidate", o->candidate_id);
	else
		stmt_null(st, ":candidate");
	stmt_int(st, ":amount_fen", o->amount.v);
	stmt_text_or_null(st, ":channel", o->channel);
	if (stmt_exec(st, e) < 0)
		return -1;
	*ret_id = db_last_id(db);
	return 0;
}

int order_take_subjects(struct db *db, int64_t order_id, int64_t candidate_id, const char *subjects,
			struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_ORDER_TAKE_ROWS, e);

	if (!st)
		return -1;
	stmt_int(st, ":order", order_id);
	stmt_int(st, ":candidate", candidate_id);
	stmt_text_or_null(st, ":subjects", subjects);
	if (stmt_exec(st, e) < 0)
		return -1;
	st = db_stmt(db, SQL_ORDER_TAKE_ENTRIES, e);
	if (!st)
		return -1;
	stmt_int(st, ":order", order_id);
	stmt_int(st, ":candidate", candidate_id);
	return stmt_exec(st, e);
}

int order_take(struct db *db, int64_t order_id, int64_t candidate_id, struct err *e)
{
	return order_take_subjects(db, order_id, candidate_id, "", e);
}

static int both(struct db *db, enum sql_id first, enum sql_id second, int64_t order_id,
		struct err *e)
{
	struct stmt *st = db_stmt(db, first, e);

	if (!st)
		return -1;
	stmt_int(st, ":order", order_id);
	if (stmt_exec(st, e) < 0)
		return -1;
	st = db_stmt(db, second, e);
	if (!st)
		return -1;
	stmt_int(st, ":order", order_id);
	return stmt_exec(st, e);
}

int order_settle_free(struct db *db, int64_t order_id, struct err *e)
{
	return both(db, SQL_ORDER_SETTLE_FREE_ENTRIES, SQL_ORDER_SETTLE_FREE, order_id, e);
}

int order_close(struct db *db, int64_t order_id, struct err *e)
{
	return both(db, SQL_ORDER_RELEASE_ENTRIES, SQL_ORDER_CLOSE, order_id, e);
}
