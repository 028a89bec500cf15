/* Room papers: the seated candidates pass by room after room, a pack for each room and session. */
#include "job/print.h"

#include "base/messages.h"
#include "exam/handout.h"
#include "exam/sitting.h"
#include "exam/ticket.h"
#include "job/glyph_check.h"
#include "job/print_out.h"
#include "job/room_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rooms {
	struct job *job;
	const struct print_opts *opts;
	struct print_result *res;
	struct print_out out;
	struct sitting sitting;
	struct handouts handouts;
	struct arena pack_arena, site_arena;
	VEC_OF(struct ticket) pack;	 /* of one room and session */
	VEC_OF(struct room_line) lines;	 /* of one site's summary */
	VEC_OF(struct ticket) stacked;	 /* of one site, for labels in stacks */
	const char *site;		 /* "830001 name", of the open summary */
	char site_code[8], room_code[8]; /* of the open file */
	bool site_marked;		 /* has its bookmark */
};

static struct ticket_filter filter_of(const struct rooms *p)
{
	return (struct ticket_filter){p->sitting.id, p->opts->site, p->opts->room, NULL};
}

/* ---- first pass ---- */

static bool is_good(struct rooms *p, const struct ticket *t)
{
	const char *const texts[][2] = {{"name", t->name},
					{"subject_name", t->subject_name},
					{"site_name", t->site_name},
					{"room_name", t->room_name}};
	bool good = t->seat && *t->number;

	if (!good)
		findings_add(&p->job->findings, &(struct finding){.rule = "R-TICKET",
								  .severity = SEV_ERROR,
								  .subject = t->reg_no,
								  .field = printed_field("subject"),
								  .value = t->subject_code,
								  .text = F_TICKET_NO_SEAT,
								  .suggestion = S_TICKET_NO_SEAT});
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (glyph_check_text(p->job, p->out.press, t->reg_no, texts[i][0], texts[i][1]))
			good = false;
	return good;
}

static int check_all(struct rooms *p, int64_t *ret_good, struct err *e)
{
	struct ticket_filter filter = filter_of(p);
	struct stmt *list = ticket_list(p->job->db, &filter, e);
	struct arena row = {0};
	struct ticket t;
	int rc = -1;

	while (list && (rc = ticket_next(list, &row, &t, e)) == 1) {
		bool good = is_good(p, &t);

		*ret_good += good;
		p->res->left_out += !good;
		arena_reset(&row);
	}
	arena_free(&row);
	if (rc < 0)
		return -1;
	if (print_out_judge(p->opts, p->res, *ret_good, e) < 0)
		return -1;
	return *ret_good ? 0 : err_set(e, ERR_INPUT, "%s", E_TICKET_NOTHING);
}

/* ---- second pass ---- */

/* The first pass has listed what is not. */
static bool is_printable(const struct rooms *p, const struct ticket *t)
{
	uint32_t cp;

	return t->seat && *t->number && !press_uncovered(p->out.press, t->name, &cp, 1) &&
	       !press_uncovered(p->out.press, t->subject_name, &cp, 1) &&
	       !press_uncovered(p->out.press, t->site_name, &cp, 1) &&
	       !press_uncovered(p->out.press, t->room_name, &cp, 1);
}

static struct canvas *page(struct rooms *p)
{
	return pdf_page(p->out.pdf, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM);
}

static void draw_sign_sheet(struct rooms *p, const struct room_pack *pack)
{
	struct canvas *c = NULL;
	struct arena row = {0};

	for (size_t i = 0; i < pack->count; i++) {
		const struct ticket *t = &pack->tickets[i];
		struct picture photo;
		const char *why = F_PRINT_NO_PHOTO;
		bool has =
		    *t->photo_sha256 && print_photo(p->job, &row, t->photo_sha256, &photo, &why);

		if (!has)
			job_finding(p->job, "R-PHOTO", SEV_WARN, t->reg_no, why);
		if (i % pack->sign_names == 0) {
			c = page(p);
			print_out_stamp(&p->out, c, pack->content);
		}
		room_page_sign(c, pack, i, has ? &photo : NULL);
		arena_reset(&row);
	}
	arena_free(&row);
}

