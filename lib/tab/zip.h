/*
 * ZIP archives as lists of files in memory: photos are handed in as ZIPs. Stored and deflated
 * members, ZIP64; names in UTF-8 or, as older Chinese Windows writes them, in GBK.
 */
#ifndef NCRE_TAB_ZIP_H
#define NCRE_TAB_ZIP_H

#include "base/err.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tab_zip;

/* ERR_INPUT where path is not a ZIP, is damaged, or has more than a million members. */
int tab_zip_open(struct tab_zip **ret, const char *path, struct err *e) MUST_CHECK;
void tab_zip_close(struct tab_zip *z); /* NULL is fine */

size_t tab_zip_count(const struct tab_zip *z);

/* The member's path as UTF-8, in out. NULL for a folder, and for what Macs and Windows add. */
const char *tab_zip_name(struct tab_zip *z, size_t i, struct arena *out);

/* The member's bytes. ERR_INPUT where it is encrypted, damaged (CRC), or larger than max. */
int tab_zip_read(struct tab_zip *z, size_t i, struct arena *out, int64_t max, uint8_t **ret,
		 size_t *ret_len, struct err *e) MUST_CHECK;

#endif
