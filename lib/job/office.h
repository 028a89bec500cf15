/* The office folder: ncre.db, ncre.lock, office.conf, ticket.key and ticket.pub (base/sign.h),
 * photos/, layout/, out/. */
#ifndef NCRE_JOB_OFFICE_H
#define NCRE_JOB_OFFICE_H

#include "job/job.h"

/*
 * Makes dir an office. dir may exist and be empty. ERR_INPUT where it is an office already or
 * holds other files, ERR_OUTPUT where it cannot be written. What was made is removed on failure.
 */
int office_make(struct job *job, const char *dir, struct err *e) MUST_CHECK;

#endif
