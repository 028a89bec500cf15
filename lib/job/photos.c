#include "job/photos.h"

#include "base/messages.h"
#include "base/strmap.h"
#include "base/text.h"
#include "exam/photo.h"
#include "exam/sitting.h"
#include "job/photo_list.h"
#include "job/photo_policy.h"
#include "job/photo_sheet.h"
#include "job/photo_store.h"
#include "job/photo_twins.h"
#include "tab/tab.h"

#include <stdio.h>
#include <string.h>

/* Whose a file is: what the names said about it before anything is changed. */
struct claim {
	struct photo_owner owner;
	int owners;	  /* 0 nobody, 1 clear, more: ambiguous */
	size_t first;	  /* the first file of the same candidate */
	bool is_rivalled; /* of the first: other files with other content claim the candidate too */
};

struct site_policy {
	const char *site_code;
	const struct photo_policy *policy;
};

struct check {
	struct job *job;
	const struct photos_options *options;
	struct photo_list list;
	struct tab_sink *reject; /* NULL: nothing refused so far */
	struct output *reject_file;
	struct claim *claims;	  /* one per item; NULL with check_only */
	struct photo_twin *twins; /* one per item */
	struct sitting sitting;
	VEC_OF(struct site_policy) policies;
	struct strmap handed_back; /* paths of fixed copies */
	VEC_OF(struct photo_sheet_entry) sheet;
	struct arena item; /* one file */
};

const char *photo_action_word(enum photo_action a)
{
	static const char *const words[] = {"checked", "attached", "unchanged", "not-taken"};

	return words[a];
}

/* ---- whose ---- */

static int claim_all(struct check *c, struct err *e)
{
	struct arena *arena = &c->job->arena;
	struct strmap by_candidate = {0};
	size_t i, n = c->list.items.len;
	int rc = 0;

	c->claims = arena_zalloc(arena, n, sizeof *c->claims);
	for (i = 0; rc == 0 && i < n; i++) {
		struct photo_owner owners[PHOTO_OWNERS_MAX];
		struct claim *claim = &c->claims[i];
		const struct photo_item *item = &c->list.items.items[i];

		rc = photo_owners(c->job->db, arena, c->sitting.id, file_name(item->file), owners,
				  &claim->owners, e);
		if (rc < 0 || claim->owners != 1)
			continue;
		claim->owner = owners[0];
		claim->first = strmap_add(&by_candidate, claim->owner.reg_no, (uint32_t)i, NULL);
		if (strcmp(c->list.items.items[claim->first].found.sha256, item->found.sha256) != 0)
			c->claims[claim->first].is_rivalled = true;
	}
	strmap_free(&by_candidate);
	return rc;
}

static int find_twins(struct check *c, struct err *e)
{
	size_t n = c->list.items.len, i;
	const struct photo_owner **owners = arena_zalloc(&c->job->arena, n, sizeof *owners);

	c->twins = arena_zalloc(&c->job->arena, n, sizeof *c->twins);
	for (i = 0; i < n; i++)
		if (c->claims[i].owners == 1)
			owners[i] = &c->claims[i].owner;
	return photo_twins(c->job, c->sitting.id, &c->list, owners, c->twins, e);
}

/* ---- the policy of a site ---- */

static int policy_of(struct check *c, const struct photo_owner *o, const struct photo_policy **ret,
		     struct err *e)
{
	struct site_policy one = {.site_code = o->site_code};
	struct photo_policy *policy;
	size_t i;

	for (i = 0; i < c->policies.len; i++) {
		if (strcmp(c->policies.items[i].site_code, o->site_code) == 0) {
			*ret = c->policies.items[i].policy;
			return 0;
		}
	}
	policy = arena_alloc(&c->job->arena, sizeof *policy);
	if (photo_policy_read(c->job->db, c->sitting.id, o, policy, e) < 0)
		return -1;
	*ret = one.policy = policy;
	VEC_PUSH(&c->policies, one);
	return 0;
}

/* Whose rules each file must meet: its site's; NCRE's own where it belongs to nobody. */
static int find_policies(struct check *c, struct err *e)
{
	for (size_t i = 0; i < c->list.items.len; i++) {
		const struct photo_policy **policy = &c->list.items.items[i].policy;

		*policy = c->options->check_only ? &c->options->policy : &photo_policy_ncre;
		if (c->claims && c->claims[i].owners == 1 &&
		    policy_of(c, &c->claims[i].owner, policy, e) < 0)
			return -1;
	}
	return 0;
}

