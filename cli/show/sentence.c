/* sentence.c - what a problem is, in a sentence for people
 * SPDX-License-Identifier: MIT
 */
#include "show/sentence.h"

#include <stdio.h>
#include <string.h>

/* ---- Tokens ----------------------------------------------------------------------------------------------------- */

static bool is_token(const char *token, size_t token_bytes, const char *text, size_t bytes)
{
    return token != NULL && token_bytes == bytes && memcmp(token, text, bytes) == 0;
}

static bool has_token(const struct paidmark_marker_set *set, const char *text, size_t bytes)
{
    const struct paidmark_marker_pair *pair;

    for (size_t i = 0; (pair = paidmark_marker_set_pair(set, i)) != NULL; i++) {
        if (is_token(pair->begin, pair->begin_bytes, text, bytes) || is_token(pair->end, pair->end_bytes, text, bytes))
            return true;
    }
    return false;
}

/* The named set that has this token, or NULL. */
static const char *set_with_token(const char *text, size_t bytes)
{
    const char *name;

    for (size_t i = 0; bytes <= PAIDMARK_TOKEN_BYTES_MAX && (name = paidmark_marker_set_name(i)) != NULL; i++) {
        struct paidmark_marker_set *set;
        bool has;

        if (paidmark_marker_set_new(&set, name, NULL, 0, NULL) != PAIDMARK_STATUS_OK)
            return NULL;
        has = has_token(set, text, bytes);
        paidmark_marker_set_free(set);
        if (has)
            return name;
    }
    return NULL;
}

/* The end token of the set; NULL where it has none, or several. */
static const char *only_end(const struct paidmark_marker_set *set)
{
    const struct paidmark_marker_pair *pair;
    const char *end = NULL;

    for (size_t i = 0; (pair = paidmark_marker_set_pair(set, i)) != NULL; i++) {
        if (end != NULL && pair->end != NULL)
            return NULL;
        if (pair->end != NULL)
            end = pair->end;
    }
    return end;
}

/* A marker of a token with a tail counts up to the tail. */
size_t marker_bytes_at(const struct loaded *loaded, size_t offset)
{
    const struct paidmark_marker_pair *pair;
    size_t longest = 1;

    for (size_t i = 0; (pair = paidmark_marker_set_pair(loaded->options.markers, i)) != NULL; i++) {
        size_t bytes = pair->begin_tail > 0 ? pair->begin_tail : pair->begin_bytes;

        if (bytes > longest && bytes <= loaded->text_bytes - offset &&
            memcmp(loaded->text + offset, pair->begin, bytes) == 0)
            longest = bytes;
    }
    return longest;
}

/* ---- Sentences -------------------------------------------------------------------------------------------------- */

static void name_set(char sentence[SENTENCE_BYTES], const char *set)
{
    snprintf(sentence, SENTENCE_BYTES, "this is a marker of the set %s; if you mean those, use --markers %s", set, set);
}

static void describe_lookalike(char sentence[SENTENCE_BYTES], const struct loaded *loaded,
                               const struct paidmark_problem *problem)
{
    const char *set = set_with_token(loaded->text + problem->offset, problem->bytes);

    if (set != NULL)
        name_set(sentence, set);
    else if (problem->suggestion != NULL)
        snprintf(sentence, SENTENCE_BYTES, "damaged marker: this looks like `%s` but is not exactly that",
                 problem->suggestion);
}

static void describe_unclosed(char sentence[SENTENCE_BYTES], const struct loaded *loaded)
{
    const char *end = only_end(loaded->options.markers);

    if (end != NULL)
        snprintf(sentence, SENTENCE_BYTES, "no `%s` up to the end of the document closes this", end);
}

void problem_sentence(char sentence[SENTENCE_BYTES], const struct loaded *loaded,
                      const struct paidmark_problem *problem)
{
    snprintf(sentence, SENTENCE_BYTES, "%s", paidmark_problem_text(problem->code));
    switch (problem->code) {
    case PAIDMARK_PROBLEM_UNCLOSED_BEGIN:
        describe_unclosed(sentence, loaded);
        break;
    case PAIDMARK_PROBLEM_LOOKALIKE_MARKER:
        describe_lookalike(sentence, loaded, problem);
        break;
    case PAIDMARK_PROBLEM_FOREIGN_MARKER:
        name_set(sentence, problem->suggestion);
        break;
    case PAIDMARK_PROBLEM_INVALID_UTF8:
        snprintf(sentence, SENTENCE_BYTES, "not UTF-8 (byte 0x%02X at offset %zu)",
                 (unsigned char)loaded->text[problem->offset], problem->offset);
        break;
    default:
        break;
    }
}
