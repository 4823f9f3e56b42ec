/* suggestion.c - the marker that was probably meant by a look-alike
 * SPDX-License-Identifier: MIT
 */
#include "lookalike/suggestion.h"

#include "lookalike/items.h"

/* What a token or a look-alike is made with: the bracket that it begins with, else its first sign; 0 if it has none. */
static char style_of(const char *text, size_t bytes)
{
    char sign = 0;

    if (bytes > 0 && *text == '<')
        return '<';
    for (size_t i = 0; i < bytes && sign == 0; i++)
        sign = paidmark_sign((const unsigned char *)text + i, bytes - i);
    return sign;
}

static const char *token_of(const struct paidmark_marker_pair *pair, enum paidmark_marker_kind kind, size_t *bytes)
{
    *bytes = kind == PAIDMARK_MARKER_BEGIN ? pair->begin_bytes : pair->end_bytes;
    return kind == PAIDMARK_MARKER_BEGIN ? pair->begin : pair->end;
}

void paidmark_suggest(const struct paidmark_matcher *matcher, const char *text, enum paidmark_marker_kind resembles,
                      struct paidmark_problem *problem)
{
    const struct paidmark_marker_pair *pair = matcher->pairs;
    char style = 0;

    if (matcher->count > 1)
        style = style_of(text + problem->offset, problem->bytes);
    for (size_t i = 0; i < matcher->count && style != 0; i++) {
        size_t bytes;
        const char *token = token_of(&matcher->pairs[i], resembles, &bytes);

        if (style_of(token, bytes) == style) {
            pair = &matcher->pairs[i];
            break;
        }
    }
    problem->suggestion = token_of(pair, resembles, &problem->suggestion_bytes);
}
