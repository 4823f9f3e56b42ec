/* messages.c - the names and sentences of statuses and problems
 * SPDX-License-Identifier: MIT
 */
#include "paidmark.h"

static const char *const status_texts[] = {
    [PAIDMARK_OK] = "no error",
    [PAIDMARK_SALVAGED] = "the document has errors; what they put in doubt is paid",
    [PAIDMARK_REFUSED] = "the document is refused",
    [PAIDMARK_NO_MEMORY] = "out of memory",
    [PAIDMARK_BAD_ARGUMENT] = "an argument, option or marker is not allowed",
    [PAIDMARK_BUFFER_TOO_SMALL] = "the buffer is too small",
};

static const struct {
    const char *name;
    const char *text;
} problems[] = {
    [PAIDMARK_UNCLOSED_BEGIN] = {"unclosed-begin", "the region opened here is never closed"},
    [PAIDMARK_NESTED_BEGIN] = {"nested-begin", "begin marker inside a region"},
    [PAIDMARK_UNEXPECTED_END] = {"unexpected-end", "end marker with no region open"},
    [PAIDMARK_LOOKALIKE_MARKER] = {"lookalike-marker", "this resembles a marker but is none"},
    [PAIDMARK_INVALID_UTF8] = {"invalid-utf8", "ill-formed UTF-8"},
    [PAIDMARK_NO_PAID_REGION] = {"no-paid-region", "the document has no paid region"},
    [PAIDMARK_EMPTY_REGION] = {"empty-region", "nothing but white space in this region"},
    [PAIDMARK_NOTHING_FREE] = {"nothing-free", "nothing but white space outside the paid regions"},
};

const char *paidmark_version(void)
{
    return PAIDMARK_VERSION;
}

const char *paidmark_status_text(enum paidmark_status status)
{
    size_t number = (size_t)status;

    return number < sizeof status_texts / sizeof *status_texts ? status_texts[number] : "unknown status";
}

const char *paidmark_problem_name(enum paidmark_problem_code code)
{
    size_t number = (size_t)code;

    return number > 0 && number < sizeof problems / sizeof *problems ? problems[number].name : "unknown-problem";
}

const char *paidmark_problem_text(enum paidmark_problem_code code)
{
    size_t number = (size_t)code;

    return number > 0 && number < sizeof problems / sizeof *problems ? problems[number].text : "unknown problem";
}
