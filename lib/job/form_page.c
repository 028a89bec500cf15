#include "job/form_page.h"

#include "job/table_page.h"

#include <string.h>

/* Millimetres from the upper left corner. The first rows stand beside the photo. */
static const double LEFT = 15, WIDE = 180, LABEL = 24;
static const double PHOTO_X = 158.5, PHOTO_Y = 41, PHOTO_W = 33, PHOTO_H = 48;
static const double CODE_X = 173, CODE_Y = 10, CODE_SIDE = 22;
static const double SUBJECTS_Y = 161, SUBJECT_ROW = 8, SUBJECTS_H = 48;
static const double STATE_Y = 228, PROMISE_Y = 244, SIGN_Y = 262;

static const struct table_page table = {
    .left = 15,
    .top = 38,
    .width = 180,
    .height = 117,
    .row_max = 9,
    .beside_height = 54,
    .beside_width = 140,
    .label_width = 24,
    .second_at = 0.5,
    .second_label_width = 24,
    .label_pt = 10.5,
};

const char *const form_field_names[FORM_FIELDS] = {
    "reg_no",  "source",    "name",	 "sex",	   "born_on",	 "nation",
    "id_type", "education", "id_number", "site",   "occupation", "training",
    "phone",   "postcode",  "address",	 "email",  "student_no", "college",
    "major",   "class",	    "custom",	 "remark", "agreement"};

static const struct {
	const char *title;
	double width;
} columns[] = {{"代码", 14}, {"报考科目", 62},	   {"考试费（元）", 26},
	       {"状态", 20}, {"意向考试日期", 26}, {"准考证号", 32}};

static void draw_subject_heads(struct canvas *c)
{
	const struct style head = {.size_pt = 10.5, .align = ALIGN_CENTRE};
	double x = LEFT;

	canvas_fill(c, LEFT, SUBJECTS_Y, WIDE, SUBJECT_ROW, 0.95);
	canvas_line(c, LEFT, SUBJECTS_Y + SUBJECT_ROW, LEFT + WIDE, SUBJECTS_Y + SUBJECT_ROW, 0.4);
	for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
		canvas_cell(c, x, SUBJECTS_Y, columns[i].width, SUBJECT_ROW, &head,
			    columns[i].title);
		x += columns[i].width;
		if (i + 1 < ARRAY_LEN(columns))
			canvas_line(c, x, SUBJECTS_Y, x, SUBJECTS_Y + SUBJECT_ROW + SUBJECTS_H,
				    0.4);
	}
	canvas_box(c, LEFT, SUBJECTS_Y, WIDE, SUBJECT_ROW + SUBJECTS_H, 0.9);
}

/* The two states: review and confirmation. */
static void draw_state(struct canvas *c, double x, const char *label)
{
	const struct style st = {.size_pt = 10.5, .align = ALIGN_CENTRE};

	canvas_fill(c, x, STATE_Y, LABEL, 12, 0.95);
	canvas_cell(c, x, STATE_Y, LABEL, 12, &st, label);
	canvas_box(c, x, STATE_Y, WIDE / 2, 12, 0.6);
	canvas_line(c, x + LABEL, STATE_Y, x + LABEL, STATE_Y + 12, 0.4);
}

/* Who signs, a line to sign on as far as 75 mm from the left, and the date. */
static void draw_signature(struct canvas *c, double y, const char *who, const char *date)
{
	const struct style text = {.size_pt = 10.5};

	canvas_text(c, LEFT, y, &text, who);
	canvas_line(c, LEFT + canvas_text_width(c, &text, who), y + 1, LEFT + 75, y + 1, 0.4);
	canvas_text(c, LEFT + 90, y, &text, date);
}

int form_page_stencil(struct press *press, const struct page_design *design)
{
	const struct page_layout *l = design->layout;
	const double width = design->logo ? 120 : 180;
	const struct style big = {
	    .size_pt = 17, .align = ALIGN_CENTRE, .bold = true, .width_mm = width};
	const struct style small = {.size_pt = 11, .align = ALIGN_CENTRE, .width_mm = width};
	const struct style text = {.size_pt = 10.5};
	bool two = *design->subheading;
	struct canvas *c;
	int id;

	c = press_stencil(press, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM, &id);
	canvas_text(c, 105, two ? 16 : 20, &big, design->heading);
	canvas_text(c, 105, 23, &small, design->subheading);
	canvas_text(c, 105, two ? 33 : 31, &big, page_text(l, "heading"));
	table_page_grid(c, &table, l);
	canvas_box(c, PHOTO_X - 0.6, PHOTO_Y - 0.6, PHOTO_W + 1.2, PHOTO_H + 1.2, 0.3);
	draw_subject_heads(c);
	draw_state(c, LEFT, page_text(l, "review"));
	draw_state(c, LEFT + WIDE / 2, page_text(l, "confirmation"));
	canvas_paragraph(c, LEFT, PROMISE_Y, WIDE, &text, page_text(l, "promise"));
	draw_signature(c, SIGN_Y, page_text(l, "candidate_sign"), page_text(l, "date"));
	draw_signature(c, SIGN_Y + 13, page_text(l, "reviewer_sign"), page_text(l, "date"));
	canvas_text(c, LEFT + 150, SIGN_Y + 13, &text, page_text(l, "stamp"));
	return id;
}

