#include "tab/book.h"

#include "base/buf.h"
#include "base/messages.h"
#include "base/text.h"
#include "tab/shown.h"
#include "tab/xml.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum {
	TEXT_MAX_CHARS = 32767,
	SHEET_ROWS = 1048576,
	NAME_CHARS = 31,
	WIDTH_MAX = 60,
	NUM_FORMAT_TEXT = 49
};
#define INT_EXACT 1000000000000000 /* a spreadsheet keeps 15 digits of a number */

enum look { LOOK_PLAIN, LOOK_MARKED, LOOKS };

struct book {
	struct output *out;
	bool in_memory; /* until it is closed */
	struct err err; /* the first that happened */
	lxw_workbook *wb;
	lxw_worksheet *sheet;
	const struct column *columns;
	size_t count;
	lxw_row_t row;
	lxw_format *header;
	lxw_format *text[LOOKS], *whole[LOOKS], *money[LOOKS], *day[LOOKS], *instant[LOOKS];
	int64_t cells; /* written, those of headers too */
	struct arena mem;
};

static void failed(struct book *b, const char *why)
{
	if (b->err.code == ERR_NONE)
		(void)err_set(&b->err, ERR_OUTPUT, E_FILE_WRITE, b->out->path, why);
}

/* libxlsxwriter goes on where it gets no memory, or no room for its own files, and leaves something
 * out: errno, which nothing sets back, remembers until the next of these. */
static void check(struct book *b, lxw_error rc)
{
	if (rc != LXW_NO_ERROR)
		failed(b, lxw_strerror(rc));
	else if (errno == ENOMEM || errno == ENOSPC || errno == EDQUOT || errno == EIO)
		failed(b, err_system(errno));
	errno = 0;
}

static lxw_format *make_format(struct book *b, enum look look, const char *num_format)
{
	lxw_format *f = workbook_add_format(b->wb);

	if (!f) {
		failed(b, E_NO_MEMORY);
		return NULL;
	}
	/* the built-in format, which every reader knows; "@" would be one more */
	if (strcmp(num_format, "@") == 0)
		format_set_num_format_index(f, NUM_FORMAT_TEXT);
	else
		format_set_num_format(f, num_format);
	format_set_align(f, LXW_ALIGN_VERTICAL_CENTER); /* beside a picture */
	if (look == LOOK_MARKED) {
		format_set_pattern(f, LXW_PATTERN_SOLID);
		format_set_bg_color(f, 0xffc7ce);
		format_set_font_color(f, 0x9c0006);
	}
	return f;
}

static void make_formats(struct book *b)
{
	enum look i;

	for (i = LOOK_PLAIN; i < LOOKS; i++) {
		b->text[i] = make_format(b, i, "@");
		if (i == LOOK_MARKED && b->text[i])
			format_set_text_wrap(b->text[i]); /* a reason is read to its end */
		b->whole[i] = make_format(b, i, "0");
		b->money[i] = make_format(b, i, "#,##0.00");
		b->day[i] = make_format(b, i, "yyyy-mm-dd");
		b->instant[i] = make_format(b, i, "yyyy-mm-dd hh:mm:ss");
	}
	b->header = make_format(b, LOOK_PLAIN, "@");
	if (b->err.code)
		return;
	format_set_bold(b->header);
	format_set_text_wrap(b->header);
	format_set_align(b->header, LXW_ALIGN_VERTICAL_CENTER);
	format_set_pattern(b->header, LXW_PATTERN_SOLID);
	format_set_bg_color(b->header, 0xd9e1f2);
	format_set_border(b->header, LXW_BORDER_THIN);
}

static int open_book(struct book **ret, struct output *out, int64_t now, bool in_memory,
		     struct err *e)
{
	struct book *b = mem_zalloc(1, sizeof *b);
	lxw_workbook_options options = {.constant_memory = in_memory ? LXW_FALSE : LXW_TRUE};
	lxw_doc_properties properties = {.created = (time_t)now};

