/* The loaders of offerings, caps, wish days and policy. */
#include "job/setup_sheet.h"

#include "base/messages.h"
#include "base/text.h"

#include <string.h>

enum { FEE_MAX_FEN = 100000000, CAPACITY_MAX = 10000000 };

static int know_places(struct setup *s, enum sql_id id, const char *code, setup_places *ret,
		       struct err *e)
{
	struct stmt *st = db_stmt(s->job->db, id, e);
	int rc;

	if (!st)
		return -1;
	ret->len = 0;
	stmt_int(st, ":sitting", s->sitting_id);
	while ((rc = stmt_step(st, e)) == 1) {
		struct setup_place p = {.id = col_int(st, "id")};

		p.site = arena_strdup(&s->job->arena, col_text(st, "site_code"));
		p.code = arena_strdup(&s->job->arena, col_text(st, code));
		if (id == SQL_SETUP_OFFERINGS)
			p.taken = col_int(st, "taken");
		VEC_PUSH(ret, p);
	}
	return rc;
}

int setup_know_offerings(struct setup *s, struct err *e)
{
	return know_places(s, SQL_SETUP_OFFERINGS, "subject_code", &s->offerings, e);
}

int setup_know_rooms(struct setup *s, struct err *e)
{
	if (setup_know_offerings(s, e) < 0)
		return -1;
	return know_places(s, SQL_SETUP_ROOMS, "code", &s->rooms, e);
}

const struct setup_place *setup_find_place(const setup_places *places, const char *site,
					   const char *code)
{
	size_t i;

	for (i = 0; i < places->len; i++)
		if (strcmp(places->items[i].site, site) == 0 &&
		    strcmp(places->items[i].code, code) == 0)
			return &places->items[i];
	return NULL;
}

/* ---- offerings ---- */

/* R-OFFER: the subject exists and is valid on a day of the sitting; else a finding. 1, 0, -1. */
static int check_subject(struct setup *s, const char *code, struct err *e)
{
	struct stmt *st = db_stmt(s->job->db, SQL_SETUP_SUBJECT_VALID, e);
	int64_t valid = 0;
	int rc;

	if (!st)
		return -1;
	stmt_text(st, ":programme", s->programme);
	stmt_text(st, ":code", code);
	stmt_text(st, ":first_on", s->first_on);
	stmt_text(st, ":last_on", s->last_on);
	if ((rc = stmt_one_int(st, &valid, e)) < 0)
		return -1;
	if (rc == 0)
		setup_wrong(s, "subjects", "R-OFFER",
			    arena_printf(&s->job->arena, F_SETUP_SUBJECT, code), S_SETUP_SUBJECT);
	else if (!valid)
		setup_wrong(s, "subjects", "R-OFFER",
			    arena_printf(&s->job->arena, F_SETUP_SUBJECT_ENDED, code), NULL);
	return rc == 1 && valid;
}

static int write_offering(struct setup *s, const char *site, const char *subject, struct err *e)
{
	const struct setup_place *now = setup_find_place(&s->offerings, site, subject);
	const char *key = arena_printf(&s->job->arena, "%s %s", site, subject);
	struct stmt *st;

	setup_key_add(s, key);
	if (now && now->taken > setup_int(s, "capacity")) {
		setup_wrong(s, "capacity", "R-CAP",
			    arena_printf(&s->job->arena, F_SETUP_TAKEN, key, (long long)now->taken),
			    NULL);
		return 0;
	}
	if (!(st = db_stmt(s->job->db, SQL_SETUP_OFFERING, e)))
		return -1;
	stmt_int(st, ":sitting", s->sitting_id);
	stmt_text(st, ":site", site);
	stmt_text(st, ":programme", s->programme);
	stmt_text(st, ":subject", subject);
	stmt_int(st, ":fee_fen", setup_int(s, "fee"));
	stmt_int(st, ":capacity", setup_int(s, "capacity"));
	return stmt_exec(st, e);
}

static int write_offerings(struct setup *s, const setup_codes *sites, const setup_codes *subjects,
			   struct err *e)
{
	size_t i, k;
	int rc;

	for (i = 0; i < subjects->len; i++) {
		rc = check_subject(s, subjects->items[i], e);
		if (rc < 0)
			return -1;
		for (k = 0; k < sites->len && rc == 1; k++)
			if (setup_check_site(s, "sites", sites->items[k]) &&
			    write_offering(s, sites->items[k], subjects->items[i], e) < 0)
				return -1;
	}
	return 0;
}

