/* What a reviewer looks at: what changed since the last decision, and the sheet with the photos. */
#ifndef NCRE_JOB_REVIEW_SHEET_H
#define NCRE_JOB_REVIEW_SHEET_H

#include "exam/review.h"
#include "exam/sitting.h"
#include "job/job.h"
#include "tab/layout.h"

/* A field of struct review_change as people call it; layout: "registrations". */
const char *review_field_title(const struct layout *layout, const char *field);

struct review_sheet {
	const struct sitting *sitting;
	const char *site;  /* NULL: all */
	const char *state; /* of the review */
	const char *path;
	bool in_clear; /* what changed with its values, not only the fields' names */
	/* What of a field may leave the office: the value, or a masked one in row. */
	const char *(*show)(void *ctx, struct arena *row, const char *field, const char *value);
	void *ctx;
};

/*
 * Writes the candidates in a state as a workbook at path: the photo in the row, what changed since
 * the last decision, a drop-down for the decision, a column for the reason. review_read_sheet takes
 * it back. A photo that cannot be shown leaves its cell empty and is a warning (R-PHOTO).
 */
int review_write_sheet(struct job *job, const struct review_sheet *what, int64_t *ret_rows,
		       struct err *e) MUST_CHECK;

/* The layout whose titles those are. */
int review_titles(struct job *job, const struct layout **ret, struct err *e) MUST_CHECK;

/*
 * The fields that are not as the last decision found them, with blanks between: by their titles, or
 * by their names where layout is NULL. In out.
 */
int review_changed(struct job *job, const struct layout *layout, struct arena *out, int64_t id,
		   const char **ret, struct err *e) MUST_CHECK;

#endif
