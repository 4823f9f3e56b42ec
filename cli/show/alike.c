/* alike.c - of many messages of one kind the first are shown and the rest is counted
 * SPDX-License-Identifier: MIT
 */
#include "show/alike.h"

#include "failure.h"
#include "text/charset.h"

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

static void print_kind(int kind, FILE *stream)
{
    if (kind == KIND_GB18030)
        fprintf(stream, " documents with %s", paidmark_problem_name(PAIDMARK_PROBLEM_INVALID_UTF8));
    else if (kind == KIND_CHARSET)
        fputs(" documents that are not in the charset of --from", stream);
    else if (kind > KIND_PROBLEM)
        fprintf(stream, " documents with %s; `paidmark check` shows all",
                paidmark_problem_name((uint32_t)(kind - KIND_PROBLEM)));
    else
        fprintf(stream, ": %s", failure_text(kind));
}

void alike_print_rest(const struct alike *alike, FILE *stream)
{
    for (size_t i = 0; i < alike->kind_count; i++) {
        int kind = alike->kinds[i].kind;
        size_t count = alike->kinds[i].count;

        if (count <= ALIKE_SHOWN || failure_is_full_disk(kind))
            continue;
        fprintf(stream, "paidmark: and %zu more", count - ALIKE_SHOWN);
        print_kind(kind, stream);
        fputc('\n', stream);
        if (kind == KIND_GB18030)
            fprintf(stream, "paidmark: %zu documents look like GB18030; try --from auto\n", count);
    }
}
