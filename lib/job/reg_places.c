/* Where one can register in a sitting: sites, offerings and caps, loaded once an import. */
#include "job/registration.h"

#include <string.h>

static int load_sites(struct job *job, int64_t sitting_id, struct reg_places *p, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_REGISTRATION_SITES, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", sitting_id);
	while ((rc = stmt_step(st, e)) == 1) {
		struct reg_site s = {col_int(st, "subject_limit"), col_int(st, "opens_at"),
				     col_int(st, "closes_at")};

		strmap_add(&p->site_map, arena_strdup(&job->arena, col_text(st, "site_code")),
			   (uint32_t)p->sites.len, NULL);
		VEC_PUSH(&p->sites, s);
	}
	return rc;
}

static int load_offerings(struct job *job, int64_t sitting_id, struct reg_places *p, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_REGISTRATION_OFFERINGS, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", sitting_id);
	while ((rc = stmt_step(st, e)) == 1) {
		struct reg_offering o = {.id = col_int(st, "id"),
					 .fee_fen = col_int(st, "fee_fen"),
					 .places_left = col_int(st, "places_left"),
					 .is_valid = col_int(st, "is_valid") != 0};

		strmap_add(&p->offering_map, arena_strdup(&job->arena, col_text(st, "place")),
			   (uint32_t)p->offerings.len, NULL);
		VEC_PUSH(&p->offerings, o);
	}
	return rc;
}

static struct reg_offering *offering_of(struct reg_places *p, int64_t id)
{
	size_t low = 0, high = p->offerings.len; /* loaded in order of id */

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (p->offerings.items[mid].id < id)
			low = mid + 1;
		else
			high = mid;
	}
	BUG_ON(low == p->offerings.len || p->offerings.items[low].id != id);
	return &p->offerings.items[low];
}

static int load_caps(struct job *job, int64_t sitting_id, struct reg_places *p, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_REGISTRATION_CAPS, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", sitting_id);
	while ((rc = stmt_step(st, e)) == 1) {
		int64_t id = col_int(st, "cap_id");

		if (p->caps.len == 0 || p->caps.items[p->caps.len - 1].id != id) {
			struct reg_cap c = {id, col_int(st, "places_left"),
					    arena_strdup(&job->arena, col_text(st, "name"))};

			VEC_PUSH(&p->caps, c);
		}
		VEC_PUSH(&offering_of(p, col_int(st, "offering_id"))->caps,
			 (uint32_t)(p->caps.len - 1));
	}
	return rc;
}

int reg_places_load(struct job *job, int64_t sitting_id, struct reg_places *ret, struct err *e)
{
	if (load_sites(job, sitting_id, ret, e) < 0 || load_offerings(job, sitting_id, ret, e) < 0)
		return -1;
	return load_caps(job, sitting_id, ret, e);
}

bool reg_places_find(const struct reg_places *p, const char *site_code, const char *subject_code,
		     uint32_t *ret)
{
	size_t a = strlen(site_code), b = strlen(subject_code);
	char key[32];

	if (a + b >= sizeof key)
		return false; /* longer than any code */
	memcpy(key, site_code, a);
	memcpy(key + a, subject_code, b + 1);
	return strmap_get(&p->offering_map, key, ret);
}

void reg_places_free(struct reg_places *p)
{
	size_t i;

	for (i = 0; i < p->offerings.len; i++)
		VEC_FREE(&p->offerings.items[i].caps);
	VEC_FREE(&p->offerings);
	VEC_FREE(&p->sites);
	VEC_FREE(&p->caps);
	strmap_free(&p->site_map);
	strmap_free(&p->offering_map);
}
