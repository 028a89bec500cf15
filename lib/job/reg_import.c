/* The kind `registrations`: a file through reading, rules and writing. */
#include "exam/policy.h"
#include "job/import_kind.h"
#include "job/registration.h"

static int write_file(void *ctx, struct err *e)
{
	return reg_write(ctx, e);
}

int reg_open(struct reg_file *f, struct err *e)
{
	struct job *job = f->job;
	int64_t name_max;
	size_t i;
	int at;

	for (i = 0; i < REG_FIELDS; i++) {
		at = layout_index(f->layout, reg_field_names[i]);
		BUG_ON(at < 0);
		f->field_at[i] = (size_t)at;
	}
	for (i = 0; i < REG_CODE_KINDS; i++)
		if (code_load(job->db, &f->mem, reg_code_kinds[i], &f->codes[i], e) < 0)
			return -1;
	if (policy_int(job->db, f->sitting.id, "", "name.max", &name_max, e) < 0)
		return -1;
	f->name_max = (int)name_max;
	return reg_places_load(job, f->sitting.id, f->places, e);
}

void reg_close(struct reg_file *f)
{
	size_t i;

	for (i = 0; i < REG_CODE_KINDS; i++)
		code_free(&f->codes[i]);
	reg_places_free(f->places);
	strmap_free(&f->person_map);
	VEC_FREE(&f->persons);
	VEC_FREE(&f->rows);
	VEC_FREE(&f->unread_rows);
	findings_free(&f->findings);
	arena_free(&f->row_mem);
	arena_free(&f->mem);
}

static int read_and_judge(struct import *im, struct reg_file *f, struct tab_src *src,
			  const char *sha256, struct err *e)
{
	struct import_verdict v = {
	    .path = f->path,
	    .sha256 = sha256,
	    .map = &f->map,
	    .src = src,
	    .findings = &f->findings,
	    .write = write_file,
	    .ctx = f,
	};

	if (layout_bind(&f->mem, im->layout, src, f->path, &f->findings, &f->map, e) < 0)
		return -1;
	/* without its required columns no row can be judged */
	if (f->findings.errors == 0 && (reg_read(f, src, e) < 0 || reg_check(f, e) < 0))
		return -1;
	v.rows = f->read_rows;
	v.refused_rows = f->refused_rows;
	return import_judge(im, &v, e);
}

int import_registrations(struct import *im, struct tab_src *src, const char *path,
			 const char *sha256, struct err *e)
{
	struct reg_places places = {0};
	struct reg_file f = {
	    .job = im->job,
	    .sitting = im->sitting,
	    .places = &places,
	    .layout = im->layout,
	    .path = path,
	    .only_file = im->files == 1,
	};
	int rc = reg_open(&f, e);

	if (rc == 0)
		rc = read_and_judge(im, &f, src, sha256, e);
	reg_close(&f);
	return rc;
}
