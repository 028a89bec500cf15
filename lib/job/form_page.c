#include "job/form_page.h"

#include "base/messages.h"

#include <string.h>

/* Millimetres from the upper left corner. The first rows stand beside the photo. */
static const double LEFT = 15, TOP = 38, ROW = 9, LABEL = 24;
static const double NARROW = 140, WIDE = 180; /* rows beside the photo; the others */
static const double PHOTO_X = 158.5, PHOTO_Y = 41, PHOTO_W = 33, PHOTO_H = 48;
static const double SUBJECTS_Y = 161, SUBJECT_ROW = 8, SUBJECTS_H = 48;
static const double STATE_Y = 228, PROMISE_Y = 244, SIGN_Y = 262;

enum { NARROW_ROWS = 6, ROWS = 13 };

/* Paper stays Chinese in every language of the messages: it is an official document. */
static const struct {
	const char *left, *right; /* right NULL: one value over the whole row */
} rows[ROWS] = {
    {"报 名 号", "报名方式"}, {"姓　名", "性　别"},	{"出生日期", "民　族"},
    {"证件类型", "文化程度"}, {"证件号码", NULL},	{"考　点", NULL},
    {"职　业", "培训类型"},   {"联系电话", "邮政编码"}, {"通讯地址", NULL},
    {"电子邮箱", "学　号"},   {"院　系", "专　业"},	{"班　级", "备　注"},
    {"报名协议", NULL},
};

static const struct {
	const char *title;
	double width;
} columns[] = {{"代码", 14}, {"报考科目", 62},	   {"考试费（元）", 26},
	       {"状态", 20}, {"意向考试日期", 26}, {"准考证号", 32}};

static double row_width(int i)
{
	return i < NARROW_ROWS ? NARROW : WIDE;
}

static void draw_grid(struct canvas *c)
{
	const struct style label = {.size_pt = 10.5, .align = ALIGN_CENTRE};

	for (int i = 0; i < ROWS; i++) {
		double y = TOP + i * ROW, half = row_width(i) / 2;

		canvas_fill(c, LEFT, y, LABEL, ROW, 0.95);
		canvas_cell(c, LEFT, y, LABEL, ROW, &label, rows[i].left);
		canvas_line(c, LEFT + LABEL, y, LEFT + LABEL, y + ROW, 0.4);
		if (rows[i].right) {
			canvas_fill(c, LEFT + half, y, LABEL, ROW, 0.95);
			canvas_cell(c, LEFT + half, y, LABEL, ROW, &label, rows[i].right);
			canvas_line(c, LEFT + half, y, LEFT + half, y + ROW, 0.4);
			canvas_line(c, LEFT + half + LABEL, y, LEFT + half + LABEL, y + ROW, 0.4);
		}
	}
	for (int i = 1; i < ROWS; i++)
		canvas_line(c, LEFT, TOP + i * ROW, LEFT + row_width(i - 1), TOP + i * ROW, 0.4);
	canvas_line(c, LEFT + NARROW, TOP, LEFT + NARROW, TOP + NARROW_ROWS * ROW, 0.4);
	canvas_line(c, LEFT, TOP + NARROW_ROWS * ROW, LEFT + WIDE, TOP + NARROW_ROWS * ROW, 0.4);
	canvas_box(c, LEFT, TOP, WIDE, ROWS * ROW, 0.9);
	canvas_box(c, PHOTO_X - 0.6, PHOTO_Y - 0.6, PHOTO_W + 1.2, PHOTO_H + 1.2, 0.3);
}

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

