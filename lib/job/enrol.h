/*
 * One candidate at the counter: registering, and amending what is registered. The rules are those
 * of importing a file, and so are the findings, without file and row.
 */
#ifndef NCRE_JOB_ENROL_H
#define NCRE_JOB_ENROL_H

#include "base/fen.h"
#include "exam/sitting.h"
#include "job/job.h"

/* What was said of the candidate, as text; NULL: nothing. Fields of the layout "registrations". */
struct enrol_form {
	const char *site_code, *serial, *source, *subject_code; /* subjects with blanks between */
	const char *name, *sex, *born_on, *id_type, *id_number;
	const char *nation, *occupation, *education, *training;
	const char *postcode, *address, *email, *phone;
	const char *college, *major, *class, *student_no;
	const char *custom, *remark, *photo_name;
	const char *agreement, *agreed_at;
};

/*
 * Fills what form leaves NULL from a JSON object in the file at path: its keys are the fields'
 * names. ERR_INPUT where it is none, or has a field there is not.
 */
int enrol_read_json(struct job *job, const char *path, struct enrol_form *form,
		    struct err *e) MUST_CHECK;

struct enrol_result {
	const char *reg_no; /* in job->arena */
	int64_t entries;    /* added */
	struct fen fee;	    /* of those */
	bool changed;	    /* amend: the person's data */
};

/*
 * Registers one candidate. Without a serial the next of the site is given; sex and birth date come
 * from the number of an identity card, and what a roster knows of a student from the roster, where
 * they were not said. agreed: the candidate has accepted the agreement in force, now (R-AGR).
 * ERR_RULE with findings where a rule is in the way.
 */
int enrol_register(struct job *job, const struct sitting *s, const struct enrol_form *form,
		   bool agreed, struct enrol_result *ret, struct err *e) MUST_CHECK;

/*
 * Changes what form says of a live candidate (registration or document number); "" empties a
 * field. Subjects are added to those there are. ERR_INPUT for nobody, ERR_RULE with findings
 * (R-LOCK and all rules of registering), ERR_USAGE where form says nothing or the site or serial.
 */
int enrol_amend(struct job *job, const struct sitting *s, const char *number,
		const struct enrol_form *form, struct enrol_result *ret, struct err *e) MUST_CHECK;

#endif
