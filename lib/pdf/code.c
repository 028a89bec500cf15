#include "pdf/code.h"

#include <qrencode.h>
#include <string.h>

bool code_make(struct code *ret, const char *text)
{
	size_t len = strlen(text);

	return len > 0 && (qr_make(ret, text, len) || qr_make_library(ret, text, len));
}

bool qr_make_library(struct code *ret, const char *text, size_t len)
{
	QRcode *qr;

	if (len == 0 || len > 2331) /* what version 40 holds at level M */
		return false;
	qr = QRcode_encodeData((int)len, (const unsigned char *)text, 0, QR_ECLEVEL_M);
	if (!qr)
		return false;
	ret->side = qr->width;
	ret->row_bytes = ((size_t)qr->width + 7) / 8;
	memset(ret->rows, 0, ret->row_bytes * (size_t)qr->width);
	for (int y = 0; y < qr->width; y++)
		for (int x = 0; x < qr->width; x++)
			if (qr->data[y * qr->width + x] & 1)
				ret->rows[(size_t)y * ret->row_bytes + (size_t)x / 8] |=
				    (uint8_t)(0x80 >> x % 8);
	QRcode_free(qr);
	return true;
}
