/*
 * Pages as they are seen: each character is drawn at a known place, the file is rendered by
 * poppler and by MuPDF, and every character's pixels are compared with FreeType's own rendering
 * of the original font. Extracted text proves nothing about what is on the paper, so it is
 * checked besides, not instead.
 */
#include "pdf/page.h"
#include "tap/tap.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <unistd.h>

static const double MM = 25.4 / 72; /* a point in millimetres */

/* Ext A, B, C, D, E, G, compatibility marks, Latin, digits: from every font of the chain. */
/* clang-format off */
static const char sample[] =
	"𬀩𠮷𬭎𰻝䶮㛃〇𤧛𨱏𫟹𫖯𪚥𠀀𡃁𢀖𣎴𤴓𥄢"
	"𦍋𧏡𨈑𩷶王李欧阳喆堃·AgQ8龘靐𱁬𫠠";
/* clang-format on */

enum { PX = 96, CELL_PT = 60, COLUMNS = 8, SIZE_PT = 48 }; /* at 144 dpi: 2 pixels a point */

static char dir[] = "/tmp/ncre-t-page.XXXXXX";

static const char *in_dir(struct arena *a, const char *name)
{
	return arena_printf(a, "%s/%s", dir, name);
}

/* The renderers are programs; they run in the test's folder. */
static int shell(struct arena *a, const char *cmd)
{
	return system(arena_printf(a, "cd %s && %s", dir, cmd));
}

/* ---- making a file ---- */

static int draw_sample(struct press *press, const char *path, struct err *e)
{
	struct style st = {.size_pt = SIZE_PT};
	struct pdf *pdf;
	struct canvas *c;
	const char *s = sample;
	int i = 0;

	if (pdf_begin(&pdf, press, path, e) < 0)
		return -1;
	c = pdf_page(pdf, CELL_PT * COLUMNS * MM, 6 * CELL_PT * MM);
	for (uint32_t cp; *s; i++) {
		char one[5] = {0};
		size_t n = utf8_decode(s, strlen(s), &cp);

		memcpy(one, s, n);
		canvas_text(c, (i % COLUMNS * CELL_PT + 6) * MM, (i / COLUMNS * CELL_PT + 48) * MM,
			    &st, one);
		s += n;
	}
	return pdf_end(pdf, &(struct pdf_meta){.title = sample}, e);
}

/* ---- comparing pixels ---- */

struct grey {
	int width, height;
	uint8_t *px;
};

static bool read_pgm(struct arena *a, const char *path, struct grey *ret)
{
	char *data, *p;
	size_t len;
	struct err e = {0};
	int max;

	if (file_read(a, path, 64 << 20, &data, &len, &e) < 0 ||
	    sscanf(data, "P5 %d %d %d", &ret->width, &ret->height, &max) != 3 || max != 255)
		return false;
	ret->px = (uint8_t *)data + len - (size_t)ret->width * (size_t)ret->height;
	for (p = data; p < (char *)ret->px; p++)
		if (*p == '#')
			return false;
	return true;
}

/* The character by FreeType from the first font that has an outline for it, black on white. */
static bool expected(FT_Face *faces, uint32_t cp, uint8_t cell[CELL_PT * 2][CELL_PT * 2])
{
	memset(cell, 0xFF, CELL_PT * 2 * CELL_PT * 2);
	for (; *faces; faces++) {
		FT_UInt gid = FT_Get_Char_Index(*faces, cp);
		FT_GlyphSlot g = (*faces)->glyph;

		if (!gid || FT_Set_Pixel_Sizes(*faces, 0, PX) ||
		    FT_Load_Glyph(*faces, gid, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) ||
		    g->outline.n_points == 0 || FT_Render_Glyph(g, FT_RENDER_MODE_NORMAL))
			continue;
		for (unsigned y = 0; y < g->bitmap.rows; y++)
			for (unsigned x = 0; x < g->bitmap.width; x++) {
				int cx = 12 + g->bitmap_left + (int)x;
				int cy = 96 - g->bitmap_top + (int)y;

				if (cx >= 0 && cy >= 0 && cx < CELL_PT * 2 && cy < CELL_PT * 2)
					cell[cy][cx] =
					    255 -
					    g->bitmap.buffer[(int)y * g->bitmap.pitch + (int)x];
			}
		return true;
	}
	return false;
}

