/* Offerings: a subject at a site in a sitting, with its places (R-CAP). */
#ifndef NCRE_EXAM_OFFERING_H
#define NCRE_EXAM_OFFERING_H

#include "db/db.h"

/*
 * Rebuilds the counters of places from the entries, after an undo (whose triggers are off).
 * ERR_RULE (R-CAP) where more entries live than an offering or a cap has places.
 */
int offering_recount(struct db *db, struct err *e) MUST_CHECK;

#endif
