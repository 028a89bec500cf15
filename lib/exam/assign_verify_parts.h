/*
 * The parts of exam/assign_verify: what it recomputes from the problem and the assignment alone.
 * Private to it; nothing here is shared with the solver.
 */
#ifndef NCRE_EXAM_ASSIGN_VERIFY_PARTS_H
#define NCRE_EXAM_ASSIGN_VERIFY_PARTS_H

#include "base/finding.h"
#include "exam/assign.h"

/* Why entry x may not sit in session s, room r; NULL: it may. */
const char *verify_why_not(const struct assign_instance *in, const struct assign_entry *x, int s,
			   int r);

/*
 * Draws the lottery again: adds a finding (R-WISH) for everybody who lost wrongly, whom a best
 * assignment could place, or whose wish it could keep, beside all who come before in the order of
 * tickets. Best: as many placed and as many wishes kept as here, which must be proven; clashes of
 * one candidate's sessions are left out of account, as the flow does. counts: per entry, its wish
 * counts.
 */
void verify_lottery(const struct assign_instance *in, const struct assign_place *places,
		    const bool *counts, struct findings *out);

/* The rooms of sessions that people sit in. */
int64_t verify_rooms_used(const struct assign_instance *in, const struct assign_place *places);

/*
 * The fewest rooms for whoever is placed, the wishes kept: the largest of each session for those
 * who can sit in no other, the largest left of each day for those who can sit on no other, the
 * largest left for all. One tag after another.
 */
int64_t verify_rooms_needed(const struct assign_instance *in, const struct assign_place *places);

#endif
