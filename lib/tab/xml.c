#include "tab/xml.h"

#include "base/messages.h"

#include <expat.h>
#include <string.h>

enum { PIECE_BYTES = 64 * 1024, MAX_DEPTH = 64, MAX_ATTRS = 256 };
#define SEPARATOR '\n' /* cannot be in a namespace's name after normalisation */

struct xml {
	XML_Parser parser;
	struct part *part;
	const struct xml_handlers *handlers;
	void *ctx;
	struct err err; /* of a handler */
	const char *file, *name;
	int depth;
	bool paused, last;
};

static const char *const own_spaces[] = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main\n",
    "http://purl.oclc.org/ooxml/spreadsheetml/main\n",
    "http://schemas.openxmlformats.org/package/2006/relationships\n",
};
static const char *const rel_spaces[] = {
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships\n",
    "http://purl.oclc.org/ooxml/officeDocument/relationships\n",
};

static const char *own_name(const char *name)
{
	size_t i;

	if (!strchr(name, SEPARATOR))
		return name;
	for (i = 0; i < ARRAY_LEN(own_spaces); i++) {
		size_t n = strlen(own_spaces[i]);

		if (strncmp(name, own_spaces[i], n) == 0)
			return name + n;
	}
	return "";
}

const char *xml_attr(const char **attrs, const char *name)
{
	for (; *attrs; attrs += 2)
		if (strcmp(attrs[0], name) == 0)
			return attrs[1];
	return NULL;
}

const char *xml_attr_rel(const char **attrs, const char *name)
{
	size_t i;

	for (; *attrs; attrs += 2) {
		for (i = 0; i < ARRAY_LEN(rel_spaces); i++) {
			size_t n = strlen(rel_spaces[i]);

			if (strncmp(attrs[0], rel_spaces[i], n) == 0 &&
			    strcmp(attrs[0] + n, name) == 0)
				return attrs[1];
		}
	}
	return NULL;
}

struct err *xml_fail(struct xml *x)
{
	XML_StopParser(x->parser, XML_FALSE);
	return &x->err;
}

void xml_pause(struct xml *x)
{
	if (x->err.code == ERR_NONE) {
		x->paused = true;
		XML_StopParser(x->parser, XML_TRUE);
	}
}

static void on_start(void *ctx, const XML_Char *name, const XML_Char **attrs)
{
	struct xml *x = ctx;

	/* a stopped parser still reports the end of an empty element, and nothing else */
	if (x->err.code)
		return;
	if (++x->depth > MAX_DEPTH || XML_GetSpecifiedAttributeCount(x->parser) > 2 * MAX_ATTRS) {
		(void)err_set(xml_fail(x), ERR_INPUT, E_TAB_BOMB, x->file, x->name);
		return;
	}
	if (x->handlers)
		x->handlers->start(x->ctx, own_name(name), attrs);
}

static void on_end(void *ctx, const XML_Char *name)
{
	struct xml *x = ctx;

	x->depth--;
	if (x->err.code == ERR_NONE && x->handlers)
		x->handlers->end(x->ctx, own_name(name));
}

static void on_text(void *ctx, const XML_Char *s, int len)
{
	struct xml *x = ctx;

	if (x->err.code == ERR_NONE && x->handlers && x->handlers->text)
		x->handlers->text(x->ctx, s, (size_t)len);
}

static void on_doctype(void *ctx, const XML_Char *name, const XML_Char *sysid,
		       const XML_Char *pubid, int internal)
{
	struct xml *x = ctx;

	(void)name;
	(void)sysid;
	(void)pubid;
	(void)internal;
	(void)err_set(xml_fail(x), ERR_INPUT, E_TAB_DOCTYPE, x->file, x->name);
}

static int make_parser(struct xml *x, struct err *e)
{
	x->parser = XML_ParserCreateNS(NULL, SEPARATOR);
	if (!x->parser)
		return err_set(e, ERR_INPUT, "%s", E_NO_MEMORY);
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_start, on_end);
	XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	return 0;
}

int xml_open(struct xml **ret, struct pack *pack, int64_t index,
	     const struct xml_handlers *handlers, void *ctx, struct err *e)
{
	struct xml *x = mem_zalloc(1, sizeof *x);

	x->handlers = handlers;
	x->ctx = ctx;
	x->file = pack_file(pack);
	x->name = pack_name(pack, index);
	if (part_open(pack, index, &x->part, e) < 0 || make_parser(x, e) < 0) {
		xml_close(x);
		return -1;
	}
	*ret = x;
	return 0;
}

int xml_open_check(struct xml **ret, struct pack *pack, int64_t index, struct err *e)
{
	struct xml *x = mem_zalloc(1, sizeof *x);

	x->file = pack_file(pack);
	x->name = pack_name(pack, index);
	if (make_parser(x, e) < 0) {
		xml_close(x);
		return -1;
	}
	*ret = x;
	return 0;
}

static int failed(struct xml *x, struct err *e)
{
	if (x->err.code)
		*e = x->err;
	if (e->code)
		return -1;
	return err_set(e, ERR_INPUT, E_TAB_XML, x->file, x->name,
		       (long long)XML_GetCurrentLineNumber(x->parser),
		       XML_ErrorString(XML_GetErrorCode(x->parser)));
}

int xml_feed(struct xml *x, const char *data, size_t len, bool last, struct err *e)
{
	if (XML_Parse(x->parser, data, (int)len, last) == XML_STATUS_OK)
		return 0;
	return failed(x, e);
}

void xml_close(struct xml *x)
{
	if (!x)
		return;
	if (x->parser)
		XML_ParserFree(x->parser);
	part_close(x->part);
	mem_free(x);
}

static enum XML_Status parse_piece(struct xml *x, struct err *e)
{
	void *to = XML_GetBuffer(x->parser, PIECE_BYTES);
	size_t got;

	if (!to) {
		(void)err_set(e, ERR_INPUT, E_TAB_BOMB, x->file, x->name);
		return XML_STATUS_ERROR;
	}
	if (part_read(x->part, to, PIECE_BYTES, &got, e) < 0)
		return XML_STATUS_ERROR;
	x->last = got == 0;
	return XML_ParseBuffer(x->parser, (int)got, x->last);
}

int xml_run(struct xml *x, struct err *e)
{
	enum XML_Status st;

	for (;;) {
		if (x->paused) {
			x->paused = false;
			st = XML_ResumeParser(x->parser);
		} else if (x->last) {
			return 0;
		} else {
			st = parse_piece(x, e);
		}
		if (st == XML_STATUS_SUSPENDED)
			return 1;
		if (st == XML_STATUS_OK)
			continue;
		return failed(x, e);
	}
}

int xml_part(struct pack *pack, int64_t index, const struct xml_handlers *handlers, void *ctx,
	     struct err *e)
{
	struct xml *x;
	int rc;

	if (xml_open(&x, pack, index, handlers, ctx, e) < 0)
		return -1;
	rc = xml_run(x, e);
	xml_close(x);
	return rc;
}
