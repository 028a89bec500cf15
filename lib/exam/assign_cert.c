#include "exam/assign_cert.h"

#include "base/messages.h"
#include "base/text.h"
#include "exam/assign_text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 6 };

static const char *const room_modes[] = {"compact", "balanced"};
static const char *const lotteries[] = {"drawn", "searched", "short"};

void assign_cert_write(struct buf *to, const struct assign_instance *in,
		       const struct assign_result *r)
{
	size_t start = to->len, s, k, at;
	struct assign_result priced = *r;
	char hash[HASH_TEXT];

	assign_text_write_instance(to, in);
	hash_of(to->data + start, to->len - start, hash);
	buf_printf(to, "INPUT %s\n", hash);
	for (s = 0; s < in->n_sessions; s++)
		for (k = 0; k < in->n_rooms; k++) {
			at = s * in->n_rooms + k;
			if (r->witness.wish_price[at] || r->witness.day_price[at])
				buf_printf(to,
					   "P %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 "\n",
					   in->sessions[s].id, in->rooms[k].id,
					   r->witness.wish_price[at], r->witness.day_price[at]);
		}
	priced.placed_bound = r->priced_placed; /* only what anyone can check */
	priced.wishes_bound = r->priced_wishes;
	assign_text_write(to, in, &priced);
	buf_printf(to, "ROOMS %s %" PRId64 " bound %" PRId64 "\n", room_modes[r->even_rooms],
		   r->rooms, r->rooms_bound);
	buf_printf(to, "LOTTERY %s\nEND\n", lotteries[r->lottery]);
}

/* ---- reading ---- */

struct index {
	int64_t id;
	size_t at;
};

static int by_id(const void *pa, const void *pb)
{
	const struct index *a = pa, *b = pb;

	return a->id < b->id ? -1 : a->id > b->id;
}

struct reader {
	struct arena *out;
	struct assign_cert *cert;
	struct index *entries;
	bool *told;  /* per entry: has its A line */
	int told_of; /* SUMMARY, ROOMS, LOTTERY */
};

static int bad_line(const char *line, struct err *e)
{
	return err_set(e, ERR_INPUT, E_CERT_LINE, line);
}

/* The numbers after the first word; false where they are not exactly n. */
static bool numbers(char *line, size_t n, int64_t f[FIELDS])
{
	char *word = strchr(line, ' '), *next;
	char copy[24];
	size_t i, len;

	for (i = 0; i < n; i++, word = next) {
		if (!word)
			return false;
		word++;
		next = strchr(word, ' ');
		len = next ? (size_t)(next - word) : strlen(word);
		if (len >= sizeof copy)
			return false;
		memcpy(copy, word, len);
		copy[len] = '\0';
		if (!text_to_int(copy, -1, INT64_MAX / 4, &f[i]))
			return false;
	}
	return !word;
}

static int session_of(const struct assign_instance *in, int64_t id)
{
	size_t i;

	for (i = 0; i < in->n_sessions; i++)
		if (in->sessions[i].id == id)
			return (int)i;
	return -1;
}

static int room_of(const struct assign_instance *in, int64_t id)
{
	size_t i;

	for (i = 0; i < in->n_rooms; i++)
		if (in->rooms[i].id == id)
			return (int)i;
	return -1;
}

static bool read_place(struct reader *r, char *line)
{
	struct assign_cert *c = r->cert;
	const struct index *x;
	struct assign_place *p;
	int64_t f[FIELDS];

	if (!numbers(line, 5, f))
		return false;
	x = bsearch(&(struct index){.id = f[0]}, r->entries, c->in.n_entries, sizeof *x, by_id);
	if (!x || r->told[x->at] || f[4] < ASSIGN_UNPLACED || f[4] > ASSIGN_WISH_KEPT || f[3] < 0 ||
	    f[3] > 100000)
		return false;
	r->told[x->at] = true;
	p = &c->places[x->at];
	*p = (struct assign_place){-1, -1, (int)f[3], (enum assign_kind)f[4]};
	if (p->kind == ASSIGN_UNPLACED)
		return true;
	p->session = session_of(&c->in, f[1]);
	p->room = room_of(&c->in, f[2]);
	return p->session >= 0 && p->room >= 0;
}

static bool read_price(struct reader *r, char *line)
{
	struct assign_cert *c = r->cert;
	int64_t f[FIELDS];
	int s, k;
	size_t at;

	if (!numbers(line, 4, f))
		return false;
	s = session_of(&c->in, f[0]);
	k = room_of(&c->in, f[1]);
	if (s < 0 || k < 0)
		return false;
	at = (size_t)s * c->in.n_rooms + (size_t)k;
	c->witness.wish_price[at] = f[2];
	c->witness.day_price[at] = f[3];
	return true;
}

/* Reads "word number word number ..." to the end of line; a word has its blanks with it. */
static bool words_and_numbers(char *line, const char *const *words, int64_t *const *values,
			      size_t n)
{
	char *end, number[24];
	size_t i, len;

	for (i = 0; i < n; i++) {
		len = strlen(words[i]);
		if (strncmp(line, words[i], len) != 0 || line[len] != ' ')
			return false;
		line += len + 1;
		end = strchr(line, ' ');
		len = end ? (size_t)(end - line) : strlen(line);
		if (len >= sizeof number)
			return false;
		memcpy(number, line, len);
		number[len] = '\0';
		if (!text_to_int(number, 0, INT64_MAX / 4, values[i]))
			return false;
		line += len;
	}
	return *line == '\0';
}

