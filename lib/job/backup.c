#include "job/backup.h"

#include "base/messages.h"
#include "base/text.h"
#include "db/backup.h"
#include "db/run.h"
#include "job/check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STAMP_TEXT = 32, PHOTO_MAX_BYTES = 16 * 1024 * 1024 };

/* "20270615-090000", at +08:00. */
static void stamp(instant now, char out[STAMP_TEXT])
{
	char text[INSTANT_TEXT];

	instant_format_people(now, text);
	snprintf(out, STAMP_TEXT, "%.4s%.2s%.2s-%.2s%.2s%.2s", text, text + 5, text + 8, text + 11,
		 text + 14, text + 17);
}

/* ---- photos ---- */

struct photo_copy {
	struct job *job;
	const char *from, *to;
	int64_t copied;
};

static int copy_photo(void *ctx, const char *path, struct err *e)
{
	struct photo_copy *c = ctx;
	const char *name = path + strlen(c->from) + 1, *slash = strchr(name, '/');
	const char *target = arena_printf(&c->job->arena, "%s/%s", c->to, name);
	struct arena mem = {0};
	size_t len;
	char *data;
	int rc;

	/* content-addressed: what is there under its hash is there */
	if (file_exists(target))
		return 0;
	if (slash &&
	    dir_make(arena_printf(&c->job->arena, "%s/%.*s", c->to, (int)(slash - name), name), e) <
		0)
		return -1;
	rc = file_read(&mem, path, PHOTO_MAX_BYTES, &data, &len, e);
	if (rc == 0)
		rc = file_write_now(target, data, len, e);
	arena_free(&mem);
	c->copied += rc == 0;
	return rc;
}

static int copy_photos(struct job *job, const char *from, const char *to, int64_t *ret,
		       struct err *e)
{
	struct photo_copy c = {job, from, to, 0};

	if (!file_is_dir(from))
		return 0;
	if (dir_make(to, e) < 0 || dir_walk(from, copy_photo, &c, e) < 0)
		return -1;
	*ret = c.copied;
	return 0;
}

/* ---- the copy ---- */

/* Opens a copy and looks at its file, and with parts CHECK_RULES at its rules. */
static int look_at(struct job *job, const char *folder, const char *path, unsigned parts,
		   char head[HASH_TEXT], int64_t *ret_runs, struct err *e)
{
	/* its photos lie beside it */
	struct job copy = {.now = job->now, .progress = job->progress, .office = folder};
	struct stmt *st;
	int rc;
	size_t i;

	if (db_open(&copy.db, path, DB_COPY, e) < 0)
		return -1;
	rc = db_begin_read(copy.db, job->now, e);
	if (rc == 0)
		rc = check_office(&copy, parts, e);
	if (rc == 0)
		rc = run_head(copy.db, head, e);
	if (rc == 0) {
		st = db_stmt(copy.db, SQL_RUN_NEXT_ID, e);
		rc = st && stmt_one_int(st, ret_runs, e) >= 0 ? 0 : -1;
		--*ret_runs;
	}
	db_close(copy.db);
	for (i = 0; i < copy.findings.list.len; i++)
		findings_add(&job->findings, &copy.findings.list.items[i]);
	if (rc == 0 && copy.findings.errors > 0)
		rc = err_set(e, ERR_DB, E_BACKUP_BAD, path);
	job_free(&copy);
	return rc;
}

int backup_make(struct job *job, const char *dir, bool prove, struct backup_result *ret,
		struct err *e)
{
	char when[STAMP_TEXT];
	struct output *out;

