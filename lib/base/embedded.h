/* Text files built into the program by scripts/embed-text.awk. */
#ifndef NCRE_BASE_EMBEDDED_H
#define NCRE_BASE_EMBEDDED_H

struct embedded_text {
	const char *name; /* the file's name without folder and suffix; NULL ends a table */
	const char *text;
};

extern const struct embedded_text embedded_migrations[]; /* schemas/, in order */
extern const struct embedded_text embedded_layouts[];	 /* schemas/layout/, by name */
extern const struct embedded_text embedded_pages[];	 /* schemas/page/, by name */

#endif
