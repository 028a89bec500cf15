/*
 * ncre purge SITTING: takes away the personal data of a sitting whose retention is over (R-PRIV).
 * The ledger stays with pseudonyms, the chain of runs stays verifiable, a certificate of deletion
 * is printed. It cannot be undone; --dry-run tells what would go.
 * Exit codes: 0, 1 (backups made before still hold the data), 2, 3, 4 (too early; refunds owed), 7.
 */
#include "job/purge.h"
#include "base/messages.h"
#include "cli/out.h"

struct purge_cmd_opts {
	const char *output;
};

static const struct opt options[] = {
    {"output", 'o', OPT_TEXT, offsetof(struct purge_cmd_opts, output), "FILE.pdf",
     TT("销毁证明写到哪里，默认 out/purge-考次.pdf",
	"where the certificate of deletion goes, out/purge-SITTING.pdf by default"),
     NULL},
    {0},
};

static int print_counts(struct app *app, struct err *e)
{
	const struct column columns[] = {
	    {"what", T("内容", "what"), COL_TEXT, 0},
	    {"count", T("数量", "count"), COL_INT, 0},
	};
	struct tab_sink *sink;
	size_t i;

	if (list_open(app, &sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	for (i = 0; i < app->job.counts.len; i++) {
		const struct job_count *c = &app->job.counts.items[i];
		const char *values[] = {/* machine output does not change with the language */
					app->format == SINK_TABLE ? purge_label(c->key) : c->key,
					arena_printf(&app->job.arena, "%lld", (long long)c->value)};

		tab_sink_row(sink, values);
	}
	return tab_sink_close(sink, e);
}

static int run(struct app *app, void *opts, struct err *e)
{
	const struct purge_cmd_opts *o = opts;
	struct purge_opts what = {app->argv[0], o->output, app->dry_run};

	if (purge_sitting(&app->job, &what, e) < 0)
		return -1;
	if (app->job.counts.len > 0)
		return print_counts(app, e);
	say(app, I_PURGED_ALREADY, app->argv[0]);
	return 0;
}

static int after(struct app *app, const void *opts, struct err *e)
{
	int64_t files = 0, copies = 0;

	(void)opts;
	if (purge_leftovers(&app->job, &files, &copies, e) < 0)
		return -1;
	say(app, I_PURGED, app->argv[0], (long long)files);
	if (copies > 0) {
		warn(app, W_PURGE_COPIES, (long long)copies);
		app->job.attention = true;
	}
	return 0;
}

const struct cmd cmd_purge = {
    .name = "purge",
    .summary_zh = "保存期满后清除一个考次的个人信息，并出具销毁证明",
    .summary_en = "take away the personal data of a sitting after its retention",
    .args = "SITTING",
    .args_min = 1,
    .args_max = 1,
    .need = NEED_WRITE,
    .flags = CMD_LISTS,
    .opts = options,
    .opts_size = sizeof(struct purge_cmd_opts),
    .run = run,
    .after = after,
};
