#include "base/file.h"

#include "base/messages.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE_BYTES = 256 * 1024, WALK_DEPTH_MAX = 32 };

int file_open_read(const char *path, int *ret_fd, int64_t *bytes, struct err *e)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (fd < 0 && errno == ENOENT)
		return err_set(e, ERR_INPUT, E_FILE_MISSING, path);
	if (fd < 0)
		return err_set(e, ERR_INPUT, E_FILE_OPEN, path, err_system(errno));
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return err_set(e, ERR_INPUT, E_FILE_NOT_REGULAR, path);
	}
	if (bytes)
		*bytes = (int64_t)st.st_size;
	*ret_fd = fd;
	return 0;
}

/* Reads up to len bytes; short only at the end of the file. -1 on error, errno set. */
static ssize_t read_full(int fd, char *to, size_t len)
{
	size_t done = 0;

	while (done < len) {
		ssize_t n = read(fd, to + done, len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

int file_read(struct arena *out, const char *path, int64_t max, char **ret, size_t *ret_len,
	      struct err *e)
{
	int64_t size;
	ssize_t got;
	char *data;
	int fd;

	if (file_open_read(path, &fd, &size, e) < 0)
		return -1;
	if (size > max) {
		close(fd);
		return err_set(e, ERR_INPUT, E_FILE_TOO_BIG, path, (long long)size, (long long)max);
	}
	data = arena_alloc(out, (size_t)size + 1);
	got = read_full(fd, data, (size_t)size);
	if (got < 0) {
		int why = errno;

		close(fd);
		return err_set(e, ERR_INPUT, E_FILE_READ, path, err_system(why));
	}
	close(fd);
	data[got] = '\0';
	*ret = data;
	*ret_len = (size_t)got;
	return 0;
}

int file_each_piece(const char *path,
		    int (*fn)(void *ctx, const void *data, size_t len, struct err *e), void *ctx,
		    int64_t *bytes, struct err *e)
{
	char *piece;
	int64_t total = 0;
	ssize_t n;
	int fd, rc = 0;

	if (file_open_read(path, &fd, NULL, e) < 0)
		return -1;
	piece = mem_alloc(PIECE_BYTES);
	while (rc == 0 && (n = read_full(fd, piece, PIECE_BYTES)) != 0) {
		if (n < 0) {
			rc = err_set(e, ERR_INPUT, E_FILE_READ, path, err_system(errno));
			break;
		}
		total += n;
		rc = fn(ctx, piece, (size_t)n, e);
	}
	mem_free(piece);
	close(fd);
	if (bytes)
		*bytes = total;
	return rc;
}

bool file_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

bool file_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool file_is_same(const char *a, const char *b)
{
	struct stat one, other;

	return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
	       one.st_ino == other.st_ino;
}

const char *file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_visible(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

static int walk(const char *dir, int depth, int (*fn)(void *, const char *, struct err *),
		void *ctx, struct err *e)
{
	struct dirent **names;
	int n = scandir(dir, &names, is_visible, by_bytes), i, rc = 0;

	if (n < 0)
		return err_set(e, ERR_INPUT, E_FILE_OPEN, dir, err_system(errno));
	for (i = 0; i < n; i++) {
		size_t len = strlen(dir) + strlen(names[i]->d_name) + 2;
		char *path = mem_alloc(len);
		struct stat st;

		snprintf(path, len, "%s/%s", dir, names[i]->d_name);
		/* links are followed to files only: a link to a folder could lead in a circle */
		if (rc == 0 && lstat(path, &st) == 0) {
			if (S_ISDIR(st.st_mode) && depth < WALK_DEPTH_MAX)
				rc = walk(path, depth + 1, fn, ctx, e);
			else if (S_ISREG(st.st_mode) ||
				 (S_ISLNK(st.st_mode) && stat(path, &st) == 0 &&
				  S_ISREG(st.st_mode)))
				rc = fn(ctx, path, e);
		}
		mem_free(path);
		free(names[i]);
	}
	free(names);
	return rc;
}

int dir_walk(const char *dir, int (*fn)(void *ctx, const char *path, struct err *e), void *ctx,
	     struct err *e)
{
	return walk(dir, 0, fn, ctx, e);
}

char *file_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = mem_strdup(path);

	if (!slash)
		strcpy(folder, "."); /* permit: a path is never empty, "." fits */
	else if (slash == path)
		folder[1] = '\0';
	else
		folder[slash - path] = '\0';
	return folder;
}

/*
 * Is path inside a folder that hands its group down (set-group-id)? The kernel has given path
 * that group already; its members are meant to work with it.
 */
static bool is_shared_place(const char *path)
{
	char *folder = file_folder(path);
	struct stat st;
	bool shared = stat(folder, &st) == 0 && st.st_mode & S_ISGID;

	mem_free(folder);
	return shared;
}

int file_share(const char *path)
{
	return is_shared_place(path) ? chmod(path, 0660) : 0;
}

int file_make_new(const char *path, struct err *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 || close(fd) != 0 || file_share(path) != 0)
		return err_set(e, ERR_OUTPUT, E_FILE_WRITE, path, err_system(errno));
	return 0;
}

int dir_make(const char *path, struct err *e)
{
	if (mkdir(path, 0777) == 0 && (!is_shared_place(path) || chmod(path, 02770) == 0))
		return 0;
	if (errno == EEXIST && file_is_dir(path))
		return 0;
	return err_set(e, ERR_OUTPUT, E_DIR_MAKE, path, err_system(errno));
}
