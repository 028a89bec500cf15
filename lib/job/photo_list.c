#include "job/photo_list.h"

#include "base/messages.h"
#include "base/text.h"
#include "base/workers.h"
#include "db/run.h"
#include "job/photo_store.h"
#include "tab/zip.h"

#include <stdio.h>
#include <string.h>

struct collector {
	struct job *job;
	struct photo_list *list;
};

/* A path as it may be shown and stored: bytes that are not UTF-8 become '?'. */
static const char *shown(struct arena *out, const char *path)
{
	size_t len = strlen(path), at = 0;
	char *copy;

	if (utf8_valid(path, len) == len)
		return arena_strdup(out, path);
	copy = arena_strdup(out, path);
	while ((at += utf8_valid(copy + at, len - at)) < len)
		copy[at] = '?';
	return copy;
}

static bool has_suffix(const char *name, const char *suffix)
{
	size_t n = strlen(name), k = strlen(suffix);

	return n >= k && text_same(name + n - k, suffix);
}

static int add_file(struct collector *c, const char *path, bool is_named)
{
	struct photo_item item = {.member = -1, .is_named = is_named};

	item.path = arena_strdup(&c->job->arena, path);
	item.file = shown(&c->job->arena, path);
	VEC_PUSH(&c->list->items, item);
	return 0;
}

static int add_archive(struct collector *c, const char *path, struct err *e)
{
	struct arena *arena = &c->job->arena;
	struct tab_zip *zip;
	size_t i;

	if (job_input(c->job, path, NULL, e) < 0 || tab_zip_open(&zip, path, e) < 0)
		return -1;
	path = arena_strdup(arena, path);
	for (i = 0; i < tab_zip_count(zip); i++) {
		const char *name = tab_zip_name(zip, i, arena);
		struct photo_item item = {.path = path, .member = (int64_t)i};

		if (!name)
			continue;
		/* every workbook and document of Office is a ZIP that has this member */
		if (strcmp(name, "[Content_Types].xml") == 0) {
			tab_zip_close(zip);
			return err_set(e, ERR_INPUT, E_PHOTOS_OFFICE, shown(arena, path));
		}
		item.file = arena_printf(arena, "%s/%s", shown(arena, path), name);
		VEC_PUSH(&c->list->items, item);
	}
	tab_zip_close(zip);
	return 0;
}

/* What lies in a folder: archives are opened, what nobody means as a photo is passed over. */
static int add_found(void *ctx, const char *path, struct err *e)
{
	static const char *const others[] = {"Thumbs.db", "desktop.ini", ".xlsx", ".xls",
					     ".csv",	  ".txt",	 ".doc",  ".docx",
					     ".pdf",	  ".md",	 ".tsv"};
	struct collector *c = ctx;
	const char *name = file_name(path);

	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (has_suffix(name, others[i]))
			return 0;
	return has_suffix(name, ".zip") ? add_archive(c, path, e) : add_file(c, path, false);
}

static int is_archive(const char *path, bool *ret, struct err *e)
{
	uint8_t head[64];
	int64_t bytes;
	size_t n;
	FILE *f;
	int fd;

	if (file_open_read(path, &fd, &bytes, e) < 0)
		return -1;
	f = fdopen(fd, "rb");
	BUG_ON(!f);
	n = fread(head, 1, sizeof head, f);
	fclose(f);
	*ret = kind_of(head, n) == KIND_ZIP;
	return 0;
}

int photo_list_collect(struct job *job, char *const *paths, size_t count, struct photo_list *ret,
		       struct err *e)
{
	struct collector c = {job, ret};
	size_t i;

