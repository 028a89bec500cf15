/*
 * Two halves of which one is filled while another processor works off the other, in order. With one
 * processor the caller works both off itself.
 */
#ifndef NCRE_BASE_RELAY_H
#define NCRE_BASE_RELAY_H

#include "base/crew.h"

struct relay {
	struct crew *crew; /* NULL before the first half is passed */
	struct errand halves[2];
	int filling;
	bool passed; /* the other half: it may still be worked off */
};

/* The halves are the caller's, who works one off by work_off(half). */
void relay_begin(struct relay *r, void (*work_off)(void *half), void *first, void *second);

/* The half to fill. */
void *relay_half(const struct relay *r);

/* That half is full: it is worked off as soon as the one before is, and the other is to be filled,
 * with what work_off left in it. */
void relay_pass(struct relay *r);

/* Returns when all that was passed is worked off. */
void relay_await(struct relay *r);

void relay_end(struct relay *r); /* after relay_await; zeroed is fine */

#endif
