#include "job/assign.h"

#include "base/hash.h"
#include "base/messages.h"
#include "exam/assign_cert.h"
#include "exam/policy.h"
#include "job/assign_round.h"

#include <string.h>

enum { RELEASE_ROUNDS = 4 };

struct dates {
	struct job *job;
	const struct assign_dates *what;
	const char *seed;
	struct site_turn *turn;	 /* the site that is being ended */
	int64_t moves, unplaced; /* over all sites */
	struct buf certificate;
};

/* ---- the seed ---- */

int assign_seed(struct job *job, const struct assign_dates *what, const char **ret, struct err *e)
{
	const struct sitting *s = what->sitting;
	const char *value = what->seed, *text;
	char *hex = arena_alloc(&job->arena, HASH_TEXT);

	if (!value && policy_text(job->db, &job->arena, s->id, what->site ? what->site : "",
				  "assign.seed", &value, e) < 0)
		return -1;
	if (!*value)
		return err_set(e, ERR_USAGE, "%s", E_ASSIGN_SEED);
	text = arena_printf(&job->arena, "ncre-seed-v1|%s|%s", s->code, value);
	hash_of(text, strlen(text), hex);
	*ret = hex;
	return 0;
}

/* ---- what is kept ---- */

static bool session_takes(const struct loaded_site *l, size_t i)
{
	const struct assign_entry *x = &l->in.entries[i];
	const struct loaded_entry *o = &l->entries[i];
	size_t r, at;

	if (o->session < 0 || l->in.subject_minutes[x->subject] * (100 + x->extra_percent) >
				  l->in.sessions[o->session].minutes * 100)
		return false;
	for (r = 0; r < l->in.n_rooms; r++) {
		at = (size_t)o->session * l->in.n_rooms + r;
		if (l->in.open_seats[at] > 0 && l->in.open_subjects[at] >> x->subject & 1 &&
		    l->in.rooms[r].tag == x->tag)
			return true;
	}
	return false;
}

static bool room_takes(const struct loaded_site *l, size_t i, const int32_t *used)
{
	const struct assign_entry *x = &l->in.entries[i];
	const struct loaded_entry *o = &l->entries[i];
	size_t at;

	if (o->room < 0)
		return false;
	at = (size_t)o->session * l->in.n_rooms + (size_t)o->room;
	return l->in.open_subjects[at] >> x->subject & 1 && l->in.rooms[o->room].tag == x->tag &&
	       used[at] < l->in.open_seats[at] && o->seat <= l->in.open_seats[at];
}

static bool clashes_with_kept(const struct loaded_site *l, size_t i)
{
	const struct assign_entry *x = &l->in.entries[i];
	size_t j;

	for (j = i; j-- > 0 && l->in.entries[j].candidate == x->candidate;)
		if (l->in.entries[j].fixed_session >= 0 &&
		    assign_sessions_clash(&l->in, (size_t)l->in.entries[j].fixed_session,
					  (size_t)l->entries[i].session))
			return true;
	return false;
}

void assign_keep(struct loaded_site *l, bool only_fixed)
{
	int32_t *used = mem_zalloc(l->in.n_sessions * l->in.n_rooms + 1, sizeof *used);
	struct assign_entry *x;
	const struct loaded_entry *o;
	size_t i;

	for (i = 0; i < l->in.n_entries; i++) {
		x = &l->in.entries[i];
		o = &l->entries[i];
		if (!o->placed || (only_fixed && !o->fixed) || !session_takes(l, i) ||
		    clashes_with_kept(l, i))
			continue;
		if (o->room_id && !room_takes(l, i, used))
			continue;
		x->fixed_session = o->session;
		if (o->room_id) {
			x->fixed_room = o->room;
			x->fixed_seat = o->seat;
			used[(size_t)o->session * l->in.n_rooms + (size_t)o->room]++;
		}
	}
	mem_free(used);
}

static int refuse_ticketed(const struct loaded_site *l, struct err *e)
{
	size_t i;

	for (i = 0; i < l->in.n_entries; i++)
		if (l->entries[i].ticket_no && !l->entries[i].fixed)
			return err_set(e, ERR_RULE, E_ASSIGN_TICKETED, l->code);
	return 0;
}

/* ---- solving ---- */

/*
 * Solves; where somebody no longer fits the session he had, the fewest such give it up and it is
 * solved again.
 */
static void solve(const void *ctx, struct site_turn *t)
{
	struct assign_instance *in = &t->site.in;
	bool again = true;
	int round;
	size_t i;

	(void)ctx;
	for (round = 0; again && round < RELEASE_ROUNDS; round++) {
		assign_solve(&t->site.mem, in, &t->how, &t->r);
		again = false;
		for (i = 0; i < in->n_entries; i++) {
			if (t->r.places[i].kind != ASSIGN_UNPLACED ||
			    in->entries[i].fixed_session < 0 || t->site.entries[i].fixed)
				continue;
			in->entries[i].fixed_session = -1;
			again = true;
		}
	}
}

/* ---- findings ---- */