static bool read_summary(struct reader *r, char *line)
{
	static const char *const words[] = {"SUMMARY placed", " bound",	     " wishes",
					    " bound",	      " extra_days", " bound"};
	struct assign_claim *c = &r->cert->claim;
	int64_t *const values[] = {&c->placed,	     &c->placed_bound, &c->wishes,
				   &c->wishes_bound, &c->extra_days,   &c->extra_days_bound};

	r->told_of++;
	return words_and_numbers(line, words, values, ARRAY_LEN(words));
}

static bool read_rooms(struct reader *r, char *line)
{
	static const char *const words[][2] = {{"ROOMS compact", " bound"},
					       {"ROOMS balanced", " bound"}};
	struct assign_claim *c = &r->cert->claim;
	int64_t *const values[] = {&c->rooms, &c->rooms_bound};

	r->told_of++;
	c->even_rooms = strncmp(line, words[1][0], strlen(words[1][0])) == 0;
	return words_and_numbers(line, words[c->even_rooms], values, ARRAY_LEN(values));
}

static bool read_lottery(struct reader *r, const char *line)
{
	size_t i;

	r->told_of++;
	for (i = 0; i < ARRAY_LEN(lotteries); i++)
		if (strcmp(line + strlen("LOTTERY "), lotteries[i]) == 0) {
			r->cert->claim.lottery = (enum assign_lottery)i;
			return true;
		}
	return false;
}

/* The end of the line at text, made a NUL; *next behind it. NULL where there is no line end. */
static char *cut_line(char *text, char **next)
{
	char *end = strchr(text, '\n');

	if (!end)
		return NULL;
	*end = '\0';
	*next = end + 1;
	return text;
}

/* Cuts the problem off before "INPUT", checks its hash, reads it. *at: behind the INPUT line. */
static int read_problem(struct reader *r, char **at, struct err *e)
{
	struct assign_cert *c = r->cert;
	char *mark = strstr(*at, "\nINPUT "), *line, *next, hash[HASH_TEXT];
	size_t len, i;

	if (!mark)
		return err_set(e, ERR_INPUT, "%s", E_CERT_FORM);
	len = (size_t)(mark + 1 - *at);
	hash_of(*at, len, hash);
	line = cut_line(mark + 1, &next);
	if (!line || strncmp(line + strlen("INPUT "), hash, HASH_TEXT) != 0)
		return err_set(e, ERR_RULE, "%s", E_CERT_HASH);
	c->input_sha256 = arena_strdup(r->out, hash);
	*mark = '\0';
	if (assign_text_read(r->out, *at, len - 1, &c->in, e) < 0 || assign_check(&c->in, e) < 0)
		return -1;
	*at = next;
	r->entries = arena_zalloc(r->out, c->in.n_entries + 1, sizeof *r->entries);
	r->told = arena_zalloc(r->out, c->in.n_entries + 1, sizeof *r->told);
	c->places = arena_zalloc(r->out, c->in.n_entries + 1, sizeof *c->places);
	len = c->in.n_sessions * c->in.n_rooms + 1;
	c->witness.wish_price = arena_zalloc(r->out, len, sizeof(int64_t));
	c->witness.day_price = arena_zalloc(r->out, len, sizeof(int64_t));
	for (i = 0; i < c->in.n_entries; i++)
		r->entries[i] = (struct index){c->in.entries[i].id, i};
	qsort(r->entries, c->in.n_entries, sizeof *r->entries, by_id);
	return 0;
}

static int check_whole(const struct reader *r, struct err *e)
{
	size_t i;

	for (i = 0; i + 1 < r->cert->in.n_entries; i++)
		if (r->entries[i].id == r->entries[i + 1].id)
			return err_set(e, ERR_RULE, "%s", E_CERT_WHOLE);
	for (i = 0; i < r->cert->in.n_entries; i++)
		if (!r->told[i])
			return err_set(e, ERR_RULE, "%s", E_CERT_WHOLE);
	return r->told_of == 3 ? 1 : err_set(e, ERR_RULE, "%s", E_CERT_WHOLE);
}

int assign_cert_read(struct arena *out, char **at, struct assign_cert *ret, struct err *e)
{
	struct reader r = {.out = out, .cert = ret};
	char *line, *next;
	bool ok;

	*ret = (struct assign_cert){0};
	if (!**at)
		return 0;
	if (read_problem(&r, at, e) < 0)
		return -1;
	for (;; *at = next) {
		line = cut_line(*at, &next);
		if (!line)
			return err_set(e, ERR_INPUT, "%s", E_CERT_FORM);
		if (strcmp(line, "END") == 0)
			break;
		if (strncmp(line, "A ", 2) == 0)
			ok = read_place(&r, line);
		else if (strncmp(line, "P ", 2) == 0)
			ok = read_price(&r, line);
		else if (strncmp(line, "ROOMS ", 6) == 0)
			ok = read_rooms(&r, line);
		else if (strncmp(line, "LOTTERY ", 8) == 0)
			ok = read_lottery(&r, line);
		else
			ok = read_summary(&r, line);
		if (!ok)
			return bad_line(line, e);
	}
	*at = next;
	return check_whole(&r, e);
}
