#include "exam/person.h"

#include "base/text.h"

#include <string.h>

char id_check_digit(const char *number)
{
	static const int weights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
	static const char digits[] = "10X98765432";
	int sum = 0, i;

	for (i = 0; i < 17; i++)
		sum += (number[i] - '0') * weights[i];
	return digits[sum % 11];
}

static enum id_problem check_resident(const char *number, struct day today, char *ret_sex,
				      struct day *ret_born)
{
	char date[9] = "";
	size_t len = strlen(number);
	int i;

	if (len == 15 && text_is_digits(number))
		return ID_OLD;
	if (len != 18)
		return ID_LENGTH;
	for (i = 0; i < 17; i++)
		if (!ascii_is_digit(number[i]))
			return ID_CHARS;
	if (!ascii_is_digit(number[17]) && number[17] != 'X')
		return ID_CHARS;
	memcpy(date, number + 6, 8);
	if (!day_parse(date, ret_born) || day_number(*ret_born) > day_number(today))
		return ID_DATE;
	*ret_sex = (number[16] - '0') % 2 ? 'M' : 'F';
	return number[17] == id_check_digit(number) ? ID_FINE : ID_CHECKSUM;
}

static bool all_letters_or_digits(const char *s, size_t min, size_t max)
{
	size_t n = strlen(s), i;

	for (i = 0; i < n; i++)
		if (!ascii_is_digit(s[i]) && !ascii_is_alpha(s[i]))
			return false;
	return n >= min && n <= max;
}

/* Hong Kong and Macau travel permits: H or M and 8 or 10 digits. */
static bool is_hongkong_macau(const char *s)
{
	size_t n = strlen(s);

	return (s[0] == 'H' || s[0] == 'M') && (n == 9 || n == 11) && text_is_digits(s + 1);
}

enum id_problem id_check(const char *type, const char *number, struct day today, char *ret_sex,
			 struct day *ret_born)
{
	bool fits;

	*ret_sex = '\0';
	if (strcmp(type, "1") == 0)
		return check_resident(number, today, ret_sex, ret_born);
	if (strcmp(type, "2") == 0)
		fits = (strlen(number) == 8 || strlen(number) == 10) && text_is_digits(number);
	else if (strcmp(type, "3") == 0)
		fits = is_hongkong_macau(number);
	else if (strcmp(type, "5") == 0)
		fits = all_letters_or_digits(number, 5, 17);
	else
		fits = utf8_count(number) >= 4;
	return fits ? ID_FINE : ID_SHAPE;
}

static bool is_separator(uint32_t c)
{
	return c == 0x2022 || c == 0x2027 || c == 0x30fb || c == 0xff0e || c == 0xff65 ||
	       c == '.' || c == 0x2219 || c == 0x22c5 || c == 0x16eb;
}

static bool is_invisible(uint32_t c)
{
	return (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff;
}

static bool is_name_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x3000 || c == 0xa0;
}

const char *name_fold(struct arena *out, const char *name, bool *ret_folded)
{
	size_t len = strlen(name), n, m = 0, end = 0;
	char *copy = arena_alloc(out, len * 2 + 1); /* '.' grows to two bytes */
	uint32_t c, before = 0;

	*ret_folded = false;
	for (; len > 0 && (n = utf8_decode(name, len, &c)) > 0; name += n, len -= n) {
		if (is_invisible(c) || (is_name_blank(c) && end == 0))
			continue;
		/* the point after a Latin letter is an abbreviation: "John Q. Public" */
		if (is_separator(c) && !(c == '.' && before < 0x250)) {
			c = 0xb7;
			*ret_folded = true;
		}
		before = c;
		m += utf8_encode(c, copy + m);
		if (!is_name_blank(c))
			end = m;
	}
	copy[end] = '\0';
	return copy;
}

enum name_problem name_check(const char *name, int max_chars)
{
	size_t len = strlen(name), n;
	const char *p = name;
	bool latin = true;
	uint32_t c;

	if (len == 0)
		return NAME_EMPTY;
	if (utf8_count(name) > (size_t)max_chars)
		return NAME_TOO_LONG;
	for (; len > 0 && (n = utf8_decode(p, len, &c)) > 0; p += n, len -= n) {
		if (c == '?' || c == 0xff1f || c == 0xfffd)
			return NAME_QUESTION;
		if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c & 0xfffe) == 0xfffe ||
		    (c >= 0xe000 && c <= 0xf8ff))
			return NAME_CONTROL;
		if (c >= '0' && c <= '9')
			return NAME_DIGITS;
		latin = latin && (c < 0x250 || is_name_blank(c));
	}
	/* a foreigner's name in Latin letters has blanks; a Chinese one must not */
	for (p = name, len = strlen(name); len > 0 && (n = utf8_decode(p, len, &c)) > 0;
	     p += n, len -= n)
		if (is_name_blank(c) && (!latin || c != ' '))
			return NAME_BLANKS;
	return NAME_FINE;
}

bool phone_is_plausible(const char *phone)
{
	static const char extension[] = "转";
	const char *number = phone;
	size_t digits = 0, n;

	for (; *phone; phone += n) {
		bool is_digit = ascii_is_digit(*phone);

		n = strncmp(phone, extension, strlen(extension)) == 0 ? strlen(extension) : 1;
		if (n == 1 && !is_digit && !strchr("+-() /,;", *phone))
			return false;
		digits += is_digit;
	}
	/* of a mobile number written as one, digits are easily lost or doubled */
	if (number[0] == '1' && number[1] >= '3' && text_is_digits(number))
		return digits == 11;
	return digits >= 7;
}
