#include "base/err.h"

#include "base/messages.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int msg_english;

int err_set_at(struct err *e, enum err_code code, const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	BUG_ON(e->code != ERR_NONE);
	e->code = code;
	e->src_file = file;
	e->src_line = line;
	va_start(ap, fmt);
	vsnprintf(e->text, sizeof e->text, fmt, ap);
	va_end(ap);
	return -1;
}

int err_in(struct err *e, const char *fmt, ...)
{
	char context[sizeof e->text];
	char inner[sizeof e->text];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(context, sizeof context, fmt, ap);
	va_end(ap);
	if (n < 0)
		return -1;
	memcpy(inner, e->text, sizeof inner);
	snprintf(e->text, sizeof e->text, T("%.400s：%.600s", "%.400s: %.600s"), context, inner);
	return -1;
}

const char *err_system(int sys)
{
	switch (sys) {
	case ENOENT: return I_SYS_ENOENT;
	case EACCES:
	case EPERM: return I_SYS_EACCES;
	case ENOSPC: return I_SYS_ENOSPC;
	case EDQUOT: return I_SYS_EDQUOT;
	case EROFS: return I_SYS_EROFS;
	case EISDIR: return I_SYS_EISDIR;
	case ENOTDIR: return I_SYS_ENOTDIR;
	case EEXIST: return I_SYS_EEXIST;
	case EIO: return I_SYS_EIO;
	case ENAMETOOLONG: return I_SYS_ENAMETOOLONG;
	case EMFILE:
	case ENFILE: return I_SYS_EMFILE;
	case EPIPE: return I_SYS_EPIPE;
	case ELOOP: return I_SYS_ELOOP;
	default: return strerror(sys);
	}
}

void err_clear(struct err *e)
{
	e->code = ERR_NONE;
	e->text[0] = '\0';
}

void bug_at(const char *file, int line, const char *what)
{
	fprintf(stderr, "ncre: bug: %s:%d: %s\n", file, line, what);
	exit(ERR_BUG);
}
