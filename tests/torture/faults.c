/*
 * Trouble from outside, in turn: a library to preload that stands before the C library's calls and
 * makes one of them fail, or ends the process before one that would change something on disk.
 *
 *	FAULT=KIND:N    the Nth call of the kind fails: alloc, write, sync, rename, read, open
 *	FAULT=alloc:N:PART  the Nth that code asks for of a file whose name has PART in it
 *	FAULT=kill:N    SIGKILL instead of the Nth call that changes something outside the process
 *	FAULT=fs:MAGIC:PART  statfs tells of a file system of this magic number, where the path has
 *	                PART in it
 *	FAULT_COUNT=FD  at the end, how often each kind was called, on this descriptor; and each
 *	                place that allocates, by its callers, as the number of its first call
 *
 * All that can be told from outside about a dead process is what it did by such calls; a kill
 * before each of them is a kill at every point there is.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <unistd.h>

enum kind { ALLOC, WRITE, SYNC, RENAME, READ, OPEN, KILL, FS, KINDS };

static const char *const words[KINDS] = {"alloc", "write", "sync", "rename",
					 "read",  "open",  "kill", "fs"};
static atomic_long counts[KINDS];
static int armed = -1;
static long armed_at;
static const char *armed_for = "";
static bool started;

/* Places that allocate: hashes of their innermost callers, in a table that never fills. */
enum { PLACES = 1 << 16, DEPTH = 10, OWN_FRAMES = 3 };
static atomic_ulong places[PLACES];
static long first_calls[PLACES];
static bool counting;
static _Thread_local bool inside;

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);

__attribute__((constructor)) static void start(void)
{
	const char *fault = getenv("FAULT");
	const char *colon = fault ? strchr(fault, ':') : NULL;
	char *rest = NULL;
	int i;

	for (i = 0; colon && i < KINDS; i++)
		if (strlen(words[i]) == (size_t)(colon - fault) &&
		    strncmp(words[i], fault, strlen(words[i])) == 0)
			armed = i;
	if (colon)
		armed_at = strtol(colon + 1, &rest, 0);
	if (rest && *rest)
		armed_for = rest + 1;
	counting = getenv("FAULT_COUNT") != NULL;
	started = true;
}

__attribute__((destructor)) static void end(void)
{
	const char *fd = getenv("FAULT_COUNT");
	char text[256];
	int i, n = 0;

	started = false;
	if (!fd)
		return;
	for (i = 0; i < FS; i++)
		n += snprintf(text + n, sizeof text - (size_t)n, "%s %ld\n", words[i],
			      atomic_load(&counts[i]));
	(void)!write(atoi(fd), text, (size_t)n);
	for (i = 0; i < PLACES; i++) {
		if (!places[i])
			continue;
		n = snprintf(text, sizeof text, "%lx %ld\n", places[i], first_calls[i]);
		(void)!write(atoi(fd), text, (size_t)n);
	}
}

static void place(long call)
{
	unsigned long hash = 14695981039346656037UL, none;
	void *frames[DEPTH];
	int i, n;

	inside = true;
	n = backtrace(frames, DEPTH);
	inside = false;
	for (i = OWN_FRAMES; i < n; i++)
		hash = (hash ^ (unsigned long)frames[i]) * 1099511628211UL;
	hash |= 1;
	for (i = (int)(hash >> 48);; i = (i + 1) % PLACES) {
		none = 0;
		if (atomic_compare_exchange_strong(&places[i], &none, hash)) {
			first_calls[i] = call;
			return;
		}
		if (none == hash)
			return;
	}
}

/* Is this call the one? */
static bool strikes(enum kind kind)
{
	long call;

	if (!started || inside)
		return false;
	call = atomic_fetch_add(&counts[kind], 1) + 1;
	if (counting && kind == ALLOC)
		place(call);
	return call == armed_at && armed == (int)kind;
}

/* A call that changes something: may not return. */
static void changes(void)
{
	if (strikes(KILL))
		raise(SIGKILL);
}

#define REAL(name)	 (__extension__(__typeof__(name) *) dlsym(RTLD_NEXT, #name))
#define FAILS(kind, why) (strikes(kind) ? (errno = (why), true) : false)

/* Is it asked for by the code that is to be disturbed? */
static bool is_meant(const void *caller)
{
	Dl_info info;

	return !*armed_for || armed != ALLOC ||
	       (dladdr(caller, &info) && strstr(info.dli_fname, armed_for));
}
#define NO_MEMORY (is_meant(__builtin_return_address(0)) && FAILS(ALLOC, ENOMEM))

void *malloc(size_t size)
{
	return NO_MEMORY ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return NO_MEMORY ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
	return NO_MEMORY ? NULL : __libc_realloc(p, size);
}

/* What people read is not part of the state. */
ssize_t write(int fd, const void *data, size_t len)
{
	if (fd > 2) {
		changes();
		if (FAILS(WRITE, ENOSPC))
			return -1;
	}
	return REAL(write)(fd, data, len);
}

