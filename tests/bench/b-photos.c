/*
 * How much of a processor photo checking takes, as a ratio to decoding the same files to RGB with
 * libjpeg-turbo (what any program that looks at the pixels must do first). Prints photos a second
 * of one processor. Usage: b-photos [FILE...]; without files it draws portraits of two sizes.
 */
#include "base/chance.h"
#include "base/file.h"
#include "base/hash.h"
#include "img/image.h"
#include "img/measure.h"
#include "img/portrait.h"

#include <stdio.h>
#include <time.h>

/* Measured beside the others where libturbojpeg0-dev is installed (Makefile). */
#ifdef HAVE_TURBOJPEG
#include <turbojpeg.h>
#endif

enum { ROUNDS = 7, DRAWN = 12 };

struct bytes {
	uint8_t *data;
	size_t len;
};

struct files {
	VEC_OF(struct bytes) list;
};

/* Seconds of this process's processor time. */
static double cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void decode_rgb(struct arena *a, const struct bytes *b)
{
	struct rgb_image im;

	jpeg_read_rgb(a, b->data, b->len, &im);
}

#ifdef HAVE_TURBOJPEG
static void decode_turbo(struct arena *a, const struct bytes *b)
{
	tjhandle t = tjInitDecompress();
	int width, height, sampling, colour;

	if (tjDecompressHeader3(t, b->data, b->len, &width, &height, &sampling, &colour) == 0) {
		uint8_t *px = arena_alloc(a, (size_t)width * (size_t)height * 3);

		if (tjDecompress2(t, b->data, b->len, px, width, 0, height, TJPF_RGB, 0) < 0)
			fprintf(stderr, "%s\n", tjGetErrorStr2(t));
	}
	tjDestroy(t);
}
#endif

static void check_file(struct arena *a, const struct bytes *b)
{
	struct jpeg_report report;
	struct ycc_image pic;

	jpeg_read(a, b->data, b->len, &jpeg_limits_default, 0, &report, &pic);
}

static void check_all(struct arena *a, const struct bytes *b)
{
	struct photo_measures m;

	photo_measure(a, b->data, b->len, &jpeg_limits_default, &m);
}

static void hash_only(struct arena *a, const struct bytes *b)
{
	char text[HASH_TEXT];

	(void)a;
	hash_of(b->data, b->len, text);
}

/* The best of some rounds: what else the machine does only slows rounds down. */
static double photos_per_second(const struct files *f,
				void (*fn)(struct arena *, const struct bytes *))
{
	struct arena a = {0};
	double best = 1e9;

	for (int round = 0; round < ROUNDS; round++) {
		double start = cpu(), taken;
		size_t n = 0;

		while (n < 60) {
			arena_reset(&a);
			fn(&a, &f->list.items[n++ % f->list.len]);
		}
		taken = (cpu() - start) / (double)n;
		best = taken < best ? taken : best;
	}
	arena_free(&a);
	return 1 / best;
}

static void bench(const char *what, const struct files *f)
{
	double raw = photos_per_second(f, decode_rgb), file = photos_per_second(f, check_file);
	double all = photos_per_second(f, check_all), hash = photos_per_second(f, hash_only);

	printf("%s: %zu photos, %zu bytes\n", what, f->list.len, f->list.items[0].len);
	printf("  decoding to RGB   %8.0f /s  1.00\n", raw);
#ifdef HAVE_TURBOJPEG
	double turbo = photos_per_second(f, decode_turbo);

	printf("  TurboJPEG to RGB  %8.0f /s  %.2f\n", turbo, turbo / raw);
#endif
	printf("  file check alone  %8.0f /s  %.2f\n", file, file / raw);
	printf("  complete check    %8.0f /s  %.2f\n", all, all / raw);
	printf("  SHA-256           %8.0f /s  %.2f\n", hash, hash / raw);
}

static int count_pair(void *ctx, size_t i, size_t j, struct err *e)
{
	(void)i, (void)j, (void)e;
	++*(long *)ctx;
	return 0;
}

/*
 * A million fingerprints: those of drawn persons with 60 to 120 bits changed, as far apart as
 * different persons are, and one in a thousand copied with 8 bits changed.
 */
static void bench_fingerprints(const struct files *f)
{
	enum { ALL = 1000000, COPIES = 1000 };
	struct fingerprint *all = mem_zalloc(ALL, sizeof *all);
	struct arena a = {0};
	struct photo_measures m;
	struct chance c;
	struct err e = {0};
	long pairs = 0;

	chance_start(&c, "fingerprints");
	for (size_t i = 0; i < ALL; i++) {
		bool is_copy = i >= ALL - COPIES;
		uint64_t flips = is_copy ? 8 : 60 + chance_below(&c, 60);

		if (i < f->list.len) {
			photo_measure(&a, f->list.items[i].data, f->list.items[i].len,
				      &jpeg_limits_default, &m);
			all[i] = m.fingerprint;
		} else {
			all[i] = is_copy ? all[i - ALL / 2] : all[chance_below(&c, f->list.len)];
			while (flips-- > 0) {
				uint64_t bit = chance_below(&c, 256);

				all[i].words[bit / 64] ^= (uint64_t)1 << (bit % 64);
			}
		}
	}
	double start = cpu();
	if (fingerprint_pairs(all, ALL, 0, count_pair, &pairs, &e) < 0)
		fprintf(stderr, "%s\n", e.text);
	printf("near pairs among 1,000,000 fingerprints: %ld (%d copies), %.1f s\n", pairs, COPIES,
	       cpu() - start);
	arena_free(&a);
	mem_free(all);
}

static void draw(struct arena *perm, struct files *f, int width, int height, size_t max_bytes)
{
	for (int i = 0; i < DRAWN; i++) {
		char seed[32];
		struct buf b = {0};

		snprintf(seed, sizeof seed, "bench %d", i);
		struct rgb_image im =
		    portrait_draw(perm, seed, width, height, &portrait_pose_right, -1);
		image_write_within(&b, &im, max_bytes);
		struct bytes one = {(uint8_t *)b.data, b.len};
		VEC_PUSH(&f->list, one);
	}
}

int main(int argc, char **argv)
{
	static struct arena perm;
	struct files given = {0}, small = {0}, large = {0};
	struct err e = {0};

	for (int i = 1; i < argc; i++) {
		struct bytes one;
		char *data;

		if (file_read(&perm, argv[i], 1 << 25, &data, &one.len, &e) < 0)
			return fprintf(stderr, "%s\n", e.text), 1;
		one.data = (uint8_t *)data;
		VEC_PUSH(&given.list, one);
	}
	if (argc > 1) {
		bench("given", &given);
		return 0;
	}
	draw(&perm, &small, 390, 567, 40000);
	bench("390 x 567", &small);
	bench_fingerprints(&small);
	draw(&perm, &large, 1155, 1680, 180000);
	bench("1155 x 1680", &large);
	return 0;
}
