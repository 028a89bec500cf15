/*
 * Candidates with several entries get their cells one candidate at a time, inside the plain
 * network: what is not fixed yet stays a feasible flow, so completeness and grants are kept.
 */
#include "exam/assign_model.h"

#include "base/err.h"

#include <stdlib.h>
#include <string.h>

enum {
	FORCINGS_MAX = 400,
	LEAVES_MAX = 4096,
	STEPS_MAX = 100000,
	EJECTIONS_MAX = 60,
	FORCING_WORK = 100
};

struct pick {
	struct solver *s;
	struct cand *c;
	struct ent *ents[ASSIGN_ENTRIES_PER_CANDIDATE]; /* the free ones */
	uint32_t n;
	int taken[ASSIGN_ENTRIES_PER_CANDIDATE]; /* sessions of the anchored, then of the others */
	uint32_t n_anchored;
	uint32_t first_days;
	int max_days;
	struct chance *rng;
	uint32_t cell[ASSIGN_ENTRIES_PER_CANDIDATE], best[ASSIGN_ENTRIES_PER_CANDIDATE];
	uint64_t sum;
	int leaves, forcings, steps;
};

static void pick_start(struct pick *p, struct solver *s, struct cand *c, int max_days,
		       struct chance *rng)
{
	struct ent *e;
	uint32_t i;

	memset(p, 0, sizeof *p);
	p->s = s;
	p->c = c;
	p->max_days = max_days;
	p->rng = rng;
	for (i = c->first; i < c->first + c->n; i++) {
		e = &s->ents[i];
		if (e->anchored) {
			p->taken[p->n_anchored++] = s->cells[e->cell].session;
			p->first_days |= (uint32_t)1 << s->cells[e->cell].day;
		} else if (e->placed) {
			p->ents[p->n++] = e;
		}
	}
}

/* True where cell may be the at-th entry's beside those taken; days then has its day. */
static bool may_take(struct pick *p, uint32_t at, uint32_t cell, uint32_t *days)
{
	const struct cell *c = &p->s->cells[cell];
	size_t ns = p->s->in->n_sessions;
	uint32_t k, with = *days | (uint32_t)1 << c->day;

	if (days_in(with) > p->max_days)
		return false;
	for (k = 0; k < p->n_anchored + at; k++)
		if (p->s->clash[(size_t)p->taken[k] * ns + (size_t)c->session])
			return false;
	*days = with;
	p->taken[p->n_anchored + at] = c->session;
	p->cell[at] = cell;
	return true;
}

/* Every tuple that has flow already; one is kept with probability by its flows. */
static void pick_flowing(struct pick *p, uint32_t at, uint32_t days, uint64_t weight)
{
	struct net *n = &p->s->net;
	const uint64_t *support;
	uint32_t w, c, d;
	uint64_t m, x;

	if (p->leaves >= LEAVES_MAX || p->steps++ >= STEPS_MAX)
		return;
	if (at == p->n) {
		p->leaves++;
		p->sum += weight;
		if (chance_below(p->rng, p->sum) < weight)
			memcpy(p->best, p->cell, sizeof p->best);
		return;
	}
	support = net_support(n, p->ents[at]->group);
	for (w = 0; w < n->cell_words; w++)
		for (m = support[w]; m; m &= m - 1) {
			c = w * 64 + set_lowest(m);
			d = days;
			if (!may_take(p, at, c, &d))
				continue;
			x = (uint64_t)net_x(n, p->ents[at]->group, c);
			if (p->n > 3)
				x = 1;
			else if (x > 1024)
				x = 1024;
			pick_flowing(p, at + 1, d, weight * x);
		}
}

static void take(struct solver *s, struct ent *e, uint32_t cell)
{
	net_add(&s->net, e->group, cell, -1);
	s->net.cap[cell]--;
	e->cell = (int)cell;
}

static void give_back(struct solver *s, struct ent *e)
{
	s->net.cap[e->cell]++;
	net_add(&s->net, e->group, (uint32_t)e->cell, 1);
	e->cell = -1;
}

