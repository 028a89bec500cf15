#include "tab/src.h"

#include "base/messages.h"
#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SNIFF_BYTES = 4096 };

int input_at(const struct input *in, int64_t offset, void *to, size_t len, size_t *ret_got,
	     struct err *e)
{
	size_t done = 0;

	if (in->fd < 0) {
		if (offset < in->size) {
			done = (size_t)(in->size - offset);
			if (done > len)
				done = len;
			memcpy(to, in->data + offset, done);
		}
		*ret_got = done;
		return 0;
	}
	while (done < len) {
		ssize_t n = pread(in->fd, (char *)to + done, len - done, offset + (int64_t)done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(e, ERR_INPUT, E_FILE_READ, in->name, err_system(errno));
		if (n == 0)
			break;
		done += (size_t)n;
	}
	*ret_got = done;
	return 0;
}

static bool starts(const unsigned char *p, size_t len, const char *magic, size_t n)
{
	return len >= n && memcmp(p, magic, n) == 0;
}

/* The head as lower-case text without NULs (of UTF-16), leading blanks and byte order mark. */
static void head_text(const unsigned char *head, size_t len, char out[SNIFF_BYTES + 1])
{
	size_t i, n = 0;

	for (i = 0; i < len && n < SNIFF_BYTES; i++) {
		unsigned char c = head[i];

		if (c == 0 || (n == 0 && (ascii_is_space(c) || c >= 0x80)))
			continue;
		out[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : (char)c;
	}
	out[n] = '\0';
}

static enum content sniff_text(const unsigned char *head, size_t len)
{
	char text[SNIFF_BYTES + 1];

	head_text(head, len, text);
	if (strncmp(text, "mime-version:", 13) == 0)
		return CONTENT_MHTML;
	if (text[0] != '<')
		return CONTENT_TEXT;
	if (strstr(text, "schemas-microsoft-com:office:spreadsheet"))
		return CONTENT_XML2003;
	if (strstr(text, "<html") || strstr(text, "<table") || strstr(text, "<!doctype html") ||
	    strstr(text, "<meta") || strstr(text, "<style"))
		return CONTENT_HTML;
	return CONTENT_TEXT;
}

enum content content_sniff(const unsigned char *p, size_t len)
{
	if (starts(p, len, "PK\3\4", 4) || starts(p, len, "PK\5\6", 4))
		return CONTENT_ZIP;
	if (starts(p, len, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8))
		return CONTENT_CFB;
	if (len >= 8 && p[0] == 0x09 && (p[1] == 0 || p[1] == 2 || p[1] == 4 || p[1] == 8) &&
	    p[2] >= 4 && p[2] <= 16 && p[3] == 0)
		return CONTENT_BIFF;
	if (starts(p, len, "%PDF", 4))
		return CONTENT_PDF;
	if (starts(p, len, "\xff\xd8\xff", 3) || starts(p, len, "\x89PNG", 4))
		return CONTENT_PICTURE;
	if (starts(p, len, "Rar!", 4) || starts(p, len, "7z\xbc\xaf", 4) ||
	    starts(p, len, "\x1f\x8b", 2))
		return CONTENT_ARCHIVE;
	if (starts(p, len, "{\\rtf", 5))
		return CONTENT_RTF;
	return sniff_text(p, len);
}

void src_add_sheet(struct tab_src *src, const char *name, bool hidden)
{
	struct tab_sheet sheet = {arena_strdup(&src->perm, name), hidden};

	VEC_PUSH(&src->sheets, sheet);
}

const struct cell *row_cell(const struct row *row, int column)
{
	static const struct cell none = {.text = ""};
	size_t lo = 0, hi = row->count;

	/* most rows have every cell: the place is known */
	if (column >= 1 && (size_t)column <= row->count && row->cells[column - 1].column == column)
		return &row->cells[column - 1];
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (row->cells[mid].column < column)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < row->count && row->cells[lo].column == column ? &row->cells[lo] : &none;
}

void cell_fold_pua(struct tab_src *src, struct cell *cell)
{
	const char *s = cell->text, *end = s + cell->len;
	bool folded = false;
	size_t len = 0, n;
	uint32_t cp;
	char *copy;

	if (!memchr(s, 0xee, cell->len))
		return;
	copy = arena_alloc(&src->row, cell->len + cell->len / 3 + 1);
	for (; s < end; s += n) {
		n = utf8_decode(s, (size_t)(end - s), &cp);
		if (n == 0)
			return;
		folded |= fold_private_use(cp) != cp;
		len += utf8_encode(fold_private_use(cp), copy + len);
	}
	if (!folded)
		return;
	copy[len] = '\0';
	cell->text = copy;
	cell->len = len;
	cell->flags |= CELL_FOLDED_PUA;
}

void cell_set_number(struct tab_src *src, struct cell *c, double number, struct number_look look,
		     bool epoch_1904) /* permit: format */
{
	char text[NUMBER_TEXT];
	size_t len = 0;

	c->number = number;
	c->kind = CELL_NUMBER;
	if (look.is_date) {
		c->kind = CELL_DATE;
		if (serial_text(number, epoch_1904, text))
			len = strlen(text);
		if (look.has_time && len == strlen("2027-06-30")) {
			memcpy(text + len, " 00:00:00", sizeof " 00:00:00");
			len += strlen(" 00:00:00");
		}
	}
	if (len == 0)
		len = number_text(number, text);
	/* a code such as 001234 that is a number with the format 000000 keeps its zeros */
	if (look.zeros > len && text_is_digits(text)) {
		memmove(text + look.zeros - len, text, len + 1);
		memset(text, '0', look.zeros - len);
		len = look.zeros;
	}
	c->text = arena_strndup(&src->row, text, len);
	c->len = len;
}

static int by_key(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

void src_sort_cells(struct tab_src *src)
{
	size_t n = src->cells.len, i, kept = 0;
	uint64_t *keys = arena_zalloc(&src->row, n, sizeof *keys);
	struct cell *copy = arena_zalloc(&src->row, n, sizeof *copy), *to = src->cells.items;

	memcpy(copy, to, n * sizeof *copy);
	for (i = 0; i < n; i++)
		keys[i] = (uint64_t)copy[i].column << 32 | i;
	qsort(keys, n, sizeof *keys, by_key);
	for (i = 0; i < n; i++) {
		const struct cell *one = &copy[keys[i] & UINT32_MAX];

		if (kept > 0 && to[kept - 1].column == one->column)
			kept--;
		to[kept++] = *one;
	}
	src->cells.len = kept;
}

/* ---- opening ---- */

static int refuse(const struct tab_src *src, enum content c, struct err *e)
{
	switch (c) {
	case CONTENT_HTML:
	case CONTENT_MHTML: return err_set(e, ERR_INPUT, E_TAB_HTML, src->in.name);
	case CONTENT_XML2003: return err_set(e, ERR_INPUT, E_TAB_XML2003, src->in.name);
	case CONTENT_PDF: return err_set(e, ERR_INPUT, E_TAB_OTHER_KIND, src->in.name, "PDF");
	case CONTENT_PICTURE:
		return err_set(e, ERR_INPUT, E_TAB_OTHER_KIND, src->in.name, "JPEG/PNG");
	case CONTENT_ARCHIVE:
		return err_set(e, ERR_INPUT, E_TAB_OTHER_KIND, src->in.name, "RAR/7z/gzip");
	case CONTENT_RTF: return err_set(e, ERR_INPUT, E_TAB_OTHER_KIND, src->in.name, "RTF");
	case CONTENT_TEXT:
	case CONTENT_ZIP:
	case CONTENT_CFB:
	case CONTENT_BIFF: break;
	}
	return 0;
}

static int too_big(const struct tab_src *src, int64_t max, struct err *e)
{
	if (src->in.size <= max)
		return 0;
	return err_set(e, ERR_INPUT, E_FILE_TOO_BIG, src->in.name, (long long)src->in.size,
		       (long long)max);
}

static int open_content(struct tab_src *src, struct err *e)
{
	unsigned char head[SNIFF_BYTES];
	enum content c;
	size_t got;

	if (src->in.size == 0)
		return err_set(e, ERR_INPUT, E_FILE_EMPTY, src->in.name);
	if (strncmp(src->name, "~$", 2) == 0)
		return err_set(e, ERR_INPUT, E_TAB_LOCK_FILE, src->in.name);
	if (input_at(&src->in, 0, head, sizeof head, &got, e) < 0)
		return -1;
	c = content_sniff(head, got);
	if (refuse(src, c, e) < 0)
		return -1;
	if (c == CONTENT_ZIP)
		return too_big(src, LIMIT_XLSX_BYTES, e) < 0 ? -1 : xlsx_open(src, e);
	if (c == CONTENT_CFB || c == CONTENT_BIFF)
		return too_big(src, LIMIT_XLS_BYTES, e) < 0 ? -1
							    : xls_open(src, c == CONTENT_BIFF, e);
	return too_big(src, LIMIT_FILE_BYTES, e) < 0 ? -1 : csv_open(src, e);
}

static int select_first_visible(struct tab_src *src, struct err *e)
{
	size_t i;

	for (i = 0; i < src->sheets.len; i++)
		if (!src->sheets.items[i].hidden)
			return tab_select(src, i, e);
	return tab_select(src, 0, e);
}

static int finish_open(struct tab_src *src, struct tab_src **ret, struct err *e)
{
	if (open_content(src, e) < 0 || select_first_visible(src, e) < 0) {
		tab_close(src);
		return -1;
	}
	*ret = src;
	return 0;
}

int tab_open(struct tab_src **ret, const char *path, struct err *e)
{
	struct tab_src *src;
	int64_t size;
	int fd;

	if (file_open_read(path, &fd, &size, e) < 0)
		return -1;
	src = mem_zalloc(1, sizeof *src);
	src->in = (struct input){.fd = fd, .size = size};
	src->in.name = arena_strdup(&src->perm, path);
	src->name = arena_strdup(&src->perm, file_name(path));
	return finish_open(src, ret, e);
}

int tab_open_memory(struct tab_src **ret, const char *name, const void *data, size_t len,
		    struct err *e)
{
	struct tab_src *src = mem_zalloc(1, sizeof *src);

	src->in = (struct input){.fd = -1, .data = data, .size = (int64_t)len};
	src->in.name = arena_strdup(&src->perm, name);
	src->name = arena_strdup(&src->perm, file_name(name));
	return finish_open(src, ret, e);
}

void tab_close(struct tab_src *src)
{
	if (!src)
		return;
	if (src->impl)
		src->ops->close(src);
	if (src->in.fd >= 0)
		close(src->in.fd);
	VEC_FREE(&src->sheets);
	VEC_FREE(&src->cells);
	arena_free(&src->row);
	arena_free(&src->perm);
	mem_free(src);
}

enum tab_format tab_format_of(const struct tab_src *src)
{
	return src->format;
}

const char *tab_encoding(const struct tab_src *src)
{
	return src->encoding ? src->encoding : "";
}

char tab_delimiter(const struct tab_src *src)
{
	return src->delimiter;
}

const struct tab_sheet *tab_sheets(const struct tab_src *src, size_t *ret_count)
{
	*ret_count = src->sheets.len;
	return src->sheets.items;
}

int tab_select(struct tab_src *src, size_t i, struct err *e)
{
	BUG_ON(i >= src->sheets.len);
	src->cells.len = 0;
	arena_reset(&src->row);
	return src->ops->select(src, i, e);
}

int tab_next(struct tab_src *src, struct row *ret, struct err *e)
{
	src->cells.len = 0;
	arena_reset(&src->row);
	return src->ops->next(src, ret, e);
}

void tab_keep_blank_rows(struct tab_src *src)
{
	src->blank_rows = true;
}