int setup_load_offering(struct setup *s, struct err *e)
{
	const char *sites_list = setup_list(s, "sites"), *subjects_list = setup_list(s, "subjects");
	setup_codes sites = {0}, subjects = {0};
	size_t i;
	int rc;

	if (!setup_in_range(s, "fee", 0, FEE_MAX_FEN) ||
	    !setup_in_range(s, "capacity", 0, CAPACITY_MAX))
		return 0;
	if (!*subjects_list) {
		setup_wrong(s, "subjects", "R-OFFER", F_SETUP_SUBJECTS_ALL, NULL);
		return 0;
	}
	setup_list_split(s, sites_list, &sites);
	setup_list_split(s, subjects_list, &subjects);
	for (i = 0; !*sites_list && i < s->sites.len; i++)
		VEC_PUSH(&sites, s->sites.items[i]);
	rc = write_offerings(s, &sites, &subjects, e);
	VEC_FREE(&sites);
	VEC_FREE(&subjects);
	return rc;
}

bool setup_check_list(struct setup *s, const char *field, const char *list, bool is_site)
{
	setup_codes one = {0};
	bool good = true;
	size_t i, k;

	setup_list_split(s, list, &one);
	for (i = 0; i < one.len; i++) {
		for (k = 0; k < s->offerings.len; k++)
			if (strcmp(one.items[i], is_site ? s->offerings.items[k].site
							 : s->offerings.items[k].code) == 0)
				break;
		if (k == s->offerings.len) {
			setup_wrong(s, field, "R-OFFER",
				    arena_printf(&s->job->arena, F_SETUP_NOT_OFFERED, one.items[i]),
				    NULL);
			good = false;
		}
	}
	VEC_FREE(&one);
	return good;
}

static bool is_chosen(const struct setup_place *o, const char *sites, const char *subjects)
{
	return setup_list_has(sites, o->site) && setup_list_has(subjects, o->code);
}

/* ---- caps ---- */

static int drop_members(struct setup *s, int64_t cap, const char *sites, const char *subjects,
			struct err *e)
{
	VEC_OF(int64_t) gone = {0};
	struct stmt *st = db_stmt(s->job->db, SQL_SETUP_CAP_MEMBERS, e);
	size_t i;
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":cap", cap);
	while ((rc = stmt_step(st, e)) == 1) {
		int64_t id = col_int(st, "offering_id");

		for (i = 0; i < s->offerings.len && s->offerings.items[i].id != id; i++)
			;
		if (i == s->offerings.len || !is_chosen(&s->offerings.items[i], sites, subjects))
			VEC_PUSH(&gone, id);
	}
	for (i = 0; i < gone.len && rc == 0; i++) {
		st = db_stmt(s->job->db, SQL_SETUP_CAP_MEMBER_DROP, e);
		if (!st) {
			rc = -1;
			break;
		}
		stmt_int(st, ":cap", cap);
		stmt_int(st, ":offering", gone.items[i]);
		rc = stmt_exec(st, e);
	}
	VEC_FREE(&gone);
	return rc;
}

static int write_cap(struct setup *s, const char *sites, const char *subjects, struct err *e)
{
	const char *name = setup_text(s, "name");
	struct stmt *st = db_stmt(s->job->db, SQL_SETUP_CAP, e);
	int64_t cap = 0;
	size_t i;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", s->sitting_id);
	stmt_text(st, ":name", name);
	stmt_int(st, ":capacity", setup_int(s, "capacity"));
	if (stmt_exec(st, e) < 0 || !(st = db_stmt(s->job->db, SQL_SETUP_CAP_ID, e)))
		return -1;
	stmt_int(st, ":sitting", s->sitting_id);
	stmt_text(st, ":name", name);
	if (stmt_one_int(st, &cap, e) < 0 || drop_members(s, cap, sites, subjects, e) < 0)
		return -1;
	for (i = 0; i < s->offerings.len; i++) {
		if (!is_chosen(&s->offerings.items[i], sites, subjects))
			continue;
		if (!(st = db_stmt(s->job->db, SQL_SETUP_CAP_MEMBER, e)))
			return -1;
		stmt_int(st, ":cap", cap);
		stmt_int(st, ":offering", s->offerings.items[i].id);
		if (stmt_exec(st, e) < 0)
			return -1;
	}
	return 0;
}

