#include "job/person_words.h"

#include "base/messages.h"

#include <string.h>

static bool say(struct person_words *ret, enum severity severity, const char *text,
		const char *suggestion)
{
	*ret = (struct person_words){severity, text, suggestion};
	return true;
}

bool name_words(struct arena *out, enum name_problem problem, int max_chars,
		struct person_words *ret)
{
	switch (problem) {
	case NAME_FINE:
	case NAME_EMPTY: break;
	case NAME_BLANKS: return say(ret, SEV_ERROR, F_NAME_BLANKS, S_NAME_BLANKS);
	case NAME_CONTROL: return say(ret, SEV_ERROR, F_NAME_CONTROL, S_NAME_CONTROL);
	case NAME_TOO_LONG:
		return say(ret, SEV_ERROR, arena_printf(out, F_NAME_TOO_LONG, max_chars), NULL);
	case NAME_QUESTION: return say(ret, SEV_ERROR, F_NAME_QUESTION, S_NAME_QUESTION);
	case NAME_DIGITS: return say(ret, SEV_ERROR, F_NAME_DIGITS, NULL);
	}
	return false;
}

bool id_words(struct arena *out, enum id_problem problem, const char *number,
	      struct person_words *ret)
{
	switch (problem) {
	case ID_FINE: break;
	case ID_LENGTH:
		return say(ret, SEV_ERROR, arena_printf(out, F_ID_LENGTH, (unsigned)strlen(number)),
			   S_ID_LENGTH);
	case ID_CHARS: return say(ret, SEV_ERROR, F_ID_CHARS, S_ID_COMPARE);
	case ID_DATE: return say(ret, SEV_ERROR, F_ID_DATE, S_ID_COMPARE);
	case ID_CHECKSUM: return say(ret, SEV_ERROR, F_ID_CHECKSUM, S_ID_COMPARE);
	case ID_OLD: return say(ret, SEV_ERROR, F_ID_OLD, S_ID_OLD);
	case ID_SHAPE: return say(ret, SEV_WARN, F_ID_SHAPE, S_ID_COMPARE);
	}
	return false;
}

bool phone_words(const char *phone, struct person_words *ret)
{
	if (!*phone || phone_is_plausible(phone))
		return false;
	return say(ret, SEV_WARN, F_PHONE, S_PHONE);
}
