/* The difference a run makes, for people: who, field, old, new. */
#include "cli/out.h"

#include "base/buf.h"
#include "base/messages.h"
#include "db/run.h"

#include <stdio.h>
#include <string.h>

struct differ {
	struct app *app;
	struct tab_sink *sink;
	struct arena row;
	char last_table[64], last_pk[128]; /* whose label `who` is */
	char who[256];
};

/*
 * The words for one row of a table: the statement label_TABLE where there is one (it sees the rows
 * as the run leaves them), else the key.
 */
static int label(struct differ *d, const struct run_change *c, struct err *e)
{
	char name[96];
	enum sql_id id;
	struct stmt *st;
	int rc;

	if (strcmp(d->last_table, c->table) == 0 && strcmp(d->last_pk, c->pk) == 0)
		return 0;
	snprintf(d->last_table, sizeof d->last_table, "%s", c->table);
	snprintf(d->last_pk, sizeof d->last_pk, "%s", c->pk);
	snprintf(d->who, sizeof d->who, "%s", c->pk);
	snprintf(name, sizeof name, "label_%s", c->table);
	id = sql_by_name(name);
	if (id == SQL_COUNT)
		return 0;
	st = db_stmt(d->app->job.db, id, e);
	if (!st)
		return -1;
	stmt_text(st, ":pk", c->pk);
	if ((rc = stmt_step(st, e)) == 1) {
		snprintf(d->who, sizeof d->who, "%s %s", col_text(st, "number"),
			 mask_field(d->app, &d->row, "name", col_text(st, "name")));
		stmt_done(st);
	}
	return rc < 0 ? -1 : 0;
}

/* Names of sites, subjects and rooms are public; those of people are not (R-PRIV). */
static bool is_personal(const char *table)
{
	static const char *const tables[] = {"candidate", "account", "roster", "held_certificate",
					     "outbox"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(tables); i++)
		if (strcmp(table, tables[i]) == 0)
			return true;
	return false;
}

static int one_change(void *ctx, const struct run_change *c, struct err *e)
{
	struct differ *d = ctx;
	const char *values[6];

	if (strcmp(c->field, "run_id") == 0 || (!c->old && !c->new))
		return 0;
	if (label(d, c, e) < 0)
		return -1;
	values[0] = c->op;
	values[1] = c->table;
	values[2] = d->who;
	values[3] = c->field;
	values[4] = c->old;
	values[5] = c->new;
	if (is_personal(c->table)) {
		values[4] = mask_field(d->app, &d->row, c->field, c->old);
		values[5] = mask_field(d->app, &d->row, c->field, c->new);
	}
	tab_sink_row(d->sink, values);
	arena_reset(&d->row);
	return 0;
}

int print_difference(struct app *app, struct err *e)
{
	struct column columns[] = {
	    {"op", T("动作", "op"), COL_TEXT, 0},   {"table", T("表", "table"), COL_TEXT, 0},
	    {"who", T("对象", "who"), COL_TEXT, 0}, {"field", T("字段", "field"), COL_TEXT, 0},
	    {"old", T("原值", "old"), COL_TEXT, 0}, {"new", T("新值", "new"), COL_TEXT, 0},
	};
	struct differ d = {.app = app};
	struct err ignored = {0};
	int rc;

	if (list_open(app, &d.sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	rc = run_diff(app->job.db, one_change, &d, e);
	arena_free(&d.row);
	if (rc < 0) {
		(void)!tab_sink_close(d.sink, &ignored);
		return -1;
	}
	return tab_sink_close(d.sink, e);
}
