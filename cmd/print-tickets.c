/*
 * ncre print-tickets -o DIR|FILE: admission tickets as PDF, one A4 page each, by site, room and
 * seat. R-TICKET: only paid and seated entries, inside the window; R-GLYPH: never a missing
 * character. What is printed is recorded as handed out.
 * Exit codes: 0, 1 (some left out, --skip-unprintable), 2, 3 (nothing to print), 4, 5, 7.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "cli/print.h"

static const char *const per_words[] = {"one-file", "site", "room", "candidate", NULL};
static const char *const layout_words[] = {"one", "six", NULL};

static const struct opt ticket_options[] = {
    PRINT_OPT_OUTPUT,
    PRINT_OPT_SITTING,
    PRINT_OPT_SITE,
    PRINT_OPT_ROOM,
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
    PRINT_OPT_SKIP,
    {0},
};

static int run(struct app *app, void *data, struct err *e)
{
	static const struct print_keys tickets = {"tickets_printed", "tickets_left_out"};
	struct print_opts *opts = data;
	struct print_result res;

	if (print_run(app, opts, print_tickets, &tickets, &res, e) < 0)
		return -1;
	job_count(&app->job, "tickets_unchanged", res.unchanged);
	if (opts->changed_since)
		say(app, I_PRINT_UNCHANGED, (long long)res.unchanged,
		    (long long)opts->changed_since);
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
