#include "job/ticket_page.h"

#include "base/messages.h"
#include "base/text.h"

#include <string.h>

/* Millimetres from the upper left corner. */
static const double LEFT = 20, TOP = 52, ROW = 10.5, LABEL = 26, VALUE = 100, RIGHT = 190;
static const double PHOTO_X = 152, PHOTO_Y = 52, PHOTO_W = 33, PHOTO_H = 48;
static const double CODE_X = 150.5, CODE_Y = 101.5, CODE_SIDE = 36;
static const double RULES_Y = 144, BOTTOM = 284;

enum { ROWS = 8, TABLE_WIDTH = 126 };

static const char *const labels[ROWS] = {"姓　名", "证件号码", "准考证号", "科　目",
					 "考　点", "考点地址", "考　场",   "考试时间"};

/* What paper says stays Chinese in every language of the messages: it is an official document. */
static const char word_ticket[] = "准 考 证", word_rules[] = "考生须知", word_notice[] = "考点通告",
		  word_sex[] = "性　别", word_seat[] = "座位号";

static void draw_table(struct canvas *c)
{
	const struct style label = {.size_pt = 11, .align = ALIGN_CENTRE};

	canvas_fill(c, LEFT, TOP, LABEL, ROWS * ROW, 0.94);
	canvas_fill(c, LEFT + 76, TOP, 20, ROW, 0.94);
	canvas_fill(c, LEFT + 76, TOP + 6 * ROW, 20, ROW, 0.94);
	canvas_box(c, LEFT, TOP, TABLE_WIDTH, ROWS * ROW, 0.9);
	canvas_line(c, LEFT + LABEL, TOP, LEFT + LABEL, TOP + ROWS * ROW, 0.5);
	for (int i = 0; i < ROWS; i++) {
		if (i > 0)
			canvas_line(c, LEFT, TOP + i * ROW, LEFT + TABLE_WIDTH, TOP + i * ROW, 0.5);
		canvas_cell(c, LEFT, TOP + i * ROW, LABEL, ROW, &label, labels[i]);
		if (i != 0 && i != 6)
			continue;
		for (double x = 76; x <= 96; x += 20)
			canvas_line(c, LEFT + x, TOP + i * ROW, LEFT + x, TOP + (i + 1) * ROW, 0.5);
		canvas_cell(c, LEFT + 76, TOP + i * ROW, 20, ROW, &label, i ? word_seat : word_sex);
	}
	canvas_box(c, PHOTO_X - 0.6, PHOTO_Y - 0.6, PHOTO_W + 1.2, PHOTO_H + 1.2, 0.4);
}

/*
 * A heading with its paragraphs from y on, made smaller where they would run off the page.
 * Returns where the next block begins. Nothing is drawn where c is NULL.
 */
static double draw_block(struct press *press, struct canvas *c, double y, const char *heading,
			 const char *text)
{
	const struct style head = {.size_pt = 12, .bold = true};
	struct style body = {.size_pt = 10.5};
	double height = press_paragraph_height(press, RIGHT - LEFT, &body, text);

	while (y + 8 + height > BOTTOM && body.size_pt > 5.5) {
		body.size_pt -= 0.5;
		height = press_paragraph_height(press, RIGHT - LEFT, &body, text);
	}
	if (c) {
		canvas_text(c, LEFT, y + 5, &head, heading);
		if (y + 8 + height > BOTTOM) /* fails the file: nothing is cut off */
			canvas_cell(c, LEFT, y + 8, RIGHT - LEFT, 1, &body, text);
		else
			canvas_paragraph(c, LEFT, y + 8, RIGHT - LEFT, &body, text);
	}
	return y + 8 + height + 4;
}

int ticket_page_stencil(struct press *press, const struct ticket_design *design)
{
	const struct style title = {
	    .size_pt = 20, .align = ALIGN_CENTRE, .bold = true, .width_mm = 170};
	const struct style subtitle = {.size_pt = 13, .align = ALIGN_CENTRE, .width_mm = 170};
	struct canvas *c;
	int id;

	c = press_stencil(press, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM, &id);
	canvas_text(c, 105, 24, &title, design->title);
	canvas_text(c, 105, 32, &subtitle, design->subtitle);
	canvas_text(c, 105, 44, &title, word_ticket);
	draw_table(c);
	if (design->rules)
		draw_block(press, c, RULES_Y, word_rules, design->rules);
	return id;
}

int ticket_page_notice(struct press *press, struct pdf *pdf, const char *rules, bool own_rules,
		       const char *notice)
{
	struct canvas *c;
	double y;
	int id;

	if (!*notice && !own_rules)
		return -1;
	c = pdf_stencil(pdf, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM, &id);
	y = draw_block(press, own_rules ? c : NULL, RULES_Y, word_rules, rules);
	if (*notice)
		draw_block(press, c, y, word_notice, notice);
	return id;
}

static void value(struct canvas *c, int row, double width, const char *text)
{
	const struct style st = {.size_pt = 12};

	canvas_cell(c, LEFT + LABEL + 1, TOP + row * ROW, width, ROW, &st, text);
}

static const char *when(struct arena *a, const struct ticket *t)
{
	char from[INSTANT_TEXT], to[INSTANT_TEXT];

	instant_format_people(t->starts_at, from);
	instant_format_people(t->ends_at, to);
	return arena_printf(a, "%.4s年%.2s月%.2s日　%.5s–%.5s", from, from + 5, from + 8, from + 11,
			    to + 11);
}

void ticket_page_draw(struct canvas *c, const struct ticket *t, const char *id_number,
		      const struct picture *photo, const char *code)
{
	const struct style middle = {.size_pt = 12, .align = ALIGN_CENTRE};
	const struct style seat = {.size_pt = 16, .align = ALIGN_CENTRE, .bold = true};
	const struct style name = {.size_pt = 15};
	const struct style number = {.size_pt = 14, .bold = true};
	struct arena a = {0};

	canvas_cell(c, LEFT + LABEL + 1, TOP, 48, ROW, &name, t->name);
	canvas_cell(c, LEFT + 96, TOP, 30, ROW, &middle, strcmp(t->sex, "F") == 0 ? "女" : "男");
	value(c, 1, VALUE - 2, arena_printf(&a, "%s　%s", id_number, t->id_type_name));
	canvas_cell(c, LEFT + LABEL + 1, TOP + 2 * ROW, VALUE - 2, ROW, &number, t->number);
	value(c, 3, VALUE - 2, arena_printf(&a, "%s　%s", t->subject_code, t->subject_name));
	value(c, 4, VALUE - 2, arena_printf(&a, "%s　%s", t->site_code, t->site_name));
	value(c, 5, VALUE - 2, t->site_address);
	value(c, 6, 48, arena_printf(&a, "第%s考场　%s", t->room_code, t->room_name));
	canvas_cell(c, LEFT + 96, TOP + 6 * ROW, 30, ROW, &seat,
		    arena_printf(&a, "%lld", (long long)t->seat));
	value(c, 7, VALUE - 2, when(&a, t));
	canvas_picture(c, photo, PHOTO_X, PHOTO_Y, PHOTO_W, PHOTO_H);
	canvas_code(c, code, CODE_X, CODE_Y, CODE_SIDE);
	arena_free(&a);
}
