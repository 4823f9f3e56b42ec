/* eva_scan.c - what Frama-C/Eva follows of the scan: any bytes, any window of them, any fingerprints
 * SPDX-License-Identifier: MIT
 */
#include "scan/kernels.h"

#include <__fc_builtin.h>

/* Two of the longest sequences, so that each byte of one has a place where it is cut off. */
#define TEXT_BYTES 8

/* As far back as a window's begin may lie inside a sequence, and one more. */
#define BEGIN_MAX 4

static unsigned char text[TEXT_BYTES];
static struct paidmark_window window;
static struct paidmark_fingerprints fingerprints;

int main(void)
{
    Frama_C_make_unknown((char *)text, sizeof text);
    Frama_C_make_unknown((char *)&fingerprints, sizeof fingerprints);
    //@ loop unroll TEXT_BYTES + 1;
    for (size_t end = 0; end <= TEXT_BYTES; end++) {
        //@ loop unroll BEGIN_MAX + 1;
        for (size_t begin = 0; begin <= end && begin <= BEGIN_MAX; begin++) {
            size_t bytes;

            paidmark_utf8_check(text, begin, end, &bytes);
            paidmark_scan_scalar(text, begin, end, false, &fingerprints, &window);
            paidmark_scan_scalar(text, begin, end, true, &fingerprints, &window);
        }
    }
    return 0;
}
