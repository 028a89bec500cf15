/*
 * A file as a stream: after the base come the pages with their pictures, then the fonts of their
 * text, the page tree, bookmarks and information, and a cross-reference section that refers back
 * to the base's. Kept in memory: the place of each object, the characters used, the bookmarks.
 */
#include "pdf/draw.h"

#include "base/messages.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
	KIDS_MAX = 128,		    /* pages of a node of the tree */
	OUT_ENOUGH = 256 * 1024,    /* written when this much has come together */
	PICTURE_DIRECT = 16 * 1024, /* larger pictures are not copied first */
};

struct bookmark {
	int level;
	char *title;
	unsigned page;
};

struct form {
	unsigned number; /* object */
	double height_pt;
};

struct pdf {
	struct press *press;
	char *path;
	int fd;
	struct buf out;
	int64_t written;	 /* bytes of the file that have left out */
	VEC_OF(int64_t) offsets; /* of the objects from base.objects on; 0: not written yet */
	VEC_OF(unsigned) nodes;	 /* nodes of the page tree */
	VEC_OF(unsigned) kids;	 /* pages of the last node */
	VEC_OF(struct bookmark) bookmarks;
	size_t pages;
	struct canvas page;
	bool page_open;
	VEC_OF(struct form) forms; /* stencils of this file */
	struct canvas form;
	bool form_open;
	unsigned page_number; /* object of the open page */
	struct err err;
};

/* ---- bytes and objects ---- */

static void write_error(struct pdf *pdf)
{
	if (!pdf->err.code)
		(void)err_set(&pdf->err, ERR_OUTPUT, E_FILE_WRITE, pdf->path, err_system(errno));
}

/* Writes what waits and then data, in one call where the system allows. */
static void flush_with(struct pdf *pdf, const void *data, size_t len)
{
	struct iovec v[2] = {{pdf->out.data, pdf->out.len}, {(void *)(uintptr_t)data, len}};
	int i = pdf->out.len ? 0 : 1;

	while (i < 2 && !pdf->err.code) {
		ssize_t n = v[i].iov_len ? writev(pdf->fd, v + i, 2 - i) : 0;

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			write_error(pdf);
			break;
		}
		pdf->written += n;
		for (; i < 2 && (size_t)n >= v[i].iov_len; i++)
			n -= (ssize_t)v[i].iov_len;
		if (i < 2) {
			v[i].iov_base = (char *)v[i].iov_base + n;
			v[i].iov_len -= (size_t)n;
		}
	}
	pdf->out.len = 0;
}

static unsigned reserve(struct pdf *pdf)
{
	VEC_PUSH(&pdf->offsets, 0);
	return pdf->press->base.objects + (unsigned)pdf->offsets.len - 1;
}

static int64_t here(const struct pdf *pdf)
{
	return pdf->written + (int64_t)pdf->out.len;
}

static void start_object(struct pdf *pdf, unsigned number)
{
	if (pdf->out.len >= OUT_ENOUGH)
		flush_with(pdf, NULL, 0);
	pdf->offsets.items[number - pdf->press->base.objects] = here(pdf);
	buf_printf(&pdf->out, "%u 0 obj\n", number);
}

unsigned file_add_picture(struct pdf *pdf, const struct picture *pic)
{
	static const char *const spaces[] = {"", "Gray", "", "RGB", "CMYK"};
	unsigned number = reserve(pdf);

	start_object(pdf, number);
	buf_printf(&pdf->out,
		   "<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/Device%s"
		   "/BitsPerComponent 8/Filter/DCTDecode%s/Length %zu>>stream\n",
		   pic->width_px, pic->height_px, spaces[pic->components],
		   pic->components == 4 && pic->inverted ? "/Decode[1 0 1 0 1 0 1 0]" : "",
		   pic->len);
	if (pic->len >= PICTURE_DIRECT)
		flush_with(pdf, pic->data, pic->len);
	else
		buf_add(&pdf->out, pic->data, pic->len);
	buf_puts(&pdf->out, "\nendstream\nendobj\n");
	return number;
}

