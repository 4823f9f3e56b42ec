/* support.h - what the unit tests share: tables of cases, and documents written as one line of text
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_TESTS_SUPPORT_H
#define PAIDMARK_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "document.h"
#include "paidmark.h"

#include <stdbool.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* A string literal and its size, for the members `text` and `bytes` of a row. */
#define TEXT(literal) .text = (literal), .bytes = sizeof(literal) - 1

/* The same by position, for a token of a pair. */
#define TOKEN(literal) (literal), sizeof(literal) - 1

#define OPTIONS(...)   ((struct paidmark_options){.size = sizeof(struct paidmark_options), __VA_ARGS__})

/* ---- Tables of cases --------------------------------------------------------------------------------------------- */

#define SUITE_MAX 2048

struct suite {
    struct CMUnitTest tests[SUITE_MAX];
    size_t count;
};

void suite_add(struct suite *suite, const char *name, CMUnitTestFunction test);

/* One test for each row of a table; the test finds the row in *state. A row's first member is its name. */
void suite_add_rows(struct suite *suite, CMUnitTestFunction test, const void *rows, size_t count, size_t row_bytes);

#define SUITE_ADD(suite, test)            suite_add(suite, #test, test)
#define SUITE_ADD_ROWS(suite, test, rows) suite_add_rows(suite, test, rows, COUNT_OF(rows), sizeof *(rows))

/* Runs all; the return value is main's. */
int suite_run(const struct suite *suite, const char *name);

/* ---- Documents --------------------------------------------------------------------------------------------------- */

struct outline {
    char text[8192];
    size_t bytes;
};

void outline_add(struct outline *outline, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Writes a document as a line such as
 *
 *     ok/1 free[before] paid1[inside] free[behind] | empty-region@6+13
 *
 * the status, the number of regions, the segments, and behind a stroke each problem with its offset and size, `^` and
 * the related offset, `~` and the suggestion, and how many were left out. */
void outline_write(struct outline *outline, const struct paidmark_document *document);

/* Fails unless what the document says of itself agrees: segments in order, their text where their offset is, their
 * characters, their sums, the severity of problems. `text` is what was parsed. */
void check_document(const struct paidmark_document *document, const char *text, size_t bytes);

/* Parses with every kernel that runs here, checks each result, and compares each outline. */
void check_outline(const char *text, size_t bytes, const struct paidmark_options *options, const char *expected);

/* Fails unless two documents of the same text tell the same. */
void check_same(const struct paidmark_document *one, const struct paidmark_document *other);

/* Fails unless this is as good as a new document. */
void check_empty(const struct paidmark_document *document);

/* All that paidmark_count tells of these parts, and how many problems it has counted that are not kept. */
struct paidmark_counts counts_of(const struct paidmark_document *document, uint32_t parts);
size_t omitted_of(const struct paidmark_document *document);

/* A set of named ones (NULL: of none) and of pairs; NULL when that is not allowed. The caller frees it. */
struct paidmark_marker_set *new_set(const char *names, const struct paidmark_marker_pair *pairs, size_t count);

/* paidmark_document_new, which must not fail. */
struct paidmark_document *new_document(void);

/* A copy of a text without a byte to spare, so that reading past its end is noticed; the caller frees it. */
char *exact_copy(const char *text, size_t bytes);

/* Memory that must not fail. */
void *allocate(size_t bytes);

/* Writes a code point as UTF-8, up to four bytes and nothing behind them; returns how many. */
size_t encode_utf8(uint32_t code_point, char *bytes);

#endif
