#include "tab/csv_guard.h"

#include <string.h>

/* Text that a spreadsheet would take for a formula: after blanks = + - @ TAB CR LF or full-width.
 */
static bool looks_like_formula(const char *p, size_t len)
{
	static const char *const wide[] = {"＝", "＋", "－", "＠"};
	size_t i;

	while (len > 0 && *p == ' ') {
		p++;
		len--;
	}
	if (len == 0)
		return false;
	if (memchr("=+-@\t\r\n", *p, 7))
		return true;
	for (i = 0; i < ARRAY_LEN(wide); i++)
		if (len >= 3 && memcmp(p, wide[i], 3) == 0)
			return true;
	return false;
}

/* Apostrophes in front do not count, so that guarding text that looks guarded stays reversible. */
bool guard_is_needed(const char *p, size_t len)
{
	while (len > 0 && *p == '\'') {
		p++;
		len--;
	}
	return looks_like_formula(p, len);
}

bool guard_is_guarded(const char *p, size_t len)
{
	return len > 1 && p[0] == '\'' && guard_is_needed(p + 1, len - 1);
}