static const char *entry_word(const char *state)
{
	static const char *const words[][2] = {
	    {"unpaid", "未缴费"}, {"in_payment", "支付中"}, {"paid", "已缴费"}};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i][0], state) == 0)
			return words[i][1];
	return state;
}

static void draw_entries(struct canvas *c, const struct form_entry *entries, int count)
{
	const struct style middle = {.size_pt = 10.5, .align = ALIGN_CENTRE};
	double height = count * SUBJECT_ROW > SUBJECTS_H ? SUBJECTS_H / count : SUBJECT_ROW;
	double y = SUBJECTS_Y + SUBJECT_ROW;

	for (int i = 0; i < count; i++, y += height) {
		const struct form_entry *t = &entries[i];
		char fee[FEN_TEXT];
		double x = LEFT;

		fen_format(t->fee, fee);

		const char *const values[] = {t->subject_code,	    t->subject_name, fee,
					      entry_word(t->state), t->wish_on,	     t->ticket_no};

		for (size_t k = 0; k < ARRAY_LEN(columns); k++) {
			canvas_cell(c, x, y, columns[k].width, height, &middle, values[k]);
			x += columns[k].width;
		}
		canvas_line(c, LEFT, y + height, LEFT + WIDE, y + height, 0.3);
	}
}

static void draw_total(struct canvas *c, struct arena *a, const struct form_entry *entries,
		       int count)
{
	const struct style right = {.size_pt = 10.5, .align = ALIGN_RIGHT};
	struct fen all = fen_of(0), paid = fen_of(0);
	char all_text[FEN_TEXT], paid_text[FEN_TEXT];
	bool fits = true;

	for (int i = 0; i < count; i++) {
		fits = fits && fen_add(all, entries[i].fee, &all);
		if (strcmp(entries[i].state, "paid") == 0)
			fits = fits && fen_add(paid, entries[i].fee, &paid);
	}
	BUG_ON(!fits); /* the schema limits a fee to a million yuan */
	fen_format(all, all_text);
	fen_format(paid, paid_text);
	canvas_text(c, LEFT + WIDE, STATE_Y - 5, &right,
		    arena_printf(a, "合计 %s 元，其中已缴 %s 元", all_text, paid_text));
}

static const char *moment(struct arena *a, instant at)
{
	char text[INSTANT_TEXT];

	instant_format_people(at, text);
	return arena_printf(a, "%.16s", text);
}

static const char *review_text(struct arena *a, const struct form *f)
{
	if (strcmp(f->review, "approved") == 0)
		return arena_printf(a, "已通过　%s", moment(a, f->review_at));
	if (strcmp(f->review, "rejected") == 0)
		return arena_printf(a, "未通过：%s", f->review_reason);
	if (strcmp(f->review, "pending") == 0)
		return "待审核";
	return f->site_review ? "未提交" : "本考点不审核";
}

static const char *confirmation_text(struct arena *a, const struct form *f)
{
	if (f->confirmed_at)
		return arena_printf(a, "已确认　%s", moment(a, f->confirmed_at));
	return f->site_confirmation ? "未确认" : "本考点不需确认";
}

static const char *agreement_text(struct arena *a, const struct form *f)
{
	return arena_printf(a, "版本 %s　%s　%s同意", f->agreement, moment(a, f->agreed_at),
			    strcmp(f->source, "group") == 0 ? "由所在学校代表考生" : "考生本人");
}

void form_page_draw(struct canvas *c, const struct page_layout *layout, const struct form *f,
		    const struct form_entry *entries, int count, const struct picture *photo)
{
	const struct style state = {.size_pt = 10};
	struct arena a = {0};
	const char *const values[FORM_FIELDS] = {
	    f->reg_no,
	    strcmp(f->source, "group") == 0 ? "集体报名" : "个人报名",
	    f->name,
	    strcmp(f->sex, "F") == 0 ? "女" : "男",
	    f->born_on,
	    f->nation,
	    f->id_type,
	    f->education,
	    f->id_number,
	    arena_printf(&a, "%s　%s", f->site_code, f->site_name),
	    f->occupation,
	    f->training,
	    f->phone,
	    f->postcode,
	    f->address,
	    f->email,
	    f->student_no,
	    f->college,
	    f->major,
	    f->class,
	    f->custom,
	    f->remark,
	    agreement_text(&a, f),
	};

	table_page_values(c, &table, layout, values);
	draw_entries(c, entries, count);
	draw_total(c, &a, entries, count);
	canvas_cell(c, LEFT + LABEL, STATE_Y, WIDE / 2 - LABEL, 12, &state, review_text(&a, f));
	canvas_cell(c, LEFT + WIDE / 2 + LABEL, STATE_Y, WIDE / 2 - LABEL, 12, &state,
		    confirmation_text(&a, f));
	canvas_code(c, f->reg_no, CODE_X, CODE_Y, CODE_SIDE); /* scanned at the counter */
	if (photo)
		canvas_picture(c, photo, PHOTO_X, PHOTO_Y, PHOTO_W, PHOTO_H);
	arena_free(&a);
}
