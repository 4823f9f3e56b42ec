/* mutator.c - for the targets that read documents: what libFuzzer does to an input, and pieces of documents besides
 * SPDX-License-Identifier: MIT
 */
#include "damage.h"
#include "document_input.h"
#include "scan/scan.h"

#include <string.h>

#define PIECE_BYTES_MAX 256

size_t LLVMFuzzerMutate(uint8_t *data, size_t bytes, size_t max_bytes);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t bytes, size_t max_bytes, unsigned seed);

struct mutation {
    struct random_source random;
    uint8_t *data;
    size_t bytes, max_bytes;
    size_t text_at;
};

static uint32_t below(struct mutation *mutation, size_t limit)
{
    return random_below(&mutation->random, (uint32_t)limit);
}

/* Some place in the document, or its end. */
static size_t any_place(struct mutation *mutation)
{
    return mutation->text_at + below(mutation, mutation->bytes - mutation->text_at + 1);
}

/* Puts something in place of data[at, at + removed). */
static void put(struct mutation *mutation, size_t at, size_t removed, const void *piece, size_t bytes)
{
    size_t behind = mutation->bytes - at - removed;

    if (bytes > mutation->max_bytes - at - behind)
        return;
    memmove(mutation->data + at + bytes, mutation->data + at + removed, behind);
    memcpy(mutation->data + at, piece, bytes);
    mutation->bytes = at + bytes + behind;
}

static void put_piece(struct mutation *mutation, const struct paidmark_marker_set *set)
{
    char piece[PIECE_BYTES_MAX];
    size_t bytes = random_piece(&mutation->random, set, piece, sizeof piece);
    size_t at = any_place(mutation);
    size_t left = mutation->bytes - at;

    put(mutation, at, below(mutation, 2) == 0 ? 0 : below(mutation, (left < 16 ? left : 16) + 1), piece, bytes);
}

static void repeat(struct mutation *mutation)
{
    uint8_t piece[PIECE_BYTES_MAX];
    size_t begin = any_place(mutation), left = mutation->bytes - begin;
    size_t bytes = below(mutation, (left < sizeof piece ? left : sizeof piece) + 1);

    memcpy(piece, mutation->data + begin, bytes);
    for (uint32_t times = 1 + below(mutation, 8); times > 0; times--)
        put(mutation, begin, 0, piece, bytes);
}

/* Moves what is behind some place to a little before the end of a block. */
static void move_to_edge(struct mutation *mutation)
{
    static const char filling[] = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
    size_t at = any_place(mutation);
    size_t in_block = (at - mutation->text_at + below(mutation, 16)) % PAIDMARK_BLOCK_BYTES;

    put(mutation, at, 0, filling, PAIDMARK_BLOCK_BYTES - in_block);
}

/* A document behind a whole window, or with markers of its own, takes a hundred times as long as another one, so few
 * are. */
static void leave_out_slow_ones(struct mutation *mutation)
{
    static const uint8_t marker_bytes[] = {MARKERS_DEFAULT, MARKERS_FASTADMIN, MARKERS_GHOST, MARKERS_MORE};

    if (mutation->bytes < DOCUMENT_BYTES || below(mutation, 32) == 0)
        return;
    mutation->data[BYTE_FILLING] %= FILLING_LEAST;
    if (mutation->data[BYTE_MARKERS] % 8 == MARKERS_OWN || mutation->data[BYTE_MARKERS] % 8 == MARKERS_OWN_TOO)
        mutation->data[BYTE_MARKERS] = marker_bytes[below(mutation, sizeof marker_bytes)];
}

static void mutate_text(struct mutation *mutation, uint32_t way)
{
    struct document_input input;

    document_input_read(&input, mutation->data, mutation->bytes);
    mutation->text_at = input.text_at;
    if (way == 0)
        repeat(mutation);
    else if (way == 1)
        move_to_edge(mutation);
    else
        put_piece(mutation, input.size_is_allowed ? input.options.markers : NULL); /* else it may be half a pointer */
    document_input_free(&input);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t bytes, size_t max_bytes, unsigned seed)
{
    /* Seeds are small numbers, and this generator takes long to leave those. */
    struct mutation mutation = {{(seed + UINT64_C(1)) * UINT64_C(0x9E3779B97F4A7C15)}, data, bytes, max_bytes, 0};

    leave_out_slow_ones(&mutation);
    if (below(&mutation, 2) == 0)
        mutation.bytes = LLVMFuzzerMutate(data, bytes, max_bytes);
    else
        mutate_text(&mutation, below(&mutation, 8));
    return mutation.bytes;
}
