#include "db/internal.h"

#include "base/embedded.h"
#include "base/file.h"
#include "base/messages.h"
#include "db/embedded.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/vfs.h>

enum {
	APPLICATION_ID = 0x6e637265, /* "ncre" in the file's header */
	BUSY_TIMEOUT_MS = 5000,	     /* readers against a checkpoint; writers queue on the lock */
	CACHE_KIB = 64 * 1024,
	BESIDE_CACHE_KIB = 8 * 1024,
	VERSION_MAX = 1000, /* more is no version: damage */
};

/* Magic numbers of statfs(2) for file systems whose locks SQLite cannot trust. */
static const unsigned long network_magic[] = {
    0x6969,	/* NFS */
    0x517b,	/* SMB */
    0xff534d42, /* CIFS */
    0xfe534d42, /* SMB2 */
    0x65735546, /* FUSE: sshfs and the like */
    0x01021997, /* 9P */
    0x00c36400, /* Ceph */
    0x5346414f, /* AFS */
};

int db_fail_as(struct db *db, int rc, const char *what, struct err *e)
{
	const char *why = sqlite3_errmsg(db->raw);

	if (sqlite3_errcode(db->raw) == SQLITE_OK)
		why = sqlite3_errstr(rc);
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED: return err_set(e, ERR_BUSY, E_DB_BUSY, db->path);
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN: /* a file beside it, or too many are open */
	case SQLITE_READONLY: return err_set(e, ERR_OUTPUT, E_DB_WRITE, db->path, why);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB: return err_set(e, ERR_DB, E_DB_DAMAGED, db->path, why);
	case SQLITE_CONSTRAINT: return err_set(e, ERR_RULE, E_DB_RULE, why);
	case SQLITE_NOMEM: return err_set(e, ERR_OUTPUT, "%s", E_NO_MEMORY);
	default: return err_set(e, ERR_BUG, "%s: %s", what, why);
	}
}

int db_fail(struct db *db, const char *what, struct err *e)
{
	return db_fail_as(db, sqlite3_errcode(db->raw), what, e);
}

int db_sql(struct db *db, const char *sql, struct err *e)
{
	if (sqlite3_exec(db->raw, sql, NULL, NULL, NULL) != SQLITE_OK)
		return db_fail(db, sql, e);
	return 0;
}

int db_sql_int(struct db *db, const char *sql, int64_t *ret, struct err *e)
{
	sqlite3_stmt *st;
	int rc;

	if (sqlite3_prepare_v2(db->raw, sql, -1, &st, NULL) != SQLITE_OK)
		return db_fail(db, sql, e);
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		*ret = sqlite3_column_int64(st, 0);
	if (rc == SQLITE_ROW)
		rc = sqlite3_step(st);
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : db_fail(db, sql, e);
}

int db_set_triggers(struct db *db, bool on, struct err *e)
{
	int now;

	if (sqlite3_db_config(db->raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, (int)on, &now) != SQLITE_OK)
		return db_fail(db, "triggers", e);
	return 0;
}

int db_refuse_network(const char *path, struct err *e)
{
	struct statfs fs;
	size_t i;

	if (statfs(path, &fs) != 0)
		return 0; /* the open that follows says it better */
	for (i = 0; i < ARRAY_LEN(network_magic); i++)
		if ((unsigned long)fs.f_type == network_magic[i])
			return err_set(e, ERR_INPUT, E_DB_NETWORK, path);
	return 0;
}

/*
 * Every setting is made here and not left to how the library was built. WAL, because a long
 * reader must not block a commit; no automatic checkpoints and none on close, because in SQLite
 * 3.40.1 two connections that write or checkpoint at the same instant can damage the file: only
 * the holder of the office's writer lock does either.
 */
static int apply_settings(struct db *db, struct err *e)
{
	char cache[64];
	int on;

	if (sqlite3_db_config(db->raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, &on) != SQLITE_OK ||
	    sqlite3_db_config(db->raw, SQLITE_DBCONFIG_DEFENSIVE, 1, &on) != SQLITE_OK ||
	    sqlite3_db_config(db->raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &on) != SQLITE_OK ||
	    sqlite3_busy_timeout(db->raw, BUSY_TIMEOUT_MS) != SQLITE_OK)
		return db_fail(db, "settings", e);
	snprintf(cache, sizeof cache, "PRAGMA cache_size = -%d", CACHE_KIB);
	if (db_sql(db, cache, e) < 0)
		return -1;
	return db_sql(db,
		      "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;"
		      "PRAGMA wal_autocheckpoint = 0; PRAGMA recursive_triggers = ON;"
		      "PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON;"
		      /* not MEMORY: a statement journal in memory is walked from its start at the
		       * end of every statement inside a savepoint, which makes undo quadratic */
		      "PRAGMA temp_store = FILE",
		      e);
}

