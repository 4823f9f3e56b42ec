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
    if (status == PAIDMARK_STATUS_OK)
        fwrite(text, 1, bytes, stdout);
    else
        printf("%s\n", paidmark_status_text(status));
}

static void show(struct paidmark_document *document, const char *text, const struct paidmark_options *options)
{
    char buffer[200];
    size_t bytes;
    struct paidmark_counts counts = {.size = sizeof counts};
    struct paidmark_position place = {0};
    const struct paidmark_problem *problem;
    enum paidmark_status status;

    status = paidmark_split(text, strlen(text), options, PAIDMARK_PART_FREE, buffer, sizeof buffer, &bytes);
    print_text("preview", status, buffer, bytes);
    paidmark_parse(document, text, strlen(text), options);
    status = paidmark_excerpt(document, 9, 0, buffer, sizeof buffer, &bytes);
    print_text("excerpt", status, buffer, bytes);
    paidmark_count(document, PAIDMARK_PART_PAID, &counts);
    printf("\npaid: %zu\n", counts.characters);
    for (size_t i = 0; (problem = paidmark_problem_at(document, i)) != NULL; i++) {
        paidmark_locate(text, strlen(text), problem->offset, &place);
        printf("%zu:%zu: %s\n", place.line, place.column, paidmark_problem_name(problem->code));
    }
}

int main(void)
{
    struct paidmark_options options = {.size = sizeof options};
    struct paidmark_document *document = paidmark_document_new(NULL);
    struct paidmark_marker_set *markers;

    if (document == NULL || paidmark_marker_set_new(&markers, "fastadmin", NULL, 0, NULL) != PAIDMARK_STATUS_OK)
        return 1;
    options.markers = markers;
    printf("paidmark %s\n", paidmark_version());
    show(document, article, &options);
    show(document, broken, &options);
    paidmark_document_free(document);
    paidmark_marker_set_free(markers);
    return 0;
}
