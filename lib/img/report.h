/* The measures of a photo as texts, for people (--explain) and for machines (JSON). */
#ifndef NCRE_IMG_REPORT_H
#define NCRE_IMG_REPORT_H

#include "base/buf.h"
#include "img/measure.h"

struct photo_measure_text {
	const char *key;   /* of machine output, ncre-formats(5) */
	const char *title; /* for people */
	char value[64];	   /* "" where it could not be measured */
	bool is_number;
};

enum { PHOTO_MEASURES_MAX = 40 };

/* Writes all measures in a fixed order. Returns how many. */
int photo_measure_texts(const struct photo_measures *m,
			struct photo_measure_text ret[PHOTO_MEASURES_MAX]);

/* The same as a JSON object; null where not measurable. */
void photo_measures_json(struct buf *out, const struct photo_measures *m);

#endif
