/*
 * Who may do what (R-ROLE). Roles come from the operating system's groups, as office.conf says:
 *
 *     role.admin = exam-office
 *     role.clerk = school-a 990101 990102      only at these sites
 *
 * An office whose office.conf grants no role trusts everyone who can open its folder.
 */
#ifndef NCRE_JOB_ACCESS_H
#define NCRE_JOB_ACCESS_H

#include "job/job.h"

enum role {
	ROLE_ADMIN = 1,	  /* everything */
	ROLE_FINANCE = 2, /* orders, statements, refunds, expiry */
	ROLE_CLERK = 4,	  /* candidates, photos, review, printing */
	ROLE_AUDITOR = 8, /* looks, changes nothing */
	ROLE_ANY = 15,
};

struct access {
	bool allowed;
	VEC_OF(const char *) sites; /* the person is held to these; none: every site */
};

/*
 * What the person who runs the program may do with any one of the roles. Texts live in job->arena.
 * ERR_INPUT where office.conf cannot be read, names a role or group that does not exist, or could
 * be rewritten by the people it governs.
 */
int access_find(struct job *job, unsigned roles, struct access *ret, struct err *e) MUST_CHECK;
void access_free(struct access *a);

/* From here on job->db shows a reader only what belongs to the sites of a. */
int access_narrow(struct job *job, const struct access *a, struct err *e) MUST_CHECK;

/*
 * Is every change of the sealed run at a site of a? ERR_RULE, naming the first that is not. Photos,
 * the list of loaded files and the rows they left open belong to no site; what belongs to the whole
 * office (settings, statements) is out of bounds to who is held to sites.
 */
int access_check_changes(struct job *job, const struct access *a, struct err *e) MUST_CHECK;

#endif
