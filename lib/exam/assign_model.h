/*
 * The solver's own picture of an instance: cells, classes, candidates in lottery order. A private
 * part of exam/assign; the steps that share it are named in assign.c.
 */
#ifndef NCRE_EXAM_ASSIGN_MODEL_H
#define NCRE_EXAM_ASSIGN_MODEL_H

#include "base/chance.h"
#include "exam/assign.h"
#include "exam/assign_net.h"

/* Rooms of one session that take the same subjects and have the same tag. */
struct cell {
	int session, day, tag;
	uint64_t subjects;
	int32_t seats; /* those that no fixed entry has taken */
};

/* What an entry needs; entries that need the same share a class. */
struct need {
	int subject, tag, extra_percent, session; /* session: fixed to it, or -1 */
	uint32_t cls;
};

enum promise { PROMISE_NONE, PROMISE_SEAT, PROMISE_WISH };

struct ent {
	uint32_t in;   /* index among the instance's entries */
	uint32_t cand; /* index among cands */
	uint32_t cls;
	uint32_t group; /* in the last network */
	int wish;	/* a day that can be kept; -1: none */
	bool anchored;	/* its session and room are fixed: takes no part in the networks */
	bool denied;	/* its wish lost: no clash-free place was found for it */
	bool granted, companion, placed;
	enum promise promise; /* of the exact search */
	uint32_t comp;	      /* days its candidate has to come anyway; 0: none */
	int cell;	      /* -1: none */
	int room;	      /* of anchored ones; later of all */
};

struct cand {
	int64_t id;
	uint8_t ticket[32];
	uint32_t first, n; /* its entries */
	uint32_t n_free;   /* of these, not anchored and placed by the first network */
	int min_days;	   /* fewest days with an empty site, given the grants */
	int days;	   /* now */
	bool fixed;	   /* its entries have their cells */
};

struct key_map {
	uint64_t *keys;
	uint32_t *values;
	uint32_t size, used;
};

struct solver {
	struct arena *mem; /* the model: as long as one solve; the steps: one round */
	const struct assign_instance *in;
	struct cell *cells;
	uint32_t n_cells, cell_words;
	int32_t *room_left;  /* [session * n_rooms + room] after the fixed entries */
	int *cell_of_room;   /* the same shape; -1: closed */
	uint64_t *day_cells; /* [day * cell_words]: sets */
	uint64_t *class_cells;
	uint64_t *class_subjects; /* per class: which subjects are in it */
	uint32_t n_classes;
	bool *class_session; /* [class * n_sessions + session] */
	bool *clash;	     /* [session * n_sessions + session] */
	struct ent *ents;
	struct cand *cands;
	uint32_t n_cands;
	uint32_t *multi; /* candidates with several entries, at least one free */
	uint32_t n_multi;
	struct net net; /* the current one */
	struct key_map groups;
	uint32_t *group_cls, *group_days; /* of net 3: class and day mask */
	const int32_t *prices2;		  /* dual of the companion flow, per cell */
	int64_t extra_now, extra_bound;
	int64_t flow_cost;  /* of the first network: not placed, and wishes not kept */
	int64_t least_cost; /* nothing costs less: the same, sharper where searched */
	int64_t work; /* steps of the searches so far: bounds the time, the same on any machine */
	int64_t *day_prices; /* what proves extra_bound, per cell; as long as one solve */
	bool compact;	     /* few rooms are wanted */
	uint32_t lost;	     /* candidates without a clash-free place so far */
};

enum { WORK_MAX = 1000000000 };

/* Dense numbers for keys, in order of first appearance. Lives in out. */
uint32_t key_number(struct arena *out, struct key_map *map, uint64_t key);

/* Everything up to and with the validity of wishes. in is checked. */
void model_make(struct arena *mem, struct solver *s, const struct assign_instance *in);

/* Starts the stream "ncre-assign-v1|SEED|SITE|word|id". */
void model_stream(const struct assign_instance *in, const char *word, int64_t id, struct chance *c);

static inline const struct assign_entry *ent_in(const struct solver *s, const struct ent *e)
{
	return &s->in->entries[e->in];
}
static inline bool ent_is_free(const struct ent *e)
{
	return !e->anchored && e->placed;
}
static inline int days_in(uint32_t days)
{
	return __builtin_popcount(days);
}

/*
 * Where one entry of a tuple may go: a class and a mask of days, or one session (class
 * UINT32_MAX).
 */
struct choice {
	uint32_t cls;
	uint32_t days;
	int session;
};

/*
 * True where the choices have sessions that do not clash, on at most max_days days; also where
 * that is too hard to tell (a dozen entries of one candidate), which keeps every bound valid.
 */
bool tuple_exists(const struct solver *s, const struct choice *choices, uint32_t n, int max_days);

