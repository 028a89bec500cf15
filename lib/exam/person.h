/*
 * Identity documents and names. Sources: GB 11643-1999 (18-digit numbers), the ministry's rule
 * on names of minorities (separator U+00B7, at least 50 characters). For documents other than
 * type 1 the shape is only a hint, because officially issued exceptions exist.
 */
#ifndef NCRE_EXAM_PERSON_H
#define NCRE_EXAM_PERSON_H

#include "base/mem.h"
#include "base/time.h"

#include <stdbool.h>

enum id_problem {
	ID_FINE,
	ID_LENGTH,   /* not 18 characters */
	ID_CHARS,    /* something else than digits and a last X */
	ID_DATE,     /* the birth date in it does not exist or lies ahead */
	ID_CHECKSUM, /* the last character does not fit */
	ID_OLD,	     /* 15 digits: the old card, no longer valid */
	ID_SHAPE,    /* another document, of an unusual shape: only a warning */
};

/*
 * R-ID: checks number (already folded and in capitals) against the document type. For type "1"
 * also tells the sex ('M', 'F') and birth date in it; for others ret_sex is '\0'.
 */
enum id_problem id_check(const char *type, const char *number, struct day today, char *ret_sex,
			 struct day *ret_born);

/* The last character a type 1 number should have, from its first 17 digits. */
char id_check_digit(const char *number);

enum name_problem {
	NAME_FINE,
	NAME_EMPTY,
	NAME_BLANKS,  /* blanks inside */
	NAME_CONTROL, /* control or unassigned characters */
	NAME_TOO_LONG,
	NAME_QUESTION, /* a '?' or U+FFFD: a character was lost on the way */
	NAME_DIGITS,   /* digits: a number in the wrong column */
};

/*
 * R-NAME: the name as it is to be kept, in out: blanks around it and zero-width characters taken
 * away, separators that stand for · (• ‧ ・ ． .) folded to U+00B7 (*ret_folded says so).
 * Blanks inside are not taken away: between hanzi they are an error a person must look at.
 */
const char *name_fold(struct arena *out, const char *name, bool *ret_folded);
enum name_problem name_check(const char *name, int max_chars);

/*
 * Could somebody be reached there? Digits, at least seven, with what stands between numbers and
 * before an extension; a mobile number has eleven. Only a hint: nothing depends on it.
 */
bool phone_is_plausible(const char *phone);

#endif
