/* Inside lib/job: what a candidate's programme and site ask of a photo (R-PHOTO). */
#ifndef NCRE_JOB_PHOTO_POLICY_H
#define NCRE_JOB_PHOTO_POLICY_H

#include "exam/photo.h"
#include "img/verdict.h"

/* The policy rows photo.* that hold for the site of owner, and the background the site wants. */
int photo_policy_read(struct db *db, int64_t sitting_id, const struct photo_owner *owner,
		      struct photo_policy *ret, struct err *e) MUST_CHECK;

#endif
