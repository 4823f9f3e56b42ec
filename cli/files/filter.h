/* filter.h - which names in a directory are taken for documents
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_FILES_FILTER_H
#define PAIDMARK_CLI_FILES_FILTER_H

#include <stdbool.h>

#include "files/glob.h"

/* What a folder has that has settings of its own. */
#define SETTINGS_FILE_NAME ".paidmark"

struct filter {
    struct globs include; /* none: everything */
    struct globs exclude;
    char *site; /* the real path, with a slash behind it, of the folder with patterns in its settings file; or NULL */
    const char *settings_file; /* somebody else's memory; NULL: there is none */
    bool no_config;            /* settings files count for nothing */
    bool hidden;               /* what is hidden, too */
    bool follow;               /* what symbolic links lead to, too */
};

/* Included is a file that matches, or lies in a folder that a pattern for folders includes, which is_included hands on
 * from folder to folder. Left out is what matches, with all that is in it. The same for the same candidate, whichever
 * operand it is below. */
bool filter_takes_file(const struct filter *filter, const struct candidate *file, bool is_included);
bool filter_takes_folder(const struct filter *filter, const struct candidate *folder, bool *is_included);

/* Whether an entry of a directory counts at all: not "." and "..", not what is hidden unless that was asked for, and no
 * temporary file of a run that writes there or was killed. */
bool filter_takes_name(const struct filter *filter, const char *name);

#endif
