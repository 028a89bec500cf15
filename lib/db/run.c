#include "db/run_state.h"

#include "base/messages.h"

#include <stdio.h>
#include <string.h>

enum { FINDINGS_KEPT = 10000, TOO_BIG_BYTES = 1 << 30 };

int run_start_session(struct db *db, struct err *e)
{
	char **tables;
	size_t n, i;
	int rc;

	if (db_recorded_tables(db, &db->run->arena, &tables, &n, e) < 0)
		return -1;
	rc = sqlite3session_create(db->raw, "main", &db->session);
	if (rc != SQLITE_OK)
		return db_fail_as(db, rc, "session", e);
	for (i = 0; i < n; i++)
		if ((rc = sqlite3session_attach(db->session, tables[i])) != SQLITE_OK)
			return db_fail_as(db, rc, tables[i], e);
	return 0;
}

int run_head(struct db *db, char out[HASH_TEXT], struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_RUN_HEAD, e);
	int rc;

	if (!st || (rc = stmt_step(st, e)) < 0)
		return -1;
	out[0] = '\0';
	if (rc == 1) {
		snprintf(out, HASH_TEXT, "%s", col_text(st, "hash"));
		stmt_done(st);
	}
	return 0;
}

int run_begin(struct db *db, const struct run_info *info, struct err *e)
{
	struct stmt *st;

	BUG_ON(db->run || db->in_transaction);
	if (db_sql(db, "BEGIN IMMEDIATE", e) < 0)
		return -1;
	db->in_transaction = true;
	db->now = info->now;
	db->run = mem_zalloc(1, sizeof *db->run);
	db->run->info = *info;
	st = db_stmt(db, SQL_RUN_NEXT_ID, e);
	if (!st || stmt_one_int(st, &db->run_id, e) < 0 ||
	    run_head(db, db->run->prev_hash, e) < 0 || run_start_session(db, e) < 0 ||
	    digest_begin(db, db->run, e) < 0) {
		run_abandon(db);
		return -1;
	}
	return 0;
}

void run_add_input(struct db *db, const char *path, const char *sha256, int64_t bytes)
{
	struct run_state *run = db->run;
	struct run_input in;

	in.path = arena_strdup(&run->arena, path);
	hash_of(path, strlen(path), in.path_sha256);
	in.sha256 = arena_strdup(&run->arena, sha256);
	in.bytes = bytes;
	VEC_PUSH(&run->inputs, in);
}

static void run_free(struct db *db)
{
	struct run_state *run = db->run;

	if (run)
		run_bulk_free(db);
	if (db->session)
		sqlite3session_delete(db->session);
	db->session = NULL;
	if (run) {
		changeset_free(&run->changeset);
		VEC_FREE(&run->inputs);
		digest_free(run);
		arena_free(&run->arena);
		mem_free(run);
	}
	db->run = NULL;
	db->run_id = 0;
	db->in_transaction = false;
	db->savepoints = 0;
}

void run_abandon(struct db *db)
{
	if (!db->run)
		return;
	sqlite3_exec(db->raw, "ROLLBACK", NULL, NULL, NULL);
	run_free(db);
}

int run_take_session(struct db *db, struct err *e)
{
	struct run_state *run = db->run;
	void *changes = NULL;
	int bytes = 0, rc = sqlite3session_changeset(db->session, &bytes, &changes);

	/* SQLite says the same past the int that counts its bytes */
	if (rc == SQLITE_NOMEM && sqlite3session_memory_used(db->session) > TOO_BIG_BYTES)
		return err_set(e, ERR_RULE, "%s", E_RUN_TOO_BIG);
	if (rc != SQLITE_OK)
		return db_fail_as(db, rc, "session", e);
	sqlite3session_delete(db->session);
	db->session = NULL;
	rc = digest_changes(db, run, changes, (size_t)bytes, e);
	if (rc == 0)
		changeset_add(&run->changeset, changes, (size_t)bytes);
	sqlite3_free(changes);
	return rc;
}

int run_pause_session(struct db *db, struct err *e)
{
	/* a part that may be rolled back would leave its changes in the record */
	BUG_ON(db->savepoints || !db->session);
	changeset_begin(&db->run->changeset);
	if (run_take_session(db, e) < 0 || digest_pause(db, db->run, e) < 0)
		return -1;
	changeset_end_segment(&db->run->changeset);
	return 0;
}

int run_resume_session(struct db *db, struct err *e)
{
	changeset_end_segment(&db->run->changeset);
	return digest_resume(db, db->run, e) < 0 ? -1 : run_start_session(db, e);
}

