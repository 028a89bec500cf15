#include "exam/ticket_no.h"

#include "base/messages.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PREFIX = 12, SITE_ROOM_AT = 4, SITE_ROOM = 8 };

static struct ticket_no_room *room_of(struct ticket_no_series *s, const char *site_room)
{
	struct ticket_no_room r = {0};
	size_t i;

	for (i = s->rooms.len; i-- > 0;)
		if (memcmp(s->rooms.items[i].site_room, site_room, SITE_ROOM) == 0)
			return &s->rooms.items[i];
	memcpy(r.site_room, site_room, SITE_ROOM);
	VEC_PUSH(&s->rooms, r);
	return &s->rooms.items[s->rooms.len - 1];
}

static int serial_of(const char *number)
{
	int64_t v = 0;

	return text_to_int(number + PREFIX, 0, TICKET_SERIAL_MAX, &v) ? (int)v : 0;
}

static void note_serial(struct ticket_no_series *s, const char *number)
{
	struct ticket_no_room *r = room_of(s, number + SITE_ROOM_AT);
	int serial = serial_of(number);

	if (serial > r->last)
		r->last = serial;
}

void ticket_no_known(struct ticket_no_series *s, const char *number, int64_t entry_id)
{
	struct ticket_no_issued t = {.entry_id = entry_id};

	if (strlen(number) != TICKET_NO_TEXT - 1)
		return;
	memcpy(t.number, number, sizeof t.number);
	VEC_PUSH(&s->issued, t);
	note_serial(s, number);
}

/* The first issued number not below want. */
static size_t lower_bound(const struct ticket_no_series *s, const char *want)
{
	size_t lo = 0, hi = s->issued.len, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (strcmp(s->issued.items[mid].number, want) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static const struct ticket_no_issued *find(const struct ticket_no_series *s, const char *number)
{
	size_t at = lower_bound(s, number);

	if (at < s->issued.len && strcmp(s->issued.items[at].number, number) == 0)
		return &s->issued.items[at];
	return NULL;
}

/* What this entry had here before; NULL where nothing. */
static const struct ticket_no_issued *had_before(const struct ticket_no_series *s,
						 const char *prefix, int64_t entry_id)
{
	size_t at;

	for (at = lower_bound(s, prefix);
	     at < s->issued.len && memcmp(s->issued.items[at].number, prefix, PREFIX) == 0; at++)
		if (s->issued.items[at].entry_id == entry_id)
			return &s->issued.items[at];
	return NULL;
}

static int write_number(char out[TICKET_NO_TEXT], const char *prefix, int64_t serial,
			const struct ticket_no_want *w, struct err *e)
{
	if (serial < 1 || serial > TICKET_SERIAL_MAX)
		return err_set(e, ERR_RULE, E_TICKET_SERIAL, w->site, w->room, (long long)serial);
	snprintf(out, TICKET_NO_TEXT, "%.12s%04d", prefix, (int)serial);
	return 0;
}

static bool is_code(const char *s, size_t len)
{
	return strlen(s) == len && text_is_digits(s);
}

int ticket_no_next(struct ticket_no_series *s, const struct ticket_no_want *w,
		   char out[TICKET_NO_TEXT], struct err *e)
{
	const struct ticket_no_issued *old;
	struct ticket_no_room *room;
	char prefix[PREFIX + 1];
	int64_t serial;

	if (!is_code(w->subject, 2) || !is_code(w->sitting, 2) || !is_code(w->site, 6) ||
	    !is_code(w->room, 2))
		return err_set(e, ERR_RULE, E_TICKET_CODE, w->subject, w->sitting, w->site,
			       w->room);
	snprintf(prefix, sizeof prefix, "%s%s%s%s", w->subject, w->sitting, w->site, w->room);
	room = room_of(s, prefix + SITE_ROOM_AT);
	serial =
	    s->batch_size > 0 ? (w->session_number - 1) * s->batch_size + w->seat : room->last + 1;
	old = had_before(s, prefix, w->entry_id);
	if (old && (s->batch_size == 0 || serial_of(old->number) == serial)) {
		memcpy(out, old->number, TICKET_NO_TEXT);
		return 0;
	}
	if (write_number(out, prefix, serial, w, e) < 0)
		return -1;
	while (find(s, out)) { /* only in batches: counted serials are above all issued ones */
		serial = TICKET_SERIAL_MAX - room->set_aside++;
		if (write_number(out, prefix, serial, w, e) < 0)
			return -1;
	}
	note_serial(s, out);
	return 0;
}

void ticket_no_free(struct ticket_no_series *s)
{
	VEC_FREE(&s->issued);
	VEC_FREE(&s->rooms);
}
