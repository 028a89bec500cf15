/* Layout files, as an office may write them. */
#include "fuzz/fuzz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = {0};
	struct layout *layout;
	struct err e = {0};
	char *text = arena_strndup(&mem, size ? (const char *)data : "", size);
	size_t i;

	if (layout_parse(&mem, "fuzz.layout", text, &layout, &e) == 0) {
		HOLDS(layout->field_count > 0);
		for (i = 0; i < layout->field_count; i++)
			HOLDS(layout_index(layout, layout->fields[i].name) == (int)i);
		for (i = 0; i < layout->key_count; i++)
			HOLDS(layout_index(layout, layout->key[i]) >= 0);
	} else {
		HOLDS(e.code == ERR_INPUT && *e.text);
	}
	arena_free(&mem);
	return 0;
}
