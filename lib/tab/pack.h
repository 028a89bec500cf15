/*
 * Inside lib/tab: the parts of an XLSX container. libzip reads the directory, ISA-L inflates and
 * checks: together more than twice as fast as zlib. Paths are looked up in the container only,
 * never on a disk.
 */
#ifndef NCRE_TAB_PACK_H
#define NCRE_TAB_PACK_H

#include "tab/src.h"

struct pack;
struct part;

/* ERR_INPUT where the container is damaged, encrypted or past a limit. in must outlive it. */
int pack_open(struct pack **ret, const struct input *in, struct err *e) MUST_CHECK;
void pack_close(struct pack *p);

int64_t pack_count(const struct pack *p); /* of parts; indexes are 0 to count - 1 */

/* Index of the part at path (resolved against folder base; letter case is ignored), or -1. */
int64_t pack_find(const struct pack *p, const char *base, const char *path);

/* The resolved path that pack_find looks for, in out. */
char *pack_resolve(struct arena *out, const char *base, const char *path);

/* Index of the first part whose name ends with this, or -1. */
int64_t pack_find_ending(const struct pack *p, const char *ending);

/* A part's name as it stands in the container, slashes forward, none in front. */
const char *pack_name(const struct pack *p, int64_t index);

const char *pack_file(const struct pack *p); /* for messages */

uint64_t pack_inflated(const struct pack *p); /* bytes read of all parts so far */

int part_open(struct pack *p, int64_t index, struct part **ret, struct err *e) MUST_CHECK;

/* Up to cap bytes; *ret_got 0 at the end, after checksum and length have been compared. */
int part_read(struct part *part, void *to, size_t cap, size_t *ret_got, struct err *e) MUST_CHECK;
uint64_t part_bytes(const struct part *part); /* unpacked, as the container says */

/* The failure of a part of which one piece passes a limit. */
int part_too_big(const struct part *part, struct err *e);
void part_close(struct part *part);

#endif
