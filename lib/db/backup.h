/* Copies of the database as single files, made while others keep working. */
#ifndef NCRE_DB_BACKUP_H
#define NCRE_DB_BACKUP_H

#include "db/db.h"

/*
 * Copies the open database, as its transaction sees it, over the file path (which may exist and
 * is then overwritten: give it a temporary file). The copy needs no companions and is synced.
 */
int db_backup(struct db *db, const char *path, struct err *e) MUST_CHECK;

/* Removes what SQLite keeps beside the database at path; nobody has it open. */
int db_remove_log(const char *path, struct err *e) MUST_CHECK;

/* Puts a copied file into the journal mode of an office. */
int db_prepare_copy(const char *path, struct err *e) MUST_CHECK;

/*
 * Puts what stands in the log of the database at path into the database itself. The caller holds
 * the writer's lock. ERR_BUSY where a reader does not let go of the old state, ERR_DB where the
 * file is damaged.
 */
int db_empty_log(const char *path, struct err *e) MUST_CHECK;

#endif
