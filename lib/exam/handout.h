/* What was printed for whom, so that nothing shown on paper changes unnoticed. */
#ifndef NCRE_EXAM_HANDOUT_H
#define NCRE_EXAM_HANDOUT_H

#include "base/hash.h"
#include "base/mem.h"
#include "db/db.h"

/* One thing printed for a candidate or entry (0: for none). */
struct handout {
	int64_t candidate_id, entry_id;
	char content[HASH_TEXT];
};

/*
 * Hand-outs of one kind, collected and written to the open run some thousand at a time.
 * Initialise with db and kind.
 */
struct handouts {
	struct db *db;
	const char *kind; /* "ticket", "form", "room" */
	VEC_OF(struct handout) list;
};

int handouts_add(struct handouts *h, int64_t candidate_id, int64_t entry_id, const char *content,
		 struct err *e) MUST_CHECK;

/* Writes what is collected: before the run ends. */
int handouts_flush(struct handouts *h, struct err *e) MUST_CHECK;
void handouts_free(struct handouts *h);

/* Was the same content printed for the entry last, by run `before` or an earlier one? */
int handout_is_same(struct db *db, const char *kind, int64_t entry_id, int64_t before,
		    const char *content_sha256, bool *ret, struct err *e) MUST_CHECK;

#endif
