#include "exam/assign_text.h"

#include "base/messages.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS_MAX = 12 };

/* A raw entry: its session and room are still ids. */
struct raw_entry {
	struct assign_entry e;
	int64_t session, room;
	size_t line;
};

struct raw_cap {
	int64_t session, room;
	int32_t seats;
	size_t line;
};

struct raw_mask {
	int64_t session, room;
	uint64_t subjects;
	size_t line;
};

struct reader {
	struct arena *out;
	struct assign_instance *in;
	VEC_OF(struct assign_session) sessions;
	VEC_OF(uint64_t) session_subjects;
	VEC_OF(struct assign_room) rooms;
	VEC_OF(uint64_t) room_subjects;
	VEC_OF(int32_t) room_seats;
	VEC_OF(struct raw_cap) caps;
	VEC_OF(struct raw_mask) masks;
	VEC_OF(struct raw_entry) entries;
	bool subject_known[ASSIGN_SUBJECTS_MAX];
	size_t line;
	int64_t f[FIELDS_MAX];
	size_t n;
};

static int line_error(size_t line, const char *why, struct err *e)
{
	return err_set(e, ERR_INPUT, E_ASSIGN_LINE, (unsigned long)line, why);
}

static bool hex_value(const char *s, uint64_t *ret)
{
	size_t digits = 0;
	uint64_t v = 0;
	int c;

	if (s[0] == '0' && (s[1] == 'x' || s[1] == 'X'))
		s += 2;
	for (; *s; s++, digits++) {
		c = ascii_upper(*s);
		if (!ascii_is_digit(c) && (c < 'A' || c > 'F'))
			return false;
		v = v << 4 | (uint64_t)(ascii_is_digit(c) ? c - '0' : c - 'A' + 10);
	}
	*ret = v;
	return digits >= 1 && digits <= 16;
}

/*
 * Splits the rest of a line into exactly want numbers in r->f; hex_at (or -1) is a mask, kept in
 * *mask.
 */
static bool numbers(struct reader *r, char *rest, size_t want, int hex_at, uint64_t *mask)
{
	char *word;

	for (r->n = 0;; r->n++) {
		while (ascii_is_space((unsigned char)*rest))
			rest++;
		if (!*rest)
			break;
		word = rest;
		while (*rest && !ascii_is_space((unsigned char)*rest))
			rest++;
		if (*rest)
			*rest++ = '\0';
		if (r->n >= want)
			return false;
		if ((int)r->n == hex_at ? !hex_value(word, mask)
					: !text_to_int(word, -1, INT64_MAX / 4, &r->f[r->n]))
			return false;
	}
	return r->n == want;
}

static bool in_range(int64_t v, int64_t min, int64_t max)
{
	return v >= min && v <= max;
}

static bool read_session(struct reader *r, char *rest)
{
	const int64_t *f = r->f;
	struct assign_session s = {0};
	uint64_t mask = 0;

	if (!numbers(r, rest, 6, 4, &mask) || !in_range(f[0], 0, INT64_MAX) ||
	    !in_range(f[1], 0, ASSIGN_DAYS_MAX - 1) || !in_range(f[2], 0, 1440) ||
	    !in_range(f[3], 1, 1440) || !in_range(f[5], 0, 1))
		return false;
	s.id = f[0];
	s.day = (int)f[1];
	s.start_min = (int)f[2];
	s.minutes = (int)f[3];
	s.locked = f[5] == 1;
	VEC_PUSH(&r->sessions, s);
	VEC_PUSH(&r->session_subjects, mask);
	return true;
}

