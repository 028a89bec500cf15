#include "exam/expiry.h"

#include "db/rows.h"
#include "db/run.h"
#include "exam/policy.h"

#include <string.h>

enum { HOUR_S = 3600 };

static struct due_entry read_entry(struct arena *out, struct stmt *st)
{
	struct due_entry d = {.id = col_int(st, "id")};

	d.candidate_id = col_int(st, "candidate_id");
	d.sitting_id = col_int(st, "sitting_id");
	d.reg_no = arena_strdup(out, col_text(st, "reg_no"));
	d.name = arena_strdup(out, col_text(st, "name"));
	d.site_code = arena_strdup(out, col_text(st, "site_code"));
	d.subject_code = arena_strdup(out, col_text(st, "subject_code"));
	d.had_order = col_int(st, "had_order") != 0;
	return d;
}

/* The hours of one site; entries of a site often follow each other. */
struct site_hours {
	int64_t sitting_id, hours;
	const char *site_code;
};

static int hours_at(struct db *db, const struct due_entry *d, struct site_hours *at, struct err *e)
{
	if (at->site_code && at->sitting_id == d->sitting_id &&
	    strcmp(at->site_code, d->site_code) == 0)
		return 0;
	at->sitting_id = d->sitting_id;
	at->site_code = d->site_code;
	return policy_int(db, d->sitting_id, d->site_code, "expiry.hours", &at->hours, e);
}

static int due_by_clock(struct db *db, struct arena *out, struct due_entries *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_EXPIRY_LEAST_HOURS, e);
	struct site_hours at = {0};
	int64_t least = 0;
	int rc;

	if (!st || stmt_one_int(st, &least, e) < 0)
		return -1;
	st = db_stmt(db, SQL_EXPIRY_CLOCKS, e);
	if (!st)
		return -1;
	stmt_int(st, ":seconds", least * HOUR_S);
	while ((rc = stmt_step(st, e)) == 1) {
		struct due_entry d = read_entry(out, st);

		if (hours_at(db, &d, &at, e) < 0) {
			stmt_done(st);
			return -1;
		}
		d.clock_at = col_int(st, "clock_at");
		d.deadline_at = d.clock_at + at.hours * HOUR_S;
		d.why = arena_strdup(out, col_text(st, "why"));
		if (d.deadline_at <= db_now(db))
			VEC_PUSH(&ret->list, d);
	}
	return rc;
}

static int due_groups(struct db *db, struct arena *out, struct due_entries *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_EXPIRY_GROUPS, e);
	int rc;

	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1) {
		struct due_entry d = read_entry(out, st);

		d.why = "group_deadline";
		d.deadline_at = col_int(st, "deadline_at");
		VEC_PUSH(&ret->list, d);
	}
	return rc;
}

int expiry_due(struct db *db, struct arena *out, struct due_entries *ret, struct err *e)
{
	if (due_by_clock(db, out, ret, e) < 0)
		return -1;
	return due_groups(db, out, ret, e);
}

int expiry_covered(struct db *db, int64_t entry_id, instant until, bool *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_EXPIRY_UNCOVERED, e);
	int64_t uncovered = 0;

	if (!st)
		return -1;
	stmt_int(st, ":entry", entry_id);
	stmt_int(st, ":until", until);
	if (stmt_one_int(st, &uncovered, e) < 0)
		return -1;
	*ret = uncovered == 0;
	return 0;
}

static const char *ending_cell(const void *ctx, size_t at, int column, bool *is_int,
			       int64_t *number)
{
	const struct due_entry *d = &((const struct due_entries *)ctx)->list.items[at];

	*is_int = true;
	*number = column == 0 ? d->id : d->candidate_id;
	return NULL;
}

static int end_all(struct db *db, enum sql_id id, int64_t *ret_changes, struct err *e)
{
	struct stmt *st = db_stmt(db, id, e);

	if (!st)
		return -1;
	stmt_text(st, ":reason", "R-EXP");
	if (stmt_exec(st, e) < 0)
		return -1;
	*ret_changes = stmt_changes(st);
	return 0;
}

int expiry_end(struct db *db, const struct due_entries *ending, int64_t *ret_candidates,
	       struct err *e)
{
	int64_t entries = 0;
	int rc;

	*ret_candidates = 0;
	if (ending->list.len == 0)
		return 0;
	if (run_bulk_begin(db, e) < 0)
		return -1;
	db_rows_set(db, "ending", ending->list.len, ending_cell, ending);
	rc = end_all(db, SQL_EXPIRY_END_ENTRIES, &entries, e);
	if (rc == 0)
		rc = end_all(db, SQL_EXPIRY_END_CANDIDATES, ret_candidates, e);
	db_rows_set(db, "ending", 0, NULL, NULL);
	if (rc < 0)
		return -1;
	BUG_ON(entries != (int64_t)ending->list.len);
	return run_bulk_end(db, e);
}

int expiry_newest_run(struct db *db, instant *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_EXPIRY_NEWEST_RUN, e);

	*ret = 0;
	if (!st)
		return -1;
	return stmt_one_int(st, ret, e) < 0 ? -1 : 0;
}
