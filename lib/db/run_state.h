/* The open run, shared by run.c, changeset.c and undo.c. */
#ifndef NCRE_DB_RUN_STATE_H
#define NCRE_DB_RUN_STATE_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "db/internal.h"

struct run_input {
	char *path, *sha256;
	char path_sha256[HASH_TEXT];
	int64_t bytes;
};

struct changeset_piece {
	unsigned char *data;
	size_t len;
	int64_t segment;
};

struct run_bulk {
	const char *table;
	int64_t after_id, last_id; /* the rows after the one, up to the other */
	bool unproven;		   /* SQLite has not looked their parents up */
};

/*
 * A changeset as it is kept: deflated, in pieces. Zero-initialise to use. It is a row of segments,
 * each deflated by itself: what the session recorded up to a change in bulk, that change, what came
 * after it. Within a segment a row changes once; over several it may change again.
 */
struct changeset {
	struct changeset_pack *pack; /* while it grows */
	VEC_OF(struct changeset_piece) pieces;
	int64_t segments;	/* that have ended */
	int64_t bytes;		/* before deflating */
	char sha256[HASH_TEXT]; /* of the pieces, once it has ended or was loaded */
};

struct run_state {
	struct run_info info;
	struct arena arena;
	VEC_OF(struct run_input) inputs;
	char prev_hash[HASH_TEXT];
	struct bulk_recorder *recorder; /* db/bulk.c; NULL before the first change in bulk */
	struct changeset changeset;	/* whole once sealed */
	struct run_counts counts;
	bool sealed;
	bool spoiled; /* the record has what was rolled back: only good for run_abandon */
	struct digest_state *digest;
	bool unrecorded; /* something was changed past the recorder: the digests are made anew */
};

void changeset_begin(struct changeset *c); /* nothing to do where it has begun */
void changeset_add(struct changeset *c, const void *data, size_t len);
void changeset_end_segment(struct changeset *c);
void changeset_end(struct changeset *c);
void changeset_free(struct changeset *c); /* whatever state it is in */

/* To and from the table run_changeset. */
int changeset_store(struct db *db, const struct changeset *c, struct err *e) MUST_CHECK;
int changeset_load(struct db *db, int64_t id, struct changeset *ret, struct err *e) MUST_CHECK;

/* The bytes of a segment in order; changeset_read is the xInput of SQLite's functions. */
struct changeset_reader;
int changeset_reader_open(struct changeset_reader **ret, const struct changeset *c, int64_t segment,
			  struct err *e) MUST_CHECK;
int changeset_read(void *reader, void *data, int *len);
void changeset_reader_close(struct changeset_reader *r);

enum { DB_COLUMNS = 64 }; /* at most, of a table */

/* ---- changesets byte by byte (changeset_bytes.c) ---- */

struct changeset_value {
	int type; /* of SQLite; 0: an update left the column as it was */
	const unsigned char *data, *all;
	size_t size, all_size; /* all: with the type, as it stands in the changeset */
};

struct changeset_record {
	const unsigned char *data;
	size_t size;
};

/* Inserts have their new row in first, deletes their old one; updates what they changed in both. */
struct changeset_row {
	const char *table;
	uint64_t columns;
	const unsigned char *is_key; /* one byte a column */
	int op;			     /* 'T': no change, the head of a table */
	struct changeset_record first, second;
	const unsigned char *all; /* as it stands in the changeset */
	size_t all_size;
};

/* Reads the value at *at and moves past it. False past the end. */
bool changeset_value(const unsigned char *data, size_t len, size_t *at,
		     struct changeset_value *ret);

/* Binds the value, whose bytes must stay until the statement is done with them. */
int changeset_bind(sqlite3_stmt *st, int i, const struct changeset_value *v);

/* Reads the change or the head of a table at *at and moves past it. False at the end, or where the
 * rest of it is missing. row is zero at first, and has the table of the head before. */
bool changeset_next(const unsigned char *data, size_t len, size_t *at, struct changeset_row *row);

/* Calls fn for each row. *ret_damaged: the bytes are no changeset. */
int changeset_each(const unsigned char *data, size_t len,
		   int (*fn)(void *ctx, const struct changeset_row *row, struct err *e), void *ctx,
		   bool *ret_damaged, struct err *e) MUST_CHECK;

/* Appends a value; the first columns of the row st stands on as a record; the head of a table, key
 * with a byte a column. */
void changeset_put_value(struct buf *out, sqlite3_value *v);
void changeset_put_int(struct buf *out, int64_t value);
void changeset_put_text(struct buf *out, const char *value); /* NULL: NULL */
void changeset_put_row(struct buf *out, sqlite3_stmt *st, int columns);
void changeset_put_table(struct buf *out, const char *table, const unsigned char *key, int columns);

