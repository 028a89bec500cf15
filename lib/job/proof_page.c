#include "job/proof_page.h"

#include "base/buf.h"
#include "base/text.h"

#include <string.h>

/* Millimetres from the upper left corner. */
static const double LEFT = 15, TOP = 34, ROW = 11.2, WIDTH = 180;
static const double NUMBER_W = 36, NAME_W = 78, CODES_W = 52;

void proof_page_head(struct canvas *c, const char *title)
{
	const struct style big = {
	    .size_pt = 16, .align = ALIGN_CENTRE, .bold = true, .width_mm = 180};
	const struct style small = {.size_pt = 9.5};

	canvas_text(c, 105, 18, &big, title);
	canvas_text(c, LEFT, 29, &small,
		    "请对照证件逐字核对姓名中的生僻字，无误在右侧方框内打勾。");
	canvas_line(c, LEFT, TOP, LEFT + WIDTH, TOP, 0.6);
}

/* "U+2C029 U+20BB7": the characters beyond the most common block. */
static void rare_codes(struct buf *b, const char *name)
{
	while (*name) {
		uint32_t cp;
		size_t n = utf8_decode(name, strlen(name), &cp);

		name += n ? n : 1;
		if (n && cp > 0x7F && cp != 0xB7 && (cp < 0x4E00 || cp > 0x9FFF))
			buf_printf(b, "%sU+%04X", b->len ? " " : "", (unsigned)cp);
	}
}

void proof_page_row(struct canvas *c, int row, const char *reg_no, const char *name)
{
	const struct style small = {.size_pt = 9.5};
	const struct style large = {.size_pt = 22};
	double y = TOP + row * ROW;
	struct buf codes = {0};

	rare_codes(&codes, name);
	canvas_cell(c, LEFT, y, NUMBER_W, ROW, &small, reg_no);
	canvas_cell(c, LEFT + NUMBER_W, y, NAME_W, ROW, &large, name);
	canvas_cell(c, LEFT + NUMBER_W + NAME_W, y, CODES_W, ROW, &small, buf_str(&codes));
	canvas_box(c, LEFT + WIDTH - 9, y + 2.6, 6, 6, 0.6);
	canvas_line(c, LEFT, y + ROW, LEFT + WIDTH, y + ROW, 0.3);
	buf_free(&codes);
}
