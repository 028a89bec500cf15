#include "exam/assign_model.h"

#include "base/err.h"
#include "base/hash.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TUPLE_STEPS_MAX = 200000 };

/* ---- names of chance ---- */

static void name_of(const struct assign_instance *in, const char *word, int64_t id, char **ret,
		    struct arena *a)
{
	*ret = arena_printf(a, "ncre-assign-v1|%s|%s|%s|%" PRId64, in->seed, in->site, word, id);
}

void assign_ticket(const struct assign_instance *in, int64_t candidate, uint8_t out[32])
{
	struct arena a = {0};
	struct hash h;
	char *name;

	name_of(in, "ticket", candidate, &name, &a);
	hash_start(&h);
	hash_add(&h, name, strlen(name));
	hash_end_bytes(&h, out);
	arena_free(&a);
}

void model_stream(const struct assign_instance *in, const char *word, int64_t id, struct chance *c)
{
	struct arena a = {0};
	char *name;

	name_of(in, word, id, &name, &a);
	chance_start(c, name);
	arena_free(&a);
}

/* ---- numbering ---- */

static uint64_t spread(uint64_t k)
{
	k ^= k >> 31;
	k *= 0x9e3779b97f4a7c15u;
	return k ^ k >> 29;
}

static void key_grow(struct arena *out, struct key_map *map)
{
	struct key_map old = *map;
	uint32_t i, at;

	map->size = old.size ? old.size * 2 : 64;
	map->keys = arena_zalloc(out, map->size, sizeof *map->keys);
	map->values = arena_zalloc(out, map->size, sizeof *map->values);
	for (i = 0; i < old.size; i++) {
		if (!old.values[i])
			continue;
		at = (uint32_t)spread(old.keys[i]) & (map->size - 1);
		while (map->values[at])
			at = (at + 1) & (map->size - 1);
		map->keys[at] = old.keys[i];
		map->values[at] = old.values[i];
	}
}

uint32_t key_number(struct arena *out, struct key_map *map, uint64_t key)
{
	uint32_t at;

	if (map->used * 2 >= map->size)
		key_grow(out, map);
	at = (uint32_t)spread(key) & (map->size - 1);
	while (map->values[at] && map->keys[at] != key)
		at = (at + 1) & (map->size - 1);
	if (!map->values[at]) {
		map->keys[at] = key;
		map->values[at] = ++map->used;
	}
	return map->values[at] - 1;
}

/* ---- cells ---- */

bool assign_sessions_clash(const struct assign_instance *in, size_t a, size_t b)
{
	const struct assign_session *x = &in->sessions[a], *y = &in->sessions[b];
	int xs = x->day * 1440 + x->start_min, ys = y->day * 1440 + y->start_min;

	return a == b || (xs < ys + y->minutes + in->gap_min && ys < xs + x->minutes + in->gap_min);
}

static void make_clashes(struct solver *s)
{
	size_t n = s->in->n_sessions, a, b;

	s->clash = arena_zalloc(s->mem, n * n + 1, sizeof *s->clash);
	for (a = 0; a < n; a++)
		for (b = 0; b < n; b++)
			s->clash[a * n + b] = assign_sessions_clash(s->in, a, b);
}

/* A cell of session i for room r: an equal one that is there, else a new one. */
static int cell_for(struct solver *s, size_t i, size_t r, uint32_t first)
{
	const struct assign_instance *in = s->in;
	struct cell *c;
	uint32_t k;

	for (k = first; k < s->n_cells; k++)
		if (s->cells[k].tag == in->rooms[r].tag &&
		    s->cells[k].subjects == in->open_subjects[i * in->n_rooms + r])
			return (int)k;
	c = &s->cells[s->n_cells++];
	c->session = (int)i;
	c->day = in->sessions[i].day;
	c->tag = in->rooms[r].tag;
	c->subjects = in->open_subjects[i * in->n_rooms + r];
	c->seats = 0;
	return (int)s->n_cells - 1;
}

