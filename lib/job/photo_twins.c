#include "job/photo_twins.h"

#include "img/fingerprint.h"
#include "job/photo_store.h"

#include <string.h>

/* A picture in the search: one that is attached already, or an item of the list. */
struct known {
	int64_t candidate_id;
	const char *reg_no, *name, *sha256;
	size_t item; /* NOT_NEW for an attached one */
};

#define NOT_NEW SIZE_MAX

struct search {
	struct job *job;
	const struct photo_list *list;
	struct photo_twin *twins;
	VEC_OF(struct known) known;
	VEC_OF(struct fingerprint) prints;
	struct arena scratch;
};

static void add(struct search *s, const struct known *k, const struct fingerprint *f)
{
	VEC_PUSH(&s->known, *k);
	VEC_PUSH(&s->prints, *f);
}

static int add_attached(struct search *s, int64_t sitting_id, struct err *e)
{
	struct stmt *st = db_stmt(s->job->db, SQL_PHOTO_PRINTS, e);
	struct arena *arena = &s->job->arena;
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", sitting_id);
	while ((rc = stmt_step(st, e)) == 1) {
		struct known k = {.candidate_id = col_int(st, "id"), .item = NOT_NEW};
		struct fingerprint f;
		size_t len;
		const void *blob = col_blob(st, "near_hash", &len);

		if (len != sizeof f)
			continue;
		memcpy(&f, blob, sizeof f);
		k.reg_no = arena_strdup(arena, col_text(st, "reg_no"));
		k.name = arena_strdup(arena, col_text(st, "name"));
		k.sha256 = arena_strdup(arena, col_text(st, "sha256"));
		add(s, &k, &f);
	}
	return rc;
}

static int read_known(struct search *s, const struct known *k, uint8_t **data, size_t *len,
		      struct err *e)
{
	char *bytes;

	if (k->item != NOT_NEW)
		return photo_item_final(&s->scratch, &s->list->items.items[k->item], data, len, e);
	if (file_read(&s->scratch, photo_store_path(s->job, &s->scratch, k->sha256), PHOTO_FILE_MAX,
		      &bytes, len, e) < 0)
		return -1;
	*data = (uint8_t *)bytes;
	return 0;
}

/* A pair by fingerprint: confirmed by the pictures themselves. */
static int confirm(void *ctx, size_t i, size_t j, struct err *e)
{
	struct search *s = ctx;
	const struct known *a = &s->known.items[i], *b = &s->known.items[j];
	uint8_t *data_a, *data_b;
	size_t len_a, len_b;
	struct err missing = {0};

	(void)e;
	if (a->candidate_id == b->candidate_id || strcmp(a->sha256, b->sha256) == 0)
		return 0;
	arena_reset(&s->scratch);
	/* A file that is gone from the store is for `ncre check` to tell, not for this. */
	if (read_known(s, a, &data_a, &len_a, &missing) < 0 ||
	    read_known(s, b, &data_b, &len_b, &missing) < 0 ||
	    !picture_same(&s->scratch, data_a, len_a, data_b, len_b))
		return 0;
	if (!s->twins[b->item].reg_no)
		s->twins[b->item] = (struct photo_twin){a->reg_no, a->name};
	if (a->item != NOT_NEW && !s->twins[a->item].reg_no)
		s->twins[a->item] = (struct photo_twin){b->reg_no, b->name};
	return 0;
}

int photo_twins(struct job *job, int64_t sitting_id, const struct photo_list *list,
		const struct photo_owner *const *owners, struct photo_twin *ret, struct err *e)
{
	struct search s = {.job = job, .list = list, .twins = ret};
	int rc = add_attached(&s, sitting_id, e);
	size_t attached = s.known.len;

	for (size_t i = 0; rc == 0 && i < list->items.len; i++) {
		const struct photo_found *f = &list->items.items[i].found;
		struct known k = {.sha256 = photo_item_sha256(&list->items.items[i]), .item = i};

		if (!owners[i] || f->state != PHOTO_READ ||
		    !photo_item_measures(&list->items.items[i])->is_decoded)
			continue;
		k.candidate_id = owners[i]->candidate_id;
		k.reg_no = owners[i]->reg_no;
		k.name = owners[i]->name;
		add(&s, &k, &photo_item_measures(&list->items.items[i])->fingerprint);
	}
	if (rc == 0)
		rc = fingerprint_pairs(s.prints.items, s.prints.len, attached, confirm, &s, e);
	VEC_FREE(&s.known);
	VEC_FREE(&s.prints);
	arena_free(&s.scratch);
	return rc;
}
