/*
 * Errands for all processors: threads that share the caller's memory, for pure computing on data
 * of one's own. What may crash on a hostile file belongs into processes: base/workers.
 */
#ifndef NCRE_BASE_CREW_H
#define NCRE_BASE_CREW_H

#include <stdbool.h>

struct crew;

/* Owned by the caller, who leaves it alone between crew_give and crew_await. */
struct errand {
	void (*run)(void *arg);
	void *arg;
	/* the crew's own */
	struct errand *next;
	bool begun, done;
};

enum { CREW_MAX = 63 };

/* One thread for every processor but the caller's, most at most (CREW_MAX); fewer, also none, where
 * they cannot be had. */
struct crew *crew_open(int most);

/* How many errands can be under way at once, the caller's help counted; at least 1. */
int crew_size(const struct crew *crew);

void crew_give(struct crew *crew, struct errand *errand);

/* Returns when the errand is done; what nobody has begun is done here and now. */
void crew_await(struct crew *crew, struct errand *errand);

/* Errands given must have been awaited. NULL is fine. */
void crew_close(struct crew *crew);

#endif
