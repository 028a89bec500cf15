/*
 * ncre why NUMBER: everything that happened to one candidate, in plain words and in order of
 * time, by registration or document number; also those who are gone. Exit codes: 0, 2, 3.
 */
#include "job/why.h"
#include "base/messages.h"
#include "cli/out.h"

#include <stdio.h>

struct why_print {
	struct tab_sink *sink;
	const char *who;
};

static int print_event(void *ctx, instant at, const char *text, int64_t run, struct err *e)
{
	struct why_print *p = ctx;
	char when[32], number[32] = "";
	const char *values[4];

	(void)e;
	snprintf(when, sizeof when, "%lld", (long long)at);
	if (run)
		snprintf(number, sizeof number, "%lld", (long long)run);
	values[0] = p->who;
	values[1] = when;
	values[2] = text;
	values[3] = number;
	tab_sink_row(p->sink, values);
	return 0;
}

static int print_person(struct app *app, const struct why_person *person, struct err *e)
{
	const struct column columns[] = {
	    {"reg_no", T("报名号", "registration"), COL_ID, 0},
	    {"at", T("时间", "time"), COL_INSTANT, 0},
	    {"event", T("经过", "what happened"), COL_TEXT, 0},
	    {"run", T("操作记录", "run"), COL_INT, 0},
	};
	struct why_print p = {.who = person->reg_no};
	struct err ignored = {0};

	say(app, I_WHY_PERSON, person->reg_no,
	    mask_field(app, &app->job.arena, "name", person->name), person->sitting,
	    person->site_code, person->state);
	if (list_open(app, &p.sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	if (why_each(&app->job, person->id, print_event, &p, e) < 0) {
		(void)!tab_sink_close(p.sink, &ignored);
		return -1;
	}
	return tab_sink_close(p.sink, e);
}

static int run(struct app *app, void *opts, struct err *e)
{
	struct why_person *persons;
	size_t count, i;

	(void)opts;
	if (why_find(&app->job, app->argv[0], &persons, &count, e) < 0)
		return -1;
	for (i = 0; i < count; i++)
		if (print_person(app, &persons[i], e) < 0)
			return -1;
	return 0;
}

const struct cmd cmd_why = {
    .name = "why",
    .summary_zh = "一个考生的来龙去脉",
    .summary_en = "everything that happened to one candidate",
    .args = "NUMBER",
    .args_min = 1,
    .args_max = 1,
    .need = NEED_READ,
    .flags = CMD_LISTS,
    .run = run,
};