	if (!dir)
		dir = job_office_path(job, "backup");
	stamp(job->now, when);
	ret->path = arena_printf(&job->arena, "%s/ncre-%s.db", dir, when);
	if (dir_make(dir, e) < 0)
		return -1;
	if (file_exists(ret->path))
		return err_set(e, ERR_OUTPUT, E_OUT_EXISTS, ret->path);
	/* photos first: the rules look for them beside the copy */
	if (output_begin(&job->outputs, ret->path, &out, e) < 0 ||
	    db_backup(job->db, out->tmp_path, e) < 0 ||
	    copy_photos(job, job_office_path(job, "photos"),
			arena_printf(&job->arena, "%s/photos", dir), &ret->photos_copied, e) < 0 ||
	    look_at(job, dir, out->tmp_path, prove ? CHECK_ALL : CHECK_FILE | CHECK_JOURNAL,
		    ret->head, &ret->runs, e) < 0)
		return -1;
	return output_finish(out, e);
}

/* ---- rotation ---- */

struct keep_rule {
	int64_t count;
	char unit; /* d, w, m */
};

static int parse_keep(const char *keep, struct keep_rule *rules, size_t max, size_t *ret,
		      struct err *e)
{
	const char *p = keep;
	size_t n = 0;

	while (*p && n < max) {
		int64_t count = 0;
		size_t digits = 0;

		for (; ascii_is_digit(*p) && digits < 4; p++, digits++)
			count = count * 10 + (*p - '0');
		if (digits == 0 || count == 0 || (*p != 'd' && *p != 'w' && *p != 'm'))
			return err_set(e, ERR_USAGE, E_KEEP, keep);
		rules[n++] = (struct keep_rule){count, *p++};
		if (*p == ',')
			p++;
	}
	if (n == 0 || *p)
		return err_set(e, ERR_USAGE, E_KEEP, keep);
	*ret = n;
	return 0;
}

static const char kept_aside[] = "ncre.db.before-restore-";

struct copies {
	struct job *job;
	VEC_OF(const char *) paths; /* in byte order: oldest first */
};

static bool is_dated_copy(const char *name)
{
	/* ncre-YYYYMMDD-HHMMSS.db */
	return strlen(name) == 23 && strncmp(name, "ncre-", 5) == 0 && name[13] == '-' &&
	       strcmp(name + 20, ".db") == 0;
}

static int collect(void *ctx, const char *path, struct err *e)
{
	struct copies *c = ctx;

	(void)e;
	if (is_dated_copy(file_name(path)))
		VEC_PUSH(&c->paths, arena_strdup(&c->job->arena, path));
	return 0;
}

/* The period a copy belongs to: a number that grows with time. */
static int64_t period_of(const char *path, char unit)
{
	const char *name = file_name(path);
	char text[9] = "";
	struct day d;

	memcpy(text, name + 5, 8);
	if (!day_parse(text, &d))
		return 0;
	if (unit == 'd')
		return day_number(d);
	if (unit == 'w')
		return (day_number(d) + 3) / 7; /* weeks begin on Monday */
	return (int64_t)d.year * 12 + d.month;
}

/* Marks the newest copy of each of the last rule.count periods that have one. */
static void mark_kept(const struct copies *c, const struct keep_rule *rule, bool *kept)
{
	int64_t last = -1, found = 0;
	size_t i;

	for (i = c->paths.len; i > 0 && found < rule->count; i--) {
		int64_t period = period_of(c->paths.items[i - 1], rule->unit);

		if (period == last)
			continue;
		last = period;
		found++;
		kept[i - 1] = true;
	}
}

int backup_rotate(struct job *job, const char *dir, const char *keep, int64_t *ret_removed,
		  struct err *e)
{
	struct copies c = {.job = job};
	struct keep_rule rules[8];
	size_t n = 0, i;
	bool *kept;
	int rc = 0;

