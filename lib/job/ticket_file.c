#include "job/ticket_file.h"

#include "base/messages.h"
#include "base/text.h"
#include "base/workers.h"
#include "job/ticket_card_page.h"
#include "job/ticket_page.h"

#include <stdio.h>
#include <string.h>

static void bookmark(struct print_out *out, struct ticket_place *place, struct arena *row,
		     const struct ticket *t)
{
	if (strcmp(place->site, t->site_code) != 0) {
		snprintf(place->site, sizeof place->site, "%s", t->site_code);
		place->room[0] = '\0';
		pdf_bookmark(out->pdf, 0, arena_printf(row, "%s %s", t->site_code, t->site_name));
	}
	if (strcmp(place->room, t->room_code) != 0) {
		snprintf(place->room, sizeof place->room, "%s", t->room_code);
		pdf_bookmark(out->pdf, 1,
			     arena_printf(row, "第%s考场 %s", t->room_code, t->room_name));
	}
}

/* Footer of the front, then the back. */
void ticket_file_end(struct print_out *out, struct ticket_place *place)
{
	char content[HASH_TEXT];

	if (!place->sheet)
		return;
	hash_end(&place->content, content);
	print_out_stamp(out, place->sheet, content);
	canvas_stencil(pdf_page(out->pdf, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM), place->stencil, 0,
		       0);
	place->sheet = NULL;
}

/* A sheet holds one room of one site: its back is the site's, and packs go to rooms. */
static void draw_card(struct print_out *out, const struct ticket_press *how,
		      struct ticket_place *place, struct arena *row, const struct ticket *t,
		      const struct ticket_site *site, const char *content,
		      const struct picture *photo)
{
	bool new_site = !place->has_stencil || strcmp(place->site, t->site_code) != 0;

	if (place->slot == CARDS_OF_PAGE || new_site || strcmp(place->room, t->room_code) != 0)
		ticket_file_end(out, place);
	if (new_site)
		place->stencil = ticket_card_back(out->pdf, how->layout, site->rules, t->notice);
	place->has_stencil = true;
	if (!place->sheet) {
		place->sheet = pdf_page(out->pdf, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM);
		place->slot = 0;
		hash_start(&place->content);
	}
	bookmark(out, place, row, t);
	hash_text(&place->content, content);
	ticket_card_draw(place->sheet, how->layout, how->card, place->slot++, t,
			 site->masked ? text_mask_number(row, t->id_number) : t->id_number, photo,
			 ticket_code(row, t, how->key));
}

void ticket_file_draw(struct print_out *out, const struct ticket_press *how,
		      struct ticket_place *place, struct arena *row, const struct ticket *t,
		      const struct ticket_site *site, const char *content,
		      const struct picture *photo)
{
	struct canvas *c;

	if (how->six) {
		draw_card(out, how, place, row, t, site, content, photo);
		return;
	}
	if (!place->has_stencil || strcmp(place->site, t->site_code) != 0)
		place->stencil = ticket_page_notice(out->press, out->pdf, how->layout, site->rules,
						    site->own_rules, t->notice);
	place->has_stencil = true;
	c = pdf_page(out->pdf, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM);
	bookmark(out, place, row, t);
	canvas_stencil(c, site->own_rules ? how->plain : how->with_rules, 0, 0);
	if (place->stencil >= 0)
		canvas_stencil(c, place->stencil, 0, 0);
	print_out_logo(out, c, TICKET_LOGO);
	ticket_page_draw(c, how->layout, t,
			 site->masked ? text_mask_number(row, t->id_number) : t->id_number, photo,
			 ticket_code(row, t, how->key));
	print_out_stamp(out, c, content);
}

/* ---- whole files, in workers ---- */

enum { BAD_MAX = 64, WHY_MAX = 200 };

/* What a worker tells of one file: plain data. */
struct drawn {
	struct err err;
	int64_t pages;
	uint32_t bad_count;
	struct {
		uint32_t ticket; /* of the file */
		char why[WHY_MAX];
	} bad[BAD_MAX];
};

static void note_bad(struct drawn *d, size_t i, const char *why)
{
	if (d->bad_count == BAD_MAX) {
		if (!d->err.code)
			(void)err_set(&d->err, ERR_RULE, "%s", why);
		return;
	}
	d->bad[d->bad_count].ticket = (uint32_t)i;
	snprintf(d->bad[d->bad_count++].why, WHY_MAX, "%s", why);
}

static void draw_file(void *ctx, size_t item, void *result)
{
	struct ticket_batch *b = ctx;
	const struct batch_file *file = &b->files.items[item];
	struct print_out out = *b->out;
	struct ticket_place place = {0};
	struct arena row = {0};
	struct drawn *d = result;

	for (size_t i = 0; i < file->count && !d->err.code; i++) {
		const struct batch_ticket *one = &b->tickets.items[file->first + i];
		struct picture photo;
		const char *why = "";

		if (!print_photo(out.job, &row, one->t.photo_sha256, &photo, &why)) {
			note_bad(d, i, why);
			continue;
		}
		if (!out.pdf && print_out_begin(&out, file->output, b->title, &d->err) < 0)
			break;
		ticket_file_draw(&out, b->how, &place, &row, &one->t, one->site, one->content,
				 &photo);
		arena_reset(&row);
	}
	arena_free(&row);
	if (d->err.code) {
		pdf_abandon(out.pdf);
		return;
	}
	if (out.pdf) {
		ticket_file_end(&out, &place);
		d->pages = (int64_t)pdf_page_count(out.pdf);
	}
	if (print_out_end_file(&out, &d->err) < 0)
		return;
}

static int file_done(void *ctx, size_t item, const void *result, struct err *e)
{
	struct ticket_batch *b = ctx;
	struct batch_file *file = &b->files.items[item];
	const struct drawn *d = result;

	if (!d)
		return err_set(e, ERR_OUTPUT, E_PRINT_WORKER, file->name);
	if (d->err.code) {
		*e = d->err;
		return err_in(e, "%s", file->name);
	}
	for (uint32_t i = 0; i < d->bad_count; i++)
		b->tickets.items[file->first + d->bad[i].ticket].bad_photo =
		    arena_strdup(&b->arena, d->bad[i].why);
	file->pages = d->pages;
	b->out->pages += d->pages;
	b->out->files += d->pages > 0;
	return d->pages > 0 ? output_finish(file->output, e) : 0;
}

int ticket_batch_draw(struct ticket_batch *b, struct err *e)
{
	struct work work = {
	    .count = b->files.len,
	    .result_size = sizeof(struct drawn),
	    .ctx = b,
	    .one = draw_file,
	    .done = file_done,
	};

	for (size_t i = 0; i < b->files.len; i++)
		if (print_out_place(b->out, b->files.items[i].name, &b->files.items[i].output, e) <
		    0)
			return -1;
	return workers_run(&work, 0, e);
}

void ticket_batch_clear(struct ticket_batch *b)
{
	b->tickets.len = b->files.len = 0;
	arena_reset(&b->arena);
}

void ticket_batch_free(struct ticket_batch *b)
{
	VEC_FREE(&b->tickets);
	VEC_FREE(&b->files);
	arena_free(&b->arena);
}
