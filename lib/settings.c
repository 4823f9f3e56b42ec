/* settings.c - options, checked and with their defaults filled in
 * SPDX-License-Identifier: MIT
 */
#include "settings.h"

#include <string.h>

#define PROBLEMS_KEPT_BY_DEFAULT 100

static bool is_zero(const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != 0)
            return false;
    }
    return true;
}

/* Copies as much of the caller's options as both sides know. */
static bool copy_options(struct paidmark_options *known, const struct paidmark_options *given)
{
    size_t bytes;

    memset(known, 0, sizeof *known);
    if (!given)
        return true;
    bytes = given->size;
    if (bytes < sizeof given->size)
        return false;
    if (bytes > sizeof *known) {
        if (!is_zero((const unsigned char *)given + sizeof *known, bytes - sizeof *known))
            return false;
        bytes = sizeof *known;
    }
    memcpy(known, given, bytes);
    return true;
}

static enum paidmark_status ready_markers(struct paidmark_matcher *matcher, const struct paidmark_options *options)
{
    const struct paidmark_marker_pair *pairs = paidmark_default_matcher.pairs;

    if (!options->markers && options->marker_count != 0)
        return PAIDMARK_BAD_ARGUMENT;
    if (!options->markers || (options->markers == pairs && options->marker_count == 1)) {
        *matcher = paidmark_default_matcher;
        return PAIDMARK_OK;
    }
    return paidmark_matcher_init(matcher, options->markers, options->marker_count);
}

enum paidmark_status paidmark_settings_init(struct paidmark_settings *settings, const struct paidmark_options *given)
{
    struct paidmark_options options;

    if (!copy_options(&options, given))
        return PAIDMARK_BAD_ARGUMENT;
    if (options.flags & ~(PAIDMARK_SALVAGE | PAIDMARK_EXACT | PAIDMARK_NO_LOOKALIKES) ||
        options.unmarked > PAIDMARK_UNMARKED_ERROR)
        return PAIDMARK_BAD_ARGUMENT;
    settings->salvage = options.flags & PAIDMARK_SALVAGE;
    settings->exact = options.flags & PAIDMARK_EXACT;
    settings->lookalikes = !(options.flags & PAIDMARK_NO_LOOKALIKES);
    settings->unmarked = (enum paidmark_unmarked)options.unmarked;
    settings->max_problems = options.max_problems > 0 ? options.max_problems : PROBLEMS_KEPT_BY_DEFAULT;
    return ready_markers(&settings->matcher, &options);
}