int setup_load_cap(struct setup *s, struct err *e)
{
	const char *sites = setup_list(s, "sites"), *subjects = setup_list(s, "subjects");
	int64_t taken = 0;
	size_t i;

	setup_key_add(s, setup_text(s, "name"));
	if (!setup_in_range(s, "capacity", 0, CAPACITY_MAX) ||
	    !setup_check_list(s, "sites", sites, true) ||
	    !setup_check_list(s, "subjects", subjects, false))
		return 0;
	for (i = 0; i < s->offerings.len; i++)
		if (is_chosen(&s->offerings.items[i], sites, subjects))
			taken += s->offerings.items[i].taken;
	if (taken > setup_int(s, "capacity")) {
		setup_wrong(s, "capacity", "R-CAP",
			    arena_printf(&s->job->arena, F_SETUP_TAKEN, setup_text(s, "name"),
					 (long long)taken),
			    NULL);
		return 0;
	}
	return write_cap(s, sites, subjects, e);
}

/* ---- wish days ---- */

int setup_load_wish(struct setup *s, struct err *e)
{
	const char *sites = setup_list(s, "sites"), *subjects = setup_list(s, "subjects");
	const char *day = setup_text(s, "on_date");
	struct stmt *st;
	size_t i;

	if (!setup_in_range(s, "capacity", 0, CAPACITY_MAX) ||
	    !setup_check_list(s, "sites", sites, true) ||
	    !setup_check_list(s, "subjects", subjects, false))
		return 0;
	if (strcmp(day, s->first_on) < 0 || strcmp(day, s->last_on) > 0) {
		setup_wrong(s, "on_date", "R-WISH",
			    arena_printf(&s->job->arena, F_SETUP_OUTSIDE, s->first_on, s->last_on),
			    NULL);
		return 0;
	}
	for (i = 0; i < s->offerings.len; i++) {
		const struct setup_place *o = &s->offerings.items[i];

		if (!is_chosen(o, sites, subjects))
			continue;
		setup_key_add(s, arena_printf(&s->job->arena, "%s %s %s", o->site, o->code, day));
		if (!(st = db_stmt(s->job->db, SQL_SETUP_WISH_DAY, e)))
			return -1;
		stmt_int(st, ":offering", o->id);
		stmt_text(st, ":on_date", day);
		stmt_int(st, ":capacity", setup_int(s, "capacity"));
		if (stmt_exec(st, e) < 0)
			return -1;
	}
	return 0;
}

/* ---- policy ---- */

/* The value as the key's type keeps it; NULL with a finding. */
static const char *policy_value(struct setup *s, const char *type)
{
	const char *text = setup_text(s, "value");
	int64_t n;

	if (strcmp(type, "text") == 0)
		return text;
	text = text_fold(&s->job->arena, text);
	if (strcmp(type, "bool") == 0) {
		if (strcmp(text, "1") == 0 || strcmp(text, "是") == 0)
			return "1";
		if (strcmp(text, "0") == 0 || strcmp(text, "否") == 0)
			return "0";
	} else if (text_to_int(text, 0, INT64_MAX, &n)) {
		return text;
	}
	setup_wrong(s, "value", "ROW", strcmp(type, "bool") == 0 ? F_SETUP_BOOL : F_SETUP_NUMBER,
		    NULL);
	return NULL;
}

/* The type of the row's key in the job's arena, or NULL with a finding or a failure. */
static int policy_type(struct setup *s, const char **ret, struct err *e)
{
	struct stmt *st = db_stmt(s->job->db, SQL_SETUP_POLICY_TYPE, e);
	int rc;

	*ret = NULL;
	if (!st)
		return -1;
	stmt_text(st, ":key", setup_text(s, "key"));
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	if (rc == 0) {
		setup_wrong(s, "key", "ROW", F_SETUP_POLICY, S_SETUP_POLICY);
		return 0;
	}
	*ret = arena_strdup(&s->job->arena, col_text(st, "type"));
	stmt_done(st);
	return 0;
}

int setup_load_policy(struct setup *s, struct err *e)
{
	const char *scope = setup_text(s, "scope"), *site = setup_text(s, "site_code"), *type,
		   *value;
	struct stmt *st;

	if (!*scope)
		scope = "sitting";
	setup_key_add(s,
		      arena_printf(&s->job->arena, "%s %s %s", setup_text(s, "key"), site, scope));
	if (*site && !setup_check_site(s, "site_code", site))
		return 0;
	if (policy_type(s, &type, e) < 0)
		return -1;
	value = type ? policy_value(s, type) : NULL;
	if (!value)
		return 0;
	if (!(st = db_stmt(s->job->db, SQL_SETUP_POLICY, e)))
		return -1;
	stmt_text(st, ":programme", s->programme);
	stmt_text(st, ":code", strcmp(scope, "sitting") == 0 ? s->code : "");
	stmt_text(st, ":site", site);
	stmt_text(st, ":key", setup_text(s, "key"));
	stmt_text(st, ":value", value);
	return stmt_exec(st, e);
}
