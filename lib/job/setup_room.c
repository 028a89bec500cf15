/* The loaders of rooms and sessions. */
#include "job/setup_sheet.h"

#include "base/messages.h"
#include "base/time.h"

#include <string.h>

enum { SEATS_MAX = 9999 };

/* ---- rooms ---- */

static int write_room(struct setup *s, int64_t rows, int64_t columns, struct err *e)
{
	struct stmt *st = db_stmt(s->job->db, SQL_SETUP_ROOM, e);

	if (!st)
		return -1;
	stmt_int(st, ":sitting", s->sitting_id);
	stmt_text(st, ":site", setup_text(s, "site_code"));
	stmt_text(st, ":code", setup_text(s, "code"));
	stmt_text(st, ":name", setup_text(s, "name"));
	stmt_int(st, ":seats", setup_int(s, "seats"));
	stmt_int(st, ":row_count", rows);
	stmt_int(st, ":col_count", columns);
	stmt_text(st, ":tag", setup_text(s, "tag"));
	if (stmt_exec(st, e) < 0 || !(st = db_stmt(s->job->db, SQL_SETUP_ROOM_SEATS_FOLLOW, e)))
		return -1;
	stmt_int(st, ":sitting", s->sitting_id);
	stmt_text(st, ":site", setup_text(s, "site_code"));
	stmt_text(st, ":code", setup_text(s, "code"));
	stmt_int(st, ":seats", setup_int(s, "seats"));
	return stmt_exec(st, e);
}

/* Rows and columns of machines, where the sheet leaves one or both out. */
static void fill_grid(int64_t seats, int64_t *rows, int64_t *columns)
{
	enum { COLUMNS = 10 };

	if (*columns == 0)
		*columns = *rows ? (seats + *rows - 1) / *rows : seats < COLUMNS ? seats : COLUMNS;
	if (*rows == 0)
		*rows = (seats + *columns - 1) / *columns;
}

int setup_load_room(struct setup *s, struct err *e)
{
	int64_t seats = setup_int(s, "seats"), used = 0;
	int64_t rows = setup_int(s, "row_count"), columns = setup_int(s, "col_count");
	struct stmt *st;

	setup_key_add(s, arena_printf(&s->job->arena, "%s %s", setup_text(s, "site_code"),
				      setup_text(s, "code")));
	if (!setup_check_site(s, "site_code", setup_text(s, "site_code")) ||
	    !setup_in_range(s, "seats", 1, SEATS_MAX) ||
	    !setup_in_range(s, "row_count", 0, SEATS_MAX) ||
	    !setup_in_range(s, "col_count", 0, SEATS_MAX))
		return 0;
	fill_grid(seats, &rows, &columns);
	if (rows * columns < seats) {
		setup_wrong(s, "seats", "ROW", F_SETUP_GRID, NULL);
		return 0;
	}
	if (!(st = db_stmt(s->job->db, SQL_SETUP_ROOM_USED, e)))
		return -1;
	stmt_int(st, ":sitting", s->sitting_id);
	stmt_text(st, ":site", setup_text(s, "site_code"));
	stmt_text(st, ":code", setup_text(s, "code"));
	if (stmt_one_int(st, &used, e) < 0)
		return -1;
	if (used > seats) {
		setup_wrong(s, "seats", "R-DATE",
			    arena_printf(&s->job->arena, F_SETUP_SEAT_USED, (long long)used),
			    S_SETUP_PLACED);
		return 0;
	}
	return write_room(s, rows, columns, e);
}

/* ---- sessions ---- */

struct session {
	int64_t id; /* 0: new */
	int64_t starts_at, ends_at, placed;
};

static int find_session(struct setup *s, struct session *ret, struct err *e)
{
	struct stmt *st = db_stmt(s->job->db, SQL_SETUP_SESSION_NOW, e);
	int rc;

	*ret = (struct session){0};
	if (!st)
		return -1;
	stmt_int(st, ":sitting", s->sitting_id);
	stmt_text(st, ":site", setup_text(s, "site_code"));
	stmt_int(st, ":number", setup_int(s, "number"));
	if ((rc = stmt_step(st, e)) <= 0)
		return rc;
	ret->id = col_int(st, "id");
	ret->starts_at = col_int(st, "starts_at");
	ret->ends_at = col_int(st, "ends_at");
	ret->placed = col_int(st, "placed");
	stmt_done(st);
	return 0;
}

static bool check_times(struct setup *s, const struct session *now, char day[DAY_TEXT])
{
	int64_t from = setup_int(s, "starts_at"), to = setup_int(s, "ends_at");
	char last[DAY_TEXT];

	day_format(day_of_instant(from), day);
	day_format(day_of_instant(to), last);
	if (from >= to || strcmp(day, last) != 0)
		setup_wrong(s, "ends_at", "R-DATE", F_SETUP_ORDER, NULL);
	else if (strcmp(day, s->first_on) < 0 || strcmp(day, s->last_on) > 0)
		setup_wrong(s, "starts_at", "R-DATE",
			    arena_printf(&s->job->arena, F_SETUP_OUTSIDE, s->first_on, s->last_on),
			    NULL);
	else if (now->placed > 0 && (now->starts_at != from || now->ends_at != to))
		setup_wrong(s, "starts_at", "R-DATE",
			    arena_printf(&s->job->arena, F_SETUP_PLACED, (long long)now->placed),
			    S_SETUP_PLACED);
	else
		return true;
	return false;
}

