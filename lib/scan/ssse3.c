/* ssse3.c - kernel for x86-64 with SSSE3
 * SPDX-License-Identifier: MIT
 */
#include "kernels.h"

#if PAIDMARK_HAVE_X86

#include <tmmintrin.h>

#define TARGET       __attribute__((target("ssse3")))
#define VECTOR_BYTES 16
#define LOOKUP_BITS  4
#define REGISTER     "x"

#include "vector.h"

TARGET PAIDMARK_INLINE vector table(const unsigned char *bytes)
{
    return load(bytes);
}

TARGET PAIDMARK_INLINE vector lookup(vector table, vector indices)
{
    return (vector)_mm_shuffle_epi8((__m128i)table, (__m128i)indices);
}

TARGET PAIDMARK_INLINE vector beyond(vector a, vector b)
{
    return (vector)_mm_subs_epu8((__m128i)a, (__m128i)b);
}

TARGET PAIDMARK_INLINE vector lesser(vector a, vector b)
{
    return (vector)_mm_min_epu8((__m128i)a, (__m128i)b);
}

TARGET PAIDMARK_INLINE bool is_zero(vector a)
{
    return _mm_movemask_epi8(_mm_cmpeq_epi8((__m128i)a, _mm_setzero_si128())) == 0xFFFF;
}

TARGET PAIDMARK_INLINE uint64_t bits(mask a)
{
    return (uint16_t)_mm_movemask_epi8((__m128i)a);
}

TARGET PAIDMARK_INLINE size_t total(counter a)
{
    __m128i sums = _mm_sad_epu8((__m128i)a, _mm_setzero_si128());

    return (size_t)(_mm_cvtsi128_si64(sums) + _mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
}

#include "vector_kernel.h"

bool paidmark_scan_ssse3(const unsigned char *text, size_t begin, size_t end, bool last,
                         const struct paidmark_fingerprints *fingerprints, struct paidmark_window *window)
{
    return scan(text, begin, end, last, fingerprints, window);
}

#endif
