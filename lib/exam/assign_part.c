/*
 * When not everybody finds a clash-free place: whom to place, and which wishes to give up for it.
 * Placing comes before wishes, so wishes yield; but only where that helps.
 */
#include "exam/assign_model.h"

#include "base/err.h"

#include <string.h>

enum { SINGLE_ROUNDS = 16, ROUNDS_MAX = 26 };

/* ---- as much as possible ---- */

static void drop_unit(struct solver *s, struct ent *e, uint32_t *ret_cell)
{
	uint32_t c;

	for (c = 0; net_x(&s->net, e->group, c) == 0; c++)
		BUG_ON(c >= s->n_cells);
	net_add(&s->net, e->group, c, -1);
	e->placed = false;
	*ret_cell = c;
}

/* Leaves out as few of the candidate's entries as needed to place the others. */
static void place_a_part(struct solver *s, struct cand *c)
{
	struct ent *e;
	struct chance rng;
	uint32_t i, cell, left = c->n_free;

	model_stream(s->in, "part", c->id, &rng);
	while (!c->fixed && left > 0) {
		for (i = c->first + c->n; i-- > c->first && !c->fixed;) {
			e = &s->ents[i];
			if (!ent_is_free(e))
				continue;
			drop_unit(s, e, &cell);
			if (left == 1 || cand_fix(s, c, ASSIGN_DAYS_MAX, &rng)) {
				c->fixed = true;
			} else {
				net_add(&s->net, e->group, cell, 1);
				e->placed = true;
			}
		}
		for (i = c->first + c->n; i-- > c->first && !c->fixed;)
			if (ent_is_free(&s->ents[i])) {
				drop_unit(s, &s->ents[i], &cell);
				left--;
				break;
			}
	}
}

/* One entry more in the network, on any cell of its class. */
static bool add_unit(struct solver *s, struct ent *e)
{
	const uint64_t *cells = s->class_cells + (size_t)e->cls * s->cell_words;
	uint32_t w, c;
	uint64_t m;

	for (w = 0; w < s->cell_words; w++)
		for (m = cells[w]; m; m &= m - 1) {
			c = w * 64 + set_lowest(m);
			if (!net_make_room(&s->net, c))
				continue;
			e->group = e->cls; /* the group of the whole class */
			e->granted = false;
			e->placed = true;
			net_add(&s->net, e->group, c, 1);
			return true;
		}
	return false;
}

/* Places an entry that was left out beside what its candidate has. */
static void fill_entry(struct solver *s, struct ent *e)
{
	struct cand *c = &s->cands[e->cand];
	int cells[ASSIGN_ENTRIES_PER_CANDIDATE];
	bool alone = true, was_fixed = c->fixed;
	struct chance rng;
	uint32_t i, cell;

	for (i = c->first; i < c->first + c->n; i++)
		alone &= &s->ents[i] == e || !s->ents[i].placed;
	if (alone) {
		c->fixed = false;
		(void)add_unit(s, e);
		return;
	}
	if (was_fixed) {
		cand_cells(s, c, cells);
		cand_unfix(s, c);
	}
	model_stream(s->in, "fill", s->in->entries[e->in].id, &rng);
	if (add_unit(s, e)) {
		if (cand_fix(s, c, ASSIGN_DAYS_MAX, &rng))
			return;
		drop_unit(s, e, &cell);
	}
	if (was_fixed)
		cand_restore(s, c, cells);
}

void step_part(struct solver *s)
{
	size_t i;

	for (i = 0; i < s->n_multi; i++)
		if (!s->cands[s->multi[i]].fixed)
			place_a_part(s, &s->cands[s->multi[i]]);
	for (i = 0; i < s->in->n_entries; i++)
		if (!s->ents[i].anchored && !s->ents[i].placed)
			fill_entry(s, &s->ents[i]);
}

/* ---- attempts ---- */

/* The cells of everything that the lost candidates could use. */
static void wanted_cells(const struct solver *s, uint64_t *cells)
{
	const struct cand *c;
	const uint64_t *of_class;
	uint32_t i, j, w;

	for (i = 0; i < s->n_multi; i++) {
		c = &s->cands[s->multi[i]];
		for (j = c->first; !c->fixed && j < c->first + c->n; j++) {
			of_class = s->class_cells + (size_t)s->ents[j].cls * s->cell_words;
			for (w = 0; w < s->cell_words; w++)
				cells[w] |= of_class[w];
		}
	}
}

