#include "job/table_page.h"

#include <math.h>

/* Where a field of a row stands: its label and its value. */
struct place {
	double label_x, label_width, value_x, value_width;
};

/* Few rows are still as high together as the photo beside them. */
static double row_height(const struct table_page *t, const struct page_layout *l)
{
	double n = (double)l->row_count;

	return fmax(fmin(t->height / n, t->row_max), t->beside_height / n);
}

static double row_width(const struct table_page *t, double y)
{
	return y < t->top + t->beside_height - 0.01 ? t->beside_width : t->width;
}

static struct place place_of(const struct table_page *t, const struct page_row *row, double width,
			     int k)
{
	double split = row->fields[1] < 0 ? width : width * t->second_at;

	if (k == 0)
		return (struct place){t->left, t->label_width, t->left + t->label_width,
				      split - t->label_width};
	return (struct place){t->left + split, t->second_label_width,
			      t->left + split + t->second_label_width,
			      width - split - t->second_label_width};
}

void table_page_grid(struct canvas *c, const struct table_page *t, const struct page_layout *l)
{
	const struct style label = {.size_pt = t->label_pt, .align = ALIGN_CENTRE};
	double h = row_height(t, l), y = t->top, bottom = t->top + h * (double)l->row_count;
	double beside_end = t->top;

	for (size_t i = 0; i < l->row_count; i++, y += h) {
		double width = row_width(t, y);

		for (int k = 0; k < 2 && l->rows[i].fields[k] >= 0; k++) {
			struct place p = place_of(t, &l->rows[i], width, k);

			canvas_fill(c, p.label_x, y, p.label_width, h, 0.95);
			canvas_cell(c, p.label_x, y, p.label_width, h, &label,
				    l->fields[l->rows[i].fields[k]].label);
			canvas_line(c, p.value_x, y, p.value_x, y + h, 0.4);
			if (k == 1)
				canvas_line(c, p.label_x, y, p.label_x, y + h, 0.4);
		}
		if (width < t->width)
			beside_end = y + h;
		if (i + 1 < l->row_count)
			canvas_line(c, t->left, y + h, t->left + row_width(t, y + h), y + h, 0.4);
	}
	if (beside_end > t->top)
		canvas_line(c, t->left + t->beside_width, t->top, t->left + t->beside_width,
			    beside_end, 0.4);
	canvas_box(c, t->left, t->top, t->width, bottom - t->top, 0.9);
}

void table_page_values(struct canvas *c, const struct table_page *t, const struct page_layout *l,
		       const char *const *values)
{
	double h = row_height(t, l), y = t->top;

	for (size_t i = 0; i < l->row_count; i++, y += h) {
		double width = row_width(t, y);

		for (int k = 0; k < 2 && l->rows[i].fields[k] >= 0; k++) {
			struct place p = place_of(t, &l->rows[i], width, k);
			int field = l->rows[i].fields[k];

			canvas_cell(c, p.value_x, y, p.value_width, h, &l->fields[field].style,
				    values[field]);
		}
	}
}
