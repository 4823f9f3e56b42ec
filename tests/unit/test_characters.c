/* test_characters.c - what each code point is to the search for damaged markers
 * SPDX-License-Identifier: MIT
 *
 * Every code point of Unicode is put into ##paidbegin##, damaged so much that the code point decides: as a letter, as a
 * gap and as a sign. What lib/skeleton folds it to tells what is to be found.
 */
#include "support.h"

#include "skeleton/skeleton.h"

#include <stdlib.h>
#include <string.h>

/* What a code point is folded to. */
struct folded {
    uint32_t code_point;
    uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX];
    size_t count;
};

/* ---- What is to be found ----------------------------------------------------------------------------------------- */

enum found { NOTHING, NAME, ALL }; /* ALL takes in the code point */

/* No gap has the signs of the frame or of a tag. */
static bool may_be_in_gap(uint32_t symbol)
{
    return symbol != '#' && symbol != '<' && symbol != '>';
}

/* Whether it is just this letter, with what a gap may have beside it; 0 for no letter. */
static enum found found_inside(const struct folded *folded, char letter)
{
    size_t letters = 0;

    for (size_t i = 0; i < folded->count; i++) {
        uint32_t symbol = folded->symbols[i];

        if (symbol & PAIDMARK_SYMBOL_LETTER)
            letters += symbol == (PAIDMARK_SYMBOL_LETTER | (unsigned char)letter) ? 1 : 2;
        else if (!may_be_in_gap(symbol))
            return NOTHING;
    }
    return letters == (letter ? 1 : 0) ? ALL : NOTHING;
}

/* Behind the rarest sign of the frame any beginning will do; two signs let the letter be left out. */
static enum found found_first(const struct folded *folded)
{
    if (folded->count == 1 && (folded->symbols[0] == '#' || folded->symbols[0] == '$'))
        return ALL;
    return found_inside(folded, 'p');
}

static enum found found_second(const struct folded *folded)
{
    return found_inside(folded, 'a');
}

static enum found found_between(const struct folded *folded)
{
    return found_inside(folded, '\0');
}

/* A name alone is one if no letter of ASCII touches it. */
static enum found found_beside(const struct folded *folded)
{
    size_t i = folded->count;

    for (; i > 0 && !(folded->symbols[i - 1] & PAIDMARK_SYMBOL_LETTER); i--) {
        if (folded->symbols[i - 1] == '#' || folded->symbols[i - 1] == '$')
            return ALL;
    }
    return i > 0 && i == folded->count && folded->code_point < 0x80 ? NOTHING : NAME;
}

static const struct probe {
    const char *name;
    const char *before, *behind;
    enum found (*found)(const struct folded *folded);
} probes[] = {
    {"for_the_first_letter", "#", "aidbegin", found_first},
    {"for_the_second_letter", "#p", "idbegin", found_second},
    {"in_a_gap", "#paid", "begin", found_between},
    {"beside_a_name", "", "paidbegin", found_beside},
};

/* ---- Texts ------------------------------------------------------------------------------------------------------- */

#define BATCH 4096

/* No letters of ASCII, which end what is beside a name, and more than may be wrong in one. */
#define APART "中文字"

/* A text with a place for each of a batch of code points. */
struct batch {
    char text[BATCH * 32];
    size_t bytes;
    size_t begin[BATCH], character_bytes[BATCH];
};

/* The code point at a place of a batch: < and > are not so near each other that there is a tag between. U+0000 and
 * surrogates, which no text has, give way to a letter. */
static uint32_t code_point_at(uint32_t first, uint32_t i)
{
    uint32_t code_point = first + i * 1531 % BATCH;

    return code_point == 0 || (code_point >= 0xD800 && code_point <= 0xDFFF) ? 'x' : code_point;
}

static void add_string(struct batch *batch, const char *string)
{
    memcpy(batch->text + batch->bytes, string, strlen(string));
    batch->bytes += strlen(string);
}

static void fill(struct batch *batch, const struct probe *probe, uint32_t first)
{
    batch->bytes = 0;
    for (uint32_t i = 0; i < BATCH; i++) {
        add_string(batch, APART);
        batch->begin[i] = batch->bytes;
        add_string(batch, probe->before);
        batch->character_bytes[i] = encode_utf8(code_point_at(first, i), batch->text + batch->bytes);
        batch->bytes += batch->character_bytes[i];
        add_string(batch, probe->behind);
    }
    add_string(batch, APART);
}

/* The problems of a batch, and how many of them the places so far account for. */
struct answer {
    const struct paidmark_document *document;
    size_t checked;
};

static void check_place(const struct batch *batch, const struct probe *probe, uint32_t code_point, size_t i,
                        struct answer *answer)
{
    struct folded folded;
    size_t begin = batch->begin[i], bytes = strlen(probe->before) + batch->character_bytes[i] + strlen(probe->behind);
    const struct paidmark_problem *problem = paidmark_problem_at(answer->document, answer->checked);
    bool is_here = problem && problem->offset >= begin && problem->offset < begin + bytes;
    enum found found;

    folded.code_point = code_point;
    folded.count = paidmark_fold(code_point, folded.symbols);
    found = probe->found(&folded);
    if (found == NAME) {
        begin += batch->character_bytes[i];
        bytes -= batch->character_bytes[i];
    }
    if (is_here != (found != NOTHING))
        fail_msg("%s: U+%04X", is_here ? "found" : "not found", (unsigned)code_point);
    if (is_here && (problem->offset != begin || problem->bytes != bytes))
        fail_msg("found from %zu on, %zu bytes: U+%04X", problem->offset - begin, problem->bytes, (unsigned)code_point);
    answer->checked += is_here;
}

static void check_batch(struct paidmark_document *document, const struct probe *probe, uint32_t first)
{
    static struct batch batch;
    struct paidmark_options options = OPTIONS(.max_problems = (size_t)2 * BATCH);
    struct answer answer = {document, 0};

    fill(&batch, probe, first);
    paidmark_parse(document, batch.text, batch.bytes, &options);
    for (uint32_t i = 0; i < BATCH; i++)
        check_place(&batch, probe, code_point_at(first, i), i, &answer);
    assert_null(paidmark_problem_at(document, answer.checked));
}

/* Whether all of a batch are as good as any of them. */
static bool are_all_signs(uint32_t first)
{
    struct folded folded;

    for (uint32_t code_point = first; code_point < first + BATCH; code_point++) {
        folded.count = paidmark_fold(code_point, folded.symbols);
        if (folded.count != 1 || folded.symbols[0] != code_point)
            return false;
    }
    return true;
}

static void every_code_point_is_what_it_is_folded_to(void **state)
{
    struct paidmark_document *document = new_document();

    for (uint32_t first = 0; first < 0x110000; first += BATCH) {
        if (first < 0x20000 || (first & 0xFFFF) == 0 || !are_all_signs(first))
            check_batch(document, *state, first);
    }
    paidmark_document_free(document);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, every_code_point_is_what_it_is_folded_to, probes);
    return suite_run(&suite, "characters");
}