static bool read_room(struct reader *r, char *rest)
{
	const int64_t *f = r->f;
	struct assign_room room = {0};
	uint64_t mask = 0;

	if (!numbers(r, rest, 6, 2, &mask) || !in_range(f[0], 0, INT64_MAX) ||
	    !in_range(f[1], 0, 100000) || !in_range(f[3], 0, 30000) || !in_range(f[4], 0, 100000) ||
	    !in_range(f[5], 0, 100000))
		return false;
	room.id = f[0];
	room.tag = (int)f[3];
	room.rows = (int)f[4];
	room.cols = (int)f[5];
	VEC_PUSH(&r->rooms, room);
	VEC_PUSH(&r->room_subjects, mask);
	VEC_PUSH(&r->room_seats, (int32_t)f[1]);
	return true;
}

static bool read_cap(struct reader *r, char *rest)
{
	struct raw_cap c;

	if (!numbers(r, rest, 3, -1, NULL) || !in_range(r->f[2], 0, 100000))
		return false;
	c = (struct raw_cap){r->f[0], r->f[1], (int32_t)r->f[2], r->line};
	VEC_PUSH(&r->caps, c);
	return true;
}

static bool read_mask(struct reader *r, char *rest)
{
	struct raw_mask m = {.line = r->line};

	if (!numbers(r, rest, 3, 2, &m.subjects))
		return false;
	m.session = r->f[0];
	m.room = r->f[1];
	VEC_PUSH(&r->masks, m);
	return true;
}

static bool read_entry(struct reader *r, char *rest)
{
	const int64_t *f = r->f;
	struct raw_entry x = {.line = r->line};

	if (!numbers(r, rest, 9, -1, NULL) || !in_range(f[0], 0, INT64_MAX) ||
	    !in_range(f[1], 0, INT64_MAX) || !in_range(f[2], 0, ASSIGN_SUBJECTS_MAX - 1) ||
	    !in_range(f[3], -1, ASSIGN_DAYS_MAX - 1) || !in_range(f[4], -1, INT32_MAX) ||
	    !in_range(f[5], 0, 30000) || !in_range(f[6], 0, 10000))
		return false;
	x.e = (struct assign_entry){f[0],      f[1],	  (int)f[2], (int)f[3], (int)f[4],
				    (int)f[5], (int)f[6], -1,	     -1,	0};
	x.session = f[7];
	x.room = f[8];
	VEC_PUSH(&r->entries, x);
	return true;
}

static bool read_subject(struct reader *r, char *rest)
{
	if (!numbers(r, rest, 2, -1, NULL) || !in_range(r->f[0], 0, ASSIGN_SUBJECTS_MAX - 1) ||
	    !in_range(r->f[1], 1, 1440))
		return false;
	r->in->subject_minutes[r->f[0]] = (int)r->f[1];
	r->subject_known[r->f[0]] = true;
	return true;
}

static bool read_setting(struct reader *r, char *rest, int max, int *ret)
{
	if (!numbers(r, rest, 1, -1, NULL) || !in_range(r->f[0], 0, max))
		return false;
	*ret = (int)r->f[0];
	return true;
}

static int read_line(struct reader *r, char *line, struct err *e)
{
	char *rest = line;
	size_t word;
	bool ok;

	while (*rest && !ascii_is_space((unsigned char)*rest))
		rest++;
	word = (size_t)(rest - line);
	if (word == 4 && memcmp(line, "SEED", 4) == 0) {
		while (ascii_is_space((unsigned char)*rest))
			rest++;
		r->in->seed = arena_strdup(r->out, rest);
		return 0;
	}
	if (word == 3 && memcmp(line, "GAP", 3) == 0)
		ok = read_setting(r, rest, 1440, &r->in->gap_min);
	else if (word != 1)
		return line_error(r->line, E_ASSIGN_LINE_KIND, e);
	else if (*line == 'D')
		ok = read_setting(r, rest, ASSIGN_DAYS_MAX, &r->in->days);
	else if (*line == 'J')
		ok = read_subject(r, rest);
	else if (*line == 'S')
		ok = read_session(r, rest);
	else if (*line == 'R')
		ok = read_room(r, rest);
	else if (*line == 'C')
		ok = read_cap(r, rest);
	else if (*line == 'M')
		ok = read_mask(r, rest);
	else if (*line == 'E')
		ok = read_entry(r, rest);
	else
		return line_error(r->line, E_ASSIGN_LINE_KIND, e);
	return ok ? 0 : line_error(r->line, E_ASSIGN_LINE_FORM, e);
}

