#include "exam/assign_net.h"

#include "base/err.h"

#include <string.h>

#define NOBODY UINT32_MAX

void net_make(struct arena *out, struct net *n, uint32_t n_groups, uint32_t n_cells)
{
	size_t g = n_groups, c = (size_t)n_cells + 1;

	memset(n, 0, sizeof *n);
	n->n_groups = n_groups;
	n->n_cells = n_cells;
	n->cell_words = (uint32_t)(c + 63) / 64;
	n->group_words = (uint32_t)(g + 63) / 64 + 1;
	n->supply = arena_zalloc(out, g + 1, sizeof *n->supply);
	n->choosy = arena_zalloc(out, g + 1, sizeof *n->choosy);
	n->must = arena_zalloc(out, g + 1, sizeof *n->must);
	n->cap = arena_zalloc(out, c, sizeof *n->cap);
	n->load = arena_zalloc(out, c, sizeof *n->load);
	n->x = arena_zalloc(out, g * c + 1, sizeof *n->x);
	n->allow = arena_zalloc(out, g * n->cell_words + 1, sizeof *n->allow);
	n->free = arena_zalloc(out, g * n->cell_words + 1, sizeof *n->free);
	n->support = arena_zalloc(out, g * n->cell_words + 1, sizeof *n->support);
	n->tight = arena_zalloc(out, g * n->cell_words + 1, sizeof *n->tight);
	n->users = arena_zalloc(out, c * n->group_words, sizeof *n->users);
	n->u = arena_zalloc(out, g + 1, sizeof *n->u);
	n->price = arena_zalloc(out, c, sizeof *n->price);
	n->seen_cells = arena_zalloc(out, n->cell_words, sizeof *n->seen_cells);
	n->seen_groups = arena_zalloc(out, n->group_words, sizeof *n->seen_groups);
	n->queue = arena_zalloc(out, g + c, sizeof *n->queue);
	n->cell_from = arena_zalloc(out, c, sizeof *n->cell_from);
	n->group_from = arena_zalloc(out, g + 1, sizeof *n->group_from);
	n->cap[n_cells] = INT32_MAX;
}

void net_clear(struct net *n)
{
	size_t g = n->n_groups, c = (size_t)n->n_cells + 1;

	memset(n->load, 0, c * sizeof *n->load);
	memset(n->x, 0, g * c * sizeof *n->x);
	memset(n->support, 0, g * n->cell_words * sizeof *n->support);
	memset(n->users, 0, c * n->group_words * sizeof *n->users);
	memset(n->price, 0, c * sizeof *n->price);
}

void net_add(struct net *n, uint32_t g, uint32_t c, int32_t by)
{
	int32_t *x = &n->x[(size_t)g * (n->n_cells + 1) + c];

	*x += by;
	n->load[c] += by;
	BUG_ON(*x < 0);
	if (*x > 0) {
		set_put(net_support(n, g), c);
		set_put(net_users(n, c), g);
	} else {
		set_drop(net_support(n, g), c);
		set_drop(net_users(n, c), g);
	}
}

int32_t net_arc_cost(const struct net *n, uint32_t g, uint32_t c)
{
	if (c == n->n_cells)
		return NET_UNPLACED_COST + n->choosy[g] + n->must[g] * NET_UNPLACED_COST;
	return set_has(net_free(n, g), c) ? 0 : 1;
}

int32_t net_reduced_cost(const struct net *n, uint32_t g, uint32_t c)
{
	return net_arc_cost(n, g, c) - n->u[g] + n->price[c];
}

static void find_tight(struct net *n, uint32_t g)
{
	const uint64_t *allow = net_allow(n, g);
	uint64_t *tight = n->tight + (size_t)g * n->cell_words, m;
	uint32_t w, c;

	for (w = 0; w < n->cell_words; w++) {
		tight[w] = 0;
		for (m = allow[w]; m; m &= m - 1) {
			c = w * 64 + set_lowest(m);
			if (net_reduced_cost(n, g, c) == 0)
				tight[w] |= (uint64_t)1 << (c % 64);
		}
	}
}

static bool set_any(const uint64_t *set, uint32_t words)
{
	uint32_t w;

	for (w = 0; w < words; w++)
		if (set[w])
			return true;
	return false;
}

static void first_prices(struct net *n)
{
	uint32_t g;

	for (g = 0; g < n->n_groups; g++) {
		set_drop(net_allow(n, g), n->n_cells);
		if (set_any(net_free(n, g), n->cell_words))
			n->u[g] = 0;
		else if (set_any(net_allow(n, g), n->cell_words))
			n->u[g] = 1;
		else
			n->u[g] = net_arc_cost(n, g, n->n_cells);
		set_put(net_allow(n, g), n->n_cells);
		find_tight(n, g);
	}
}