/* ---- judging ---- */

static void judge_file(struct check *c, const struct photo_item *item, struct photo_judgement *j)
{
	*j = (struct photo_judgement){0};
	if (item->found.state == PHOTO_CRASHED)
		photo_remark(j, SEV_ERROR, F_PHOTO_CRASHED, S_PHOTO_AGAIN);
	else if (item->found.state == PHOTO_UNREADABLE)
		photo_remark(j, SEV_ERROR, item->found.why, NULL);
	else
		photo_judge(&c->item, item->policy, item->file, photo_item_measures(item), j);
	if (item->fixed)
		photo_remark(j, SEV_NOTE,
			     arena_printf(&c->item, F_PHOTO_FIXED,
					  photo_fix_text(&c->item, &item->fixed->fix)),
			     NULL);
}

/* What stands against taking the photo beside the picture itself. */
static int judge_claim(struct check *c, size_t i, struct photo_judgement *j, struct err *e)
{
	const struct claim *claim = &c->claims[i];
	const struct photo_item *items = c->list.items.items;
	const char *sha256 = photo_item_sha256(&items[i]), *other_no, *other_name;
	bool same = strcmp(claim->owner.photo_sha256, sha256) == 0;
	if (c->options->all) {
		/* The name in the store is the content's hash. */
		if (!same && items[i].found.state == PHOTO_READ)
			photo_remark(j, SEV_ERROR, F_PHOTO_STORE_CHANGED, S_PHOTO_STORE_CHANGED);
		return 0;
	}
	if (c->claims[claim->first].is_rivalled) {
		size_t rival = claim->first;

		if (rival == i)
			for (rival = i + 1;
			     c->claims[rival].first != i || c->claims[rival].owners != 1; rival++)
				;
		photo_remark(
		    j, SEV_ERROR,
		    arena_printf(&c->item, F_PHOTO_RIVAL, claim->owner.reg_no, items[rival].file),
		    S_PHOTO_RIVAL);
		return 0;
	}
	if (claim->first != i)
		photo_remark(j, SEV_NOTE,
			     arena_printf(&c->item, F_PHOTO_TWICE, items[claim->first].file), NULL);
	if (claim->owner.lock[0] && !same)
		photo_remark_as(j, "R-LOCK", SEV_ERROR,
				arena_printf(&c->item, F_PHOTO_LOCKED, claim->owner.reg_no), NULL);
	if (photo_other_owner(c->job->db, &c->item, c->sitting.id, sha256,
			      claim->owner.candidate_id, &other_no, &other_name, e) < 0)
		return -1;
	if (other_no)
		photo_remark(j, SEV_WARN,
			     arena_printf(&c->item, F_PHOTO_SHARED, claim->owner.reg_no,
					  text_mask_name(&c->item, claim->owner.name), other_no,
					  text_mask_name(&c->item, other_name)),
			     S_PHOTO_SHARED);
	else if (c->twins[i].reg_no)
		photo_remark(j, SEV_WARN,
			     arena_printf(&c->item, F_PHOTO_TWIN, claim->owner.reg_no,
					  text_mask_name(&c->item, claim->owner.name),
					  c->twins[i].reg_no,
					  text_mask_name(&c->item, c->twins[i].name)),
			     S_PHOTO_SHARED);
	return 0;
}

static void judge_nobody(struct check *c, const struct claim *claim, struct photo_judgement *j)
{
	(void)c;
	if (claim->owners == 0)
		photo_remark(j, SEV_ERROR, F_PHOTO_NOBODY, S_PHOTO_NOBODY);
	else
		photo_remark(j, SEV_ERROR, F_PHOTO_AMBIGUOUS, S_PHOTO_NOBODY);
}

/* ---- taking ---- */

/* The picture, and of a fixed one the original too. */
static int store(struct check *c, const struct photo_item *item, struct err *e)
{
	uint8_t *data;
	size_t len;

	if (photo_item_final(&c->item, item, &data, &len, e) < 0 ||
	    photo_store_put(c->job, &c->item, photo_item_sha256(item), data, len, e) < 0)
		return -1;
	if (!item->fixed)
		return 0;
	if (photo_item_read(&c->item, item, &data, &len, e) < 0)
		return -1;
	return photo_store_put(c->job, &c->item, item->found.sha256, data, len, e);
}

