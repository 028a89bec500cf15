/*
 * ncre validate-photos PATHS...: checks photos from folders, ZIPs and files (R-PHOTO), gives each
 * to the candidate its name means, and keeps it in the office's store. Locked candidates keep
 * theirs (R-LOCK). --check-only looks at the files alone and needs no office.
 * Exit codes: 0, 1 (something was refused or needs a person), 2, 3, 5, 6, 7.
 */
#include "base/buf.h"
#include "base/messages.h"
#include "cli/out.h"
#include "job/photos.h"

#include <string.h>

struct validate_photos_opts {
	bool check_only, fix, all;
	const char *explain, *sitting, *fixed_to, *sheet, *reject;
	int background; /* index into background_words, which begin with the default */
};

static const char *const background_words[] = {"light", "white", "blue", "red", "any", NULL};

static const struct opt validate_photos_options[] = {
    {"check-only", 0, OPT_FLAG, offsetof(struct validate_photos_opts, check_only), NULL,
     TT("只检查文件，不需要办公文件夹，不归到考生",
	"only check the files: no office, no candidates"),
     NULL},
    {"fix", 0, OPT_FLAG, offsetof(struct validate_photos_opts, fix), NULL,
     TT("能修正的照片自动转正、裁剪、调整大小；原照片保留",
	"turn, crop and resize photos where that helps; the originals are kept"),
     NULL},
    {"fixed-to", 0, OPT_TEXT, offsetof(struct validate_photos_opts, fixed_to), "DIR",
     TT("修正后的照片另存到此文件夹", "put copies of the photos put right into this folder"), NULL},
    {"all", 0, OPT_FLAG, offsetof(struct validate_photos_opts, all), NULL,
     TT("重新检查已收下的全部照片", "check again all photos that are attached"), NULL},
    {"reject", 0, OPT_TEXT, offsetof(struct validate_photos_opts, reject), "FILE.xlsx",
     TT("把不合格的照片列成工作簿，可退回学校",
	"list the refused photos in a workbook to send back"),
     NULL},
    {"sheet", 0, OPT_TEXT, offsetof(struct validate_photos_opts, sheet), "FILE.pdf|DIR",
     TT("把待查看和不合格的照片连同原因印成一览表；给文件夹则每考点一份",
	"print the photos that do not pass, with reasons, as a contact sheet; DIR: one a site"),
     NULL},
    {"explain", 0, OPT_TEXT, offsetof(struct validate_photos_opts, explain), "FILE",
     TT("列出一张照片的全部测量值", "print every measure of one photo"), NULL},
    {"sitting", 0, OPT_TEXT, offsetof(struct validate_photos_opts, sitting), "CODE",
     TT("考次代码，默认最近一次", "the sitting's code; by default the newest"), NULL},
    {"background", 0, OPT_WORD, offsetof(struct validate_photos_opts, background),
     "light|white|blue|red|any",
     TT("与 --check-only 合用：要求的背景颜色，默认浅色",
	"with --check-only: the background wanted; light by default"),
     background_words},
    {0},
};

struct printer {
	struct app *app;
	struct tab_sink *sink; /* NULL for JSONL, and with --quiet before the first row */
	struct column columns[5];
	struct arena row;
};

/* ---- JSONL: a line a file, with findings and measures inside ---- */

static void print_json(const struct photo_result *r)
{
	struct buf b = {0};

	buf_puts(&b, "{\"file\":");
	buf_json(&b, r->file);
	buf_printf(&b, ",\"verdict\":\"%s\",\"action\":\"%s\",\"candidate\":",
		   photo_verdict_word(r->judgement->verdict), photo_action_word(r->action));
	if (r->reg_no[0])
		buf_json(&b, r->reg_no);
	else
		buf_puts(&b, "null");
	buf_puts(&b, ",\"findings\":[");
	for (int i = 0; i < r->judgement->count; i++) {
		const struct photo_remark *m = &r->judgement->remarks[i];

		buf_printf(&b, "%s{\"rule\":\"%s\",\"severity\":\"%s\",\"text\":", i ? "," : "",
			   m->rule, severity_word(m->severity));
		buf_json(&b, m->text);
		buf_puts(&b, "}");
	}
	buf_puts(&b, "],\"measures\":");
	photo_measures_json(&b, r->measures);
	print_line("%s}", buf_str(&b));
	buf_free(&b);
}

/* ---- tables ---- */

/* The remarks in one cell, the worst first. */
static const char *remarks_text(struct arena *out, const struct photo_judgement *j)
{
	struct buf b = {0};
	const char *text;

	for (int severity = SEV_ERROR; severity >= SEV_NOTE; severity--)
		for (int i = 0; i < j->count; i++)
			if ((int)j->remarks[i].severity == severity)
				buf_printf(&b, "%s%s", b.len ? T("；", "; ") : "",
					   j->remarks[i].text);
	text = arena_strdup(out, buf_str(&b));
	buf_free(&b);
	return text;
}

static const char *verdict_shown(enum photo_verdict v)
{
	return v == PHOTO_PASS	   ? T("合格", "pass")
	       : v == PHOTO_REVIEW ? T("待人工查看", "review")
				   : T("不合格", "refuse");
}

static const char *action_shown(enum photo_action a)
{
	switch (a) {
	case PHOTO_CHECKED: return T("仅检查", "checked");
	case PHOTO_ATTACHED: return T("已收下", "attached");
	case PHOTO_UNCHANGED: return T("没有变化", "unchanged");
	case PHOTO_NOT_TAKEN: return T("未收下", "not taken");
	}
	return "";
}

