/*
 * Numbers of admission tickets: 16 digits, subject 2 + sitting 2 + site 6 + room 2 + serial 4
 * (domain/numbers.md 2.1). A number that was ever issued belongs to its entry for ever. The last
 * four digits mean nothing to this program once they are printed.
 */
#ifndef NCRE_EXAM_TICKET_NO_H
#define NCRE_EXAM_TICKET_NO_H

#include "base/err.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TICKET_NO_TEXT = 17, TICKET_SERIAL_MAX = 9999 };

/* The numbers of one site in one sitting. Zero-initialise, ticket_no_free releases. */
struct ticket_no_series {
	VEC_OF(struct ticket_no_issued) issued; /* ascending by number */
	VEC_OF(struct ticket_no_room) rooms;
	int64_t batch_size; /* policy ticket.batch.size; 0: serials count in the room */
};

struct ticket_no_issued {
	char number[TICKET_NO_TEXT];
	int64_t entry_id;
};

struct ticket_no_room {
	char site_room[9]; /* 8 digits */
	int last;	   /* highest serial ever issued in the room */
	int set_aside;	   /* serials taken from the top down, in batches */
};

/* Whose number is wanted. Codes are digits of the right length (checked: ERR_RULE). */
struct ticket_no_want {
	int64_t entry_id;
	const char *subject, *sitting, *site, *room;
	int64_t session_number;
	int seat;
};

/* Tells the series of a number issued earlier; before the first ticket_no_next. */
void ticket_no_known(struct ticket_no_series *s, const char *number, int64_t entry_id);

/*
 * The next number for w: the one this entry had in this room before; else by the serial rule (the
 * next of the room, or (session - 1) * batch size + seat); else, where that was issued to somebody
 * else, the highest free one. ERR_RULE where the four digits are used
 * up or a code does not fit (E_TICKET_...).
 */
int ticket_no_next(struct ticket_no_series *s, const struct ticket_no_want *w,
		   char out[TICKET_NO_TEXT], struct err *e) MUST_CHECK;

void ticket_no_free(struct ticket_no_series *s);

#endif