/* Is it ours, and readable at all? And of which version? */
static int check_identity(struct db *db, struct err *e)
{
	int64_t id = 0, version = 0;

	if (db_sql_int(db, "PRAGMA application_id", &id, e) < 0)
		return -1;
	if (id != APPLICATION_ID)
		return err_set(e, ERR_DB, E_DB_NOT_OURS, db->path);
	if (db_sql_int(db, "PRAGMA user_version", &version, e) < 0)
		return -1;
	if (version < 1 || version > VERSION_MAX)
		return err_set(e, ERR_DB, E_DB_DAMAGED, db->path, "user_version");
	db->version = (int)version;
	return 0;
}

int db_version(const struct db *db)
{
	return db->version;
}

int db_version_current(void)
{
	int n = 0;

	while (embedded_migrations[n].name)
		n++;
	return n;
}

/* All steps in one transaction: a database is of one version or of another, never between. */
int db_migrate(struct db *db, struct err *e)
{
	char version[64];
	int from = db->version, to = db_version_current(), i;

	if (from >= to)
		return 0;
	snprintf(version, sizeof version, "PRAGMA user_version = %d", to);
	if (db_sql(db, "BEGIN IMMEDIATE", e) < 0)
		return -1;
	for (i = from; i < to; i++) {
		if (db_sql(db, embedded_migrations[i].text, e) < 0) {
			sqlite3_exec(db->raw, "ROLLBACK", NULL, NULL, NULL);
			return err_in(e, "%s", embedded_migrations[i].name);
		}
	}
	if (db_sql(db, version, e) < 0 || db_sql(db, "COMMIT", e) < 0) {
		sqlite3_exec(db->raw, "ROLLBACK", NULL, NULL, NULL);
		return -1;
	}
	db->version = to;
	return 0;
}

static int create(struct db *db, struct err *e)
{
	char id[64];

	snprintf(id, sizeof id, "PRAGMA application_id = %d", APPLICATION_ID);
	/* the encoding and page size of a new file are fixed before its first table; an import of
	 * many rows takes less time with pages larger than SQLite's 4096 bytes */
	if (db_sql(db, "PRAGMA encoding = 'UTF-8'; PRAGMA page_size = 8192", e) < 0 ||
	    db_sql(db, "PRAGMA journal_mode = WAL", e) < 0 || db_sql(db, id, e) < 0)
		return -1;
	if (db_migrate(db, e) < 0)
		return -1;
	/* whoever makes an office takes the log away */
	if (sqlite3_wal_checkpoint_v2(db->raw, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) !=
	    SQLITE_OK)
		return db_fail(db, "checkpoint", e);
	return 0;
}

static int open_raw(struct db **ret, const char *path, enum db_mode mode, struct err *e)
{
	/* one thread uses the connection: SQLite's own locks around every call would be waste */
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
		    (mode == DB_CREATE ? SQLITE_OPEN_CREATE : 0);
	struct db *db;
	int rc;

	if (mode != DB_CREATE && !file_exists(path))
		return err_set(e, ERR_INPUT, E_DB_MISSING, path);
	if (mode == DB_CREATE && strcmp(path, ":memory:") != 0) {
		if (file_exists(path))
			return err_set(e, ERR_INPUT, E_OUT_EXISTS, path);
		/* before SQLite opens it: the files beside it get the rights of the first */
		if (file_make_new(path, e) < 0)
			return -1;
	}
	if (mode != DB_COPY && db_refuse_network(path, e) < 0)
		return -1;
	/* no memory statistics: they cost a global lock at every allocation; refused, and harmless,
	 * where SQLite has been started already */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	/* else the table of one row that a statement keeps for itself begins with twenty pages */
	sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
	db = mem_zalloc(1, sizeof *db);
	db->path = mem_strdup(path);
	rc = sqlite3_open_v2(path, &db->raw, flags, NULL);
	if (rc != SQLITE_OK) {
		if (rc == SQLITE_NOMEM)
			err_set(e, ERR_OUTPUT, "%s", E_NO_MEMORY);
		else
			err_set(e, ERR_DB, E_DB_OPEN, path, sqlite3_errmsg(db->raw));
		db_close(db);
		return -1;
	}
	if (apply_settings(db, e) < 0 || rows_register(db, e) < 0 ||
	    ((mode == DB_READ || mode == DB_COPY) && db_sql(db, "PRAGMA query_only = ON", e) < 0)) {
		db_close(db);
		return -1;
	}
	*ret = db;
	return 0;
}