	if (parse_keep(keep, rules, ARRAY_LEN(rules), &n, e) < 0)
		return -1;
	if (!dir)
		dir = job_office_path(job, "backup");
	if (!file_is_dir(dir))
		return 0;
	if (dir_walk(dir, collect, &c, e) < 0)
		rc = -1;
	kept = arena_zalloc(&job->arena, c.paths.len + 1, sizeof *kept);
	for (i = 0; i < n; i++)
		mark_kept(&c, &rules[i], kept);
	for (i = 0; rc == 0 && i + 1 < c.paths.len; i++) {
		if (kept[i])
			continue;
		if (unlink(c.paths.items[i]) != 0)
			rc = err_set(e, ERR_OUTPUT, E_FILE_WRITE, c.paths.items[i],
				     err_system(errno));
		*ret_removed += rc == 0;
	}
	VEC_FREE(&c.paths);
	return rc;
}

struct old_databases {
	const char *start; /* of their names */
	int64_t count;
};

static int count_old(void *ctx, const char *path, struct err *e)
{
	struct old_databases *o = ctx;

	(void)e;
	/* its log belongs to it */
	if (strncmp(file_name(path), o->start, strlen(o->start)) == 0 &&
	    !strstr(file_name(path), "-wal"))
		o->count++;
	return 0;
}

int backup_count_old(struct job *job, int64_t *ret, struct err *e)
{
	struct old_databases copies = {.start = "ncre-"}, kept = {.start = kept_aside};
	const char *dir = job_office_path(job, "backup");

	if ((file_is_dir(dir) && dir_walk(dir, count_old, &copies, e) < 0) ||
	    dir_walk(job->office, count_old, &kept, e) < 0)
		return -1;
	*ret = copies.count + kept.count;
	return 0;
}

/* ---- restore ---- */

/* Is the run `head` part of the copy's chain? An office without runs is part of every chain. */
static int copy_has_run(struct job *job, const char *file, const char *head, bool *ret,
			struct err *e)
{
	struct db *db;
	struct stmt *st;
	int64_t found = 0;
	int rc;

	*ret = *head == '\0';
	if (*ret)
		return 0;
	if (db_open(&db, file, DB_COPY, e) < 0)
		return -1;
	rc = db_begin_read(db, job->now, e);
	if (rc == 0) {
		st = db_stmt(db, SQL_RUN_BY_HASH, e);
		rc = -1;
		if (st) {
			stmt_text(st, ":hash", head);
			rc = stmt_one_int(st, &found, e) < 0 ? -1 : 0;
		}
	}
	db_close(db);
	*ret = found != 0;
	return rc;
}

/* The head of the office as it is, of whatever version; "" where it cannot be read any more. */
static void present_head(struct job *job, const char *path, char head[HASH_TEXT])
{
	struct err ignored = {0};
	struct db *db;

	head[0] = '\0';
	if (db_open_any_version(&db, path, &ignored) < 0)
		return;
	if (db_begin_read(db, job->now, &ignored) < 0 || run_head(db, head, &ignored) < 0)
		head[0] = '\0';
	db_close(db);
}

/*
 * Gives the database and its companions second names beside it. The first ones stay, so that there
 * is an office at every instant.
 */
static int keep_aside(struct job *job, const char *path, const char **ret, struct err *e)
{
	static const char *const tails[] = {"", "-wal"};
	char when[STAMP_TEXT];
	size_t i;

	stamp(job->now, when);
	*ret = "";
	for (i = 0; i < ARRAY_LEN(tails); i++) {
		const char *from = arena_printf(&job->arena, "%s%s", path, tails[i]);
		const char *to =
		    arena_printf(&job->arena, "%s/%s%s%s", job->office, kept_aside, when, tails[i]);

		if (!file_exists(from))
			continue;
		if (link(from, to) != 0 && !(errno == EEXIST && file_is_same(from, to)))
			return err_set(e, ERR_OUTPUT, E_FILE_WRITE, to, err_system(errno));
		if (i == 0)
			*ret = to;
	}
	return 0;
}

/*
 * The log of the database that goes must not be read with the one that comes. First all that is in
 * it is put into the database, where that can still be read: so it is whole without.
 */
static int drop_log(const char *path, struct err *e)
{
	struct err damaged = {0};

	if (db_empty_log(path, &damaged) < 0 && damaged.code == ERR_BUSY) {
		*e = damaged;
		return -1;
	}
	return db_remove_log(path, e);
}

