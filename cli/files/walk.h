/* walk.h - the documents that operands name
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_FILES_WALK_H
#define PAIDMARK_CLI_FILES_WALK_H

struct walker {
    void (*visit)(void *context, const char *path);
    void (*fail)(void *context, const char *path, int failure); /* what could not be looked at, with a failure.h */
    void *context;
};

/* Visits what path names. A directory stands for all regular files in it and below, sorted by name, without hidden ones
 * and without following symbolic links, so that there is always an end. Whatever else path names is visited as it is,
 * "-" included. */
void walk(const struct walker *walker, const char *path);

#endif
