/*
 * The order of the steps: flow and lottery for places and wishes (assign_step.c over
 * assign_net.c, assign_lottery.c), companion days, candidates with several entries
 * (assign_fix.c; where they clash too much assign_exact.c over assign_branch.c), the bound of the
 * days (assign_bound.c), fewer days (assign_improve.c), few rooms (assign_close.c), the random
 * rest (assign_deal.c), rooms and seats (assign_seat.c).
 */
#include "exam/assign.h"

#include "base/messages.h"
#include "exam/assign_model.h"

#include <inttypes.h>
#include <stdlib.h>

enum { GIVE_BACK_MAX = 40 };

static void one_attempt(struct solver *s, struct arena *out, struct assign_result *ret)
{
	step_wishes(s, out, ret);
	step_companions(s);
	step_fix(s);
	step_improve(s);
}

/* Everybody gets a cell. */
static void settle(struct solver *s)
{
	if (s->compact)
		step_close(s);
	step_deal(s);
}

/* The best there is where the flow's promise cannot be kept. False: nothing found. */
static bool find_exactly(struct solver *s, struct arena *round, struct assign_result *ret)
{
	uint32_t *cells = mem_zalloc(s->in->n_entries + 1, sizeof *cells), untried;
	bool found;

	arena_reset(round);
	forget_cells(s);
	found = step_exact(s, cells, &untried);
	if (found) {
		arena_reset(round);
		s->work = 0;
		step_companions(s);
		step_fix(s);
		if (s->lost)
			step_fix_at(s, cells);
		step_improve(s);
		settle(s);
		ret->clash_denials = (int)untried;
		ret->lottery = untried ? ASSIGN_CUT_SHORT : ASSIGN_SEARCHED;
	}
	mem_free(cells);
	return found;
}

/* Denies wishes until everybody who can be placed is, then gives back those that need not be. */
static void find_cells(struct solver *s, struct arena *round, struct arena *out,
		       struct assign_result *ret)
{
	struct attempt best = {0};
	uint32_t denials;
	size_t i;
	int tries = 0;

	one_attempt(s, out, ret);
	if (!s->lost) {
		settle(s);
		return;
	}
	if (find_exactly(s, round, ret))
		return;
	arena_reset(round);
	one_attempt(s, NULL, ret);
	for (;;) {
		denials = s->lost ? attempt_denials(s, &best) : 0;
		if (s->lost) {
			step_part(s);
			s->extra_bound = 0; /* of those who are placed now */
			step_bound(s);
		}
		step_deal(s);
		if (attempt_keep(s, &best) || denials == 0)
			break;
		arena_reset(round);
		one_attempt(s, NULL, ret);
	}
	for (i = 0; i < s->in->n_entries && tries < GIVE_BACK_MAX && s->work < WORK_MAX; i++) {
		if (!best.whole || !attempt_give_back(s, &best, i))
			continue;
		tries++;
		arena_reset(round);
		one_attempt(s, NULL, ret);
		if (s->lost)
			continue;
		step_deal(s);
		(void)attempt_keep(s, &best);
	}
	ret->clash_denials = attempt_take(s, &best);
	ret->lottery = ASSIGN_CUT_SHORT;
}

static int64_t rooms_used(const struct solver *s)
{
	bool *used = mem_zalloc(s->in->n_sessions * s->in->n_rooms + 1, sizeof *used);
	int64_t n = 0;
	size_t i, at;

	for (i = 0; i < s->in->n_entries; i++) {
		if (!s->ents[i].placed)
			continue;
		at = (size_t)s->cells[s->ents[i].cell].session * s->in->n_rooms +
		     (size_t)s->ents[i].room;
		n += !used[at];
		used[at] = true;
	}
	mem_free(used);
	return n;
}

/*
 * What the exact search proved beyond the flow. Where it is open who can be placed, all wishes are
 * the only bound of the wishes.
 */
