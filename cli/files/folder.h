/* folder.h - a directory that is walked over
 * SPDX-License-Identifier: MIT
 *
 * Everything in it is reached by its descriptor, so that no name is looked up twice and no path is too long. A folder
 * lives as long as somebody refers to it: the walk that is in it, who was shown something in it, the folders below it.
 */
#ifndef PAIDMARK_CLI_FILES_FOLDER_H
#define PAIDMARK_CLI_FILES_FOLDER_H

#include <dirent.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

enum entry_kind { ENTRY_UNKNOWN, ENTRY_FILE, ENTRY_DIRECTORY, ENTRY_LINK, ENTRY_OTHER };

/* Names that have been read ahead. */
struct name {
    char *text;
    enum entry_kind kind;
};
struct names {
    struct name *items;
    size_t count;
    size_t capacity;
    size_t next;
    int failure; /* why there are no more; failure.h */
};

struct folder {
    struct folder *parent; /* NULL: the top of an operand */
    char *path;            /* as messages show it, with a slash at its end, or empty */
    size_t relative;       /* where in path that below the operand begins */
    char *name;            /* in its parent, in memory of its own */
    bool is_link;          /* that was followed to it, but not by an operand */
    char *site;       /* its operand from the folder of the settings file, with a slash behind; NULL: there is none */
    bool is_included; /* with all that is in it, by a pattern for folders */
    int descriptor;   /* what names in it are relative to */
    struct stat identity;

    DIR *stream;
    bool is_sorted;
    struct names names; /* if it is sorted */

    void *data;                    /* of who is shown the folder; NULL: nothing */
    void (*free_data)(void *data); /* NULL: nobody has to */

    atomic_uint references;
};

/* Where operands are that are no directories: no path, names relative to the working directory. NULL without memory. */
struct folder *folder_new_for_operands(void);
bool folder_is_for_operands(const struct folder *folder);

/* A directory that is an operand, or one in another folder. Links are followed to an operand, and below only if
 * `follow`. In a sorted folder and in all below it names come in the order of their bytes; that takes memory for them.
 * Gives a failure (failure.h); after success the caller has the one reference. */
int folder_open(const char *path, bool is_sorted, struct folder **folder);
int folder_open_below(struct folder *parent, const char *name, bool follow, struct folder **folder);

/* The next name in the directory, good until the next call, in a sorted folder until that ends; its kind, if that comes
 * with the name. NULL at the end, and after a failure with errno, which else is 0. */
const char *folder_next(struct folder *folder, enum entry_kind *kind);
enum entry_kind entry_kind_of(mode_t mode);

struct folder *folder_refer(struct folder *folder);
void folder_release(struct folder *folder);

#endif
