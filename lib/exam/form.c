#include "exam/form.h"

struct stmt *form_list(struct db *db, const struct form_filter *filter, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_FORM_LIST, e);

	if (!st)
		return NULL;
	stmt_int(st, ":sitting", filter->sitting_id);
	stmt_text_or_null(st, ":site", filter->site);
	stmt_text_or_null(st, ":candidate", filter->candidate);
	return st;
}

static const char *text(struct stmt *st, struct arena *row, const char *column)
{
	return arena_strdup(row, col_text(st, column));
}

int form_next(struct stmt *st, struct arena *row, struct form *f, struct err *e)
{
	int rc = stmt_step(st, e);

	if (rc != 1)
		return rc;
	*f = (struct form){
	    .candidate_id = col_int(st, "candidate_id"),
	    .reg_no = text(st, row, "reg_no"),
	    .source = text(st, row, "source"),
	    .name = text(st, row, "name"),
	    .sex = text(st, row, "sex"),
	    .born_on = text(st, row, "born_on"),
	    .id_type = text(st, row, "id_type_name"),
	    .id_number = text(st, row, "id_number"),
	    .nation = text(st, row, "nation_name"),
	    .occupation = text(st, row, "occupation_name"),
	    .education = text(st, row, "education_name"),
	    .training = text(st, row, "training_name"),
	    .postcode = text(st, row, "postcode"),
	    .address = text(st, row, "address"),
	    .email = text(st, row, "email"),
	    .phone = text(st, row, "phone"),
	    .college = text(st, row, "college"),
	    .major = text(st, row, "major"),
	    .class = text(st, row, "class"),
	    .student_no = text(st, row, "student_no"),
	    .custom = text(st, row, "custom"),
	    .remark = text(st, row, "remark"),
	    .photo_sha256 = text(st, row, "photo_sha256"),
	    .agreement = text(st, row, "agreement"),
	    .agreed_by = text(st, row, "agreed_by"),
	    .review = text(st, row, "review"),
	    .review_reason = text(st, row, "review_reason"),
	    .site_code = text(st, row, "site_code"),
	    .site_name = text(st, row, "site_name"),
	    .agreed_at = col_int(st, "agreed_at"),
	    .review_at = col_int(st, "review_at"),
	    .confirmed_at = col_int(st, "confirmed_at"),
	    .site_review = col_int(st, "site_review") != 0,
	    .site_confirmation = col_int(st, "site_confirmation") != 0,
	    .is_paid = col_int(st, "is_paid") != 0,
	};
	return 1;
}

int form_entries(struct db *db, struct arena *row, int64_t candidate_id,
		 struct form_entry entries[FORM_ENTRIES_MAX], struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_FORM_ENTRIES, e);
	int n = 0, rc = 0;

	if (!st)
		return -1;
	stmt_int(st, ":candidate", candidate_id);
	while (n < FORM_ENTRIES_MAX && (rc = stmt_step(st, e)) == 1)
		entries[n++] = (struct form_entry){
		    .subject_code = text(st, row, "subject_code"),
		    .subject_name = text(st, row, "subject_name"),
		    .state = text(st, row, "state"),
		    .wish_on = text(st, row, "wish_on"),
		    .ticket_no = text(st, row, "ticket_no"),
		    .fee = fen_of(col_int(st, "fee_fen")),
		};
	if (rc == 1)
		stmt_done(st);
	return rc < 0 ? -1 : n;
}

static void hash_number(struct hash *h, int64_t v)
{
	uint8_t le[8];

	for (size_t k = 0; k < 8; k++)
		le[k] = (uint8_t)((uint64_t)v >> (8 * k));
	hash_add(h, le, sizeof le);
}

void form_content(const struct form *f, const struct form_entry *entries, int count,
		  char out[HASH_TEXT])
{
	const char *const texts[] = {f->reg_no,	       f->source,    f->name,	    f->sex,
				     f->born_on,       f->id_type,   f->id_number,  f->nation,
				     f->occupation,    f->education, f->training,   f->postcode,
				     f->address,       f->email,     f->phone,	    f->college,
				     f->major,	       f->class,     f->student_no, f->remark,
				     f->photo_sha256,  f->agreement, f->agreed_by,  f->review,
				     f->review_reason, f->site_code, f->site_name};
	struct hash h;

	hash_start(&h);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		hash_text(&h, texts[i]);
	hash_number(&h, f->agreed_at);
	hash_number(&h, f->review_at);
	hash_number(&h, f->confirmed_at);
	for (int i = 0; i < count; i++) {
		hash_text(&h, entries[i].subject_code);
		hash_text(&h, entries[i].subject_name);
		hash_text(&h, entries[i].state);
		hash_text(&h, entries[i].wish_on);
		hash_text(&h, entries[i].ticket_no);
		hash_number(&h, entries[i].fee.v);
	}
	hash_end(&h, out);
}