static void sharpen_bounds(const struct solver *s, struct assign_result *ret)
{
	int64_t chosen = ret->wishes_bound + s->flow_cost % NET_UNPLACED_COST;
	int64_t everybody = ret->placed_bound + s->flow_cost / NET_UNPLACED_COST;

	ret->priced_placed = ret->placed_bound;
	ret->priced_wishes =
	    ret->placed == ret->priced_placed ? ret->wishes_bound : ret->wishes_made;
	ret->placed_bound = everybody - s->least_cost / NET_UNPLACED_COST;
	ret->wishes_bound = ret->placed == ret->placed_bound
				? chosen - s->least_cost % NET_UNPLACED_COST
				: ret->wishes_made;
}

static void report(const struct solver *s, struct assign_result *ret)
{
	const struct assign_entry *in;
	struct assign_place *p;
	const struct ent *e;
	uint32_t i, days;

	for (i = 0; i < s->in->n_entries; i++) {
		e = &s->ents[i];
		in = ent_in(s, e);
		p = &ret->places[e->in];
		p->session = p->room = -1;
		p->kind = ASSIGN_UNPLACED;
		if (!e->placed)
			continue;
		p->session = s->cells[e->cell].session;
		p->room = e->room;
		p->kind = ASSIGN_PLACED;
		if ((e->wish >= 0 || e->anchored) && in->wish_day == s->cells[e->cell].day)
			p->kind = ASSIGN_WISH_KEPT;
		ret->placed++;
		ret->wishes += p->kind == ASSIGN_WISH_KEPT;
	}
	for (i = 0; i < s->n_cands; i++) {
		days = cand_days(s, &s->cands[i]);
		if (days)
			ret->extra_days += days_in(days) - 1;
	}
	sharpen_bounds(s, ret);
	ret->rooms = rooms_used(s);
	ret->even_rooms = !s->compact;
	ret->rooms_bound = s->compact ? fewest_rooms(s) : ret->rooms;
	ret->extra_days_bound = s->extra_bound < ret->extra_days ? s->extra_bound : ret->extra_days;
}

void assign_solve(struct arena *out, const struct assign_instance *in,
		  const struct assign_options *opt, struct assign_result *ret)
{
	size_t slots = in->n_sessions * in->n_rooms + 1, i;
	struct arena model = {0}, round = {0};
	struct solver s;

	*ret = (struct assign_result){0};
	ret->places = arena_zalloc(out, in->n_entries + 1, sizeof *ret->places);
	ret->witness.wish_price = arena_zalloc(out, slots, sizeof(int64_t));
	ret->witness.day_price = arena_zalloc(out, slots, sizeof(int64_t));
	model_make(&model, &s, in);
	s.mem = &round;
	s.compact = !opt->even_rooms;
	find_cells(&s, &round, out, ret);
	step_mix(&s);
	step_rooms(&s, opt->even_rooms);
	report(&s, ret);
	for (i = 0; i + 1 < slots; i++)
		if (s.cell_of_room[i] >= 0)
			ret->witness.day_price[i] = s.day_prices[s.cell_of_room[i]];
	if (!opt->without_seats)
		step_seats(&s, ret);
	arena_free(&round);
	arena_free(&model);
}

/* ---- is the instance usable ---- */

static bool overlap(const struct assign_session *a, const struct assign_session *b)
{
	return a->day == b->day && a->start_min < b->start_min + b->minutes &&
	       b->start_min < a->start_min + a->minutes;
}

static int check_sessions(const struct assign_instance *in, struct err *e)
{
	size_t a, b, r;

	for (a = 0; a < in->n_sessions; a++) {
		if (in->sessions[a].day < 0 || in->sessions[a].day >= in->days ||
		    in->sessions[a].minutes <= 0)
			return err_set(e, ERR_RULE, E_ASSIGN_SESSION,
				       (long long)in->sessions[a].id);
		for (b = a + 1; b < in->n_sessions; b++) {
			if (!overlap(&in->sessions[a], &in->sessions[b]))
				continue;
			for (r = 0; r < in->n_rooms; r++)
				if (in->open_seats[a * in->n_rooms + r] > 0 &&
				    in->open_seats[b * in->n_rooms + r] > 0)
					return err_set(e, ERR_RULE, E_ASSIGN_OVERLAP,
						       (long long)in->rooms[r].id,
						       (long long)in->sessions[a].id,
						       (long long)in->sessions[b].id);
		}
	}
	return 0;
}

