/* messages.c - the names and sentences of statuses and problems
 * SPDX-License-Identifier: MIT
 */
#include "paidmark.h"

static const char *const status_texts[] = {
    [PAIDMARK_STATUS_OK] = "no error",
    [PAIDMARK_STATUS_SALVAGED] = "the document has errors; what they put in doubt is paid",
    [PAIDMARK_STATUS_REFUSED] = "the document is refused",
    [PAIDMARK_STATUS_NO_MEMORY] = "out of memory",
    [PAIDMARK_STATUS_BAD_ARGUMENT] = "an argument, option or marker is not allowed",
    [PAIDMARK_STATUS_BUFFER_TOO_SMALL] = "the buffer is too small",
};

static const struct {
    const char *name;
    const char *text;
} problems[] = {
    [PAIDMARK_PROBLEM_UNCLOSED_BEGIN] = {"unclosed-begin", "no end marker up to the end of the document closes this"},
    [PAIDMARK_PROBLEM_NESTED_BEGIN] = {"nested-begin", "another begin marker while the first is still open"},
    [PAIDMARK_PROBLEM_UNEXPECTED_END] = {"unexpected-end",
                                         "this end marker closes nothing: no begin marker before it is open"},
    [PAIDMARK_PROBLEM_LOOKALIKE_MARKER] = {"lookalike-marker",
                                           "damaged marker: this looks like a marker but is not exactly one"},
    [PAIDMARK_PROBLEM_INVALID_UTF8] = {"invalid-utf8", "this is not UTF-8"},
    [PAIDMARK_PROBLEM_NO_PAID_REGION] = {"no-paid-region", "the document has no paid region"},
    [PAIDMARK_PROBLEM_EMPTY_REGION] = {"empty-region", "nothing but white space in this region"},
    [PAIDMARK_PROBLEM_NOTHING_FREE] = {"nothing-free", "nothing but white space outside the paid regions"},
    [PAIDMARK_PROBLEM_NOT_TEXT] = {"not-text", "U+0000, which no text has: this is UTF-16, or no text at all"},
    [PAIDMARK_PROBLEM_FOREIGN_MARKER] = {"foreign-marker", "this is a marker of another set"},
    [PAIDMARK_PROBLEM_REPEATED_DIVIDER] = {"repeated-divider", "another divider behind the first one"},
    [PAIDMARK_PROBLEM_ALSO_FREE] = {"also-free", "paid text that stands in the free text, too"},
};

const char *paidmark_version(void)
{
    return PAIDMARK_VERSION;
}

const char *paidmark_status_text(uint32_t status)
{
    return status < sizeof status_texts / sizeof *status_texts ? status_texts[status] : "unknown status";
}

const char *paidmark_problem_name(uint32_t code)
{
    return code > 0 && code < sizeof problems / sizeof *problems ? problems[code].name : "unknown-problem";
}

const char *paidmark_problem_text(uint32_t code)
{
    return code > 0 && code < sizeof problems / sizeof *problems ? problems[code].text : "unknown problem";
}
