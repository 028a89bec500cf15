/*
 * What the loaders share, and those of the sitting, its sites, windows and subjects. Each gets one
 * row whose fields could be read.
 */
#include "job/setup_sheet.h"

#include "base/messages.h"
#include "base/text.h"

#include <string.h>

/* A field whose value must lie in [min, max]. */
bool setup_in_range(struct setup *s, const char *field, int64_t min, int64_t max)
{
	int64_t v = setup_int(s, field);

	if (v >= min && v <= max)
		return true;
	setup_wrong(s, field, "ROW",
		    arena_printf(&s->job->arena, F_SETUP_RANGE, (long long)min, (long long)max),
		    NULL);
	return false;
}

static const char *keep(struct setup *s, const char *text)
{
	return arena_strdup(&s->job->arena, text);
}

/* ---- lists of codes in one cell ---- */

static bool is_all(const char *text)
{
	return !*text || strcmp(text, "全部") == 0 || strcmp(text, "*") == 0 ||
	       text_same(text, "all");
}

/* The codes between blanks, with one at each end: " 14 15 "; "" for all. */
const char *setup_list(struct setup *s, const char *field)
{
	static const char *const marks[] = {"、", "，", "；", ",", ";", "\n", "\r", "\t", "　"};
	const char *from = text_fold(&s->job->arena, setup_text(s, field));
	char *to = arena_alloc(&s->job->arena, strlen(from) + 3), *p = to;
	size_t i, n;

	if (is_all(from))
		return "";
	*p++ = ' ';
	while (*from) {
		for (i = 0, n = 0; i < ARRAY_LEN(marks); i++)
			if (strncmp(from, marks[i], strlen(marks[i])) == 0)
				n = strlen(marks[i]);
		if (n || *from == ' ') {
			if (p[-1] != ' ')
				*p++ = ' ';
			from += n ? n : 1;
		} else {
			*p++ = *from++;
		}
	}
	if (p[-1] != ' ')
		*p++ = ' ';
	*p = '\0';
	return to;
}

bool setup_list_has(const char *list, const char *code)
{
	const char *hit = list;
	size_t n = strlen(code);

	if (!*list)
		return true;
	while ((hit = strstr(hit + 1, code)) != NULL)
		if (hit[-1] == ' ' && hit[n] == ' ')
			return true;
	return false;
}

void setup_list_split(struct setup *s, const char *list, setup_codes *ret)
{
	const char *p = list;
	size_t n;

	ret->len = 0;
	while (*p) {
		p += strspn(p, " ");
		n = strcspn(p, " ");
		if (n > 0)
			VEC_PUSH(ret, arena_strndup(&s->job->arena, p, n));
		p += n;
	}
}

static bool site_is_known(const struct setup *s, const char *code)
{
	size_t i;

	for (i = 0; i < s->sites.len; i++)
		if (strcmp(s->sites.items[i], code) == 0)
			return true;
	return false;
}

/* The site of a row; a finding where the sitting has no such site. */
bool setup_check_site(struct setup *s, const char *field, const char *code)
{
	if (site_is_known(s, code))
		return true;
	setup_wrong(s, field, "ROW", arena_printf(&s->job->arena, F_SETUP_SITE, code),
		    S_SETUP_SITE);
	return false;
}

/* ---- the sitting, its sites and windows ---- */

int setup_load_sitting(struct setup *s, struct err *e)
{
	struct stmt *st;
	int64_t found = 0;

	if (s->sitting_id) {
		setup_wrong(s, "code", "ROW", F_SETUP_ONE_SITTING, NULL);
		return 0;
	}
	s->programme = keep(s, setup_text(s, "programme"));
	s->code = keep(s, setup_text(s, "code"));
	s->name = keep(s, setup_text(s, "name"));
	s->first_on = keep(s, setup_text(s, "first_on"));
	s->last_on = keep(s, setup_text(s, "last_on"));
	if (!(st = db_stmt(s->job->db, SQL_SETUP_PROGRAMME, e)))
		return -1;
	stmt_text(st, ":programme", s->programme);
	if (stmt_one_int(st, &found, e) < 0)
		return -1;
	if (!found)
		setup_wrong(s, "programme", "ROW", F_SETUP_PROGRAMME, S_SETUP_PROGRAMME);
	if (strcmp(s->first_on, s->last_on) > 0)
		setup_wrong(s, "last_on", "ROW", F_SETUP_DAYS, NULL);
	if (!found || strcmp(s->first_on, s->last_on) > 0)
		return 0;
	if (!(st = db_stmt(s->job->db, SQL_SETUP_SITTING, e)))
		return -1;
	stmt_text(st, ":programme", s->programme);
	stmt_text(st, ":code", s->code);
	stmt_text(st, ":name", s->name);
	stmt_text(st, ":first_on", s->first_on);
	stmt_text(st, ":last_on", s->last_on);
	stmt_text(st, ":agreement", setup_text(s, "agreement"));
	if (stmt_exec(st, e) < 0 || !(st = db_stmt(s->job->db, SQL_SETUP_SITTING_ID, e)))
		return -1;
	stmt_text(st, ":programme", s->programme);
	stmt_text(st, ":code", s->code);
	return stmt_one_int(st, &s->sitting_id, e) < 0 ? -1 : 0;
}

/* The sites of the sitting, for the sheets that name them: also where there is no sheet 考点. */
int setup_know_sites(struct setup *s, struct err *e)
{
	struct stmt *st = db_stmt(s->job->db, SQL_SETUP_SITE_KEYS, e);
	int rc;

	if (!st)
		return -1;
	s->sites.len = 0;
	stmt_int(st, ":sitting", s->sitting_id);
	while ((rc = stmt_step(st, e)) == 1)
		VEC_PUSH(&s->sites, keep(s, col_text(st, "key")));
	return rc;
}

