/* Tickets: all of them are looked at before the first is drawn, then they stream into files. */
#include "job/print.h"

#include "base/messages.h"
#include "base/text.h"
#include "base/workers.h"
#include "exam/handout.h"
#include "exam/policy.h"
#include "exam/sitting.h"
#include "exam/ticket.h"
#include "job/glyph_check.h"
#include "job/photo_store.h"
#include "job/print_out.h"
#include "job/ticket_card_page.h"
#include "job/ticket_file.h"
#include "job/ticket_page.h"

#include <stdio.h>
#include <string.h>

/* What holds for the site whose tickets pass by. Texts in its arena. */
struct site_rules {
	struct arena arena;
	const char *code;
	struct ticket_site print;
	bool open, printable;
	int64_t days_before;
};

/* Tickets held in memory before files are drawn; a file is never parted. */
enum { BATCH_TICKETS = 8000, BATCH_TICKETS_MAX = 4 * BATCH_TICKETS };

struct tickets {
	struct job *job;
	const struct print_opts *opts;
	struct print_result *res;
	struct print_out out;
	struct sitting sitting;
	const char *rules; /* of the sitting: most sites' */
	struct sign_key key;
	struct site_rules site;
	struct ticket_press how;
	struct ticket_place place; /* of the one file */
	struct ticket_batch batch; /* of many files */
	const struct ticket_site *batch_site;
	const char *title;
	struct handouts handouts;
	VEC_OF(bool) good; /* by place in the list: the first pass's verdict */
	int64_t expected;
	bool closed; /* some window is */
};

static void complain(struct tickets *p, const char *rule, const struct ticket *t, const char *text,
		     const char *suggestion)
{
	findings_add(&p->job->findings, &(struct finding){.rule = rule,
							  .severity = SEV_ERROR,
							  .subject = t->reg_no,
							  .field = printed_field("subject"),
							  .value = t->subject_code,
							  .text = text,
							  .suggestion = suggestion});
}

/* ---- what holds for a site ---- */

static int read_window(struct tickets *p, struct site_rules *s, struct err *e)
{
	const char *when;

	if (window_is_open(p->job->db, &s->arena, p->sitting.id, s->code, "tickets", &s->open,
			   &when, e) < 0)
		return -1;
	if (!s->open) {
		p->closed = true;
		job_finding(p->job, "R-TICKET", SEV_ERROR, s->code,
			    arena_printf(&s->arena, F_TICKET_WINDOW, when));
	}
	return 0;
}

/* Makes t's site the current one; check: its window and texts are looked at too. */
static int enter_site(struct tickets *p, const struct ticket *t, bool check, struct err *e)
{
	struct site_rules *s = &p->site;
	struct db *db = p->job->db;
	int64_t masked;

	if (s->code && strcmp(s->code, t->site_code) == 0)
		return 0;
	arena_reset(&s->arena);
	s->code = arena_strdup(&s->arena, t->site_code);
	p->batch_site = NULL;
	if (policy_text(db, &s->arena, p->sitting.id, s->code, "ticket.rules", &s->print.rules, e) <
		0 ||
	    policy_int(db, p->sitting.id, s->code, "ticket.mask.id", &masked, e) < 0 ||
	    policy_int(db, p->sitting.id, s->code, "ticket.days.before", &s->days_before, e) < 0)
		return -1;
	s->print.masked = masked != 0;
	s->print.own_rules = strcmp(s->print.rules, p->rules) != 0;
	if (!check)
		return 0;
	s->printable = !glyph_check_text(p->job, p->out.press, s->code, "site_name", t->site_name);
	if (glyph_check_text(p->job, p->out.press, s->code, "address", t->site_address) ||
	    glyph_check_text(p->job, p->out.press, s->code, "notice", t->notice) ||
	    glyph_check_text(p->job, p->out.press, s->code, "ticket.rules", s->print.rules))
		s->printable = false;
	return read_window(p, s, e);
}

