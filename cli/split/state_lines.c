/* state_lines.c - writes the lines of the state
 * SPDX-License-Identifier: MIT
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "split/state_table.h"

/* ---- Lines about a path ------------------------------------------------------------------------------------------ */

static void add_path(struct lines *lines, const char *folder, const char *name)
{
    lines_add_escaped(lines, folder);
    lines_add_escaped(lines, name);
    lines_add(lines, "\n");
}

void state_claim(struct lines *lines, uint32_t root, const char *folder, const char *name)
{
    lines_add(lines, "+ ");
    lines_add_number(lines, root, ' ');
    add_path(lines, folder, name);
}

void state_vouch(struct lines *lines, uint32_t recipe, uint32_t root, const struct lines *identity, const char *folder,
                 const char *name)
{
    lines_add(lines, "= ");
    lines_add_number(lines, recipe, ' ');
    lines_add_number(lines, root, ' ');
    lines_add_bytes(lines, identity->text, identity->bytes);
    lines->has_failed = lines->has_failed || identity->has_failed;
    add_path(lines, folder, name);
}

void state_forget(struct lines *lines, const char *path)
{
    lines_add(lines, "- ");
    add_path(lines, "", path);
}

void state_mention(struct lines *lines, const char *folder, const char *name)
{
    lines_add(lines, "? ");
    add_path(lines, folder, name);
}

void state_name(struct lines *lines, const char *word, const char *text)
{
    lines_add(lines, word);
    lines_add_escaped(lines, text);
    lines_add(lines, "\n");
}

void state_name_root(struct lines *lines, const struct state_root *root)
{
    if (root->within == 0) {
        state_name(lines, STATE_ROOT, root->path);
        return;
    }
    lines_add(lines, STATE_MOUNT);
    lines_add_number(lines, root->within, ' ');
    state_name(lines, "", root->path);
}

void state_place(struct lines *lines, uint32_t root, const char *place)
{
    if (*place == '\0')
        return;
    lines_add(lines, STATE_PLACE);
    lines_add_number(lines, root, ' ');
    lines_add(lines, place);
    lines_add(lines, "\n");
}

/* ---- Identities -------------------------------------------------------------------------------------------------- */

static void add_time(struct lines *lines, const struct timespec *time)
{
    lines_add_number(lines, (uint64_t)time->tv_sec, '.');
    lines_add_number(lines, (uint64_t)time->tv_nsec, '.');
}

/* The time at which the inode changed is no sign of an output, since it changes when the output gets its name. */
static void add_output(struct lines *lines, const struct stat *output)
{
    lines_add_number(lines, (uint64_t)output->st_size, '.');
    add_time(lines, &output->st_mtim);
    lines_add_number(lines, (uint64_t)output->st_ino, ' ');
}

/* What tells the output in a tree from all others, with a blank behind it; "-" stands for none. NULL for an entry that
 * vouches for nothing. */
static const char *output_of(const struct state_entry *entry, size_t tree)
{
    const char *at = entry->identity;

    if (entry->kind != STATE_WRITTEN)
        return NULL;
    for (size_t i = 0; i <= tree; i++)
        at += strcspn(at, " ") + 1;
    return at;
}

/* What is known of an output that this run does not write stays known, as one of a source of before. */
static void add_earlier(struct lines *lines, const struct state_entry *known, size_t tree)
{
    const char *identity = known != NULL ? output_of(known, tree) : NULL;

    if (!state_may_have_output(known, tree)) {
        lines_add(lines, "- ");
        return;
    }
    if (identity == NULL || *identity != STATE_EARLIER)
        lines_add_bytes(lines, (const char[]){STATE_EARLIER}, 1);
    if (identity != NULL)
        lines_add_bytes(lines, identity, strcspn(identity, " "));
    lines_add(lines, " ");
}

void state_identify(struct lines *lines, const struct stat *source, const struct stat *const written[TREE_COUNT],
                    const struct state_entry *known)
{
    lines_add_number(lines, (uint64_t)source->st_size, '.');
    add_time(lines, &source->st_mtim);
    add_time(lines, &source->st_ctim);
    lines_add_number(lines, (uint64_t)source->st_ino, ' ');
    for (size_t i = 0; i < TREE_COUNT; i++) {
        if (written[i] != NULL)
            add_output(lines, written[i]);
        else
            add_earlier(lines, known, i);
    }
}