ssize_t pwrite(int fd, const void *data, size_t len, off_t at)
{
	changes();
	return FAILS(WRITE, ENOSPC) ? -1 : REAL(pwrite)(fd, data, len, at);
}

ssize_t pwrite64(int fd, const void *data, size_t len, off64_t at)
{
	changes();
	return FAILS(WRITE, ENOSPC) ? -1 : REAL(pwrite64)(fd, data, len, at);
}

ssize_t writev(int fd, const struct iovec *v, int n)
{
	changes();
	return FAILS(WRITE, ENOSPC) ? -1 : REAL(writev)(fd, v, n);
}

size_t fwrite(const void *data, size_t size, size_t n, FILE *f)
{
	if (f != stdout && f != stderr) {
		changes();
		if (FAILS(WRITE, ENOSPC))
			return 0;
	}
	return REAL(fwrite)(data, size, n, f);
}

int fclose(FILE *f)
{
	changes();
	if (FAILS(WRITE, ENOSPC)) {
		(void)!REAL(fclose)(f);
		errno = ENOSPC;
		return EOF;
	}
	return REAL(fclose)(f);
}

int ftruncate(int fd, off_t len)
{
	changes();
	return FAILS(WRITE, ENOSPC) ? -1 : REAL(ftruncate)(fd, len);
}

int ftruncate64(int fd, off64_t len)
{
	changes();
	return FAILS(WRITE, ENOSPC) ? -1 : REAL(ftruncate64)(fd, len);
}

int posix_fallocate(int fd, off_t at, off_t len)
{
	changes();
	return strikes(WRITE) ? ENOSPC : REAL(posix_fallocate)(fd, at, len);
}

int fsync(int fd)
{
	changes();
	return FAILS(SYNC, EIO) ? -1 : REAL(fsync)(fd);
}

int fdatasync(int fd)
{
	changes();
	return FAILS(SYNC, EIO) ? -1 : REAL(fdatasync)(fd);
}

int rename(const char *from, const char *to)
{
	changes();
	return FAILS(RENAME, EIO) ? -1 : REAL(rename)(from, to);
}

int link(const char *from, const char *to)
{
	changes();
	return FAILS(RENAME, EIO) ? -1 : REAL(link)(from, to);
}

int linkat(int at, const char *from, int to_at, const char *to, int flags)
{
	changes();
	return FAILS(RENAME, EIO) ? -1 : REAL(linkat)(at, from, to_at, to, flags);
}

int unlink(const char *path)
{
	changes();
	return FAILS(RENAME, EIO) ? -1 : REAL(unlink)(path);
}

int rmdir(const char *path)
{
	changes();
	return FAILS(RENAME, EIO) ? -1 : REAL(rmdir)(path);
}

int chmod(const char *path, mode_t mode)
{
	changes();
	return FAILS(RENAME, EIO) ? -1 : REAL(chmod)(path, mode);
}

int mkdir(const char *path, mode_t mode)
{
	changes();
	return FAILS(OPEN, ENOSPC) ? -1 : REAL(mkdir)(path, mode);
}

ssize_t read(int fd, void *data, size_t len)
{
	return FAILS(READ, EIO) ? -1 : REAL(read)(fd, data, len);
}

ssize_t pread(int fd, void *data, size_t len, off_t at)
{
	return FAILS(READ, EIO) ? -1 : REAL(pread)(fd, data, len, at);
}

ssize_t pread64(int fd, void *data, size_t len, off64_t at)
{
	return FAILS(READ, EIO) ? -1 : REAL(pread64)(fd, data, len, at);
}

static mode_t mode_of(int flags, va_list ap)
{
	return flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(ap, mode_t) : 0;
}

#define OPENS(name)                                                              \
	int name(const char *path, int flags, ...)                               \
	{                                                                        \
		va_list ap;                                                      \
		mode_t mode;                                                     \
                                                                                 \
		va_start(ap, flags);                                             \
		mode = mode_of(flags, ap);                                       \
		va_end(ap);                                                      \
		if (flags & (O_CREAT | O_TRUNC))                                 \
			changes();                                               \
		return FAILS(OPEN, EMFILE) ? -1 : REAL(name)(path, flags, mode); \
	}
OPENS(open)
OPENS(open64)

int mkostemp(char *template, int flags)
{
	changes();
	return FAILS(OPEN, EMFILE) ? -1 : REAL(mkostemp)(template, flags);
}

FILE *fopen(const char *path, const char *mode)
{
	if (*mode != 'r')
		changes();
	return FAILS(OPEN, EMFILE) ? NULL : REAL(fopen)(path, mode);
}

FILE *fopen64(const char *path, const char *mode)
{
	if (*mode != 'r')
		changes();
	return FAILS(OPEN, EMFILE) ? NULL : REAL(fopen64)(path, mode);
}

DIR *opendir(const char *path)
{
	return FAILS(OPEN, EMFILE) ? NULL : REAL(opendir)(path);
}

int statfs(const char *path, struct statfs *fs)
{
	int rc = REAL(statfs)(path, fs);

	if (rc == 0 && armed == FS && strstr(path, armed_for))
		fs->f_type = armed_at;
	return rc;
}
