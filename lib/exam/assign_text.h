/*
 * The text form of one site's assignment problem and of its solution (ncre-formats(5)), so that
 * the solver can be tried without a database. Numbers are decimal, masks hexadecimal.
 */
#ifndef NCRE_EXAM_ASSIGN_TEXT_H
#define NCRE_EXAM_ASSIGN_TEXT_H

#include "base/buf.h"
#include "exam/assign.h"

/*
 * Reads an instance of len bytes (changed while reading) into out. ERR_INPUT with the line where
 * it is not of the form. The result still needs assign_check.
 */
int assign_text_read(struct arena *out, char *text, size_t len, struct assign_instance *ret,
		     struct err *e) MUST_CHECK;

/*
 * Adds the instance in its text form. Where the subjects of a session and room are not those of
 * the session and of the room together, a line "M session room mask" says so.
 */
void assign_text_write_instance(struct buf *to, const struct assign_instance *in);

/* Adds one "A entry session room seat kind" line per entry and the SUMMARY line. */
void assign_text_write(struct buf *to, const struct assign_instance *in,
		       const struct assign_result *r);

#endif
