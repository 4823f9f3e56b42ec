/* terminal.c - asking about the terminal
 * SPDX-License-Identifier: MIT
 */
#define _DEFAULT_SOURCE /* TIOCGWINSZ */

#include "show/terminal.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);

    return value != NULL && *value != '\0';
}

bool terminal_has_color(FILE *stream, enum color_when when)
{
    const char *terminal = getenv("TERM");

    if (when != COLOR_AUTO)
        return when == COLOR_ALWAYS;
    return !is_set("NO_COLOR") && terminal != NULL && strcmp(terminal, "dumb") != 0 && isatty(fileno(stream));
}

/* Asks a locale object, so that the process stays in the "C" locale and nothing else depends on the environment. */
bool terminal_is_utf8(FILE *stream)
{
    locale_t locale;
    bool is_utf8;

    if (!isatty(fileno(stream)))
        return false;
    locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    if (locale == (locale_t)0)
        return false;
    is_utf8 = strcmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0;
    freelocale(locale);
    return is_utf8;
}

size_t terminal_columns(FILE *stream)
{
#ifdef TIOCGWINSZ
    struct winsize size;

    if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0)
        return size.ws_col;
#endif
    return 0;
}
