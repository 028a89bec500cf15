/* R-GLYPH before the day of printing: which texts no font can print. */
#ifndef NCRE_JOB_GLYPH_CHECK_H
#define NCRE_JOB_GLYPH_CHECK_H

#include "job/job.h"
#include "pdf/page.h"

/* What a printed field is called in findings: the words of the office's tables. */
const char *printed_field(const char *field);

/*
 * Lists the characters of text that no font can print as one finding about field of subject.
 * Returns whether there were any.
 */
bool glyph_check_text(struct job *job, struct press *press, const char *subject, const char *field,
		      const char *text);

/*
 * Looks so at every name of a live candidate, site, room and subject, and at the sites' notices.
 * A finding, too, where the fonts themselves are missing.
 */
int glyph_check(struct job *job, struct err *e) MUST_CHECK;

#endif
