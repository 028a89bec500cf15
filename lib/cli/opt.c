#include "cli/opt.h"

#include "base/messages.h"
#include "base/text.h"
#include "base/time.h"
#include "cli/out.h"

#include <string.h>

/* A table of options and the struct its offsets are in. The first set that knows an option wins. */
struct opt_set {
	const struct opt *opts; /* may be NULL */
	void *into;
};

static const char *const format_words[] = {"table", "csv", "xlsx", "jsonl", NULL};
_Static_assert(SINK_TABLE == 0 && SINK_CSV == 1 && SINK_XLSX == 2 && SINK_JSONL == 3,
	       "format_words follow enum sink_format");

static const struct opt opts_any[] = {
    {"quiet", 'q', OPT_FLAG, offsetof(struct app, quiet), NULL,
     TT("只输出需要人处理的内容（供定时任务）", "print only what needs a person (for cron)"), NULL},
    {0},
};

static const struct opt opts_listing[] = {
    {"format", 0, OPT_WORD, offsetof(struct app, format), "table|csv|jsonl",
     TT("输出格式，默认 table", "output format, table by default"), format_words},
    {"json", 0, OPT_FLAG, offsetof(struct app, json), NULL,
     TT("同 --format jsonl", "--format jsonl"), NULL},
    {"reveal", 0, OPT_FLAG, offsetof(struct app, reveal), NULL,
     TT("个人信息不遮盖", "personal data unmasked"), NULL},
    {0},
};

static const struct opt opts_locking[] = {
    {"lock-wait", 0, OPT_INT, offsetof(struct app, lock_wait_s), "SECONDS",
     TT("等待其他写入命令的秒数，默认 10", "wait for another writer, 10 seconds by default"), NULL},
    {0},
};

static const struct opt opts_writing[] = {
    {"dry-run", 'n', OPT_FLAG, offsetof(struct app, dry_run), NULL,
     TT("试运行：显示会改变什么，不作更改", "show what would change, and change nothing"), NULL},
    {"apply", 0, OPT_TEXT, offsetof(struct app, apply), "HASH",
     TT("仅当数据库自试运行以来未变时执行", "run only where nothing changed since that dry run"),
     NULL},
    {"lock-wait", 0, OPT_INT, offsetof(struct app, lock_wait_s), "SECONDS",
     TT("等待其他写入命令的秒数，默认 10", "wait for another writer, 10 seconds by default"), NULL},
    {"receipt", 0, OPT_TEXT, offsetof(struct app, receipt), "FILE",
     TT("把操作回执（JSON）写入文件", "write a receipt of the run (JSON)"), NULL},
    {"max-changes", 0, OPT_INT, offsetof(struct app, max_changes), "N",
     TT("更改行数超过 N 则拒绝", "refuse where more than N rows would change"), NULL},
    {"max-findings", 0, OPT_INT, offsetof(struct app, max_findings), "N",
     TT("问题超过 N 个则拒绝", "refuse where there are more than N errors"), NULL},
    {0},
};

/* The options common to commands with the need and flags of cmd, into app. */
static size_t common_sets(struct app *app, const struct cmd *cmd, struct opt_set sets[4])
{
	enum cmd_need need = cmd->need;
	size_t n = 0;

	sets[n++] = (struct opt_set){opts_any, app};
	if (cmd->flags & CMD_LISTS || need == NEED_WRITE)
		sets[n++] = (struct opt_set){opts_listing, app};
	if (need == NEED_LOCK)
		sets[n++] = (struct opt_set){opts_locking, app};
	if (need == NEED_WRITE)
		sets[n++] = (struct opt_set){opts_writing, app};
	return n;
}

/* The option a word names: "--name", "--name=value" (*value), "-x" or "-xvalue" (*value). */
static const struct opt *find_option(const char *word, const struct opt_set *sets, size_t count,
				     void **into, const char **value)
{
	bool is_long = word[1] == '-';
	const char *name = word + (is_long ? 2 : 1);
	size_t len = strcspn(name, "="), i;
	const struct opt *o;

	*value = NULL;
	for (i = 0; i < count; i++) {
		for (o = sets[i].opts; o && o->name; o++) {
			bool hit = is_long ? strlen(o->name) == len && !strncmp(o->name, name, len)
					   : o->letter && o->letter == *name;

			if (!hit)
				continue;
			if (is_long && name[len] == '=')
				*value = name + len + 1;
			else if (!is_long && name[1])
				*value = name + 1;
			*into = sets[i].into;
			return o;
		}
	}
	return NULL;
}

static int store_word(const struct opt *o, const char *value, int *field, struct err *e)
{
	int i;

	for (i = 0; o->words[i]; i++) {
		if (strcmp(o->words[i], value) == 0) {
			*field = i;
			return 0;
		}
	}
	return err_set(e, ERR_USAGE, E_OPT_VALUE, o->name, value, o->metavar);
}

