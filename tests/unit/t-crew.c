/* The crew: every errand done once, also those that the caller does himself, in any order. */
#include "base/crew.h"
#include "tap/tap.h"

#include <stdint.h>

enum { ERRANDS = 200 };

struct sum {
	uint64_t upto, result;
	int times;
};

static void add_up(void *arg)
{
	struct sum *s = arg;
	uint64_t i;

	for (i = 1; i <= s->upto; i++)
		s->result += i;
	s->times++;
}

static void check_order(const char *name, bool backwards)
{
	struct sum sums[ERRANDS] = {{0}};
	struct errand errands[ERRANDS];
	struct crew *crew = crew_open(CREW_MAX);
	int i, right = 0;

	for (i = 0; i < ERRANDS; i++) {
		sums[i].upto = (uint64_t)i * 100;
		errands[i] = (struct errand){.run = add_up, .arg = &sums[i]};
		crew_give(crew, &errands[i]);
	}
	for (i = 0; i < ERRANDS; i++)
		crew_await(crew, &errands[backwards ? ERRANDS - 1 - i : i]);
	for (i = 0; i < ERRANDS; i++)
		right +=
		    sums[i].times == 1 && sums[i].result == sums[i].upto * (sums[i].upto + 1) / 2;
	is_int(right, ERRANDS, "%s: each is done once", name);
	crew_close(crew);
}

static void check_again(void)
{
	struct sum sum = {.upto = 10};
	struct errand one = {.run = add_up, .arg = &sum};
	struct crew *crew = crew_open(CREW_MAX);
	int i;

	for (i = 0; i < ERRANDS; i++) {
		crew_give(crew, &one);
		crew_await(crew, &one);
	}
	is_int(sum.times, ERRANDS, "an errand can be given again once it is done");
	ok(crew_size(crew) >= 1, "the caller counts");
	crew_close(crew);
	crew_close(NULL);
}

int main(void)
{
	check_order("first given, first awaited", false);
	check_order("last given, first awaited", true);
	check_again();
	return tap_done();
}