static void find_short(struct dates *d, const struct assign_short *s)
{
	struct arena *a = &d->job->arena;
	const char *subjects = assign_subject_list(&d->turn->site, a, s->subjects);
	const char *sessions = assign_session_list(&d->turn->site, a, s->sessions);
	struct finding f = {.rule = "R-DATE", .severity = SEV_ERROR, .subject = d->turn->site.code};

	if (*sessions)
		f.text = arena_printf(a, F_ASSIGN_SHORT, subjects, (long long)s->entries, sessions,
				      (long long)s->seats, (long long)(s->entries - s->seats));
	else
		f.text = arena_printf(a, F_ASSIGN_NOWHERE, subjects, (long long)s->entries);
	f.suggestion = S_ASSIGN_SHORT;
	findings_add(&d->job->findings, &f);
}

static const char *label(struct dates *d, size_t i)
{
	return arena_printf(&d->job->arena, "%s %s", d->turn->site.entries[i].reg_no,
			    d->turn->site.entries[i].subject_code);
}

static void find_unplaced(struct dates *d, size_t i, const struct assign_result *r)
{
	const char *why = F_ASSIGN_ENTRY_CLASH;
	size_t k;

	for (k = 0; k < r->n_shorts; k++)
		if (r->shorts[k].subjects >> d->turn->site.in.entries[i].subject & 1)
			why = F_ASSIGN_ENTRY_SHORT;
	job_finding(d->job, "R-DATE", SEV_ERROR, label(d, i), why);
}

static void find_moved(struct dates *d, size_t i, int to)
{
	const struct loaded_entry *o = &d->turn->site.entries[i];
	long long was = o->session < 0 ? 0 : (long long)d->turn->site.session_numbers[o->session];
	const char *who = label(d, i);

	job_finding(d->job, "R-DATE", SEV_WARN, who,
		    arena_printf(&d->job->arena, F_ASSIGN_MOVED, was,
				 (long long)d->turn->site.session_numbers[to]));
	if (o->ticket_no)
		job_finding(d->job, "R-TICKET", SEV_WARN, who,
			    arena_printf(&d->job->arena, F_ASSIGN_TICKET_VOID, o->ticket_no));
	d->job->attention = true;
}

static bool subject_on_day(const struct assign_instance *in, const struct assign_entry *x)
{
	size_t s, r;

	for (s = 0; s < in->n_sessions; s++)
		for (r = 0; r < in->n_rooms; r++)
			if (in->sessions[s].day == x->wish_day &&
			    in->open_seats[s * in->n_rooms + r] > 0 &&
			    in->open_subjects[s * in->n_rooms + r] >> x->subject & 1)
				return true;
	return false;
}

static void find_idle_wishes(struct dates *d)
{
	const struct loaded_site *l = &d->turn->site;
	size_t i;

	for (i = 0; i < l->in.n_entries; i++)
		if (l->entries[i].wish_on && !l->entries[i].placed &&
		    !subject_on_day(&l->in, &l->in.entries[i]))
			job_finding(
			    d->job, "R-WISH", SEV_WARN, label(d, i),
			    arena_printf(&d->job->arena, F_WISH_NO_SESSION, l->entries[i].wish_on));
}

/* ---- writing ---- */

static struct placed_row new_row(const struct loaded_site *l, size_t i,
				 const struct assign_place *p)
{
	const struct loaded_entry *o = &l->entries[i];
	struct placed_row row = {.entry_id = l->in.entries[i].id};

	row.session_id = l->session_ids[p->session];
	row.wish_kept = p->kind == ASSIGN_WISH_KEPT;
	if (l->in.entries[i].fixed_room >= 0) {
		row.room_id = o->room_id;
		row.seat = o->seat;
		row.ticket_no = o->ticket_no;
	}
	return row;
}

/* Collects what differs from the database; findings about who moves and who has no place. */
static size_t collect(struct dates *d, const struct assign_result *r, struct placed_row *rows)
{
	const struct loaded_site *l = &d->turn->site;
	const struct loaded_entry *o;
	const struct assign_place *p;
	size_t i, n = 0;
	bool kept;

	for (i = 0; i < l->in.n_entries; i++) {
		o = &l->entries[i];
		p = &r->places[i];
		if (p->kind == ASSIGN_UNPLACED) {
			find_unplaced(d, i, r);
			d->unplaced++;
			continue;
		}
		kept = o->placed && o->session == p->session &&
		       (!o->room_id || l->in.entries[i].fixed_room >= 0);
		if (kept && o->wish_kept == (p->kind == ASSIGN_WISH_KEPT))
			continue;
		rows[n++] = new_row(l, i, p);
		if (!o->placed)
			d->turn->out->added++;
		else if (!kept) {
			d->turn->out->moved++;
			if (!d->what->again)
				find_moved(d, i, p->session);
		}
	}
	d->moves += d->turn->out->moved;
	return n;
}

