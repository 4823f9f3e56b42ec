/* language.c - chooses the language of messages
 * SPDX-License-Identifier: MIT
 */
#include "language.h"

#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

unsigned long plural_number(uintmax_t number)
{
    return (unsigned long)(number > ULONG_MAX ? number % 1000000 + 1000000 : number);
}

/* Asks a locale object, so that the process stays in the "C" locale but for its messages, and nothing else depends on
 * the environment. */
bool locale_is_utf8(void)
{
    locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    bool is_utf8;

    if (locale == (locale_t)0)
        return false;
    is_utf8 = strcmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0;
    freelocale(locale);
    return is_utf8;
}

#ifdef PAIDMARK_CATALOGUES

/* From where the tool lies, so that its tree can be moved. */
static bool find_catalogues(char path[PATH_MAX])
{
    static const char way[] = PAIDMARK_CATALOGUES; /* from the directory of the tool */
    ssize_t bytes = readlink("/proc/self/exe", path, PATH_MAX - sizeof way - 1);

    while (bytes > 0 && path[bytes - 1] != '/')
        bytes--;
    if (bytes > 0)
        memcpy(path + bytes, way, sizeof way);
    return bytes > 0;
}

/* Names in messages are in UTF-8, and one line is in one charset. */
void language_choose(void)
{
    char path[PATH_MAX];

    if (!locale_is_utf8() || setlocale(LC_MESSAGES, "") == NULL || !find_catalogues(path))
        return;
    bindtextdomain("paidmark", path);
    bind_textdomain_codeset("paidmark", "UTF-8");
    bind_textdomain_codeset("libc", "UTF-8"); /* the reasons of the system, for a process that has no charset */
    textdomain("paidmark");
}

#else

void language_choose(void)
{
}

#endif
