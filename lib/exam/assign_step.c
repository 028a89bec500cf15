/* The networks: wishes, companion days, and the plain one that candidates are fixed in. */
#include "exam/assign_model.h"

#include "base/err.h"

#include <string.h>

static const uint32_t ALL_DAYS = UINT32_MAX;

static void add_days(const struct solver *s, uint64_t *set, uint32_t cls, uint32_t days)
{
	const uint64_t *cells = s->class_cells + (size_t)cls * s->cell_words;
	uint32_t w, d;

	for (d = 0; d < ASSIGN_DAYS_MAX; d++)
		if (days >> d & 1)
			for (w = 0; w < s->cell_words; w++)
				set[w] |= cells[w] & s->day_cells[(size_t)d * s->cell_words + w];
}

void build_net(struct solver *s, const struct spec *specs, uint32_t n_groups)
{
	uint32_t g, c;

	net_make(s->mem, &s->net, n_groups, s->n_cells);
	BUG_ON(s->net.cell_words != s->cell_words);
	for (c = 0; c < s->n_cells; c++)
		s->net.cap[c] = s->cells[c].seats;
	for (g = 0; g < n_groups; g++) {
		add_days(s, net_allow(&s->net, g), specs[g].cls, specs[g].days);
		add_days(s, net_free(&s->net, g), specs[g].cls,
			 specs[g].days & (specs[g].prefer ? specs[g].prefer : ALL_DAYS));
		set_put(net_allow(&s->net, g), s->n_cells);
		s->net.choosy[g] = specs[g].prefer != 0;
		s->net.must[g] = specs[g].must;
	}
}

uint32_t group_entries(struct solver *s, bool (*takes_part)(const struct ent *),
		       struct spec (*spec_of)(const struct ent *), struct spec **ret)
{
	struct key_map maps = {0}, days = {0};
	struct spec *specs = arena_zalloc(s->mem, s->in->n_entries + 1, sizeof *specs), sp;
	uint32_t i, g, d;

	for (i = 0; i < s->in->n_entries; i++) {
		if (!takes_part(&s->ents[i]))
			continue;
		sp = spec_of(&s->ents[i]);
		d = key_number(s->mem, &days, (uint64_t)sp.days << 32 | sp.prefer);
		d = d * 2 + sp.must;
		g = key_number(s->mem, &maps, (uint64_t)sp.cls << 32 | d);
		specs[g] = sp;
		s->ents[i].group = g;
	}
	*ret = specs;
	return maps.used;
}

/* Solves the current network, draws the lottery; flags of the entries that take part. */
static void solve_and_draw(struct solver *s, bool (*takes_part)(const struct ent *), bool *seated,
			   bool *granted)
{
	uint32_t *group = arena_zalloc(s->mem, s->in->n_entries + 1, sizeof *group), i;
	size_t n = 0;

	for (i = 0; i < s->in->n_entries; i++)
		if (takes_part(&s->ents[i])) {
			group[n++] = s->ents[i].group;
			s->net.supply[s->ents[i].group]++;
		}
	net_solve(&s->net);
	BUG_ON(net_cost(&s->net) != net_dual(&s->net));
	net_lottery(&s->net, group, n, seated, granted);
}

/* ---- places and wishes ---- */

static bool not_anchored(const struct ent *e)
{
	return !e->anchored;
}

static struct spec wish_spec(const struct ent *e)
{
	return (struct spec){e->cls, ALL_DAYS,
			     e->wish >= 0 && !e->denied ? (uint32_t)1 << e->wish : 0, false};
}

/*
 * The reason why not all are placed: from a group with entries left over, everything that giving
 * way could reach is full.
 */
static void reach_from(struct solver *s, uint32_t g, uint64_t *groups, uint64_t *cells)
{
	struct net *n = &s->net;
	uint32_t *stack = arena_zalloc(s->mem, (size_t)n->n_groups + 1, sizeof *stack), top = 0, w,
		 c;
	uint32_t v;
	uint64_t m, k;

	set_put(groups, g);
	stack[top++] = g;
	while (top) {
		g = stack[--top];
		for (w = 0; w < n->cell_words; w++)
			for (m = net_allow(n, g)[w] & ~cells[w]; m; m &= m - 1) {
				c = w * 64 + set_lowest(m);
				if (c == n->n_cells)
					continue;
				set_put(cells, c);
				for (v = 0; v < n->group_words; v++)
					for (k = net_users(n, c)[v] & ~groups[v]; k; k &= k - 1) {
						set_put(groups, v * 64 + set_lowest(k));
						stack[top++] = v * 64 + set_lowest(k);
					}
			}
	}
}

