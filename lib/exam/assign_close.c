/*
 * Few rooms: closes a room of a session where everybody who would have to leave finds a seat in
 * rooms that are open anyway, without anything that was decided before getting worse. Rooms of a
 * cell are alike, so of each cell the ones with fixed entries stay open, then the largest.
 */
#include "exam/assign_model.h"

#include "base/err.h"

#include <stdlib.h>
#include <string.h>

enum { ROUNDS_MAX = 80, REOPEN_MAX = 3 };
#define ROUND_WORK ((int64_t)400000)

/* The rooms of a cell in the order in which they stay open. */
struct block {
	uint32_t n, least, open; /* least: with fixed entries */
	int32_t *seats;		 /* free ones, of each room */
	int64_t fixed;		 /* people of fixed candidates */
};

struct closing {
	struct solver *s;
	struct arena mem;
	struct block *blocks; /* per cell */
	uint32_t *order;      /* cells: the next to try first */
	struct chance rng;
};

static int64_t seats_of(const struct block *b, uint32_t rooms)
{
	int64_t sum = 0;
	uint32_t i;

	for (i = 0; i < rooms; i++)
		sum += b->seats[i];
	return sum;
}

static int64_t people_in(const struct closing *k, uint32_t c)
{
	return k->blocks[c].fixed + k->s->net.load[c];
}

/* How many would have to leave cell c for its last open room to close; -1: it may not. */
static int64_t must_leave(const struct closing *k, uint32_t c)
{
	const struct block *b = &k->blocks[c];
	int64_t more;

	if (b->open <= b->least)
		return -1;
	more = people_in(k, c) - seats_of(b, b->open - 1);
	return more > 0 ? more : 0;
}

static void set_cap(struct closing *k, uint32_t c)
{
	k->s->net.cap[c] =
	    (int32_t)(seats_of(&k->blocks[c], k->blocks[c].open) - k->blocks[c].fixed);
}

/* Opens as many rooms as the people need. */
static void make_blocks(struct closing *k)
{
	struct solver *s = k->s;
	uint32_t c;
	struct block *b;

	k->blocks = arena_zalloc(&k->mem, (size_t)s->n_cells + 1, sizeof *k->blocks);
	for (c = 0; c < s->n_cells; c++) {
		b = &k->blocks[c];
		b->seats = arena_zalloc(&k->mem, s->in->n_rooms + 1, sizeof *b->seats);
		b->n = rooms_in_order(s, c, b->seats, &b->least);
		b->fixed = s->cells[c].seats - s->net.cap[c];
		b->open = b->least;
		while (seats_of(b, b->open) < people_in(k, c))
			b->open++;
		set_cap(k, c);
	}
}

/* ---- one room ---- */

/* An entry of a fixed candidate goes where it changes nothing for him. False: there is no place. */
static bool move_entry(struct closing *k, struct ent *e)
{
	struct solver *s = k->s;
	uint32_t from = (uint32_t)e->cell, c;

	for (c = 0; c < s->n_cells; c++) {
		if (c == from || !ent_may_move(s, e, (int)c) || !net_make_room(&s->net, c))
			continue;
		e->cell = (int)c;
		k->blocks[from].fixed--;
		s->net.cap[from]++;
		k->blocks[c].fixed++;
		s->net.cap[c]--;
		return true;
	}
	return false;
}

/* Closes the last open room of cell c where all who sit there too many find another place. */
static bool close_one(struct closing *k, uint32_t c)
{
	struct solver *s = k->s;
	struct cand *o;
	uint32_t i, j;

	k->blocks[c].open--;
	set_cap(k, c);
	(void)net_drain(&s->net, c);
	for (i = 0; i < s->n_multi && s->net.load[c] > s->net.cap[c]; i++) {
		o = &s->cands[s->multi[i]];
		for (j = o->first; j < o->first + o->n; j++)
			if (!s->ents[j].anchored && s->ents[j].cell == (int)c)
				(void)move_entry(k, &s->ents[j]);
	}
	if (s->net.load[c] <= s->net.cap[c])
		return true;
	k->blocks[c].open++;
	set_cap(k, c);
	return false;
}

/* ---- all rooms ---- */

static uint32_t rooms_open(const struct closing *k)
{
	uint32_t c, n = 0;

	for (c = 0; c < k->s->n_cells; c++)
		n += k->blocks[c].open;
	return n;
}

/* Seats that are free in open rooms. */
static int64_t seats_spare(const struct closing *k)
{
	int64_t sum = 0;
	uint32_t c;

	for (c = 0; c < k->s->n_cells; c++)
		sum += k->s->net.cap[c] - k->s->net.load[c];
	return sum;
}

