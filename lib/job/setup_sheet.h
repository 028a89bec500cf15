/* Inside job/setup: what the loaders of the single sheets share. */
#ifndef NCRE_JOB_SETUP_SHEET_H
#define NCRE_JOB_SETUP_SHEET_H

#include "base/strmap.h"
#include "job/job.h"
#include "tab/layout.h"

enum { SETUP_FIELDS = 12 };

/* A row's identity in its sheet, for finding doubles and what is missing. */
struct setup_key {
	const char *key;
	int64_t row;
};

struct setup_place {
	int64_t id, taken;
	const char *site, *code; /* code of the subject or room */
};
typedef VEC_OF(struct setup_place) setup_places;

struct setup {
	struct job *job;
	struct findings *findings; /* the job's, or those of one file of an import */
	const char *file;
	struct tab_src *src;

	/* the sitting */
	const char *programme, *code, *name, *first_on, *last_on;
	int64_t sitting_id;

	/* the sheet and row being read */
	struct layout_map map;
	struct row row;
	struct field_value v[SETUP_FIELDS];
	VEC_OF(struct setup_key) keys;
	int64_t rows, changed;
	const struct strmap *skip; /* numbers of rows to leave out; NULL: none */

	setup_places offerings, rooms; /* as they stood when the sheet began */
	VEC_OF(const char *) sites;
};

struct setup_sheet {
	const char *kind; /* of the layout */
	bool required;
	/* Before the first row: reads what the rows will be compared with; may be NULL. */
	int (*begin)(struct setup *s, struct err *e);
	/* Loads the row in s->v, of which every field could be read. Findings for what is wrong. */
	int (*load)(struct setup *s, struct err *e);
	/* After the last row; may be NULL. */
	int (*end)(struct setup *s, struct err *e);
	enum sql_id
	    keys; /* the keys there are, to tell what the sheet no longer names; or SQL_COUNT */
};

/* An error about field of the row being read. */
void setup_wrong(struct setup *s, const char *field, const char *rule, const char *text,
		 const char *suggestion);

/* Names the row's identity; called once or more by each loader. */
void setup_key_add(struct setup *s, const char *key);

/* The value of a field of the row being read. */
const struct field_value *setup_value(struct setup *s, const char *field);
const char *setup_text(struct setup *s, const char *field);
int64_t setup_int(struct setup *s, const char *field);

/* ---- shared by the loaders ---- */

/* An integer field in [min, max]; else a finding and false. */
bool setup_in_range(struct setup *s, const char *field, int64_t min, int64_t max);

/*
 * A cell with several codes, folded: each between blanks, " 14 15 ", or "" for all of them (empty
 * cell, 全部, *). In the job's arena.
 */
typedef VEC_OF(const char *) setup_codes;
const char *setup_list(struct setup *s, const char *field);
bool setup_list_has(const char *list, const char *code);
void setup_list_split(struct setup *s, const char *list, setup_codes *ret);

/* Does the sitting have this site? Else a finding about field and false. */
bool setup_check_site(struct setup *s, const char *field, const char *code);

/* Read the offerings, the rooms, or both as they stand now. */
int setup_know_offerings(struct setup *s, struct err *e) MUST_CHECK;
int setup_know_rooms(struct setup *s, struct err *e) MUST_CHECK;
const struct setup_place *setup_find_place(const setup_places *places, const char *site,
					   const char *code); /* NULL: none */

/* Every code of a list is the site, or the subject, of some offering; else findings and false. */
bool setup_check_list(struct setup *s, const char *field, const char *list, bool is_site);

/* ---- the loaders ---- */

int setup_load_sitting(struct setup *s, struct err *e) MUST_CHECK;
int setup_end_sitting(struct setup *s, struct err *e) MUST_CHECK;
int setup_load_site(struct setup *s, struct err *e) MUST_CHECK;
int setup_know_sites(struct setup *s, struct err *e) MUST_CHECK; /* after the sites' last row */
int setup_load_window(struct setup *s, struct err *e) MUST_CHECK;
int setup_load_subject(struct setup *s, struct err *e) MUST_CHECK;
int setup_load_offering(struct setup *s, struct err *e) MUST_CHECK;
int setup_load_cap(struct setup *s, struct err *e) MUST_CHECK;
int setup_load_room(struct setup *s, struct err *e) MUST_CHECK;
int setup_load_session(struct setup *s, struct err *e) MUST_CHECK;
int setup_end_sessions(struct setup *s, struct err *e) MUST_CHECK;
int setup_load_wish(struct setup *s, struct err *e) MUST_CHECK;
int setup_load_policy(struct setup *s, struct err *e) MUST_CHECK;

#endif
