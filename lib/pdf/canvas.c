#include "pdf/draw.h"

#include "base/messages.h"
#include "pdf/code.h"

#include <math.h>
#include <string.h>

static const double PT_PER_MM = 72 / 25.4;

void canvas_start(struct canvas *c, struct press *press, double width_mm, double height_mm)
{
	c->press = press;
	c->set = SET_PAGE;
	c->width_pt = width_mm * PT_PER_MM;
	c->height_pt = height_mm * PT_PER_MM;
	c->stencils.len = 0;
	c->objects.len = 0;
	buf_reset(&c->ops);
}

void canvas_clear(struct canvas *c)
{
	buf_free(&c->ops);
	VEC_FREE(&c->objects);
	VEC_FREE(&c->stencils);
}

/* A number to a hundredth of a point (0.004 mm) and a blank, without the C library's locale. */
static void num(struct buf *b, double v)
{
	long n = lround(v * 100);
	char text[32], *p = text + sizeof text;
	unsigned long u = n < 0 ? (unsigned long)-n : (unsigned long)n;
	unsigned cents = (unsigned)(u % 100);

	*--p = ' ';
	u /= 100;
	if (cents) {
		if (cents % 10)
			*--p = (char)('0' + cents % 10);
		*--p = (char)('0' + cents / 10);
		*--p = '.';
	}
	do
		*--p = (char)('0' + u % 10);
	while (u /= 10);
	if (n < 0)
		*--p = '-';
	buf_add(b, p, (size_t)(text + sizeof text - p));
}

static void point(struct canvas *c, double x_mm, double y_mm)
{
	num(&c->ops, x_mm * PT_PER_MM);
	num(&c->ops, c->height_pt - y_mm * PT_PER_MM);
}

/* ---- text ---- */

static void lost_character(struct canvas *c, uint32_t cp)
{
	if (!c->err->code)
		(void)err_set(c->err, ERR_RULE, E_PDF_UNPRINTABLE, (unsigned)cp);
}

/* The character's number in its font of this set, given out at the first use. */
static unsigned cid_of(struct canvas *c, uint32_t cp, struct glyph *g)
{
	if (!g->cid[c->set]) {
		struct font_use *use = &c->press->use[c->set][g->face];
		struct font_char one = {cp, g->gid, g->advance};

		if (use->chars.len == 0xFFFF) {
			lost_character(c, cp);
			return 0;
		}
		VEC_PUSH(&use->chars, one);
		g->cid[c->set] = (uint16_t)use->chars.len;
	}
	return g->cid[c->set];
}

/* Width of the text up to end (NULL: all) in 1/1000 of the size. */
static long measure(struct canvas *c, const char *s, const char *end)
{
	long sum = 0;

	while (!end || s < end) {
		uint32_t cp = text_next(&s);
		const struct glyph *g;

		if (cp == 0)
			break;
		g = chain_glyph(c->press->chain, cp);
		sum += g ? g->advance : 1000;
	}
	return sum;
}

static void hex4(struct buf *b, unsigned v)
{
	static const char digits[] = "0123456789ABCDEF";
	char h[4] = {digits[v >> 12 & 15], digits[v >> 8 & 15], digits[v >> 4 & 15],
		     digits[v & 15]};

	buf_add(b, h, sizeof h);
}

/* The characters of s up to end, changing fonts where the chain does. */
static void show(struct canvas *c, double size, const char *s, const char *end)
{
	int face = -1;

	while (s < end) {
		uint32_t cp = text_next(&s);
		struct glyph *g;

		if (cp == 0)
			break;
		g = chain_glyph(c->press->chain, cp);
		if (!g) {
			lost_character(c, cp);
			continue;
		}
		if (g->face != face) {
			buf_printf(&c->ops, "%s/%c%d ", face >= 0 ? ">Tj" : "", set_letter(c->set),
				   g->face);
			num(&c->ops, size);
			buf_puts(&c->ops, "Tf<");
			face = g->face;
		}
		hex4(&c->ops, cid_of(c, cp, g));
	}
	if (face >= 0)
		buf_puts(&c->ops, ">Tj");
}

