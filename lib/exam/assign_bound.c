/*
 * Lower bound of the extra days, given the grants. For any prices >= 0 of the cells, the cheapest
 * pattern of every candidate (extra days plus prices of its cells) less the prices of all seats is
 * below every assignment. Prices are integers in units of 1/ONE, so the bound is exact.
 */
#include "exam/assign_model.h"

#include "base/err.h"

#include <stdlib.h>
#include <string.h>

#define ONE	 ((int64_t)1 << 20)
#define NO_PRICE (INT64_MAX / 4)
enum { LOAD_ONE = 1024, STEPS_MAX = 200000 };

/* Candidates that are alike: the same groups, the same anchored sessions. */
struct type {
	uint32_t n, n_anchored;
	uint32_t item[ASSIGN_ENTRIES_PER_CANDIDATE]; /* sessions of the anchored, then groups */
	int32_t count;
	uint32_t best[ASSIGN_ENTRIES_PER_CANDIDATE]; /* the cheapest pattern's sessions */
};

struct bound {
	struct solver *s;
	struct type *types;
	uint32_t n_types;
	int32_t *singles;		       /* per group: entries of candidates with one entry */
	int64_t *price;			       /* per cell */
	int64_t *cheapest;		       /* [group * n_sessions + session] */
	uint32_t *where;		       /* the same shape: that cell */
	int64_t *least;			       /* per group: over all sessions */
	uint32_t *by_day;		       /* sessions, those of a day together: */
	size_t day_first[ASSIGN_DAYS_MAX + 1]; /* from here on */
	uint32_t *order;      /* [group * n_sessions + k]: sessions, the cheapest first */
	int64_t *load;	      /* per cell, of the patterns chosen */
	int64_t *mean, *push; /* of the loads over the iterations, in 1/LOAD_ONE; less the seats */
	int64_t *best_price;
	int64_t best, fixed_extra; /* in 1/ONE; extra days of candidates with nothing free */
};

/* ---- types ---- */

