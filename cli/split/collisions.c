/* collisions.c - finds sources that would have the same output, in memory that does not grow with their number
 * SPDX-License-Identifier: MIT
 *
 * Below one operand no path is met twice. With several, each path below one claims a bit in a table of fixed size, by
 * its hash; a path whose bit is claimed already is a suspect, and only for suspects are the other operands looked at. A
 * million documents make some ten thousand suspects, nearly all of them innocent.
 *
 * A file and a directory of one path collide too; a directory counts once there is a document below it.
 */
#include "split/collisions.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/path.h"
#include "files/system.h"
#include "show/report.h"
#include "split/walk.h"
#include "text/safe_text.h"

#define TABLE_BITS      ((uint64_t)1 << 26) /* 8 MiB */
#define COLLISIONS_TOLD 10

enum claim { CLAIM_FILE, CLAIM_DIRECTORY };

struct search {
    const struct settings *settings;
    struct destination destination; /* none is opened */
    uint8_t *table;
    size_t operand; /* that is walked over */
    size_t collisions;
    bool failed; /* something could not be looked at, and a collision may have been missed */
};

/* What is not there, or may not be read, collides with nothing: the run itself will meet it and report it. */
static void note_failure(struct search *search, const char *path, int failure)
{
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

/* ---- The table -------------------------------------------------------------------------------------------------- */

/* FNV-1a. */
static uint64_t hash(enum claim claim, const char *first, const char *second)
{
    uint64_t value = 14695981039346656037u ^ (uint64_t)claim;

    for (const char *parts[] = {first, second}, **part = parts; part < parts + 2; part++) {
        for (const char *byte = *part; *byte != '\0'; byte++)
            value = (value ^ (unsigned char)*byte) * 1099511628211u;
    }
    return (value ^ value >> 32) % TABLE_BITS;
}

static bool is_claimed(const struct search *search, uint64_t bit)
{
    return search->table[bit / 8] >> bit % 8 & 1;
}

static void claim_bit(struct search *search, uint64_t bit)
{
    search->table[bit / 8] |= (uint8_t)(1u << bit % 8);
}

/* ---- Suspects --------------------------------------------------------------------------------------------------- */

/* Whether something is there that a walk would have met: it goes through no links unless they are followed. Opens one
 * directory after the other, as lstat would follow links on the way. */
static bool find_without_links(const char *top, char *relative, struct stat *file)
{
    int directory = open_directory(AT_FDCWD, top, 0);
    char *slash;
    bool found;

    while (directory >= 0 && (slash = strchr(relative, '/')) != NULL) {
        int below;

        *slash = '\0';
        below = open_directory(directory, relative, O_NOFOLLOW);
        close(directory);
        directory = below;
        relative = slash + 1;
    }
    if (directory < 0)
        return false;
    found = fstatat(directory, relative, file, AT_SYMLINK_NOFOLLOW) == 0;
    close(directory);
    return found;
}

static bool find_below(struct search *search, const char *top, const char *relative, struct stat *file)
{
    size_t bytes = strlen(top) + strlen(relative) + 2;
    char *path = malloc(bytes);
    bool found = false;

    if (path == NULL) {
        note_failure(search, top, ENOMEM);
        return false;
    }
    if (search->settings->follow) {
        snprintf(path, bytes, "%s/%s", top, relative);
        found = stat(path, file) == 0;
    } else {
        snprintf(path, bytes, "%s", relative);
        found = find_without_links(top, path, file);
    }
    if (!found)
        note_failure(search, top, errno);
    free(path);
    return found;
}

/* Whether an operand has what collides with a file (or a directory) of this relative path. */
static bool has_rival(struct search *search, const char *operand, enum claim claim, const char *relative)
{
    struct stat file;

    if (stat(operand, &file) != 0) {
        note_failure(search, operand, errno);
        return false;
    }
    if (S_ISREG(file.st_mode))
        return strcmp(path_name(operand), relative) == 0;
    if (!S_ISDIR(file.st_mode) || !find_below(search, operand, relative, &file))
        return false;
    return S_ISREG(file.st_mode) || (claim == CLAIM_FILE && S_ISDIR(file.st_mode));
}

/* Of the operand itself if that is a file. */
static void print_rival(const char *operand, const char *relative)
{
    size_t bytes = strlen(operand);
    struct stat file;

    print_name(stderr, operand);
    if (stat(operand, &file) != 0 || !S_ISDIR(file.st_mode))
        return;
    if (bytes > 0 && operand[bytes - 1] != '/')
        fputc('/', stderr);
    print_name(stderr, relative);
}

static void tell(struct search *search, const char *path, const char *operand, const char *relative)
{
    if (search->collisions++ >= COLLISIONS_TOLD)
        return;
    fputs("paidmark: ", stderr);
    print_name(stderr, path);
    fputs(": has the same output as ", stderr);
    print_rival(operand, relative);
    fputs("; nothing was written\n", stderr);
}

static void investigate(struct search *search, const char *path, enum claim claim, const char *relative)
{
    for (size_t i = 0; i < search->settings->operand_count; i++) {
        const char *operand = search->settings->operands[i];

        if (i != search->operand && has_rival(search, operand, claim, relative)) {
            tell(search, path, operand, relative);
            return;
        }
    }
}

/* ---- The walk --------------------------------------------------------------------------------------------------- */

/* A directory's path without the slash at its end. */
static char *trim(const char *path)
{
    char *trimmed = strdup(path);

    if (trimmed != NULL && *trimmed != '\0')
        trimmed[strlen(trimmed) - 1] = '\0';
    return trimmed;
}

static void claim_directories(struct search *search, struct folder *folder)
{
    for (; folder->parent != NULL && !folder->is_marked; folder = folder->parent) {
        char *relative = trim(folder->path + folder->relative);

        folder->is_marked = true;
        if (relative == NULL) {
            note_failure(search, folder->path, ENOMEM);
            continue;
        }
        if (is_claimed(search, hash(CLAIM_FILE, relative, "")))
            investigate(search, folder->path, CLAIM_DIRECTORY, relative);
        claim_bit(search, hash(CLAIM_DIRECTORY, relative, ""));
        free(relative);
    }
}

static void investigate_file(struct search *search, const struct folder *folder, const char *name, const char *target)
{
    size_t bytes = strlen(folder->path) + strlen(name) + 1;
    char *path = malloc(bytes);

    if (path == NULL) {
        note_failure(search, folder->path, ENOMEM);
        return;
    }
    snprintf(path, bytes, "%s%s", folder->path, name);
    investigate(search, path, CLAIM_FILE, folder->stream != NULL ? path + folder->relative : target);
    free(path);
}

static void claim_file(void *context, struct folder *folder, const char *name)
{
    const char *target = path_name(name);
    struct search *search = context;
    const char *above = folder->path + folder->relative;
    uint64_t bit = hash(CLAIM_FILE, above, target);

    if (is_claimed(search, bit) || is_claimed(search, hash(CLAIM_DIRECTORY, above, target)))
        investigate_file(search, folder, name, target);
    claim_bit(search, bit);
    claim_directories(search, folder);
}

static void note_walk_failure(void *context, const char *path, int failure)
{
    note_failure(context, path, failure);
}

static void search_all(struct search *search)
{
    struct split_walk walk = {.settings = search->settings,
                              .destination = &search->destination,
                              .document = claim_file,
                              .fail = note_walk_failure,
                              .context = search};

    for (search->operand = 0; search->operand < search->settings->operand_count; search->operand++)
        split_walk(&walk, search->settings->operands[search->operand]);
    if (search->collisions > COLLISIONS_TOLD)
        fprintf(stderr, "paidmark: and %zu more\n", search->collisions - COLLISIONS_TOLD);
}

bool split_has_collisions(const struct settings *settings)
{
    struct search search = {.settings = settings};

    if (settings->operand_count < 2)
        return false;
    search.table = calloc(TABLE_BITS / 8, 1);
    if (search.table == NULL) {
        report_failure("memory", ENOMEM);
        return true;
    }
    search_all(&search);
    free(search.table);
    return search.collisions > 0 || search.failed;
}