/* One line with its baseline at y; align decides what x means. */
static void line_of_text(struct canvas *c, double x, double y, const struct style *st, double size,
			 const char *s, const char *end)
{
	bool dressed = st->bold || st->grey > 0;

	if (s == end)
		return;
	if (st->align != ALIGN_LEFT) {
		double width = (double)measure(c, s, end) * size / 1000 / PT_PER_MM;

		x -= st->align == ALIGN_RIGHT ? width : width / 2;
	}
	if (dressed) {
		buf_puts(&c->ops, "q ");
		num(&c->ops, st->grey);
		buf_puts(&c->ops, "g ");
	}
	buf_puts(&c->ops, "BT ");
	if (st->bold) { /* the outline is stroked too: no second font for a heavier weight */
		num(&c->ops, st->grey);
		buf_puts(&c->ops, "G 2 Tr ");
		num(&c->ops, size * 0.028);
		buf_puts(&c->ops, "w ");
	}
	point(c, x, y);
	buf_puts(&c->ops, "Td");
	show(c, size, s, end);
	buf_puts(&c->ops, dressed ? " ET Q\n" : " ET\n");
}

double canvas_text_width(struct canvas *c, const struct style *style, const char *text)
{
	return (double)measure(c, text, NULL) * style->size_pt / 1000 / PT_PER_MM;
}

void canvas_text(struct canvas *c, double x, double y, const struct style *style, const char *text)
{
	double width = canvas_text_width(c, style, text), size = style->size_pt;

	if (style->width_mm > 0 && width > style->width_mm)
		size *= style->width_mm / width;
	line_of_text(c, x, y, style, size, text, text + strlen(text));
}

static bool is_word(uint32_t cp)
{
	return cp > ' ' && cp < 0x2000;
}

/* 行首不可 and 行尾不可 of GB/T 15834: punctuation that does not begin or end a line. */
static bool not_at_start(uint32_t cp)
{
	static const uint32_t marks[] = {0x3001, 0x3002, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF01,
					 0xFF1F, 0xFF09, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015,
					 0x201D, 0x2019, 0x2026, 0x2014, 0x00B7, 0x3009, 0xFF5E};

	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (marks[i] == cp)
			return true;
	return false;
}

static bool not_at_end(uint32_t cp)
{
	return cp == 0xFF08 || cp == 0x300A || cp == 0x300C || cp == 0x300E || cp == 0x3010 ||
	       cp == 0x3014 || cp == 0x201C || cp == 0x2018 || cp == 0x3008;
}

/*
 * The end of the line that begins at s and is at most limit (1/1000 of the size) wide; *next is
 * where the following one begins. *torn is set where a word had to be torn apart.
 */
static const char *line_end(struct canvas *c, const char *s, double limit, const char **next,
			    bool *torn)
{
	const char *p = s, *brk = NULL;
	uint32_t before = 0;
	long width = 0;

	for (;;) {
		const char *at = p;
		uint32_t cp = text_next(&p);
		const struct glyph *g;

		if (cp == 0 || cp == '\n') {
			*next = cp ? p : at;
			return at;
		}
		if (before && !not_at_start(cp) && !not_at_end(before) &&
		    !(is_word(before) && is_word(cp)))
			brk = at;
		g = chain_glyph(c->press->chain, cp);
		width += g ? g->advance : 1000;
		if ((double)width > limit && before && cp != ' ') {
			*torn = *torn || !brk;
			at = brk ? brk : at;
			for (*next = at; **next == ' '; ++*next)
				;
			while (at > s && at[-1] == ' ')
				at--;
			return at;
		}
		before = cp;
	}
}

static int count_lines(struct canvas *c, const char *text, double limit, bool *torn)
{
	int n = 0;

	*torn = false;
	for (const char *s = text; *s; n++)
		line_end(c, s, limit, &s, torn);
	return n;
}

