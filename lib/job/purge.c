#include "job/purge.h"

#include "base/messages.h"
#include "db/run.h"
#include "exam/offering.h"
#include "exam/policy.h"
#include "exam/sitting.h"
#include "job/backup.h"
#include "job/office.h"
#include "job/print_out.h"
#include "job/purge_page.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { DAY_S = 86400 };

struct purge {
	struct job *job;
	struct sitting sitting;
	int64_t days;	       /* of retention */
	instant retained_from; /* the first instant after the last exam day */
	int64_t through;       /* the newest run that is emptied */
};

/* What goes and what is counted, in this order. */
static const struct {
	enum sql_id id;
	const char *count; /* NULL: not counted */
	const char *zh, *en;
} steps[] = {
    {SQL_PURGE_ACCOUNTS, "accounts", "删除的通行证", "accounts deleted"},
    {SQL_PURGE_PSEUDONYMS, "pseudonyms", "以代号留存的考生（有账目）",
     "candidates kept as pseudonyms (money)"},
    {SQL_PURGE_WISHES, NULL, NULL, NULL},
    {SQL_PURGE_NEEDS, NULL, NULL, NULL},
    {SQL_PURGE_SCANS, "scans", "删除的证件扫描件", "scans deleted"},
    {SQL_PURGE_DECISIONS, "decisions", "删除的审核记录", "review decisions deleted"},
    {SQL_PURGE_SEEN, NULL, NULL, NULL},
    {SQL_PURGE_HANDOUTS, "handouts", "删除的打印记录", "records of prints deleted"},
    {SQL_PURGE_PLACEMENTS, "placements", "删除的考场座位", "seats deleted"},
    {SQL_PURGE_ASSIGNMENTS, NULL, NULL, NULL},
    {SQL_PURGE_SCORES, "scores", "删除的成绩", "scores deleted"},
    {SQL_PURGE_TICKETS, "tickets", "删除的准考证号", "ticket numbers deleted"},
    {SQL_PURGE_OUTBOX, "messages", "删除的消息", "messages deleted"},
    {SQL_PURGE_FILES, "files", "删除的文件登记", "records of files deleted"},
    {SQL_PURGE_OPEN_ROWS, NULL, NULL, NULL},
    {SQL_PURGE_ENTRIES, "entries", "删除的报考科目（无账目）", "entries deleted (no money)"},
    {SQL_PURGE_CANDIDATES, "candidates", "删除的考生（无账目）", "candidates deleted (no money)"},
    {SQL_PURGE_ENTRY_REASONS, NULL, NULL, NULL},
    {SQL_PURGE_PHOTOS, "photos", "删除的照片", "photos deleted"},
};
static const char through_key[] = "purged_through"; /* read by run_purged_through */

const char *purge_label(const char *count)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(steps); i++)
		if (steps[i].count && strcmp(steps[i].count, count) == 0)
			return T(steps[i].zh, steps[i].en);
	return T("清除内容的操作记录（编号从 1 到）", "runs emptied, up to number");
}

static int find_retention(struct purge *p, struct err *e)
{
	struct day last;
	char text[INSTANT_TEXT];

	if (policy_int(p->job->db, p->sitting.id, "", "retention.days", &p->days, e) < 0)
		return -1;
	BUG_ON(!day_parse(p->sitting.last_on, &last));
	p->retained_from = instant_of_day(last, 0, 0, 0) + DAY_S;
	if (p->job->now >= p->retained_from + p->days * DAY_S)
		return 0;
	instant_format_people(p->retained_from + p->days * DAY_S, text);
	return err_set(e, ERR_RULE, E_PURGE_EARLY, p->sitting.code, p->sitting.last_on,
		       (long long)p->days, text);
}

/* Who is owed money must be found. */
static int refuse_owed(struct purge *p, struct err *e)
{
	struct stmt *st = db_stmt(p->job->db, SQL_PURGE_MONEY_OPEN, e);
	int64_t owed = 0;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", p->sitting.id);
	if (stmt_one_int(st, &owed, e) < 0)
		return -1;
	return owed ? err_set(e, ERR_RULE, E_PURGE_OWED, p->sitting.code, (long long)owed) : 0;
}

static int find_last_run(struct purge *p, struct err *e)
{
	struct stmt *st = db_stmt(p->job->db, SQL_PURGE_LAST_RUN, e);

	if (!st)
		return -1;
	stmt_int(st, ":sitting", p->sitting.id);
	stmt_int(st, ":retained_from", p->retained_from);
	return stmt_one_int(st, &p->through, e) < 0 ? -1 : 0;
}

static int take_away(struct purge *p, struct err *e)
{
	struct db *db = p->job->db;
	size_t i;

	if (run_forget_begin(db, e) < 0)
		return -1;
	for (i = 0; i < ARRAY_LEN(steps); i++) {
		struct stmt *st = db_stmt(db, steps[i].id, e);

		if (!st)
			return -1;
		if (steps[i].id != SQL_PURGE_PHOTOS)
			stmt_int(st, ":sitting", p->sitting.id);
		if (stmt_exec(st, e) < 0)
			return -1;
		if (steps[i].count)
			job_count(p->job, steps[i].count, stmt_changes(st));
		job_progress(p->job, I_PROGRESS_PURGE, (int64_t)i + 1, ARRAY_LEN(steps));
	}
	job_count(p->job, through_key, p->through);
	if (run_forget_end(db, p->through, e) < 0)
		return -1;
	return offering_recount(db, e);
}

