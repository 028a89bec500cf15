#include "base/workers.h"

#include "base/mem.h"
#include "base/messages.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKERS_MAX = 64, SECONDS_MAX = 60 };
#define NO_ITEM SIZE_MAX

struct worker {
	pid_t pid;
	int fd;	     /* our end of the socket; -1: not running */
	size_t item; /* what it works on; NO_ITEM: nothing */
};

struct pool {
	const struct work *w;
	struct worker workers[WORKERS_MAX];
	int count;
	size_t next, finished;
	void *result;
};

/* Reads or writes all of it. False at the end of the stream and on errors. */
static bool transfer(int fd, void *data, size_t len, bool writing)
{
	char *p = data;

	while (len > 0) {
		ssize_t n = writing ? send(fd, p, len, MSG_NOSIGNAL) : recv(fd, p, len, 0);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		len -= (size_t)n;
	}
	return true;
}

/* The worker's life: an item in, its result out, until the socket closes. */
static void serve(const struct work *w, int fd)
{
	void *result = mem_alloc(w->result_size);
	size_t item;

	while (transfer(fd, &item, sizeof item, false)) {
		memset(result, 0, w->result_size);
		/* A file that makes a decoder run for ever ends the worker as a crash would. */
		alarm(SECONDS_MAX);
		w->one(w->ctx, item, result);
		alarm(0);
		if (!transfer(fd, result, w->result_size, true))
			break;
	}
	_exit(0);
}

static int worker_start(struct pool *p, struct worker *worker, struct err *e)
{
	int ends[2];

	worker->fd = -1;
	worker->item = NO_ITEM;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
		return err_set(e, ERR_OUTPUT, E_WORKER_START, err_system(errno));
	fflush(NULL); /* else the child owns a copy of what waits to be written */
	worker->pid = fork();
	if (worker->pid < 0) {
		int why = errno;

		close(ends[0]);
		close(ends[1]);
		return err_set(e, ERR_OUTPUT, E_WORKER_START, err_system(why));
	}
	if (worker->pid == 0) {
		close(ends[0]);
		/* The other workers' sockets must close when the caller closes them. */
		for (int i = 0; i < p->count; i++)
			if (p->workers[i].fd >= 0 && &p->workers[i] != worker)
				close(p->workers[i].fd);
		serve(p->w, ends[1]);
	}
	close(ends[1]);
	worker->fd = ends[0];
	return 0;
}

static void worker_end(struct worker *worker)
{
	if (worker->fd < 0)
		return;
	close(worker->fd);
	worker->fd = -1;
	while (waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
		;
}

/* Hands out the next item. Where the worker has died already its socket tells that later. */
static void give(struct pool *p, struct worker *worker)
{
	worker->item = NO_ITEM;
	if (p->next == p->w->count)
		return;
	worker->item = p->next++;
	(void)!transfer(worker->fd, &worker->item, sizeof worker->item, true);
}

/* The worker has written something, or died. */
static int take(struct pool *p, struct worker *worker, struct err *e)
{
	bool lives = transfer(worker->fd, p->result, p->w->result_size, false);
	size_t item = worker->item;

	if (!lives) {
		worker_end(worker);
		if (worker_start(p, worker, e) < 0)
			return -1;
	}
	give(p, worker);
	if (item == NO_ITEM)
		return 0;
	p->finished++;
	return p->w->done(p->w->ctx, item, lives ? p->result : NULL, e);
}

static int serve_all(struct pool *p, struct err *e)
{
	struct pollfd fds[WORKERS_MAX];

	while (p->finished < p->w->count) {
		for (int i = 0; i < p->count; i++)
			fds[i] = (struct pollfd){p->workers[i].fd, POLLIN, 0};
		if (poll(fds, (nfds_t)p->count, -1) < 0) {
			if (errno == EINTR)
				continue;
			return err_set(e, ERR_OUTPUT, E_WORKER_START, err_system(errno));
		}
		for (int i = 0; i < p->count; i++)
			if (fds[i].revents && p->workers[i].item != NO_ITEM &&
			    take(p, &p->workers[i], e) < 0)
				return -1;
	}
	return 0;
}

int workers_processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > WORKERS_MAX ? WORKERS_MAX : (int)n;
}

int workers_run(const struct work *w, int processes, struct err *e)
{
	struct pool p = {.w = w};
	int wanted = processes > 0 ? processes : workers_processors();
	int rc = 0;

	if (w->count == 0)
		return 0;
	if (wanted > WORKERS_MAX)
		wanted = WORKERS_MAX;
	if ((size_t)wanted > w->count)
		wanted = (int)w->count;
	p.result = mem_alloc(w->result_size);
	for (; rc == 0 && p.count < wanted; p.count++) {
		rc = worker_start(&p, &p.workers[p.count], e);
		if (rc == 0)
			give(&p, &p.workers[p.count]);
	}
	if (rc == 0)
		rc = serve_all(&p, e);
	for (int i = 0; i < p.count; i++)
		worker_end(&p.workers[i]);
	mem_free(p.result);
	return rc;
}

int64_t workers_self(void)
{
	return (int64_t)getpid();
}
