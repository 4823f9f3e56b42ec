/* report.c - what came of an example
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

#include <string.h>

static bool has_name(const struct bytes *names, const char *name)
{
    size_t size = strlen(name);
    const char *at = bytes_string(names);

    while (*at != '\0') {
        size_t length = strcspn(at, ",");

        if (length == size && memcmp(at, name, size) == 0)
            return true;
        at += length + (at[length] == ',');
    }
    return false;
}

void report_failure(struct report *report, const char *check, const char *expected, const char *came)
{
    if (!has_name(&report->failed, check))
        bytes_format(&report->failed, "%s%s", report->failed.size > 0 ? "," : "", check);
    if (!report->quiet)
        printf("%s:%zu: %s\n  expected %s\n  came     %s\n", report->example->file, report->example->line, check,
               expected, came);
}

void report_compare(struct report *report, const char *check, const struct bytes *expected, const struct bytes *came)
{
    struct bytes shown[2] = {{0}, {0}};

    if (bytes_equal(expected, came))
        return;
    bytes_append_visible(&shown[0], expected->data, expected->size);
    bytes_append_visible(&shown[1], came->data, came->size);
    report_failure(report, check, bytes_string(&shown[0]), bytes_string(&shown[1]));
    bytes_free(&shown[0]);
    bytes_free(&shown[1]);
}

void report_compare_sizes(struct report *report, const char *check, size_t expected, size_t came)
{
    char shown[2][32];

    if (expected == came)
        return;
    snprintf(shown[0], sizeof shown[0], "%zu", expected);
    snprintf(shown[1], sizeof shown[1], "%zu", came);
    report_failure(report, check, shown[0], shown[1]);
}

static const char *list_or_none(const struct bytes *list)
{
    return list->size > 0 ? list->data : "    (none)";
}

void report_compare_lists(struct report *report, const char *check, const struct bytes *expected,
                          const struct bytes *came)
{
    struct bytes shown[2] = {{0}, {0}};

    if (bytes_equal(expected, came))
        return;
    bytes_format(&shown[0], "\n%s", list_or_none(expected));
    bytes_format(&shown[1], "\n%s", list_or_none(came));
    report_failure(report, check, bytes_string(&shown[0]), bytes_string(&shown[1]));
    bytes_free(&shown[0]);
    bytes_free(&shown[1]);
}
