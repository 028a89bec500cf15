/* Command lines (words ended by NUL): the option tables, and the JSON that the journal keeps. */
#include "cli/opt.h"
#include "fuzz/fuzz.h"

#include <sqlite3.h>

enum { WORDS_MAX = 32 };

struct opts {
	const char *text, *day;
	int64_t count;
	int word;
	bool flag;
};

static const char *const words[] = {"one", "two", NULL};
static const struct opt table[] = {
    {"flag", 'f', OPT_FLAG, offsetof(struct opts, flag), NULL, TT("", ""), NULL},
    {"text", 't', OPT_TEXT, offsetof(struct opts, text), "TEXT", TT("", ""), NULL},
    {"day", 0, OPT_DAY, offsetof(struct opts, day), "DAY", TT("", ""), NULL},
    {"count", 'c', OPT_INT, offsetof(struct opts, count), "N", TT("", ""), NULL},
    {"word", 0, OPT_WORD, offsetof(struct opts, word), "one|two", TT("", ""), words},
    {0},
};
static sqlite3_stmt *json;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	sqlite3 *db;

	(void)argc;
	(void)argv;
	HOLDS(sqlite3_open(":memory:", &db) == SQLITE_OK);
	HOLDS(sqlite3_prepare_v2(db, "SELECT json_extract(?1, '$')", -1, &json, NULL) == SQLITE_OK);
	return 0;
}

/* A text comes back from its JSON as it was. */
static void there_and_back(const char *text)
{
	struct buf b = {0};

	if (utf8_valid(text, strlen(text)) != strlen(text))
		return;
	buf_json(&b, text);
	sqlite3_bind_text(json, 1, buf_str(&b), -1, SQLITE_STATIC);
	HOLDS(sqlite3_step(json) == SQLITE_ROW);
	HOLDS(strcmp((const char *)sqlite3_column_text(json, 0), text) == 0);
	sqlite3_reset(json);
	buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char program[] = "ncre";
	struct arena mem = {0};
	struct app app = {0};
	struct cmd cmd = {.name = "fuzz", .flags = CMD_LISTS, .need = NEED_WRITE, .opts = table};
	struct opts opts = {0};
	char *argv[WORDS_MAX + 2] = {program}, *p;
	char *text = arena_strndup(&mem, size ? (const char *)data : "", size);
	struct err e = {0};
	bool help = false;
	int argc = 1, i;

	for (p = text; p < text + size && argc <= WORDS_MAX; p += strlen(p) + 1) {
		argv[argc++] = p;
		there_and_back(p);
	}
	if (opt_read(&app, &cmd, argc, argv, &opts, &help, &e) == 0) {
		HOLDS(app.argc < argc && opts.count >= 0 && (opts.word == 0 || opts.word == 1));
		for (i = 0; i < app.argc; i++)
			HOLDS(app.argv[i] >= text && app.argv[i] < text + size);
	} else {
		HOLDS(e.code == ERR_USAGE && *e.text);
	}
	arena_free(&mem);
	return 0;
}
