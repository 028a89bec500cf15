/*
 * Fewer extra days: takes a candidate above its minimum out together with a few others, puts it
 * back first, and keeps the change where the sum is not worse. The number of rounds depends on
 * the size alone, never on the clock.
 */
#include "exam/assign_model.h"

#include "base/err.h"

#include <string.h>

enum { OTHERS_MAX = 15, SAMPLES = 60 };

struct saved {
	struct cand *c;
	int cells[ASSIGN_ENTRIES_PER_CANDIDATE];
	int days;
	bool was_fixed;
};

static void sum_days(struct solver *s)
{
	const struct cand *c;
	uint32_t i, days;

	s->extra_now = 0;
	s->lost = 0;
	for (i = 0; i < s->n_cands; i++) {
		c = &s->cands[i];
		days = c->n > 1 ? cand_days(s, c) : 0;
		if (days)
			s->extra_now += days_in(days) - 1;
	}
	for (i = 0; i < s->n_multi; i++)
		s->lost += !s->cands[s->multi[i]].fixed;
}

/* A candidate that could have fewer days, or has no place yet: lost ones first. NULL: none. */
static struct cand *choose_target(struct solver *s, struct chance *rng)
{
	struct cand *c, *chosen = NULL;
	uint64_t seen = 0;
	uint32_t i;

	for (i = 0; i < s->n_multi; i++) {
		c = &s->cands[s->multi[i]];
		if (s->lost ? c->fixed : c->days <= c->min_days)
			continue;
		if (chance_below(rng, ++seen) == 0)
			chosen = c;
	}
	return chosen;
}

static int a_day_of(struct solver *s, const struct cand *c, struct chance *rng)
{
	const struct ent *e = &s->ents[c->first + chance_below(rng, c->n)];
	uint32_t k, at = (uint32_t)chance_below(rng, s->n_cells);

	if (e->cell >= 0 && chance_below(rng, 2) == 0)
		return s->cells[e->cell].day;
	for (k = 0; k < s->n_cells; k++, at = (at + 1) % s->n_cells)
		if (set_has(s->class_cells + (size_t)e->cls * s->cell_words, at))
			return s->cells[at].day;
	return 0;
}

static void save(struct solver *s, struct cand *c, struct saved *out)
{
	out->c = c;
	out->days = c->days;
	out->was_fixed = c->fixed;
	if (c->fixed) {
		cand_cells(s, c, out->cells);
		cand_unfix(s, c);
	}
}

static bool put_back(struct solver *s, struct saved *list, uint32_t n, int budget,
		     struct chance *rng)
{
	uint32_t i;
	int d, used = 0;
	struct cand *c;

	for (i = 0; i < n; i++) {
		c = list[i].c;
		for (d = c->min_days; d <= (int)c->n; d++)
			if (cand_fix(s, c, d, rng))
				break;
		if (!c->fixed)
			return false;
		used += c->days;
		if (used > budget)
			return false;
	}
	return true;
}

/* One round: keeps what is not worse, else everything is as it was. */
static void one_round(struct solver *s, struct cand *target, struct chance *rng)
{
	struct saved list[OTHERS_MAX + 1];
	uint32_t n = 0, wanted = 2 + (uint32_t)chance_below(rng, OTHERS_MAX - 1), t, i;
	uint32_t day = (uint32_t)1 << a_day_of(s, target, rng);
	int budget = 0;
	struct cand *o;

	save(s, target, &list[n++]);
	for (t = 0; t < SAMPLES && n < wanted; t++) {
		o = &s->cands[s->multi[chance_below(rng, s->n_multi)]];
		if (o->fixed && (cand_days(s, o) & day))
			save(s, o, &list[n++]);
	}
	for (i = 0; i < n; i++)
		budget += list[i].was_fixed ? list[i].days : (int)list[i].c->n;
	if (put_back(s, list, n, budget, rng)) {
		sum_days(s);
		return;
	}
	for (i = 0; i < n; i++)
		if (list[i].c->fixed)
			cand_unfix(s, list[i].c);
	for (i = 0; i < n; i++)
		if (list[i].was_fixed)
			cand_restore(s, list[i].c, list[i].cells);
}

void step_improve(struct solver *s)
{
	uint64_t rounds = 40000000u / (s->in->n_entries + 200), i;
	struct chance rng;
	struct cand *target;

	if (rounds < 1000)
		rounds = 1000;
	if (rounds > 40000)
		rounds = 40000;
	sum_days(s);
	step_bound(s);
	model_stream(s->in, "lns", 0, &rng);
	for (i = 0; i < rounds && (s->lost || s->extra_now > s->extra_bound); i++) {
		if (s->work > WORK_MAX)
			break;
		target = choose_target(s, &rng);
		if (!target)
			break;
		one_round(s, target, &rng);
	}
	if (i && s->extra_now > s->extra_bound)
		step_bound(s);
}
