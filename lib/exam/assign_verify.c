#include "exam/assign_verify.h"

#include "base/messages.h"
#include "exam/assign_verify_parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_MAX = 200000 };

struct check {
	const struct assign_instance *in;
	const struct assign_place *places;
	const struct assign_witness *w;
	const struct assign_claim *claim;
	struct findings *out;
	struct arena mem;
	uint32_t *order;     /* entries by candidate, subject, id */
	bool *counts;	     /* per entry: its wish counts */
	int steps;	     /* of the search that is going on */
	int64_t *free_seats; /* per slot: seats less those of entries fixed to the room */
};

static void complain(struct check *c, const char *rule, int64_t entry, const char *text)
{
	struct finding f = {.rule = rule, .severity = SEV_ERROR, .text = text};

	if (entry >= 0)
		f.subject = arena_printf(&c->mem, "%" PRId64, entry);
	findings_add(c->out, &f);
}

static const struct assign_entry *entry_at(const struct check *c, size_t i)
{
	return &c->in->entries[c->order[i]];
}

static bool overlap(const struct assign_instance *in, int a, int b)
{
	const struct assign_session *x = &in->sessions[a], *y = &in->sessions[b];
	int xs = x->day * 1440 + x->start_min, xe = xs + x->minutes;
	int ys = y->day * 1440 + y->start_min, ye = ys + y->minutes;

	return a == b || !(xe + in->gap_min <= ys || ye + in->gap_min <= xs);
}

const char *verify_why_not(const struct assign_instance *in, const struct assign_entry *x, int s,
			   int r)
{
	size_t slot = (size_t)s * in->n_rooms + (size_t)r;
	int minutes = in->subject_minutes[x->subject];

	if (x->fixed_session >= 0 && x->fixed_session != s)
		return F_VERIFY_FIXED;
	if (x->fixed_session >= 0 && x->fixed_room >= 0 && x->fixed_room != r)
		return F_VERIFY_FIXED;
	if (x->fixed_session < 0 && in->sessions[s].locked)
		return F_VERIFY_LOCKED;
	if (in->open_seats[slot] <= 0)
		return F_VERIFY_CLOSED;
	if (!(in->open_subjects[slot] >> x->subject & 1))
		return F_VERIFY_SUBJECT;
	if (in->rooms[r].tag != x->tag)
		return F_VERIFY_TAG;
	if (100 * minutes + minutes * x->extra_percent > 100 * in->sessions[s].minutes)
		return F_VERIFY_LENGTH;
	return NULL;
}

static bool may_sit(const struct assign_instance *in, const struct assign_entry *x, int s)
{
	size_t r;

	for (r = 0; r < in->n_rooms; r++)
		if (!verify_why_not(in, x, s, (int)r))
			return true;
	return false;
}

/* ---- order ---- */

struct sorted {
	int64_t candidate, id;
	int subject;
	uint32_t at;
};