unsigned file_add_mask(struct pdf *pdf, int side, const uint8_t *rows, size_t len)
{
	unsigned number = reserve(pdf);

	start_object(pdf, number);
	buf_printf(&pdf->out,
		   "<</Type/XObject/Subtype/Image/ImageMask true/Width %d/Height %d"
		   "/BitsPerComponent 1/Decode[1 0]/Length %zu>>stream\n",
		   side, side, len);
	buf_add(&pdf->out, rows, len);
	buf_puts(&pdf->out, "\nendstream\nendobj\n");
	return number;
}

/* ---- begin and pages ---- */

static unsigned begin_press_object(void *ctx)
{
	struct press *press = ctx;

	VEC_PUSH(&press->font_offsets, press->base.len + press->fonts.len);
	return press->base.objects + (unsigned)press->font_offsets.len - 1;
}

static int close_press(struct press *press, struct err *e)
{
	struct object_sink sink = {begin_press_object, &press->fonts, press};

	if (base_make(press, e) < 0)
		return -1;
	press->closed = true;
	return fonts_write(press, SET_STENCIL, &sink, &press->font_names, e);
}

static void forget_page_characters(struct press *press)
{
	for (int i = 0; i < chain_len(press->chain); i++) {
		struct font_use *use = &press->use[SET_PAGE][i];

		for (size_t k = 0; k < use->chars.len; k++)
			chain_glyph(press->chain, use->chars.items[k].cp)->cid[SET_PAGE] = 0;
		use->chars.len = 0;
	}
}

int pdf_begin(struct pdf **ret, struct press *press, const char *path, struct err *e)
{
	struct pdf *pdf;
	int fd;

	BUG_ON(press->open_file);
	if (!press->err.code && !press->closed && close_press(press, &press->err) < 0)
		press->closed = true;
	if (press->err.code) {
		*e = press->err;
		return -1;
	}
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set(e, ERR_OUTPUT, E_FILE_WRITE, path, err_system(errno));
	forget_page_characters(press);
	pdf = mem_zalloc(1, sizeof *pdf);
	pdf->press = press;
	pdf->path = mem_strdup(path);
	pdf->fd = fd;
	for (size_t i = 0; i < press->font_offsets.len; i++)
		VEC_PUSH(&pdf->offsets, (int64_t)press->font_offsets.items[i]);
	buf_add(&pdf->out, press->base.bytes, press->base.len);
	buf_add(&pdf->out, buf_str(&press->fonts), press->fonts.len);
	pdf->page.pdf = pdf->form.pdf = pdf;
	pdf->page.err = pdf->form.err = &pdf->err;
	press->open_file = pdf;
	*ret = pdf;
	return 0;
}

/* Groups of pages get the number of their node when their first page comes. */
static unsigned node_for_page(struct pdf *pdf)
{
	if (pdf->pages % KIDS_MAX == 0)
		VEC_PUSH(&pdf->nodes, reserve(pdf));
	return pdf->nodes.items[pdf->nodes.len - 1];
}

static void end_node(struct pdf *pdf)
{
	unsigned node = pdf->nodes.items[pdf->nodes.len - 1];

	start_object(pdf, node);
	buf_printf(&pdf->out, "<</Type/Pages/Parent %u 0 R/Count %zu/Kids[", pdf->press->base.pages,
		   pdf->kids.len);
	for (size_t i = 0; i < pdf->kids.len; i++)
		buf_printf(&pdf->out, "%u 0 R ", pdf->kids.items[i]);
	buf_puts(&pdf->out, "]>>\nendobj\n");
	pdf->kids.len = 0;
}

double file_stencil_height(const struct pdf *pdf, int id)
{
	if (id >= STENCIL_MAX)
		return pdf->forms.items[id - STENCIL_MAX].height_pt;
	return pdf->press->stencils.items[id]->height_pt;
}

static unsigned stencil_object(const struct pdf *pdf, int id)
{
	if (id >= STENCIL_MAX)
		return pdf->forms.items[id - STENCIL_MAX].number;
	return pdf->press->base.stencils.items[id];
}

/* The entry XObject of a resource dictionary: what is drawn on c by name. */
static void put_xobjects(struct pdf *pdf, const struct canvas *c)
{
	buf_puts(&pdf->out, "/XObject<<");
	for (size_t i = 0; i < c->stencils.len; i++)
		buf_printf(&pdf->out, "/T%d %u 0 R", c->stencils.items[i],
			   stencil_object(pdf, c->stencils.items[i]));
	for (size_t i = 0; i < c->objects.len; i++)
		buf_printf(&pdf->out, "/X%u %u 0 R", c->objects.items[i], c->objects.items[i]);
	buf_puts(&pdf->out, ">>");
}

