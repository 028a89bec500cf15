/* R-GLYPH before the day of printing: which names no font can print. */
#ifndef NCRE_JOB_GLYPH_CHECK_H
#define NCRE_JOB_GLYPH_CHECK_H

#include "job/job.h"

/*
 * Adds a finding for each live candidate whose name has a character that no font of the chain
 * draws, and one where the fonts themselves are missing.
 */
int glyph_check(struct job *job, struct err *e) MUST_CHECK;

#endif