int form_page_stencil(struct press *press, const char *title)
{
	const struct style big = {
	    .size_pt = 17, .align = ALIGN_CENTRE, .bold = true, .width_mm = 180};
	const struct style text = {.size_pt = 10.5};
	const struct style label = {.size_pt = 10.5, .align = ALIGN_CENTRE};
	struct canvas *c;
	int id;

	c = press_stencil(press, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM, &id);
	canvas_text(c, 105, 20, &big, title);
	canvas_text(c, 105, 31, &big, "报 名 登 记 表");
	draw_grid(c);
	draw_subject_heads(c);
	for (int i = 0; i < 2; i++) {
		canvas_fill(c, LEFT + i * WIDE / 2, STATE_Y, LABEL, 12, 0.95);
		canvas_cell(c, LEFT + i * WIDE / 2, STATE_Y, LABEL, 12, &label,
			    i ? "现场确认" : "信息审核");
		canvas_box(c, LEFT + i * WIDE / 2, STATE_Y, WIDE / 2, 12, 0.6);
		canvas_line(c, LEFT + i * WIDE / 2 + LABEL, STATE_Y, LEFT + i * WIDE / 2 + LABEL,
			    STATE_Y + 12, 0.4);
	}
	canvas_paragraph(c, LEFT, PROMISE_Y, WIDE, &text,
			 "本人已阅读并同意报名协议，确认以上信息及照片真实、准确；"
			 "缴费后个人信息、照片、考点和报考科目均不再更改。");
	canvas_text(c, LEFT, SIGN_Y, &text, "考生签名：");
	canvas_line(c, LEFT + 20, SIGN_Y + 1, LEFT + 75, SIGN_Y + 1, 0.4);
	canvas_text(c, LEFT + 90, SIGN_Y, &text, "日期：　　　　年　　月　　日");
	canvas_text(c, LEFT, SIGN_Y + 13, &text, "审核人签名：");
	canvas_line(c, LEFT + 24, SIGN_Y + 14, LEFT + 75, SIGN_Y + 14, 0.4);
	canvas_text(c, LEFT + 90, SIGN_Y + 13, &text, "日期：　　　　年　　月　　日");
	canvas_text(c, LEFT + 150, SIGN_Y + 13, &text, "（考点盖章）");
	return id;
}

static void put(struct canvas *c, int row, bool right, const char *text)
{
	const struct style st = {.size_pt = 11};
	double half = row_width(row) / 2;
	double x = LEFT + (right ? half : 0) + LABEL;
	double width = rows[row].right ? half - LABEL : row_width(row) - LABEL;

	canvas_cell(c, x, TOP + row * ROW, width, ROW, &st, text);
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

void form_page_draw(struct canvas *c, const struct form *f, const struct form_entry *entries,
		    int count, const struct picture *photo)
{
	const struct style state = {.size_pt = 10};
	struct arena a = {0};
	const char *const values[ROWS][2] = {
	    {f->reg_no, strcmp(f->source, "group") == 0 ? "集体报名" : "个人报名"},
	    {f->name, strcmp(f->sex, "F") == 0 ? "女" : "男"},
	    {f->born_on, f->nation},
	    {f->id_type, f->education},
	    {f->id_number},
	    {arena_printf(&a, "%s　%s", f->site_code, f->site_name)},
	    {f->occupation, f->training},
	    {f->phone, f->postcode},
	    {f->address},
	    {f->email, f->student_no},
	    {f->college, f->major},
	    {f->class, f->remark},
	    {agreement_text(&a, f)},
	};

	for (int i = 0; i < ROWS; i++) {
		put(c, i, false, values[i][0]);
		if (rows[i].right)
			put(c, i, true, values[i][1]);
	}
	draw_entries(c, entries, count);
	draw_total(c, &a, entries, count);
	canvas_cell(c, LEFT + LABEL, STATE_Y, WIDE / 2 - LABEL, 12, &state, review_text(&a, f));
	canvas_cell(c, LEFT + WIDE / 2 + LABEL, STATE_Y, WIDE / 2 - LABEL, 12, &state,
		    confirmation_text(&a, f));
	if (photo)
		canvas_picture(c, photo, PHOTO_X, PHOTO_Y, PHOTO_W, PHOTO_H);
	arena_free(&a);
}
