/* JPEG photos: markers, decoding, measures, verdict. */
#include "fuzz/fuzz.h"
#include "img/measure.h"
#include "img/verdict.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* small pictures: what is looked for is in the structure, not in the pixels */
	struct jpeg_limits limits = {1 << 18, 1 << 17, 16};
	struct arena tmp = {0}, out = {0};
	struct photo_judgement j = {0};
	struct photo_measures m;

	photo_measure(&tmp, data, size, &limits, &m);
	HOLDS(m.bytes == (int64_t)size);
	if (m.is_decoded)
		HOLDS(m.width_px > 0 && m.height_px > 0 && m.turns >= -1 && m.turns <= 3);
	photo_judge(&out, &photo_policy_ncre, "fuzz.jpg", &m, &j);
	arena_free(&tmp);
	arena_free(&out);
	return 0;
}
