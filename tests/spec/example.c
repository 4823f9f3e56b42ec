/* example.c - one example of the specification: a document, and what is expected of it
 * SPDX-License-Identifier: MIT
 */
#include "example.h"

#include <string.h>

void example_clear(struct example *example)
{
    bytes_free(&example->fails);
    bytes_free(&example->text);
    for (size_t i = 0; i < PAIRS_MAX; i++) {
        bytes_free(&example->pairs[i].begin);
        bytes_free(&example->pairs[i].end);
    }
    for (size_t i = 0; i < RENDERINGS; i++)
        bytes_free(&example->renderings[i]);
    for (size_t i = 0; i < PROBLEMS_MAX; i++)
        bytes_free(&example->problems[i].like);
    for (size_t i = 0; i < SEGMENTS_MAX; i++)
        bytes_free(&example->segments[i].text);
    for (size_t i = 0; i < EXCERPTS_MAX; i++)
        bytes_free(&example->excerpts[i].text);
    memset(example, 0, sizeof *example);
}

bool example_mistake(struct example *example, const char *what)
{
    if (example->mistake[0] == '\0')
        snprintf(example->mistake, sizeof example->mistake, "%s", what);
    return false;
}

void example_expect_all(struct example *example, unsigned parts)
{
    for (unsigned i = 0; i < RENDERINGS; i++) {
        if (example->has_rendering[i])
            example_mistake(example, "a rendering is given twice");
        example->has_rendering[i] = true;
        if ((i + 1) & parts)
            bytes_append(&example->renderings[i], bytes_string(&example->text), example->text.size);
    }
    example->outcome = OUTCOME_PARTS;
}

static const struct paidmark_marker_pair *own_pairs(const struct example *example, struct paidmark_marker_pair *storage)
{
    for (size_t i = 0; i < example->pair_count; i++) {
        const struct token_pair *pair = &example->pairs[i];

        storage[i].begin = bytes_string(&pair->begin);
        storage[i].begin_bytes = pair->begin.size;
        storage[i].end = pair->has_end ? bytes_string(&pair->end) : NULL;
        storage[i].end_bytes = pair->end.size;
    }
    return storage;
}

const struct paidmark_marker_pair *example_markers(const struct example *example,
                                                   struct paidmark_marker_pair storage[PAIRS_MAX], size_t *count)
{
    if (example->pair_count == 0)
        return paidmark_marker_set(example->set[0] != '\0' ? example->set : "default", count);
    *count = example->pair_count;
    return own_pairs(example, storage);
}

void problem_append(struct bytes *out, const struct problem *problem)
{
    bytes_format(out, "    %s %zu:%zu %zu %s", problem->is_warning ? "warning" : "error", problem->place.line,
                 problem->place.column, problem->bytes, problem->code);
    if (problem->has_outer)
        bytes_format(out, " outer %zu:%zu", problem->outer.line, problem->outer.column);
    if (problem->has_like) {
        bytes_format(out, " like ");
        bytes_append_visible(out, problem->like.data, problem->like.size);
    }
    bytes_format(out, "\n");
}

void segment_append(struct bytes *out, size_t region, size_t offset, const char *text, size_t text_bytes)
{
    if (region == 0)
        bytes_format(out, "    segment free at %zu |", offset);
    else
        bytes_format(out, "    segment paid %zu at %zu |", region, offset);
    bytes_append_visible(out, text, text_bytes);
    bytes_format(out, "\n");
}
