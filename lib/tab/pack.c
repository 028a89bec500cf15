#include "tab/pack.h"

#include "base/messages.h"
#include "base/text.h"

#include <isa-l.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

enum {
	MAX_PARTS = 10000,
	RAW_BYTES = 64 * 1024,
	RATIO_MAX = 250,
	RATIO_FROM = 16 * 1024 * 1024, /* bytes of a part from which the ratio counts */
};
#define MAX_PART_BYTES	((uint64_t)4 << 30)
#define MAX_TOTAL_BYTES ((uint64_t)6 << 30)

struct pack {
	zip_t *zip;
	const char *file;
	char **names; /* with forward slashes */
	int64_t count;
	_Atomic uint64_t total; /* unpacked so far; a thread may be at it (tab/ahead.h) */
	struct arena mem;
};

struct part {
	struct pack *pack;
	zip_file_t *raw;
	const char *name;
	uint64_t raw_bytes, want_bytes, bytes;
	uint32_t want_crc, crc;
	bool stored, ended, raw_ended;
	struct inflate_state state;
	unsigned char in[RAW_BYTES];
};

static int damaged(const struct pack *p, const char *what, struct err *e)
{
	return err_set(e, ERR_INPUT, E_TAB_DAMAGED, p->file, what);
}

/* ---- the container ---- */

static zip_t *open_zip(const struct input *in, zip_error_t *why)
{
	zip_source_t *source;
	zip_t *zip;
	int fd, code = 0;

	if (in->fd >= 0) {
		fd = dup(in->fd);
		if (fd < 0)
			return NULL;
		zip = zip_fdopen(fd, 0, &code);
		if (!zip) {
			close(fd);
			zip_error_init_with_code(why, code);
		}
		return zip;
	}
	source = zip_source_buffer_create(in->data, (zip_uint64_t)in->size, 0, why);
	if (!source)
		return NULL;
	zip = zip_open_from_source(source, ZIP_RDONLY, why);
	if (!zip)
		zip_source_free(source);
	return zip;
}

static int read_names(struct pack *p, struct err *e)
{
	int64_t i;
	char *c;

	p->count = zip_get_num_entries(p->zip, 0);
	if (p->count <= 0)
		return damaged(p, "ZIP", e);
	if (p->count > MAX_PARTS)
		return err_set(e, ERR_INPUT, E_TAB_PARTS, p->file, (long long)p->count, MAX_PARTS);
	p->names = arena_zalloc(&p->mem, (size_t)p->count, sizeof *p->names);
	for (i = 0; i < p->count; i++) {
		const char *name = zip_get_name(p->zip, (zip_uint64_t)i, 0);

		if (!name)
			return damaged(p, zip_strerror(p->zip), e);
		while (*name == '/' || *name == '\\')
			name++;
		p->names[i] = arena_strdup(&p->mem, name);
		for (c = p->names[i]; *c; c++)
			if (*c == '\\')
				*c = '/';
	}
	return 0;
}

int pack_open(struct pack **ret, const struct input *in, struct err *e)
{
	struct pack *p = mem_zalloc(1, sizeof *p);
	zip_error_t why;

	zip_error_init(&why);
	p->file = in->name;
	p->zip = open_zip(in, &why);
	if (!p->zip)
		(void)damaged(p, zip_error_strerror(&why), e);
	zip_error_fini(&why);
	if (!p->zip || read_names(p, e) < 0) {
		pack_close(p);
		return -1;
	}
	*ret = p;
	return 0;
}

void pack_close(struct pack *p)
{
	if (!p)
		return;
	if (p->zip)
		zip_discard(p->zip);
	arena_free(&p->mem);
	mem_free(p);
}

/* ---- paths ---- */

