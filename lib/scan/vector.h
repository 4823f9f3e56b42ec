/* vector.h - what the vectors of all processors can do, written with the compiler's own vector types
 * SPDX-License-Identifier: MIT
 *
 * Included by each vector kernel, which defines before: TARGET (a function attribute, or nothing), VECTOR_BYTES, and
 * REGISTER, which is the letter of the vector registers in inline assembly. On these types & | ^ + - work on all bytes
 * at once, and so does a comparison, which makes FF or 0 of each pair of bytes.
 */
#include "kernels.h"

#include <string.h>

typedef uint8_t vector __attribute__((vector_size(VECTOR_BYTES)));
typedef int8_t signed_vector __attribute__((vector_size(VECTOR_BYTES)));
typedef uint16_t vector_of_16 __attribute__((vector_size(VECTOR_BYTES)));

/* A value that the compiler has to have in a register at this point. Without it gcc 12 makes a constant anew for each
 * use, loads the same bytes once for each use, and works on several vectors at a time with more values than there are
 * registers. */
TARGET PAIDMARK_INLINE vector pinned(vector a)
{
    __asm__ volatile("" : "+" REGISTER(a));
    return a;
}

/* VECTOR_BYTES bytes from any address. */
TARGET PAIDMARK_INLINE vector load(const unsigned char *p)
{
    vector loaded;

    memcpy(&loaded, p, sizeof loaded);
    __asm__ volatile("" : "+" REGISTER(loaded) : : "memory");
    return loaded;
}

TARGET PAIDMARK_INLINE vector splat(unsigned byte)
{
    return pinned((uint8_t)byte - (vector){0});
}

/* What a comparison says of each byte, and how often something was true. A processor with registers for the former
 * brings its own. */
#ifndef MASK_REGISTERS

typedef vector mask;
typedef vector counter;

/* Continuation bytes, 80..BF, are the smallest of the signed bytes. */
TARGET PAIDMARK_INLINE mask is_start(vector a, vector last_continuation)
{
    return (mask)((signed_vector)a > (signed_vector)last_continuation);
}

TARGET PAIDMARK_INLINE mask is_nonzero(vector a)
{
    return (mask)(a != 0);
}

/* FF is -1. Each byte counts for itself, so this is good for 255 times. */
TARGET PAIDMARK_INLINE counter counted(counter before, mask more)
{
    return pinned(before - more);
}

#endif

/* The nibbles of each byte as indices. A lookup by six bits ignores the two highest bits of an index; what the other
 * two are does not matter where a table repeats the same sixteen bytes. */
TARGET PAIDMARK_INLINE vector low(vector a, vector low_nibble)
{
    return LOOKUP_BITS == 4 ? a & low_nibble : a;
}

TARGET PAIDMARK_INLINE vector high(vector a, vector low_nibble)
{
    vector shifted = (vector)((vector_of_16)a >> 4);

    return LOOKUP_BITS == 4 ? shifted & low_nibble : shifted;
}
