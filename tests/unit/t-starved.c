/* What a database without memory cannot take back or end is said: it must not be kept. */
#include "tap/tap.h"

#include "db/db.h"
#include "db/run.h"

#include <stdlib.h>

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
static bool starved;

extern void *__libc_malloc(size_t size);
extern void *__libc_realloc(void *p, size_t size);

void *malloc(size_t size)
{
	return starved ? NULL : __libc_malloc(size);
}

void *realloc(void *p, size_t size)
{
	return starved ? NULL : __libc_realloc(p, size);
}

static void test_part(struct db *db)
{
	static const struct run_info info = {
	    .command = "test", .argv_json = "[]", .operator= "test", .now = 1800000000};
	struct err e = {0};
	int rc;

	succeeds(run_begin(db, &info, &e), &e, "a run begins");
	succeeds(db_savepoint(db, &e), &e, "a part of it");
	starved = true;
	rc = db_rollback_to(db, &e);
	starved = false;
	fails(rc, &e, ERR_OUTPUT, "that cannot be taken back");
	run_abandon(db);
}

static void test_read(struct db *db)
{
	struct err e = {0};
	int rc;

	succeeds(db_begin_read(db, 1800000000, &e), &e, "a read begins");
	starved = true;
	rc = db_end_read(db, &e);
	starved = false;
	fails(rc, &e, ERR_OUTPUT, "and cannot be ended");
}

int main(void)
{
	struct err e = {0};
	struct db *db;

	if (db_open(&db, ":memory:", DB_CREATE, &e) < 0)
		return 1;
	test_part(db);
	test_read(db);
	db_close(db);
	return tap_done();
}
#else
int main(void)
{
	puts("1..0 # SKIP the sanitizers bring their own allocation");
	return 0;
}
#endif