int setup_end_sitting(struct setup *s, struct err *e)
{
	return s->sitting_id ? setup_know_sites(s, e) : 0;
}

static int write_site(struct setup *s, const char *background, struct err *e)
{
	const char *code = setup_text(s, "code");
	struct stmt *st = db_stmt(s->job->db, SQL_SETUP_SITE, e);

	if (!st)
		return -1;
	stmt_text(st, ":code", code);
	stmt_text(st, ":name", setup_text(s, "name"));
	stmt_text(st, ":address", setup_text(s, "address"));
	if (stmt_exec(st, e) < 0 || !(st = db_stmt(s->job->db, SQL_SETUP_SITTING_SITE, e)))
		return -1;
	stmt_int(st, ":sitting", s->sitting_id);
	stmt_text(st, ":code", code);
	stmt_int(st, ":review", setup_int(s, "review"));
	stmt_int(st, ":confirmation", setup_int(s, "confirmation"));
	stmt_int(st, ":subject_limit", setup_int(s, "subject_limit"));
	stmt_int(st, ":self_printing", setup_int(s, "self_printing"));
	stmt_int(st, ":wishes", setup_int(s, "wishes"));
	stmt_text(st, ":photo_background", background);
	if (*setup_text(s, "group_deadline_at"))
		stmt_int(st, ":group_deadline_at", setup_int(s, "group_deadline_at"));
	else
		stmt_null(st, ":group_deadline_at");
	stmt_text(st, ":notice", setup_text(s, "notice"));
	return stmt_exec(st, e);
}

int setup_load_site(struct setup *s, struct err *e)
{
	const char *background = setup_text(s, "photo_background");

	setup_key_add(s, setup_text(s, "code"));
	if (!setup_in_range(s, "subject_limit", 1, 99))
		return 0;
	return write_site(s, *background ? background : "light", e);
}

/* "2027-06-20" as the end of a window means the whole day; a time means that instant. */
static int64_t window_end(struct setup *s)
{
	size_t i = (size_t)layout_index(s->map.layout, "closes_at");
	const char *shown = row_cell(&s->row, s->map.columns[i])->text;
	bool has_time = strchr(shown, ':') || strstr(shown, "：");

	return setup_int(s, "closes_at") + (has_time ? 0 : 24 * 60 * 60);
}

int setup_load_window(struct setup *s, struct err *e)
{
	const char *site = setup_text(s, "site_code"), *phase = setup_text(s, "phase");
	struct stmt *st;

	setup_key_add(s, arena_printf(&s->job->arena, "%s %s", phase, site));
	if (*site && !setup_check_site(s, "site_code", site))
		return 0;
	if (setup_int(s, "opens_at") >= window_end(s)) {
		setup_wrong(s, "closes_at", "R-WINDOW", F_SETUP_ORDER, NULL);
		return 0;
	}
	if (!(st = db_stmt(s->job->db, SQL_SETUP_WINDOW, e)))
		return -1;
	stmt_int(st, ":sitting", s->sitting_id);
	stmt_text(st, ":site", site);
	stmt_text(st, ":phase", phase);
	stmt_int(st, ":opens_at", setup_int(s, "opens_at"));
	stmt_int(st, ":closes_at", window_end(s));
	return stmt_exec(st, e);
}

/* ---- subjects ---- */

static int write_requires(struct setup *s, struct err *e)
{
	const char *list = setup_list(s, "requires"), *code = setup_text(s, "code");
	struct stmt *st = db_stmt(s->job->db, SQL_SETUP_REQUIRES_TRIM, e);
	setup_codes required = {0};
	int rc = 0;
	size_t i;

	if (!st)
		return -1;
	stmt_text(st, ":programme", s->programme);
	stmt_text(st, ":code", code);
	stmt_text(st, ":required", list);
	if (stmt_exec(st, e) < 0)
		return -1;
	setup_list_split(s, list, &required);
	for (i = 0; i < required.len && rc == 0; i++) {
		st = db_stmt(s->job->db, SQL_SETUP_REQUIRES, e);
		if (!st) {
			rc = -1;
			break;
		}
		stmt_text(st, ":programme", s->programme);
		stmt_text(st, ":code", code);
		stmt_text(st, ":required", required.items[i]);
		rc = stmt_exec(st, e);
	}
	VEC_FREE(&required);
	return rc;
}

int setup_load_subject(struct setup *s, struct err *e)
{
	const char *from = setup_text(s, "valid_from_on"), *to = setup_text(s, "valid_to_on");
	struct stmt *st;

	setup_key_add(s, setup_text(s, "code"));
	if (!setup_in_range(s, "level", 0, 9) || !setup_in_range(s, "minutes", 1, 600))
		return 0;
	if (*from && *to && strcmp(from, to) > 0) {
		setup_wrong(s, "valid_to_on", "R-OFFER", F_SETUP_DAYS, NULL);
		return 0;
	}
	if (!(st = db_stmt(s->job->db, SQL_SETUP_SUBJECT, e)))
		return -1;
	stmt_text(st, ":programme", s->programme);
	stmt_text(st, ":code", setup_text(s, "code"));
	stmt_text(st, ":name", setup_text(s, "name"));
	stmt_int(st, ":level", setup_int(s, "level"));
	stmt_int(st, ":minutes", setup_int(s, "minutes"));
	stmt_text_or_null(st, ":valid_from_on", from);
	stmt_text_or_null(st, ":valid_to_on", to);
	if (stmt_exec(st, e) < 0)
		return -1;
	return s->map.columns[layout_index(s->map.layout, "requires")] ? write_requires(s, e) : 0;
}
