#include "img/cascade.h"

#include "base/attr.h"

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define HAVE_AVX2 1
#include <immintrin.h>
#else
#define HAVE_AVX2 0
#endif

/* The bit of each cell around the middle, in the order of the trained tables. */
static const struct {
	uint8_t row, column, bit;
} around[8] = {
    {0, 0, 7}, {0, 1, 6}, {0, 2, 5}, {1, 2, 4}, {2, 2, 3}, {2, 1, 2}, {2, 0, 1}, {1, 0, 0},
};

/* Sum over the cell (row, column) of a stump whose corner is p. */
static uint32_t cell_sum(const uint32_t *p, int stride, const struct cascade_stump *s, int row,
			 int column)
{
	const uint32_t *a = p + row * s->h * stride + column * s->w;
	const uint32_t *b = a + s->h * stride;

	return a[0] - a[s->w] - b[0] + b[s->w];
}

static float stump_vote(const uint32_t *window, int stride, const struct cascade_stump *s)
{
	const uint32_t *p = window + s->y * stride + s->x;
	uint32_t middle = cell_sum(p, stride, s, 1, 1);
	unsigned code = 0;

	for (size_t i = 0; i < ARRAY_LEN(around); i++)
		if (cell_sum(p, stride, s, around[i].row, around[i].column) >= middle)
			code |= 1u << around[i].bit;
	return s->subset[code >> 5] >> (code & 31) & 1 ? s->leaf_in : s->leaf_out;
}

static float window_margin(const uint32_t *window, int stride, int stages)
{
	float margin = -1;

	for (int i = 0; i < stages; i++) {
		const struct cascade_stage *stage = &cascade_stages[i];
		float sum = 0;

		for (int k = 0; k < stage->count; k++)
			sum += stump_vote(window, stride, &cascade_stumps[stage->first + k]);
		margin = sum - stage->threshold;
		if (margin < 0)
			return -1;
	}
	return margin;
}

void cascade_row_plain(const uint32_t *sums, int stride, int n, int stages, float *margin)
{
	for (int i = 0; i < n; i++)
		margin[i] = window_margin(sums + i, stride, stages);
}

#if HAVE_AVX2
#define AVX2 __attribute__((target("avx2")))

AVX2 static inline __m256i load8(const uint32_t *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

/* cell_sum from the four corners; sums stay below 2^31, so signed comparison is right. */
AVX2 static inline __m256i cell8(__m256i a, __m256i b, __m256i c, __m256i d)
{
	return _mm256_add_epi32(_mm256_sub_epi32(a, b), _mm256_sub_epi32(d, c));
}

AVX2 static inline __m256i code_bit(__m256i cell, __m256i middle, int bit)
{
	return _mm256_andnot_si256(_mm256_cmpgt_epi32(middle, cell), _mm256_set1_epi32(bit));
}

AVX2 static __m256 stump_vote8(const uint32_t *window, int stride, const struct cascade_stump *s)
{
	const uint32_t *row = window + s->y * stride + s->x;
	__m256i p[4][4];

	for (int r = 0; r < 4; r++, row += s->h * stride)
		for (int c = 0; c < 4; c++)
			p[r][c] = load8(row + c * s->w);
	__m256i middle = cell8(p[1][1], p[1][2], p[2][1], p[2][2]);
	__m256i code = _mm256_setzero_si256();

	for (int i = 0; i < 8; i++) {
		int r = around[i].row, c = around[i].column;
		__m256i cell = cell8(p[r][c], p[r][c + 1], p[r + 1][c], p[r + 1][c + 1]);

		code = _mm256_or_si256(code, code_bit(cell, middle, 1 << around[i].bit));
	}
	/* The table look-up in registers: word code/32 by a permutation, bit code%32 by a shift. */
	__m256i word = _mm256_permutevar8x32_epi32(load8(s->subset), _mm256_srli_epi32(code, 5));
	__m256i bit = _mm256_srlv_epi32(word, _mm256_and_si256(code, _mm256_set1_epi32(31)));
	__m256i is_in = _mm256_slli_epi32(bit, 31);

	return _mm256_blendv_ps(_mm256_set1_ps(s->leaf_out), _mm256_set1_ps(s->leaf_in),
				_mm256_castsi256_ps(is_in));
}

AVX2 void cascade_row_avx2(const uint32_t *sums, int stride, int n, int stages, float *margin)
{
	for (int i = 0; i < n; i += 8) {
		__m256 alive = _mm256_castsi256_ps(_mm256_set1_epi32(-1));
		__m256 last = _mm256_set1_ps(-1);

		for (int g = 0; g < stages; g++) {
			const struct cascade_stage *stage = &cascade_stages[g];
			__m256 sum = _mm256_setzero_ps();

			for (int k = 0; k < stage->count; k++)
				sum = _mm256_add_ps(sum,
						    stump_vote8(sums + i, stride,
								&cascade_stumps[stage->first + k]));
			last = _mm256_sub_ps(sum, _mm256_set1_ps(stage->threshold));
			alive = _mm256_and_ps(alive,
					      _mm256_cmp_ps(last, _mm256_setzero_ps(), _CMP_GE_OQ));
			if (_mm256_testz_ps(alive, alive))
				break;
		}
		_mm256_storeu_ps(margin + i, _mm256_blendv_ps(_mm256_set1_ps(-1), last, alive));
	}
}

cascade_row_fn *cascade_row(void)
{
	return __builtin_cpu_supports("avx2") ? cascade_row_avx2 : cascade_row_plain;
}

#else

void cascade_row_avx2(const uint32_t *sums, int stride, int n, int stages, float *margin)
{
	cascade_row_plain(sums, stride, n, stages, margin);
}

cascade_row_fn *cascade_row(void)
{
	return cascade_row_plain;
}

#endif
