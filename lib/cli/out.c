#include "cli/out.h"

#include "base/buf.h"
#include "base/messages.h"
#include "base/text.h"
#include "job/word.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool progress_shown;

/* "[########............]" */
static void show_bar(int64_t done, int64_t total)
{
	enum { CELLS = 20 };
	char bar[CELLS + 1];
	int64_t i;

	for (i = 0; i < CELLS; i++)
		bar[i] = i * total < done * CELLS ? '#' : '.';
	bar[CELLS] = '\0';
	fprintf(stderr, " [%s] %lld / %lld", bar, (long long)done, (long long)total);
}

void progress_show(const char *what, int64_t done, int64_t total)
{
	static double last, started;
	static const char *of;
	double now = clock_steady(), rate;
	/* a step that is counted anew has a clock of its own */
	bool begins = done <= 1 || !of || strcmp(of, what) != 0;

	if (!isatty(STDERR_FILENO))
		return;
	if (begins) {
		started = now;
		of = what;
	} else if (now - last < 0.1) {
		return;
	}
	last = now;
	progress_shown = true;
	rate = now - started > 0.5 ? (double)done / (now - started) : 0;
	fputs("\r\033[K", stderr);
	if (total == 0 && done > 0) {
		fprintf(stderr, I_PROGRESS_ROWS, what, (long long)done);
	} else {
		fputs(what, stderr);
		if (total > 0)
			show_bar(done, total);
		if (total > 0 && rate > 0)
			fprintf(stderr, I_PROGRESS_LEFT, rate, (double)(total - done) / rate);
	}
	fflush(stderr);
}

void progress_clear(void)
{
	if (progress_shown)
		fprintf(stderr, "\r\033[K");
	progress_shown = false;
}

void say(const struct app *app, const char *fmt, ...)
{
	va_list ap;

	if (app->quiet)
		return;
	progress_clear();
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

void warn(const struct app *app, const char *fmt, ...)
{
	va_list ap;

	(void)app;
	progress_clear();
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

void print_line(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

int list_open(struct app *app, struct tab_sink **ret, const struct column *columns, size_t count,
	      struct err *e)
{
	return tab_sink_open(ret, (enum sink_format)app->format, NULL, "ncre", columns, count,
			     app->job.now, e);
}

const char *mask_field(const struct app *app, struct arena *out, const char *field,
		       const char *value)
{
	static const char *const numbers[] = {"id_number", "phone", "mobile", "email", "address"};
	size_t i;

	if (app->reveal || !value || !*value)
		return value;
	if (strcmp(field, "name") == 0 || strcmp(field, "candidate") == 0)
		return text_mask_name(out, value);
	for (i = 0; i < ARRAY_LEN(numbers); i++)
		if (strcmp(field, numbers[i]) == 0)
			return text_mask_number(out, value);
	return value;
}

const char *list_value(const struct app *app, struct arena *row, struct stmt *st, const char *key)
{
	/* copied: reading one column as text may move another's */
	const char *v = mask_field(app, row, key, arena_strdup(row, col_text(st, key)));

	return app->format == SINK_TABLE ? word_meaning(key, v) : v;
}

int list_stmt(struct app *app, struct stmt *st, const struct column *columns, size_t count,
	      int64_t *ret_rows, struct err *e)
{
	const char *values[64];
	struct tab_sink *sink;
	struct arena row = {0};
	int64_t n = 0;
	size_t i;
	int rc;

	BUG_ON(count > ARRAY_LEN(values));
	if (list_open(app, &sink, columns, count, e) < 0)
		return -1;
	while ((rc = stmt_step(st, e)) == 1) {
		arena_reset(&row);
		for (i = 0; i < count; i++)
			values[i] = list_value(app, &row, st, columns[i].key);
		tab_sink_row(sink, values);
		n++;
	}
	arena_free(&row);
	if (rc < 0) {
		struct err ignored = {0};

		(void)!tab_sink_close(sink, &ignored);
		return -1;
	}
	if (ret_rows)
		*ret_rows = n;
	return tab_sink_close(sink, e);
}

static void finding_row(struct app *app, struct tab_sink *sink, const struct finding *f)
{
	const char *severity = severity_word(f->severity);
	char row[32] = "", column[8] = "";
	struct arena mem = {0};
	const char *values[11];

	if (f->row > 0)
		snprintf(row, sizeof row, "%lld", (long long)f->row);
	if (f->column > 0)
		column_letters(f->column, column);
	values[0] = f->rule;
	values[1] = app->format == SINK_TABLE ? word_meaning("severity", severity) : severity;
	values[2] = f->file;
	values[3] = f->sheet;
	values[4] = row;
	values[5] = column;
	values[6] = f->field;
	values[7] = f->subject;
	values[8] = f->text;
	values[9] = f->suggestion;
	/* a document number is not needed to find the row */
	values[10] = f->rule && strcmp(f->rule, "R-ID") == 0
			 ? mask_field(app, &mem, "id_number", f->value)
			 : f->value;
	tab_sink_row(sink, values);
	arena_free(&mem);
}

int print_findings(struct app *app, struct err *e)
{
	struct column columns[] = {
	    {"rule", T("规则", "rule"), COL_TEXT, 0},
	    {"severity", T("级别", "severity"), COL_TEXT, 0},
	    {"file", T("文件", "file"), COL_TEXT, 0},
	    {"sheet", T("工作表", "sheet"), COL_TEXT, 0},
	    {"row", T("行", "row"), COL_INT, 0},
	    {"column", T("列", "column"), COL_TEXT, 0},
	    {"field", T("字段", "field"), COL_TEXT, 0},
	    {"subject", T("对象", "subject"), COL_TEXT, 0},
	    {"text", T("问题", "finding"), COL_TEXT, 0},
	    {"suggestion", T("建议", "suggestion"), COL_TEXT, 0},
	    {"value", T("原值", "value"), COL_TEXT, 0},
	};
	struct findings *f = &app->job.findings;
	struct tab_sink *sink;
	size_t i;

	/* for cron, notes are not worth a mail */
	if (f->list.len == 0 || app->findings_shown || (app->quiet && f->errors + f->warnings == 0))
		return 0;
	findings_sort(f);
	if (list_open(app, &sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	for (i = 0; i < f->list.len; i++)
		if (!app->quiet || f->list.items[i].severity != SEV_NOTE)
			finding_row(app, sink, &f->list.items[i]);
	return tab_sink_close(sink, e);
}

int out_close(struct err *e)
{
	if (fflush(stdout) != 0 || ferror(stdout) || fclose(stdout) != 0)
		return err_set(e, ERR_OUTPUT, E_STDOUT, err_system(errno));
	return 0;
}
