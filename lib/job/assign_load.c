#include "job/assign_load.h"

#include "base/buf.h"
#include "base/messages.h"
#include "base/text.h"
#include "db/rows.h"
#include "exam/policy.h"

#include <stdlib.h>
#include <string.h>

enum { DAY_SECONDS = 86400, ZONE_SECONDS = 8 * 3600 };

struct loader {
	struct job *job;
	const struct sitting *sitting;
	struct loaded_site *site;
	VEC_OF(const char *) days; /* exam days in order */
	VEC_OF(const char *) schools;
	VEC_OF(const char *) tags;
};

static struct stmt *site_stmt(struct loader *l, enum sql_id id, struct err *e)
{
	struct stmt *st = db_stmt(l->job->db, id, e);

	if (!st)
		return NULL;
	stmt_int(st, ":sitting", l->sitting->id);
	stmt_text(st, ":site", l->site->code);
	return st;
}

/* ---- sessions and rooms ---- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int index_of_text(const char *const *items, size_t n, const char *text)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(items[i], text) == 0)
			return (int)i;
	return -1;
}

static int load_sessions(struct loader *l, struct err *e)
{
	struct stmt *st = site_stmt(l, SQL_PLACEMENT_SESSIONS, e);
	struct assign_instance *in = &l->site->in;
	VEC_OF(struct assign_session) list = {0};
	VEC_OF(int64_t) numbers = {0};
	VEC_OF(const char *) on = {0};
	struct assign_session s = {0};
	size_t i, k = 0;
	int rc;

	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1) {
		s.id = col_int(st, "id");
		s.start_min = (int)((col_int(st, "starts_at") + ZONE_SECONDS) % DAY_SECONDS / 60);
		s.minutes = (int)((col_int(st, "ends_at") - col_int(st, "starts_at")) / 60);
		s.locked = col_int(st, "locked") != 0;
		VEC_PUSH(&list, s);
		VEC_PUSH(&numbers, col_int(st, "number"));
		VEC_PUSH(&on, arena_strdup(&l->site->mem, col_text(st, "on_date")));
		VEC_PUSH(&l->days, on.items[on.len - 1]);
	}
	if (l->days.len > 1)
		qsort(l->days.items, l->days.len, sizeof *l->days.items, by_text);
	for (i = 0; i < l->days.len; i++)
		if (k == 0 || strcmp(l->days.items[k - 1], l->days.items[i]) != 0)
			l->days.items[k++] = l->days.items[i];
	l->days.len = k;
	in->days = k ? (int)k : 1;
	in->n_sessions = list.len;
	in->sessions = arena_zalloc(&l->site->mem, list.len + 1, sizeof *in->sessions);
	l->site->session_numbers = arena_zalloc(&l->site->mem, list.len + 1, sizeof(int64_t));
	l->site->session_days = arena_zalloc(&l->site->mem, list.len + 1, sizeof(char *));
	for (i = 0; i < list.len; i++) {
		in->sessions[i] = list.items[i];
		in->sessions[i].day = index_of_text(l->days.items, k, on.items[i]);
		l->site->session_numbers[i] = numbers.items[i];
		l->site->session_days[i] = on.items[i];
	}
	VEC_FREE(&list);
	VEC_FREE(&numbers);
	VEC_FREE(&on);
	return rc;
}

/* Tag 0 is an ordinary room; the others are numbered as they come. */
static int tag_number(struct loader *l, const char *tag)
{
	int i;

	if (!*tag)
		return 0;
	i = index_of_text(l->tags.items, l->tags.len, tag);
	if (i < 0) {
		VEC_PUSH(&l->tags, arena_strdup(&l->site->mem, tag));
		i = (int)l->tags.len - 1;
	}
	return i + 1;
}

static int load_rooms(struct loader *l, struct err *e)
{
	struct stmt *st = site_stmt(l, SQL_PLACEMENT_ROOMS, e);
	struct assign_instance *in = &l->site->in;
	VEC_OF(struct assign_room) list = {0};
	VEC_OF(const char *) codes = {0};
	struct assign_room r = {0};
	size_t i;
	int rc;

	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1) {
		r.id = col_int(st, "id");
		r.rows = (int)col_int(st, "row_count");
		r.cols = (int)col_int(st, "col_count");
		r.tag = tag_number(l, col_text(st, "tag"));
		VEC_PUSH(&list, r);
		VEC_PUSH(&codes, arena_strdup(&l->site->mem, col_text(st, "code")));
	}
	in->n_rooms = list.len;
	in->rooms = arena_zalloc(&l->site->mem, list.len + 1, sizeof *in->rooms);
	l->site->room_codes = arena_zalloc(&l->site->mem, list.len + 1, sizeof(char *));
	for (i = 0; i < list.len; i++) {
		in->rooms[i] = list.items[i];
		l->site->room_codes[i] = codes.items[i];
	}
	VEC_FREE(&list);
	VEC_FREE(&codes);
	return rc;
}

