/*
 * The certificate of an assignment: a text that holds the problem, the assignment and the proof of
 * its bounds, so that anyone can check it without the database (ncre-formats(5)). Written by
 * assign-dates, read by verify-assignment.
 */
#ifndef NCRE_EXAM_ASSIGN_CERT_H
#define NCRE_EXAM_ASSIGN_CERT_H

#include "base/buf.h"
#include "base/hash.h"
#include "exam/assign.h"
#include "exam/assign_verify.h"

/* One site of a certificate; everything lives in the arena it was read into. */
struct assign_cert {
	struct assign_instance in;
	struct assign_place *places;
	struct assign_witness witness;
	struct assign_claim claim;
	const char *input_sha256; /* as written; equal to that of the problem's text */
};

/* Adds one site: the problem, its hash, A lines, P lines (session room price price), SUMMARY, END.
 */
void assign_cert_write(struct buf *to, const struct assign_instance *in,
		       const struct assign_result *r);

/*
 * Reads the site that starts at *at (changed while reading) and moves *at behind it. 1, 0 at the
 * end of the text, -1 with ERR_INPUT where it is not a certificate, ERR_RULE where the problem does
 * not have the hash that stands under it or is not usable.
 */
int assign_cert_read(struct arena *out, char **at, struct assign_cert *ret,
		     struct err *e) MUST_CHECK;

#endif