/* Ink that differs, in percent of the ink that should be there. */
static long difference(const struct grey *page, int i, uint8_t cell[CELL_PT * 2][CELL_PT * 2])
{
	long off = 0, ink = 1;
	int x0 = i % COLUMNS * CELL_PT * 2, y0 = i / COLUMNS * CELL_PT * 2;

	for (int y = 0; y < CELL_PT * 2; y++)
		for (int x = 0; x < CELL_PT * 2; x++) {
			int got = page->px[(y0 + y) * page->width + x0 + x];

			ink += 255 - cell[y][x];
			off += abs(got - cell[y][x]);
		}
	return off * 100 / ink;
}

static void compare(struct arena *a, FT_Face *faces, const char *renderer, const char *file,
		    long most)
{
	struct grey page;
	uint8_t cell[CELL_PT * 2][CELL_PT * 2];
	const char *s = sample;

	if (!read_pgm(a, in_dir(a, file), &page) || page.width != CELL_PT * COLUMNS * 2) {
		ok(false, "%s renders the page", renderer);
		return;
	}
	for (int i = 0; *s; i++) {
		uint32_t cp;
		long off;

		s += utf8_decode(s, strlen(s), &cp);
		ok(expected(faces, cp, cell), "a font has U+%04X", cp);
		off = difference(&page, i, cell);
		if (!ok(off <= most, "%s: U+%04X is drawn as the font has it", renderer, cp))
			printf("# %ld %% of the ink differ\n", off);
	}
	expected(faces, 0x738B, cell);
	ok(difference(&page, 0, cell) > 50, "%s: another character is seen as different", renderer);
}

static void pixels(struct arena *a, struct press *press)
{
	static const char *const fonts[] = {
	    "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
	    "/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf",
	    "/usr/share/fonts/truetype/hanazono/HanaMinA.ttf",
	    "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"};
	FT_Library lib;
	FT_Face faces[ARRAY_LEN(fonts) + 1] = {0};
	struct err e = {0};

	ok(FT_Init_FreeType(&lib) == 0, "FreeType starts");
	for (size_t i = 0; i < ARRAY_LEN(fonts); i++)
		ok(FT_New_Face(lib, fonts[i], 0, &faces[i]) == 0, "%s opens", fonts[i]);
	succeeds(draw_sample(press, in_dir(a, "a.pdf"), &e), &e, "the sample is written");
	is_int(shell(a, "pdftoppm -r 144 -gray -singlefile a.pdf poppler"), 0,
	       "poppler renders it");
	is_int(shell(a, "mutool draw -q -r 144 -c gray -F pgm -o mupdf.pgm a.pdf 2>mutool.err"), 0,
	       "MuPDF renders it");
	compare(a, faces, "poppler", "poppler.pgm", 4);
	compare(a, faces, "MuPDF", "mupdf.pgm", 12); /* it rasterises in its own way */
	for (size_t i = 0; faces[i]; i++)
		FT_Done_Face(faces[i]);
	FT_Done_FreeType(lib);
}

/* ---- the file as others read it ---- */

static char *read_text(struct arena *a, const char *name)
{
	struct err e = {0};
	char *s;
	size_t len;

	if (file_read(a, in_dir(a, name), 1 << 20, &s, &len, &e) < 0)
		return arena_strdup(a, "");
	return s;
}

static void structure(struct arena *a, struct press *press)
{
	struct err e = {0};

	is_int(shell(a, "qpdf --check a.pdf >qpdf.out 2>&1"), 0, "qpdf finds no fault");
	is_int(
	    shell(a, "pdftotext -raw a.pdf a.txt 2>pdftotext.err && tr -d '\\n\\f ' <a.txt >b.txt"),
	    0, "text is extracted");
	is_str(read_text(a, "b.txt"), sample, "the text copies out as it went in");
	is_str(read_text(a, "pdftotext.err"), "", "poppler has nothing to say");
	succeeds(draw_sample(press, in_dir(a, "b.pdf"), &e), &e, "the sample is written again");
	is_int(shell(a, "cmp a.pdf b.pdf"), 0, "same input, same bytes");
}

