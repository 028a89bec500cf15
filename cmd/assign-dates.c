/*
 * ncre assign-dates: gives every paid entry a session. Most entries placed, then most wishes
 * kept, which ones by public lottery, then fewest days; each value is printed beside its proven
 * bound. Who has a session keeps it. Rules R-DATE, R-DATE-OPT, R-WISH.
 * Exit codes: 0; 1, somebody is not placed (--allow-unplaced) or moves; 2, no seed; 3, no such
 * sitting or site; 4, more entries than seats, too many moves, sessions that contradict.
 */
#include "base/messages.h"
#include "base/text.h"
#include "cli/out.h"
#include "job/assign.h"

#include <stddef.h>

struct assign_dates_opts {
	const char *sitting, *site, *seed, *max_moves, *certificate, *commit, *what_if;
	bool again, allow_unplaced, sessions;
};

static const struct opt assign_dates_options[] = {
    {"sitting", 0, OPT_TEXT, offsetof(struct assign_dates_opts, sitting), "CODE",
     TT("考次，默认最新的", "the sitting, the newest by default"), NULL},
    {"site", 0, OPT_TEXT, offsetof(struct assign_dates_opts, site), "CODE",
     TT("只限此考点", "only this site"), NULL},
    {"seed", 0, OPT_TEXT, offsetof(struct assign_dates_opts, seed), "TEXT",
     TT("事先公布的抽签数值", "the value of the lottery, announced beforehand"), NULL},
    {"again", 0, OPT_FLAG, offsetof(struct assign_dates_opts, again), NULL,
     TT("全部重新编排（固定的除外）", "place everybody anew, except who is fixed"), NULL},
    {"allow-unplaced", 0, OPT_FLAG, offsetof(struct assign_dates_opts, allow_unplaced), NULL,
     TT("座位不够也编排，并列出排不下的", "go on with too few seats; who has no place is listed"),
     NULL},
    {"max-moves", 0, OPT_TEXT, offsetof(struct assign_dates_opts, max_moves), "N",
     TT("已编排的最多变动人次", "refuse where more placed entries than this would move"), NULL},
    {"certificate", 0, OPT_TEXT, offsetof(struct assign_dates_opts, certificate), "FILE",
     TT("写出最优证明，供 verify-assignment 核验", "write the proof, for verify-assignment"), NULL},
    {"commit", 0, OPT_TEXT, offsetof(struct assign_dates_opts, commit), "NAME",
     TT("抽签前：列出应公布的散列；NAME 为将用数值的名称",
	"before the draw: the hashes to publish; NAME names the value to come"),
     NULL},
    {"what-if", 0, OPT_TEXT, offsetof(struct assign_dates_opts, what_if), "CHANGE",
     TT("增加考场或座位会怎样，例：+1 room 2026-09-24 AM",
	"what more rooms or seats would do: +1 room 2026-09-24 AM"),
     NULL},
    {"sessions", 0, OPT_FLAG, offsetof(struct assign_dates_opts, sessions), NULL,
     TT("只列出每场的座位和人数", "only list the seats and people of every session"), NULL},
    {0},
};

static const char *proof(int64_t value, int64_t bound)
{
	return value == bound ? I_ASSIGN_OPTIMAL : I_ASSIGN_NOT_PROVEN;
}

/* One line to people: value, bound and proof of each level. */
static const char *verdict(struct arena *a, const struct assign_outcome *o)
{
	const struct assign_result *r = &o->r;
	const char *placed, *wishes, *days, *rooms;

	placed = arena_printf(a, I_ASSIGN_PLACED, (long long)r->placed, (long long)o->entries,
			      (long long)r->placed_bound, proof(r->placed, r->placed_bound));
	wishes = arena_printf(a, I_ASSIGN_WISHES, (long long)r->wishes, (long long)r->wishes_made,
			      (long long)r->wishes_bound, proof(r->wishes, r->wishes_bound));
	days =
	    arena_printf(a, I_ASSIGN_DAYS, (long long)r->extra_days, (long long)r->extra_days_bound,
			 proof(r->extra_days, r->extra_days_bound));
	rooms = r->even_rooms
		    ? arena_printf(a, I_ASSIGN_ROOMS_EVEN, (long long)r->rooms)
		    : arena_printf(a, I_ASSIGN_ROOMS, (long long)r->rooms,
				   (long long)r->rooms_bound, proof(r->rooms, r->rooms_bound));
	return arena_printf(a, I_ASSIGN_VERDICT, placed, wishes, days, rooms);
}