/* ---- first pass: may everything be printed? ---- */

/* R-TICKET (manual 004): not earlier than some days before the exam. */
static bool is_too_early(const struct tickets *p, const struct ticket *t)
{
	struct day exam;

	return p->site.days_before > 0 && day_parse(t->on_date, &exam) &&
	       day_number(day_of_instant(p->job->now)) < day_number(exam) - p->site.days_before;
}

/* The photo's own damage is found when it is read, in the second pass. */
static bool may_print(struct tickets *p, struct arena *row, const struct ticket *t)
{
	if (strcmp(t->state, "paid") != 0)
		complain(p, "R-TICKET", t, F_TICKET_UNPAID, S_TICKET_UNPAID);
	else if (!t->seat || !*t->number)
		complain(p, "R-TICKET", t, F_TICKET_NO_SEAT, S_TICKET_NO_SEAT);
	else if (is_too_early(p, t))
		complain(
		    p, "R-TICKET", t,
		    arena_printf(row, F_TICKET_EARLY, (long long)p->site.days_before, t->on_date),
		    NULL);
	else if (!*t->photo_sha256 || !file_exists(photo_store_path(p->job, row, t->photo_sha256)))
		complain(p, "R-PHOTO", t, F_PRINT_NO_PHOTO, S_PRINT_NO_PHOTO);
	else
		return true;
	return false;
}

static bool has_glyphs(struct tickets *p, const struct ticket *t)
{
	const char *const texts[][2] = {{"name", t->name},
					{"id_number", t->id_number},
					{"subject_name", t->subject_name},
					{"room_name", t->room_name}};
	bool good = true;

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (glyph_check_text(p->job, p->out.press, t->reg_no, texts[i][0], texts[i][1]))
			good = false;
	return good;
}

static struct ticket_filter filter_of(const struct tickets *p)
{
	return (struct ticket_filter){p->sitting.id, p->opts->site, p->opts->room,
				      p->opts->candidate};
}

static int check_all(struct tickets *p, int64_t *ret_good, struct err *e)
{
	struct ticket_filter filter = filter_of(p);
	struct stmt *list = ticket_list(p->job->db, &filter, e);
	struct arena row = {0};
	struct ticket t;
	int rc = -1;

	while (list && (rc = ticket_next(list, &row, &t, e)) == 1) {
		bool good;

		if (enter_site(p, &t, true, e) < 0) {
			rc = -1;
			break;
		}
		good = may_print(p, &row, &t);
		good = has_glyphs(p, &t) && good && p->site.printable;
		VEC_PUSH(&p->good, good);
		*ret_good += good;
		p->res->left_out += !good;
		arena_reset(&row);
	}
	arena_free(&row);
	return rc;
}

/* Whether the second pass may begin. */
static int judge(struct tickets *p, int64_t good, struct err *e)
{
	if (p->closed)
		return err_set(e, ERR_RULE, "%s", E_TICKET_WINDOW);
	if (print_out_judge(p->opts, p->res, good, e) < 0)
		return -1;
	if (good == 0)
		return err_set(e, ERR_INPUT, "%s",
			       p->opts->candidate ? E_PRINT_NO_CANDIDATE : E_TICKET_NOTHING);
	return 0;
}

/* ---- second pass: pages ---- */

static const char *file_of(struct tickets *p, struct arena *row, const struct ticket *t)
{
	switch ((enum print_per)p->opts->per) {
	case PRINT_PER_SITE: return arena_printf(row, "tickets-%s", t->site_code);
	case PRINT_PER_ROOM: return arena_printf(row, "tickets-%s-%s", t->site_code, t->room_code);
	case PRINT_PER_CANDIDATE: return arena_printf(row, "ticket-%s", t->number);
	case PRINT_ONE_FILE: break;
	}
	return "tickets";
}

/* 1: is to be printed; 0: has not changed; -1. */
static int has_changed(struct tickets *p, const struct ticket *t, const char *content,
		       struct err *e)
{
	bool same = false;