static int take(struct check *c, size_t i, const struct photo_judgement *j, struct err *e)
{
	const struct photo_item *item = &c->list.items.items[i];
	const struct photo_measures *m = photo_item_measures(item);
	struct buf json = {0};
	struct photo_record record = {
	    .sha256 = photo_item_sha256(item),
	    .bytes = m->bytes,
	    .width_px = m->width_px,
	    .height_px = m->height_px,
	    .verdict = photo_verdict_word(j->verdict),
	    .near_hash = &m->fingerprint,
	    .near_hash_len = sizeof m->fingerprint,
	    .original_sha256 = item->fixed ? item->found.sha256 : NULL,
	};
	int rc = 0;

	/* In the store before the database says so: a crash between leaves a file nobody needs. */
	if (!c->options->dry_run)
		rc = store(c, item, e);
	photo_measures_json(&json, m);
	record.measures_json = buf_str(&json);
	if (rc == 0)
		rc = photo_attach(c->job->db, &record, c->claims[i].owner.candidate_id, e);
	buf_free(&json);
	return rc;
}

static int decide(struct check *c, size_t i, struct photo_result *r, struct photo_judgement *j,
		  struct err *e)
{
	const struct photo_item *item = &c->list.items.items[i];
	const struct claim *claim = c->claims ? &c->claims[i] : NULL;

	judge_file(c, item, j);
	if (!claim) {
		r->action = PHOTO_CHECKED;
		return 0;
	}
	r->action = PHOTO_NOT_TAKEN;
	if (claim->owners != 1) {
		judge_nobody(c, claim, j);
		return 0;
	}
	r->reg_no = claim->owner.reg_no;
	if (judge_claim(c, i, j, e) < 0)
		return -1;
	if (j->verdict == PHOTO_REFUSE)
		return 0;
	r->action = PHOTO_UNCHANGED;
	if (claim->first != i || strcmp(claim->owner.photo_sha256, photo_item_sha256(item)) == 0)
		return 0;
	r->action = PHOTO_ATTACHED;
	return take(c, i, j, e);
}

/* ---- reporting ---- */

static void report(struct check *c, const struct photo_result *r)
{
	static const char *const verdict_keys[] = {"photos_pass", "photos_review",
						   "photos_refused"};
	static const char *const action_keys[] = {"photos_checked", "photos_attached",
						  "photos_unchanged", "photos_not_taken"};
	const struct photo_judgement *j = r->judgement;

	job_count(c->job, verdict_keys[j->verdict], 1);
	if (r->action != PHOTO_CHECKED)
		job_count(c->job, action_keys[r->action], 1);
	if (j->verdict == PHOTO_REVIEW)
		c->job->attention = true;
	for (int i = 0; i < j->count; i++) {
		struct finding f = {.rule = j->remarks[i].rule,
				    .severity = j->remarks[i].severity,
				    .subject = r->reg_no,
				    .file = r->file,
				    .text = j->remarks[i].text,
				    .suggestion = j->remarks[i].suggestion};

		findings_add(&c->job->findings, &f);
	}
}

/* A fixed copy under its own name in the folder the caller named. */
static int hand_back(struct check *c, const struct photo_item *item, struct err *e)
{
	const char *name = file_name(item->file), *path;
	uint8_t *data;
	size_t len;
	bool is_new;

	if (!item->fixed || !c->options->fixed_dir || c->options->dry_run)
		return 0;
	path = arena_printf(&c->job->arena, "%s/%s", c->options->fixed_dir, name);
	strmap_add(&c->handed_back, path, 0, &is_new);
	if (!is_new || file_exists(path))
		return err_set(e, ERR_OUTPUT, E_OUT_EXISTS, path);
	if (photo_item_final(&c->item, item, &data, &len, e) < 0)
		return -1;
	return output_write(&c->job->outputs, path, data, len, e);
}

/* The columns of the workbook that goes back to the school. */
static const struct column *reject_columns(void)
{
	static struct column columns[4];

	columns[0] = (struct column){"file", T("文件", "file"), COL_TEXT, 40};
	columns[1] = (struct column){"candidate", T("报名号", "registration number"), COL_ID, 16};
	columns[2] = (struct column){"reason", T("问题", "reason"), COL_TEXT, 60};
	columns[3] = (struct column){"suggestion", T("建议", "what to do"), COL_TEXT, 40};
	return columns;
}

