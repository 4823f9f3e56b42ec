/* unrepresentable.c - what to say about a character that the charset of the output has not got
 * SPDX-License-Identifier: MIT
 */
#include "show/unrepresentable.h"

#include <stdbool.h>
#include <stdio.h>

#include "text/safe_text.h"

/* Which place in the document an offset in the pieces is; PAIDMARK_NO_OFFSET for one in a placeholder or an excerpt. */
static size_t document_offset(const struct pieces *pieces, const struct loaded *loaded, size_t offset)
{
    for (size_t i = 0; i < pieces->count; i++) {
        const char *text = pieces->items[i].text;

        if (offset < pieces->items[i].bytes) {
            bool is_made = pieces->made != NULL && text >= pieces->made && text < pieces->made + pieces->made_capacity;

            return is_made ? PAIDMARK_NO_OFFSET : (size_t)(text - loaded->text) + offset;
        }
        offset -= pieces->items[i].bytes;
    }
    return PAIDMARK_NO_OFFSET;
}

void report_unrepresentable(const struct pieces *pieces, const struct loaded *loaded, const struct charset_error *error)
{
    size_t offset = document_offset(pieces, loaded, error->offset);
    struct paidmark_position position = {0};

    fputs("paidmark: ", stderr);
    print_name(stderr, input_name(loaded->path));
    if (offset != PAIDMARK_NO_OFFSET) {
        paidmark_locate(loaded->text, loaded->text_bytes, offset, &position);
        fprintf(stderr, ":%zu:%zu", position.line, position.column);
    }
    fprintf(stderr, ": U+%04lX is not in ", (unsigned long)error->code_point);
    print_name(stderr, loaded->settings->to);
    fputc('\n', stderr);
}
