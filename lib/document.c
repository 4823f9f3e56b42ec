/* document.c - one parse of one document
 * SPDX-License-Identifier: MIT
 */
#include "document.h"

#include "also_free.h"
#include "reading.h"

#include <string.h>

/* What ends a document before its end. */
struct stop {
    size_t offset, bytes;
    uint32_t code; /* of the problem that it is */
};

/* Finds what is no text, given that all before `window` is but for an incomplete sequence at its end, which is three
 * bytes at most. */
static struct stop find_stop(const struct paidmark_document *document, size_t window)
{
    size_t begin = window > 3 ? window - 3 : 0;
    struct stop stop = {.code = PAIDMARK_PROBLEM_INVALID_UTF8};
    const unsigned char *zero;

    while (begin < window && (document->text[begin] & 0xC0) == 0x80)
        begin++;
    stop.offset = paidmark_utf8_check(document->text, begin, document->text_bytes, &stop.bytes);
    zero = memchr(document->text + begin, 0, stop.offset - begin);
    if (zero)
        stop = (struct stop){(size_t)(zero - document->text), 1, PAIDMARK_PROBLEM_NOT_TEXT};
    return stop;
}

/* What is no text ends the document: what was made of the text before it may rest on text behind it, so the text before
 * is read again, by itself. */
static void read_document(struct paidmark_document *document, const struct paidmark_kernel *kernel,
                          const struct paidmark_settings *settings)
{
    struct paidmark_reading reading;
    struct stop stop = {0};
    size_t stopped;

    paidmark_reading_start(&reading, document, settings, document->text_bytes);
    stopped = paidmark_reading_run(&reading, kernel);
    if (stopped < document->text_bytes) {
        stop = find_stop(document, stopped);
        paidmark_forget_results(document);
        paidmark_reading_start(&reading, document, settings, stop.offset);
        paidmark_reading_run(&reading, kernel);
    }
    paidmark_reading_finish(&reading, stop.code, stop.bytes);
}

/* A document that was refused has problems and nothing else; one that memory ran out for has not even those. */
static void drop_parts(struct paidmark_document *document)
{
    if (document->status == PAIDMARK_STATUS_NO_MEMORY)
        paidmark_forget(document);
    if (document->status == PAIDMARK_STATUS_REFUSED) {
        document->segments.count = 0;
        document->regions = 0;
    }
}

enum paidmark_status paidmark_parse_with(const struct paidmark_kernel *kernel, struct paidmark_document *document,
                                         const char *text, size_t text_bytes, const struct paidmark_options *options)
{
    struct paidmark_settings settings;
    enum paidmark_status status;

    if (!document)
        return PAIDMARK_STATUS_BAD_ARGUMENT;
    paidmark_forget(document);
    if ((!text && text_bytes > 0) || !paidmark_settings_init(&settings, options))
        return PAIDMARK_STATUS_BAD_ARGUMENT;
    document->text = (const unsigned char *)(text ? text : "");
    document->text_bytes = text_bytes;
    read_document(document, kernel, &settings);
    if (settings.also_free && document->status == PAIDMARK_STATUS_OK &&
        !paidmark_find_also_free(document, settings.max_problems))
        document->status = PAIDMARK_STATUS_NO_MEMORY;
    status = document->status;
    drop_parts(document);
    return status;
}

enum paidmark_status paidmark_parse(struct paidmark_document *document, const char *text, size_t text_bytes,
                                    const struct paidmark_options *options)
{
    return paidmark_parse_with(paidmark_kernel_chosen(), document, text, text_bytes, options);
}
