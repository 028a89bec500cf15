/*
 * Inside lib/tab: OLE compound files, the container of .xls. Every chain is followed with a step
 * counter, so that a circle is an error and not a hang.
 */
#ifndef NCRE_TAB_CFB_H
#define NCRE_TAB_CFB_H

#include "tab/src.h"

/*
 * The workbook's stream ("Workbook" of BIFF8, "Book" of BIFF5) in one piece; *ret is the
 * caller's, mem_free. ERR_INPUT where the container is damaged, or holds an encrypted workbook or
 * something else: the message says which.
 */
int cfb_workbook(const struct input *in, unsigned char **ret, size_t *ret_len,
		 struct err *e) MUST_CHECK;

/* The whole input in one piece; *ret is the caller's, mem_free. */
int input_whole(const struct input *in, unsigned char **ret, size_t *ret_len,
		struct err *e) MUST_CHECK;

static inline uint32_t le16(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}
static inline uint32_t le32(const unsigned char *p)
{
	return le16(p) | le16(p + 2) << 16;
}

#endif
