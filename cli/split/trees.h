/* trees.h - the two trees of outputs
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_TREES_H
#define PAIDMARK_CLI_SPLIT_TREES_H

/* In the order in which the outputs of a document get their names: no preview points to a full version that is not
 * there. */
enum tree { TREE_FULL, TREE_PREVIEW, TREE_COUNT };

#endif
