/*
 * Rooms and seats inside each session. Rooms: few and full, or all and even. Seats: random, then
 * swapped until neighbours (left, right, before, behind) share neither subject nor school as far
 * as possible. The seats used are the lowest, so that no room has gaps.
 */
#include "exam/assign_model.h"

#include "base/err.h"

#include <stdlib.h>
#include <string.h>

enum { SWAPS_PER_SEAT = 60 };

/* ---- rooms ---- */

struct room_load {
	int room;
	int32_t used, seats;
	bool open;
};

struct card {
	uint32_t ent, shuffled;
	int subject, school;
};

static int by_subject(const void *pa, const void *pb)
{
	const struct card *a = pa, *b = pb;

	if (a->subject != b->subject)
		return a->subject < b->subject ? -1 : 1;
	if (a->school != b->school)
		return a->school < b->school ? -1 : 1;
	return a->shuffled < b->shuffled ? -1 : a->shuffled > b->shuffled;
}

/* Rooms that people sit in already come first, then the large ones. */
static int by_size(const void *pa, const void *pb)
{
	const struct room_load *a = pa, *b = pb;

	if ((a->used > 0) != (b->used > 0))
		return a->used > 0 ? -1 : 1;
	if (a->seats != b->seats)
		return a->seats > b->seats ? -1 : 1;
	return a->room < b->room ? -1 : a->room > b->room;
}

static uint32_t sort_rooms(const struct solver *s, uint32_t cell, struct room_load *rooms)
{
	const struct assign_instance *in = s->in;
	size_t base = (size_t)s->cells[cell].session * in->n_rooms, r;
	uint32_t k = 0;

	for (r = 0; r < in->n_rooms; r++)
		if (s->cell_of_room[base + r] == (int)cell) {
			rooms[k].room = (int)r;
			rooms[k].seats = in->open_seats[base + r];
			rooms[k].used = rooms[k].seats - s->room_left[base + r];
			k++;
		}
	qsort(rooms, k, sizeof *rooms, by_size);
	return k;
}

uint32_t rooms_in_order(const struct solver *s, uint32_t cell, int32_t *seats, uint32_t *ret_fixed)
{
	struct room_load *rooms = mem_zalloc(s->in->n_rooms + 1, sizeof *rooms);
	uint32_t n = sort_rooms(s, cell, rooms), i;

	*ret_fixed = 0;
	for (i = 0; i < n; i++) {
		seats[i] = rooms[i].seats - rooms[i].used;
		*ret_fixed += rooms[i].used > 0;
	}
	mem_free(rooms);
	return n;
}

static uint32_t rooms_of_cell(struct solver *s, uint32_t cell, uint32_t n, bool even,
			      struct room_load *rooms)
{
	uint32_t k = sort_rooms(s, cell, rooms), i;
	int64_t room_for = 0;

	for (i = 0; i < k; i++) {
		rooms[i].open = even || room_for < n;
		room_for += rooms[i].seats - rooms[i].used;
	}
	return k;
}

/* The open room filled least, as a share of its seats. */
static struct room_load *emptiest(struct room_load *rooms, uint32_t n)
{
	struct room_load *best = NULL;
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (!rooms[i].open || rooms[i].used >= rooms[i].seats)
			continue;
		if (!best ||
		    (int64_t)rooms[i].used * best->seats < (int64_t)best->used * rooms[i].seats)
			best = &rooms[i];
	}
	BUG_ON(!best);
	return best;
}

static void fill_rooms(struct solver *s, uint32_t cell, struct card *cards, uint32_t n, bool even,
		       struct room_load *rooms)
{
	uint32_t k = rooms_of_cell(s, cell, n, even, rooms), i, *order;
	struct room_load *r;
	struct chance rng;

	order = mem_zalloc((size_t)n + 1, sizeof *order);
	for (i = 0; i < n; i++)
		order[i] = i;
	model_stream(s->in, "deal", cell, &rng);
	chance_shuffle_u32(&rng, order, n);
	for (i = 0; i < n; i++)
		cards[i].shuffled = order[i];
	qsort(cards, n, sizeof *cards, by_subject);
	for (i = 0; i < n; i++) {
		r = emptiest(rooms, k);
		r->used++;
		s->ents[cards[i].ent].room = r->room;
	}
	mem_free(order);
}

void step_rooms(struct solver *s, bool even)
{
	uint32_t n = (uint32_t)s->in->n_entries, i, c;
	uint32_t *first = arena_zalloc(s->mem, (size_t)s->n_cells + 2, sizeof *first);
	uint32_t *at = arena_zalloc(s->mem, (size_t)s->n_cells + 1, sizeof *at);
	struct card *cards = arena_zalloc(s->mem, (size_t)n + 1, sizeof *cards), *k;
	struct room_load *rooms = arena_zalloc(s->mem, s->in->n_rooms + 1, sizeof *rooms);

	for (i = 0; i < n; i++)
		if (ent_is_free(&s->ents[i]))
			first[s->ents[i].cell + 1]++;
	for (c = 0; c < s->n_cells; c++) {
		first[c + 1] += first[c];
		at[c] = first[c];
	}
	for (i = 0; i < n; i++)
		if (ent_is_free(&s->ents[i])) {
			k = &cards[at[s->ents[i].cell]++];
			*k = (struct card){i, 0, ent_in(s, &s->ents[i])->subject,
					   ent_in(s, &s->ents[i])->school};
		}
	for (c = 0; c < s->n_cells; c++)
		if (first[c + 1] > first[c])
			fill_rooms(s, c, cards + first[c], first[c + 1] - first[c], even, rooms);
}

