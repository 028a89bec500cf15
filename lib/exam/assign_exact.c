/*
 * The exact search, for where the flow's promise cannot be kept because candidates with several
 * entries clash: most placed, then most wishes, then the lottery, each by branch and bound
 * (assign_branch.c). The work is counted, never the time.
 */
#include "exam/assign_branch.h"

#include "base/err.h"

#include <string.h>

enum { MULTI_MAX = 400, SEARCH_WORK = 200000000, DRAW_WORK = 100000000 };

static bool is_kept(const struct exact *x, uint32_t i)
{
	const struct ent *e = &x->s->ents[i];
	uint32_t c = x->found[i];

	return c != x->s->n_cells && e->wish >= 0 && x->s->cells[c].day == e->wish;
}

static int64_t cost_found(const struct exact *x)
{
	int64_t cost = 0;
	uint32_t i;

	for (i = 0; i < x->s->in->n_entries; i++)
		if (!x->s->ents[i].anchored) {
			cost += x->found[i] == x->s->n_cells ? NET_UNPLACED_COST : 0;
			cost += x->s->ents[i].wish >= 0 && !is_kept(x, i);
		}
	return cost;
}

/* Looks for a solution within target; where there is certainly none, remembers that. */
static bool search_or_refute(struct exact *x, int64_t target)
{
	if (branch_search(x, target))
		return true;
	if (!branch_tired(x) && target >= x->s->least_cost)
		x->s->least_cost = target + 1;
	return false;
}

/*
 * The cheapest solution: first at the bound, then whoever can be placed, then ever more wishes.
 * False where none was found before the work ran out.
 */
static bool find_best(struct exact *x)
{
	int64_t unplaced = x->s->least_cost / NET_UNPLACED_COST;
	bool found = search_or_refute(x, x->s->least_cost);

	while (!found && !branch_tired(x))
		found = search_or_refute(x, ++unplaced * NET_UNPLACED_COST - 1);
	while (found && !branch_tired(x) && cost_found(x) > x->s->least_cost)
		if (!search_or_refute(x, cost_found(x) - 1))
			break;
	return found;
}

/* Gives entry i what a later one of its kind has, where both are the only ones of their owners. */
static bool swap_with_later(struct exact *x, uint32_t i,
			    bool (*has)(const struct exact *, uint32_t))
{
	const struct ent *e = &x->s->ents[i], *o;
	uint32_t j, c;

	if (x->s->cands[e->cand].n > 1)
		return false;
	for (j = i + 1; j < x->s->in->n_entries; j++) {
		o = &x->s->ents[j];
		if (o->anchored || o->cls != e->cls || o->wish != e->wish ||
		    o->promise != e->promise || x->s->cands[o->cand].n > 1 || !has(x, j))
			continue;
		c = x->found[i];
		x->found[i] = x->found[j];
		x->found[j] = c;
		return true;
	}
	return false;
}

static bool is_placed(const struct exact *x, uint32_t i)
{
	return x->found[i] != x->s->n_cells;
}

/* In ticket order: what some best solution gives beside all promises before is promised. */
static uint32_t draw(struct exact *x, enum promise what,
		     bool (*has)(const struct exact *, uint32_t))
{
	int64_t cost = cost_found(x);
	uint32_t i, untried = 0;
	struct ent *e;
	enum promise was;

	for (i = 0; i < x->s->in->n_entries; i++) {
		e = &x->s->ents[i];
		if (e->anchored || (what == PROMISE_WISH && e->wish < 0))
			continue;
		was = e->promise;
		if (!has(x, i) && !swap_with_later(x, i, has)) {
			if (what == PROMISE_WISH && was == PROMISE_NONE &&
			    cost >= NET_UNPLACED_COST)
				continue; /* has no seat in any of them */
			e->promise = what;
			if (!branch_search(x, cost)) {
				e->promise = was;
				untried += branch_tired(x);
				continue;
			}
		}
		e->promise = what;
	}
	return untried;
}

bool step_exact(struct solver *s, uint32_t *cells, uint32_t *ret_untried)
{
	struct exact x = {.s = s, .found = cells};
	uint32_t i, multi = 0;
	bool found;

	for (i = 0; i < s->n_cands; i++)
		multi += s->cands[i].n > 1;
	if (multi > MULTI_MAX)
		return false;
	x.now = mem_zalloc(s->in->n_entries + 1, sizeof *x.now);
	for (i = 0; i < s->in->n_entries; i++)
		s->ents[i].promise = PROMISE_NONE;
	x.work = SEARCH_WORK;
	found = find_best(&x);
	x.work = DRAW_WORK;
	*ret_untried = 0;
	if (found && cost_found(&x) >= NET_UNPLACED_COST)
		*ret_untried += draw(&x, PROMISE_SEAT, is_placed);
	if (found)
		*ret_untried += draw(&x, PROMISE_WISH, is_kept);
	for (i = 0; found && i < s->in->n_entries; i++)
		if (!s->ents[i].anchored) {
			s->ents[i].placed = is_placed(&x, i);
			s->ents[i].granted = is_kept(&x, i);
		}
	mem_free(x.now);
	return found;
}
