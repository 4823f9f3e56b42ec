/* state_table.c - what the lines of the state say
 * SPDX-License-Identifier: MIT
 */
#include "split/state_table.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failure.h"

/* So many lines too much are no reason to write the file again. */
#define LINES_SPARED 1000

/* Of a line about outputs, with a short path. */
#define LINE_BYTES 128

/* ---- The table --------------------------------------------------------------------------------------------------- */

/* FNV-1a, which may go on from where it was. */
#define HASH_FIRST UINT64_C(0xcbf29ce484222325)

static uint64_t hash_on(uint64_t hash, const char *text)
{
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    return hash;
}

static bool is_path(const struct state_entry *entry, const char *folder, const char *name)
{
    size_t bytes = strlen(folder);

    return strncmp(entry->path, folder, bytes) == 0 && strcmp(entry->path + bytes, name) == 0;
}

/* The slot that a path has, or would have. */
static uint32_t *find_slot(const struct state *state, const char *folder, const char *name)
{
    size_t mask = state->slot_count - 1;
    uint64_t hash = hash_on(hash_on(HASH_FIRST, folder), name);
    size_t at = (size_t)(hash ^ hash >> 32) & mask;

    while (state->slots[at] != 0 && !is_path(&state->entries[state->slots[at] - 1], folder, name))
        at = (at + 1) & mask;
    return &state->slots[at];
}

struct state_entry *state_find(const struct state *state, const char *folder, const char *name)
{
    uint32_t number = state->count > 0 ? *find_slot(state, folder, name) : 0;

    return number > 0 ? &state->entries[number - 1] : NULL;
}

struct state_entry *state_find_behind(const struct state *state, struct state_entry *before, const char *folder,
                                      const char *name)
{
    if (before != NULL && before + 1 < state->entries + state->count && is_path(before + 1, folder, name))
        return before + 1;
    return state_find(state, folder, name);
}

static void enter_all(struct state *state)
{
    for (size_t i = 0; i < state->count; i++)
        *find_slot(state, "", state->entries[i].path) = (uint32_t)i + 1;
}

/* For what the file holds, by its size, so that few are entered again for each doubling. */
static size_t first_capacity(const struct state *state)
{
    size_t capacity = 1024;

    while (capacity < state->file.bytes / LINE_BYTES)
        capacity *= 2;
    return capacity;
}

/* At most half of the slots are taken. */
static bool make_room(struct state *state)
{
    size_t capacity = state->capacity > 0 ? 2 * state->capacity : first_capacity(state);
    struct state_entry *entries;
    uint32_t *slots;

    if (state->count < state->capacity)
        return true;
    if (capacity > UINT32_MAX / 2 || capacity > SIZE_MAX / sizeof *entries)
        return false;
    entries = realloc(state->entries, capacity * sizeof *entries);
    if (entries == NULL)
        return false;
    state->entries = entries;
    slots = calloc(2 * capacity, sizeof *slots);
    if (slots == NULL)
        return false;
    free(state->slots);
    state->slots = slots;
    state->slot_count = 2 * capacity;
    state->capacity = capacity;
    enter_all(state);
    return true;
}

static bool add_entry(struct state *state, const struct state_entry *entry)
{
    uint32_t *slot;

    state->lines++;
    if (!make_room(state))
        return false;
    slot = find_slot(state, "", entry->path);
    if (*slot == 0)
        *slot = (uint32_t)++state->count;
    state->entries[*slot - 1] = *entry;
    return true;
}

/* ---- Reading ----------------------------------------------------------------------------------------------------- */

/* Takes a number and the blank behind it from a line. */
static bool take_number(const char **line, uint32_t *number)
{
    char *end;
    unsigned long read = strtoul(*line, &end, 16);

    if (end == *line || *end != ' ' || read > UINT32_MAX)
        return false;
    *number = (uint32_t)read;
    *line = end + 1;
    return true;
}

/* Outputs are removed by it: it may not lead out of the trees. */
static bool is_below(const char *path)
{
    while (*path != '\0') {
        size_t bytes = strcspn(path, "/");

        if (bytes == 0 || (bytes == 1 && path[0] == '.') || (bytes == 2 && path[0] == '.' && path[1] == '.'))
            return false;
        if (path[bytes] == '\0')
            return true;
        path += bytes + 1;
    }
    return false;
}

