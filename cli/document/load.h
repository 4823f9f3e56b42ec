/* load.h - from a path to a parsed document
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_DOCUMENT_LOAD_H
#define PAIDMARK_CLI_DOCUMENT_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "arguments/settings.h"
#include "files/input.h"
#include "text/charset.h"

/* Where the input is not what --from says: then there is no text, and no problem of the library's. */
struct ill_formed_input {
    bool found;
    size_t offset; /* in the input */
    size_t bytes;
    size_t line; /* in the text before it */
    size_t column;
};

/* One thread's document, used again for the next. */
struct loaded {
    const struct settings *settings;
    struct paidmark_options options; /* may be changed between documents */
    struct paidmark_document *document;
    struct input input;
    const char *from;              /* what the input was read as */
    char *converted;               /* the text, where it had to be converted */
    struct charset_cursor *cursor; /* where it stands in the input, if that is to be told; else NULL */

    const char *path;
    const char *text; /* UTF-8 */
    size_t text_bytes;
    enum paidmark_status status; /* PAIDMARK_STATUS_OK, PAIDMARK_STATUS_SALVAGED or PAIDMARK_STATUS_REFUSED */
    struct ill_formed_input ill_formed;
};

/* Both give a failure (failure.h). After a failure of load_document there is no text and no problem to ask for; the
 * next document can be loaded. load_free is owed in any case. */
int load_init(struct loaded *loaded, const struct settings *settings);
int load_document(struct loaded *loaded, const char *path);

/* The same for a text in UTF-8 that is somebody else's memory, and has to stay as long as it is asked about; by what
 * loads nothing else. */
int load_text(struct loaded *loaded, const char *text, size_t bytes);

/* The same by input_read_at; messages call it path. *descriptor is open after success only. */
int load_document_at(struct loaded *loaded, const char *path, int directory, const char *name, bool follow,
                     int *descriptor);

/* Whether what was loaded, or could not be, is no text at all. On a walk such files are passed over; what somebody has
 * named is reported instead. */
bool load_met_binary(const struct loaded *loaded, int failure);

/* Where an offset of the text is in the file, as it lies on disk. Offsets in order cost one pass together. */
size_t load_file_offset(const struct loaded *loaded, size_t offset);

void load_free(struct loaded *loaded);

#endif
