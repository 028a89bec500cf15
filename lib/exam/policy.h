/*
 * Policy: the numbers and words that change by year or place. The most specific row wins: a site
 * in a sitting, a sitting, a site, the programme; else the key's own value (table policy_key).
 */
#ifndef NCRE_EXAM_POLICY_H
#define NCRE_EXAM_POLICY_H

#include "base/mem.h"
#include "db/db.h"

/*
 * The value of key for a sitting and site (site_code "" for the sitting as a whole). ERR_BUG for
 * an unknown key, ERR_DB where a number is not one.
 */
int policy_text(struct db *db, struct arena *out, int64_t sitting_id, const char *site_code,
		const char *key, const char **ret, struct err *e) MUST_CHECK;
int policy_int(struct db *db, int64_t sitting_id, const char *site_code, const char *key,
	       int64_t *ret, struct err *e) MUST_CHECK;

#endif
