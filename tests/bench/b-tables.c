/*
 * The table reader and writers at work, each run as a process of its own so that its memory is its
 * own. Usage:
 *   b-tables write csv|xlsx FILE ROWS   registrations of twenty columns
 *   b-tables make ROWS                  the same rows, written nowhere
 *   b-tables read FILE                  every cell
 *   b-tables inflate FILE.xlsx          only unpacks the parts: reading cannot be faster than that
 */
#include "base/chance.h"
#include "base/file.h"
#include "tab/pack.h"
#include "tab/tab.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 20, VALUE = 64 };

static int failed(const struct err *e)
{
	fprintf(stderr, "b-tables: %s\n", e->text);
	return 1;
}

static unsigned below(struct chance *c, unsigned n)
{
	return (unsigned)chance_below(c, n);
}

static void make_row(struct chance *c, int64_t i, char v[COLUMNS][VALUE])
{
	static const char *const family[] = {"样", "例", "测", "试", "虚", "构"};
	static const char *const given[] = {"一", "二三", "甲", "乙丙", "子", "丑寅"};
	int k = 0;

	snprintf(v[k++], VALUE, "99%04u", below(c, 300));
	snprintf(v[k++], VALUE, "%06lld", (long long)(i % 1000000));
	v[k++][0] = '\0';
	snprintf(v[k++], VALUE, "%s%s", family[below(c, 6)], given[below(c, 6)]);
	snprintf(v[k++], VALUE, "%s", below(c, 2) ? "男" : "女");
	snprintf(v[k++], VALUE, "%u-%02u-%02u", 1990 + below(c, 18), 1 + below(c, 12),
		 1 + below(c, 28));
	snprintf(v[k++], VALUE, "1");
	snprintf(v[k++], VALUE, "6599012003%04u%04u", below(c, 1200), below(c, 10000));
	snprintf(v[k++], VALUE, "%u", 1 + below(c, 56));
	snprintf(v[k++], VALUE, "30");
	snprintf(v[k++], VALUE, "%u", 1 + below(c, 8));
	snprintf(v[k++], VALUE, "%u", 1 + below(c, 3));
	snprintf(v[k++], VALUE, "%u", 14 + below(c, 60));
	snprintf(v[k++], VALUE, "%014lld.jpg", (long long)i);
	snprintf(v[k++], VALUE, "%06u", below(c, 1000000));
	snprintf(v[k++], VALUE, "云岭市职教路%u号", below(c, 5000));
	snprintf(v[k++], VALUE, "k%u@example.org", below(c, 1000000));
	snprintf(v[k++], VALUE, "199%08u", below(c, 100000000));
	snprintf(v[k++], VALUE, "2025%07lld", (long long)i);
	snprintf(v[k++], VALUE, "电子信息专业");
}

static int make_rows(int64_t rows)
{
	static char values[COLUMNS][VALUE];
	struct chance c;
	int64_t i;

	chance_start(&c, "b-tables");
	for (i = 0; i < rows; i++)
		make_row(&c, i, values);
	return 0;
}

static int write_file(const char *format, const char *path, int64_t rows)
{
	enum sink_format f = strcmp(format, "xlsx") == 0 ? SINK_XLSX : SINK_CSV;
	static char values[COLUMNS][VALUE];
	const char *row[COLUMNS];
	struct column columns[COLUMNS];
	struct outputs outs = {0};
	struct output *out;
	struct tab_sink *sink;
	struct chance c;
	struct err e = {0};
	int64_t i;
	int k;

	chance_start(&c, "b-tables");
	for (k = 0; k < COLUMNS; k++) {
		columns[k] = (struct column){"column", "列", k == 5 ? COL_DATE : COL_TEXT, 0};
		row[k] = values[k];
	}
	if (output_begin(&outs, path, &out, &e) < 0 ||
	    tab_sink_open(&sink, f, out, "表", columns, COLUMNS, 0, &e) < 0)
		return failed(&e);
	for (i = 0; i < rows; i++) {
		make_row(&c, i, values);
		tab_sink_row(sink, row);
	}
	if (tab_sink_close(sink, &e) < 0 || outputs_commit(&outs, &e) < 0)
		return failed(&e);
	return 0;
}

static int read_file(const char *path)
{
	struct tab_src *src;
	struct err e = {0};
	struct row r;

	if (tab_open(&src, path, &e) < 0)
		return failed(&e);
	while (tab_next(src, &r, &e) > 0)
		;
	tab_close(src);
	if (e.code)
		return failed(&e);
	return 0;
}

static int inflate_file(const char *path)
{
	static char piece[256 * 1024];
	struct input in = {.name = path};
	struct pack *pack;
	struct part *part;
	struct err e = {0};
	size_t got = 1;
	int64_t i;

	if (file_open_read(path, &in.fd, &in.size, &e) < 0 || pack_open(&pack, &in, &e) < 0)
		return failed(&e);
	for (i = 0; i < pack_count(pack); i++) {
		if (part_open(pack, i, &part, &e) < 0)
			return failed(&e);
		for (got = 1; got > 0;)
			if (part_read(part, piece, sizeof piece, &got, &e) < 0)
				return failed(&e);
		part_close(part);
	}
	pack_close(pack);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 5 && strcmp(argv[1], "write") == 0)
		return write_file(argv[2], argv[3], strtoll(argv[4], NULL, 10));
	if (argc == 3 && strcmp(argv[1], "make") == 0)
		return make_rows(strtoll(argv[2], NULL, 10));
	if (argc == 3 && strcmp(argv[1], "read") == 0)
		return read_file(argv[2]);
	if (argc == 3 && strcmp(argv[1], "inflate") == 0)
		return inflate_file(argv[2]);
	fprintf(stderr, "usage: b-tables write csv|xlsx FILE ROWS | make ROWS | read FILE |"
			" inflate FILE\n");
	return 2;
}
