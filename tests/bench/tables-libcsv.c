/* libcsv at the work of the CSV source: every field of a file. tables-libcsv FILE */
#include <csv.h>
#include <stdio.h>

static void on_field(void *field, size_t len, void *ctx)
{
	size_t *bytes = ctx;

	(void)field;
	*bytes += len;
}

static void on_row(int c, void *ctx)
{
	(void)c;
	(void)ctx;
}

int main(int argc, char **argv)
{
	static char buf[256 * 1024];
	FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
	struct csv_parser p;
	size_t n, bytes = 0;

	if (!f || csv_init(&p, 0) != 0)
		return 1;
	while ((n = fread(buf, 1, sizeof buf, f)) > 0)
		if (csv_parse(&p, buf, n, on_field, on_row, &bytes) != n)
			return 1;
	csv_fini(&p, on_field, on_row, &bytes);
	csv_free(&p);
	fclose(f);
	return bytes == 0;
}