static int session_index(const struct assign_instance *in, int64_t id)
{
	size_t i;

	for (i = 0; i < in->n_sessions; i++)
		if (in->sessions[i].id == id)
			return (int)i;
	return -1;
}

static int room_index(const struct assign_instance *in, int64_t id)
{
	size_t i;

	for (i = 0; i < in->n_rooms; i++)
		if (in->rooms[i].id == id)
			return (int)i;
	return -1;
}

static int load_open(struct loader *l, struct err *e)
{
	struct stmt *st = site_stmt(l, SQL_PLACEMENT_OPEN, e);
	struct assign_instance *in = &l->site->in;
	size_t n = in->n_sessions * in->n_rooms + 1;
	int rc, s, r;

	if (!st)
		return -1;
	in->open_seats = arena_zalloc(&l->site->mem, n, sizeof *in->open_seats);
	in->open_subjects = arena_zalloc(&l->site->mem, n, sizeof *in->open_subjects);
	while ((rc = stmt_step(st, e)) == 1) {
		s = session_index(in, col_int(st, "session_id"));
		r = room_index(in, col_int(st, "room_id"));
		if (s >= 0 && r >= 0)
			in->open_seats[(size_t)s * in->n_rooms + (size_t)r] =
			    (int32_t)col_int(st, "seats");
	}
	return rc;
}

/* ---- subjects ---- */

static int load_subjects(struct loader *l, struct err *e)
{
	struct stmt *st = site_stmt(l, SQL_PLACEMENT_OFFERED, e);
	struct loaded_site *site = l->site;
	int rc;

	if (!st)
		return -1;
	site->subject_codes = arena_zalloc(&site->mem, ASSIGN_SUBJECTS_MAX, sizeof(char *));
	while ((rc = stmt_step(st, e)) == 1) {
		if (site->n_subjects == ASSIGN_SUBJECTS_MAX) {
			stmt_done(st);
			return err_set(e, ERR_RULE, E_ASSIGN_SUBJECTS, site->code,
				       ASSIGN_SUBJECTS_MAX);
		}
		site->in.subject_minutes[site->n_subjects] = (int)col_int(st, "minutes");
		site->subject_codes[site->n_subjects++] =
		    arena_strdup(&site->mem, col_text(st, "subject_code"));
	}
	return rc;
}

/* What a session, or one room of it, runs: no row means every subject. */
static int load_runs(struct loader *l, struct err *e)
{
	struct stmt *st = site_stmt(l, SQL_PLACEMENT_RUNS, e);
	struct assign_instance *in = &l->site->in;
	size_t n = in->n_sessions * in->n_rooms, i, s;
	uint64_t *of_session, *of_room, bit;
	bool *session_says, *room_says; /* has rows at all, also of subjects not offered here */
	int rc, at, room, subject;

	if (!st)
		return -1;
	of_session = mem_zalloc(in->n_sessions + 1, sizeof *of_session);
	of_room = mem_zalloc(n + 1, sizeof *of_room);
	session_says = mem_zalloc(in->n_sessions + 1, sizeof *session_says);
	room_says = mem_zalloc(n + 1, sizeof *room_says);
	while ((rc = stmt_step(st, e)) == 1) {
		at = session_index(in, col_int(st, "session_id"));
		subject = index_of_text(l->site->subject_codes, l->site->n_subjects,
					col_text(st, "subject_code"));
		bit = subject < 0 ? 0 : (uint64_t)1 << subject;
		room = room_index(in, col_int(st, "room_id"));
		if (at >= 0 && col_int(st, "room_id") == 0) {
			of_session[at] |= bit;
			session_says[at] = true;
		} else if (at >= 0 && room >= 0) {
			of_room[(size_t)at * in->n_rooms + (size_t)room] |= bit;
			room_says[(size_t)at * in->n_rooms + (size_t)room] = true;
		}
	}
	for (i = 0; i < n; i++) {
		s = i / in->n_rooms;
		in->open_subjects[i] = (session_says[s] ? of_session[s] : UINT64_MAX) &
				       (room_says[i] ? of_room[i] : UINT64_MAX);
	}
	mem_free(of_session);
	mem_free(of_room);
	mem_free(session_says);
	mem_free(room_says);
	return rc;
}

