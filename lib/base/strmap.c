#include "base/strmap.h"

#include "base/mem.h"

#include <string.h>

struct strmap_slot {
	const char *key; /* NULL: free */
	uint32_t hash, value;
};

/* FNV-1a: keys are short, and their hash never leaves the process. */
static uint32_t hash_text32(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

static struct strmap_slot *find_slot(struct strmap_slot *slots, size_t cap, const char *key,
				     uint32_t hash)
{
	size_t i = hash & (cap - 1);

	while (slots[i].key && (slots[i].hash != hash || strcmp(slots[i].key, key) != 0))
		i = (i + 1) & (cap - 1);
	return &slots[i];
}

static void grow(struct strmap *m)
{
	size_t cap = m->cap ? m->cap * 2 : 64, i;
	struct strmap_slot *slots = mem_zalloc(cap, sizeof *slots);

	for (i = 0; i < m->cap; i++)
		if (m->slots[i].key)
			*find_slot(slots, cap, m->slots[i].key, m->slots[i].hash) = m->slots[i];
	mem_free(m->slots);
	m->slots = slots;
	m->cap = cap;
}

uint32_t strmap_add(struct strmap *m, const char *key, uint32_t value, bool *ret_new)
{
	uint32_t hash = hash_text32(key);
	struct strmap_slot *slot;

	if (m->len * 4 >= m->cap * 3)
		grow(m);
	slot = find_slot(m->slots, m->cap, key, hash);
	if (ret_new)
		*ret_new = !slot->key;
	if (!slot->key) {
		*slot = (struct strmap_slot){key, hash, value};
		m->len++;
	}
	return slot->value;
}

bool strmap_get(const struct strmap *m, const char *key, uint32_t *ret)
{
	const struct strmap_slot *slot;

	if (m->cap == 0)
		return false;
	slot = find_slot(m->slots, m->cap, key, hash_text32(key));
	if (!slot->key)
		return false;
	*ret = slot->value;
	return true;
}

void strmap_free(struct strmap *m)
{
	mem_free(m->slots);
	m->slots = NULL;
	m->cap = m->len = 0;
}