static void describe_short(struct solver *s, struct arena *out, const struct spec *specs,
			   const uint64_t *groups, const uint64_t *cells, struct assign_short *ret)
{
	bool *sessions = arena_zalloc(out, s->in->n_sessions + 1, sizeof *sessions);
	uint32_t g, c;

	memset(ret, 0, sizeof *ret);
	for (g = 0; g < s->net.n_groups; g++)
		if (set_has(groups, g)) {
			ret->subjects |= s->class_subjects[specs[g].cls];
			ret->entries += s->net.supply[g];
		}
	for (c = 0; c < s->n_cells; c++)
		if (set_has(cells, c)) {
			sessions[s->cells[c].session] = true;
			ret->seats += s->cells[c].seats;
		}
	ret->sessions = sessions;
}

static void find_shorts(struct solver *s, struct arena *out, const struct spec *specs,
			struct assign_result *ret)
{
	struct net *n = &s->net;
	uint64_t *told = arena_zalloc(s->mem, n->group_words, sizeof *told), *groups, *cells;
	uint32_t g, w;

	ret->shorts = arena_zalloc(out, (size_t)n->n_groups + 1, sizeof *ret->shorts);
	for (g = 0; g < n->n_groups; g++) {
		if (net_x(n, g, n->n_cells) == 0 || set_has(told, g))
			continue;
		groups = arena_zalloc(s->mem, n->group_words, sizeof *groups);
		cells = arena_zalloc(s->mem, n->cell_words, sizeof *cells);
		reach_from(s, g, groups, cells);
		describe_short(s, out, specs, groups, cells, &ret->shorts[ret->n_shorts++]);
		for (w = 0; w < n->group_words; w++)
			told[w] |= groups[w];
	}
}

static void count_bounds(struct solver *s, const struct spec *specs, struct assign_result *ret)
{
	const struct net *n = &s->net;
	const struct assign_entry *in;
	uint32_t g, c, i;

	ret->placed_bound = (int64_t)s->in->n_entries - n->load[n->n_cells];
	for (g = 0; g < n->n_groups; g++)
		for (c = 0; specs[g].prefer && c < n->n_cells; c++)
			if (set_has(net_free(n, g), c))
				ret->wishes_bound += net_x(n, g, c);
	for (i = 0; i < s->in->n_entries; i++) {
		in = ent_in(s, &s->ents[i]);
		if (s->ents[i].wish >= 0) {
			ret->wishes_made++;
		} else if (in->wish_day >= 0 && in->fixed_session >= 0) {
			ret->wishes_made++;
			ret->wishes_bound += s->ents[i].anchored &&
					     in->wish_day == s->in->sessions[in->fixed_session].day;
		}
	}
}

void step_wishes(struct solver *s, struct arena *out, struct assign_result *ret)
{
	bool *seated = arena_zalloc(s->mem, s->in->n_entries + 1, sizeof *seated);
	bool *granted = arena_zalloc(s->mem, s->in->n_entries + 1, sizeof *granted);
	struct spec *specs;
	uint32_t i, k = 0;
	struct ent *e;

	i = group_entries(s, not_anchored, wish_spec, &specs);
	build_net(s, specs, i);
	solve_and_draw(s, not_anchored, seated, granted);
	if (out) {
		model_prices(s, s->net.price, ret->witness.wish_price);
		count_bounds(s, specs, ret);
		find_shorts(s, out, specs, ret);
		s->flow_cost = s->least_cost = net_cost(&s->net);
	}
	for (i = 0; i < s->in->n_entries; i++) {
		e = &s->ents[i];
		e->placed = true;
		e->granted = e->companion = false;
		if (e->anchored)
			continue;
		e->placed = seated[k];
		e->granted = granted[k++] && e->wish >= 0 && !e->denied;
	}
}

/* ---- companion days ---- */

static bool is_free(const struct ent *e)
{
	return ent_is_free(e);
}

static struct spec companion_spec(const struct ent *e)
{
	if (e->granted)
		return (struct spec){e->cls, (uint32_t)1 << e->wish, 0, false};
	return (struct spec){e->cls, ALL_DAYS, e->comp, false};
}

