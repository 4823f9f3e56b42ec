/* collisions.c - finds sources that would have the same output
 * SPDX-License-Identifier: MIT
 *
 * Below one operand no path is met twice, but paths that a file system takes for the same may be. With several, the
 * paths below all of them are collected and sorted, so that those that are the same stand together.
 *
 * A file and a directory of one path collide too; a directory counts once there is a document below it.
 */
#include "split/collisions.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unicase.h>
#include <uninorm.h>

#include "failure.h"
#include "files/leftovers.h"
#include "files/path.h"
#include "files/system.h"
#include "files/walk.h"
#include "language.h"
#include "show/report.h"
#include "text/say.h"

#define COLLISIONS_TOLD 10

/* A path in the output trees that a source needs. */
struct claim {
    char *path;      /* of the source */
    size_t relative; /* where in it that below the operand begins */
    char *folded;    /* that, where the file system folds names; else NULL */
    size_t operand;
    bool is_directory;
};

struct search {
    const char *const *operands;
    struct claim *claims;
    size_t count;
    size_t capacity;
    size_t operand; /* that is walked over */
    bool folds;
    bool failed; /* something could not be looked at, and a collision may have been missed */
};

/* What is not there, or may not be read, collides with nothing: the run itself will meet it and report it. */
static void note_failure(void *context, const char *path, int failure)
{
    struct search *search = context;

    switch (failure) {
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
    case EACCES:
        return;
    default:
        break;
    }
    if (failure > 0 && !search->failed) {
        search->failed = true;
        report_failure(path, failure);
    }
}

/* ---- Collecting -------------------------------------------------------------------------------------------------- */

static bool make_room(struct search *search)
{
    size_t capacity = search->capacity > 0 ? 2 * search->capacity : 64;
    struct claim *claims;

    if (search->count < search->capacity)
        return true;
    claims = realloc(search->claims, capacity * sizeof *claims);
    if (claims == NULL)
        return false;
    search->claims = claims;
    search->capacity = capacity;
    return true;
}

/* As far as file systems go in taking names for the same, in the mean; one that is no UTF-8 is only itself. */
static char *fold(const char *name)
{
    size_t bytes = 0;
    uint8_t *folded = u8_casefold((const uint8_t *)name, strlen(name) + 1, NULL, UNINORM_NFD, NULL, &bytes);

    return folded != NULL || errno == ENOMEM ? (char *)folded : strdup(name);
}

/* Takes over the path, which is NULL where there was no memory for it. */
static void add_claim(struct search *search, char *path, size_t relative, bool is_directory)
{
    char *folded = path != NULL && search->folds ? fold(path + relative) : NULL;

    if (path == NULL || (search->folds && folded == NULL) || !make_room(search)) {
        note_failure(search, "memory", ENOMEM);
        free(path);
        free(folded);
        return;
    }
    search->claims[search->count++] = (struct claim){path, relative, folded, search->operand, is_directory};
}

static void claim_directories(struct search *search, struct folder *folder)
{
    for (; folder->parent != NULL && folder->data == NULL; folder = folder->parent) {
        char *path = strdup(folder->path);

        folder->data = search; /* a mark */
        if (path != NULL)
            path[strlen(path) - 1] = '\0'; /* the slash */
        add_claim(search, path, folder->relative, true);
    }
}

static void claim_file(void *context, struct folder *folder, const char *name)
{
    char *path = path_join(folder->path, name);
    size_t relative = folder->relative + (size_t)(path_name(name) - name);

    add_claim(context, path, relative, false);
    claim_directories(context, folder);
}

/* ---- Comparing --------------------------------------------------------------------------------------------------- */

static const char *name_of(const struct claim *claim)
{
    return claim->folded != NULL ? claim->folded : claim->path + claim->relative;
}

static int compare_relative(const struct claim *a, const struct claim *b)
{
    return strcmp(name_of(a), name_of(b));
}

/* What is the same stands in the order of the operands. */
static int compare_claims(const void *a, const void *b)
{
    const struct claim *one = a;
    const struct claim *other = b;
    int order = compare_relative(one, other);

    return order != 0 ? order : (one->operand > other->operand) - (one->operand < other->operand);
}

static const char *slash_of(const struct claim *claim)
{
    return claim->is_directory ? "/" : "";
}

static bool is_same_source(const struct claim *claim, const struct claim *rival)
{
    struct stat file, other;

    return stat(claim->path, &file) == 0 && stat(rival->path, &other) == 0 && is_same_file(&file, &other);
}

static void tell(const struct search *search, const struct claim *claim, const struct claim *rival)
{
    if (is_same_source(claim, rival)) {
        say(stderr, _("%s and %s both have %s; give it once"), search->operands[rival->operand],
            search->operands[claim->operand], rival->path);
        return;
    }
    say(stderr,
        claim->folded != NULL ? _("%s%s: has the same output as %s%s, for the file system of the outputs takes their "
                                  "names for the same; rename one")
                              : _("%s%s: has the same output as %s%s; split the folder above them, or give each its "
                                  "own -d"),
        claim->path, slash_of(claim), rival->path, slash_of(rival));
}

/* Not as it is written, but for the file system of the outputs. */
static bool has_private_name(const struct claim *claim)
{
    return claim->folded != NULL && is_private_name(path_name(claim->folded));
}

/* Directories go together, so a directory's rival can only be a file. */
static size_t find_collisions(const struct search *search)
{
    const struct claim *first = NULL; /* of this relative path */
    const struct claim *file = NULL;
    size_t collisions = 0;

    for (size_t i = 0; i < search->count; i++) {
        const struct claim *claim = &search->claims[i];
        const struct claim *rival;

        if (has_private_name(claim) && collisions++ < COLLISIONS_TOLD)
            say(stderr, _("the source %s has a name that paidmark keeps for itself; give it another"), claim->path);
        if (first == NULL || compare_relative(first, claim) != 0) {
            first = claim;
            file = claim->is_directory ? NULL : claim;
            continue;
        }
        rival = claim->is_directory ? file : first;
        if (file == NULL && !claim->is_directory)
            file = claim;
        if (rival != NULL && collisions++ < COLLISIONS_TOLD)
            tell(search, claim, rival);
    }
    return collisions;
}

/* ---- The search -------------------------------------------------------------------------------------------------- */

static void collect(struct search *search, const struct settings *settings)
{
    struct walk walk = {.filter = &settings->filter,
                        .leaves_outputs = true,
                        .only_regular = true,
                        .document = claim_file,
                        .fail = note_failure,
                        .context = search};

    for (search->operand = 0; search->operand < settings->operand_count; search->operand++)
        walk_operand(&walk, settings->operands[search->operand]);
}

static void free_claims(struct search *search)
{
    for (size_t i = 0; i < search->count; i++) {
        free(search->claims[i].path);
        free(search->claims[i].folded);
    }
    free(search->claims);
}

bool split_has_collisions(const struct settings *settings, bool folds)
{
    struct search search = {.operands = settings->operands, .folds = folds};
    size_t collisions;

    if (settings->operand_count < 2 && !folds)
        return false;
    collect(&search, settings);
    if (search.count > 0)
        qsort(search.claims, search.count, sizeof *search.claims, compare_claims);
    collisions = find_collisions(&search);
    if (collisions > COLLISIONS_TOLD)
        say(stderr, _("and %zu more"), collisions - COLLISIONS_TOLD);
    free_claims(&search);
    return collisions > 0 || search.failed;
}