	if (p->opts->changed_since &&
	    handout_is_same(p->job->db, "ticket", t->entry_id, p->opts->changed_since, content,
			    &same, e) < 0)
		return -1;
	p->res->unchanged += same;
	return !same;
}

/* A photo that turned out to be damaged: all are listed before the print is refused for them. */
static void refuse_photo(struct tickets *p, const struct ticket *t, const char *why)
{
	complain(p, "R-PHOTO", t, why, S_PRINT_NO_PHOTO);
	p->res->left_out++;
}

static int count_printed(struct tickets *p, const struct ticket *t, const char *content,
			 struct err *e)
{
	job_progress(p->job, I_PRINTING, ++p->res->printed, p->expected);
	return handouts_add(&p->handouts, t->candidate_id, t->entry_id, content, e);
}

/* One file: ticket after ticket into it, whatever their number. */
static int print_streaming(struct tickets *p, struct arena *row, const struct ticket *t,
			   const char *content, struct err *e)
{
	struct picture photo;
	const char *why = "";

	if (!print_photo(p->job, row, t->photo_sha256, &photo, &why)) {
		refuse_photo(p, t, why);
		return 0;
	}
	if (!p->opts->write_nothing) {
		if (!p->out.pdf && print_out_open(&p->out, "tickets", p->title, e) < 0)
			return -1;
		ticket_file_draw(&p->out, &p->how, &p->place, row, t, &p->site.print, content,
				 &photo);
	}
	return count_printed(p, t, content, e);
}

/* Many files: some thousand tickets are collected, then drawn by all processors. */
static int flush_batch(struct tickets *p, struct err *e)
{
	struct ticket_batch *b = &p->batch;

	if (b->files.len && ticket_batch_draw(b, e) < 0)
		return -1;
	for (size_t i = 0; i < b->tickets.len; i++) {
		const struct batch_ticket *one = &b->tickets.items[i];

		if (one->bad_photo)
			refuse_photo(p, &one->t, one->bad_photo);
		else if (count_printed(p, &one->t, one->content, e) < 0)
			return -1;
	}
	ticket_batch_clear(b);
	return 0;
}

/* Enough has come together, and files for all processors alike. */
static bool batch_is_full(const struct ticket_batch *b)
{
	return b->tickets.len >= BATCH_TICKETS_MAX ||
	       (b->tickets.len >= BATCH_TICKETS &&
		b->files.len % (size_t)workers_processors() == 0);
}

static int add_to_batch(struct tickets *p, const char *name, const struct ticket *t,
			const char *content, struct err *e)
{
	struct ticket_batch *b = &p->batch;
	struct batch_ticket one = {.site = NULL};
	bool new_file = !b->files.len || strcmp(b->files.items[b->files.len - 1].name, name) != 0;

	if (new_file && batch_is_full(b)) {
		if (flush_batch(p, e) < 0)
			return -1;
		p->batch_site = NULL;
	}
	if (!p->batch_site) {
		struct ticket_site *site = arena_zalloc(&b->arena, 1, sizeof *site);

		*site = p->site.print;
		site->rules = arena_strdup(&b->arena, site->rules);
		p->batch_site = site;
	}
	if (new_file) {
		struct batch_file file = {.name = arena_strdup(&b->arena, name),
					  .first = b->tickets.len};

		VEC_PUSH(&b->files, file);
	}
	b->files.items[b->files.len - 1].count++;
	ticket_copy(&b->arena, t, &one.t);
	one.site = p->batch_site;
	snprintf(one.content, sizeof one.content, "%s", content);
	VEC_PUSH(&b->tickets, one);
	return 0;
}

static int print_one(struct tickets *p, struct arena *row, const struct ticket *t, struct err *e)
{
	char content[HASH_TEXT];
	int changed;

	if (enter_site(p, t, false, e) < 0)
		return -1;
	ticket_content(t, p->site.print.rules, p->site.print.masked, content);
	changed = has_changed(p, t, content, e);
	if (changed <= 0)
		return changed;
	if (p->opts->per == PRINT_ONE_FILE || p->opts->write_nothing)
		return print_streaming(p, row, t, content, e);
	return add_to_batch(p, file_of(p, row, t), t, content, e);
}

