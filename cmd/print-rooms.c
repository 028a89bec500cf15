/*
 * ncre print-rooms -o DIR|FILE: the papers of exam rooms as PDF, a pack for each room and session
 * with cover, door list, seat map, sign-in sheet, record sheet and seat labels; a summary for each
 * site. R-TICKET: every paid entry is seated; R-GLYPH: never a missing character.
 * Exit codes: 0, 1 (some left out, --skip-unprintable), 2, 3 (nothing to print), 4, 5, 7.
 */
#include "cli/print.h"

static const char *const per_words[] = {"one-file", "site", NULL};
static const char *const label_words[] = {"room", "stack", NULL};
static const char *const sign_words[] = {"30", "10", NULL};

static const struct opt room_options[] = {
    PRINT_OPT_OUTPUT,
    PRINT_OPT_SITTING,
    PRINT_OPT_SITE,
    PRINT_OPT_ROOM,
    {"per", 0, OPT_WORD, offsetof(struct print_opts, per), "site|one-file",
     TT("每考点一个文件，或全部一个文件（默认）", "a file for each site, or one for all (default)"),
     per_words},
    {"labels", 0, OPT_WORD, offsetof(struct print_opts, labels), "room|stack",
     TT("桌贴随考场资料（默认），或每考点每批次一叠、裁切后自动成序",
	"seat labels in each pack (default), or for a site and session, in order once cut"),
     label_words},
    {"sign-in", 0, OPT_WORD, offsetof(struct print_opts, sign_in), "30|10",
     TT("签到表每页 30 人（默认）或 10 人", "30 names a sign-in page (default) or 10"), sign_words},
    PRINT_OPT_SKIP,
    {0},
};

static int run(struct app *app, void *data, struct err *e)
{
	static const struct print_keys packs = {"packs_printed", "candidates_left_out"};

	return print_run(app, data, print_rooms, &packs, NULL, e);
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