static void make_cells(struct solver *s)
{
	const struct assign_instance *in = s->in;
	size_t i, r, at, n = in->n_sessions * in->n_rooms;
	uint32_t first, k;

	s->cells = arena_zalloc(s->mem, n + 1, sizeof *s->cells);
	s->cell_of_room = arena_zalloc(s->mem, n + 1, sizeof *s->cell_of_room);
	s->room_left = arena_zalloc(s->mem, n + 1, sizeof *s->room_left);
	for (i = 0; i < in->n_entries; i++)
		if (in->entries[i].fixed_room >= 0)
			s->room_left[(size_t)in->entries[i].fixed_session * in->n_rooms +
				     (size_t)in->entries[i].fixed_room]--;
	for (i = 0; i < in->n_sessions; i++) {
		first = s->n_cells;
		for (r = 0; r < in->n_rooms; r++) {
			at = i * in->n_rooms + r;
			s->cell_of_room[at] = -1;
			if (in->open_seats[at] <= 0)
				continue;
			s->room_left[at] += in->open_seats[at];
			s->cell_of_room[at] = cell_for(s, i, r, first);
			s->cells[s->cell_of_room[at]].seats += s->room_left[at];
		}
	}
	s->cell_words = s->n_cells / 64 + 1;
	s->day_cells =
	    arena_zalloc(s->mem, (size_t)s->cell_words * ASSIGN_DAYS_MAX, sizeof *s->day_cells);
	for (k = 0; k < s->n_cells; k++)
		set_put(s->day_cells + (size_t)s->cells[k].day * s->cell_words, k);
}

/* ---- classes ---- */

static bool fits(const struct assign_instance *in, const struct need *n, const struct cell *c)
{
	const struct assign_session *session = &in->sessions[c->session];
	int minutes = in->subject_minutes[n->subject];

	if (n->session >= 0 ? n->session != c->session : session->locked)
		return false;
	if (!(c->subjects >> n->subject & 1) || c->tag != n->tag)
		return false;
	return minutes + (minutes * n->extra_percent + 99) / 100 <= session->minutes;
}

/* The class of a need: a class with the same cells, or a new one. */
static uint32_t class_of_need(struct solver *s, const struct need *n, uint64_t *cells)
{
	uint32_t c, k;

	memset(cells, 0, s->cell_words * sizeof *cells);
	for (c = 0; c < s->n_cells; c++)
		if (fits(s->in, n, &s->cells[c]))
			set_put(cells, c);
	for (k = 0; k < s->n_classes; k++)
		if (memcmp(s->class_cells + (size_t)k * s->cell_words, cells,
			   s->cell_words * sizeof *cells) == 0)
			break;
	if (k == s->n_classes)
		memcpy(s->class_cells + (size_t)s->n_classes++ * s->cell_words, cells,
		       s->cell_words * sizeof *cells);
	s->class_subjects[k] |= (uint64_t)1 << n->subject;
	return k;
}

static uint64_t need_key(const struct assign_entry *e)
{
	return (uint64_t)e->subject | (uint64_t)(uint16_t)e->tag << 6 |
	       (uint64_t)(uint16_t)e->extra_percent << 22 |
	       (uint64_t)(uint32_t)(e->fixed_session + 1) << 38;
}

static void make_classes(struct solver *s)
{
	const struct assign_instance *in = s->in;
	struct key_map map = {0};
	uint32_t *need_of = arena_zalloc(s->mem, in->n_entries + 1, sizeof *need_of), k, c;
	uint32_t *class_of, known = 0;
	uint64_t *cells = arena_zalloc(s->mem, s->cell_words, sizeof *cells);
	const struct assign_entry *e;
	struct need n;
	size_t i;

	for (i = 0; i < in->n_entries; i++)
		need_of[i] = key_number(s->mem, &map, need_key(&in->entries[i]));
	class_of = arena_zalloc(s->mem, (size_t)map.used + 1, sizeof *class_of);
	s->class_cells =
	    arena_zalloc(s->mem, (size_t)(map.used + 1) * s->cell_words, sizeof *s->class_cells);
	s->class_subjects = arena_zalloc(s->mem, (size_t)map.used + 1, sizeof(uint64_t));
	for (i = 0; i < in->n_entries; i++) {
		if (need_of[i] < known)
			continue;
		e = &in->entries[i];
		n = (struct need){e->subject, e->tag, e->extra_percent, e->fixed_session, 0};
		class_of[known++] = class_of_need(s, &n, cells);
	}
	for (i = 0; i < in->n_entries; i++)
		s->ents[i].cls = class_of[need_of[s->ents[i].in]];
	s->class_session =
	    arena_zalloc(s->mem, s->n_classes * in->n_sessions + 1, sizeof *s->class_session);
	for (k = 0; k < s->n_classes; k++)
		for (c = 0; c < s->n_cells; c++)
			if (set_has(s->class_cells + (size_t)k * s->cell_words, c))
				s->class_session[k * in->n_sessions + (size_t)s->cells[c].session] =
				    true;
}