/* Many pages, stencils, bookmarks, pictures and codes in one file. */
static void big_file(struct arena *a, struct press *press, int stencil)
{
	struct style st = {.size_pt = 12};
	struct picture pic;
	struct pdf *pdf;
	struct err e = {0};
	char *jpeg = NULL;
	size_t len = 0;
	int notice;

	is_int(shell(a, "pdftoppm -r 20 -jpeg -singlefile a.pdf photo"), 0, "a picture is made");
	succeeds(file_read(a, in_dir(a, "photo.jpg"), 1 << 20, &jpeg, &len, &e), &e, "and read");
	is_int(picture_read(&pic, jpeg, len), PICTURE_FINE, "it is fine");
	succeeds(pdf_begin(&pdf, press, in_dir(a, "big.pdf"), &e), &e, "a file begins");
	canvas_text(pdf_stencil(pdf, 100, 20, &notice), 5, 10, &st, "通告靐");
	for (int i = 0; i < 300; i++) {
		struct canvas *c = pdf_page(pdf, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM);

		canvas_stencil(c, stencil, 0, 0);
		canvas_stencil(c, notice, 20, 250);
		canvas_text(c, 20, 60, &st, arena_printf(a, "第%d页", i + 1));
		canvas_picture(c, &pic, 150, 20, 33, 48);
		canvas_code(c, "NCRE1.6147120048040124", 20, 200, 30);
		if (i % 100 == 0)
			pdf_bookmark(pdf, 0, arena_printf(a, "考点%d", i / 100));
		if (i % 10 == 0)
			pdf_bookmark(pdf, 1, arena_printf(a, "考场%d", i / 10));
	}
	is_int(pdf_page_count(pdf), 300, "pages are counted");
	succeeds(pdf_end(pdf, &(struct pdf_meta){.title = "大文件", .run = "7"}, &e), &e,
		 "it ends");
	is_int(shell(a, "qpdf --check big.pdf >qpdf.out 2>&1"), 0, "qpdf finds no fault");
	is_int(shell(a, "pdfinfo big.pdf >info.txt && pdftotext -f 300 -l 300 big.pdf last.txt"), 0,
	       "it is read");
	has_str(read_text(a, "info.txt"), "Pages:           300", "with all its pages");
	has_str(read_text(a, "info.txt"), "大文件", "and its title");
	has_str(read_text(a, "last.txt"), "第300页", "the last page has its own text");
	has_str(read_text(a, "last.txt"), "模板", "and the stencil's");
	has_str(read_text(a, "last.txt"), "通告靐", "and the file's own stencil's");
	is_int(shell(a, "mutool show big.pdf outline >outline.txt 2>outline.err"), 0,
	       "the bookmarks are read");
	has_str(read_text(a, "outline.txt"), "考点2", "the last site is there");
	has_str(read_text(a, "outline.txt"), "考场29", "the last room too");
}

/* ---- pictures upright ---- */

/* A grey picture, wider than high, with a black upper left corner as it is stored. */
static bool make_turned(struct arena *a, struct press *press, uint8_t **ret, size_t *ret_len)
{
	struct err e = {0};
	struct pdf *pdf;
	struct canvas *c;
	char *jpeg;

	if (pdf_begin(&pdf, press, in_dir(a, "turned.pdf"), &e) < 0)
		return false;
	c = pdf_page(pdf, 60, 40);
	canvas_fill(c, 0, 0, 60, 40, 0.7);
	canvas_fill(c, 0, 0, 30, 20, 0);
	return pdf_end(pdf, &(struct pdf_meta){0}, &e) == 0 &&
	       shell(a, "pdftoppm -r 40 -jpeg -singlefile turned.pdf turned") == 0 &&
	       file_read(a, in_dir(a, "turned.jpg"), 1 << 20, &jpeg, ret_len, &e) == 0 &&
	       (*ret = (uint8_t *)jpeg) != NULL;
}

