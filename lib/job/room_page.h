/*
 * The papers of one room in one session: cover, door list, seat map, sign-in sheet with photos,
 * record sheet, seat labels. Lists carry ticket numbers instead of document numbers, because they
 * hang on doors.
 */
#ifndef NCRE_JOB_ROOM_PAGE_H
#define NCRE_JOB_ROOM_PAGE_H

#include "exam/ticket.h"
#include "job/page_layout.h"

enum {
	DOOR_NAMES = 60,   /* of a page: two columns */
	SIGN_SMALL = 30,   /* five by six, with photos */
	SIGN_LARGE = 10,   /* two by five, with larger ones */
	LABEL_NAMES = 30,  /* three by ten */
	SUBJECTS_MAX = 12, /* counted one by one on a cover; more are summed up */
};

/* A room in a session. Its tickets are in the order of seats. */
struct room_pack {
	const struct page_design *design;
	const struct ticket *tickets;
	size_t count;
	int64_t rows, cols;  /* of the room's seats */
	size_t sign_names;   /* of a page: SIGN_SMALL or SIGN_LARGE */
	bool labels;	     /* in the pack */
	const char *content; /* hash over what the pack says */
};

void room_page_cover(struct canvas *c, const struct room_pack *p);
void room_page_door(struct canvas *c, const struct room_pack *p, size_t first);
void room_page_map(struct canvas *c, const struct room_pack *p);
void room_page_record(struct canvas *c, const struct room_pack *p);

/* One cell of the sign-in sheet; head is drawn with the first cell of a page. photo may be NULL. */
void room_page_sign(struct canvas *c, const struct room_pack *p, size_t i,
		    const struct picture *photo);
/* One label at its place (0 .. LABEL_NAMES-1) on a page. */
void room_page_label(struct canvas *c, size_t slot, const struct ticket *t);

/* One line of a site's summary. */
struct room_line {
	const char *room_code, *room_name, *on_date;
	instant starts_at, ends_at;
	int64_t session;
	size_t count;
};
enum { SUMMARY_LINES = 30 };

/* A page of the summary: the lines from first on; behind the last one the sum. */
void room_page_summary(struct canvas *c, const struct page_design *design, const char *site,
		       const struct room_line *lines, size_t count, size_t first);

#endif
