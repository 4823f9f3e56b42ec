/* paidmark.ffi.h - the declarations of paidmark.h as PHP's FFI::cdef reads them: without macros, includes and comments
 * SPDX-License-Identifier: MIT
 */
const char *paidmark_version(void);
enum paidmark_status {
    PAIDMARK_OK = 0,
    PAIDMARK_SALVAGED = 1,
    PAIDMARK_REFUSED = 2,
    PAIDMARK_NO_MEMORY = 3,
    PAIDMARK_BAD_ARGUMENT = 4,
    PAIDMARK_BUFFER_TOO_SMALL = 5
};
const char *paidmark_status_text(enum paidmark_status status);
struct paidmark_marker_pair {
    const char *begin;
    size_t begin_bytes;
    const char *end;
    size_t end_bytes;
};
const struct paidmark_marker_pair *paidmark_marker_set(const char *name, size_t *count);
enum paidmark_unmarked {
    PAIDMARK_UNMARKED_FREE = 0,
    PAIDMARK_UNMARKED_PAID = 1,
    PAIDMARK_UNMARKED_ERROR = 2
};
struct paidmark_options {
    size_t size;
    uint32_t flags;
    uint32_t unmarked;
    const struct paidmark_marker_pair *markers;
    size_t marker_count;
    size_t max_problems;
};
struct paidmark_document;
struct paidmark_document *paidmark_new(void);
void paidmark_free(struct paidmark_document *document);
enum paidmark_status paidmark_parse(struct paidmark_document *document, const char *text,
    size_t text_bytes, const struct paidmark_options *options);
struct paidmark_segment {
    const char *text;
    size_t bytes;
    size_t offset;
    size_t characters;
    size_t region;
    uint32_t part;
};
const struct paidmark_segment *paidmark_segments(const struct paidmark_document *document, size_t *count);
struct paidmark_counts {
    size_t bytes;
    size_t characters;
    size_t segments;
    size_t regions;
};
struct paidmark_counts paidmark_counts(const struct paidmark_document *document, uint32_t parts);
enum paidmark_problem_code {
    PAIDMARK_UNCLOSED_BEGIN = 1,
    PAIDMARK_NESTED_BEGIN = 2,
    PAIDMARK_UNEXPECTED_END = 3,
    PAIDMARK_LOOKALIKE_MARKER = 4,
    PAIDMARK_INVALID_UTF8 = 5,
    PAIDMARK_NO_PAID_REGION = 6,
    PAIDMARK_EMPTY_REGION = 7,
    PAIDMARK_NOTHING_FREE = 8
};
enum paidmark_severity {
    PAIDMARK_WARNING = 1,
    PAIDMARK_ERROR = 2
};
struct paidmark_problem {
    enum paidmark_problem_code code;
    enum paidmark_severity severity;
    size_t offset;
    size_t bytes;
    size_t related_offset;
    const char *suggestion;
    size_t suggestion_bytes;
};
const struct paidmark_problem *paidmark_problems(const struct paidmark_document *document, size_t *count);
size_t paidmark_problems_omitted(const struct paidmark_document *document);
const char *paidmark_problem_name(enum paidmark_problem_code code);
const char *paidmark_problem_text(enum paidmark_problem_code code);
void paidmark_locate(const struct paidmark_document *document, size_t offset, size_t *line,
    size_t *column);
enum paidmark_status paidmark_render(const struct paidmark_document *document, uint32_t parts,
    char *buffer, size_t capacity, size_t *needed);
enum paidmark_status paidmark_excerpt(const struct paidmark_document *document, size_t max_characters,
    char *buffer, size_t capacity, size_t *needed);
