/* kernels.h - which kernels this processor's architecture has; inside lib/scan only
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_SCAN_KERNELS_H
#define PAIDMARK_SCAN_KERNELS_H

#include "scan.h"

/* The `target` attribute and the intrinsics headers are gcc's and clang's. 32-bit x86 has neither the registers nor the
 * 64-bit masks that make these kernels worth it; it takes the portable one. */
#if defined(__x86_64__) && defined(__GNUC__)
#define PAIDMARK_HAVE_X86 1
#else
#define PAIDMARK_HAVE_X86 0
#endif

/* Advanced SIMD is part of every AArch64; the masks are put together for little-endian lanes. */
#if defined(__aarch64__) && defined(__ARM_NEON) && !defined(__AARCH64EB__)
#define PAIDMARK_HAVE_NEON 1
#else
#define PAIDMARK_HAVE_NEON 0
#endif

#define PAIDMARK_INLINE static inline __attribute__((always_inline))

/* Puts a block on the list if it has an anchor. Written without a branch: in a text full of anchors every block has
 * one, in a text of medium density a branch would be a coin toss. The slot exists even when the block is not counted,
 * because no more blocks were listed than come before this one. The count is the caller's own, so that it can live in a
 * register. */
PAIDMARK_INLINE void paidmark_list_block(struct paidmark_window *window, size_t *block_count, uint64_t anchors,
                                         size_t offset, size_t characters)
{
    struct paidmark_block *block = &window->blocks[*block_count];

    block->anchors = anchors;
    block->offset = offset;
    block->characters = characters;
    *block_count += anchors != 0;
}

/* Whether text[0, end) stops inside a sequence, if it is well-formed up to there. */
PAIDMARK_INLINE bool paidmark_is_incomplete(const unsigned char *text, size_t end)
{
    return (end >= 1 && text[end - 1] >= 0xC0) || (end >= 2 && text[end - 2] >= 0xE0) ||
           (end >= 3 && text[end - 3] >= 0xF0);
}

/* Whether text[0, end) may stop where it does, `last` being that of paidmark_scan_fn. Vector checks see what is wrong
 * with a lead only at the byte after it; but a lead that nothing can follow is an error even as the last byte of a
 * window. */
PAIDMARK_INLINE bool paidmark_may_end(const unsigned char *text, size_t end, bool last)
{
    if (last)
        return !paidmark_is_incomplete(text, end);
    return end == 0 || text[end - 1] < 0xC0 || (text[end - 1] >= 0xC2 && text[end - 1] <= 0xF4);
}

/* How many bits are set. The builtin would be a library call where the target has no instruction for it. */
PAIDMARK_INLINE size_t paidmark_population(uint64_t bits)
{
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F;
    return (size_t)(bits * 0x0101010101010101 >> 56);
}

#if PAIDMARK_HAVE_X86
paidmark_scan_fn paidmark_scan_ssse3;
paidmark_scan_fn paidmark_scan_avx2;
paidmark_scan_fn paidmark_scan_avx512;
#endif

#if PAIDMARK_HAVE_NEON
paidmark_scan_fn paidmark_scan_neon;
#endif

#endif