/* The cell whose room closes most easily, of those not tried yet; n_cells: none. */
static uint32_t easiest(const struct closing *k, const bool *tried)
{
	uint32_t c, best = k->s->n_cells;
	int64_t n, least = INT64_MAX;

	for (c = 0; c < k->s->n_cells; c++) {
		n = tried[c] ? -1 : must_leave(k, c);
		if (n >= 0 && n < least) {
			least = n;
			best = c;
		}
	}
	return best;
}

static void close_easy_ones(struct closing *k)
{
	bool *tried = mem_zalloc((size_t)k->s->n_cells + 1, sizeof *tried);
	uint32_t c;

	while ((c = easiest(k, tried)) < k->s->n_cells)
		if (must_leave(k, c) > seats_spare(k) || !close_one(k, c))
			tried[c] = true;
	mem_free(tried);
}

static void close_in_any_order(struct closing *k)
{
	uint32_t i, c;

	chance_shuffle_u32(&k->rng, k->order, k->s->n_cells);
	for (i = 0; i < k->s->n_cells; i++) {
		c = k->order[i];
		while (must_leave(k, c) >= 0 && must_leave(k, c) <= seats_spare(k))
			if (!close_one(k, c))
				break;
	}
}

/* ---- again, otherwise ---- */

struct kept {
	struct net net; /* the flow only */
	struct block *blocks;
	int *cells; /* of the ents */
};

static void keep(struct closing *k, struct kept *o)
{
	struct solver *s = k->s;
	size_t i;

	net_copy_flow(&o->net, &s->net);
	memcpy(o->blocks, k->blocks, s->n_cells * sizeof *o->blocks);
	for (i = 0; i < s->in->n_entries; i++)
		o->cells[i] = s->ents[i].cell;
}

static void back_to(struct closing *k, const struct kept *o)
{
	struct solver *s = k->s;
	size_t i;

	net_copy_flow(&s->net, &o->net);
	memcpy(k->blocks, o->blocks, s->n_cells * sizeof *o->blocks);
	for (i = 0; i < s->in->n_entries; i++)
		s->ents[i].cell = o->cells[i];
}

static void reopen_some(struct closing *k)
{
	uint32_t n = 1 + (uint32_t)chance_below(&k->rng, REOPEN_MAX), tries, c;

	for (tries = 0; n > 0 && tries < 50; tries++) {
		c = (uint32_t)chance_below(&k->rng, k->s->n_cells);
		if (k->blocks[c].open == k->blocks[c].n)
			continue;
		k->blocks[c].open++;
		set_cap(k, c);
		n--;
	}
}

static void try_again(struct closing *k, int64_t bound)
{
	struct solver *s = k->s;
	int64_t rounds = ROUND_WORK / ((int64_t)s->n_cells * s->net.n_groups + 1), i;
	struct kept best;
	uint32_t least;

	net_make(&k->mem, &best.net, s->net.n_groups, s->n_cells);
	best.blocks = arena_zalloc(&k->mem, (size_t)s->n_cells + 1, sizeof *best.blocks);
	best.cells = arena_zalloc(&k->mem, s->in->n_entries + 1, sizeof *best.cells);
	for (i = 0; i < rounds && i < ROUNDS_MAX && rooms_open(k) > bound; i++) {
		keep(k, &best);
		least = rooms_open(k);
		reopen_some(k);
		close_in_any_order(k);
		if (rooms_open(k) > least)
			back_to(k, &best);
	}
}

void step_close(struct solver *s)
{
	struct closing k = {.s = s};
	uint32_t c;

	if (s->n_cells == 0)
		return;
	make_blocks(&k);
	k.order = arena_zalloc(&k.mem, s->n_cells, sizeof *k.order);
	for (c = 0; c < s->n_cells; c++)
		k.order[c] = c;
	model_stream(s->in, "close", 0, &k.rng);
	close_easy_ones(&k);
	try_again(&k, fewest_rooms(s));
	arena_free(&k.mem);
}

/* ---- the bound ---- */

