/* The solver on the small problems of assign.cases, and the fairness and order of the lottery. */
#include "exam/assign.h"

#include "base/file.h"
#include "exam/assign_text.h"
#include "tap/tap.h"

#include <inttypes.h>

static void check_case(char *name, char *text, const char *want)
{
	struct assign_options how = {0};
	struct assign_instance in;
	struct assign_result r;
	struct arena a = {0};
	struct err e = {0};
	const char *kinds = strstr(want, " kinds ");
	char got[64];
	size_t i;

	succeeds(assign_text_read(&a, text, strlen(text), &in, &e), &e, "%s: reads", name);
	in.seed = "a seed";
	succeeds(assign_check(&in, &e), &e, "%s: is usable", name);
	assign_solve(&a, &in, &how, &r);
	if (!kinds)
		tap_bail("a case without kinds");
	kinds += strlen(" kinds ");
	for (i = 0; i < in.n_entries; i++)
		if (kinds[i] != '?')
			is_int(r.places[i].kind, kinds[i] - '0', "%s: kind of entry %zu", name,
			       i + 1);
	snprintf(got, sizeof got, "placed %" PRId64 " wishes %" PRId64 " extra_days %" PRId64,
		 r.placed, r.wishes, r.extra_days);
	ok(strncmp(want, got, strlen(got)) == 0, "%s: %s", name, got);
	is_int(r.placed_bound, r.placed, "%s: placed is proven", name);
	is_int(r.wishes_bound, r.wishes, "%s: wishes are proven", name);
	is_int(r.extra_days_bound, r.extra_days, "%s: days are proven", name);
	arena_free(&a);
}

/* The cases of the file: from "== NAME" to the line that starts with "--". */
static void check_cases(void)
{
	struct arena a = {0};
	struct err e = {0};
	char *text, *at, *body, *want, *end;
	size_t len;

	if (file_read(&a, "tests/unit/assign.cases", 1 << 20, &text, &len, &e) < 0)
		tap_bail(e.text);
	for (at = strstr(text, "\n== "); at; at = strstr(end + 1, "\n== ")) {
		body = strchr(at + 1, '\n');
		want = strstr(body, "\n-- ");
		if (!want)
			tap_bail("a case without its values");
		end = strchr(want + 1, '\n');
		*body = *want = *end = '\0';
		check_case(at + 4, body + 1, want + strlen("\n-- "));
		*end = '\n';
	}
	arena_free(&a);
}

enum { FAIR_SEEDS = 200, FAIR_WISHES = 30, FAIR_SEATS = 10 };

/*
 * Thirty candidates of three subjects wish the same day with ten seats: over many seeds every
 * subject gets about its share, whatever its number, and every draw keeps exactly ten wishes.
 */
static void check_fairness(void)
{
	struct assign_entry entries[FAIR_WISHES];
	struct assign_session sessions[] = {{.id = 1, .minutes = 90},
					    {.id = 2, .day = 1, .minutes = 90}};
	struct assign_room rooms[] = {{.id = 1}};
	int32_t seats[] = {FAIR_SEATS, FAIR_WISHES};
	uint64_t subjects[] = {7, 7};
	struct assign_instance in = {.site = "830001",
				     .days = 2,
				     .sessions = sessions,
				     .rooms = rooms,
				     .entries = entries,
				     .n_sessions = 2,
				     .n_rooms = 1,
				     .n_entries = FAIR_WISHES,
				     .open_seats = seats,
				     .open_subjects = subjects};
	struct assign_options how = {0};
	int kept[3] = {0}, i, seed, exact = 0;
	char name[32];

	for (i = 0; i < FAIR_WISHES; i++)
		entries[i] = (struct assign_entry){.id = i,
						   .candidate = i,
						   .subject = i % 3,
						   .fixed_session = -1,
						   .fixed_room = -1};
	for (seed = 0; seed < FAIR_SEEDS; seed++) {
		struct arena a = {0};
		struct assign_result r;

		snprintf(name, sizeof name, "seed %d", seed);
		in.seed = name;
		assign_solve(&a, &in, &how, &r);
		exact += r.wishes == FAIR_SEATS;
		for (i = 0; i < FAIR_WISHES; i++)
			kept[i % 3] += r.places[i].kind == ASSIGN_WISH_KEPT;
		arena_free(&a);
	}
	is_int(exact, FAIR_SEEDS, "every draw keeps as many wishes as there are seats");
	for (i = 0; i < 3; i++)
		ok(kept[i] > 570 && kept[i] < 764, "subject %d gets about a third: %d of 2000", i,
		   kept[i]);
}

