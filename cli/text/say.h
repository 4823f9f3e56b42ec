/* say.h - whole sentences, so that they can be translated, with names in them that others gave
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_TEXT_SAY_H
#define PAIDMARK_CLI_TEXT_SAY_H

#include <stdio.h>

/* Prints "paidmark: ", what printf would make of the format, harmless as print_harmless has it, and a line ending. */
void say(FILE *stream, const char *format, ...) __attribute__((__format__(__printf__, 2, 3)));

/* The same without what is around the sentence. */
void print_sentence(FILE *stream, const char *format, ...) __attribute__((__format__(__printf__, 2, 3)));

#endif
