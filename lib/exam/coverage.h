/*
 * Coverage: which days the statements of a channel cover (R-EXP-COVER). A channel makes no bill for
 * a day without transactions; a person declares such a day, so that it does not look like a bill
 * that is missing.
 */
#ifndef NCRE_EXAM_COVERAGE_H
#define NCRE_EXAM_COVERAGE_H

#include "base/mem.h"
#include "db/db.h"
#include "exam/payment.h"

#include <stdbool.h>

/*
 * Declares that channel has no bill of this day. *ret_declared is false where that was declared
 * before. *ret_there (in out) names the statement that covers a part of the day, NULL where there
 * is none; then nothing is declared.
 */
int coverage_declare(struct db *db, struct arena *out, enum channel channel, struct day day,
		     bool *ret_declared, const char **ret_there, struct err *e) MUST_CHECK;

#endif
