/* CSV: encodings, separators, quotes, and the reading of fields as registrations. */
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
	struct tab_src *src;
	struct err e = {0};

	if (tab_open_memory(&src, "fuzz.csv", data, size, &e) < 0)
		return 0;
	if (tab_format_of(src) == TAB_CSV)
		fuzz_table(src, layout);
	tab_close(src);
	return 0;
}
