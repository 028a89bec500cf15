/*
 * The aggregated network of the assignment: groups of entries that may use the same cells, and
 * cells of seats that the same groups may use. Its size does not depend on the number of entries.
 * A private part of exam/assign.
 *
 * Cell number n_cells is "not placed": it has room for everybody, every group may use it, at a
 * price that no other saving can pay for. Sets of cells and of groups are bit sets.
 */
#ifndef NCRE_EXAM_ASSIGN_NET_H
#define NCRE_EXAM_ASSIGN_NET_H

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct net {
	uint32_t n_groups, n_cells;
	uint32_t cell_words, group_words; /* of a set of cells, of groups */
	int32_t *supply;		  /* per group: its entries */
	bool *choosy;			  /* per group: would rather be on a free cell */
	bool *must;			  /* per group: not placing it costs double */
	int32_t *cap, *load;		  /* per cell, "not placed" last */
	int32_t *x;			  /* [group * (n_cells + 1) + cell]: entries there */
	uint64_t *allow;		  /* per group: the cells it may use */
	uint64_t *free;	    /* per group: of these, the ones that cost nothing; the others 1 */
	uint64_t *support;  /* per group: cells with x > 0 */
	uint64_t *users;    /* per cell: groups with x > 0 */
	uint64_t *tight;    /* per group: arcs of an optimal flow */
	int32_t *u, *price; /* the dual: of groups and of cells */
	/* scratch of the searches */
	uint64_t *seen_cells, *seen_groups;
	uint32_t *queue;
	int32_t *cell_from, *group_from;
};

enum { NET_UNPLACED_COST = 1 << 20 }; /* more than any chain of saved wishes */

static inline bool set_has(const uint64_t *set, uint32_t i)
{
	return (set[i / 64] >> (i % 64) & 1) != 0;
}
static inline void set_put(uint64_t *set, uint32_t i)
{
	set[i / 64] |= (uint64_t)1 << (i % 64);
}
static inline void set_drop(uint64_t *set, uint32_t i)
{
	set[i / 64] &= ~((uint64_t)1 << (i % 64));
}
static inline uint32_t set_lowest(uint64_t word)
{
	return (uint32_t)__builtin_ctzll(word);
}

static inline uint64_t *net_allow(const struct net *n, uint32_t g)
{
	return n->allow + (size_t)g * n->cell_words;
}
static inline uint64_t *net_free(const struct net *n, uint32_t g)
{
	return n->free + (size_t)g * n->cell_words;
}
static inline uint64_t *net_support(const struct net *n, uint32_t g)
{
	return n->support + (size_t)g * n->cell_words;
}
static inline uint64_t *net_users(const struct net *n, uint32_t c)
{
	return n->users + (size_t)c * n->group_words;
}
static inline int32_t net_x(const struct net *n, uint32_t g, uint32_t c)
{
	return n->x[(size_t)g * (n->n_cells + 1) + c];
}

/* An empty network in out. The caller fills supply, cap, allow and free, then solves. */
void net_make(struct arena *out, struct net *n, uint32_t n_groups, uint32_t n_cells);

/* Puts by (or takes away -by) entries of group g on cell c. */
void net_add(struct net *n, uint32_t g, uint32_t c, int32_t by);

/*
 * The cheapest flow: fewest unplaced, then fewest on cells that cost. Primal-dual in integers.
 * Leaves u and price: sum supply*u - sum cap*price equals the cost, which proves it.
 */
void net_solve(struct net *n);

/* Forgets the flow and the dual; what the caller filled in stays. */
void net_clear(struct net *n);

/* What an entry of g costs on c, and how much of it the dual does not pay for. */
int32_t net_arc_cost(const struct net *n, uint32_t g, uint32_t c);
int32_t net_reduced_cost(const struct net *n, uint32_t g, uint32_t c);

/* The cost of the flow, and what the dual proves; equal after net_solve. */
int64_t net_cost(const struct net *n);
int64_t net_dual(const struct net *n);

/*
 * Lottery among the optimal flows: goes through entries in ticket order, group[i] their groups,
 * and promises each a place, then a free cell, as long as some optimal flow keeps every promise
 * made. The network holds such a flow afterwards. seated and granted: one flag per entry; an
 * entry of a group that is not choosy is granted what it asks when it is seated.
 */
void net_lottery(struct net *n, const uint32_t *group, size_t n_entries, bool *seated,
		 bool *granted);

/*
 * Reroutes one entry of group g onto cell c, keeping everybody placed within allow (costs do not
 * matter). False, nothing changed, where no flow does it. g must have an entry in the network.
 */
bool net_force(struct net *n, uint32_t g, uint32_t c);

/* Reroutes entries from c as long as it has more than its capacity. False where some must stay. */
bool net_drain(struct net *n, uint32_t c);

/* The flow of another network of the same shape, with its capacities. */
void net_copy_flow(struct net *to, const struct net *from);

/* Reroutes others so that cell c has room for one more. False where no flow does it. */
bool net_make_room(struct net *n, uint32_t c);

#endif
