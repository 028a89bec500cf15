/*
 * The start of a file, by libharu: catalog, page tree, information, and each stencil as a form
 * XObject. It is made once for a press; every file begins with the same bytes.
 *
 * The fonts are not libharu's: its encoder knows only the BMP and turns the rest into blanks
 * without a word, and its ToUnicode maps are not valid. Stencils name fonts in a dictionary that
 * libharu writes empty and the appended section replaces.
 */
#include "pdf/draw.h"

#include "base/messages.h"

#include <hpdf.h>
#include <string.h>

/* libharu uses memory that it did not get */
static void *get_memory(HPDF_UINT size)
{
	return mem_alloc(size);
}

static unsigned number_of(const void *object)
{
	const HPDF_Obj_Header *h = object;

	return h->obj_id & 0x00FFFFFF;
}

static HPDF_STATUS add_stencil(HPDF_Doc doc, HPDF_Dict fonts, const struct canvas *c,
			       struct base *base)
{
	HPDF_Dict form = HPDF_DictStream_New(doc->mmgr, doc->xref);
	HPDF_Dict resources = HPDF_Dict_New(doc->mmgr);
	HPDF_Box box = {0, 0, (HPDF_REAL)c->width_pt, (HPDF_REAL)c->height_pt};
	HPDF_Array bbox = HPDF_Box_Array_New(doc->mmgr, box);
	HPDF_STATUS st = HPDF_OK;

	if (!form || !resources || !bbox)
		return HPDF_FAILD_TO_ALLOC_MEM;
	form->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
	st += HPDF_Dict_AddName(form, "Type", "XObject");
	st += HPDF_Dict_AddName(form, "Subtype", "Form");
	st += HPDF_Dict_Add(form, "BBox", bbox);
	st += HPDF_Dict_Add(form, "Resources", resources);
	st += HPDF_Dict_Add(resources, "Font", fonts);
	st += HPDF_Stream_Write(form->stream, (const HPDF_BYTE *)buf_str(&c->ops),
				(HPDF_UINT)c->ops.len);
	VEC_PUSH(&base->stencils, number_of(form));
	return st;
}

/* Offset of the cross-reference section, as the end of the bytes tells; 0 where it does not. */
static size_t startxref_of(const char *bytes, size_t len)
{
	static const char word[] = "startxref";
	size_t n = sizeof word - 1, at = 0;

	for (size_t i = len; i >= n; i--) {
		if (memcmp(bytes + i - n, word, n) != 0)
			continue;
		for (; i < len && (bytes[i] < '0' || bytes[i] > '9'); i++)
			;
		for (; i < len && bytes[i] >= '0' && bytes[i] <= '9'; i++)
			at = at * 10 + (size_t)(bytes[i] - '0');
		return at;
	}
	return 0;
}

static HPDF_STATUS save(HPDF_Doc doc, struct base *base)
{
	HPDF_STATUS st = HPDF_SaveToStream(doc);

	if (st != HPDF_OK)
		return st;
	base->len = HPDF_GetStreamSize(doc);
	base->bytes = mem_alloc(base->len);

	HPDF_UINT32 n = (HPDF_UINT32)base->len;

	st = HPDF_ResetStream(doc);
	if (st == HPDF_OK)
		st = HPDF_ReadFromStream(doc, (HPDF_BYTE *)base->bytes, &n);
	return st == HPDF_STREAM_EOF ? HPDF_OK : st;
}

int base_make(struct press *press, struct err *e)
{
	struct base *base = &press->base;
	HPDF_Doc doc = HPDF_NewEx(NULL, get_memory, mem_free, 0, NULL);
	HPDF_STATUS st = HPDF_OK;

	if (!doc)
		return err_set(e, ERR_OUTPUT, "%s", E_NO_MEMORY);

	HPDF_Page page = HPDF_AddPage(doc);
	HPDF_Dict fonts = HPDF_Dict_New(doc->mmgr);

	doc->pdf_version = HPDF_VER_14;
	st += HPDF_SetInfoAttr(doc, HPDF_INFO_CREATOR, "ncre");
	if (!page || !fonts || HPDF_Xref_Add(doc->xref, fonts) != HPDF_OK)
		st = HPDF_FAILD_TO_ALLOC_MEM;
	for (size_t i = 0; i < press->stencils.len && st == HPDF_OK; i++)
		st = add_stencil(doc, fonts, press->stencils.items[i], base);
	if (st == HPDF_OK)
		st = save(doc, base);
	if (st == HPDF_OK) {
		base->xref_at = startxref_of(base->bytes, base->len);
		base->objects = (unsigned)doc->xref->entries->count;
		base->catalog = number_of(doc->catalog);
		base->pages = number_of(doc->root_pages);
		base->info = number_of(doc->info);
		base->fonts = number_of(fonts);
		base->page = number_of(page);
		base->content = number_of(((HPDF_PageAttr)page->attr)->contents);
	}
	HPDF_Free(doc);
	if (st != HPDF_OK || base->xref_at == 0)
		return err_set(e, ERR_OUTPUT, E_PDF_BASE, (unsigned long)st);
	return 0;
}
