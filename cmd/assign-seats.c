/*
 * ncre assign-seats: gives everybody who has a session a room, a seat and a ticket number. Random
 * and repeatable; neighbours differ in subject and school as far as possible. Rules R-DATE,
 * R-TICKET.
 * Exit codes: 0; 1, a printed ticket is void; 2; 3, no such sitting, site or number; 4, seated
 * already, more people than seats, or a place that is taken or breaks R-DATE.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "job/assign.h"

#include <stddef.h>

struct assign_seats_opts {
	const char *sitting, *site, *move, *to;
	bool fill_only;
};

static const struct opt assign_seats_options[] = {
    {"sitting", 0, OPT_TEXT, offsetof(struct assign_seats_opts, sitting), "CODE",
     TT("考次，默认最新的", "the sitting, the newest by default"), NULL},
    {"site", 0, OPT_TEXT, offsetof(struct assign_seats_opts, site), "CODE",
     TT("只限此考点", "only this site"), NULL},
    {"fill-only", 0, OPT_FLAG, offsetof(struct assign_seats_opts, fill_only), NULL,
     TT("已有座位的不动，只补排其余的", "leave who is seated, seat the others"), NULL},
    {"move", 0, OPT_TEXT, offsetof(struct assign_seats_opts, move), "TICKET",
     TT("调动一人：其准考证号", "move one person: the ticket number"), NULL},
    {"to", 0, OPT_TEXT, offsetof(struct assign_seats_opts, to), "PLACE",
     TT("调到：考场-座位 或 场次-考场-座位", "where to: ROOM-SEAT or SESSION-ROOM-SEAT"), NULL},
    {0},
};

static int list(struct app *app, const struct assign_outcomes *all, struct err *e)
{
	const struct column columns[] = {
	    {"site_code", T("考点", "site"), COL_ID, 0},
	    {"site_name", T("名称", "name of site"), COL_TEXT, 0},
	    {"dated", T("有场次", "dated"), COL_INT, 0},
	    {"seated", T("本次排座", "seated"), COL_INT, 0},
	    {"neighbour_pairs", T("相邻对数", "neighbouring pairs"), COL_INT, 0},
	    {"same_subject_pairs", T("同科目相邻", "of one subject"), COL_INT, 0},
	    {"same_subject_bound", T("同科目下界", "bound"), COL_INT, 0},
	    {"same_school_pairs", T("同院系相邻", "of one school"), COL_INT, 0},
	    {"same_school_bound", T("同院系下界", "bound"), COL_INT, 0},
	    {"rooms", T("用考场", "rooms used"), COL_INT, 0},
	};
	struct arena *a = &app->job.arena;
	const struct assign_outcome *o;
	struct tab_sink *sink;
	int64_t seated = 0;
	size_t i;

	if (list_open(app, &sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	for (i = 0; i < all->list.len; i++) {
		o = &all->list.items[i];
		if (!o->entries)
			continue;
		seated += o->added;
		tab_sink_row(sink, (const char *[]){
				       o->site_code,
				       o->site_name,
				       arena_printf(a, "%lld", (long long)o->entries),
				       arena_printf(a, "%lld", (long long)o->added),
				       arena_printf(a, "%lld", (long long)o->r.neighbour_pairs),
				       arena_printf(a, "%lld", (long long)o->r.same_subject_pairs),
				       arena_printf(a, "%lld", (long long)o->r.same_subject_bound),
				       arena_printf(a, "%lld", (long long)o->r.same_school_pairs),
				       arena_printf(a, "%lld", (long long)o->r.same_school_bound),
				       arena_printf(a, "%lld", (long long)o->r.rooms),
				   });
	}
	if (tab_sink_close(sink, e) < 0)
		return -1;
	if (!seated)
		say(app, "%s", I_SEATS_NOTHING);
	return 0;
}

static int move(struct app *app, const struct assign_seats_opts *o, const struct sitting *s,
		struct err *e)
{
	struct assign_move what = {.sitting = s, .ticket_no = o->move, .to = o->to};
	const char *number;

	if (!o->move || !o->to || o->site || o->fill_only)
		return err_set(e, ERR_USAGE, "%s", E_MOVE_BOTH);
	if (assign_move(&app->job, &what, &number, e) < 0)
		return -1;
	say(app, I_MOVED, o->to, number);
	return 0;
}

static int run(struct app *app, void *opts, struct err *e)
{
	const struct assign_seats_opts *o = opts;
	struct assign_seats what = {.site = o->site, .fill_only = o->fill_only};
	struct assign_outcomes all = {0};
	struct sitting s;
	int rc;

	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0)
		return -1;
	what.sitting = &s;
	if (o->move || o->to)
		return move(app, o, &s, e);
	rc = assign_seats(&app->job, &what, &all, e);
	if (rc == 0)
		rc = list(app, &all, e);
	VEC_FREE(&all.list);
	return rc;
}

const struct cmd cmd_assign_seats = {
    .name = "assign-seats",
    .summary_zh = "编排考场、座位和准考证号",
    .summary_en = "rooms, seats and ticket numbers",
    .args = "",
    .need = NEED_WRITE,
    .flags = CMD_LISTS,
    .opts = assign_seats_options,
    .opts_size = sizeof(struct assign_seats_opts),
    .run = run,
};