static int store(const struct opt *o, const char *value, void *into, struct err *e)
{
	char *field = (char *)into + o->offset;
	struct day day;
	int64_t n;

	switch (o->kind) {
	case OPT_FLAG: *(bool *)(void *)field = true; return 0;
	case OPT_TEXT:
	case OPT_PERSONAL: memcpy(field, &value, sizeof value); return 0;
	case OPT_INT:
		if (!text_to_int(value, 0, INT64_MAX, &n))
			return err_set(e, ERR_USAGE, E_OPT_VALUE, o->name, value, o->metavar);
		memcpy(field, &n, sizeof n);
		return 0;
	case OPT_DAY:
		if (strlen(value) != 10 || !day_parse(value, &day))
			return err_set(e, ERR_USAGE, E_OPT_VALUE, o->name, value, "YYYY-MM-DD");
		memcpy(field, &value, sizeof value);
		return 0;
	case OPT_WORD: return store_word(o, value, (int *)(void *)field, e);
	}
	BUG_ON(1);
}

/* One option at argv[*i]; moves *i past a value that stands in the next word. */
static int parse_option(int argc, char **argv, int *i, const struct opt_set *sets, size_t count,
			struct err *e)
{
	const char *value;
	void *into = NULL;
	const struct opt *o = find_option(argv[*i], sets, count, &into, &value);

	if (!o)
		return err_set(e, ERR_USAGE, E_OPT_UNKNOWN, argv[*i]);
	if (o->kind == OPT_FLAG && value)
		return err_set(e, ERR_USAGE, E_OPT_NO_VALUE, o->name);
	if (o->kind != OPT_FLAG && !value) {
		if (*i + 1 >= argc)
			return err_set(e, ERR_USAGE, E_OPT_NEEDS_VALUE, o->name, o->metavar);
		value = argv[++*i];
	}
	if (utf8_valid(value ? value : "", value ? strlen(value) : 0) !=
	    (value ? strlen(value) : 0))
		return err_set(e, ERR_USAGE, E_OPT_ENCODING, o->name);
	return store(o, value, into, e);
}

int opt_read(struct app *app, const struct cmd *cmd, int argc, char **argv, void *opts,
	     bool *ret_help, struct err *e)
{
	struct opt_set sets[5] = {{cmd->opts, opts}};
	size_t count = 1 + common_sets(app, cmd, sets + 1);
	bool only_args = false;
	int i, n = 0;

	for (i = 1; i < argc; i++) {
		if (!only_args && strcmp(argv[i], "--") == 0) {
			only_args = true;
		} else if (only_args || argv[i][0] != '-' || argv[i][1] == '\0') {
			argv[++n] = argv[i];
		} else if (strcmp(argv[i], "-h") == 0 || strcmp(argv[i], "--help") == 0) {
			*ret_help = true;
		} else if (parse_option(argc, argv, &i, sets, count, e) < 0) {
			return -1;
		}
	}
	app->argc = n;
	app->argv = argv + 1;
	return 0;
}

const struct opt *opt_of_word(const struct cmd *cmd, const char *word, bool *ret_has_value)
{
	const struct opt_set set = {cmd->opts, NULL};
	const char *value = NULL;
	void *into;
	const struct opt *o;

	if (word[0] != '-' || word[1] == '\0')
		return NULL;
	o = find_option(word, &set, 1, &into, &value);
	*ret_has_value = value != NULL;
	return o;
}

static void help_option(const struct opt *o)
{
	char left[64];
	size_t n = 0;

	if (o->letter) {
		left[n++] = '-';
		left[n++] = o->letter;
		left[n++] = ',';
		left[n++] = ' ';
	}
	left[n] = '\0';
	print_line("  %s--%s%s%s\n        %s", left, o->name, o->metavar ? " " : "",
		   o->metavar ? o->metavar : "", T(o->help_zh, o->help_en));
}

static void help_words(const struct cmd_word *w)
{
	print_line("%s", I_HELP_WORDS);
	for (; w->name; w++)
		print_line("  %s%s%s\n        %s", w->name, *w->args ? " " : "", w->args,
			   T(w->summary_zh, w->summary_en));
	print_line("%s", "");
}

/* Whether the command has an option of its own in place of the common one. */
static bool has_own(const struct cmd *cmd, const struct opt *common)
{
	const struct opt *o;

	for (o = cmd->opts; o && o->name; o++)
		if (strcmp(o->name, common->name) == 0)
			return true;
	return false;
}

void opt_help(const struct cmd *cmd)
{
	struct opt_set sets[4];
	struct app unused;
	const struct opt *o;
	size_t n, i;

	print_line("%s ncre %s%s%s%s%s", I_HELP_USAGE, cmd->name, I_HELP_OPTIONS_WORD,
		   *cmd->args ? " " : "", cmd->args,
		   !cmd->words	? ""
		   : *cmd->args ? I_HELP_OR_WORD
				: I_HELP_WORD);
	print_line("%s", T(cmd->summary_zh, cmd->summary_en));
	print_line("%s", "");
	if (cmd->words)
		help_words(cmd->words);
	print_line("%s", I_HELP_OPTIONS);
	for (o = cmd->opts; o && o->name; o++)
		help_option(o);
	n = common_sets(&unused, cmd, sets);
	for (i = 0; i < n; i++)
		for (o = sets[i].opts; o->name; o++)
			if (!has_own(cmd, o))
				help_option(o);
	print_line("  -h, --help\n        %s", I_HELP_HELP);
	print_line("%s", "");
	print_line(I_HELP_MORE, cmd->name);
}
