/*
 * Changesets as the database keeps them: deflated, in pieces, hashed as they grow, so that a run
 * that changes a million rows never has them in memory as a whole.
 */
#include "db/run_state.h"

#include "base/messages.h"

#include <isa-l/igzip_lib.h>
#include <limits.h>
#include <string.h>
#include <zlib.h>

enum { PIECE_BYTES = 1024 * 1024 };

/* Deflate without zlib's frame: SHA-256 proves more than its checksum. */
enum { RAW_WINDOW = -15 };

struct changeset_pack {
	struct isal_zstream z; /* four times as fast as zlib, for pieces a sixth larger */
	unsigned char level_buf[ISAL_DEF_LVL1_DEFAULT];
	struct hash hash;
	unsigned char *piece; /* being filled */
	bool in_segment;
};

struct changeset_reader {
	z_stream z;
	const struct changeset *from;
	int64_t segment;
	size_t next; /* piece */
	int state;
};

/* ---- growing ---- */

void changeset_begin(struct changeset *c)
{
	struct changeset_pack *p;

	if (c->pack)
		return;
	p = mem_zalloc(1, sizeof *p);
	isal_deflate_init(&p->z);
	p->z.level = 1;
	p->z.level_buf = p->level_buf;
	p->z.level_buf_size = sizeof p->level_buf;
	hash_start(&p->hash);
	c->pack = p;
}

static void add_piece(struct changeset *c, unsigned char *data, size_t len)
{
	struct changeset_piece piece = {data, len, c->segments};

	VEC_PUSH(&c->pieces, piece);
}

/* Deflates what next_in holds; at the end also what the deflater still keeps to itself. */
static void deflate_pieces(struct changeset *c, bool at_end)
{
	struct changeset_pack *p = c->pack;
	bool ended;

	p->z.end_of_stream = at_end;
	do {
		if (!p->piece) {
			p->piece = mem_alloc(PIECE_BYTES);
			p->z.next_out = p->piece;
			p->z.avail_out = PIECE_BYTES;
		}
		BUG_ON(isal_deflate(&p->z) != COMP_OK);
		ended = p->z.internal_state.state == ZSTATE_END;
		if (p->z.avail_out == 0 || ended) {
			size_t len = PIECE_BYTES - p->z.avail_out;

			hash_add(&p->hash, p->piece, len);
			add_piece(c, p->piece, len);
			p->piece = NULL;
		}
	} while (at_end ? !ended : p->z.avail_in > 0);
}

void changeset_add(struct changeset *c, const void *data, size_t len)
{
	const unsigned char *at = data;

	c->bytes += (int64_t)len;
	c->pack->in_segment = c->pack->in_segment || len > 0;
	while (len > 0) {
		size_t n = len < UINT_MAX ? len : UINT_MAX;

		/* it does not write to what it reads; its type lacks the const */
		c->pack->z.next_in = (uint8_t *)(uintptr_t)at;
		c->pack->z.avail_in = (uint32_t)n;
		deflate_pieces(c, false);
		at += n;
		len -= n;
	}
}

void changeset_end_segment(struct changeset *c)
{
	if (!c->pack->in_segment)
		return;
	deflate_pieces(c, true);
	isal_deflate_reset(&c->pack->z);
	c->pack->in_segment = false;
	c->segments++;
}

void changeset_end(struct changeset *c)
{
	changeset_end_segment(c);
	hash_end(&c->pack->hash, c->sha256);
	mem_free(c->pack);
	c->pack = NULL;
}

void changeset_free(struct changeset *c)
{
	size_t i;

	if (c->pack) {
		mem_free(c->pack->piece);
		mem_free(c->pack);
		c->pack = NULL;
	}
	for (i = 0; i < c->pieces.len; i++)
		mem_free(c->pieces.items[i].data);
	VEC_FREE(&c->pieces);
}

/* ---- at rest ---- */

int changeset_store(struct db *db, const struct changeset *c, struct err *e)
{
	size_t i;

	for (i = 0; i < c->pieces.len; i++) {
		struct stmt *st = db_stmt(db, SQL_RUN_CHANGESET_INSERT, e);

		if (!st)
			return -1;
		stmt_int(st, ":seq", (int64_t)i);
		stmt_int(st, ":segment", c->pieces.items[i].segment);
		stmt_blob(st, ":data", c->pieces.items[i].data, c->pieces.items[i].len);
		if (stmt_exec(st, e) < 0)
			return -1;
	}
	return 0;
}

int changeset_load(struct db *db, int64_t id, struct changeset *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_RUN_CHANGESET_PIECES, e);
	struct hash h;
	int rc;

	if (!st)
		return -1;
	hash_start(&h);
	stmt_int(st, ":id", id);
	while ((rc = stmt_step(st, e)) == 1) {
		size_t len;
		const void *data = col_blob(st, "data", &len);

		hash_add(&h, data, len);
		ret->segments = col_int(st, "segment");
		add_piece(ret, mem_alloc(len), len);
		if (len)
			memcpy(ret->pieces.items[ret->pieces.len - 1].data, data, len);
	}
	ret->segments = ret->pieces.len ? ret->segments + 1 : 0;
	hash_end(&h, ret->sha256);
	return rc;
}

/* ---- reading again ---- */

int changeset_reader_open(struct changeset_reader **ret, const struct changeset *c, int64_t segment,
			  struct err *e)
{
	struct changeset_reader *r = mem_zalloc(1, sizeof *r);

	r->from = c;
	r->segment = segment;
	while (r->next < c->pieces.len && c->pieces.items[r->next].segment < segment)
		r->next++;
	if (inflateInit2(&r->z, RAW_WINDOW) != Z_OK) {
		mem_free(r);
		return err_set(e, ERR_OUTPUT, "%s", E_NO_MEMORY);
	}
	*ret = r;
	return 0;
}

int changeset_read(void *reader, void *data, int *len)
{
	struct changeset_reader *r = reader;

	r->z.next_out = data;
	r->z.avail_out = (uInt)*len;
	while (r->state == Z_OK && r->z.avail_out > 0) {
		/* after the last piece there may still be bytes inside the inflater; where there
		 * are none, the segment ends before its end, and inflate says so */
		if (r->z.avail_in == 0 && r->next < r->from->pieces.len &&
		    r->from->pieces.items[r->next].segment == r->segment) {
			r->z.next_in = r->from->pieces.items[r->next].data;
			r->z.avail_in = (uInt)r->from->pieces.items[r->next].len;
			r->next++;
		}
		r->state = inflate(&r->z, Z_NO_FLUSH);
	}
	if (r->state != Z_OK && r->state != Z_STREAM_END)
		return SQLITE_CORRUPT;
	*len -= (int)r->z.avail_out;
	return SQLITE_OK;
}

void changeset_reader_close(struct changeset_reader *r)
{
	inflateEnd(&r->z);
	mem_free(r);
}
