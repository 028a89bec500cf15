#include "exam/assign_verify_parts.h"

#include "base/hash.h"
#include "base/messages.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/*
 * Everybody of a group needs the same and wishes the same day, so a group is how many of it are in
 * each cell: rooms of a session that are alike. The last cell is "not placed". To let one more in
 * somewhere, others give way: a path from cell to cell, each step one entry of some group moving.
 * A loser is wronged where such a path costs nothing in all: shortest paths by Bellman and Ford.
 */
struct cell {
	int session, day, room; /* room: any of them */
	int64_t seats;
};

struct group {
	const struct assign_entry *like;
	bool wishes;
	int64_t on_wish, placed;	      /* entries now */
	int64_t promised_wish, promised_seat; /* of these, not to be moved away */
	const struct assign_entry *loser;     /* the first in ticket order */
	bool wronged;			      /* told already */
};

/* Where an entry of a group is: on its wish (or anywhere, without one), elsewhere, nowhere. */
enum part { WISH, OTHER, NOWHERE, N_PARTS };

struct replay {
	const struct assign_instance *in;
	const struct assign_place *places;
	const bool *counts;
	struct findings *out;
	struct arena mem;
	struct cell *cells;
	int n_cells; /* without "not placed" */
	int *cell_of_slot;
	struct group *groups;
	int n_groups, *group_of; /* per entry; -1: fixed to a room */
	bool *allowed;		 /* [group * n_cells + cell] */
	int64_t *x;		 /* [group * (n_cells + 1) + cell] */
	int64_t *load;
	uint32_t *order; /* entries by ticket */
	int64_t *dist;	 /* per node: cells, "not placed", then the parts of the groups */
	int *queue;
	bool *queued;
};

#define FAR (INT64_MAX / 4)

/* ---- tickets ---- */

struct turn {
	uint8_t ticket[HASH_BYTES];
	const struct assign_entry *e;
	uint32_t at;
};

static int by_turn(const void *pa, const void *pb)
{
	const struct turn *a = pa, *b = pb;
	int d = memcmp(a->ticket, b->ticket, sizeof a->ticket);

	if (d)
		return d;
	if (a->e->candidate != b->e->candidate)
		return a->e->candidate < b->e->candidate ? -1 : 1;
	if (a->e->subject != b->e->subject)
		return a->e->subject < b->e->subject ? -1 : 1;
	return a->e->id < b->e->id ? -1 : a->e->id > b->e->id;
}

static void sort_by_ticket(struct replay *r)
{
	size_t n = r->in->n_entries, i;
	struct turn *turns = mem_zalloc(n + 1, sizeof *turns);
	struct arena line = {0};
	struct hash h;
	char *text;

	for (i = 0; i < n; i++) {
		turns[i].e = &r->in->entries[i];
		turns[i].at = (uint32_t)i;
		arena_reset(&line);
		text = arena_printf(&line, "ncre-assign-v1|%s|%s|ticket|%" PRId64, r->in->seed,
				    r->in->site, turns[i].e->candidate);
		hash_start(&h);
		hash_add(&h, text, strlen(text));
		hash_end_bytes(&h, turns[i].ticket);
	}
	qsort(turns, n, sizeof *turns, by_turn);
	r->order = arena_zalloc(&r->mem, n + 1, sizeof *r->order);
	for (i = 0; i < n; i++)
		r->order[i] = turns[i].at;
	arena_free(&line);
	mem_free(turns);
}

/* ---- cells and groups ---- */

static void make_cells(struct replay *r)
{
	const struct assign_instance *in = r->in;
	size_t slots = in->n_sessions * in->n_rooms, i, k, s;

	r->cells = arena_zalloc(&r->mem, slots + 1, sizeof *r->cells);
	r->cell_of_slot = arena_zalloc(&r->mem, slots + 1, sizeof *r->cell_of_slot);
	for (i = 0; i < slots; i++) {
		r->cell_of_slot[i] = -1;
		if (in->open_seats[i] <= 0)
			continue;
		s = i / in->n_rooms;
		for (k = s * in->n_rooms; k < i; k++)
			if (in->open_seats[k] > 0 && in->open_subjects[k] == in->open_subjects[i] &&
			    in->rooms[k % in->n_rooms].tag == in->rooms[i % in->n_rooms].tag)
				break;
		if (k == i) {
			r->cells[r->n_cells] =
			    (struct cell){(int)s, in->sessions[s].day, (int)(i % in->n_rooms), 0};
			r->cell_of_slot[i] = r->n_cells++;
		} else {
			r->cell_of_slot[i] = r->cell_of_slot[k];
		}
		r->cells[r->cell_of_slot[i]].seats += in->open_seats[i];
	}
}

