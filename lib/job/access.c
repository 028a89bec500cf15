#include "job/access.h"

#include "base/messages.h"
#include "db/rows.h"
#include "db/run.h"
#include "job/office.h"

#include <grp.h>
#include <string.h>
#include <unistd.h>

enum { GROUPS_MAX = 65536 }; /* as many as Linux gives a process */

/* The groups of this process: those of its user, and the one it runs as. */
struct own_groups {
	gid_t *ids;
	int count;
};

static int own_groups_read(struct arena *out, struct own_groups *ret, struct err *e)
{
	ret->ids = arena_alloc(out, (GROUPS_MAX + 1) * sizeof *ret->ids);
	ret->count = getgroups(GROUPS_MAX, ret->ids);
	if (ret->count < 0)
		return err_set(e, ERR_INPUT, "%s", E_ACCESS_GROUPS);
	ret->ids[ret->count++] = getegid();
	return 0;
}

static bool own_groups_have(const struct own_groups *own, gid_t id)
{
	int i;

	for (i = 0; i < own->count; i++)
		if (own->ids[i] == id)
			return true;
	return false;
}

int access_find(struct job *job, unsigned roles, struct access *ret, struct err *e)
{
	struct office_conf conf = {0};
	struct own_groups own;
	bool everywhere = false;
	size_t i, k;

	if (office_conf_read(job, &conf, e) < 0 || own_groups_read(&job->arena, &own, e) < 0)
		return -1;
	ret->allowed = conf.grant_count == 0;
	for (i = 0; i < conf.grant_count; i++) {
		const struct office_grant *g = &conf.grants[i];

		if (!(g->role & (roles | ROLE_ADMIN)) || !own_groups_have(&own, g->group))
			continue;
		ret->allowed = true;
		everywhere |= g->site_count == 0;
		for (k = 0; k < g->site_count; k++)
			VEC_PUSH(&ret->sites, g->sites[k]);
	}
	if (everywhere)
		VEC_FREE(&ret->sites);
	return 0;
}

void access_free(struct access *a)
{
	VEC_FREE(&a->sites);
}

static const char *site_cell(const void *ctx, size_t row, int column, bool *ret_is_int,
			     int64_t *ret_int)
{
	const struct access *a = ctx;

	(void)column;
	(void)ret_is_int;
	(void)ret_int;
	return a->sites.items[row];
}

int access_narrow(struct job *job, const struct access *a, struct err *e)
{
	static const struct db_narrowing tables[] = {
	    {"candidate", SQL_ACCESS_CANDIDATE}, {"entry", SQL_ACCESS_ENTRY},
	    {"pay_order", SQL_ACCESS_PAY_ORDER}, {"payment", SQL_ACCESS_PAYMENT},
	    {"refund", SQL_ACCESS_REFUND},	 {"roster", SQL_ACCESS_ROSTER},
	    {"account", SQL_ACCESS_ACCOUNT},
	};

	if (a->sites.len == 0)
		return 0;
	db_rows_set(job->db, "access_site", a->sites.len, site_cell, a);
	return db_narrow(job->db, tables, ARRAY_LEN(tables), e);
}

/* ---- the changes of a run ---- */

struct change_check {
	struct job *job;
	const struct access *access;
	char *table, *pk; /* of the row looked at last: a row is told field by field */
};

static bool has_site(const struct access *a, const char *code)
{
	size_t i;

	for (i = 0; i < a->sites.len; i++)
		if (strcmp(a->sites.items[i], code) == 0)
			return true;
	return false;
}

static int check_change(void *ctx, const struct run_change *c, struct err *e)
{
	struct change_check *check = ctx;
	struct arena *a = &check->job->arena;
	const char *site = NULL;
	struct stmt *st;
	enum sql_id id;
	int rc = 0;

	if (strcmp(c->table, "photo") == 0 || strcmp(c->table, "imported_file") == 0 ||
	    strcmp(c->table, "open_row") == 0)
		return 0;
	/* nobody is fetched from a site of others either */
	if (c->old && strcmp(c->field, "site_code") == 0 && !has_site(check->access, c->old))
		return err_set(e, ERR_RULE, E_ACCESS_SITE, c->old);
	if (check->table && strcmp(c->table, check->table) == 0 && strcmp(c->pk, check->pk) == 0)
		return 0;
	check->table = arena_strdup(a, c->table);
	check->pk = arena_strdup(a, c->pk);
	id = sql_by_name(arena_printf(a, "site_of_%s", c->table));
	if (id != SQL_COUNT) {
		st = db_stmt(check->job->db, id, e);
		if (!st)
			return -1;
		stmt_text(st, ":pk", c->pk);
		if ((rc = stmt_step(st, e)) < 0)
			return -1;
		if (rc == 1) {
			site = arena_strdup(a, col_text(st, "site_code"));
			stmt_done(st);
		}
	}
	if (!site)
		return err_set(e, ERR_RULE, E_ACCESS_OFFICE, c->table);
	if (!has_site(check->access, site))
		return err_set(e, ERR_RULE, E_ACCESS_SITE, site);
	return 0;
}

int access_check_changes(struct job *job, const struct access *a, struct err *e)
{
	struct change_check check = {.job = job, .access = a};

	if (a->sites.len == 0)
		return 0;
	return run_diff(job->db, check_change, &check, e);
}
