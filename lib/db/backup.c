#include "db/backup.h"

#include "base/buf.h"
#include "base/messages.h"
#include "db/internal.h"

#include <errno.h>
#include <unistd.h>

static int copy_all(struct db *db, sqlite3 *to, struct err *e)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", db->raw, "main");
	int rc;

	if (!b)
		return err_set(e, ERR_OUTPUT, E_DB_WRITE, db->path, sqlite3_errmsg(to));
	sqlite3_backup_step(b, -1); /* all pages at once: one view, no matter who writes */
	rc = sqlite3_backup_finish(b);
	if (rc != SQLITE_OK)
		return err_set(e, ERR_OUTPUT, E_DB_WRITE, db->path, sqlite3_errstr(rc));
	return 0;
}

int db_remove_log(const char *path, struct err *e)
{
	static const char *const tails[] = {"-wal", "-shm"};
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < ARRAY_LEN(tails); i++) {
		struct buf name = {0};

		buf_printf(&name, "%s%s", path, tails[i]);
		if (unlink(buf_str(&name)) != 0 && errno != ENOENT)
			rc =
			    err_set(e, ERR_OUTPUT, E_FILE_WRITE, buf_str(&name), err_system(errno));
		buf_free(&name);
	}
	return rc;
}

int db_backup(struct db *db, const char *path, struct err *e)
{
	sqlite3 *to = NULL;
	int rc;

	if (sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) !=
	    SQLITE_OK) {
		err_set(e, ERR_OUTPUT, E_DB_OPEN, path, sqlite3_errmsg(to));
		sqlite3_close(to);
		return -1;
	}
	rc = copy_all(db, to, e);
	/* a write-ahead log would be a second file that a person forgets to copy along */
	if (rc == 0 &&
	    sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) != SQLITE_OK)
		rc = err_set(e, ERR_OUTPUT, E_DB_WRITE, path, sqlite3_errmsg(to));
	if (sqlite3_close(to) != SQLITE_OK && rc == 0)
		rc = err_set(e, ERR_OUTPUT, E_DB_WRITE, path, "close");
	/* SQLite does not look whether it could */
	return rc == 0 ? db_remove_log(path, e) : rc;
}

int db_prepare_copy(const char *path, struct err *e)
{
	sqlite3 *raw = NULL;
	int rc = 0;

	if (sqlite3_open_v2(path, &raw, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
	    sqlite3_exec(raw, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) != SQLITE_OK)
		rc = err_set(e, ERR_OUTPUT, E_DB_OPEN, path, sqlite3_errmsg(raw));
	sqlite3_close(raw);
	return rc;
}

int db_empty_log(const char *path, struct err *e)
{
	struct db *db;
	int rc = 0;

	if (db_open_any_version(&db, path, e) < 0)
		return -1;
	if (sqlite3_wal_checkpoint_v2(db->raw, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) !=
	    SQLITE_OK)
		rc = db_fail(db, "checkpoint", e);
	db_close(db);
	return rc;
}