/* Visits the groups that sit on cell c; they can make room there. */
static void visit_users(struct net *n, uint32_t c, size_t *tail)
{
	const uint64_t *users = net_users(n, c);
	uint64_t m;
	uint32_t w, g;

	for (w = 0; w < n->group_words; w++)
		for (m = users[w] & ~n->seen_groups[w]; m; m &= m - 1) {
			g = w * 64 + set_lowest(m);
			set_put(n->seen_groups, g);
			n->group_from[g] = (int32_t)c;
			n->queue[(*tail)++] = g;
		}
}

/*
 * Looks for a cell with room from all groups with entries left, along tight arcs and back along
 * flow. Returns the cell, or -1; then seen_* hold what was reached.
 */
static int32_t find_room(struct net *n, const int32_t *left)
{
	size_t head = 0, tail = 0;
	uint32_t g, w, c;
	const uint64_t *tight;
	uint64_t m;

	memset(n->seen_cells, 0, n->cell_words * sizeof *n->seen_cells);
	memset(n->seen_groups, 0, n->group_words * sizeof *n->seen_groups);
	for (g = 0; g < n->n_groups; g++)
		if (left[g] > 0) {
			set_put(n->seen_groups, g);
			n->group_from[g] = -1;
			n->queue[tail++] = g;
		}
	while (head < tail) {
		g = n->queue[head++];
		tight = n->tight + (size_t)g * n->cell_words;
		for (w = 0; w < n->cell_words; w++)
			for (m = tight[w] & ~n->seen_cells[w]; m; m &= m - 1) {
				c = w * 64 + set_lowest(m);
				set_put(n->seen_cells, c);
				n->cell_from[c] = (int32_t)g;
				if (n->load[c] < n->cap[c])
					return (int32_t)c;
				visit_users(n, c, &tail);
			}
	}
	return -1;
}

/* Pushes as many entries as the found path takes. Returns how many. */
static int32_t push_path(struct net *n, uint32_t end, int32_t *left)
{
	int32_t amount = n->cap[end] - n->load[end], from, x;
	uint32_t c = end, g;

	for (;;) {
		g = (uint32_t)n->cell_from[c];
		from = n->group_from[g];
		x = from < 0 ? left[g] : net_x(n, g, (uint32_t)from);
		if (x < amount)
			amount = x;
		if (from < 0)
			break;
		c = (uint32_t)from;
	}
	c = end;
	for (;;) {
		g = (uint32_t)n->cell_from[c];
		from = n->group_from[g];
		net_add(n, g, c, amount);
		if (from < 0) {
			left[g] -= amount;
			return amount;
		}
		net_add(n, g, (uint32_t)from, -amount);
		c = (uint32_t)from;
	}
}

/* No path: the groups and cells reached get dearer until the next arc becomes tight. */
static void raise_prices(struct net *n)
{
	int32_t delta = INT32_MAX, r;
	uint32_t g, w, c;
	uint64_t m;

	for (g = 0; g < n->n_groups; g++) {
		if (!set_has(n->seen_groups, g))
			continue;
		for (w = 0; w < n->cell_words; w++)
			for (m = net_allow(n, g)[w] & ~n->seen_cells[w]; m; m &= m - 1) {
				r = net_reduced_cost(n, g, w * 64 + set_lowest(m));
				if (r < delta)
					delta = r;
			}
	}
	BUG_ON(delta <= 0 || delta == INT32_MAX);
	for (c = 0; c < n->n_cells; c++)
		if (set_has(n->seen_cells, c))
			n->price[c] += delta;
	for (g = 0; g < n->n_groups; g++)
		if (set_has(n->seen_groups, g))
			n->u[g] += delta;
	for (g = 0; g < n->n_groups; g++)
		find_tight(n, g);
}

void net_solve(struct net *n)
{
	int32_t *left = mem_zalloc((size_t)n->n_groups + 1, sizeof *left);
	int64_t total = 0;
	int32_t end;
	uint32_t g;

	first_prices(n);
	for (g = 0; g < n->n_groups; g++) {
		left[g] = n->supply[g];
		total += left[g];
	}
	while (total > 0) {
		end = find_room(n, left);
		if (end >= 0)
			total -= push_path(n, (uint32_t)end, left);
		else
			raise_prices(n);
	}
	mem_free(left);
}

int64_t net_cost(const struct net *n)
{
	int64_t sum = 0;
	uint32_t g, w, c;
	uint64_t m;

	for (g = 0; g < n->n_groups; g++)
		for (w = 0; w < n->cell_words; w++)
			for (m = net_support(n, g)[w]; m; m &= m - 1) {
				c = w * 64 + set_lowest(m);
				sum += (int64_t)net_x(n, g, c) * net_arc_cost(n, g, c);
			}
	return sum;
}

