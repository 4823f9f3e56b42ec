/* glob.h - patterns for files and folders, as .gitignore and ripgrep have them
 * SPDX-License-Identifier: MIT
 *
 *     *.txt       `*` and `?` stand for no slash; without a slash a pattern is for names, at any depth
 *     drafts/     only folders
 *     /drafts     a slash at the beginning or inside: a path from the top; ./ is left out before
 *     a/ ** /b    without the blanks: any number of folders, or none
 *     *.{txt,md}  *.txt or *.md
 */
#ifndef PAIDMARK_CLI_FILES_GLOB_H
#define PAIDMARK_CLI_FILES_GLOB_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* One alternative of a pattern. */
struct glob {
    const char *typed; /* one pointer for all alternatives */
    char *components;  /* each with a zero behind it, and one more behind the last */
    bool is_anchored;
    bool is_for_folders;
    bool is_of_site;     /* paths are from the folder of a settings file, not from the operand */
    atomic_bool matched; /* something; by any thread */
};

struct globs {
    struct glob *items;
    size_t count;
};

/* What is to be matched. */
struct candidate {
    const char *name;     /* its last component */
    const char *relative; /* its path from the operand; NULL: it is above that */
    const char *site;     /* and from the folder of the settings file; NULL: there is none */
    bool is_folder;
};

/* Adds a pattern, which has to stay in memory. Gives NULL or what is wrong with it. */
const char *globs_add(struct globs *globs, const char *typed, bool is_of_site);

/* Whether any pattern matches. All are tried, so that it is known of each whether it has ever matched. */
bool globs_match(const struct globs *globs, const struct candidate *candidate);

/* Whether any is of a settings file. */
bool globs_are_of_site(const struct globs *globs);

/* Whether all alternatives of the i-th have matched nothing, asked only of the first of them, else false. */
bool globs_is_idle(const struct globs *globs, size_t i);

/* Whether the i-th has matched nothing, whatever the others of its pattern have. */
bool globs_alternative_is_idle(const struct globs *globs, size_t i);

/* The i-th, as one would type it alone, for the caller to free; NULL without memory. */
char *globs_alternative(const struct globs *globs, size_t i);

void globs_free(struct globs *globs);

#endif