int db_open_any_version(struct db **ret, const char *path, struct err *e)
{
	struct db *db;

	if (open_raw(&db, path, DB_WRITE, e) < 0)
		return -1;
	if (check_identity(db, e) < 0) {
		db_close(db);
		return -1;
	}
	*ret = db;
	return 0;
}

int db_open(struct db **ret, const char *path, enum db_mode mode, struct err *e)
{
	struct db *db;
	int rc;

	if (open_raw(&db, path, mode, e) < 0)
		return -1;
	rc = mode == DB_CREATE ? create(db, e) : check_identity(db, e);
	if (rc == 0 && mode != DB_COPY && db->version < db_version_current())
		rc = err_set(e, ERR_DB, E_DB_OLDER, path, db->version, db_version_current());
	if (rc == 0 && db->version > db_version_current())
		rc = err_set(e, ERR_DB, E_DB_NEWER, path, db->version, db_version_current());
	if (rc < 0) {
		db_close(db);
		return -1;
	}
	*ret = db;
	return 0;
}

int db_open_beside(struct db **ret, const struct db *db, struct err *e)
{
	char cache[64];

	if (open_raw(ret, db->path, DB_READ, e) < 0)
		return -1;
	snprintf(cache, sizeof cache, "PRAGMA cache_size = -%d", BESIDE_CACHE_KIB);
	if (db_sql(*ret, cache, e) == 0 && db_begin_read(*ret, db->now, e) == 0)
		return 0;
	db_close(*ret);
	*ret = NULL;
	return -1;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	run_abandon(db);
	db_finalize_statements(db);
	sqlite3_close(db->raw);
	mem_free(db->rows);
	mem_free(db->path);
	mem_free(db);
}

int db_temp_tables(struct db *db, struct err *e)
{
	int i;

	for (i = 0; embedded_temps[i]; i++)
		if (db_sql(db, embedded_temps[i], e) < 0)
			return -1;
	return 0;
}

int db_begin_read(struct db *db, instant now, struct err *e)
{
	db->now = now;
	db->in_transaction = true;
	return db_sql(db, "BEGIN", e);
}

int db_end_read(struct db *db, struct err *e)
{
	db->in_transaction = false;
	return db_sql(db, "ROLLBACK", e);
}

int db_savepoint(struct db *db, struct err *e)
{
	BUG_ON(!db->in_transaction || db->savepoints != 0);
	db->savepoints = 1;
	return db_sql(db, "SAVEPOINT part", e);
}

int db_release(struct db *db, struct err *e)
{
	BUG_ON(db->savepoints != 1);
	db->savepoints = 0;
	return db_sql(db, "RELEASE part", e);
}

int db_rollback_to(struct db *db, struct err *e)
{
	BUG_ON(db->savepoints != 1);
	db->savepoints = 0;
	return db_sql(db, "ROLLBACK TO part; RELEASE part", e);
}

int db_compact(struct db *db, struct err *e)
{
	BUG_ON(db->in_transaction);
	db_finalize_statements(db);
	if (db_sql(db, "VACUUM", e) < 0)
		return -1;
	if (sqlite3_wal_checkpoint_v2(db->raw, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) !=
	    SQLITE_OK)
		return db_fail(db, "checkpoint", e);
	return 0;
}

instant db_now(const struct db *db)
{
	return db->now;
}

int64_t db_run_id(const struct db *db)
{
	return db->run_id;
}

int64_t db_changes(const struct db *db)
{
	return sqlite3_total_changes64(db->raw);
}

int64_t db_last_id(const struct db *db)
{
	return sqlite3_last_insert_rowid(db->raw);
}

int db_recorded_tables(struct db *db, struct arena *out, char ***ret, size_t *ret_count,
		       struct err *e)
{
	static const char sql[] =
	    "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
	    " WHERE m.type = 'table' AND c.name = 'run_id' ORDER BY m.name";
	VEC_OF(char *) names = {0};
	sqlite3_stmt *st;
	int rc;

	if (sqlite3_prepare_v2(db->raw, sql, -1, &st, NULL) != SQLITE_OK)
		return db_fail(db, sql, e);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		VEC_PUSH(&names, arena_strdup(out, (const char *)sqlite3_column_text(st, 0)));
	sqlite3_finalize(st);
	if (rc != SQLITE_DONE) {
		VEC_FREE(&names);
		return db_fail(db, sql, e);
	}
	*ret_count = names.len;
	*ret = arena_alloc(out, (names.len + 1) * sizeof **ret);
	if (names.len)
		memcpy(*ret, names.items, names.len * sizeof **ret);
	VEC_FREE(&names);
	return 0;
}
