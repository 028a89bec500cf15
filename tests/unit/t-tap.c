/*
 * The harness itself: each check, passing and failing, in a child whose output is looked at from
 * here, so that a harness which always says "ok" would be found out.
 */
#include "tap/tap.h"

#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

static void passing(void)
{
	struct err e = {0};
	ok(1 + 1 == 2, "sum %d", 2);
	is_int(3, 3, "three");
	is_int(INT64_MIN, INT64_MIN, "the smallest");
	is_str("\u9f91", "\u9f91", "text");
	is_str(NULL, NULL, "nothing");
	has_str("abc", "bc", "part");
	succeeds(0, &e, "fine");
	fails(err_set(&e, ERR_INPUT, "no file"), &e, ERR_INPUT, "refused");
	tap_skip("no tool");
}

static void failing(void)
{
	struct err e = {0};
	ok(1 > 2, "order");
	is_int(3, 4, "four");
	is_str("a\nb", "a", "text");
	is_str(NULL, "a", "nothing");
	has_str("abc", "cb", "part");
	succeeds(err_set(&e, ERR_INPUT, "no file"), &e, "fine");
	fails(err_set(&e, ERR_INPUT, "no file"), &e, ERR_RULE, "other code");
	fails(0, &e, ERR_INPUT, "did not fail");
}

static void nothing(void)
{
}

static void bailing(void)
{
	tap_bail("no disk");
}

/* Runs checks in a child and reads its stdout. Returns the exit code. */
static int child(void (*checks)(void), char *out, size_t size)
{
	int fds[2];
	fflush(stdout);
	if (pipe(fds) != 0)
		tap_bail("pipe");
	pid_t pid = fork();
	if (pid < 0)
		tap_bail("fork");
	if (pid == 0) {
		if (dup2(fds[1], STDOUT_FILENO) < 0)
			_exit(99);
		close(fds[0]);
		tap.count = tap.failed = 0;
		checks();
		_exit(tap_done());
	}
	close(fds[1]);
	size_t len = 0;
	ssize_t n;
	while (len + 1 < size && (n = read(fds[0], out + len, size - len - 1)) > 0)
		len += (size_t)n;
	out[len] = '\0';
	close(fds[0]);
	int status;
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

int main(void)
{
	char out[8192];

	is_int(child(passing, out, sizeof(out)), 0, "all passing: exit code 0");
	is_str(out,
	       "ok 1 - sum 2\nok 2 - three\nok 3 - the smallest\nok 4 - text\nok 5 - nothing\n"
	       "ok 6 - part\nok 7 - fine\nok 8 - refused\nok 9 # SKIP no tool\n1..9\n",
	       "all passing: the lines, the plan at the end");

	is_int(child(failing, out, sizeof(out)), 1, "failing: exit code 1");
	ok(!strncmp(out, "not ok 1 - order\n# at ", 22), "failing: says where");
	has_str(out, "# false: 1 > 2\n", "failing: ok() shows the condition");
	has_str(out, "# got: 3\n# want: 4\n", "failing: is_int() shows both");
	has_str(out, "# got: a\\nb\n# want: a\n", "failing: line ends are escaped");
	has_str(out, "# got: NULL\n# want: a\n", "failing: NULL is not a string");
	has_str(out, "# want in it: cb\n", "failing: has_str() shows what was missed");
	has_str(out, "# failure: no file\n", "failing: succeeds() shows the failure");
	has_str(out, "code 3, want code 4\n", "failing: fails() shows the codes");
	has_str(out, "not ok 8 - did not fail\n", "failing: success where failure is due");
	has_str(out, "\n1..8\n# 8 of 8 failed\n", "failing: plan and count");

	is_int(child(nothing, out, sizeof(out)), 1, "a test without a check has failed");
	is_str(out, "1..0\n", "a test without a check: the plan");

	is_int(child(bailing, out, sizeof(out)), 255, "bail: exit code 255");
	is_str(out, "Bail out! no disk\n", "bail: the line");
	return tap_done();
}
