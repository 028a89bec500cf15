/*
 * ncre amend NUMBER [FILE.json]: changes what is registered of one candidate, and adds entries, by
 * the rules of importing a file; R-LOCK: not while review is pending or passed, an order is open or
 * anything is paid (entries can still be added to what is paid). Entries go with `cancel`.
 * Exit codes: 0, 2, 3 (no such candidate, unusable file), 4 (a rule, listed; nothing changed), 5.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "cli/person_opt.h"

struct amend_opts {
	const char *sitting;
	struct enrol_form form;
};

static const struct opt options[] = {
    {"sitting", 0, OPT_TEXT, offsetof(struct amend_opts, sitting), "CODE",
     TT("考次，默认最新的", "the sitting, the newest by default"), NULL},
    PERSON_OPT(
	amend_opts, "subject", subject_code, "CODES",
	TT("增报的科目，多科用空格或逗号分开", "subjects to add, with blanks or commas between")),
    PERSON_OPTIONS(amend_opts),
    {0},
};

static int run(struct app *app, void *opts, struct err *e)
{
	struct amend_opts *o = opts;
	struct enrol_result res;
	struct sitting s;

	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0 ||
	    (app->argc == 2 && enrol_read_json(&app->job, app->argv[1], &o->form, e) < 0) ||
	    enrol_amend(&app->job, &s, app->argv[0], &o->form, &res, e) < 0)
		return -1;
	say(app, I_AMENDED, res.reg_no, res.changed ? I_AMENDED_DATA : I_AMENDED_SAME,
	    (long long)res.entries);
	return 0;
}

const struct cmd cmd_amend = {
    .name = "amend",
    .summary_zh = "柜台修改：改一名考生的资料，或增报科目",
    .summary_en = "amend one candidate's data, or add entries",
    .args = "NUMBER [FILE.json]",
    .args_min = 1,
    .args_max = 2,
    .need = NEED_WRITE,
    .roles = ROLE_CLERK,
    .opts = options,
    .opts_size = sizeof(struct amend_opts),
    .run = run,
};
