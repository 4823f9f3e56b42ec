/* texts.h - the texts that bench measures on
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_BENCH_TEXTS_H
#define PAIDMARK_BENCH_TEXTS_H

#include <stdbool.h>
#include <stddef.h>

struct bench_text {
    const char *name;
    const char *about;
    bool is_hostile;           /* made to be slow, not to be read */
    const char *const *pieces; /* written one after the other, in an order that does not repeat soon; NULL at the end */
};

extern const struct bench_text bench_texts[];
extern const size_t bench_text_count;

/* Fills buffer with well-formed text of exactly this size; the end that no piece fits into is line feeds. */
void bench_fill(const struct bench_text *text, char *buffer, size_t bytes);

#endif
