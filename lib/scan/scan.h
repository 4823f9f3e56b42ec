/* scan.h - the one pass over the bytes: UTF-8 check, code points, and the places where a marker may be
 * SPDX-License-Identifier: MIT
 *
 * A kernel reads one window of the text and reports anchors: bytes at or near which the reader (reading.c, lookalike.c)
 * has to look closer. Anchors are chosen so that every marker and every look-alike has one, and ordinary text has few.
 * A kernel may report more bytes than it must, never fewer; the reader checks each one exactly. So kernels differ in
 * speed only, and none of them knows what a marker is.
 *
 * What has to be an anchor:
 *   - the bytes '#', '$' and '&';
 *   - the third byte of "pai" in any case (the name of a marker, typed plainly);
 *   - the last byte of each of these characters, which stand for a sign or break or replace a letter of a name:
 *       U+FF03 U+FF04 U+FE5F U+FE69 U+266F             signs
 *       U+FF21..FF3A U+FF41..FF5A                      full-width letters
 *       U+00AD U+200B..200F U+2060 U+FEFF              characters of no width
 *   - every byte of the caller's class, where one is given (first bytes of tokens that none of the above covers).
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

/* A set of bytes: exact as a bitmap, and for shuffles as two tables by nibble. A byte b may be a member only if
 * low[b & 15] & high[b >> 4] is not 0; every member passes that, a few others may. */
struct paidmark_byte_class {
    uint64_t bitmap[4];
    uint8_t low[16];
    uint8_t high[16];
};

/* Scans text[begin, end), at most PAIDMARK_WINDOW_BYTES, as a part of a text whose first `begin` bytes were found
 * well-formed but for a sequence that the window's first bytes may complete. Reads nothing outside text[0, end). `last`
 * says that the text ends at `end`, so that an incomplete sequence there is an error. extra may be NULL.
 * Returns whether all is well-formed; if not, *window is unspecified, and paidmark_utf8_check finds the place. */
typedef bool paidmark_scan_fn(const unsigned char *text, size_t begin, size_t end, bool last,
                              const struct paidmark_byte_class *extra, struct paidmark_window *window);

struct paidmark_kernel {
    const char *name;
    bool (*supported)(void); /* on this processor, under this operating system */
    paidmark_scan_fn *scan;
};

/* All kernels that were compiled in, best first; the last one is "scalar", the reference, and always supported. */
extern const struct paidmark_kernel paidmark_kernels[];
extern const size_t paidmark_kernel_count;

/* The best supported kernel. Chosen at the first call; safe in any number of threads. */
const struct paidmark_kernel *paidmark_kernel_chosen(void);

/* The offset of the first ill-formed sequence of text[begin, end), begin being the start of a code point; end if there
 * is none. *bytes gets the size of its maximal subpart (Unicode Standard, section 3.9, definition D93b; table 3-7). */
size_t paidmark_utf8_check(const unsigned char *text, size_t begin, size_t end, size_t *bytes);

paidmark_scan_fn paidmark_scan_scalar;

#endif
