#include "pdf/subset.h"

#include "base/hash.h"
#include "base/messages.h"

#include <errno.h>
#include <hb-subset.h>
#include <hb.h>
#include <string.h>

struct subsetter {
	const struct chain *chain;
	hb_face_t *faces[CHAIN_MAX];
};

struct subsetter *subsetter_new(const struct chain *chain)
{
	struct subsetter *s = mem_zalloc(1, sizeof *s);

	s->chain = chain;
	return s;
}

void subsetter_free(struct subsetter *s)
{
	if (!s)
		return;
	for (int i = 0; i < CHAIN_MAX; i++)
		hb_face_destroy(s->faces[i]);
	mem_free(s);
}

static hb_face_t *face_of(struct subsetter *s, int face)
{
	if (!s->faces[face]) {
		size_t len;
		const char *data = chain_font_data(s->chain, face, &len);
		hb_blob_t *blob =
		    hb_blob_create(data, (unsigned)len, HB_MEMORY_MODE_READONLY, NULL, NULL);

		s->faces[face] = hb_face_create(blob, 0);
		hb_blob_destroy(blob);
	}
	return s->faces[face];
}

/* What a font program inside a PDF does without: ISO 32000-1, table 126, needs the rest. */
static hb_subset_input_t *subset_input(const struct font_use *use)
{
	static const hb_tag_t drop[] = {
	    HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
	    HB_TAG('B', 'A', 'S', 'E'), HB_TAG('J', 'S', 'T', 'F'), HB_TAG('c', 'm', 'a', 'p'),
	    HB_TAG('n', 'a', 'm', 'e'), HB_TAG('p', 'o', 's', 't'), HB_TAG('O', 'S', '/', '2'),
	    HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x'), HB_TAG('V', 'O', 'R', 'G'),
	    HB_TAG('D', 'S', 'I', 'G'), HB_TAG('k', 'e', 'r', 'n'), HB_TAG('g', 'a', 's', 'p'),
	    HB_TAG('m', 'e', 't', 'a'), HB_TAG('S', 'T', 'A', 'T'), HB_TAG('F', 'F', 'T', 'M')};
	hb_subset_input_t *input = hb_subset_input_create_or_fail();

	if (!input)
		return NULL;
	hb_set_t *gids = hb_subset_input_glyph_set(input);
	hb_set_t *drops = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);

	for (size_t i = 0; i < use->chars.len; i++)
		hb_set_add(gids, use->chars.items[i].gid);
	for (size_t i = 0; i < ARRAY_LEN(drop); i++)
		hb_set_add(drops, drop[i]);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
	return input;
}

static void put16(struct buf *b, unsigned v)
{
	buf_putc(b, (char)(v >> 8));
	buf_putc(b, (char)v);
}

/* The font program with the glyphs renumbered, and the map from our numbers to its own. */
static int build_program(hb_face_t *face, const struct font_use *use, struct font_texts *t)
{
	hb_subset_input_t *input = subset_input(use);
	hb_subset_plan_t *plan = input ? hb_subset_plan_create_or_fail(face, input) : NULL;
	hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
	int rc = -1;

	if (subset) {
		const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);
		hb_blob_t *blob = hb_face_reference_blob(subset);
		unsigned len;
		const char *data = hb_blob_get_data(blob, &len);

		buf_add(&t->program, data, len);
		hb_blob_destroy(blob);
		rc = len > 0 ? 0 : -1;
		put16(&t->cid_to_gid, 0);
		for (size_t i = 0; i < use->chars.len; i++) {
			hb_codepoint_t gid = hb_map_get(map, use->chars.items[i].gid);

			if (gid == HB_MAP_VALUE_INVALID || gid == 0 || gid > 0xFFFF)
				rc = -1;
			put16(&t->cid_to_gid, gid);
		}
	}
	hb_face_destroy(subset);
	hb_subset_plan_destroy(plan);
	hb_subset_input_destroy(input);
	return rc;
}

static void build_to_unicode(const struct font_use *use, struct buf *b)
{
	buf_puts(b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
		    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
		    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
		    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	for (size_t i = 0; i < use->chars.len; i++) {
		uint32_t cp = use->chars.items[i].cp;

		if (i % 100 == 0) /* a block holds at most 100 lines */
			buf_printf(b, "%s%zu beginbfchar\n", i ? "endbfchar\n" : "",
				   use->chars.len - i < 100 ? use->chars.len - i : 100);
		if (cp < 0x10000)
			buf_printf(b, "<%04zX> <%04X>\n", i + 1, (unsigned)cp);
		else
			buf_printf(b, "<%04zX> <%04X%04X>\n", i + 1,
				   (unsigned)(0xD800 + ((cp - 0x10000) >> 10)),
				   (unsigned)(0xDC00 + ((cp - 0x10000) & 0x3FF)));
	}
	buf_puts(b,
		 "endbfchar\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

static void build_widths(const struct font_use *use, struct buf *b)
{
	size_t n = use->chars.len;

	buf_putc(b, '[');
	for (size_t i = 0; i < n; i++) {
		const struct font_char *c = &use->chars.items[i];

		if (c->advance == 1000)
			continue;
		bool starts = i == 0 || c[-1].advance == 1000;
		bool ends = i + 1 == n || c[1].advance == 1000;

		if (starts)
			buf_printf(b, "%zu[", i + 1);
		buf_printf(b, "%u%c", c->advance, ends ? ']' : ' ');
	}
	buf_putc(b, ']');
}

/* The tag that marks a subset: six letters, here from what is in it, so that it repeats. */
static void build_name(const struct font_use *use, const char *font, char out[128])
{
	uint8_t digest[HASH_BYTES];
	struct hash h;
	size_t n = 7;

	hash_start(&h);
	for (size_t i = 0; i < use->chars.len; i++)
		hash_add(&h, &use->chars.items[i].gid, sizeof use->chars.items[i].gid);
	hash_end_bytes(&h, digest);
	for (int i = 0; i < 6; i++)
		out[i] = "BCDFGHJKLMNPQRSTVWXZ"[digest[i] % 20];
	out[6] = '+';
	for (; *font && n < 127; font++)
		if (*font > ' ' && *font < 127 && !strchr("()<>[]{}/%#", *font))
			out[n++] = *font;
	out[n] = '\0';
}

int font_build(struct subsetter *s, int face, const struct font_use *use, struct font_texts *ret,
	       struct err *e)
{
	const struct face_metrics *m = chain_metrics(s->chain, face);

	int rc;

	*ret = (struct font_texts){0};
	build_name(use, m->name, ret->name);
	/* HarfBuzz leaves out what it gets no memory for, and calls that done: errno, which nothing
	 * in it sets back, remembers */
	errno = 0;
	rc = build_program(face_of(s, face), use, ret);
	if (errno == ENOMEM)
		mem_exhausted();
	if (rc < 0) {
		font_texts_free(ret);
		return err_set(e, ERR_INPUT, E_FONT_SUBSET, m->name);
	}
	build_to_unicode(use, &ret->to_unicode);
	build_widths(use, &ret->widths);
	buf_printf(&ret->descriptor,
		   "<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]"
		   "/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80",
		   ret->name, m->bbox[0], m->bbox[1], m->bbox[2], m->bbox[3], m->ascent, m->descent,
		   m->cap_height);
	return 0;
}

void font_texts_free(struct font_texts *t)
{
	buf_free(&t->program);
	buf_free(&t->cid_to_gid);
	buf_free(&t->to_unicode);
	buf_free(&t->widths);
	buf_free(&t->descriptor);
}
