/*
 * ncre today: what waits for a person, the next deadlines, what ran, and the head of the chain of
 * runs. With --quiet only what waits for a person. Exit codes: 0, 1 (something waits), 3.
 */
#include "job/today.h"
#include "base/messages.h"
#include "cli/out.h"
#include "job/word.h"

#include <stdio.h>

struct printer {
	struct app *app;
	struct tab_sink *sink;
};

static int print_one(void *ctx, const char *topic, const char *text, bool waits, int64_t count,
		     struct err *e)
{
	struct printer *p = ctx;
	char number[32] = "";
	const char *values[4];

	(void)e;
	if (waits)
		p->app->job.attention = true;
	if (p->app->quiet && !waits)
		return 0;
	if (count >= 0)
		snprintf(number, sizeof number, "%lld", (long long)count);
	values[0] = waits ? "!" : "";
	values[1] = p->app->format == SINK_TABLE ? word_meaning("topic", topic) : topic;
	values[2] = text;
	values[3] = number;
	tab_sink_row(p->sink, values);
	return 0;
}

static int run(struct app *app, void *opts, struct err *e)
{
	const struct column columns[] = {
	    {"waits", "!", COL_TEXT, 0},
	    {"topic", T("事项", "topic"), COL_TEXT, 0},
	    {"text", T("内容", "what"), COL_TEXT, 0},
	    {"count", T("数", "count"), COL_INT, 0},
	};
	struct printer p = {.app = app};
	struct err ignored = {0};

	(void)opts;
	if (list_open(app, &p.sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	if (today_each(&app->job, print_one, &p, e) < 0) {
		(void)!tab_sink_close(p.sink, &ignored);
		return -1;
	}
	return tab_sink_close(p.sink, e);
}

const struct cmd cmd_today = {
    .name = "today",
    .summary_zh = "今天：等人处理的、将到期的、做过的",
    .summary_en = "today: what waits, what comes next, what ran",
    .args = "",
    .need = NEED_READ,
    .flags = CMD_LISTS,
    .run = run,
};