	b->out = out;
	b->in_memory = in_memory;
	/* on the disk that will hold the file anyway */
	if (output_spool(out, &b->mem, &options.tmpdir, e) < 0) {
		arena_free(&b->mem);
		mem_free(b);
		return -1;
	}
	errno = 0;
	b->wb = workbook_new_opt(out->tmp_path, &options);
	if (!b->wb) {
		arena_free(&b->mem);
		mem_free(b);
		return err_set(e, ERR_OUTPUT, E_FILE_WRITE, out->path, E_NO_MEMORY);
	}
	check(b, workbook_set_properties(b->wb, &properties));
	make_formats(b);
	*ret = b;
	return 0;
}

int book_open(struct book **ret, struct output *out, int64_t now, struct err *e)
{
	return open_book(ret, out, now, false, e);
}

int book_open_whole(struct book **ret, struct output *out, int64_t now, struct err *e)
{
	return open_book(ret, out, now, true, e);
}

/* ---- sheets ---- */

/* Excel's rules for a sheet's name. */
static const char *sheet_name(struct book *b, const char *name)
{
	char *copy = arena_strdup(&b->mem, name), *p;
	int chars = 0;

	for (p = copy; *p; p++) {
		if (strchr("[]:*?/\\", *p))
			*p = '-';
		if (((unsigned char)*p & 0xc0) != 0x80 && chars++ == NAME_CHARS)
			break;
	}
	*p = '\0';
	return *copy ? copy : "Sheet";
}

static lxw_format *format_of(const struct book *b, enum column_type type, enum look look)
{
	switch (type) {
	case COL_TEXT:
	case COL_ID: return b->text[look];
	case COL_INT: return b->whole[look];
	case COL_FEN: return b->money[look];
	case COL_DATE: return b->day[look];
	case COL_INSTANT: return b->instant[look];
	}
	return NULL;
}

static int column_width(const struct column *c)
{
	int width = c->width,
	    title = (int)text_width(c->title) + 4; /* room for the filter's arrow */

	if (width == 0)
		width = c->type == COL_INSTANT ? 20 : c->type == COL_ID ? 20 : 12;
	if (width < title)
		width = title;
	return width > WIDTH_MAX ? WIDTH_MAX : width;
}

