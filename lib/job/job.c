#include "job/job.h"

#include "base/hash.h"
#include "db/run.h"

#include <string.h>

void job_count(struct job *job, const char *key, int64_t add)
{
	struct job_count c = {key, add};
	size_t i;

	for (i = 0; i < job->counts.len; i++) {
		if (strcmp(job->counts.items[i].key, key) == 0) {
			job->counts.items[i].value += add;
			return;
		}
	}
	VEC_PUSH(&job->counts, c);
}

int job_input(struct job *job, const char *path, const char **ret_sha256, struct err *e)
{
	char *sha256 = arena_alloc(&job->arena, HASH_TEXT);
	int64_t bytes;

	if (hash_of_file(path, sha256, &bytes, e) < 0)
		return -1;
	if (job->db && db_run_id(job->db) != 0)
		run_add_input(job->db, path, sha256, bytes);
	if (ret_sha256)
		*ret_sha256 = sha256;
	return 0;
}

void job_finding(struct job *job, const char *rule, enum severity severity, const char *subject,
		 const char *text)
{
	struct finding f = {.rule = rule, .severity = severity, .subject = subject, .text = text};

	findings_add(&job->findings, &f);
}

void job_progress(struct job *job, const char *what, int64_t done, int64_t total)
{
	if (job->progress)
		job->progress(what, done, total);
}

const char *job_office_path(struct job *job, const char *name)
{
	return arena_printf(&job->arena, "%s/%s", job->office, name);
}

void job_free(struct job *job)
{
	outputs_discard(&job->outputs);
	findings_free(&job->findings);
	VEC_FREE(&job->counts);
	arena_free(&job->arena);
}
