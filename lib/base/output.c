#define _GNU_SOURCE /* O_TMPFILE, flock */
/*
 * Output files. What a dead process has left is known from its journal in the office's folder: a
 * file of its own, locked as long as it lives, naming every temporary file before it comes into
 * being and, before the run commits, where each is to stand.
 */
#include "base/file.h"

#include "base/messages.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char journal_prefix[] = ".outputs-";

enum { JOURNAL_MAX = 64 * 1024 * 1024, NAMES_TRIED = 1000 };

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
	int fd = open(path, O_RDONLY | O_CLOEXEC | flags), rc, why;

	if (fd < 0)
		return -1;
	rc = fsync(fd);
	why = errno;
	if (close(fd) != 0 && rc == 0)
		return -1;
	errno = why;
	return rc;
}

static int sync_folder_of(const char *path)
{
	char *folder = file_folder(path);
	int rc = sync_path(folder, O_DIRECTORY);

	mem_free(folder);
	return rc;
}

static const char spool_tail[] = ".spool";

/* Removes the folder path.spool with the files in it, where there is one. */
static void remove_spool(const char *path)
{
	char folder[PATH_MAX], name[PATH_MAX];
	const struct dirent *entry;
	DIR *d;

	if (snprintf(folder, sizeof folder, "%s%s", path, spool_tail) >= (int)sizeof folder ||
	    !(d = opendir(folder)))
		return;
	while ((entry = readdir(d)) != NULL)
		if (snprintf(name, sizeof name, "%s/%s", folder, entry->d_name) < (int)sizeof name)
			unlink(name); /* refuses . and .. */
	closedir(d);
	rmdir(folder);
}

/* Removes a temporary file, and what SQLite keeps beside one that is a database. */
static void remove_temporary(const char *path)
{
	static const char *const tails[] = {"", "-journal", "-wal", "-shm"};
	char name[PATH_MAX];
	size_t i;

	for (i = 0; i < ARRAY_LEN(tails); i++)
		if (snprintf(name, sizeof name, "%s%s", path, tails[i]) < (int)sizeof name)
			unlink(name);
	remove_spool(path);
}

/* ---- the journal ---- */

void outputs_keep_journal(struct outputs *o, const char *folder, int64_t run)
{
	o->folder = folder;
	o->run = run;
}

/* Makes the journal and takes its lock. One just made may be taken for a dead process's and removed
 * before it is locked: then another is made. */
static int journal_open(struct outputs *o)
{
	char path[PATH_MAX], text[32];
	struct stat st;
	int fd, n;

	for (;;) {
		n = snprintf(path, sizeof path, "%s/%sXXXXXX", o->folder, journal_prefix);
		if (n >= (int)sizeof path || (fd = mkostemp(path, O_CLOEXEC)) < 0)
			return -1;
		if (flock(fd, LOCK_EX) != 0 || fstat(fd, &st) != 0)
			break;
		if (st.st_nlink == 0) {
			close(fd);
			continue;
		}
		n = snprintf(text, sizeof text, "%lld", (long long)o->run);
		if (file_share(path) != 0 || write_full(fd, text, (size_t)n + 1) != 0)
			break;
		o->journal_fd = fd;
		o->journal = mem_strdup(path);
		return 0;
	}
	close(fd);
	unlink(path);
	return -1;
}

static void journal_close(struct outputs *o)
{
	if (!o->journal)
		return;
	unlink(o->journal);
	close(o->journal_fd);
	mem_free(o->journal);
	o->journal = NULL;
}

/* Adds the absolute names of tmp_path and, where given, of the path it is to have. */
static int journal_add(struct outputs *o, const char *tmp_path, const char *path)
{
	char *folder, *absolute;
	char line[3 * PATH_MAX];
	int n, rc = -1;

	if (!o->folder)
		return 0;
	if (!o->journal && journal_open(o) < 0)
		/* a reader may look at an office it cannot write to */
		return o->run ? -1 : 0;
	folder = file_folder(tmp_path);
	absolute = realpath(folder, NULL);
	if (absolute) {
		n = snprintf(line, sizeof line, "%s/%s%c%s%s%s%c", absolute, file_name(tmp_path),
			     '\0', path ? absolute : "", path ? "/" : "",
			     path ? file_name(path) : "", '\0');
		rc = n < (int)sizeof line ? write_full(o->journal_fd, line, (size_t)n) : -1;
	}
	free(absolute);
	mem_free(folder);
	return rc;
}

/* The next pair of names in [*at, end). False at the end, and where a process died writing it. */
static bool next_pair(const char **at, const char *end, const char **tmp_path, const char **path)
{
	const char *first = memchr(*at, '\0', (size_t)(end - *at));
	const char *second = first ? memchr(first + 1, '\0', (size_t)(end - first - 1)) : NULL;

	if (!second)
		return false;
	*tmp_path = *at;
	*path = first + 1;
	*at = second + 1;
	return true;
}

