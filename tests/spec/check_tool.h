/* check_tool.h - does the command-line tool do what an example says?
 * SPDX-License-Identifier: MIT
 */
#ifndef SPEC_CHECK_TOOL_H
#define SPEC_CHECK_TOOL_H

#include "report.h"

/* The tool, and the files that stand for its three streams, used for one run after the other. */
struct tool {
    const char *path;
    FILE *streams[3];
};

bool tool_open(struct tool *tool, const char *path);
void tool_close(struct tool *tool);

/* Examples that no command line can express are passed over: a token with U+0000 in it, a divider of one's own. */
void check_tool(struct report *report, struct tool *tool);

#endif
