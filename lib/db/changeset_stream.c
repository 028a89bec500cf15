/* A segment of a changeset, change by change, from pieces that are inflated as they are needed. */
#include "db/run_state.h"

#include <string.h>

enum { READ_BYTES = 64 * 1024 };

struct changeset_stream {
	struct changeset_reader *reader;
	struct buf data; /* what has been inflated and is not yet passed on begins at */
	size_t at;
	struct changeset_row row; /* its table stands in head */
	struct buf head;
	bool ended;
};

int changeset_stream_open(struct changeset_stream **ret, const struct changeset *c, int64_t segment,
			  struct err *e)
{
	struct changeset_stream *s = mem_zalloc(1, sizeof *s);

	if (changeset_reader_open(&s->reader, c, segment, e) < 0) {
		mem_free(s);
		return -1;
	}
	*ret = s;
	return 0;
}

void changeset_stream_close(struct changeset_stream *s)
{
	if (!s)
		return;
	changeset_reader_close(s->reader);
	buf_free(&s->data);
	buf_free(&s->head);
	mem_free(s);
}

/* Inflates more behind what is left. False where it is damaged. */
static bool read_more(struct changeset_stream *s)
{
	size_t left = s->data.len - s->at;
	int len = READ_BYTES;
	char *to;

	if (left)
		memmove(s->data.data, s->data.data + s->at, left);
	s->data.len = left;
	s->at = 0;
	to = buf_grow(&s->data, READ_BYTES);
	if (changeset_read(s->reader, to, &len) != SQLITE_OK)
		return false;
	s->data.len -= (size_t)(READ_BYTES - len);
	s->ended = len == 0;
	return true;
}

/* The head of a table outlives the bytes it was read from. */
static void keep_head(struct changeset_stream *s)
{
	size_t at = 0;

	buf_reset(&s->head);
	buf_add(&s->head, s->row.all, s->row.all_size);
	BUG_ON(!changeset_next((const unsigned char *)s->head.data, s->head.len, &at, &s->row));
}

int changeset_stream_next(struct changeset_stream *s, struct changeset_row *ret)
{
	for (;;) {
		const unsigned char *data = (const unsigned char *)buf_str(&s->data);
		struct changeset_row row = s->row;
		size_t at = s->at;

		if (changeset_next(data, s->data.len, &at, &row)) {
			s->at = at;
			s->row = row;
			if (row.op != 'T') {
				*ret = row;
				return 1;
			}
			keep_head(s);
		} else if (s->ended) {
			return s->at == s->data.len ? 0 : -1;
		} else if (!read_more(s)) {
			return -1;
		}
	}
}

const struct buf *changeset_stream_head(const struct changeset_stream *s)
{
	return &s->head;
}
