/* state.h - what earlier runs have written, as a file in the output directory remembers it
 * SPDX-License-Identifier: MIT
 *
 * The file is lines of text. Its first says which version of this format it is in, and what the directory holds: trees
 * (full and preview), full or preview (the tree itself). In version 1 it did not say. A first line alone is no state,
 * but a lock, or what a run has just begun. Then come, in any order,
 *
 *     recipe TEXT                            the next recipe, by its number from 1: all that decides what is written
 *     root PATH                              the next directory that was split, by its number from 1
 *     mount ROOT PATH                        the next again: what is mounted below a root, which is one of its own
 *     place ROOT DIRECTORY                   what tells that directory from what else may be at its path
 *     = RECIPE ROOT SOURCE FULL PREVIEW PATH outputs were written
 *     + ROOT PATH                            outputs may have been written, and nobody vouches for what is in them
 *     ? PATH                                 there was something already when the file began
 *     - PATH                                 outputs are gone
 *
 * PATH is below the trees of outputs, and of two lines about one path the later counts. Lines are only ever added, so
 * that a run that is killed leaves what it has come to: a path is in the file before an output has its name, and is
 * vouched for after that. SOURCE, FULL and PREVIEW tell files apart from what they were before; what somebody has
 * replaced since, another run among them, is another file. FULL or PREVIEW is "-" where there is none, and begins with
 * "~" where it is of an earlier SOURCE, from a run that wrote only the other.
 *
 * Who writes to the outputs has the file locked.
 */
#ifndef PAIDMARK_CLI_SPLIT_STATE_H
#define PAIDMARK_CLI_SPLIT_STATE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "files/held_outputs.h"
#include "files/input.h"
#include "split/lines.h"
#include "split/trees.h"

enum state_kind { STATE_WRITTEN = '=', STATE_CLAIMED = '+', STATE_FOUND = '?', STATE_GONE = '-' };

#define STATE_EARLIER '~'

/* What is known of a path. */
struct state_entry {
    const char *path;
    const char *identity; /* of source and outputs; up to the blank before the path */
    uint32_t recipe;
    uint32_t root; /* 0: the document was an operand itself */
    char kind;
    atomic_bool is_met; /* this run has come to a source of it */
};

enum state_finding {
    STATE_NONE, /* there was no file, or one in which nothing is remembered */
    STATE_GOOD,
    STATE_UNREADABLE,
    STATE_TOO_NEW
};

#define STATE_PLACE_BYTES 80

struct state_root {
    char *path;                    /* of what is mounted: below the root that it is in */
    uint32_t within;               /* the number of that; 0: it was an operand */
    char place[STATE_PLACE_BYTES]; /* what tells the directory that had documents from others; empty: not known */
    char place_now[STATE_PLACE_BYTES];
    bool has_documents; /* in this run */
};

struct state {
    int directory; /* that the file is in */
    int descriptor;
    bool may_write;
    bool has_all_sources; /* no pattern hides one from this run, which has seen all */
    bool sync;            /* what is added goes to disk at once */
    bool is_locked;       /* false where the file system has no locks */
    pid_t owner;          /* after FAILURE_BUSY; 0: not known */
    enum state_finding finding;
    enum held held;   /* by its first line; to be set before state_tidy where that does not say */
    bool is_outdated; /* in an earlier version of the format */

    struct input file;
    struct lines made; /* lines that are not from the file */
    struct state_entry *entries;
    size_t count;
    size_t capacity;
    size_t lines;    /* about paths */
    uint32_t *slots; /* a hash table of entries by their path: numbers from 1 */
    size_t slot_count;
    struct state_root *roots;
    size_t root_count;
    char **recipes;
    size_t recipe_count;
    uint32_t recipe; /* of this run */

    pthread_mutex_t lock; /* of who adds lines */
    int failure;          /* the first to add some */
};

/* Opens, locks and reads the file in state->directory; makes it if state->may_write. All else is zero but for
 * descriptor, which is -1. Gives a failure; state_close is owed in any case. */