/* A cell e can be in, and where it has to be, given the wishes kept; -1: in several. */
static const struct cell *confine(const struct solver *s, const struct ent *e, int *ret_day,
				  int *ret_session)
{
	const uint64_t *cells = s->class_cells + (size_t)e->cls * s->cell_words;
	const uint64_t *day = s->day_cells + (size_t)(e->granted ? e->wish : 0) * s->cell_words;
	const struct cell *c = e->anchored ? &s->cells[e->cell] : NULL, *other;
	uint32_t w;
	uint64_t m;

	*ret_day = c ? c->day : -1;
	*ret_session = c ? c->session : -1;
	for (w = 0; !e->anchored && w < s->cell_words; w++)
		for (m = cells[w] & (e->granted ? day[w] : UINT64_MAX); m; m &= m - 1) {
			other = &s->cells[w * 64 + set_lowest(m)];
			if (!c) {
				c = other;
				*ret_day = c->day;
				*ret_session = c->session;
			}
			*ret_day = other->day == *ret_day ? other->day : -1;
			*ret_session = other->session == *ret_session ? other->session : -1;
		}
	return c;
}

/* A room of a session; taken: it has to be open. */
struct place {
	int32_t seats;
	int session, day;
	bool taken;
};

/* People who sit in rooms with one tag: in all, on each day for certain, in each session. */
struct crowd {
	int tag;
	int64_t all, on_day[ASSIGN_DAYS_MAX], *in_session;
	struct place *places; /* rooms with the tag, the largest first */
	size_t n_places;
};

static int by_seats(const void *pa, const void *pb)
{
	const struct place *a = pa, *b = pb;

	if (a->seats != b->seats)
		return a->seats > b->seats ? -1 : 1;
	return a->session < b->session ? -1 : a->session > b->session;
}

/* The rooms with fixed entries are open anyway. */
static void find_places(const struct solver *s, struct crowd *k)
{
	const struct assign_instance *in = s->in;
	size_t i, at;

	k->n_places = 0;
	for (i = 0; i < in->n_sessions * in->n_rooms; i++) {
		if (in->open_seats[i] <= 0 || in->rooms[i % in->n_rooms].tag != k->tag)
			continue;
		at = i / in->n_rooms;
		k->places[k->n_places++] =
		    (struct place){in->open_seats[i], (int)at, in->sessions[at].day,
				   s->room_left[i] < in->open_seats[i]};
	}
	qsort(k->places, k->n_places, sizeof *k->places, by_seats);
}

/* Takes the largest rooms of the session (-1: any) and day (-1: any) until n people fit. */
static void take_rooms(struct crowd *k, int session, int day, int64_t n)
{
	struct place *p;
	int pass;

	for (pass = 0; pass < 2; pass++) /* first what is taken already */
		for (p = k->places; p < k->places + k->n_places; p++) {
			if ((session >= 0 && p->session != session) ||
			    (day >= 0 && p->day != day) || (pass == 0 && !p->taken) ||
			    (pass == 1 && (p->taken || n <= 0)))
				continue;
			p->taken = true;
			n -= p->seats;
		}
}

/*
 * Each session needs rooms for those who can sit in no other, then each day, then all: the
 * largest that are left serve best each time.
 */
static int64_t fewest_of_crowd(const struct solver *s, struct crowd *k)
{
	int64_t n = 0;
	size_t i;
	int d;

	find_places(s, k);
	for (i = 0; i < s->in->n_sessions; i++)
		take_rooms(k, (int)i, -1, k->in_session[i]);
	for (d = 0; d < s->in->days; d++)
		take_rooms(k, -1, d, k->on_day[d]);
	take_rooms(k, -1, -1, k->all);
	for (i = 0; i < k->n_places; i++)
		n += k->places[i].taken;
	return n;
}

int64_t fewest_rooms(const struct solver *s)
{
	struct crowd k = {0};
	int64_t sum = 0;
	int day, session, tag, next;
	const struct ent *e;
	size_t i;

	k.in_session = mem_zalloc(s->in->n_sessions + 1, sizeof *k.in_session);
	k.places = mem_zalloc(s->in->n_sessions * s->in->n_rooms + 1, sizeof *k.places);
	for (k.tag = 0; k.tag >= 0; k.tag = next) {
		k.all = 0;
		memset(k.on_day, 0, sizeof k.on_day);
		memset(k.in_session, 0, (s->in->n_sessions + 1) * sizeof *k.in_session);
		for (i = 0, next = -1; i < s->in->n_entries; i++) {
			e = &s->ents[i];
			if (!e->placed)
				continue;
			tag = confine(s, e, &day, &session)->tag;
			if (tag > k.tag && (next < 0 || tag < next))
				next = tag;
			if (tag != k.tag)
				continue;
			k.all++;
			k.on_day[day < 0 ? 0 : day] += day >= 0;
			k.in_session[session < 0 ? 0 : session] += session >= 0;
		}
		sum += fewest_of_crowd(s, &k);
	}
	mem_free(k.in_session);
	mem_free(k.places);
	return sum;
}
