#define _GNU_SOURCE /* sched_getaffinity */
#include "tab/ahead.h"

#include "tab/clean.h"

#include <pthread.h>
#include <sched.h>
#include <string.h>

enum { PIECES = 4, PIECE_BYTES = 256 * 1024, WORTH_BYTES = 4 * 1024 * 1024 };

struct piece {
	size_t len, used;
	bool bad;
	char data[PIECE_BYTES];
};

/* A ring: the thread fills pieces[filled % PIECES], the reader empties pieces[emptied % PIECES]. */
struct ahead {
	struct part *part;
	pthread_t thread;
	pthread_mutex_t mutex; /* over what follows, but not over the pieces' data */
	pthread_cond_t changed;
	uint64_t filled, emptied;
	bool ended, stop;
	struct err err; /* of the thread, once ended */
	struct piece pieces[PIECES];
};

/* Waits for an empty piece; NULL where the reader has gone. */
static struct piece *wait_empty(struct ahead *a)
{
	struct piece *p = NULL;

	pthread_mutex_lock(&a->mutex);
	while (!a->stop && a->filled - a->emptied == PIECES)
		pthread_cond_wait(&a->changed, &a->mutex);
	if (!a->stop)
		p = &a->pieces[a->filled % PIECES];
	pthread_mutex_unlock(&a->mutex);
	return p;
}

static void *unpack(void *arg)
{
	struct ahead *a = arg;
	struct clean clean = {0};
	struct piece *p;
	int rc = 0;

	while (rc == 0 && (p = wait_empty(a)) != NULL) {
		p->used = 0;
		rc = part_read(a->part, p->data, sizeof p->data, &p->len, &a->err);
		clean_feed(&clean, p->data, p->len);
		p->bad = clean.bad;
		pthread_mutex_lock(&a->mutex);
		if (rc == 0 && p->len > 0)
			a->filled++;
		else
			a->ended = true;
		pthread_cond_broadcast(&a->changed);
		pthread_mutex_unlock(&a->mutex);
		if (p->len == 0)
			break;
	}
	return NULL;
}

/* How many this process may use, which can be fewer than the machine has. */
static int processors(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

struct ahead *ahead_open(struct part *part)
{
	struct ahead *a;

	if (part_bytes(part) < WORTH_BYTES || processors() < 2)
		return NULL;
	a = mem_alloc(sizeof *a);
	memset(a, 0, offsetof(struct ahead, pieces));
	a->part = part;
	pthread_mutex_init(&a->mutex, NULL);
	pthread_cond_init(&a->changed, NULL);
	if (pthread_create(&a->thread, NULL, unpack, a) != 0) {
		pthread_cond_destroy(&a->changed);
		pthread_mutex_destroy(&a->mutex);
		mem_free(a);
		return NULL;
	}
	return a;
}

/* The piece to read from; NULL at the end. */
static struct piece *wait_filled(struct ahead *a)
{
	struct piece *p = NULL;

	pthread_mutex_lock(&a->mutex);
	while (!a->ended && a->filled == a->emptied)
		pthread_cond_wait(&a->changed, &a->mutex);
	if (a->filled != a->emptied)
		p = &a->pieces[a->emptied % PIECES];
	pthread_mutex_unlock(&a->mutex);
	return p;
}

int ahead_read(struct ahead *a, void *to, size_t cap, size_t *ret_got, bool *ret_bad, struct err *e)
{
	struct piece *p = wait_filled(a);
	size_t n;

	*ret_got = 0;
	if (!p) {
		/* ended: the thread no longer writes its failure */
		if (a->err.code)
			*e = a->err;
		return a->err.code ? -1 : 0;
	}
	n = p->len - p->used < cap ? p->len - p->used : cap;
	memcpy(to, p->data + p->used, n);
	*ret_bad = p->bad;
	p->used += n;
	if (p->used == p->len) {
		pthread_mutex_lock(&a->mutex);
		a->emptied++;
		pthread_cond_broadcast(&a->changed);
		pthread_mutex_unlock(&a->mutex);
	}
	*ret_got = n;
	return 0;
}

void ahead_close(struct ahead *a)
{
	if (!a)
		return;
	pthread_mutex_lock(&a->mutex);
	a->stop = true;
	pthread_cond_broadcast(&a->changed);
	pthread_mutex_unlock(&a->mutex);
	pthread_join(a->thread, NULL);
	pthread_cond_destroy(&a->changed);
	pthread_mutex_destroy(&a->mutex);
	mem_free(a);
}
