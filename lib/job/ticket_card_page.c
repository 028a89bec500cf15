#include "job/ticket_card_page.h"

/* Millimetres; of a card from its own upper left corner. */
static const double CARD_W = 95, CARD_H = 90, PAGE_X = 10, PAGE_Y = 11;
static const double LABEL_X = 3, VALUE_X = 20, VALUE_W = 45, FIRST_Y = 17, ROW = 7.8;
static const double PHOTO_X = 67, PHOTO_Y = 17, PHOTO_W = 24.5, PHOTO_H = 35.6;
static const double CODE_X = 65.5, CODE_Y = 55, CODE_SIDE = 28;

static const double ROWS_H = 70.2;

static double row_height(const struct page_layout *l)
{
	double h = ROWS_H / (double)l->row_count;

	return h < ROW ? h : ROW;
}

static double card_x(int slot)
{
	return PAGE_X + slot % 2 * CARD_W;
}

static double card_y(int slot)
{
	return PAGE_Y + slot / 2 * (CARD_H + 1);
}

int ticket_card_stencil(struct press *press, const struct page_layout *layout, const char *heading)
{
	const struct style head = {.size_pt = 10, .align = ALIGN_CENTRE, .width_mm = CARD_W - 8};
	const struct style name = {.size_pt = 12, .align = ALIGN_CENTRE, .bold = true};
	const struct style label = {.size_pt = 8.5};
	struct canvas *c;
	int id;

	c = press_stencil(press, CARD_W, CARD_H, &id);
	canvas_box(c, 0.3, 0.3, CARD_W - 0.6, CARD_H - 0.6, 0.4);
	canvas_text(c, CARD_W / 2, 7, &head, heading);
	canvas_text(c, CARD_W / 2, 13.5, &name, page_text(layout, "heading"));
	for (size_t i = 0; i < layout->row_count; i++)
		canvas_text(c, LABEL_X, FIRST_Y + ((double)i + 0.64) * row_height(layout), &label,
			    layout->fields[layout->rows[i].fields[0]].label);
	return id;
}

void ticket_card_draw(struct canvas *c, const struct page_layout *layout, int stencil, int slot,
		      const struct ticket *t, const char *id_number, const struct picture *photo,
		      const char *code)
{
	double x = card_x(slot), y = card_y(slot), h = row_height(layout);
	const char *values[TICKET_FIELDS];
	struct arena a = {0};

	ticket_values(&a, t, id_number, false, values);
	canvas_stencil(c, stencil, x, y);
	for (size_t i = 0; i < layout->row_count; i++) {
		int field = layout->rows[i].fields[0];

		canvas_cell(c, x + VALUE_X - 1, y + FIRST_Y + (double)i * h, VALUE_W + 1, h,
			    &layout->fields[field].style, values[field]);
	}
	canvas_picture(c, photo, x + PHOTO_X, y + PHOTO_Y, PHOTO_W, PHOTO_H);
	canvas_code(c, code, x + CODE_X, y + CODE_Y, CODE_SIDE);
	arena_free(&a);
}

int ticket_card_back(struct pdf *pdf, const struct page_layout *layout, const char *rules,
		     const char *notice)
{
	const struct style text = {.size_pt = 9};
	struct arena a = {0};
	const char *words = arena_printf(&a, "%s\n%s", page_text(layout, "rules"), rules);
	struct canvas *c;
	int id;

	if (*notice)
		words =
		    arena_printf(&a, "%s\n\n%s\n%s", words, page_text(layout, "notice"), notice);
	c = pdf_stencil(pdf, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM, &id);
	for (int i = 0; i < CARDS_OF_PAGE; i++)
		canvas_cell(c, card_x(i) + 4, card_y(i) + 4, CARD_W - 8, CARD_H - 8, &text, words);
	arena_free(&a);
	return id;
}
