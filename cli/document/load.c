/* load.c - reads, converts and parses a document
 * SPDX-License-Identifier: MIT
 */
#include "document/load.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments/options.h"
#include "failure.h"
#include "show/terminal.h"
#include "text/binary.h"
#include "text/charset.h"

int load_init(struct loaded *loaded, const struct settings *settings)
{
    *loaded = (struct loaded){.settings = settings, .options = options_for_parse(settings)};
    loaded->document = paidmark_document_new(NULL);
    return loaded->document != NULL ? FAILURE_NONE : ENOMEM;
}

static void forget_text(struct loaded *loaded)
{
    charset_cursor_close(loaded->cursor);
    loaded->cursor = NULL;
    free(loaded->converted);
    loaded->converted = NULL;
    loaded->text = NULL;
    loaded->text_bytes = 0;
    loaded->status = PAIDMARK_STATUS_REFUSED;
    loaded->ill_formed = (struct ill_formed_input){0};
    paidmark_parse(loaded->document, NULL, 0, NULL); /* nothing is left of an earlier one */
}

/* Notes a place in the input, which is where this text, what stands before it, ends. */
static void set_ill_formed(struct loaded *loaded, const char *before, size_t before_bytes,
                           struct ill_formed_input place)
{
    struct paidmark_position position = {0};

    paidmark_locate(before, before_bytes, before_bytes, &position);
    place.found = true;
    place.line = position.line;
    place.column = position.column;
    loaded->ill_formed = place;
}

/* What stands before the error can be converted: its end is where the error is in the text. */
static int locate_ill_formed(struct loaded *loaded, const struct charset_error *error)
{
    const char *before = loaded->input.data;
    size_t before_bytes = error->offset;
    char *converted = NULL;
    size_t converted_bytes = 0;
    struct charset_error ignored;
    enum charset_outcome outcome =
        charset_to_utf8(loaded->from, before, before_bytes, &converted, &converted_bytes, &ignored);

    if (outcome == CHARSET_NO_MEMORY)
        return ENOMEM;
    if (converted != NULL) {
        before = converted;
        before_bytes = converted_bytes;
    }
    set_ill_formed(loaded, before, before_bytes,
                   (struct ill_formed_input){.offset = error->offset, .bytes = error->bytes});
    free(converted);
    return FAILURE_NONE;
}

/* Where a form of Unicode was read as something else; text_bytes if nowhere. UTF-16 and UTF-32 have zeros in them. */
static size_t find_misread_text(const struct loaded *loaded)
{
    const struct input *input = &loaded->input;
    size_t offset = loaded->text_bytes;

    if (charset_looks_like_utf8(loaded->from, input->data, input->bytes))
        return 0;
    if (loaded->converted != NULL || input->has_zero)
        offset = charset_find_wide_name(loaded->text, loaded->text_bytes);
    if (offset == loaded->text_bytes && loaded->converted == NULL && input->has_zero &&
        charset_guess_form(loaded->from, input->data, input->bytes) != NULL)
        offset = (size_t)((const char *)memchr(input->data, 0, input->bytes) - input->data);
    return offset;
}

size_t load_file_offset(const struct loaded *loaded, size_t offset)
{
    return loaded->cursor != NULL ? charset_cursor_seek(loaded->cursor, offset) : offset;
}

/* Whether places in the file are told. */
static bool wants_places(const struct settings *settings)
{
    return settings->format == FORMAT_JSON || settings->format == FORMAT_SARIF;
}

/* What was misread is no better than ill-formed. */
static int find_places(struct loaded *loaded)
{
    const struct input *input = &loaded->input;
    size_t misread = find_misread_text(loaded);
    bool is_misread = misread < loaded->text_bytes;

    if (loaded->converted != NULL && (wants_places(loaded->settings) || is_misread) &&
        charset_cursor_open(loaded->from, input->data, input->bytes, &loaded->cursor) != CHARSET_OK)
        return ENOMEM;
    if (is_misread)
        set_ill_formed(loaded, loaded->text, misread,
                       (struct ill_formed_input){.offset = load_file_offset(loaded, misread), .bytes = 1});
    return FAILURE_NONE;
}