enum { LEADING_PERCENT = 125, MIDDLE_PERCENT = 37 }; /* of the size: line to line; body's middle */
static const double SMALLEST_PT = 3, CELL_PAD_MM = 1;

/* The largest size up to the wanted one at which text fits; 0 where none does. */
static double fitting_size(struct canvas *c, double width, double height, double wanted,
			   const char *text, int *lines)
{
	for (double size = wanted; size >= SMALLEST_PT; size -= 0.25) {
		double leading = size * LEADING_PERCENT / 100 / PT_PER_MM;
		int room = (int)(height / leading);
		bool torn;

		*lines = count_lines(c, text, width * PT_PER_MM * 1000 / size, &torn);
		if (*lines <= (room > 0 ? room : 1) && (!torn || size < SMALLEST_PT + 0.5))
			return size;
	}
	return 0;
}

void canvas_cell(struct canvas *c, double x, double y, double width, double height,
		 const struct style *style, const char *text)
{
	int lines = 0;
	bool torn = false;

	x += CELL_PAD_MM;
	width -= 2 * CELL_PAD_MM;

	double size = fitting_size(c, width, height, style->size_pt, text, &lines);

	if (size <= 0) {
		if (!c->err->code)
			(void)err_set(c->err, ERR_RULE, E_PDF_TOO_LONG, text);
		return;
	}

	double leading = size * LEADING_PERCENT / 100 / PT_PER_MM;
	double baseline =
	    y + height / 2 - leading * (lines - 1) / 2 + size * MIDDLE_PERCENT / 100 / PT_PER_MM;
	double at = style->align == ALIGN_LEFT	   ? x
		    : style->align == ALIGN_CENTRE ? x + width / 2
						   : x + width;

	for (const char *s = text, *next; *s; s = next, baseline += leading)
		line_of_text(c, at, baseline, style, size, s,
			     line_end(c, s, width * PT_PER_MM * 1000 / size, &next, &torn));
}

double press_paragraph_height(struct press *press, double width, const struct style *style,
			      const char *text)
{
	struct canvas c = {.press = press};
	double leading = style->size_pt * (LEADING_PERCENT + 15) / 100 / PT_PER_MM;
	bool torn;

	return leading * count_lines(&c, text, width * PT_PER_MM * 1000 / style->size_pt, &torn);
}

double canvas_paragraph(struct canvas *c, double x, double y, double width,
			const struct style *style, const char *text)
{
	double leading = style->size_pt * (LEADING_PERCENT + 15) / 100 / PT_PER_MM;
	bool torn = false;

	for (const char *s = text, *next; *s; s = next, y += leading)
		line_of_text(
		    c, x, y + leading * 0.72, style, style->size_pt, s,
		    line_end(c, s, width * PT_PER_MM * 1000 / style->size_pt, &next, &torn));
	return y;
}

/* ---- lines, pictures, codes ---- */

void canvas_line(struct canvas *c, double x1, double y1, double x2, double y2, double width_pt)
{
	num(&c->ops, width_pt);
	buf_puts(&c->ops, "w ");
	point(c, x1, y1);
	buf_puts(&c->ops, "m ");
	point(c, x2, y2);
	buf_puts(&c->ops, "l S\n");
}

static void rectangle(struct canvas *c, double x, double y, double width, double height)
{
	point(c, x, y + height);
	num(&c->ops, width * PT_PER_MM);
	num(&c->ops, height * PT_PER_MM);
	buf_puts(&c->ops, "re ");
}

void canvas_box(struct canvas *c, double x, double y, double width, double height, double width_pt)
{
	num(&c->ops, width_pt);
	buf_puts(&c->ops, "w ");
	rectangle(c, x, y, width, height);
	buf_puts(&c->ops, "S\n");
}