/* Every room of the list is a room of the site; else a finding. */
static bool check_rooms(struct setup *s, const char *site, const char *list)
{
	setup_codes one = {0};
	bool good = true;
	size_t i;

	setup_list_split(s, list, &one);
	for (i = 0; i < one.len; i++) {
		if (setup_find_place(&s->rooms, site, one.items[i]))
			continue;
		setup_wrong(s, "rooms", "R-DATE",
			    arena_printf(&s->job->arena, F_SETUP_ROOM, site, one.items[i]), NULL);
		good = false;
	}
	VEC_FREE(&one);
	return good;
}

/* Closes the rooms the list no longer names, where nobody sits in them. */
static int drop_rooms(struct setup *s, int64_t session, const char *list, struct err *e)
{
	VEC_OF(int64_t) gone = {0};
	struct stmt *st = db_stmt(s->job->db, SQL_SETUP_SESSION_ROOMS_GONE, e);
	size_t i;
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":session", session);
	stmt_text(st, ":rooms", list);
	while ((rc = stmt_step(st, e)) == 1) {
		if (col_int(st, "placed") > 0)
			setup_wrong(s, "rooms", "R-DATE",
				    arena_printf(&s->job->arena, F_SETUP_ROOM_USED,
						 col_text(st, "code"),
						 (long long)col_int(st, "placed")),
				    S_SETUP_PLACED);
		else
			VEC_PUSH(&gone, col_int(st, "room_id"));
	}
	for (i = 0; i < gone.len && rc == 0; i++) {
		st = db_stmt(s->job->db, SQL_SETUP_SESSION_ROOM_DROP, e);
		if (!st) {
			rc = -1;
			break;
		}
		stmt_int(st, ":session", session);
		stmt_int(st, ":room", gone.items[i]);
		rc = stmt_exec(st, e);
	}
	VEC_FREE(&gone);
	return rc;
}

static int write_session_rooms(struct setup *s, int64_t session, const char *site, const char *list,
			       struct err *e)
{
	struct stmt *st;
	size_t i;

	if (*list && drop_rooms(s, session, list, e) < 0)
		return -1;
	for (i = 0; i < s->rooms.len; i++) {
		if (strcmp(s->rooms.items[i].site, site) != 0 ||
		    !setup_list_has(list, s->rooms.items[i].code))
			continue;
		if (!(st = db_stmt(s->job->db, SQL_SETUP_SESSION_ROOM, e)))
			return -1;
		stmt_int(st, ":session", session);
		stmt_int(st, ":room", s->rooms.items[i].id);
		if (stmt_exec(st, e) < 0)
			return -1;
	}
	return 0;
}

/* No subject listed: the session runs them all. */
static int write_session_subjects(struct setup *s, int64_t session, const char *list, struct err *e)
{
	struct stmt *st = db_stmt(s->job->db, SQL_SETUP_SESSION_SUBJECTS_TRIM, e);
	setup_codes subjects = {0};
	int rc = 0;
	size_t i;

	if (!st)
		return -1;
	stmt_int(st, ":session", session);
	stmt_text(st, ":subjects", list);
	if (stmt_exec(st, e) < 0)
		return -1;
	setup_list_split(s, list, &subjects);
	for (i = 0; i < subjects.len && rc == 0; i++) {
		st = db_stmt(s->job->db, SQL_SETUP_SESSION_SUBJECT, e);
		if (!st) {
			rc = -1;
			break;
		}
		stmt_int(st, ":session", session);
		stmt_text(st, ":subject", subjects.items[i]);
		rc = stmt_exec(st, e);
	}
	VEC_FREE(&subjects);
	return rc;
}

static int write_session(struct setup *s, const char *day, struct session *now, struct err *e)
{
	struct stmt *st = db_stmt(s->job->db, SQL_SETUP_SESSION, e);

	if (!st)
		return -1;
	stmt_int(st, ":sitting", s->sitting_id);
	stmt_text(st, ":site", setup_text(s, "site_code"));
	stmt_int(st, ":number", setup_int(s, "number"));
	stmt_text(st, ":on_date", day);
	stmt_int(st, ":starts_at", setup_int(s, "starts_at"));
	stmt_int(st, ":ends_at", setup_int(s, "ends_at"));
	return stmt_exec(st, e) < 0 ? -1 : find_session(s, now, e);
}

int setup_load_session(struct setup *s, struct err *e)
{
	const char *site = setup_text(s, "site_code");
	const char *rooms = setup_list(s, "rooms"), *subjects = setup_list(s, "subjects");
	char day[DAY_TEXT];
	struct session now;

	setup_key_add(s, arena_printf(&s->job->arena, "%s %s", site, setup_text(s, "number")));
	if (find_session(s, &now, e) < 0)
		return -1;
	if (!setup_check_site(s, "site_code", site) || !setup_in_range(s, "number", 1, 999) ||
	    !check_times(s, &now, day) || !check_rooms(s, site, rooms) ||
	    !setup_check_list(s, "subjects", subjects, false))
		return 0;
	if (write_session(s, day, &now, e) < 0 ||
	    write_session_rooms(s, now.id, site, rooms, e) < 0)
		return -1;
	return write_session_subjects(s, now.id, subjects, e);
}

int setup_end_sessions(struct setup *s, struct err *e)
{
	struct stmt *st = db_stmt(s->job->db, SQL_SETUP_ROOM_CLASHES, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", s->sitting_id);
	while ((rc = stmt_step(st, e)) == 1) {
		struct finding f = {.rule = "R-DATE", .severity = SEV_ERROR, .file = s->file};

		f.sheet = s->map.sheet;
		f.subject = col_text(st, "site_code");
		f.text =
		    arena_printf(&s->job->arena, F_SETUP_CLASH, col_text(st, "code"),
				 (long long)col_int(st, "number"), (long long)col_int(st, "other"));
		findings_add(s->findings, &f);
	}
	return rc;
}
