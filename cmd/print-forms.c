/*
 * ncre print-forms -o DIR|FILE: registration forms (报名登记表) as PDF, one A4 page each, after
 * payment or before it as the programme says. R-GLYPH: never a missing character.
 * Exit codes: 0, 1 (some left out, --skip-unprintable), 2, 3 (nothing to print), 4, 5, 7.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "job/print.h"

#include <stddef.h>

static const char *const per_words[] = {"one-file", "site", NULL};

static const struct opt form_options[] = {
    {"output", 'o', OPT_TEXT, offsetof(struct print_opts, target), "DIR|FILE",
     TT("输出的文件夹，或以 .pdf 结尾的文件", "folder, or a file that ends in .pdf"), NULL},
    {"sitting", 0, OPT_TEXT, offsetof(struct print_opts, sitting), "CODE",
     TT("考次代码，默认最近的考次", "code of the sitting, the newest by default"), NULL},
    {"site", 0, OPT_TEXT, offsetof(struct print_opts, site), "CODE",
     TT("只打印这个考点", "this site only"), NULL},
    {"candidate", 0, OPT_TEXT, offsetof(struct print_opts, candidate), "ID",
     TT("只打印一名考生：报名号或证件号", "one candidate: registration or document number"), NULL},
    {"per", 0, OPT_WORD, offsetof(struct print_opts, per), "site|one-file",
     TT("每考点一个文件，或全部一个文件（默认）", "a file for each site, or one for all (default)"),
     per_words},
    {"proof", 0, OPT_FLAG, offsetof(struct print_opts, proof), NULL,
     TT("改为打印生僻字姓名核对表", "print the proof sheet of names with rare characters instead"),
     NULL},
    {"skip-unprintable", 0, OPT_FLAG, offsetof(struct print_opts, skip_unprintable), NULL,
     TT("不能打印的列出并跳过，其余照常打印", "list what cannot be printed and print the rest"),
     NULL},
    {0},
};

static int run(struct app *app, void *data, struct err *e)
{
	struct print_opts *opts = data;
	struct print_result res = {0};

	opts->write_nothing = app->dry_run;
	if ((opts->proof ? print_proof : print_forms)(&app->job, opts, &res, e) < 0)
		return -1;
	job_count(&app->job, opts->proof ? "names_proofed" : "forms_printed", res.printed);
	job_count(&app->job, "forms_left_out", res.left_out);
	job_count(&app->job, "files", res.files);
	say(app, I_PRINTED, (long long)res.printed, (long long)res.pages, (long long)res.files,
	    opts->target);
	if (res.left_out)
		warn(app, W_PRINT_LEFT_OUT, (long long)res.left_out);
	return 0;
}

const struct cmd cmd_print_forms = {
    .name = "print-forms",
    .summary_zh = "批量打印报名登记表（PDF）",
    .summary_en = "print registration forms in bulk (PDF)",
    .args = "",
    .need = NEED_WRITE,
    .roles = ROLE_CLERK,
    .opts = form_options,
    .opts_size = sizeof(struct print_opts),
    .run = run,
};
