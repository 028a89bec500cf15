/*
 * Dates, rooms and seats of one site: which session, room and seat each entry gets (R-DATE,
 * R-DATE-OPT, R-WISH). Pure: no database, no files, no clock. Same instance, same result, on any
 * machine.
 *
 * Hard: a seat for one entry only; the session and the room offer the subject; the subject's
 * minutes with the entry's extra time fit the session; a room with a tag (an accessible room)
 * takes exactly the entries with that tag; a locked session takes nobody new; what is fixed
 * stays; two sessions of one candidate never overlap, the gap between them counted.
 *
 * Wanted, each level optimal given those before: most entries placed; most wishes kept; which
 * wishes, by public lottery; fewest days per candidate; fewest rooms, or all of them evenly
 * filled; the rest uniformly random.
 */
#ifndef NCRE_EXAM_ASSIGN_H
#define NCRE_EXAM_ASSIGN_H

#include "base/err.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	ASSIGN_SUBJECTS_MAX = 64, /* of one site: a subject is a bit of a mask */
	ASSIGN_DAYS_MAX = 32,
	ASSIGN_ENTRIES_PER_CANDIDATE = 16,
};

struct assign_session {
	int64_t id;
	int day; /* 0 .. days-1 */
	int start_min, minutes;
	bool locked; /* takes no new entry */
};

struct assign_room {
	int64_t id;
	int tag;	/* 0: an ordinary room */
	int rows, cols; /* of the seats; 0: not known */
};

struct assign_entry {
	int64_t id, candidate;
	int subject;
	int wish_day; /* -1: none */
	int school;
	int tag;
	int extra_percent;
	int fixed_session; /* index of a session; -1: free */
	int fixed_room;	   /* index of a room; -1: free */
	int fixed_seat;	   /* 0: free */
};

struct assign_instance {
	const char *site, *seed;
	int gap_min; /* minutes between two sessions of one candidate */
	int days;
	int subject_minutes[ASSIGN_SUBJECTS_MAX];
	struct assign_session *sessions;
	struct assign_room *rooms;
	struct assign_entry *entries;
	size_t n_sessions, n_rooms, n_entries;
	int32_t *open_seats;	 /* [session * n_rooms + room]; 0: closed */
	uint64_t *open_subjects; /* the same shape: bit i, subject i may sit there */
};

/*
 * How the lottery chose: by ticket among all best flows; by ticket among all best assignments free
 * of clashes, by search; or not to the end, because that would have been too much work.
 */
enum assign_lottery { ASSIGN_DRAWN, ASSIGN_SEARCHED, ASSIGN_CUT_SHORT };

enum assign_kind { ASSIGN_UNPLACED, ASSIGN_PLACED, ASSIGN_WISH_KEPT };

struct assign_place {
	int session, room; /* indexes; -1: none */
	int seat;	   /* from 1; 0: none */
	enum assign_kind kind;
};

/*
 * More entries than seats: these entries can sit in these sessions only. Subjects is a mask,
 * sessions an array of flags.
 */
struct assign_short {
	uint64_t subjects;
	const bool *sessions;
	int64_t entries, seats;
};

/*
 * What proves the bounds: prices of a seat in a session and room, [session * n_rooms + room]. One
 * entry not placed counts ASSIGN_UNPLACED_COST, one wish not kept 1; a day counts ASSIGN_DAY_COST.
 */
struct assign_witness {
	int64_t *wish_price, *day_price;
};

enum { ASSIGN_UNPLACED_COST = 1 << 20, ASSIGN_DAY_COST = 1 << 20 };

struct assign_options {
	bool even_rooms;    /* open every room and fill evenly; else as few as needed */
	bool without_seats; /* sessions and rooms only */
};

struct assign_result {
	struct assign_place *places; /* by the instance's entries */
	int64_t placed, placed_bound;
	int64_t wishes, wishes_bound;
	int64_t extra_days, extra_days_bound; /* sum over candidates of days - 1 */
	int64_t priced_placed, priced_wishes; /* the bounds that the witness proves: see below */
	int64_t rooms, rooms_bound;	      /* of sessions, with people in them */
	bool even_rooms;
	int64_t wishes_made; /* valid ones: see assign_solve */
	enum assign_lottery lottery;
	int clash_denials; /* wishes denied because no clash-free place was found */
	int64_t neighbour_pairs, same_subject_pairs, same_school_pairs;
	int64_t same_subject_bound, same_school_bound; /* no seating of these rooms has fewer */
	struct assign_witness witness;
	struct assign_short *shorts; /* why placed_bound is less than the entries */
	size_t n_shorts;
};

/*
 * True for the rules that make an instance usable: indexes and days in range, a room not open in
 * two overlapping sessions, fixed placements possible and without clash. ERR_RULE with the reason
 * otherwise (E_ASSIGN_...).
 */
int assign_check(const struct assign_instance *in, struct err *e) MUST_CHECK;

/*
 * Solves a checked instance. Everything in *ret lives in out. A wish that cannot be met even in
 * an empty site (the subject is not offered that day, or it overlaps the same candidate's earlier
 * wish) is not counted. A value equal to its bound is proven optimal; the bound of the days is
 * given the wishes that the lottery granted. Where clashes stand in the way of what the prices
 * promise, an exact search may prove sharper bounds of places and wishes than the prices do.
 */
void assign_solve(struct arena *out, const struct assign_instance *in,
		  const struct assign_options *opt, struct assign_result *ret);

/* The candidate's place in the lottery: the SHA-256 that anyone can recompute with sha256sum. */
void assign_ticket(const struct assign_instance *in, int64_t candidate, uint8_t out[32]);

/* True where the same person cannot sit in both sessions. */
bool assign_sessions_clash(const struct assign_instance *in, size_t a, size_t b);

#endif
