/* scan.h - the one pass over the bytes: UTF-8 check, code points, and the places where a marker may be
 * SPDX-License-Identifier: MIT
 *
 * A kernel reads one window of the text and reports anchors: bytes at or near which the reader (reading.c, lookalike/)
 * has to look closer. What makes a byte an anchor is told by tables (struct paidmark_fingerprints), which markers.c and
 * lookalike/anchors.c make so that every marker and every look-alike has an anchor, and ordinary text has few. All
 * kernels report the very same anchors; they differ in speed only, and none of them knows what a marker is.
 */
#ifndef PAIDMARK_SCAN_H
#define PAIDMARK_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes a kernel reads in one call: small enough that text and anchors stay in the first-level cache until the reader
 * has looked at them, large enough that a call costs nothing against it. */
#define PAIDMARK_WINDOW_BYTES 16384

#define PAIDMARK_BLOCK_BYTES  64

/* A block of 64 bytes with an anchor in it. Bit i stands for the byte at offset + i. */
struct paidmark_block {
    uint64_t anchors;
    size_t offset;     /* of the block in the text; begin of the window plus a multiple of 64 */
    size_t characters; /* code points that start in the window before this block */
};

/* What a kernel found in a window. Blocks without an anchor are left out. */
struct paidmark_window {
    size_t block_count;
    size_t characters; /* code points that start in the window */
    struct paidmark_block blocks[PAIDMARK_WINDOW_BYTES / PAIDMARK_BLOCK_BYTES];
};

/* What makes a byte an anchor, as five tables that are looked up by nibbles of the byte and of the two before it. A bit
 * of the entries is a "bucket"; the byte text[p] is an anchor if a bucket's bit is set in all of
 *
 *     first_low[text[p - 2] & 15]
 *     second_low[text[p - 1] & 15], second_high[text[p - 1] >> 4]
 *     third_low[text[p] & 15], third_high[text[p] >> 4]
 *
 * bytes before the text being 0. The idea is that of Teddy, which finds short strings in Hyperscan: Xiang Wang et al.,
 * "Hyperscan: A Fast Multi-pattern Regex Matcher for Modern CPUs", NSDI 2019. */
struct paidmark_fingerprints {
    uint8_t first_low[16], second_low[16], second_high[16], third_low[16], third_high[16];
};

/* Whether text[at] is an anchor, by these tables; the kernels find the same many at a time. */
bool paidmark_is_anchor(const struct paidmark_fingerprints *fingerprints, const unsigned char *text, size_t at);

struct paidmark_byte_range {
    unsigned char first, last;
};

#define PAIDMARK_ANY_BYTE ((struct paidmark_byte_range){0x00, 0xFF})

/* Puts into a bucket, 0 to 7, what ends in a byte of the third range and has the others before it. Several ranges in
 * one bucket let their combinations through as well. */
void paidmark_fingerprints_add(struct paidmark_fingerprints *fingerprints, unsigned bucket,
                               struct paidmark_byte_range first, struct paidmark_byte_range second,
                               struct paidmark_byte_range third);

/* Scans text[begin, end), at most PAIDMARK_WINDOW_BYTES, as a part of a text whose first `begin` bytes were found
 * well-formed but for a sequence that the window's first bytes may complete. Reads nothing outside text[0, end). `last`
 * says that the text ends at `end`, so that an incomplete sequence there is an error.
 * Returns whether all is well-formed and no byte is 0; if not, *window is unspecified, and paidmark_utf8_check or
 * memchr finds the place. */
typedef bool paidmark_scan_fn(const unsigned char *text, size_t begin, size_t end, bool last,
                              const struct paidmark_fingerprints *fingerprints, struct paidmark_window *window);

struct paidmark_kernel {
    const char *name;
    bool (*supported)(void); /* on this processor, under this operating system */
    paidmark_scan_fn *scan;
};

/* All kernels that were compiled in, best first; the last one is "scalar", the reference, and always supported. */
extern const struct paidmark_kernel paidmark_kernels[];
extern const size_t paidmark_kernel_count;

/* The best supported kernel; safe in any number of threads. */
const struct paidmark_kernel *paidmark_kernel_chosen(void);

/* The offset of the first ill-formed sequence of text[begin, end), begin being the start of a code point; end if there
 * is none. *bytes gets the size of its maximal subpart (Unicode Standard, section 3.9, definition D93b; table 3-7). */
size_t paidmark_utf8_check(const unsigned char *text, size_t begin, size_t end, size_t *bytes);

paidmark_scan_fn paidmark_scan_scalar;

#endif