static int print_all(struct tickets *p, struct err *e)
{
	struct ticket_filter filter = filter_of(p);
	struct stmt *list = ticket_list(p->job->db, &filter, e);
	struct arena row = {0};
	struct ticket t;
	int rc = -1;

	p->site.code = NULL;
	for (size_t i = 0; list && (rc = ticket_next(list, &row, &t, e)) == 1; i++) {
		if (p->good.items[i] && print_one(p, &row, &t, e) < 0) {
			rc = -1;
			break;
		}
		arena_reset(&row);
	}
	arena_free(&row);
	if (rc < 0 || flush_batch(p, e) < 0 ||
	    print_out_judge(p->opts, p->res, p->res->printed + p->res->unchanged, e) < 0)
		return -1;
	ticket_file_end(&p->out, &p->place);
	return handouts_flush(&p->handouts, e) < 0 ? -1 : print_out_close(&p->out, e);
}

/* ---- the use case ---- */

/* The parts that all tickets have in common: those of the page that is printed. */
static int make_stencils(struct tickets *p, struct err *e)
{
	struct press *press = p->out.press;
	const struct page_design *design = &p->out.design;
	bool six = p->opts->layout == TICKETS_SIX;

	if (print_out_layout(&p->out, six ? "card" : "ticket", ticket_field_names, TICKET_FIELDS,
			     e) < 0)
		return -1;
	p->how = (struct ticket_press){.key = &p->key, .layout = design->layout, .six = six};
	if (six) {
		p->how.card = ticket_card_stencil(press, design->layout, design->heading);
	} else {
		p->how.with_rules = ticket_page_stencil(press, design, p->rules);
		p->how.plain = ticket_page_stencil(press, design, NULL);
	}
	return 0;
}

static int prepare(struct tickets *p, struct err *e)
{
	struct job *job = p->job;

	if (sitting_find(job->db, &job->arena, p->opts->sitting, &p->sitting, e) < 0 ||
	    policy_text(job->db, &job->arena, p->sitting.id, "", "ticket.rules", &p->rules, e) <
		0 ||
	    sign_load(&p->key, job_office_path(job, "ticket.key"), e) < 0 ||
	    print_out_start(&p->out, job, &p->sitting, p->opts->target,
			    p->opts->per != PRINT_ONE_FILE, e) < 0 ||
	    make_stencils(p, e) < 0)
		return -1;
	p->title = arena_printf(&job->arena, "%s准考证", p->out.design.heading);
	p->batch.out = &p->out;
	p->batch.how = &p->how;
	p->batch.title = p->title;
	return 0;
}

int print_tickets(struct job *job, const struct print_opts *opts, struct print_result *ret,
		  struct err *e)
{
	struct tickets p = {
	    .job = job, .opts = opts, .res = ret, .handouts = {.db = job->db, .kind = "ticket"}};
	int64_t good = 0;
	int rc = prepare(&p, e);

	if (rc == 0)
		rc = check_all(&p, &good, e);
	if (rc == 0)
		rc = judge(&p, good, e);
	p.expected = good;
	if (rc == 0)
		rc = print_all(&p, e);
	if (rc == 0)
		rc = print_out_count_old(&p.out, opts,
					 opts->per == PRINT_PER_CANDIDATE ? "ticket" : "tickets",
					 &ret->old_files, e);
	print_out_end(&p.out, rc == 0);
	ret->files = p.out.files;
	ret->pages = p.out.pages;
	arena_free(&p.site.arena);
	ticket_batch_free(&p.batch);
	handouts_free(&p.handouts);
	VEC_FREE(&p.good);
	job->attention = job->attention || ret->left_out > 0;
	return rc;
}