/* ---- entries ---- */

static int school_number(struct loader *l, const char *name)
{
	size_t i;

	if (!*name)
		return 0;
	for (i = l->schools.len; i-- > 0;) /* the newest first: rows of a school lie together */
		if (strcmp(l->schools.items[i], name) == 0)
			return (int)i + 1;
	VEC_PUSH(&l->schools, arena_strdup(&l->site->mem, name));
	return (int)l->schools.len;
}

static void read_entry(struct loader *l, struct stmt *st, struct assign_entry *x,
		       struct loaded_entry *o)
{
	struct loaded_site *site = l->site;
	struct arena *mem = &site->mem;
	const char *wish = col_text(st, "wish_on");

	*o = (struct loaded_entry){.session = -1, .room = -1};
	o->reg_no = arena_strdup(mem, col_text(st, "reg_no"));
	o->placed = !col_is_null(st, "session_id");
	o->session_id = col_int(st, "session_id");
	o->room_id = col_int(st, "room_id");
	o->seat = (int)col_int(st, "seat");
	if (!col_is_null(st, "ticket_no"))
		o->ticket_no = arena_strdup(mem, col_text(st, "ticket_no"));
	o->wish_kept = col_int(st, "wish_kept") != 0;
	o->fixed = col_int(st, "fixed") != 0;
	if (o->placed)
		o->session = session_index(&site->in, o->session_id);
	if (o->room_id)
		o->room = room_index(&site->in, o->room_id);
	*x = (struct assign_entry){
	    .id = col_int(st, "id"),
	    .wish_day = -1,
	    .fixed_session = -1,
	    .fixed_room = -1,
	    .school = school_number(l, col_text(st, "school")),
	};
	BUG_ON(!text_to_int(o->reg_no, 0, INT64_MAX, &x->candidate));
	x->subject =
	    index_of_text(site->subject_codes, site->n_subjects, col_text(st, "subject_code"));
	o->subject_code = site->subject_codes[x->subject];
	x->tag = tag_number(l, col_text(st, "tag"));
	x->extra_percent = (int)col_int(st, "extra_percent");
	if (o->room >= 0 &&
	    site->in.rooms[o->room].tag) /* who was moved to a special room needs it */
		x->tag = site->in.rooms[o->room].tag;
	if (*wish) {
		o->wish_on = arena_strdup(mem, wish);
		x->wish_day = index_of_text(l->days.items, l->days.len, wish);
	}
}

static int load_entries(struct loader *l, struct err *e)
{
	struct stmt *st = site_stmt(l, SQL_PLACEMENT_ENTRIES, e);
	VEC_OF(struct assign_entry) entries = {0};
	VEC_OF(struct loaded_entry) others = {0};
	struct loaded_site *site = l->site;
	struct assign_entry x;
	struct loaded_entry o;
	int rc;

	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1) {
		read_entry(l, st, &x, &o);
		VEC_PUSH(&entries, x);
		VEC_PUSH(&others, o);
	}
	site->in.n_entries = entries.len;
	site->in.entries = arena_zalloc(&site->mem, entries.len + 1, sizeof *site->in.entries);
	site->entries = arena_zalloc(&site->mem, entries.len + 1, sizeof *site->entries);
	if (entries.len) {
		memcpy(site->in.entries, entries.items, entries.len * sizeof *entries.items);
		memcpy(site->entries, others.items, others.len * sizeof *others.items);
	}
	VEC_FREE(&entries);
	VEC_FREE(&others);
	return rc;
}

static int load_policy(struct loader *l, struct err *e)
{
	int64_t gap;

	if (policy_int(l->job->db, l->sitting->id, l->site->code, "session.gap.minutes", &gap, e) <
	    0)
		return -1;
	l->site->in.gap_min = (int)(gap < 0 ? 0 : gap > 1440 ? 1440 : gap);
	return 0;
}

int assign_room_mode(struct job *job, const struct sitting *sitting, const char *site,
		     struct assign_options *how, struct err *e)
{
	const char *mode;

	if (policy_text(job->db, &job->arena, sitting->id, site, "room.mode", &mode, e) < 0)
		return -1;
	how->even_rooms = strcmp(mode, "balanced") == 0;
	return 0;
}

