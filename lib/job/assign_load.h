/* One site's assignment problem as the database holds it. A private part of job/assign. */
#ifndef NCRE_JOB_ASSIGN_LOAD_H
#define NCRE_JOB_ASSIGN_LOAD_H

#include "exam/assign.h"
#include "exam/sitting.h"
#include "exam/ticket_no.h"
#include "job/assign.h"
#include "job/job.h"

/* Beside each entry of the instance: who it is, and where it was before this run. */
struct loaded_entry {
	const char *reg_no, *subject_code, *wish_on;
	int64_t session_id, room_id; /* 0: none */
	int session, room;	     /* indexes of these; -1: none, or no longer there */
	int seat;
	const char *ticket_no; /* NULL: none */
	bool placed, wish_kept, fixed;
};

struct loaded_site {
	struct arena mem; /* everything below */
	const char *code;
	struct assign_instance in;
	struct loaded_entry *entries; /* beside in.entries, in order of registration number */
	const char **subject_codes;   /* by subject number */
	size_t n_subjects;
	int64_t *session_numbers;
	const char **session_days; /* YYYY-MM-DD */
	const char **room_codes;
	int64_t *session_ids, *room_ids; /* of the database */
};

/*
 * Loads the site. The instance's ids are what people know: registration numbers, session numbers,
 * room codes. Nothing is fixed yet. ERR_RULE past a limit of the solver.
 */
int assign_load(struct job *job, const struct sitting *sitting, const char *site, const char *seed,
		struct loaded_site *ret, struct err *e) MUST_CHECK;
void assign_unload(struct loaded_site *site);

/* The number of the session where a seat costs most: one more would help most there; 0: nowhere. */
int64_t assign_dearest(const struct loaded_site *site, const int64_t *price);

/* "24、26": subjects of a mask; numbers of the flagged sessions. In out. */
const char *assign_subject_list(const struct loaded_site *site, struct arena *out, uint64_t mask);
const char *assign_session_list(const struct loaded_site *site, struct arena *out,
				const bool *sessions);

/* One outcome for each site of the sitting, in order of code. ERR_INPUT for an unknown site. */
int assign_sites(struct job *job, const struct sitting *sitting, const char *site,
		 struct assign_outcomes *ret, struct err *e) MUST_CHECK;

/* What goes into the tickets: SHA-256 of the announced value and the sitting, in hex. */
int assign_seed(struct job *job, const struct assign_dates *what, const char **ret,
		struct err *e) MUST_CHECK;

/* Few rooms or all evenly, by policy room.mode. */
int assign_room_mode(struct job *job, const struct sitting *sitting, const char *site,
		     struct assign_options *how, struct err *e) MUST_CHECK;

/* Fixes everybody (or only who is fixed) where he is, as far as session and room still take him. */
void assign_keep(struct loaded_site *site, bool only_fixed);

/* Reads the numbers ever issued at the site, and its serial rule. ticket_no_free releases. */
int assign_series(struct job *job, const struct sitting *sitting, const char *site,
		  struct ticket_no_series *ret, struct err *e) MUST_CHECK;

struct placed_row {
	int64_t entry_id, session_id, room_id; /* room 0, seat 0, ticket NULL: none */
	int64_t seat, wish_kept;
	const char *ticket_no;
};

/* Writes n placements, new or changed; with_tickets: their numbers are issued first. */
int assign_write(struct job *job, const struct placed_row *rows, size_t n, bool with_tickets,
		 struct err *e) MUST_CHECK;

#endif
