/* output.h - where text goes: standard output, a device, or a file that is replaced as a whole
 * SPDX-License-Identifier: MIT
 *
 * The way of an output: open, write, close, commit. Nothing is visible under the file's name before commit, and after
 * a failure at any step output_discard leaves everything as it was. Functions that can fail give a failure (failure.h).
 * Outputs are independent of each other: every thread may have its own.
 */
#ifndef PAIDMARK_CLI_FILES_OUTPUT_H
#define PAIDMARK_CLI_FILES_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "files/input.h"
#include "files/temporary.h"
#include "text/piece.h"

/* Begins as all zeros. Must not move in memory between open and commit or discard. */
struct output {
    int descriptor;
    bool is_open;               /* by us: what we were started with stays open */
    char *target;               /* the file that is replaced, links resolved; NULL: written to directly */
    struct temporary temporary; /* what replaces it */
    bool is_first;              /* to have its name, in a directory that is new */
    bool replaces;              /* there is something that has its name */
    bool is_synced;             /* its name is to be on disk, too */
    bool is_exchanged;          /* what it replaces is the temporary now */
    const char *lent;           /* output_lend */
    size_t lent_bytes;
};

/* The descriptor that this process was started with and that a path is another name of: by what the path says
 * (/dev/stdout, /dev/fd/3), or because it is the file that standard output or standard error goes to. Replacing that
 * file would lose what others have written, and are going to write, through the descriptor. -1 for all other paths. */
int output_descriptor_of(const char *path);

/* Writes to such a descriptor from its position on. input as below; gives a failure. */
int output_open_descriptor(struct output *output, int descriptor, const struct stat *input);

/* A file. A regular file is replaced at commit, keeping its mode and, as
 * far as the user may, its owner; where path is a link, the file it points to is. What exists and is no regular file is
 * written to directly. A new file has the mode of any new one. `input` is what was read, whose file is not to be
 * replaced; if `only_its_readers`, nobody may read the output who may not read that. Where others may write to the
 * directory, no link of theirs is followed, and what they have put there is not kept. */
int output_open(struct output *output, const char *path, const struct input *input, bool only_its_readers);

/* The file that was read, which is replaced by another text; it is to be a regular one. */
int output_open_again(struct output *output, const char *path, const struct input *input);

/* A new file of this mode, less umask, in an open directory that this run has locked; name has no slash. At commit it
 * takes the place of whatever has the name, a link included, which is not followed, except a directory. If `is_first`,
 * nothing has the name, and nobody looks. */
int output_create(struct output *output, int directory, const char *name, bool is_first, mode_t mode);

/* Memory that nobody is going to change any more before it is unmapped. A pipe may take what is written from there as
 * it is, without a copy, and its reader may come to it after the output is closed and this process gone. */
void output_lend(struct output *output, const char *memory, size_t bytes);

/* Writes all of the pieces, from where they are. */
int output_write(struct output *output, const struct charset_piece *pieces, size_t count);

/* Has what is written on disk, and after commit its name, too. To be called before close. */
int output_sync(struct output *output);

/* To be called before commit. A failure is a failure to write. */
int output_close(struct output *output);

/* Makes several outputs visible, one directly after the other, in order, and forgets them. When that fails, with
 * outputs[*failed], the names given so far are taken back: from new files always, from those that replace others where
 * the system can exchange two files. Then output_discard is owed. */
int output_commit(struct output *outputs, size_t count, size_t *failed);

/* Gives up an output in whatever state. */
void output_discard(struct output *output);

/* Opens standard descriptors that the process was started without, so that no document gets their number; using them
 * still fails. Gives a failure. */
int output_keep_standard_descriptors(void);

#endif