/* The days on which e can sit beside what its candidate has for certain. */
static uint32_t companion_days(const struct solver *s, const struct cand *c, const struct ent *e)
{
	struct choice choices[ASSIGN_ENTRIES_PER_CANDIDATE] = {{0}};
	uint32_t n = 0, i, days = 0, ok = 0, d;
	const struct ent *o;

	for (i = c->first; i < c->first + c->n; i++) {
		o = &s->ents[i];
		if (o->anchored) {
			choices[n++] = (struct choice){UINT32_MAX, 0, s->cells[o->cell].session};
			days |= (uint32_t)1 << s->cells[o->cell].day;
		} else if (o->granted) {
			choices[n++] = (struct choice){o->cls, (uint32_t)1 << o->wish, -1};
			days |= (uint32_t)1 << o->wish;
		}
	}
	for (d = 0; n && d < ASSIGN_DAYS_MAX; d++) {
		if (!(days >> d & 1))
			continue;
		choices[n] = (struct choice){e->cls, (uint32_t)1 << d, -1};
		if (tuple_exists(s, choices, n + 1, ASSIGN_DAYS_MAX))
			ok |= (uint32_t)1 << d;
	}
	return ok;
}

static void find_companions(struct solver *s)
{
	uint32_t i, j;
	struct cand *c;
	struct ent *e;

	for (i = 0; i < s->n_cands; i++) {
		c = &s->cands[i];
		for (j = c->first; j < c->first + c->n; j++) {
			e = &s->ents[j];
			e->comp = 0;
			if (c->n > 1 && ent_is_free(e) && !e->granted)
				e->comp = companion_days(s, c, e);
		}
	}
}

static uint32_t group3(struct solver *s, uint32_t cls, uint32_t days)
{
	uint32_t g = key_number(s->mem, &s->groups, (uint64_t)cls << 32 | days);

	s->group_cls[g] = cls;
	s->group_days[g] = days;
	return g;
}

/* Net 3: same flow, groups by class and days only; companions keep to their days for now. */
static void regroup(struct solver *s, const struct spec *specs)
{
	struct net two = s->net;
	size_t most = (size_t)two.n_groups * 2 + s->n_classes + 1;
	uint32_t *plain, *choice, g, c, i, to;
	struct spec *three;

	memset(&s->groups, 0, sizeof s->groups);
	s->group_cls = arena_zalloc(s->mem, most, sizeof *s->group_cls);
	s->group_days = arena_zalloc(s->mem, most, sizeof *s->group_days);
	plain = arena_zalloc(s->mem, (size_t)two.n_groups + 1, sizeof *plain);
	choice = arena_zalloc(s->mem, (size_t)two.n_groups + 1, sizeof *choice);
	for (i = 0; i < s->n_classes; i++)
		group3(s, i, ALL_DAYS); /* class number = group number */
	for (g = 0; g < two.n_groups; g++) {
		plain[g] = group3(s, specs[g].cls, specs[g].days);
		choice[g] = specs[g].prefer ? group3(s, specs[g].cls, specs[g].prefer) : plain[g];
	}
	three = arena_zalloc(s->mem, (size_t)s->groups.used + 1, sizeof *three);
	for (g = 0; g < s->groups.used; g++)
		three[g] = (struct spec){s->group_cls[g], s->group_days[g], 0, false};
	build_net(s, three, s->groups.used);
	for (g = 0; g < two.n_groups; g++)
		for (c = 0; c < s->n_cells; c++)
			if (net_x(&two, g, c) > 0) {
				to = set_has(net_free(&two, g), c) ? choice[g] : plain[g];
				net_add(&s->net, to, c, net_x(&two, g, c));
			}
	for (i = 0; i < s->in->n_entries; i++)
		if (ent_is_free(&s->ents[i])) {
			g = s->ents[i].group;
			s->ents[i].group = s->ents[i].companion ? choice[g] : plain[g];
			s->net.supply[s->ents[i].group]++;
		}
}

void step_companions(struct solver *s)
{
	bool *seated = arena_zalloc(s->mem, s->in->n_entries + 1, sizeof *seated);
	bool *granted = arena_zalloc(s->mem, s->in->n_entries + 1, sizeof *granted);
	struct spec *specs;
	uint32_t i, k = 0, n;
	int32_t *prices;

	find_companions(s);
	n = group_entries(s, is_free, companion_spec, &specs);
	build_net(s, specs, n);
	solve_and_draw(s, is_free, seated, granted);
	BUG_ON(s->net.load[s->n_cells] != 0);
	for (i = 0; i < s->in->n_entries; i++)
		if (ent_is_free(&s->ents[i])) {
			s->ents[i].companion = granted[k] && s->ents[i].comp != 0;
			k++;
		}
	prices = arena_zalloc(s->mem, (size_t)s->n_cells + 1, sizeof *prices);
	memcpy(prices, s->net.price, s->n_cells * sizeof *prices);
	s->prices2 = prices;
	regroup(s, specs);
}
