/*
 * Branch and bound: one candidate after another gets a pattern of cells; the flow of all the
 * others, and prices of the cells made sharper from it, bound what can still be reached and sort
 * out patterns that cannot be part of anything good enough.
 */
#include "exam/assign_branch.h"

#include "base/err.h"

#include <stdlib.h>
#include <string.h>

enum { PATTERNS_MAX = 50000, SOLVE_WORK = 12, ROOT_ROUNDS = 100, ROUNDS = 12 };
#define SCALE ((int64_t)256)

/* ---- the network of those who are not fixed ---- */

static struct spec exact_spec(const struct ent *e)
{
	uint32_t wished = e->wish >= 0 ? (uint32_t)1 << e->wish : 0;

	if (e->promise == PROMISE_WISH)
		return (struct spec){e->cls, wished, 0, true};
	return (struct spec){e->cls, UINT32_MAX, wished, e->promise == PROMISE_SEAT};
}

static bool not_anchored(const struct ent *e)
{
	return !e->anchored;
}

static int by_group(const void *pa, const void *pb)
{
	const uint64_t *a = pa, *b = pb;

	return *a < *b ? -1 : *a > *b;
}

static void make_bundle(const struct exact *x, const struct cand *c, struct bundle *b)
{
	const struct solver *s = x->s;
	uint64_t key[ASSIGN_ENTRIES_PER_CANDIDATE] = {0};
	uint32_t i;

	memset(b, 0, sizeof *b);
	b->c = c;
	for (i = c->first; i < c->first + c->n; i++)
		if (s->ents[i].anchored)
			b->taken[b->n_taken++] = s->cells[s->ents[i].cell].session;
		else
			key[b->n++] = (uint64_t)s->ents[i].group << 32 | i;
	qsort(key, b->n, sizeof *key, by_group);
	for (i = 0; i < b->n; i++)
		b->ent[i] = (uint32_t)key[i];
}

static bool alike(const struct solver *s, const struct bundle *a, const struct bundle *b)
{
	uint32_t i;

	if (a->n != b->n || a->n_taken != b->n_taken ||
	    memcmp(a->taken, b->taken, a->n_taken * sizeof *a->taken) != 0)
		return false;
	for (i = 0; i < a->n; i++)
		if (s->ents[a->ent[i]].group != s->ents[b->ent[i]].group)
			return false;
	return true;
}

static void make_bundles(struct exact *x)
{
	struct solver *s = x->s;
	uint32_t i, k;
	struct bundle *b;

	x->n_bundles = x->n_types = 0;
	for (i = 0; i < s->n_cands; i++) {
		b = &x->bundles[x->n_bundles];
		make_bundle(x, &s->cands[i], b);
		if (b->n == 0 || b->n + b->n_taken < 2)
			continue;
		for (k = 0; k < x->n_bundles && !alike(s, b, &x->bundles[k]); k++)
			;
		b->type = k < x->n_bundles ? x->bundles[k].type : x->n_types++;
		x->n_bundles++;
	}
	memset(x->last, 0, (x->n_types + 1) * sizeof *x->last);
}

/* ---- patterns ---- */

struct listing {
	struct exact *x;
	const struct bundle *b;
	const struct pattern *floor; /* no pattern before this one */
	int64_t slack;
	size_t most; /* stop counting here */
	size_t n;
	struct pattern cur, *list; /* list NULL: only count */
	struct pattern *cheapest;  /* not NULL: only ever cheaper ones, the last is kept */
};

/* What an entry of g pays on c above the least it has to pay anywhere, in 1/SCALE. */
static int64_t over(const struct exact *x, uint32_t g, uint32_t c)
{
	const struct net *n = &x->s->net;

	return net_arc_cost(n, g, c) * SCALE + x->price[c] - x->least_arc[g];
}

static int compare_cells(const struct pattern *a, const struct pattern *b, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		if (a->cell[i] != b->cell[i])
			return a->cell[i] < b->cell[i] ? -1 : 1;
	return 0;
}

