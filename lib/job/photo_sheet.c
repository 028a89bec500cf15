#include "job/photo_sheet.h"

#include "base/messages.h"
#include "img/image.h"
#include "pdf/page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Millimetres: four columns and four rows on A4; pictures in the size they are printed in. */
enum {
	COLUMNS = 4,
	ROWS = 4,
	LEFT = 13,
	TOP = 24,
	CELL_WIDTH = 47,
	CELL_HEIGHT = 65,
	PHOTO_WIDTH = 33,
	PHOTO_HEIGHT = 48,
};

/* A larger file is shown as a small copy: a sheet of camera pictures would be too big to send. */
enum { SHOWN_BYTES_MAX = 120000, SHOWN_HEIGHT = 480 };

struct sheet {
	struct job *job;
	struct press *press;
	struct pdf *pdf;
	struct canvas *page;
	struct arena pictures; /* of the open page */
	const char *site;
	int cell; /* next free one of the page */
};

static int by_site_and_weight(const void *a, const void *b)
{
	const struct photo_sheet_entry *p = a, *q = b;
	int order = strcmp(p->site_code, q->site_code);

	if (order)
		return order;
	if (p->verdict != q->verdict)
		return p->verdict > q->verdict ? -1 : 1;
	if (p->errors != q->errors)
		return p->errors > q->errors ? -1 : 1;
	return strcmp(p->item->file, q->item->file);
}

static void next_page(struct sheet *s, const char *site, size_t of_site)
{
	const struct style title = {.size_pt = 13, .bold = true},
			   small = {.size_pt = 8, .align = ALIGN_RIGHT};
	const char *text =
	    *site ? arena_printf(&s->job->arena,
				 T("照片核查表：考点 %s", "Photos to check: site %s"), site)
		  : T("照片核查表", "Photos to check");
	char day[INSTANT_TEXT];

	s->page = pdf_page(s->pdf, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM);
	arena_reset(&s->pictures);
	if (!s->site || strcmp(s->site, site) != 0)
		pdf_bookmark(s->pdf, 0, text);
	s->site = site;
	s->cell = 0;
	canvas_text(s->page, LEFT, 15, &title, text);
	instant_format_people(s->job->now, day);
	canvas_text(s->page, PAGE_A4_WIDTH_MM - LEFT, 15, &small,
		    arena_printf(&s->job->arena, T("%s，共 %lld 张", "%s, %lld photos"), day,
				 (long long)of_site));
	canvas_line(s->page, LEFT, 18, PAGE_A4_WIDTH_MM - LEFT, 18, 0.6);
}

/* The bytes to show: the file's own, or a small upright copy. False where there is no picture. */
static bool picture_for(struct sheet *s, const struct photo_item *item, struct picture *ret)
{
	const struct photo_measures *m = photo_item_measures(item);
	struct err ignored = {0};
	struct buf small = {0};
	uint8_t *data;
	size_t len;
	bool can;

	if (item->found.state != PHOTO_READ || !m->is_decoded ||
	    photo_item_final(&s->pictures, item, &data, &len, &ignored) < 0)
		return false;
	if (len <= SHOWN_BYTES_MAX)
		return picture_read(ret, data, len) == PICTURE_FINE;
	can = image_thumbnail(&small, data, len, m->jpeg.markers.orientation, SHOWN_HEIGHT);
	if (can) {
		data = (uint8_t *)arena_strndup(&s->pictures, small.data, small.len);
		can = picture_read(ret, data, small.len) == PICTURE_FINE;
	}
	buf_free(&small);
	return can;
}

static void level_line(struct sheet *s, double x, double y, double w, double h, float at)
{
	if (!isnan(at) && at >= 0 && at <= 1)
		canvas_line(s->page, x, y + h * (double)at, x + w, y + h * (double)at, 0.4);
}