static int hex_digit(char c)
{
	if (ascii_is_digit((unsigned char)c))
		return c - '0';
	c = (char)ascii_upper((unsigned char)c);
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Takes the last folder off the path in to[0..*n). */
static void drop_folder(const char *to, size_t *n)
{
	while (*n > 0 && to[--*n] != '/')
		;
}

char *pack_resolve(struct arena *out, const char *base, const char *path)
{
	bool absolute = *path == '/' || *path == '\\';
	size_t cap = strlen(base) + strlen(path) + 3, n = 0;
	char *to = arena_alloc(out, cap), *raw = arena_alloc(out, cap), *p = raw;

	/* percent escapes and backslashes first, then the dots */
	for (; *path; path++) {
		if (*path == '%' && hex_digit(path[1]) >= 0 && hex_digit(path[2]) >= 0) {
			*p++ = (char)(hex_digit(path[1]) * 16 + hex_digit(path[2]));
			path += 2;
		} else {
			*p++ = *path == '\\' ? '/' : *path;
		}
	}
	*p = '\0';
	if (!absolute && *base) {
		n = strlen(base);
		memcpy(to, base, n);
	}
	for (p = raw; *p;) {
		size_t len = strcspn(p, "/");

		if (len == 2 && memcmp(p, "..", 2) == 0) {
			drop_folder(to, &n);
		} else if (len > 0 && !(len == 1 && *p == '.')) {
			if (n > 0)
				to[n++] = '/';
			memcpy(to + n, p, len);
			n += len;
		}
		p += len;
		if (*p == '/')
			p++;
	}
	to[n] = '\0';
	return to;
}

int64_t pack_count(const struct pack *p)
{
	return p->count;
}

int64_t pack_find(const struct pack *p, const char *base, const char *path)
{
	struct arena mem = {0};
	const char *want = pack_resolve(&mem, base, path);
	int64_t i, found = -1;

	for (i = 0; i < p->count && found < 0; i++)
		if (strcmp(p->names[i], want) == 0)
			found = i;
	for (i = 0; i < p->count && found < 0; i++)
		if (text_same(p->names[i], want))
			found = i;
	arena_free(&mem);
	return found;
}

int64_t pack_find_ending(const struct pack *p, const char *ending)
{
	size_t n = strlen(ending);
	int64_t i;

	for (i = 0; i < p->count; i++) {
		size_t len = strlen(p->names[i]);

		if (len >= n && text_same(p->names[i] + len - n, ending))
			return i;
	}
	return -1;
}

const char *pack_name(const struct pack *p, int64_t index)
{
	return p->names[index];
}

/* ---- one part ---- */

static int check_stat(struct pack *p, const zip_stat_t *st, const char *name, struct err *e)
{
	const zip_uint64_t need =
	    ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;

	if ((st->valid & need) != need)
		return damaged(p, name, e);
	if ((st->valid & ZIP_STAT_ENCRYPTION_METHOD) && st->encryption_method != ZIP_EM_NONE)
		return err_set(e, ERR_INPUT, E_TAB_PASSWORD, p->file);
	if (st->comp_method != ZIP_CM_STORE && st->comp_method != ZIP_CM_DEFLATE)
		return damaged(p, name, e);
	if (st->size > MAX_PART_BYTES)
		return err_set(e, ERR_INPUT, E_TAB_BOMB, p->file, name);
	return 0;
}

/*
 * Two parts of one name and different content: readers disagree about which one counts, so that
 * nobody could check by eye what we read.
 */
static int refuse_doubles(struct pack *p, int64_t index, const zip_stat_t *st, struct err *e)
{
	zip_stat_t other;
	int64_t i;

	for (i = 0; i < p->count; i++) {
		if (i == index || strcmp(p->names[i], p->names[index]) != 0)
			continue;
		zip_stat_init(&other);
		if (zip_stat_index(p->zip, (zip_uint64_t)i, 0, &other) < 0 ||
		    other.crc != st->crc || other.size != st->size)
			return err_set(e, ERR_INPUT, E_TAB_DOUBLE, p->file, p->names[index]);
	}
	return 0;
}

int part_open(struct pack *p, int64_t index, struct part **ret, struct err *e)
{
	const char *name = p->names[index];
	struct part *part;
	zip_stat_t st;

	zip_stat_init(&st);
	if (zip_stat_index(p->zip, (zip_uint64_t)index, 0, &st) < 0)
		return damaged(p, name, e);
	if (check_stat(p, &st, name, e) < 0 || refuse_doubles(p, index, &st, e) < 0)
		return -1;
	part = mem_alloc(sizeof *part);
	part->raw = zip_fopen_index(p->zip, (zip_uint64_t)index, ZIP_FL_COMPRESSED);
	if (!part->raw) {
		mem_free(part);
		return damaged(p, name, e);
	}
	part->pack = p;
	part->name = name;
	part->raw_bytes = st.comp_size;
	part->want_bytes = st.size;
	part->want_crc = st.crc;
	part->bytes = 0;
	part->crc = 0;
	part->stored = st.comp_method == ZIP_CM_STORE;
	part->ended = part->raw_ended = false;
	isal_inflate_init(&part->state);
	part->state.avail_in = 0;
	*ret = part;
	return 0;
}

void part_close(struct part *part)
{
	if (!part)
		return;
	zip_fclose(part->raw);
	mem_free(part);
}

static int read_raw(struct part *part, void *to, size_t cap, size_t *got, struct err *e)
{
	zip_int64_t n = zip_fread(part->raw, to, cap);

	if (n < 0)
		return damaged(part->pack, part->name, e);
	part->raw_ended = n == 0;
	*got = (size_t)n;
	return 0;
}

static int inflate_some(struct part *part, void *to, size_t cap, size_t *got, struct err *e)
{
	struct inflate_state *s = &part->state;
	size_t n = 0;

	s->next_out = to;
	s->avail_out = (uint32_t)cap;
	while (s->avail_out == cap && s->block_state != ISAL_BLOCK_FINISH) {
		if (s->avail_in == 0) {
			if (read_raw(part, part->in, sizeof part->in, &n, e) < 0)
				return -1;
			s->next_in = part->in;
			s->avail_in = (uint32_t)n;
		}
		/* with no input left and no output made the stream is cut off */
		if (isal_inflate(s) != ISAL_DECOMP_OK ||
		    (part->raw_ended && s->avail_out == cap && s->block_state != ISAL_BLOCK_FINISH))
			return damaged(part->pack, part->name, e);
	}
	*got = cap - s->avail_out;
	return 0;
}

uint64_t part_bytes(const struct part *part)
{
	return part->want_bytes;
}

int part_too_big(const struct part *part, struct err *e)
{
	return err_set(e, ERR_INPUT, E_TAB_BOMB, part->pack->file, part->name);
}

static int check_bomb(const struct part *part, struct err *e)
{
	if (part->bytes > part->want_bytes || part->bytes > MAX_PART_BYTES ||
	    part->pack->total > MAX_TOTAL_BYTES ||
	    (part->bytes > RATIO_FROM && part->bytes / RATIO_MAX > part->raw_bytes))
		return part_too_big(part, e);
	return 0;
}

int part_read(struct part *part, void *to, size_t cap, size_t *ret_got, struct err *e)
{
	size_t got = 0;
	int rc;

	*ret_got = 0;
	if (part->ended)
		return 0;
	rc = part->stored ? read_raw(part, to, cap, &got, e) : inflate_some(part, to, cap, &got, e);
	if (rc < 0)
		return -1;
	part->bytes += got;
	part->pack->total += got;
	part->crc = crc32_gzip_refl(part->crc, to, got);
	if (check_bomb(part, e) < 0)
		return -1;
	if (got == 0) {
		part->ended = true;
		if (part->crc != part->want_crc || part->bytes != part->want_bytes)
			return damaged(part->pack, part->name, e);
	}
	*ret_got = got;
	return 0;
}

const char *pack_file(const struct pack *p)
{
	return p->file;
}

uint64_t pack_inflated(const struct pack *p)
{
	return p->total;
}
