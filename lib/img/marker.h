/*
 * The structure of a JPEG file, read without decoding: segments, tables, scans, what follows the
 * picture, and what EXIF says about turning it. Linear in the file's bytes and bounded by them,
 * so that a hostile file costs nothing before it is refused.
 */
#ifndef NCRE_IMG_MARKER_H
#define NCRE_IMG_MARKER_H

#include "img/kind.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is wrong with a JPEG file; a set of bits. */
enum jpeg_trouble {
	JPEG_CUT = 1 << 0,	   /* no end marker, or a segment runs past the end */
	JPEG_NO_DQT = 1 << 1,	   /* a quantisation table in use is not in the file */
	JPEG_NO_DHT = 1 << 2,	   /* a Huffman table in use is not in the file */
	JPEG_NO_FRAME = 1 << 3,	   /* no frame or no scan: there is no picture */
	JPEG_MANY_IMAGES = 1 << 4, /* MPO, or another JPEG behind the first */
	JPEG_COLOUR = 1 << 5,	   /* CMYK or another number of components than 1 or 3 */
	JPEG_CODING = 1 << 6, /* arithmetic, lossless or 12-bit: other programs cannot show it */
	JPEG_PIXEL_BOMB = 1 << 7, /* more pixels than jpeg_limits allow */
	JPEG_SCAN_BOMB = 1 << 8,  /* more scans than jpeg_limits allow */
	JPEG_DAMAGED = 1 << 9,	  /* the decoder lost data: jpeg_report.decoder_text */
	JPEG_TRAILING = 1 << 10,  /* bytes behind the picture: a person should look */
	JPEG_ODD = 1 << 11,	  /* the decoder wondered but lost nothing: a person should look */
};

enum {
	/* Bits that make a file unusable as a photo; the rest asks for a person's eye. */
	JPEG_FATAL = ~(JPEG_TRAILING | JPEG_ODD),
	JPEG_SOFTWARE_TEXT = 48,
};

struct jpeg_limits {
	int64_t pixels_max;	  /* of a file with one scan */
	int64_t pixels_max_scans; /* of a file with several: the decoder keeps them all in memory */
	int scans_max;
};

/* Generous for anything that was ever a portrait; a decoder survives them in under a second. */
extern const struct jpeg_limits jpeg_limits_default;

/* What the markers say. Plain data: can be sent between processes. */
struct jpeg_markers {
	unsigned troubles; /* enum jpeg_trouble */
	int width_px, height_px, components;
	int scans;
	bool is_progressive;
	int orientation; /* EXIF 1..8; 1 where the file does not say */
	int64_t trailing_bytes;
	enum file_kind trailing_kind;
	size_t scan_offset, scan_len;	   /* from the first scan to the end marker */
	char software[JPEG_SOFTWARE_TEXT]; /* EXIF Software, printable ASCII; "" */
	bool says_ai; /* carries the label Chinese law asks of generated pictures */
};

/* Reads the structure of data, which starts with a JPEG start marker (kind_of). */
void jpeg_read_markers(const uint8_t *data, size_t len, const struct jpeg_limits *limits,
		       struct jpeg_markers *ret);

#endif
