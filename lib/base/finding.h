/*
 * Findings: what is wrong with one row, one photo or one record. They are data: a finding never
 * stops a batch. They are collected, printed, stored with the run, and decide the exit code.
 */
#ifndef NCRE_BASE_FINDING_H
#define NCRE_BASE_FINDING_H

#include "base/mem.h"

#include <stddef.h>
#include <stdint.h>

enum severity {
	SEV_NOTE,  /* normalised or worth knowing; counts for nothing */
	SEV_WARN,  /* accepted, but a person should look */
	SEV_ERROR, /* the row, photo or record is not accepted */
};

/* All texts are UTF-8; NULL or "" where there is none. */
struct finding {
	const char *rule; /* "R-ID"; "ROW" for the shape of a file */
	enum severity severity;
	const char *subject;	/* whom it concerns: registration number, name, order number */
	const char *file;	/* as the person gave it */
	const char *sheet;	/* of a workbook */
	int64_t row;		/* as the person sees it, from 1; 0: none */
	int column;		/* from 1; 0: none */
	const char *field;	/* the column's header, or the field's name */
	const char *value;	/* what stood there */
	const char *text;	/* what is wrong */
	const char *suggestion; /* what to do; NULL where there is nothing sensible to say */
};

/* A collector. Zero-initialise; findings_free releases. Texts are copied. */
struct findings {
	VEC_OF(struct finding) list;
	size_t errors, warnings, notes; /* counted even past the limit */
	size_t limit;			/* how many are kept; 0: all */
	struct arena arena;
};

void findings_add(struct findings *f, const struct finding *one);
void findings_free(struct findings *f);

/* By file, sheet, row, column, rule, text: the order in which they are shown. */
void findings_sort(struct findings *f);

/* "error", "warning", "note": the words of machine output. */
const char *severity_word(enum severity s);

/* Column letters of a spreadsheet: 1 -> A, 27 -> AA. */
void column_letters(int column, char out[8]);

#endif
