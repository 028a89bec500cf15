#include "job/room_page.h"

#include <string.h>

/* Millimetres from the upper left corner. */
static const double LEFT = 15, WIDTH = 180, TOP = 42, SUMMARY_ROW = 7.6;

static size_t pages_of(size_t count, size_t per_page)
{
	return (count + per_page - 1) / per_page;
}

static const char *when(struct arena *a, instant starts_at, instant ends_at)
{
	char from[INSTANT_TEXT], to[INSTANT_TEXT];

	instant_format_people(starts_at, from);
	instant_format_people(ends_at, to);
	return arena_printf(a, "%.10s %.5s–%.5s", from, from + 11, to + 11);
}

static const char *words(const struct room_pack *p, const char *key)
{
	return page_text(p->design->layout, key);
}

/* Programme and sitting on one line. */
static void draw_heading(struct canvas *c, struct arena *a, const struct page_design *d)
{
	const struct style small = {.size_pt = 11, .align = ALIGN_CENTRE, .width_mm = 180};

	canvas_text(c, 105, 15, &small, arena_printf(a, "%s　%s", d->heading, d->subheading));
}

/* Heading, what it is, and which room and session. */
static void head(struct canvas *c, const struct room_pack *p, const char *what)
{
	const struct style big = {
	    .size_pt = 18, .align = ALIGN_CENTRE, .bold = true, .width_mm = 180};
	const struct style text = {.size_pt = 11, .width_mm = 180};
	const struct ticket *t = &p->tickets[0];
	struct arena a = {0};

	draw_heading(c, &a, p->design);
	canvas_text(c, 105, 25, &big, words(p, what));
	canvas_text(c, LEFT, 36, &text,
		    arena_printf(&a, "%s %s　第%s考场 %s　第%lld批　%s　共 %zu 人", t->site_code,
				 t->site_name, t->room_code, t->room_name, (long long)t->session,
				 when(&a, t->starts_at, t->ends_at), p->count));
	arena_free(&a);
}

/* Counts by subject; the rest in one line where there are more than fit. */
static double draw_subjects(struct canvas *c, const struct room_pack *p, double y)
{
	const struct style text = {.size_pt = 12};
	const char *seen[SUBJECTS_MAX] = {0};
	size_t subjects = 0, counted = 0;
	struct arena a = {0};

	for (size_t i = 0; i < p->count && subjects < SUBJECTS_MAX; i++) {
		const struct ticket *t = &p->tickets[i];
		size_t n = 0, k = 0;

		while (k < subjects && strcmp(seen[k], t->subject_code) != 0)
			k++;
		if (k < subjects)
			continue;
		seen[subjects++] = t->subject_code;
		for (size_t j = 0; j < p->count; j++)
			n += strcmp(p->tickets[j].subject_code, t->subject_code) == 0;
		counted += n;
		canvas_text(c, 40, y, &text,
			    arena_printf(&a, "%s %s：%zu 人", t->subject_code, t->subject_name, n));
		y += 8;
	}
	if (counted < p->count) {
		canvas_text(c, 40, y, &text,
			    arena_printf(&a, "其他科目：%zu 人", p->count - counted));
		y += 8;
	}
	arena_free(&a);
	return y;
}

void room_page_cover(struct canvas *c, const struct room_pack *p)
{
	const struct style huge = {.size_pt = 60, .align = ALIGN_CENTRE, .bold = true};
	const struct style text = {.size_pt = 12};
	struct arena a = {0};
	size_t n = p->count, labels = p->labels ? pages_of(n, LABEL_NAMES) : 0;
	size_t door = pages_of(n, DOOR_NAMES), sign = pages_of(n, p->sign_names);
	double y;

	head(c, p, "cover");
	canvas_box(c, LEFT, TOP, WIDTH, 45, 1);
	canvas_text(c, 105, TOP + 32, &huge, arena_printf(&a, "第%s考场", p->tickets[0].room_code));
	y = draw_subjects(c, p, TOP + 62);
	canvas_text(c, 40, y + 8, &text,
		    arena_printf(&a,
				 "本袋共 %zu 页：封面 1，门贴 %zu，座位图 1，签到表 %zu，"
				 "记录表 1，桌贴 %zu",
				 3 + door + sign + labels, door, sign, labels));
	canvas_text(c, 40, y + 16, &text, arena_printf(&a, "内容校验：%.32s", p->content));
	canvas_text(c, 40, y + 36, &text, words(p, "counted_by"));
	arena_free(&a);
}

