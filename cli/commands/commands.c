/* commands.c - the table of commands
 * SPDX-License-Identifier: MIT
 */
#include "commands/commands.h"

#include <string.h>

#include "arguments/spelling.h"
#include "language.h"

static const struct command table[] = {
    {"preview", COMMAND_PREVIEW, 1, "[FILE]", N_("the free text: what everybody may read"),
     N_("Writes the free text of FILE (standard input without one, or for -).\n"
        "Nothing is written unless the whole document has been read and found sound.\n"),
     run_preview},
    {"full", COMMAND_FULL, 1, "[FILE]", N_("the whole text without its markers"),
     N_("Writes the whole text of FILE (standard input without one, or for -) without\n"
        "its markers. Nothing is written unless the whole document has been read and\n"
        "found sound.\n"),
     run_full},
    {"rest", COMMAND_REST, 1, "[FILE]", N_("only the paid text"),
     N_("Writes the paid text of FILE (standard input without one, or for -): what the\n"
        "full version has and the preview has not. Nothing is written unless the whole\n"
        "document has been read and found sound.\n"),
     run_rest},
    {"split", COMMAND_SPLIT, SIZE_MAX, "PATH... -d DIR", N_("both versions of every document in whole trees"),
     N_("Writes the free text of every document in PATH to DIR/preview and its whole text\n"
        "to DIR/full. PATH is a file, whose outputs have its name, or a directory, whose\n"
        "documents have outputs of their paths below it; hidden files and symbolic links\n"
        "in it are left out. DIR is made if it is not there, but no folder above it.\n"
        "\n"
        "An output appears under its name only when it and its counterpart are complete,\n"
        "the full version first. A document that is refused or cannot be read or written\n"
        "stops no other and leaves its old outputs as they are; only where the system\n"
        "cannot exchange two files may a preview that it keeps from its name leave a new\n"
        "full version. One run at a time writes to a DIR; it removes what a run that was\n"
        "killed has left there. Nobody can read a full version who cannot read its\n"
        "source; a preview is a file as any other.\n"),
     run_split},
    {"check", COMMAND_CHECK, SIZE_MAX, "[PATH...]", N_("what is wrong with documents, and where"),
     N_("Reads every PATH (a file, a directory with all that is in it except hidden\n"
        "files and symbolic links, or - for standard input) and shows each problem at\n"
        "its place in the line. The status is 1 when a document has an error.\n"
        "\n"
        "What is shown is text of the document, free and paid alike: where others can\n"
        "read the output, say --no-source. On a build server, where CI is set and the\n"
        "output is no terminal, it is said already.\n"),
     run_check},
    {"info", COMMAND_INFO, SIZE_MAX, "[PATH...]", N_("how much of documents is free, and where the paid parts lie"),
     N_("Prints a line for every document in PATH (a file, a directory with all that is\n"
        "in it except hidden files and symbolic links, or - for standard input): its\n"
        "characters, how many of them are free, its paid regions, and a bar from its\n"
        "beginning to its end, solid where the text is paid.\n"),
     run_info},
    {"records", COMMAND_RECORDS, 1, "[FILE]", N_("JSON Lines in, JSON Lines out: a document in each record"),
     N_("Reads FILE (standard input without one, or for -), which has an object of JSON\n"
        "on each line, takes a member of it for a document, and writes the object with a\n"
        "member added: the preview, and what check --json tells. One line is written for\n"
        "each that is read, in their order; what is not touched comes out byte for byte.\n"
        "\n"
        "A record that is refused has no preview, and tells its problems. For a line that\n"
        "is no such record the member added tells its number and what is wrong. Neither\n"
        "ends the run: the status is 1 or 2 in the end.\n"),
     run_records},
};

#define TABLE_COUNT (sizeof table / sizeof table[0])

const struct command *command_table(size_t *count)
{
    *count = TABLE_COUNT;
    return table;
}

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (strcmp(name, table[i].name) == 0)
            return &table[i];
    }
    return NULL;
}

const struct command *command_nearest(const char *name)
{
    const struct command *nearest = NULL;
    size_t least = SPELLING_DISTANCE_MAX + 1;

    for (size_t i = 0; i < TABLE_COUNT; i++) {
        size_t distance = spelling_distance(name, table[i].name);

        if (distance < least) {
            least = distance;
            nearest = &table[i];
        }
    }
    return nearest;
}
