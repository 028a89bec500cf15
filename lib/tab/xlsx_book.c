/* The small parts of a workbook: relationships, list of sheets, styles. */
#include "base/messages.h"
#include "base/text.h"
#include "tab/xlsx.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_XFS = 200000, MAX_SHEETS = 10000 };

struct relation {
	const char *id, *type, *target;
};

struct relations {
	struct arena mem;
	VEC_OF(struct relation) list;
};

/* ---- relationships ---- */

static void rel_start(void *ctx, const char *name, const char **attrs)
{
	struct relations *r = ctx;
	const char *id = xml_attr(attrs, "Id"), *type = xml_attr(attrs, "Type");
	const char *target = xml_attr(attrs, "Target"), *mode = xml_attr(attrs, "TargetMode");
	struct relation one;

	/* external targets are never followed */
	if (strcmp(name, "Relationship") != 0 || !id || !type || !target ||
	    (mode && text_same(mode, "External")))
		return;
	one.id = arena_strdup(&r->mem, id);
	one.type = arena_strdup(&r->mem, type);
	one.target = arena_strdup(&r->mem, target);
	VEC_PUSH(&r->list, one);
}

static void rel_end(void *ctx, const char *name)
{
	(void)ctx;
	(void)name;
}

static const struct xml_handlers rel_handlers = {rel_start, rel_end, NULL};

/* The relationships of the part at path ("" for the package); none where their part is missing. */
static int read_relations(struct xlsx *x, const char *path, struct relations *r, struct err *e)
{
	const char *slash = strrchr(path, '/');
	char *rels = arena_printf(&r->mem, "%.*s_rels/%s.rels", slash ? (int)(slash + 1 - path) : 0,
				  path, slash ? slash + 1 : path);
	int64_t part = pack_find(x->pack, "", rels);

	return part < 0 ? 0 : xml_part(x->pack, part, &rel_handlers, r, e);
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);

	return n >= k && text_same(s + n - k, end);
}

static const struct relation *by_type(const struct relations *r, const char *ending)
{
	size_t i;

	for (i = 0; i < r->list.len; i++)
		if (ends_with(r->list.items[i].type, ending))
			return &r->list.items[i];
	return NULL;
}

static void free_relations(struct relations *r)
{
	VEC_FREE(&r->list);
	arena_free(&r->mem);
}

/* ---- which file this is ---- */

/* A ZIP without a workbook: says what it is instead. */
static int not_a_workbook(struct tab_src *src, const struct xlsx *x, struct err *e)
{
	static const struct {
		const char *ending, *kind;
	} kinds[] = {
	    {"word/document.xml", "Word (.docx)"}, {"ppt/presentation.xml", "PowerPoint (.pptx)"},
	    {"xl/workbook.bin", "Excel (.xlsb)"},  {"content.xml", "OpenDocument (.ods)"},
	    {"META-INF/MANIFEST.MF", "JAR"},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++)
		if (pack_find_ending(x->pack, kinds[i].ending) >= 0)
			return err_set(e, ERR_INPUT, E_TAB_OTHER_KIND, src->in.name, kinds[i].kind);
	if (pack_find(x->pack, "", "[Content_Types].xml") >= 0)
		return err_set(e, ERR_INPUT, E_TAB_DAMAGED, src->in.name, "xl/workbook.xml");
	return err_set(e, ERR_INPUT, E_TAB_OTHER_KIND, src->in.name, "ZIP");
}

static int find_workbook(struct tab_src *src, struct xlsx *x, struct err *e)
{
	struct relations r = {0};
	const struct relation *rel;
	int rc = read_relations(x, "", &r, e);

	rel = by_type(&r, "/officeDocument");
	x->workbook = rel ? pack_find(x->pack, "", rel->target) : -1;
	free_relations(&r);
	if (rc < 0)
		return -1;
	if (x->workbook >= 0 && (ends_with(pack_name(x->pack, x->workbook), ".bin") ||
				 ends_with(pack_name(x->pack, x->workbook), "document.xml") ||
				 ends_with(pack_name(x->pack, x->workbook), "presentation.xml")))
		x->workbook = -1;
	else if (x->workbook < 0)
		x->workbook = pack_find(x->pack, "", "xl/workbook.xml");
	return x->workbook < 0 ? not_a_workbook(src, x, e) : 0;
}

/* ---- the list of sheets ---- */

struct book_reader {
	struct tab_src *src;
	struct xlsx *x;
	struct relations rels;
	const char *folder;
	bool in_sheets;
	int count;
};

