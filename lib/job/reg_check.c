/*
 * Registrations against each other and against the database: R-ONE-SITE, R-ONE-ENTRY, R-OFFER,
 * R-WINDOW, R-MAX, R-CAP, R-ROSTER, R-LOCK. What needs the database is one statement for all rows.
 */
#include "base/messages.h"
#include "db/rows.h"
#include "job/reg_rows.h"
#include "job/registration.h"

#include <string.h>

static void refuse_row(struct reg_file *f, uint32_t row, const char *field, const char *rule,
		       const char *value, const char *text, const char *suggestion)
{
	reg_finding(f, row, field, rule, SEV_ERROR, value, text, suggestion);
	f->rows.items[row].refused = true;
}

/* A finding about the person refuses all their rows; it is said once, at the first. */
static void refuse_person(struct reg_file *f, uint32_t person, const char *field, const char *rule,
			  const char *value, const char *text, const char *suggestion)
{
	struct reg_person *p = &f->persons.items[person];

	reg_finding(f, p->first_row, field, rule, SEV_ERROR, value, text, suggestion);
	p->refused = true;
}

/* ---- within the file ---- */

static void check_same_document(struct reg_file *f)
{
	struct strmap seen = {0};
	uint32_t i, other;
	bool is_new;

	for (i = 0; i < f->persons.len; i++) {
		struct reg_person *p = &f->persons.items[i];

		other = strmap_add(&seen, p->document, i, &is_new);
		if (!is_new)
			refuse_person(f, i, "id_number", "R-ONE-SITE", p->fields[REG_ID_NUMBER],
				      arena_printf(&f->mem, F_PERSON_TWICE_FILE,
						   reg_who(f, f->persons.items[other].first_row)),
				      S_PERSON_TWICE);
	}
	strmap_free(&seen);
}

/* Against the person's rows before it, which differ: there are no more than subjects. */
static void check_same_entry(struct reg_file *f, uint32_t row)
{
	struct reg_row *r = &f->rows.items[row];
	struct reg_person *p = &f->persons.items[r->person];
	uint32_t i;

	for (i = p->last_entry; i; i = f->rows.items[i - 1].last_entry)
		if (strcmp(f->rows.items[i - 1].subject, r->subject) == 0)
			break;
	if (i) {
		refuse_row(f, row, "subject_code", "R-ONE-ENTRY", r->subject,
			   arena_printf(&f->mem, F_ENTRY_TWICE_FILE, r->subject,
					(long long)f->rows.items[i - 1].number),
			   S_ENTRY_TWICE);
		return;
	}
	r->last_entry = p->last_entry;
	p->last_entry = row + 1;
}

static void check_site(struct reg_file *f, uint32_t person)
{
	struct reg_person *p = &f->persons.items[person];
	uint32_t i;

	if (!strmap_get(&f->places->site_map, p->site_code, &i))
		refuse_person(f, person, "site_code", "R-OFFER", p->site_code,
			      arena_printf(&f->mem, F_SITE_UNKNOWN, p->site_code, f->sitting.name),
			      S_SITE_UNKNOWN);
}

static void check_offer(struct reg_file *f, uint32_t row)
{
	struct reg_row *r = &f->rows.items[row];
	const struct reg_person *p = &f->persons.items[r->person];

	if (p->refused)
		return;
	if (!reg_places_find(f->places, p->site_code, r->subject, &r->offering))
		refuse_row(f, row, "subject_code", "R-OFFER", r->subject,
			   arena_printf(&f->mem, F_OFFER_NONE, p->site_code, r->subject),
			   S_OFFER_NONE);
	else if (!f->places->offerings.items[r->offering].is_valid)
		refuse_row(f, row, "subject_code", "R-OFFER", r->subject,
			   arena_printf(&f->mem, F_OFFER_INVALID, r->subject), NULL);
}

/* ---- against the database ---- */