void room_page_door(struct canvas *c, const struct room_pack *p, size_t first)
{
	const struct style text = {.size_pt = 10.5};
	const struct style middle = {.size_pt = 10.5, .align = ALIGN_CENTRE};
	const double row = 7.6, half = WIDTH / 2;
	struct arena a = {0};

	head(c, p, "door");
	for (int k = 0; k < 2; k++) {
		double x = LEFT + k * half;

		canvas_fill(c, x, TOP, half, row, 0.94);
		canvas_cell(c, x, TOP, 14, row, &middle, "座位");
		canvas_cell(c, x + 14, TOP, 37, row, &middle, "准考证号");
		canvas_cell(c, x + 51, TOP, half - 51, row, &middle, "姓　名");
	}
	for (size_t i = 0; i < DOOR_NAMES && first + i < p->count; i++) {
		const struct ticket *t = &p->tickets[first + i];
		double x = LEFT + (i >= DOOR_NAMES / 2 ? half : 0);
		double y = TOP + row * (double)(1 + i % (DOOR_NAMES / 2));

		canvas_cell(c, x, y, 14, row, &middle,
			    arena_printf(&a, "%lld", (long long)t->seat));
		canvas_cell(c, x + 14, y, 37, row, &text, t->number);
		canvas_cell(c, x + 51, y, half - 51, row, &text, t->name);
		canvas_line(c, x, y + row, x + half, y + row, 0.2);
	}
	canvas_box(c, LEFT, TOP, WIDTH, row * (1 + DOOR_NAMES / 2), 0.8);
	canvas_line(c, LEFT + half, TOP, LEFT + half, TOP + row * (1 + DOOR_NAMES / 2), 0.5);
	arena_free(&a);
}

enum { MAP_COLUMNS = 12 };

void room_page_map(struct canvas *c, const struct room_pack *p)
{
	const struct style number = {.size_pt = 13, .align = ALIGN_CENTRE, .bold = true};
	const struct style name = {.size_pt = 10, .align = ALIGN_CENTRE};
	int64_t cols = p->cols, rows = p->rows, last = p->tickets[p->count - 1].seat;
	struct arena a = {0};
	double w, h;

	head(c, p, "map");
	canvas_box(c, 75, TOP, 60, 9, 0.8);
	canvas_cell(c, 75, TOP, 60, 9, &name, words(p, "desk"));
	if (cols > MAP_COLUMNS) /* names would not fit: in the order of seats instead */
		cols = MAP_COLUMNS, rows = 1;
	if (rows * cols < last) /* a seat beyond the plan still has a place on it */
		rows = (last + cols - 1) / cols;
	w = WIDTH / (double)cols;
	h = 225 / (double)rows;
	h = h > 24 ? 24 : h;
	for (int64_t s = 0; s < rows * cols; s++)
		canvas_box(c, LEFT + w * (double)(s % cols), TOP + 14 + h * (double)(s / cols), w,
			   h, 0.4);
	for (size_t i = 0; i < p->count; i++) {
		int64_t s = p->tickets[i].seat - 1;
		double x = LEFT + w * (double)(s % cols), y = TOP + 14 + h * (double)(s / cols);

		canvas_cell(c, x, y, w, h * 0.45, &number,
			    arena_printf(&a, "%lld", (long long)p->tickets[i].seat));
		canvas_cell(c, x, y + h * 0.45, w, h * 0.55, &name, p->tickets[i].name);
	}
	arena_free(&a);
}

/* Where things stand in a cell of the sign-in sheet. */
struct sign_cell {
	size_t columns;
	double width, height, photo_w, photo_h, text_pt;
};

void room_page_sign(struct canvas *c, const struct room_pack *p, size_t i,
		    const struct picture *photo)
{
	static const struct sign_cell small = {5, 36, 39, 17, 23, 9},
				      large = {2, 90, 48, 24, 33, 13};
	const struct sign_cell *s = p->sign_names == SIGN_LARGE ? &large : &small;
	const struct style bold = {.size_pt = s->text_pt + 1, .bold = true};
	const struct style text = {.size_pt = s->text_pt};
	const struct style fine = {.size_pt = s->text_pt - 1.5};
	const struct ticket *t = &p->tickets[i];
	size_t k = i % p->sign_names;
	double x = LEFT + s->width * (double)(k % s->columns);
	double y = TOP + s->height * (double)(k / s->columns);
	double tx = x + s->photo_w + 1, tw = s->width - s->photo_w - 1, th = s->photo_h / 3;
	struct arena a = {0};

	if (k == 0)
		head(c, p, "sign");
	canvas_box(c, x, y, s->width, s->height, 0.4);
	if (photo)
		canvas_picture(c, photo, x + 1, y + 1, s->photo_w, s->photo_h);
	else
		canvas_cell(c, x + 1, y + 1, s->photo_w, s->photo_h, &text, "无照片");
	canvas_cell(c, tx, y + 1, tw, th, &bold, arena_printf(&a, "%lld 号", (long long)t->seat));
	canvas_cell(c, tx, y + 1 + th, tw, th + 1, &text, t->name);
	canvas_cell(c, tx, y + 2 + 2 * th, tw, th - 1, &fine,
		    arena_printf(&a, "科目 %s", t->subject_code));
	canvas_cell(c, x, y + s->photo_h + 1, s->width, 5, &fine, t->number);
	canvas_text(c, x + 1.5, y + s->height - 2, &fine, "签名");
	canvas_line(c, x + 10, y + s->height - 1.5, x + s->width - 1.5, y + s->height - 1.5, 0.3);
	arena_free(&a);
}