static int convert(struct loaded *loaded)
{
    const struct input *input = &loaded->input;
    struct charset_error error = {0};
    size_t converted_bytes = 0;

    switch (charset_to_utf8(loaded->from, input->data, input->bytes, &loaded->converted, &converted_bytes, &error)) {
    case CHARSET_OK:
        loaded->text = loaded->converted != NULL ? loaded->converted : input->data;
        loaded->text_bytes = loaded->converted != NULL ? converted_bytes : input->bytes;
        return find_places(loaded);
    case CHARSET_ILL_FORMED:
    case CHARSET_UNREPRESENTABLE:
        return locate_ill_formed(loaded, &error);
    case CHARSET_UNKNOWN:
        return FAILURE_NO_CHARSET;
    case CHARSET_NO_MEMORY:
        break;
    }
    return ENOMEM;
}

static int parse(struct loaded *loaded)
{
    loaded->status = paidmark_parse(loaded->document, loaded->text, loaded->text_bytes, &loaded->options);
    switch (loaded->status) {
    case PAIDMARK_STATUS_OK:
    case PAIDMARK_STATUS_SALVAGED:
    case PAIDMARK_STATUS_REFUSED:
        return FAILURE_NONE;
    case PAIDMARK_STATUS_NO_MEMORY:
        return ENOMEM;
    default:
        return FAILURE_INTERNAL;
    }
}

static int convert_and_parse(struct loaded *loaded, const char *from)
{
    int failure;

    loaded->from = from;
    failure = convert(loaded);
    return failure == FAILURE_NONE && !loaded->ill_formed.found ? parse(loaded) : failure;
}

/* Whether the text is ill-formed, or may be: of many problems the last ones are not told. */
static bool may_be_ill_formed(const struct paidmark_document *document)
{
    struct paidmark_counts counts = {.size = sizeof counts};
    const struct paidmark_problem *problem;

    paidmark_count(document, 0, &counts);
    for (size_t i = 0; (problem = paidmark_problem_at(document, i)) != NULL; i++) {
        if (problem->code == PAIDMARK_PROBLEM_INVALID_UTF8)
            return true;
    }
    return counts.errors > counts.problems;
}

/* What was read becomes a document. What may be in one of two charsets is UTF-8 unless the library says that it is not:
 * to look before would be to look twice. */
static int make_document(struct loaded *loaded)
{
    const char *from = loaded->settings->from;
    bool is_auto = from != NULL && strcmp(from, "auto") == 0;
    int failure = binary_failure(loaded->input.data, loaded->input.bytes);

    if (failure == FAILURE_NONE)
        failure = convert_and_parse(loaded, is_auto ? NULL : from);
    if (is_auto && may_be_ill_formed(loaded->document)) {
        forget_text(loaded);
        failure = convert_and_parse(loaded, from);
    }
    if (failure != FAILURE_NONE || loaded->ill_formed.found) {
        struct ill_formed_input ill_formed = loaded->ill_formed;

        forget_text(loaded);
        loaded->ill_formed = ill_formed;
    }
    return failure;
}

int load_document(struct loaded *loaded, const char *path)
{
    int failure;

    forget_text(loaded);
    loaded->path = path;
    terminal_tell_reading(loaded->settings, path);
    failure = input_read(&loaded->input, path);
    return failure == FAILURE_NONE ? make_document(loaded) : failure;
}

int load_text(struct loaded *loaded, const char *text, size_t bytes)
{
    loaded->text = text;
    loaded->text_bytes = bytes;
    return parse(loaded);
}

int load_document_at(struct loaded *loaded, const char *path, int directory, const char *name, bool follow,
                     int *descriptor)
{
    int failure;

    forget_text(loaded);
    loaded->path = path;
    failure = input_read_at(&loaded->input, directory, name, follow, descriptor);
    if (failure != FAILURE_NONE)
        return failure;
    failure = make_document(loaded);
    if (failure != FAILURE_NONE)
        close(*descriptor);
    return failure;
}

bool load_met_binary(const struct loaded *loaded, int failure)
{
    const struct input *input = &loaded->input;

    if (failure != FAILURE_NONE)
        return failure_is_binary(failure);
    return loaded->status == PAIDMARK_STATUS_REFUSED && loaded->converted == NULL &&
           binary_is_likely(input->data, input->bytes);
}

void load_free(struct loaded *loaded)
{
    paidmark_document_free(loaded->document);
    charset_cursor_close(loaded->cursor);
    input_free(&loaded->input);
    free(loaded->converted);
}
