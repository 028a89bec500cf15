/*
 * Photos of candidates: whose a file is, by its name, and the record of what was found about it.
 * The picture itself lies in the content store (job/photos.h).
 */
#ifndef NCRE_EXAM_PHOTO_H
#define NCRE_EXAM_PHOTO_H

#include "base/hash.h"
#include "base/mem.h"
#include "db/db.h"

/* A living candidate whom a photo may belong to. Texts in the arena given. */
struct photo_owner {
	int64_t candidate_id;
	const char *reg_no, *name, *site_code;
	const char *photo_sha256; /* the one attached now; "" for none */
	const char *lock;	  /* R-LOCK: why nothing may change; "" where it may */
	const char *background;	  /* what the site wants: 'light', 'white', ... */
};

enum { PHOTO_OWNERS_MAX = 3 };

/*
 * The candidates of the sitting whom file_name (without folders) names: by registration number,
 * by ID number, or by the photo column of the workbook. *ret_count is at most PHOTO_OWNERS_MAX:
 * 0 nobody, 1 clear, more ambiguous.
 */
int photo_owners(struct db *db, struct arena *out, int64_t sitting_id, const char *file_name,
		 struct photo_owner ret[PHOTO_OWNERS_MAX], int *ret_count,
		 struct err *e) MUST_CHECK;

struct photo_record {
	const char *sha256;
	int64_t bytes;
	int width_px, height_px;
	const char *verdict, *measures_json;
	const void *near_hash; /* fingerprint for near duplicates */
	size_t near_hash_len;
	const char *original_sha256; /* of the file before it was put right; NULL: it was not */
};

/* Records a checked photo (once: content does not change) and makes it the candidate's. */
int photo_attach(struct db *db, const struct photo_record *photo, int64_t candidate_id,
		 struct err *e) MUST_CHECK;

/*
 * Another living candidate of the sitting who has the same picture; both NULL where there is none.
 * Texts in out.
 */
int photo_other_owner(struct db *db, struct arena *out, int64_t sitting_id, const char *sha256,
		      int64_t candidate_id, const char **ret_reg_no, const char **ret_name,
		      struct err *e) MUST_CHECK;

#endif
