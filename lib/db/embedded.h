/* The named SQL statements, built into the program by scripts/embed-sql.awk. */
#ifndef NCRE_DB_EMBEDDED_H
#define NCRE_DB_EMBEDDED_H

enum sql_kind {
	SQL_KIND_EXEC,
	SQL_KIND_ONE,
	SQL_KIND_MANY,
	SQL_KIND_CHECK, /* an audit query of `ncre check` */
	SQL_KIND_FIND,	/* the next four: of a kind of table that comes in (job/plain.h) */
	SQL_KIND_KNOWN,
	SQL_KIND_RULE,
	SQL_KIND_PUT,
};

struct embedded_sql {
	const char *name;
	enum sql_kind kind;
	const char *file; /* where the statement stands */
	int line;
	const char *table;    /* find, known, rule, put: the kind of table, else "" */
	const char *field;    /* of a find or rule: the column that is at fault, else "" */
	const char *count;    /* of a put: what its rows are counted as, else "" */
	const char *rule;     /* of a check, find or rule: the rule id, else "" */
	const char *severity; /* of these: "error" or "warning", else "" */
	const char *title_zh, *title_en; /* of a check; of a find or rule: its text */
	const char *scan_ok;		 /* why it may read a whole table, "" where it must not */
	const char *text;
};
extern const struct embedded_sql embedded_sql[]; /* indexed by enum sql_id; text NULL ends it */

struct embedded_rows {
	const char *name;	 /* NULL ends the table */
	const char *declaration; /* "CREATE TABLE x(...)" */
};
extern const struct embedded_rows embedded_rows[]; /* the `-- @rows` declarations */

/* The `-- @temp` declarations as statements that make the tables; NULL ends them. */
extern const char *const embedded_temps[];

#endif