static int put_summary(struct dates *d, const struct assign_result *r, struct err *e)
{
	struct stmt *st = db_stmt(d->job->db, SQL_ASSIGNMENT_PUT, e);

	if (!st)
		return -1;
	stmt_int(st, ":sitting", d->what->sitting->id);
	stmt_text(st, ":site", d->turn->site.code);
	stmt_text(st, ":seed", d->seed);
	stmt_int(st, ":entries", (int64_t)d->turn->site.in.n_entries);
	stmt_int(st, ":placed", r->placed);
	stmt_int(st, ":placed_bound", r->placed_bound);
	stmt_int(st, ":wishes_made", r->wishes_made);
	stmt_int(st, ":wishes", r->wishes);
	stmt_int(st, ":wishes_bound", r->wishes_bound);
	stmt_int(st, ":extra_days", r->extra_days);
	stmt_int(st, ":extra_days_bound", r->extra_days_bound);
	stmt_int(st, ":rooms", r->rooms);
	stmt_int(st, ":rooms_bound", r->rooms_bound);
	return stmt_exec(st, e);
}

static int write_site(struct dates *d, const struct assign_result *r, struct err *e)
{
	struct placed_row *rows = mem_zalloc(d->turn->site.in.n_entries + 1, sizeof *rows);
	size_t n = collect(d, r, rows), i;
	int rc = 0;

	for (i = 0; i < r->n_shorts; i++)
		find_short(d, &r->shorts[i]);
	if (n > 0)
		rc = assign_write(d->job, rows, n, false, e);
	if (rc == 0 && n > 0)
		rc = put_summary(d, r, e);
	mem_free(rows);
	job_count(d->job, "entries", (int64_t)d->turn->site.in.n_entries);
	job_count(d->job, "placed", r->placed);
	job_count(d->job, "added", d->turn->out->added);
	job_count(d->job, "moved", d->turn->out->moved);
	job_count(d->job, "wishes_made", r->wishes_made);
	job_count(d->job, "wishes_kept", r->wishes);
	return rc;
}

static int begin_site(void *ctx, struct site_turn *t, struct err *e)
{
	struct dates *d = ctx;

	if (assign_load(d->job, d->what->sitting, t->out->site_code, d->seed, &t->site, e) < 0)
		return -1;
	if (t->site.in.n_entries == 0)
		return 0;
	if (d->what->again && refuse_ticketed(&t->site, e) < 0)
		return -1;
	assign_keep(&t->site, d->what->again);
	if (assign_check(&t->site.in, e) < 0)
		return err_in(e, E_ASSIGN_SITE, t->site.code);
	t->how.without_seats = true;
	return assign_room_mode(d->job, d->what->sitting, t->site.code, &t->how, e) < 0 ? -1 : 1;
}

static int end_site(void *ctx, struct site_turn *t, struct err *e)
{
	struct dates *d = ctx;

	if (!t->solving)
		return 0;
	d->turn = t;
	t->out->entries = (int64_t)t->site.in.n_entries;
	find_idle_wishes(d);
	if (write_site(d, &t->r, e) < 0)
		return -1;
	if (d->what->certificate)
		assign_cert_write(&d->certificate, &t->site.in, &t->r);
	t->out->wish_session = assign_dearest(&t->site, t->r.witness.wish_price);
	t->out->day_session = assign_dearest(&t->site, t->r.witness.day_price);
	assign_keep_values(t);
	return 0;
}

/* ---- all sites ---- */

int assign_sites(struct job *job, const struct sitting *sitting, const char *site,
		 struct assign_outcomes *ret, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_PLACEMENT_SITES, e);
	struct assign_outcome one = {0};
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", sitting->id);
	stmt_text_or_null(st, ":site", site);
	while ((rc = stmt_step(st, e)) == 1) {
		one.site_code = arena_strdup(&job->arena, col_text(st, "site_code"));
		one.site_name = arena_strdup(&job->arena, col_text(st, "name"));
		VEC_PUSH(&ret->list, one);
	}
	if (rc == 0 && ret->list.len == 0 && site)
		return err_set(e, ERR_INPUT, E_ASSIGN_NO_SITE, site);
	return rc;
}

static int refuse(const struct dates *d, struct err *e)
{
	if (d->unplaced && !d->what->allow_unplaced)
		return err_set(e, ERR_RULE, E_ASSIGN_UNPLACED, (long long)d->unplaced);
	if (d->what->max_moves >= 0 && d->moves > d->what->max_moves)
		return err_set(e, ERR_RULE, E_ASSIGN_MOVES, (long long)d->moves,
			       (long long)d->what->max_moves);
	return 0;
}

int assign_dates(struct job *job, const struct assign_dates *what, struct assign_outcomes *ret,
		 struct err *e)
{
	struct dates d = {.job = job, .what = what};
	const struct site_round round = {
	    .job = job, .ctx = &d, .begin = begin_site, .solve = solve, .end = end_site};
	int rc;

	if (assign_seed(job, what, &d.seed, e) < 0 ||
	    assign_sites(job, what->sitting, what->site, ret, e) < 0)
		return -1;
	ret->seed = d.seed;
	rc = assign_each(&round, ret, e);
	if (rc == 0)
		rc = refuse(&d, e);
	if (rc == 0 && what->certificate)
		rc = output_write(&job->outputs, what->certificate, buf_str(&d.certificate),
				  d.certificate.len, e);
	buf_free(&d.certificate);
	return rc;
}