void room_page_record(struct canvas *c, const struct room_pack *p)
{
	static const char *const blocks[] = {"record_1", "record_2", "record_3", "record_4"};
	const struct style text = {.size_pt = 11};
	struct arena a = {0};
	double y = TOP + 14;

	head(c, p, "record");
	canvas_text(
	    c, LEFT, TOP + 6, &text,
	    arena_printf(&a, "应考 %zu 人　　实考 ________ 人　　缺考 ________ 人", p->count));
	for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++, y += 46) {
		canvas_box(c, LEFT, y, WIDTH, 44, 0.6);
		canvas_text(c, LEFT + 2, y + 6, &text, words(p, blocks[i]));
	}
	canvas_text(c, LEFT, y + 8, &text, words(p, "invigilators"));
	canvas_text(c, LEFT + 110, y + 8, &text, words(p, "chief"));
	arena_free(&a);
}

void room_page_label(struct canvas *c, size_t slot, const struct ticket *t)
{
	const struct style number = {.size_pt = 20, .bold = true, .align = ALIGN_CENTRE};
	const struct style name = {.size_pt = 13};
	const struct style small = {.size_pt = 8.5};
	const double w = 62, h = 27;
	double x = 12 + w * (double)(slot % 3), y = 12 + h * (double)(slot / 3);
	struct arena a = {0};

	canvas_box(c, x, y, w, h, 0.2);
	canvas_cell(c, x, y + 2, 24, 14, &number,
		    arena_printf(&a, "%s-%lld", t->room_code, (long long)t->seat));
	canvas_cell(c, x + 24, y + 2, w - 24, 14, &name, t->name);
	canvas_cell(c, x + 1, y + 16, w - 2, 5, &small,
		    arena_printf(&a, "%s　第%lld批", t->number, (long long)t->session));
	canvas_cell(c, x + 1, y + 21, w - 2, 5, &small,
		    arena_printf(&a, "%s %s", t->subject_code, t->subject_name));
	arena_free(&a);
}

enum { SUMMARY_COLUMNS = 5 };

static const struct {
	const char *title;
	double width;
} summary_columns[SUMMARY_COLUMNS] = {
    {"考场", 18}, {"地点", 62}, {"批次", 16}, {"时间", 64}, {"人数", 20}};

static void summary_row(struct canvas *c, double y, const char *const values[SUMMARY_COLUMNS],
			double line_pt)
{
	const struct style middle = {.size_pt = 10.5, .align = ALIGN_CENTRE};
	double x = LEFT;

	for (size_t k = 0; k < SUMMARY_COLUMNS; x += summary_columns[k++].width)
		canvas_cell(c, x, y, summary_columns[k].width, SUMMARY_ROW, &middle, values[k]);
	canvas_line(c, LEFT, y + SUMMARY_ROW, LEFT + WIDTH, y + SUMMARY_ROW, line_pt);
}

/* Rooms, sessions and people of the whole site. */
static void summary_total(struct canvas *c, struct arena *a, double y,
			  const struct room_line *lines, size_t count)
{
	size_t people = 0, rooms = 0, sessions = 0;

	for (size_t i = 0; i < count; i++) {
		size_t room = 0, session = 0;

		people += lines[i].count;
		while (strcmp(lines[room].room_code, lines[i].room_code) != 0)
			room++;
		while (lines[session].session != lines[i].session)
			session++;
		rooms += room == i;
		sessions += session == i;
	}
	summary_row(c, y,
		    (const char *const[]){"合计", arena_printf(a, "%zu 个考场", rooms), "",
					  arena_printf(a, "%zu 个批次", sessions),
					  arena_printf(a, "%zu", people)},
		    0.6);
}

void room_page_summary(struct canvas *c, const struct page_design *design, const char *site,
		       const struct room_line *lines, size_t count, size_t first)
{
	const struct style small = {.size_pt = 11, .align = ALIGN_CENTRE, .width_mm = 180};
	const struct style big = {
	    .size_pt = 18, .align = ALIGN_CENTRE, .bold = true, .width_mm = 180};
	const char *titles[SUMMARY_COLUMNS];
	struct arena a = {0};
	double y = TOP;
	size_t i;

	draw_heading(c, &a, design);
	canvas_text(c, 105, 25, &big, page_text(design->layout, "summary"));
	canvas_text(c, 105, 35, &small, site);
	for (i = 0; i < SUMMARY_COLUMNS; i++)
		titles[i] = summary_columns[i].title;
	summary_row(c, y, titles, 0.6);
	for (i = first; i < count && i < first + SUMMARY_LINES; i++) {
		const struct room_line *l = &lines[i];

		summary_row(c, y += SUMMARY_ROW,
			    (const char *const[]){l->room_code, l->room_name,
						  arena_printf(&a, "%lld", (long long)l->session),
						  when(&a, l->starts_at, l->ends_at),
						  arena_printf(&a, "%zu", l->count)},
			    0.2);
	}
	if (i == count)
		summary_total(c, &a, y + SUMMARY_ROW, lines, count);
	arena_free(&a);
}