static void end_form(struct pdf *pdf)
{
	struct canvas *c = &pdf->form;
	struct buf z = {0};

	if (!pdf->form_open)
		return;
	pdf->form_open = false;
	deflate_add(&z, &c->ops, 6);
	start_object(pdf, pdf->forms.items[pdf->forms.len - 1].number);
	buf_printf(&pdf->out,
		   "<</Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Resources<</Font %u 0 R",
		   c->width_pt, c->height_pt, pdf->press->base.fonts);
	put_xobjects(pdf, c);
	buf_printf(&pdf->out, ">>/Filter/FlateDecode/Length %zu>>stream\n", z.len);
	buf_add(&pdf->out, z.data, z.len);
	buf_puts(&pdf->out, "\nendstream\nendobj\n");
	buf_free(&z);
}

struct canvas *pdf_stencil(struct pdf *pdf, double width_mm, double height_mm, int *id)
{
	struct form form;

	end_form(pdf);
	canvas_start(&pdf->form, pdf->press, width_mm, height_mm);
	form = (struct form){reserve(pdf), pdf->form.height_pt};
	*id = STENCIL_MAX + (int)pdf->forms.len;
	VEC_PUSH(&pdf->forms, form);
	pdf->form_open = true;
	return &pdf->form;
}

static void end_page(struct pdf *pdf)
{
	struct canvas *c = &pdf->page;
	unsigned node, content;

	if (!pdf->page_open)
		return;
	pdf->page_open = false;
	node = node_for_page(pdf);
	content = reserve(pdf);
	start_object(pdf, content);
	buf_printf(&pdf->out, "<</Length %zu>>stream\n", c->ops.len);
	buf_add(&pdf->out, buf_str(&c->ops), c->ops.len);
	buf_puts(&pdf->out, "\nendstream\nendobj\n");
	start_object(pdf, pdf->page_number);
	buf_printf(&pdf->out,
		   "<</Type/Page/Parent %u 0 R/MediaBox[0 0 %.2f %.2f]/Contents %u 0 R"
		   "/Resources<</Font %u 0 R",
		   node, c->width_pt, c->height_pt, content, pdf->press->base.fonts);
	put_xobjects(pdf, c);
	buf_puts(&pdf->out, ">>>>\nendobj\n");
	VEC_PUSH(&pdf->kids, pdf->page_number);
	pdf->pages++;
	if (pdf->kids.len == KIDS_MAX)
		end_node(pdf);
}

struct canvas *pdf_page(struct pdf *pdf, double width_mm, double height_mm)
{
	end_page(pdf);
	end_form(pdf);
	canvas_start(&pdf->page, pdf->press, width_mm, height_mm);
	pdf->page_open = true;
	pdf->page_number = reserve(pdf);
	return &pdf->page;
}

void pdf_bookmark(struct pdf *pdf, int level, const char *title)
{
	struct bookmark b = {level, mem_strdup(title), pdf->page_number};

	BUG_ON(!pdf->page_open);
	VEC_PUSH(&pdf->bookmarks, b);
}

size_t pdf_page_count(const struct pdf *pdf)
{
	return pdf->pages + (pdf->page_open ? 1 : 0);
}

/* ---- end ---- */

/* A text string of the document: UTF-16 with its mark, in hexadecimal (ISO 32000-1, 7.9.2.2). */
static void put_text_string(struct buf *b, const char *s)
{
	buf_puts(b, "<FEFF");
	for (uint32_t cp; (cp = text_next(&s)) != 0;) {
		if (cp < 0x10000)
			buf_printf(b, "%04X", (unsigned)cp);
		else
			buf_printf(b, "%04X%04X", (unsigned)(0xD800 + ((cp - 0x10000) >> 10)),
				   (unsigned)(0xDC00 + ((cp - 0x10000) & 0x3FF)));
	}
	buf_putc(b, '>');
}

