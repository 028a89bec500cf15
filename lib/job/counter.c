#include "job/counter.h"

#include "base/messages.h"
#include "base/text.h"
#include "exam/counter.h"
#include "exam/find.h"
#include "exam/ticket.h"

#include <string.h>

/* Why this candidate cannot be confirmed, with the rule; *ret NULL where they can. */
static int objection(struct job *job, const struct counter_case *c, const char **ret_rule,
		     const char **ret, struct err *e)
{
	const char *when = "";
	bool open;

	*ret = NULL;
	*ret_rule = "R-STATE";
	if (!c->site_confirms) {
		*ret = F_CONFIRM_SITE_DOES_NOT;
		return 0;
	}
	if (window_is_open(job->db, &job->arena, c->sitting_id, c->site_code, "confirmation", &open,
			   &when, e) < 0)
		return -1;
	if (!open) {
		*ret_rule = "R-WINDOW";
		*ret = arena_printf(&job->arena, F_CONFIRM_WINDOW, when);
	}
	return 0;
}

/*
 * What a person gave or a scanner read: a registration number (the code on a form is that), a
 * document number, a ticket number, or the code on a ticket. *ret 0 where it is nobody's, with
 * *ret_why.
 */
static int find(struct job *job, const struct sitting *s, const char *text, int64_t *ret,
		const char **ret_why, struct err *e)
{
	const char *number = text_fold(&job->arena, text);
	struct ticket_claim claim;
	struct err none = {0};
	struct sign_key key;

	*ret = 0;
	*ret_why = F_REVIEW_NOBODY;
	if (strncmp(number, TICKET_CODE_START, strlen(TICKET_CODE_START)) == 0) {
		if (sign_load(&key, job_office_path(job, "ticket.pub"), e) < 0)
			return -1;
		if (!ticket_verify(&job->arena, number, &key, &claim)) {
			*ret_why = F_CONFIRM_CODE;
			return 0;
		}
		number = claim.number;
	}
	if (counter_by_ticket(job->db, s->id, number, ret, e) < 0)
		return -1;
	if (*ret || find_candidate(job->db, s->id, number, ret, &none) == 0)
		return 0;
	*ret = 0;
	if (none.code == ERR_INPUT)
		return 0;
	*e = none;
	return -1;
}

/* Confirms one; *ret_why (with *ret_rule) says why not. */
static int confirm_one(struct job *job, const struct sitting *s, const char *number,
		       const char **ret_rule, const char **ret_why, struct err *e)
{
	struct counter_case c;
	int64_t id;

	*ret_rule = "ROW";
	if (find(job, s, number, &id, ret_why, e) < 0)
		return -1;
	if (id == 0)
		return 0;
	if (counter_case_of(job->db, &job->arena, id, &c, e) < 0)
		return -1;
	*ret_why = NULL;
	if (c.confirmed) {
		job_count(job, "unchanged", 1);
		return 0;
	}
	if (objection(job, &c, ret_rule, ret_why, e) < 0)
		return -1;
	if (*ret_why)
		return 0;
	job_count(job, "confirmed", 1);
	return counter_confirm(job->db, id, e);
}

int confirm_numbers(struct job *job, const struct sitting *s, char *const *numbers, int count,
		    struct err *e)
{
	const char *rule, *why;
	int i;

	job_count(job, "confirmed", 0);
	job_count(job, "unchanged", 0);
	for (i = 0; i < count; i++) {
		if (confirm_one(job, s, numbers[i], &rule, &why, e) < 0)
			return -1;
		if (why)
			job_finding(job, rule, SEV_ERROR, numbers[i], why);
	}
	return 0;
}

/* ---- cancelling ---- */

static int cancel_entry(struct job *job, const struct counter_case *c, const char *subject,
			const char *reason, struct err *e)
{
	const char *state, *when = "";
	int64_t entry;
	bool open;

	if (counter_entry(job->db, &job->arena, c->id, subject, &entry, &state, e) < 0)
		return -1;
	if (entry == 0)
		return err_set(e, ERR_INPUT, E_CANCEL_NO_ENTRY, c->reg_no, subject);
	if (strcmp(state, "paid") == 0)
		return err_set(e, ERR_RULE, E_CANCEL_PAID, c->reg_no, subject);
	if (strcmp(state, "in_payment") == 0)
		return err_set(e, ERR_RULE, E_CANCEL_IN_PAYMENT, c->reg_no);
	if (strcmp(c->review, "pending") == 0)
		return err_set(e, ERR_RULE, E_CANCEL_PENDING, c->reg_no);
	if (window_is_open(job->db, &job->arena, c->sitting_id, c->site_code, "registration", &open,
			   &when, e) < 0)
		return -1;
	if (!open)
		return err_set(e, ERR_RULE, E_CANCEL_WINDOW, when);
	job_count(job, "entries_cancelled", 1);
	return counter_cancel_entry(job->db, c->id, entry, reason, e);
}

int cancel_registration(struct job *job, const struct sitting *s, const char *number,
			const char *subject, const char *reason, int64_t *ret_candidate,
			struct err *e)
{
	struct counter_case c;

	if (find_candidate(job->db, s->id, number, ret_candidate, e) < 0 ||
	    counter_case_of(job->db, &job->arena, *ret_candidate, &c, e) < 0)
		return -1;
	if (subject)
		return cancel_entry(job, &c, subject, reason, e);
	if (c.paid > 0)
		return err_set(e, ERR_RULE, E_CANCEL_PAID_ANY, c.reg_no);
	if (c.in_payment > 0)
		return err_set(e, ERR_RULE, E_CANCEL_IN_PAYMENT, c.reg_no);
	job_count(job, "candidates_deleted", 1);
	return counter_delete(job->db, c.id, reason, e);
}