static void known_person(struct reg_file *f, uint32_t i, struct stmt *st)
{
	struct reg_person *p = &f->persons.items[i];
	const char *reg_no = col_text(st, "reg_no"), *lock = col_text(st, "lock");

	if (strcmp(reg_no, p->reg_no) != 0) {
		refuse_person(f, i, "id_number", "R-ONE-SITE", p->fields[REG_ID_NUMBER],
			      arena_printf(&f->mem, F_PERSON_TWICE, reg_no, col_text(st, "name"),
					   col_text(st, "site_code")),
			      S_PERSON_TWICE);
		return;
	}
	p->known = true;
	p->candidate_id = col_int(st, "id");
	p->closed_to_entries = strcmp(lock, "pending") == 0 || strcmp(lock, "in_payment") == 0;
	p->changed = !col_int(st, "same_person") || !col_int(st, "same_notes");
	if (!col_int(st, "same_person") && *lock)
		refuse_person(f, i, "name", "R-LOCK", p->fields[REG_NAME],
			      arena_printf(&f->mem, F_LOCKED, reg_no), S_LOCKED);
	else if (p->changed && !f->amends && !col_is_null(st, "amended_by_run"))
		refuse_person(f, i, "name", "R-LOCK", p->fields[REG_NAME],
			      arena_printf(&f->mem, F_AMENDED, reg_no,
					   (long long)col_int(st, "amended_by_run")),
			      S_AMENDED);
}

static int check_known(struct reg_file *f, struct err *e)
{
	struct stmt *st = db_stmt(f->job->db, SQL_REGISTRATION_KNOWN, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", f->sitting.id);
	stmt_int(st, ":by_hand", f->amends);
	while ((rc = stmt_step(st, e)) == 1)
		known_person(f, (uint32_t)col_int(st, "seq"), st);
	return rc;
}

/* A document number that is amended must not be somebody else's. */
static int check_document_taken(struct reg_file *f, struct err *e)
{
	struct stmt *st = db_stmt(f->job->db, SQL_REGISTRATION_DOCUMENT_TAKEN, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", f->sitting.id);
	while ((rc = stmt_step(st, e)) == 1) {
		uint32_t i = (uint32_t)col_int(st, "seq");

		refuse_person(f, i, "id_number", "R-ONE-SITE",
			      f->persons.items[i].fields[REG_ID_NUMBER],
			      arena_printf(&f->mem, F_PERSON_TWICE, col_text(st, "reg_no"),
					   col_text(st, "name"), col_text(st, "site_code")),
			      S_PERSON_TWICE);
	}
	return rc;
}

static int check_number_taken(struct reg_file *f, struct err *e)
{
	struct stmt *st = db_stmt(f->job->db, SQL_REGISTRATION_NUMBER_TAKEN, e);
	int rc;

	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1) {
		uint32_t i = (uint32_t)col_int(st, "seq");

		refuse_person(f, i, "serial", "R-ONE-SITE", f->persons.items[i].serial,
			      arena_printf(&f->mem, F_NUMBER_TAKEN, col_text(st, "reg_no"),
					   col_text(st, "name")),
			      S_NUMBER_TAKEN);
	}
	return rc;
}

static int check_roster(struct reg_file *f, struct err *e)
{
	struct stmt *st = db_stmt(f->job->db, SQL_REGISTRATION_OFF_ROSTER, e);
	int rc;

	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1) {
		uint32_t i = (uint32_t)col_int(st, "seq");
		const struct reg_person *p = &f->persons.items[i];

		if (col_int(st, "is_away"))
			refuse_person(
			    f, i, "site_code", "R-ROSTER", p->site_code,
			    arena_printf(&f->mem, F_ROSTER, col_text(st, "home_site_code")), NULL);
		else if (!p->known || p->changed)
			refuse_person(f, i, "name", "R-ROSTER", p->fields[REG_NAME],
				      arena_printf(&f->mem, F_ROSTER_NAME, col_text(st, "name"),
						   col_text(st, "home_site_code")),
				      S_ROSTER_NAME);
	}
	return rc;
}

static int count_entries(struct reg_file *f, struct err *e)
{
	struct stmt *st = db_stmt(f->job->db, SQL_REGISTRATION_LIVE_ENTRIES, e);
	int rc;

	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1)
		f->persons.items[col_int(st, "seq")].entries = col_int(st, "entries");
	return rc;
}

static int find_known_entries(struct reg_file *f, struct err *e)
{
	struct stmt *st = db_stmt(f->job->db, SQL_REGISTRATION_KNOWN_ENTRIES, e);
	int rc;

	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1)
		f->rows.items[col_int(st, "seq")].known = true;
	return rc;
}

/* Outside the window of their site nobody comes or changes; who is known as the file has them may
 * stand in it. */
