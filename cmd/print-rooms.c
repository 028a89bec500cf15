/*
 * ncre print-rooms -o DIR|FILE: the papers of exam rooms as PDF, a pack for each room and session
 * with cover, door list, seat map, sign-in sheet, record sheet and seat labels; a summary for each
 * site. R-TICKET: every paid entry is seated; R-GLYPH: never a missing character.
 * Exit codes: 0, 1 (some left out, --skip-unprintable), 2, 3 (nothing to print), 4, 5, 7.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "job/print.h"

#include <stddef.h>

static const char *const per_words[] = {"one-file", "site", NULL};

static const char *const label_words[] = {"room", "stack", NULL};
static const char *const sign_words[] = {"30", "10", NULL};

static const struct opt room_options[] = {
    {"output", 'o', OPT_TEXT, offsetof(struct print_opts, target), "DIR|FILE",
     TT("输出的文件夹，或以 .pdf 结尾的文件", "folder, or a file that ends in .pdf"), NULL},
    {"sitting", 0, OPT_TEXT, offsetof(struct print_opts, sitting), "CODE",
     TT("考次代码，默认最近的考次", "code of the sitting, the newest by default"), NULL},
    {"site", 0, OPT_TEXT, offsetof(struct print_opts, site), "CODE",
     TT("只打印这个考点", "this site only"), NULL},
    {"room", 0, OPT_TEXT, offsetof(struct print_opts, room), "CODE",
     TT("只打印这个考场", "this room only"), NULL},
    {"per", 0, OPT_WORD, offsetof(struct print_opts, per), "site|one-file",
     TT("每考点一个文件，或全部一个文件（默认）", "a file for each site, or one for all (default)"),
     per_words},
    {"labels", 0, OPT_WORD, offsetof(struct print_opts, labels), "room|stack",
     TT("桌贴随考场资料（默认），或每考点每批次一叠、裁切后自动成序",
	"seat labels in each pack (default), or for a site and session, in order once cut"),
     label_words},
    {"sign-in", 0, OPT_WORD, offsetof(struct print_opts, sign_in), "30|10",
     TT("签到表每页 30 人（默认）或 10 人", "30 names a sign-in page (default) or 10"), sign_words},
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
	if (print_rooms(&app->job, opts, &res, e) < 0)
		return -1;
	job_count(&app->job, "packs_printed", res.printed);
	job_count(&app->job, "candidates_left_out", res.left_out);
	job_count(&app->job, "files", res.files);
	say(app, I_PRINTED, (long long)res.printed, (long long)res.pages, (long long)res.files,
	    opts->target);
	if (res.left_out)
		warn(app, W_PRINT_LEFT_OUT, (long long)res.left_out);
	return 0;
}

const struct cmd cmd_print_rooms = {
    .name = "print-rooms",
    .summary_zh = "打印考场资料：封面、门贴、座位图、签到表、记录表、桌贴",
    .summary_en = "print room papers: cover, door list, seat map, sign-in, record, labels",
    .args = "",
    .need = NEED_WRITE,
    .roles = ROLE_CLERK,
    .opts = room_options,
    .opts_size = sizeof(struct print_opts),
    .run = run,
};