static void draw_pack(struct rooms *p, const struct room_pack *pack)
{
	struct canvas *c = page(p);

	if (!p->site_marked)
		pdf_bookmark(p->out.pdf, 0, p->site);
	p->site_marked = true;
	if (strcmp(p->room_code, pack->tickets[0].room_code) != 0) {
		snprintf(p->room_code, sizeof p->room_code, "%s", pack->tickets[0].room_code);
		pdf_bookmark(p->out.pdf, 1,
			     arena_printf(&p->pack_arena, "第%s考场", pack->tickets[0].room_code));
	}
	pdf_bookmark(p->out.pdf, 2,
		     arena_printf(&p->pack_arena, "第%lld批 %s",
				  (long long)pack->tickets[0].session, pack->tickets[0].on_date));
	room_page_cover(c, pack);
	print_out_stamp(&p->out, c, pack->content);
	for (size_t i = 0; i < pack->count; i += DOOR_NAMES) {
		room_page_door(c = page(p), pack, i);
		print_out_stamp(&p->out, c, pack->content);
	}
	room_page_map(c = page(p), pack);
	print_out_stamp(&p->out, c, pack->content);
	draw_sign_sheet(p, pack);
	room_page_record(c = page(p), pack);
	print_out_stamp(&p->out, c, pack->content);
	for (size_t i = 0; i < pack->count && pack->labels; i++) {
		if (i % LABEL_NAMES == 0) {
			c = page(p);
			print_out_stamp(&p->out, c, pack->content);
		}
		room_page_label(c, i % LABEL_NAMES, &pack->tickets[i]);
	}
}