void canvas_fill(struct canvas *c, double x, double y, double width, double height, double grey)
{
	buf_puts(&c->ops, "q ");
	num(&c->ops, grey);
	buf_puts(&c->ops, "g ");
	rectangle(c, x, y, width, height);
	buf_puts(&c->ops, "f Q\n");
}

/* Draws an object of the unit square through the matrix m. */
static void draw_object(struct canvas *c, const double m[6], char letter, unsigned number)
{
	buf_puts(&c->ops, "q ");
	for (int i = 0; i < 6; i++)
		num(&c->ops, m[i]);
	buf_printf(&c->ops, "cm/%c%u Do Q\n", letter, number);
}

void canvas_picture(struct canvas *c, const struct picture *pic, double x, double y, double width,
		    double height)
{
	/* By orientation: where the unit square's corners go (EXIF 2.3, 4.6.4 A, tag 274). */
	static const signed char turn[9][6] = {
	    {0},
	    {1, 0, 0, 1, 0, 0},
	    {-1, 0, 0, 1, 1, 0},
	    {-1, 0, 0, -1, 1, 1},
	    {1, 0, 0, -1, 0, 1},
	    {0, -1, -1, 0, 1, 1},
	    {0, -1, 1, 0, 0, 1},
	    {0, 1, 1, 0, 0, 0},
	    {0, 1, -1, 0, 1, 0},
	};
	const signed char *t = turn[pic->orientation];
	bool lies = pic->orientation >= 5;
	double w = lies ? pic->height_px : pic->width_px;
	double h = lies ? pic->width_px : pic->height_px;
	double scale = fmin(width / w, height / h) * PT_PER_MM;
	unsigned number;

	BUG_ON(!c->pdf);
	w *= scale;
	h *= scale;
	x = (x + width / 2) * PT_PER_MM - w / 2;
	y = c->height_pt - (y + height / 2) * PT_PER_MM - h / 2;
	number = file_add_picture(c->pdf, pic);
	VEC_PUSH(&c->objects, number);
	draw_object(
	    c,
	    (const double[6]){t[0] * w, t[1] * h, t[2] * w, t[3] * h, x + t[4] * w, y + t[5] * h},
	    'X', number);
}

void canvas_code(struct canvas *c, const char *text, double x, double y, double side)
{
	struct code code;
	unsigned number;

	BUG_ON(!c->pdf);
	if (!code_make(&code, text)) {
		if (!c->err->code)
			(void)err_set(c->err, ERR_RULE, E_PDF_CODE, text);
		return;
	}

	double module = side * PT_PER_MM / (code.side + 8); /* a quiet zone of four modules */
	double size = module * code.side;

	number = file_add_mask(c->pdf, code.side, code.rows, code.row_bytes * (size_t)code.side);
	VEC_PUSH(&c->objects, number);
	draw_object(c,
		    (const double[6]){size, 0, 0, size, x * PT_PER_MM + 4 * module,
				      c->height_pt - y * PT_PER_MM - 4 * module - size},
		    'X', number);
}

void canvas_stencil(struct canvas *c, int id, double x, double y)
{
	size_t i;

	BUG_ON(!c->pdf);
	for (i = 0; i < c->stencils.len && c->stencils.items[i] != id; i++)
		;
	if (i == c->stencils.len)
		VEC_PUSH(&c->stencils, id);
	draw_object(
	    c,
	    (const double[6]){1, 0, 0, 1, x * PT_PER_MM,
			      c->height_pt - y * PT_PER_MM - file_stencil_height(c->pdf, id)},
	    'T', (unsigned)id);
}

void canvas_footer(struct canvas *c, const char *left, const char *right)
{
	double w = c->width_pt / PT_PER_MM, y = c->height_pt / PT_PER_MM - 7;
	struct style st = {.size_pt = 6.5, .grey = 0.45, .width_mm = w / 2 - 16};

	canvas_text(c, 14, y, &st, left);
	st.align = ALIGN_RIGHT;
	canvas_text(c, w - 14, y, &st, right);
}
