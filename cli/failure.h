/* failure.h - why something could not be done, and what the process says about it when it ends
 * SPDX-License-Identifier: MIT
 *
 * A function that can fail returns an int: 0 when all went well, an errno value when the system refused, or one of the
 * negative numbers below. Numbers instead of sentences, so that a worker thread can hand them on and a caller can tell
 * EPIPE from the rest.
 */
#ifndef PAIDMARK_CLI_FAILURE_H
#define PAIDMARK_CLI_FAILURE_H

#include <stdbool.h>

enum failure {
    FAILURE_NONE = 0,
    FAILURE_CHANGED = -1,        /* a file grew, shrank or was written to while it was read */
    FAILURE_SAME_FILE = -2,      /* the output is the input */
    FAILURE_NO_CHARSET = -3,     /* a charset that cannot be converted */
    FAILURE_NOT_IN_CHARSET = -4, /* text that the charset of the output does not have */
    FAILURE_INTERNAL = -5,       /* the library did not accept what the options allow */
    FAILURE_NOT_REGULAR = -6,    /* neither a regular file nor a directory */
    FAILURE_LINK = -7,           /* a symbolic link where links are not followed */
    FAILURE_IN_OUTPUT = -8,      /* a source that is an output */
    FAILURE_CIRCLE = -9,         /* a link to a directory above itself */
    FAILURE_BUSY = -10,          /* another run has locked it */
    FAILURE_IS_OUTPUT = -11,     /* the input is what standard output goes to */
    FAILURE_DANGLING = -12,      /* a link to something that is not there */
    FAILURE_FILE_IN_WAY = -13,   /* no directory, and outputs have to be below it */
    FAILURE_WORD = -14,          /* what was read is no text, but ... */
    FAILURE_RTF = -15,
    FAILURE_PDF = -16,
    FAILURE_BINARY = -17,         /* ... anything else */
    FAILURE_NOT_TRUSTED = -18,    /* settings that others can change */
    FAILURE_OWN_SETTINGS = -19,   /* a folder that the settings of another are not for */
    FAILURE_NO_STATE = -20,       /* another file where the state of the outputs has to be */
    FAILURE_OTHER_SETTINGS = -21, /* a link to where the settings of another folder are the nearest */
    FAILURE_HELD_OUTPUTS = -22,   /* a tree of outputs where sources are looked for, which is left out */
    FAILURE_STRANGER = -23,       /* a directory of full versions whose owner perhaps may not enter the source's */
    FAILURE_UNMOUNTED = -24,      /* a directory of sources without those that were mounted there */
    FAILURE_OTHER_OUTPUTS = -25,  /* a directory in a tree of outputs that is another one */
    FAILURE_MARKERS_GONE = -26,   /* only told: a document without markers that had some when it was split before */
    FAILURE_AMONG_PREVIEWS = -27  /* paid text that would be in a tree of previews */
};

/* A limit of the disk, which every other file will meet too. */
bool failure_is_full_disk(int failure);

/* A sentence without a full stop, static or good until the next call in the same thread: in English, for programs, and
 * in the language of the user. */
const char *failure_text(int failure);
const char *failure_sentence(int failure);

/* FAILURE_WORD to FAILURE_BINARY. */
bool failure_is_binary(int failure);

/* Larger is worse: what several documents come to is the maximum. */
enum exit_status {
    EXIT_STATUS_GOOD = 0,
    EXIT_STATUS_REFUSED = 1, /* the text is at fault */
    EXIT_STATUS_FAILED = 2   /* the work could not be done: usage, reading, writing, memory */
};

enum exit_status worse_status(enum exit_status a, enum exit_status b);

#endif
