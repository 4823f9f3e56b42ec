/* avx2.c - kernel for x86-64 with AVX2
 * SPDX-License-Identifier: MIT
 */
#include "kernels.h"

#if PAIDMARK_HAVE_X86

#include <immintrin.h>

#define TARGET       __attribute__((target("avx2,popcnt,bmi,bmi2")))
#define VECTOR_BYTES 32

typedef __m256i vector;

/* Kept in a register, because gcc 12 would rather load the same bytes once for every use. */
TARGET PAIDMARK_INLINE vector load(const unsigned char *p)
{
    vector loaded = _mm256_loadu_si256((const __m256i *)(const void *)p);

    __asm__ volatile("" : "+x"(loaded));
    return loaded;
}

TARGET PAIDMARK_INLINE vector splat(int byte)
{
    return _mm256_set1_epi8((char)byte);
}

TARGET PAIDMARK_INLINE vector table(const unsigned char *bytes)
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)bytes));
}

TARGET PAIDMARK_INLINE vector both(vector a, vector b)
{
    return _mm256_and_si256(a, b);
}

TARGET PAIDMARK_INLINE vector any_of(vector a, vector b)
{
    return _mm256_or_si256(a, b);
}

TARGET PAIDMARK_INLINE vector differ(vector a, vector b)
{
    return _mm256_xor_si256(a, b);
}

TARGET PAIDMARK_INLINE vector beyond(vector a, vector b)
{
    return _mm256_subs_epu8(a, b);
}

TARGET PAIDMARK_INLINE vector low(vector a, vector mask)
{
    return _mm256_and_si256(a, mask);
}

TARGET PAIDMARK_INLINE vector high(vector a, vector mask)
{
    return low(_mm256_srli_epi16(a, 4), mask);
}

TARGET PAIDMARK_INLINE vector lookup(vector bytes, vector nibbles)
{
    return _mm256_shuffle_epi8(bytes, nibbles);
}

TARGET PAIDMARK_INLINE vector starts(vector a, vector last_continuation)
{
    /* A continuation byte, 80..BF, is among the smallest of the signed bytes. */
    return _mm256_cmpgt_epi8(a, last_continuation);
}

TARGET PAIDMARK_INLINE bool is_zero(vector a)
{
    return _mm256_testz_si256(a, a) != 0;
}

TARGET PAIDMARK_INLINE bool is_ascii(vector a)
{
    return _mm256_movemask_epi8(a) == 0;
}

TARGET PAIDMARK_INLINE uint64_t nonzero(vector a)
{
    return (uint32_t)~_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, _mm256_setzero_si256()));
}

TARGET PAIDMARK_INLINE vector sum(vector a, vector b)
{
    return _mm256_add_epi8(a, b);
}

TARGET PAIDMARK_INLINE size_t ones(vector a)
{
    /* A byte FF is -1. */
    vector sums = _mm256_sad_epu8(_mm256_sub_epi8(_mm256_setzero_si256(), a), _mm256_setzero_si256());
    __m128i two = _mm_add_epi64(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));

    return (size_t)(_mm_cvtsi128_si64(two) + _mm_extract_epi64(two, 1));
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

bool paidmark_scan_avx2(const unsigned char *text, size_t begin, size_t end, bool last,
                        const struct paidmark_byte_class *extra, struct paidmark_window *window)
{
    return scan(text, begin, end, last, extra, window);
}

#endif
