#include "cli/print.h"

#include "base/messages.h"
#include "cli/out.h"

int print_run(struct app *app, struct print_opts *opts, print_fn *print,
	      const struct print_keys *keys, struct print_result *ret, struct err *e)
{
	struct print_result res = {0};

	opts->write_nothing = app->dry_run;
	if (print(&app->job, opts, &res, e) < 0)
		return -1;
	job_count(&app->job, keys->printed, res.printed);
	job_count(&app->job, keys->left_out, res.left_out);
	job_count(&app->job, "files", res.files);
	say(app, I_PRINTED, (long long)res.printed, (long long)res.pages, (long long)res.files,
	    opts->target);
	if (res.left_out)
		warn(app, W_PRINT_LEFT_OUT, (long long)res.left_out);
	if (res.old_files)
		warn(app, W_PRINT_OLD, opts->target, (long long)res.old_files);
	if (ret)
		*ret = res;
	return 0;
}
