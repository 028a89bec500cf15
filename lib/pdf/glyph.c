#include "pdf/glyph.h"

#include "base/attr.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/messages.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_MODULE_H
#include FT_TRUETYPE_TABLES_H
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { CACHE_PAGES = 0x110000 / 256 };

struct face {
	FT_Face ft;
	void *map;
	size_t map_len;
	struct face_metrics metrics;
};

struct chain {
	FT_Library ft;
	struct face faces[CHAIN_MAX];
	int count;
	struct glyph *pages[CACHE_PAGES]; /* by the character's upper bits */
};

/*
 * FreeType's memory: without, a character for which it got none would be drawn by the next font of
 * the chain, or count as one that no font has.
 */
static void *get_memory(FT_Memory memory, long size)
{
	(void)memory;
	return mem_alloc((size_t)size);
}

static void *change_memory(FT_Memory memory, long old_size, long size, void *p)
{
	(void)memory, (void)old_size;
	return mem_realloc(p, 1, (size_t)size);
}

static void give_memory_back(FT_Memory memory, void *p)
{
	(void)memory;
	mem_free(p);
}

static struct FT_MemoryRec_ memory = {NULL, get_memory, give_memory_back, change_memory};

static int face_map(struct face *f, const char *path, struct err *e)
{
	int fd;
	int64_t bytes;

	if (file_open_read(path, &fd, &bytes, e) < 0)
		return -1;
	f->map_len = (size_t)bytes;
	f->map = bytes ? mmap(NULL, f->map_len, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
	if (f->map == MAP_FAILED) {
		f->map = NULL;
		err_set(e, ERR_INPUT, E_FILE_READ, path, bytes ? err_system(errno) : "0");
	}
	if (close(fd) < 0 && !e->code)
		err_set(e, ERR_INPUT, E_FILE_READ, path, err_system(errno));
	return e->code ? -1 : 0;
}

static int per_thousand(const struct face *f, long units)
{
	return (int)(units * 1000 / f->ft->units_per_EM);
}

static int face_open(struct chain *chain, const char *path, struct err *e)
{
	struct face *f = &chain->faces[chain->count];
	const TT_OS2 *os2;
	FT_ULong glyf_len = 0;

	if (face_map(f, path, e) < 0)
		return -1;
	if (FT_New_Memory_Face(chain->ft, f->map, (FT_Long)f->map_len, 0, &f->ft) != 0) {
		munmap(f->map, f->map_len);
		return err_set(e, ERR_INPUT, E_FONT_UNUSABLE, path);
	}
	chain->count++;
	if (!FT_IS_SFNT(f->ft) || FT_Select_Charmap(f->ft, FT_ENCODING_UNICODE) != 0 ||
	    FT_Load_Sfnt_Table(f->ft, FT_MAKE_TAG('g', 'l', 'y', 'f'), 0, NULL, &glyf_len) != 0 ||
	    f->ft->units_per_EM == 0 || !FT_Get_Postscript_Name(f->ft))
		return err_set(e, ERR_INPUT, E_FONT_UNUSABLE, path);
	os2 = FT_Get_Sfnt_Table(f->ft, FT_SFNT_OS2);
	f->metrics = (struct face_metrics){
	    .name = FT_Get_Postscript_Name(f->ft),
	    .bbox = {per_thousand(f, f->ft->bbox.xMin), per_thousand(f, f->ft->bbox.yMin),
		     per_thousand(f, f->ft->bbox.xMax), per_thousand(f, f->ft->bbox.yMax)},
	    .ascent = per_thousand(f, f->ft->ascender),
	    .descent = per_thousand(f, f->ft->descender),
	    .cap_height = os2 && os2->version >= 2 ? per_thousand(f, os2->sCapHeight) : 700,
	};
	return 0;
}

int chain_open(struct chain **ret, const char *const *paths, int required, struct err *e)
{
	struct chain *chain = mem_zalloc(1, sizeof *chain);

	if (FT_New_Library(&memory, &chain->ft) != 0) {
		mem_free(chain);
		return err_set(e, ERR_INPUT, E_FONT_UNUSABLE, "FreeType");
	}
	FT_Add_Default_Modules(chain->ft);
	for (int i = 0; i < CHAIN_MAX && paths[i]; i++) {
		if (i >= required && !file_exists(paths[i]))
			continue;
		if (face_open(chain, paths[i], e) < 0) {
			if (i < required)
				err_in(e, "%s", E_FONT_MAIN);
			chain_free(chain);
			return -1;
		}
	}
	*ret = chain;
	return 0;
}

void chain_free(struct chain *chain)
{
	if (!chain)
		return;
	for (int i = 0; i < chain->count; i++) {
		FT_Done_Face(chain->faces[i].ft);
		munmap(chain->faces[i].map, chain->faces[i].map_len);
	}
	FT_Done_Library(chain->ft);
	for (size_t i = 0; i < CACHE_PAGES; i++)
		mem_free(chain->pages[i]);
	mem_free(chain);
}

int chain_len(const struct chain *chain)
{
	return chain->count;
}

const struct face_metrics *chain_metrics(const struct chain *chain, int face)
{
	return &chain->faces[face].metrics;
}

const void *chain_font_data(const struct chain *chain, int face, size_t *len)
{
	*len = chain->faces[face].map_len;
	return chain->faces[face].map;
}

/*
 * Characters whose glyph alone would be wrong even where a font has one: controls, marks that
 * combine, scripts that join or reorder, private use (its meaning differs between fonts), and
 * the sign for a character that was lost.
 */
static bool needs_more_than_a_glyph(uint32_t cp)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = {
	    {0x0000, 0x001F},	 {0x007F, 0x009F}, {0x00AD, 0x00AD},   {0x0300, 0x036F},
	    {0x0483, 0x0489},	 {0x0590, 0x109F}, {0x1100, 0x11FF},   {0x135D, 0x135F},
	    {0x1700, 0x18AF},	 {0x1900, 0x1CFF}, {0x1DC0, 0x1DFF},   {0x2028, 0x202F},
	    {0x2061, 0x206F},	 {0x20D0, 0x20FF}, {0x302A, 0x302F},   {0x3099, 0x309A},
	    {0xA800, 0xABFF},	 {0xD7B0, 0xF8FF}, {0xFB1D, 0xFDFF},   {0xFE20, 0xFE2F},
	    {0xFE70, 0xFEFE},	 {0xFFF0, 0xFFFF}, {0x10A00, 0x10FFF}, {0x11000, 0x11FFF},
	    {0xE0000, 0x10FFFF},
	};

	for (size_t i = 0; i < ARRAY_LEN(ranges); i++)
		if (cp >= ranges[i].first && cp <= ranges[i].last)
			return true;
	return false;
}

