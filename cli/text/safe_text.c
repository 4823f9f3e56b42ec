/* safe_text.c - printing what others wrote
 * SPDX-License-Identifier: MIT
 */
#include "text/safe_text.h"

#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

static bool is_between(uint32_t code_point, uint32_t first, uint32_t last)
{
    return code_point >= first && code_point <= last;
}

/* But for the joiners (U+200C and U+200D), variation selectors and the like, which change how others look. */
static bool is_invisible(uint32_t code_point)
{
    return code_point == 0x61C || code_point == 0x200B || is_between(code_point, 0x200E, 0x200F) ||
           is_between(code_point, 0x2028, 0x202E) || is_between(code_point, 0x2060, 0x206F) || code_point == 0xFEFF ||
           is_between(code_point, 0xE0000, 0xE007F);
}

bool is_printable(uint32_t code_point)
{
    bool is_control = code_point < 0x20 || is_between(code_point, 0x7F, 0x9F);

    return !is_control && code_point != UTF8_ILL_FORMED && !is_invisible(code_point);
}

void print_harmless(FILE *stream, const char *text, size_t bytes)
{
    size_t begin = 0; /* of what is printable and has not been printed */

    for (size_t at = 0; at < bytes;) {
        uint32_t code_point;
        size_t taken = utf8_decode(text + at, bytes - at, &code_point);

        if (!is_printable(code_point)) {
            fwrite(text + begin, 1, at - begin, stream);
            fputs(REPLACEMENT, stream);
            begin = at + taken;
        }
        at += taken;
    }
    fwrite(text + begin, 1, bytes - begin, stream);
}

const char *name_shown(const char *name)
{
    return *name != '\0' ? name : "''";
}

void print_name(FILE *stream, const char *name)
{
    name = name_shown(name);
    print_harmless(stream, name, strlen(name));
}

/* For every shell; what is beyond ASCII is text to all of them. */
static bool is_plain_in_shell(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
           (unsigned char)byte >= 0x80 || strchr("%+,-./:=@_", byte) != NULL;
}

static bool is_plain_word(const char *name)
{
    if (*name == '\0')
        return false;
    for (; *name != '\0'; name++) {
        if (!is_plain_in_shell(*name))
            return false;
    }
    return true;
}

char *shell_word(const char *name)
{
    const char *before = name[0] == '-' && name[1] != '\0' ? "./" : "";
    char *word = malloc(strlen(before) + 4 * strlen(name) + sizeof "''"); /* if all are quotation marks */
    char *end = word;

    if (word == NULL)
        return NULL;
    end = stpcpy(end, before);
    if (is_plain_word(name)) {
        stpcpy(end, name);
        return word;
    }
    *end++ = '\'';
    for (; *name != '\0'; name++) {
        if (*name == '\'')
            end = stpcpy(end, "'\\''");
        else
            *end++ = *name;
    }
    stpcpy(end, "'");
    return word;
}
