/* Inside lib/img: what the files that include jpeglib.h share. */
#ifndef NCRE_IMG_JPEG_ROOM_H
#define NCRE_IMG_JPEG_ROOM_H

#include "img/jpeg.h"

#include <setjmp.h>
#include <stdio.h>

/* stdio and a boolean must be known before this one. */
#include <jpeglib.h>

/* A decompressor that notes troubles (enum jpeg_trouble) and jumps to escape where it must stop. */
struct jpeg_decoder {
	struct jpeg_decompress_struct c;
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf escape;
	unsigned troubles;
	char *text; /* JPEG_DECODER_TEXT bytes */
	int scans_max;
};

/* Begins to read data. text and scans_max are set before; the escape before anything is decoded. */
void jpeg_decoder_open(struct jpeg_decoder *d, const uint8_t *data, size_t len);

/* Compressed bytes into a growing buffer. */
struct jpeg_sink {
	struct jpeg_destination_mgr manager; /* first: libjpeg hands it back */
	struct buf *out;
	JOCTET piece[16384];
};

void jpeg_sink_set(struct jpeg_compress_struct *c, struct jpeg_sink *s, struct buf *out);

#endif