static bool competes(const struct solver *s, const struct ent *e, const uint64_t *cells)
{
	const uint64_t *of_class = s->class_cells + (size_t)e->cls * s->cell_words;
	uint32_t w;

	for (w = 0; w < s->cell_words; w++)
		if (of_class[w] & cells[w])
			return true;
	return false;
}

/* Denies up to n granted wishes, last in the lottery first: own ones only, or competing ones. */
static uint32_t deny(struct solver *s, uint32_t n, const uint64_t *cells, bool own)
{
	uint32_t done = 0;
	size_t i;
	struct ent *e;

	for (i = s->in->n_entries; i-- > 0 && done < n;) {
		e = &s->ents[i];
		if (!e->granted)
			continue;
		if (own ? s->cands[e->cand].n_free < 2 || s->cands[e->cand].fixed
			: !competes(s, e, cells))
			continue;
		e->denied = true;
		done++;
	}
	return done;
}

uint32_t attempt_denials(struct solver *s, const struct attempt *best)
{
	uint64_t *cells;
	uint32_t n = 1, done;

	if (best->rounds >= ROUNDS_MAX || s->work > WORK_MAX)
		return 0;
	if (best->rounds >= SINGLE_ROUNDS)
		n = (uint32_t)2 << 2 * (best->rounds - SINGLE_ROUNDS);
	done = deny(s, n, NULL, true);
	if (done)
		return done;
	cells = arena_zalloc(s->mem, s->cell_words, sizeof *cells);
	wanted_cells(s, cells);
	return deny(s, n, cells, false);
}

static void measure(const struct solver *s, struct attempt *a)
{
	uint32_t i, days;
	const struct ent *e;

	for (i = 0; i < s->in->n_entries; i++) {
		e = &s->ents[i];
		a->placed += e->placed;
		a->wishes += e->placed && e->wish >= 0 && s->cells[e->cell].day == e->wish;
		a->denied += e->denied;
	}
	for (i = 0; i < s->n_cands; i++) {
		days = cand_days(s, &s->cands[i]);
		if (days)
			a->extra += days_in(days) - 1;
	}
}

static bool better(const struct attempt *a, const struct attempt *b)
{
	if (a->placed != b->placed)
		return a->placed > b->placed;
	if (a->wishes != b->wishes)
		return a->wishes > b->wishes;
	return a->extra < b->extra;
}

void forget_cells(struct solver *s)
{
	size_t i;

	for (i = 0; i < s->in->n_entries; i++)
		if (!s->ents[i].anchored)
			s->ents[i].cell = -1;
	s->extra_bound = 0;
}

bool attempt_keep(struct solver *s, struct attempt *best)
{
	struct attempt now = {.extra_bound = s->extra_bound, .whole = s->lost == 0};
	size_t bytes = (s->in->n_entries + 1) * sizeof *s->ents;
	size_t price_bytes = ((size_t)s->n_cells + 1) * sizeof *s->day_prices;

	measure(s, &now);
	if (best->rounds == 0 || better(&now, best)) {
		now.ents = best->ents ? best->ents : mem_alloc(bytes);
		now.day_prices = best->day_prices ? best->day_prices : mem_alloc(price_bytes);
		now.rounds = best->rounds;
		memcpy(now.ents, s->ents, bytes);
		memcpy(now.day_prices, s->day_prices, price_bytes);
		*best = now;
	}
	best->rounds++;
	if (!now.whole)
		forget_cells(s);
	return now.whole;
}

bool attempt_give_back(struct solver *s, const struct attempt *best, size_t i)
{
	if (!best->ents[i].denied)
		return false;
	memcpy(s->ents, best->ents, (s->in->n_entries + 1) * sizeof *s->ents);
	s->ents[i].denied = false;
	forget_cells(s);
	return true;
}

int attempt_take(struct solver *s, struct attempt *best)
{
	memcpy(s->ents, best->ents, (s->in->n_entries + 1) * sizeof *s->ents);
	s->extra_bound = best->extra_bound;
	memcpy(s->day_prices, best->day_prices, ((size_t)s->n_cells + 1) * sizeof *s->day_prices);
	mem_free(best->ents);
	mem_free(best->day_prices);
	best->ents = NULL;
	return (int)best->denied;
}