static bool fits_beside(const struct listing *l, uint32_t at, uint32_t cell)
{
	const struct solver *s = l->x->s;
	size_t ns = s->in->n_sessions, session;
	uint32_t k;

	if (at && s->ents[l->b->ent[at]].group == s->ents[l->b->ent[at - 1]].group &&
	    cell < l->cur.cell[at - 1])
		return false; /* the same pattern the other way round */
	if (cell == s->n_cells)
		return true;
	session = (size_t)s->cells[cell].session;
	for (k = 0; k < l->b->n_taken; k++)
		if (s->clash[(size_t)l->b->taken[k] * ns + session])
			return false;
	for (k = 0; k < at; k++)
		if (l->cur.cell[k] != s->n_cells &&
		    s->clash[(size_t)s->cells[l->cur.cell[k]].session * ns + session])
			return false;
	return true;
}

static void list_from(struct listing *l, uint32_t at)
{
	const struct net *n = &l->x->s->net;
	uint32_t g, w, c;
	int64_t more;
	uint64_t m;

	if (l->n >= l->most || branch_tired(l->x))
		return;
	if (at == l->b->n) {
		if (l->floor && compare_cells(&l->cur, l->floor, l->b->n) < 0)
			return;
		if (l->list)
			l->list[l->n] = l->cur;
		if (l->cheapest) {
			*l->cheapest = l->cur;
			l->slack = l->cur.over - 1;
		}
		l->n++;
		return;
	}
	g = l->x->s->ents[l->b->ent[at]].group;
	for (w = 0; w < n->cell_words; w++)
		for (m = net_allow(n, g)[w]; m; m &= m - 1) {
			c = w * 64 + set_lowest(m);
			l->x->work--;
			if (n->cap[c] <= 0)
				continue;
			more = over(l->x, g, c);
			if (l->cur.over + more > l->slack || !fits_beside(l, at, c))
				continue;
			l->cur.cell[at] = c;
			l->cur.over += more;
			list_from(l, at + 1);
			l->cur.over -= more;
		}
}

static size_t list_patterns(struct exact *x, const struct bundle *b, int64_t slack, size_t most,
			    struct pattern *list)
{
	struct listing l = {
	    .x = x, .b = b, .floor = x->last[b->type], .slack = slack, .most = most, .list = list};

	list_from(&l, 0);
	return l.n;
}

static int by_cost(const void *pa, const void *pb)
{
	const struct pattern *a = pa, *b = pb;

	if (a->over != b->over)
		return a->over < b->over ? -1 : 1;
	return compare_cells(a, b, ASSIGN_ENTRIES_PER_CANDIDATE);
}

/* ---- the bound at the present prices ---- */

static void price_arcs(struct exact *x)
{
	const struct net *n = &x->s->net;
	uint32_t g, w, c;
	int64_t cost;
	uint64_t m;

	for (g = 0; g < n->n_groups; g++) {
		x->least_arc[g] = INT64_MAX;
		for (w = 0; w < n->cell_words; w++)
			for (m = net_allow(n, g)[w]; m; m &= m - 1) {
				c = w * 64 + set_lowest(m);
				cost = net_arc_cost(n, g, c) * SCALE + x->price[c];
				if (n->cap[c] > 0 && cost < x->least_arc[g]) {
					x->least_arc[g] = cost;
					x->where[g] = c;
				}
			}
	}
	x->work -= (int64_t)n->n_groups * n->n_cells;
}

/*
 * For any prices >= 0 everything costs at least this: the fixed ones, the others the cheapest
 * pattern of each, less the price of all seats that are left. x->load: what those patterns and
 * places would take. Stops above limit.
 */
static int64_t evaluate(struct exact *x, int64_t limit)
{
	const struct net *n = &x->s->net;
	int64_t bound = x->spent * SCALE;
	struct listing l;
	struct bundle *b;
	uint32_t i, k, g;

	price_arcs(x);
	memset(x->load, 0, ((size_t)n->n_cells + 1) * sizeof *x->load);
	for (g = 0; g < n->n_groups; g++)
		if (n->supply[g] > 0) {
			bound += n->supply[g] * x->least_arc[g];
			x->load[x->where[g]] += n->supply[g];
		}
	for (i = 0; i < n->n_cells; i++)
		bound -= n->cap[i] * x->price[i];
	for (i = 0; i < x->n_types; i++)
		x->cheapest[i].over = -1;
	for (i = 0; i < x->n_bundles && bound <= limit; i++) {
		b = &x->bundles[i];
		if (b->fixed)
			continue;
		if (x->cheapest[b->type].over < 0) {
			l = (struct listing){.x = x,
					     .b = b,
					     .slack = limit - bound,
					     .most = SIZE_MAX,
					     .cheapest = &x->cheapest[b->type]};
			list_from(&l, 0);
			if (l.n == 0)
				return limit + 1;
		}
		bound += x->cheapest[b->type].over;
		for (k = 0; k < b->n; k++) {
			x->load[x->where[x->s->ents[b->ent[k]].group]]--;
			x->load[x->cheapest[b->type].cell[k]]++;
		}
	}
	return bound;
}

