/* Inside lib/base: the block function of SHA-256 by the processor's own instructions. */
#ifndef NCRE_BASE_SHA256_H
#define NCRE_BASE_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SHA256_BLOCK = 64 };

/* Whether this processor has them. */
bool sha256_is_native(void);

/* Takes whole blocks into the eight words of the state. Only where it is native. */
void sha256_blocks(uint32_t state[8], const uint8_t *data, size_t count);

#endif
