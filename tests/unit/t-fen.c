/* Money: reading yuan as people and statements write it, and sums that cannot overflow unseen. */
#include "tap/tap.h"

#include "base/fen.h"

static const struct {
	const char *text;
	int64_t fen; /* -1: must not be read; the negative amounts below are not -1 */
} cases[] = {
    {"0", 0},
    {"0.00", 0},
    {"80", 8000},
    {"80.5", 8050},
    {"80.05", 8005},
    {"-0.02", -2},
    {"+12.34", 1234},
    {"¥80.00", 8000},
    {"￥80.00", 8000},
    {"1,234.50", 123450},
    {"1,234,567.89", 123456789},
    {"0.500", 50},
    {"92233720368547758.07", INT64_MAX},
    {"92233720368547758.08", -1},
    {"99999999999999999999", -1},
    {"", -1},
    {".", -1},
    {"-", -1},
    {"80.005", -1},
    {"4.20E+27", -1},
    {"8e1", -1},
    {"12,34.00", -1},
    {"1234,567", -1},
    {",123", -1},
    {"1,23", -1},
    {"8 0", -1},
    {"80.", -1},
    {"80元", -1},
    {"0x10", -1},
    {"NaN", -1},
};

int main(void)
{
	char text[FEN_TEXT];
	struct fen f, sum;
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		f = fen_of(77);
		if (cases[i].fen == -1) {
			ok(!fen_parse_yuan(cases[i].text, &f), "\"%s\" is no amount",
			   cases[i].text);
			is_int(f.v, 77, "\"%s\": the result is untouched", cases[i].text);
		} else {
			ok(fen_parse_yuan(cases[i].text, &f), "\"%s\" is an amount", cases[i].text);
			is_int(f.v, cases[i].fen, "\"%s\" in fen", cases[i].text);
		}
	}

	fen_format(fen_of(123450), text);
	is_str(text, "1234.50", "shown with two decimals");
	fen_format(fen_of(-1), text);
	is_str(text, "-0.01", "less than a yuan, negative");
	fen_format(fen_of(INT64_MIN), text);
	is_str(text, "-92233720368547758.08", "the smallest amount");

	ok(fen_add(fen_of(1), fen_of(2), &sum) && sum.v == 3, "a sum");
	ok(fen_sub(fen_of(1), fen_of(2), &sum) && sum.v == -1, "a difference");
	sum = fen_of(5);
	ok(!fen_add(fen_of(INT64_MAX), fen_of(1), &sum), "a sum that does not fit is refused");
	ok(!fen_sub(fen_of(INT64_MIN), fen_of(1), &sum),
	   "a difference that does not fit is refused");
	is_int(sum.v, 5, "and leaves the result untouched");
	return tap_done();
}
