/* preview.c - makes the preview of an article, in C
 * SPDX-License-Identifier: MIT
 */
#include <paidmark.h>
#include <stdio.h>
#include <string.h>

static const char article[] = "销售额增长了。<paid>毛利率为31%。</paid>请来电订购。\n";
static const char broken[] = "销售额增长了。\n详情：<paid>毛利率为31%。\n";

static void print_text(const char *name, enum paidmark_status status, const char *text, size_t bytes)
{
    printf("%s: ", name);
    if (status == PAIDMARK_OK)
        fwrite(text, 1, bytes, stdout);
    else
        printf("%s\n", paidmark_status_text(status));
}

static void show(struct paidmark_document *document, const char *text, const struct paidmark_options *options)
{
    char buffer[200];
    size_t bytes, count, line, column;
    const struct paidmark_problem *problems;
    enum paidmark_status status;

    paidmark_parse(document, text, strlen(text), options);
    status = paidmark_render(document, PAIDMARK_FREE, buffer, sizeof buffer, &bytes);
    print_text("preview", status, buffer, bytes);
    status = paidmark_excerpt(document, 9, buffer, sizeof buffer, &bytes);
    print_text("excerpt", status, buffer, bytes);
    printf("\npaid: %zu\n", paidmark_counts(document, PAIDMARK_PAID).characters);
    problems = paidmark_problems(document, &count);
    for (size_t i = 0; i < count; i++) {
        paidmark_locate(document, problems[i].offset, &line, &column);
        printf("%zu:%zu: %s\n", line, column, paidmark_problem_name(problems[i].code));
    }
}

int main(void)
{
    struct paidmark_options options = {.size = sizeof options};
    struct paidmark_document *document = paidmark_new();

    if (document == NULL)
        return 1;
    options.markers = paidmark_marker_set("fastadmin", &options.marker_count);
    printf("paidmark %s\n", paidmark_version());
    show(document, article, &options);
    show(document, broken, &options);
    paidmark_free(document);
    return 0;
}
