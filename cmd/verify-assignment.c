/*
 * ncre verify-assignment: checks a published assignment from its certificate, without the solver:
 * that it is possible (R-DATE), that its values are what it says, and that its bounds are proven
 * (R-DATE-OPT); in an office also that the database holds the same.
 * Exit codes: 0; 1, the office has placed more since; 3, not a certificate; 4, it does not hold.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "job/assign.h"

#include <stddef.h>

struct verify_assignment_opts {
	const char *sitting;
	bool alone;
};

static const struct opt verify_assignment_options[] = {
    {"sitting", 0, OPT_TEXT, offsetof(struct verify_assignment_opts, sitting), "CODE",
     TT("考次，默认最新的", "the sitting, the newest by default"), NULL},
    {"alone", 0, OPT_FLAG, offsetof(struct verify_assignment_opts, alone), NULL,
     TT("只核验证明文件，不与办公文件夹比较", "the certificate only, without an office"), NULL},
    {0},
};

static enum cmd_need need_of(struct app *app, const void *opts)
{
	const struct verify_assignment_opts *o = opts;

	(void)app;
	return o->alone ? NEED_NOTHING : NEED_READ;
}

static int list(struct app *app, const struct assign_proofs *all, struct err *e)
{
	const struct column columns[] = {
	    {"site_code", T("考点", "site"), COL_ID, 0},
	    {"entries", T("报考", "entries"), COL_INT, 0},
	    {"placed", T("已编排", "placed"), COL_INT, 0},
	    {"placed_bound", T("编排上界", "placed bound"), COL_INT, 0},
	    {"wishes", T("满足意向", "kept"), COL_INT, 0},
	    {"wishes_bound", T("意向上界", "kept bound"), COL_INT, 0},
	    {"extra_days", T("多出日数", "extra days"), COL_INT, 0},
	    {"extra_days_bound", T("日数下界", "days bound"), COL_INT, 0},
	    {"rooms", T("用考场", "rooms used"), COL_INT, 0},
	    {"rooms_bound", T("考场下界", "rooms bound"), COL_INT, 0},
	    {"holds", T("成立", "holds"), COL_INT, 0},
	};
	struct tab_sink *sink;
	size_t i, k;

	if (list_open(app, &sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	for (i = 0; i < all->list.len; i++) {
		const struct assign_proof *p = &all->list.items[i];
		const int64_t numbers[] = {
		    p->entries,
		    p->claim.placed,
		    p->claim.placed_bound,
		    p->claim.wishes,
		    p->claim.wishes_bound,
		    p->claim.extra_days,
		    p->claim.extra_days_bound,
		    p->claim.rooms,
		    p->claim.rooms_bound,
		    p->holds,
		};
		const char *values[ARRAY_LEN(numbers) + 1] = {p->site_code};

		for (k = 0; k < ARRAY_LEN(numbers); k++)
			values[k + 1] =
			    arena_printf(&app->job.arena, "%lld", (long long)numbers[k]);
		tab_sink_row(sink, values);
		if (p->holds)
			say(app, I_CERT_SITE, p->site_code);
	}
	return tab_sink_close(sink, e);
}

static int run(struct app *app, void *opts, struct err *e)
{
	const struct verify_assignment_opts *o = opts;
	struct assign_proofs all = {0};
	struct err late = {0};
	struct sitting s;
	int rc;

	if (!o->alone && sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0)
		return -1;
	rc = assign_prove(&app->job, app->argv[0], o->alone ? NULL : &s, &all, e);
	if ((rc == 0 || all.list.len) && list(app, &all, rc == 0 ? e : &late) < 0)
		rc = -1;
	VEC_FREE(&all.list);
	app->job.attention = app->job.findings.warnings > 0;
	return rc;
}

const struct cmd cmd_verify_assignment = {
    .name = "verify-assignment",
    .summary_zh = "不用求解程序核验已公布的编排及其最优证明",
    .summary_en = "check a published assignment and its proof without the solver",
    .args = "CERTIFICATE",
    .args_min = 1,
    .args_max = 1,
    .need = NEED_READ,
    .need_of = need_of,
    .flags = CMD_LISTS,
    .opts = verify_assignment_options,
    .opts_size = sizeof(struct verify_assignment_opts),
    .run = run,
};
