/*
 * Photos in bulk: collected from folders, ZIPs and single files, measured in worker processes,
 * resolved to candidates by name, judged by each candidate's policy (R-PHOTO, R-LOCK), and put
 * into the content store: photos/ab/cdef... .jpg by SHA-256 inside the office folder.
 */
#ifndef NCRE_JOB_PHOTOS_H
#define NCRE_JOB_PHOTOS_H

#include "img/report.h"
#include "img/verdict.h"
#include "job/job.h"

enum photo_action {
	PHOTO_CHECKED,	 /* only looked at */
	PHOTO_ATTACHED,	 /* is the candidate's photo from now on */
	PHOTO_UNCHANGED, /* was it already */
	PHOTO_NOT_TAKEN, /* refused, or nobody's */
};

/* "checked", "attached", "unchanged", "not-taken". */
const char *photo_action_word(enum photo_action a);

/* One file, judged. Valid during the call that receives it. */
struct photo_result {
	const char *file;   /* as given; of a ZIP: "x.zip/member" */
	const char *reg_no; /* "" where it belongs to nobody */
	enum photo_action action;
	const struct photo_measures *measures;
	const struct photo_judgement *judgement;
};

struct photos_options {
	bool check_only;       /* no office: only the files, by the policy given */
	bool all;	       /* look again at what is attached; nothing is attached anew */
	bool dry_run;	       /* nothing is written to the content store */
	bool fix;	       /* photos that do not pass are put right where that can be done */
	const char *fixed_dir; /* folder for the fixed copies; NULL: only into the store */
	const char *reject;    /* a workbook of what is refused, XLSX; NULL: none */
	const char *sheet;     /* a contact sheet of what does not pass, as PDF; NULL: none */
	struct photo_policy policy; /* for check_only */
	const char *sitting_code;   /* NULL: the newest */
	int (*each)(void *ctx, const struct photo_result *r, struct err *e);
	void *ctx;
};

/*
 * Checks the photos at paths, in the order of paths and of names inside folders and archives, and
 * hands each result to options.each. Findings and counts go into job. ERR_INPUT where a path does *
 * not exist, cannot be read, or holds nothing. With options.all there are no paths: the photos in
 * the content store are read again, and one that is gone or changed there is a finding.
 */
int photos_check(struct job *job, char *const *paths, size_t count,
		 const struct photos_options *options, struct err *e) MUST_CHECK;

#endif
