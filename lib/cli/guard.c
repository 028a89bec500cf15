#include "cli/guard.h"

#include "base/messages.h"
#include "cli/line.h"
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

int guard_undo(struct app *app, struct err *e)
{
	struct stmt *st = db_stmt(app->job.db, SQL_RUN_BY_ID, e);
	const struct cmd *cmd;
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":id", app->undoes);
	if ((rc = stmt_step(st, e)) <= 0)
		return rc; /* the command itself says that there is no such run */
	cmd = cli_find(col_text(st, "command"));
	stmt_done(st);
	access_free(&app->access);
	if (access_find(&app->job, cmd ? cmd->roles : ROLE_ADMIN, &app->access, e) < 0)
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
