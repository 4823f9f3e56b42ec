/* settings.c - options, checked and with their defaults filled in
 * SPDX-License-Identifier: MIT
 */
#include "settings.h"

#define PROBLEMS_KEPT_BY_DEFAULT 100

#define FLAGS                                                                                                          \
    (PAIDMARK_OPTION_SALVAGE | PAIDMARK_OPTION_EXACT | PAIDMARK_OPTION_NO_LOOKALIKES | PAIDMARK_OPTION_ALSO_FREE)

static bool is_zero(const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != 0)
            return false;
    }
    return true;
}

static bool has(const size_t *numbers, size_t count, size_t number)
{
    for (size_t i = 0; i < count; i++) {
        if (numbers[i] == number)
            return true;
    }
    return false;
}

bool paidmark_copy_sized(void *known, size_t bytes, const void *given, const size_t *field_ends, size_t count)
{
    size_t given_bytes = bytes;

    memset(known, 0, bytes);
    if (!given)
        return true;
    memcpy(&given_bytes, given, sizeof given_bytes);
    if (given_bytes > bytes) {
        if (!is_zero((const unsigned char *)given + bytes, given_bytes - bytes))
            return false;
        given_bytes = bytes;
    } else if (!has(field_ends, count, given_bytes)) {
        return false;
    }
    memcpy(known, given, given_bytes);
    return true;
}

bool paidmark_settings_init(struct paidmark_settings *settings, const struct paidmark_options *given)
{
    static const size_t field_ends[] = {
        offsetof(struct paidmark_options, flags),
        offsetof(struct paidmark_options, unmarked),
        offsetof(struct paidmark_options, markers),
        offsetof(struct paidmark_options, max_problems),
        sizeof(struct paidmark_options),
    };
    struct paidmark_options options;
    const struct paidmark_marker_set *set;

    if (!paidmark_copy_sized(&options, sizeof options, given, field_ends, sizeof field_ends / sizeof *field_ends))
        return false;
    if (options.flags & ~FLAGS)
        return false;
    if (options.unmarked != PAIDMARK_UNMARKED_FREE && options.unmarked != PAIDMARK_UNMARKED_PAID &&
        options.unmarked != PAIDMARK_UNMARKED_ERROR)
        return false;
    settings->salvage = options.flags & PAIDMARK_OPTION_SALVAGE;
    settings->exact = options.flags & PAIDMARK_OPTION_EXACT;
    settings->lookalikes = !(options.flags & PAIDMARK_OPTION_NO_LOOKALIKES);
    settings->also_free = options.flags & PAIDMARK_OPTION_ALSO_FREE;
    settings->unmarked = options.unmarked;
    settings->max_problems = options.max_problems > 0 ? options.max_problems : PROBLEMS_KEPT_BY_DEFAULT;
    set = paidmark_set_or_default(options.markers);
    settings->matcher = &set->matcher;
    settings->names = &set->names;
    return true;
}