/* ---- candidates ---- */

struct order {
	const struct assign_entry *e;
	const uint8_t *ticket;
	uint32_t in;
};

static int by_candidate(const void *pa, const void *pb)
{
	const struct order *a = pa, *b = pb;

	return a->e->candidate < b->e->candidate ? -1 : a->e->candidate > b->e->candidate;
}

static int by_ticket(const void *pa, const void *pb)
{
	const struct order *a = pa, *b = pb;
	int d = memcmp(a->ticket, b->ticket, 32);

	if (d)
		return d;
	if (a->e->candidate != b->e->candidate)
		return a->e->candidate < b->e->candidate ? -1 : 1;
	if (a->e->subject != b->e->subject)
		return a->e->subject < b->e->subject ? -1 : 1;
	return a->e->id < b->e->id ? -1 : a->e->id > b->e->id;
}

static void add_candidate(struct solver *s, const struct order *o, uint32_t at)
{
	struct cand *c = s->n_cands ? &s->cands[s->n_cands - 1] : NULL;
	struct ent *e = &s->ents[at];

	if (!c || c->id != o->e->candidate) {
		c = &s->cands[s->n_cands++];
		c->id = o->e->candidate;
		c->first = at;
		memcpy(c->ticket, o->ticket, sizeof c->ticket);
	}
	c->n++;
	e->in = o->in;
	e->cand = s->n_cands - 1;
	e->wish = -1;
	e->anchored = o->e->fixed_room >= 0;
	e->cell = -1;
	e->room = o->e->fixed_room;
	if (e->anchored)
		e->cell = s->cell_of_room[(size_t)o->e->fixed_session * s->in->n_rooms +
					  (size_t)o->e->fixed_room];
}

static void make_candidates(struct solver *s)
{
	const struct assign_instance *in = s->in;
	struct order *o = arena_zalloc(s->mem, in->n_entries + 1, sizeof *o);
	uint8_t(*tickets)[32] = arena_zalloc(s->mem, in->n_entries + 1, sizeof *tickets);
	uint32_t i, t = 0, n = (uint32_t)in->n_entries;

	for (i = 0; i < n; i++)
		o[i] = (struct order){&in->entries[i], NULL, i};
	qsort(o, n, sizeof *o, by_candidate);
	for (i = 0; i < n; i++) {
		if (i == 0 || o[i].e->candidate != o[i - 1].e->candidate)
			assign_ticket(in, o[i].e->candidate, tickets[++t - 1]);
		o[i].ticket = tickets[t - 1];
	}
	qsort(o, n, sizeof *o, by_ticket);
	s->ents = arena_zalloc(s->mem, (size_t)n + 1, sizeof *s->ents);
	s->cands = arena_zalloc(s->mem, (size_t)t + 1, sizeof *s->cands);
	for (i = 0; i < n; i++)
		add_candidate(s, &o[i], i);
}

/* ---- tuples ---- */

struct search {
	const struct solver *s;
	const struct choice *choices;
	uint32_t n;
	int max_days, left; /* steps that may still be taken */
	int taken[ASSIGN_ENTRIES_PER_CANDIDATE];
};

static bool may_choose(const struct search *t, uint32_t at, size_t session)
{
	const struct choice *c = &t->choices[at];
	size_t ns = t->s->in->n_sessions;
	uint32_t k;

	if (c->cls == UINT32_MAX ? c->session != (int)session
				 : !(c->days >> t->s->in->sessions[session].day & 1) ||
				       !t->s->class_session[c->cls * ns + session])
		return false;
	for (k = 0; k < at; k++)
		if (t->s->clash[(size_t)t->taken[k] * ns + session])
			return false;
	return true;
}