/* The bookmark that comes next on the level of i under the same parent; count where none does. */
static size_t next_sibling(const struct pdf *pdf, size_t i)
{
	for (size_t k = i + 1; k < pdf->bookmarks.len; k++) {
		if (pdf->bookmarks.items[k].level < pdf->bookmarks.items[i].level)
			break;
		if (pdf->bookmarks.items[k].level == pdf->bookmarks.items[i].level)
			return k;
	}
	return pdf->bookmarks.len;
}

/* Writes first and last child and their number for the bookmarks from i on of one level. */
static void put_children(struct pdf *pdf, unsigned first_number, size_t i)
{
	size_t last = i, count = 1;

	for (size_t k; (k = next_sibling(pdf, last)) < pdf->bookmarks.len; count++)
		last = k;
	buf_printf(&pdf->out, "/First %u 0 R/Last %u 0 R/Count %zu", first_number + (unsigned)i,
		   first_number + (unsigned)last, count);
}

/* The outline tree (ISO 32000-1, 12.3.3). Returns its root's number, 0 where there is none. */
static unsigned write_bookmarks(struct pdf *pdf)
{
	size_t n = pdf->bookmarks.len, *previous;
	unsigned root, first;

	if (n == 0)
		return 0;
	previous = mem_zalloc(n, sizeof *previous); /* the sibling before, plus one */
	root = reserve(pdf);
	first = root + 1;
	for (size_t i = 0; i < n; i++)
		reserve(pdf);
	start_object(pdf, root);
	buf_puts(&pdf->out, "<</Type/Outlines");
	put_children(pdf, first, 0);
	buf_puts(&pdf->out, ">>\nendobj\n");

	for (size_t i = 0; i < n; i++) {
		const struct bookmark *b = &pdf->bookmarks.items[i];
		size_t next = next_sibling(pdf, i), parent = i;

		while (parent > 0 && pdf->bookmarks.items[parent].level >= b->level)
			parent--;
		start_object(pdf, first + (unsigned)i);
		buf_puts(&pdf->out, "<</Title");
		put_text_string(&pdf->out, b->title);
		buf_printf(&pdf->out, "/Parent %u 0 R/Dest[%u 0 R/Fit]",
			   b->level > 0 ? first + (unsigned)parent : root, b->page);
		if (next < n) {
			buf_printf(&pdf->out, "/Next %u 0 R", first + (unsigned)next);
			previous[next] = i + 1;
		}
		if (previous[i])
			buf_printf(&pdf->out, "/Prev %u 0 R", first + (unsigned)previous[i] - 1);
		if (i + 1 < n && b[1].level > b->level)
			put_children(pdf, first, i + 1);
		buf_puts(&pdf->out, ">>\nendobj\n");
	}
	mem_free(previous);
	return root;
}

static void put_info(struct buf *b, const char *key, const char *value)
{
	if (!value)
		return;
	buf_printf(b, "/%s", key);
	put_text_string(b, value);
}

/* An object of the base in its new form. Returns its offset. */
static int64_t replace(struct pdf *pdf, unsigned number)
{
	int64_t at = here(pdf);

	buf_printf(&pdf->out, "%u 0 obj\n", number);
	return at;
}

struct replaced {
	unsigned number;
	int64_t at;
};

static void write_tail_objects(struct pdf *pdf, const struct pdf_meta *meta, unsigned outlines,
			       const struct buf *names, struct replaced r[4])
{
	const struct base *base = &pdf->press->base;
	struct buf *out = &pdf->out;

	r[0] = (struct replaced){base->catalog, replace(pdf, base->catalog)};
	buf_printf(out, "<</Type/Catalog/Pages %u 0 R/Lang(zh-CN)", base->pages);
	if (outlines)
		buf_printf(out, "/Outlines %u 0 R/PageMode/UseOutlines", outlines);
	buf_puts(out, ">>\nendobj\n");

	r[1] = (struct replaced){base->pages, replace(pdf, base->pages)};
	buf_printf(out, "<</Type/Pages/Count %zu/Kids[", pdf->pages);
	for (size_t i = 0; i < pdf->nodes.len; i++)
		buf_printf(out, "%u 0 R ", pdf->nodes.items[i]);
	buf_puts(out, "]>>\nendobj\n");

	r[2] = (struct replaced){base->fonts, replace(pdf, base->fonts)};
	buf_printf(out, "<<%s%s>>\nendobj\n", buf_str(&pdf->press->font_names), buf_str(names));

	r[3] = (struct replaced){base->info, replace(pdf, base->info)};
	buf_puts(out, "<</Producer(ncre " NCRE_VERSION ")/Creator(ncre)");
	put_info(out, "Title", meta->title);
	put_info(out, "Subject", meta->subject);
	put_info(out, "NcreRun", meta->run);
	put_info(out, "NcreContent", meta->content_hash);
	put_info(out, "NcreHead", meta->head);
	buf_puts(out, ">>\nendobj\n");
}

