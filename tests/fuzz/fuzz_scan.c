/* fuzz_scan.c - every kernel against the scalar one, on a text in windows
 * SPDX-License-Identifier: MIT
 *
 * An input is a byte that says how far from an aligned address the text begins (modulo 64), a byte that says how many
 * bytes of fingerprints follow (modulo 8; 0: those of the default set), these bytes, which taken in turn fill the
 * tables, a byte that says how many sizes of windows follow (modulo 16), these sizes, two bytes each, taken in turn;
 * and the text. Without sizes windows are as large as the library makes them.
 */
#include "marker_set.h"
#include "scan/scan.h"
#include "target.h"

#include <stdlib.h>
#include <string.h>

#define ALIGNMENT        64
#define FINGERPRINTS_MAX 7
#define SIZES_MAX        15

struct scan_input {
    struct paidmark_fingerprints fingerprints;
    size_t sizes[SIZES_MAX];
    size_t size_count;
    unsigned char *memory;
    const unsigned char *text;
    size_t text_bytes;
};

static size_t take(const uint8_t **data, size_t *bytes)
{
    if (*bytes == 0)
        return 0;
    --*bytes;
    return *(*data)++;
}

static void fill_tables(struct paidmark_fingerprints *fingerprints, const uint8_t *bytes, size_t count)
{
    unsigned char *tables = (unsigned char *)fingerprints;

    for (size_t i = 0; i < sizeof *fingerprints; i++)
        tables[i] = bytes[i % count];
}

static void read_input(struct scan_input *input, const uint8_t *data, size_t bytes)
{
    size_t distance = take(&data, &bytes) % ALIGNMENT;
    size_t count = take(&data, &bytes) % (FINGERPRINTS_MAX + 1);
    uint8_t fingerprints[FINGERPRINTS_MAX];

    *input = (struct scan_input){.fingerprints = paidmark_set_or_default(NULL)->matcher.fingerprints};
    for (size_t i = 0; i < count; i++)
        fingerprints[i] = (uint8_t)take(&data, &bytes);
    if (count > 0)
        fill_tables(&input->fingerprints, fingerprints, count);
    input->size_count = take(&data, &bytes) % (SIZES_MAX + 1);
    for (size_t i = 0; i < input->size_count; i++) {
        size_t size = take(&data, &bytes);

        size = size << 8 | take(&data, &bytes);
        input->sizes[i] = 1 + size % PAIDMARK_WINDOW_BYTES;
    }
    /* A sanitizer's heap begins aligned, and ends where the text does. */
    input->memory = target_allocate(distance + bytes);
    memset(input->memory, '#', distance);
    if (bytes > 0)
        memcpy(input->memory + distance, data, bytes);
    input->text = input->memory + distance;
    input->text_bytes = bytes;
}

/* The kernel has found what the scalar one did, in blocks that are where they must be. */
static void compare_windows(const struct paidmark_window *scalar, const struct paidmark_window *other, size_t begin,
                            size_t end)
{
    target_expect(other->characters == scalar->characters, "characters of a window");
    target_expect(other->block_count == scalar->block_count, "number of blocks");
    for (size_t i = 0; i < other->block_count; i++) {
        const struct paidmark_block *block = &other->blocks[i];
        size_t left = end - block->offset;

        target_expect(block->offset >= begin && block->offset < end, "place of a block");
        target_expect((block->offset - begin) % PAIDMARK_BLOCK_BYTES == 0, "where a block begins");
        target_expect(i == 0 || block->offset > block[-1].offset, "order of blocks");
        target_expect(block->anchors != 0, "block without an anchor");
        target_expect(left >= PAIDMARK_BLOCK_BYTES || block->anchors >> left == 0, "anchor behind the end");
        target_expect(block->offset == scalar->blocks[i].offset, "which blocks");
        target_expect(block->anchors == scalar->blocks[i].anchors, "anchors of a block");
        target_expect(block->characters == scalar->blocks[i].characters, "characters before a block");
    }
}

static size_t window_end(const struct scan_input *input, size_t begin, size_t number)
{
    size_t size = input->size_count > 0 ? input->sizes[number % input->size_count] : PAIDMARK_WINDOW_BYTES;

    return size < input->text_bytes - begin ? begin + size : input->text_bytes;
}

/* Gives whether all windows are text. */
static bool compare_kernel(const struct scan_input *input, const struct paidmark_kernel *kernel)
{
    static struct paidmark_window scalar, other;
    const struct paidmark_fingerprints *fingerprints = &input->fingerprints;
    size_t begin = 0;

    for (size_t number = 0; begin < input->text_bytes; number++) {
        size_t end = window_end(input, begin, number);
        bool last = end == input->text_bytes;
        bool expected = paidmark_scan_scalar(input->text, begin, end, last, fingerprints, &scalar);

        memset(&other, 0x55, sizeof other);
        target_expect(kernel->scan(input->text, begin, end, last, fingerprints, &other) == expected, "text or not");
        if (!expected)
            return false;
        compare_windows(&scalar, &other, begin, end);
        begin = end;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    struct scan_input input;
    size_t ill_formed;
    bool expected;

    read_input(&input, data, bytes);
    expected = paidmark_utf8_check(input.text, 0, input.text_bytes, &ill_formed) == input.text_bytes &&
               memchr(input.text, 0, input.text_bytes) == NULL;
    for (size_t i = 0; i < paidmark_kernel_count; i++) {
        if (paidmark_kernels[i].supported())
            target_expect(compare_kernel(&input, &paidmark_kernels[i]) == expected, "windows and whole text");
    }
    free(input.memory);
    return 0;
}
