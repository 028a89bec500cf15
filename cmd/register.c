/*
 * ncre register [FILE.json]: one candidate at the counter, from options or a JSON object, by the
 * rules of importing a file (R-AGR, R-ONE-SITE, R-ONE-ENTRY, R-MAX, R-CAP, R-OFFER, R-WINDOW,
 * R-ROSTER, R-ID, R-NAME). What is said by options wins. Prints the registration number.
 * Exit codes: 0, 2, 3 (an unusable file), 4 (a rule, listed; nothing changed), 5.
 */
#include "base/fen.h"
#include "base/messages.h"
#include "cli/out.h"
#include "cli/person_opt.h"

struct register_opts {
	const char *sitting;
	struct enrol_form form;
	bool agreed;
};

static const struct opt options[] = {
    {"sitting", 0, OPT_TEXT, offsetof(struct register_opts, sitting), "CODE",
     TT("考次，默认最新的", "the sitting, the newest by default"), NULL},
    {"site", 0, OPT_TEXT, offsetof(struct register_opts, form.site_code), "CODE",
     TT("考点代码（必填）", "site (required)"), NULL},
    {"subject", 0, OPT_TEXT, offsetof(struct register_opts, form.subject_code), "CODES",
     TT("报考科目，多科用空格或逗号分开", "subjects, with blanks or commas between"), NULL},
    {"serial", 0, OPT_TEXT, offsetof(struct register_opts, form.serial), "NUMBER",
     TT("报名流水号，默认取下一个", "serial number, the next one by default"), NULL},
    {"source", 0, OPT_TEXT, offsetof(struct register_opts, form.source), "self|group",
     TT("报名方式，默认 self（考生本人）", "self (default) or group"), NULL},
    PERSON_OPTIONS(register_opts),
    {"agreed", 0, OPT_FLAG, offsetof(struct register_opts, agreed), NULL,
     TT("考生已接受现行报名协议", "the candidate has accepted the agreement in force"), NULL},
    {0},
};

static int run(struct app *app, void *opts, struct err *e)
{
	struct register_opts *o = opts;
	struct enrol_result res;
	char yuan[FEN_TEXT];
	struct sitting s;

	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0 ||
	    (app->argc == 1 && enrol_read_json(&app->job, app->argv[0], &o->form, e) < 0) ||
	    enrol_register(&app->job, &s, &o->form, o->agreed, &res, e) < 0)
		return -1;
	if (!app->dry_run)
		print_line("%s", res.reg_no);
	fen_format(res.fee, yuan);
	say(app, I_REGISTERED, res.reg_no, (long long)res.entries, yuan);
	return 0;
}

const struct cmd cmd_register = {
    .name = "register",
    .summary_zh = "柜台报名：登记一名考生",
    .summary_en = "register one candidate at the counter",
    .args = "[FILE.json]",
    .args_max = 1,
    .need = NEED_WRITE,
    .roles = ROLE_CLERK,
    .opts = options,
    .opts_size = sizeof(struct register_opts),
    .run = run,
};
