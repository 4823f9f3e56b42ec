#define FFI_SCOPE "PAIDMARK"
#define FFI_LIB   "libpaidmark.so.1"
/* paidmark.ffi.h - the declarations of paidmark.h as PHP's FFI reads them: without macros, includes and comments
 * SPDX-License-Identifier: MIT
 */
const char *paidmark_version(void);
enum paidmark_status {
    PAIDMARK_STATUS_OK = 0,
    PAIDMARK_STATUS_SALVAGED = 1,
    PAIDMARK_STATUS_REFUSED = 2,
    PAIDMARK_STATUS_NO_MEMORY = 3,
    PAIDMARK_STATUS_BAD_ARGUMENT = 4,
    PAIDMARK_STATUS_BUFFER_TOO_SMALL = 5
};
const char *paidmark_status_text(uint32_t status);
struct paidmark_allocator {
    void *(*reallocate)(void *context, void *memory, size_t bytes);
    void *context;
};
struct paidmark_marker_pair {
    const char *begin;
    size_t begin_bytes;
    const char *end;
    size_t end_bytes;
    size_t begin_tail, end_tail;
};
struct paidmark_marker_set;
enum paidmark_status paidmark_marker_set_new(struct paidmark_marker_set **set, const char *names,
                                             const struct paidmark_marker_pair *const *pairs, size_t count,
                                             const struct paidmark_allocator *allocator);
void paidmark_marker_set_free(struct paidmark_marker_set *set);
const struct paidmark_marker_pair *paidmark_marker_set_pair(const struct paidmark_marker_set *set, size_t index);
const char *paidmark_marker_set_name(size_t index);
struct paidmark_options {
    size_t size;
    uint32_t flags;
    uint32_t unmarked;
    const struct paidmark_marker_set *markers;
    size_t max_problems;
};
struct paidmark_document;
struct paidmark_document *paidmark_document_new(const struct paidmark_allocator *allocator);
void paidmark_document_free(struct paidmark_document *document);
enum paidmark_status paidmark_parse(struct paidmark_document *document, const char *text, size_t text_bytes,
                                    const struct paidmark_options *options);
struct paidmark_segment {
    const char *text;
    size_t bytes;
    size_t offset;
    size_t characters;
    size_t region;
    uint32_t part;
};
const struct paidmark_segment *paidmark_segment_at(const struct paidmark_document *document, size_t index);
struct paidmark_counts {
    size_t size;
    size_t segments;
    size_t bytes;
    size_t characters;
    size_t regions;
    size_t problems;
    size_t errors;
    size_t warnings;
};
void paidmark_count(const struct paidmark_document *document, uint32_t parts, struct paidmark_counts *counts);
enum paidmark_problem_code {
    PAIDMARK_PROBLEM_UNCLOSED_BEGIN = 1,
    PAIDMARK_PROBLEM_NESTED_BEGIN = 2,
    PAIDMARK_PROBLEM_UNEXPECTED_END = 3,
    PAIDMARK_PROBLEM_LOOKALIKE_MARKER = 4,
    PAIDMARK_PROBLEM_INVALID_UTF8 = 5,
    PAIDMARK_PROBLEM_NO_PAID_REGION = 6,
    PAIDMARK_PROBLEM_EMPTY_REGION = 7,
    PAIDMARK_PROBLEM_NOTHING_FREE = 8,
    PAIDMARK_PROBLEM_NOT_TEXT = 9,
    PAIDMARK_PROBLEM_FOREIGN_MARKER = 10,
    PAIDMARK_PROBLEM_REPEATED_DIVIDER = 11,
    PAIDMARK_PROBLEM_ALSO_FREE = 12
};
enum paidmark_severity { PAIDMARK_SEVERITY_WARNING = 1, PAIDMARK_SEVERITY_ERROR = 2 };
enum paidmark_marker_kind { PAIDMARK_MARKER_NONE = 0, PAIDMARK_MARKER_BEGIN = 1, PAIDMARK_MARKER_END = 2 };
struct paidmark_problem {
    uint32_t code;
    uint32_t severity;
    size_t offset;
    size_t bytes;
    size_t related_offset;
    const char *suggestion;
    size_t suggestion_bytes;
    uint32_t resembles;
};
const struct paidmark_problem *paidmark_problem_at(const struct paidmark_document *document, size_t index);
const char *paidmark_problem_name(uint32_t code);
const char *paidmark_problem_text(uint32_t code);
struct paidmark_position {
    size_t offset;
    size_t line;
    size_t column;
};
void paidmark_locate(const char *text, size_t text_bytes, size_t offset, struct paidmark_position *position);
struct paidmark_render_options {
    size_t size;
    const char *placeholder;
    size_t placeholder_bytes;
};
enum paidmark_status paidmark_render(const struct paidmark_document *document, uint32_t parts,
                                     const struct paidmark_render_options *options, char *buffer, size_t capacity,
                                     size_t *needed);
enum paidmark_status paidmark_excerpt(const struct paidmark_document *document, size_t max_characters, uint32_t flags,
                                      char *buffer, size_t capacity, size_t *needed);
enum paidmark_status paidmark_split(const char *text, size_t text_bytes, const struct paidmark_options *options,
                                    uint32_t parts, char *buffer, size_t capacity, size_t *needed);
