#include "exam/photo.h"

#include "base/text.h"

#include <string.h>

/* "abc.jpg" -> "abc"; a name without suffix is itself. */
static char *stem_of(struct arena *out, const char *file_name)
{
	const char *dot = strrchr(file_name, '.');

	return arena_strndup(out, file_name,
			     dot && dot != file_name ? (size_t)(dot - file_name)
						     : strlen(file_name));
}

/* Numbers are kept with a capital X; file systems and people do not care. */
static char *in_capitals(struct arena *out, const char *s)
{
	char *copy = arena_strdup(out, s), *p;

	for (p = copy; *p; p++)
		*p = (char)ascii_upper((unsigned char)*p);
	return copy;
}

int photo_owners(struct db *db, struct arena *out, int64_t sitting_id, const char *file_name,
		 struct photo_owner ret[PHOTO_OWNERS_MAX], int *ret_count, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_PHOTO_OWNERS, e);
	char *stem = stem_of(out, text_fold(out, file_name));
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", sitting_id);
	stmt_text(st, ":stem", stem);
	stmt_text(st, ":number", in_capitals(out, stem));
	stmt_text(st, ":file", file_name);
	stmt_int(st, ":limit", PHOTO_OWNERS_MAX);
	*ret_count = 0;
	while ((rc = stmt_step(st, e)) == 1) {
		struct photo_owner *o = &ret[(*ret_count)++];

		o->candidate_id = col_int(st, "id");
		o->reg_no = arena_strdup(out, col_text(st, "reg_no"));
		o->name = arena_strdup(out, col_text(st, "name"));
		o->site_code = arena_strdup(out, col_text(st, "site_code"));
		o->photo_sha256 = arena_strdup(out, col_text(st, "photo_sha256"));
		o->lock = arena_strdup(out, col_text(st, "lock"));
		o->background = arena_strdup(out, col_text(st, "background"));
	}
	return rc;
}

int photo_attach(struct db *db, const struct photo_record *photo, int64_t candidate_id,
		 struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_PHOTO_INSERT, e);

	if (!st)
		return -1;
	stmt_text(st, ":sha256", photo->sha256);
	stmt_int(st, ":bytes", photo->bytes);
	stmt_int(st, ":width_px", photo->width_px);
	stmt_int(st, ":height_px", photo->height_px);
	stmt_text(st, ":verdict", photo->verdict);
	stmt_text(st, ":measures", photo->measures_json);
	stmt_blob(st, ":near_hash", photo->near_hash, photo->near_hash_len);
	stmt_text(st, ":original", photo->original_sha256);
	if (stmt_exec(st, e) < 0)
		return -1;
	st = db_stmt(db, SQL_PHOTO_ATTACH, e);
	if (!st)
		return -1;
	stmt_text(st, ":sha256", photo->sha256);
	stmt_int(st, ":candidate", candidate_id);
	return stmt_exec(st, e);
}

int photo_other_owner(struct db *db, struct arena *out, int64_t sitting_id, const char *sha256,
		      int64_t candidate_id, const char **ret_reg_no, const char **ret_name,
		      struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_PHOTO_OTHER_OWNER, e);
	int rc;

	*ret_reg_no = *ret_name = NULL;
	if (!st)
		return -1;
	stmt_text(st, ":sha256", sha256);
	stmt_int(st, ":sitting", sitting_id);
	stmt_int(st, ":candidate", candidate_id);
	if ((rc = stmt_step(st, e)) != 1)
		return rc;
	*ret_reg_no = arena_strdup(out, col_text(st, "reg_no"));
	*ret_name = arena_strdup(out, col_text(st, "name"));
	stmt_done(st);
	return 0;
}