static int session_index(const struct reader *r, int64_t id)
{
	size_t i;

	for (i = 0; i < r->sessions.len; i++)
		if (r->sessions.items[i].id == id)
			return (int)i;
	return -1;
}

static int room_index(const struct reader *r, int64_t id)
{
	size_t i;

	for (i = 0; i < r->rooms.len; i++)
		if (r->rooms.items[i].id == id)
			return (int)i;
	return -1;
}

static int fill_open(struct reader *r, struct err *e)
{
	struct assign_instance *in = r->in;
	size_t s, k, i, n = r->sessions.len * r->rooms.len;
	int si, ri;

	in->open_seats = arena_zalloc(r->out, n + 1, sizeof *in->open_seats);
	in->open_subjects = arena_zalloc(r->out, n + 1, sizeof *in->open_subjects);
	for (s = 0; s < r->sessions.len; s++) {
		if (session_index(r, r->sessions.items[s].id) != (int)s)
			return line_error(r->line, E_ASSIGN_LINE_TWICE, e);
		for (k = 0; k < r->rooms.len; k++) {
			in->open_seats[s * r->rooms.len + k] = r->room_seats.items[k];
			in->open_subjects[s * r->rooms.len + k] =
			    r->session_subjects.items[s] & r->room_subjects.items[k];
		}
	}
	for (k = 0; k < r->rooms.len; k++)
		if (room_index(r, r->rooms.items[k].id) != (int)k)
			return line_error(r->line, E_ASSIGN_LINE_TWICE, e);
	for (i = 0; i < r->caps.len; i++) {
		si = session_index(r, r->caps.items[i].session);
		ri = room_index(r, r->caps.items[i].room);
		if (si < 0 || ri < 0)
			return line_error(r->caps.items[i].line, E_ASSIGN_LINE_UNKNOWN, e);
		in->open_seats[(size_t)si * r->rooms.len + (size_t)ri] = r->caps.items[i].seats;
	}
	for (i = 0; i < r->masks.len; i++) {
		si = session_index(r, r->masks.items[i].session);
		ri = room_index(r, r->masks.items[i].room);
		if (si < 0 || ri < 0)
			return line_error(r->masks.items[i].line, E_ASSIGN_LINE_UNKNOWN, e);
		in->open_subjects[(size_t)si * r->rooms.len + (size_t)ri] =
		    r->masks.items[i].subjects;
	}
	return 0;
}

struct numbered {
	int64_t id;
	size_t line;
};

static int by_number(const void *pa, const void *pb)
{
	const struct numbered *a = pa, *b = pb;

	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	return a->line < b->line ? -1 : a->line > b->line;
}

/* The line of an entry whose number another line has already; 0: none. */
static size_t entry_twice(const struct reader *r)
{
	struct numbered *list = mem_zalloc(r->entries.len + 1, sizeof *list);
	size_t i, line = 0;

	for (i = 0; i < r->entries.len; i++)
		list[i] = (struct numbered){r->entries.items[i].e.id, r->entries.items[i].line};
	qsort(list, r->entries.len, sizeof *list, by_number);
	for (i = 1; i < r->entries.len && !line; i++)
		if (list[i].id == list[i - 1].id)
			line = list[i].line;
	mem_free(list);
	return line;
}

