/* alike.c - of many messages of one kind the first are shown and the rest is counted
 * SPDX-License-Identifier: MIT
 */
#include "show/alike.h"

#include "failure.h"
#include "language.h"
#include "text/charset.h"
#include "text/say.h"

/* Above every errno. */
#define KIND_PROBLEM 100000 /* and the code of the first problem */
#define KIND_GB18030 200000
#define KIND_CHARSET 200001

int alike_kind_of_problems(const struct loaded *loaded)
{
    const struct paidmark_problem *first = paidmark_problem_at(loaded->document, 0);

    if (loaded->ill_formed.found || first == NULL)
        return KIND_CHARSET;
    if (first->code == PAIDMARK_PROBLEM_INVALID_UTF8 &&
        charset_looks_like_gb18030(loaded->input.data, loaded->input.bytes))
        return KIND_GB18030;
    return KIND_PROBLEM + (int)first->code;
}

bool alike_is_shown(struct alike *alike, int kind)
{
    size_t i = 0;

    while (i < alike->kind_count && alike->kinds[i].kind != kind)
        i++;
    if (i == ALIKE_KINDS)
        return true;
    if (i == alike->kind_count) {
        alike->kinds[i].kind = kind;
        alike->kind_count++;
    }
    return ++alike->kinds[i].count <= (failure_is_full_disk(kind) ? 1 : ALIKE_SHOWN);
}

static void say_more(FILE *stream, int kind, size_t more)
{
    unsigned long number = plural_number(more);

    if (kind == KIND_GB18030)
        say(stream, ngettext("and %zu more document with %s", "and %zu more documents with %s", number), more,
            paidmark_problem_name(PAIDMARK_PROBLEM_INVALID_UTF8));
    else if (kind == KIND_CHARSET)
        say(stream,
            ngettext("and %zu more document that is not in the charset of --from",
                     "and %zu more documents that are not in the charset of --from", number),
            more);
    else if (kind > KIND_PROBLEM)
        say(stream,
            ngettext("and %zu more document with %s; `paidmark check` shows all",
                     "and %zu more documents with %s; `paidmark check` shows all", number),
            more, paidmark_problem_name((uint32_t)(kind - KIND_PROBLEM)));
    else
        say(stream, _("and %zu more: %s"), more, failure_sentence(kind));
}

void alike_print_rest(const struct alike *alike, FILE *stream)
{
    for (size_t i = 0; i < alike->kind_count; i++) {
        int kind = alike->kinds[i].kind;
        size_t count = alike->kinds[i].count;

        if (count <= ALIKE_SHOWN || failure_is_full_disk(kind))
            continue;
        say_more(stream, kind, count - ALIKE_SHOWN);
        if (kind == KIND_GB18030)
            say(stream, _("%zu documents look like GB18030; try --from auto"), count);
    }
}
