#include "db/bulk_record.h"

#include "base/crew.h"
#include "base/mem.h"

#include <string.h>

enum { BATCH_BYTES = 256 * 1024 };

/* What stands before a row, or the two rows of an update. */
struct change {
	const struct bulk_table *table;
	int op;
	bool indirect;
};

struct batch {
	struct errand errand;
	struct bulk_record *of;
	struct buf changes;
};

struct bulk_record {
	struct run_state *run;
	struct crew *crew; /* NULL before the first full batch */
	struct batch batches[2];
	struct batch *filling, *given; /* given: to the crew; NULL */
	const struct bulk_table *last; /* whose changes are being written */
	struct buf raw;		       /* on its way into the changeset */
};

/* A row within a batch, value by value. */
struct row {
	struct changeset_value values[DB_COLUMNS];
	const unsigned char *data;
	size_t size;
};

static void read_row(const struct buf *from, size_t *at, const struct bulk_table *t,
		     struct row *ret)
{
	const unsigned char *data = (const unsigned char *)from->data;
	size_t start = *at;
	int i;

	for (i = 0; i < t->columns; i++)
		BUG_ON(!changeset_value(data, from->len, at, &ret->values[i]));
	ret->data = data + start;
	ret->size = *at - start;
}

static void put_value(struct buf *out, const struct changeset_value *v, bool wanted)
{
	if (wanted)
		buf_add(out, v->all, v->all_size);
	else
		buf_putc(out, 0);
}

/* An update: the key and what changed, as it was; then what changed, as it is. */
static bool put_update(struct buf *out, const struct bulk_table *t, const struct row *before,
		       const struct row *now)
{
	bool differs[DB_COLUMNS], any = false;
	int i;

	for (i = 0; i < t->columns; i++) {
		const struct changeset_value *was = &before->values[i], *is = &now->values[i];

		differs[i] =
		    was->all_size != is->all_size || memcmp(was->all, is->all, was->all_size) != 0;
		any = any || differs[i];
		BUG_ON(t->key[i] && differs[i]);
		put_value(out, was, t->key[i] || differs[i]);
	}
	for (i = 0; i < t->columns; i++)
		put_value(out, &now->values[i], differs[i]);
	return any;
}

static void put_change(struct bulk_record *r, const struct change *c, const struct row *before,
		       const struct row *now)
{
	struct run_counts *counts = &r->run->counts;
	const struct row *row = c->op == SQLITE_INSERT ? now : before;
	size_t start;

	if (c->table != r->last)
		changeset_put_table(&r->raw, c->table->name, c->table->key, c->table->columns);
	r->last = c->table;
	start = r->raw.len;
	buf_putc(&r->raw, (char)c->op);
	buf_putc(&r->raw, c->indirect);
	if (c->op != SQLITE_UPDATE)
		buf_add(&r->raw, row->data, row->size);
	else if (!put_update(&r->raw, c->table, before, now))
		r->raw.len = start;
	counts->inserted += c->op == SQLITE_INSERT;
	counts->deleted += c->op == SQLITE_DELETE;
	counts->updated += c->op == SQLITE_UPDATE && r->raw.len > start;
}

static void work_off(void *arg)
{
	const struct batch *b = arg;
	struct bulk_record *r = b->of;
	struct row before, now;
	struct change c;
	size_t at = 0;

	while (at < b->changes.len) {
		memcpy(&c, b->changes.data + at, sizeof c);
		at += sizeof c;
		if (c.op != SQLITE_INSERT) {
			read_row(&b->changes, &at, c.table, &before);
			digest_row(r->run, c.table->name, before.data, before.size, false);
		}
		if (c.op != SQLITE_DELETE) {
			read_row(&b->changes, &at, c.table, &now);
			digest_row(r->run, c.table->name, now.data, now.size, true);
		}
		if (c.table->recorded)
			put_change(r, &c, &before, &now);
	}
	changeset_add(&r->run->changeset, buf_str(&r->raw), r->raw.len);
	buf_reset(&r->raw);
}

static void await_given(struct bulk_record *r)
{
	if (r->given)
		crew_await(r->crew, &r->given->errand);
	r->given = NULL;
}

static void hand_over(struct bulk_record *r)
{
	if (!r->crew)
		r->crew = crew_open(1);
	await_given(r);
	r->given = r->filling;
	r->filling = r->filling == r->batches ? r->batches + 1 : r->batches;
	buf_reset(&r->filling->changes);
	crew_give(r->crew, &r->given->errand);
}

struct bulk_record *bulk_record_open(struct run_state *run)
{
	struct bulk_record *r = mem_zalloc(1, sizeof *r);
	size_t i;

	r->run = run;
	r->filling = r->batches;
	for (i = 0; i < ARRAY_LEN(r->batches); i++) {
		r->batches[i].of = r;
		r->batches[i].errand.run = work_off;
		r->batches[i].errand.arg = &r->batches[i];
	}
	return r;
}

struct buf *bulk_record_add(struct bulk_record *r, const struct bulk_table *t, int op,
			    bool indirect)
{
	struct change c = {t, op, indirect};

	if (r->filling->changes.len >= BATCH_BYTES)
		hand_over(r);
	buf_add(&r->filling->changes, &c, sizeof c);
	return &r->filling->changes;
}

void bulk_record_drain(struct bulk_record *r)
{
	await_given(r);
	work_off(r->filling);
	buf_reset(&r->filling->changes);
	r->last = NULL;
}

void bulk_record_close(struct bulk_record *r)
{
	size_t i;

	if (!r)
		return;
	await_given(r);
	crew_close(r->crew);
	for (i = 0; i < ARRAY_LEN(r->batches); i++)
		buf_free(&r->batches[i].changes);
	buf_free(&r->raw);
	mem_free(r);
}