static void print_row(struct printer *p, const struct photo_result *r)
{
	bool for_people = p->app->format == SINK_TABLE;
	const char *values[5];

	arena_reset(&p->row);
	values[0] = r->file;
	values[1] = for_people ? verdict_shown(r->judgement->verdict)
			       : photo_verdict_word(r->judgement->verdict);
	values[2] = r->reg_no;
	values[3] = for_people ? action_shown(r->action) : photo_action_word(r->action);
	values[4] = remarks_text(&p->row, r->judgement);
	tab_sink_row(p->sink, values);
}

static int open_rows(struct printer *p, struct err *e)
{
	p->columns[0] = (struct column){"file", T("文件", "file"), COL_TEXT, 0};
	p->columns[1] = (struct column){"verdict", T("结论", "verdict"), COL_TEXT, 0};
	p->columns[2] = (struct column){"candidate", T("考生", "candidate"), COL_ID, 0};
	p->columns[3] = (struct column){"action", T("处理", "action"), COL_TEXT, 0};
	p->columns[4] = (struct column){"text", T("说明", "remarks"), COL_TEXT, 0};
	return list_open(p->app, &p->sink, p->columns, ARRAY_LEN(p->columns), e);
}

static int print_one(void *ctx, const struct photo_result *r, struct err *e)
{
	struct printer *p = ctx;
	if (p->app->quiet && r->judgement->verdict == PHOTO_PASS)
		return 0;
	if (p->app->format == SINK_JSONL) {
		print_json(r);
		return 0;
	}
	if (!p->sink && open_rows(p, e) < 0)
		return -1;
	print_row(p, r);
	return 0;
}

static int check(struct app *app, const struct validate_photos_opts *o, struct err *e)
{
	struct printer p = {.app = app};
	struct photos_options options = {.check_only = o->check_only,
					 .dry_run = app->dry_run,
					 .fix = o->fix || o->fixed_to,
					 .fixed_dir = o->fixed_to,
					 .sheet = o->sheet,
					 .reject = o->reject,
					 .all = o->all,
					 .policy = photo_policy_ncre,
					 .sitting_code = o->sitting,
					 .each = print_one,
					 .ctx = &p};
	struct err late = {0};
	int rc;

	options.policy.background = background_rule_of(background_words[o->background]);
	if (app->format != SINK_JSONL && !app->quiet && open_rows(&p, e) < 0)
		return -1;
	rc = photos_check(&app->job, app->argv, (size_t)app->argc, &options, e);
	if (p.sink && tab_sink_close(p.sink, rc < 0 ? &late : e) < 0)
		rc = -1;
	arena_free(&p.row);
	return rc;
}

/* ---- --explain ---- */

static int explain_one(void *ctx, const struct photo_result *r, struct err *e)
{
	const struct column columns[] = {
	    {"measure", T("测量", "measure"), COL_TEXT, 0},
	    {"value", T("数值", "value"), COL_TEXT, 0},
	    {"meaning", T("含义", "meaning"), COL_TEXT, 0},
	};
	struct photo_measure_text texts[PHOTO_MEASURES_MAX];
	struct printer *p = ctx;
	const char *values[3];
	int i, n;

	if (p->app->format == SINK_JSONL) {
		print_json(r);
		return 0;
	}
	if (list_open(p->app, &p->sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	n = photo_measure_texts(r->measures, texts);
	for (i = 0; i < n; i++) {
		values[0] = texts[i].key;
		values[1] = texts[i].value[0] ? texts[i].value : T("量不出", "not measurable");
		values[2] = texts[i].title;
		tab_sink_row(p->sink, values);
	}
	values[0] = "verdict";
	values[1] = photo_verdict_word(r->judgement->verdict);
	values[2] = remarks_text(&p->row, r->judgement);
	tab_sink_row(p->sink, values);
	return tab_sink_close(p->sink, e);
}

static int explain(struct app *app, const struct validate_photos_opts *o, struct err *e)
{
	struct printer p = {.app = app};
	struct photos_options options = {
	    .check_only = true, .policy = photo_policy_ncre, .each = explain_one, .ctx = &p};
	char *path = arena_strdup(&app->job.arena, o->explain);
	int rc;

	options.policy.background = background_rule_of(background_words[o->background]);
	rc = photos_check(&app->job, &path, 1, &options, e);
	arena_free(&p.row);
	return rc;
}

static enum cmd_need need_of(struct app *app, const void *opts)
{
	const struct validate_photos_opts *o = opts;

	(void)app;
	return o->check_only || o->explain ? NEED_NOTHING : NEED_WRITE;
}

static int run(struct app *app, void *opts, struct err *e)
{
	const struct validate_photos_opts *o = opts;

	app->findings_shown = true;
	if (!o->explain && !o->all && app->argc == 0)
		return err_set(e, ERR_USAGE, E_PHOTOS_WHICH);
	if (o->explain && app->argc > 0)
		return err_set(e, ERR_USAGE, E_PHOTOS_EXPLAIN);
	if (o->all && (app->argc > 0 || o->check_only || o->fix || o->fixed_to))
		return err_set(e, ERR_USAGE, E_PHOTOS_ALL);
	if (o->check_only && o->fix && !o->fixed_to)
		return err_set(e, ERR_USAGE, E_PHOTOS_FIX_WHERE);
	return o->explain ? explain(app, o, e) : check(app, o, e);
}

const struct cmd cmd_validate_photos = {
    .name = "validate-photos",
    .summary_zh = "检查照片并归到考生名下",
    .summary_en = "check photos and give them to their candidates",
    .args = "PATH...",
    .args_min = 0,
    .args_max = -1,
    .need = NEED_WRITE,
    .flags = CMD_LISTS,
    .roles = ROLE_CLERK,
    .opts = validate_photos_options,
    .opts_size = sizeof(struct validate_photos_opts),
    .need_of = need_of,
    .run = run,
};