/* From here on sessions and rooms go by the numbers that messages may show. */
static void name_places(struct loaded_site *site)
{
	struct assign_instance *in = &site->in;
	size_t i;

	site->session_ids = arena_zalloc(&site->mem, in->n_sessions + 1, sizeof(int64_t));
	site->room_ids = arena_zalloc(&site->mem, in->n_rooms + 1, sizeof(int64_t));
	for (i = 0; i < in->n_sessions; i++) {
		site->session_ids[i] = in->sessions[i].id;
		in->sessions[i].id = site->session_numbers[i];
	}
	for (i = 0; i < in->n_rooms; i++) {
		site->room_ids[i] = in->rooms[i].id;
		if (!text_to_int(site->room_codes[i], 0, 99, &in->rooms[i].id))
			in->rooms[i].id = site->room_ids[i];
	}
}

int assign_load(struct job *job, const struct sitting *sitting, const char *site, const char *seed,
		struct loaded_site *ret, struct err *e)
{
	struct loader l = {.job = job, .sitting = sitting, .site = ret};
	int rc;

	*ret = (struct loaded_site){0};
	ret->code = arena_strdup(&ret->mem, site);
	ret->in.site = ret->code;
	ret->in.seed = seed;
	rc = load_policy(&l, e);
	if (rc == 0)
		rc = load_subjects(&l, e);
	if (rc == 0)
		rc = load_sessions(&l, e);
	if (rc == 0)
		rc = load_rooms(&l, e);
	if (rc == 0)
		rc = load_open(&l, e);
	if (rc == 0)
		rc = load_runs(&l, e);
	if (rc == 0)
		rc = load_entries(&l, e);
	if (rc == 0)
		name_places(ret);
	VEC_FREE(&l.days);
	VEC_FREE(&l.schools);
	VEC_FREE(&l.tags);
	return rc;
}

void assign_unload(struct loaded_site *site)
{
	arena_free(&site->mem);
}

int64_t assign_dearest(const struct loaded_site *site, const int64_t *price)
{
	size_t i, best = 0, n = site->in.n_sessions * site->in.n_rooms;

	for (i = 1; i < n; i++)
		if (price[i] > price[best])
			best = i;
	return n && price[best] > 0 ? site->session_numbers[best / site->in.n_rooms] : 0;
}

/* ---- lists in words ---- */

const char *assign_subject_list(const struct loaded_site *site, struct arena *out, uint64_t mask)
{
	struct buf b = {0};
	const char *text;
	size_t i;

	for (i = 0; i < site->n_subjects; i++)
		if (mask >> i & 1)
			buf_printf(&b, "%s%s", b.len ? "," : "", site->subject_codes[i]);
	text = arena_strdup(out, buf_str(&b));
	buf_free(&b);
	return text;
}

const char *assign_session_list(const struct loaded_site *site, struct arena *out,
				const bool *sessions)
{
	struct buf b = {0};
	const char *text;
	size_t i;

	for (i = 0; i < site->in.n_sessions; i++)
		if (sessions[i])
			buf_printf(&b, "%s%lld", b.len ? "," : "",
				   (long long)site->session_numbers[i]);
	text = arena_strdup(out, buf_str(&b));
	buf_free(&b);
	return text;
}

/* ---- writing ---- */

static const char *placed_cell(const void *ctx, size_t row, int column, bool *is_int,
			       int64_t *number)
{
	const struct placed_row *r = (const struct placed_row *)ctx + row;

	*is_int = true;
	switch (column) {
	case 0: *number = r->entry_id; return NULL;
	case 1: *number = r->session_id; return NULL;
	case 2: *is_int = (*number = r->room_id) != 0; return NULL;
	case 3: *is_int = (*number = r->seat) != 0; return NULL;
	case 4: *is_int = false; return r->ticket_no;
	default: *number = r->wish_kept; return NULL;
	}
}

int assign_write(struct job *job, const struct placed_row *rows, size_t n, bool with_tickets,
		 struct err *e)
{
	struct stmt *st;
	int rc = 0;

	db_rows_set(job->db, "placed", n, placed_cell, rows);
	if (with_tickets) {
		st = db_stmt(job->db, SQL_TICKET_PUT, e);
		rc = st ? stmt_exec(st, e) : -1;
	}
	if (rc == 0) {
		st = db_stmt(job->db, SQL_PLACEMENT_PUT, e);
		rc = st ? stmt_exec(st, e) : -1;
	}
	db_rows_set(job->db, "placed", 0, NULL, NULL);
	return rc;
}
