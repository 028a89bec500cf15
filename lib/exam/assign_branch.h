/*
 * The search under assign_exact.c: a clash-free assignment that costs no more than so much. A
 * private part of exam/assign.
 */
#ifndef NCRE_EXAM_ASSIGN_BRANCH_H
#define NCRE_EXAM_ASSIGN_BRANCH_H

#include "exam/assign_model.h"

/* Cells for the free entries of one candidate, in order of group; n_cells: not placed. */
struct pattern {
	int64_t over; /* what it costs above the flow's bound */
	uint32_t cell[ASSIGN_ENTRIES_PER_CANDIDATE];
};

struct bundle {
	const struct cand *c;
	uint32_t n, type;
	uint32_t ent[ASSIGN_ENTRIES_PER_CANDIDATE]; /* free ones, by group */
	int taken[ASSIGN_ENTRIES_PER_CANDIDATE];    /* sessions of the anchored */
	uint32_t n_taken;
	bool fixed;
};

struct exact {
	struct solver *s;
	struct bundle *bundles;
	uint32_t n_bundles, n_types;
	const struct pattern **last; /* per type: of the last one fixed; NULL: none */
	bool *seen;		     /* per type: scratch */
	struct pattern *cheapest;    /* per type, at the present prices */
	int64_t *price, *load;	     /* per cell, "not placed" last; in 1/SCALE */
	int64_t *least_arc;	     /* per group */
	uint32_t *where;	     /* per group: that cell */
	int64_t target, spent;	     /* cost wanted at most; cost of the fixed ones */
	int64_t work;		     /* left; below 0: given up */
	uint32_t *now;		     /* per ent: cell in the present search */
	uint32_t *found;	     /* per ent: cell in the best solution so far */
};

static inline bool branch_tired(const struct exact *x)
{
	return x->work < 0;
}

/* A solution that costs at most target and keeps the promises made; into x->found. */
bool branch_search(struct exact *x, int64_t target);

#endif
