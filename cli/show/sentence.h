/* sentence.h - what a problem is, in a sentence for people
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SHOW_SENTENCE_H
#define PAIDMARK_CLI_SHOW_SENTENCE_H

#include <stddef.h>

#include "document/load.h"

/* Has room for every sentence, two tokens in it. */
#define SENTENCE_BYTES 512

/* In English, for programs, or in the language of the user. */
enum words { WORDS_OF_PROGRAMS, WORDS_OF_USER };

/* The library's sentence, but with the token, the byte or the set that it is about. What comes of the document or of
 * the caller's tokens is in it as it is: for print_harmless and json_string. */
void problem_sentence(char sentence[SENTENCE_BYTES], enum words words, const struct loaded *loaded,
                      const struct paidmark_problem *problem);

/* Bytes of the marker of the set in use that is at an offset of the text; 1 if none is. */
size_t marker_bytes_at(const struct loaded *loaded, size_t offset);

#endif