/* Is tmp_path a name that make_temporary gives (to path, where there is one)? */
static bool is_temporary_name(const char *tmp_path, const char *path)
{
	const char *mark = strstr(file_name(tmp_path), ".ncre-");
	size_t stem = mark ? (size_t)(mark - tmp_path) : 0, n;

	if (!mark || (*path && (strlen(path) != stem || memcmp(path, tmp_path, stem) != 0)))
		return false;
	mark += strlen(".ncre-");
	n = strspn(mark, "0123456789");
	return n > 0 && mark[n] == '-' && text_is_digits(mark + n + 1);
}

/*
 * Does what the journal of a dead process asks for: its run, then pairs of names; nothing but
 * putting temporary files in place and removing them. False where an output could not be put in
 * place: it is tried again the next time.
 */
static bool settle(const char *text, size_t len, int64_t last_run)
{
	const char *end = text + len, *start = memchr(text, '\0', len), *at, *tmp_path, *path;
	int64_t run;

	if (!start)
		return true; /* died before anything was made */
	if (!text_to_int(text, 0, INT64_MAX, &run))
		return false;
	for (at = start + 1; next_pair(&at, end, &tmp_path, &path);) {
		if (!*path || run == 0 || run > last_run || !is_temporary_name(tmp_path, path))
			continue;
		if (rename(tmp_path, path) == 0 ? sync_folder_of(path) != 0 : errno != ENOENT)
			return false;
	}
	for (at = start + 1; next_pair(&at, end, &tmp_path, &path);)
		if (is_temporary_name(tmp_path, path))
			remove_temporary(tmp_path);
	return true;
}

static int settle_file(const char *path, int64_t last_run, struct err *e)
{
	struct arena mem = {0};
	struct stat st;
	size_t len = 0;
	char *text;
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW), rc = 0;

	/* what another member of the office's group has left is for that person's next command:
	 * nobody is to move and remove files with the rights of somebody else */
	if (fd < 0)
		return errno == ENOENT || errno == EACCES || errno == ELOOP
			   ? 0
			   : err_set(e, ERR_OUTPUT, E_FILE_OPEN, path, err_system(errno));
	/* locked: its process lives and will see to it itself */
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
	    flock(fd, LOCK_EX | LOCK_NB) == 0) {
		rc = file_read(&mem, path, JOURNAL_MAX, &text, &len, e);
		if (rc == 0 && settle(text, len, last_run))
			unlink(path);
	}
	close(fd);
	arena_free(&mem);
	return rc;
}

int outputs_recover(const char *folder, int64_t last_run, struct err *e)
{
	DIR *d = opendir(folder);
	const struct dirent *entry;
	char path[PATH_MAX];
	int rc = 0;

	if (!d)
		return err_set(e, ERR_INPUT, E_FILE_OPEN, folder, err_system(errno));
	while (rc == 0 && (entry = readdir(d)) != NULL) {
		if (strncmp(entry->d_name, journal_prefix, sizeof journal_prefix - 1) != 0)
			continue;
		if (snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < (int)sizeof path)
			rc = settle_file(path, last_run, e);
	}
	closedir(d);
	return rc;
}

/* ---- outputs ---- */

