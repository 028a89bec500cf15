/* The proof sheet: all names with rare characters, for a person to tick off against documents. */
#include "job/print.h"

#include "base/messages.h"
#include "exam/sitting.h"
#include "job/glyph_check.h"
#include "job/print_out.h"
#include "job/proof_page.h"

struct proof {
	struct print_out out;
	struct canvas *page;
	struct hash content; /* of the page */
	const char *title;
	int64_t rows;
};

static void end_page(struct proof *p)
{
	char content[HASH_TEXT];

	if (!p->page)
		return;
	hash_end(&p->content, content);
	print_out_stamp(&p->out, p->page, content);
	p->page = NULL;
}

static int add_name(struct proof *p, const char *reg_no, const char *name, struct err *e)
{
	int row = (int)(p->rows++ % PROOF_ROWS);

	if (!p->out.pdf && print_out_open(&p->out, "proof", p->title, e) < 0)
		return -1;
	if (row == 0) {
		end_page(p);
		p->page = pdf_page(p->out.pdf, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM);
		proof_page_head(p->page, p->title);
		hash_start(&p->content);
	}
	hash_text(&p->content, reg_no);
	hash_text(&p->content, name);
	proof_page_row(p->page, row, reg_no, name);
	return 0;
}

static int all_names(struct proof *p, struct stmt *st, struct print_result *ret, struct err *e)
{
	struct arena row = {0};
	int rc;

	while ((rc = stmt_step(st, e)) == 1) {
		const char *name = col_text(st, "name"), *reg_no = col_text(st, "reg_no");

		if (!press_is_rare(p->out.press, name))
			continue;
		if (glyph_check_text(p->out.job, p->out.press, reg_no, "name", name)) {
			ret->left_out++;
		} else if (add_name(p, reg_no, name, e) < 0) {
			rc = -1;
			break;
		}
		arena_reset(&row);
	}
	arena_free(&row);
	if (rc < 0)
		return -1;
	end_page(p);
	return print_out_close(&p->out, e);
}

int print_proof(struct job *job, const struct print_opts *opts, struct print_result *ret,
		struct err *e)
{
	struct proof p = {0};
	struct sitting sitting;
	struct stmt *st;
	int rc = -1;

	if (sitting_find(job->db, &job->arena, opts->sitting, &sitting, e) < 0)
		return -1;
	p.title = arena_printf(&job->arena, "%s　生僻字核对表", sitting.name);
	if (print_out_start(&p.out, job, &sitting, opts->target, false, e) == 0 &&
	    (st = db_stmt(job->db, SQL_CANDIDATE_NAMES_OF_SITTING, e)) != NULL) {
		stmt_int(st, ":sitting", sitting.id);
		stmt_text_or_null(st, ":site", opts->site);
		rc = all_names(&p, st, ret, e);
	}
	ret->printed = p.rows;
	if (rc == 0 && ret->printed + ret->left_out == 0)
		rc = err_set(e, ERR_INPUT, "%s", E_PROOF_NOTHING);
	print_out_end(&p.out, rc == 0);
	ret->files = p.out.files;
	ret->pages = p.out.pages;
	return rc;
}
