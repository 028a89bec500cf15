/* Files in, with their limits; files out, which appear whole or not at all. */
#include "tap/tap.h"

#include "base/file.h"

#include <sys/stat.h>
#include <unistd.h>

static char top[64];

static const char *in_top(struct arena *a, const char *name)
{
	return arena_printf(a, "%s/%s", top, name);
}

static size_t files_in_top(void);

static void test_in(struct arena *a)
{
	const char *path = in_top(a, "in.txt");
	struct err e = {0};
	int64_t bytes = 0;
	char *data;
	size_t len;
	int fd;

	succeeds(file_write_now(path, "abc", 3, &e), &e, "a file is written");
	ok(file_exists(path) && !file_is_dir(path) && file_is_dir(top), "what is what");
	is_str(file_name(path), "in.txt", "the name of a path");
	is_str(file_name("in.txt"), "in.txt", "the name of a name");
	succeeds(file_read(a, path, 3, &data, &len, &e), &e, "a file of the size allowed is read");
	ok(len == 3 && memcmp(data, "abc", 4) == 0, "with a NUL behind it");
	fails(file_read(a, path, 2, &data, &len, &e), &e, ERR_INPUT, "one byte more is refused");
	fails(file_read(a, in_top(a, "absent"), 9, &data, &len, &e), &e, ERR_INPUT, "no file");
	fails(file_open_read(top, &fd, &bytes, &e), &e, ERR_INPUT, "a folder is no file");
	if (file_open_read(path, &fd, &bytes, &e) < 0)
		tap_bail(e.text);
	close(fd);
	is_int(bytes, 3, "the size is told");
	unlink(path);
}

static void test_outputs(struct arena *a)
{
	const char *path = in_top(a, "out.txt");
	struct outputs o = {0};
	struct output *out;
	struct err e = {0};
	struct stat st;

	succeeds(file_write_now(path, "old", 3, &e), &e, "there is an old file");
	succeeds(output_begin(&o, path, &out, &e), &e, "an output is begun");
	succeeds(output_finish(out, &e), &e, "and finished");
	ok(stat(path, &st) == 0 && st.st_size == 3, "the old file still stands");
	succeeds(outputs_commit(&o, &e), &e, "the outputs are committed");
	ok(stat(path, &st) == 0 && st.st_size == 0, "the new one has its place");
	outputs_discard(&o);
	ok(file_exists(path), "discarding after the commit takes nothing away");
	is_int(files_in_top(), 1, "and nothing else is left");

	succeeds(output_write(&o, in_top(a, "a.txt"), "x", 1, &e), &e, "an output is written");
	succeeds(output_begin(&o, in_top(a, "b.txt"), &out, &e), &e, "another only begun");
	outputs_discard(&o);
	is_int(files_in_top(), 1, "discarded outputs leave nothing");
	outputs_discard(&o);
	fails(output_begin(&o, in_top(a, "no/such/folder.txt"), &out, &e), &e, ERR_OUTPUT,
	      "a folder that is not there");
	outputs_discard(&o);
	unlink(path);
}

static size_t counted;

static int count_one(void *ctx, const char *path, struct err *e)
{
	(void)ctx;
	(void)path;
	(void)e;
	counted++;
	return 0;
}

/* Hidden ones too: temporary names begin with a dot. */
static size_t files_in_top(void)
{
	char command[128];
	char line[16] = "";
	FILE *p;

	snprintf(command, sizeof command, "find %s -type f | wc -l", top);
	p = popen(command, "r");
	if (!p || !fgets(line, sizeof line, p))
		tap_bail("find");
	pclose(p);
	return (size_t)strtoul(line, NULL, 10);
}

static void test_walk(struct arena *a)
{
	struct err e = {0};

	succeeds(dir_make(in_top(a, "d"), &e), &e, "a folder is made");
	succeeds(dir_make(in_top(a, "d"), &e), &e, "again is fine");
	succeeds(file_write_now(in_top(a, "d/2"), "", 0, &e), &e, "a file");
	succeeds(file_write_now(in_top(a, "1"), "", 0, &e), &e, "another");
	succeeds(file_write_now(in_top(a, ".hidden"), "", 0, &e), &e, "a hidden one");
	succeeds(dir_walk(top, count_one, NULL, &e), &e, "a walk");
	is_int(counted, 2, "finds files at every level but hidden ones");
	fails(dir_walk(in_top(a, "absent"), count_one, NULL, &e), &e, ERR_INPUT, "no folder");
	unlink(in_top(a, "d/2"));
	unlink(in_top(a, "1"));
	unlink(in_top(a, ".hidden"));
	rmdir(in_top(a, "d"));
}

int main(void)
{
	struct arena a = {0};

	snprintf(top, sizeof top, "/tmp/ncre-t-file.XXXXXX");
	if (!mkdtemp(top))
		tap_bail("mkdtemp");
	test_in(&a);
	test_outputs(&a);
	test_walk(&a);
	ok(rmdir(top) == 0, "nothing is left over");
	arena_free(&a);
	return tap_done();
}
