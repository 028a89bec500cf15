/* A ZIP in memory, for tests that need a container with exact content. */
#ifndef NCRE_TESTS_MKZIP_H
#define NCRE_TESTS_MKZIP_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct mkzip {
	struct buf out, directory;
	unsigned count;
};

static inline void mkzip_le(struct buf *b, uint32_t n, int bytes)
{
	while (bytes-- > 0) {
		buf_putc(b, (char)(n & 0xff));
		n >>= 8;
	}
}

static inline uint32_t mkzip_crc(const char *p, size_t len)
{
	uint32_t crc = 0xffffffff;
	int k;

	while (len-- > 0) {
		crc ^= (unsigned char)*p++;
		for (k = 0; k < 8; k++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return ~crc;
}

/* A member as its headers tell of it: data is what stands in the file, size what it unpacks to. */
struct mkzip_member {
	const char *name, *data;
	size_t len, size;
	uint32_t crc;
	bool deflated;
};

/* What the local and the central header have in common. */
static inline void mkzip_common(struct buf *b, const struct mkzip_member *m)
{
	mkzip_le(b, 20, 2);
	mkzip_le(b, 0, 2);
	mkzip_le(b, m->deflated ? 8 : 0, 2);
	mkzip_le(b, 0, 2);
	mkzip_le(b, 0x21, 2);
	mkzip_le(b, m->crc, 4);
	mkzip_le(b, (uint32_t)m->len, 4);
	mkzip_le(b, (uint32_t)m->size, 4);
	mkzip_le(b, (uint32_t)strlen(m->name), 2);
	mkzip_le(b, 0, 2);
}

static inline void mkzip_add_member(struct mkzip *z, const struct mkzip_member *m)
{
	uint32_t at = (uint32_t)z->out.len;

	mkzip_le(&z->out, 0x04034b50, 4);
	mkzip_common(&z->out, m);
	buf_puts(&z->out, m->name);
	buf_add(&z->out, m->data, m->len);
	mkzip_le(&z->directory, 0x02014b50, 4);
	mkzip_le(&z->directory, 20, 2);
	mkzip_common(&z->directory, m);
	mkzip_le(&z->directory, 0, 2);
	mkzip_le(&z->directory, 0, 2);
	mkzip_le(&z->directory, 0, 2);
	mkzip_le(&z->directory, 0, 4);
	mkzip_le(&z->directory, at, 4);
	buf_puts(&z->directory, m->name);
	z->count++;
}

static inline void mkzip_add_crc(struct mkzip *z, const char *name, const char *data, size_t len,
				 uint32_t crc)
{
	const struct mkzip_member m = {name, data, len, len, crc, false};

	mkzip_add_member(z, &m);
}

static inline void mkzip_add(struct mkzip *z, const char *name, const char *text)
{
	mkzip_add_crc(z, name, text, strlen(text), mkzip_crc(text, strlen(text)));
}

/* The ZIP is then in z->out; the caller frees both buffers. */
static inline void mkzip_end(struct mkzip *z)
{
	uint32_t at = (uint32_t)z->out.len;

	buf_add(&z->out, z->directory.data, z->directory.len);
	mkzip_le(&z->out, 0x06054b50, 4);
	mkzip_le(&z->out, 0, 4);
	mkzip_le(&z->out, z->count, 2);
	mkzip_le(&z->out, z->count, 2);
	mkzip_le(&z->out, (uint32_t)z->directory.len, 4);
	mkzip_le(&z->out, at, 4);
	mkzip_le(&z->out, 0, 2);
	buf_free(&z->directory);
}

#endif