static bool is_blank(uint32_t cp)
{
	return cp == ' ' || cp == 0xA0 || cp == 0x2002 || cp == 0x2003 || cp == 0x3000;
}

static void resolve(struct chain *chain, uint32_t cp, struct glyph *g)
{
	g->state = GLYPH_NONE;
	if (needs_more_than_a_glyph(cp))
		return;
	for (int i = 0; i < chain->count; i++) {
		FT_Face ft = chain->faces[i].ft;
		FT_UInt gid = FT_Get_Char_Index(ft, cp);
		long advance;

		if (gid == 0 || gid > 0xFFFF ||
		    FT_Load_Glyph(ft, gid, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) != 0)
			continue;
		if (ft->glyph->format != FT_GLYPH_FORMAT_OUTLINE ||
		    ((ft->glyph->outline.n_contours <= 0 || ft->glyph->metrics.width <= 0) &&
		     !is_blank(cp)))
			continue;
		advance = per_thousand(&chain->faces[i], ft->glyph->metrics.horiAdvance);
		if (advance < 0 || advance > 0xFFFF)
			continue;
		g->face = (uint8_t)i;
		g->state = GLYPH_FOUND;
		g->gid = (uint16_t)gid;
		g->advance = (uint16_t)advance;
		return;
	}
}

struct glyph *chain_glyph(struct chain *chain, uint32_t cp)
{
	struct glyph **page = &chain->pages[cp >> 8];
	struct glyph *g;

	if (!*page)
		*page = mem_zalloc(256, sizeof **page);
	g = &(*page)[cp & 0xFF];
	if (g->state == GLYPH_UNKNOWN)
		resolve(chain, cp, g);
	return g->state == GLYPH_FOUND ? g : NULL;
}