/* A step of the prices against the overload at the present ones. False: they fit exactly. */
static bool step_prices(struct exact *x, int64_t gap, int64_t share)
{
	const struct net *n = &x->s->net;
	int64_t norm = 0, push;
	uint32_t c;

	for (c = 0; c < n->n_cells; c++) {
		push = x->load[c] - n->cap[c];
		if (push < 0 && x->price[c] == 0)
			push = 0;
		norm += push * push;
		x->load[c] = push;
	}
	for (c = 0; c < n->n_cells && norm; c++) {
		x->price[c] += gap * share / 64 * x->load[c] / norm;
		if (x->price[c] < 0)
			x->price[c] = 0;
	}
	return norm != 0;
}

/*
 * Sharpens the bound from the prices at hand, which are the best of them afterwards. Returns the
 * slack below the target, negative where nothing here can reach it.
 */
static int64_t sharpen(struct exact *x, int64_t *best_price, int rounds)
{
	size_t bytes = ((size_t)x->s->n_cells + 1) * sizeof *x->price;
	int64_t limit = x->target * SCALE, bound, best, share = 64;
	int i;

	best = evaluate(x, limit);
	memcpy(best_price, x->price, bytes);
	for (i = 0; i < rounds && best <= limit && !branch_tired(x); i++) {
		if (!step_prices(x, limit + SCALE - best, share))
			break;
		bound = evaluate(x, limit);
		if (bound > best) {
			best = bound;
			memcpy(best_price, x->price, bytes);
		} else {
			share = share * 3 / 4 + 1;
		}
	}
	memcpy(x->price, best_price, bytes);
	return limit - best;
}

/* ---- branching ---- */

static void put(struct exact *x, struct bundle *b, const struct pattern *p, int by)
{
	struct net *n = &x->s->net;
	uint32_t i, g;

	for (i = 0; i < b->n; i++) {
		g = x->s->ents[b->ent[i]].group;
		n->supply[g] -= by;
		if (p->cell[i] != n->n_cells)
			n->cap[p->cell[i]] -= by;
		x->spent += by * net_arc_cost(n, g, p->cell[i]);
		x->now[b->ent[i]] = p->cell[i];
	}
	b->fixed = by > 0;
}

/* Single entries of a group take what the flow has there. */
static void record(struct exact *x)
{
	struct net *n = &x->s->net;
	uint32_t i, c;
	struct ent *e;

	for (i = 0; i < x->s->in->n_entries; i++) {
		e = &x->s->ents[i];
		if (e->anchored || x->s->cands[e->cand].n > 1)
			continue;
		for (c = 0; net_x(n, e->group, c) == 0; c++)
			BUG_ON(c >= n->n_cells);
		net_add(n, e->group, c, -1);
		x->now[i] = c;
	}
	memcpy(x->found, x->now, x->s->in->n_entries * sizeof *x->found);
}

/*
 * The bundle with the fewest patterns left; NULL where all are fixed. Among those that are alike
 * only the first counts. *ret_n: how many patterns, 0 where one has none.
 */
static struct bundle *tightest(struct exact *x, int64_t slack, size_t *ret_n)
{
	struct bundle *best = NULL, *b;
	uint32_t i;
	size_t n;

	*ret_n = PATTERNS_MAX;
	memset(x->seen, 0, x->n_types * sizeof *x->seen);
	for (i = 0; i < x->n_bundles; i++) {
		b = &x->bundles[i];
		if (b->fixed || x->seen[b->type])
			continue;
		x->seen[b->type] = true;
		n = list_patterns(x, b, slack + x->cheapest[b->type].over,
				  best ? *ret_n : PATTERNS_MAX, NULL);
		if (best && n >= *ret_n)
			continue;
		best = b;
		*ret_n = n;
		if (n == 0)
			break;
	}
	return best;
}

