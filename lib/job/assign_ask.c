/* Questions before the draw: what to publish, and what more rooms would do. Nothing is written. */
#include "base/messages.h"
#include "base/text.h"
#include "base/time.h"
#include "exam/assign_text.h"
#include "job/assign.h"
#include "job/assign_load.h"

#include <inttypes.h>
#include <string.h>

/* Calls fn for every site that has paid entries. */
static int each_site(struct job *job, const struct assign_dates *what, const char *seed,
		     int (*fn)(void *ctx, struct loaded_site *site, struct err *e), void *ctx,
		     struct err *e)
{
	struct assign_outcomes sites = {0};
	struct loaded_site site;
	int rc = assign_sites(job, what->sitting, what->site, &sites, e);
	size_t i;

	for (i = 0; i < sites.list.len && rc == 0; i++) {
		rc = assign_load(job, what->sitting, sites.list.items[i].site_code, seed, &site, e);
		if (rc == 0 && site.in.n_entries > 0) {
			assign_keep(&site, what->again);
			rc = assign_check(&site.in, e);
			if (rc == 0)
				rc = fn(ctx, &site, e);
			else
				err_in(e, E_ASSIGN_SITE, site.code);
		}
		assign_unload(&site);
	}
	VEC_FREE(&sites.list);
	return rc;
}

/* ---- what is published beforehand ---- */

struct committing {
	struct job *job;
	struct assign_promises *ret;
	struct hash all;
};

static int commit_site(void *ctx, struct loaded_site *site, struct err *e)
{
	struct committing *c = ctx;
	struct assign_promise p = {.entries = (int64_t)site->in.n_entries};
	struct buf text = {0};
	const char *line;

	(void)e;
	p.site_code = arena_strdup(&c->job->arena, site->code);
	assign_text_write_instance(&text, &site->in);
	hash_of(text.data, text.len, p.sha256);
	buf_free(&text);
	line = arena_printf(&c->job->arena, "%s %s\n", p.site_code, p.sha256);
	hash_add(&c->all, line, strlen(line));
	VEC_PUSH(&c->ret->list, p);
	return 0;
}

int assign_commit(struct job *job, const struct assign_dates *what, struct assign_promises *ret,
		  struct err *e)
{
	struct committing c = {.job = job, .ret = ret};

	hash_start(&c.all);
	if (each_site(job, what, "", commit_site, &c, e) < 0)
		return -1;
	hash_end(&c.all, ret->sha256);
	return 0;
}

/* ---- what more rooms would do ---- */

enum half { MORNING, AFTERNOON, WHOLE_DAY };

struct change {
	int64_t count;
	bool rooms; /* else seats */
	struct day day;
	enum half half;
};

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

static int64_t dearest(const struct loaded_site *site, const int64_t *price)
{
	size_t i, best = 0, n = site->in.n_sessions * site->in.n_rooms;

	for (i = 1; i < n; i++)
		if (price[i] > price[best])
			best = i;
	return n && price[best] > 0 ? site->session_numbers[best / site->in.n_rooms] : 0;
}

struct guessing {
	struct job *job;
	struct change change;
	struct assign_guesses *ret;
};

static int guess_site(void *ctx, struct loaded_site *site, struct err *e)
{
	const struct assign_options how = {.without_seats = true};
	struct guessing *g = ctx;
	struct assign_guess one = {.entries = (int64_t)site->in.n_entries};
	struct assign_instance in = site->in, next;
	int64_t i;

	(void)e;
	one.site_code = arena_strdup(&g->job->arena, site->code);
	assign_solve(&site->mem, &site->in, &how, &one.before);
	one.wish_session = dearest(site, one.before.witness.wish_price);
	one.day_session = dearest(site, one.before.witness.day_price);
	for (i = 0; i < (g->change.rooms ? g->change.count : 1); i++) {
		add_room(&site->mem, site, &g->change, &in, &next);
		in = next;
	}
	assign_solve(&site->mem, &in, &how, &one.after);
	VEC_PUSH(&g->ret->list, one);
	return 0;
}

int assign_what_if(struct job *job, const struct assign_dates *what, const char *change,
		   struct assign_guesses *ret, struct err *e)
{
	struct guessing g = {.job = job, .ret = ret};

	if (!read_change(change, &g.change))
		return err_set(e, ERR_USAGE, E_WHAT_IF, change);
	return each_site(job, what, what->seed ? what->seed : "", guess_site, &g, e);
}
