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

/* The folder of path, in memory of its own. */
static char *folder_of(const char *path)
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
	char *folder = folder_of(path);
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

static int write_full(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		data += n;
		len -= (size_t)n;
	}
	return 0;
}

static int sync_path(const char *path, int flags)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | flags), rc;

	if (fd < 0)
		return -1;
	rc = fsync(fd);
	if (close(fd) != 0)
		rc = -1;
	return rc;
}

static int sync_folder_of(const char *path)
{
	char *folder = folder_of(path);
	int rc = sync_path(folder, O_DIRECTORY);

	mem_free(folder);
	return rc;
}

/* An empty file beside path under a name nobody else has; NULL on failure, errno set. */
static char *make_temporary(const char *path)
{
	size_t len = strlen(path) + sizeof ".ncre-XXXXXX";
	char *tmp = mem_alloc(len);
	int fd;

	snprintf(tmp, len, "%s.ncre-XXXXXX", path);
	fd = mkstemp(tmp); /* 0600 */
	if (fd < 0) {
		mem_free(tmp);
		return NULL;
	}
	if (close(fd) != 0 || file_share(tmp) != 0) {
		unlink(tmp);
		mem_free(tmp);
		return NULL;
	}
	return tmp;
}

int output_begin(struct outputs *o, const char *path, struct output **ret, struct err *e)
{
	struct output *out;
	char *tmp;

	if (file_is_dir(path))
		return err_set(e, ERR_OUTPUT, E_OUT_EXISTS, path);
	tmp = make_temporary(path);
	if (!tmp)
		return err_set(e, ERR_OUTPUT, E_FILE_WRITE, path, err_system(errno));
	out = mem_zalloc(1, sizeof *out);
	out->path = mem_strdup(path);
	out->tmp_path = tmp;
	VEC_PUSH(&o->list, out);
	*ret = out;
	return 0;
}

int output_finish(struct output *out, struct err *e)
{
	if (sync_path(out->tmp_path, 0) != 0)
		return err_set(e, ERR_OUTPUT, E_FILE_WRITE, out->path, err_system(errno));
	out->finished = true;
	return 0;
}

int outputs_commit(struct outputs *o, struct err *e)
{
	size_t i;

	for (i = 0; i < o->list.len; i++) {
		struct output *out = o->list.items[i];

		if (!out->finished)
			continue;
		if (rename(out->tmp_path, out->path) != 0 || sync_folder_of(out->path) != 0)
			return err_set(e, ERR_OUTPUT, E_FILE_WRITE, out->path, err_system(errno));
		mem_free(out->tmp_path);
		out->tmp_path = NULL;
	}
	outputs_discard(o);
	return 0;
}

void outputs_discard(struct outputs *o)
{
	size_t i;

	for (i = 0; i < o->list.len; i++) {
		struct output *out = o->list.items[i];

		if (out->tmp_path)
			unlink(out->tmp_path);
		mem_free(out->tmp_path);
		mem_free(out->path);
		mem_free(out);
	}
	VEC_FREE(&o->list);
}

static int write_file(const char *path, const void *data, size_t len)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_TRUNC), why;

	if (fd < 0)
		return -1;
	if (write_full(fd, data, len) != 0) {
		why = errno;
		close(fd);
		errno = why;
		return -1;
	}
	return close(fd);
}

int output_write(struct outputs *o, const char *path, const void *data, size_t len, struct err *e)
{
	struct output *out;

	if (output_begin(o, path, &out, e) < 0)
		return -1;
	if (write_file(out->tmp_path, data, len) != 0)
		return err_set(e, ERR_OUTPUT, E_FILE_WRITE, path, err_system(errno));
	return output_finish(out, e);
}

int file_write_now(const char *path, const void *data, size_t len, struct err *e)
{
	struct outputs o = {0};

	if (output_write(&o, path, data, len, e) < 0 || outputs_commit(&o, e) < 0) {
		outputs_discard(&o);
		return -1;
	}
	return 0;
}