static int by_item(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static int by_type(const void *pa, const void *pb)
{
	const struct type *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	if (a->n_anchored != b->n_anchored)
		return a->n_anchored < b->n_anchored ? -1 : 1;
	return memcmp(a->item, b->item, sizeof a->item);
}

static void describe(const struct solver *s, const struct cand *c, struct type *t)
{
	const struct ent *e;
	uint32_t i;

	memset(t, 0, sizeof *t);
	t->count = 1;
	for (i = c->first; i < c->first + c->n; i++)
		if (s->ents[i].anchored)
			t->item[t->n++] = (uint32_t)s->cells[s->ents[i].cell].session;
	t->n_anchored = t->n;
	for (i = c->first; i < c->first + c->n; i++) {
		e = &s->ents[i];
		if (ent_is_free(e))
			t->item[t->n++] = e->group;
	}
	qsort(t->item, t->n_anchored, sizeof *t->item, by_item);
	qsort(t->item + t->n_anchored, t->n - t->n_anchored, sizeof *t->item, by_item);
}

static void find_types(struct arena *a, struct bound *b)
{
	struct solver *s = b->s;
	uint32_t i, k = 0, g;
	const struct cand *c;

	b->types = arena_zalloc(a, (size_t)s->n_multi + 1, sizeof *b->types);
	for (i = 0; i < s->n_multi; i++)
		describe(s, &s->cands[s->multi[i]], &b->types[i]);
	qsort(b->types, s->n_multi, sizeof *b->types, by_type);
	for (i = 0; i < s->n_multi; i++) {
		if (k && by_type(&b->types[k - 1], &b->types[i]) == 0)
			b->types[k - 1].count++;
		else
			b->types[k++] = b->types[i];
	}
	b->n_types = k;
	for (i = 0; i < s->in->n_entries; i++)
		if (ent_is_free(&s->ents[i]))
			b->singles[s->ents[i].group]++;
	for (i = 0; i < k; i++)
		for (g = b->types[i].n_anchored; g < b->types[i].n; g++)
			b->singles[b->types[i].item[g]] -= b->types[i].count;
	for (i = 0; i < s->n_cands; i++) {
		c = &s->cands[i];
		if (c->n > 1 && c->n_free == 0 && cand_days(s, c))
			b->fixed_extra += days_in(cand_days(s, c)) - 1;
	}
}

/* ---- the cheapest pattern ---- */

static void sort_days(struct arena *a, struct bound *b)
{
	const struct assign_instance *in = b->s->in;
	size_t i, n = 0;
	int d;

	b->by_day = arena_zalloc(a, in->n_sessions + 1, sizeof *b->by_day);
	for (d = 0; d < ASSIGN_DAYS_MAX; d++) {
		b->day_first[d] = n;
		for (i = 0; i < in->n_sessions; i++)
			if (in->sessions[i].day == d)
				b->by_day[n++] = (uint32_t)i;
	}
	b->day_first[d] = n;
}

/* From one evaluation to the next little changes, so inserting is fast. */
static void sort_sessions(struct bound *b, uint32_t g)
{
	size_t ns = b->s->in->n_sessions, i, k;
	const int64_t *price = b->cheapest + g * ns;
	uint32_t *order = b->order + g * ns, x;

	for (i = 1; i < ns; i++) {
		x = order[i];
		for (k = i; k > 0 && (price[order[k - 1]] > price[x] ||
				      (price[order[k - 1]] == price[x] && order[k - 1] > x));
		     k--)
			order[k] = order[k - 1];
		order[k] = x;
	}
}

static void price_sessions(struct bound *b)
{
	const struct solver *s = b->s;
	size_t ns = s->in->n_sessions, at;
	uint32_t g, w, c, i;
	uint64_t m;

	for (g = 0; g < s->net.n_groups; g++) {
		for (i = 0; i < ns; i++)
			b->cheapest[g * ns + i] = NO_PRICE;
		b->least[g] = NO_PRICE;
		for (w = 0; w < s->net.cell_words; w++)
			for (m = net_allow(&s->net, g)[w]; m; m &= m - 1) {
				c = w * 64 + set_lowest(m);
				if (c == s->n_cells)
					continue;
				at = g * ns + (size_t)s->cells[c].session;
				if (b->price[c] < b->cheapest[at]) {
					b->cheapest[at] = b->price[c];
					b->where[at] = c;
				}
				if (b->price[c] < b->least[g])
					b->least[g] = b->price[c];
			}
		sort_sessions(b, g);
	}
}

struct trial {
	struct bound *b;
	struct type *t;
	int64_t best;
	int steps;
	uint32_t cur[ASSIGN_ENTRIES_PER_CANDIDATE];
	int64_t
	    rest[ASSIGN_ENTRIES_PER_CANDIDATE + 1]; /* least prices of the entries from here on */
};

static void try_from(struct trial *tr, uint32_t at, int64_t cost, uint32_t days);

/* The at-th entry in session i, if that can still be cheaper than the best so far. */
static void try_session(struct trial *tr, uint32_t at, int64_t cost, uint32_t days, uint32_t i)
{
	const struct solver *s = tr->b->s;
	size_t ns = s->in->n_sessions;
	uint32_t d = (uint32_t)1 << s->in->sessions[i].day, k;
	int64_t with = cost + tr->b->cheapest[tr->t->item[at] * ns + i] + (days & d ? 0 : ONE);

	if (with + tr->rest[at + 1] >= tr->best)
		return;
	for (k = 0; k < at; k++)
		if (s->clash[tr->cur[k] * ns + i])
			return;
	tr->cur[at] = i;
	try_from(tr, at + 1, with, days | d);
}

static void try_from(struct trial *tr, uint32_t at, int64_t cost, uint32_t days)
{
	const struct bound *b = tr->b;
	size_t ns = b->s->in->n_sessions, n;
	const uint32_t *order;
	const int64_t *cheapest;
	uint32_t left;

	if (tr->steps++ >= STEPS_MAX)
		return;
	if (at == tr->t->n) {
		tr->best = cost; /* only reached when cheaper */
		memcpy(tr->t->best, tr->cur, sizeof tr->cur);
		return;
	}
	if (days && cost + ONE + tr->rest[at] >= tr->best) { /* one day more is too dear */
		for (left = days; left; left &= left - 1)
			for (n = b->day_first[set_lowest(left)];
			     n < b->day_first[set_lowest(left) + 1]; n++)
				try_session(tr, at, cost, days, b->by_day[n]);
		return;
	}
	cheapest = b->cheapest + tr->t->item[at] * ns;
	order = b->order + tr->t->item[at] * ns;
	for (n = 0; n < ns && cost + cheapest[order[n]] + tr->rest[at + 1] < tr->best; n++)
		try_session(tr, at, cost, days, order[n]);
}

/* What the pattern kept from last time costs now; NO_PRICE where there is none yet. */
static int64_t old_cost(const struct bound *b, const struct type *t, bool known)
{
	const struct solver *s = b->s;
	size_t ns = s->in->n_sessions;
	int64_t cost = -ONE;
	uint32_t days = 0, k;

	if (!known)
		return NO_PRICE;
	for (k = 0; k < t->n; k++) {
		days |= (uint32_t)1 << s->in->sessions[t->best[k]].day;
		if (k >= t->n_anchored)
			cost += b->cheapest[t->item[k] * ns + t->best[k]];
	}
	return cost + days_in(days) * ONE;
}

static int64_t cheapest_pattern(struct bound *b, struct type *t, bool known)
{
	struct trial tr = {.b = b, .t = t};
	uint32_t days = 0, k;

	tr.best = old_cost(b, t, known);
	for (k = t->n; k-- > t->n_anchored;)
		tr.rest[k] = tr.rest[k + 1] + b->least[t->item[k]];
	for (k = 0; k < t->n_anchored; k++) {
		tr.cur[k] = t->item[k];
		days |= (uint32_t)1 << b->s->in->sessions[t->item[k]].day;
	}
	try_from(&tr, t->n_anchored, (days_in(days) - 1) * ONE, days);
	if (tr.steps > STEPS_MAX && tr.best < NO_PRICE) /* not searched to the end: what is sure */
		return tr.rest[t->n_anchored];
	return tr.best;
}

/* The bound at the current prices, and the load of the patterns it chose. */
static int64_t evaluate(struct bound *b, bool known)
{
	const struct solver *s = b->s;
	size_t ns = s->in->n_sessions, at;
	int64_t sum = 0, p;
	uint32_t i, k, c, g;
	struct type *t;

	price_sessions(b);
	memset(b->load, 0, (s->n_cells + 1) * sizeof *b->load);
	for (i = 0; i < b->n_types; i++) {
		t = &b->types[i];
		if (t->count == 0)
			continue;
		p = cheapest_pattern(b, t, known);
		if (p >= NO_PRICE) { /* no clash-free pattern at all: says nothing about days */
			t->count = 0;
			continue;
		}
		sum += p * t->count;
		for (k = t->n_anchored; k < t->n; k++) {
			at = t->item[k] * ns + t->best[k];
			b->load[b->where[at]] += t->count;
		}
	}
	for (g = 0; g < s->net.n_groups; g++) {
		if (b->singles[g] == 0)
			continue;
		sum += b->singles[g] * b->least[g];
		for (at = g * ns; b->cheapest[at] != b->least[g];)
			at++;
		b->load[b->where[at]] += b->singles[g];
	}
	for (c = 0; c < s->n_cells; c++)
		sum -= b->price[c] * s->cells[c].seats;
	return sum;
}

/* ---- better prices: the volume algorithm (Barahona and Anbil) in integers ---- */

static int64_t in_days(int64_t bound)
{
	return bound <= 0 ? 0 : (bound + ONE - 1) / ONE;
}

/* Best prices plus a step against the mean overload; gap in 1/ONE, f in 1/1024. */
static void step_prices(struct bound *b, int64_t gap, int64_t f)
{
	const struct solver *s = b->s;
	int64_t norm = 0, a = gap * f, p;
	uint32_t c;

	for (c = 0; c < s->n_cells; c++) {
		b->push[c] = b->mean[c] - (int64_t)s->cells[c].seats * LOAD_ONE;
		if (b->push[c] < 0 && b->best_price[c] == 0)
			b->push[c] = 0;
		norm += b->push[c] * b->push[c];
	}
	while (a > (int64_t)1 << 34) {
		a >>= 1;
		norm >>= 1;
	}
	if (norm == 0)
		norm = 1;
	for (c = 0; c < s->n_cells; c++) {
		p = b->best_price[c] + a * b->push[c] / norm;
		b->price[c] = p < 0 ? 0 : p > 64 * ONE ? 64 * ONE : p;
	}
}

static bool mean_fits(const struct bound *b)
{
	uint32_t c;

	for (c = 0; c < b->s->n_cells; c++)
		if (b->push[c] != 0)
			return false;
	return true;
}

static void better_prices(struct bound *b, int64_t target)
{
	const struct solver *s = b->s;
	int64_t rounds = 2000000 / (b->n_types + 1), i, v, f = 100, top = target * ONE;
	int64_t alpha = 102; /* of 1024: weight of the newest load */
	int red = 0;
	uint32_t c;

	rounds = rounds < 300 ? 300 : rounds > 3000 ? 3000 : rounds;
	for (c = 0; c < s->n_cells; c++)
		b->mean[c] = b->load[c] * LOAD_ONE;
	for (i = 0; i < rounds && in_days(b->best) < target; i++) {
		step_prices(b, top - b->best, f);
		if (mean_fits(b))
			for (c = 0; c < s->n_cells; c++)
				b->mean[c] = b->load[c] * LOAD_ONE;
		v = evaluate(b, true);
		for (c = 0; c < s->n_cells; c++)
			b->mean[c] += (b->load[c] * LOAD_ONE - b->mean[c]) * alpha / 1024;
		if (v > b->best) {
			b->best = v;
			memcpy(b->best_price, b->price, s->n_cells * sizeof *b->price);
			f = f < 1800 ? f + f / 10 : f;
			red = 0;
		} else if (++red >= 20) {
			if (f <= 4) /* as good as it gets */
				break;
			f = f * 2 / 3;
			red = 0;
		}
		if (i % 200 == 199 && alpha > 10)
			alpha = alpha * 3 / 4;
	}
}

static void try_prices(struct bound *b, const int32_t *prices, bool known)
{
	int64_t v;
	uint32_t c;

	for (c = 0; c < b->s->n_cells; c++)
		b->price[c] = prices ? prices[c] * ONE : 0;
	v = evaluate(b, known);
	if (!known || v > b->best) {
		b->best = v;
		memcpy(b->best_price, b->price, b->s->n_cells * sizeof *b->price);
	}
}

void step_bound(struct solver *s)
{
	struct arena a = {0};
	struct bound b = {.s = s};
	size_t cells = (size_t)s->n_cells + 1, groups = (size_t)s->net.n_groups + 1;
	size_t table = groups * s->in->n_sessions;
	int64_t target;
	size_t i;

	b.singles = arena_zalloc(&a, groups, sizeof *b.singles);
	b.price = arena_zalloc(&a, cells, sizeof *b.price);
	b.best_price = arena_zalloc(&a, cells, sizeof *b.best_price);
	b.load = arena_zalloc(&a, cells, sizeof *b.load);
	b.mean = arena_zalloc(&a, cells, sizeof *b.mean);
	b.push = arena_zalloc(&a, cells, sizeof *b.push);
	b.cheapest = arena_zalloc(&a, table + 1, sizeof *b.cheapest);
	b.where = arena_zalloc(&a, table + 1, sizeof *b.where);
	b.least = arena_zalloc(&a, groups, sizeof *b.least);
	b.order = arena_zalloc(&a, table + 1, sizeof *b.order);
	for (i = 0; i < table; i++)
		b.order[i] = (uint32_t)(i % s->in->n_sessions);
	sort_days(&a, &b);
	find_types(&a, &b);
	target = s->extra_now - b.fixed_extra;
	try_prices(&b, NULL, false);
	if (in_days(b.best) < target)
		try_prices(&b, s->prices2, true);
	if (in_days(b.best) < target)
		better_prices(&b, target);
	if (in_days(b.best) + b.fixed_extra > s->extra_bound || s->extra_bound == 0) {
		s->extra_bound = in_days(b.best) + b.fixed_extra;
		memcpy(s->day_prices, b.best_price, s->n_cells * sizeof *b.best_price);
	}
	arena_free(&a);
}
