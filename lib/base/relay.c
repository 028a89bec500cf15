#include "base/relay.h"

#include "base/err.h"

#include <string.h>

void relay_begin(struct relay *r, void (*work_off)(void *half), void *first, void *second)
{
	memset(r, 0, sizeof *r);
	r->halves[0].run = r->halves[1].run = work_off;
	r->halves[0].arg = first;
	r->halves[1].arg = second;
}

void *relay_half(const struct relay *r)
{
	return r->halves[r->filling].arg;
}

void relay_pass(struct relay *r)
{
	if (!r->crew)
		r->crew = crew_open(1);
	relay_await(r);
	crew_give(r->crew, &r->halves[r->filling]);
	r->passed = true;
	r->filling = !r->filling;
}

void relay_await(struct relay *r)
{
	if (r->passed)
		crew_await(r->crew, &r->halves[!r->filling]);
	r->passed = false;
}

void relay_end(struct relay *r)
{
	BUG_ON(r->passed);
	crew_close(r->crew);
	r->crew = NULL;
}