/* Object 0 and libharu's own page, chained as free; then what was replaced; then what is new. */
static void write_xref(struct pdf *pdf, struct replaced r[4])
{
	const struct base *base = &pdf->press->base;
	struct buf *out = &pdf->out;
	unsigned freed[2] = {base->page, base->content};
	int64_t at = here(pdf);

	buf_printf(out, "xref\n0 1\n%010u 65535 f \n", freed[0]);
	for (unsigned number = 1; number < base->objects; number++) {
		for (int i = 0; i < 4; i++)
			if (r[i].number == number)
				buf_printf(out, "%u 1\n%010lld 00000 n \n", number,
					   (long long)r[i].at);
		for (int i = 0; i < 2; i++)
			if (freed[i] == number)
				buf_printf(out, "%u 1\n%010u 00001 f \n", number,
					   i == 0 ? freed[1] : 0);
	}
	buf_printf(out, "%u %zu\n", base->objects, pdf->offsets.len);
	for (size_t i = 0; i < pdf->offsets.len; i++) {
		if (out->len >= OUT_ENOUGH)
			flush_with(pdf, NULL, 0);
		BUG_ON(pdf->offsets.items[i] == 0);
		buf_printf(out, "%010lld 00000 n \n", (long long)pdf->offsets.items[i]);
	}
	buf_printf(
	    out,
	    "trailer\n<</Size %zu/Root %u 0 R/Info %u 0 R/Prev %zu>>\nstartxref\n%lld\n%%%%EOF\n",
	    base->objects + pdf->offsets.len, base->catalog, base->info, base->xref_at,
	    (long long)at);
}

static unsigned begin_file_object(void *ctx)
{
	struct pdf *pdf = ctx;
	unsigned number = reserve(pdf);

	if (pdf->out.len >= OUT_ENOUGH)
		flush_with(pdf, NULL, 0);
	pdf->offsets.items[pdf->offsets.len - 1] = here(pdf);
	return number;
}

int pdf_end(struct pdf *pdf, const struct pdf_meta *meta, struct err *e)
{
	struct object_sink sink = {begin_file_object, &pdf->out, pdf};
	struct buf names = {0};
	struct replaced r[4];
	int rc = 0;

	end_page(pdf);
	end_form(pdf);
	if (pdf->kids.len)
		end_node(pdf);
	if (!pdf->err.code && fonts_write(pdf->press, SET_PAGE, &sink, &names, &pdf->err) == 0) {
		write_tail_objects(pdf, meta, write_bookmarks(pdf), &names, r);
		write_xref(pdf, r);
		flush_with(pdf, NULL, 0);
	}
	if (close(pdf->fd) < 0)
		write_error(pdf);
	pdf->fd = -1;
	if (pdf->err.code) {
		*e = pdf->err;
		rc = -1;
	}
	buf_free(&names);
	pdf_abandon(pdf);
	return rc;
}

void pdf_abandon(struct pdf *pdf)
{
	if (!pdf)
		return;
	if (pdf->fd >= 0 && close(pdf->fd) < 0)
		pdf->fd = -1; /* the file is given up anyway */
	pdf->press->open_file = NULL;
	for (size_t i = 0; i < pdf->bookmarks.len; i++)
		mem_free(pdf->bookmarks.items[i].title);
	VEC_FREE(&pdf->bookmarks);
	VEC_FREE(&pdf->offsets);
	VEC_FREE(&pdf->nodes);
	VEC_FREE(&pdf->kids);
	VEC_FREE(&pdf->forms);
	canvas_clear(&pdf->page);
	canvas_clear(&pdf->form);
	buf_free(&pdf->out);
	mem_free(pdf->path);
	mem_free(pdf);
}
