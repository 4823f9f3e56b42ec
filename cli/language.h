/* language.h - the language of messages: that of the locale, where there is a catalogue for it in cli/po
 * SPDX-License-Identifier: MIT
 *
 * `_` translates a sentence where it is printed, `N_` only marks one that stands in a table. JSON is never translated.
 */
#ifndef PAIDMARK_CLI_LANGUAGE_H
#define PAIDMARK_CLI_LANGUAGE_H

#include <stdbool.h>
#include <stdint.h>

#ifdef PAIDMARK_CATALOGUES
#include <libintl.h>
#else
static inline const char *gettext(const char *text) __attribute__((__format_arg__(1)));
static inline const char *gettext(const char *text)
{
    return text;
}

static inline const char *ngettext(const char *one, const char *more, unsigned long count)
    __attribute__((__format_arg__(1), __format_arg__(2)));
static inline const char *ngettext(const char *one, const char *more, unsigned long count)
{
    return count == 1 ? one : more;
}
#endif
#define _(text)  gettext(text)
#define N_(text) text

/* Call this once, before anything is printed and before there are threads. */
void language_choose(void);

/* A number as ngettext takes it, of which the last digits choose the form. */
unsigned long plural_number(uintmax_t number);

/* Whether the user's locale has UTF-8. */
bool locale_is_utf8(void);

#endif