static int fill_entries(struct reader *r, struct err *e)
{
	struct assign_instance *in = r->in;
	struct raw_entry *x;
	size_t i;

	in->entries = arena_zalloc(r->out, r->entries.len + 1, sizeof *in->entries);
	for (i = 0; i < r->entries.len; i++) {
		x = &r->entries.items[i];
		x->e.fixed_session = x->session < 0 ? -1 : session_index(r, x->session);
		x->e.fixed_room = x->room < 0 ? -1 : room_index(r, x->room);
		if ((x->session >= 0 && x->e.fixed_session < 0) ||
		    (x->room >= 0 && x->e.fixed_room < 0) || !r->subject_known[x->e.subject])
			return line_error(x->line, E_ASSIGN_LINE_UNKNOWN, e);
		in->entries[i] = x->e;
	}
	in->n_entries = r->entries.len;
	i = entry_twice(r);
	return i ? line_error(i, E_ASSIGN_LINE_TWICE, e) : 0;
}

static int finish(struct reader *r, struct err *e)
{
	struct assign_instance *in = r->in;
	size_t i;

	in->n_sessions = r->sessions.len;
	in->n_rooms = r->rooms.len;
	in->sessions = arena_zalloc(r->out, in->n_sessions + 1, sizeof *in->sessions);
	in->rooms = arena_zalloc(r->out, in->n_rooms + 1, sizeof *in->rooms);
	for (i = 0; i < in->n_sessions; i++) {
		in->sessions[i] = r->sessions.items[i];
		if (in->days <= in->sessions[i].day)
			in->days = in->sessions[i].day + 1;
	}
	for (i = 0; i < in->n_rooms; i++)
		in->rooms[i] = r->rooms.items[i];
	if (fill_open(r, e) < 0)
		return -1;
	return fill_entries(r, e);
}

static int read_head(struct reader *r, char *line, struct err *e)
{
	static const char head[] = "NCREASSIGN 1 ";

	if (strncmp(line, head, sizeof head - 1) != 0 || !line[sizeof head - 1])
		return line_error(1, E_ASSIGN_LINE_HEAD, e);
	r->in->site = arena_strdup(r->out, line + sizeof head - 1);
	return 0;
}

int assign_text_read(struct arena *out, char *text, size_t len, struct assign_instance *ret,
		     struct err *e)
{
	struct reader r = {.out = out, .in = ret};
	char *line = text, *end = text + len, *next, *last;
	int rc = 0;

	*ret = (struct assign_instance){.seed = "", .site = "", .days = 1};
	for (; line < end && rc == 0; line = next) {
		last = memchr(line, '\n', (size_t)(end - line));
		next = last ? last + 1 : end;
		if (!last)
			last = end; /* the NUL that file_read leaves there */
		while (last > line && ascii_is_space((unsigned char)last[-1]))
			last--;
		*last = '\0';
		r.line++;
		if (r.line == 1)
			rc = read_head(&r, line, e);
		else if (*line && *line != '#')
			rc = read_line(&r, line, e);
	}
	if (rc == 0 && r.line == 0)
		rc = line_error(1, E_ASSIGN_LINE_HEAD, e);
	if (rc == 0)
		rc = finish(&r, e);
	VEC_FREE(&r.sessions);
	VEC_FREE(&r.session_subjects);
	VEC_FREE(&r.rooms);
	VEC_FREE(&r.room_subjects);
	VEC_FREE(&r.room_seats);
	VEC_FREE(&r.caps);
	VEC_FREE(&r.masks);
	VEC_FREE(&r.entries);
	return rc;
}

/* ---- writing ---- */

/* What a session or a room takes as a whole, and the most seats a room ever has. */
struct summary {
	uint64_t *of_session, *of_room;
	int32_t *most;
};

static void sum_places(struct arena *a, struct summary *sum, const struct assign_instance *in)
{
	size_t s, r, at;

	sum->of_session = arena_zalloc(a, in->n_sessions + 1, sizeof(uint64_t));
	sum->of_room = arena_zalloc(a, in->n_rooms + 1, sizeof(uint64_t));
	sum->most = arena_zalloc(a, in->n_rooms + 1, sizeof(int32_t));
	for (s = 0; s < in->n_sessions; s++)
		for (r = 0; r < in->n_rooms; r++) {
			at = s * in->n_rooms + r;
			sum->of_session[s] |= in->open_subjects[at];
			sum->of_room[r] |= in->open_subjects[at];
			if (in->open_seats[at] > sum->most[r])
				sum->most[r] = in->open_seats[at];
		}
}

