#define _DEFAULT_SOURCE /* flock */
#include "db/lock.h"

#include "base/file.h"
#include "base/messages.h"
#include "base/time.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

enum { POLL_NS = 20 * 1000 * 1000 };

int lock_take(struct lock *l, const char *path, int wait_s, struct err *e)
{
	double until = clock_steady() + wait_s;
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);

	l->fd = -1;
	if (fd < 0 && errno == ENOENT) {
		/* another process may make it at the same instant: both then open the same file */
		fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (fd >= 0 && file_share(path) != 0) {
			close(fd);
			fd = -1;
		}
	}
	if (fd < 0)
		return err_set(e, ERR_OUTPUT, E_FILE_OPEN, path, err_system(errno));
	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		struct timespec pause = {0, POLL_NS};

		if (errno != EWOULDBLOCK && errno != EINTR) {
			close(fd);
			return err_set(e, ERR_OUTPUT, E_FILE_OPEN, path, err_system(errno));
		}
		if (clock_steady() >= until) {
			close(fd);
			return err_set(e, ERR_BUSY, E_LOCK_BUSY, wait_s);
		}
		nanosleep(&pause, NULL);
	}
	l->fd = fd;
	return 0;
}

void lock_release(struct lock *l)
{
	if (l->fd >= 0)
		close(l->fd);
	l->fd = -1;
}