static void list_site(struct app *app, struct tab_sink *sink, const struct assign_outcome *o)
{
	const struct assign_result *r = &o->r;
	const int64_t numbers[] = {
	    o->entries,	    r->placed,	    r->placed_bound, o->added,	    o->moved,
	    r->wishes_made, r->wishes,	    r->wishes_bound, r->extra_days, r->extra_days_bound,
	    r->rooms,	    r->rooms_bound, o->wish_session, o->day_session};
	const char *values[ARRAY_LEN(numbers) + 3];
	struct arena *a = &app->job.arena;
	size_t i, n = 0;

	values[n++] = o->site_code;
	values[n++] = o->site_name;
	for (i = 0; i < ARRAY_LEN(numbers); i++)
		values[n++] = arena_printf(a, "%lld", (long long)numbers[i]);
	values[n] = verdict(a, o);
	tab_sink_row(sink, values);
	if (r->clash_denials)
		say(app, I_ASSIGN_DENIED, o->site_code, r->clash_denials);
}

static int list(struct app *app, const struct assign_outcomes *all, struct err *e)
{
	const struct column columns[] = {
	    {"site_code", T("考点", "site"), COL_ID, 0},
	    {"site_name", T("名称", "name of site"), COL_TEXT, 0},
	    {"entries", T("已缴费", "paid"), COL_INT, 0},
	    {"placed", T("已编排", "placed"), COL_INT, 0},
	    {"placed_bound", T("编排上界", "placed bound"), COL_INT, 0},
	    {"added", T("新编排", "added"), COL_INT, 0},
	    {"moved", T("变动", "moved"), COL_INT, 0},
	    {"wishes_made", T("意向", "wishes"), COL_INT, 0},
	    {"wishes", T("满足意向", "kept"), COL_INT, 0},
	    {"wishes_bound", T("意向上界", "kept bound"), COL_INT, 0},
	    {"extra_days", T("多出日数", "extra days"), COL_INT, 0},
	    {"extra_days_bound", T("日数下界", "days bound"), COL_INT, 0},
	    {"rooms", T("用考场", "rooms used"), COL_INT, 0},
	    {"rooms_bound", T("考场下界", "rooms bound"), COL_INT, 0},
	    {"wish_session", T("意向最缺座场次", "seat wanted for wishes"), COL_INT, 0},
	    {"day_session", T("少跑一天最缺座场次", "for fewer days"), COL_INT, 0},
	    {"verdict", T("结论", "verdict"), COL_TEXT, 0},
	};
	struct tab_sink *sink;
	size_t i, shown = 0;

	if (list_open(app, &sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	for (i = 0; i < all->list.len; i++)
		if (all->list.items[i].entries) {
			list_site(app, sink, &all->list.items[i]);
			shown++;
		}
	if (tab_sink_close(sink, e) < 0)
		return -1;
	say(app, I_ASSIGN_SEED, all->seed);
	if (!shown)
		say(app, "%s", I_ASSIGN_NOTHING);
	return 0;
}

static enum cmd_need need_of(struct app *app, const void *opts)
{
	const struct assign_dates_opts *o = opts;

	(void)app;
	return o->commit || o->what_if || o->sessions ? NEED_READ : NEED_WRITE;
}

static int list_promises(struct app *app, const struct assign_dates *what, const char *name,
			 struct err *e)
{
	const struct column columns[] = {
	    {"site_code", T("考点", "site"), COL_ID, 0},
	    {"entries", T("已缴费", "paid"), COL_INT, 0},
	    {"sha256", "SHA-256", COL_TEXT, 0},
	};
	struct assign_promises all = {0};
	struct tab_sink *sink = NULL;
	size_t i;
	int rc = assign_commit(&app->job, what, &all, e);

	if (rc == 0)
		rc = list_open(app, &sink, columns, ARRAY_LEN(columns), e);
	for (i = 0; rc == 0 && i < all.list.len; i++)
		tab_sink_row(sink, (const char *[]){
				       all.list.items[i].site_code,
				       arena_printf(&app->job.arena, "%lld",
						    (long long)all.list.items[i].entries),
				       all.list.items[i].sha256,
				   });
	if (rc == 0)
		rc = tab_sink_close(sink, e);
	if (rc == 0)
		say(app, I_COMMIT, what->sitting->code, NCRE_VERSION, all.sha256, name);
	VEC_FREE(&all.list);
	return rc;
}

static void list_guess(struct app *app, struct tab_sink *sink, const struct assign_guess *g)
{
	const struct assign_result *b = &g->before, *a = &g->after;
	const int64_t numbers[] = {g->entries, b->placed,     a->placed,    b->wishes,
				   a->wishes,  b->extra_days, a->extra_days};
	const char *values[ARRAY_LEN(numbers) + 1] = {g->site_code};
	size_t i;

	for (i = 0; i < ARRAY_LEN(numbers); i++)
		values[i + 1] = arena_printf(&app->job.arena, "%lld", (long long)numbers[i]);
	tab_sink_row(sink, values);
	if (g->wish_session)
		say(app, I_WHAT_IF_WISH, g->site_code, (long long)g->wish_session);
	if (g->day_session)
		say(app, I_WHAT_IF_DAY, g->site_code, (long long)g->day_session);
}

static int list_guesses(struct app *app, const struct assign_dates *what, const char *change,
			struct err *e)
{
	const struct column columns[] = {
	    {"site_code", T("考点", "site"), COL_ID, 0},
	    {"entries", T("已缴费", "paid"), COL_INT, 0},
	    {"placed", T("现编排", "placed"), COL_INT, 0},
	    {"placed_then", T("改后编排", "then"), COL_INT, 0},
	    {"wishes", T("现满足意向", "kept"), COL_INT, 0},
	    {"wishes_then", T("改后满足意向", "then"), COL_INT, 0},
	    {"extra_days", T("现多出日数", "extra days"), COL_INT, 0},
	    {"extra_days_then", T("改后多出日数", "then"), COL_INT, 0},
	};
	struct assign_guesses all = {0};
	struct tab_sink *sink = NULL;
	size_t i;
	int rc = assign_what_if(&app->job, what, change, &all, e);

	if (rc == 0)
		rc = list_open(app, &sink, columns, ARRAY_LEN(columns), e);
	for (i = 0; rc == 0 && i < all.list.len; i++)
		list_guess(app, sink, &all.list.items[i]);
	if (rc == 0)
		rc = tab_sink_close(sink, e);
	VEC_FREE(&all.list);
	return rc;
}

static int list_sessions(struct app *app, const struct assign_dates *what, struct err *e)
{
	const struct column columns[] = {
	    {"site_code", T("考点", "site"), COL_ID, 0},
	    {"number", T("场次", "session"), COL_INT, 0},
	    {"on_date", T("日期", "date"), COL_DATE, 0},
	    {"starts_at", T("开始", "start"), COL_INSTANT, 0},
	    {"ends_at", T("结束", "end"), COL_INSTANT, 0},
	    {"locked", T("锁定", "locked"), COL_INT, 0},
	    {"seats", T("座位", "seats"), COL_INT, 0},
	    {"placed", T("已编排", "placed"), COL_INT, 0},
	    {"wishes_kept", T("满足意向", "kept"), COL_INT, 0},
	    {"rooms", T("用考场", "rooms used"), COL_INT, 0},
	    {"seated", T("已排座", "seated"), COL_INT, 0},
	};
	struct stmt *st = db_stmt(app->job.db, SQL_PLACEMENT_LOADS, e);

	if (!st)
		return -1;
	stmt_int(st, ":sitting", what->sitting->id);
	stmt_text_or_null(st, ":site", what->site);
	return list_stmt(app, st, columns, ARRAY_LEN(columns), NULL, e);
}

static int run(struct app *app, void *opts, struct err *e)
{
	const struct assign_dates_opts *o = opts;
	struct assign_outcomes all = {0};
	struct assign_dates what = {
	    .site = o->site,
	    .seed = o->seed,
	    .again = o->again,
	    .allow_unplaced = o->allow_unplaced,
	    .max_moves = -1,
	    .certificate = o->certificate,
	};
	struct sitting s;
	int rc;

	if (o->max_moves && !text_to_int(o->max_moves, 0, INT64_MAX, &what.max_moves))
		return err_set(e, ERR_USAGE, E_ASSIGN_MAX_MOVES, o->max_moves);
	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0)
		return -1;
	what.sitting = &s;
	if ((o->commit != NULL) + (o->what_if != NULL) + (o->certificate != NULL) + o->sessions > 1)
		return err_set(e, ERR_USAGE, "%s", E_ASSIGN_ASK);
	if (o->sessions)
		return list_sessions(app, &what, e);
	if (o->commit)
		return list_promises(app, &what, o->commit, e);
	if (o->what_if)
		return list_guesses(app, &what, o->what_if, e);
	rc = assign_dates(&app->job, &what, &all, e);
	if (rc == 0)
		rc = list(app, &all, e);
	VEC_FREE(&all.list);
	return rc;
}

const struct cmd cmd_assign_dates = {
    .name = "assign-dates",
    .summary_zh = "编排考试日期和场次，给出最优证明",
    .summary_en = "sessions for paid entries, proven best",
    .args = "",
    .need = NEED_WRITE,
    .need_of = need_of,
    .flags = CMD_LISTS,
    .opts = assign_dates_options,
    .opts_size = sizeof(struct assign_dates_opts),
    .run = run,
};
