/* What was printed for whom, so that nothing shown on paper changes unnoticed. */
#ifndef NCRE_EXAM_HANDOUT_H
#define NCRE_EXAM_HANDOUT_H

#include "db/db.h"

/* Records that something was printed for a candidate or entry (0: none) in the open run. */
int handout_add(struct db *db, const char *kind, int64_t candidate_id, int64_t entry_id,
		const char *content_sha256, struct err *e) MUST_CHECK;

/* Was the same content printed for the entry last, by run `before` or an earlier one? */
int handout_is_same(struct db *db, const char *kind, int64_t entry_id, int64_t before,
		    const char *content_sha256, bool *ret, struct err *e) MUST_CHECK;

#endif
