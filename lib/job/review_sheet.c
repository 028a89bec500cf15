#include "job/review_sheet.h"

#include "base/buf.h"
#include "base/messages.h"
#include "img/image.h"
#include "job/photo_store.h"
#include "tab/book.h"

#include <string.h>

enum { PHOTO_HEIGHT_PX = 160, PHOTO_WIDTH = 17 /* of the column, in characters */ };
#define PHOTO_MAX ((int64_t)16 << 20)

const char *review_field_title(const struct layout *layout, const char *field)
{
	int i = layout_index(layout, field);

	if (strcmp(field, "photo_sha256") == 0)
		return T("照片", "photo");
	return i >= 0 ? layout->fields[i].title : field;
}

/* Chinese headers in every language: the sheet is read back by them. */
enum sheet_column { C_PHOTO = 2, C_SEX = 4, C_CHANGES = 12, C_DECISION, C_REASON, SHEET_COLUMNS };
static const struct column columns[SHEET_COLUMNS] = {
    {"reg_no", "报名号", COL_ID, 18},
    {"site_code", "考点", COL_ID, 9},
    {"photo", "照片", COL_TEXT, PHOTO_WIDTH},
    {"name", "姓名", COL_TEXT, 14},
    {"sex", "性别", COL_TEXT, 6},
    {"born_on", "出生日期", COL_DATE, 12},
    {"id_type", "证件类型", COL_ID, 9},
    {"id_number", "证件号码", COL_ID, 21},
    {"subjects", "报考科目", COL_ID, 12},
    {"review_at", "提交时间", COL_INSTANT, 0},
    {"times", "提交次数", COL_INT, 0},
    {"last_reason", "上次退回原因", COL_TEXT, 24},
    [C_CHANGES] = {"changes", "上次审核后的修改", COL_TEXT, 40},
    [C_DECISION] = {"decision", "审核结果", COL_TEXT, 12},
    [C_REASON] = {"reason", "退回原因", COL_TEXT, 30},
};
static const struct column choices[] = {{"decision", "审核结果", COL_TEXT, 12}};

struct sheet {
	struct job *job;
	const struct review_sheet *what;
	const struct layout *layout; /* of registrations: what its fields are called */
	struct book *book;
	struct arena row;
};

static int changes_text(struct sheet *s, int64_t candidate_id, const char **ret, struct err *e)
{
	struct review_changes changes = {0};
	struct buf text = {0};
	size_t i;
	int rc = review_changes(s->job->db, &s->row, candidate_id, &changes, e);

	for (i = 0; i < changes.list.len; i++) {
		const struct review_change *c = &changes.list.items[i];

		buf_printf(&text, "%s%s", i ? "；" : "", review_field_title(s->layout, c->field));
		if (s->what->in_clear && strcmp(c->field, "photo_sha256") != 0)
			buf_printf(&text, "：%s→%s", *c->old ? c->old : "（空）",
				   *c->new ? c->new : "（空）");
	}
	*ret = arena_strdup(&s->row, buf_str(&text));
	buf_free(&text);
	VEC_FREE(&changes.list);
	return rc;
}

/* The photo in the cell of the row that comes next. */
static void add_photo(struct sheet *s, const char *reg_no, const char *sha256)
{
	struct jpeg_markers markers;
	struct buf small = {0};
	struct err why = {0};
	char *data;
	size_t len;

	if (!*sha256)
		return;
	if (file_read(&s->row, photo_store_path(s->job, &s->row, sha256), PHOTO_MAX, &data, &len,
		      &why) == 0) {
		jpeg_read_markers((const uint8_t *)data, len, &jpeg_limits_default, &markers);
		if (image_thumbnail(&small, (const uint8_t *)data, len, markers.orientation,
				    PHOTO_HEIGHT_PX))
			book_picture(s->book, C_PHOTO, small.data, small.len, PHOTO_HEIGHT_PX);
	}
	if (small.len == 0) {
		s->job->attention = true;
		job_finding(s->job, "R-PHOTO", SEV_WARN, reg_no, F_REVIEW_PHOTO_LOST);
	}
	buf_free(&small);
}

static int add_row(struct sheet *s, struct stmt *st, struct err *e)
{
	const char *values[SHEET_COLUMNS] = {NULL};
	size_t i;

	arena_reset(&s->row);
	for (i = 0; i < C_CHANGES; i++)
		if (i != C_PHOTO)
			values[i] =
			    s->what->show(s->what->ctx, &s->row, columns[i].key,
					  arena_strdup(&s->row, col_text(st, columns[i].key)));
	values[C_SEX] = strcmp(values[C_SEX], "M") == 0 ? "男" : "女";
	if (changes_text(s, col_int(st, "id"), &values[C_CHANGES], e) < 0)
		return -1;
	add_photo(s, values[0], arena_strdup(&s->row, col_text(st, "photo_sha256")));
	book_row(s->book, values);
	return 0;
}

static int add_rows(struct sheet *s, int64_t *ret_rows, struct err *e)
{
	struct stmt *st = db_stmt(s->job->db, SQL_REVIEW_LIST, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", s->what->sitting->id);
	stmt_text_or_null(st, ":site", s->what->site);
	stmt_text(st, ":review", s->what->state);
	while ((rc = stmt_step(st, e)) == 1) {
		if (add_row(s, st, e) < 0) {
			stmt_done(st);
			return -1;
		}
		(*ret_rows)++;
	}
	return rc;
}

static int write_book(struct sheet *s, int64_t *ret_rows, struct err *e)
{
	static const char *const yes[] = {"通过"}, *const no[] = {"退回"};
	struct err ignored = {0};
	int rc;

	book_sheet(s->book, "信息审核", columns, SHEET_COLUMNS);
	book_list(s->book, C_DECISION, "=选项!$A$2:$A$3");
	book_note(s->book, C_DECISION, "通过 或 退回；空白表示暂不决定");
	book_note(s->book, C_REASON, "退回时必填，考生可见");
	rc = add_rows(s, ret_rows, e);
	book_sheet(s->book, "选项", choices, ARRAY_LEN(choices));
	book_row(s->book, yes);
	book_row(s->book, no);
	if (rc == 0)
		return book_close(s->book, e);
	(void)!book_close(s->book, &ignored);
	return -1;
}

int review_write_sheet(struct job *job, const struct review_sheet *what, int64_t *ret_rows,
		       struct err *e)
{
	struct sheet s = {.job = job, .what = what};
	struct output *out;
	int rc;

	*ret_rows = 0;
	if (layout_find(&job->arena, "registrations", job_office_path(job, "layout"), &s.layout,
			e) < 0 ||
	    output_begin(&job->outputs, what->path, &out, e) < 0 ||
	    book_open_whole(&s.book, out, job->now, e) < 0)
		return -1;
	rc = write_book(&s, ret_rows, e);
	arena_free(&s.row);
	return rc;
}

int review_titles(struct job *job, const struct layout **ret, struct err *e)
{
	return layout_find(&job->arena, "registrations", job_office_path(job, "layout"), ret, e);
}

int review_changed(struct job *job, const struct layout *layout, struct arena *out, int64_t id,
		   const char **ret, struct err *e)
{
	struct review_changes changes = {0};
	size_t i;
	int rc = review_changes(job->db, out, id, &changes, e);

	*ret = "";
	for (i = 0; i < changes.list.len; i++) {
		const char *field = changes.list.items[i].field;

		*ret = arena_printf(out, "%s%s%s", *ret, i ? " " : "",
				    layout ? review_field_title(layout, field) : field);
	}
	VEC_FREE(&changes.list);
	return rc;
}
