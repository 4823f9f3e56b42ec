/* module.h - what the files of the extension module share
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_PYTHON_MODULE_H
#define PAIDMARK_PYTHON_MODULE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <paidmark.h>
#include <stdbool.h>

/* What each interpreter has of its own. */
struct types {
    PyTypeObject *options, *document, *problem, *segment, *split;
    PyObject *refused;
    struct paidmark_document *spare; /* of split, with the memory that it has; NULL while it is in use */
};

/* A text of Python in UTF-8, which lives as long as the object that it belongs to. */
struct text {
    PyObject *object;
    const char *bytes;
    size_t size;
    bool is_str; /* or else bytes */
};

/* text.c */
bool text_take(struct text *text, PyObject *given);
/* These parts, in the type of the text; NULL, when an exception was raised. The document is not refused. */
PyObject *text_render(const struct text *text, const struct paidmark_document *document, uint32_t parts);
PyObject *text_preview(const struct text *text, const struct paidmark_document *document, PyObject *placeholder);
PyObject *text_excerpt(const struct text *text, const struct paidmark_document *document, size_t characters,
                       uint32_t flags);
PyObject *text_segments(const struct text *text, const struct paidmark_document *document, PyTypeObject *type);

/* problem.c */
bool problem_add_types(PyObject *module, struct types *types);
PyObject *problem_list(const struct types *types, const struct paidmark_document *document, const struct text *text);
/* Raises what a status comes to that is neither _OK nor _SALVAGED. */
void problem_raise(const struct types *types, enum paidmark_status status, const struct paidmark_document *document,
                   const struct text *text);

/* options.c */
extern PyType_Spec options_spec;
/* NULL for None, as the library takes it for all defaults. Raises TypeError for what is no Options. */
bool options_take(const struct types *types, PyObject *given, const struct paidmark_options **options);

/* document.c */
extern PyType_Spec document_spec;
/* Without the interpreter's lock where that takes long. */
enum paidmark_status document_parse(struct paidmark_document *document, const struct text *text,
                                    const struct paidmark_options *options);

#endif