/* Source, full version and preview. */
static bool skip_identity(const char **line)
{
    for (int i = 0; i < 1 + TREE_COUNT; i++) {
        const char *blank = strchr(*line, ' ');

        if (blank == NULL)
            return false;
        *line = blank + 1;
    }
    return true;
}

static bool read_entry(const struct state *state, char *line, struct state_entry *entry)
{
    const char *rest = line + 2;

    *entry = (struct state_entry){.kind = line[0]};
    if (entry->kind == STATE_WRITTEN && !take_number(&rest, &entry->recipe))
        return false;
    if ((entry->kind == STATE_WRITTEN || entry->kind == STATE_CLAIMED) && !take_number(&rest, &entry->root))
        return false;
    entry->identity = rest;
    if (entry->kind == STATE_WRITTEN && !skip_identity(&rest))
        return false;
    lines_unescape(line + (rest - line));
    entry->path = rest;
    if (entry->kind == STATE_WRITTEN && (entry->recipe == 0 || entry->recipe > state->recipe_count))
        return false;
    return is_below(rest) && entry->root <= state->root_count;
}

static int add_recipe(struct state *state, const char *recipe)
{
    char **recipes = realloc(state->recipes, (state->recipe_count + 1) * sizeof *recipes);

    if (recipes == NULL)
        return ENOMEM;
    state->recipes = recipes;
    recipes[state->recipe_count] = strdup(recipe);
    if (recipes[state->recipe_count] == NULL)
        return ENOMEM;
    state->recipe_count++;
    return FAILURE_NONE;
}

/* What stands behind a word at the beginning of a line; NULL for another line. */
static char *behind(char *line, const char *word)
{
    size_t bytes = strlen(word);

    if (strncmp(line, word, bytes) != 0)
        return NULL;
    lines_unescape(line + bytes);
    return line + bytes;
}

static bool read_place(struct state *state, const char *text)
{
    uint32_t root;

    if (!take_number(&text, &root) || root == 0 || root > state->root_count || strlen(text) >= STATE_PLACE_BYTES)
        return false;
    memcpy(state->roots[root - 1].place, text, strlen(text) + 1);
    return true;
}

static int give_up(struct state *state)
{
    state->finding = STATE_UNREADABLE;
    return FAILURE_NONE;
}

static int read_mount(struct state *state, const char *text)
{
    uint32_t root;

    if (take_number(&text, &root) && root > 0 && root <= state->root_count)
        return state_add_root(state, text, root);
    return give_up(state);
}

static int read_line(struct state *state, char *line)
{
    struct state_entry entry;
    char *text;

    if ((text = behind(line, STATE_RECIPE)) != NULL)
        return add_recipe(state, text);
    if ((text = behind(line, STATE_ROOT)) != NULL)
        return state_add_root(state, text, 0);
    if ((text = behind(line, STATE_MOUNT)) != NULL)
        return read_mount(state, text);
    if ((text = behind(line, STATE_PLACE)) != NULL)
        return read_place(state, text) ? FAILURE_NONE : give_up(state);
    if (line[0] == '\0' || strchr("=+?-", line[0]) == NULL || line[1] != ' ' || !read_entry(state, line, &entry))
        return give_up(state);
    return add_entry(state, &entry) ? FAILURE_NONE : ENOMEM;
}

/* Ends a line, and gives what follows it; NULL where it has no end. */
static char *end_line(char *line, const char *end)
{
    char *feed = memchr(line, '\n', (size_t)(end - line));

    if (feed == NULL)
        return NULL;
    *feed = '\0';
    return feed + 1;
}

static int read_lines(struct state *state, char *line, const char *end)
{
    int failure = FAILURE_NONE;
    char *next;

    while (failure == FAILURE_NONE && state->finding == STATE_GOOD && line < end &&
           (next = end_line(line, end)) != NULL) {
        failure = read_line(state, line);
        line = next;
    }
    return failure;
}

