/* The named SQL statements, built into the program by scripts/embed-sql.awk. */
#ifndef NCRE_DB_EMBEDDED_H
#define NCRE_DB_EMBEDDED_H

enum sql_kind { SQL_KIND_EXEC, SQL_KIND_ONE, SQL_KIND_MANY, SQL_KIND_CHECK };

struct embedded_sql {
	const char *name;
	enum sql_kind kind;
	const char *file; /* where the statement stands */
	int line;
	const char *rule;     /* of a check: the rule id, else "" */
	const char *severity; /* of a check: "error" or "warning", else "" */
	const char *title_zh, *title_en;
	const char *scan_ok; /* why it may read a whole table, "" where it must not */
	const char *text;
};
extern const struct embedded_sql embedded_sql[]; /* indexed by enum sql_id; text NULL ends it */

struct embedded_rows {
	const char *name;	 /* NULL ends the table */
	const char *declaration; /* "CREATE TABLE x(...)" */
};
extern const struct embedded_rows embedded_rows[]; /* the `-- @rows` declarations */

#endif
