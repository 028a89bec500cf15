/*
 * Dates, then rooms, seats and ticket numbers, for the sites of a sitting: read from the
 * database, solved by exam/assign, written back. R-DATE, R-DATE-OPT, R-WISH, R-TICKET.
 */
#ifndef NCRE_JOB_ASSIGN_H
#define NCRE_JOB_ASSIGN_H

#include "base/hash.h"
#include "exam/assign.h"
#include "exam/assign_verify.h"
#include "exam/sitting.h"
#include "job/job.h"

struct assign_dates {
	const struct sitting *sitting;
	const char *site; /* NULL: all sites */
	const char *seed; /* the announced value; NULL: policy assign.seed */
	bool again;	  /* forget the dates there are, but not the fixed ones */
	bool allow_unplaced;
	int64_t max_moves;	 /* placed entries that may change; -1: any number */
	const char *certificate; /* file to write; NULL: none */
};

/* What became of one site. Texts live in job->arena. */
struct assign_outcome {
	const char *site_code, *site_name;
	int64_t entries, added, moved;
	struct assign_result r;		   /* values and bounds; places and shorts are not kept */
	int64_t wish_session, day_session; /* where one seat more would help most; 0: nowhere */
};

struct assign_outcomes {
	VEC_OF(struct assign_outcome) list;
	const char *seed; /* as it goes into the tickets */
};

/*
 * Gives every paid entry a session. Who has one keeps it where that is still possible. Findings:
 * R-DATE (what is short, who is not placed, who moves), R-WISH. ERR_USAGE without a seed, ERR_INPUT
 * for an unknown site, ERR_RULE where somebody has no place (unless allowed), too many would move,
 * or the sessions contradict themselves. The caller frees ret->list.
 */
int assign_dates(struct job *job, const struct assign_dates *what, struct assign_outcomes *ret,
		 struct err *e) MUST_CHECK;

/* What is published before the draw: one site's problem, without the seed. */
struct assign_promise {
	const char *site_code;
	int64_t entries;
	char sha256[HASH_TEXT];
};

struct assign_promises {
	VEC_OF(struct assign_promise) list;
	char sha256[HASH_TEXT]; /* of the lines "SITE SHA256\n" */
};

/*
 * The hashes of the problems as assign_dates would solve them now. A certificate's problem with
 * its line SEED emptied has the same hash. Only reads. The caller frees ret->list.
 */
int assign_commit(struct job *job, const struct assign_dates *what, struct assign_promises *ret,
		  struct err *e) MUST_CHECK;

/* One site solved as it is and with more rooms; and where one seat more would help most. */
struct assign_guess {
	const char *site_code;
	int64_t entries;
	struct assign_result before, after; /* values and bounds only */
	int64_t wish_session, day_session;  /* numbers; 0: nowhere */
};

struct assign_guesses {
	VEC_OF(struct assign_guess) list;
};

/*
 * Solves every site anew, as it is and after the change, without writing. The change: "+N room
 * DATE AM|PM|ALL" (rooms like the site's largest, open that day before or after noon) or the same
 * with "seat" (N seats in one room). ERR_USAGE where it reads otherwise. The caller frees
 * ret->list.
 */
int assign_what_if(struct job *job, const struct assign_dates *what, const char *change,
		   struct assign_guesses *ret, struct err *e) MUST_CHECK;

struct assign_seats {
	const struct sitting *sitting;
	const char *site;
	bool fill_only; /* leave who is seated where he is */
};

/*
 * Gives every entry that has a session a room, a seat and a ticket number. ERR_RULE where a site
 * has seats already (unless fill_only), or a session has more people than seats.
 */
int assign_seats(struct job *job, const struct assign_seats *what, struct assign_outcomes *ret,
		 struct err *e) MUST_CHECK;

struct assign_move {
	const struct sitting *sitting;
	const char *ticket_no; /* of the entry */
	const char *to;	       /* "ROOM-SEAT", or "SESSION-ROOM-SEAT" for another session */
};

/*
 * Moves one entry to a free seat and keeps it there from now on. Another room means another
 * ticket number; *ret_number is the one that holds (job->arena). A room with a tag may be chosen.
 * ERR_INPUT for a number nobody has, ERR_USAGE for a place that reads otherwise, ERR_RULE where
 * the seat is taken or the place breaks R-DATE. A ticket printed already is a finding.
 */
int assign_move(struct job *job, const struct assign_move *what, const char **ret_number,
		struct err *e) MUST_CHECK;

/* One site of a certificate that was checked. */
struct assign_proof {
	const char *site_code;
	struct assign_claim claim;
	int64_t entries;
	bool holds;
};

struct assign_proofs {
	VEC_OF(struct assign_proof) list;
};

/*
 * Checks the certificate at path: R-DATE, the values and the bounds of every site, without the
 * solver. Where sitting is not NULL also that the database holds the same sessions, rooms, entries
 * and placements. Findings for everything that does not hold, and then ERR_RULE; ERR_INPUT where
 * the file is no certificate. The caller frees ret->list.
 */
int assign_prove(struct job *job, const char *path, const struct sitting *sitting,
		 struct assign_proofs *ret, struct err *e) MUST_CHECK;

#endif