static void add_sheet(struct book_reader *b, const char **attrs)
{
	const char *name = xml_attr(attrs, "name"), *id = xml_attr_rel(attrs, "id");
	const char *state = xml_attr(attrs, "state"), *guess;
	const struct relation *rel = NULL;
	struct arena mem = {0};
	int64_t part;
	size_t i;

	b->count++;
	for (i = 0; id && i < b->rels.list.len && !rel; i++)
		if (strcmp(b->rels.list.items[i].id, id) == 0)
			rel = &b->rels.list.items[i];
	/* chart sheets and the like have no cells */
	if (rel && !ends_with(rel->type, "/worksheet"))
		return;
	if (b->x->parts.len >= MAX_SHEETS)
		return;
	guess = arena_printf(&mem, "worksheets/sheet%d.xml", b->count);
	part = pack_find(b->x->pack, b->folder, rel ? rel->target : guess);
	arena_free(&mem);
	src_add_sheet(b->src, name ? name : "", state && strcmp(state, "visible") != 0);
	VEC_PUSH(&b->x->parts, part);
}

static void book_start(void *ctx, const char *name, const char **attrs)
{
	struct book_reader *b = ctx;
	const char *epoch;

	if (strcmp(name, "sheets") == 0) {
		b->in_sheets = true;
	} else if (strcmp(name, "sheet") == 0 && b->in_sheets) {
		add_sheet(b, attrs);
	} else if (strcmp(name, "workbookPr") == 0) {
		epoch = xml_attr(attrs, "date1904");
		b->x->epoch_1904 = epoch && (strcmp(epoch, "1") == 0 || text_same(epoch, "true") ||
					     text_same(epoch, "on"));
	}
}

static void book_end(void *ctx, const char *name)
{
	struct book_reader *b = ctx;

	if (strcmp(name, "sheets") == 0)
		b->in_sheets = false;
}

static int64_t related_part(struct book_reader *b, const char *type, const char *usual)
{
	const struct relation *rel = by_type(&b->rels, type);

	return pack_find(b->x->pack, b->folder, rel ? rel->target : usual);
}

/* ---- styles ---- */

struct style_reader {
	struct xlsx *x;
	bool in_cell_xfs;
	struct arena mem;
	VEC_OF(struct {
		unsigned id;
		struct number_look look;
	})
	formats;
};

static struct number_look look_of(const struct style_reader *s, unsigned id)
{
	size_t i;

	for (i = 0; i < s->formats.len; i++)
		if (s->formats.items[i].id == id)
			return s->formats.items[i].look;
	return look_of_id(id);
}

static void style_start(void *ctx, const char *name, const char **attrs)
{
	struct style_reader *s = ctx;
	const char *id = xml_attr(attrs, "numFmtId"), *code = xml_attr(attrs, "formatCode");
	unsigned n = id ? (unsigned)strtoul(id, NULL, 10) : 0;

	if (strcmp(name, "cellXfs") == 0) {
		s->in_cell_xfs = true;
	} else if (strcmp(name, "numFmt") == 0 && code && s->formats.len < MAX_XFS) {
		VEC_PUSH(&s->formats, ((__typeof__(*s->formats.items)){n, look_of_code(code)}));
	} else if (strcmp(name, "xf") == 0 && s->in_cell_xfs && s->x->xfs.len < MAX_XFS) {
		VEC_PUSH(&s->x->xfs, look_of(s, n));
	}
}

static void style_end(void *ctx, const char *name)
{
	struct style_reader *s = ctx;

	if (strcmp(name, "cellXfs") == 0)
		s->in_cell_xfs = false;
}

static int read_styles(struct xlsx *x, struct err *e)
{
	static const struct xml_handlers handlers = {style_start, style_end, NULL};
	struct style_reader s = {.x = x};
	int rc;

	if (x->styles_part < 0)
		return 0;
	rc = xml_part(x->pack, x->styles_part, &handlers, &s, e);
	VEC_FREE(&s.formats);
	return rc;
}

int xlsx_read_workbook(struct tab_src *src, struct xlsx *x, struct err *e)
{
	static const struct xml_handlers handlers = {book_start, book_end, NULL};
	struct book_reader b = {.src = src, .x = x};
	const char *path, *slash;
	int rc;

	if (find_workbook(src, x, e) < 0)
		return -1;
	path = pack_name(x->pack, x->workbook);
	slash = strrchr(path, '/');
	b.folder = arena_strndup(&b.rels.mem, path, slash ? (size_t)(slash - path) : 0);
	rc = read_relations(x, path, &b.rels, e);
	if (rc == 0)
		rc = xml_part(x->pack, x->workbook, &handlers, &b, e);
	x->styles_part = related_part(&b, "/styles", "styles.xml");
	x->sst_part = related_part(&b, "/sharedStrings", "sharedStrings.xml");
	free_relations(&b.rels);
	if (rc == 0 && x->parts.len == 0)
		rc = err_set(e, ERR_INPUT, E_TAB_NO_SHEET, src->in.name);
	return rc < 0 ? -1 : read_styles(x, e);
}