/* A synced copy of file under a temporary name beside path, and its version. */
static int stage(struct job *job, const char *file, const char *path, int *ret_version,
		 struct err *e)
{
	struct output *out;
	struct db *db;
	int rc;

	if (output_begin(&job->outputs, path, &out, e) < 0 || db_open(&db, file, DB_COPY, e) < 0)
		return -1;
	*ret_version = db_version(db);
	rc = db_begin_read(db, job->now, e);
	if (rc == 0)
		rc = db_backup(db, out->tmp_path, e);
	db_close(db);
	if (rc < 0 || db_prepare_copy(out->tmp_path, e) < 0)
		return -1;
	return output_finish(out, e);
}

int backup_restore(struct job *job, const char *file, bool force, struct restore_result *ret,
		   struct err *e)
{
	const char *path = job_office_path(job, "ncre.db"), *slash = strrchr(file, '/');
	char head[HASH_TEXT];
	int64_t copied = 0;
	bool known;

	if (look_at(job, NULL, file, CHECK_FILE | CHECK_JOURNAL, ret->head, &ret->runs, e) < 0)
		return -1;
	present_head(job, path, head);
	if (copy_has_run(job, file, head, &known, e) < 0)
		return -1;
	if (!known && !force)
		return err_set(e, ERR_RULE, E_RESTORE_NEWER, file);
	if (db_refuse_network(path, e) < 0 || stage(job, file, path, &ret->version, e) < 0 ||
	    keep_aside(job, path, &ret->aside, e) < 0 || drop_log(path, e) < 0)
		return -1;
	if (outputs_commit(&job->outputs, e) < 0)
		return err_in(e, E_RESTORE_HALF, ret->aside);
	return copy_photos(job,
			   arena_printf(&job->arena, "%.*s/photos", slash ? (int)(slash - file) : 1,
					slash ? file : "."),
			   job_office_path(job, "photos"), &copied, e);
}

/* ---- migrate ---- */

/* What something else than a run has changed is said now: afterwards it could not be told. */
static int check_before(struct job *job, struct db *db, struct err *e)
{
	int rc = db_begin_read(db, job->now, e);

	job->db = db;
	if (rc == 0)
		rc = check_office(job, CHECK_DATA, e);
	job->db = NULL;
	return rc == 0 ? db_end_read(db, e) : rc;
}

static int copy_before(struct job *job, struct db *db, const char *path, struct err *e)
{
	struct output *out;

	if (output_begin(&job->outputs, path, &out, e) < 0 || db_backup(db, out->tmp_path, e) < 0 ||
	    output_finish(out, e) < 0)
		return -1;
	return outputs_commit(&job->outputs, e);
}

int backup_migrate(struct job *job, int *ret_from, const char **ret_copy, struct err *e)
{
	char when[STAMP_TEXT];
	struct db *db;
	int rc = 0;

	if (db_open_any_version(&db, job_office_path(job, "ncre.db"), e) < 0)
		return -1;
	*ret_from = db_version(db);
	*ret_copy = NULL;
	if (*ret_from > db_version_current())
		rc = err_set(e, ERR_DB, E_DB_NEWER, job_office_path(job, "ncre.db"), *ret_from,
			     db_version_current());
	if (rc == 0 && *ret_from < db_version_current()) {
		stamp(job->now, when);
		*ret_copy = arena_printf(&job->arena, "%s/ncre-version%d-%s.db",
					 job_office_path(job, "backup"), *ret_from, when);
		rc = check_before(job, db, e);
		if (rc == 0)
			rc = dir_make(job_office_path(job, "backup"), e);
		if (rc == 0)
			rc = copy_before(job, db, *ret_copy, e);
		if (rc == 0)
			rc = db_migrate(db, e);
	}
	db_close(db);
	return rc;
}
