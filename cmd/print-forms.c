/*
 * ncre print-forms -o DIR|FILE: registration forms (报名登记表) as PDF, one A4 page each, after
 * payment or before it as the programme says. R-GLYPH: never a missing character.
 * Exit codes: 0, 1 (some left out, --skip-unprintable), 2, 3 (nothing to print), 4, 5, 7.
 */
#include "cli/print.h"

static const char *const per_words[] = {"one-file", "site", NULL};

static const struct opt form_options[] = {
    PRINT_OPT_OUTPUT,
    PRINT_OPT_SITTING,
    PRINT_OPT_SITE,
    {"candidate", 0, OPT_TEXT, offsetof(struct print_opts, candidate), "ID",
     TT("只打印一名考生：报名号或证件号", "one candidate: registration or document number"), NULL},
    {"per", 0, OPT_WORD, offsetof(struct print_opts, per), "site|one-file",
     TT("每考点一个文件，或全部一个文件（默认）", "a file for each site, or one for all (default)"),
     per_words},
    {"proof", 0, OPT_FLAG, offsetof(struct print_opts, proof), NULL,
     TT("改为打印生僻字姓名核对表", "print the proof sheet of names with rare characters instead"),
     NULL},
    PRINT_OPT_SKIP,
    {0},
};

static int run(struct app *app, void *data, struct err *e)
{
	static const struct print_keys forms = {"forms_printed", "forms_left_out"};
	static const struct print_keys proof = {"names_proofed", "forms_left_out"};
	struct print_opts *opts = data;

	return opts->proof ? print_run(app, opts, print_proof, &proof, NULL, e)
			   : print_run(app, opts, print_forms, &forms, NULL, e);
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
