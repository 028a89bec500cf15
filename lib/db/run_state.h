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
};

struct run_bulk {
	const char *table;
	int64_t after_id, last_id; /* the rows after the one, up to the other */
};

/* A changeset as it is kept: deflated, in pieces. Zero-initialise to use. */
struct changeset {
	struct changeset_pack *pack; /* while it grows */
	VEC_OF(struct changeset_piece) pieces;
	int64_t bytes;		/* before deflating */
	char sha256[HASH_TEXT]; /* of the pieces, once it has ended or was loaded */
};

struct run_state {
	struct run_info info;
	struct arena arena;
	VEC_OF(struct run_input) inputs;
	char prev_hash[HASH_TEXT];
	VEC_OF(struct run_bulk) bulks;
	struct changeset changeset; /* once sealed */
	struct run_counts counts;
	bool sealed;
};

int changeset_begin(struct changeset *c, struct err *e) MUST_CHECK;
void changeset_add(struct changeset *c, const void *data, size_t len);
void changeset_end(struct changeset *c);
void changeset_free(struct changeset *c); /* whatever state it is in */

/* Appends the rows of a bulk insert, as they are now, as inserts, and counts them. */
int changeset_add_bulk(struct db *db, const struct run_bulk *bulk, struct changeset *c,
		       struct run_counts *counts, struct err *e) MUST_CHECK;

/* To and from the table run_changeset. */
int changeset_store(struct db *db, const struct changeset *c, struct err *e) MUST_CHECK;
int changeset_load(struct db *db, int64_t id, struct changeset *ret, struct err *e) MUST_CHECK;

/* The bytes of a changeset in order; changeset_read is the xInput of SQLite's functions. */
struct changeset_reader;
int changeset_reader_open(struct changeset_reader **ret, const struct changeset *c,
			  struct err *e) MUST_CHECK;
int changeset_read(void *reader, void *data, int *len);
void changeset_reader_close(struct changeset_reader *r);

/*
 * Counts the rows a changeset inserts, updates and deletes, straight from its bytes: SQLite's
 * iterator makes every value, which costs more than the rest of a big import's record. -1 where
 * the bytes are no changeset. Format: sqlite.org, "session extension", changeset.
 */
int changeset_count(const unsigned char *data, size_t len, struct run_counts *ret) MUST_CHECK;

#endif
