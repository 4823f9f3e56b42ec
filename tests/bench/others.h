/* others.h - what other libraries do to a text, for the columns beside ours
 * SPDX-License-Identifier: MIT
 *
 * Each is there only where CMake has found its library, and says so by BENCH_HYPERSCAN, BENCH_PCRE2 and BENCH_SIMDUTF.
 */
#ifndef PAIDMARK_BENCH_OTHERS_H
#define PAIDMARK_BENCH_OTHERS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Hyperscan: counts the two default tokens. */
size_t others_hyperscan(const char *text, size_t bytes);

/* PCRE2, compiled to machine code where it can be: counts what the addon's expression takes for paid regions. */
size_t others_pcre2(const char *text, size_t bytes);

/* simdutf: whether the text is well-formed UTF-8. */
size_t others_simdutf(const char *text, size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
