/*
 * What a file really is, by its first bytes. People rename files; the suffix says nothing.
 */
#ifndef NCRE_IMG_KIND_H
#define NCRE_IMG_KIND_H

#include <stddef.h>
#include <stdint.h>

enum file_kind {
	KIND_EMPTY,
	KIND_UNKNOWN,
	KIND_ZEROS, /* nothing but zero bytes: what an interrupted copy leaves */
	KIND_JPEG,
	KIND_PNG,
	KIND_GIF,
	KIND_WEBP,
	KIND_BMP,
	KIND_TIFF,
	KIND_HEIC,
	KIND_AVIF,
	KIND_JXL,
	KIND_JP2,
	KIND_PSD,
	KIND_ICO,
	KIND_SVG,
	KIND_MP4,
	KIND_PDF,
	KIND_ZIP,
	KIND_RAR,
	KIND_7Z,
	KIND_GZIP,
	KIND_OLE,
	KIND_HTML,
	KIND_XML,
	KIND_TEXT,
};

enum file_kind kind_of(const uint8_t *data, size_t len);

/* "PNG", "HEIC"; a word in the language of messages for what has no name of its own. */
const char *kind_name(enum file_kind kind);

/* "png", "heic", "unknown": the words of machine output. */
const char *kind_word(enum file_kind kind);

#endif
