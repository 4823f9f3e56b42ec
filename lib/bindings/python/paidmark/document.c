/* document.c - paidmark.Document
 * SPDX-License-Identifier: MIT
 */
#include "module.h"

#define FULL (PAIDMARK_PART_FREE | PAIDMARK_PART_PAID)

/* A text that is larger than this is read without the interpreter's lock, which takes as long as reading some KB. */
#define LARGE ((size_t)1 << 16)

struct document {
    PyObject_HEAD struct paidmark_document *document;
    struct text text;  /* which the document points into */
    PyObject *options; /* whose marker set the problems point into */
    enum paidmark_status status;
};

enum paidmark_status document_parse(struct paidmark_document *document, const struct text *text,
                                    const struct paidmark_options *options)
{
    enum paidmark_status status;

    if (text->size <= LARGE)
        return paidmark_parse(document, text->bytes, text->size, options);
    Py_BEGIN_ALLOW_THREADS status = paidmark_parse(document, text->bytes, text->size, options);
    Py_END_ALLOW_THREADS return status;
}

static const struct types *types_of(PyObject *object)
{
    return PyType_GetModuleState(Py_TYPE(object));
}

/* ---- The constructor --------------------------------------------------------------------------------------------- */

static bool read_text(struct document *self, PyObject *text, PyObject *given)
{
    const struct types *types = types_of((PyObject *)self);
    const struct paidmark_options *options;
    struct text taken;

    if (!text_take(&taken, text) || !options_take(types, given, &options))
        return false;
    self->text = taken;
    Py_INCREF(text);
    self->options = given;
    Py_INCREF(given);
    self->document = paidmark_document_new(NULL);
    if (!self->document) {
        PyErr_NoMemory();
        return false;
    }
    self->status = document_parse(self->document, &self->text, options);
    if (self->status <= PAIDMARK_STATUS_REFUSED)
        return true;
    problem_raise(types, self->status, self->document, &self->text);
    return false;
}

static PyObject *make(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    struct document *self;
    PyObject *text, *options = Py_None;

    if (keywords && PyDict_Size(keywords) > 0) {
        PyErr_SetString(PyExc_TypeError, "Document() takes no keyword arguments");
        return NULL;
    }
    if (!PyArg_ParseTuple(arguments, "O|O:Document", &text, &options))
        return NULL;
    self = (struct document *)PyType_GenericAlloc(type, 0);
    if (self && !read_text(self, text, options))
        Py_CLEAR(self);
    return (PyObject *)self;
}

static void deallocate(PyObject *object)
{
    struct document *self = (struct document *)object;
    PyTypeObject *type = Py_TYPE(object);

    paidmark_document_free(self->document);
    Py_XDECREF(self->text.object);
    Py_XDECREF(self->options);
    PyObject_Free(object);
    Py_DECREF(type);
}

/* ---- Texts ------------------------------------------------------------------------------------------------------- */

/* The document of a method; or NULL, when it is refused and that has been raised. */
static struct document *readable(PyObject *object)
{
    struct document *self = (struct document *)object;

    if (self->status <= PAIDMARK_STATUS_SALVAGED)
        return self;
    problem_raise(types_of(object), self->status, self->document, &self->text);
    return NULL;
}

static PyObject *preview(PyObject *object, PyObject *arguments, PyObject *keywords)
{
    static char *names[] = {"placeholder", NULL};
    const struct document *self;
    PyObject *placeholder = Py_None;

    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "|O:preview", names, &placeholder))
        return NULL;
    self = readable(object);
    return self ? text_preview(&self->text, self->document, placeholder) : NULL;
}

static PyObject *full(PyObject *object, PyObject *nothing)
{
    const struct document *self = readable(object);

    (void)nothing;
    return self ? text_render(&self->text, self->document, FULL) : NULL;
}

static PyObject *rest(PyObject *object, PyObject *nothing)
{
    const struct document *self = readable(object);

    (void)nothing;
    return self ? text_render(&self->text, self->document, PAIDMARK_PART_PAID) : NULL;
}

