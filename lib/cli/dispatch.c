/*
 * The life of a command: find it, read its options, open what it needs, run it, and leave either
 * all of its work or none. Everything that is the same for all commands is here.
 */
#include "base/buf.h"
#include "base/hash.h"
#include "base/messages.h"
#include "base/text.h"
#include "cli/guard.h"
#include "cli/line.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "db/lock.h"
#include "db/run.h"

#include <errno.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOCK_WAIT_S = 10, PLAN_CHARS = 16, FINDINGS_SHOWN = 10000 };

/* ---- who, where, what ---- */

/*
 * The real user's name; a number where the system does not know one, but not where it could not
 * look: the journal must not give somebody a number who has a name.
 */
static int find_operator(struct job *job, struct err *e)
{
	const struct passwd *pw;

	errno = 0;
	pw = getpwuid(getuid());
	if (!pw && (errno == ENOMEM || errno == EMFILE || errno == ENFILE || errno == EIO))
		return err_set(e, ERR_INPUT, E_OPERATOR, err_system(errno));
	if (pw && utf8_valid(pw->pw_name, strlen(pw->pw_name)) == strlen(pw->pw_name))
		job->operator= arena_strdup(&job->arena, pw->pw_name);
	else
		job->operator= arena_printf(&job->arena, "uid%u", (unsigned)getuid());
	return 0;
}

/* What the run keeps of one word of the command line. */
static const char *kept_word(struct arena *out, const struct cmd *cmd, const char *word,
			     bool *value_is_personal)
{
	size_t len = strlen(word);
	bool hidden = *value_is_personal, has_value = false;
	const struct opt *o = hidden ? NULL : opt_of_word(cmd, word, &has_value);
	bool personal = o && o->kind == OPT_PERSONAL;

	*value_is_personal = personal && !has_value;
	if (utf8_valid(word, len) != len)
		return "?";
	if (hidden)
		return "*";
	return personal && has_value ? arena_printf(out, "--%s=*", o->name) : word;
}

/* The run's record of the command line; personal data stays out of what can never be purged. */
static const char *command_line_json(struct arena *out, const struct cmd *cmd, int argc,
				     char **argv)
{
	bool value_is_personal = false;
	struct buf b = {0};
	const char *json;
	int i;

	buf_putc(&b, '[');
	for (i = 0; i < argc; i++) {
		if (i)
			buf_putc(&b, ',');
		buf_json(&b, kept_word(out, cmd, argv[i], &value_is_personal));
	}
	buf_putc(&b, ']');
	json = arena_strdup(out, buf_str(&b));
	buf_free(&b);
	return json;
}

static int find_office(struct app *app, const char *given, enum cmd_need need, struct err *e)
{
	const char *dir = given && *given ? given : ".";

	if (!file_is_dir(dir))
		return err_set(e, ERR_INPUT, E_OFFICE_MISSING, dir);
	app->job.office = dir;
	/* restore is for an office whose database is gone */
	if (!file_exists(job_office_path(&app->job, need == NEED_LOCK ? "office.conf" : "ncre.db")))
		return err_set(e, ERR_INPUT, E_OFFICE_NOT_ONE, dir);
	return 0;
}

static int open_office(struct app *app, enum cmd_need need, struct err *e)
{
	const char *path = job_office_path(&app->job, "ncre.db");
	struct stat st;

	if (stat(path, &st) == 0 && st.st_mode & S_IRWXO)
		return err_set(e, ERR_INPUT, E_OFFICE_OPEN_TO_ALL, path);
	return db_open(&app->job.db, path, need == NEED_WRITE ? DB_WRITE : DB_READ, e);
}

/* ---- writers ---- */

/*
 * The plan hash ties a dry run to what it showed: the head of the chain and the command line
 * without the options that tell the two apart.
 */
static int plan_hash(struct app *app, const struct cmd *cmd, char out[HASH_TEXT], struct err *e)
{
	char head[HASH_TEXT];
	struct hash h;
	int i;

	if (run_head(app->job.db, head, e) < 0)
		return -1;
	hash_start(&h);
	hash_text(&h, head);
	hash_text(&h, cmd->name);
	if (app->word)
		hash_text(&h, app->word->name);
	for (i = 0; i < app->argc; i++)
		hash_text(&h, app->argv[i]);
	hash_end(&h, out);
	out[PLAN_CHARS] = '\0';
	return 0;
}

