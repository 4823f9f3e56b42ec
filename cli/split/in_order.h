/* in_order.h - what workers say comes in the order of the documents, whoever is done first
 * SPDX-License-Identifier: MIT
 *
 * A turn is the right to speak about a number of documents. The thread whose turn it is writes straight to stdout and
 * stderr; what others say is kept until it is their turn, and they wait when that becomes much.
 */
#ifndef PAIDMARK_CLI_SPLIT_IN_ORDER_H
#define PAIDMARK_CLI_SPLIT_IN_ORDER_H

#include <stdio.h>

struct turn;

/* The next turn; to be called by one thread. NULL without memory, which means out of turn: at once. */
struct turn *in_order_take(void);

/* A message of a kind (alike.h) to stderr, or a result to stdout. What is written to the stream between begin and end
 * stays together. NULL where nothing is to be written, or without memory; then no end is owed. */
FILE *in_order_begin_message(struct turn *turn, int kind);
FILE *in_order_begin_result(struct turn *turn);
void in_order_end(struct turn *turn);

/* The turn is over, and gone. */
void in_order_finish(struct turn *turn);

/* When all turns are over: tells how many messages were left out. Gives ENOMEM where something could not be kept. */
int in_order_close(void);

#endif
