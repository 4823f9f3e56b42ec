/* one_document.h - reads a document and has it split or refused
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_ONE_DOCUMENT_H
#define PAIDMARK_CLI_SPLIT_ONE_DOCUMENT_H

#include <stddef.h>

#include "split/splitter.h"

/* Splits documents, SPLIT_DOCUMENTS_MAX at the most, named relative to their folder, which outputs_prepare has made
 * ready; counts and reports what became of them. */
void split_documents(struct splitter *splitter, struct folder *folder, const char *const *names, size_t count);

#endif
