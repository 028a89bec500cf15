/*
 * ncre print-tickets -o DIR|FILE: admission tickets as PDF, one A4 page each, by site, room and
 * seat. R-TICKET: only paid and seated entries, inside the window; R-GLYPH: never a missing
 * character. What is printed is recorded as handed out.
 * Exit codes: 0, 1 (some left out, --skip-unprintable), 2, 3 (nothing to print), 4, 5, 7.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "job/print.h"

#include <stddef.h>

static const char *const per_words[] = {"one-file", "site", "room", "candidate", NULL};

static const char *const layout_words[] = {"one", "six", NULL};

static const struct opt ticket_options[] = {
    {"output", 'o', OPT_TEXT, offsetof(struct print_opts, target), "DIR|FILE",
     TT("输出的文件夹，或以 .pdf 结尾的文件", "folder, or a file that ends in .pdf"), NULL},
    {"sitting", 0, OPT_TEXT, offsetof(struct print_opts, sitting), "CODE",
     TT("考次代码，默认最近的考次", "code of the sitting, the newest by default"), NULL},
    {"site", 0, OPT_TEXT, offsetof(struct print_opts, site), "CODE",
     TT("只打印这个考点", "this site only"), NULL},
    {"room", 0, OPT_TEXT, offsetof(struct print_opts, room), "CODE",
     TT("只打印这个考场", "this room only"), NULL},
    {"candidate", 0, OPT_TEXT, offsetof(struct print_opts, candidate), "ID",
     TT("只打印一名考生：报名号、证件号或准考证号",
	"one candidate: registration, document or ticket number"),
     NULL},
    {"per", 0, OPT_WORD, offsetof(struct print_opts, per), "site|room|candidate|one-file",
     TT("每考点、每考场、每考生一个文件，或全部一个文件（默认）",
	"a file for each site, room or candidate, or one for all (default)"),
     per_words},
    {"layout", 0, OPT_WORD, offsetof(struct print_opts, layout), "one|six",
     TT("每页一份（默认）或六份（双面，背面为须知）",
	"one a page (default) or six (on both sides, the rules on the back)"),
     layout_words},
    {"changed-since", 0, OPT_INT, offsetof(struct print_opts, changed_since), "RUN",
     TT("只打印自该次操作打印以来内容有变的", "only what differs from what that run printed"),
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
	if (print_tickets(&app->job, opts, &res, e) < 0)
		return -1;
	job_count(&app->job, "tickets_printed", res.printed);
	job_count(&app->job, "tickets_left_out", res.left_out);
	job_count(&app->job, "tickets_unchanged", res.unchanged);
	job_count(&app->job, "files", res.files);
	say(app, I_PRINTED, (long long)res.printed, (long long)res.pages, (long long)res.files,
	    opts->target);
	if (opts->changed_since)
		say(app, I_PRINT_UNCHANGED, (long long)res.unchanged,
		    (long long)opts->changed_since);
	if (res.left_out)
		warn(app, W_PRINT_LEFT_OUT, (long long)res.left_out);
	return 0;
}

const struct cmd cmd_print_tickets = {
    .name = "print-tickets",
    .summary_zh = "批量打印准考证（PDF）",
    .summary_en = "print admission tickets in bulk (PDF)",
    .args = "",
    .need = NEED_WRITE,
    .roles = ROLE_CLERK,
    .opts = ticket_options,
    .opts_size = sizeof(struct print_opts),
    .run = run,
};
