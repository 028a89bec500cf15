/* Printing in bulk: admission tickets and registration forms as PDF. */
#ifndef NCRE_JOB_PRINT_H
#define NCRE_JOB_PRINT_H

#include "job/job.h"

enum print_per { PRINT_ONE_FILE, PRINT_PER_SITE, PRINT_PER_ROOM, PRINT_PER_CANDIDATE };

enum ticket_layout { TICKETS_ONE, TICKETS_SIX }; /* a page */

enum seat_labels { LABELS_ROOM, LABELS_STACK }; /* in each pack; or of a site, to be cut */
enum sign_in { SIGN_IN_30, SIGN_IN_10 };	/* names a page */

struct print_opts {
	const char *target;	 /* -o: a folder, or a file that ends in .pdf */
	const char *sitting;	 /* code; NULL: the newest */
	const char *site, *room; /* NULL: all */
	const char *candidate;	 /* registration, document or ticket number */
	int per;		 /* enum print_per */
	int layout;		 /* enum ticket_layout */
	int labels, sign_in;	 /* print-rooms: enum seat_labels, enum sign_in */
	bool skip_unprintable;	 /* leave out and list, instead of refusing */
	bool write_nothing;	 /* a dry run: everything but the files */
	bool proof;		 /* print-forms: the proof sheet instead */
	int64_t changed_since;	 /* only what differs from the print of that run; 0: all */
};

struct print_result {
	int64_t printed, left_out, unchanged, files, pages;
	int64_t old_files; /* of an earlier print, in the folder and not replaced */
};

/*
 * R-TICKET, R-GLYPH: prints the tickets of the paid and seated entries inside the ticket window,
 * by site, room, session and seat, and records what was handed out. Everything is checked before
 * the first page: ERR_RULE with findings where a ticket cannot be printed, unless
 * skip_unprintable. ERR_INPUT where there is nothing to print.
 */
int print_tickets(struct job *job, const struct print_opts *opts, struct print_result *ret,
		  struct err *e) MUST_CHECK;

/*
 * Registration forms (报名登记表) by site and registration number: after payment, or before it
 * where the policy form.before.payment says so. Same refusals.
 */
int print_forms(struct job *job, const struct print_opts *opts, struct print_result *ret,
		struct err *e) MUST_CHECK;

/*
 * Room papers of the seated candidates: for each room and session a pack (cover, door list, seat
 * map, sign-in sheet with photos, record sheet, seat labels), for each site a summary behind its
 * packs. ret->printed counts packs. ERR_RULE where a paid entry has no seat or a text no glyphs,
 * unless skip_unprintable; a missing photo is an empty box and a warning.
 */
int print_rooms(struct job *job, const struct print_opts *opts, struct print_result *ret,
		struct err *e) MUST_CHECK;

/*
 * A proof sheet of all names with rare characters (press_is_rare), to be ticked off by a person.
 * Names that cannot be printed at all are findings. ERR_INPUT where there is no such name.
 */
int print_proof(struct job *job, const struct print_opts *opts, struct print_result *ret,
		struct err *e) MUST_CHECK;

#endif
