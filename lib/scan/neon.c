/* neon.c - kernel for AArch64 with Advanced SIMD
 * SPDX-License-Identifier: MIT
 */
#include "kernels.h"

#if PAIDMARK_HAVE_NEON

#include <arm_neon.h>

#define TARGET
#define VECTOR_BYTES 16

typedef uint8x16_t vector;

PAIDMARK_INLINE vector load(const unsigned char *p)
{
    return vld1q_u8(p);
}

PAIDMARK_INLINE vector splat(int byte)
{
    return vdupq_n_u8((uint8_t)byte);
}

PAIDMARK_INLINE vector table(const unsigned char *bytes)
{
    return vld1q_u8(bytes);
}

PAIDMARK_INLINE vector both(vector a, vector b)
{
    return vandq_u8(a, b);
}

PAIDMARK_INLINE vector any_of(vector a, vector b)
{
    return vorrq_u8(a, b);
}

PAIDMARK_INLINE vector differ(vector a, vector b)
{
    return veorq_u8(a, b);
}

PAIDMARK_INLINE vector beyond(vector a, vector b)
{
    return vqsubq_u8(a, b);
}

PAIDMARK_INLINE vector low(vector a, vector mask)
{
    return vandq_u8(a, mask);
}

PAIDMARK_INLINE vector high(vector a, vector mask)
{
    (void)mask;
    return vshrq_n_u8(a, 4);
}

PAIDMARK_INLINE vector lookup(vector bytes, vector nibbles)
{
    return vqtbl1q_u8(bytes, nibbles);
}

PAIDMARK_INLINE vector starts(vector a, vector last_continuation)
{
    /* A continuation byte, 80..BF, is among the smallest of the signed bytes. */
    return vcgtq_s8(vreinterpretq_s8_u8(a), vreinterpretq_s8_u8(last_continuation));
}

PAIDMARK_INLINE bool is_zero(vector a)
{
    return vmaxvq_u32(vreinterpretq_u32_u8(a)) == 0;
}

PAIDMARK_INLINE bool is_ascii(vector a)
{
    return vmaxvq_u8(a) < 0x80;
}

PAIDMARK_INLINE uint64_t nonzero(vector a)
{
    static const uint8_t bit_of[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t bits = vandq_u8(vtstq_u8(a, a), vld1q_u8(bit_of));

    return (uint64_t)vaddv_u8(vget_low_u8(bits)) | (uint64_t)vaddv_u8(vget_high_u8(bits)) << 8;
}

PAIDMARK_INLINE vector sum(vector a, vector b)
{
    return vaddq_u8(a, b);
}

PAIDMARK_INLINE size_t ones(vector a)
{
    /* A byte FF is -1. */
    return (size_t)-vaddlvq_s8(vreinterpretq_s8_u8(a));
}

PAIDMARK_INLINE vector kept(vector a)
{
    __asm__("" : "+w"(a));
    return a;
}

PAIDMARK_INLINE vector settled(vector a)
{
    __asm__ volatile("" : "+w"(a));
    return a;
}

#include "vector_kernel.h"

bool paidmark_scan_neon(const unsigned char *text, size_t begin, size_t end, bool last,
                        const struct paidmark_byte_class *extra, struct paidmark_window *window)
{
    return scan(text, begin, end, last, extra, window);
}

#endif
