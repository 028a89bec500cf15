#include "exam/assign_verify_parts.h"

#include "base/mem.h"

int64_t verify_rooms_used(const struct assign_instance *in, const struct assign_place *places)
{
	bool *used = mem_zalloc(in->n_sessions * in->n_rooms + 1, sizeof *used);
	int64_t n = 0;
	size_t i;

	for (i = 0; i < in->n_entries; i++)
		if (places[i].kind != ASSIGN_UNPLACED)
			used[(size_t)places[i].session * in->n_rooms + (size_t)places[i].room] =
			    true;
	for (i = 0; i < in->n_sessions * in->n_rooms; i++)
		n += used[i];
	mem_free(used);
	return n;
}

/* Rooms of sessions with one tag: all, those of one day, or those of one session. */
struct pen {
	int tag, day, session; /* day, session -1: all */
};

static bool in_pen(const struct assign_instance *in, const struct pen *p, size_t s, size_t r)
{
	return in->rooms[r].tag == p->tag && (p->day < 0 || in->sessions[s].day == p->day) &&
	       (p->session < 0 || (size_t)p->session == s);
}

/* May x, as placed at p, sit in session s? A wish that is kept stays kept. */
static bool could_be_in(const struct assign_instance *in, const struct assign_entry *x,
			const struct assign_place *p, size_t s)
{
	size_t r;

	if (p->kind == ASSIGN_WISH_KEPT && in->sessions[s].day != x->wish_day)
		return false;
	for (r = 0; r < in->n_rooms; r++)
		if (!verify_why_not(in, x, (int)s, (int)r))
			return true;
	return false;
}

static bool confined(const struct assign_instance *in, const struct assign_place *places, size_t i,
		     const struct pen *p)
{
	size_t s;

	for (s = 0; s < in->n_sessions; s++)
		if ((p->session >= 0 ? (size_t)p->session != s
				     : p->day >= 0 && in->sessions[s].day != p->day) &&
		    could_be_in(in, &in->entries[i], &places[i], s))
			return false;
	return true;
}

/* The people who cannot sit outside of the pen; they sit there now. */
static int64_t people(const struct assign_instance *in, const struct assign_place *places,
		      const struct pen *p)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < in->n_entries; i++)
		if (places[i].kind != ASSIGN_UNPLACED &&
		    in_pen(in, p, (size_t)places[i].session, (size_t)places[i].room))
			n += confined(in, places, i, p);
	return n;
}

/* Opens the largest rooms of the pen, one by one, until those open seat n people. */
static void open_largest(const struct assign_instance *in, const struct pen *p, int64_t n,
			 bool *open)
{
	size_t i, best, slots = in->n_sessions * in->n_rooms;

	for (i = 0; i < slots; i++)
		if (open[i] && in_pen(in, p, i / in->n_rooms, i % in->n_rooms))
			n -= in->open_seats[i];
	while (n > 0) {
		for (i = 0, best = slots; i < slots; i++)
			if (!open[i] && in_pen(in, p, i / in->n_rooms, i % in->n_rooms) &&
			    (best == slots || in->open_seats[i] > in->open_seats[best]))
				best = i;
		if (best == slots || in->open_seats[best] <= 0)
			return;
		open[best] = true;
		n -= in->open_seats[best];
	}
}

static void open_for_tag(const struct assign_instance *in, const struct assign_place *places,
			 int tag, bool *open)
{
	struct pen p = {tag, -1, -1};

	for (p.session = 0; p.session < (int)in->n_sessions; p.session++)
		open_largest(in, &p, people(in, places, &p), open);
	p.session = -1;
	for (p.day = 0; p.day < in->days; p.day++)
		open_largest(in, &p, people(in, places, &p), open);
	p.day = -1;
	open_largest(in, &p, people(in, places, &p), open);
}

int64_t verify_rooms_needed(const struct assign_instance *in, const struct assign_place *places)
{
	size_t slots = in->n_sessions * in->n_rooms, i, k;
	bool *open = mem_zalloc(slots + 1, sizeof *open);
	int64_t n = 0;

	for (i = 0; i < in->n_entries; i++) /* rooms with fixed people are open anyway */
		if (in->entries[i].fixed_room >= 0)
			open[(size_t)in->entries[i].fixed_session * in->n_rooms +
			     (size_t)in->entries[i].fixed_room] = true;
	for (i = 0; i < in->n_rooms; i++) {
		for (k = 0; in->rooms[k].tag != in->rooms[i].tag; k++)
			;
		if (k == i)
			open_for_tag(in, places, in->rooms[i].tag, open);
	}
	for (i = 0; i < slots; i++)
		n += open[i];
	mem_free(open);
	return n;
}
