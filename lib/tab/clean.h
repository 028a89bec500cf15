/*
 * Inside lib/tab: is a part's text UTF-8 without the control characters that XML forbids? Asked
 * piece by piece where it is unpacked, so that no scanner behind it has to ask for any one text.
 */
#ifndef NCRE_TAB_CLEAN_H
#define NCRE_TAB_CLEAN_H

#include <stdbool.h>
#include <stddef.h>

/* Zero-initialise to use. */
struct clean {
	char cut[4]; /* a character that the last piece ended in */
	size_t cut_len;
	bool bad; /* stays so */
};

void clean_feed(struct clean *c, const char *p, size_t len);

#endif
