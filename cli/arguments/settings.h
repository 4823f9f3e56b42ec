/* settings.h - what the command line asks for
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_ARGUMENTS_SETTINGS_H
#define PAIDMARK_CLI_ARGUMENTS_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <paidmark.h>

#include "files/filter.h"

#define JOBS_MAX 512 /* workers */

/* Renderings that the answer to a record has. */
enum want_bit { WANT_PREVIEW = 1, WANT_FULL = 2, WANT_REST = 4, WANT_EXCERPT = 8 };

/* Of check. */
enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF, FORMAT_GITHUB };

enum color_when { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* Tokens as they are typed; a divider has no end. */
struct own_pair {
    const char *begin, *end;
};

/* Strings belong to the argument vector or to what is allocated: operands and what lists them, the text of the settings
 * file, pairs, the marker set, globs. */
struct settings {
    const struct command *command;
    const char **operands;
    size_t operand_count;
    const char *files0_from; /* the file that lists them; NULL: none does */
    char *listed_names;

    char *file_path; /* of the settings file; NULL: none */
    char *file_text;
    bool is_reading_file;
    uint64_t given; /* the rows of the option table that the command line has */

    bool help;
    bool version;

    const char *output;      /* NULL: standard output */
    const char *placeholder; /* NULL: nothing stands for a paid region */
    size_t excerpt;          /* characters; 0: the whole preview */
    bool excerpt_visible;    /* those that a reader sees */

    const char *markers; /* names of sets; NULL: pairs, or the default set when there are none */
    struct own_pair *pairs;
    size_t pair_count;
    bool pair_is_open;                      /* the last pair waits for its end token */
    struct paidmark_marker_set *marker_set; /* of all these; NULL: the default set */
    bool salvage;
    bool exact;
    bool no_lookalikes;
    bool no_also_free;
    uint32_t unmarked; /* enum paidmark_unmarked */

    struct filter filter; /* of directories that are operands */

    const char *from; /* NULL: UTF-8, byte order marks obeyed */
    const char *to;   /* NULL: UTF-8 */

    const char *destination; /* of split; NULL: none was given */
    const char *preview_directory;
    const char *full_directory;
    size_t jobs; /* 0: as many as there are processors */
    bool update;
    bool delete;   /* outputs without a source */
    bool withdraw; /* outputs of refused documents */
    bool dry_run;
    bool sync;

    const char *field; /* of records: name or JSON Pointer of the document; NULL: text */
    const char *as;    /* name of the member that is added; NULL: paidmark */
    bool drop;         /* the field */
    unsigned want;     /* enum want_bit; 0: the preview, and an excerpt if one is asked for */

    enum format format; /* text or JSON, but for check */
    bool no_source;
    bool fix;    /* damaged markers */
    bool quiet;  /* say only what is wrong */
    bool silent; /* say nothing at all; then quiet is true as well */
    enum color_when color;
};

#endif
