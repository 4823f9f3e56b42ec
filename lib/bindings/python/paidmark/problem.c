/* problem.c - paidmark.Problem, paidmark.Segment, and paidmark.Refused
 * SPDX-License-Identifier: MIT
 */
#include "module.h"

static PyStructSequence_Field problem_fields[] = {
    {"code", "such as unclosed-begin"},
    {"message", "a sentence"},
    {"severity", "error or warning"},
    {"offset", "in bytes of UTF-8"},
    {"bytes", "how long the place is"},
    {"line", "from 1"},
    {"column", "in characters, from 1"},
    {"suggestion", "the marker that was meant, or the marker set to ask for"},
    {"related_offset", "where the region of a nested begin marker was opened, or what is also free is free"},
    {NULL, NULL},
};

static PyStructSequence_Desc problem_desc = {"paidmark.Problem", "Something wrong in a text.", problem_fields, 9};

static PyStructSequence_Field segment_fields[] = {
    {"part", "free or paid"},   {"region", "1, 2, ... if paid; 0 if free"}, {"offset", "in bytes of UTF-8"},
    {"characters", "how many"}, {"text", "in the type of the whole text"},  {NULL, NULL},
};

static PyStructSequence_Desc segment_desc = {"paidmark.Segment", "A stretch of text that is free or paid throughout.",
                                             segment_fields, 5};

static PyObject *make_refused(void)
{
    PyObject *members = PyDict_New(), *none = PyTuple_New(0), *made = NULL;

    if (members && none && PyDict_SetItemString(members, "problems", none) == 0)
        made = PyErr_NewExceptionWithDoc("paidmark.Refused", "The text cannot be trusted: nothing of it is handed out.",
                                         PyExc_ValueError, members);
    Py_XDECREF(members);
    Py_XDECREF(none);
    return made;
}

bool problem_add_types(PyObject *module, struct types *types)
{
    types->problem = PyStructSequence_NewType(&problem_desc);
    types->segment = PyStructSequence_NewType(&segment_desc);
    types->refused = make_refused();
    return types->problem && types->segment && types->refused && PyModule_AddType(module, types->problem) == 0 &&
           PyModule_AddType(module, types->segment) == 0 &&
           PyModule_AddObjectRef(module, "Refused", types->refused) == 0;
}

/* ---- Lists ------------------------------------------------------------------------------------------------------- */

static PyObject *none(void)
{
    Py_INCREF(Py_None);
    return Py_None;
}

static PyObject *make_problem(PyTypeObject *type, const struct paidmark_problem *problem,
                              const struct paidmark_position *place)
{
    PyObject *made = PyStructSequence_New(type);
    const char *severity = problem->severity == PAIDMARK_SEVERITY_ERROR ? "error" : "warning";

    if (!made)
        return NULL;
    PyStructSequence_SetItem(made, 0, PyUnicode_FromString(paidmark_problem_name(problem->code)));
    PyStructSequence_SetItem(made, 1, PyUnicode_FromString(paidmark_problem_text(problem->code)));
    PyStructSequence_SetItem(made, 2, PyUnicode_FromString(severity));
    PyStructSequence_SetItem(made, 3, PyLong_FromSize_t(problem->offset));
    PyStructSequence_SetItem(made, 4, PyLong_FromSize_t(problem->bytes));
    PyStructSequence_SetItem(made, 5, PyLong_FromSize_t(place->line));
    PyStructSequence_SetItem(made, 6, PyLong_FromSize_t(place->column));
    PyStructSequence_SetItem(
        made, 7,
        problem->suggestion ? PyUnicode_FromStringAndSize(problem->suggestion, (Py_ssize_t)problem->suggestion_bytes)
                            : none());
    PyStructSequence_SetItem(
        made, 8, problem->related_offset == PAIDMARK_NO_OFFSET ? none() : PyLong_FromSize_t(problem->related_offset));
    if (PyErr_Occurred())
        Py_CLEAR(made);
    return made;
}

PyObject *problem_list(const struct types *types, const struct paidmark_document *document, const struct text *text)
{
    struct paidmark_counts counts = {.size = sizeof counts};
    struct paidmark_position place = {0};
    PyObject *list;

    paidmark_count(document, PAIDMARK_PART_FREE, &counts);
    list = PyTuple_New((Py_ssize_t)counts.problems);
    for (size_t i = 0; list && i < counts.problems; i++) {
        const struct paidmark_problem *problem = paidmark_problem_at(document, i);
        PyObject *made;

        paidmark_locate(text->bytes, text->size, problem->offset, &place);
        made = make_problem(types->problem, problem, &place);
        if (made)
            PyTuple_SetItem(list, (Py_ssize_t)i, made);
        else
            Py_CLEAR(list);
    }
    return list;
}

/* Names and places only: whoever shows it to everybody gives nothing of the text away. */
static PyObject *refusal(const struct paidmark_document *document, const struct text *text)
{
    const struct paidmark_problem *first = paidmark_problem_at(document, 0);
    struct paidmark_position place = {0};

    if (!first)
        return PyUnicode_FromString("the text is refused");
    paidmark_locate(text->bytes, text->size, first->offset, &place);
    return PyUnicode_FromFormat("the text is refused: %s at %zu:%zu", paidmark_problem_name(first->code), place.line,
                                place.column);
}

static void raise_refused(const struct types *types, const struct paidmark_document *document, const struct text *text)
{
    PyObject *message = refusal(document, text), *problems = problem_list(types, document, text), *exception = NULL;

    if (message && problems)
        exception = PyObject_CallFunctionObjArgs(types->refused, message, NULL);
    if (exception && PyObject_SetAttrString(exception, "problems", problems) == 0)
        PyErr_SetObject(types->refused, exception);
    Py_XDECREF(exception);
    Py_XDECREF(problems);
    Py_XDECREF(message);
}

void problem_raise(const struct types *types, enum paidmark_status status, const struct paidmark_document *document,
                   const struct text *text)
{
    if (status == PAIDMARK_STATUS_REFUSED)
        raise_refused(types, document, text);
    else if (status == PAIDMARK_STATUS_NO_MEMORY)
        PyErr_NoMemory();
    else
        PyErr_SetString(PyExc_SystemError, paidmark_status_text(status));
}
