#include "cli/guard.h"

#include "base/messages.h"
#include "cli/line.h"
#include "cli/opt.h"
#include "db/lock.h"
#include "db/run.h"

static int deny(struct app *app, const char *command, struct err *e)
{
	app->denied = true;
	return err_set(e, ERR_RULE, E_ACCESS_COMMAND, app->job.operator, command);
}

int guard_command(struct app *app, const struct cmd *cmd, const void *opts, enum cmd_need need,
		  struct err *e)
{
	unsigned roles = cmd->roles_of ? cmd->roles_of(opts) : cmd->roles;

	if (access_find(&app->job, need == NEED_READ ? ROLE_ANY : roles, &app->access, e) < 0)
		return -1;
	if (cmd->flags & CMD_WHOLE && app->access.sites.len > 0)
		app->access.allowed = false;
	return app->access.allowed ? 0 : deny(app, cmd->name, e);
}

/* The roles that the run's own command line asks for; ROLE_ADMIN where it can no longer be read. */
static int roles_of_run(struct app *app, int64_t id, const struct cmd *cmd, unsigned *ret,
			struct err *e)
{
	struct stmt *st = db_stmt(app->job.db, SQL_RUN_WORDS, e);
	VEC_OF(char *) words = {0};
	struct app then = {0};
	struct err unread = {0};
	void *opts = mem_zalloc(1, cmd->opts_size);
	bool help = false;
	int rc = -1;

	if (st)
		stmt_int(st, ":id", id);
	while (st && (rc = stmt_step(st, e)) == 1)
		VEC_PUSH(&words, arena_strdup(&app->job.arena, col_text(st, "word")));
	*ret = ROLE_ADMIN;
	if (words.len > 0 &&
	    opt_read(&then, cmd, (int)words.len, words.items, opts, &help, &unread) == 0)
		*ret = cmd->roles_of(opts);
	err_clear(&unread);
	mem_free(opts);
	VEC_FREE(&words);
	return rc;
}

int guard_undo(struct app *app, struct err *e)
{
	struct stmt *st = db_stmt(app->job.db, SQL_RUN_UNDONE_LAST, e);
	unsigned roles = ROLE_ADMIN;
	const struct cmd *cmd;
	int64_t id;
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":id", app->undoes);
	if ((rc = stmt_step(st, e)) <= 0)
		return rc; /* the command itself says that there is no such run */
	id = col_int(st, "id");
	cmd = cli_find(col_text(st, "command"));
	stmt_done(st);
	if (cmd && !cmd->roles_of)
		roles = cmd->roles;
	else if (cmd && roles_of_run(app, id, cmd, &roles, e) < 0)
		return -1;
	access_free(&app->access);
	if (access_find(&app->job, roles, &app->access, e) < 0)
		return -1;
	return app->access.allowed ? 0 : deny(app, cmd ? cmd->name : "undo", e);
}

int guard_changes(struct app *app, struct err *e)
{
	if (access_check_changes(&app->job, &app->access, e) == 0)
		return 0;
	app->denied = e->code == ERR_RULE;
	return -1;
}

void guard_record(struct app *app, const struct cmd *cmd, const struct err *why)
{
	const char *path = job_office_path(&app->job, "ncre.db");
	struct run_info info = {
	    .command = cmd->name,
	    .argv_json = app->argv_json,
	    .operator= app->job.operator,
	    .now = app->job.now,
	    .clock_override = app->clock_override,
	};
	struct finding f = {.rule = "R-ROLE",
			    .severity = SEV_ERROR,
			    .subject = app->job.operator,
			    .text = why->text };
	struct findings findings = {.limit = 1};
	struct run_counts none;
	struct lock lock = {-1};
	struct err ignored = {0};

	findings_add(&findings, &f);
	if (lock_take(&lock, job_office_path(&app->job, "ncre.lock"), (int)app->lock_wait_s,
		      &ignored) == 0 &&
	    db_open(&app->job.db, path, DB_WRITE, &ignored) == 0 &&
	    run_begin(app->job.db, &info, &ignored) == 0 &&
	    run_seal(app->job.db, &none, &ignored) == 0 &&
	    run_commit(app->job.db, "{\"denied\":1}", &findings, &ignored) < 0)
		err_clear(&ignored);
	db_close(app->job.db);
	app->job.db = NULL;
	lock_release(&lock);
	findings_free(&findings);
}