bool state_is_ours(const struct state_entry *entry)
{
    return entry != NULL && (entry->kind == STATE_WRITTEN || entry->kind == STATE_CLAIMED);
}

bool state_may_have_output(const struct state_entry *entry, size_t tree)
{
    const char *identity = entry != NULL ? output_of(entry, tree) : NULL;

    if (identity != NULL)
        return *identity != '-';
    return entry != NULL && entry->kind == STATE_CLAIMED;
}

bool state_had_paid_part(const struct state_entry *entry)
{
    const char *full = output_of(entry, TREE_FULL);
    const char *preview = full != NULL ? output_of(entry, TREE_PREVIEW) : NULL;

    if (preview == NULL || !isxdigit((unsigned char)*full) || !isxdigit((unsigned char)*preview))
        return false; /* of an earlier source, or none */
    return strtoull(full, NULL, 16) != strtoull(preview, NULL, 16);
}

/* As add_output writes it, in memory that cannot be short. */
static bool is_output(const char *identity, const struct stat *file)
{
    char text[sizeof "ffffffffffffffff" * 4 + 1];
    int bytes = snprintf(text, sizeof text, "%" PRIx64 ".%" PRIx64 ".%" PRIx64 ".%" PRIx64 " ", (uint64_t)file->st_size,
                         (uint64_t)file->st_mtim.tv_sec, (uint64_t)file->st_mtim.tv_nsec, (uint64_t)file->st_ino);

    identity += *identity == STATE_EARLIER;
    return *identity == ' ' || (bytes > 0 && strncmp(identity, text, (size_t)bytes) == 0);
}

bool state_may_be_output(const struct state_entry *entry, size_t tree, const struct stat *file)
{
    const char *identity = entry != NULL ? output_of(entry, tree) : NULL;

    return identity != NULL ? is_output(identity, file) : state_is_ours(entry);
}

/* What an output is that this run does not write does not matter. */
static bool is_same_identity(const char *known, const char *identity)
{
    for (size_t i = 0; i < 1 + TREE_COUNT; i++) {
        size_t bytes = strcspn(identity, " ") + 1;

        if (*identity != '-' && strncmp(known, identity, bytes) != 0)
            return false;
        known += strcspn(known, " ") + 1;
        identity += bytes;
    }
    return true;
}

bool state_is_current(const struct state *state, const struct state_entry *entry, const struct lines *identity)
{
    return entry->kind == STATE_WRITTEN && entry->recipe == state->recipe && !identity->has_failed &&
           is_same_identity(entry->identity, identity->text);
}

/* ---- The whole file ---------------------------------------------------------------------------------------------- */

void state_write_head(const struct state *state, struct lines *lines)
{
    lines_add(lines, STATE_FORMAT);
    lines_add_number(lines, STATE_FORMAT_VERSION, ' ');
    lines_add(lines, held_word(state->held));
    lines_add(lines, "\n");
}

void state_move(struct lines *lines, const struct state_entry *entry, uint32_t root)
{
    struct lines identity = {.text = (char *)(uintptr_t)entry->identity};

    if (entry->kind != STATE_WRITTEN) {
        state_claim(lines, root, "", entry->path);
        return;
    }
    identity.bytes = (size_t)(entry->path - entry->identity);
    state_vouch(lines, entry->recipe, root, &identity, "", entry->path);
}

static void add_entry(struct lines *lines, const struct state_entry *entry)
{
    switch (entry->kind) {
    case STATE_WRITTEN:
    case STATE_CLAIMED:
        state_move(lines, entry, entry->root);
        break;
    case STATE_FOUND:
        state_mention(lines, "", entry->path);
        break;
    default:
        break;
    }
}

void state_write_all(const struct state *state, struct lines *lines)
{
    state_write_head(state, lines);
    for (size_t i = 0; i < state->recipe_count; i++)
        state_name(lines, STATE_RECIPE, state->recipes[i]);
    for (size_t i = 0; i < state->root_count; i++)
        state_name_root(lines, &state->roots[i]);
    for (size_t i = 0; i < state->root_count; i++)
        state_place(lines, (uint32_t)i + 1, state->roots[i].place);
    for (size_t i = 0; i < state->count; i++)
        add_entry(lines, &state->entries[i]);
}
