#include "job/ticket_page.h"

#include "base/text.h"
#include "job/table_page.h"

#include <string.h>

/* Millimetres from the upper left corner. */
static const double LEFT = 20, RIGHT = 190, TOP = 52;
static const double PHOTO_X = 152, PHOTO_W = 33, PHOTO_H = 48;
static const double CODE_X = 150.5, CODE_Y = 101.5, CODE_SIDE = 36;
static const double RULES_Y = 144, BOTTOM = 284;

static const struct table_page table = {
    .left = 20,
    .top = 52,
    .width = 126,
    .height = 84,
    .row_max = 10.5,
    .label_width = 26,
    .second_at = 76.0 / 126,
    .second_label_width = 20,
    .label_pt = 11,
};

const char *const ticket_field_names[TICKET_FIELDS] = {"name",	  "sex",  "id_number", "ticket_no",
						       "subject", "site", "address",   "room",
						       "seat",	  "time", "reg_no",    "session"};

void ticket_values(struct arena *out, const struct ticket *t, const char *id_number, bool wide,
		   const char *values[TICKET_FIELDS])
{
	const char *gap = wide ? "　" : " ";
	char from[INSTANT_TEXT], to[INSTANT_TEXT];

	instant_format_people(t->starts_at, from);
	instant_format_people(t->ends_at, to);

	const char *const all[TICKET_FIELDS] = {
	    t->name,
	    strcmp(t->sex, "F") == 0 ? "女" : "男",
	    wide ? arena_printf(out, "%s　%s", id_number, t->id_type_name) : id_number,
	    t->number,
	    arena_printf(out, "%s%s%s", t->subject_code, gap, t->subject_name),
	    arena_printf(out, "%s%s%s", t->site_code, gap, t->site_name),
	    t->site_address,
	    arena_printf(out, "第%s考场%s%s", t->room_code, gap, t->room_name),
	    arena_printf(out, "%lld", (long long)t->seat),
	    wide ? arena_printf(out, "%.4s年%.2s月%.2s日　%.5s–%.5s", from, from + 5, from + 8,
				from + 11, to + 11)
		 : arena_printf(out, "%.10s %.5s–%.5s", from, from + 11, to + 11),
	    t->reg_no,
	    arena_printf(out, "%lld", (long long)t->session),
	};

	memcpy(values, all, sizeof all);
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

int ticket_page_stencil(struct press *press, const struct page_design *design, const char *rules)
{
	const double width = design->logo ? 116 : 170;
	const struct style title = {
	    .size_pt = 20, .align = ALIGN_CENTRE, .bold = true, .width_mm = width};
	const struct style subtitle = {.size_pt = 13, .align = ALIGN_CENTRE, .width_mm = width};
	struct canvas *c;
	int id;

	c = press_stencil(press, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM, &id);
	canvas_text(c, 105, 24, &title, design->heading);
	canvas_text(c, 105, 32, &subtitle, design->subheading);
	canvas_text(c, 105, 44, &title, page_text(design->layout, "heading"));
	table_page_grid(c, &table, design->layout);
	canvas_box(c, PHOTO_X - 0.6, TOP - 0.6, PHOTO_W + 1.2, PHOTO_H + 1.2, 0.4);
	if (rules)
		draw_block(press, c, RULES_Y, page_text(design->layout, "rules"), rules);
	return id;
}

int ticket_page_notice(struct press *press, struct pdf *pdf, const struct page_layout *layout,
		       const char *rules, bool own_rules, const char *notice)
{
	struct canvas *c;
	double y;
	int id;

	if (!*notice && !own_rules)
		return -1;
	c = pdf_stencil(pdf, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM, &id);
	y = draw_block(press, own_rules ? c : NULL, RULES_Y, page_text(layout, "rules"), rules);
	if (*notice)
		draw_block(press, c, y, page_text(layout, "notice"), notice);
	return id;
}

void ticket_page_draw(struct canvas *c, const struct page_layout *layout, const struct ticket *t,
		      const char *id_number, const struct picture *photo, const char *code)
{
	const char *values[TICKET_FIELDS];
	struct arena a = {0};

	ticket_values(&a, t, id_number, true, values);
	table_page_values(c, &table, layout, values);
	canvas_picture(c, photo, PHOTO_X, TOP, PHOTO_W, PHOTO_H);
	canvas_code(c, code, CODE_X, CODE_Y, CODE_SIDE);
	arena_free(&a);
}
