#include "job/print_out.h"

#include "base/buf.h"
#include "base/messages.h"
#include "base/strmap.h"
#include "db/run.h"
#include "job/glyph_check.h"
#include "job/photo_store.h"

#include <string.h>
#include <unistd.h>

enum { PHOTO_MAX = 8 << 20 };

static bool ends_in_pdf(const char *path)
{
	size_t n = strlen(path);

	return n > 4 && strcmp(path + n - 4, ".pdf") == 0 && !file_is_dir(path);
}

/* A sitting whose name tells the programme stands alone; the office's own name goes before all. */
static struct page_design heading_of(const struct print_out *po, const struct sitting *s)
{
	const char *own = page_programme(po->print, s->programme_id);
	struct page_design d = {
	    .heading = own ? own : s->programme_name,
	    .subheading = s->name,
	    .logo = po->print->logo != NULL,
	};

	if (!own && strstr(s->name, s->programme_name)) {
		d.heading = s->name;
		d.subheading = "";
	}
	return d;
}

int print_out_start(struct print_out *po, struct job *job, const struct sitting *sitting,
		    const char *target, bool many_files, struct err *e)
{
	po->job = job;
	if (!target || !*target)
		return err_set(e, ERR_USAGE, "%s", E_PRINT_NO_TARGET);
	po->target = target;
	po->is_dir = !ends_in_pdf(target);
	if (!po->is_dir && many_files)
		return err_set(e, ERR_USAGE, E_PRINT_ONE_FILE, target);
	if (po->is_dir && file_exists(target) && !file_is_dir(target))
		return err_set(e, ERR_OUTPUT, E_PRINT_NOT_DIR, target);
	if (run_head(job->db, po->head, e) < 0 ||
	    page_press_open(job, &po->press, &po->print, e) < 0)
		return -1;
	po->design = heading_of(po, sitting);
	if (glyph_check_text(job, po->press, sitting->code, "title", po->design.heading) ||
	    glyph_check_text(job, po->press, sitting->code, "title", po->design.subheading))
		return err_set(e, ERR_RULE, "%s", E_PAGE_GLYPHS);
	return 0;
}

int print_out_layout(struct print_out *po, const char *kind, const char *const *names, size_t count,
		     struct err *e)
{
	if (page_layout_for(po->job, kind, names, count, &po->design.layout, e) < 0)
		return -1;
	if (page_layout_unprintable(po->job, po->press, po->design.layout) > 0)
		return err_set(e, ERR_RULE, "%s", E_PAGE_GLYPHS);
	return 0;
}

int print_out_judge(const struct print_opts *opts, const struct print_result *res, int64_t good,
		    struct err *e)
{
	if (res->left_out == 0 || opts->skip_unprintable)
		return 0;
	return err_set(e, ERR_RULE, E_PRINT_REFUSED, (long long)res->left_out,
		       (long long)(res->left_out + good));
}

int print_out_place(struct print_out *po, const char *name, struct output **ret, struct err *e)
{
	const char *path = po->target;

	if (po->is_dir) {
		if (!file_is_dir(path)) {
			if (dir_make(path, e) < 0)
				return -1;
			po->made_dir = true;
		}
		path = arena_printf(&po->job->arena, "%s/%s.pdf", path, name);
	}
	return output_begin(&po->job->outputs, path, ret, e);
}

int print_out_begin(struct print_out *po, struct output *output, const char *title, struct err *e)
{
	po->output = output;
	po->title = title;
	po->logo = -1;
	hash_start(&po->content);
	return pdf_begin(&po->pdf, po->press, output->tmp_path, e);
}

int print_out_open(struct print_out *po, const char *name, const char *title, struct err *e)
{
	struct output *output;

	if (print_out_place(po, name, &output, e) < 0)
		return -1;
	po->files++;
	return print_out_begin(po, output, arena_strdup(&po->job->arena, title), e);
}