static const char *summary_json(struct app *app)
{
	struct buf b = {0};
	const char *json;
	size_t i;

	buf_putc(&b, '{');
	for (i = 0; i < app->job.counts.len; i++) {
		const struct job_count *c = &app->job.counts.items[i];

		buf_printf(&b, "%s\"%s\":%lld", i ? "," : "", c->key, (long long)c->value);
	}
	buf_putc(&b, '}');
	json = arena_strdup(&app->job.arena, buf_str(&b));
	buf_free(&b);
	return json;
}

static int write_receipt(struct app *app, const struct cmd *cmd, int64_t run_id, int code,
			 struct err *e)
{
	struct buf b = {0};
	char head[HASH_TEXT] = "";
	struct stmt *st;
	int rc;

	if (db_begin_read(app->job.db, app->job.now, e) < 0 || run_head(app->job.db, head, e) < 0)
		return -1;
	buf_puts(&b, "{\"command\":");
	buf_json(&b, cmd->name);
	buf_printf(
	    &b,
	    ",\"argv\":%s,\"run\":%lld,\"head\":\"%s\",\"exit_code\":%d,\"counts\":%s,\"inputs\":[",
	    app->argv_json, (long long)run_id, head, code, summary_json(app));
	st = db_stmt(app->job.db, SQL_RUN_INPUTS, e);
	if (!st) {
		buf_free(&b);
		return -1;
	}
	stmt_int(st, ":id", run_id);
	while ((rc = stmt_step(st, e)) == 1) {
		buf_puts(&b, col_int(st, "seq") ? ",{\"path\":" : "{\"path\":");
		buf_json(&b, col_text(st, "path"));
		buf_printf(&b, ",\"sha256\":\"%s\",\"bytes\":%lld}", col_text(st, "sha256"),
			   (long long)col_int(st, "bytes"));
	}
	buf_puts(&b, "]}\n");
	if (rc == 0)
		rc = db_end_read(app->job.db, e);
	if (rc == 0)
		rc = file_write_now(app->receipt, buf_str(&b), b.len, e);
	buf_free(&b);
	return rc;
}

static int check_thresholds(struct app *app, const struct run_counts *n, struct err *e)
{
	int64_t changes = n->inserted + n->updated + n->deleted;

	if (app->max_changes >= 0 && changes > app->max_changes)
		return err_set(e, ERR_RULE, E_MAX_CHANGES, (long long)changes,
			       (long long)app->max_changes);
	if (app->max_findings >= 0 && (int64_t)app->job.findings.errors > app->max_findings)
		return err_set(e, ERR_RULE, E_MAX_FINDINGS, (long long)app->job.findings.errors,
			       (long long)app->max_findings);
	return 0;
}

static int check_plan(struct app *app, const struct cmd *cmd, struct err *e)
{
	char plan[HASH_TEXT];

	if (!app->apply)
		return 0;
	if (plan_hash(app, cmd, plan, e) < 0)
		return -1;
	if (strcmp(plan, app->apply) != 0)
		return err_set(e, ERR_RULE, E_PLAN_CHANGED, app->apply);
	return 0;
}

static int finish_dry_run(struct app *app, const struct cmd *cmd, const struct run_counts *n,
			  struct err *e)
{
	char plan[HASH_TEXT];

	if (print_difference(app, e) < 0 || plan_hash(app, cmd, plan, e) < 0)
		return -1;
	say(app, I_DRY_RUN, (long long)n->inserted, (long long)n->updated, (long long)n->deleted,
	    plan);
	run_abandon(app->job.db);
	return 0;
}

