#include "job/reject.h"

#include "base/buf.h"
#include "base/messages.h"
#include "tab/book.h"

#include <string.h>

enum { COLUMNS_MAX = 200 };

struct reject {
	struct job *job;
	const char *path;
	struct book *book; /* opened with the first failing file */
	size_t sheets;
};

int reject_open(struct reject **ret, struct job *job, const char *path, struct err *e)
{
	struct reject *r;

	/* said before the work, not after it */
	if (file_is_dir(path))
		return err_set(e, ERR_OUTPUT, E_OUT_EXISTS, path);
	r = mem_zalloc(1, sizeof *r);
	r->job = job;
	r->path = path;
	*ret = r;
	return 0;
}

static int open_book(struct reject *r, struct err *e)
{
	struct output *out;

	if (r->book)
		return 0;
	if (output_begin(&r->job->outputs, r->path, &out, e) < 0)
		return -1;
	return book_open(&r->book, out, r->job->now, e);
}

/* Findings of one row stand together after sorting. */
struct cursor {
	const struct findings *f;
	size_t at;
};

/* Collects the reasons of row number into reasons and marks; false where it has no error. */
static bool reasons_of(struct cursor *c, int64_t number, int columns, unsigned char *marks,
		       struct buf *reasons)
{
	bool failed = false;

	buf_reset(reasons);
	while (c->at < c->f->list.len && c->f->list.items[c->at].row < number)
		c->at++;
	for (; c->at < c->f->list.len && c->f->list.items[c->at].row == number; c->at++) {
		const struct finding *one = &c->f->list.items[c->at];

		if (one->severity != SEV_ERROR)
			continue;
		failed = true;
		if (one->column >= 1 && one->column <= columns)
			marks[one->column - 1] = 1;
		buf_printf(reasons, "%s[%s] %s%s%s", reasons->len ? T("；", "; ") : "", one->rule,
			   one->text ? one->text : "", one->suggestion ? T("，", ", ") : "",
			   one->suggestion ? one->suggestion : "");
	}
	return failed;
}

/* The header row of the file as columns: every column of the original, then the reason. */
static size_t make_columns(struct arena *mem, const struct layout_map *map,
			   const struct row *header, struct column *columns)
{
	size_t n = 0, i;
	int last = header->count ? header->cells[header->count - 1].column : 0, c;

	for (c = 1; c <= last && c < COLUMNS_MAX; c++) {
		enum column_type type = COL_ID; /* as text: nothing is to be damaged again */
		const char *title = arena_strdup(mem, row_cell(header, c)->text);

		for (i = 0; i < map->layout->field_count; i++) {
			if (map->columns[i] != c)
				continue;
			title = map->headers[i]; /* of a header of two rows, either may have it */
			if (map->layout->fields[i].type == FIELD_TEXT)
				type = COL_TEXT;
		}
		columns[n++] = (struct column){"", title, type, 0};
	}
	columns[n++] = (struct column){"reason", T("原因", "reason"), COL_TEXT, 60};
	return n;
}

static int copy_rows(struct reject *r, struct tab_src *src, struct findings *findings,
		     size_t columns, struct err *e)
{
	const char *values[COLUMNS_MAX + 1];
	unsigned char marks[COLUMNS_MAX + 1];
	struct cursor cursor = {findings, 0};
	struct buf reasons = {0};
	struct row row;
	size_t i;
	int rc;

	while ((rc = tab_next(src, &row, e)) == 1) {
		memset(marks, 0, sizeof marks);
		if (!reasons_of(&cursor, row.number, (int)columns - 1, marks, &reasons))
			continue;
		for (i = 0; i + 1 < columns; i++)
			values[i] = row_cell(&row, (int)i + 1)->text;
		values[columns - 1] = buf_str(&reasons);
		marks[columns - 1] = 1;
		book_row_marked(r->book, values, marks);
	}
	buf_free(&reasons);
	return rc;
}

int reject_file(struct reject *r, const struct layout_map *map, struct tab_src *src,
		struct findings *findings, struct err *e)
{
	struct column *columns = arena_alloc(&r->job->arena, (COLUMNS_MAX + 1) * sizeof *columns);
	struct row header;
	size_t n;

	if (!map->columns)
		return 0;
	findings_sort(findings);
	if (open_book(r, e) < 0 || layout_rewind(map, src, &header, e) < 0)
		return -1;
	n = make_columns(&r->job->arena, map, &header, columns);
	book_sheet(r->book,
		   r->sheets++ == 0 && *map->layout->sheet ? map->layout->sheet
							   : file_name(map->file),
		   columns, n);
	return copy_rows(r, src, findings, n, e);
}

int reject_close(struct reject *r, struct err *e)
{
	int rc = r->book ? book_close(r->book, e) : 0;

	mem_free(r);
	return rc;
}

void reject_abandon(struct reject *r)
{
	struct err ignored = {0};

	if (r)
		(void)!reject_close(r, &ignored);
}