static int by_candidate(const void *pa, const void *pb)
{
	const struct sorted *a = pa, *b = pb;

	if (a->candidate != b->candidate)
		return a->candidate < b->candidate ? -1 : 1;
	if (a->subject != b->subject)
		return a->subject < b->subject ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

static void sort_entries(struct check *c)
{
	size_t n = c->in->n_entries, i;
	struct sorted *s = arena_zalloc(&c->mem, n + 1, sizeof *s);

	c->order = arena_zalloc(&c->mem, n + 1, sizeof *c->order);
	for (i = 0; i < n; i++)
		s[i] = (struct sorted){c->in->entries[i].candidate, c->in->entries[i].id,
				       c->in->entries[i].subject, (uint32_t)i};
	qsort(s, n, sizeof *s, by_candidate);
	for (i = 0; i < n; i++)
		c->order[i] = s[i].at;
}

static size_t end_of_candidate(const struct check *c, size_t first)
{
	size_t i = first;

	while (i < c->in->n_entries && entry_at(c, i)->candidate == entry_at(c, first)->candidate)
		i++;
	return i;
}

/* ---- R-DATE ---- */

static void check_places(struct check *c)
{
	const struct assign_instance *in = c->in;
	size_t slots = in->n_sessions * in->n_rooms, i, slot;
	int64_t *load = arena_zalloc(&c->mem, slots + 1, sizeof *load);
	const struct assign_place *p;
	const char *why;

	for (i = 0; i < in->n_entries; i++) {
		p = &c->places[i];
		if (p->kind == ASSIGN_UNPLACED)
			continue;
		why = verify_why_not(in, &in->entries[i], p->session, p->room);
		if (why)
			complain(c, "R-DATE", in->entries[i].id, why);
		slot = (size_t)p->session * in->n_rooms + (size_t)p->room;
		if (++load[slot] == in->open_seats[slot] + 1)
			complain(c, "R-DATE", in->entries[i].id, F_VERIFY_FULL);
	}
	for (i = 0; i < slots; i++)
		c->free_seats[i] = in->open_seats[i] > 0 ? in->open_seats[i] : 0;
	for (i = 0; i < in->n_entries; i++)
		if (in->entries[i].fixed_session >= 0 && in->entries[i].fixed_room >= 0)
			c->free_seats[(size_t)in->entries[i].fixed_session * in->n_rooms +
				      (size_t)in->entries[i].fixed_room]--;
}

static void check_clashes(struct check *c)
{
	const struct assign_place *p, *q;
	size_t first, end, i, j;

	for (first = 0; first < c->in->n_entries; first = end) {
		end = end_of_candidate(c, first);
		for (i = first; i < end; i++)
			for (j = i + 1; j < end; j++) {
				p = &c->places[c->order[i]];
				q = &c->places[c->order[j]];
				if (p->kind != ASSIGN_UNPLACED && q->kind != ASSIGN_UNPLACED &&
				    overlap(c->in, p->session, q->session))
					complain(c, "R-DATE", entry_at(c, j)->id, F_VERIFY_CLASH);
			}
	}
}

/* ---- which wishes count ---- */

static bool fit_from(struct check *c, const uint32_t *picked, const int *days, size_t n, size_t at,
		     int *taken)
{
	size_t s, k;

	if (at == n || c->steps++ > STEPS_MAX)
		return true;
	for (s = 0; s < c->in->n_sessions; s++) {
		if ((days[at] >= 0 && c->in->sessions[s].day != days[at]) ||
		    !may_sit(c->in, &c->in->entries[picked[at]], (int)s))
			continue;
		for (k = 0; k < at && !overlap(c->in, taken[k], (int)s); k++)
			;
		if (k < at)
			continue;
		taken[at] = (int)s;
		if (fit_from(c, picked, days, n, at + 1, taken))
			return true;
	}
	return false;
}

/*
 * Can the entries picked[0..n) have sessions without overlap? days: -1, or the day it must be.
 * True also where that is too hard to tell: a wish more that counts only weakens a bound.
 */
static bool fit_together(struct check *c, const uint32_t *picked, const int *days, size_t n)
{
	int taken[ASSIGN_ENTRIES_PER_CANDIDATE];

	c->steps = 0;
	return fit_from(c, picked, days, n, 0, taken);
}

static bool has_session(const struct check *c, const struct assign_entry *x, int day)
{
	size_t s;

	for (s = 0; s < c->in->n_sessions; s++)
		if ((day < 0 || c->in->sessions[s].day == day) && may_sit(c->in, x, (int)s))
			return true;
	return false;
}

/* In order of subject: a wish counts where it fits with the owner's wishes before it. */
static void find_wishes(struct check *c, size_t first, size_t end)
{
	uint32_t picked[ASSIGN_ENTRIES_PER_CANDIDATE];
	int days[ASSIGN_ENTRIES_PER_CANDIDATE];
	const struct assign_entry *x, *y;
	size_t i, j, n = 0;
	bool whole;

	for (i = first; i < end; i++)
		if (has_session(c, entry_at(c, i), -1)) {
			picked[n] = c->order[i];
			days[n++] = -1;
		}
	whole = fit_together(c, picked, days, n);
	for (i = first; i < end; i++) {
		x = entry_at(c, i);
		if (x->wish_day < 0 || x->fixed_room >= 0 || !has_session(c, x, x->wish_day))
			continue;
		for (j = first, n = 0; j < end; j++) {
			y = entry_at(c, j);
			if (j == i || c->counts[c->order[j]])
				days[n] = y->wish_day;
			else if (y->fixed_room >= 0 || (whole && has_session(c, y, -1)))
				days[n] = -1;
			else
				continue;
			picked[n++] = c->order[j];
		}
		c->counts[c->order[i]] = fit_together(c, picked, days, n);
	}
}

/* ---- values ---- */

static bool kept(const struct check *c, size_t i)
{
	const struct assign_entry *x = &c->in->entries[i];
	const struct assign_place *p = &c->places[i];

	return p->kind != ASSIGN_UNPLACED && x->wish_day >= 0 &&
	       (c->counts[i] || x->fixed_room >= 0) &&
	       c->in->sessions[p->session].day == x->wish_day;
}

static int day_count(uint32_t days)
{
	int n = 0;

	for (; days; days &= days - 1)
		n++;
	return n;
}

static void check_values(struct check *c)
{
	int64_t placed = 0, wishes = 0, extra = 0;
	size_t first, end, i;
	uint32_t days;

	for (i = 0; i < c->in->n_entries; i++) {
		placed += c->places[i].kind != ASSIGN_UNPLACED;
		wishes += kept(c, i);
		if (kept(c, i) != (c->places[i].kind == ASSIGN_WISH_KEPT))
			complain(c, "R-WISH", c->in->entries[i].id, F_VERIFY_KIND);
	}
	for (first = 0; first < c->in->n_entries; first = end) {
		end = end_of_candidate(c, first);
		for (i = first, days = 0; i < end; i++)
			if (c->places[c->order[i]].kind != ASSIGN_UNPLACED)
				days |= (uint32_t)1
					<< c->in->sessions[c->places[c->order[i]].session].day;
		extra += days ? day_count(days) - 1 : 0;
	}
	if (placed != c->claim->placed || wishes != c->claim->wishes ||
	    extra != c->claim->extra_days)
		complain(c, "R-DATE-OPT", -1,
			 arena_printf(&c->mem, F_VERIFY_VALUES, (long long)c->claim->placed,
				      (long long)c->claim->wishes, (long long)c->claim->extra_days,
				      (long long)placed, (long long)wishes, (long long)extra));
}

/* ---- bounds ---- */

static bool prices_are_fine(struct check *c)
{
	size_t i, n = c->in->n_sessions * c->in->n_rooms;
	const int64_t limit = (int64_t)1 << 40;

	for (i = 0; i < n; i++)
		if (c->w->wish_price[i] < 0 || c->w->wish_price[i] > limit ||
		    c->w->day_price[i] < 0 || c->w->day_price[i] > limit) {
			complain(c, "R-DATE-OPT", -1, F_VERIFY_PRICES);
			return false;
		}
	return true;
}

static int64_t cheapest_place(const struct check *c, size_t i)
{
	const struct assign_entry *x = &c->in->entries[i];
	int64_t best = ASSIGN_UNPLACED_COST + c->counts[i], cost;
	size_t s, r;

	for (s = 0; s < c->in->n_sessions; s++)
		for (r = 0; r < c->in->n_rooms; r++) {
			cost = c->w->wish_price[s * c->in->n_rooms + r] +
			       (c->counts[i] && c->in->sessions[s].day != x->wish_day);
			if (cost < best && !verify_why_not(c->in, x, (int)s, (int)r))
				best = cost;
		}
	return best;
}

/* What is not placed and not kept costs at least this much in every assignment. */
static bool check_wish_bound(struct check *c)
{
	int64_t least = 0, made = 0, fixed_kept = 0, unplaced, unkept;
	size_t i, n = c->in->n_sessions * c->in->n_rooms;
	const struct assign_entry *x;

	for (i = 0; i < c->in->n_entries; i++) {
		x = &c->in->entries[i];
		made += c->counts[i];
		fixed_kept +=
		    x->fixed_room >= 0 && c->in->sessions[x->fixed_session].day == x->wish_day;
		if (x->fixed_room < 0)
			least += cheapest_place(c, i);
	}
	for (i = 0; i < n; i++)
		least -= c->free_seats[i] * c->w->wish_price[i];
	if (least < 0)
		least = 0;
	unplaced = least / ASSIGN_UNPLACED_COST;
	unkept = least % ASSIGN_UNPLACED_COST;
	if (c->claim->placed_bound < (int64_t)c->in->n_entries - unplaced)
		complain(c, "R-DATE-OPT", -1, F_VERIFY_PLACED_BOUND);
	if (c->claim->wishes_bound < made + fixed_kept - unkept)
		complain(c, "R-DATE-OPT", -1, F_VERIFY_WISH_BOUND);
	return c->claim->placed == (int64_t)c->in->n_entries - unplaced &&
	       c->claim->wishes == made + fixed_kept - unkept;
}

/* The draw can be done again only where what it chose among is proven to be the best. */
static void check_lottery(struct check *c, bool best)
{
	struct finding f = {.rule = "R-WISH", .severity = SEV_WARN, .text = F_VERIFY_NO_DRAW};

	if (best && c->claim->lottery == ASSIGN_DRAWN)
		verify_lottery(c->in, c->places, c->counts, c->out);
	else
		findings_add(c->out, &f);
}

static void check_rooms(struct check *c)
{
	int64_t used = verify_rooms_used(c->in, c->places);

	if (used != c->claim->rooms)
		complain(c, "R-DATE-OPT", -1,
			 arena_printf(&c->mem, F_VERIFY_ROOMS, (long long)c->claim->rooms,
				      (long long)used));
	if (c->claim->rooms_bound > c->claim->rooms ||
	    (!c->claim->even_rooms &&
	     c->claim->rooms_bound > verify_rooms_needed(c->in, c->places)))
		complain(c, "R-DATE-OPT", -1, F_VERIFY_ROOM_BOUND);
}

/* The cheapest clash-free pattern of the entries first..end: days less one, plus day prices. */
struct pattern {
	const struct check *c;
	size_t first, end;
	int64_t *cheapest; /* [(entry - first) * n_sessions + session]; -1: not possible */
	int taken[ASSIGN_ENTRIES_PER_CANDIDATE];
	int64_t best;
	int steps;
};

static void price_entry(const struct pattern *p, size_t i)
{
	const struct check *c = p->c;
	const struct assign_entry *x = entry_at(c, i);
	size_t s, r, ns = c->in->n_sessions;
	bool promised = x->fixed_session < 0 && kept(c, c->order[i]);
	int64_t *row = p->cheapest + (i - p->first) * ns, price;

	for (s = 0; s < ns; s++) {
		row[s] = -1;
		if (promised && c->in->sessions[s].day != x->wish_day)
			continue;
		for (r = 0; r < c->in->n_rooms; r++) {
			price = x->fixed_room >= 0 ? 0 : c->w->day_price[s * c->in->n_rooms + r];
			if ((row[s] < 0 || price < row[s]) &&
			    !verify_why_not(c->in, x, (int)s, (int)r))
				row[s] = price;
		}
	}
}

static void try_pattern(struct pattern *p, size_t i, size_t n, uint32_t days, int64_t cost)
{
	size_t ns = p->c->in->n_sessions, s, k;
	uint32_t with;
	int64_t price;

	while (i < p->end && p->c->places[p->c->order[i]].kind == ASSIGN_UNPLACED)
		i++;
	if (cost >= p->best || p->steps++ > STEPS_MAX)
		return;
	if (i == p->end) {
		p->best = cost;
		return;
	}
	for (s = 0; s < ns; s++) {
		price = p->cheapest[(i - p->first) * ns + s];
		if (price < 0)
			continue;
		for (k = 0; k < n && !overlap(p->c->in, p->taken[k], (int)s); k++)
			;
		if (k < n)
			continue;
		with = days | (uint32_t)1 << p->c->in->sessions[s].day;
		p->taken[n] = (int)s;
		try_pattern(p, i + 1, n + 1, with,
			    cost + price + (with != days && days ? ASSIGN_DAY_COST : 0));
	}
}

static void check_day_bound(struct check *c)
{
	struct pattern p = {.c = c};
	size_t first, end, i, n = c->in->n_sessions * c->in->n_rooms;
	int64_t least = 0;

	p.cheapest = arena_zalloc(&c->mem, ASSIGN_ENTRIES_PER_CANDIDATE * c->in->n_sessions + 1,
				  sizeof *p.cheapest);
	for (first = 0; first < c->in->n_entries; first = end) {
		end = end_of_candidate(c, first);
		p.first = first;
		p.end = end;
		p.best = INT64_MAX / 4;
		for (i = first; i < end; i++)
			price_entry(&p, i);
		p.steps = 0;
		try_pattern(&p, first, 0, 0, 0);
		if (p.steps >
		    STEPS_MAX) /* prices and days are not negative: nothing is sure but that */
			p.best = 0;
		if (p.best < INT64_MAX / 4)
			least += p.best;
	}
	for (i = 0; i < n; i++)
		least -= c->free_seats[i] * c->w->day_price[i];
	if (least > 0 ? (least + ASSIGN_DAY_COST - 1) / ASSIGN_DAY_COST < c->claim->extra_days_bound
		      : c->claim->extra_days_bound > 0)
		complain(c, "R-DATE-OPT", -1, F_VERIFY_DAY_BOUND);
}

void assign_verify(const struct assign_instance *in, const struct assign_place *places,
		   const struct assign_witness *witness, const struct assign_claim *claim,
		   struct findings *out)
{
	struct check c = {.in = in, .places = places, .w = witness, .claim = claim, .out = out};
	size_t first, end, before = out->errors;
	bool best;

	c.counts = arena_zalloc(&c.mem, in->n_entries + 1, sizeof *c.counts);
	c.free_seats = arena_zalloc(&c.mem, in->n_sessions * in->n_rooms + 1, sizeof(int64_t));
	sort_entries(&c);
	for (first = 0; first < in->n_entries; first = end) {
		end = end_of_candidate(&c, first);
		find_wishes(&c, first, end);
	}
	check_places(&c);
	check_clashes(&c);
	check_values(&c);
	check_rooms(&c);
	if (prices_are_fine(&c)) {
		best = check_wish_bound(&c);
		check_day_bound(&c);
		if (out->errors == before)
			check_lottery(&c, best);
	}
	arena_free(&c.mem);
}
