/* weak_tokens.c - a note about tokens of the caller's own whose damaged forms go unnoticed
 * SPDX-License-Identifier: MIT
 */
#include "show/weak_tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unictype.h>

#include "language.h"
#include "text/say.h"
#include "text/utf8.h"

#define NAME_LETTERS_MIN 7

static bool is_in(uint32_t code_point, uint32_t categories)
{
    return uc_is_general_category_withtable(code_point, categories);
}

/* An ideograph counts two, and so does a kana or a syllable. */
static size_t letters_in(uint32_t code_point)
{
    if (!is_in(code_point, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N))
        return 0;
    return code_point > 0x2E80 && is_in(code_point, UC_CATEGORY_MASK_Lo) ? 2 : 1;
}

/* Whether the name is short, or there are no signs on one side of it. */
static bool is_weak(const char *token)
{
    size_t letters = 0, bytes = strlen(token), read;
    bool sign_before = false, sign_behind = false;

    for (size_t at = 0; at < bytes; at += read) {
        uint32_t code_point;
        size_t more;

        read = utf8_decode(token + at, bytes - at, &code_point);
        more = letters_in(code_point);
        letters += more;
        if (more > 0)
            sign_behind = false;
        else if (is_in(code_point, UC_CATEGORY_MASK_P | UC_CATEGORY_MASK_S))
            *(letters == 0 ? &sign_before : &sign_behind) = true;
    }
    return letters < NAME_LETTERS_MIN || !sign_before || !sign_behind;
}

static void add(FILE *list, const char *token, size_t *count)
{
    if (token == NULL || !is_weak(token))
        return;
    fprintf(list, "%s`%s`", *count > 0 ? ", " : "", token);
    ++*count;
}

void report_weak_tokens(const struct settings *settings)
{
    char *tokens = NULL;
    size_t bytes, count = 0;
    FILE *list = open_memstream(&tokens, &bytes);

    if (list == NULL)
        return;
    for (size_t i = 0; i < settings->pair_count; i++) {
        add(list, settings->pairs[i].begin, &count);
        add(list, settings->pairs[i].end, &count);
    }
    if (fclose(list) == 0 && count > 0)
        say(stderr,
            _("note: when damaged these may go unnoticed: %s; a token wants a name of seven letters or more, and signs "
              "on "
              "both sides"),
            tokens);
    free(tokens);
}
