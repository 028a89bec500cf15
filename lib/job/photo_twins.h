/* Inside lib/job: nearly the same picture under two persons of a sitting. */
#ifndef NCRE_JOB_PHOTO_TWINS_H
#define NCRE_JOB_PHOTO_TWINS_H

#include "exam/photo.h"
#include "job/photo_list.h"

/* Whose photo is nearly the same; reg_no NULL where nobody's is. */
struct photo_twin {
	const char *reg_no, *name;
};

/*
 * For each item that belongs to somebody (owners[i] not NULL): another person of the sitting with
 * nearly the same picture, attached already or in the list. Equal files are not looked at here.
 * ret has one entry per item; texts in job->arena or the owners'.
 */
int photo_twins(struct job *job, int64_t sitting_id, const struct photo_list *list,
		const struct photo_owner *const *owners, struct photo_twin *ret,
		struct err *e) MUST_CHECK;

#endif