/* The same with an EXIF block that says how it is to be turned. */
static void add_exif(struct arena *a, const uint8_t *jpeg, size_t len, int how, struct picture *ret)
{
	static const uint8_t exif[] = {0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0,    'M', 'M',
				       0,    42,   0, 0,  0,   8,   0,	 1,   1, 0x12, 0,   3,
				       0,    0,	   0, 1,  0,   0,   0,	 0,   0, 0,    0,   0};
	uint8_t *data = arena_alloc(a, len + sizeof exif);

	memcpy(data, jpeg, 2);
	memcpy(data + 2, exif, sizeof exif);
	data[2 + 29] = (uint8_t)how;
	memcpy(data + 2 + sizeof exif, jpeg + 2, len - 2);
	is_int(picture_read(ret, data, len + sizeof exif), PICTURE_FINE, "orientation %d", how);
}

static int dark_at(const struct grey *g, int x_mm, int y_mm)
{
	return g->px[y_mm * g->height / 60 * g->width + x_mm * g->width / 60] < 60;
}

/* EXIF 2.3, 4.6.4: where the stored corner is seen, and whether the picture then stands. */
static void orientations(struct arena *a, struct press *press)
{
	static const struct {
		int x, y; /* 0 left or upper, 1 right or lower */
		bool stands;
	} want[] = {{0, 0, false}, {1, 0, false}, {1, 1, false}, {0, 1, false},
		    {0, 0, true},  {1, 0, true},  {1, 1, true},	 {0, 1, true}};
	struct err e = {0};
	uint8_t *jpeg = NULL;
	struct pdf *pdf;
	size_t len = 0;

	if (!ok(make_turned(a, press, &jpeg, &len), "a picture with a corner is made"))
		return;
	succeeds(pdf_begin(&pdf, press, in_dir(a, "o.pdf"), &e), &e, "a file begins");
	for (int how = 1; how <= 8; how++) {
		struct picture pic;

		add_exif(a, jpeg, len, how, &pic);
		canvas_picture(pdf_page(pdf, 60, 60), &pic, 0, 0, 60, 60);
	}
	succeeds(pdf_end(pdf, &(struct pdf_meta){0}, &e), &e, "it ends");
	is_int(shell(a, "pdftoppm -r 72 -gray o.pdf po"), 0, "poppler renders it");
	is_int(shell(a, "mutool draw -q -r 72 -c gray -F pgm -o mu-%d.pgm o.pdf 2>mutool.err"), 0,
	       "MuPDF renders it");
	for (int i = 0; i < 16; i++) {
		int how = i / 2;
		struct grey page;
		/* a lying picture leaves 10 mm above and below, a standing one left and right */
		bool stands = want[how].stands;
		int x = stands ? (want[how].x ? 42 : 18) : (want[how].x ? 52 : 8);
		int y = stands ? (want[how].y ? 52 : 8) : (want[how].y ? 42 : 18);

		if (!ok(read_pgm(
			    a,
			    in_dir(a, arena_printf(a, i % 2 ? "mu-%d.pgm" : "po-%d.pgm", how + 1)),
			    &page),
			"page %d is read", how + 1))
			continue;
		ok(dark_at(&page, x, y) && !dark_at(&page, 60 - x, y) &&
		       !dark_at(&page, x, 60 - y) && !dark_at(&page, 60 - x, 60 - y),
		   "%s: orientation %d stands upright", i % 2 ? "MuPDF" : "poppler", how + 1);
		is_int(page.px[6 * page.width + page.width * 2 / 5] > 200, !stands,
		       "orientation %d: the sides keep their proportion", how + 1);
	}
}

/* ---- R-GLYPH ---- */

