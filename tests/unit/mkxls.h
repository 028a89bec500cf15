/*
 * A workbook of Excel 5 to 2003 in memory, record by record, for tests that need one with exact
 * content: records into a stream, the stream into a compound file.
 */
#ifndef NCRE_TESTS_MKXLS_H
#define NCRE_TESTS_MKXLS_H

#include "unit/mkzip.h"

enum { MKXLS_SECTOR = 512, MKXLS_NAME_UNITS = 32 };
#define MKXLS_END    0xfffffffeu
#define MKXLS_FREE   0xffffffffu
#define MKXLS_IS_FAT 0xfffffffdu

/* ---- records ---- */

static inline void mkxls_record(struct buf *b, unsigned id, const void *body, size_t len)
{
	mkzip_le(b, id, 2);
	mkzip_le(b, (uint32_t)len, 2);
	buf_add(b, body, len);
}

static inline void mkxls_bof(struct buf *b, unsigned version, unsigned type)
{
	struct buf r = {0};

	mkzip_le(&r, version, 2);
	mkzip_le(&r, type, 2);
	mkzip_le(&r, 0, 4);
	mkxls_record(b, 0x809, r.data, r.len);
	buf_free(&r);
}

static inline void mkxls_cell_head(struct buf *r, unsigned row, unsigned column, unsigned xf)
{
	mkzip_le(r, row, 2);
	mkzip_le(r, column, 2);
	mkzip_le(r, xf, 2);
}

static inline void mkxls_cell(struct buf *b, unsigned id, unsigned row, unsigned column,
			      unsigned xf, const void *rest, size_t len)
{
	struct buf r = {0};

	mkxls_cell_head(&r, row, column, xf);
	buf_add(&r, rest, len);
	mkxls_record(b, id, r.data, r.len);
	buf_free(&r);
}

/* A number format for XF i: general, then day. */
static inline void mkxls_formats(struct buf *b)
{
	static const unsigned char general[20], day[20] = {0, 0, 14, 0};

	mkxls_record(b, 0xe0, general, sizeof general);
	mkxls_record(b, 0xe0, day, sizeof day);
}

/* BOUNDSHEET with a position to be filled in; returns where. */
static inline size_t mkxls_boundsheet(struct buf *b, unsigned state, const char *name8,
				      size_t name_len)
{
	struct buf r = {0};
	size_t at = b->len + 4;

	mkzip_le(&r, 0, 4);
	mkzip_le(&r, state, 1);
	mkzip_le(&r, 0, 1);
	buf_add(&r, name8, name_len);
	mkxls_record(b, 0x85, r.data, r.len);
	buf_free(&r);
	return at;
}

static inline void mkxls_patch(struct buf *b, size_t at, uint32_t n)
{
	int i;

	for (i = 0; i < 4; i++)
		b->data[at + (size_t)i] = (char)(n >> 8 * i);
}

/* ---- the container ---- */

static inline void mkxls_entry(struct buf *b, const char *name, unsigned type, uint32_t child,
			       uint32_t start, uint32_t size)
{
	size_t i, n = strlen(name);

	for (i = 0; i < MKXLS_NAME_UNITS; i++)
		mkzip_le(b, i < n ? (unsigned char)name[i] : 0, 2);
	mkzip_le(b, n ? (uint32_t)(n + 1) * 2 : 0, 2);
	mkzip_le(b, type, 1);
	mkzip_le(b, 1, 1);
	mkzip_le(b, MKXLS_FREE, 4);
	mkzip_le(b, MKXLS_FREE, 4);
	mkzip_le(b, child, 4);
	for (i = 0; i < 36; i++)
		buf_putc(b, 0);
	mkzip_le(b, start, 4);
	mkzip_le(b, size, 4);
	mkzip_le(b, 0, 4);
}

/* FAT in sector 0, directory in 1, the stream from 2 on; padded, so that no mini stream is needed.
 */
static inline void mkxls_compound(struct buf *out, const char *name, struct buf *stream)
{
	uint32_t sectors, i;

	while (stream->len < 4096 || stream->len % MKXLS_SECTOR)
		buf_putc(stream, 0);
	sectors = (uint32_t)(stream->len / MKXLS_SECTOR);
	buf_add(out, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
	for (i = 0; i < 16; i++)
		buf_putc(out, 0);
	mkzip_le(out, 0x3e, 2);
	mkzip_le(out, 3, 2);
	mkzip_le(out, 0xfffe, 2);
	mkzip_le(out, 9, 2);
	mkzip_le(out, 6, 2);
	for (i = 0; i < 10; i++)
		buf_putc(out, 0);
	mkzip_le(out, 1, 4); /* FAT sectors */
	mkzip_le(out, 1, 4); /* directory */
	mkzip_le(out, 0, 4);
	mkzip_le(out, 4096, 4);
	mkzip_le(out, MKXLS_END, 4);
	mkzip_le(out, 0, 4);
	mkzip_le(out, MKXLS_END, 4);
	mkzip_le(out, 0, 4);
	mkzip_le(out, 0, 4); /* DIFAT: the FAT is sector 0 */
	for (i = 1; i < 109; i++)
		mkzip_le(out, MKXLS_FREE, 4);
	for (i = 0; i < MKXLS_SECTOR / 4; i++) {
		uint32_t next = i + 1 < sectors + 2 ? i + 1 : MKXLS_END;

		mkzip_le(out,
			 i == 0		   ? MKXLS_IS_FAT
			 : i == 1	   ? MKXLS_END
			 : i < sectors + 2 ? next
					   : MKXLS_FREE,
			 4);
	}
	mkxls_entry(out, "Root Entry", 5, 1, MKXLS_END, 0);
	mkxls_entry(out, name, 2, MKXLS_FREE, 2, (uint32_t)stream->len);
	mkxls_entry(out, "", 0, MKXLS_FREE, 0, 0);
	mkxls_entry(out, "", 0, MKXLS_FREE, 0, 0);
	buf_add(out, stream->data, stream->len);
	buf_free(stream);
}

#endif
