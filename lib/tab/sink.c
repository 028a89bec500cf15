#include "base/buf.h"
#include "base/messages.h"
#include "base/text.h"
#include "tab/book.h"
#include "tab/csv_guard.h"
#include "tab/shown.h"

#include <csv.h>
#include <errno.h>
#include <string.h>

enum {
	FLUSH_BYTES = 1024 * 1024,
	TABLE_ROWS = 1000, /* a table's widths are those of its first rows */
};

struct tab_sink {
	enum sink_format format;
	struct output *out; /* NULL: stdout */
	FILE *file;	    /* NULL for XLSX */
	struct book *book;  /* XLSX only */
	const struct column *columns;
	size_t count;
	int failed; /* errno of the first write that failed */
	struct buf buf;
	/* SINK_TABLE: rows kept until their widths are known */
	struct arena kept_mem;
	VEC_OF(const char **) kept;
	size_t *widths;
	bool header_shown;
};

static void flush_some(struct tab_sink *s, size_t at_least)
{
	if (s->buf.len < at_least || s->buf.len == 0)
		return;
	if (!s->failed && fwrite(s->buf.data, 1, s->buf.len, s->file) != s->buf.len)
		s->failed = errno ? errno : EIO;
	buf_reset(&s->buf);
}

/* ---- CSV ---- */

static bool needs_quotes(const char *v, size_t len)
{
	return v[strcspn(v, ",\"\r\n")] != '\0' || v[0] == ' ' || v[0] == '\t' ||
	       v[len - 1] == ' ' || v[len - 1] == '\t';
}

static void csv_field(struct tab_sink *s, const char *v, bool guard)
{
	size_t len = strlen(v), room;
	struct buf guarded = {0};

	if (len == 0)
		return;
	guard = guard && guard_is_needed(v, len);
	if (!guard && !needs_quotes(v, len)) {
		buf_add(&s->buf, v, len);
		return;
	}
	if (guard) {
		buf_putc(&guarded, '\'');
		buf_add(&guarded, v, len);
		v = guarded.data;
		len++;
	}
	room = len * 2 + 2;
	{
		char *quoted = mem_alloc(room);

		buf_add(&s->buf, quoted, csv_write(quoted, room, v, len));
		mem_free(quoted);
	}
	buf_free(&guarded);
}

static void csv_header(struct tab_sink *s)
{
	size_t i;

	if (s->out)
		buf_puts(&s->buf, "\xef\xbb\xbf"); /* or Excel takes it for GBK */
	for (i = 0; i < s->count; i++) {
		if (i)
			buf_putc(&s->buf, ',');
		csv_field(s, s->out ? s->columns[i].title : s->columns[i].key, false);
	}
	buf_puts(&s->buf, s->out ? "\r\n" : "\n");
}

static void csv_row(struct tab_sink *s, const char *const *values)
{
	char shown[SHOWN_TEXT];
	size_t i;

	for (i = 0; i < s->count; i++) {
		enum column_type type = s->columns[i].type;

		if (i)
			buf_putc(&s->buf, ',');
		if (!values[i])
			continue;
		if (type == COL_TEXT || type == COL_ID)
			csv_field(s, values[i], true);
		else if (s->out)
			csv_field(s, value_shown(type, values[i], shown), false);
		else
			csv_field(s, value_machine(type, values[i], shown), false);
	}
	buf_puts(&s->buf, s->out ? "\r\n" : "\n");
}

/* ---- JSONL ---- */

static void jsonl_row(struct tab_sink *s, const char *const *values)
{
	char shown[SHOWN_TEXT];
	int64_t n;
	size_t i;

	for (i = 0; i < s->count; i++) {
		enum column_type type = s->columns[i].type;
		const char *v = values[i];

		buf_putc(&s->buf, i ? ',' : '{');
		buf_json(&s->buf, s->columns[i].key);
		buf_putc(&s->buf, ':');
		if (!v || !*v)
			buf_puts(&s->buf, "null");
		else if ((type == COL_INT || type == COL_FEN) &&
			 text_to_int(v, INT64_MIN / 2, INT64_MAX / 2, &n))
			buf_puts(&s->buf, v);
		else
			buf_json(&s->buf, value_machine(type, v, shown));
	}
	buf_puts(&s->buf, "}\n");
}

/* ---- a table for a terminal ---- */

