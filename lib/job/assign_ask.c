/* Questions before the draw: what to publish, and what more rooms would do. Nothing is written. */
#include "base/messages.h"
#include "base/text.h"
#include "base/time.h"
#include "exam/assign_text.h"
#include "job/assign.h"
#include "job/assign_round.h"

#include <inttypes.h>
#include <string.h>

struct asking {
	struct job *job;
	const struct assign_dates *what;
	const char *seed;
	struct hash all; /* of what is published */
	struct change {
		int64_t count;
		bool rooms; /* else seats */
		struct day day;
		enum half { MORNING, AFTERNOON, WHOLE_DAY } half;
	} change;
	struct assign_promises *promises;
	struct assign_guesses *guesses;
};

static int load_site(struct asking *a, struct site_turn *t, struct err *e)
{
	if (assign_load(a->job, a->what->sitting, t->out->site_code, a->seed, &t->site, e) < 0)
		return -1;
	if (t->site.in.n_entries == 0)
		return 0;
	assign_keep(&t->site, a->what->again);
	if (assign_check(&t->site.in, e) < 0)
		return err_in(e, E_ASSIGN_SITE, t->site.code);
	return 1;
}

static int ask_each(const struct site_round *round, struct asking *a, struct err *e)
{
	struct assign_outcomes sites = {0};
	int rc = assign_sites(a->job, a->what->sitting, a->what->site, &sites, e);

	if (rc == 0)
		rc = assign_each(round, &sites, e);
	VEC_FREE(&sites.list);
	return rc;
}

/* ---- what is published beforehand ---- */

static int begin_promise(void *ctx, struct site_turn *t, struct err *e)
{
	return load_site(ctx, t, e) < 0 ? -1 : 0;
}

static int promise_site(void *ctx, struct site_turn *t, struct err *e)
{
	struct asking *a = ctx;
	struct assign_promise p = {.entries = (int64_t)t->site.in.n_entries};
	struct buf text = {0};
	const char *line;

	(void)e;
	if (p.entries == 0)
		return 0;
	p.site_code = t->out->site_code;
	assign_text_write_instance(&text, &t->site.in);
	hash_of(text.data, text.len, p.sha256);
	buf_free(&text);
	line = arena_printf(&a->job->arena, "%s %s\n", p.site_code, p.sha256);
	hash_add(&a->all, line, strlen(line));
	VEC_PUSH(&a->promises->list, p);
	return 0;
}

int assign_commit(struct job *job, const struct assign_dates *what, struct assign_promises *ret,
		  struct err *e)
{
	struct asking a = {.job = job, .what = what, .seed = "", .promises = ret};
	const struct site_round round = {
	    .job = job, .ctx = &a, .begin = begin_promise, .end = promise_site};

	hash_start(&a.all);
	if (ask_each(&round, &a, e) < 0)
		return -1;
	hash_end(&a.all, ret->sha256);
	return 0;
}

/* ---- what more rooms would do ---- */

static bool read_change(const char *text, struct change *c)
{
	static const char *const halves[] = {"AM", "PM", "ALL"};
	char words[4][16];
	size_t n = 0, len;

	for (;;) {
		text += strspn(text, " ");
		len = strcspn(text, " ");
		if (len == 0)
			break;
		if (n == ARRAY_LEN(words) || len >= sizeof words[0])
			return false;
		memcpy(words[n], text, len);
		words[n++][len] = '\0';
		text += len;
	}
	if (n < 3 || words[0][0] != '+' || !text_to_int(words[0] + 1, 1, 1000, &c->count))
		return false;
	c->rooms = text_same(words[1], "room") || text_same(words[1], "rooms");
	if (!c->rooms && !text_same(words[1], "seat") && !text_same(words[1], "seats"))
		return false;
	c->half = WHOLE_DAY;
	for (len = 0; n == 4 && !text_same(words[3], halves[len]);)
		if (++len == ARRAY_LEN(halves))
			return false;
	if (n == 4)
		c->half = (enum half)len;
	return day_parse(words[2], &c->day);
}