int run_seal(struct db *db, struct run_counts *ret, struct err *e)
{
	struct run_state *run = db->run;

	BUG_ON(!run || run->sealed || run->spoiled);
	changeset_begin(&run->changeset);
	if (run_take_session(db, e) < 0)
		return -1;
	changeset_end(&run->changeset);
	run->sealed = true;
	*ret = run->counts;
	return 0;
}

/*
 * The hash of a run: every field in a fixed order, each ended by NUL. run_verify_chain reads the
 * same fields back from the database, so what is hashed is what is stored.
 */
struct chain_fields {
	const char *prev_hash, *command, *argv_sha256, *operator, * program, *changeset_sha256;
	const char *data_sha256, *summary;
	const char *argv, *hash; /* of a run that is read back: not themselves hashed */
	int64_t id, started_at, clock_override, schema_version, undoes, changeset_bytes;
	int64_t inserted, updated, deleted;
};

static void hash_int(struct hash *h, int64_t v)
{
	char text[32];

	snprintf(text, sizeof text, "%lld", (long long)v);
	hash_text(h, text);
}

static void chain_start(struct hash *h, const struct chain_fields *f)
{
	hash_start(h);
	hash_text(h, f->prev_hash);
	hash_int(h, f->id);
	hash_text(h, f->command);
	hash_text(h, f->argv_sha256);
	hash_text(h, f->operator);
	hash_int(h, f->started_at);
	hash_int(h, f->clock_override);
	hash_text(h, f->program);
	hash_int(h, f->schema_version);
	hash_int(h, f->undoes);
	hash_text(h, f->changeset_sha256);
	hash_int(h, f->changeset_bytes);
	hash_text(h, f->data_sha256);
	hash_int(h, f->inserted);
	hash_int(h, f->updated);
	hash_int(h, f->deleted);
	hash_text(h, f->summary);
}

static void chain_add_input(struct hash *h, const char *path_sha256, const char *sha256,
			    int64_t bytes)
{
	hash_text(h, path_sha256);
	hash_text(h, sha256);
	hash_int(h, bytes);
}

static int insert_run(struct db *db, const struct chain_fields *f, const char *argv,
		      const char *hash, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_RUN_INSERT, e);

	if (!st)
		return -1;
	stmt_text(st, ":prev_hash", f->prev_hash);
	stmt_text(st, ":hash", hash);
	stmt_text(st, ":command", f->command);
	stmt_text(st, ":argv", argv);
	stmt_text(st, ":argv_sha256", f->argv_sha256);
	stmt_text(st, ":operator", f->operator);
	stmt_int(st, ":clock_override", f->clock_override);
	stmt_text(st, ":program", f->program);
	stmt_int(st, ":schema_version", f->schema_version);
	if (f->undoes)
		stmt_int(st, ":undoes", f->undoes);
	else
		stmt_null(st, ":undoes");
	stmt_text(st, ":changeset_sha256", f->changeset_sha256);
	stmt_int(st, ":changeset_bytes", f->changeset_bytes);
	stmt_text(st, ":data_sha256", f->data_sha256);
	stmt_int(st, ":inserted", f->inserted);
	stmt_int(st, ":updated", f->updated);
	stmt_int(st, ":deleted", f->deleted);
	stmt_text(st, ":summary", f->summary);
	return stmt_exec(st, e);
}

static int insert_inputs(struct db *db, const struct run_state *run, struct err *e)
{
	size_t i;

	for (i = 0; i < run->inputs.len; i++) {
		const struct run_input *in = &run->inputs.items[i];
		struct stmt *st = db_stmt(db, SQL_RUN_INPUT_INSERT, e);

		if (!st)
			return -1;
		stmt_int(st, ":seq", (int64_t)i);
		stmt_text(st, ":path", in->path);
		stmt_text(st, ":path_sha256", in->path_sha256);
		stmt_text(st, ":sha256", in->sha256);
		stmt_int(st, ":bytes", in->bytes);
		if (stmt_exec(st, e) < 0)
			return -1;
	}
	return 0;
}

static int insert_findings(struct db *db, const struct findings *findings, struct err *e)
{
	size_t i;

	for (i = 0; findings && i < findings->list.len && i < FINDINGS_KEPT; i++) {
		const struct finding *f = &findings->list.items[i];
		struct stmt *st = db_stmt(db, SQL_RUN_FINDING_INSERT, e);

		if (!st)
			return -1;
		stmt_int(st, ":seq", (int64_t)i);
		stmt_text(st, ":rule", f->rule ? f->rule : "");
		stmt_text(st, ":severity", severity_word(f->severity));
		stmt_text(st, ":subject", f->subject);
		stmt_text(st, ":file", f->file);
		stmt_text(st, ":sheet", f->sheet);
		stmt_int(st, ":row", f->row);
		stmt_int(st, ":col", f->column);
		stmt_text(st, ":field", f->field);
		stmt_text(st, ":value", f->value);
		stmt_text(st, ":text", f->text ? f->text : "");
		stmt_text(st, ":suggestion", f->suggestion);
		if (stmt_exec(st, e) < 0)
			return -1;
	}
	return 0;
}

