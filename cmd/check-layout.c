/*
 * ncre check-layout [KIND...]: reads the layouts of tables and of printed pages with what this
 * office put into its folder layout/, and lists what each has; what is wrong in a file is named
 * with its line. R-GLYPH: the words of pages can be printed.
 * Exit codes: 0; 1, a layout file is wrong or belongs to no kind; 2, no such kind.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "job/page_layout.h"
#include "tab/layout.h"

#include <string.h>

static bool is_kind(const char *const *kinds, const char *name, size_t len)
{
	for (; *kinds; kinds++)
		if (strlen(*kinds) == len && memcmp(*kinds, name, len) == 0)
			return true;
	return false;
}

static int check_file_name(void *ctx, const char *path, struct err *e)
{
	struct app *app = ctx;
	const char *name = file_name(path), *dot = strrchr(name, '.');
	size_t len = dot ? (size_t)(dot - name) : 0;
	bool table = dot && strcmp(dot, ".layout") == 0, page = dot && strcmp(dot, ".page") == 0;

	(void)e;
	if ((table && !is_kind(layout_kinds(&app->job.arena), name, len)) ||
	    (page && !is_kind(page_layout_kinds(&app->job.arena), name, len)))
		job_finding(&app->job, "ROW", SEV_ERROR, path, F_LAYOUT_NO_KIND);
	return 0;
}

/* What a layout has, in a row of the list. */
struct summary {
	size_t fields, names;
	const char *required; /* titles, blank-separated */
};

static void add_required(struct app *app, struct summary *s, const char *title)
{
	s->required =
	    arena_printf(&app->job.arena, "%s%s%s", s->required, *s->required ? " " : "", title);
}

static int check_table(struct app *app, const char *kind, struct summary *ret, struct err *e)
{
	const struct layout *l;

	if (layout_find(&app->job.arena, kind, job_office_path(&app->job, "layout"), &l, e) < 0)
		return -1;
	ret->fields = l->field_count;
	for (size_t i = 0; i < l->field_count; i++) {
		ret->names += l->fields[i].alias_count;
		if (l->fields[i].required)
			add_required(app, ret, l->fields[i].title);
	}
	return 0;
}

static int check_page(struct app *app, const char *kind, struct summary *ret, struct err *e)
{
	const struct page_layout *l;

	if (page_layout_check(&app->job, kind, &l, e) < 0)
		return -1;
	ret->fields = l->field_count;
	ret->names = l->text_count + l->programme_count;
	for (size_t i = 0; i < l->field_count; i++)
		if (l->fields[i].required)
			add_required(app, ret, l->fields[i].label);
	return 0;
}

/* A layout that is wrong is a finding; only a kind that does not exist ends the command. */
static int check_kind(struct app *app, struct tab_sink *sink, const char *kind, struct err *e)
{
	const char *const *pages = page_layout_kinds(&app->job.arena);
	struct summary s = {.required = ""};
	struct err wrong = {0};
	int rc =
	    (is_kind(pages, kind, strlen(kind)) ? check_page : check_table)(app, kind, &s, &wrong);

	if (rc < 0 && wrong.code == ERR_USAGE) {
		*e = wrong;
		return -1;
	}
	if (rc < 0) {
		job_finding(&app->job, "ROW", SEV_ERROR, kind, wrong.text);
		return 0;
	}
	tab_sink_row(sink,
		     (const char *[]){kind, arena_printf(&app->job.arena, "%zu", s.fields),
				      arena_printf(&app->job.arena, "%zu", s.names), s.required});
	return 0;
}

static int check_kinds(struct app *app, struct tab_sink *sink, const char *const *kinds,
		       struct err *e)
{
	for (; *kinds; kinds++)
		if (check_kind(app, sink, *kinds, e) < 0)
			return -1;
	return 0;
}

static int run(struct app *app, void *opts, struct err *e)
{
	const struct column columns[] = {
	    {"kind", T("种类", "kind"), COL_TEXT, 0},
	    {"fields", T("字段", "fields"), COL_INT, 0},
	    {"names", T("表头或文字", "headers or texts"), COL_INT, 0},
	    {"required", T("必需的列或字段", "required"), COL_TEXT, 0},
	};
	const char *dir = job_office_path(&app->job, "layout");
	struct err ignored = {0};
	struct tab_sink *sink;
	int rc = 0;

	(void)opts;
	if (file_is_dir(dir) && dir_walk(dir, check_file_name, app, e) < 0)
		return -1;
	if (list_open(app, &sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	for (int i = 0; i < app->argc && rc == 0; i++)
		rc = check_kind(app, sink, app->argv[i], e);
	if (app->argc == 0 && (check_kinds(app, sink, layout_kinds(&app->job.arena), e) < 0 ||
			       check_kinds(app, sink, page_layout_kinds(&app->job.arena), e) < 0))
		rc = -1;
	return tab_sink_close(sink, rc < 0 ? &ignored : e) < 0 || rc < 0 ? -1 : 0;
}

const struct cmd cmd_check_layout = {
    .name = "check-layout",
    .summary_zh = "检查表格和打印版面的版式，以及本考办的改动",
    .summary_en = "check the layouts of tables and printed pages with what this office changed",
    .args = "[KIND...]",
    .args_min = 0,
    .args_max = -1,
    .need = NEED_READ,
    .flags = CMD_LISTS,
    .run = run,
};
