#include "pdf/draw.h"

#include "base/messages.h"

#include <stdio.h>
#include <zlib.h>

/* Fonts of the Debian packages fonts-lxgw-wenkai, fonts-babelstone-han, fonts-hanazono. */
static const char *const packaged_fonts[] = {
    "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
    "/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf",
    "/usr/share/fonts/truetype/hanazono/HanaMinA.ttf",
    "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
    NULL,
};

int press_open(struct press **ret, const char *const *first, struct err *e)
{
	struct press *press = mem_zalloc(1, sizeof *press);
	const char *fonts[PRESS_FONTS_MAX + ARRAY_LEN(packaged_fonts)] = {0};
	int n = 0;

	for (; first && first[n] && n < PRESS_FONTS_MAX; n++)
		fonts[n] = first[n];
	for (size_t i = 0; i < ARRAY_LEN(packaged_fonts); i++)
		fonts[(size_t)n + i] = packaged_fonts[i];
	if (chain_open(&press->chain, fonts, n + 1, e) < 0) {
		mem_free(press);
		return -1;
	}
	press->subsetter = subsetter_new(press->chain);
	*ret = press;
	return 0;
}

void press_free(struct press *press)
{
	if (!press)
		return;
	BUG_ON(press->open_file);
	for (size_t i = 0; i < press->stencils.len; i++) {
		canvas_clear(press->stencils.items[i]);
		mem_free(press->stencils.items[i]);
	}
	VEC_FREE(&press->stencils);
	for (int set = 0; set < SET_COUNT; set++)
		for (int i = 0; i < CHAIN_MAX; i++)
			VEC_FREE(&press->use[set][i].chars);
	mem_free(press->base.bytes);
	VEC_FREE(&press->base.stencils);
	buf_free(&press->fonts);
	VEC_FREE(&press->font_offsets);
	buf_free(&press->font_names);
	subsetter_free(press->subsetter);
	chain_free(press->chain);
	mem_free(press);
}

size_t press_uncovered(struct press *press, const char *text, uint32_t *cps, size_t max)
{
	size_t n = 0;

	for (uint32_t cp; (cp = text_next(&text)) != 0;) {
		if (cp == '\n' || cp == '\r' || chain_glyph(press->chain, cp))
			continue;
		if (n < max)
			cps[n] = cp;
		n++;
	}
	return n;
}

bool press_is_rare(struct press *press, const char *text)
{
	for (uint32_t cp; (cp = text_next(&text)) != 0;) {
		const struct glyph *g = chain_glyph(press->chain, cp);

		if (!g || g->face > 0 || cp >= 0x10000 || (cp >= 0x3400 && cp <= 0x4DBF))
			return true;
	}
	return false;
}

struct canvas *press_stencil(struct press *press, double width_mm, double height_mm, int *id)
{
	struct canvas *c = mem_zalloc(1, sizeof *c);

	BUG_ON(press->closed || press->stencils.len == STENCIL_MAX);
	canvas_start(c, press, width_mm, height_mm);
	c->set = SET_STENCIL;
	c->err = &press->err;
	*id = (int)press->stencils.len;
	VEC_PUSH(&press->stencils, c);
	return c;
}

void deflate_add(struct buf *out, const struct buf *data, int level)
{
	uLongf n = compressBound(data->len);
	Bytef *z = mem_alloc(n);
	int rc = compress2(z, &n, (const Bytef *)buf_str(data), data->len, level);

	if (rc == Z_MEM_ERROR)
		mem_exhausted();
	BUG_ON(rc != Z_OK);
	buf_add(out, z, n);
	mem_free(z);
}

static unsigned add_stream(const struct object_sink *sink, const char *dict, const struct buf *data)
{
	struct buf z = {0};
	unsigned number = sink->begin(sink->ctx);

	deflate_add(&z, data, 6);
	buf_printf(sink->out, "%u 0 obj\n<<%s/Filter/FlateDecode/Length %zu>>stream\n", number,
		   dict, z.len);
	buf_add(sink->out, z.data, z.len);
	buf_puts(sink->out, "\nendstream\nendobj\n");
	buf_free(&z);
	return number;
}

/* One Type 0 font: five objects (ISO 32000-1, 9.7.4, 9.7.6, 9.9, 9.10.3). */
static unsigned add_font(const struct object_sink *sink, const struct font_texts *t)
{
	char length1[32];

	snprintf(length1, sizeof length1, "/Length1 %zu", t->program.len);

	unsigned program = add_stream(sink, length1, &t->program);
	unsigned map = add_stream(sink, "", &t->cid_to_gid);
	unsigned unicode = add_stream(sink, "", &t->to_unicode);
	unsigned descriptor = sink->begin(sink->ctx);

	buf_printf(sink->out, "%u 0 obj\n%s/FontFile2 %u 0 R>>\nendobj\n", descriptor,
		   buf_str(&t->descriptor), program);

	unsigned font = sink->begin(sink->ctx);

	buf_printf(sink->out,
		   "%u 0 obj\n<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"
		   "/ToUnicode %u 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
		   "/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
		   "/FontDescriptor %u 0 R/CIDToGIDMap %u 0 R/DW 1000/W%s>>]>>\nendobj\n",
		   font, t->name, unicode, t->name, descriptor, map, buf_str(&t->widths));
	return font;
}

int fonts_write(struct press *press, enum font_set set, const struct object_sink *sink,
		struct buf *names, struct err *e)
{
	for (int i = 0; i < chain_len(press->chain); i++) {
		struct font_texts t;

		if (press->use[set][i].chars.len == 0)
			continue;
		if (font_build(press->subsetter, i, &press->use[set][i], &t, e) < 0)
			return -1;

		unsigned font = add_font(sink, &t);

		buf_printf(names, "/%c%d %u 0 R", set_letter(set), i, font);
		font_texts_free(&t);
	}
	return 0;
}
