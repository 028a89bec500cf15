#include "tab/cfb.h"

#include "base/messages.h"
#include "base/text.h"

#include <string.h>

enum {
	HEADER = 512,
	HEADER_DIFAT = 109,
	ENTRY = 128,
	MINI_CUTOFF = 4096,
	TYPE_STORAGE = 1,
	TYPE_STREAM = 2,
	NAME_BYTES = 64,
	MAX_ENTRIES = 100000,
};
#define SECTOR_MAX 0xfffffffau /* from here on sector numbers are marks */
#define NO_ENTRY   0xffffffffu

struct cfb {
	const struct input *in;
	unsigned char *file;
	size_t size;
	unsigned shift, mini_shift;
	uint32_t *fat, *mini_fat;
	size_t fat_len, mini_fat_len;
	unsigned char *dir, *mini;
	size_t dir_len, mini_len;
};

static int damaged(const struct cfb *c, const char *what, struct err *e)
{
	return err_set(e, ERR_INPUT, E_TAB_DAMAGED, c->in->name, what);
}

int input_whole(const struct input *in, unsigned char **ret, size_t *ret_len, struct err *e)
{
	unsigned char *data = mem_alloc((size_t)in->size);

	if (input_at(in, 0, data, (size_t)in->size, ret_len, e) < 0) {
		mem_free(data);
		return -1;
	}
	*ret = data;
	return 0;
}

static size_t sector_size(const struct cfb *c)
{
	return (size_t)1 << c->shift;
}

/* The bytes of a sector; *len is short for a last one that was cut, 0 for one that is not there. */
static const unsigned char *sector(const struct cfb *c, uint32_t n, size_t *len)
{
	uint64_t at = ((uint64_t)n + 1) << c->shift;

	*len = 0;
	if (n >= SECTOR_MAX || at >= c->size)
		return NULL;
	*len = c->size - at < sector_size(c) ? c->size - (size_t)at : sector_size(c);
	return c->file + at;
}

/* ---- allocation tables ---- */

static int add_fat_sector(struct cfb *c, uint32_t n, struct err *e)
{
	size_t len, i;
	const unsigned char *p = sector(c, n, &len);

	if (!p || c->fat_len * 4 > c->size)
		return damaged(c, "FAT", e);
	c->fat = mem_realloc(c->fat, c->fat_len + len / 4, sizeof *c->fat);
	for (i = 0; i + 4 <= len; i += 4)
		c->fat[c->fat_len++] = le32(p + i);
	return 0;
}

static int read_fat(struct cfb *c, struct err *e)
{
	/* some writers leave 0 as the start of a table of no sectors */
	uint32_t next = le32(c->file + 72) ? le32(c->file + 68) : SECTOR_MAX, i, n;
	size_t steps = 0, len;
	const unsigned char *p;

	for (i = 0; i < HEADER_DIFAT; i++) {
		n = le32(c->file + 76 + (size_t)i * 4);
		if (n < SECTOR_MAX && add_fat_sector(c, n, e) < 0)
			return -1;
	}
	while (next < SECTOR_MAX) {
		p = sector(c, next, &len);
		if (!p || len < sector_size(c) || steps++ > c->size >> c->shift)
			return damaged(c, "DIFAT", e);
		for (i = 0; i + 8 <= len; i += 4) {
			n = le32(p + i);
			if (n < SECTOR_MAX && add_fat_sector(c, n, e) < 0)
				return -1;
		}
		next = le32(p + len - 4);
	}
	return 0;
}

/* A chain of sectors in one piece, at most max bytes of it. No sector may come twice. */
static int read_chain(struct cfb *c, uint32_t start, size_t max, unsigned char **ret,
		      size_t *ret_len, struct err *e)
{
	size_t cap = max < c->size ? max : c->size, len, n = 0;
	unsigned char *to = mem_alloc(cap), *seen = mem_zalloc(c->fat_len, 1);
	const unsigned char *p;
	bool ok = true;

	while (start < SECTOR_MAX && n < cap) {
		p = sector(c, start, &len);
		ok = p && start < c->fat_len && !seen[start];
		if (!ok)
			break;
		seen[start] = 1;
		if (len > cap - n)
			len = cap - n;
		memcpy(to + n, p, len);
		n += len;
		start = c->fat[start];
	}
	mem_free(seen);
	if (!ok) {
		mem_free(to);
		return damaged(c, "FAT", e);
	}
	*ret = to;
	*ret_len = n;
	return 0;
}

/* The same in the stream of small sectors. */
static int read_mini_chain(struct cfb *c, uint32_t start, size_t max, unsigned char **ret,
			   size_t *ret_len, struct err *e)
{
	size_t cap = max < c->mini_len ? max : c->mini_len, steps = 0, n = 0;
	unsigned char *to = mem_alloc(cap);

	while (start < SECTOR_MAX && n < cap) {
		size_t at = (size_t)start << c->mini_shift, len = (size_t)1 << c->mini_shift;

		if (start >= c->mini_fat_len || at >= c->mini_len || steps++ > c->mini_fat_len) {
			mem_free(to);
			return damaged(c, "MiniFAT", e);
		}
		if (len > c->mini_len - at)
			len = c->mini_len - at;
		if (len > cap - n)
			len = cap - n;
		memcpy(to + n, c->mini + at, len);
		n += len;
		start = c->mini_fat[start];
	}
	*ret = to;
	*ret_len = n;
	return 0;
}

