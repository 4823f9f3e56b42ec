/* report.h - what came of an example
 * SPDX-License-Identifier: MIT
 */
#ifndef SPEC_REPORT_H
#define SPEC_REPORT_H

#include "example.h"

struct report {
    const struct example *example;
    bool quiet;
    struct bytes failed; /* the names of the checks that failed, each once, separated by commas */
};

/* Notes that a check failed, and prints what was expected and what came. */
void report_failure(struct report *report, const char *check, const char *expected, const char *came);

/* Notes a failure unless both are the same. */
void report_compare(struct report *report, const char *check, const struct bytes *expected, const struct bytes *came);
void report_compare_sizes(struct report *report, const char *check, size_t expected, size_t came);
/* The same for texts that are printed as they are. */
void report_compare_lists(struct report *report, const char *check, const struct bytes *expected,
                          const struct bytes *came);

#endif