/* ---- seats ---- */

/* Whoever has a seat; ent -1: nobody. */
struct sitter {
	int32_t ent;
	int subject, school;
};

struct plan {
	struct solver *s;
	int32_t n_seats;
	int cols;
	struct sitter *who;	    /* per seat from 0 */
	uint32_t *places, n_places; /* seats whose people may swap */
	int *degrees, *kinds;	    /* scratch, one per seat */
};

static struct sitter sitter_of(const struct solver *s, uint32_t ent)
{
	const struct assign_entry *in = ent_in(s, &s->ents[ent]);

	return (struct sitter){(int32_t)ent, in->subject, in->school};
}

static bool same_subject(const struct plan *p, int32_t a, int32_t b)
{
	return p->who[a].subject == p->who[b].subject;
}

static bool same_school(const struct plan *p, int32_t a, int32_t b)
{
	return p->who[a].school == p->who[b].school && p->who[a].school != 0;
}

static int pair_cost(const struct plan *p, int32_t a, int32_t b)
{
	bool subject, school;

	if (p->who[a].ent < 0 || p->who[b].ent < 0)
		return 0;
	subject = same_subject(p, a, b);
	school = same_school(p, a, b);
	return 2 * subject + school + (subject && school);
}

static int seat_cost(const struct plan *p, int32_t a)
{
	int cost = 0, col = a % p->cols;

	if (col > 0)
		cost += pair_cost(p, a, a - 1);
	if (col + 1 < p->cols && a + 1 < p->n_seats)
		cost += pair_cost(p, a, a + 1);
	if (a >= p->cols)
		cost += pair_cost(p, a, a - p->cols);
	if (a + p->cols < p->n_seats)
		cost += pair_cost(p, a, a + p->cols);
	return cost;
}

static void swap_seats(struct plan *p, struct chance *rng)
{
	uint64_t turns = (uint64_t)p->n_places * SWAPS_PER_SEAT, t;
	int64_t total = 0;
	struct sitter who;
	int32_t a, b;
	int before, after;
	uint32_t i;

	for (i = 0; i < p->n_places; i++)
		total += seat_cost(p, (int32_t)p->places[i]);
	for (t = 0; t < turns && total > 0; t++) {
		a = (int32_t)p->places[chance_below(rng, p->n_places)];
		b = (int32_t)p->places[chance_below(rng, p->n_places)];
		before = seat_cost(p, a) + seat_cost(p, b);
		who = p->who[a];
		p->who[a] = p->who[b];
		p->who[b] = who;
		after = seat_cost(p, a) + seat_cost(p, b);
		if (after > before) {
			p->who[b] = p->who[a];
			p->who[a] = who;
		} else if (after < before) {
			total -= before - after;
		}
	}
}

static void count_pair(const struct plan *p, int32_t a, int32_t b, struct assign_result *ret)
{
	if (p->who[b].ent < 0)
		return;
	ret->neighbour_pairs++;
	ret->same_subject_pairs += same_subject(p, a, b);
	ret->same_school_pairs += same_school(p, a, b);
}

static void count_pairs(const struct plan *p, struct assign_result *ret)
{
	int32_t a, n = p->n_seats;

	for (a = 0; a < n; a++) {
		if (p->who[a].ent < 0)
			continue;
		if (a % p->cols + 1 < p->cols && a + 1 < n)
			count_pair(p, a, a + 1, ret);
		if (a + p->cols < n)
			count_pair(p, a, a + p->cols, ret);
	}
}

static int downwards(const void *pa, const void *pb)
{
	const int *a = pa, *b = pb;

	return *b - *a;
}

/* How many people sit beside seat a. */
static int degree(const struct plan *p, int32_t a)
{
	int col = a % p->cols, n = 0;

	n += col > 0 && p->who[a - 1].ent >= 0;
	n += col + 1 < p->cols && a + 1 < p->n_seats && p->who[a + 1].ent >= 0;
	n += a >= p->cols && p->who[a - p->cols].ent >= 0;
	n += a + p->cols < p->n_seats && p->who[a + p->cols].ent >= 0;
	return n;
}

/*
 * Of n people of one kind on the v taken seats: the other v - n can part at most as many pairs as
 * the v - n seats with most neighbours have. At least the rest are pairs of the kind. kinds: of
 * the people, 0 for those who are of none; degrees: of the seats, the largest first.
 */
