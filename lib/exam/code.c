#include "exam/code.h"

#include "base/text.h"

#include <string.h>

static const char *without_zeros(const char *s)
{
	while (s[0] == '0' && s[1] != '\0')
		s++;
	return s;
}

int code_load(struct db *db, struct arena *perm, const char *kind, struct code_table *ret,
	      struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_CODE_NAMES, e);
	bool is_new;
	int rc;

	memset(ret, 0, sizeof *ret);
	ret->kind = kind;
	if (!st)
		return -1;
	stmt_text(st, ":kind", kind);
	while ((rc = stmt_step(st, e)) == 1) {
		const char *code = arena_strdup(perm, col_text(st, "code"));
		uint32_t i = strmap_add(&ret->map, code, (uint32_t)ret->codes.len, &is_new);

		if (is_new)
			VEC_PUSH(&ret->codes, code);
		strmap_add(&ret->map, without_zeros(code), i, NULL);
		strmap_add(&ret->map, arena_strdup(perm, col_text(st, "name")), i, NULL);
	}
	return rc;
}

const char *code_find(const struct code_table *t, const char *value)
{
	uint32_t i;

	if (!strmap_get(&t->map, value, &i) && !strmap_get(&t->map, without_zeros(value), &i))
		return NULL;
	return t->codes.items[i];
}

void code_free(struct code_table *t)
{
	strmap_free(&t->map);
	VEC_FREE(&t->codes);
}

const char *sex_find(const char *value)
{
	if (strcmp(value, "男") == 0 || text_same(value, "M") || strcmp(value, "1") == 0)
		return "M";
	if (strcmp(value, "女") == 0 || text_same(value, "F") || strcmp(value, "2") == 0)
		return "F";
	return NULL;
}
