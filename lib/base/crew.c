#include "base/crew.h"

#include "base/err.h"
#include "base/mem.h"

#include <pthread.h>
#include <unistd.h>

struct crew {
	pthread_mutex_t mutex; /* over everything but the errands' own data */
	pthread_cond_t given, done;
	struct errand *first, *last; /* not begun, in order */
	bool closing;
	int n_threads;
	pthread_t threads[CREW_MAX];
};

/* With the mutex held: does the errand, without it meanwhile. */
static void do_errand(struct crew *c, struct errand *x)
{
	x->begun = true;
	pthread_mutex_unlock(&c->mutex);
	x->run(x->arg);
	pthread_mutex_lock(&c->mutex);
	x->done = true;
	pthread_cond_broadcast(&c->done);
}

static void *serve(void *arg)
{
	struct crew *c = arg;
	struct errand *x;

	pthread_mutex_lock(&c->mutex);
	for (;;) {
		while (!c->first && !c->closing)
			pthread_cond_wait(&c->given, &c->mutex);
		x = c->first;
		if (!x)
			break;
		c->first = x->next;
		do_errand(c, x);
	}
	pthread_mutex_unlock(&c->mutex);
	return NULL;
}

struct crew *crew_open(int most)
{
	struct crew *c = mem_zalloc(1, sizeof *c);
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	BUG_ON(most > CREW_MAX);
	pthread_mutex_init(&c->mutex, NULL);
	pthread_cond_init(&c->given, NULL);
	pthread_cond_init(&c->done, NULL);
	while (c->n_threads < most && c->n_threads + 1 < processors &&
	       pthread_create(&c->threads[c->n_threads], NULL, serve, c) == 0)
		c->n_threads++;
	return c;
}

int crew_size(const struct crew *c)
{
	return c->n_threads + 1;
}

void crew_give(struct crew *c, struct errand *x)
{
	x->next = NULL;
	x->begun = x->done = false;
	pthread_mutex_lock(&c->mutex);
	if (c->first)
		c->last->next = x;
	else
		c->first = x;
	c->last = x;
	pthread_cond_signal(&c->given);
	pthread_mutex_unlock(&c->mutex);
}

/* Takes an errand out of the queue, wherever it stands. */
static void take_out(struct crew *c, struct errand *x)
{
	struct errand *before = c->first;

	if (before == x) {
		c->first = x->next;
		return;
	}
	while (before->next != x)
		before = before->next;
	before->next = x->next;
	if (c->last == x)
		c->last = before;
}

void crew_await(struct crew *c, struct errand *x)
{
	pthread_mutex_lock(&c->mutex);
	if (!x->begun) {
		take_out(c, x);
		do_errand(c, x);
	}
	while (!x->done)
		pthread_cond_wait(&c->done, &c->mutex);
	pthread_mutex_unlock(&c->mutex);
}

void crew_close(struct crew *c)
{
	int i;

	if (!c)
		return;
	pthread_mutex_lock(&c->mutex);
	BUG_ON(c->first);
	c->closing = true;
	pthread_cond_broadcast(&c->given);
	pthread_mutex_unlock(&c->mutex);
	for (i = 0; i < c->n_threads; i++)
		pthread_join(c->threads[i], NULL);
	pthread_cond_destroy(&c->given);
	pthread_cond_destroy(&c->done);
	pthread_mutex_destroy(&c->mutex);
	mem_free(c);
}