static bool same_group(const struct replay *r, const struct group *g, size_t i)
{
	const struct assign_entry *a = g->like, *b = &r->in->entries[i];

	return a->subject == b->subject && a->tag == b->tag &&
	       a->extra_percent == b->extra_percent && a->fixed_session == b->fixed_session &&
	       g->wishes == r->counts[i] && (!g->wishes || a->wish_day == b->wish_day);
}

static void make_groups(struct replay *r)
{
	size_t n = r->in->n_entries, i;
	int g, c;

	r->groups = arena_zalloc(&r->mem, n + 1, sizeof *r->groups);
	r->group_of = arena_zalloc(&r->mem, n + 1, sizeof *r->group_of);
	for (i = 0; i < n; i++) {
		r->group_of[i] = -1;
		if (r->in->entries[i].fixed_room >= 0)
			continue;
		for (g = 0; g < r->n_groups && !same_group(r, &r->groups[g], i); g++)
			;
		if (g == r->n_groups)
			r->groups[r->n_groups++] =
			    (struct group){.like = &r->in->entries[i], .wishes = r->counts[i]};
		r->group_of[i] = g;
	}
	r->allowed = arena_zalloc(&r->mem, (size_t)(r->n_groups * r->n_cells) + 1, sizeof(bool));
	for (g = 0; g < r->n_groups; g++)
		for (c = 0; c < r->n_cells; c++)
			r->allowed[g * r->n_cells + c] = !verify_why_not(
			    r->in, r->groups[g].like, r->cells[c].session, r->cells[c].room);
}

static enum part part_of(const struct replay *r, int g, int c)
{
	if (c == r->n_cells)
		return NOWHERE;
	if (!r->groups[g].wishes || r->cells[c].day == r->groups[g].like->wish_day)
		return WISH;
	return OTHER;
}

static int cell_of(const struct replay *r, size_t i)
{
	const struct assign_place *p = &r->places[i];

	if (p->kind == ASSIGN_UNPLACED)
		return r->n_cells;
	return r->cell_of_slot[(size_t)p->session * r->in->n_rooms + (size_t)p->room];
}

static void count_places(struct replay *r)
{
	size_t i, wide = (size_t)r->n_cells + 1;
	int c;

	r->x = arena_zalloc(&r->mem, (size_t)r->n_groups * wide + 1, sizeof *r->x);
	r->load = arena_zalloc(&r->mem, wide, sizeof *r->load);
	for (i = 0; i < r->in->n_entries; i++) {
		c = cell_of(r, i);
		r->load[c]++;
		if (r->group_of[i] < 0)
			continue;
		r->x[(size_t)r->group_of[i] * wide + (size_t)c]++;
		r->groups[r->group_of[i]].placed += c != r->n_cells;
		r->groups[r->group_of[i]].on_wish += part_of(r, r->group_of[i], c) == WISH;
	}
}

/* ---- shortest paths ---- */

static int64_t cost_of(const struct replay *r, int g, enum part p)
{
	return (p == NOWHERE ? ASSIGN_UNPLACED_COST : 0) + (p != WISH && r->groups[g].wishes);
}

static int node_of(const struct replay *r, int g, enum part p)
{
	return r->n_cells + 1 + g * N_PARTS + (int)p;
}

struct walk {
	struct replay *r;
	size_t head, tail, ring;
};

static void reach(struct walk *w, int node, int64_t dist)
{
	struct replay *r = w->r;

	if (dist >= r->dist[node])
		return;
	r->dist[node] = dist;
	if (r->queued[node])
		return;
	r->queued[node] = true;
	r->queue[w->tail++ % w->ring] = node;
}

/* Cell c has one too many: somebody leaves it. */
static void leave_cell(struct walk *w, int c)
{
	struct replay *r = w->r;
	enum part p;
	int g;

	for (g = 0; g < r->n_groups; g++)
		if (r->x[(size_t)g * ((size_t)r->n_cells + 1) + (size_t)c] > 0) {
			p = part_of(r, g, c);
			reach(w, node_of(r, g, p), r->dist[c] - cost_of(r, g, p));
		}
}

