/*
 * What the objectives leave open is random: which single entry of a group takes which of its
 * cells; then any two entries may swap where nothing that was promised changes.
 */
#include "exam/assign_model.h"

#include "base/err.h"

enum { SWAPS_PER_ENTRY = 40 };

static void deal_group(struct solver *s, uint32_t g, uint32_t *ents, uint32_t n)
{
	struct chance rng;
	uint32_t w, c, i = 0;
	uint64_t m;
	int32_t k;

	model_stream(s->in, "single", g, &rng);
	chance_shuffle_u32(&rng, ents, n);
	for (w = 0; w < s->net.cell_words; w++)
		for (m = net_support(&s->net, g)[w]; m; m &= m - 1) {
			c = w * 64 + set_lowest(m);
			for (k = net_x(&s->net, g, c); k > 0; k--) {
				BUG_ON(i >= n);
				s->ents[ents[i++]].cell = (int)c;
			}
		}
	BUG_ON(i != n);
}

void step_deal(struct solver *s)
{
	uint32_t n = (uint32_t)s->in->n_entries, groups = s->net.n_groups, i, g;
	uint32_t *first = arena_zalloc(s->mem, (size_t)groups + 2, sizeof *first);
	uint32_t *list = arena_zalloc(s->mem, (size_t)n + 1, sizeof *list);
	uint32_t *at = arena_zalloc(s->mem, (size_t)groups + 1, sizeof *at);

	for (i = 0; i < n; i++)
		if (ent_is_free(&s->ents[i]) && s->ents[i].cell < 0)
			first[s->ents[i].group + 1]++;
	for (g = 0; g < groups; g++) {
		first[g + 1] += first[g];
		at[g] = first[g];
	}
	for (i = 0; i < n; i++)
		if (ent_is_free(&s->ents[i]) && s->ents[i].cell < 0)
			list[at[s->ents[i].group]++] = i;
	for (g = 0; g < groups; g++)
		deal_group(s, g, list + first[g], first[g + 1] - first[g]);
}

/* ---- mixing ---- */

bool ent_may_move(const struct solver *s, const struct ent *e, int to)
{
	const struct cand *c = &s->cands[e->cand];
	const struct cell *cell = &s->cells[to];
	uint32_t i, before = 0, after = (uint32_t)1 << cell->day;
	const struct ent *o;

	if (!set_has(s->class_cells + (size_t)e->cls * s->cell_words, (uint32_t)to))
		return false;
	if (e->granted && cell->day != e->wish)
		return false;
	if (c->n == 1)
		return true;
	for (i = c->first; i < c->first + c->n; i++) {
		o = &s->ents[i];
		if (o->cell < 0)
			continue;
		before |= (uint32_t)1 << s->cells[o->cell].day;
		if (o == e)
			continue;
		after |= (uint32_t)1 << s->cells[o->cell].day;
		if (s->clash[(size_t)s->cells[o->cell].session * s->in->n_sessions +
			     (size_t)cell->session])
			return false;
	}
	return days_in(before) == days_in(after);
}

void step_mix(struct solver *s)
{
	uint32_t n = (uint32_t)s->in->n_entries, *movable, k = 0, i;
	uint64_t turn, turns;
	struct ent *a, *b;
	struct chance rng;
	int cell;

	movable = arena_zalloc(s->mem, (size_t)n + 1, sizeof *movable);
	for (i = 0; i < n; i++)
		if (ent_is_free(&s->ents[i]))
			movable[k++] = i;
	if (k < 2)
		return;
	model_stream(s->in, "mix", 0, &rng);
	turns = (uint64_t)k * SWAPS_PER_ENTRY;
	for (turn = 0; turn < turns; turn++) {
		a = &s->ents[movable[chance_below(&rng, k)]];
		b = &s->ents[movable[chance_below(&rng, k)]];
		if (a->cell == b->cell || a->cand == b->cand || !ent_may_move(s, a, b->cell) ||
		    !ent_may_move(s, b, a->cell))
			continue;
		cell = a->cell;
		a->cell = b->cell;
		b->cell = cell;
	}
}
