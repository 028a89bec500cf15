/* Official code tables, loaded once: a value may be given as its code, its name, or another
 * name people write for it. */
#ifndef NCRE_EXAM_CODE_H
#define NCRE_EXAM_CODE_H

#include "base/mem.h"
#include "base/strmap.h"
#include "db/db.h"

struct code_table {
	const char *kind;
	struct strmap map; /* code or name -> index */
	VEC_OF(const char *) codes;
};

/* Loads the table kind. Texts in perm; release with code_free. */
int code_load(struct db *db, struct arena *perm, const char *kind, struct code_table *ret,
	      struct err *e) MUST_CHECK;

/* The code for a value that is a code (with or without leading zeros) or a name; NULL: none. */
const char *code_find(const struct code_table *t, const char *value);
void code_free(struct code_table *t);

/* 'M' or 'F' from 男 女 M F 1 2 (GB/T 2261.1); NULL for anything else. */
const char *sex_find(const char *value);

#endif
