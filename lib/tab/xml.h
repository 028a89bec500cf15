/*
 * Inside lib/tab: expat over a part of a container, pausing where a handler asks for it. Elements
 * of other namespaces than the workbook's own arrive with the name "". A DOCTYPE is refused: no
 * workbook has one, and every entity attack needs it.
 */
#ifndef NCRE_TAB_XML_H
#define NCRE_TAB_XML_H

#include "tab/pack.h"

struct xml_handlers {
	/* name is local; attrs are NULL-terminated pairs as xml_attr reads them */
	void (*start)(void *ctx, const char *name, const char **attrs);
	void (*end)(void *ctx, const char *name);
	void (*text)(void *ctx, const char *s, size_t len);
};

struct xml;

/* Opens part index of the pack. handlers must outlive it. */
int xml_open(struct xml **ret, struct pack *pack, int64_t index,
	     const struct xml_handlers *handlers, void *ctx, struct err *e) MUST_CHECK;

/* Parses on: 1 where a handler paused, 0 at the end, -1. */
int xml_run(struct xml *x, struct err *e) MUST_CHECK;
void xml_close(struct xml *x);

/* For handlers: stop after this event, to go on later; or for good with a failure. */
void xml_pause(struct xml *x);
struct err *xml_fail(struct xml *x); /* err_set the result */

/* The whole part at once. */
int xml_part(struct pack *pack, int64_t index, const struct xml_handlers *handlers, void *ctx,
	     struct err *e) MUST_CHECK;

/*
 * Only checks: a parser that is fed by hand what the fast scanner leaves out, so that a part that
 * is damaged around its rows is still refused.
 */
int xml_open_check(struct xml **ret, struct pack *pack, int64_t index, struct err *e) MUST_CHECK;
int xml_feed(struct xml *x, const char *data, size_t len, bool last, struct err *e) MUST_CHECK;

/* Value of the attribute without a namespace, or NULL. */
const char *xml_attr(const char **attrs, const char *name);

/* Value of an attribute of the relationships namespace (r:id), or NULL. */
const char *xml_attr_rel(const char **attrs, const char *name);

#endif
