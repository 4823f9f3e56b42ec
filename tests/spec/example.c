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
        if (PARTS_OF(i) & parts)
            bytes_append(&example->renderings[i], bytes_string(&example->text), example->text.size);
    }
    example->outcome = OUTCOME_PARTS;
}

size_t token_copy(struct bytes *copy, const struct bytes *typed)
{
    static const char *const notations[] = {" \u2026", " ..."};
    const char *text = bytes_string(typed);

    for (size_t i = 0; i < sizeof notations / sizeof *notations; i++) {
        size_t bytes = strlen(notations[i]);

        for (size_t at = 0; at + bytes <= typed->size; at++) {
            if (memcmp(text + at, notations[i], bytes) != 0)
                continue;
            bytes_append(copy, text, at);
            bytes_append(copy, text + at + bytes, typed->size - at - bytes);
            return at > 0 ? at : SIZE_MAX;
        }
    }
    bytes_append(copy, text, typed->size);
    return 0;
}

enum paidmark_status example_markers(const struct example *example, struct paidmark_marker_set **set)
{
    struct paidmark_marker_pair pairs[PAIRS_MAX];
    const struct paidmark_marker_pair *list[PAIRS_MAX];
    const char *names = example->set[0] != '\0' || example->pair_count > 0 ? example->set : "default";
    struct bytes copies[2 * PAIRS_MAX] = {{0}};
    enum paidmark_status status;

    for (size_t i = 0; i < example->pair_count; i++) {
        const struct token_pair *pair = &example->pairs[i];

        struct bytes *begin = &copies[2 * i], *end = begin + 1;

        pairs[i].begin_tail = token_copy(begin, &pair->begin);
        pairs[i].begin = bytes_string(begin);
        pairs[i].begin_bytes = begin->size;
        pairs[i].end_tail = token_copy(end, &pair->end);
        pairs[i].end = pair->has_end ? bytes_string(end) : NULL;
        pairs[i].end_bytes = end->size;
        list[i] = &pairs[i];
    }
    status = paidmark_marker_set_new(set, names[0] != '\0' ? names : NULL, list, example->pair_count, NULL);
    for (size_t i = 0; i < 2 * PAIRS_MAX; i++)
        bytes_free(&copies[i]);
    return status;
}

void problem_append(struct bytes *out, const struct problem *problem)
{
    bytes_format(out, "    %s %zu:%zu %zu %s", problem->is_warning ? "warning" : "error", problem->place.line,
                 problem->place.column, problem->bytes, problem->code);
    if (problem->has_related)
        bytes_format(out, " related %zu:%zu", problem->related.line, problem->related.column);
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