static bool concerns(const struct change *c, const struct loaded_site *site, size_t session)
{
	int start = site->in.sessions[session].start_min;
	struct day on;

	if (!day_parse(site->session_days[session], &on) || day_number(on) != day_number(c->day))
		return false;
	return c->half == WHOLE_DAY || (c->half == MORNING) == (start < 12 * 60);
}

/* The instance with one room more, open where the change says. */
static void add_room(struct arena *a, const struct loaded_site *site, const struct change *c,
		     const struct assign_instance *from, struct assign_instance *to)
{
	size_t was = from->n_rooms, now = was + 1, s, r;
	int32_t most = 0;
	uint64_t takes;

	*to = *from;
	to->n_rooms = now;
	to->rooms = arena_zalloc(a, now, sizeof *to->rooms);
	to->open_seats = arena_zalloc(a, from->n_sessions * now + 1, sizeof *to->open_seats);
	to->open_subjects = arena_zalloc(a, from->n_sessions * now + 1, sizeof(uint64_t));
	if (was)
		memcpy(to->rooms, from->rooms, was * sizeof *to->rooms);
	for (s = 0; s < from->n_sessions * was; s++)
		if (from->open_seats[s] > most)
			most = from->open_seats[s];
	for (s = 0; s < from->n_sessions; s++) {
		for (r = 0, takes = 0; r < was; r++) {
			to->open_seats[s * now + r] = from->open_seats[s * was + r];
			to->open_subjects[s * now + r] = from->open_subjects[s * was + r];
			takes |= from->open_subjects[s * was + r];
		}
		if (!concerns(c, site, s))
			continue;
		to->open_seats[s * now + was] = c->rooms ? most : (int32_t)c->count;
		to->open_subjects[s * now + was] = takes;
	}
}

static int begin_guess(void *ctx, struct site_turn *t, struct err *e)
{
	struct asking *a = ctx;
	int rc = load_site(a, t, e);

	t->how.without_seats = true;
	if (rc == 1 && assign_room_mode(a->job, a->what->sitting, t->site.code, &t->how, e) < 0)
		return -1;
	return rc;
}

static void guess(const void *ctx, struct site_turn *t)
{
	const struct asking *a = ctx;
	struct assign_instance in = t->site.in, next;
	int64_t i;

	assign_solve(&t->site.mem, &in, &t->how, &t->r);
	for (i = 0; i < (a->change.rooms ? a->change.count : 1); i++) {
		add_room(&t->site.mem, &t->site, &a->change, &in, &next);
		in = next;
	}
	assign_solve(&t->site.mem, &in, &t->how, &t->then);
}

static int keep_guess(void *ctx, struct site_turn *t, struct err *e)
{
	struct asking *a = ctx;
	struct assign_guess one = {.site_code = t->out->site_code,
				   .entries = (int64_t)t->site.in.n_entries,
				   .before = t->r,
				   .after = t->then};

	(void)e;
	if (!t->solving)
		return 0;
	one.wish_session = assign_dearest(&t->site, t->r.witness.wish_price);
	one.day_session = assign_dearest(&t->site, t->r.witness.day_price);
	VEC_PUSH(&a->guesses->list, one);
	return 0;
}

int assign_what_if(struct job *job, const struct assign_dates *what, const char *change,
		   struct assign_guesses *ret, struct err *e)
{
	struct asking a = {
	    .job = job, .what = what, .seed = what->seed ? what->seed : "", .guesses = ret};
	const struct site_round round = {
	    .job = job, .ctx = &a, .begin = begin_guess, .solve = guess, .end = keep_guess};

	if (!read_change(change, &a.change))
		return err_set(e, ERR_USAGE, E_WHAT_IF, change);
	return ask_each(&round, &a, e);
}
