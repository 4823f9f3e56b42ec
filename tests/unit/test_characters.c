/* test_characters.c - what each code point is to the search for damaged markers
 * SPDX-License-Identifier: MIT
 *
 * The code points of the first two planes, and the last ones of all, are put into four probes, one a line. What is
 * found in them tells its class:
 *
 *                      other  sign      letter    digit  zero   blank  joiner
 *     ?paidbegin       name   ?name     -         -      name   name   name
 *     paid?begin       -      -         -         -      all    -      -
 *     #paid?begin#     -      -         all       -      all    all    all
 *     ##pad?begin##    -      -         all       -      all    -      all
 */
#include "support.h"

#include <stdlib.h>
#include <string.h>

enum class { OTHER, SIGN, LETTER, DIGIT, ZERO, BLANK, JOINER };

/* All that are not OTHER, as the format lists them. */
static const struct range {
    uint32_t first, last;
    enum class class;
} ranges[] = {
    {'#', '$', SIGN},         {0xFF03, 0xFF04, SIGN},  {0xFE5F, 0xFE5F, SIGN},  {0xFE69, 0xFE69, SIGN},
    {0x266F, 0x266F, SIGN},   {'A', 'Z', LETTER},      {'a', 'z', LETTER},      {0xFF21, 0xFF3A, LETTER},
    {0xFF41, 0xFF5A, LETTER}, {'0', '9', DIGIT},       {0xFF10, 0xFF19, DIGIT}, {0x00AD, 0x00AD, ZERO},
    {0x200B, 0x200F, ZERO},   {0x2060, 0x2060, ZERO},  {0xFEFF, 0xFEFF, ZERO},  {' ', ' ', BLANK},
    {'\t', '\t', BLANK},      {0x00A0, 0x00A0, BLANK}, {0x3000, 0x3000, BLANK}, {'\\', '\\', JOINER},
    {'_', '_', JOINER},       {'-', '-', JOINER},      {'*', '*', JOINER},
};

static enum class class_of(uint32_t code_point) {
    for (size_t i = 0; i < COUNT_OF(ranges);
         i++){if (code_point >= ranges[i].first && code_point <= ranges[i].last) return ranges[i].class;}
return OTHER;
}

enum found { NOTHING, NAME, ALL };

static const struct probe {
    const char *name;
    const char *before, *behind;
    enum found found[7]; /* by class; ALL takes in the code point */
} probes[] = {
    {"beside_a_name", "", "paidbegin", {NAME, ALL, NOTHING, NOTHING, NAME, NAME, NAME}},
    {"inside_a_name", "paid", "begin", {NOTHING, NOTHING, NOTHING, NOTHING, ALL, NOTHING, NOTHING}},
    {"inside_a_name_with_signs", "#paid", "begin#", {NOTHING, NOTHING, ALL, NOTHING, ALL, ALL, ALL}},
    {"inside_a_misspelt_name", "##pad", "begin##", {NOTHING, NOTHING, ALL, NOTHING, ALL, NOTHING, ALL}},
};

static size_t encode(uint32_t code_point, char *bytes)
{
    if (code_point < 0x80) {
        bytes[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        bytes[0] = (char)(0xC0 | code_point >> 6);
        bytes[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        bytes[0] = (char)(0xE0 | code_point >> 12);
        bytes[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | code_point >> 18);
    bytes[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

#define BATCH 4096

/* A text of one line for each of a batch of code points. */
struct batch {
    char text[BATCH * 20];
    size_t bytes;
    size_t line_begin[BATCH], character_bytes[BATCH];
};

/* The line ending and surrogates, which a line cannot hold, give way to a letter. */
static uint32_t probed(uint32_t code_point)
{
    return code_point == '\n' || (code_point >= 0xD800 && code_point <= 0xDFFF) ? 'x' : code_point;
}

static void add_line(struct batch *batch, size_t line, const struct probe *probe, uint32_t code_point)
{
    char *end = batch->text + batch->bytes;

    batch->line_begin[line] = batch->bytes;
    memcpy(end, probe->before, strlen(probe->before));
    end += strlen(probe->before);
    batch->character_bytes[line] = encode(code_point, end);
    end += batch->character_bytes[line];
    memcpy(end, probe->behind, strlen(probe->behind));
    end += strlen(probe->behind);
    *end++ = '\n';
    batch->bytes = (size_t)(end - batch->text);
}

/* No batch begins with U+FEFF, which would be a byte order mark there. */
static void fill(struct batch *batch, const struct probe *probe, uint32_t first)
{
    batch->bytes = 0;
    for (uint32_t i = 0; i < BATCH; i++)
        add_line(batch, i, probe, probed(first + i));
}

/* The look-alike that a line must have; its size is 0 for none. */
static void expect(const struct batch *batch, const struct probe *probe, enum found found, size_t line, size_t *begin,
                   size_t *bytes)
{
    *begin = batch->line_begin[line];
    *bytes = strlen(probe->before) + batch->character_bytes[line] + strlen(probe->behind);
    if (found == NAME) {
        *begin += batch->character_bytes[line];
        *bytes -= batch->character_bytes[line];
    }
    if (found == NOTHING)
        *bytes = 0;
}

/* The problems of a batch, and how many of them the lines so far account for. */
struct answer {
    const struct paidmark_document *document;
    size_t checked;
};

static void check_line(const struct batch *batch, const struct probe *probe, uint32_t code_point, size_t line,
                       struct answer *answer)
{
    enum found found = probe->found[class_of(probed(code_point))];
    const struct paidmark_problem *problem;
    size_t begin, bytes;

    expect(batch, probe, found, line, &begin, &bytes);
    if (bytes == 0)
        return;
    problem = paidmark_problem_at(answer->document, answer->checked++);
    if (!problem)
        fail_msg("nothing found: U+%04X %s", (unsigned)code_point, probe->name);
    if (problem->offset != begin || problem->bytes != bytes)
        fail_msg("found otherwise: U+%04X %s", (unsigned)code_point, probe->name);
}

static void check_batch(struct paidmark_document *document, const struct probe *probe, uint32_t first)
{
    static struct batch batch;
    struct paidmark_options options = OPTIONS(.max_problems = 2 * BATCH);
    struct answer answer = {document, 0};

    fill(&batch, probe, first);
    paidmark_parse(document, batch.text, batch.bytes, &options);
    for (uint32_t i = 0; i < BATCH; i++)
        check_line(&batch, probe, first + i, i, &answer);
    assert_null(paidmark_problem_at(document, answer.checked)); /* nothing on any other line */
}

static void every_code_point_is_of_its_class(void **state)
{
    const struct probe *probe = *state;
    struct paidmark_document *document = new_document();

    for (uint32_t first = 0; first < 0x20000; first += BATCH)
        check_batch(document, probe, first);
    check_batch(document, probe, 0x110000 - BATCH);
    paidmark_document_free(document);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, every_code_point_is_of_its_class, probes);
    return suite_run(&suite, "characters");
}
