/* php_paidmark.h - what the files of the extension share
 * SPDX-License-Identifier: MIT
 */
#ifndef PHP_PAIDMARK_H
#define PHP_PAIDMARK_H

#include "php.h"
#include <paidmark.h>

/* Each thread has its own. Marker sets take a thousand times longer to make than an article takes to read, and requests
 * end: so they are kept, by what they were made of. */
ZEND_BEGIN_MODULE_GLOBALS(paidmark)
struct paidmark_document *document; /* of the functions; between calls nobody asks it for anything */
HashTable marker_sets;
ZEND_END_MODULE_GLOBALS(paidmark)

ZEND_EXTERN_MODULE_GLOBALS(paidmark)
#define PAIDMARK_G(member) ZEND_MODULE_GLOBALS_ACCESSOR(paidmark, member)
#if defined(ZTS) && defined(COMPILE_DL_PAIDMARK)
ZEND_TSRMLS_CACHE_EXTERN()
#endif

/* Set while the module starts, and never again. */
struct paidmark_classes {
    zend_class_entry *options, *document, *segment, *problem, *refused;
};
extern struct paidmark_classes paidmark_classes;

/* options.c */
void paidmark_options_startup(void);
void paidmark_marker_sets_init(HashTable *sets);
/* NULL for a NULL object, as the library takes it for all defaults. */
const struct paidmark_options *paidmark_options_of(zend_object *object);

/* document.c */
void paidmark_document_startup(void);
/* A text made of the document that was parsed from `text`; or NULL, when an exception was thrown. */
zend_string *paidmark_render_string(const struct paidmark_document *document, zend_string *text, uint32_t parts,
                                    zend_string *placeholder);

/* problem.c */
void paidmark_list_problems(zval *list, const struct paidmark_document *document, zend_string *text);
/* Throws what this status comes to. It is not PAIDMARK_STATUS_OK. */
void paidmark_throw(enum paidmark_status status, const struct paidmark_document *document, zend_string *text);

#endif