/* An entry of g has left a cell of part p: it goes to another, or to another part. */
static void leave_group(struct walk *w, int g, enum part p)
{
	struct replay *r = w->r;
	const struct group *k = &r->groups[g];
	int64_t dist = r->dist[node_of(r, g, p)];
	bool from_wish = p != WISH || k->on_wish > k->promised_wish;
	bool from_seat = p == NOWHERE || k->placed > k->promised_seat;
	int c;

	for (c = 0; c < r->n_cells; c++)
		if (r->allowed[g * r->n_cells + c] && part_of(r, g, c) == p)
			reach(w, c, dist + cost_of(r, g, p));
	if (p == NOWHERE)
		reach(w, r->n_cells, dist + cost_of(r, g, p));
	reach(w, node_of(r, g, WISH), dist);
	if (from_wish)
		reach(w, node_of(r, g, OTHER), dist);
	if (from_wish && from_seat)
		reach(w, node_of(r, g, NOWHERE), dist);
}

/* All distances from the nodes that the caller reached. */
static void walk_on(struct walk *w)
{
	struct replay *r = w->r;
	int node;

	while (w->head < w->tail) {
		node = r->queue[w->head++ % w->ring];
		r->queued[node] = false;
		if (node < r->n_cells)
			leave_cell(w, node);
		else if (node > r->n_cells)
			leave_group(w, (node - r->n_cells - 1) / N_PARTS,
				    (enum part)((node - r->n_cells - 1) % N_PARTS));
	}
}

/*
 * Can one more of group g be on its wish (seat: be placed at all), at no cost, with all promises
 * kept? It comes from where one of g is elsewhere (nowhere).
 */
static bool one_more(struct replay *r, int g, bool seat)
{
	struct walk w = {.r = r, .ring = (size_t)(r->n_cells + 1 + r->n_groups * N_PARTS)};
	enum part from = seat ? NOWHERE : OTHER;
	int64_t gain = cost_of(r, g, from), *x = r->x + (size_t)g * ((size_t)r->n_cells + 1);
	int i;

	for (i = 0; i < (int)w.ring; i++)
		r->dist[i] = FAR;
	for (i = 0; i < r->n_cells; i++)
		if (r->allowed[g * r->n_cells + i] && (seat || part_of(r, g, i) == WISH))
			reach(&w, i, cost_of(r, g, part_of(r, g, i)));
	walk_on(&w);
	for (i = 0; i <= r->n_cells; i++)
		if (r->dist[i] <= gain && (i == r->n_cells || r->load[i] < r->cells[i].seats ||
					   (!seat && part_of(r, g, i) == OTHER && x[i] > 0)))
			return true;
	return false;
}

/* ---- the draw ---- */

static void complain(struct replay *r, struct group *g, const struct assign_entry *e,
		     const char *text)
{
	struct finding f = {.rule = "R-WISH", .severity = SEV_ERROR, .text = text};

	if (g->wronged)
		return;
	g->wronged = true;
	f.subject = arena_printf(&r->mem, "%" PRId64, e->id);
	findings_add(r->out, &f);
}

/*
 * One pass in ticket order. In a group whoever comes first has the right; once one of it has lost,
 * all later ones have.
 */
static void draw(struct replay *r, bool seat)
{
	const struct assign_entry *e;
	struct group *g;
	uint32_t i, at;
	bool has;

	for (i = 0; i < (uint32_t)r->n_groups; i++)
		r->groups[i].loser = NULL;
	for (i = 0; i < r->in->n_entries; i++) {
		at = r->order[i];
		if (r->group_of[at] < 0)
			continue;
		e = &r->in->entries[at];
		g = &r->groups[r->group_of[at]];
		if (!seat && (!g->wishes || r->places[at].kind == ASSIGN_UNPLACED))
			continue;
		has = seat ? cell_of(r, at) != r->n_cells
			   : part_of(r, r->group_of[at], cell_of(r, at)) == WISH;
		if (has && g->loser)
			complain(r, g, g->loser, F_REPLAY_LATER);
		else if (has)
			*(seat ? &g->promised_seat : &g->promised_wish) += 1;
		else if (!g->loser && one_more(r, r->group_of[at], seat))
			complain(r, g, e, seat ? F_REPLAY_SEAT : F_REPLAY_WISH);
		if (!has && !g->loser)
			g->loser = e;
	}
}

void verify_lottery(const struct assign_instance *in, const struct assign_place *places,
		    const bool *counts, struct findings *out)
{
	struct replay r = {.in = in, .places = places, .counts = counts, .out = out};
	size_t nodes;

	sort_by_ticket(&r);
	make_cells(&r);
	make_groups(&r);
	count_places(&r);
	nodes = (size_t)(r.n_cells + 1 + r.n_groups * N_PARTS);
	r.dist = arena_zalloc(&r.mem, nodes, sizeof *r.dist);
	r.queue = arena_zalloc(&r.mem, nodes, sizeof *r.queue);
	r.queued = arena_zalloc(&r.mem, nodes, sizeof *r.queued);
	draw(&r, true);
	draw(&r, false);
	arena_free(&r.mem);
}
