#include "tab/shown.h"

#include "base/text.h"

const char *value_shown(enum column_type type, const char *value, char buffer[SHOWN_TEXT])
{
	int64_t n;

	if ((type != COL_FEN && type != COL_INSTANT) ||
	    !text_to_int(value, INT64_MIN / 2, INT64_MAX / 2, &n))
		return value;
	if (type == COL_FEN)
		fen_format(fen_of(n), buffer);
	else
		instant_format_people(n, buffer);
	return buffer;
}

const char *value_machine(enum column_type type, const char *value, char buffer[SHOWN_TEXT])
{
	int64_t n;

	if (type != COL_INSTANT || !text_to_int(value, INT64_MIN / 2, INT64_MAX / 2, &n))
		return value;
	instant_format(n, buffer);
	return buffer;
}