static int mark_sitting(struct purge *p, struct err *e)
{
	struct stmt *st = db_stmt(p->job->db, SQL_PURGE_DONE, e);

	if (!st)
		return -1;
	stmt_int(st, ":sitting", p->sitting.id);
	return stmt_exec(st, e);
}

/* ---- the certificate ---- */

static int draw(struct purge *p, struct print_out *po, struct err *e)
{
	struct job *job = p->job;
	struct purge_line lines[ARRAY_LEN(steps) + 1];
	const struct job_count *n;
	struct office_conf conf = {0};
	struct purge_page page = {.lines = lines};
	char now[INSTANT_TEXT], content[HASH_TEXT];
	struct canvas *c;
	struct hash h;
	size_t i;

	if (office_conf_read(job, &conf, e) < 0)
		return -1;
	instant_format_people(job->now, now);
	page.office = conf.name;
	page.sitting = arena_printf(&job->arena, "%s（%s）", p->sitting.name, p->sitting.code);
	page.basis = arena_printf(&job->arena, "考试于 %s 结束，个人信息保存期 %lld 天已满",
				  p->sitting.last_on, (long long)p->days);
	page.done = arena_printf(&job->arena, "%s，操作员 %s，操作记录 %lld", now,
				 job->operator,(long long) db_run_id(job->db));
	for (n = job->counts.items; n < job->counts.items + job->counts.len; n++)
		lines[page.line_count++] = (struct purge_line){
		    purge_label(n->key), arena_printf(&job->arena, "%lld", (long long)n->value)};
	if (print_out_open(po, "purge", "个人信息销毁证明", e) < 0)
		return -1;
	c = pdf_page(po->pdf, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM);
	purge_page_draw(c, &page);
	hash_start(&h);
	hash_text(&h, page.sitting);
	hash_text(&h, page.done);
	for (i = 0; i < page.line_count; i++)
		hash_text(&h, lines[i].how_many);
	hash_end(&h, content);
	print_out_stamp(po, c, content);
	return print_out_close(po, e);
}

static int write_certificate(struct purge *p, const char *path, struct err *e)
{
	struct print_out po = {0};
	int rc;

	if (!path)
		path = job_office_path(
		    p->job, arena_printf(&p->job->arena, "out/purge-%s.pdf", p->sitting.code));
	rc = print_out_start(&po, p->job, &p->sitting, path, false, e);
	if (rc == 0)
		rc = draw(p, &po, e);
	print_out_end(&po, rc == 0);
	return rc;
}

int purge_sitting(struct job *job, const struct purge_opts *opts, struct err *e)
{
	struct purge p = {.job = job};

	if (sitting_find(job->db, &job->arena, opts->sitting, &p.sitting, e) < 0 ||
	    find_retention(&p, e) < 0)
		return -1;
	if (p.sitting.purged_at)
		return 0;
	if (refuse_owed(&p, e) < 0 || find_last_run(&p, e) < 0 || take_away(&p, e) < 0 ||
	    mark_sitting(&p, e) < 0)
		return -1;
	return opts->write_nothing ? 0 : write_certificate(&p, opts->certificate, e);
}

/* ---- after the commit ---- */

struct leftovers {
	struct job *job;
	int64_t removed;
};

/* photos/ab/cdef....jpg: the name says the hash. */
static int remove_unnamed(void *ctx, const char *path, struct err *e)
{
	struct leftovers *l = ctx;
	const char *name = file_name(path);
	struct stmt *st;
	int64_t named = 1;

	if (strlen(name) < 62 || name - path < 3)
		return 0; /* not of the store: left alone */
	st = db_stmt(l->job->db, SQL_PURGE_FILE_NAMED, e);
	if (!st)
		return -1;
	stmt_text(st, ":sha256", arena_printf(&l->job->arena, "%.2s%.62s", name - 3, name));
	if (stmt_one_int(st, &named, e) < 0)
		return -1;
	if (named)
		return 0;
	if (unlink(path) != 0)
		return err_set(e, ERR_OUTPUT, E_FILE_WRITE, path, err_system(errno));
	l->removed++;
	return 0;
}

int purge_leftovers(struct job *job, int64_t *ret_files, int64_t *ret_copies, struct err *e)
{
	struct leftovers l = {.job = job};
	int rc;

	if (db_begin_read(job->db, job->now, e) < 0)
		return -1;
	rc = dir_walk(job_office_path(job, "photos"), remove_unnamed, &l, e);
	if (rc == 0)
		rc = db_end_read(job->db, e);
	*ret_files = l.removed;
	if (rc == 0)
		rc = backup_count_old(job, ret_copies, e);
	return rc < 0 ? -1 : db_compact(job->db, e);
}
