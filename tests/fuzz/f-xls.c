/* XLS: the compound file and the records of the workbook in it. */
#include "fuzz/fuzz.h"

static const struct layout *layout;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static struct arena perm;
	struct err e = {0};

	(void)argc;
	(void)argv;
	HOLDS(layout_find(&perm, "registrations", NULL, &layout, &e) == 0);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t mark[] = {0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1};
	struct tab_src *src;
	struct err e = {0};
	uint8_t *file;

	if (size < sizeof mark)
		return 0;
	/* the mark is not worth finding again each time */
	file = malloc(size);
	HOLDS(file != NULL);
	memcpy(file, data, size);
	memcpy(file, mark, sizeof mark);
	if (tab_open_memory(&src, "fuzz.xls", file, size, &e) == 0) {
		fuzz_table(src, layout);
		tab_close(src);
	}
	free(file);
	return 0;
}
