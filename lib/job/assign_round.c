#include "job/assign_round.h"

#include "base/messages.h"

enum { TURNS_MAX = 128 };

struct line {
	const struct site_round *round;
	struct crew *crew;
	struct site_turn turns[TURNS_MAX]; /* a ring: begun[first .. next) are under way */
	size_t first, next, wide;
};

static void run_solve(void *arg)
{
	struct site_turn *t = arg;

	t->round->solve(t->round->ctx, t);
}

static struct site_turn *turn_at(struct line *l, size_t i)
{
	return &l->turns[i % l->wide];
}

static int begin(struct line *l, struct assign_outcome *out, struct err *e)
{
	struct site_turn *t = turn_at(l, l->next);
	int rc;

	*t = (struct site_turn){.out = out, .round = l->round};
	rc = l->round->begin(l->round->ctx, t, e);
	if (rc < 0) {
		assign_unload(&t->site);
		return -1;
	}
	l->next++;
	t->solving = rc == 1;
	t->errand = (struct errand){.run = run_solve, .arg = t};
	if (t->solving)
		crew_give(l->crew, &t->errand);
	return 0;
}

static int end(struct line *l, bool only_wait, struct err *e)
{
	struct site_turn *t = turn_at(l, l->first++);
	int rc = 0;

	if (t->solving)
		crew_await(l->crew, &t->errand);
	if (!only_wait)
		rc = l->round->end(l->round->ctx, t, e);
	assign_unload(&t->site);
	return rc;
}

int assign_each(const struct site_round *round, struct assign_outcomes *sites, struct err *e)
{
	struct line *l = mem_zalloc(1, sizeof *l);
	struct err failed = {0};
	size_t i;
	int rc = 0, began = 0;

	l->round = round;
	l->crew = crew_open(CREW_MAX);
	l->wide = (size_t)crew_size(l->crew) * 2;
	for (i = 0; i < sites->list.len && rc == 0 && began == 0; i++) {
		if (l->next - l->first == l->wide)
			rc = end(l, false, e);
		job_progress(round->job, I_ASSIGN_PROGRESS, (int64_t)i, (int64_t)sites->list.len);
		if (rc == 0)
			began = begin(l, &sites->list.items[i], &failed);
	}
	while (l->first < l->next)
		if (end(l, rc < 0, e) < 0)
			rc = -1;
	if (rc == 0 && began < 0)
		*e = failed;
	crew_close(l->crew);
	mem_free(l);
	return rc < 0 ? rc : began;
}

void assign_keep_values(struct site_turn *t)
{
	t->out->r = t->r;
	t->out->r.places = NULL;
	t->out->r.witness = (struct assign_witness){0};
	t->out->r.shorts = NULL;
	t->out->r.n_shorts = 0;
}
