#include "job/photo_store.h"

#include "base/hash.h"
#include "base/messages.h"
#include "base/workers.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { SHA256_HEX = 64, STORED_FILE_MAX = 64 << 20 };

const char *photo_store_path(const struct job *job, struct arena *out, const char *sha256)
{
	return arena_printf(out, "%s/photos/%.2s/%s.jpg", job->office, sha256, sha256 + 2);
}

int photo_store_put(const struct job *job, struct arena *tmp, const char *sha256,
		    const uint8_t *data, size_t len, struct err *e)
{
	const char *path = photo_store_path(job, tmp, sha256);

	if (file_exists(path))
		return 0; /* the name is the content's hash: it is there already */
	if (dir_make(arena_printf(tmp, "%s/photos", job->office), e) < 0 ||
	    dir_make(arena_printf(tmp, "%s/photos/%.2s", job->office, sha256), e) < 0)
		return -1;
	return file_write_now(path, data, len, e);
}

/* A file that a record names. */
struct kept {
	char sha256[HASH_TEXT];
	const char *owner; /* registration number; "" where nobody living has it */
};

struct store {
	struct job *job;
	struct stmt *records; /* sorted by hash, as the walk through the folders is */
	bool has_record;      /* the statement stands on a record that was not met yet */
	bool keeps;	      /* collect what there is, to read it */
	VEC_OF(struct kept) kept;
	int64_t unnamed;
	char first_unnamed[HASH_TEXT];
	struct arena row;
};

static const char *subject_of(const char *owner, const char *sha256)
{
	return *owner ? owner : sha256;
}

static int next_record(struct store *s, struct err *e)
{
	int rc = stmt_step(s->records, e);

	s->has_record = rc == 1;
	return rc < 0 ? -1 : 0;
}

/* All records before sha256 (NULL: the rest) have no file. */
static int pass_missing(struct store *s, const char *sha256, struct err *e)
{
	while (s->has_record && (!sha256 || strcmp(col_text(s->records, "sha256"), sha256) < 0)) {
		const char *missing = col_text(s->records, "sha256");

		arena_reset(&s->row);
		job_finding(s->job, "R-PHOTO", SEV_ERROR,
			    subject_of(col_text(s->records, "owner"), missing),
			    arena_printf(&s->row, F_PHOTO_STORE_MISSING, missing));
		if (next_record(s, e) < 0)
			return -1;
	}
	return 0;
}

/* The hash that the name of a file in the store says. False where it is not of the store. */
static bool name_hash(const char *path, char ret[HASH_TEXT])
{
	const char *name = file_name(path);

	if (strlen(name) != SHA256_HEX - 2 + 4 || strcmp(name + SHA256_HEX - 2, ".jpg") != 0 ||
	    name - path < 3)
		return false;
	snprintf(ret, HASH_TEXT, "%.2s%.62s", name - 3, name);
	return strspn(ret, "0123456789abcdef") == SHA256_HEX;
}

static int64_t size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (int64_t)st.st_size : -1;
}

static int meet_file(void *ctx, const char *path, struct err *e)
{
	struct store *s = ctx;
	char sha256[HASH_TEXT];
	int64_t bytes;

	if (!name_hash(path, sha256)) {
		job_finding(s->job, "R-PHOTO", SEV_WARN, path, F_PHOTO_STORE_FOREIGN);
		return 0;
	}
	if (pass_missing(s, sha256, e) < 0)
		return -1;
	if (!s->has_record || strcmp(col_text(s->records, "sha256"), sha256) != 0) {
		if (s->unnamed++ == 0)
			memcpy(s->first_unnamed, sha256, sizeof sha256);
		return 0;
	}
	struct kept kept = {.owner = arena_strdup(&s->job->arena, col_text(s->records, "owner"))};
	memcpy(kept.sha256, sha256, sizeof sha256);
	bytes = col_int(s->records, "bytes");
	/* Of an original the record knows the hash only. */
	int64_t size = bytes > 0 ? size_of(path) : 0;
	if (size != bytes) {
		arena_reset(&s->row);
		job_finding(s->job, "R-PHOTO", SEV_ERROR, subject_of(kept.owner, sha256),
			    arena_printf(&s->row, F_PHOTO_STORE_SIZE, sha256, (long long)size,
					 (long long)bytes));
	} else if (s->keeps) {
		VEC_PUSH(&s->kept, kept);
	}
	while (s->has_record && strcmp(col_text(s->records, "sha256"), sha256) == 0)
		if (next_record(s, e) < 0)
			return -1;
	return 0;
}

/* ---- reading what is there ---- */

/* What a worker says about one file. */
enum content { CONTENT_RIGHT, CONTENT_CHANGED, CONTENT_UNREADABLE };

static void read_one(void *ctx, size_t i, void *result)
{
	static struct arena scratch;
	struct store *s = ctx;
	const char *wanted = s->kept.items[i].sha256;
	enum content *content = result;
	char sha256[HASH_TEXT];
	struct err e = {0};
	char *data;
	size_t len;

	arena_reset(&scratch);
	*content = CONTENT_UNREADABLE;
	if (file_read(&scratch, photo_store_path(s->job, &scratch, wanted), STORED_FILE_MAX, &data,
		      &len, &e) < 0)
		return;
	hash_of(data, len, sha256);
	*content = strcmp(sha256, wanted) == 0 ? CONTENT_RIGHT : CONTENT_CHANGED;
}

static int was_read(void *ctx, size_t i, const void *result, struct err *e)
{
	struct store *s = ctx;
	const struct kept *kept = &s->kept.items[i];
	enum content content = result ? *(const enum content *)result : CONTENT_UNREADABLE;

	(void)e;
	if (content == CONTENT_RIGHT)
		return 0;
	arena_reset(&s->row);
	job_finding(s->job, "R-PHOTO", SEV_ERROR, subject_of(kept->owner, kept->sha256),
		    arena_printf(&s->row,
				 content == CONTENT_CHANGED ? F_PHOTO_STORE_CONTENT
							    : F_PHOTO_STORE_UNREADABLE,
				 kept->sha256));
	return 0;
}

static int read_all_kept(struct store *s, struct err *e)
{
	struct work work = {.count = s->kept.len,
			    .result_size = sizeof(enum content),
			    .ctx = s,
			    .one = read_one,
			    .done = was_read};

	return workers_run(&work, 0, e);
}

int photo_store_check(struct job *job, bool read_all, struct err *e)
{
	struct store s = {.job = job, .keeps = read_all};
	const char *dir = job_office_path(job, "photos");
	int rc = 0;

	s.records = db_stmt(job->db, SQL_PHOTO_STORED, e);
	if (!s.records || next_record(&s, e) < 0)
		return -1;
	if (file_is_dir(dir))
		rc = dir_walk(dir, meet_file, &s, e);
	if (rc == 0)
		rc = pass_missing(&s, NULL, e);
	if (rc == 0 && read_all && s.unnamed > 0)
		job_finding(job, "R-PHOTO", SEV_NOTE, "photos",
			    arena_printf(&job->arena, F_PHOTO_STORE_UNNAMED, (long long)s.unnamed,
					 s.first_unnamed));
	if (rc == 0 && read_all)
		rc = read_all_kept(&s, e);
	VEC_FREE(&s.kept);
	arena_free(&s.row);
	return rc;
}