/* Backtracks over all tuples, rerouting others where needed; takes the first that works. */
static bool pick_forced(struct pick *p, uint32_t at, uint32_t days)
{
	struct net *n = &p->s->net;
	uint32_t i, c, d, shift;
	struct ent *e;

	if (at == p->n)
		return true;
	if (p->steps++ >= 2 * STEPS_MAX)
		return false;
	e = p->ents[at];
	shift = (uint32_t)chance_below(p->rng, n->n_cells);
	for (i = 0; i < n->n_cells; i++) {
		c = (i + shift) % n->n_cells;
		d = days;
		if (!set_has(net_allow(n, e->group), c) || !may_take(p, at, c, &d))
			continue;
		if (net_x(n, e->group, c) == 0 &&
		    (p->forcings++ >= FORCINGS_MAX || !net_force(n, e->group, c)))
			continue;
		take(p->s, e, c);
		if (pick_forced(p, at + 1, d))
			return true;
		give_back(p->s, e);
	}
	return false;
}

bool cand_fix(struct solver *s, struct cand *c, int max_days, struct chance *rng)
{
	struct pick p;
	uint32_t i;
	bool forced = true;

	pick_start(&p, s, c, max_days, rng);
	if (days_in(p.first_days) > max_days)
		return false;
	pick_flowing(&p, 0, p.first_days, 1);
	if (p.sum > 0)
		for (i = 0; i < p.n; i++)
			take(s, p.ents[i], p.best[i]);
	else
		forced = pick_forced(&p, 0, p.first_days);
	s->work += p.steps + p.forcings * FORCING_WORK;
	if (!forced)
		return false;
	c->fixed = true;
	c->days = days_in(cand_days(s, c));
	return true;
}

void cand_unfix(struct solver *s, struct cand *c)
{
	uint32_t i;

	for (i = c->first; i < c->first + c->n; i++)
		if (ent_is_free(&s->ents[i]) && s->ents[i].cell >= 0)
			give_back(s, &s->ents[i]);
	c->fixed = false;
}

void cand_cells(const struct solver *s, const struct cand *c, int *cells)
{
	uint32_t i, n = 0;

	for (i = c->first; i < c->first + c->n; i++)
		if (ent_is_free(&s->ents[i]))
			cells[n++] = s->ents[i].cell;
}

void cand_restore(struct solver *s, struct cand *c, const int *cells)
{
	uint32_t i, n = 0;
	struct ent *e;

	for (i = c->first; i < c->first + c->n; i++) {
		e = &s->ents[i];
		if (!ent_is_free(e))
			continue;
		/* A flow with everybody where they were exists, so this cannot fail. */
		BUG_ON(!net_force(&s->net, e->group, (uint32_t)cells[n]));
		take(s, e, (uint32_t)cells[n++]);
	}
	c->fixed = true;
	c->days = days_in(cand_days(s, c));
}

/* ---- the first pass ---- */

static int fewest_days(struct solver *s, const struct cand *c, bool with_companions)
{
	struct choice choices[ASSIGN_ENTRIES_PER_CANDIDATE] = {{0}};
	const struct ent *e;
	uint32_t n = 0, i, days;
	int max;

	for (i = c->first; i < c->first + c->n; i++) {
		e = &s->ents[i];
		if (!e->placed)
			continue;
		days = e->granted ? (uint32_t)1 << e->wish : UINT32_MAX;
		if (with_companions && e->companion)
			days = e->comp;
		else if (with_companions && e->comp)
			days = ~e->comp;
		choices[n++] = e->anchored
				   ? (struct choice){UINT32_MAX, 0, s->cells[e->cell].session}
				   : (struct choice){e->cls, days, -1};
	}
	for (max = 1; max < (int)n; max++)
		if (tuple_exists(s, choices, n, max))
			break;
	return max;
}

static void find_multi(struct solver *s)
{
	uint32_t i, j, all;
	struct cand *c;

	s->multi = arena_zalloc(s->mem, (size_t)s->n_cands + 1, sizeof *s->multi);
	s->n_multi = 0;
	for (i = 0; i < s->n_cands; i++) {
		c = &s->cands[i];
		c->fixed = false;
		c->n_free = 0;
		for (j = c->first, all = 0; j < c->first + c->n; j++) {
			c->n_free += ent_is_free(&s->ents[j]);
			all += s->ents[j].anchored || s->ents[j].placed;
		}
		if (all < 2 || c->n_free == 0)
			continue;
		c->min_days = fewest_days(s, c, false);
		s->multi[s->n_multi++] = i;
	}
}

struct turn {
	uint32_t n_free, n_bound, cand;
};

static int by_turn(const void *pa, const void *pb)
{
	const struct turn *a = pa, *b = pb;

	if (a->n_free != b->n_free)
		return a->n_free > b->n_free ? -1 : 1;
	if (a->n_bound != b->n_bound)
		return a->n_bound > b->n_bound ? -1 : 1;
	return a->cand < b->cand ? -1 : a->cand > b->cand;
}

