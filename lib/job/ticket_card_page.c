#include "job/ticket_card_page.h"

#include "base/text.h"

#include <string.h>

/* Millimetres; of a card from its own upper left corner. */
static const double CARD_W = 95, CARD_H = 90, PAGE_X = 10, PAGE_Y = 11;
static const double LABEL_X = 3, VALUE_X = 20, VALUE_W = 45, FIRST_Y = 17, ROW = 7.8;
static const double PHOTO_X = 67, PHOTO_Y = 17, PHOTO_W = 24.5, PHOTO_H = 35.6;
static const double CODE_X = 65.5, CODE_Y = 55, CODE_SIDE = 28;

enum { CARD_ROWS = 9 };

static const char *const labels[CARD_ROWS] = {"姓　名", "性　别", "证件号码", "准考证号", "科　目",
					      "考　点", "考　场", "座 位 号", "考试时间"};

static double card_x(int slot)
{
	return PAGE_X + slot % 2 * CARD_W;
}

static double card_y(int slot)
{
	return PAGE_Y + slot / 2 * (CARD_H + 1);
}

int ticket_card_stencil(struct press *press, const char *title)
{
	const struct style head = {.size_pt = 10, .align = ALIGN_CENTRE, .width_mm = CARD_W - 8};
	const struct style name = {.size_pt = 12, .align = ALIGN_CENTRE, .bold = true};
	const struct style label = {.size_pt = 8.5};
	struct canvas *c;
	int id;

	c = press_stencil(press, CARD_W, CARD_H, &id);
	canvas_box(c, 0.3, 0.3, CARD_W - 0.6, CARD_H - 0.6, 0.4);
	canvas_text(c, CARD_W / 2, 7, &head, title);
	canvas_text(c, CARD_W / 2, 13.5, &name, "准 考 证");
	for (int i = 0; i < CARD_ROWS; i++)
		canvas_text(c, LABEL_X, FIRST_Y + i * ROW + 5, &label, labels[i]);
	return id;
}

void ticket_card_draw(struct canvas *c, int stencil, int slot, const struct ticket *t,
		      const char *id_number, const struct picture *photo, const char *code)
{
	const struct style text = {.size_pt = 9.5};
	char from[INSTANT_TEXT], to[INSTANT_TEXT];
	double x = card_x(slot), y = card_y(slot);
	struct arena a = {0};

	instant_format_people(t->starts_at, from);
	instant_format_people(t->ends_at, to);

	const char *const values[CARD_ROWS] = {
	    t->name,
	    strcmp(t->sex, "F") == 0 ? "女" : "男",
	    id_number,
	    t->number,
	    arena_printf(&a, "%s %s", t->subject_code, t->subject_name),
	    arena_printf(&a, "%s %s", t->site_code, t->site_name),
	    arena_printf(&a, "第%s考场 %s", t->room_code, t->room_name),
	    arena_printf(&a, "%lld", (long long)t->seat),
	    arena_printf(&a, "%.10s %.5s–%.5s", from, from + 11, to + 11),
	};

	canvas_stencil(c, stencil, x, y);
	for (int i = 0; i < CARD_ROWS; i++)
		canvas_cell(c, x + VALUE_X - 1, y + FIRST_Y + i * ROW, VALUE_W + 1, ROW, &text,
			    values[i]);
	canvas_picture(c, photo, x + PHOTO_X, y + PHOTO_Y, PHOTO_W, PHOTO_H);
	canvas_code(c, code, x + CODE_X, y + CODE_Y, CODE_SIDE);
	arena_free(&a);
}

int ticket_card_back(struct pdf *pdf, const char *rules, const char *notice)
{
	const struct style text = {.size_pt = 9};
	struct arena a = {0};
	const char *words = *notice
				? arena_printf(&a, "考生须知\n%s\n\n考点通告\n%s", rules, notice)
				: arena_printf(&a, "考生须知\n%s", rules);
	struct canvas *c;
	int id;

	c = pdf_stencil(pdf, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM, &id);
	for (int i = 0; i < CARDS_OF_PAGE; i++)
		canvas_cell(c, card_x(i) + 4, card_y(i) + 4, CARD_W - 8, CARD_H - 8, &text, words);
	arena_free(&a);
	return id;
}
