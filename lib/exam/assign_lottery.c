/*
 * The lottery on the optimal face: by complementary slackness every optimal flow uses tight arcs
 * only and fills every cell with a price, so walking those is walking all optimal flows.
 */
#include "exam/assign_net.h"

#include "base/err.h"

#include <string.h>

/* Where an entry of a group stands: on a cell it prefers, on another one, nowhere. */
enum part { FREE, PAID, NOWHERE, N_PARTS };

/*
 * Nodes of the search. A cell: it has one entry too many. A sink: one entry was absorbed, some
 * cell without a price has to give one up. (group, part): one entry of the group left a cell of
 * that part and needs another.
 */
struct lottery {
	struct net *net;
	int32_t *promised_free, *promised_seat; /* per group */
	int32_t *on_free, *on_any;
	uint64_t *seen[N_PARTS]; /* of groups */
	uint64_t *seen_cells;
	bool seen_sink;
	uint32_t *queue;
	size_t head, tail;
	int32_t *from; /* per node */
};

static uint32_t sink_node(const struct lottery *l)
{
	return l->net->n_cells + 1;
}
static uint32_t group_node(const struct lottery *l, uint32_t g, enum part p)
{
	return l->net->n_cells + 2 + (uint32_t)p * l->net->n_groups + g;
}
static bool is_group_node(const struct lottery *l, uint32_t node)
{
	return node >= l->net->n_cells + 2;
}
static uint32_t node_group(const struct lottery *l, uint32_t node)
{
	return (node - l->net->n_cells - 2) % l->net->n_groups;
}

static enum part part_of(const struct net *n, uint32_t g, uint32_t c)
{
	if (c == n->n_cells)
		return NOWHERE;
	return set_has(net_free(n, g), c) ? FREE : PAID;
}

static void lottery_make(struct arena *a, struct lottery *l, struct net *n)
{
	size_t g = (size_t)n->n_groups + 1, nodes = (size_t)n->n_cells + 2 + N_PARTS * g;
	uint32_t i, w, c;
	uint64_t m;
	int p;

	memset(l, 0, sizeof *l);
	l->net = n;
	l->promised_free = arena_zalloc(a, g, sizeof *l->promised_free);
	l->promised_seat = arena_zalloc(a, g, sizeof *l->promised_seat);
	l->on_free = arena_zalloc(a, g, sizeof *l->on_free);
	l->on_any = arena_zalloc(a, g, sizeof *l->on_any);
	for (p = 0; p < N_PARTS; p++)
		l->seen[p] = arena_zalloc(a, n->group_words, sizeof *l->seen[p]);
	l->seen_cells = arena_zalloc(a, n->cell_words, sizeof *l->seen_cells);
	l->queue = arena_zalloc(a, nodes, sizeof *l->queue);
	l->from = arena_zalloc(a, nodes, sizeof *l->from);
	for (i = 0; i < n->n_groups; i++)
		for (w = 0; w < n->cell_words; w++)
			for (m = net_support(n, i)[w]; m; m &= m - 1) {
				c = w * 64 + set_lowest(m);
				if (part_of(n, i, c) == FREE)
					l->on_free[i] += net_x(n, i, c);
				if (c != n->n_cells)
					l->on_any[i] += net_x(n, i, c);
			}
}

static void forget_search(struct lottery *l)
{
	const struct net *n = l->net;
	int p;

	for (p = 0; p < N_PARTS; p++)
		memset(l->seen[p], 0, n->group_words * sizeof *l->seen[p]);
	memset(l->seen_cells, 0, n->cell_words * sizeof *l->seen_cells);
	l->seen_sink = false;
	l->head = l->tail = 0;
}

static void visit(struct lottery *l, uint32_t node, int32_t from)
{
	l->from[node] = from;
	l->queue[l->tail++] = node;
}

static void visit_part(struct lottery *l, uint32_t g, enum part p, uint32_t from)
{
	if (set_has(l->seen[p], g))
		return;
	set_put(l->seen[p], g);
	visit(l, group_node(l, g, p), (int32_t)from);
}

/* From cell c, one too many: it absorbs it, or an entry of any group on it leaves. */
static void leave_cell(struct lottery *l, uint32_t c)
{
	struct net *n = l->net;
	const uint64_t *users = net_users(n, c);
	uint32_t w, g;
	uint64_t m;

	if (!l->seen_sink && n->load[c] < n->cap[c]) {
		l->seen_sink = true;
		visit(l, sink_node(l), (int32_t)c);
	}
	for (w = 0; w < n->group_words; w++)
		for (m = users[w]; m; m &= m - 1) {
			g = w * 64 + set_lowest(m);
			visit_part(l, g, part_of(n, g, c), c);
		}
}

