/* Registrations into the database: one statement a table, the rows served as SQL tables. */
#include "base/messages.h"
#include "db/rows.h"
#include "db/run.h"
#include "job/reg_rows.h"
#include "job/registration.h"

/* The selected indices of persons or rows, behind one of the two tables. */
struct selection {
	const struct reg_file *f;
	uint32_t *items;
};

static const char *person_cell(const void *ctx, size_t at, int column, bool *is_int,
			       int64_t *number)
{
	const struct selection *s = ctx;
	const struct reg_person *p = &s->f->persons.items[s->items[at]];

	/* the order of the columns of incoming, see exam/registration.sql */
	*is_int = column < 2 || column == 6 + REG_TEXTS;
	switch (column) {
	case 0: *number = s->items[at]; return NULL;
	case 1: *number = p->candidate_id; return NULL;
	case 2: return p->site_code;
	case 3: return p->reg_no;
	case 4: return p->self ? "self" : "group";
	default: break;
	}
	if (column < 5 + REG_TEXTS)
		return p->fields[column - 5];
	if (column == 5 + REG_TEXTS)
		return p->agreement;
	if (column == 6 + REG_TEXTS) {
		*number = p->agreed_at;
		return NULL;
	}
	return p->self ? "candidate" : "school";
}

static const char *entry_cell(const void *ctx, size_t at, int column, bool *is_int, int64_t *number)
{
	const struct selection *s = ctx;
	const struct reg_row *r = &s->f->rows.items[s->items[at]];
	const struct reg_person *p = &s->f->persons.items[r->person];
	const struct reg_offering *o = &s->f->places->offerings.items[r->offering];

	*is_int = true;
	switch (column) {
	case 0: *number = s->items[at]; break;
	case 1: *number = p->candidate_id; break;
	case 2: *number = o->id; break;
	case 3: *number = o->fee_fen; break;
	default: *number = p->self; break;
	}
	return NULL;
}

static bool wants_person(const struct reg_person *p, enum reg_rows_which which)
{
	switch (which) {
	case REG_ROWS_ALL: return !p->refused;
	case REG_ROWS_NEW: return !p->refused && !p->known && p->candidate_id != 0;
	case REG_ROWS_CHANGED: return !p->refused && p->known && p->changed;
	}
	return false;
}

static bool wants_row(const struct reg_file *f, const struct reg_row *r, enum reg_rows_which which)
{
	if (r->refused || f->persons.items[r->person].refused)
		return false;
	return which == REG_ROWS_ALL || !r->known;
}

size_t reg_rows_persons(struct reg_file *f, enum reg_rows_which which)
{
	struct selection *s = arena_alloc(&f->mem, sizeof *s);
	uint32_t i;
	size_t n = 0;

	s->f = f;
	s->items = arena_alloc(&f->mem, f->persons.len * sizeof *s->items);
	for (i = 0; i < f->persons.len; i++)
		if (wants_person(&f->persons.items[i], which))
			s->items[n++] = i;
	db_rows_set(f->job->db, "incoming", n, person_cell, s);
	return n;
}

size_t reg_rows_entries(struct reg_file *f, enum reg_rows_which which)
{
	struct selection *s = arena_alloc(&f->mem, sizeof *s);
	uint32_t i;
	size_t n = 0;

	s->f = f;
	s->items = arena_alloc(&f->mem, f->rows.len * sizeof *s->items);
	for (i = 0; i < f->rows.len; i++)
		if (wants_row(f, &f->rows.items[i], which))
			s->items[n++] = i;
	db_rows_set(f->job->db, "incoming_entry", n, entry_cell, s);
	return n;
}

/* A person is written where at least one of their rows is; ids are given in file order. */
static int give_ids(struct reg_file *f, struct err *e)
{
	struct stmt *st = db_stmt(f->job->db, SQL_REGISTRATION_NEXT_ID, e);
	int64_t next = 0;
	uint32_t i;

	if (!st || stmt_one_int(st, &next, e) < 0)
		return -1;
	for (i = 0; i < f->rows.len; i++) {
		struct reg_row *r = &f->rows.items[i];
		struct reg_person *p = &f->persons.items[r->person];

		if (!r->refused && !p->refused && p->candidate_id == 0)
			p->candidate_id = next++;
	}
	return 0;
}

static struct stmt *for_sitting(struct reg_file *f, enum sql_id id, struct err *e)
{
	struct stmt *st = db_stmt(f->job->db, id, e);

	if (st)
		stmt_int(st, ":sitting", f->sitting.id);
	return st;
}

static int insert_candidates(struct reg_file *f, struct err *e)
{
	struct stmt *st = for_sitting(f, SQL_REGISTRATION_INSERT, e);

	if (!st)
		return -1;
	return f->only_file ? run_insert_bulk(f->job->db, "candidate", st, e) : stmt_exec(st, e);
}

static int update_candidates(struct reg_file *f, struct err *e)
{
	struct stmt *st = db_stmt(f->job->db, SQL_REGISTRATION_UPDATE, e);

	if (!st)
		return -1;
	stmt_int(st, ":by_hand", f->amends);
	return stmt_exec(st, e);
}

/* In bulk no trigger counts the places that are taken. */
static int insert_entries(struct reg_file *f, struct err *e)
{
	struct db *db = f->job->db;
	struct stmt *st = db_stmt(db, SQL_REGISTRATION_INSERT_ENTRIES, e);

	if (!st)
		return -1;
	if (!f->only_file)
		return stmt_exec(st, e);
	if (run_insert_bulk(db, "entry", st, e) < 0)
		return -1;
	st = db_stmt(db, SQL_REGISTRATION_COUNT_OFFERINGS, e);
	if (!st || stmt_exec(st, e) < 0)
		return -1;
	st = for_sitting(f, SQL_REGISTRATION_COUNT_CAPS, e);
	return st ? stmt_exec(st, e) : -1;
}

static int write_all(struct reg_file *f, struct err *e)
{
	size_t added, changed, entries;

	added = reg_rows_persons(f, REG_ROWS_NEW);
	if (added && insert_candidates(f, e) < 0)
		return -1;
	changed = reg_rows_persons(f, REG_ROWS_CHANGED);
	if (changed && update_candidates(f, e) < 0)
		return -1;
	entries = reg_rows_entries(f, REG_ROWS_NEW);
	if (entries && insert_entries(f, e) < 0)
		return -1;
	job_count(f->job, "candidates_added", (int64_t)added);
	job_count(f->job, "candidates_changed", (int64_t)changed);
	job_count(f->job, "entries_added", (int64_t)entries);
	return 0;
}

static void count_known(struct reg_file *f)
{
	int64_t persons = 0, entries = 0;
	uint32_t i;

	for (i = 0; i < f->persons.len; i++)
		persons += f->persons.items[i].known && !f->persons.items[i].refused;
	for (i = 0; i < f->rows.len; i++)
		entries += f->rows.items[i].known && !f->rows.items[i].refused;
	job_count(f->job, "candidates_known", persons);
	job_count(f->job, "entries_known", entries);
}

int reg_write(struct reg_file *f, struct err *e)
{
	int rc;

	if (give_ids(f, e) < 0)
		return -1;
	rc = write_all(f, e);
	db_rows_set(f->job->db, "incoming", 0, NULL, NULL);
	db_rows_set(f->job->db, "incoming_entry", 0, NULL, NULL);
	if (rc == 0)
		count_known(f);
	return rc;
}