int64_t net_dual(const struct net *n)
{
	int64_t sum = 0;
	uint32_t i;

	for (i = 0; i < n->n_groups; i++)
		sum += (int64_t)n->supply[i] * n->u[i];
	for (i = 0; i < n->n_cells; i++)
		sum -= (int64_t)n->cap[i] * n->price[i];
	return sum;
}

/* ---- rerouting without costs ---- */

static uint32_t any_cell_of(const struct net *n, uint32_t g)
{
	const uint64_t *support = net_support(n, g);
	uint32_t w;

	for (w = 0; w < n->cell_words; w++)
		if (support[w])
			return w * 64 + set_lowest(support[w]);
	BUG_ON(true);
}

/*
 * Searches from the users of the full cell c for a cell with room, or (g not NOBODY) one that g
 * sits on. Returns it, or -1.
 */
static int32_t find_way_out(struct net *n, uint32_t g, uint32_t c)
{
	size_t head = 0, tail = 0;
	uint32_t h, w, to;
	uint64_t m;

	memset(n->seen_cells, 0, n->cell_words * sizeof *n->seen_cells);
	memset(n->seen_groups, 0, n->group_words * sizeof *n->seen_groups);
	set_put(n->seen_cells, c);
	set_put(n->seen_cells, n->n_cells);
	if (g != NOBODY)
		set_put(n->seen_groups, g);
	visit_users(n, c, &tail);
	while (head < tail) {
		h = n->queue[head++];
		for (w = 0; w < n->cell_words; w++)
			for (m = net_allow(n, h)[w] & ~n->seen_cells[w]; m; m &= m - 1) {
				to = w * 64 + set_lowest(m);
				set_put(n->seen_cells, to);
				n->cell_from[to] = (int32_t)h;
				if (n->load[to] < n->cap[to] ||
				    (g != NOBODY && set_has(net_users(n, to), g)))
					return (int32_t)to;
				visit_users(n, to, &tail);
			}
	}
	return -1;
}

/* How many entries the path back from cell end to cell start can take, at most most. */
static int32_t path_width(const struct net *n, uint32_t start, uint32_t end, int32_t most)
{
	uint32_t c = end, h, from;

	for (; c != start; c = from) {
		h = (uint32_t)n->cell_from[c];
		from = (uint32_t)n->group_from[h];
		if (net_x(n, h, from) < most)
			most = net_x(n, h, from);
	}
	return most;
}

/* Moves entries of each group along the path back from cell end to cell start. */
static void shift_path(struct net *n, uint32_t start, uint32_t end, int32_t by)
{
	uint32_t c = end, h, from;

	for (; c != start; c = from) {
		h = (uint32_t)n->cell_from[c];
		from = (uint32_t)n->group_from[h];
		net_add(n, h, from, -by);
		net_add(n, h, c, by);
	}
}

bool net_force(struct net *n, uint32_t g, uint32_t c)
{
	int32_t end;
	bool closes;

	if (net_x(n, g, c) > 0)
		return true;
	if (n->load[c] < n->cap[c]) {
		net_add(n, g, any_cell_of(n, g), -1);
		net_add(n, g, c, 1);
		return true;
	}
	end = find_way_out(n, g, c);
	if (end < 0)
		return false;
	closes = n->load[end] >= n->cap[end]; /* full: g leaves it for c */
	shift_path(n, c, (uint32_t)end, 1);
	net_add(n, g, closes ? (uint32_t)end : any_cell_of(n, g), -1);
	net_add(n, g, c, 1);
	return true;
}

bool net_make_room(struct net *n, uint32_t c)
{
	int32_t end;

	if (n->load[c] < n->cap[c])
		return true;
	end = find_way_out(n, NOBODY, c);
	if (end < 0)
		return false;
	shift_path(n, c, (uint32_t)end, 1);
	return true;
}

bool net_drain(struct net *n, uint32_t c)
{
	int32_t end, over, room;

	while ((over = n->load[c] - n->cap[c]) > 0) {
		end = find_way_out(n, NOBODY, c);
		if (end < 0)
			return false;
		room = n->cap[end] - n->load[end];
		shift_path(n, c, (uint32_t)end,
			   path_width(n, c, (uint32_t)end, room < over ? room : over));
	}
	return true;
}

void net_copy_flow(struct net *to, const struct net *from)
{
	size_t g = from->n_groups, c = (size_t)from->n_cells + 1;

	memcpy(to->load, from->load, c * sizeof *to->load);
	memcpy(to->cap, from->cap, c * sizeof *to->cap);
	memcpy(to->x, from->x, g * c * sizeof *to->x);
	memcpy(to->support, from->support, g * from->cell_words * sizeof *to->support);
	memcpy(to->users, from->users, c * from->group_words * sizeof *to->users);
}