static void put_padded(struct buf *b, const char *v, size_t width, bool right, bool last)
{
	size_t have = text_width(v), pad = have < width ? width - have : 0;
	const char *p;

	while (right && pad > 0) {
		buf_putc(b, ' ');
		pad--;
	}
	for (p = v; *p; p++) /* no control character reaches a terminal */
		buf_putc(b, (unsigned char)*p < 0x20 || *p == 0x7f ? ' ' : *p);
	if (!last)
		while (pad-- > 0)
			buf_putc(b, ' ');
}

static void put_line(struct tab_sink *s, const char *const *values)
{
	size_t i, end = s->count;

	while (end > 0 && !*values[end - 1])
		end--;
	for (i = 0; i < end; i++) {
		enum column_type type = s->columns[i].type;

		if (i)
			buf_puts(&s->buf, "  ");
		put_padded(&s->buf, values[i], s->widths[i], type == COL_INT || type == COL_FEN,
			   i + 1 == end);
	}
	buf_putc(&s->buf, '\n');
	flush_some(s, FLUSH_BYTES);
}

static void table_show(struct tab_sink *s)
{
	size_t i, k, w;

	if (!s->header_shown) {
		const char **titles = arena_zalloc(&s->kept_mem, s->count, sizeof *titles);

		for (i = 0; i < s->count; i++) {
			titles[i] = s->columns[i].title;
			s->widths[i] = text_width(titles[i]);
			for (k = 0; k < s->kept.len; k++) {
				w = text_width(s->kept.items[k][i]);
				if (w > s->widths[i])
					s->widths[i] = w;
			}
		}
		put_line(s, titles);
		s->header_shown = true;
	}
	for (k = 0; k < s->kept.len; k++)
		put_line(s, s->kept.items[k]);
	s->kept.len = 0;
	arena_reset(&s->kept_mem);
}

static void table_row(struct tab_sink *s, const char *const *values)
{
	const char **row = arena_zalloc(&s->kept_mem, s->count, sizeof *row);
	char shown[SHOWN_TEXT];
	size_t i;

	for (i = 0; i < s->count; i++)
		row[i] = values[i] ? arena_strdup(&s->kept_mem,
						  value_shown(s->columns[i].type, values[i], shown))
				   : "";
	VEC_PUSH(&s->kept, row);
	if (s->kept.len >= TABLE_ROWS)
		table_show(s);
}

/* ---- all of them ---- */

int tab_sink_open(struct tab_sink **ret, enum sink_format format, struct output *out,
		  const char *sheet, const struct column *columns, size_t count, int64_t now,
		  struct err *e)
{
	struct tab_sink *s;

	BUG_ON(count == 0 || (format == SINK_XLSX && !out));
	s = mem_zalloc(1, sizeof *s);
	*s = (struct tab_sink){.format = format, .out = out, .columns = columns, .count = count};
	if (format == SINK_XLSX) {
		if (book_open(&s->book, out, now, e) < 0) {
			mem_free(s);
			return -1;
		}
		book_sheet(s->book, sheet, columns, count);
	} else {
		s->file = out ? fopen(out->tmp_path, "wb") : stdout;
		if (!s->file) {
			mem_free(s);
			return err_set(e, ERR_OUTPUT, E_FILE_WRITE, out->path, err_system(errno));
		}
	}
	s->widths = mem_zalloc(count, sizeof *s->widths);
	if (format == SINK_CSV)
		csv_header(s);
	*ret = s;
	return 0;
}

void tab_sink_row(struct tab_sink *s, const char *const *values)
{
	switch (s->format) {
	case SINK_TABLE: table_row(s, values); return;
	case SINK_CSV: csv_row(s, values); break;
	case SINK_JSONL: jsonl_row(s, values); break;
	case SINK_XLSX: book_row(s->book, values); return;
	}
	flush_some(s, FLUSH_BYTES);
}

static int finish_file(struct tab_sink *s, struct err *e)
{
	if (s->format == SINK_TABLE)
		table_show(s);
	flush_some(s, 0);
	if (!s->failed && fflush(s->file) != 0)
		s->failed = errno;
	if (s->out && fclose(s->file) != 0 && !s->failed)
		s->failed = errno;
	if (s->failed)
		return err_set(e, ERR_OUTPUT, E_FILE_WRITE, s->out ? s->out->path : "stdout",
			       err_system(s->failed));
	return s->out ? output_finish(s->out, e) : 0;
}

int tab_sink_close(struct tab_sink *s, struct err *e)
{
	int rc = s->book ? book_close(s->book, e) : finish_file(s, e);

	buf_free(&s->buf);
	arena_free(&s->kept_mem);
	VEC_FREE(&s->kept);
	mem_free(s->widths);
	mem_free(s);
	return rc;
}