static int reject_row(struct check *c, const struct photo_result *r, struct err *e)
{
	struct buf reason = {0}, suggestion = {0};
	const char *values[4];

	if (!c->options->reject || r->judgement->verdict != PHOTO_REFUSE)
		return 0;
	if (!c->reject &&
	    (output_begin(&c->job->outputs, c->options->reject, &c->reject_file, e) < 0 ||
	     tab_sink_open(&c->reject, SINK_XLSX, c->reject_file, T("照片", "photos"),
			   reject_columns(), 4, c->job->now, e) < 0))
		return -1;
	for (int i = 0; i < r->judgement->count; i++) {
		const struct photo_remark *m = &r->judgement->remarks[i];

		if (m->severity != SEV_ERROR)
			continue;
		buf_printf(&reason, "%s%s", reason.len ? T("；", "; ") : "", m->text);
		if (m->suggestion)
			buf_printf(&suggestion, "%s%s", suggestion.len ? T("；", "; ") : "",
				   m->suggestion);
	}
	values[0] = r->file;
	values[1] = r->reg_no;
	values[2] = buf_str(&reason);
	values[3] = buf_str(&suggestion);
	tab_sink_row(c->reject, values);
	buf_free(&reason);
	buf_free(&suggestion);
	return 0;
}

static void put_on_sheet(struct check *c, size_t i, const struct photo_result *r)
{
	const struct claim *claim = c->claims ? &c->claims[i] : NULL;
	struct photo_sheet_entry entry = {
	    .item = &c->list.items.items[i],
	    .site_code = claim && claim->owners == 1 ? claim->owner.site_code : "",
	    .reg_no = r->reg_no,
	    .verdict = r->judgement->verdict};
	struct buf b = {0};

	if (!c->options->sheet || entry.verdict == PHOTO_PASS)
		return;
	for (int severity = SEV_ERROR; severity >= SEV_WARN; severity--) {
		for (int k = 0; k < r->judgement->count; k++) {
			if ((int)r->judgement->remarks[k].severity != severity)
				continue;
			buf_printf(&b, "%s%s", b.len ? T("；", "; ") : "",
				   r->judgement->remarks[k].text);
			entry.errors += severity == SEV_ERROR;
		}
	}
	entry.remarks = arena_strdup(&c->job->arena, buf_str(&b));
	VEC_PUSH(&c->sheet, entry);
	buf_free(&b);
}

static int finish_one(struct check *c, size_t i, struct err *e)
{
	const struct photo_item *item = &c->list.items.items[i];
	struct photo_judgement judgement = {0};
	struct photo_result r = {.file = item->file,
				 .reg_no = "",
				 .measures = photo_item_measures(item),
				 .judgement = &judgement};

	arena_reset(&c->item);
	if (decide(c, i, &r, &judgement, e) < 0 || hand_back(c, item, e) < 0)
		return -1;
	if (item->fixed)
		job_count(c->job, "photos_fixed", 1);
	report(c, &r);
	put_on_sheet(c, i, &r);
	if (reject_row(c, &r, e) < 0)
		return -1;
	return c->options->each(c->options->ctx, &r, e);
}

int photos_check(struct job *job, char *const *paths, size_t count,
		 const struct photos_options *options, struct err *e)
{
	struct check c = {.job = job, .options = options};
	struct err late = {0};
	size_t i;
	int rc = 0;

	if (!options->check_only)
		rc = sitting_find(job->db, &job->arena, options->sitting_code, &c.sitting, e);
	if (rc == 0)
		rc = options->all ? photo_list_attached(job, c.sitting.id, &c.list, e)
				  : photo_list_collect(job, paths, count, &c.list, e);

	job_count(job, "photos", (int64_t)c.list.items.len);
	if (rc == 0)
		rc = photo_list_measure(job, &c.list, e);
	if (rc == 0 && !options->check_only)
		rc = claim_all(&c, e);
	if (rc == 0)
		rc = find_policies(&c, e);
	if (rc == 0 && options->fix)
		rc = photo_list_fix(job, &c.list, e);
	if (rc == 0 && c.claims)
		rc = find_twins(&c, e);
	for (i = 0; rc == 0 && i < c.list.items.len; i++)
		rc = finish_one(&c, i, e);
	if (rc == 0 && options->sheet && c.sheet.len > 0)
		rc = photo_sheet_write(
		    job, options->sheet, c.sheet.items, c.sheet.len,
		    e); /* A failure is told already: the second one only closes. */
	if (c.reject && tab_sink_close(c.reject, rc < 0 ? &late : e) < 0)
		rc = -1;
	VEC_FREE(&c.sheet);
	VEC_FREE(&c.policies);
	strmap_free(&c.handed_back);
	arena_free(&c.item);
	photo_list_free(&c.list);
	return rc;
}
