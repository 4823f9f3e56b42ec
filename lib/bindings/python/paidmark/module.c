/* module.c - the extension module paidmark._paidmark, and the split in one call
 * SPDX-License-Identifier: MIT
 */
#include "module.h"

static PyStructSequence_Field split_fields[] = {
    {"preview", "what everybody may read"},
    {"full", "all of it, without the markers"},
    {"rest", "only what is paid"},
    {NULL, NULL},
};

static PyStructSequence_Desc split_desc = {"paidmark.Split", "What a text is split into.", split_fields, 3};

static PyObject *split_of(const struct types *types, const struct paidmark_document *document, const struct text *text)
{
    static const uint32_t parts[] = {PAIDMARK_PART_FREE, PAIDMARK_PART_FREE | PAIDMARK_PART_PAID, PAIDMARK_PART_PAID};
    PyObject *split = PyStructSequence_New(types->split);

    for (Py_ssize_t i = 0; split && i < 3; i++) {
        PyObject *rendering = text_render(text, document, parts[i]);

        if (rendering)
            PyStructSequence_SetItem(split, i, rendering);
        else
            Py_CLEAR(split);
    }
    return split;
}

/* The spare one; or a new one where that is in use: by a thread that reads a large text, or further up this stack. */
static struct paidmark_document *take_document(struct types *types)
{
    struct paidmark_document *document = types->spare;

    types->spare = NULL;
    return document ? document : paidmark_document_new(NULL);
}

static void give_back(struct types *types, struct paidmark_document *document)
{
    paidmark_document_free(types->spare);
    types->spare = document;
}

static PyObject *split_text(struct types *types, const struct text *text, const struct paidmark_options *options)
{
    struct paidmark_document *document = take_document(types);
    enum paidmark_status status;
    PyObject *split = NULL;

    if (!document)
        return PyErr_NoMemory();
    status = document_parse(document, text, options);
    if (status == PAIDMARK_STATUS_OK || status == PAIDMARK_STATUS_SALVAGED)
        split = split_of(types, document, text);
    else
        problem_raise(types, status, document, text);
    give_back(types, document);
    return split;
}

static PyObject *split(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    struct types *types = PyModule_GetState(module);
    const struct paidmark_options *options;
    struct text text;

    if (count < 1 || count > 2) {
        PyErr_Format(PyExc_TypeError, "split() takes 1 or 2 arguments (%zd given)", count);
        return NULL;
    }
    if (!text_take(&text, arguments[0]) || !options_take(types, count > 1 ? arguments[1] : Py_None, &options))
        return NULL;
    return split_text(types, &text, options);
}

static PyMethodDef functions[] = {
    {"split", (PyCFunction)(void (*)(void))split, METH_FASTCALL,
     "split(text, options=None, /)\n--\n\nThe preview, the full version, and the rest of a text."},
    {NULL, NULL, 0, NULL},
};

/* ---- The module -------------------------------------------------------------------------------------------------- */

static PyTypeObject *add_type(PyObject *module, PyType_Spec *spec)
{
    PyTypeObject *type = (PyTypeObject *)PyType_FromModuleAndSpec(module, spec, NULL);

    if (type && PyModule_AddType(module, type) < 0)
        Py_CLEAR(type);
    return type;
}

static int execute(PyObject *module)
{
    struct types *types = PyModule_GetState(module);

    types->options = add_type(module, &options_spec);
    types->document = add_type(module, &document_spec);
    types->split = PyStructSequence_NewType(&split_desc);
    if (!types->options || !types->document || !types->split || PyModule_AddType(module, types->split) < 0)
        return -1;
    return problem_add_types(module, types) ? 0 : -1;
}

static int traverse(PyObject *module, visitproc visit, void *arg)
{
    const struct types *types = PyModule_GetState(module);

    Py_VISIT(types->options);
    Py_VISIT(types->document);
    Py_VISIT(types->problem);
    Py_VISIT(types->segment);
    Py_VISIT(types->split);
    Py_VISIT(types->refused);
    return 0;
}

static int clear(PyObject *module)
{
    struct types *types = PyModule_GetState(module);

    Py_CLEAR(types->options);
    Py_CLEAR(types->document);
    Py_CLEAR(types->problem);
    Py_CLEAR(types->segment);
    Py_CLEAR(types->split);
    Py_CLEAR(types->refused);
    return 0;
}

static void free_module(void *module)
{
    struct types *types = PyModule_GetState(module);

    clear(module);
    paidmark_document_free(types->spare);
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, (void *)execute}, {0, NULL}};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "paidmark._paidmark",
    .m_size = sizeof(struct types),
    .m_methods = functions,
    .m_slots = slots,
    .m_traverse = traverse,
    .m_clear = clear,
    .m_free = free_module,
};

PyMODINIT_FUNC PyInit__paidmark(void);

PyMODINIT_FUNC PyInit__paidmark(void)
{
    return PyModuleDef_Init(&definition);
}