static int finish_run(struct app *app, const struct cmd *cmd, const void *opts, struct err *e)
{
	int64_t id = db_run_id(app->job.db);
	struct run_counts n;
	int code;

	if (run_seal(app->job.db, &n, e) < 0 || guard_changes(app, e) < 0 ||
	    check_thresholds(app, &n, e) < 0)
		return -1;
	if (app->dry_run)
		return finish_dry_run(app, cmd, &n, e);
	if (outputs_promise(&app->job.outputs, e) < 0)
		return -1;
	if (run_commit(app->job.db, summary_json(app), &app->job.findings, e) < 0) {
		/* where the disk fails at the very end, the run may yet turn out to stand */
		outputs_leave(&app->job.outputs);
		return -1;
	}
	if (outputs_commit(&app->job.outputs, e) < 0) {
		outputs_leave(&app->job.outputs);
		return err_in(e, E_OUTPUT_LATER, (long long)id);
	}
	if (cmd->after && cmd->after(app, opts, e) < 0)
		return -1;
	say(app, I_RUN_DONE, (long long)id, (long long)n.inserted, (long long)n.updated,
	    (long long)n.deleted);
	code = app->job.findings.errors || app->job.attention ? ERR_ATTENTION : 0;
	return app->receipt ? write_receipt(app, cmd, id, code, e) : 0;
}

static int run_itself(struct app *app, const struct cmd *cmd, void *opts, struct err *e)
{
	return app->word ? app->word->run(app, opts, e) : cmd->run(app, opts, e);
}

/* looks: a command that only reads, and is recorded because of what it shows. */
static int run_writer(struct app *app, const struct cmd *cmd, void *opts, bool looks, struct err *e)
{
	struct run_info info = {
	    .command = cmd->name,
	    .argv_json = app->argv_json,
	    .operator= app->job.operator,
	    .now = app->job.now,
	    .clock_override = app->clock_override,
	    .undoes = app->undoes,
	};
	struct lock lock = {-1};
	int rc;

	if (lock_take(&lock, job_office_path(&app->job, "ncre.lock"), (int)app->lock_wait_s, e) < 0)
		return -1;
	rc = open_office(app, NEED_WRITE, e);
	if (rc == 0)
		rc = run_begin(app->job.db, &info, e);
	if (rc == 0)
		rc = outputs_recover(app->job.office, db_run_id(app->job.db) - 1, e);
	if (rc == 0)
		outputs_keep_journal(&app->job.outputs, app->job.office, db_run_id(app->job.db));
	if (rc == 0 && looks)
		rc = access_narrow(&app->job, &app->access, e);
	if (rc == 0) {
		rc = check_plan(app, cmd, e);
		if (rc == 0 && app->undoes)
			rc = guard_undo(app, e);
		if (rc == 0)
			rc = run_itself(app, cmd, opts, e);
		if (rc == 0)
			rc = finish_run(app, cmd, opts, e);
		run_abandon(app->job.db);
	}
	/* a refused import still hands back the workbook of the rows it refused */
	if (rc < 0 && app->job.keep_outputs && e->code == ERR_RULE && !app->dry_run) {
		struct err late = {0};

		if (outputs_commit(&app->job.outputs, &late) < 0)
			*e = late;
	}
	outputs_discard(&app->job.outputs);
	db_close(app->job.db);
	app->job.db = NULL;
	lock_release(&lock);
	return rc;
}

/* ---- readers ---- */

static int run_reader(struct app *app, const struct cmd *cmd, void *opts, struct err *e)
{
	int rc = open_office(app, NEED_READ, e);

	outputs_keep_journal(&app->job.outputs, app->job.office, 0);
	if (rc == 0)
		rc = access_narrow(&app->job, &app->access, e);
	if (rc == 0)
		rc = db_begin_read(app->job.db, app->job.now, e);
	if (rc == 0)
		rc = run_itself(app, cmd, opts, e);
	if (rc == 0)
		rc = outputs_commit(&app->job.outputs, e);
	db_close(app->job.db);
	app->job.db = NULL;
	return rc;
}

static int run_locked(struct app *app, const struct cmd *cmd, void *opts, struct err *e)
{
	struct lock lock = {-1};
	int rc;

	if (lock_take(&lock, job_office_path(&app->job, "ncre.lock"), (int)app->lock_wait_s, e) < 0)
		return -1;
	outputs_keep_journal(&app->job.outputs, app->job.office, 0);
	rc = run_itself(app, cmd, opts, e);
	lock_release(&lock);
	return rc;
}

