/* Finding a person by what people have in their hands. */
#ifndef NCRE_EXAM_FIND_H
#define NCRE_EXAM_FIND_H

#include "db/db.h"

/*
 * The live candidate with this registration number, or in the sitting with this document number.
 * ERR_INPUT where there is none.
 */
int find_candidate(struct db *db, int64_t sitting_id, const char *text, int64_t *ret,
		   struct err *e) MUST_CHECK;

#endif
