/*
 * ncre export KIND: a table of the office as CSV, XLSX or JSONL, on stdout or into a file.
 * R-PRIV: personal data is masked unless --reveal, and then the export is a run that the log
 * keeps. registrations can be imported again.
 * Exit codes: 0, 2 (no such kind), 3 (no such sitting), 5 (--reveal), 7.
 */
#include "job/export.h"
#include "base/messages.h"
#include "base/text.h"
#include "cli/out.h"

#include <string.h>

enum { FORMAT_UNSET };

struct export_cmd_opts {
	struct export_opts what;
	const char *output;
	int format;
};

static const char *const formats[] = {"", "csv", "xlsx", "jsonl", NULL};
_Static_assert(SINK_CSV == 1 && SINK_XLSX == 2 && SINK_JSONL == 3,
	       "formats follow enum sink_format");

static const struct opt options[] = {
    {"sitting", 0, OPT_TEXT, offsetof(struct export_cmd_opts, what.sitting), "CODE",
     TT("考次代码，默认最近的考次", "the sitting, the newest by default"), NULL},
    {"site", 0, OPT_TEXT, offsetof(struct export_cmd_opts, what.site), "CODE",
     TT("只限此考点", "only this site"), NULL},
    {"subject", 0, OPT_TEXT, offsetof(struct export_cmd_opts, what.subject), "CODE",
     TT("只限此科目", "only this subject"), NULL},
    {"state", 0, OPT_TEXT, offsetof(struct export_cmd_opts, what.state), "STATE",
     TT("只限此状态（收款表为归类）", "only this state (of payments: the bucket)"), NULL},
    {"changed-since", 0, OPT_INT, offsetof(struct export_cmd_opts, what.since), "RUN",
     TT("只限此操作记录之后改变的", "only what runs after this one changed"), NULL},
    {"format", 0, OPT_WORD, offsetof(struct export_cmd_opts, format), "csv|xlsx|jsonl",
     TT("格式，默认按文件名，否则 csv", "format, by the file's name, else csv"), formats},
    {"output", 'o', OPT_TEXT, offsetof(struct export_cmd_opts, output), "FILE",
     TT("写入文件，默认输出到标准输出", "write a file instead of stdout"), NULL},
    {0},
};

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);

	return n > k && text_same(s + n - k, end);
}

static enum sink_format choose_format(const struct app *app, const struct export_cmd_opts *o)
{
	if (o->format != FORMAT_UNSET)
		return (enum sink_format)o->format;
	if (app->json || (o->output && ends_with(o->output, ".jsonl")))
		return SINK_JSONL;
	return o->output && ends_with(o->output, ".xlsx") ? SINK_XLSX : SINK_CSV;
}

static bool is_masked(const struct app *app, const struct export_table *t)
{
	struct arena mem = {0};
	bool masked = false;
	size_t i;

	for (i = 0; i < t->count && !t->is_public; i++)
		masked |= strcmp(mask_field(app, &mem, t->columns[i].key, "12345678"), "12345678");
	arena_free(&mem);
	return masked;
}

/* The rows into the sink, in words where people read them. */
static int copy_rows(struct app *app, const struct export_table *t, bool for_people,
		     struct tab_sink *sink, int64_t *rows, struct err *e)
{
	const char **values = arena_zalloc(&app->job.arena, t->count, sizeof *values);
	struct arena row = {0};
	size_t i;
	int rc;

	while ((rc = stmt_step(t->stmt, e)) == 1) {
		arena_reset(&row);
		for (i = 0; i < t->count; i++) {
			const char *key = t->columns[i].key;
			/* copied: reading one column as text may move another's */
			const char *v = arena_strdup(&row, col_text(t->stmt, key));

			if (!t->is_public)
				v = mask_field(app, &row, key, v);
			values[i] = for_people ? export_word(t, key, v) : v;
		}
		tab_sink_row(sink, values);
		++*rows;
	}
	arena_free(&row);
	return rc;
}

static int run(struct app *app, void *opts, struct err *e)
{
	struct export_cmd_opts *o = opts;
	enum sink_format format = choose_format(app, o);
	struct output *out = NULL;
	struct export_table t;
	struct tab_sink *sink;
	int64_t rows = 0;

	o->what.kind = app->argv[0];
	if (format == SINK_XLSX && !o->output)
		return err_set(e, ERR_USAGE, "%s", E_EXPORT_XLSX_STDOUT);
	if (export_open(&app->job, &o->what, &t, e) < 0)
		return -1;
	if (o->output && output_begin(&app->job.outputs, o->output, &out, e) < 0)
		return -1;
	if (tab_sink_open(&sink, format, out, t.sheet, t.columns, t.count, app->job.now, e) < 0)
		return -1;
	if (copy_rows(app, &t, out && format != SINK_JSONL, sink, &rows, e) < 0) {
		struct err ignored = {0};

		(void)!tab_sink_close(sink, &ignored);
		return -1;
	}
	if (tab_sink_close(sink, e) < 0)
		return -1;
	job_count(&app->job, "rows", rows);
	say(app, I_EXPORTED, (long long)rows, o->output ? o->output : "stdout");
	if (rows > 0 && is_masked(app, &t))
		say(app, "%s", I_EXPORT_MASKED);
	return 0;
}

const struct cmd cmd_export = {
    .name = "export",
    .summary_zh = "导出各类表格（CSV、XLSX、JSONL）",
    .summary_en = "tables of the office as CSV, XLSX or JSONL",
    .args = "KIND",
    .args_min = 1,
    .args_max = 1,
    .need = NEED_READ,
    .flags = CMD_LISTS,
    .opts = options,
    .opts_size = sizeof(struct export_cmd_opts),
    .run = run,
};