/*
 * The slack at this node: first by the flow, whose dual is a good start where it is better than
 * the prices of the node above.
 */
static int64_t slack_here(struct exact *x, const int64_t *above, int64_t *best_price)
{
	struct net *n = &x->s->net;
	int64_t limit = x->target * SCALE, bound;
	uint32_t c;

	x->work -= (int64_t)n->n_groups * n->n_cells * SOLVE_WORK;
	net_clear(n);
	net_solve(n);
	if (x->spent + net_cost(n) > x->target)
		return -1;
	for (c = 0; c <= n->n_cells; c++)
		x->price[c] = n->price[c] * SCALE;
	bound = evaluate(x, limit);
	if (bound > limit)
		return -1;
	if (above) {
		memcpy(best_price, x->price, ((size_t)n->n_cells + 1) * sizeof *x->price);
		memcpy(x->price, above, ((size_t)n->n_cells + 1) * sizeof *x->price);
		if (evaluate(x, limit) < bound)
			memcpy(x->price, best_price, ((size_t)n->n_cells + 1) * sizeof *x->price);
	}
	if (sharpen(x, best_price, above ? ROUNDS : ROOT_ROUNDS) < 0)
		return -1;
	return limit - evaluate(x, limit);
}

static bool dive(struct exact *x, const int64_t *above)
{
	struct net *n = &x->s->net;
	const struct pattern *before;
	struct pattern *list;
	struct bundle *b;
	int64_t *price, slack;
	size_t count = 0, i;
	bool done = false;

	if (branch_tired(x))
		return false;
	price = mem_zalloc((size_t)n->n_cells + 1, sizeof *price);
	slack = slack_here(x, above, price);
	b = slack < 0 ? NULL : tightest(x, slack, &count);
	if (slack >= 0 && !b) {
		record(x);
		done = true;
	}
	if (b && count >= PATTERNS_MAX) /* too many to list: not for this search */
		x->work = -1;
	if (b && count > 0 && !branch_tired(x)) {
		list = mem_zalloc(count, sizeof *list);
		list_patterns(x, b, slack + x->cheapest[b->type].over, count, list);
		qsort(list, count, sizeof *list, by_cost);
		before = x->last[b->type];
		for (i = 0; i < count && !done && !branch_tired(x); i++) {
			put(x, b, &list[i], 1);
			x->last[b->type] = &list[i];
			done = dive(x, price);
			put(x, b, &list[i], -1);
		}
		x->last[b->type] = before;
		mem_free(list);
	}
	mem_free(price);
	return done;
}

bool branch_search(struct exact *x, int64_t target)
{
	struct spec *specs;
	struct solver *s = x->s;
	struct arena mem = {0}, *outer = s->mem;
	uint32_t n, i;
	bool ok;

	s->mem = &mem;
	n = group_entries(s, not_anchored, exact_spec, &specs);
	build_net(s, specs, n);
	for (i = 0; i < s->in->n_entries; i++)
		if (!s->ents[i].anchored)
			s->net.supply[s->ents[i].group]++;
	x->bundles = arena_zalloc(&mem, (size_t)s->n_cands + 1, sizeof *x->bundles);
	x->last = arena_zalloc(&mem, (size_t)s->n_cands + 1, sizeof *x->last);
	x->cheapest = arena_zalloc(&mem, (size_t)s->n_cands + 1, sizeof *x->cheapest);
	x->price = arena_zalloc(&mem, (size_t)s->n_cells + 1, sizeof *x->price);
	x->load = arena_zalloc(&mem, (size_t)s->n_cells + 1, sizeof *x->load);
	x->least_arc = arena_zalloc(&mem, (size_t)n + 1, sizeof *x->least_arc);
	x->where = arena_zalloc(&mem, (size_t)n + 1, sizeof *x->where);
	x->seen = arena_zalloc(&mem, (size_t)s->n_cands + 1, sizeof *x->seen);
	make_bundles(x);
	x->spent = 0;
	x->target = target;
	ok = dive(x, NULL);
	s->mem = outer;
	arena_free(&mem);
	return ok;
}
