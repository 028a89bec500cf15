/*
 * A fuzz target without libFuzzer, for `make check`: runs it over files, and over COUNT damaged
 * copies of each (cut, bytes changed, pieces doubled), the same ones every time.
 *	f-csv COUNT FILE...
 */
#include "fuzz/fuzz.h"

enum { SIZE_MAX_READ = 1 << 16 };

static uint64_t seed = 88172645463325252u;

static size_t dice(size_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return below ? (size_t)(seed % below) : 0;
}

/* Damages the size bytes at p in place; returns how many there are then. */
static size_t damage(uint8_t *p, size_t size)
{
	size_t n = 1 + dice(4), at, len;

	while (n-- > 0 && size > 0) {
		at = dice(size);
		len = dice(size - at < 64 ? size - at : 64);
		switch (dice(4)) {
		case 0: p[at] = (uint8_t)dice(256); break;
		case 1: p[at] ^= (uint8_t)(1u << dice(8)); break;
		case 2: size = dice(4) ? size - dice(16) % size : at; break;
		default: memmove(p + dice(size - len + 1), p + at, len); break;
		}
	}
	return size;
}

/* Each input in memory of its exact size, so that reading past its end is found. */
static void try_one(const uint8_t *data, size_t size)
{
	uint8_t *exact = malloc(size ? size : 1);

	HOLDS(exact != NULL);
	memcpy(exact, data, size);
	(void)LLVMFuzzerTestOneInput(exact, size);
	free(exact);
}

int main(int argc, char **argv)
{
	static uint8_t whole[SIZE_MAX_READ], copy[SIZE_MAX_READ];
	int64_t count = 0, k;
	int i;

	HOLDS(argc > 2 && text_to_int(argv[1], 0, INT32_MAX, &count));
	(void)LLVMFuzzerInitialize(&argc, &argv);
	for (i = 2; i < argc; i++) {
		FILE *f = fopen(argv[i], "rb");
		size_t size;

		HOLDS(f != NULL);
		size = fread(whole, 1, sizeof whole, f);
		fclose(f);
		try_one(whole, size);
		for (k = 0; k < count; k++) {
			memcpy(copy, whole, size);
			try_one(copy, damage(copy, size));
		}
	}
	printf("%d files, %lld damaged copies of each\n", argc - 2, (long long)count);
	return 0;
}