/* The prices of the cells as prices of their rooms, [session * n_rooms + room]. */
void model_prices(const struct solver *s, const int32_t *of_cells, int64_t *of_rooms);

/* The days a candidate comes on now; entries without a cell do not count. */
uint32_t cand_days(const struct solver *s, const struct cand *c);

/*
 * Cells a group of the network may use: those of a class on some days; of these, the days it would
 * rather have (0: no matter). must: another is left out before one of these.
 */
struct spec {
	uint32_t cls, days, prefer;
	bool must;
};

/* Numbers the groups of all entries that take part (ent.group); *ret: specs by group. */
uint32_t group_entries(struct solver *s, bool (*takes_part)(const struct ent *),
		       struct spec (*spec_of)(const struct ent *), struct spec **ret);

/* s->net anew, in s->mem, without supply. */
void build_net(struct solver *s, const struct spec *specs, uint32_t n_groups);

/* ---- the steps ---- */

/* Flow and lottery for places and wishes: granted, placed. Bounds and shorts to ret where out. */
void step_wishes(struct solver *s, struct arena *out, struct assign_result *ret);
/* Flow and lottery for the companions of granted entries; leaves net 3 in s->net. */
void step_companions(struct solver *s);
/* Gives every candidate with several entries its cells. */
void step_fix(struct solver *s);
/* The same, exactly at cells (per ent; n_cells: not placed), which must be free of clashes. */
void step_fix_at(struct solver *s, const uint32_t *cells);
/* Lower bound of the extra days given the grants: s->extra_bound. */
void step_bound(struct solver *s);
/* Fewer extra days by taking out and putting back. */
void step_improve(struct solver *s);
/* Fewer rooms of sessions: single entries in s->net and fixed candidates change cells. */
void step_close(struct solver *s);
/* No assignment that keeps the same wishes opens fewer rooms of sessions. */
int64_t fewest_rooms(const struct solver *s);
/* The single entries' cells; then mixes equals. */
void step_deal(struct solver *s);
void step_mix(struct solver *s);
/* Rooms, then seats. */
void step_rooms(struct solver *s, bool even);
void step_seats(struct solver *s, struct assign_result *ret);

/*
 * Where the flow's promise could not be kept: the best places and wishes there are, and the
 * lottery among them, by an exact search of limited work. Fills placed, granted and cells (per
 * ent; n_cells: not placed) and raises s->least_cost. False where the work ran out before anything
 * was found. *ret_untried: wishes and seats that count as lost because their turn in the lottery
 * never came.
 */
bool step_exact(struct solver *s, uint32_t *cells, uint32_t *ret_untried);

/*
 * After step_improve left candidates without a clash-free place: places as much of them as
 * possible, then whoever else still fits.
 */
void step_part(struct solver *s);

/*
 * Attempts: where candidates are left without a clash-free place, some wishes that stand in their
 * way are denied and everything is solved again; the best attempt counts. Zero-initialise.
 */
struct attempt {
	struct ent *ents; /* of the best; its own memory */
	int64_t *day_prices;
	int64_t placed, wishes, extra, extra_bound;
	int rounds;
	uint32_t denied; /* in the best */
	bool whole;	 /* nobody is lost in it */
};

/* Nobody has a cell any more, except who is anchored. */
void forget_cells(struct solver *s);

/*
 * Marks the wishes to deny in the next attempt: of the lost candidates, then those whose owners
 * compete with them, last in the lottery first. Returns how many; 0: there is nothing more to try.
 */
uint32_t attempt_denials(struct solver *s, const struct attempt *best);

/* Remembers the present solution where it is better. True where nothing was lost in it. */
bool attempt_keep(struct solver *s, struct attempt *best);

/*
 * Starts from the best solution's denials without that of entry i. False where that is not denied.
 */
bool attempt_give_back(struct solver *s, const struct attempt *best, size_t i);

/* Puts the best solution back. Returns the number of wishes denied for it. */
int attempt_take(struct solver *s, struct attempt *best);

/* ---- shared by several steps ---- */

/* True where e may be in cell to instead, on as many days as now and without giving up a wish. */
bool ent_may_move(const struct solver *s, const struct ent *e, int to);

/*
 * The free seats of the cell's rooms, in the order in which they are opened: those with fixed
 * entries (*ret_fixed of them), then the largest. Returns how many.
 */
uint32_t rooms_in_order(const struct solver *s, uint32_t cell, int32_t *seats, uint32_t *ret_fixed);

/* Puts candidate c on cells with at most max_days days, or changes nothing. */
bool cand_fix(struct solver *s, struct cand *c, int max_days, struct chance *rng);
void cand_unfix(struct solver *s, struct cand *c);
/* The cells of its free entries, in order. */
void cand_cells(const struct solver *s, const struct cand *c, int *cells);
/* Puts it back onto exactly these cells (of its free entries, in order). */
void cand_restore(struct solver *s, struct cand *c, const int *cells);

#endif
