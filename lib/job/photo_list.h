/* Inside lib/job: the files of a photo check, and what the workers found in them. */
#ifndef NCRE_JOB_PHOTO_LIST_H
#define NCRE_JOB_PHOTO_LIST_H

#include "base/hash.h"
#include "img/fix.h"
#include "job/job.h"

enum photo_state {
	PHOTO_READ,	  /* measured */
	PHOTO_UNREADABLE, /* why says it */
	PHOTO_CRASHED,	  /* the worker died on it */
};

/* What a worker sends back. Plain data. */
struct photo_found {
	enum photo_state state;
	char why[200];
	char sha256[HASH_TEXT];
	struct photo_measures measures;
};

/* What a worker made of a photo that could be put right. Plain data. */
struct photo_fixed {
	bool is_fixed;
	char sha256[HASH_TEXT];
	struct photo_fix fix;
};

struct photo_item {
	const char *file; /* for people */
	const char *path; /* of the file, or of the archive it is in */
	int64_t member;	  /* index in the archive; -1: a plain file */
	bool is_named;	  /* itself an argument of the command: an input of the run */
	struct photo_found found;
	const struct photo_policy *policy; /* whose rules it must meet; set before fixing */
	struct photo_fixed *fixed;	   /* NULL: as it is */
};

/* The content that counts: the fixed one where there is one. */
static inline const char *photo_item_sha256(const struct photo_item *item)
{
	return item->fixed ? item->fixed->sha256 : item->found.sha256;
}

static inline const struct photo_measures *photo_item_measures(const struct photo_item *item)
{
	return item->fixed ? &item->fixed->fix.measures : &item->found.measures;
}

struct photo_list {
	VEC_OF(struct photo_item) items;
};

enum { PHOTO_FILE_MAX = 32 << 20 }; /* bytes read of one file: any camera's JPEG */

/* All files at paths. Texts in job->arena. Archives are recorded as inputs of the run. */
int photo_list_collect(struct job *job, char *const *paths, size_t count, struct photo_list *ret,
		       struct err *e) MUST_CHECK;

/* The photos that are attached in a sitting, each under its candidate's registration number. */
int photo_list_attached(struct job *job, int64_t sitting_id, struct photo_list *ret,
			struct err *e) MUST_CHECK;
void photo_list_free(struct photo_list *l);

/* Measures all of them in worker processes. */
int photo_list_measure(struct job *job, struct photo_list *l, struct err *e) MUST_CHECK;

/* Tries to fix, in worker processes, all items that do not pass their policy. */
int photo_list_fix(struct job *job, struct photo_list *l, struct err *e) MUST_CHECK;

/* The bytes of an item as they are to be kept: fixed where item->fixed says so. In out. */
int photo_item_final(struct arena *out, const struct photo_item *item, uint8_t **ret,
		     size_t *ret_len, struct err *e) MUST_CHECK;

/* The bytes of an item, in out. Keeps the last archive open between calls. */
int photo_item_read(struct arena *out, const struct photo_item *item, uint8_t **ret,
		    size_t *ret_len, struct err *e) MUST_CHECK;

#endif