int state_open(struct state *state);
void state_close(struct state *state);

/* What a directory holds whose state is in a version that does not say so; HELD_NONE: anything. */
enum held state_guess_held(const struct state *state);

/* Before any lines are added: what the file has too much goes, all of it where it cannot be read. One of a newer
 * version stays as it is until state_learn begins it anew; one that is somebody else's is a failure. */
int state_tidy(struct state *state);

/* Begins a state with paths that are there without one, given as lines of state_mention. Takes the lines over. Gives a
 * failure, as do the next two. */
int state_learn(struct state *state, struct lines *lines);

/* The recipe of this run; a directory that is given to it, what is at its path, and the number of it. The same
 * directory has the same number under any name, and so has one that was renamed, where the file system tells when it
 * was made. */
int state_set_recipe(struct state *state, const char *recipe);
int state_give_root(struct state *state, const char *path, const struct stat *directory, uint32_t *number);

/* The same for what is mounted below a root of this run, and has documents: when it is not there, they are not gone. */
int state_give_mount(struct state *state, uint32_t root, const char *path, uint32_t *number);

/* Whether a root is what was mounted below one of this run, which has met no document of it. */
bool state_root_is_unmounted(const struct state *state, uint32_t number);

/* That a document was found there; 0 is for none. For any thread. Gives a failure. */
int state_root_has_documents(struct state *state, uint32_t number);

/* Whether this run has seen what is in a root: it has found documents; or nothing is left out, and it is the directory
 * that had some, and no other one, on which a disk may have been mounted then. Of what is mounted below a root only
 * documents tell it. */
bool state_root_is_seen(const struct state *state, uint32_t root);

/* Whether a path of a file, as path_absolute gives it, is that of an entry below its root. For any thread. */
bool state_is_source(struct state *state, const struct state_entry *entry, const char *path);

/* Of a path in two parts, which are joined without anything between them. NULL: nothing is known. */
struct state_entry *state_find(const struct state *state, const char *folder, const char *name);

/* The same, sooner found where it stands behind another entry (NULL: none), as in the state of an earlier run. */
struct state_entry *state_find_behind(const struct state *state, struct state_entry *before, const char *folder,
                                      const char *name);

/* What tells a source and its outputs from all others. Of an output that is not wanted, and is NULL, it is what is
 * known already; NULL: nothing. */
void state_identify(struct lines *lines, const struct stat *source, const struct stat *const written[TREE_COUNT],
                    const struct state_entry *known);

/* Whether outputs may have been written by paidmark, by what is known of them (NULL: nothing); else they are none of
 * its business. */
bool state_is_ours(const struct state_entry *entry);

/* Whether the state knows of one in a tree; and whether a file that is there may be it, and not what somebody has put
 * in its place. entry may be NULL. */
bool state_may_have_output(const struct state_entry *entry, size_t tree);
bool state_may_be_output(const struct state_entry *entry, size_t tree, const struct stat *file);

/* Whether the outputs that it vouches for, both of one source, differ in their size: there was a paid part. */
bool state_had_paid_part(const struct state_entry *entry);

/* Whether an entry vouches for outputs of this identity, made by this run's recipe. */
bool state_is_current(const struct state *state, const struct state_entry *entry, const struct lines *identity);

/* The lines about a path, which may be in two parts. state_move gives another root to what is written or claimed. */
void state_claim(struct lines *lines, uint32_t root, const char *folder, const char *name);
void state_vouch(struct lines *lines, uint32_t recipe, uint32_t root, const struct lines *identity, const char *folder,
                 const char *name);
void state_move(struct lines *lines, const struct state_entry *entry, uint32_t root);
void state_mention(struct lines *lines, const char *folder, const char *name);
void state_forget(struct lines *lines, const char *path);

/* Puts lines behind the others, and empties them. For any thread. Gives a failure. */
int state_append(struct state *state, struct lines *lines);

#endif