static bool tuple_from(struct search *t, uint32_t at, uint32_t days)
{
	size_t i;
	uint32_t with;

	if (at == t->n || --t->left < 0)
		return true;
	for (i = 0; i < t->s->in->n_sessions; i++) {
		with = days | (uint32_t)1 << t->s->in->sessions[i].day;
		if (days_in(with) > t->max_days || !may_choose(t, at, i))
			continue;
		t->taken[at] = (int)i;
		if (tuple_from(t, at + 1, with))
			return true;
	}
	return false;
}

bool tuple_exists(const struct solver *s, const struct choice *choices, uint32_t n, int max_days)
{
	struct search t = {s, choices, n, max_days, TUPLE_STEPS_MAX, {0}};

	BUG_ON(n > ASSIGN_ENTRIES_PER_CANDIDATE);
	return tuple_from(&t, 0, 0);
}

uint32_t cand_days(const struct solver *s, const struct cand *c)
{
	uint32_t days = 0, i;

	for (i = c->first; i < c->first + c->n; i++)
		if (s->ents[i].cell >= 0)
			days |= (uint32_t)1 << s->cells[s->ents[i].cell].day;
	return days;
}

void model_prices(const struct solver *s, const int32_t *of_cells, int64_t *of_rooms)
{
	size_t i, n = s->in->n_sessions * s->in->n_rooms;

	for (i = 0; i < n; i++)
		of_rooms[i] = s->cell_of_room[i] < 0 ? 0 : of_cells[s->cell_of_room[i]];
}

/* ---- wishes ---- */

static bool class_on_day(const struct solver *s, uint32_t cls, int day)
{
	const uint64_t *a = s->class_cells + (size_t)cls * s->cell_words;
	const uint64_t *b = s->day_cells + (size_t)day * s->cell_words;
	uint32_t w;

	for (w = 0; w < s->cell_words; w++)
		if (a[w] & b[w])
			return true;
	return false;
}

static bool class_is_empty(const struct solver *s, uint32_t cls)
{
	const uint64_t *a = s->class_cells + (size_t)cls * s->cell_words;
	uint32_t w;

	for (w = 0; w < s->cell_words; w++)
		if (a[w])
			return false;
	return true;
}

static struct choice choice_of(const struct solver *s, const struct ent *e, uint32_t days)
{
	if (e->anchored)
		return (struct choice){UINT32_MAX, 0, s->cells[e->cell].session};
	return (struct choice){e->cls, days, -1};
}

/*
 * A wish is valid where the candidate's entries have a clash-free tuple that keeps it and the
 * valid wishes before it. Others of the candidate that have no place at all are left out.
 */
static void check_wishes(struct solver *s, struct cand *c)
{
	struct choice choices[ASSIGN_ENTRIES_PER_CANDIDATE] = {{0}};
	const struct assign_entry *in;
	uint32_t i, j, n = 0;
	bool whole;
	struct ent *e;

	for (i = 0; i < c->n; i++) {
		e = &s->ents[c->first + i];
		if (e->anchored || !class_is_empty(s, e->cls))
			choices[n++] = choice_of(s, e, UINT32_MAX);
	}
	whole = tuple_exists(s, choices, n, ASSIGN_DAYS_MAX);
	for (i = 0; i < c->n; i++) {
		e = &s->ents[c->first + i];
		in = ent_in(s, e);
		if (in->wish_day < 0 || e->anchored || !class_on_day(s, e->cls, in->wish_day))
			continue;
		e->wish = in->wish_day;
		for (j = 0, n = 0; j < c->n; j++) {
			const struct ent *o = &s->ents[c->first + j];

			if (o->wish >= 0)
				choices[n++] = choice_of(s, o, (uint32_t)1 << o->wish);
			else if (o->anchored || (whole && !class_is_empty(s, o->cls)))
				choices[n++] = choice_of(s, o, UINT32_MAX);
		}
		if (!tuple_exists(s, choices, n, ASSIGN_DAYS_MAX))
			e->wish = -1;
	}
}

void model_make(struct arena *mem, struct solver *s, const struct assign_instance *in)
{
	uint32_t i;

	memset(s, 0, sizeof *s);
	s->mem = mem;
	s->in = in;
	make_clashes(s);
	make_cells(s);
	s->day_prices = arena_zalloc(mem, (size_t)s->n_cells + 1, sizeof *s->day_prices);
	make_candidates(s);
	make_classes(s);
	for (i = 0; i < s->n_cands; i++)
		check_wishes(s, &s->cands[i]);
}
