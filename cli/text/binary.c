/* binary.c - tells files that hold no text by their first bytes
 * SPDX-License-Identifier: MIT
 */
#include "text/binary.h"

#include <string.h>

#include "failure.h"
#include "text/charset.h"
#include "text/utf8.h"

/* As far as git looks for a zero. */
#define BEGINNING_BYTES 8000

static const struct {
    const char *bytes;
    size_t count;
    enum failure failure;
} beginnings[] = {
    {"PK\3\4", 4, FAILURE_WORD},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, FAILURE_WORD},
    {"{\\rtf", 5, FAILURE_RTF},
    {"%PDF-", 5, FAILURE_PDF},
    {"\x89PNG\r\n\x1A\n", 8, FAILURE_BINARY},
    {"\xFF\xD8\xFF", 3, FAILURE_BINARY}, /* JPEG */
    {"GIF87a", 6, FAILURE_BINARY},
    {"GIF89a", 6, FAILURE_BINARY},
    {"\x1F\x8B\x08", 3, FAILURE_BINARY}, /* gzip */
};

int binary_failure(const char *data, size_t bytes)
{
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        if (bytes >= beginnings[i].count && memcmp(data, beginnings[i].bytes, beginnings[i].count) == 0)
            return beginnings[i].failure;
    }
    return FAILURE_NONE;
}

bool binary_is_likely(const char *data, size_t bytes)
{
    return bytes > 0 && memchr(data, 0, bytes < BEGINNING_BYTES ? bytes : BEGINNING_BYTES) != NULL &&
           !utf8_is_well_formed(data, bytes) && charset_guess_form(NULL, data, bytes) == NULL;
}
