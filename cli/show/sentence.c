/* sentence.c - what a problem is, in a sentence for people
 * SPDX-License-Identifier: MIT
 */
#include "show/sentence.h"

#include <stdio.h>
#include <string.h>

#include "language.h"
#include "text/charset.h"

/* ---- Tokens ------------------------------------------------------------------------------------------------------ */

/* Of named sets, those that the library takes for damaged markers of the set in use. To ask it for all sets would mean
 * to make them, which takes longer than to read a report. */
static const struct {
    const char *token;
    const char *set;
} known_tokens[] = {
    {"##paidbegin##", "default"}, {"##paidend##", "default"}, {"$$paidbegin$$", "fastadmin"},
    {"$$paidend$$", "fastadmin"}, {"<paid>", "fastadmin"},    {"</paid>", "fastadmin"},
};

const char *named_set_of(const struct loaded *loaded, const struct paidmark_problem *problem)
{
    const char *text = loaded->text + problem->offset;
    size_t bytes = problem->bytes;

    for (size_t i = 0; i < sizeof known_tokens / sizeof *known_tokens; i++) {
        if (strlen(known_tokens[i].token) == bytes && memcmp(known_tokens[i].token, text, bytes) == 0)
            return known_tokens[i].set;
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
static size_t marker_bytes_at(const struct loaded *loaded, size_t offset)
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

/* ---- Sentences --------------------------------------------------------------------------------------------------- */

/* A format is as good translated as it is in English: msgfmt sees to that. */
static const char *in_words(enum words words, const char *text) __attribute__((__format_arg__(2)));
static const char *in_words(enum words words, const char *text)
{
    return words == WORDS_OF_USER ? _(text) : text;
}

static void name_set(char sentence[SENTENCE_BYTES], enum words words, const char *set)
{
    snprintf(sentence, SENTENCE_BYTES,
             in_words(words, N_("this is a marker of the set %s; if you mean those, use --markers %s")), set, set);
}

static void describe_lookalike(char sentence[SENTENCE_BYTES], enum words words, const struct loaded *loaded,
                               const struct paidmark_problem *problem)
{
    const char *set = named_set_of(loaded, problem);

    if (set != NULL)
        name_set(sentence, words, set);
    else if (problem->suggestion != NULL)
        snprintf(sentence, SENTENCE_BYTES,
                 in_words(words, N_("damaged marker: this looks like `%s` but is not exactly that")),
                 problem->suggestion);
}

static void describe_unclosed(char sentence[SENTENCE_BYTES], enum words words, const struct loaded *loaded)
{
    const char *end = only_end(loaded->options.markers);

    if (end != NULL)
        snprintf(sentence, SENTENCE_BYTES, in_words(words, N_("no `%s` up to the end of the document closes this")),
                 end);
}

void problem_sentence(char sentence[SENTENCE_BYTES], enum words words, const struct loaded *loaded,
                      const struct paidmark_problem *problem)
{
    if (problem == NULL) {
        snprintf(sentence, SENTENCE_BYTES,
                 in_words(words, N_("byte %zu is not well-formed in the charset of the input")),
                 loaded->ill_formed.offset);
        return;
    }
    snprintf(sentence, SENTENCE_BYTES, "%s", in_words(words, paidmark_problem_text(problem->code)));
    switch (problem->code) {
    case PAIDMARK_PROBLEM_UNCLOSED_BEGIN:
        describe_unclosed(sentence, words, loaded);
        break;
    case PAIDMARK_PROBLEM_LOOKALIKE_MARKER:
        describe_lookalike(sentence, words, loaded, problem);
        break;
    case PAIDMARK_PROBLEM_FOREIGN_MARKER:
        name_set(sentence, words, problem->suggestion);
        break;
    case PAIDMARK_PROBLEM_INVALID_UTF8:
        snprintf(sentence, SENTENCE_BYTES, in_words(words, N_("not UTF-8 (byte 0x%02X at offset %zu)")),
                 (unsigned char)loaded->text[problem->offset], problem->offset);
        break;
    default:
        break;
    }
}

const char *problem_name(const struct paidmark_problem *problem)
{
    return problem != NULL ? paidmark_problem_name(problem->code) : ILL_FORMED_INPUT_NAME;
}

bool problem_hint(char hint[SENTENCE_BYTES], enum words words, const struct loaded *loaded,
                  const struct paidmark_problem *problem)
{
    const struct input *input = &loaded->input;
    const char *charset;

    if (problem != NULL) {
        snprintf(hint, SENTENCE_BYTES, "%s",
                 in_words(words, N_("the file looks like GB18030; try --from GB18030, or --from auto")));
        return problem->code == PAIDMARK_PROBLEM_INVALID_UTF8 && charset_looks_like_gb18030(input->data, input->bytes);
    }
    charset = charset_guess_form(loaded->from, input->data, input->bytes);
    if (charset != NULL)
        snprintf(hint, SENTENCE_BYTES, in_words(words, N_("the file looks like %s; try --from %s")), charset, charset);
    return charset != NULL;
}

void problem_sentence_and_hint(char text[2 * SENTENCE_BYTES], enum words words, const struct loaded *loaded,
                               const struct paidmark_problem *problem)
{
    char sentence[SENTENCE_BYTES], hint[SENTENCE_BYTES];

    problem_sentence(sentence, words, loaded, problem);
    if (problem_hint(hint, words, loaded, problem))
        snprintf(text, 2 * SENTENCE_BYTES, in_words(words, N_("%s; %s")), sentence, hint);
    else
        snprintf(text, 2 * SENTENCE_BYTES, "%s", sentence);
}

const char *consequence_sentence(enum words words, const struct paidmark_problem *problem)
{
    switch (problem->code) {
    case PAIDMARK_PROBLEM_UNEXPECTED_END:
        return in_words(words, N_("so this end marker closes nothing"));
    case PAIDMARK_PROBLEM_NESTED_BEGIN:
        return in_words(words, N_("so the region before this begin marker is still open"));
    default:
        return in_words(words, N_("so nothing closes what is opened here"));
    }
}

const char *related_sentence(enum words words, const struct paidmark_problem *problem)
{
    return in_words(words, problem->code == PAIDMARK_PROBLEM_ALSO_FREE
                               ? N_("here it is free; if it is meant to be, see --no-also-free")
                               : N_("the first begin marker; close it before the other, or remove one of them"));
}

size_t related_bytes(const struct loaded *loaded, const struct paidmark_problem *problem)
{
    return problem->code == PAIDMARK_PROBLEM_ALSO_FREE ? problem->bytes
                                                       : marker_bytes_at(loaded, problem->related_offset);
}
