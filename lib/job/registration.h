/*
 * Inside lib/job: registrations through reading, rules and writing; from a file, or of one person
 * at the counter.
 */
#ifndef NCRE_JOB_REGISTRATION_H
#define NCRE_JOB_REGISTRATION_H

#include "base/strmap.h"
#include "exam/code.h"
#include "exam/sitting.h"
#include "job/job.h"
#include "tab/layout.h"

/*
 * The fields of the layout. Up to REG_TEXTS they are kept as texts of the person, in the order of
 * the table incoming; the names of all are in reg_field_names.
 */
enum reg_field {
	REG_NAME,
	REG_SEX,
	REG_BORN_ON,
	REG_ID_TYPE,
	REG_ID_NUMBER,
	REG_NATION,
	REG_OCCUPATION,
	REG_EDUCATION,
	REG_TRAINING,
	REG_POSTCODE,
	REG_ADDRESS,
	REG_EMAIL,
	REG_PHONE,
	REG_COLLEGE,
	REG_MAJOR,
	REG_CLASS,
	REG_STUDENT_NO,
	REG_CUSTOM,
	REG_REMARK,
	REG_PHOTO_NAME,
	REG_TEXTS,
	REG_SITE_CODE = REG_TEXTS,
	REG_SERIAL,
	REG_SUBJECT_CODE,
	REG_SOURCE,
	REG_AGREEMENT,
	REG_AGREED_AT,
	REG_FIELDS,
};
extern const char *const reg_field_names[REG_FIELDS];

enum { REG_CODE_KINDS = 5 };
extern const char *const reg_code_kinds[REG_CODE_KINDS];

/* One person of the file: the first of their rows. NULL where a field is empty. */
struct reg_person {
	const char *fields[REG_TEXTS];
	const char *site_code, *agreement;
	const char *reg_no;   /* the sitting's code, site_code and serial in one text */
	const char *serial;   /* the last part of reg_no */
	const char *document; /* type|number */
	int64_t agreed_at;
	int64_t candidate_id; /* 0 until known or given */
	int64_t entries;      /* live ones, with those this file adds */
	uint32_t first_row;   /* index into rows */
	uint32_t last_entry; /* index + 1 into rows, of the newest that is no repetition; 0: none */
	bool self, known, changed, refused;
	bool outside_window;	/* R-WINDOW has been said */
	bool closed_to_entries; /* pending or in payment: R-LOCK */
};

/* One row: one entry of one person. */
struct reg_row {
	int64_t number; /* as a person sees it */
	const char *subject;
	uint32_t person;
	uint32_t offering;   /* index into reg_places.offerings */
	uint32_t last_entry; /* the person's before this one, as there */
	bool refused, known;
};

struct reg_offering {
	int64_t id, fee_fen, places_left;
	bool is_valid;
	VEC_OF(uint32_t) caps; /* indices */
};
struct reg_cap {
	int64_t id, places_left;
	const char *name;
};
struct reg_site {
	int64_t subject_limit, opens_at, closes_at; /* 0, 0: no window */
};

/* Where one can register: loaded once an import, its places counted down file by file. */
struct reg_places {
	VEC_OF(struct reg_site) sites;
	VEC_OF(struct reg_offering) offerings;
	VEC_OF(struct reg_cap) caps;
	struct strmap site_map;	    /* site code -> index */
	struct strmap offering_map; /* site code and subject code -> index */
};

/* One file on its way in. */
struct reg_file {
	struct job *job;
	struct sitting sitting;
	struct reg_places *places;
	struct code_table codes[REG_CODE_KINDS]; /* as reg_code_kinds */
	const struct layout *layout;
	size_t field_at[REG_FIELDS]; /* their indices in the layout */
	struct layout_map map;
	const char *path;
	struct arena row_mem; /* of the row being read */
	struct arena mem;     /* of everything below */
	VEC_OF(struct reg_person) persons;
	VEC_OF(struct reg_row) rows;
	struct strmap person_map; /* registration number -> index into persons */
	struct findings findings; /* of this file */
	int64_t read_rows, refused_rows;
	bool only_file; /* of the run: what it inserts is not changed again */
	bool amends;	/* persons are known by candidate_id, their document may change */
	int name_max;
	/* rows of the file that failed while being read, beside those in rows */
	VEC_OF(int64_t) unread_rows;
};

/* Loads what the rules need. job, sitting, places and layout are set; reg_close releases all. */
int reg_open(struct reg_file *f, struct err *e) MUST_CHECK;
void reg_close(struct reg_file *f);

/* Reads and checks every row by itself; or one. */
int reg_read(struct reg_file *f, struct tab_src *src, struct err *e) MUST_CHECK;
void reg_read_row(struct reg_file *f, const struct row *row);

/* Checks the rows against each other and against the database; marks the refused. */
int reg_check(struct reg_file *f, struct err *e) MUST_CHECK;

/* Writes what was not refused. */
int reg_write(struct reg_file *f, struct err *e) MUST_CHECK;

int reg_places_load(struct job *job, int64_t sitting_id, struct reg_places *ret,
		    struct err *e) MUST_CHECK;
void reg_places_free(struct reg_places *p);

/* The offering of a subject at a site: its index. */
bool reg_places_find(const struct reg_places *p, const char *site_code, const char *subject_code,
		     uint32_t *ret);

/* A finding about a field (a layout field's name) of rows[row]. Text and suggestion are copied. */
void reg_finding(struct reg_file *f, uint32_t row, const char *field, const char *rule,
		 enum severity severity, const char *value, const char *text,
		 const char *suggestion);

/* The name and row of the person, for findings that name another row. In f->mem. */
const char *reg_who(struct reg_file *f, uint32_t row);

#endif
