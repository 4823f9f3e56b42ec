/* failure.c - the sentences of failures
 * SPDX-License-Identifier: MIT
 */
#include "failure.h"

#include <errno.h>
#include <locale.h>
#include <string.h>

#include "language.h"

bool failure_is_full_disk(int failure)
{
    return failure == ENOSPC || failure == EDQUOT;
}

/* Static in every libc: nothing is allocated, and nothing has to be freed. */
static locale_t c_locale(void)
{
    return newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

/* NULL for what the system has the words for. */
static const char *own_text(int failure)
{
    switch (failure) {
    case FAILURE_NONE:
        return N_("no failure");
    case FAILURE_CHANGED:
        return N_("changed while it was read; run it again when it is complete");
    case FAILURE_SAME_FILE:
        return N_("is the input itself; give the output another name");
    case FAILURE_NO_CHARSET:
        return N_("no conversion for this charset");
    case FAILURE_NOT_IN_CHARSET:
        return N_("has text that is not in the charset of the output");
    case FAILURE_INTERNAL:
        return N_("the library refused its options");
    case FAILURE_NOT_REGULAR:
        return N_("is not a regular file");
    case FAILURE_LINK:
        return N_("is a symbolic link, which is not followed");
    case FAILURE_IN_OUTPUT:
        return N_("is in the output directory");
    case FAILURE_CIRCLE:
        return N_("is a link to a directory above it");
    case FAILURE_BUSY:
        return N_("another paidmark split is writing there; wait for it");
    case FAILURE_IS_OUTPUT:
        return N_("is where standard output goes; give the output another name");
    case FAILURE_DANGLING:
        return N_("the link leads to nothing");
    case FAILURE_FILE_IN_WAY:
        return N_("is a file where a directory has to be; remove it");
    case FAILURE_WORD:
        return N_("is a Word document or a zip archive; save it as plain text in UTF-8");
    case FAILURE_RTF:
        return N_("is in Rich Text Format; save it as plain text in UTF-8");
    case FAILURE_PDF:
        return N_("is a PDF; save it as plain text in UTF-8");
    case FAILURE_BINARY:
        return N_("is a binary file; leave it out with --exclude");
    case FAILURE_NOT_TRUSTED:
        return N_("belongs to another user or can be changed by anybody; use --no-config to do without it");
    case FAILURE_OWN_SETTINGS:
        return N_("has a .paidmark of its own; run on it by itself, or use --no-config");
    case FAILURE_OTHER_SETTINGS:
        return N_("leads to where other settings, or none, are the nearest; run on that by itself, or use --no-config");
    case FAILURE_NO_STATE:
        return N_("was not written by paidmark; remove it");
    case FAILURE_HELD_OUTPUTS:
        return N_("holds outputs of paidmark split, not sources, and is left out");
    case FAILURE_STRANGER:
        return N_(
            "would be in a directory that belongs to neither you, nor root, nor the owner of the source's; remove "
            "that or change its owner");
    case FAILURE_OTHER_OUTPUTS:
        return N_("would be among the outputs of other runs, in a directory with a state of its own; give another one");
    case FAILURE_MARKERS_GONE:
        return N_("had a paid part when it was split last, and has no marker now: all of it is free");
    case FAILURE_AMONG_PREVIEWS:
        return N_("would be among previews of paidmark split, and has paid text; give it another place");
    case FAILURE_UNMOUNTED:
        return N_("has none of the documents that were on a disk mounted there; their outputs stay");
    default:
        return NULL;
    }
}

const char *failure_text(int failure)
{
    const char *text = own_text(failure);

    return text != NULL ? text : strerror_l(failure, c_locale());
}

const char *failure_sentence(int failure)
{
    const char *text = own_text(failure);

    return text != NULL ? _(text) : strerror(failure);
}

bool failure_is_binary(int failure)
{
    return failure <= FAILURE_WORD && failure >= FAILURE_BINARY;
}

enum exit_status worse_status(enum exit_status a, enum exit_status b)
{
    return a > b ? a : b;
}
