/* options.c - paidmark.Options
 * SPDX-License-Identifier: MIT
 */
#include "module.h"

#include <stdlib.h>
#include <string.h>

struct options {
    PyObject_HEAD struct paidmark_options options;
    struct paidmark_marker_set *markers;
};

bool options_take(const struct types *types, PyObject *given, const struct paidmark_options **options)
{
    *options = NULL;
    if (given == Py_None)
        return true;
    if (!Py_IS_TYPE(given, types->options)) {
        PyErr_SetString(PyExc_TypeError, "options are paidmark.Options or None");
        return false;
    }
    *options = &((struct options *)given)->options;
    return true;
}

/* ---- Pairs ------------------------------------------------------------------------------------------------------- */

struct pairs {
    struct paidmark_marker_pair *list;
    const struct paidmark_marker_pair **pointers;
    size_t count;
};

static void pairs_free(struct pairs *pairs)
{
    for (size_t i = 0; i < pairs->count; i++) {
        free((void *)pairs->list[i].begin);
        free((void *)pairs->list[i].end);
    }
    free(pairs->list);
    free(pairs->pointers);
}

static bool pairs_allocate(struct pairs *pairs, size_t most)
{
    pairs->list = calloc(most + 1, sizeof *pairs->list);
    pairs->pointers = calloc(most + 1, sizeof *pairs->pointers);
    if (pairs->list && pairs->pointers)
        return true;
    PyErr_NoMemory();
    return false;
}

/* A copy of a str without U+0000, which is in no text that is accepted. */
static char *c_string(PyObject *token)
{
    Py_ssize_t size = 0;
    const char *typed = PyUnicode_Check(token) ? PyUnicode_AsUTF8AndSize(token, &size) : NULL;
    char *copy = typed && strlen(typed) == (size_t)size ? strdup(typed) : NULL;

    if (!copy && !PyErr_Occurred())
        PyErr_SetString(typed ? PyExc_ValueError : PyExc_TypeError, "a marker is str without U+0000");
    return copy;
}

/* Copies a token without the notation of its tail, a blank and three dots, as the tool has it, and sets *tail. Where
 * nothing is before them, the tail is one that the library does not allow. */
static char *copy_token(PyObject *token, size_t *bytes, size_t *tail)
{
    static const char *const notations[] = {" \u2026", " ..."};
    char *copy = c_string(token);

    if (!copy)
        return NULL;
    for (size_t i = 0; i < sizeof notations / sizeof *notations; i++) {
        char *found = strstr(copy, notations[i]);

        if (found) {
            *tail = found > copy ? (size_t)(found - copy) : SIZE_MAX;
            memmove(found, found + strlen(notations[i]), strlen(found + strlen(notations[i])) + 1);
            break;
        }
    }
    *bytes = strlen(copy);
    return copy;
}

/* Without an end it is a divider. */
static bool add_pair(struct pairs *pairs, PyObject *begin, PyObject *end)
{
    struct paidmark_marker_pair *pair = &pairs->list[pairs->count];

    pairs->pointers[pairs->count++] = pair;
    pair->begin = copy_token(begin, &pair->begin_bytes, &pair->begin_tail);
    if (pair->begin && end)
        pair->end = copy_token(end, &pair->end_bytes, &pair->end_tail);
    return pair->begin && (pair->end || !end);
}

/* Both are tuples. */
static bool add_all(struct pairs *pairs, PyObject *own, PyObject *dividers)
{
    for (Py_ssize_t i = 0; i < PyTuple_Size(own); i++) {
        PyObject *pair = PyTuple_GetItem(own, i);

        if (!PyTuple_Check(pair) || PyTuple_Size(pair) != 2) {
            PyErr_SetString(PyExc_TypeError, "pairs are tuples of two str");
            return false;
        }
        if (!add_pair(pairs, PyTuple_GetItem(pair, 0), PyTuple_GetItem(pair, 1)))
            return false;
    }
    for (Py_ssize_t i = 0; i < PyTuple_Size(dividers); i++) {
        if (!add_pair(pairs, PyTuple_GetItem(dividers, i), NULL))
            return false;
    }
    return true;
}

/* ---- The constructor --------------------------------------------------------------------------------------------- */

