#include "db/bulk_record.h"

#include "base/mem.h"
#include "base/relay.h"

#include <string.h>

/* Some milliseconds of work: smaller ones wake the other thread so often that it is in the way. */
enum { BATCH_BYTES = 2048 * 1024 };

/* What stands before a row, or the two rows of an update. */
struct change {
	const struct bulk_table *table;
	int op;
	bool indirect;
};

struct batch {
	struct bulk_record *of;
	struct buf changes;
};

struct bulk_record {
	struct run_state *run;
	struct relay relay;
	struct batch batches[2];
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
	struct batch *b = arg;
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
	buf_reset(&b->changes);
}

struct bulk_record *bulk_record_open(struct run_state *run)
{
	struct bulk_record *r = mem_zalloc(1, sizeof *r);

	r->run = run;
	r->batches[0].of = r->batches[1].of = r;
	relay_begin(&r->relay, work_off, &r->batches[0], &r->batches[1]);
	return r;
}

struct buf *bulk_record_add(struct bulk_record *r, const struct bulk_table *t, int op,
			    bool indirect)
{
	struct batch *b = relay_half(&r->relay);
	struct change c = {t, op, indirect};

	if (b->changes.len >= BATCH_BYTES) {
		relay_pass(&r->relay);
		b = relay_half(&r->relay);
	}
	buf_add(&b->changes, &c, sizeof c);
	return &b->changes;
}

void bulk_record_drain(struct bulk_record *r)
{
	relay_await(&r->relay);
	work_off(relay_half(&r->relay));
	r->last = NULL;
}

void bulk_record_close(struct bulk_record *r)
{
	size_t i;

	if (!r)
		return;
	relay_await(&r->relay);
	relay_end(&r->relay);
	for (i = 0; i < ARRAY_LEN(r->batches); i++)
		buf_free(&r->batches[i].changes);
	buf_free(&r->raw);
	mem_free(r);
}