/* An empty file beside path under a name nobody else has; NULL on failure, errno set. */
static char *make_temporary(struct outputs *o, const char *path)
{
	size_t size = strlen(path) + 64;
	char *tmp = mem_alloc(size);
	int fd = -1, i;

	for (i = 0; i < NAMES_TRIED && fd < 0; i++) {
		snprintf(tmp, size, "%s.ncre-%ld-%zu", path, (long)getpid(),
			 o->list.len + (size_t)i);
		if (journal_add(o, tmp, NULL) < 0)
			break;
		fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	if (fd >= 0 && close(fd) == 0 && file_share(tmp) == 0)
		return tmp;
	if (fd >= 0)
		unlink(tmp);
	mem_free(tmp);
	return NULL;
}

int output_begin(struct outputs *o, const char *path, struct output **ret, struct err *e)
{
	struct output *out;
	char *tmp;

	if (file_is_dir(path))
		return err_set(e, ERR_OUTPUT, E_OUT_EXISTS, path);
	tmp = make_temporary(o, path);
	if (!tmp)
		return err_set(e, ERR_OUTPUT, E_FILE_WRITE, path, err_system(errno));
	out = mem_zalloc(1, sizeof *out);
	out->path = mem_strdup(path);
	out->tmp_path = tmp;
	VEC_PUSH(&o->list, out);
	*ret = out;
	return 0;
}

int output_spool(struct output *out, struct arena *mem, char **ret, struct err *e)
{
	*ret = arena_printf(mem, "%s%s", out->tmp_path, spool_tail);
	return mkdir(*ret, 0700) == 0
		   ? 0
		   : err_set(e, ERR_OUTPUT, E_FILE_WRITE, out->path, err_system(errno));
}

int output_finish(struct output *out, struct err *e)
{
	remove_spool(out->tmp_path);
	if (sync_path(out->tmp_path, 0) != 0)
		return err_set(e, ERR_OUTPUT, E_FILE_WRITE, out->path, err_system(errno));
	out->finished = true;
	return 0;
}

int outputs_promise(struct outputs *o, struct err *e)
{
	size_t i;

	for (i = 0; i < o->list.len; i++) {
		const struct output *out = o->list.items[i];

		if (out->finished && journal_add(o, out->tmp_path, out->path) < 0)
			return err_set(e, ERR_OUTPUT, E_FILE_WRITE, out->path, err_system(errno));
	}
	if (o->journal && o->list.len > 0 && fsync(o->journal_fd) != 0)
		return err_set(e, ERR_OUTPUT, E_FILE_WRITE, o->journal, err_system(errno));
	return 0;
}

static bool same_folder(const char *a, const char *b)
{
	const char *end_a = strrchr(a, '/'), *end_b = strrchr(b, '/');
	size_t len_a = end_a ? (size_t)(end_a - a) : 0, len_b = end_b ? (size_t)(end_b - b) : 0;

	return len_a == len_b && memcmp(a, b, len_a) == 0;
}

int outputs_commit(struct outputs *o, struct err *e)
{
	const char *before = NULL; /* renamed, its folder not synced yet: thousands may share it */
	size_t i;

	for (i = 0; i < o->list.len; i++) {
		struct output *out = o->list.items[i];

		if (!out->finished)
			continue;
		if (before && !same_folder(before, out->path) && sync_folder_of(before) != 0)
			return err_set(e, ERR_OUTPUT, E_FILE_WRITE, before, err_system(errno));
		if (rename(out->tmp_path, out->path) != 0)
			return err_set(e, ERR_OUTPUT, E_FILE_WRITE, out->path, err_system(errno));
		mem_free(out->tmp_path);
		out->tmp_path = NULL;
		before = out->path;
	}
	if (before && sync_folder_of(before) != 0)
		return err_set(e, ERR_OUTPUT, E_FILE_WRITE, before, err_system(errno));
	outputs_discard(o);
	return 0;
}

void outputs_leave(struct outputs *o)
{
	size_t i;

	if (!o->journal)
		return;
	for (i = 0; i < o->list.len; i++) {
		mem_free(o->list.items[i]->tmp_path);
		o->list.items[i]->tmp_path = NULL;
	}
	close(o->journal_fd);
	mem_free(o->journal);
	o->journal = NULL;
}

void outputs_discard(struct outputs *o)
{
	size_t i;

	for (i = 0; i < o->list.len; i++) {
		struct output *out = o->list.items[i];

		if (out->tmp_path)
			remove_temporary(out->tmp_path);
		mem_free(out->tmp_path);
		mem_free(out->path);
		mem_free(out);
	}
	VEC_FREE(&o->list);
	journal_close(o);
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

/* ---- at once ---- */

/*
 * A file without a name until it is whole: nothing is left of it where the process dies. 1 where
 * the file system cannot do that or path is taken already, -1 with errno.
 */
static int write_unnamed(const char *path, const void *data, size_t len)
{
	char *folder = file_folder(path), name[64];
	int fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600), why, rc;

	mem_free(folder);
	if (fd < 0)
		return errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT ? 1 : -1;
	snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
	rc = write_full(fd, data, len);
	if (rc == 0)
		rc = fsync(fd);
	if (rc == 0)
		rc = linkat(AT_FDCWD, name, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
	why = errno;
	close(fd);
	if (rc == 0 && file_share(path) == 0 && sync_folder_of(path) == 0)
		return 0;
	if (rc == 0)
		return -1;
	errno = why;
	return why == EEXIST || why == ENOENT ? 1 : -1;
}

int file_move(const char *from, const char *to, struct err *e)
{
	if (rename(from, to) != 0 || sync_folder_of(to) != 0)
		return err_set(e, ERR_OUTPUT, E_FILE_WRITE, to, err_system(errno));
	return 0;
}

int file_write_now(const char *path, const void *data, size_t len, struct err *e)
{
	struct outputs o = {0};
	int rc = file_is_dir(path) ? 1 : write_unnamed(path, data, len);

	if (rc < 0)
		return err_set(e, ERR_OUTPUT, E_FILE_WRITE, path, err_system(errno));
	if (rc == 0)
		return 0;
	if (output_write(&o, path, data, len, e) < 0 || outputs_commit(&o, e) < 0) {
		outputs_discard(&o);
		return -1;
	}
	return 0;
}
