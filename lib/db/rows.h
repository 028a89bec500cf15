/*
 * Rows of the program as a table of SQL: parsed input is joined and inserted set-wise, without a
 * copy in the database. The tables are declared in .sql files (`-- @rows NAME (COLUMNS)`), exist
 * in every connection, and are empty until they are given rows.
 */
#ifndef NCRE_DB_ROWS_H
#define NCRE_DB_ROWS_H

#include "base/mem.h"
#include "db/db.h"

/*
 * One cell: text (NULL for NULL) or, where *ret_is_int is set, *ret_int. row and column from 0.
 * Texts must stay valid while the rows are declared.
 */
typedef const char *rows_cell_fn(const void *ctx, size_t row, int column, bool *ret_is_int,
				 int64_t *ret_int);

/* Gives the table name its rows; NULL cell empties it. */
void db_rows_set(struct db *db, const char *name, size_t count, rows_cell_fn *cell,
		 const void *ctx);

/* The columns that the table name is declared with, in out; NULL ends them. */
const char *const *db_rows_columns(struct db *db, const char *name, struct arena *out);

#endif