static int read_plan(struct rooms *p, const struct ticket *t, struct room_pack *pack, struct err *e)
{
	struct stmt *st = db_stmt(p->job->db, SQL_ROOM_PLAN, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", p->sitting.id);
	stmt_text(st, ":site", t->site_code);
	stmt_text(st, ":room", t->room_code);
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	pack->rows = rc ? col_int(st, "row_count") : 1;
	pack->cols = rc ? col_int(st, "col_count") : 1;
	if (rc)
		stmt_done(st);
	return 0;
}

static void stamp_summary(struct rooms *p, struct canvas *c)
{
	char content[HASH_TEXT];
	struct hash h;

	hash_start(&h);
	hash_text(&h, p->site);
	for (size_t i = 0; i < p->lines.len; i++) {
		const struct room_line *l = &p->lines.items[i];

		hash_text(&h,
			  arena_printf(&p->site_arena, "%s %lld %lld %zu", l->room_code,
				       (long long)l->session, (long long)l->starts_at, l->count));
	}
	hash_end(&h, content);
	print_out_stamp(&p->out, c, content);
}

static int by_session(const void *left, const void *right)
{
	const struct ticket *a = left, *b = right;
	int order = (a->session > b->session) - (a->session < b->session);

	if (order == 0)
		order = strcmp(a->room_code, b->room_code);
	return order ? order : (a->seat > b->seat) - (a->seat < b->seat);
}

static void content_of(const struct ticket *t, size_t count, char out[HASH_TEXT])
{
	char one[HASH_TEXT];
	struct hash h;

	hash_start(&h);
	for (size_t i = 0; i < count; i++) {
		ticket_content(&t[i], "", false, one);
		hash_text(&h, one);
	}
	hash_end(&h, out);
}

/* The tickets from t on that are of one room. */
static size_t room_count(const struct ticket *t, size_t count)
{
	size_t n = 1;

	while (n < count && strcmp(t[n].room_code, t[0].room_code) == 0)
		n++;
	return n;
}

/* Places of a page that the rooms take where each place gets a pile of `pages` labels. */
static size_t places_needed(const struct ticket *t, size_t count, size_t pages)
{
	size_t places = 0;

	for (size_t i = 0, n; i < count; i += n) {
		n = room_count(t + i, count - i);
		places += (n + pages - 1) / pages;
	}
	return places;
}

/* A stack of pages: every place of it holds a pile of one room, in the order of seats. */
static void draw_stack_pages(struct rooms *p, const struct ticket *t, size_t count, size_t pages)
{
	char content[HASH_TEXT];

	content_of(t, count, content);
	for (size_t k = 0; k < pages; k++) {
		struct canvas *c = page(p);
		size_t slot = 0;

		if (k == 0)
			pdf_bookmark(
			    p->out.pdf, 1,
			    arena_printf(&p->site_arena, "桌贴　第%lld批", (long long)t->session));
		print_out_stamp(&p->out, c, content);
		for (size_t i = 0, n; i < count; i += n) {
			n = room_count(t + i, count - i);
			for (size_t from = 0; from < n; from += pages, slot++)
				if (from + k < n)
					room_page_label(c, slot, &t[i + from + k]);
		}
	}
}

/*
 * Labels of a session, to be cut as a stack: a pile never mixes rooms, the piles of a room follow
 * each other, and there are as few pages as that allows. With a full page of rooms it holds the
 * same seat of each.
 */
static void draw_stack(struct rooms *p, const struct ticket *t, size_t count)
{
	for (size_t done = 0, end; done < count; done = end) {
		size_t rooms = 0, pages = 1;

		for (end = done; end < count && rooms < LABEL_NAMES; rooms++)
			end += room_count(t + end, count - end);
		while (places_needed(t + done, end - done, pages) > LABEL_NAMES)
			pages++;
		draw_stack_pages(p, t + done, end - done, pages);
	}
}

static void draw_stacks(struct rooms *p)
{
	size_t n = p->stacked.len, first = 0;

	if (n == 0)
		return;
	qsort(p->stacked.items, n, sizeof *p->stacked.items, by_session);
	for (size_t i = 1; i <= n; i++) {
		if (i < n && p->stacked.items[i].session == p->stacked.items[first].session)
			continue;
		draw_stack(p, p->stacked.items + first, i - first);
		first = i;
	}
	p->stacked.len = 0;
}

/* Labels in stacks and the summary of the site whose packs have been drawn: its last pages. */
static void end_site(struct rooms *p)
{
	size_t n = p->lines.len;

	draw_stacks(p);
	for (size_t i = 0; i < n; i += SUMMARY_LINES) {
		struct canvas *c = page(p);

		if (i == 0)
			pdf_bookmark(p->out.pdf, 1, "汇总表");
		room_page_summary(c, &p->out.design, p->site, p->lines.items, n, i);
		stamp_summary(p, c);
	}
	p->lines.len = 0;
	arena_reset(&p->site_arena);
}

static int enter_file(struct rooms *p, const struct ticket *t, struct err *e)
{
	bool new_site = strcmp(p->site_code, t->site_code) != 0;
	const char *name = "rooms";

	if (p->out.pdf && !new_site)
		return 0;
	if (p->out.pdf)
		end_site(p);
	if (p->opts->per == PRINT_PER_SITE) {
		name = arena_printf(&p->pack_arena, "rooms-%s", t->site_code);
		if (print_out_close(&p->out, e) < 0)
			return -1;
	}
	if (!p->out.pdf &&
	    print_out_open(&p->out, name,
			   arena_printf(&p->pack_arena, "%s考场资料", p->sitting.name), e) < 0)
		return -1;
	snprintf(p->site_code, sizeof p->site_code, "%s", t->site_code);
	p->site = arena_printf(&p->site_arena, "%s %s", t->site_code, t->site_name);
	p->room_code[0] = '\0';
	p->site_marked = false;
	return 0;
}

/* Draws and records the pack that has come together. */
static int end_pack(struct rooms *p, struct err *e)
{
	const struct ticket *t = p->pack.items;
	struct room_pack pack = {
	    .design = &p->out.design,
	    .tickets = t,
	    .count = p->pack.len,
	    .sign_names = p->opts->sign_in == SIGN_IN_10 ? SIGN_LARGE : SIGN_SMALL,
	    .labels = p->opts->labels == LABELS_ROOM,
	};
	struct room_line line;
	char content[HASH_TEXT];

	if (p->pack.len == 0)
		return 0;
	content_of(t, p->pack.len, content);
	pack.content = content;

	if (read_plan(p, t, &pack, e) < 0)
		return -1;
	if (!p->opts->write_nothing) {
		if (enter_file(p, t, e) < 0)
			return -1;
		line = (struct room_line){arena_strdup(&p->site_arena, t->room_code),
					  arena_strdup(&p->site_arena, t->room_name),
					  arena_strdup(&p->site_arena, t->on_date),
					  t->starts_at,
					  t->ends_at,
					  t->session,
					  pack.count};
		VEC_PUSH(&p->lines, line);
		for (size_t i = 0; i < pack.count && p->opts->labels == LABELS_STACK; i++) {
			struct ticket kept;

			ticket_copy(&p->site_arena, &t[i], &kept);
			VEC_PUSH(&p->stacked, kept);
		}
		draw_pack(p, &pack);
	}
	p->res->printed++;
	p->pack.len = 0;
	if (handouts_add(&p->handouts, 0, 0, content, e) < 0)
		return -1;
	arena_reset(&p->pack_arena);
	return 0;
}

static bool is_same_pack(const struct ticket *a, const struct ticket *b)
{
	return strcmp(a->site_code, b->site_code) == 0 && strcmp(a->room_code, b->room_code) == 0 &&
	       a->session == b->session;
}

static int print_all(struct rooms *p, struct err *e)
{
	struct ticket_filter filter = filter_of(p);
	struct stmt *list = ticket_list(p->job->db, &filter, e);
	struct arena row = {0};
	struct ticket t, kept;
	int rc = -1;

	while (list && (rc = ticket_next(list, &row, &t, e)) == 1) {
		if (p->pack.len && !is_same_pack(&p->pack.items[0], &t) && end_pack(p, e) < 0) {
			rc = -1;
			break;
		}
		if (is_printable(p, &t)) {
			ticket_copy(&p->pack_arena, &t, &kept);
			VEC_PUSH(&p->pack, kept);
		}
		arena_reset(&row);
	}
	arena_free(&row);
	if (rc < 0 || end_pack(p, e) < 0 || handouts_flush(&p->handouts, e) < 0)
		return -1;
	if (p->out.pdf)
		end_site(p);
	return print_out_close(&p->out, e);
}

int print_rooms(struct job *job, const struct print_opts *opts, struct print_result *ret,
		struct err *e)
{
	struct rooms p = {
	    .job = job, .opts = opts, .res = ret, .handouts = {.db = job->db, .kind = "room"}};
	int64_t good = 0;
	int rc = -1;

	if (sitting_find(job->db, &job->arena, opts->sitting, &p.sitting, e) == 0 &&
	    print_out_start(&p.out, job, &p.sitting, opts->target, opts->per != PRINT_ONE_FILE,
			    e) == 0 &&
	    print_out_layout(&p.out, "rooms", NULL, 0, e) == 0)
		rc = check_all(&p, &good, e);
	if (rc == 0)
		rc = print_all(&p, e);
	if (rc == 0)
		rc = print_out_count_old(&p.out, opts, "rooms", &ret->old_files, e);
	print_out_end(&p.out, rc == 0);
	ret->files = p.out.files;
	ret->pages = p.out.pages;
	VEC_FREE(&p.pack);
	handouts_free(&p.handouts);
	VEC_FREE(&p.lines);
	VEC_FREE(&p.stacked);
	arena_free(&p.pack_arena);
	arena_free(&p.site_arena);
	job->attention = job->attention || ret->left_out > 0;
	return rc;
}
