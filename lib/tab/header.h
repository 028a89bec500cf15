/* Inside lib/tab: how headers are compared. */
#ifndef NCRE_TAB_HEADER_H
#define NCRE_TAB_HEADER_H

#include "base/mem.h"

/*
 * A header without what people vary: blanks, line ends, `*` marks, remarks such as (必填), letter
 * case, full-width forms, a colon at the end. In out.
 */
const char *header_fold(struct arena *out, const char *s);

#endif
