/* avx512.c - kernel for x86-64 with AVX-512 (F, BW, VBMI)
 * SPDX-License-Identifier: MIT
 *
 * Beyond what the other kernels have it looks up by six bits (VPERMB), and has registers for what comparisons say.
 */
#include "kernels.h"

#if PAIDMARK_HAVE_X86

#include <immintrin.h>

#define TARGET       __attribute__((target("avx512f,avx512bw,avx512vbmi,popcnt,bmi,bmi2")))
#define VECTOR_BYTES 64
#define LOOKUP_BITS  6
#define REGISTER     "v"

#define MASK_REGISTERS
typedef uint64_t mask;
typedef size_t counter;

#include "vector.h"

TARGET PAIDMARK_INLINE vector table(const unsigned char *bytes)
{
    return (vector)_mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)bytes));
}

TARGET PAIDMARK_INLINE vector lookup(vector table, vector indices)
{
    return (vector)_mm512_permutexvar_epi8((__m512i)indices, (__m512i)table);
}

TARGET PAIDMARK_INLINE vector beyond(vector a, vector b)
{
    return (vector)_mm512_subs_epu8((__m512i)a, (__m512i)b);
}

TARGET PAIDMARK_INLINE vector lesser(vector a, vector b)
{
    return (vector)_mm512_min_epu8((__m512i)a, (__m512i)b);
}

TARGET PAIDMARK_INLINE mask is_nonzero(vector a)
{
    return _mm512_test_epi8_mask((__m512i)a, (__m512i)a);
}

TARGET PAIDMARK_INLINE bool is_zero(vector a)
{
    return is_nonzero(a) == 0;
}

/* Continuation bytes, 80..BF, are the smallest of the signed bytes. */
TARGET PAIDMARK_INLINE mask is_start(vector a, vector last_continuation)
{
    return _mm512_cmpgt_epi8_mask((__m512i)a, (__m512i)last_continuation);
}

TARGET PAIDMARK_INLINE vector added_where(mask where, vector a, vector b)
{
    return (vector)_mm512_mask_add_epi8((__m512i)a, where, (__m512i)a, (__m512i)b);
}

/* ~(a ^ b) | (a & c): one instruction, which gcc 12 makes three of by itself. */
TARGET PAIDMARK_INLINE vector alike_or_both(vector a, vector b, vector c)
{
    return (vector)_mm512_ternarylogic_epi32((__m512i)a, (__m512i)b, (__m512i)c, 0xE3);
}

TARGET PAIDMARK_INLINE uint64_t bits(mask a)
{
    return a;
}

TARGET PAIDMARK_INLINE counter counted(counter before, mask more)
{
    return before + (size_t)_mm_popcnt_u64(more);
}

TARGET PAIDMARK_INLINE size_t total(counter a)
{
    return a;
}

#include "vector_kernel.h"

bool paidmark_scan_avx512(const unsigned char *text, size_t begin, size_t end, bool last,
                          const struct paidmark_fingerprints *fingerprints, struct paidmark_window *window)
{
    return scan(text, begin, end, last, fingerprints, window);
}

#endif