static PyObject *excerpt(PyObject *object, PyObject *arguments, PyObject *keywords)
{
    static char *names[] = {"characters", "visible", NULL};
    const struct document *self;
    Py_ssize_t characters;
    int visible = 0;

    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "n|p:excerpt", names, &characters, &visible))
        return NULL;
    if (characters < 0) {
        PyErr_SetString(PyExc_ValueError, "characters is 0 or more");
        return NULL;
    }
    self = readable(object);
    return self ? text_excerpt(&self->text, self->document, (size_t)characters, visible ? PAIDMARK_EXCERPT_VISIBLE : 0)
                : NULL;
}

/* ---- Figures and lists ------------------------------------------------------------------------------------------- */

static size_t characters_of(const struct document *self, uint32_t parts)
{
    struct paidmark_counts counts = {.size = sizeof counts};

    paidmark_count(self->document, parts, &counts);
    return counts.characters;
}

/* Rounded, but to 0 or 100 only what is none or all. */
static long percent_of(uint64_t part, uint64_t whole)
{
    uint64_t percent;

    if (part == whole)
        return 100;
    percent = (part * 200 + whole) / (whole * 2);
    if (percent == 0 && part > 0)
        return 1;
    return percent == 100 ? 99 : (long)percent;
}

static PyObject *percent_free(PyObject *object, PyObject *nothing)
{
    const struct document *self = readable(object);

    (void)nothing;
    return self ? PyLong_FromLong(percent_of(characters_of(self, PAIDMARK_PART_FREE), characters_of(self, FULL)))
                : NULL;
}

static PyObject *segments(PyObject *object, PyObject *nothing)
{
    const struct document *self = readable(object);

    (void)nothing;
    return self ? text_segments(&self->text, self->document, types_of(object)->segment) : NULL;
}

static PyObject *refused(PyObject *object, void *nothing)
{
    (void)nothing;
    return PyBool_FromLong(((struct document *)object)->status > PAIDMARK_STATUS_SALVAGED);
}

static PyObject *problems(PyObject *object, void *nothing)
{
    const struct document *self = (struct document *)object;

    (void)nothing;
    return problem_list(types_of(object), self->document, &self->text);
}

/* ---- The type ---------------------------------------------------------------------------------------------------- */

static PyMethodDef methods[] = {
    {"preview", (PyCFunction)(void (*)(void))preview, METH_VARARGS | METH_KEYWORDS,
     "preview($self, placeholder=None)\n--\n\nWhat everybody may read. The placeholder stands for each paid region."},
    {"full", full, METH_NOARGS, "full($self)\n--\n\nAll of it, without the markers."},
    {"rest", rest, METH_NOARGS, "rest($self)\n--\n\nOnly what is paid."},
    {"excerpt", (PyCFunction)(void (*)(void))excerpt, METH_VARARGS | METH_KEYWORDS,
     "excerpt($self, characters, visible=False)\n--\n\n"
     "The beginning of the preview, at most this long; if visible, tags and comments do not count."},
    {"percent_free", percent_free, METH_NOARGS,
     "percent_free($self)\n--\n\nHow many of 100 characters are free; 0 and 100 are exact."},
    {"segments", segments, METH_NOARGS, "segments($self)\n--\n\nThe free and the paid stretches of the text."},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef properties[] = {
    {"refused", refused, NULL, "Whether the text has errors, so that nothing of it is handed out.", NULL},
    {"problems", problems, NULL, "What is wrong with the text.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_doc, (void *)"Document(text, options=None, /)\n--\n\nA text, read once. What hands out text or figures "
                        "raises Refused if the text is refused."},
    {Py_tp_new, (void *)make},
    {Py_tp_dealloc, (void *)deallocate},
    {Py_tp_methods, methods},
    {Py_tp_getset, properties},
    {0, NULL},
};

PyType_Spec document_spec = {
    .name = "paidmark.Document",
    .basicsize = sizeof(struct document),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
};
