/* neon.c - kernel for AArch64 with Advanced SIMD
 * SPDX-License-Identifier: MIT
 */
#include "kernels.h"

#if PAIDMARK_HAVE_NEON

#include <arm_neon.h>

#define TARGET
#define VECTOR_BYTES 16
#define LOOKUP_BITS  4
#define REGISTER     "w"

#include "vector.h"

PAIDMARK_INLINE vector table(const unsigned char *bytes)
{
    return load(bytes);
}

PAIDMARK_INLINE vector lookup(vector table, vector indices)
{
    return (vector)vqtbl1q_u8((uint8x16_t)table, (uint8x16_t)indices);
}

PAIDMARK_INLINE vector beyond(vector a, vector b)
{
    return (vector)vqsubq_u8((uint8x16_t)a, (uint8x16_t)b);
}

PAIDMARK_INLINE vector lesser(vector a, vector b)
{
    return vminq_u8(a, b);
}

PAIDMARK_INLINE bool is_zero(vector a)
{
    return vmaxvq_u32((uint32x4_t)a) == 0;
}

PAIDMARK_INLINE uint64_t bits(mask a)
{
    static const uint8_t bit_of[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t found = vandq_u8((uint8x16_t)a, vld1q_u8(bit_of));

    return (uint64_t)vaddv_u8(vget_low_u8(found)) | (uint64_t)vaddv_u8(vget_high_u8(found)) << 8;
}

PAIDMARK_INLINE size_t total(counter a)
{
    return vaddlvq_u8((uint8x16_t)a);
}

#include "vector_kernel.h"

bool paidmark_scan_neon(const unsigned char *text, size_t begin, size_t end, bool last,
                        const struct paidmark_fingerprints *fingerprints, struct paidmark_window *window)
{
    return scan(text, begin, end, last, fingerprints, window);
}

#endif
