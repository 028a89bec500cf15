/*
 * ncre setup WORKBOOK: loads a sitting: its windows, sites, subjects, offerings, caps, rooms,
 * sessions, wish days and policy (R-OFFER, R-CAP, R-WINDOW, R-DATE are checked). Safe to repeat:
 * what is there already does not change; --dry-run shows what would. All or nothing.
 * Exit codes: 0, 2, 3 (no setup workbook), 4 (findings: nothing changed), 5, 6.
 */
#include "job/setup.h"
#include "base/messages.h"
#include "cli/out.h"

static int run(struct app *app, void *opts, struct err *e)
{
	struct setup_result result;

	(void)opts;
	if (setup_load(&app->job, app->argv[0], &result, e) < 0)
		return -1;
	say(app, I_SETUP_DONE, result.sitting_code, result.sitting_name, (long long)result.rows);
	return 0;
}

const struct cmd cmd_setup = {
    .name = "setup",
    .summary_zh = "由一个工作簿建立考次：考点、科目、容量、考场、场次、参数",
    .summary_en = "load a sitting from one workbook: sites, subjects, places, rooms, sessions",
    .args = "WORKBOOK",
    .args_min = 1,
    .args_max = 1,
    .need = NEED_WRITE,
    .run = run,
};