static void coverage(struct press *press)
{
	static const struct {
		const char *text;
		size_t missing;
		bool rare;
		const char *why;
	} cases[] = {
	    {"张三", 0, false, "common"},
	    {"𬀩𠮷𬭎𰻝䶮㛃", 0, true, "beyond the BMP"},
	    {"阿卜杜·热合曼", 0, false, "with the separator"},
	    {"\xEE\xA1\xA3", 0, true, "U+E863, folded to U+4DAE"},
	    {"\xEE\x80\x80", 1, true, "private use without a meaning"},
	    {"葛\xF3\xA0\x84\x80城", 0, false, "with a variation selector"},
	    {"张\xEF\xBF\xBD", 1, true, "with the sign for a lost character"},
	    {"张\x07", 1, true, "with a control character"},
	    {"e\xCC\x81", 1, true, "with a combining mark"},
	    {"\xD8\xA7\xD8\xA8", 2, true, "Arabic letters, which join"},
	    {"\xF0\xAF\xBF\xBF", 1, true, "never assigned"},
	    {"\xFF张", 1, true, "bytes that are not UTF-8"},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		uint32_t cp;

		is_int(press_uncovered(press, cases[i].text, &cp, 1), cases[i].missing,
		       "R-GLYPH: %s", cases[i].why);
		is_int(press_is_rare(press, cases[i].text), cases[i].rare, "rare or not: %s",
		       cases[i].why);
	}
}

static void refusals(struct arena *a, struct press *press)
{
	static const char *const missing[] = {"/nonexistent/font.ttf", NULL};
	static const char *const no_font[] = {"Makefile", NULL};
	struct style st = {.size_pt = 12};
	struct press *other = NULL;
	struct err e = {0};
	struct pdf *pdf;

	fails(press_open(&other, missing, &e), &e, ERR_INPUT, "a missing main font");
	fails(press_open(&other, no_font, &e), &e, ERR_INPUT, "a file that is no font");
	fails(pdf_begin(&pdf, press, in_dir(a, "no/such/x.pdf"), &e), &e, ERR_OUTPUT,
	      "a place that cannot be written");
	succeeds(pdf_begin(&pdf, press, in_dir(a, "x.pdf"), &e), &e, "a file begins");
	canvas_text(pdf_page(pdf, 210, 297), 20, 20, &st, "张\xEE\x80\x80");
	fails(pdf_end(pdf, &(struct pdf_meta){0}, &e), &e, ERR_RULE,
	      "R-GLYPH: a file with a character that no font has fails");
	succeeds(pdf_begin(&pdf, press, in_dir(a, "x.pdf"), &e), &e, "the next file begins");
	canvas_cell(pdf_page(pdf, 210, 297), 20, 20, 10, 2, &st,
		    "很长很长很长很长很长很长很长很长很长很长很长很长很长很长的姓名");
	fails(pdf_end(pdf, &(struct pdf_meta){0}, &e), &e, ERR_RULE, "text is never cut to fit");
	if (access("/dev/full", W_OK) == 0) {
		succeeds(pdf_begin(&pdf, press, "/dev/full", &e), &e, "a full disk opens");
		canvas_text(pdf_page(pdf, 210, 297), 20, 20, &st, "张");
		fails(pdf_end(pdf, &(struct pdf_meta){0}, &e), &e, ERR_OUTPUT,
		      "and fails at the end");
	}
}

int main(void)
{
	struct arena a = {0};
	struct press *press;
	struct canvas *c;
	struct style st = {.size_pt = 20, .align = ALIGN_CENTRE, .bold = true};
	struct err e = {0};
	int stencil;

	if (!mkdtemp(dir) || press_open(&press, NULL, &e) < 0)
		tap_bail(e.text);
	coverage(press);
	c = press_stencil(press, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM, &stencil);
	canvas_text(c, 105, 30, &st, "模板𠮷");
	canvas_box(c, 15, 15, 180, 267, 1);
	pixels(&a, press);
	structure(&a, press);
	big_file(&a, press, stencil);
	orientations(&a, press);
	refusals(&a, press);
	press_free(press);
	ok(shell(&a, arena_printf(&a, "cd / && rm -r %s", dir)) == 0, "the folder is removed");
	arena_free(&a);
	return tap_done();
}