static void write_places(struct buf *to, const struct assign_instance *in)
{
	struct summary sum;
	struct arena a = {0};
	const struct assign_session *x;
	const struct assign_room *y;
	size_t s, r, at;

	sum_places(&a, &sum, in);
	for (s = 0; s < in->n_sessions; s++) {
		x = &in->sessions[s];
		buf_printf(to, "S %" PRId64 " %d %d %d %" PRIx64 " %d\n", x->id, x->day,
			   x->start_min, x->minutes, sum.of_session[s], x->locked);
	}
	for (r = 0; r < in->n_rooms; r++) {
		y = &in->rooms[r];
		buf_printf(to, "R %" PRId64 " %d %" PRIx64 " %d %d %d\n", y->id, sum.most[r],
			   sum.of_room[r], y->tag, y->rows, y->cols);
	}
	for (s = 0; s < in->n_sessions; s++)
		for (r = 0; r < in->n_rooms; r++) {
			at = s * in->n_rooms + r;
			if (in->open_seats[at] != sum.most[r])
				buf_printf(to, "C %" PRId64 " %" PRId64 " %d\n", in->sessions[s].id,
					   in->rooms[r].id, in->open_seats[at]);
			if (in->open_subjects[at] != (sum.of_session[s] & sum.of_room[r]))
				buf_printf(to, "M %" PRId64 " %" PRId64 " %" PRIx64 "\n",
					   in->sessions[s].id, in->rooms[r].id,
					   in->open_subjects[at]);
		}
	arena_free(&a);
}

void assign_text_write_instance(struct buf *to, const struct assign_instance *in)
{
	const struct assign_entry *x;
	size_t i;

	buf_printf(to, "NCREASSIGN 1 %s\nSEED %s\nGAP %d\nD %d\n", in->site, in->seed, in->gap_min,
		   in->days);
	for (i = 0; i < ASSIGN_SUBJECTS_MAX; i++)
		if (in->subject_minutes[i])
			buf_printf(to, "J %zu %d\n", i, in->subject_minutes[i]);
	write_places(to, in);
	for (i = 0; i < in->n_entries; i++) {
		x = &in->entries[i];
		buf_printf(to, "E %" PRId64 " %" PRId64 " %d %d %d %d %d", x->id, x->candidate,
			   x->subject, x->wish_day, x->school, x->tag, x->extra_percent);
		buf_printf(to, " %" PRId64,
			   x->fixed_session < 0 ? -1 : in->sessions[x->fixed_session].id);
		buf_printf(to, " %" PRId64 "\n",
			   x->fixed_room < 0 ? -1 : in->rooms[x->fixed_room].id);
	}
}

void assign_text_write(struct buf *to, const struct assign_instance *in,
		       const struct assign_result *r)
{
	const struct assign_place *p;
	size_t i;

	for (i = 0; i < in->n_entries; i++) {
		p = &r->places[i];
		if (p->kind == ASSIGN_UNPLACED)
			buf_printf(to, "A %" PRId64 " -1 -1 0 0\n", in->entries[i].id);
		else
			buf_printf(to, "A %" PRId64 " %" PRId64 " %" PRId64 " %d %d\n",
				   in->entries[i].id, in->sessions[p->session].id,
				   in->rooms[p->room].id, p->seat, (int)p->kind);
	}
	buf_printf(to,
		   "SUMMARY placed %" PRId64 " bound %" PRId64 " wishes %" PRId64 " bound %" PRId64
		   " extra_days %" PRId64 " bound %" PRId64 "\n",
		   r->placed, r->placed_bound, r->wishes, r->wishes_bound, r->extra_days,
		   r->extra_days_bound);
}
