/* Statements of every channel: what is read adds up, or the file is refused. */
#define _DEFAULT_SOURCE /* mkdtemp */
#include "fuzz/fuzz.h"
#include "job/statement.h"

#include <unistd.h>

static struct db *db;
/* UnionPay tells the year in the name only */
static char folder[] = "/dev/shm/ncre-fuzz-XXXXXX", path[64];

static void clean(void)
{
	unlink(path);
	rmdir(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct err e = {0};

	(void)argc;
	(void)argv;
	HOLDS(db_open(&db, ":memory:", DB_CREATE, &e) == 0);
	HOLDS(db_begin_read(db, 1800000000, &e) == 0);
	HOLDS(mkdtemp(folder) != NULL);
	snprintf(path, sizeof path, "%s/INN27061688ZM_700000000000001", folder);
	atexit(clean);
	return 0;
}

struct sum {
	int64_t rows;
	int begun;
};

static int begin(void *ctx, enum channel channel, struct err *e)
{
	struct sum *s = ctx;

	(void)channel;
	(void)e;
	s->begun++;
	return 0;
}

static int row(void *ctx, const struct payment_row *p, struct err *e)
{
	struct sum *s = ctx;

	(void)e;
	HOLDS(s->begun == 1);
	HOLDS(p->amount.v >= 0);
	s->rows++;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* the kind is found from the file; only the generic one is asked for */
	static const int channels[] = {-1, CHANNEL_GENERIC};
	FILE *f = fopen(path, "wb");
	size_t i;

	HOLDS(f && fwrite(data, 1, size, f) == size && fclose(f) == 0);
	for (i = 0; i < ARRAY_LEN(channels); i++) {
		struct job job = {.db = db, .now = 1800000000};
		struct sum sum = {0};
		struct statement_sink to = {begin, row, &sum};
		struct statement_end end;
		struct err e = {0};

		if (statement_read(&job, path, channels[i], &to, &end, &e) == 0)
			HOLDS(end.rows == sum.rows);
		else
			HOLDS(e.code == ERR_INPUT && *e.text);
		job_free(&job);
	}
	return 0;
}