static void write_header(struct book *b)
{
	lxw_col_t last = (lxw_col_t)(b->count - 1);
	size_t i;

	for (i = 0; i < b->count; i++) {
		const struct column *c = &b->columns[i];
		lxw_col_t col = (lxw_col_t)i;

		check(b, worksheet_set_column(b->sheet, col, col, column_width(c),
					      format_of(b, c->type, LOOK_PLAIN)));
	}
	for (i = 0; i < b->count; i++)
		check(b, worksheet_write_string(b->sheet, 0, (lxw_col_t)i, b->columns[i].title,
						b->header));
	for (i = 0; i < b->count; i++)
		b->cells += *b->columns[i].title != '\0';
	worksheet_freeze_panes(b->sheet, 1, 0);
	check(b, worksheet_autofilter(b->sheet, 0, 0, SHEET_ROWS - 1, last));
	check(b,
	      worksheet_ignore_errors(b->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"));
	b->row = 1;
}

void book_sheet(struct book *b, const char *name, const struct column *columns, size_t count)
{
	BUG_ON(count == 0);
	if (b->err.code)
		return;
	b->sheet = workbook_add_worksheet(b->wb, sheet_name(b, name));
	if (!b->sheet) {
		failed(b, name);
		return;
	}
	b->columns = columns;
	b->count = count;
	write_header(b);
}

/* ---- cells ---- */

static bool is_hex4(const char *p)
{
	int i;

	for (i = 0; i < 4; i++)
		if (!ascii_is_digit((unsigned char)p[i]) &&
		    !(ascii_upper((unsigned char)p[i]) >= 'A' &&
		      ascii_upper((unsigned char)p[i]) <= 'F'))
			return false;
	return true;
}

/* "_x0041_" would be read back as "A": its first underscore is written as a code itself. */
static const char *escape_codes(struct arena *mem, const char *s)
{
	const char *hit = strchr(s, '_'), *from = s;
	struct buf out = {0};

	if (!hit || !(hit = strstr(hit, "_x")))
		return s;
	for (; hit; hit = strstr(hit + 1, "_x")) {
		if (strlen(hit) < 7 || !is_hex4(hit + 2) || hit[6] != '_')
			continue;
		buf_add(&out, from, (size_t)(hit - from));
		buf_puts(&out, "_x005F");
		from = hit;
	}
	buf_puts(&out, from);
	s = arena_strdup(mem, buf_str(&out));
	buf_free(&out);
	return s;
}

static void write_text(struct book *b, lxw_col_t col, const char *value, lxw_format *format)
{
	size_t len = strlen(value);

	/* the library would write a workbook that nothing can open */
	BUG_ON(utf8_valid(value, len) != len);
	if (len > TEXT_MAX_CHARS && utf8_count(value) > TEXT_MAX_CHARS) {
		if (b->err.code == ERR_NONE)
			(void)err_set(&b->err, ERR_OUTPUT, E_BOOK_TEXT, b->out->path,
				      (long long)b->row + 1, (int)col + 1, TEXT_MAX_CHARS);
		return;
	}
	check(b,
	      worksheet_write_string(b->sheet, b->row, col, escape_codes(&b->mem, value), format));
}

/* True where the value was written as the number or date its column promises. */
static bool write_typed(struct book *b, lxw_col_t col, const char *value, enum column_type type,
			lxw_format *format)
{
	char text[INSTANT_TEXT];
	struct day day;
	int64_t n;
	lxw_datetime t = {0};

	if (type == COL_DATE && day_parse(value, &day)) {
		t.year = day.year, t.month = day.month, t.day = day.day;
		check(b, worksheet_write_datetime(b->sheet, b->row, col, &t, format));
		return true;
	}
	if (type == COL_TEXT || type == COL_ID || type == COL_DATE ||
	    !text_to_int(value, INT64_MIN / 2, INT64_MAX / 2, &n))
		return false;
	if (type == COL_INSTANT) {
		int64_t second = (n + SHOWN_ZONE_SECONDS) % 86400;

		instant_format_people(n, text);
		if (second < 0 || !day_parse(arena_strndup(&b->mem, text, 10), &day))
			return false;
		t.year = day.year, t.month = day.month, t.day = day.day;
		t.hour = (int)(second / 3600), t.min = (int)(second / 60 % 60);
		t.sec = (double)(second % 60); /* permit: format */
		check(b, worksheet_write_datetime(b->sheet, b->row, col, &t, format));
		return true;
	}
	if (n >= INT_EXACT || n <= -INT_EXACT)
		return false;
	check(b, worksheet_write_number(b->sheet, b->row, col,
					type == COL_FEN ? (double)n / 100
							: (double)n, /* permit: format */
					format));
	return true;
}

void book_row(struct book *b, const char *const *values)
{
	book_row_marked(b, values, NULL);
}

void book_row_marked(struct book *b, const char *const *values, const unsigned char *marks)
{
	size_t i;

	if (b->err.code)
		return;
	if (b->row >= SHEET_ROWS) {
		(void)err_set(&b->err, ERR_OUTPUT, E_BOOK_ROWS, b->out->path, SHEET_ROWS);
		return;
	}
	for (i = 0; i < b->count; i++) {
		enum look look = marks && marks[i] ? LOOK_MARKED : LOOK_PLAIN;
		lxw_format *format = format_of(b, b->columns[i].type, look);
		lxw_col_t col = (lxw_col_t)i;

		if (!values[i] || !*values[i]) {
			if (look == LOOK_MARKED)
				check(b, worksheet_write_blank(b->sheet, b->row, col, format));
			continue;
		}
		b->cells++;
		if (!write_typed(b, col, values[i], b->columns[i].type, format))
			write_text(b, col, values[i], b->text[look]);
	}
	b->row++;
	if (b->mem.used_bytes > 64 * 1024)
		arena_reset(&b->mem);
}

void book_picture(struct book *b, size_t column, const void *data, size_t len, int height_px)
{
	lxw_image_options options = {
	    .x_offset = 3, .y_offset = 3, .object_position = LXW_OBJECT_MOVE_DONT_SIZE};

	BUG_ON(!b->in_memory);
	if (b->err.code)
		return;
	check(b, worksheet_set_row_pixels(b->sheet, b->row, (uint32_t)height_px + 6, NULL));
	check(b, worksheet_insert_image_buffer_opt(b->sheet, b->row, (lxw_col_t)column, data, len,
						   &options));
}

void book_list(struct book *b, size_t column, const char *formula)
{
	lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
				 .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
				 .value_formula = arena_strdup(&b->mem, formula)};

	if (b->err.code)
		return;
	check(b, worksheet_data_validation_range(b->sheet, 1, (lxw_col_t)column, SHEET_ROWS - 1,
						 (lxw_col_t)column, &v));
}

void book_note(struct book *b, size_t column, const char *text)
{
	lxw_comment_options options = {.x_scale = 1.6, .y_scale = 1.4}; /* permit: format */

	if (b->err.code)
		return;
	check(b, worksheet_write_comment_opt(b->sheet, 0, (lxw_col_t)column, text, &options));
}

/*
 * Reads the file again and counts its cells: libxlsxwriter does not look whether what it spooled
 * and packed could be written, and would hand over a workbook with a piece missing.
 */
static int count_cells(struct tab_src *src, int64_t *ret, struct err *e)
{
	struct row row;
	size_t sheets, i;
	int rc = 0;

	tab_sheets(src, &sheets);
	for (i = 0; i < sheets && rc == 0; i++) {
		rc = tab_select(src, i, e);
		while (rc == 0 && (rc = tab_next(src, &row, e)) == 1) {
			*ret += (int64_t)row.count;
			rc = 0;
		}
	}
	return rc;
}

/* What is about the sheets, to its end: a part that was lost or cut short is no XML any more. */
static int read_trimmings(const char *path, struct err *e)
{
	struct input in = {.name = path};
	struct pack *pack;
	int64_t i;
	int rc;

	if (file_open_read(path, &in.fd, &in.size, e) < 0)
		return -1;
	rc = pack_open(&pack, &in, e);
	if (rc == 0) {
		for (i = 0; rc == 0 && i < pack_count(pack); i++)
			if (!strstr(pack_name(pack, i), "worksheets/sheet") &&
			    !strstr(pack_name(pack, i), "media/"))
				rc = xml_part(pack, i, NULL, NULL, e);
		pack_close(pack);
	}
	close(in.fd);
	return rc;
}

static int verify(struct book *b, struct err *e)
{
	struct err wrong = {0};
	struct tab_src *src;
	int64_t cells = 0;
	int rc = tab_open(&src, b->out->tmp_path, &wrong);

	if (rc == 0) {
		rc = count_cells(src, &cells, &wrong);
		tab_close(src);
	}
	if (rc == 0)
		rc = read_trimmings(b->out->tmp_path, &wrong);
	if (rc == 0 && cells == b->cells)
		return 0;
	return err_set(e, ERR_OUTPUT, E_BOOK_LOST, b->out->path, *wrong.text ? wrong.text : "");
}

int book_close(struct book *b, struct err *e)
{
	int rc = 0;

	if (!b->sheet && b->err.code == ERR_NONE)
		(void)workbook_add_worksheet(b->wb, NULL);
	check(b, workbook_close(b->wb));
	if (b->err.code) {
		*e = b->err;
		rc = -1;
	} else {
		rc = verify(b, e) < 0 ? -1 : output_finish(b->out, e);
	}
	arena_free(&b->mem);
	mem_free(b);
	return rc;
}
