/* sentence.h - what a problem is, in a sentence for people
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SHOW_SENTENCE_H
#define PAIDMARK_CLI_SHOW_SENTENCE_H

#include <stddef.h>

#include "document/load.h"

/* Has room for every sentence, two tokens in it. */
#define SENTENCE_BYTES 512

/* The code of input that is not in the charset of --from, as the library names its problems. */
#define ILL_FORMED_INPUT_NAME "invalid-input"

/* In English, for programs, or in the language of the user. */
enum words { WORDS_OF_PROGRAMS, WORDS_OF_USER };

/* The library's sentence, but with the token, the byte or the set that it is about. What comes of the document or of
 * the caller's tokens is in it as it is: for print_harmless and json_string. Problems that are NULL, here and below:
 * the input is ill-formed. */
void problem_sentence(char sentence[SENTENCE_BYTES], enum words words, const struct loaded *loaded,
                      const struct paidmark_problem *problem);

/* The code of a problem by its name. */
const char *problem_name(const struct paidmark_problem *problem);

/* What to try. False where nothing is known. */
bool problem_hint(char hint[SENTENCE_BYTES], enum words words, const struct loaded *loaded,
                  const struct paidmark_problem *problem);

/* Both, with a semicolon between them. */
void problem_sentence_and_hint(char text[2 * SENTENCE_BYTES], enum words words, const struct loaded *loaded,
                               const struct paidmark_problem *problem);

/* Of what follows from another problem: what has become of it. */
const char *consequence_sentence(enum words words, const struct paidmark_problem *problem);

/* Of the related place. */
const char *related_sentence(enum words words, const struct paidmark_problem *problem);

/* The named set of which a look-alike is an exact marker; NULL if it is none. */
const char *named_set_of(const struct loaded *loaded, const struct paidmark_problem *problem);

/* How long that place is. */
size_t related_bytes(const struct loaded *loaded, const struct paidmark_problem *problem);

#endif