static int check_fixed(const struct assign_instance *in, const struct assign_entry *x,
		       int32_t *used, struct err *e)
{
	const struct assign_session *s;
	int minutes = in->subject_minutes[x->subject];
	size_t at;

	if (x->fixed_session < 0)
		return x->fixed_room < 0
			   ? 0
			   : err_set(e, ERR_RULE, E_ASSIGN_FIXED_ROOM, (long long)x->id);
	s = &in->sessions[x->fixed_session];
	if (minutes + (minutes * x->extra_percent + 99) / 100 > s->minutes)
		return err_set(e, ERR_RULE, E_ASSIGN_FIXED_SHORT, (long long)x->id,
			       (long long)s->id);
	if (x->fixed_room < 0)
		return 0;
	at = (size_t)x->fixed_session * in->n_rooms + (size_t)x->fixed_room;
	if (!(in->open_subjects[at] >> x->subject & 1) || in->rooms[x->fixed_room].tag != x->tag)
		return err_set(e, ERR_RULE, E_ASSIGN_FIXED_SUBJECT, (long long)x->id,
			       (long long)s->id, (long long)in->rooms[x->fixed_room].id);
	if (++used[at] > in->open_seats[at] || x->fixed_seat > in->open_seats[at])
		return err_set(e, ERR_RULE, E_ASSIGN_FIXED_FULL, (long long)s->id,
			       (long long)in->rooms[x->fixed_room].id, in->open_seats[at]);
	return 0;
}

static int by_owner(const void *pa, const void *pb)
{
	const struct assign_entry *a = *(const struct assign_entry *const *)pa;
	const struct assign_entry *b = *(const struct assign_entry *const *)pb;

	if (a->candidate != b->candidate)
		return a->candidate < b->candidate ? -1 : 1;
	if (a->subject != b->subject)
		return a->subject < b->subject ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

/* One candidate's entries: not too many, fixed ones without clash. */
static int check_owner(const struct assign_instance *in, const struct assign_entry *const *list,
		       size_t n, struct err *e)
{
	size_t i, j;

	if (n > ASSIGN_ENTRIES_PER_CANDIDATE)
		return err_set(e, ERR_RULE, E_ASSIGN_MANY, (long long)list[0]->candidate,
			       ASSIGN_ENTRIES_PER_CANDIDATE);
	for (i = 0; i < n; i++)
		for (j = i + 1; j < n; j++) {
			if (list[i]->fixed_session >= 0 && list[j]->fixed_session >= 0 &&
			    assign_sessions_clash(in, (size_t)list[i]->fixed_session,
						  (size_t)list[j]->fixed_session))
				return err_set(e, ERR_RULE, E_ASSIGN_FIXED_CLASH,
					       (long long)list[i]->candidate,
					       (long long)list[i]->id, (long long)list[j]->id);
		}
	return 0;
}

static int check_owners(const struct assign_instance *in, struct err *e)
{
	const struct assign_entry **list = mem_zalloc(in->n_entries + 1, sizeof *list);
	size_t i, first = 0;
	int r = 0;

	for (i = 0; i < in->n_entries; i++)
		list[i] = &in->entries[i];
	qsort(list, in->n_entries, sizeof *list, by_owner);
	for (i = 1; i <= in->n_entries && r == 0; i++)
		if (i == in->n_entries || list[i]->candidate != list[first]->candidate) {
			r = check_owner(in, list + first, i - first, e);
			first = i;
		}
	mem_free(list);
	return r;
}

int assign_check(const struct assign_instance *in, struct err *e)
{
	int32_t *used;
	size_t i;
	int r = 0;

	if (in->days < 1 || in->days > ASSIGN_DAYS_MAX)
		return err_set(e, ERR_RULE, E_ASSIGN_DAYS, in->days, ASSIGN_DAYS_MAX);
	if (check_sessions(in, e) < 0 || check_owners(in, e) < 0)
		return -1;
	used = mem_zalloc(in->n_sessions * in->n_rooms + 1, sizeof *used);
	for (i = 0; i < in->n_entries && r == 0; i++)
		r = check_fixed(in, &in->entries[i], used, e);
	mem_free(used);
	return r;
}
