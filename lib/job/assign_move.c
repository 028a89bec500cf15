#include "base/messages.h"
#include "base/text.h"
#include "job/assign.h"
#include "job/assign_load.h"

#include <string.h>

enum { SITE_AT = 4, SITE_LEN = 6 };

struct mover {
	struct job *job;
	const struct assign_move *what;
	struct loaded_site site;
	size_t entry;
	int session, room; /* indexes of the new place */
	int64_t seat;
};

static int find_entry(struct mover *m, struct err *e)
{
	const char *number = m->what->ticket_no;
	char site[SITE_LEN + 1] = "";
	size_t i;

	if (strlen(number) == TICKET_NO_TEXT - 1 && text_is_digits(number))
		memcpy(site, number + SITE_AT, SITE_LEN);
	if (assign_load(m->job, m->what->sitting, site, "", &m->site, e) < 0)
		return -1;
	for (i = 0; i < m->site.in.n_entries; i++)
		if (m->site.entries[i].ticket_no &&
		    strcmp(m->site.entries[i].ticket_no, number) == 0) {
			m->entry = i;
			m->session = m->site.entries[i].session;
			return 0;
		}
	return err_set(e, ERR_INPUT, E_MOVE_NUMBER, number);
}

/* "2-02-15" into three numbers, "02-15" into two. Returns how many; 0: not of the form. */
static int read_place(const char *to, char parts[3][8])
{
	int n = 0;
	size_t len;

	for (;; to += len + 1) {
		len = strcspn(to, "-");
		if (n == 3 || len == 0 || len >= sizeof parts[0])
			return 0;
		memcpy(parts[n], to, len);
		parts[n][len] = '\0';
		if (!text_is_digits(parts[n++]))
			return 0;
		if (!to[len])
			return n >= 2 ? n : 0;
	}
}

static int find_place(struct mover *m, struct err *e)
{
	const struct assign_instance *in = &m->site.in;
	char parts[3][8];
	int n = read_place(m->what->to, parts), i;
	int64_t number = 0;

	if (!n || !text_to_int(parts[n - 1], 1, 9999, &m->seat))
		return err_set(e, ERR_USAGE, E_MOVE_TO, m->what->to);
	if (n == 3) {
		m->session = -1;
		if (!text_to_int(parts[0], 1, 999, &number))
			return err_set(e, ERR_USAGE, E_MOVE_TO, m->what->to);
		for (i = 0; i < (int)in->n_sessions; i++)
			if (m->site.session_numbers[i] == number)
				m->session = i;
	}
	m->room = -1;
	for (i = 0; i < (int)in->n_rooms; i++)
		if (strcmp(m->site.room_codes[i], parts[n - 2]) == 0)
			m->room = i;
	if (m->session < 0 || m->room < 0 ||
	    m->seat > in->open_seats[(size_t)m->session * in->n_rooms + (size_t)m->room])
		return err_set(e, ERR_RULE, E_MOVE_PLACE, m->what->to);
	return 0;
}

static int check_place(struct mover *m, struct err *e)
{
	const struct assign_instance *in = &m->site.in;
	const struct assign_entry *x = &in->entries[m->entry];
	size_t slot = (size_t)m->session * in->n_rooms + (size_t)m->room, i;
	const struct loaded_entry *o;

	if (!(in->open_subjects[slot] >> x->subject & 1) ||
	    in->subject_minutes[x->subject] > in->sessions[m->session].minutes)
		return err_set(e, ERR_RULE, E_MOVE_SUBJECT, m->what->to,
			       m->site.entries[m->entry].subject_code);
	for (i = 0; i < in->n_entries; i++) {
		o = &m->site.entries[i];
		if (i == m->entry || !o->placed)
			continue;
		if (o->session == m->session && o->room == m->room && o->seat == m->seat)
			return err_set(e, ERR_RULE, E_MOVE_TAKEN, m->what->to,
				       o->ticket_no ? o->ticket_no : o->reg_no);
		if (in->entries[i].candidate == x->candidate && o->session >= 0 &&
		    assign_sessions_clash(in, (size_t)o->session, (size_t)m->session))
			return err_set(e, ERR_RULE, E_MOVE_CLASH, m->what->to);
	}
	return 0;
}

static int new_number(struct mover *m, char out[TICKET_NO_TEXT], struct err *e)
{
	const struct loaded_entry *o = &m->site.entries[m->entry];
	struct ticket_no_series series = {0};
	struct ticket_no_want want = {
	    .entry_id = m->site.in.entries[m->entry].id,
	    .subject = o->subject_code,
	    .sitting = m->what->sitting->code,
	    .site = m->site.code,
	    .room = m->site.room_codes[m->room],
	    .session_number = m->site.session_numbers[m->session],
	    .seat = (int)m->seat,
	};
	int rc = assign_series(m->job, m->what->sitting, m->site.code, &series, e);

	if (rc == 0)
		rc = ticket_no_next(&series, &want, out, e);
	ticket_no_free(&series);
	return rc;
}

static int write_move(struct mover *m, const char *number, struct err *e)
{
	const struct assign_entry *x = &m->site.in.entries[m->entry];
	const struct loaded_entry *o = &m->site.entries[m->entry];
	struct placed_row row = {
	    .entry_id = x->id,
	    .session_id = m->site.session_ids[m->session],
	    .room_id = m->site.room_ids[m->room],
	    .seat = m->seat,
	    .wish_kept = x->wish_day >= 0 && x->wish_day == m->site.in.sessions[m->session].day,
	    .ticket_no = number,
	};
	int64_t printed = 0;
	struct stmt *st = db_stmt(m->job->db, SQL_PLACEMENT_PRINTED, e);

	if (!st)
		return -1;
	stmt_int(st, ":entry", x->id);
	if (stmt_one_int(st, &printed, e) < 0)
		return -1;
	if (printed) {
		job_finding(m->job, "R-TICKET", SEV_WARN, o->reg_no,
			    arena_printf(&m->job->arena, F_MOVE_PRINTED, o->ticket_no, number));
		m->job->attention = true;
	}
	if (assign_write(m->job, &row, 1, true, e) < 0)
		return -1;
	st = db_stmt(m->job->db, SQL_PLACEMENT_FIX, e);
	if (!st)
		return -1;
	stmt_int(st, ":entry", x->id);
	return stmt_exec(st, e);
}

int assign_move(struct job *job, const struct assign_move *what, const char **ret_number,
		struct err *e)
{
	struct mover m = {.job = job, .what = what};
	char number[TICKET_NO_TEXT];
	int rc = find_entry(&m, e);

	if (rc == 0)
		rc = find_place(&m, e);
	if (rc == 0)
		rc = check_place(&m, e);
	if (rc == 0)
		rc = new_number(&m, number, e);
	if (rc == 0)
		rc = write_move(&m, number, e);
	if (rc == 0)
		*ret_number = arena_strdup(&job->arena, number);
	assign_unload(&m.site);
	return rc;
}