	for (i = 0; i < count; i++) {
		size_t before = ret->items.len;
		bool archive = false;
		int rc;

		if (!file_exists(paths[i]))
			return err_set(e, ERR_INPUT, E_FILE_MISSING, paths[i]);
		if (file_is_dir(paths[i]))
			rc = dir_walk(paths[i], add_found, &c, e);
		else if ((rc = is_archive(paths[i], &archive, e)) == 0)
			rc = archive ? add_archive(&c, paths[i], e) : add_file(&c, paths[i], true);
		if (rc < 0)
			return -1;
		if (ret->items.len == before)
			return err_set(e, ERR_INPUT, E_PHOTOS_NONE, paths[i]);
	}
	return 0;
}

int photo_list_attached(struct job *job, int64_t sitting_id, struct photo_list *ret, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_PHOTO_PRINTS, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", sitting_id);
	while ((rc = stmt_step(st, e)) == 1) {
		struct photo_item item = {.member = -1};

		item.file = arena_printf(&job->arena, "%s.jpg", col_text(st, "reg_no"));
		item.path = photo_store_path(job, &job->arena, col_text(st, "sha256"));
		VEC_PUSH(&ret->items, item);
	}
	return rc;
}

void photo_list_free(struct photo_list *l)
{
	VEC_FREE(&l->items);
}

int photo_item_read(struct arena *out, const struct photo_item *item, uint8_t **ret,
		    size_t *ret_len, struct err *e)
{
	/* One archive holds many photos: kept open. Each worker process has its own. */
	static struct tab_zip *zip;
	static char *zip_path;
	static int64_t owner;
	char *data;

	if (item->member < 0) {
		if (file_read(out, item->path, PHOTO_FILE_MAX, &data, ret_len, e) < 0)
			return -1;
		*ret = (uint8_t *)data;
		return 0;
	}
	if (owner != workers_self() || !zip_path || strcmp(zip_path, item->path) != 0) {
		/* An archive opened before the process was made shares its place in the file. */
		if (owner == workers_self())
			tab_zip_close(zip);
		zip = NULL;
		mem_free(zip_path);
		zip_path = NULL;
		if (tab_zip_open(&zip, item->path, e) < 0)
			return -1;
		zip_path = mem_strdup(item->path);
		owner = workers_self();
	}
	return tab_zip_read(zip, (size_t)item->member, out, PHOTO_FILE_MAX, ret, ret_len, e);
}

/* ---- measuring ---- */

struct measuring {
	struct job *job;
	struct photo_list *list;
	int64_t done;
};

static void measure_one(void *ctx, size_t i, void *result)
{
	static struct arena scratch;
	struct measuring *m = ctx;
	struct photo_found *found = result;
	struct err e = {0};
	uint8_t *data;
	size_t len;

	arena_reset(&scratch);
	if (photo_item_read(&scratch, &m->list->items.items[i], &data, &len, &e) < 0) {
		found->state = PHOTO_UNREADABLE;
		snprintf(found->why, sizeof found->why, "%.*s", (int)sizeof found->why - 1, e.text);
		return;
	}
	hash_of(data, len, found->sha256);
	photo_measure(&scratch, data, len, &jpeg_limits_default, &found->measures);
}

static int measured(void *ctx, size_t i, const void *result, struct err *e)
{
	struct measuring *m = ctx;
	struct photo_item *item = &m->list->items.items[i];

	(void)e;
	if (result)
		item->found = *(const struct photo_found *)result;
	else
		item->found.state = PHOTO_CRASHED;
	job_progress(m->job, T("检查照片", "photos"), ++m->done, (int64_t)m->list->items.len);
	return 0;
}

int photo_list_measure(struct job *job, struct photo_list *l, struct err *e)
{
	struct measuring m = {job, l, 0};
	struct work work = {.count = l->items.len,
			    .result_size = sizeof(struct photo_found),
			    .ctx = &m,
			    .one = measure_one,
			    .done = measured};
	if (workers_run(&work, 0, e) < 0)
		return -1;
	if (!job->db || db_run_id(job->db) == 0)
		return 0;
	/* Photos found in folders are recorded by their hash as photos; those named, as inputs too.
	 */
	for (size_t i = 0; i < l->items.len; i++) {
		const struct photo_item *item = &l->items.items[i];

		if (item->is_named && item->found.sha256[0])
			run_add_input(job->db, item->file, item->found.sha256,
				      item->found.measures.bytes);
	}
	return 0;
}