static bool make_markers(struct options *self, const char *names, const struct pairs *pairs)
{
    enum paidmark_status status = paidmark_marker_set_new(&self->markers, names, pairs->pointers, pairs->count, NULL);

    self->options.markers = self->markers;
    if (status == PAIDMARK_STATUS_BAD_ARGUMENT)
        PyErr_SetString(PyExc_ValueError,
                        "an unknown marker set, or a marker that is empty, too long, of more than one line, or there "
                        "twice");
    else if (status != PAIDMARK_STATUS_OK)
        PyErr_NoMemory();
    return status == PAIDMARK_STATUS_OK;
}

static bool take_tuples(struct options *self, const char *names, PyObject *own, PyObject *dividers)
{
    struct pairs pairs = {0};
    size_t most = (size_t)PyTuple_Size(own) + (size_t)PyTuple_Size(dividers);
    bool good = (!names && most == 0) ||
                (pairs_allocate(&pairs, most) && add_all(&pairs, own, dividers) && make_markers(self, names, &pairs));

    pairs_free(&pairs);
    return good;
}

/* A str is a sequence of str, and would be a list of dividers of one letter. */
static PyObject *tuple_of(PyObject *sequence)
{
    if (!sequence)
        return PyTuple_New(0);
    if (PyUnicode_Check(sequence)) {
        PyErr_SetString(PyExc_TypeError, "pairs and dividers are sequences, not str");
        return NULL;
    }
    return PySequence_Tuple(sequence);
}

static bool take_markers(struct options *self, const char *names, PyObject *own, PyObject *dividers)
{
    PyObject *own_tuple = tuple_of(own), *divider_tuple = own_tuple ? tuple_of(dividers) : NULL;
    bool good = divider_tuple && take_tuples(self, names, own_tuple, divider_tuple);

    Py_XDECREF(own_tuple);
    Py_XDECREF(divider_tuple);
    return good;
}

static bool take_unmarked(struct paidmark_options *options, const char *unmarked)
{
    if (strcmp(unmarked, "free") == 0)
        options->unmarked = PAIDMARK_UNMARKED_FREE;
    else if (strcmp(unmarked, "paid") == 0)
        options->unmarked = PAIDMARK_UNMARKED_PAID;
    else if (strcmp(unmarked, "error") == 0)
        options->unmarked = PAIDMARK_UNMARKED_ERROR;
    else
        PyErr_SetString(PyExc_ValueError, "unmarked is 'free', 'paid', or 'error'");
    return !PyErr_Occurred();
}

static bool take_arguments(struct options *self, PyObject *arguments, PyObject *keywords)
{
    static char *names[] = {"markers", "pairs",      "dividers",  "unmarked",     "salvage",
                            "exact",   "lookalikes", "also_free", "max_problems", NULL};
    const char *markers = NULL, *unmarked = "free";
    PyObject *own = NULL, *dividers = NULL;
    int salvage = 0, exact = 0, lookalikes = 1, also_free = 0;
    Py_ssize_t max_problems = 100;

    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "|z$OOsppppn:Options", names, &markers, &own, &dividers,
                                     &unmarked, &salvage, &exact, &lookalikes, &also_free, &max_problems))
        return false;
    if (max_problems < 1) {
        PyErr_SetString(PyExc_ValueError, "max_problems is 1 or more");
        return false;
    }
    self->options.size = sizeof self->options;
    self->options.max_problems = (size_t)max_problems;
    self->options.flags = (salvage ? PAIDMARK_OPTION_SALVAGE : 0) | (exact ? PAIDMARK_OPTION_EXACT : 0) |
                          (lookalikes ? 0 : PAIDMARK_OPTION_NO_LOOKALIKES) |
                          (also_free ? PAIDMARK_OPTION_ALSO_FREE : 0);
    return take_unmarked(&self->options, unmarked) && take_markers(self, markers, own, dividers);
}

static PyObject *make(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    struct options *self = (struct options *)PyType_GenericAlloc(type, 0);

    if (self && !take_arguments(self, arguments, keywords))
        Py_CLEAR(self);
    return (PyObject *)self;
}

static void deallocate(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);

    paidmark_marker_set_free(((struct options *)object)->markers);
    PyObject_Free(object);
    Py_DECREF(type);
}

static PyType_Slot slots[] = {
    {Py_tp_doc, (void *)"Options(markers=None, *, pairs=(), dividers=(), unmarked='free', salvage=False, exact=False, "
                        "lookalikes=True, also_free=False, max_problems=100)\n--\n\nHow texts are read."},
    {Py_tp_new, (void *)make},
    {Py_tp_dealloc, (void *)deallocate},
    {0, NULL},
};

PyType_Spec options_spec = {
    .name = "paidmark.Options",
    .basicsize = sizeof(struct options),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
};
