/* Workers: every item done once, results right, a crash costs one item only. */
#include "base/workers.h"
#include "tap/tap.h"

#include <signal.h>

enum { ITEMS = 500, BAD = 137 };

struct seen {
	int times[ITEMS];
	long sum;
	int lost;
};

static void one(void *ctx, size_t i, void *result)
{
	(void)ctx;
	if (i == BAD)
		raise(SIGKILL);
	*(long *)result = (long)i * 2;
}

static int done(void *ctx, size_t i, const void *result, struct err *e)
{
	struct seen *s = ctx;

	(void)e;
	s->times[i]++;
	if (result)
		s->sum += *(const long *)result;
	else
		s->lost++;
	return 0;
}

static int stop(void *ctx, size_t i, const void *result, struct err *e)
{
	(void)ctx, (void)i, (void)result;
	return err_set(e, ERR_OUTPUT, "stop");
}

int main(void)
{
	static struct seen s;
	struct work w = {
	    .count = ITEMS, .result_size = sizeof(long), .ctx = &s, .one = one, .done = done};
	struct err e = {0};
	int wrong = 0;

	succeeds(workers_run(&w, 3, &e), &e, "three workers");
	for (int i = 0; i < ITEMS; i++)
		wrong += s.times[i] != 1;
	is_int(wrong, 0, "every item once");
	is_int(s.lost, 1, "the crash cost one item");
	is_int(s.sum, (long)ITEMS * (ITEMS - 1) - 2L * BAD, "the others have their results");
	w.done = stop;
	fails(workers_run(&w, 2, &e), &e, ERR_OUTPUT, "a failure of the caller ends the run");
	w.count = 0;
	succeeds(workers_run(&w, 2, &e), &e, "nothing to do");
	return tap_done();
}
