/* terminal.c - asking about the terminal
 * SPDX-License-Identifier: MIT
 */
#define _DEFAULT_SOURCE /* TIOCGWINSZ */

#include "show/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "language.h"
#include "text/say.h"

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

bool terminal_is_utf8(FILE *stream)
{
    return isatty(fileno(stream)) && locale_is_utf8();
}

void terminal_tell_reading(const struct settings *settings, const char *path)
{
    if (strcmp(path, "-") == 0 && isatty(STDIN_FILENO) && !settings->quiet)
        say(stderr, _("reading standard input; end it with Ctrl-D, or name a file"));
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
