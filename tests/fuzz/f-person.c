/* Numbers of identity documents, names, folding and masking: "type NUL number". */
#include "exam/person.h"
#include "fuzz/fuzz.h"

static void check_number(struct arena *mem, const char *type, const char *number)
{
	struct day today = {2027, 6, 15}, born = {0};
	char sex = '\0', copy[32];

	if (id_check(type, number, today, &sex, &born) != ID_FINE || strcmp(type, "1") != 0)
		return;
	HOLDS(strlen(number) == 18 && (sex == 'M' || sex == 'F'));
	HOLDS(id_check_digit(number) == number[17]);
	HOLDS(strlen(text_mask_number(mem, number)) == 18);
	/* one wrong digit is always found */
	memcpy(copy, number, 19);
	copy[16] = copy[16] == '9' ? '0' : (char)(copy[16] + 1);
	HOLDS(id_check(type, copy, today, &sex, &born) != ID_FINE);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = {0};
	char *text = arena_strndup(&mem, size ? (const char *)data : "", size);
	const char *second = strlen(text) < size ? text + strlen(text) + 1 : "", *name;
	bool folded;

	check_number(&mem, text, second);
	check_number(&mem, "1", second);
	if (utf8_valid(text, strlen(text)) == strlen(text)) {
		const char *fold = text_fold(&mem, text);

		HOLDS(utf8_valid(fold, strlen(fold)) == strlen(fold));
		HOLDS(strcmp(text_fold(&mem, fold), fold) == 0);
		name = name_fold(&mem, text, &folded);
		HOLDS(utf8_valid(name, strlen(name)) == strlen(name));
		HOLDS(strcmp(name_fold(&mem, name, &folded), name) == 0);
		if (name_check(name, 50) == NAME_FINE)
			HOLDS(*name && utf8_count(name) <= 50);
		HOLDS(utf8_count(text_mask_name(&mem, name)) == utf8_count(name));
	}
	arena_free(&mem);
	return 0;
}
