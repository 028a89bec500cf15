/* Copies of the database as single files, made while others keep working. */
#ifndef NCRE_DB_BACKUP_H
#define NCRE_DB_BACKUP_H

#include "db/db.h"

/*
 * Copies the open database, as its transaction sees it, over the file path (which may exist and
 * is then overwritten: give it a temporary file). The copy needs no companions and is synced.
 */
int db_backup(struct db *db, const char *path, struct err *e) MUST_CHECK;

/* Puts a copied file into the journal mode of an office. */
int db_prepare_copy(const char *path, struct err *e) MUST_CHECK;

#endif