static int64_t pairs_bound(int *kinds, const int *degrees, int32_t v)
{
	int64_t sum = 0, bound = 0, parted;
	int32_t i, k, n;

	for (i = 0; i < v; i++)
		sum += degrees[i];
	qsort(kinds, (size_t)v, sizeof *kinds, downwards);
	for (i = 0; i < v && kinds[i]; i += n) {
		for (n = 1; i + n < v && kinds[i + n] == kinds[i]; n++)
			;
		for (k = 0, parted = 0; k < v - n; k++)
			parted += degrees[k];
		if (sum / 2 > parted)
			bound += sum / 2 - parted;
	}
	return bound;
}

static void count_bounds(const struct plan *p, struct assign_result *ret)
{
	int32_t a, v = 0;

	for (a = 0; a < p->n_seats; a++)
		if (p->who[a].ent >= 0)
			p->degrees[v++] = degree(p, a);
	qsort(p->degrees, (size_t)v, sizeof *p->degrees, downwards);
	for (a = 0, v = 0; a < p->n_seats; a++)
		if (p->who[a].ent >= 0)
			p->kinds[v++] = p->who[a].subject + 1;
	ret->same_subject_bound += pairs_bound(p->kinds, p->degrees, v);
	for (a = 0, v = 0; a < p->n_seats; a++)
		if (p->who[a].ent >= 0)
			p->kinds[v++] = p->who[a].school;
	ret->same_school_bound += pairs_bound(p->kinds, p->degrees, v);
}

static int columns(const struct assign_room *r, int32_t seats)
{
	int cols = 1;

	if (r->cols > 0 && (int64_t)r->cols * (r->rows > 0 ? r->rows : seats) >= seats)
		return r->cols;
	while (cols * cols < seats)
		cols++;
	return cols;
}

/* Seats the ents of one room in one session. */
static void seat_room(struct plan *p, const struct assign_room *room, uint32_t *ents, uint32_t n,
		      struct chance *rng, struct assign_result *ret)
{
	struct solver *s = p->s;
	uint32_t i, k = 0;
	int32_t seat;

	p->cols = columns(room, p->n_seats);
	for (seat = 0; seat < p->n_seats; seat++)
		p->who[seat].ent = -1;
	for (i = 0; i < n; i++) {
		seat = ent_in(s, &s->ents[ents[i]])->fixed_seat;
		if (seat > 0)
			p->who[seat - 1] = sitter_of(s, ents[i]);
		else
			ents[k++] = ents[i];
	}
	chance_shuffle_u32(rng, ents, k);
	p->n_places = 0;
	for (seat = 0, i = 0; i < k; seat++) {
		BUG_ON(seat >= p->n_seats);
		if (p->who[seat].ent >= 0)
			continue;
		p->who[seat] = sitter_of(s, ents[i++]);
		p->places[p->n_places++] = (uint32_t)seat;
	}
	if (p->n_places > 1)
		swap_seats(p, rng);
	count_pairs(p, ret);
	count_bounds(p, ret);
	for (seat = 0; seat < p->n_seats; seat++)
		if (p->who[seat].ent >= 0)
			ret->places[s->ents[p->who[seat].ent].in].seat = seat + 1;
}

static size_t slot_of(const struct solver *s, const struct ent *e)
{
	return (size_t)s->cells[e->cell].session * s->in->n_rooms + (size_t)e->room;
}

void step_seats(struct solver *s, struct assign_result *ret)
{
	const struct assign_instance *in = s->in;
	size_t slots = in->n_sessions * in->n_rooms, k, i;
	uint32_t *first = arena_zalloc(s->mem, slots + 2, sizeof *first);
	uint32_t *at = arena_zalloc(s->mem, slots + 1, sizeof *at);
	uint32_t *list = arena_zalloc(s->mem, in->n_entries + 1, sizeof *list);
	struct plan p = {.s = s};
	struct chance rng;
	int32_t most = 0;

	for (i = 0; i < in->n_entries; i++)
		if (s->ents[i].placed)
			first[slot_of(s, &s->ents[i]) + 1]++;
	for (k = 0; k < slots; k++) {
		first[k + 1] += first[k];
		at[k] = first[k];
		most = in->open_seats[k] > most ? in->open_seats[k] : most;
	}
	for (i = 0; i < in->n_entries; i++)
		if (s->ents[i].placed)
			list[at[slot_of(s, &s->ents[i])]++] = (uint32_t)i;
	p.who = arena_zalloc(s->mem, (size_t)most + 1, sizeof *p.who);
	p.degrees = arena_zalloc(s->mem, (size_t)most + 1, sizeof *p.degrees);
	p.kinds = arena_zalloc(s->mem, (size_t)most + 1, sizeof *p.kinds);
	p.places = arena_zalloc(s->mem, (size_t)most + 1, sizeof *p.places);
	for (k = 0; k < slots; k++) {
		if (first[k + 1] == first[k])
			continue;
		p.n_seats = in->open_seats[k];
		model_stream(in, "seat", (int64_t)k, &rng);
		seat_room(&p, &in->rooms[k % in->n_rooms], list + first[k], first[k + 1] - first[k],
			  &rng, ret);
	}
}
