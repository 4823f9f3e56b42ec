/* document_input.c - a fuzz input read as a document and the options to parse it with
 * SPDX-License-Identifier: MIT
 */
#include "document_input.h"

#include "scan/scan.h"
#include "target.h"

#include <stdlib.h>
#include <string.h>

struct source {
    const uint8_t *data;
    size_t bytes;
};

static uint8_t take_byte(struct source *source)
{
    if (source->bytes == 0)
        return 0;
    source->bytes--;
    return *source->data++;
}

static char *take_bytes(struct source *source, size_t wanted, size_t *bytes)
{
    char *taken;

    *bytes = wanted < source->bytes ? wanted : source->bytes;
    taken = target_copy(source->data, *bytes);
    source->data += *bytes;
    source->bytes -= *bytes;
    return taken;
}

/* ---- Options ---- */

static char *take_token(struct source *source, uint8_t size, size_t *bytes, size_t *tail)
{
    *tail = size & OWN_TAIL ? take_byte(source) : 0;
    return take_bytes(source, size & (OWN_TAIL - 1u), bytes);
}

static void take_pairs(struct document_input *input, struct source *source)
{
    size_t count = take_byte(source) % (OWN_PAIRS_MAX + 1);

    input->pairs = target_allocate(count * sizeof *input->pairs);
    for (size_t i = 0; i < count; i++) {
        struct paidmark_marker_pair *pair = &input->pairs[i];
        uint8_t end_bytes;

        *pair = (struct paidmark_marker_pair){0};
        pair->begin = input->tokens[2 * i] =
            take_token(source, take_byte(source), &pair->begin_bytes, &pair->begin_tail);
        end_bytes = take_byte(source);
        if (end_bytes != OWN_NO_END)
            pair->end = input->tokens[2 * i + 1] = take_token(source, end_bytes, &pair->end_bytes, &pair->end_tail);
    }
    input->pair_count = count;
    input->own = true;
}

/* A set of the input's own pairs. Whether it is allowed shows in input->made. */
static void make_set(struct document_input *input)
{
    const struct paidmark_marker_pair *pairs[OWN_PAIRS_MAX];

    for (size_t i = 0; i < input->pair_count; i++)
        pairs[i] = &input->pairs[i];
    input->made = paidmark_marker_set_new(&input->set, NULL, pairs, input->pair_count, NULL);
    target_expect((input->made == PAIDMARK_STATUS_OK) == (input->set != NULL), "a set if and only if it is allowed");
    input->options.markers = input->set;
}

/* Made once, since it takes a hundred times as long as to parse a small document. */
static const struct paidmark_marker_set *named_set(enum document_markers markers)
{
    static const char *const names[] = {[MARKERS_DEFAULT] = "default",
                                        [MARKERS_FASTADMIN] = "fastadmin",
                                        [MARKERS_GHOST] = "ghost",
                                        [MARKERS_MORE] = "more",
                                        [MARKERS_OVERLAPPING] = "fastadmin,more,default,ghost"};
    static struct paidmark_marker_set *sets[sizeof names / sizeof names[0]];

    if (sets[markers] == NULL)
        target_expect(paidmark_marker_set_new(&sets[markers], names[markers], NULL, 0, NULL) == PAIDMARK_STATUS_OK,
                      "a named set");
    return sets[markers];
}

static void take_markers(struct document_input *input, enum document_markers markers, struct source *source)
{
    if (markers == MARKERS_OWN || markers == MARKERS_OWN_TOO) {
        take_pairs(input, source);
        make_set(input);
    } else if (markers != MARKERS_NULL) {
        input->options.markers = named_set(markers);
    }
}

static bool ends_a_field(size_t size)
{
    return size == offsetof(struct paidmark_options, flags) || size == offsetof(struct paidmark_options, unmarked) ||
           size == offsetof(struct paidmark_options, markers) ||
           size == offsetof(struct paidmark_options, max_problems);
}

/* The options as the library gets them: of another size perhaps. What they mean then goes back into input->options. */
static void give_options(struct document_input *input, uint8_t byte)
{
    size_t known = sizeof input->options;
    size_t size = byte == 0 ? known : byte < 128 ? byte : known + byte % 64;
    size_t allocated = size < sizeof size ? sizeof size : size;
    char *given = target_allocate(allocated);

    memset(given, 0, allocated);
    memcpy(given, &input->options, known < size ? known : size);
    memcpy(given, &size, sizeof size);
    input->size_is_allowed = size >= known || ends_a_field(size);
    if (byte >= 192 && size > known) {
        given[size - 1] = 1;
        input->size_is_allowed = false;
    } else if (byte < 128 && size > known) {
        given[known + (size - known) / 2] = 1;
        input->size_is_allowed = false;
    }
    if (size < known)
        memset((char *)&input->options + size, 0, known - size);
    input->options.size = known;
    input->given = (struct paidmark_options *)(void *)given;
}

/* ---- Text ---- */