static int run_without_office(struct app *app, const struct cmd *cmd, void *opts, struct err *e)
{
	if (run_itself(app, cmd, opts, e) < 0)
		return -1;
	return outputs_commit(&app->job.outputs, e);
}

/* ---- the command line ---- */

/* In an office: asks who may, and runs it as its need says. */
static int run_in_office(struct app *app, const struct cmd *cmd, void *opts, enum cmd_need need,
			 struct err *e)
{
	if (guard_command(app, cmd, opts, need, e) < 0)
		return -1;
	/* R-PRIV: who saw personal data in the clear is recorded, so looking becomes a run */
	if (need == NEED_READ && app->reveal)
		return run_writer(app, cmd, opts, true, e);
	if (need == NEED_LOCK)
		return run_locked(app, cmd, opts, e);
	return need == NEED_WRITE ? run_writer(app, cmd, opts, false, e)
				  : run_reader(app, cmd, opts, e);
}

static int run_command(struct app *app, const struct cmd *cmd, void *opts, const char *office,
		       struct err *e)
{
	enum cmd_need need = app->word	    ? app->word->need
			     : cmd->need_of ? cmd->need_of(app, opts)
					    : cmd->need;
	int rc;

	if (app->json)
		app->format = SINK_JSONL;
	if (app->format == SINK_XLSX && !cmd->opts)
		return err_set(e, ERR_USAGE, E_FORMAT_XLSX);
	if (find_operator(&app->job, e) < 0)
		return -1;
	app->job.progress = app->quiet ? NULL : progress_show;
	/* A run refused for its findings lists all of them; a runaway file is cut off here. */
	app->job.findings.limit = FINDINGS_SHOWN;
	if (need == NEED_NOTHING)
		return run_without_office(app, cmd, opts, e);
	if (find_office(app, office, need, e) < 0)
		return -1;
	rc = run_in_office(app, cmd, opts, need, e);
	if (app->denied)
		guard_record(app, cmd, e);
	return rc;
}

static int parse_and_run(struct app *app, const struct cmd *cmd, int argc, char **argv,
			 const char *office, struct err *e)
{
	void *opts = mem_zalloc(1, cmd->opts_size);
	bool help = false;
	int rc = opt_read(app, cmd, argc, argv, opts, &help, e);

	if (rc == 0 && help) {
		opt_help(cmd);
	} else if (rc == 0) {
		rc = line_args(app, cmd, e);
		if (rc == 0)
			rc = run_command(app, cmd, opts, office, e);
		/* findings are shown whether the run stands or was refused for them */
		if (print_findings(app, rc < 0 ? &(struct err){0} : e) < 0)
			rc = -1;
	}
	mem_free(opts);
	return rc;
}

static int dispatch(struct app *app, int argc, char **argv, const struct cli_env *env,
		    struct err *e)
{
	const char *office = env->office;
	const struct cmd *cmd;
	int at = 0;

	if (clock_start(env->now, &app->job.now, &app->clock_override, e) < 0 ||
	    line_command(argc, argv, &office, &cmd, &at, e) < 0)
		return -1;
	app->lock_wait_s = LOCK_WAIT_S;
	app->argv_json = command_line_json(&app->job.arena, cmd, argc - at, argv + at);
	return parse_and_run(app, cmd, argc - at, argv + at, office, e);
}

int cli_main(int argc, char **argv, const struct cmd_group *groups, const struct cli_env *env)
{
	struct app app = {.max_changes = -1, .max_findings = -1};
	struct err e = {0}, late = {0};
	int code;

	line_start(groups);
	msg_english = env->lang && strncmp(env->lang, "en", 2) == 0;
	umask(077);
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is an output error like any other */
	if (dispatch(&app, argc, argv, env, &e) < 0) {
		warn(&app, "ncre: %s", e.text);
		code = (int)e.code;
	} else {
		code = app.job.findings.errors || app.job.attention ? ERR_ATTENTION : 0;
	}
	progress_clear();
	access_free(&app.access);
	job_free(&app.job);
	if (out_close(&late) < 0) {
		warn(&app, "ncre: %s", late.text);
		code = ERR_OUTPUT;
	}
	return code;
}
