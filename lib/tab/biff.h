/* Inside lib/tab: records and strings of BIFF5 and BIFF8, the content of .xls files. */
#ifndef NCRE_TAB_BIFF_H
#define NCRE_TAB_BIFF_H

#include "tab/src.h"
#include "tab/sst.h"

enum {
	BIFF_FORMULA = 0x06,
	BIFF_EOF = 0x0a,
	BIFF_DATEMODE = 0x22,
	BIFF_FILEPASS = 0x2f,
	BIFF_CONTINUE = 0x3c,
	BIFF_CODEPAGE = 0x42,
	BIFF_BOUNDSHEET = 0x85,
	BIFF_MULRK = 0xbd,
	BIFF_RSTRING = 0xd6,
	BIFF_XF = 0xe0,
	BIFF_SST = 0xfc,
	BIFF_LABELSST = 0xfd,
	BIFF_NUMBER = 0x203,
	BIFF_LABEL = 0x204,
	BIFF_BOOLERR = 0x205,
	BIFF_STRING = 0x207,
	BIFF_ARRAY = 0x221,
	BIFF_TABLE = 0x236,
	BIFF_RK = 0x27e,
	BIFF_FORMULA_OLD = 0x406,
	BIFF_FORMAT = 0x41e,
	BIFF_SHRFMLA = 0x4bc,
	BIFF_BOF = 0x809,
};

struct biff {
	const unsigned char *data;
	size_t len;
	bool is8; /* BIFF8: text is UTF-16; else bytes in codepage */
	unsigned codepage;
	const char *file; /* for messages */
};

struct biff_record {
	unsigned id;
	size_t at;  /* of its header */
	size_t end; /* of its body: where the next record begins */
	const unsigned char *body;
	size_t len;
};

/* The record at offset: 1, 0 where the stream ends there, -1 (err set) where it is cut off. */
int biff_record(const struct biff *b, size_t offset, struct biff_record *ret,
		struct err *e) MUST_CHECK;

/* Reads on through CONTINUE records. */
struct biff_cursor {
	const struct biff *b;
	const unsigned char *p, *end; /* of the current record's body */
	size_t next;		      /* offset of the record after it */
};

void biff_cursor_start(struct biff_cursor *c, const struct biff *b, const struct biff_record *r,
		       size_t skip);
bool biff_skip(struct biff_cursor *c, size_t n) MUST_CHECK;
bool biff_u8(struct biff_cursor *c, unsigned *ret) MUST_CHECK;
bool biff_u16(struct biff_cursor *c, unsigned *ret) MUST_CHECK;
bool biff_u32(struct biff_cursor *c, uint32_t *ret) MUST_CHECK;

/*
 * Appends n characters as UTF-8 to to->text. BIFF8: flags, then characters, then what belongs to
 * rich text and phonetics (skipped); a CONTINUE record within the characters begins with new
 * flags. BIFF5: bytes in the codepage. False where the data ends or does not fit.
 */
bool biff_text(struct biff_cursor *c, size_t n, struct sst *to) MUST_CHECK;

/* The strings of an SST record. */
int biff_read_sst(const struct biff *b, const struct biff_record *r, struct sst *to,
		  struct err *e) MUST_CHECK;

#endif