/* The changes of a segment one after the other, of which only a piece is in memory. */
struct changeset_stream;
int changeset_stream_open(struct changeset_stream **ret, const struct changeset *c, int64_t segment,
			  struct err *e) MUST_CHECK;
/* 1 and the next change, whose bytes last until the one after it; 0 the end; -1 it is damaged. */
int changeset_stream_next(struct changeset_stream *s, struct changeset_row *ret) MUST_CHECK;
/* The head of the table of the last change, as it stands in the changeset. */
const struct buf *changeset_stream_head(const struct changeset_stream *s);
void changeset_stream_close(struct changeset_stream *s); /* NULL is fine */

/* ---- the digest of the data (digest.c) ---- */

/* Begins to watch the tables that the changeset does not have. */
int digest_begin(struct db *db, struct run_state *run, struct err *e) MUST_CHECK;

/* Takes in what the session recorded, and counts it: -1 where the bytes are no changeset. */
int digest_changes(struct db *db, struct run_state *run, const void *data, size_t len,
		   struct err *e) MUST_CHECK;

/* Takes in one row that comes or goes; of a table that has no digest: nothing. */
void digest_row(struct run_state *run, const char *table, const void *record, size_t size,
		bool comes);

/* Stops watching, because digest_row will be told everything; and watches again. */
int digest_pause(struct db *db, struct run_state *run, struct err *e) MUST_CHECK;
int digest_resume(struct db *db, struct run_state *run, struct err *e) MUST_CHECK;

/* Brings the digests up to what the sealed run left; the hash of all of them in out. */
int digest_end(struct db *db, struct run_state *run, char out[HASH_TEXT], struct err *e) MUST_CHECK;
void digest_free(struct run_state *run);

/* What the session recorded goes to the changeset as a segment, and the session ends; or begins. */
int run_take_session(struct db *db, struct err *e) MUST_CHECK;
int run_start_session(struct db *db, struct err *e) MUST_CHECK;

/* The session ends as a segment of its own, and nothing is recorded or counted; and all begins
 * again. */
int run_pause_session(struct db *db, struct err *e) MUST_CHECK;
int run_resume_session(struct db *db, struct err *e) MUST_CHECK;

/* Makes the recorder of changes in bulk, where the run has none. */
int run_bulk_open(struct db *db, struct err *e) MUST_CHECK;

/* Ends a segment of the record, because rows that have changed may change again. */
void run_bulk_end_segment(struct db *db);

/* Between run_bulk_begin and run_bulk_end, off: SQLite's changes are not seen, but told. */
void run_bulk_watch(struct db *db, bool on);

/* Tells of a change of one row, which the caller appends to the buffer at once, as a record of all
 * columns; of an update as it was and then as it is. */
struct buf *run_bulk_tell(struct db *db, const char *table, int op);

/* What the recorder knows of a table; and it, once its changes until run_bulk_end are to be told.
 */
struct bulk_table *run_bulk_table(struct db *db, const char *table);
struct bulk_table *run_bulk_told(struct db *db, const char *table);

/* ---- undo (undo.c, undo_inserts.c) ---- */

/*
 * Whether a change is the insert of a row that has one whole number as its key, which most tables
 * have: *ret_id. Those are taken back by undo_inserts, every other change by SQLite's own apply.
 */
bool undo_is_insert(const struct changeset_row *row, int64_t *ret_id);

/*
 * Removes the rows that a segment inserted, where they still are as they were: the others go to
 * on_conflict with "changed", and the run that did it, or "gone", 0. *ret_rest: whether the segment
 * has other changes. id is the run, for messages.
 */
int undo_inserts(struct db *db, const struct changeset *c, int64_t segment, int64_t id,
		 void (*on_conflict)(void *ctx, const char *table, int64_t row_id, const char *why,
				     int64_t run_id),
		 void *ctx, bool *ret_rest, struct err *e) MUST_CHECK;

/* The last id of a table with an INTEGER PRIMARY KEY `id`; 0 where it is empty. */
int run_last_id(struct db *db, const char *table, int64_t *ret, struct err *e) MUST_CHECK;

/*
 * Records the rows of a bulk insert, as they are now, as inserts, and counts them; the rows of a
 * table that is not recorded go into its digest only. ERR_RULE: they are unproven, and one names a
 * parent that is not there.
 */
int run_record_inserted(struct db *db, const struct run_bulk *bulk, struct err *e) MUST_CHECK;

/* Releases what changes in bulk needed, and ends one that was cut short. */
void run_bulk_free(struct db *db);

#endif
