#include "job/open_rows.h"

#include "base/messages.h"
#include "base/strmap.h"
#include "base/text.h"

#include <string.h>

enum { SHA_CHARS = 12 };

/* A row that was open before the file came. */
struct open_row {
	const char *id;
	struct open_row *next; /* of the same key */
	bool settled;	       /* left out by this file again, or closed */
};

/* What is open of one kind, and one file on its way through. */
struct settling {
	struct import *im;
	const struct import_verdict *v;
	VEC_OF(struct open_row *) open;
	struct strmap ids, keys; /* of what is open; a key has the first of its rows */
	struct arena mem, row_mem;
	int64_t closed;
};

bool row_reasons(struct finding_cursor *c, int64_t row, unsigned char *marks, int columns,
		 struct buf *ret)
{
	bool failed = false;

	buf_reset(ret);
	while (c->at < c->findings->list.len && c->findings->list.items[c->at].row < row)
		c->at++;
	for (; c->at < c->findings->list.len && c->findings->list.items[c->at].row == row;
	     c->at++) {
		const struct finding *one = &c->findings->list.items[c->at];

		if (one->severity != SEV_ERROR)
			continue;
		failed = true;
		if (marks && one->column >= 1 && one->column <= columns)
			marks[one->column - 1] = 1;
		buf_printf(ret, "%s[%s] %s%s%s", ret->len ? T("；", "; ") : "", one->rule,
			   one->text ? one->text : "", one->suggestion ? T("，", ", ") : "",
			   one->suggestion ? one->suggestion : "");
	}
	return failed;
}

const char *open_row_id(struct arena *out, const struct layout_map *map, const struct row *row,
			const char *sha256)
{
	const char *id = map->return_column ? row_cell(row, map->return_column)->text : "";

	if (*id)
		return arena_strdup(out, text_fold(out, id));
	return arena_printf(out, "%.*s-%lld", SHA_CHARS, sha256, (long long)row->number);
}

/* The fields that make a row of its kind unique, as the file writes them; "" where all are empty.
 */
static const char *key_of(struct settling *s, const struct row *row)
{
	const struct layout_map *map = s->v->map;
	const char *key = "";
	bool empty = true;
	size_t i;

	for (i = 0; i < map->layout->key_count; i++) {
		int column = map->columns[layout_index(map->layout, map->layout->key[i])];
		const char *text =
		    column ? text_fold(&s->row_mem, row_cell(row, column)->text) : "";

		empty &= !*text;
		key = arena_printf(&s->row_mem, "%s%s%s", key, i ? " " : "", text);
	}
	return empty ? "" : key;
}

static struct stmt *begin(struct settling *s, enum sql_id id, struct err *e)
{
	struct stmt *st = db_stmt(s->im->job->db, id, e);

	if (st) {
		stmt_text(st, ":kind", s->im->opts->kind);
		stmt_int(st, ":sitting", s->im->sitting.id);
	}
	return st;
}

static int load_open(struct settling *s, struct err *e)
{
	struct stmt *st = begin(s, SQL_OPEN_ROW_LIST, e);
	int rc;

	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1) {
		struct open_row *open = arena_zalloc(&s->mem, 1, sizeof *open);
		uint32_t at = (uint32_t)s->open.len, first;
		bool is_new;

		open->id = arena_strdup(&s->mem, col_text(st, "id"));
		strmap_add(&s->ids, open->id, at, NULL);
		first = strmap_add(&s->keys, arena_strdup(&s->mem, col_text(st, "row_key")), at,
				   &is_new);
		if (!is_new) {
			open->next = s->open.items[first]->next;
			s->open.items[first]->next = open;
		}
		VEC_PUSH(&s->open, open);
	}
	return rc;
}

static int open_row(struct settling *s, const struct row *row, const char *reason, struct err *e)
{
	const char *id = open_row_id(&s->row_mem, s->v->map, row, s->v->sha256);
	struct stmt *st = begin(s, SQL_OPEN_ROW_PUT, e);
	uint32_t i;

	if (!st)
		return -1;
	if (strmap_get(&s->ids, id, &i))
		s->open.items[i]->settled = true;
	stmt_text(st, ":id", id);
	stmt_text(st, ":key", key_of(s, row));
	stmt_text(st, ":file", file_name(s->v->path));
	stmt_int(st, ":row", row->number);
	stmt_text(st, ":reason", reason);
	return stmt_exec(st, e);
}

/* A row of the same key in the same file (a subject written twice) brings nothing right: what this
 * very file leaves out stays open. */
static int close_one(struct settling *s, struct open_row *open, struct err *e)
{
	struct stmt *st;

	if (open->settled)
		return 0;
	st = begin(s, SQL_OPEN_ROW_CLOSE, e);
	if (!st)
		return -1;
	stmt_text(st, ":id", open->id);
	open->settled = true;
	s->closed++;
	return stmt_exec(st, e);
}

static int close_row(struct settling *s, const struct row *row, struct err *e)
{
	const char *id = open_row_id(&s->row_mem, s->v->map, row, s->v->sha256);
	const char *key = key_of(s, row);
	struct open_row *same = NULL;
	uint32_t i;

	if (strmap_get(&s->ids, id, &i) && close_one(s, s->open.items[i], e) < 0)
		return -1;
	if (*key && strmap_get(&s->keys, key, &i))
		same = s->open.items[i];
	for (; same; same = same->next)
		if (close_one(s, same, e) < 0)
			return -1;
	return 0;
}

/* Reads the file once more, its rows beside their findings: opens those left out, or closes what
 * the others bring right. */
static int settle_rows(struct settling *s, bool opens, struct err *e)
{
	struct finding_cursor cursor = {s->v->findings, 0};
	struct buf reasons = {0};
	struct row row;
	int rc;

	rc = layout_rewind(s->v->map, s->v->src, &row, e);
	while (rc == 0 && (rc = tab_next(s->v->src, &row, e)) == 1) {
		bool failed = row_reasons(&cursor, row.number, NULL, 0, &reasons);

		arena_reset(&s->row_mem);
		if (failed != opens)
			rc = 0;
		else
			rc =
			    opens ? open_row(s, &row, buf_str(&reasons), e) : close_row(s, &row, e);
	}
	buf_free(&reasons);
	return rc;
}

static int count_open(struct settling *s, struct err *e)
{
	struct stmt *st = begin(s, SQL_OPEN_ROW_COUNT, e);
	int64_t n = 0;

	if (!st || stmt_one_int(st, &n, e) < 0)
		return -1;
	job_count(s->im->job, "rows_closed", s->closed);
	/* the kind's, not the file's: each file says what is left now */
	job_count(s->im->job, "rows_open", n - s->im->rows_open);
	s->im->rows_open = n;
	return 0;
}

int open_rows_settle(struct import *im, const struct import_verdict *v, struct err *e)
{
	struct settling s = {.im = im, .v = v};
	int rc = load_open(&s, e);

	if (rc == 0 && (s.open.len > 0 || v->refused_rows > 0)) {
		findings_sort(v->findings);
		rc = v->refused_rows > 0 ? settle_rows(&s, true, e) : 0;
		/* after the others: a row left out is not brought right by its own file */
		if (rc == 0 && s.open.len > 0)
			rc = settle_rows(&s, false, e);
		if (rc == 0)
			rc = count_open(&s, e);
	}
	VEC_FREE(&s.open);
	strmap_free(&s.ids);
	strmap_free(&s.keys);
	arena_free(&s.row_mem);
	arena_free(&s.mem);
	return rc;
}