static int read_mini(struct cfb *c, struct err *e)
{
	uint32_t start = le32(c->file + 64) ? le32(c->file + 60) : SECTOR_MAX;
	unsigned char *raw = NULL;
	size_t len = 0, i;

	if (c->dir_len < ENTRY)
		return damaged(c, "directory", e);
	if (start < SECTOR_MAX && read_chain(c, start, SIZE_MAX, &raw, &len, e) < 0)
		return -1;
	c->mini_fat_len = len / 4;
	c->mini_fat = mem_alloc(len);
	for (i = 0; i < c->mini_fat_len; i++)
		c->mini_fat[i] = le32(raw + i * 4);
	mem_free(raw);
	/* the first entry, the root, holds the small sectors */
	start = le32(c->dir + 116);
	if (start < SECTOR_MAX)
		return read_chain(c, start, le32(c->dir + 120), &c->mini, &c->mini_len, e);
	return 0;
}

static int open_cfb(struct cfb *c, struct err *e)
{
	if (input_whole(c->in, &c->file, &c->size, e) < 0)
		return -1;
	if (c->size < HEADER)
		return damaged(c, "OLE", e);
	c->shift = le16(c->file + 30);
	c->mini_shift = le16(c->file + 32);
	if ((c->shift != 9 && c->shift != 12) || c->mini_shift < 4 || c->mini_shift > 9)
		return damaged(c, "OLE", e);
	if (read_fat(c, e) < 0 || read_chain(c, le32(c->file + 48), (size_t)MAX_ENTRIES * ENTRY,
					     &c->dir, &c->dir_len, e) < 0)
		return -1;
	return read_mini(c, e);
}

static void close_cfb(struct cfb *c)
{
	mem_free(c->file);
	mem_free(c->fat);
	mem_free(c->mini_fat);
	mem_free(c->dir);
	mem_free(c->mini);
}

/* ---- the directory ---- */

/* Whether entry i has this ASCII name, whatever the letter case. */
static bool entry_named(const struct cfb *c, size_t i, const char *name)
{
	const unsigned char *p = c->dir + i * ENTRY;
	size_t n = strlen(name), k;

	if (n * 2 + 2 > NAME_BYTES)
		return false;
	for (k = 0; k <= n; k++) {
		if (p[k * 2 + 1] != 0 ||
		    ascii_upper(p[k * 2]) != ascii_upper((unsigned char)name[k]))
			return false;
	}
	return true;
}

/*
 * The entry of this name among the root's children, or NO_ENTRY; embedded objects have workbooks
 * of their own further down. The tree is walked with a stack of limited size.
 */
static uint32_t find_entry(const struct cfb *c, const char *name)
{
	size_t count = c->dir_len / ENTRY, steps = 0, top = 0;
	uint32_t stack[256], i;

	stack[top++] = le32(c->dir + 76);
	while (top > 0 && steps++ <= count) {
		const unsigned char *p;

		i = stack[--top];
		if (i >= count)
			continue;
		p = c->dir + (size_t)i * ENTRY;
		if (entry_named(c, i, name))
			return i;
		if (top + 2 <= ARRAY_LEN(stack)) {
			stack[top++] = le32(p + 72);
			stack[top++] = le32(p + 68);
		}
	}
	/* a damaged tree: the first stream of that name at all */
	for (i = 0; i < count; i++)
		if (c->dir[(size_t)i * ENTRY + 66] == TYPE_STREAM && entry_named(c, i, name))
			return i;
	return NO_ENTRY;
}

static int not_a_workbook(const struct cfb *c, struct err *e)
{
	static const struct {
		const char *name, *kind;
	} kinds[] = {{"WordDocument", "Word (.doc)"},
		     {"PowerPoint Document", "PowerPoint (.ppt)"},
		     {"VisioDocument", "Visio"},
		     {"__properties_version1.0", "Outlook (.msg)"}};
	size_t i;

	if (find_entry(c, "EncryptedPackage") != NO_ENTRY)
		return err_set(e, ERR_INPUT, E_TAB_PASSWORD, c->in->name);
	for (i = 0; i < ARRAY_LEN(kinds); i++)
		if (find_entry(c, kinds[i].name) != NO_ENTRY)
			return err_set(e, ERR_INPUT, E_TAB_OTHER_KIND, c->in->name, kinds[i].kind);
	return err_set(e, ERR_INPUT, E_TAB_OTHER_KIND, c->in->name, "OLE");
}

static int read_workbook(struct cfb *c, unsigned char **ret, size_t *ret_len, struct err *e)
{
	const unsigned char *p;
	uint32_t i, start;
	size_t size;

	i = find_entry(c, "Workbook");
	if (i == NO_ENTRY)
		i = find_entry(c, "Book");
	if (i == NO_ENTRY)
		return not_a_workbook(c, e);
	p = c->dir + (size_t)i * ENTRY;
	start = le32(p + 116);
	size = le32(p + 120);
	if (size < MINI_CUTOFF)
		return read_mini_chain(c, start, size, ret, ret_len, e);
	return read_chain(c, start, size, ret, ret_len, e);
}

int cfb_workbook(const struct input *in, unsigned char **ret, size_t *ret_len, struct err *e)
{
	struct cfb c = {.in = in};
	int rc = open_cfb(&c, e);

	if (rc == 0)
		rc = read_workbook(&c, ret, ret_len, e);
	close_cfb(&c);
	return rc;
}
