/*
 * Tickets into files: one after the other into an open file, or whole files at once, spread over
 * the processors. Inside lib/job.
 */
#ifndef NCRE_JOB_TICKET_FILE_H
#define NCRE_JOB_TICKET_FILE_H

#include "exam/ticket.h"
#include "job/print_out.h"

/* What a site's tickets have in common. */
struct ticket_site {
	const char *rules;
	bool own_rules; /* other than the sitting's, which stand in the stencil */
	bool masked;	/* document numbers */
};

/* How tickets are drawn; the same for all files of a print. */
struct ticket_press {
	const struct sign_key *key;
	const struct page_layout *layout; /* of a page, or of a card */
	bool six;			  /* a page */
	int with_rules, plain;		  /* stencils: with the sitting's rules, without any */
	int card;			  /* stencil of one of six */
};

/* Where the open file of a print_out stands. Zero at the start of each file. */
struct ticket_place {
	bool has_stencil;
	int stencil; /* of the site's notice; -1: it has nothing to say */
	char site[8], room[8];
	/* six a page: the open sheet */
	struct canvas *sheet;
	int slot; /* the next card's */
	struct hash content;
};

/* Draws one ticket on the next page of out's open file. */
void ticket_file_draw(struct print_out *out, const struct ticket_press *how,
		      struct ticket_place *place, struct arena *row, const struct ticket *t,
		      const struct ticket_site *site, const char *content,
		      const struct picture *photo);

/* Ends the sheet, where six are printed a page: before the file is ended. */
void ticket_file_end(struct print_out *out, struct ticket_place *place);

/* ---- whole files ---- */

struct batch_ticket {
	struct ticket t;
	const struct ticket_site *site;
	char content[HASH_TEXT];
	const char *bad_photo; /* after drawing: what is wrong with it; NULL: it was drawn */
};

struct batch_file {
	const char *name;
	size_t first, count; /* its tickets */
	struct output *output;
	int64_t pages; /* after drawing */
};

/* Zero-initialise; texts of what is added must live in arena. */
struct ticket_batch {
	struct arena arena;
	VEC_OF(struct batch_ticket) tickets;
	VEC_OF(struct batch_file) files;
	/* for drawing */
	struct print_out *out;
	const struct ticket_press *how;
	const char *title;
};

/*
 * Draws and finishes all files of the batch, in as many processes as there are processors. A file
 * none of whose tickets can be drawn does not come into being. ERR_RULE where a text does not fit.
 */
int ticket_batch_draw(struct ticket_batch *b, struct err *e) MUST_CHECK;
void ticket_batch_clear(struct ticket_batch *b); /* ready for the next */
void ticket_batch_free(struct ticket_batch *b);

#endif