/* ---- fixing ---- */

struct fixing {
	struct job *job;
	struct photo_list *list;
	size_t *items; /* indexes of those that need it */
	int64_t count, done;
};

static bool needs_fix(struct arena *tmp, const struct photo_item *item)
{
	struct photo_judgement j;

	if (item->found.state != PHOTO_READ || !item->policy)
		return false;
	photo_judge(tmp, item->policy, item->file, &item->found.measures, &j);
	return j.verdict != PHOTO_PASS;
}

static void fix_one(void *ctx, size_t i, void *result)
{
	static struct arena scratch;
	struct fixing *x = ctx;
	const struct photo_item *item = &x->list->items.items[x->items[i]];
	struct photo_fixed *fixed = result;
	struct buf out = {0};
	struct err e = {0};
	uint8_t *data;
	size_t len;

	arena_reset(&scratch);
	if (photo_item_read(&scratch, item, &data, &len, &e) < 0)
		return;
	fixed->is_fixed =
	    photo_fix(&scratch, data, len, item->policy, &item->found.measures, &fixed->fix, &out);
	if (fixed->is_fixed)
		hash_of(out.data, out.len, fixed->sha256);
	buf_free(&out);
}

static int fixed_one(void *ctx, size_t i, const void *result, struct err *e)
{
	struct fixing *x = ctx;
	const struct photo_fixed *fixed = result;

	(void)e;
	job_progress(x->job, T("修正照片", "fixing"), ++x->done, x->count);
	if (!fixed || !fixed->is_fixed)
		return 0;
	struct photo_fixed *kept = arena_alloc(&x->job->arena, sizeof *kept);
	*kept = *fixed;
	x->list->items.items[x->items[i]].fixed = kept;
	return 0;
}

int photo_list_fix(struct job *job, struct photo_list *l, struct err *e)
{
	struct fixing x = {.job = job, .list = l};
	struct work work = {.result_size = sizeof(struct photo_fixed),
			    .ctx = &x,
			    .one = fix_one,
			    .done = fixed_one};
	struct arena tmp = {0};
	size_t i;

	x.items = arena_alloc(&job->arena, (l->items.len + 1) * sizeof *x.items);
	for (i = 0; i < l->items.len; i++) {
		arena_reset(&tmp);
		if (needs_fix(&tmp, &l->items.items[i]))
			x.items[work.count++] = i;
	}
	arena_free(&tmp);
	x.count = (int64_t)work.count;
	return workers_run(&work, 0, e);
}

int photo_item_final(struct arena *out, const struct photo_item *item, uint8_t **ret,
		     size_t *ret_len, struct err *e)
{
	struct photo_fix again;
	struct buf b = {0};
	char sha256[HASH_TEXT];

	if (photo_item_read(out, item, ret, ret_len, e) < 0)
		return -1;
	hash_of(*ret, *ret_len, sha256);
	if (strcmp(sha256, item->found.sha256) != 0)
		return err_set(e, ERR_INPUT, E_PHOTO_CHANGED, item->file);
	if (!item->fixed)
		return 0;
	/* Made once more: the worker's copy went with the worker, and fixing is deterministic. */
	if (photo_fix(out, *ret, *ret_len, item->policy, &item->found.measures, &again, &b)) {
		*ret = (uint8_t *)arena_strndup(out, b.data, b.len);
		*ret_len = b.len;
	}
	hash_of(*ret, *ret_len, sha256);
	BUG_ON(strcmp(sha256, item->fixed->sha256) != 0);
	buf_free(&b);
	return 0;
}
