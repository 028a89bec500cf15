/*
 * Layouts: the columns of a kind of table as data. One file NAME.layout per kind says each
 * column's header, its other names, its field, type, code table and rule; it is built into the
 * program, and an office can add names for columns with a file of the same name in its folder
 * layout/. The file's syntax is in ncre-layout(5).
 */
#ifndef NCRE_TAB_LAYOUT_H
#define NCRE_TAB_LAYOUT_H

#include "base/finding.h"
#include "tab/tab.h"

enum field_type {
	FIELD_TEXT,
	FIELD_DIGITS, /* a number that is a name: codes, ticket numbers; leading zeros count */
	FIELD_ID,     /* digits and letters: phones, orders; of rule R-ID, documents */
	FIELD_NAME,   /* of a person; its rule is elsewhere (exam) */
	FIELD_DAY,
	FIELD_INSTANT,
	FIELD_INT,
	FIELD_FEN,  /* the file has yuan */
	FIELD_CODE, /* a code of the table `code`, or its name: the reader of the value decides */
	FIELD_YESNO,
	FIELD_WORD, /* one of the layout's own words; text is the word of the database */
};

/* A word of the database and how people write it. */
struct layout_word {
	const char *id;	      /* "approved" */
	const char *title;    /* what templates and exports write */
	const char **aliases; /* as text_fold leaves them, title and id among them */
	size_t alias_count;
};

struct layout_field {
	const char *name;
	enum field_type type;
	bool required;
	int max_chars;	      /* 0: no limit */
	int len_chars;	      /* 0: any length */
	const char *code;     /* code table; NULL: none */
	const char *rule;     /* for findings; "ROW" where the layout names none */
	const char *sample;   /* of the template's sample row; NULL: none */
	const char *title;    /* the header that templates and exports write */
	const char **aliases; /* as header_fold leaves them, title and name among them */
	size_t alias_count;
	struct layout_word *words; /* of FIELD_WORD */
	size_t word_count;
};

struct layout {
	const char *kind;
	const char *sheet; /* "" where any will do */
	const char **key;  /* field names */
	size_t key_count;
	struct layout_field *fields;
	size_t field_count;
	const char *
	    *footers; /* as header_fold leaves them: how rows at the end begin that are no data */
	size_t footer_count;
};

/*
 * The layout of a kind, with the names an office added in DIR/KIND.layout (dir NULL: none).
 * Everything is in perm. ERR_USAGE where there is no such kind, ERR_INPUT with file and line
 * where a layout file is wrong.
 */
int layout_find(struct arena *perm, const char *kind, const char *dir, const struct layout **ret,
		struct err *e) MUST_CHECK;

/* The kinds there are: NULL-terminated, in byte order, in out. */
const char *const *layout_kinds(struct arena *out);

/* Parses a layout's text; file is for messages. For check-layout and tests. */
int layout_parse(struct arena *perm, const char *file, const char *text, struct layout **ret,
		 struct err *e) MUST_CHECK;

/* Index of the field in layout->fields, or -1. */
int layout_index(const struct layout *layout, const char *field);

/* The word of the database that people write as text (folded); NULL where there is none. */
const char *layout_word_id(const struct layout_field *field, const char *text);

/* How templates and exports write the word id; id itself where the field does not have it. */
const char *layout_word_title(const struct layout_field *field, const char *id);

/* How the sheets of a blank workbook begin that only feed its drop-down lists. */
#define LIST_SHEET_PREFIX "列表-"

/* The two columns that a workbook of failing rows has besides those of its layout. */
#define RETURN_REASON_TITLE "问题（导入时不读）"
#define RETURN_ID_TITLE	    "退回编号（请勿改）"

/* Does a row begin like a footer of the layout (合计)? Memory in row. */
bool layout_is_footer(struct arena *row, const struct layout *layout, const struct row *r);

/* Where the fields of a layout stand in one sheet. */
struct layout_map {
	const struct layout *layout;
	const char *file, *sheet;
	int64_t header_row;
	int *columns;	      /* per field: its column from 1; 0: the sheet has none */
	const char **headers; /* per field: the header as the sheet writes it; else its title */
	int reason_column, return_column; /* of a workbook handed back; 0: none */
	bool *in_fen; /* per field: a column NAME_fen of machine output, not in yuan */
};

/*
 * Finds the sheet and its header (the layout's sheet if there is one of that name, else the first
 * visible sheet that has the columns; within the first 20 rows, one row or two with cells merged
 * downwards) and leaves the source behind the
 * header row. Missing required columns, unknown and doubled headers become findings; ERR_INPUT
 * where no row looks like the header. Memory in job.
 */
int layout_bind(struct arena *job, const struct layout *layout, struct tab_src *src,
		const char *file, struct findings *f, struct layout_map *ret,
		struct err *e) MUST_CHECK;

/*
 * Goes to the map's sheet and behind its header again, to read the rows a second time. *ret_header
 * is the header row, valid until the next.
 */
int layout_rewind(const struct layout_map *map, struct tab_src *src, struct row *ret_header,
		  struct err *e) MUST_CHECK;

/* A cell read as its field's type. */
struct field_value {
	const char *text; /* normalised: a day as YYYY-MM-DD, yes/no as 1/0; "" where empty */
	int64_t number;	  /* FIELD_INT, FIELD_FEN (fen), FIELD_INSTANT, FIELD_YESNO; else 0 */
};

/*
 * Reads field i of a row. What spreadsheets damage is diagnosed: harmless changes are undone and
 * noted, the rest are error findings with a suggestion, as are an empty required field and a text
 * too long. Returns false where there was an error finding. Texts in arena row, or the source's.
 */
bool field_read(struct arena *row, const struct layout_map *map, size_t i, const struct row *r,
		struct findings *f, struct field_value *ret);

/* A finding about field i of a row, for rules beyond the shape; suggestion may be NULL. */
void field_finding(const struct layout_map *map, size_t i, const struct row *r, struct findings *f,
		   enum severity severity, const char *rule, const char *text,
		   const char *suggestion);

const char *field_type_word(enum field_type t);

#endif
