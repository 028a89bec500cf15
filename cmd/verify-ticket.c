/*
 * ncre verify-ticket TEXT|FILE...: checks the code of admission tickets by its signature: without
 * the database where the public key is given, so at the door too. A file holds a code a line, as
 * a scanner writes them.
 * Exit codes: 0 all are genuine, 1 some are not, 2, 3 (no key, no such file, nothing in it).
 */
#include "base/messages.h"
#include "cli/out.h"
#include "exam/ticket.h"

#include <stddef.h>
#include <string.h>

enum { CODES_FILE_MAX = 64 << 20 };

struct verify_opts {
	const char *key;
};

static const struct opt verify_options[] = {
    {"key", 0, OPT_TEXT, offsetof(struct verify_opts, key), "FILE",
     TT("公钥文件（ticket.pub），默认用办公文件夹里的",
	"public key (ticket.pub), by default that of the office"),
     NULL},
    {0},
};

static enum cmd_need need_of(struct app *app, const void *data)
{
	const struct verify_opts *opts = data;

	(void)app;
	return opts->key ? NEED_NOTHING : NEED_READ;
}

static void verify_one(struct app *app, struct tab_sink *sink, const struct sign_key *key,
		       const char *text)
{
	struct arena row = {0};
	struct ticket_claim c;

	if (ticket_verify(&row, text, key, &c)) {
		const char *values[] = {
		    "genuine", c.number, c.site,    c.room,
		    c.seat,    c.starts, c.id_tail, mask_field(app, &row, "name", c.name)};

		tab_sink_row(sink, values);
	} else {
		const char *values[] = {"false", NULL, NULL, NULL, NULL, NULL, NULL, NULL};

		tab_sink_row(sink, values);
		app->job.attention = true;
	}
	arena_free(&row);
}

static int verify_file(struct app *app, struct tab_sink *sink, const struct sign_key *key,
		       const char *path, struct err *e)
{
	size_t len, lines = 0;
	char *text;

	if (file_read(&app->job.arena, path, CODES_FILE_MAX, &text, &len, e) < 0)
		return -1;
	for (char *line = text, *next; *line; line = next) {
		size_t n = strcspn(line, "\r\n");

		next = line + n + strspn(line + n, "\r\n");
		line[n] = '\0';
		if (n > 0) {
			verify_one(app, sink, key, line);
			lines++;
		}
	}
	return lines ? 0 : err_set(e, ERR_INPUT, E_FILE_EMPTY, path);
}

static int run(struct app *app, void *data, struct err *e)
{
	const struct verify_opts *opts = data;
	const struct column columns[] = {
	    {"verdict", T("判定", "verdict"), COL_TEXT, 0},
	    {"ticket_no", T("准考证号", "ticket"), COL_ID, 0},
	    {"site_code", T("考点", "site"), COL_ID, 0},
	    {"room_code", T("考场", "room"), COL_ID, 0},
	    {"seat", T("座位", "seat"), COL_INT, 0},
	    {"starts", T("开考", "starts"), COL_TEXT, 0},
	    {"id_tail", T("证件号末位", "document ends in"), COL_ID, 0},
	    {"name", T("姓名", "name"), COL_TEXT, 0},
	};
	struct sign_key key;
	struct tab_sink *sink;
	int rc = 0;

	if (sign_load(&key, opts->key ? opts->key : job_office_path(&app->job, "ticket.pub"), e) <
		0 ||
	    list_open(app, &sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	for (int i = 0; i < app->argc && rc == 0; i++) {
		if (strncmp(app->argv[i], "NCRE1.", 6) == 0)
			verify_one(app, sink, &key, app->argv[i]);
		else
			rc = verify_file(app, sink, &key, app->argv[i], e);
	}
	if (tab_sink_close(sink, rc < 0 ? &(struct err){0} : e) < 0 && rc == 0)
		rc = -1;
	if (rc == 0 && app->job.attention)
		warn(app, "%s", W_TICKET_FALSE);
	return rc;
}

const struct cmd cmd_verify_ticket = {
    .name = "verify-ticket",
    .summary_zh = "核验准考证二维码的签名（可不用数据库）",
    .summary_en = "check the signed code of a ticket (without the database, if need be)",
    .args = "TEXT|FILE...",
    .args_min = 1,
    .args_max = -1,
    .need = NEED_READ,
    .flags = CMD_LISTS,
    .opts = verify_options,
    .opts_size = sizeof(struct verify_opts),
    .need_of = need_of,
    .run = run,
};
