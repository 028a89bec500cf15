/*
 * ncre debug-assign: solves an assignment problem in the text form of ncre-formats(5), so that
 * the solver can be tried on instances from outside. Rules R-DATE, R-DATE-OPT, R-WISH.
 * Exit codes: 0; 1, somebody is not placed; 3, the file is not of the form; 4, the instance
 * breaks a rule.
 */
#include "base/buf.h"
#include "cli/out.h"
#include "exam/assign.h"
#include "exam/assign_cert.h"
#include "exam/assign_text.h"

enum { INSTANCE_BYTES_MAX = 1 << 28 };

struct debug_assign_opts {
	bool even, certificate;
};

static const struct opt debug_assign_options[] = {
    {"even", 0, OPT_FLAG, offsetof(struct debug_assign_opts, even), NULL,
     TT("开放全部考场，均匀安排", "open every room and fill evenly"), NULL},
    {"certificate", 0, OPT_FLAG, offsetof(struct debug_assign_opts, certificate), NULL,
     TT("输出证明文件", "print the certificate"), NULL},
    {0},
};

static int run(struct app *app, void *opts, struct err *e)
{
	const struct debug_assign_opts *o = opts;
	struct assign_options how = {.even_rooms = o->even};
	struct assign_instance in;
	struct assign_result r;
	struct buf text = {0};
	size_t len;
	char *data;

	if (file_read(&app->job.arena, app->argv[0], INSTANCE_BYTES_MAX, &data, &len, e) < 0 ||
	    assign_text_read(&app->job.arena, data, len, &in, e) < 0 || assign_check(&in, e) < 0)
		return -1;
	assign_solve(&app->job.arena, &in, &how, &r);
	if (o->certificate)
		assign_cert_write(&text, &in, &r);
	else
		assign_text_write(&text, &in, &r);
	print_line("%.*s", (int)(text.len - 1), buf_str(&text));
	buf_free(&text);
	app->job.attention = r.placed < (int64_t)in.n_entries;
	return 0;
}

const struct cmd cmd_debug_assign = {
    .name = "debug-assign",
    .summary_zh = "求解文本形式的编排问题（测试用）",
    .summary_en = "solve an assignment problem in text form (for tests)",
    .args = "INSTANCE",
    .args_min = 1,
    .args_max = 1,
    .need = NEED_NOTHING,
    .flags = CMD_HIDDEN,
    .opts = debug_assign_options,
    .opts_size = sizeof(struct debug_assign_opts),
    .run = run,
};
