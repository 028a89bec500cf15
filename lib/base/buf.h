/*
 * A growing byte string, always NUL-terminated, for building texts of unknown length.
 * Zero-initialise to use; release with buf_free.
 */
#ifndef NCRE_BASE_BUF_H
#define NCRE_BASE_BUF_H

#include "base/attr.h"

#include <stddef.h>

struct buf {
	char *data; /* NULL until something is added: use buf_str to read */
	size_t len, cap;
};

void buf_add(struct buf *b, const void *data, size_t len);
void buf_puts(struct buf *b, const char *s);
char *buf_grow(struct buf *b, size_t len); /* len more bytes, which the caller fills at once */
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_json(struct buf *b, const char *s); /* a JSON string with quotes; s is valid UTF-8 */
const char *buf_str(const struct buf *b);    /* "" when empty; valid until the next change */
void buf_reset(struct buf *b);		     /* empty, memory kept */
void buf_free(struct buf *b);

#endif