/* The picture and, over it, what was measured: head top, eyes, chin, middle. */
static void draw_photo(struct sheet *s, const struct photo_item *item, double x, double y)
{
	const struct photo_measures *m = photo_item_measures(item);
	const struct style none = {.size_pt = 9, .align = ALIGN_CENTRE, .grey = 0.4};
	struct picture picture;

	canvas_box(s->page, x, y, PHOTO_WIDTH, PHOTO_HEIGHT, 0.2);
	if (!picture_for(s, item, &picture)) {
		canvas_cell(s->page, x, y, PHOTO_WIDTH, PHOTO_HEIGHT, &none,
			    T("无法显示", "cannot be shown"));
		return;
	}
	canvas_picture(s->page, &picture, x, y, PHOTO_WIDTH, PHOTO_HEIGHT);
	double scale_x = PHOTO_WIDTH / (double)m->width_px,
	       scale_y = PHOTO_HEIGHT / (double)m->height_px;
	double scale = scale_x < scale_y ? scale_x : scale_y;
	double w = m->width_px * scale, h = m->height_px * scale;
	double px = x + (PHOTO_WIDTH - w) / 2, py = y + (PHOTO_HEIGHT - h) / 2;

	level_line(s, px, py, w, h, m->layout.head_top);
	level_line(s, px, py, w, h, m->layout.eye_y);
	level_line(s, px, py, w, h, m->layout.chin);
	if (!isnan(m->layout.centre_x))
		canvas_line(s->page, px + w * (double)m->layout.centre_x, py,
			    px + w * (double)m->layout.centre_x, py + h, 0.2);
}

/* A text of a file name may have characters that no font draws: then its place in the list does. */
static const char *printable(struct sheet *s, const char *text)
{
	return press_uncovered(s->press, text, NULL, 0)
		   ? T("（文件名含无法打印的字）", "(name cannot be printed)")
		   : text;
}

static void draw_entry(struct sheet *s, const struct photo_sheet_entry *entry)
{
	const struct style name = {.size_pt = 7.5, .align = ALIGN_CENTRE, .bold = true};
	const struct style reason = {.size_pt = 7, .align = ALIGN_LEFT};
	double x = LEFT + s->cell % COLUMNS * CELL_WIDTH, y = TOP + s->cell / COLUMNS * CELL_HEIGHT;
	const char *who = *entry->reg_no ? entry->reg_no : file_name(entry->item->file);

	draw_photo(s, entry->item, x + (CELL_WIDTH - PHOTO_WIDTH) / 2.0, y);
	canvas_cell(s->page, x, y + PHOTO_HEIGHT + 0.5, CELL_WIDTH - 1, 4, &name,
		    printable(s, who));
	canvas_cell(s->page, x, y + PHOTO_HEIGHT + 4.5, CELL_WIDTH - 1, 11, &reason,
		    printable(s, entry->remarks));
	s->cell++;
}

static int draw_all(struct sheet *s, const struct photo_sheet_entry *entries, size_t count,
		    const char *tmp_path, struct err *e)
{
	const struct pdf_meta meta = {.title = T("照片核查表", "Photos to check")};
	size_t i, first = 0, end = 0;

	if (pdf_begin(&s->pdf, s->press, tmp_path, e) < 0)
		return -1;
	for (i = 0; i < count; i++) {
		const char *site = entries[i].site_code;

		if (i >= end)
			for (first = end = i;
			     end < count && strcmp(entries[end].site_code, site) == 0; end++)
				;
		if (!s->page || strcmp(s->site, site) != 0 || s->cell == COLUMNS * ROWS)
			next_page(s, site, end - first);
		draw_entry(s, &entries[i]);
	}
	return pdf_end(s->pdf, &meta, e);
}

static int write_one(struct sheet *s, const char *path, const struct photo_sheet_entry *entries,
		     size_t count, struct err *e)
{
	struct output *output;

	s->page = NULL;
	s->site = NULL;
	if (output_begin(&s->job->outputs, path, &output, e) < 0 ||
	    draw_all(s, entries, count, output->tmp_path, e) < 0)
		return -1;
	return output_finish(output, e);
}

/* A file for each site, to be sent to it alone. */
static int write_each(struct sheet *s, const char *dir, const struct photo_sheet_entry *entries,
		      size_t count, struct err *e)
{
	size_t first, end;

	for (first = 0; first < count; first = end) {
		const char *site = entries[first].site_code;

		for (end = first; end < count && strcmp(entries[end].site_code, site) == 0; end++)
			;
		if (write_one(s,
			      arena_printf(&s->job->arena, "%s/%s.pdf", dir,
					   *site ? site : T("未对上考生", "nobody")),
			      entries + first, end - first, e) < 0)
			return -1;
	}
	return 0;
}

int photo_sheet_write(struct job *job, const char *path, struct photo_sheet_entry *entries,
		      size_t count, struct err *e)
{
	struct sheet s = {.job = job};
	int rc = press_open(&s.press, NULL, e);

	if (rc < 0)
		return -1;
	qsort(entries, count, sizeof *entries, by_site_and_weight);
	rc = file_is_dir(path) ? write_each(&s, path, entries, count, e)
			       : write_one(&s, path, entries, count, e);
	arena_free(&s.pictures);
	press_free(s.press);
	return rc;
}
