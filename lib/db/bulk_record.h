/*
 * From rows that change to the changeset and the digests: whole rows are copied down as they
 * change, and another processor, where there is one, makes the rest of them, in order.
 */
#ifndef NCRE_DB_BULK_RECORD_H
#define NCRE_DB_BULK_RECORD_H

#include "db/run_state.h"

/* A table: its columns, which of them are its key, and whether its changes are recorded. */
struct bulk_table {
	const char *name;
	int columns;
	const char *names[DB_COLUMNS]; /* of the columns */
	unsigned char key[DB_COLUMNS];
	bool recorded; /* or only in the digest */
	bool told;     /* its changes are written down without the hook */
	bool appends;  /* of these: only rows past after_id, which are not recorded yet */
	int64_t after_id;
};

struct bulk_record;

struct bulk_record *bulk_record_open(struct run_state *run);

/*
 * A row of t changes: the caller appends it to the buffer at once, as a record of all columns; of
 * an update as it was and then as it is. indirect: a trigger did it. t must outlive the record.
 */
struct buf *bulk_record_add(struct bulk_record *r, const struct bulk_table *t, int op,
			    bool indirect);

/* Returns when all of it is in the changeset, the digests and the counts of the run. */
void bulk_record_drain(struct bulk_record *r);

void bulk_record_close(struct bulk_record *r); /* NULL is fine */

#endif