static enum state_finding read_head(struct state *state, const char *head)
{
    char *end;
    unsigned long version;

    if (strncmp(head, STATE_FORMAT, sizeof STATE_FORMAT - 1) != 0)
        return STATE_UNREADABLE;
    version = strtoul(head + sizeof STATE_FORMAT - 1, &end, 16);
    state->held = held_of_head(head);
    state->is_outdated = version < STATE_FORMAT_VERSION;
    if (version > STATE_FORMAT_VERSION)
        return STATE_TOO_NEW;
    if (version == 0 || (state->is_outdated ? *end != '\0' : state->held == HELD_NONE))
        return STATE_UNREADABLE;
    return STATE_GOOD;
}

void state_free(struct state *state)
{
    for (size_t i = 0; i < state->recipe_count; i++)
        free(state->recipes[i]);
    for (size_t i = 0; i < state->root_count; i++)
        free(state->roots[i].path);
    free(state->entries);
    free(state->slots);
    free(state->roots);
    free(state->recipes);
    state->entries = NULL;
    state->slots = NULL;
    state->roots = NULL;
    state->recipes = NULL;
    state->count = state->capacity = state->lines = state->slot_count = state->root_count = state->recipe_count = 0;
}

int state_read(struct state *state)
{
    char *text = state->file.data;
    const char *end = text + state->file.bytes;
    char *rest;
    int failure;

    if (state->file.bytes == 0)
        return FAILURE_NONE;
    rest = end_line(text, end);
    state->finding = rest != NULL ? read_head(state, text) : STATE_UNREADABLE;
    if (state->file.has_zero)
        state->finding = STATE_UNREADABLE;
    if (state->finding == STATE_GOOD && rest == end)
        state->finding = STATE_NONE;
    failure = rest != NULL ? read_lines(state, rest, end) : FAILURE_NONE;
    if (state->finding != STATE_GOOD)
        state_free(state);
    return failure;
}

static bool is_in_directory(const struct state *state, const char *path)
{
    struct stat file;

    return fstatat(state->directory, path, &file, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Of two trees that lie apart the state is in that of full versions. */
enum held state_guess_held(const struct state *state)
{
    size_t i = 0;

    while (i < state->count && state->entries[i].kind != STATE_WRITTEN)
        i++;
    if (i == state->count)
        return HELD_NONE;
    if (!state_may_have_output(&state->entries[i], TREE_FULL))
        return HELD_PREVIEWS;
    if (is_in_directory(state, state->entries[i].path))
        return HELD_FULL;
    return is_in_directory(state, "full") ? HELD_TREES : HELD_NONE;
}

bool state_is_wasteful(const struct state *state)
{
    size_t live = 0;

    for (size_t i = 0; i < state->count; i++)
        live += state->entries[i].kind != STATE_GONE;
    return state->lines > live + live / 2 + LINES_SPARED;
}

/* ---- What there is without a state ------------------------------------------------------------------------------- */

int state_learn(struct state *state, struct lines *lines)
{
    enum state_finding finding = state->finding;
    int failure = state_begin(state, lines);

    state->made = *lines;
    *lines = (struct lines){0};
    state->finding = STATE_GOOD; /* as these lines are */
    if (failure == FAILURE_NONE && state->made.bytes > 0)
        failure = read_lines(state, state->made.text, state->made.text + state->made.bytes);
    state->finding = finding;
    return failure;
}

/* ---- Recipes ----------------------------------------------------------------------------------------------------- */

static int append_recipe(struct state *state, const char *recipe)
{
    struct lines lines = {0};
    int failure;

    state_name(&lines, STATE_RECIPE, recipe);
    failure = state_append(state, &lines);
    lines_free(&lines);
    return failure;
}

int state_set_recipe(struct state *state, const char *recipe)
{
    size_t known = 0;
    int failure = FAILURE_NONE;

    while (known < state->recipe_count && strcmp(state->recipes[known], recipe) != 0)
        known++;
    state->recipe = (uint32_t)known + 1;
    if (known == state->recipe_count) {
        failure = append_recipe(state, recipe);
        if (failure == FAILURE_NONE)
            failure = add_recipe(state, recipe);
    }
    return failure;
}
