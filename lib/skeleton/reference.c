/* reference.c - character references of HTML and XML
 * SPDX-License-Identifier: MIT
 */
#include "escapes.h"
#include "reference_table.h"

#include <string.h>

/* Of a letter; digits and semicolons have this bit anyway. */
static unsigned char lower(unsigned char c)
{
    return c | 0x20;
}

/* Compares, as strcmp does, a name of the table with text that a semicolon ends. */
static int compare_name(const char *name, const unsigned char *text)
{
    size_t i = 0;

    while ((unsigned char)name[i] == lower(text[i]))
        i++;
    return (unsigned char)name[i] - (text[i] == ';' ? '\0' : lower(text[i]));
}

static const struct paidmark_reference *find_name(const unsigned char *text)
{
    size_t first = 0, behind = paidmark_reference_count;

    while (first < behind) {
        size_t middle = first + (behind - first) / 2;
        int order = compare_name(paidmark_references[middle].name, text);

        if (order == 0)
            return &paidmark_references[middle];
        if (order < 0)
            first = middle + 1;
        else
            behind = middle;
    }
    return NULL;
}

/* Where the letters and digits end that begin here, if a semicolon is there. */
static size_t semicolon_behind_name(const unsigned char *text, size_t at, size_t end)
{
    size_t p = at;

    while (p < end && p - at < PAIDMARK_REFERENCE_NAME_MAX && paidmark_is_letter_or_digit(text[p]))
        p++;
    return p < end && text[p] == ';' ? p : at;
}

static size_t read_name(const unsigned char *text, size_t at, size_t end, uint32_t *code_point)
{
    /* These are read without a semicolon, too. */
    static const struct {
        const char *name;
        uint32_t code_point;
    } bare[] = {{"lt", '<'}, {"gt", '>'}, {"nbsp", 0xA0}, {"shy", 0xAD}};
    size_t semicolon = semicolon_behind_name(text, at, end);
    const struct paidmark_reference *reference = semicolon > at ? find_name(text + at) : NULL;

    if (reference) {
        *code_point = reference->code_point;
        return semicolon + 1;
    }
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++) {
        if (paidmark_goes_on(text, at, end, bare[i].name)) {
            *code_point = bare[i].code_point;
            return at + strlen(bare[i].name);
        }
    }
    return at;
}

/* Behind the #. */
static size_t read_number(const unsigned char *text, size_t at, size_t end, uint32_t *code_point)
{
    bool is_hexadecimal = at < end && lower(text[at]) == 'x';
    size_t digits = at + is_hexadecimal;
    size_t behind =
        paidmark_read_digits(text, digits, end, is_hexadecimal ? 16 : 10, is_hexadecimal ? 6 : 7, code_point);

    if (behind == digits || !paidmark_is_scalar_value(*code_point))
        return at;
    return behind + paidmark_goes_on(text, behind, end, ";");
}

size_t paidmark_read_referenced(const unsigned char *text, size_t at, size_t end, uint32_t *code_point)
{
    size_t begin = at + paidmark_goes_on(text, at, end, "#");
    size_t behind = (begin > at ? read_number : read_name)(text, begin, end, code_point);

    return behind > begin ? behind : at;
}

bool paidmark_read_reference(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    size_t p = at + 1, behind;
    uint32_t code_point;

    for (size_t levels = 0; levels < PAIDMARK_ESCAPE_LEVELS_MAX && paidmark_goes_on(text, p, end, "amp;"); levels++)
        p += 4;
    behind = paidmark_read_referenced(text, p, end, &code_point);
    if (behind > p)
        return paidmark_piece_of(code_point, behind, piece);
    return p > at + 1 && paidmark_piece_of('&', p, piece);
}

void paidmark_each_reference(void (*found)(void *context, const char *name, uint32_t symbol), void *context)
{
    for (size_t i = 0; i < paidmark_reference_count; i++) {
        uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX];

        if (paidmark_fold(paidmark_references[i].code_point, symbols) > 0)
            found(context, paidmark_references[i].name, symbols[0]);
    }
}
