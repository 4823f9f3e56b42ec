/* ssse3.c - kernel for x86-64 with SSSE3
 * SPDX-License-Identifier: MIT
 */
#include "kernels.h"

#if PAIDMARK_HAVE_X86

#include <tmmintrin.h>

#define TARGET       __attribute__((target("ssse3")))
#define VECTOR_BYTES 16

typedef __m128i vector;

TARGET PAIDMARK_INLINE vector load(const unsigned char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

TARGET PAIDMARK_INLINE vector splat(int byte)
{
    return _mm_set1_epi8((char)byte);
}

TARGET PAIDMARK_INLINE vector table(const unsigned char *bytes)
{
    return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

TARGET PAIDMARK_INLINE vector both(vector a, vector b)
{
    return _mm_and_si128(a, b);
}

TARGET PAIDMARK_INLINE vector any_of(vector a, vector b)
{
    return _mm_or_si128(a, b);
}

TARGET PAIDMARK_INLINE vector differ(vector a, vector b)
{
    return _mm_xor_si128(a, b);
}

TARGET PAIDMARK_INLINE vector beyond(vector a, vector b)
{
    return _mm_subs_epu8(a, b);
}

TARGET PAIDMARK_INLINE vector low(vector a, vector mask)
{
    return _mm_and_si128(a, mask);
}

TARGET PAIDMARK_INLINE vector high(vector a, vector mask)
{
    return low(_mm_srli_epi16(a, 4), mask);
}

TARGET PAIDMARK_INLINE vector lookup(vector bytes, vector nibbles)
{
    return _mm_shuffle_epi8(bytes, nibbles);
}

TARGET PAIDMARK_INLINE vector starts(vector a, vector last_continuation)
{
    /* A continuation byte, 80..BF, is among the smallest of the signed bytes. */
    return _mm_cmpgt_epi8(a, last_continuation);
}

TARGET PAIDMARK_INLINE bool is_zero(vector a)
{
    return _mm_movemask_epi8(_mm_cmpeq_epi8(a, _mm_setzero_si128())) == 0xFFFF;
}

TARGET PAIDMARK_INLINE bool is_ascii(vector a)
{
    return _mm_movemask_epi8(a) == 0;
}

TARGET PAIDMARK_INLINE uint64_t nonzero(vector a)
{
    return (uint16_t)~_mm_movemask_epi8(_mm_cmpeq_epi8(a, _mm_setzero_si128()));
}

TARGET PAIDMARK_INLINE vector sum(vector a, vector b)
{
    return _mm_add_epi8(a, b);
}

TARGET PAIDMARK_INLINE size_t ones(vector a)
{
    /* A byte FF is -1. */
    vector sums = _mm_sad_epu8(_mm_sub_epi8(_mm_setzero_si128(), a), _mm_setzero_si128());

    return (size_t)(_mm_cvtsi128_si64(sums) + _mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
}

TARGET PAIDMARK_INLINE vector kept(vector a)
{
    __asm__("" : "+x"(a));
    return a;
}

TARGET PAIDMARK_INLINE vector settled(vector a)
{
    __asm__ volatile("" : "+x"(a));
    return a;
}

#include "vector_kernel.h"

bool paidmark_scan_ssse3(const unsigned char *text, size_t begin, size_t end, bool last,
                         const struct paidmark_byte_class *extra, struct paidmark_window *window)
{
    return scan(text, begin, end, last, extra, window);
}

#endif
