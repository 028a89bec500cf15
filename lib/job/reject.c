#include "job/reject.h"

#include "base/buf.h"
#include "base/messages.h"
#include "job/open_rows.h"
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

static bool is_own_column(const struct layout_map *map, int column)
{
	return column == map->reason_column || column == map->return_column;
}

/* The header row of the file as columns: every column of the original, then the reason and the id
 * that closes the row when it comes back (in Chinese: layout_bind knows them by that). */
static size_t make_columns(struct arena *mem, const struct layout_map *map,
			   const struct row *header, struct column *columns)
{
	size_t n = 0, i;
	int last = header->count ? header->cells[header->count - 1].column : 0, c;

	for (c = 1; c <= last && c < COLUMNS_MAX && !is_own_column(map, c); c++) {
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
	columns[n++] = (struct column){"reason", RETURN_REASON_TITLE, COL_TEXT, 60};
	columns[n++] = (struct column){"return_id", RETURN_ID_TITLE, COL_ID, 20};
	return n;
}

static int copy_rows(struct reject *r, const struct import_verdict *v, size_t columns,
		     struct err *e)
{
	const char *values[COLUMNS_MAX + 2];
	unsigned char marks[COLUMNS_MAX + 2];
	struct finding_cursor cursor = {v->findings, 0};
	struct buf reasons = {0};
	struct arena row_mem = {0};
	struct row row;
	size_t i;
	int rc;

	while ((rc = tab_next(v->src, &row, e)) == 1) {
		memset(marks, 0, sizeof marks);
		if (!row_reasons(&cursor, row.number, marks, (int)columns - 2, &reasons))
			continue;
		arena_reset(&row_mem);
		for (i = 0; i + 2 < columns; i++)
			values[i] = row_cell(&row, (int)i + 1)->text;
		values[columns - 2] = buf_str(&reasons);
		marks[columns - 2] = 1;
		values[columns - 1] = open_row_id(&row_mem, v->map, &row, v->sha256);
		book_row_marked(r->book, values, marks);
	}
	buf_free(&reasons);
	arena_free(&row_mem);
	return rc;
}

int reject_file(struct reject *r, const struct import_verdict *v, struct err *e)
{
	struct column *columns = arena_alloc(&r->job->arena, (COLUMNS_MAX + 2) * sizeof *columns);
	const struct layout_map *map = v->map;
	struct row header;
	size_t n;

	if (!map->columns)
		return 0;
	findings_sort(v->findings);
	if (open_book(r, e) < 0 || layout_rewind(map, v->src, &header, e) < 0)
		return -1;
	n = make_columns(&r->job->arena, map, &header, columns);
	book_sheet(r->book,
		   r->sheets++ == 0 && *map->layout->sheet ? map->layout->sheet
							   : file_name(map->file),
		   columns, n);
	return copy_rows(r, v, n, e);
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