void print_out_stamp(struct print_out *po, struct canvas *c, const char *content)
{
	char left[160], right[80];
	struct buf b = {0};

	hash_text(&po->content, content);
	buf_printf(&b, "操作记录 %lld　链头 %.12s", (long long)db_run_id(po->job->db),
		   *po->head ? po->head : "-");
	snprintf(left, sizeof left, "%s", buf_str(&b));
	buf_reset(&b);
	buf_printf(&b, "内容 %.12s　第 %zu 页", content, pdf_page_count(po->pdf));
	snprintf(right, sizeof right, "%s", buf_str(&b));
	buf_free(&b);
	canvas_footer(c, left, right);
}

void print_out_logo(struct print_out *po, struct canvas *c, double x, double y, double width,
		    double height)
{
	if (!po->print->logo)
		return;
	if (po->logo < 0)
		canvas_picture(pdf_stencil(po->pdf, width, height, &po->logo), po->print->logo, 0,
			       0, width, height);
	canvas_stencil(c, po->logo, x, y);
}

int print_out_end_file(struct print_out *po, struct err *e)
{
	char content[HASH_TEXT], run[24];
	struct pdf *pdf = po->pdf;

	if (!pdf)
		return 0;
	po->pdf = NULL;
	hash_end(&po->content, content);
	snprintf(run, sizeof run, "%lld", (long long)db_run_id(po->job->db));
	po->pages += (int64_t)pdf_page_count(pdf);
	return pdf_end(
	    pdf,
	    &(struct pdf_meta){
		.title = po->title, .run = run, .content_hash = content, .head = po->head},
	    e);
}

int print_out_close(struct print_out *po, struct err *e)
{
	if (!po->pdf)
		return 0;
	return print_out_end_file(po, e) < 0 ? -1 : output_finish(po->output, e);
}

struct old_files {
	const char *name; /* what they begin with */
	struct strmap replaced;
	int64_t count;
};

static int count_old(void *ctx, const char *path, struct err *e)
{
	struct old_files *old = ctx;
	const char *name = file_name(path);
	uint32_t ignored;

	(void)e;
	if (strncmp(name, old->name, strlen(old->name)) == 0 && ends_in_pdf(name) &&
	    !strmap_get(&old->replaced, name, &ignored))
		old->count++;
	return 0;
}

int print_out_count_old(struct print_out *po, const struct print_opts *opts, const char *name,
			int64_t *ret, struct err *e)
{
	struct old_files old = {.name = arena_printf(&po->job->arena, "%s-", name)};
	int rc;

	if (!po->is_dir || opts->per == PRINT_ONE_FILE || opts->site || opts->room ||
	    opts->candidate || opts->changed_since || !file_is_dir(po->target))
		return 0;
	for (size_t i = 0; i < po->job->outputs.list.len; i++)
		strmap_add(&old.replaced, file_name(po->job->outputs.list.items[i]->path), 0, NULL);
	rc = dir_walk(po->target, count_old, &old, e);
	strmap_free(&old.replaced);
	*ret = old.count;
	return rc;
}

void print_out_end(struct print_out *po, bool ok)
{
	pdf_abandon(po->pdf);
	po->pdf = NULL;
	press_free(po->press);
	po->press = NULL;
	if (!ok && po->made_dir) {
		outputs_discard(&po->job->outputs);
		rmdir(po->target); /* stays where something else is in it: then it is not ours */
	}
}

bool print_photo(struct job *job, struct arena *row, const char *sha256, struct picture *ret,
		 const char **ret_why)
{
	const char *path = photo_store_path(job, row, sha256);
	struct err e = {0};
	char *data;
	size_t len;

	if (file_read(row, path, PHOTO_MAX, &data, &len, &e) < 0)
		*ret_why = arena_strdup(row, e.text);
	else if (picture_read(ret, data, len) != PICTURE_FINE)
		*ret_why = arena_printf(row, F_PRINT_PHOTO_BAD, path);
	else
		return true;
	return false;
}