/* The lottery by hand: with one seat the wish of the smallest ticket is kept. */
static void check_order(void)
{
	struct assign_entry entries[5];
	struct assign_session sessions[] = {{.id = 1, .minutes = 90},
					    {.id = 2, .day = 1, .minutes = 90}};
	struct assign_room rooms[] = {{.id = 1}};
	int32_t seats[] = {1, 5};
	uint64_t subjects[] = {1, 1};
	struct assign_instance in = {.site = "830001",
				     .seed = "s",
				     .days = 2,
				     .sessions = sessions,
				     .rooms = rooms,
				     .entries = entries,
				     .n_sessions = 2,
				     .n_rooms = 1,
				     .n_entries = 5,
				     .open_seats = seats,
				     .open_subjects = subjects};
	struct assign_options how = {0};
	struct assign_result r;
	struct arena a = {0};
	uint8_t ticket[32], least[32];
	int i, first = -1;

	for (i = 0; i < 5; i++) {
		entries[i] = (struct assign_entry){
		    .id = i, .candidate = 100 + i, .fixed_session = -1, .fixed_room = -1};
		assign_ticket(&in, 100 + i, ticket);
		if (first < 0 || memcmp(ticket, least, 32) < 0) {
			memcpy(least, ticket, 32);
			first = i;
		}
	}
	/* printf 'ncre-assign-v1|s|830001|ticket|100' | sha256sum */
	assign_ticket(&in, 100, ticket);
	is_int(ticket[0] << 8 | ticket[1], 0xc3e2, "a ticket is what sha256sum says");
	assign_solve(&a, &in, &how, &r);
	for (i = 0; i < 5; i++)
		is_int(r.places[i].kind, i == first ? ASSIGN_WISH_KEPT : ASSIGN_PLACED,
		       "candidate %d", 100 + i);
	arena_free(&a);
}

enum { ROOMS_SESSIONS = 3, ROOMS_ROOMS = 2, ROOMS_PEOPLE = 6 };

/*
 * Six people, three sessions of two rooms with four seats: two rooms will do, or three where each
 * of three days is wished by two; balanced, all that get somebody are open.
 */
static void check_rooms(bool wishes, bool even, int64_t want, int64_t want_bound, const char *name)
{
	struct assign_entry entries[ROOMS_PEOPLE];
	struct assign_session sessions[ROOMS_SESSIONS];
	struct assign_room rooms[] = {{.id = 1}, {.id = 2}};
	int32_t seats[ROOMS_SESSIONS * ROOMS_ROOMS];
	uint64_t subjects[ROOMS_SESSIONS * ROOMS_ROOMS];
	struct assign_instance in = {.site = "830001",
				     .seed = "s",
				     .days = ROOMS_SESSIONS,
				     .sessions = sessions,
				     .rooms = rooms,
				     .entries = entries,
				     .n_sessions = ROOMS_SESSIONS,
				     .n_rooms = ROOMS_ROOMS,
				     .n_entries = ROOMS_PEOPLE,
				     .open_seats = seats,
				     .open_subjects = subjects};
	struct assign_options how = {.even_rooms = even};
	struct assign_result r;
	struct arena a = {0};
	int i;

	for (i = 0; i < ROOMS_SESSIONS * ROOMS_ROOMS; i++) {
		seats[i] = 4;
		subjects[i] = 1;
	}
	for (i = 0; i < ROOMS_SESSIONS; i++)
		sessions[i] = (struct assign_session){.id = i, .day = i, .minutes = 90};
	for (i = 0; i < ROOMS_PEOPLE; i++)
		entries[i] = (struct assign_entry){.id = i,
						   .candidate = i,
						   .wish_day = wishes ? i % ROOMS_SESSIONS : -1,
						   .fixed_session = -1,
						   .fixed_room = -1};
	assign_solve(&a, &in, &how, &r);
	is_int(r.placed, ROOMS_PEOPLE, "%s: all are placed", name);
	is_int(r.wishes, wishes ? ROOMS_PEOPLE : 0, "%s: wishes", name);
	is_int(r.rooms, want, "%s: rooms", name);
	is_int(r.rooms_bound, want_bound, "%s: bound", name);
	arena_free(&a);
}

int main(void)
{
	check_rooms(false, false, 2, 2, "few rooms");
	check_rooms(true, false, 3, 3, "few rooms, three days");
	check_rooms(true, true, 6, 6, "all rooms evenly, three days");
	check_cases();
	check_fairness();
	check_order();
	return tap_done();
}
