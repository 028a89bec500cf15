/* QR codes as bitmaps. Inside lib/pdf only. */
#ifndef NCRE_PDF_CODE_H
#define NCRE_PDF_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CODE_MAX_SIDE = 177, CODE_MAX_BYTES = CODE_MAX_SIDE * ((CODE_MAX_SIDE + 7) / 8) };

struct code {
	int side;		      /* modules */
	size_t row_bytes;	      /* rows padded to whole bytes, first module in the high bit */
	uint8_t rows[CODE_MAX_BYTES]; /* a set bit is dark */
};

/* Error correction M, byte mode. False where the text is empty or too long for any code. */
bool code_make(struct code *ret, const char *text);

/* The same for what fits version 11 (251 bytes): our own, fast (qr.c). Else false. */
bool qr_make(struct code *ret, const char *text, size_t len);

/* The same by libqrencode: any length it holds; what ours is tested against. */
bool qr_make_library(struct code *ret, const char *text, size_t len);

#endif
