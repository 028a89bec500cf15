#include "base/messages.h"
#include "exam/assign_cert.h"
#include "job/assign.h"
#include "job/assign_load.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { CERTIFICATE_BYTES_MAX = 1 << 30 };

struct prover {
	struct job *job;
	const struct sitting *sitting; /* NULL: the certificate alone */
	struct assign_cert cert;
	struct loaded_site site;
};

static void other(struct prover *p, const char *subject, const char *text)
{
	job_finding(p->job, "R-DATE-OPT", SEV_ERROR, subject, text);
}

/* ---- the same problem as in the database ---- */

static bool same_session(const struct assign_session *a, const struct assign_session *b)
{
	return a->id == b->id && a->day == b->day && a->start_min == b->start_min &&
	       a->minutes == b->minutes;
}

static bool same_places(const struct assign_instance *a, const struct assign_instance *b)
{
	size_t i, n = a->n_sessions * a->n_rooms;

	if (a->n_sessions != b->n_sessions || a->n_rooms != b->n_rooms || a->gap_min != b->gap_min)
		return false;
	for (i = 0; i < a->n_sessions; i++)
		if (!same_session(&a->sessions[i], &b->sessions[i]))
			return false;
	for (i = 0; i < a->n_rooms; i++)
		if (a->rooms[i].id != b->rooms[i].id || a->rooms[i].tag != b->rooms[i].tag)
			return false;
	for (i = 0; i < n; i++)
		if (a->open_seats[i] != b->open_seats[i] ||
		    (a->open_seats[i] > 0 && a->open_subjects[i] != b->open_subjects[i]))
			return false;
	return memcmp(a->subject_minutes, b->subject_minutes, sizeof a->subject_minutes) == 0;
}

struct known {
	int64_t id;
	size_t at;
};

static int by_id(const void *pa, const void *pb)
{
	const struct known *a = pa, *b = pb;

	return a->id < b->id ? -1 : a->id > b->id;
}

static bool same_entry(const struct prover *p, size_t i, size_t j)
{
	const struct assign_entry *x = &p->cert.in.entries[i], *y = &p->site.in.entries[j];
	const struct assign_place *place = &p->cert.places[i];
	const struct loaded_entry *o = &p->site.entries[j];

	if (x->candidate != y->candidate || x->subject != y->subject || x->wish_day != y->wish_day)
		return false;
	if (place->kind == ASSIGN_UNPLACED)
		return !o->placed;
	return o->placed && o->session == place->session;
}

static void compare_entries(struct prover *p)
{
	const struct assign_instance *in = &p->cert.in, *db = &p->site.in;
	struct known *known = mem_zalloc(db->n_entries + 1, sizeof *known), *k;
	int64_t placed = 0, in_cert = 0;
	size_t i;

	for (i = 0; i < db->n_entries; i++) {
		known[i] = (struct known){db->entries[i].id, i};
		placed += p->site.entries[i].placed;
	}
	qsort(known, db->n_entries, sizeof *known, by_id);
	for (i = 0; i < in->n_entries; i++) {
		k = bsearch(&(struct known){.id = in->entries[i].id}, known, db->n_entries,
			    sizeof *known, by_id);
		if (!k || !same_entry(p, i, k->at))
			other(p, arena_printf(&p->job->arena, "%" PRId64, in->entries[i].candidate),
			      F_CERT_GONE);
		in_cert += p->cert.places[i].kind != ASSIGN_UNPLACED;
	}
	if (placed > in_cert)
		job_finding(
		    p->job, "R-DATE-OPT", SEV_WARN, in->site,
		    arena_printf(&p->job->arena, F_CERT_NEWER, (long long)(placed - in_cert)));
	mem_free(known);
}

static int compare_with_database(struct prover *p, struct err *e)
{
	int rc = assign_load(p->job, p->sitting, p->cert.in.site, p->cert.in.seed, &p->site, e);

	if (rc == 0) {
		if (!same_places(&p->cert.in, &p->site.in))
			other(p, p->cert.in.site, F_CERT_OTHER);
		compare_entries(p);
	}
	assign_unload(&p->site);
	return rc;
}

/* ---- one site after another ---- */

static int prove_site(struct prover *p, struct assign_proofs *ret, struct err *e)
{
	size_t before = p->job->findings.errors;
	struct assign_proof one = {
	    .site_code = arena_strdup(&p->job->arena, p->cert.in.site),
	    .claim = p->cert.claim,
	    .entries = (int64_t)p->cert.in.n_entries,
	};

	assign_verify(&p->cert.in, p->cert.places, &p->cert.witness, &p->cert.claim,
		      &p->job->findings);
	if (p->sitting && compare_with_database(p, e) < 0)
		return -1;
	one.holds = p->job->findings.errors == before;
	VEC_PUSH(&ret->list, one);
	return 0;
}

int assign_prove(struct job *job, const char *path, const struct sitting *sitting,
		 struct assign_proofs *ret, struct err *e)
{
	struct prover p = {.job = job, .sitting = sitting};
	struct arena site = {0};
	char *text;
	size_t len;
	int rc;

	if (file_read(&job->arena, path, CERTIFICATE_BYTES_MAX, &text, &len, e) < 0)
		return -1;
	if (strlen(text) != len)
		return err_set(e, ERR_INPUT, "%s", E_CERT_FORM);
	while ((rc = assign_cert_read(&site, &text, &p.cert, e)) == 1) {
		rc = prove_site(&p, ret, e);
		arena_reset(&site);
		if (rc < 0)
			break;
	}
	arena_free(&site);
	if (rc < 0)
		return err_in(e, "%s", path);
	if (ret->list.len == 0)
		return err_set(e, ERR_INPUT, "%s", E_CERT_EMPTY);
	if (job->findings.errors)
		return err_set(e, ERR_RULE, E_CERT_FALSE, (long long)job->findings.errors);
	return 0;
}
