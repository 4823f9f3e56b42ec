/* avx2.c - kernel for x86-64 with AVX2
 * SPDX-License-Identifier: MIT
 */
#include "kernels.h"

#if PAIDMARK_HAVE_X86

#include <immintrin.h>

#define TARGET       __attribute__((target("avx2,popcnt,bmi,bmi2")))
#define VECTOR_BYTES 32
#define LOOKUP_BITS  4
#define REGISTER     "x"

#include "vector.h"

TARGET PAIDMARK_INLINE vector table(const unsigned char *bytes)
{
    return (vector)_mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)bytes));
}

TARGET PAIDMARK_INLINE vector lookup(vector table, vector indices)
{
    return (vector)_mm256_shuffle_epi8((__m256i)table, (__m256i)indices);
}

TARGET PAIDMARK_INLINE vector beyond(vector a, vector b)
{
    return (vector)_mm256_subs_epu8((__m256i)a, (__m256i)b);
}

TARGET PAIDMARK_INLINE vector lesser(vector a, vector b)
{
    return (vector)_mm256_min_epu8((__m256i)a, (__m256i)b);
}

TARGET PAIDMARK_INLINE bool is_zero(vector a)
{
    return _mm256_testz_si256((__m256i)a, (__m256i)a) != 0;
}

TARGET PAIDMARK_INLINE uint64_t bits(mask a)
{
    return (uint32_t)_mm256_movemask_epi8((__m256i)a);
}

TARGET PAIDMARK_INLINE size_t total(counter a)
{
    __m256i sums = _mm256_sad_epu8((__m256i)a, _mm256_setzero_si256());
    __m128i two = _mm_add_epi64(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));

    return (size_t)(_mm_cvtsi128_si64(two) + _mm_extract_epi64(two, 1));
}

#include "vector_kernel.h"

bool paidmark_scan_avx2(const unsigned char *text, size_t begin, size_t end, bool last,
                        const struct paidmark_fingerprints *fingerprints, struct paidmark_window *window)
{
    return scan(text, begin, end, last, fingerprints, window);
}

#endif