static void leave_sink(struct lottery *l)
{
	struct net *n = l->net;
	uint32_t c;

	for (c = 0; c <= n->n_cells; c++)
		if (!set_has(l->seen_cells, c) && n->price[c] == 0 && n->load[c] > 0) {
			set_put(l->seen_cells, c);
			visit(l, c, (int32_t)sink_node(l));
		}
}

/* An entry of (g, p) takes another cell of the part, or changes part where promises allow it. */
static void leave_group(struct lottery *l, uint32_t node, bool may_change)
{
	struct net *n = l->net;
	uint32_t g = node_group(l, node), w, c;
	enum part p = (enum part)((node - n->n_cells - 2) / n->n_groups);
	const uint64_t *tight = n->tight + (size_t)g * n->cell_words;
	bool free_spare = p != FREE || l->on_free[g] > l->promised_free[g];
	bool seat_spare = p == NOWHERE || l->on_any[g] > l->promised_seat[g];
	uint64_t m;

	for (w = 0; w < n->cell_words; w++)
		for (m = tight[w] & ~l->seen_cells[w]; m; m &= m - 1) {
			c = w * 64 + set_lowest(m);
			if (part_of(n, g, c) != p)
				continue;
			set_put(l->seen_cells, c);
			visit(l, c, (int32_t)node);
		}
	if (!may_change)
		return;
	visit_part(l, g, FREE, node);
	if (free_spare)
		visit_part(l, g, PAID, node);
	if (free_spare && seat_spare)
		visit_part(l, g, NOWHERE, node);
}

static void count_on(struct lottery *l, uint32_t g, uint32_t c, int32_t by)
{
	net_add(l->net, g, c, by);
	if (part_of(l->net, g, c) == FREE)
		l->on_free[g] += by;
	if (c != l->net->n_cells)
		l->on_any[g] += by;
}

/* Shifts one entry along the cycle that ends at node goal and began at a group node. */
static void apply_cycle(struct lottery *l, uint32_t goal)
{
	uint32_t node = goal, from;

	while (l->from[node] >= 0) {
		from = (uint32_t)l->from[node];
		if (is_group_node(l, node) && !is_group_node(l, from))
			count_on(l, node_group(l, node), from, -1);
		else if (!is_group_node(l, node) && is_group_node(l, from))
			count_on(l, node_group(l, from), node, 1);
		node = from;
	}
}

/*
 * Looks for an optimal flow with one more entry of g on the wanted side: seat false, on a free
 * cell instead of another or none; seat true, on any cell instead of none. Takes it where found.
 */
static bool improve(struct lottery *l, uint32_t g, bool seat)
{
	uint32_t node, nw = group_node(l, g, NOWHERE), np = group_node(l, g, PAID);
	size_t starts;

	forget_search(l);
	set_put(l->seen[FREE], g);
	visit(l, group_node(l, g, FREE), -1);
	if (seat) {
		set_put(l->seen[PAID], g);
		visit(l, np, -1);
	}
	starts = l->tail;
	while (l->head < l->tail) {
		node = l->queue[l->head++];
		if (node == sink_node(l))
			leave_sink(l);
		else if (!is_group_node(l, node))
			leave_cell(l, node);
		else if (l->head > starts && (node == nw || node == np)) {
			apply_cycle(l, node);
			return true;
		} else
			leave_group(l, node, l->head > starts);
	}
	return false;
}

static void promise_seats(struct lottery *l, const uint32_t *group, size_t n_entries, bool *seated)
{
	bool *closed = mem_zalloc((size_t)l->net->n_groups + 1, sizeof *closed);
	size_t i;
	uint32_t g;

	for (i = 0; i < n_entries; i++) {
		g = group[i];
		if (closed[g])
			continue;
		if (l->on_any[g] > l->promised_seat[g] || improve(l, g, true)) {
			l->promised_seat[g]++;
			seated[i] = true;
		} else {
			closed[g] = true;
		}
	}
	mem_free(closed);
}

void net_lottery(struct net *n, const uint32_t *group, size_t n_entries, bool *seated,
		 bool *granted)
{
	struct arena a = {0};
	struct lottery l;
	bool *closed;
	size_t i;
	uint32_t g;

	lottery_make(&a, &l, n);
	closed = arena_zalloc(&a, (size_t)n->n_groups + 1, sizeof *closed);
	memset(seated, 0, n_entries * sizeof *seated);
	memset(granted, 0, n_entries * sizeof *granted);
	promise_seats(&l, group, n_entries, seated);
	for (i = 0; i < n_entries; i++) {
		g = group[i];
		if (!n->choosy[g]) {
			granted[i] = seated[i];
			continue;
		}
		if (!seated[i] || closed[g])
			continue;
		if (l.on_free[g] > l.promised_free[g] || improve(&l, g, false)) {
			l.promised_free[g]++;
			granted[i] = true;
		} else {
			closed[g] = true;
		}
	}
	arena_free(&a);
}
