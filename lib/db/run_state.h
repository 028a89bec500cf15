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

struct run_bulk {
	const char *table;
	int64_t first_id, last_id;
};

struct run_state {
	struct run_info info;
	struct arena arena;
	VEC_OF(struct run_input) inputs;
	char prev_hash[HASH_TEXT];
	VEC_OF(struct run_bulk) bulks;
	struct buf changeset; /* once sealed */
	char changeset_sha256[HASH_TEXT];
	struct run_counts counts;
	bool sealed;
};

/* Appends the rows of a bulk insert, as they are now, to out as a changeset's inserts. */
int changeset_add_bulk(struct db *db, const struct run_bulk *bulk, struct buf *out,
		       struct err *e) MUST_CHECK;

/* Writes the sealed changeset to run_changeset, deflated, in pieces. */
int changeset_store(struct db *db, const struct run_state *run, struct err *e) MUST_CHECK;

/* Reads and inflates the changeset of run id; *ret is released with mem_free. */
int changeset_load(struct db *db, int64_t id, int64_t bytes, void **ret, struct err *e) MUST_CHECK;

/*
 * Counts the rows a changeset inserts, updates and deletes, straight from its bytes: SQLite's
 * iterator makes every value, which costs more than the rest of a big import's record. -1 where
 * the bytes are no changeset. Format: sqlite.org, "session extension", changeset.
 */
int changeset_count(const unsigned char *data, size_t len, struct run_counts *ret) MUST_CHECK;

#endif
