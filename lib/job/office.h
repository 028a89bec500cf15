/* The office folder: ncre.db, ncre.lock, office.conf, ticket.key and ticket.pub (base/sign.h),
 * photos/, layout/, out/. */
#ifndef NCRE_JOB_OFFICE_H
#define NCRE_JOB_OFFICE_H

#include "job/job.h"

#include <sys/types.h>

/*
 * Makes dir an office, for its owner alone or for the members of group too (NULL: none; folders
 * 2770, files 0660, office.conf 0640). dir may exist and be empty. ERR_INPUT where it is an office
 * already, holds other files, or there is no such group; ERR_OUTPUT where it cannot be written.
 * What was made is removed on failure.
 */
int office_make(struct job *job, const char *dir, const char *group, struct err *e) MUST_CHECK;

/* role.NAME = GROUP [SITE...]: the members of group have the role, at these sites or everywhere. */
struct office_grant {
	unsigned role; /* enum role of job/access.h */
	gid_t group;
	const char **sites;
	size_t site_count;
};

/* office.conf: lines `key = value`, and notes that begin with #. */
struct office_conf {
	const char *name; /* office.name; "" */
	struct office_grant *grants;
	size_t grant_count;
};

/*
 * Reads office.conf; *ret lives in job->arena. ERR_INPUT with the line where it cannot be
 * understood; also where it grants roles and others than its owner could write it.
 */
int office_conf_read(struct job *job, struct office_conf *ret, struct err *e) MUST_CHECK;

#endif
