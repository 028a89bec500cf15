/*
 * ncre check-layout [KIND...]: reads the layouts with the names this office added in its folder
 * layout/, and lists what each reads; what is wrong in a file is named with its line.
 * Exit codes: 0; 1, a layout file is wrong or belongs to no kind; 2, no such kind.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "tab/layout.h"

#include <string.h>

static int check_file_name(void *ctx, const char *path, struct err *e)
{
	struct app *app = ctx;
	const char *const *kinds = layout_kinds(&app->job.arena);
	const char *name = file_name(path), *dot = strrchr(name, '.');
	size_t len = dot ? (size_t)(dot - name) : 0, i;

	(void)e;
	for (i = 0; kinds[i]; i++)
		if (dot && strcmp(dot, ".layout") == 0 && strlen(kinds[i]) == len &&
		    memcmp(kinds[i], name, len) == 0)
			return 0;
	job_finding(&app->job, "ROW", SEV_ERROR, path, F_LAYOUT_NO_KIND);
	return 0;
}

static void list_layout(struct app *app, struct tab_sink *sink, const struct layout *l)
{
	struct arena *mem = &app->job.arena;
	const char *values[4], *required = "";
	size_t i, names = 0;

	for (i = 0; i < l->field_count; i++) {
		names += l->fields[i].alias_count;
		if (l->fields[i].required)
			required = arena_printf(mem, "%s%s%s", required, *required ? " " : "",
						l->fields[i].title);
	}
	values[0] = l->kind;
	values[1] = arena_printf(mem, "%zu", l->field_count);
	values[2] = arena_printf(mem, "%zu", names);
	values[3] = required;
	tab_sink_row(sink, values);
}

static int run(struct app *app, void *opts, struct err *e)
{
	const struct column columns[] = {
	    {"kind", T("种类", "kind"), COL_TEXT, 0},
	    {"fields", T("字段", "fields"), COL_INT, 0},
	    {"names", T("表头写法", "headers"), COL_INT, 0},
	    {"required", T("必需的列", "required"), COL_TEXT, 0},
	};
	const char *dir = job_office_path(&app->job, "layout");
	const char *const *kinds =
	    app->argc ? (const char *const *)app->argv : layout_kinds(&app->job.arena);
	size_t count = 0, i;
	struct tab_sink *sink;

	(void)opts;
	if (app->argc)
		count = (size_t)app->argc;
	else
		while (kinds[count])
			count++;
	if (file_is_dir(dir) && dir_walk(dir, check_file_name, app, e) < 0)
		return -1;
	if (list_open(app, &sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	for (i = 0; i < count; i++) {
		const struct layout *l;
		struct err wrong = {0};

		if (layout_find(&app->job.arena, kinds[i], dir, &l, &wrong) == 0) {
			list_layout(app, sink, l);
		} else if (wrong.code == ERR_USAGE) {
			*e = wrong;
			break;
		} else {
			job_finding(&app->job, "ROW", SEV_ERROR, kinds[i], wrong.text);
		}
	}
	if (e->code) {
		struct err ignored = {0};

		(void)!tab_sink_close(sink, &ignored);
		return -1;
	}
	return tab_sink_close(sink, e);
}

const struct cmd cmd_check_layout = {
    .name = "check-layout",
    .summary_zh = "检查表格版式和本考办添加的表头",
    .summary_en = "check the layouts of tables and the headers this office added",
    .args = "[KIND...]",
    .args_min = 0,
    .args_max = -1,
    .need = NEED_READ,
    .flags = CMD_LISTS,
    .run = run,
};
