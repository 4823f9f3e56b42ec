/* failure.c - the sentences of failures
 * SPDX-License-Identifier: MIT
 */
#include "failure.h"

#include <errno.h>
#include <string.h>

bool failure_is_full_disk(int failure)
{
    return failure == ENOSPC || failure == EDQUOT;
}

const char *failure_text(int failure)
{
    switch (failure) {
    case FAILURE_NONE:
        return "no failure";
    case FAILURE_CHANGED:
        return "changed while it was read; run it again when it is complete";
    case FAILURE_SAME_FILE:
        return "is the input itself; give the output another name";
    case FAILURE_NO_CHARSET:
        return "no conversion for this charset";
    case FAILURE_NOT_IN_CHARSET:
        return "has text that is not in the charset of the output";
    case FAILURE_INTERNAL:
        return "the library refused its options";
    case FAILURE_NOT_REGULAR:
        return "is not a regular file";
    case FAILURE_LINK:
        return "is a symbolic link, which is not followed";
    case FAILURE_IN_OUTPUT:
        return "is in the output directory";
    case FAILURE_CIRCLE:
        return "is a link to a directory above it";
    case FAILURE_BUSY:
        return "another paidmark split is writing there; wait for it";
    case FAILURE_IS_OUTPUT:
        return "is where standard output goes; give the output another name";
    case FAILURE_DANGLING:
        return "the link leads to nothing";
    case FAILURE_FILE_IN_WAY:
        return "is a file where a directory has to be; remove it";
    case FAILURE_WORD:
        return "is a Word document or a zip archive; save it as plain text in UTF-8";
    case FAILURE_RTF:
        return "is in Rich Text Format; save it as plain text in UTF-8";
    case FAILURE_PDF:
        return "is a PDF; save it as plain text in UTF-8";
    case FAILURE_BINARY:
        return "is a binary file; leave it out with --exclude";
    case FAILURE_NOT_TRUSTED:
        return "belongs to another user or can be changed by anybody; use --no-config to do without it";
    case FAILURE_OWN_SETTINGS:
        return "has a .paidmark of its own; run on it by itself, or use --no-config";
    case FAILURE_NO_STATE:
        return "was not written by paidmark; remove it";
    default:
        return strerror(failure);
    }
}

bool failure_is_binary(int failure)
{
    return failure <= FAILURE_WORD && failure >= FAILURE_BINARY;
}

enum exit_status worse_status(enum exit_status a, enum exit_status b)
{
    return a > b ? a : b;
}
