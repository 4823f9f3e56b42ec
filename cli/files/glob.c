/* glob.c - patterns for files and folders
 * SPDX-License-Identifier: MIT
 *
 * fnmatch knows no `**` and no braces. Braces are expanded when a pattern is added; a path is matched a component at a
 * time.
 */
#define _GNU_SOURCE /* FNM_LEADING_DIR, which musl and the BSDs have too */

#include "files/glob.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"

/* Braces behind braces multiply. */
#define ALTERNATIVES_MAX 1000

static const char no_memory[] = N_("needs more memory than there is");

/* ---- Adding ------------------------------------------------------------------------------------------------------ */

/* The components of a path, each with a zero behind it, and one more behind the last. NULL where there are none. */
static char *split_components(const char *path, size_t bytes)
{
    char *components = calloc(bytes + 2, 1);
    size_t used = 0;

    for (size_t at = 0; at < bytes && components != NULL;) {
        size_t length = strcspn(path + at, "/");

        if (length > 0 && (length > 1 || path[at] != '.')) {
            memcpy(components + used, path + at, length);
            used += length + 1;
        }
        at += length + 1;
    }
    if (used > 0)
        return components;
    free(components);
    return NULL;
}

static const char *add_alternative(struct globs *globs, const struct glob *kind, const char *text)
{
    struct glob *items = realloc(globs->items, (globs->count + 1) * sizeof *items);
    struct glob *glob;
    size_t bytes;

    if (items == NULL)
        return no_memory;
    globs->items = items;
    while (text[0] == '.' && text[1] == '/')
        text += 2;
    bytes = strlen(text);
    glob = &items[globs->count];
    *glob = (struct glob){.typed = kind->typed, .is_of_site = kind->is_of_site};
    glob->is_for_folders = bytes > 0 && text[bytes - 1] == '/';
    bytes -= glob->is_for_folders;
    glob->is_anchored = memchr(text, '/', bytes) != NULL;
    glob->components = split_components(text, bytes);
    if (glob->components == NULL)
        return N_("names nothing in a folder");
    atomic_init(&glob->matched, false);
    globs->count++;
    return NULL;
}

/* From an opening brace to behind its closing one; NULL without one. */
static const char *end_of_braces(const char *brace)
{
    size_t depth = 0;

    for (const char *at = brace; *at != '\0'; at++) {
        if (*at == '\\' && at[1] != '\0')
            at++;
        else if (*at == '{')
            depth++;
        else if (*at == '}' && --depth == 0)
            return at + 1;
    }
    return NULL;
}

static const char *first_brace(const char *text)
{
    for (; *text != '\0' && *text != '{'; text++) {
        if (*text == '\\' && text[1] != '\0')
            text++;
    }
    return *text != '\0' ? text : NULL;
}

/* Where an alternative ends, between braces that are closed: at its comma, or the closing brace of all. */
static const char *end_of_alternative(const char *at)
{
    for (size_t depth = 0; depth > 0 || (*at != ',' && *at != '}'); at++) {
        if (*at == '\\')
            at++;
        else if (*at == '{')
            depth++;
        else if (*at == '}')
            depth--;
    }
    return at;
}

static const char *expand(struct globs *globs, const struct glob *kind, const char *text);

/* With one alternative in the place of the braces. */
static const char *expand_alternative(struct globs *globs, const struct glob *kind, const char *text, const char *brace,
                                      const char *alternative, const char *end, const char *behind)
{
    size_t before_bytes = (size_t)(brace - text);
    size_t bytes = (size_t)(end - alternative);
    char *joined = malloc(before_bytes + bytes + strlen(behind) + 1);
    const char *complaint;

    if (joined == NULL)
        return no_memory;
    memcpy(joined, text, before_bytes);
    memcpy(joined + before_bytes, alternative, bytes);
    memcpy(joined + before_bytes + bytes, behind, strlen(behind) + 1);
    complaint = expand(globs, kind, joined);
    free(joined);
    return complaint;
}