static void check_window(struct reg_file *f, uint32_t row)
{
	const struct reg_row *r = &f->rows.items[row];
	struct reg_person *p = &f->persons.items[r->person];
	char from[INSTANT_TEXT], to[INSTANT_TEXT];
	const struct reg_site *s;
	uint32_t i = 0;

	if (p->outside_window || (r->known && !p->changed) ||
	    !strmap_get(&f->places->site_map, p->site_code, &i))
		return;
	s = &f->places->sites.items[i];
	if (s->opens_at == s->closes_at ||
	    (s->opens_at <= f->job->now && f->job->now < s->closes_at))
		return;
	p->outside_window = true;
	instant_format_people(s->opens_at, from);
	instant_format_people(s->closes_at, to);
	refuse_person(f, r->person, "site_code", "R-WINDOW", p->site_code,
		      arena_printf(&f->mem, F_WINDOW_REGISTRATION, from, to), NULL);
}

/* ---- places: in the order of the file, so that who came first is served first ---- */

/* R-CAP: caps overlap, and whoever raises one wants to know of the others. */
static void check_caps(struct reg_file *f, uint32_t row, const struct reg_offering *o)
{
	struct reg_row *r = &f->rows.items[row];
	size_t i;

	if (o->places_left <= 0)
		refuse_row(f, row, "subject_code", "R-CAP", r->subject,
			   arena_printf(&f->mem, F_CAP_OFFERING,
					f->persons.items[r->person].site_code, r->subject),
			   S_CAP);
	for (i = 0; i < o->caps.len; i++) {
		const struct reg_cap *cap = &f->places->caps.items[o->caps.items[i]];

		if (cap->places_left <= 0)
			refuse_row(f, row, "subject_code", "R-CAP", r->subject,
				   arena_printf(&f->mem, F_CAP_NAMED, cap->name), S_CAP);
	}
}

static void take_place(struct reg_file *f, uint32_t row)
{
	struct reg_row *r = &f->rows.items[row];
	struct reg_person *p = &f->persons.items[r->person];
	struct reg_offering *o;
	const struct reg_site *site;
	uint32_t s = 0;
	size_t i;

	if (r->refused || r->known || p->refused)
		return;
	o = &f->places->offerings.items[r->offering];
	BUG_ON(!strmap_get(&f->places->site_map, p->site_code, &s));
	site = &f->places->sites.items[s];
	if (p->closed_to_entries)
		refuse_row(f, row, "subject_code", "R-LOCK", r->subject,
			   arena_printf(&f->mem, F_LOCKED_ENTRIES, p->reg_no), S_LOCKED);
	else if (p->entries >= site->subject_limit)
		refuse_row(f, row, "subject_code", "R-MAX", r->subject,
			   arena_printf(&f->mem, F_MAX, (long long)site->subject_limit), NULL);
	else
		check_caps(f, row, o);
	if (r->refused)
		return;
	p->entries++;
	o->places_left--;
	for (i = 0; i < o->caps.len; i++)
		f->places->caps.items[o->caps.items[i]].places_left--;
}

int reg_check(struct reg_file *f, struct err *e)
{
	struct db *db = f->job->db;
	int rc = 0;
	uint32_t i;

	job_progress(f->job, I_PROGRESS_RULES, 0, 0);
	check_same_document(f);
	for (i = 0; i < f->rows.len; i++)
		check_same_entry(f, i);
	for (i = 0; i < f->persons.len; i++)
		check_site(f, i);
	for (i = 0; i < f->rows.len; i++)
		check_offer(f, i);
	reg_rows_persons(f, REG_ROWS_ALL);
	if (check_known(f, e) < 0 || check_number_taken(f, e) < 0 || check_roster(f, e) < 0 ||
	    count_entries(f, e) < 0 || (f->amends && check_document_taken(f, e) < 0))
		rc = -1;
	reg_rows_entries(f, REG_ROWS_ALL);
	if (rc == 0)
		rc = find_known_entries(f, e);
	db_rows_set(db, "incoming", 0, NULL, NULL);
	db_rows_set(db, "incoming_entry", 0, NULL, NULL);
	for (i = 0; rc == 0 && i < f->rows.len; i++) {
		check_window(f, i);
		take_place(f, i);
	}
	for (i = 0; i < f->rows.len; i++) {
		f->rows.items[i].refused |= f->persons.items[f->rows.items[i].person].refused;
		f->refused_rows += f->rows.items[i].refused;
	}
	f->refused_rows += (int64_t)f->unread_rows.len;
	return rc;
}