static int insert_record(struct db *db, const char *summary, const struct findings *findings,
			 struct err *e)
{
	struct run_state *run = db->run;
	char data_sha256[HASH_TEXT];
	struct chain_fields f = {
	    .prev_hash = run->prev_hash,
	    .command = run->info.command,
	    .operator= run->info.operator,
	    .program = NCRE_VERSION,
	    .changeset_sha256 = run->changeset.sha256,
	    .data_sha256 = data_sha256,
	    .summary = summary,
	    .id = db->run_id,
	    .started_at = run->info.now,
	    .clock_override = run->info.clock_override,
	    .schema_version = db_version_current(),
	    .undoes = run->info.undoes,
	    .changeset_bytes = run->changeset.bytes,
	    .inserted = run->counts.inserted,
	    .updated = run->counts.updated,
	    .deleted = run->counts.deleted,
	};
	char hash[HASH_TEXT], argv_sha256[HASH_TEXT];
	struct hash h;
	size_t i;

	/* findings first: they are data too */
	if (insert_findings(db, findings, e) < 0 || digest_end(db, run, data_sha256, e) < 0)
		return -1;
	hash_of(run->info.argv_json, strlen(run->info.argv_json), argv_sha256);
	f.argv_sha256 = argv_sha256;
	chain_start(&h, &f);
	for (i = 0; i < run->inputs.len; i++)
		chain_add_input(&h, run->inputs.items[i].path_sha256, run->inputs.items[i].sha256,
				run->inputs.items[i].bytes);
	hash_end(&h, hash);
	if (insert_run(db, &f, run->info.argv_json, hash, e) < 0 || insert_inputs(db, run, e) < 0)
		return -1;
	return changeset_store(db, &run->changeset, e);
}

int run_commit(struct db *db, const char *summary, const struct findings *findings, struct err *e)
{
	BUG_ON(!db->run || !db->run->sealed);
	if (insert_record(db, summary, findings, e) < 0 || db_sql(db, "COMMIT", e) < 0) {
		run_abandon(db);
		return -1;
	}
	run_free(db);
	/* The writer's lock is still held: the one moment when a checkpoint is safe. A reader may
	 * keep it from finishing; the next writer does the rest. */
	sqlite3_wal_checkpoint_v2(db->raw, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	return 0;
}

static void read_fields(struct stmt *st, struct arena *a, struct chain_fields *f)
{
	f->id = col_int(st, "id");
	f->prev_hash = arena_strdup(a, col_text(st, "prev_hash"));
	f->command = arena_strdup(a, col_text(st, "command"));
	f->hash = arena_strdup(a, col_text(st, "hash"));
	f->argv = arena_strdup(a, col_text(st, "argv"));
	f->argv_sha256 = arena_strdup(a, col_text(st, "argv_sha256"));
	f->operator= arena_strdup(a, col_text(st, "operator"));
	f->started_at = col_int(st, "started_at");
	f->clock_override = col_int(st, "clock_override");
	f->program = arena_strdup(a, col_text(st, "program"));
	f->schema_version = col_int(st, "schema_version");
	f->undoes = col_int(st, "undoes");
	f->changeset_sha256 = arena_strdup(a, col_text(st, "changeset_sha256"));
	f->changeset_bytes = col_int(st, "changeset_bytes");
	f->data_sha256 = arena_strdup(a, col_text(st, "data_sha256"));
	f->inserted = col_int(st, "inserted");
	f->updated = col_int(st, "updated");
	f->deleted = col_int(st, "deleted");
	f->summary = arena_strdup(a, col_text(st, "summary"));
}

/* A text the chain covers by its hash: as it was, or taken away by a purge. */
static bool text_stands(const char *text, const char *sha256, bool purged)
{
	char hash[HASH_TEXT];

	hash_of(text, strlen(text), hash);
	return strcmp(hash, sha256) == 0 || (purged && *text == '\0');
}

/*
 * Recomputes the hash of the run whose fields are f. *ret_stands: the texts it covers by their
 * hashes are right.
 */
static int recompute(struct db *db, const struct chain_fields *f, bool purged, char out[HASH_TEXT],
		     bool *ret_stands, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_RUN_INPUTS, e);
	struct hash h;
	int rc;

	if (!st)
		return -1;
	*ret_stands = text_stands(f->argv, f->argv_sha256, purged);
	chain_start(&h, f);
	stmt_int(st, ":id", f->id);
	while ((rc = stmt_step(st, e)) == 1) {
		const char *path_sha256 = col_text(st, "path_sha256");

		*ret_stands &= text_stands(col_text(st, "path"), path_sha256, purged);
		chain_add_input(&h, path_sha256, col_text(st, "sha256"), col_int(st, "bytes"));
	}
	hash_end(&h, out);
	return rc;
}

