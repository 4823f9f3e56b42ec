/* damage.h - tokens as input methods, editors, converters and tired authors leave them
 * SPDX-License-Identifier: MIT
 */
#ifndef DAMAGE_H
#define DAMAGE_H

#include "texts.h"

/* The most bytes that become of a token. */
#define DAMAGED_BYTES_MAX 2048

/* Writes a token with random damage, and returns its size. */
size_t damage_token(struct random_source *source, const char *token, size_t token_bytes, char *out);

/* A random thing that may stand between two letters. */
const char *random_between(struct random_source *source);

#endif
