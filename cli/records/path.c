/* path.c - reads the name of a member, or a JSON Pointer
 * SPDX-License-Identifier: MIT
 */
#include "records/path.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "text/utf8.h"

/* A whole number without a sign or a zero ahead of it. */
static void read_index(struct step *step)
{
    step->is_index = step->bytes > 0 && (step->bytes == 1 || step->name[0] != '0');
    for (size_t i = 0; i < step->bytes && step->is_index; i++) {
        size_t digit = (size_t)(step->name[i] - '0');

        step->is_index = digit <= 9 && step->index <= (SIZE_MAX - digit) / 10;
        step->index = 10 * step->index + digit;
    }
}

/* Copies what stands before the next slash, ~0 and ~1 decoded. Gives where the copy ends, or NULL for another tilde. */
static char *copy_step(char *copy, const char *text, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        char letter = text[i];

        if (letter == '~') {
            i++;
            if (i == bytes || (text[i] != '0' && text[i] != '1'))
                return NULL;
            letter = text[i] == '0' ? '~' : '/';
        }
        *copy++ = letter;
    }
    return copy;
}

static bool read_steps(struct record_path *path, const char *pointer)
{
    char *copy = path->names;

    while (*pointer == '/') {
        struct step *step = &path->steps[path->count++];
        size_t bytes = strcspn(++pointer, "/");

        step->name = copy;
        copy = copy_step(copy, pointer, bytes);
        if (copy == NULL)
            return false;
        step->bytes = (size_t)(copy - step->name);
        read_index(step);
        pointer += bytes;
    }
    return true;
}

const char *record_path_read(struct record_path *path, const char *text)
{
    size_t bytes = strlen(text);

    *path = (struct record_path){.steps = calloc(bytes + 1, sizeof *path->steps), .names = malloc(bytes + 1)};
    if (path->steps == NULL || path->names == NULL)
        return N_("needs more memory than there is");
    if (!utf8_is_well_formed(text, bytes))
        return N_("is not UTF-8");
    if (*text == '/')
        return read_steps(path, text) ? NULL : N_("is no JSON Pointer: ~ is written ~0, and / in a name ~1");
    memcpy(path->names, text, bytes);
    path->steps[path->count++] = (struct step){.name = path->names, .bytes = bytes};
    return NULL;
}

void record_path_free(struct record_path *path)
{
    free(path->steps);
    free(path->names);
}
