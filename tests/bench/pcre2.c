/* pcre2.c - paid regions, found by PCRE2 with the expression that FastAdmin's addon gives to PHP
 * SPDX-License-Identifier: MIT
 */
#include "others.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>

static pcre2_code *code;
static pcre2_match_data *match_data;

static void prepare(void)
{
    int error;
    size_t offset;

    code = pcre2_compile((PCRE2_SPTR) "<paid>(.*?)</paid>", PCRE2_ZERO_TERMINATED, PCRE2_CASELESS | PCRE2_DOTALL,
                         &error, &offset, NULL);
    match_data = code ? pcre2_match_data_create_from_pattern(code, NULL) : NULL;
    if (match_data == NULL) {
        fputs("bench: PCRE2 cannot be set up\n", stderr);
        exit(2);
    }
    /* Where there is no compiler for the processor the expression is interpreted, as PHP does there. */
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
}

size_t others_pcre2(const char *text, size_t bytes)
{
    size_t found = 0, at = 0;
    int result;

    if (code == NULL)
        prepare();
    while ((result = pcre2_match(code, (PCRE2_SPTR)text, bytes, at, 0, match_data, NULL)) > 0) {
        at = pcre2_get_ovector_pointer(match_data)[1];
        found++;
    }
    if (result != PCRE2_ERROR_NOMATCH) {
        fprintf(stderr, "bench: PCRE2 fails: %d\n", result);
        exit(2);
    }
    return found;
}
