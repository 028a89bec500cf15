/*
 * Checks an assignment without trusting whoever made it: everything R-DATE demands, the values,
 * and the bounds, from the prices of a certificate by weak duality. Shares no code with the solver
 * (exam/assign.c and its parts), on purpose; it is also slower and simpler.
 */
#ifndef NCRE_EXAM_ASSIGN_VERIFY_H
#define NCRE_EXAM_ASSIGN_VERIFY_H

#include "base/finding.h"
#include "exam/assign.h"

/* What is claimed of one site. */
struct assign_claim {
	int64_t placed, placed_bound, wishes, wishes_bound, extra_days, extra_days_bound;
	int64_t rooms, rooms_bound;
	bool even_rooms; /* as many rooms as there are: the bound says nothing */
	enum assign_lottery lottery;
};

/*
 * Adds a finding (R-DATE, R-DATE-OPT) for everything that does not hold; none: the claim is true,
 * and where a value equals its bound nothing better exists. The witness: for any prices >= 0 of
 * the seats, the sum over the entries of their cheapest place less the price of all seats is a
 * lower bound of what is not placed and not kept, and the same with days. A claimed bound must not
 * be sharper than what its prices prove. Where everything holds and the wishes are proven to be the
 * most, the lottery is drawn again (R-WISH); else a warning says that it cannot be.
 */
void assign_verify(const struct assign_instance *in, const struct assign_place *places,
		   const struct assign_witness *witness, const struct assign_claim *claim,
		   struct findings *out);

#endif
