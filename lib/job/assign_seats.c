#include "base/messages.h"
#include "exam/policy.h"
#include "exam/ticket_no.h"
#include "job/assign.h"
#include "job/assign_round.h"

#include <stdlib.h>
#include <string.h>

struct seats {
	struct job *job;
	const struct assign_seats *what;
	struct site_turn *turn; /* the site that is being ended */
	struct ticket_no_series series;
	int64_t dated; /* over all sites */
};

/* ---- reading ---- */

static int read_seed(struct seats *s, const char *site, const char **ret, struct err *e)
{
	struct stmt *st = db_stmt(s->job->db, SQL_ASSIGNMENT_SEED, e);
	int rc;

	*ret = ""; /* dates that were imported have no lottery; the seats still have an order */
	if (!st)
		return -1;
	stmt_int(st, ":sitting", s->what->sitting->id);
	stmt_text(st, ":site", site);
	rc = stmt_step(st, e);
	if (rc == 1)
		*ret = arena_strdup(&s->job->arena, col_text(st, "seed"));
	stmt_done(st);
	return rc < 0 ? -1 : 0;
}

int assign_series(struct job *job, const struct sitting *sitting, const char *site,
		  struct ticket_no_series *ret, struct err *e)
{
	struct stmt *st;
	const char *mode;
	int rc;

	if (policy_text(job->db, &job->arena, sitting->id, site, "ticket.serial", &mode, e) < 0)
		return -1;
	if (strcmp(mode, "batch") == 0 &&
	    policy_int(job->db, sitting->id, site, "ticket.batch.size", &ret->batch_size, e) < 0)
		return -1;
	st = db_stmt(job->db, SQL_TICKET_ISSUED, e);
	if (!st)
		return -1;
	stmt_int(st, ":sitting", sitting->id);
	stmt_text(st, ":site", site);
	while ((rc = stmt_step(st, e)) == 1)
		ticket_no_known(ret, col_text(st, "number"), col_int(st, "entry_id"));
	return rc;
}

/* Only who has a session takes part: fixed to it, and to the seat he has. */
static void keep_seats(struct site_turn *t)
{
	struct assign_instance *in = &t->site.in;
	size_t i, n = 0;

	for (i = 0; i < in->n_entries; i++) {
		struct assign_entry *x = &in->entries[i];
		const struct loaded_entry *o = &t->site.entries[i];

		if (!o->placed || o->session < 0)
			continue;
		x->fixed_session = o->session;
		x->wish_day = -1; /* the dates stand: nothing to decide here */
		if (o->seat && o->room >= 0) {
			x->fixed_room = o->room;
			x->fixed_seat = o->seat;
			t->seated++;
		} else {
			t->waiting++;
		}
		in->entries[n] = *x;
		t->site.entries[n++] = *o;
	}
	in->n_entries = n;
}

/* ---- numbers and writing ---- */

struct seat_turn {
	int64_t session;
	const char *room;
	int seat;
	size_t entry;
};

static int by_place(const void *pa, const void *pb)
{
	const struct seat_turn *a = pa, *b = pb;
	int d;

	if (a->session != b->session)
		return a->session < b->session ? -1 : 1;
	d = strcmp(a->room, b->room);
	if (d)
		return d;
	return a->seat < b->seat ? -1 : a->seat > b->seat;
}

static size_t new_turns(const struct seats *s, const struct assign_result *r,
			struct seat_turn *turns)
{
	const struct loaded_site *l = &s->turn->site;
	const struct assign_place *p;
	size_t i, n = 0;

	for (i = 0; i < l->in.n_entries; i++) {
		p = &r->places[i];
		if (l->in.entries[i].fixed_seat)
			continue;
		turns[n++] = (struct seat_turn){l->session_numbers[p->session],
						l->room_codes[p->room], p->seat, i};
	}
	qsort(turns, n, sizeof *turns, by_place);
	return n;
}

static int fill_row(struct seats *s, const struct assign_result *r, const struct seat_turn *t,
		    struct placed_row *row, struct err *e)
{
	const struct loaded_entry *o = &s->turn->site.entries[t->entry];
	struct ticket_no_want want = {
	    .entry_id = s->turn->site.in.entries[t->entry].id,
	    .subject = o->subject_code,
	    .sitting = s->what->sitting->code,
	    .site = s->turn->site.code,
	    .room = t->room,
	    .session_number = t->session,
	    .seat = t->seat,
	};
	char *number = arena_alloc(&s->turn->site.mem, TICKET_NO_TEXT);