static bool changeset_stands(struct db *db, const struct chain_fields *f)
{
	struct changeset c = {0};
	struct err ignored = {0};
	bool stands = changeset_load(db, f->id, &c, &ignored) == 0 &&
		      strcmp(c.sha256, f->changeset_sha256) == 0;

	changeset_free(&c);
	return stands;
}

/* What is wrong with one run: NULL where nothing is. */
static int check_run(struct db *db, const struct chain_fields *f, bool purged, const char *prev,
		     int64_t prev_id, const char **why, struct err *e)
{
	char hash[HASH_TEXT];
	bool stands;

	*why = NULL;
	if (recompute(db, f, purged, hash, &stands, e) < 0)
		return -1;
	if (f->id != prev_id + 1)
		*why = W_CHAIN_MISSING;
	else if (strcmp(f->prev_hash, prev) != 0)
		*why = W_CHAIN_LINK;
	else if (strcmp(hash, f->hash) != 0 || !stands)
		*why = W_CHAIN_RECORD;
	else if (!purged && !changeset_stands(db, f))
		*why = W_CHAIN_CHANGESET;
	return 0;
}

int run_purged_through(struct db *db, int64_t *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_RUN_PURGED_THROUGH, e);

	*ret = 0;
	return st && stmt_one_int(st, ret, e) >= 0 ? 0 : -1;
}

int run_verify_chain(struct db *db, int64_t *ret_bad, char why[512], struct err *e)
{
	struct stmt *st;
	char prev[HASH_TEXT] = "";
	struct arena row = {0};
	int64_t prev_id = 0, purged;
	int rc;

	*ret_bad = 0;
	if (run_purged_through(db, &purged, e) < 0)
		return -1;
	st = db_stmt(db, SQL_RUN_CHAIN, e);
	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1 && *ret_bad == 0) {
		struct chain_fields f;
		const char *what;

		arena_reset(&row);
		read_fields(st, &row, &f);
		if (check_run(db, &f, f.id <= purged, prev, prev_id, &what, e) < 0) {
			rc = -1;
			break;
		}
		if (what) {
			*ret_bad = f.id;
			snprintf(why, 512, "%s", what);
		}
		snprintf(prev, sizeof prev, "%s", f.hash);
		prev_id = f.id;
	}
	if (rc != 0)
		stmt_done(st);
	arena_free(&row);
	return rc < 0 ? -1 : 0;
}

static int refuse_changed(void *ctx, const char *table, int64_t then, int64_t now, struct err *e)
{
	(void)ctx;
	(void)then;
	(void)now;
	return err_set(e, ERR_RULE, E_RUN_DATA_CHANGED, table);
}

int run_forget_begin(struct db *db, struct err *e)
{
	/* what comes after is recorded only as it then is: no change before it may hide there */
	if (run_verify_data(db, refuse_changed, NULL, NULL, e) < 0)
		return -1;
	sqlite3session_enable(db->session, 0);
	db->run->unrecorded = true;
	/* rows go in any order: that nothing is left hanging is looked at when the run commits */
	if (db_sql(db, "PRAGMA defer_foreign_keys = ON", e) < 0)
		return -1;
	return db_set_triggers(db, false, e);
}

int run_forget_end(struct db *db, int64_t through, struct err *e)
{
	static const enum sql_id forget[] = {SQL_RUN_FORGET_CHANGESETS, SQL_RUN_FORGET_FINDINGS,
					     SQL_RUN_FORGET_PATHS, SQL_RUN_FORGET_ARGV};
	size_t i;

	for (i = 0; i < ARRAY_LEN(forget); i++) {
		struct stmt *st = db_stmt(db, forget[i], e);

		if (!st)
			return -1;
		stmt_int(st, ":through", through);
		if (stmt_exec(st, e) < 0)
			return -1;
	}
	sqlite3session_enable(db->session, 1);
	return db_set_triggers(db, true, e);
}