/* The document behind text of one kind, so that the end of a window comes somewhere in it. */
static void take_text(struct document_input *input, uint8_t filling, struct source *source)
{
    static const char *const kinds[] = {"x", "\xE4\xB8\xAD", "#", "\xF0\x9F\x98\x80"};
    const char *kind = kinds[filling / 16 % 4];
    size_t kind_bytes = strlen(kind);
    size_t left = 3 * (filling % 16u);
    size_t filled = filling < FILLING_LEAST ? 0 : (PAIDMARK_WINDOW_BYTES - left) / kind_bytes * kind_bytes;

    input->text_bytes = filled + source->bytes;
    input->text = target_allocate(input->text_bytes);
    for (size_t i = 0; i < filled; i++)
        input->text[i] = kind[i % kind_bytes];
    if (source->bytes > 0)
        memcpy(input->text + filled, source->data, source->bytes);
}

void document_input_read(struct document_input *input, const uint8_t *data, size_t bytes)
{
    struct source source = {data, bytes};
    uint8_t head[DOCUMENT_BYTES];

    for (size_t i = 0; i < DOCUMENT_BYTES; i++)
        head[i] = take_byte(&source);
    *input = (struct document_input){.excerpt = head[BYTE_EXCERPT], .capacity = head[BYTE_CAPACITY]};
    input->options.size = sizeof input->options;
    input->options.flags = (uint32_t)head[BYTE_FLAGS] << 8; /* where the flags are, and some that are not */
    input->options.unmarked = (uint32_t)(head[BYTE_UNMARKED] % 4) << 12;
    input->options.max_problems = head[BYTE_MAX_PROBLEMS] == 255 ? SIZE_MAX : head[BYTE_MAX_PROBLEMS];
    take_markers(input, head[BYTE_MARKERS] % 8, &source);
    give_options(input, head[BYTE_SIZE]);
    input->text_at = (size_t)(source.data - data);
    take_text(input, head[BYTE_FILLING], &source);
}

void document_input_free(struct document_input *input)
{
    free(input->given);
    paidmark_marker_set_free(input->set);
    free(input->pairs);
    for (size_t i = 0; i < sizeof input->tokens / sizeof input->tokens[0]; i++)
        free(input->tokens[i]);
    free(input->text);
}

/* ---- What is allowed ---- */

/* The size of the well-formed sequence at the front, 0 for none; by the value it stands for, where the library goes by
 * ranges of bytes. */
static size_t sequence_bytes(const unsigned char *text, size_t bytes)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t wanted = text[0] < 0x80 ? 1 : text[0] >> 5 == 6 ? 2 : text[0] >> 4 == 14 ? 3 : text[0] >> 3 == 30 ? 4 : 0;
    uint32_t value = wanted > 1 ? text[0] & (0x7Fu >> wanted) : text[0];

    if (wanted == 0 || wanted > bytes)
        return 0;
    for (size_t i = 1; i < wanted; i++) {
        if (text[i] >> 6 != 2)
            return 0;
        value = value << 6 | (text[i] & 0x3Fu);
    }
    return value < least[wanted] || value > 0x10FFFF || value >> 11 == 0x1B ? 0 : wanted;
}

/* A tail has a character of the token on both sides. */
static bool token_is_allowed(const char *token, size_t bytes, size_t tail)
{
    bool tail_is_allowed = tail == 0;

    if (token == NULL || bytes == 0 || bytes > PAIDMARK_TOKEN_BYTES_MAX)
        return false;
    for (size_t at = 0; at < bytes;) {
        size_t sequence = sequence_bytes((const unsigned char *)token + at, bytes - at);

        if (sequence == 0 || token[at] == '\n')
            return false;
        tail_is_allowed |= at == tail;
        at += sequence;
    }
    return tail_is_allowed;
}

static bool is_same_token(const char *one, size_t one_bytes, const char *other, size_t other_bytes)
{
    return one != NULL && other != NULL && one_bytes == other_bytes && memcmp(one, other, one_bytes) == 0;
}

static bool shares_a_token(const struct paidmark_marker_pair *one, const struct paidmark_marker_pair *other)
{
    return is_same_token(one->begin, one->begin_bytes, other->begin, other->begin_bytes) ||
           is_same_token(one->begin, one->begin_bytes, other->end, other->end_bytes) ||
           is_same_token(one->end, one->end_bytes, other->begin, other->begin_bytes) ||
           is_same_token(one->end, one->end_bytes, other->end, other->end_bytes);
}

static bool pair_is_allowed(const struct paidmark_marker_pair *pair)
{
    return token_is_allowed(pair->begin, pair->begin_bytes, pair->begin_tail) &&
           (pair->end == NULL ? pair->end_bytes == 0 && pair->end_tail == 0
                              : token_is_allowed(pair->end, pair->end_bytes, pair->end_tail)) &&
           !is_same_token(pair->begin, pair->begin_bytes, pair->end, pair->end_bytes);
}

static bool pairs_are_allowed(const struct document_input *input)
{
    for (size_t i = 0; i < input->pair_count; i++) {
        const struct paidmark_marker_pair *pair = &input->pairs[i];

        if (!pair_is_allowed(pair))
            return false;
        for (size_t k = 0; k < i; k++) {
            if (shares_a_token(pair, &input->pairs[k]))
                return false;
        }
    }
    return input->pair_count > 0;
}

bool document_input_is_allowed(const struct document_input *input)
{
    const struct paidmark_options *options = &input->options;

    return input->size_is_allowed && (options->flags & ~UINT32_C(0xF00)) == 0 && options->unmarked < 0x3000;
}

bool document_input_makes_set(const struct document_input *input)
{
    return !input->own || pairs_are_allowed(input);
}