	if (ticket_no_next(&s->series, &want, number, e) < 0)
		return -1;
	*row = (struct placed_row){
	    .entry_id = want.entry_id,
	    .session_id = o->session_id,
	    .room_id = s->turn->site.room_ids[r->places[t->entry].room],
	    .seat = t->seat,
	    .wish_kept = o->wish_kept,
	    .ticket_no = number,
	};
	return 0;
}

static int write_site(struct seats *s, const struct assign_result *r, struct err *e)
{
	size_t most = s->turn->site.in.n_entries + 1, n, i;
	struct seat_turn *turns = mem_zalloc(most, sizeof *turns);
	struct placed_row *rows = mem_zalloc(most, sizeof *rows);
	int rc = assign_series(s->job, s->what->sitting, s->turn->site.code, &s->series, e);

	n = new_turns(s, r, turns);
	for (i = 0; i < n && rc == 0; i++)
		rc = fill_row(s, r, &turns[i], &rows[i], e);
	if (rc == 0)
		rc = assign_write(s->job, rows, n, true, e);
	s->turn->out->added = (int64_t)n;
	job_count(s->job, "seated", (int64_t)n);
	job_count(s->job, "same_subject_pairs", r->same_subject_pairs);
	job_count(s->job, "same_school_pairs", r->same_school_pairs);
	job_count(s->job, "neighbour_pairs", r->neighbour_pairs);
	ticket_no_free(&s->series);
	mem_free(turns);
	mem_free(rows);
	return rc;
}

static int refuse_again(const struct seats *s, const struct site_turn *t, struct err *e)
{
	if (!t->seated || s->what->fill_only)
		return 0;
	return err_set(e, ERR_RULE, E_SEATS_AGAIN, t->site.code, (long long)t->seated,
		       (long long)t->waiting);
}

static int begin_site(void *ctx, struct site_turn *t, struct err *e)
{
	struct seats *s = ctx;
	const char *seed;

	if (read_seed(s, t->out->site_code, &seed, e) < 0 ||
	    assign_load(s->job, s->what->sitting, t->out->site_code, seed, &t->site, e) < 0)
		return -1;
	keep_seats(t);
	if (t->waiting == 0)
		return 0;
	if (refuse_again(s, t, e) < 0 ||
	    assign_room_mode(s->job, s->what->sitting, t->site.code, &t->how, e) < 0)
		return -1;
	if (assign_check(&t->site.in, e) < 0)
		return err_in(e, E_ASSIGN_SITE, t->site.code);
	return 1;
}

static void solve(const void *ctx, struct site_turn *t)
{
	(void)ctx;
	assign_solve(&t->site.mem, &t->site.in, &t->how, &t->r);
}

static int end_site(void *ctx, struct site_turn *t, struct err *e)
{
	struct seats *s = ctx;
	int64_t short_of = (int64_t)t->site.in.n_entries - t->r.placed;

	s->turn = t;
	s->dated += (int64_t)t->site.in.n_entries;
	t->out->entries = (int64_t)t->site.in.n_entries;
	if (!t->solving)
		return 0;
	if (short_of > 0)
		return err_set(e, ERR_RULE, E_SEATS_SHORT, t->site.code, (long long)short_of);
	if (write_site(s, &t->r, e) < 0)
		return -1;
	assign_keep_values(t);
	return 0;
}

int assign_seats(struct job *job, const struct assign_seats *what, struct assign_outcomes *ret,
		 struct err *e)
{
	struct seats s = {.job = job, .what = what};
	const struct site_round round = {
	    .job = job, .ctx = &s, .begin = begin_site, .solve = solve, .end = end_site};

	if (assign_sites(job, what->sitting, what->site, ret, e) < 0 ||
	    assign_each(&round, ret, e) < 0)
		return -1;
	return s.dated ? 0 : err_set(e, ERR_RULE, "%s", E_SEATS_NO_DATES);
}
