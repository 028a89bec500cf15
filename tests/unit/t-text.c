/* Text: UTF-8 by RFC 3629, folding, width, numbers, masks. */
#include "tap/tap.h"

#include "base/chance.h"
#include "base/text.h"

static void test_utf8(void)
{
	static const struct {
		const char *bytes;
		size_t len, valid; /* offset of the first bad byte */
		const char *name;
	} cases[] = {
	    {"abc", 3, 3, "ASCII"},
	    {"\xe5\xbc\xa0", 3, 3, "a hanzi"},
	    {"\xf0\xa0\xae\xb7", 4, 4, "a hanzi of extension B"},
	    {"\xf4\x8f\xbf\xbf", 4, 4, "the last character"},
	    {"a\xc0\x80", 3, 1, "an overlong NUL"},
	    {"\xe0\x80\xaf", 3, 0, "an overlong slash"},
	    {"\xed\xa0\x80", 3, 0, "a surrogate"},
	    {"\xf4\x90\x80\x80", 4, 0, "past the last character"},
	    {"ab\xe5\xbc", 4, 2, "cut off"},
	    {"\x80", 1, 0, "a lone continuation"},
	    {"\xff", 1, 0, "a byte that never is"},
	    {"\xe5\x28\xa0", 3, 0, "a wrong continuation"},
	};
	uint32_t cp;
	char out[4];
	size_t i, bad = 0;

	for (i = 0; i < ARRAY_LEN(cases); i++)
		is_int(utf8_valid(cases[i].bytes, cases[i].len), cases[i].valid, "%s",
		       cases[i].name);
	for (cp = 0; cp <= 0x10ffff; cp++) {
		uint32_t back = 0;
		size_t n;

		if (cp >= 0xd800 && cp < 0xe000)
			continue;
		n = utf8_encode(cp, out);
		bad += utf8_decode(out, n, &back) != n || back != cp;
	}
	is_int(bad, 0, "every character is written and read back");
	is_int(utf8_count("a张𠮷"), 3, "characters are counted, not bytes");
	is_int(text_width("a张𠮷·"), 6, "wide characters take two columns");
}

/* Offset of the first byte that is not UTF-8, a character at a time. */
static size_t valid_slowly(const char *s, size_t len)
{
	size_t i = 0, n = 1;
	uint32_t cp;

	while (i < len && (n = utf8_decode(s + i, len - i, &cp)) > 0)
		i += n;
	return i;
}

/* Long texts are looked at in blocks: characters of every length over their edges, and damage. */
static void test_long_utf8(void)
{
	static const char *const pieces[] = {"a", "0123456789", "é",  "张", "京都", "\xee\xa0\x9e",
					     "ࠀ", "퟿",	"𠮷", "\n"};
	char text[400];
	struct chance c;
	int round, wrong = 0;

	chance_start(&c, "t-text");
	for (round = 0; round < 20000; round++) {
		size_t len = 0, want = chance_below(&c, sizeof text - 16), piece;

		while (len < want) {
			const char *p = pieces[chance_below(&c, round % 10 + 1)];

			piece = strlen(p);
			memcpy(text + len, p, piece);
			len += piece;
		}
		if (len > 0 && round % 3 > 0) /* a byte of it becomes another, or it is cut */
			text[chance_below(&c, len)] = (char)chance_below(&c, 256);
		if (len > 0 && round % 5 == 0)
			len -= chance_below(&c, len < 4 ? len : 4);
		wrong += utf8_valid(text, len) != valid_slowly(text, len);
	}
	is_int(wrong, 0, "long texts are judged like one character after the other");
}

static void test_fold(void)
{
	static const char *const cases[][2] = {
	    {"abc", "abc"},
	    {" abc ", "abc"},
	    {"　ａｂｃ１２３　", "abc123"},
	    {"\xef\xbb\xbf"
	     "a",
	     "a"},
	    {"a\xe2\x80\x8b"
	     "b",
	     "ab"},
	    {"\xc2\xa0 x", "x"},
	    {"９９０１０１", "990101"},
	    {"张　三", "张　三"},
	    {"", ""},
	};
	struct arena a = {0};
	const char *same = "abc";
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++)
		is_str(text_fold(&a, cases[i][0]), cases[i][1], "fold \"%s\"", cases[i][0]);
	ok(text_fold(&a, same) == same, "nothing to fold: no copy");
	arena_free(&a);
}

static void test_numbers(void)
{
	static const struct {
		const char *text;
		bool good;
		int64_t v;
	} cases[] = {
	    {"0", true, 0},	{"-5", true, -5},  {"007", true, 7},
	    {"100", true, 100}, {"101", false, 0}, {"-6", false, 0},
	    {"", false, 0},	{"1x", false, 0},  {" 1", false, 0},
	    {"1.0", false, 0},	{"-", false, 0},   {"99999999999999999999", false, 0},
	};
	int64_t v;
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		v = 77;
		ok(text_to_int(cases[i].text, -5, 100, &v) == cases[i].good, "\"%s\" is %sin range",
		   cases[i].text, cases[i].good ? "" : "no number ");
		is_int(v, cases[i].good ? cases[i].v : 77, "\"%s\": its value", cases[i].text);
	}
	ok(text_to_int("9223372036854775807", INT64_MIN, INT64_MAX, &v) && v == INT64_MAX,
	   "the largest number");
	ok(text_to_int("-9223372036854775808", INT64_MIN, INT64_MAX, &v) && v == INT64_MIN,
	   "the smallest number");
	ok(text_is_digits("0123") && !text_is_digits("") && !text_is_digits("1２"), "digits");
	ok(text_same("Yes", "yEs") && !text_same("yes", "yes "), "equal but for case");
}

static void test_masks(void)
{
	struct arena a = {0};

	is_str(text_mask_name(&a, "张三"), "张*", "a name");
	is_str(text_mask_name(&a, "𠮷野家"), "𠮷**", "a name that starts in extension B");
	is_str(text_mask_name(&a, ""), "", "no name");
	is_str(text_mask_number(&a, "659901200405070017"), "659***********0017", "a document");
	is_str(text_mask_number(&a, "12345"), "*****", "a short number is hidden wholly");
	arena_free(&a);
}

int main(void)
{
	test_utf8();
	test_long_utf8();
	test_fold();
	test_numbers();
	test_masks();
	return tap_done();
}
