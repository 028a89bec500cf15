/* A hash map from text to a 32-bit number. Keys are not copied: they must outlive the map. */
#ifndef NCRE_BASE_STRMAP_H
#define NCRE_BASE_STRMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct strmap {
	struct strmap_slot *slots; /* zero-initialise */
	size_t cap, len;
};

/*
 * Finds key, or adds it with value. Returns the number stored under it: value where it is new
 * (*ret_new, may be NULL, says so).
 */
uint32_t strmap_add(struct strmap *m, const char *key, uint32_t value, bool *ret_new);
bool strmap_get(const struct strmap *m, const char *key, uint32_t *ret);
void strmap_free(struct strmap *m);

#endif