static const char *expand(struct globs *globs, const struct glob *kind, const char *text)
{
    const char *brace = first_brace(text);
    const char *behind = brace != NULL ? end_of_braces(brace) : NULL;
    const char *complaint = NULL;

    if (brace == NULL)
        return globs->count < ALTERNATIVES_MAX ? add_alternative(globs, kind, text) : N_("has too many alternatives");
    if (behind == NULL)
        return N_("has a { without its }; \\{ stands for the sign itself");
    for (const char *at = brace; at + 1 < behind && complaint == NULL;) {
        const char *end = end_of_alternative(at + 1);

        complaint = expand_alternative(globs, kind, text, brace, at + 1, end, behind);
        at = end;
    }
    return complaint;
}

const char *globs_add(struct globs *globs, const char *typed, bool is_of_site)
{
    struct glob kind = {.typed = typed, .is_of_site = is_of_site};

    if (typed[0] == '!')
        return N_("patterns that take others back are not supported; \\! stands for the sign itself");
    return expand(globs, &kind, typed);
}

void globs_free(struct globs *globs)
{
    for (size_t i = 0; i < globs->count; i++)
        free(globs->items[i].components);
    free(globs->items);
}

/* ---- Matching ---------------------------------------------------------------------------------------------------- */

static const char *behind_slash(const char *path)
{
    const char *slash = strchr(path, '/');

    return slash != NULL ? slash + 1 : NULL;
}

static bool match_components(const char *components, const char *path)
{
    const char *next = components + strlen(components) + 1;
    bool is_last = *next == '\0';

    if (strcmp(components, "**") == 0) {
        for (; path != NULL && !is_last; path = behind_slash(path)) {
            if (match_components(next, path))
                return true;
        }
        return is_last;
    }
    if (is_last)
        return fnmatch(components, path, FNM_PATHNAME) == 0;
    if (fnmatch(components, path, FNM_PATHNAME | FNM_LEADING_DIR) != 0)
        return false;
    path = behind_slash(path);
    return path != NULL && match_components(next, path);
}

static bool matches(const struct glob *glob, const struct candidate *candidate)
{
    const char *path = glob->is_of_site ? candidate->site : candidate->relative;

    if (path == NULL || (glob->is_for_folders && !candidate->is_folder))
        return false;
    return glob->is_anchored ? match_components(glob->components, path)
                             : fnmatch(glob->components, candidate->name, 0) == 0;
}

bool globs_match(const struct globs *globs, const struct candidate *candidate)
{
    bool any = false;

    for (size_t i = 0; i < globs->count; i++) {
        struct glob *glob = &globs->items[i];

        if (matches(glob, candidate)) {
            any = true;
            atomic_store_explicit(&glob->matched, true, memory_order_relaxed);
        }
    }
    return any;
}

bool globs_are_of_site(const struct globs *globs)
{
    for (size_t i = 0; i < globs->count; i++) {
        if (globs->items[i].is_of_site)
            return true;
    }
    return false;
}

bool globs_alternative_is_idle(const struct globs *globs, size_t i)
{
    return !atomic_load_explicit(&globs->items[i].matched, memory_order_relaxed);
}

char *globs_alternative(const struct globs *globs, size_t i)
{
    const struct glob *glob = &globs->items[i];
    const char *component = glob->components;
    char *typed = NULL;
    size_t bytes;
    FILE *stream = open_memstream(&typed, &bytes);

    if (stream == NULL)
        return NULL;
    if (glob->is_anchored && component[strlen(component) + 1] == '\0')
        fputc('/', stream);
    while (*component != '\0') {
        const char *next = component + strlen(component) + 1;

        fprintf(stream, "%s%s", component, *next != '\0' || glob->is_for_folders ? "/" : "");
        component = next;
    }
    fclose(stream);
    return typed;
}

bool globs_is_idle(const struct globs *globs, size_t i)
{
    const char *typed = globs->items[i].typed;
    bool is_first = i == 0 || globs->items[i - 1].typed != typed;
    bool matched = false;

    for (; is_first && i < globs->count && globs->items[i].typed == typed; i++)
        matched = matched || atomic_load_explicit(&globs->items[i].matched, memory_order_relaxed);
    return is_first && !matched;
}
