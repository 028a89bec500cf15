/* Ticket numbers: both serial rules, numbers issued before, the end of the four digits. */
#include "exam/ticket_no.h"

#include "tap/tap.h"

static struct ticket_no_want want(int64_t entry, int64_t session, int seat)
{
	return (struct ticket_no_want){entry, "24", "82", "830001", "03", session, seat};
}

static const char *next(struct ticket_no_series *s, int64_t entry, int64_t session, int seat)
{
	static char number[TICKET_NO_TEXT];
	struct ticket_no_want w = want(entry, session, seat);
	static struct err e;

	err_clear(&e);
	return ticket_no_next(s, &w, number, &e) == 0 ? number : e.text;
}

static void by_room(void)
{
	struct ticket_no_series s = {0};

	ticket_no_known(&s, "1482830001030007", 5);
	ticket_no_known(&s, "2482830001030002", 6);
	is_str(next(&s, 1, 1, 1), "2482830001030008", "counts on from the highest in the room");
	is_str(next(&s, 6, 1, 2), "2482830001030002", "the same entry gets its number again");
	is_str(next(&s, 5, 1, 3), "2482830001030009", "not for another subject");
	ticket_no_free(&s);
}

static void by_batch(void)
{
	struct ticket_no_series s = {.batch_size = 60};

	ticket_no_known(&s, "2482830001030061", 5);
	ticket_no_known(&s, "2482830001039999", 7);
	is_str(next(&s, 1, 1, 60), "2482830001030060", "first batch");
	is_str(next(&s, 5, 2, 1), "2482830001030061", "his own number");
	is_str(next(&s, 1, 2, 2), "2482830001030062", "second batch");
	is_str(next(&s, 2, 2, 1), "2482830001039998", "another's number is left alone");
	has_str(next(&s, 2, 200, 1), "11941", "past four digits: refused");
	ticket_no_free(&s);
}

static void bad_codes(void)
{
	struct ticket_no_series s = {0};
	struct ticket_no_want w = want(1, 1, 1);
	char number[TICKET_NO_TEXT];
	struct err e = {0};

	w.room = "A1";
	fails(ticket_no_next(&s, &w, number, &e), &e, ERR_RULE, "a room that is not digits");
	w = want(1, 1, 1);
	w.site = "83001";
	fails(ticket_no_next(&s, &w, number, &e), &e, ERR_RULE, "a site of five digits");
	ticket_no_known(&s, "2482830001039999", 9);
	w = want(1, 1, 1);
	fails(ticket_no_next(&s, &w, number, &e), &e, ERR_RULE, "no serial left");
	ticket_no_free(&s);
}

int main(void)
{
	by_room();
	by_batch();
	bad_codes();
	return tap_done();
}