static struct turn *make_turns(struct solver *s)
{
	struct turn *t = arena_zalloc(s->mem, (size_t)s->n_multi + 1, sizeof *t);
	uint32_t i, j;
	const struct cand *c;

	for (i = 0; i < s->n_multi; i++) {
		c = &s->cands[s->multi[i]];
		t[i].n_free = c->n_free;
		t[i].cand = s->multi[i];
		for (j = c->first; j < c->first + c->n; j++)
			t[i].n_bound += s->ents[j].granted || s->ents[j].companion;
	}
	qsort(t, s->n_multi, sizeof *t, by_turn);
	return t;
}

/* Takes out one other candidate, puts c in, and the other back on no more days than before. */
static bool fix_with_ejection(struct solver *s, struct cand *c, struct chance *rng)
{
	int cells[ASSIGN_ENTRIES_PER_CANDIDATE], tries, days;
	struct cand *o;

	for (tries = 0; tries < EJECTIONS_MAX && s->work < WORK_MAX; tries++) {
		o = &s->cands[s->multi[chance_below(rng, s->n_multi)]];
		if (!o->fixed || o == c)
			continue;
		days = o->days;
		cand_cells(s, o, cells);
		cand_unfix(s, o);
		if (cand_fix(s, c, ASSIGN_DAYS_MAX, rng)) {
			if (cand_fix(s, o, days, rng))
				return true;
			cand_unfix(s, c);
		}
		cand_restore(s, o, cells);
	}
	return false;
}

/* Companions may sit on any day from now on: entry by entry, its unit in the network with it. */
static void release(struct solver *s, struct cand *c)
{
	struct net *n = &s->net;
	struct ent *e;
	uint32_t i, cell;

	for (i = c->first; i < c->first + c->n; i++) {
		e = &s->ents[i];
		if (!ent_is_free(e) || !e->companion)
			continue;
		for (cell = 0; e->cell < 0 && cell < n->n_cells; cell++)
			if (net_x(n, e->group, cell) > 0) {
				net_add(n, e->group, cell, -1);
				net_add(n, e->cls, cell, 1);
				break;
			}
		e->group = e->cls; /* the group of the whole class */
		e->companion = false;
	}
}

static bool fix_late(struct solver *s, struct cand *c, struct chance *rng)
{
	int d, most = (int)c->n;

	for (d = c->min_days + 1; d <= most; d++)
		if (cand_fix(s, c, d, rng))
			return true;
	if (fix_with_ejection(s, c, rng))
		return true;
	release(s, c);
	for (d = c->min_days; d <= most; d++)
		if (cand_fix(s, c, d, rng))
			return true;
	return fix_with_ejection(s, c, rng);
}

void step_fix_at(struct solver *s, const uint32_t *cells)
{
	int of_cand[ASSIGN_ENTRIES_PER_CANDIDATE];
	uint32_t i, j, n;
	struct cand *c;

	for (i = 0; i < s->n_multi; i++) {
		c = &s->cands[s->multi[i]];
		if (c->fixed)
			cand_unfix(s, c);
		release(s, c);
	}
	for (i = 0; i < s->n_multi; i++) {
		c = &s->cands[s->multi[i]];
		for (j = c->first, n = 0; j < c->first + c->n; j++)
			if (ent_is_free(&s->ents[j]))
				of_cand[n++] = (int)cells[j];
		cand_restore(s, c, of_cand);
	}
	s->lost = 0;
}

void step_fix(struct solver *s)
{
	uint32_t i;
	struct turn *turns;
	struct cand *c;
	struct chance rng;

	find_multi(s);
	turns = make_turns(s);
	for (i = 0; i < s->n_multi; i++) {
		c = &s->cands[turns[i].cand];
		model_stream(s->in, "tuple", c->id, &rng);
		(void)cand_fix(s, c, fewest_days(s, c, true), &rng);
	}
	s->lost = 0;
	for (i = 0; i < s->n_multi; i++) {
		c = &s->cands[turns[i].cand];
		if (c->fixed)
			continue;
		model_stream(s->in, "late", c->id, &rng);
		if (!fix_late(s, c, &rng))
			s->lost++;
	}
	for (i = 0; i < s->n_multi; i++)
		release(s, &s->cands[s->multi[i]]);
}
