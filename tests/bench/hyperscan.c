/* hyperscan.c - the default tokens, found by Hyperscan
 * SPDX-License-Identifier: MIT
 */
#include "others.h"

#include <hs.h>
#include <stdio.h>
#include <stdlib.h>

static hs_database_t *database;
static hs_scratch_t *scratch;

static int count_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context)
{
    (void)id;
    (void)from;
    (void)to;
    (void)flags;
    ++*(size_t *)context;
    return 0;
}

static void prepare(void)
{
    static const char *const tokens[] = {"##paidbegin##", "##paidend##"};
    static const size_t sizes[] = {13, 11};
    static const unsigned ids[] = {0, 1};
    hs_compile_error_t *error = NULL;

    if (hs_compile_lit_multi(tokens, NULL, ids, sizes, 2, HS_MODE_BLOCK, NULL, &database, &error) != HS_SUCCESS ||
        hs_alloc_scratch(database, &scratch) != HS_SUCCESS) {
        fputs("bench: Hyperscan cannot be set up\n", stderr);
        exit(2);
    }
}

size_t others_hyperscan(const char *text, size_t bytes)
{
    size_t found = 0;

    if (database == NULL)
        prepare();
    if (hs_scan(database, text, (unsigned)bytes, 0, scratch, count_match, &found) != HS_SUCCESS) {
        fputs("bench: Hyperscan fails\n", stderr);
        exit(2);
    }
    return found;
}
