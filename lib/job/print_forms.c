/* Registration forms: all are looked at before the first is drawn. */
#include "job/print.h"

#include "base/messages.h"
#include "exam/form.h"
#include "exam/handout.h"
#include "exam/policy.h"
#include "exam/sitting.h"
#include "job/form_page.h"
#include "job/glyph_check.h"
#include "job/photo_store.h"
#include "job/print_out.h"

#include <stdio.h>
#include <string.h>

struct forms {
	struct job *job;
	const struct print_opts *opts;
	struct print_result *res;
	struct print_out out;
	struct sitting sitting;
	int stencil;
	char site[16]; /* whose policy is in before_payment */
	bool before_payment;
	char file_site[16]; /* of the open file's last bookmark */
	struct handouts handouts;
	VEC_OF(bool) good; /* by place in the list */
	struct form_entry entries[FORM_ENTRIES_MAX];
};

static void complain(struct forms *p, const char *rule, const struct form *f, const char *text,
		     const char *suggestion)
{
	findings_add(&p->job->findings, &(struct finding){.rule = rule,
							  .severity = SEV_ERROR,
							  .subject = f->reg_no,
							  .text = text,
							  .suggestion = suggestion});
}

static int read_policy(struct forms *p, const struct form *f, struct err *e)
{
	int64_t before;

	if (strcmp(p->site, f->site_code) == 0)
		return 0;
	if (policy_int(p->job->db, p->sitting.id, f->site_code, "form.before.payment", &before, e) <
	    0)
		return -1;
	snprintf(p->site, sizeof p->site, "%s", f->site_code);
	p->before_payment = before != 0;
	return 0;
}

static bool has_glyphs(struct forms *p, const struct form *f, int count)
{
	const char *const texts[][2] = {
	    {"name", f->name},		 {"id_number", f->id_number},
	    {"address", f->address},	 {"email", f->email},
	    {"phone", f->phone},	 {"postcode", f->postcode},
	    {"college", f->college},	 {"major", f->major},
	    {"class", f->class},	 {"student_no", f->student_no},
	    {"custom", f->custom},	 {"remark", f->remark},
	    {"site_name", f->site_name}, {"review_reason", f->review_reason}};
	bool good = true;

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (glyph_check_text(p->job, p->out.press, f->reg_no, texts[i][0], texts[i][1]))
			good = false;
	for (int i = 0; i < count; i++)
		if (glyph_check_text(p->job, p->out.press, f->reg_no, "subject_name",
				     p->entries[i].subject_name))
			good = false;
	return good;
}

/* 1: print it; 0: not this one; -1. */
static int may_print(struct forms *p, struct arena *row, const struct form *f, struct err *e)
{
	int count = form_entries(p->job->db, row, f->candidate_id, p->entries, e);
	bool good = true;

	if (count < 0 || read_policy(p, f, e) < 0)
		return -1;
	if (!f->is_paid && !p->before_payment) {
		/* of many, those who have not paid simply have no form yet */
		if (p->opts->candidate) {
			complain(p, "R-PAID", f, F_FORM_UNPAID, S_TICKET_UNPAID);
			p->res->left_out++;
		}
		return 0;
	}
	if (*f->photo_sha256 && !file_exists(photo_store_path(p->job, row, f->photo_sha256))) {
		complain(p, "R-PHOTO", f, F_PRINT_NO_PHOTO, S_PRINT_NO_PHOTO);
		good = false;
	}
	good = has_glyphs(p, f, count) && good;
	p->res->left_out += !good;
	return good;
}

static struct form_filter filter_of(const struct forms *p)
{
	return (struct form_filter){p->sitting.id, p->opts->site, p->opts->candidate};
}

static int check_all(struct forms *p, int64_t *ret_good, struct err *e)
{
	struct form_filter filter = filter_of(p);
	struct stmt *list = form_list(p->job->db, &filter, e);
	struct arena row = {0};
	struct form f;
	int rc = -1;

	while (list && (rc = form_next(list, &row, &f, e)) == 1) {
		int good = may_print(p, &row, &f, e);

		if (good < 0) {
			rc = -1;
			break;
		}
		VEC_PUSH(&p->good, good == 1);
		*ret_good += good;
		arena_reset(&row);
	}
	arena_free(&row);
	return rc;
}

static int judge(struct forms *p, int64_t good, struct err *e)
{
	if (print_out_judge(p->opts, p->res, good, e) < 0)
		return -1;
	if (good == 0)
		return err_set(e, ERR_INPUT, "%s",
			       p->opts->candidate ? E_PRINT_NO_CANDIDATE : E_FORM_NOTHING);
	return 0;
}

