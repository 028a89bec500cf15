/* A sitting: one running of a programme. */
#ifndef NCRE_EXAM_SITTING_H
#define NCRE_EXAM_SITTING_H

#include "base/mem.h"
#include "db/db.h"

struct sitting {
	int64_t id;
	const char *programme_id, *programme_name, *code, *name, *first_on, *last_on, *agreement;
	instant purged_at; /* 0: its people are still known */
};

/*
 * The sitting with this code (NULL or "": the newest one), its texts in out. ERR_INPUT where there
 * is none.
 */
int sitting_find(struct db *db, struct arena *out, const char *code, struct sitting *ret,
		 struct err *e) MUST_CHECK;

/*
 * Is the phase's window open now at the site? A site's own row replaces the sitting's. Without any
 * row the phase has no window and is always open. *ret_text (may be NULL, in out) says when.
 */
int window_is_open(struct db *db, struct arena *out, int64_t sitting_id, const char *site_code,
		   const char *phase, bool *ret, const char **ret_text, struct err *e) MUST_CHECK;

#endif
