/*
 * What the fuzz targets share. A target is libFuzzer's entry point: any bytes may come, nothing may
 * crash, leak or run for long, and what is asserted with HOLDS must hold for all of them.
 */
#ifndef NCRE_TESTS_FUZZ_H
#define NCRE_TESTS_FUZZ_H

#include "base/buf.h"
#include "base/text.h"
#include "tab/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#define HOLDS(condition)                                                                  \
	do {                                                                              \
		if (!(condition)) {                                                       \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, \
				#condition);                                              \
			abort();                                                          \
		}                                                                         \
	} while (0)

static inline void fuzz_cells(const struct row *row)
{
	int before = 0;
	size_t i;

	HOLDS(row->number > 0);
	for (i = 0; i < row->count; i++) {
		const struct cell *c = &row->cells[i];

		HOLDS(c->column > before);
		HOLDS(c->text[c->len] == '\0' && utf8_valid(c->text, c->len) == c->len);
		before = c->column;
	}
}

/* Reads every sheet to its end, and once more as the table that layout describes. */
static inline void fuzz_table(struct tab_src *src, const struct layout *layout)
{
	struct findings findings = {.limit = 100};
	struct arena job = {0}, row_arena = {0};
	struct layout_map map;
	struct field_value value;
	struct err e = {0};
	struct row row;
	size_t n, i, s;

	tab_sheets(src, &n);
	for (s = 0; s < n; s++) {
		if (tab_select(src, s, &e) == 0)
			while (tab_next(src, &row, &e) == 1)
				fuzz_cells(&row);
		err_clear(&e);
	}
	if (layout_bind(&job, layout, src, "fuzz", &findings, &map, &e) == 0) {
		while (tab_next(src, &row, &e) == 1) {
			for (i = 0; i < layout->field_count; i++)
				if (field_read(&row_arena, &map, i, &row, &findings, &value))
					HOLDS(utf8_valid(value.text, strlen(value.text)) ==
					      strlen(value.text));
			arena_reset(&row_arena);
		}
	}
	findings_free(&findings);
	arena_free(&row_arena);
	arena_free(&job);
}

#endif
