/* Inside lib/job: what is said about names and documents that break R-NAME and R-ID, and phones. */
#ifndef NCRE_JOB_PERSON_WORDS_H
#define NCRE_JOB_PERSON_WORDS_H

#include "base/finding.h"
#include "exam/person.h"

struct person_words {
	enum severity severity;
	const char *text, *suggestion; /* suggestion NULL where there is none */
};

/* False where there is nothing to say: fine, or empty (which the layout says). Texts in out. */
bool name_words(struct arena *out, enum name_problem problem, int max_chars,
		struct person_words *ret);
bool id_words(struct arena *out, enum id_problem problem, const char *number,
	      struct person_words *ret);
bool phone_words(const char *phone, struct person_words *ret);

#endif