static int enter_file(struct forms *p, struct arena *row, const struct form *f, struct err *e)
{
	const char *name = "forms";
	bool new_site = strcmp(p->file_site, f->site_code) != 0;
	bool new_file = !p->out.pdf;

	if (p->opts->per == PRINT_PER_SITE) {
		name = arena_printf(row, "forms-%s", f->site_code);
		new_file = new_file || new_site;
	} else if (p->opts->per == PRINT_PER_CANDIDATE) {
		name = arena_printf(row, "form-%s", f->reg_no);
		new_file = true;
	}
	if (!new_file)
		return 0;
	p->file_site[0] = '\0';
	if (print_out_close(&p->out, e) < 0)
		return -1;
	return print_out_open(&p->out, name, arena_printf(row, "%s报名登记表", p->sitting.name), e);
}

static int draw(struct forms *p, struct arena *row, const struct form *f, int count,
		const struct picture *photo, const char *content, struct err *e)
{
	struct canvas *c;

	if (enter_file(p, row, f, e) < 0)
		return -1;
	c = pdf_page(p->out.pdf, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM);
	if (strcmp(p->file_site, f->site_code) != 0) {
		snprintf(p->file_site, sizeof p->file_site, "%s", f->site_code);
		pdf_bookmark(p->out.pdf, 0, arena_printf(row, "%s %s", f->site_code, f->site_name));
	}
	canvas_stencil(c, p->stencil, 0, 0);
	print_out_logo(&p->out, c, FORM_LOGO);
	form_page_draw(c, p->out.design.layout, f, p->entries, count, photo);
	print_out_stamp(&p->out, c, content);
	return 0;
}

static int print_one(struct forms *p, struct arena *row, const struct form *f, struct err *e)
{
	int count = form_entries(p->job->db, row, f->candidate_id, p->entries, e);
	char content[HASH_TEXT];
	struct picture photo;
	const char *why = "";

	if (count < 0)
		return -1;
	form_content(f, p->entries, count, content);
	if (*f->photo_sha256 && !print_photo(p->job, row, f->photo_sha256, &photo, &why)) {
		complain(p, "R-PHOTO", f, why, S_PRINT_NO_PHOTO);
		p->res->left_out++;
		return 0;
	}
	if (!p->opts->write_nothing &&
	    draw(p, row, f, count, *f->photo_sha256 ? &photo : NULL, content, e) < 0)
		return -1;
	p->res->printed++;
	return handouts_add(&p->handouts, f->candidate_id, 0, content, e);
}

static int print_all(struct forms *p, int64_t good, struct err *e)
{
	struct form_filter filter = filter_of(p);
	struct stmt *list = form_list(p->job->db, &filter, e);
	struct arena row = {0};
	struct form f;
	int rc = -1;

	for (size_t i = 0; list && (rc = form_next(list, &row, &f, e)) == 1; i++) {
		if (p->good.items[i] && print_one(p, &row, &f, e) < 0) {
			rc = -1;
			break;
		}
		job_progress(p->job, I_PRINTING, p->res->printed, good);
		arena_reset(&row);
	}
	arena_free(&row);
	if (rc < 0 || handouts_flush(&p->handouts, e) < 0 ||
	    print_out_judge(p->opts, p->res, p->res->printed, e) < 0)
		return -1;
	return print_out_close(&p->out, e);
}

static int prepare(struct forms *p, struct err *e)
{
	struct job *job = p->job;

	if (sitting_find(job->db, &job->arena, p->opts->sitting, &p->sitting, e) < 0 ||
	    print_out_start(&p->out, job, &p->sitting, p->opts->target,
			    p->opts->per != PRINT_ONE_FILE, e) < 0 ||
	    print_out_layout(&p->out, "form", form_field_names, FORM_FIELDS, e) < 0)
		return -1;
	p->stencil = form_page_stencil(p->out.press, &p->out.design);
	return 0;
}

int print_forms(struct job *job, const struct print_opts *opts, struct print_result *ret,
		struct err *e)
{
	struct forms *p = mem_zalloc(1, sizeof *p);
	int64_t good = 0;
	int rc;

	*p = (struct forms){
	    .job = job, .opts = opts, .res = ret, .handouts = {.db = job->db, .kind = "form"}};
	rc = prepare(p, e);
	if (rc == 0)
		rc = check_all(p, &good, e);
	if (rc == 0)
		rc = judge(p, good, e);
	if (rc == 0)
		rc = print_all(p, good, e);
	if (rc == 0)
		rc = print_out_count_old(&p->out, opts, "forms", &ret->old_files, e);
	print_out_end(&p->out, rc == 0);
	ret->files = p->out.files;
	ret->pages = p->out.pages;
	VEC_FREE(&p->good);
	handouts_free(&p->handouts);
	mem_free(p);
	job->attention = job->attention || ret->left_out > 0;
	return rc;
}
