/* text.c - from a text of Python to UTF-8, and back
 * SPDX-License-Identifier: MIT
 */
#include "module.h"

#include <string.h>

bool text_take(struct text *text, PyObject *given)
{
    Py_ssize_t size = 0;

    text->object = given;
    text->is_str = PyUnicode_Check(given);
    if (text->is_str) {
        text->bytes = PyUnicode_AsUTF8AndSize(given, &size);
    } else if (PyBytes_Check(given)) {
        text->bytes = PyBytes_AsString(given);
        size = PyBytes_Size(given);
    } else {
        text->bytes = NULL;
        PyErr_SetString(PyExc_TypeError, "a text is str or bytes");
    }
    text->size = (size_t)size;
    return text->bytes != NULL;
}

/* ---- Pieces of a str, which are copied several times faster than UTF-8 is decoded -------------------------------- */

static Py_ssize_t code_points(const char *text, size_t bytes)
{
    Py_ssize_t count = 0;

    for (size_t i = 0; i < bytes; i++)
        count += (text[i] & 0xC0) != 0x80;
    return count;
}

/* Up to where a text has been gone through, in both measures. */
struct reached {
    size_t byte;
    Py_ssize_t code_point;
};

/* Goes to the end of a segment; returns where it begins. What lies between segments is markers, so it is short. */
static Py_ssize_t go_on(struct reached *reached, const struct text *text, const struct paidmark_segment *segment)
{
    Py_ssize_t start = reached->code_point + code_points(text->bytes + reached->byte, segment->offset - reached->byte);

    reached->byte = segment->offset + segment->bytes;
    reached->code_point = start + (Py_ssize_t)segment->characters;
    /* The library does not count a byte order mark. */
    if (segment->offset == 0 && segment->bytes >= 3 && memcmp(segment->text, "\xEF\xBB\xBF", 3) == 0)
        reached->code_point++;
    return start;
}

/* The next segment of these parts, from *index on, which moves behind it. There is one. */
static PyObject *next_piece(const struct text *text, const struct paidmark_document *document, uint32_t parts,
                            size_t *index, struct reached *reached)
{
    const struct paidmark_segment *segment;
    Py_ssize_t start;

    do {
        segment = paidmark_segment_at(document, (*index)++);
        start = go_on(reached, text, segment);
    } while (!(segment->part & parts));
    return PyUnicode_Substring(text->object, start, reached->code_point);
}

static PyObject *join_pieces(const struct text *text, const struct paidmark_document *document, uint32_t parts)
{
    struct paidmark_counts counts = {.size = sizeof counts};
    struct reached reached = {0};
    size_t index = 0;
    PyObject *pieces, *nothing, *joined = NULL;

    paidmark_count(document, parts, &counts);
    if (counts.segments == 1)
        return next_piece(text, document, parts, &index, &reached);
    pieces = PyList_New((Py_ssize_t)counts.segments);
    for (size_t i = 0; pieces && i < counts.segments; i++) {
        PyObject *piece = next_piece(text, document, parts, &index, &reached);

        if (piece)
            PyList_SetItem(pieces, (Py_ssize_t)i, piece);
        else
            Py_CLEAR(pieces);
    }
    nothing = pieces ? PyUnicode_FromStringAndSize("", 0) : NULL;
    if (nothing)
        joined = PyUnicode_Join(nothing, pieces);
    Py_XDECREF(pieces);
    Py_XDECREF(nothing);
    return joined;
}

/* ---- Renderings -------------------------------------------------------------------------------------------------- */

/* What is written to bytes in the end, in the type of the text. */
static PyObject *in_type_of(const struct text *text, PyObject *bytes)
{
    PyObject *str;

    if (!bytes || !text->is_str)
        return bytes;
    str = PyUnicode_DecodeUTF8(PyBytes_AsString(bytes), PyBytes_Size(bytes), NULL);
    Py_DECREF(bytes);
    return str;
}

static PyObject *render_bytes(const struct paidmark_document *document, uint32_t parts,
                              const struct paidmark_render_options *options)
{
    PyObject *bytes;
    size_t needed;

    if (paidmark_render(document, parts, options, NULL, 0, &needed) == PAIDMARK_STATUS_BAD_ARGUMENT) {
        PyErr_SetString(PyExc_ValueError, "a placeholder has no lower-case word in braces but {characters}, {percent}, "
                                          "{region}, and {regions}");
        return NULL;
    }
    bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)needed);
    if (bytes)
        paidmark_render(document, parts, options, PyBytes_AsString(bytes), needed, &needed);
    return bytes;
}

PyObject *text_render(const struct text *text, const struct paidmark_document *document, uint32_t parts)
{
    struct paidmark_counts counts = {.size = sizeof counts};

    if (text->is_str)
        return join_pieces(text, document, parts);
    paidmark_count(document, parts, &counts);
    if (counts.bytes == text->size && PyBytes_CheckExact(text->object)) {
        Py_INCREF(text->object);
        return text->object;
    }
    return render_bytes(document, parts, NULL);
}

PyObject *text_preview(const struct text *text, const struct paidmark_document *document, PyObject *placeholder)
{
    struct paidmark_render_options options = {.size = sizeof options};
    struct text given;

    if (placeholder == Py_None)
        return text_render(text, document, PAIDMARK_PART_FREE);
    if (!text_take(&given, placeholder))
        return NULL;
    options.placeholder = given.bytes;
    options.placeholder_bytes = given.size;
    return in_type_of(text, render_bytes(document, PAIDMARK_PART_FREE, &options));
}

PyObject *text_excerpt(const struct text *text, const struct paidmark_document *document, size_t characters,
                       uint32_t flags)
{
    char small[1024]; /* holds most of them, so that the preview is gone through once */
    PyObject *bytes;
    size_t needed;

    if (paidmark_excerpt(document, characters, flags, small, sizeof small, &needed) == PAIDMARK_STATUS_OK)
        return in_type_of(text, PyBytes_FromStringAndSize(small, (Py_ssize_t)needed));
    bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)needed);
    if (bytes)
        paidmark_excerpt(document, characters, flags, PyBytes_AsString(bytes), needed, &needed);
    return in_type_of(text, bytes);
}

/* ---- Segments ---------------------------------------------------------------------------------------------------- */

static PyObject *segment_text(const struct text *text, const struct paidmark_segment *segment, Py_ssize_t start,
                              Py_ssize_t end)
{
    if (text->is_str)
        return PyUnicode_Substring(text->object, start, end);
    return PyBytes_FromStringAndSize(segment->text, (Py_ssize_t)segment->bytes);
}

/* Takes over the reference to `piece`, which may be NULL. */
static PyObject *make_segment(PyTypeObject *type, const struct paidmark_segment *segment, PyObject *piece)
{
    PyObject *made = piece ? PyStructSequence_New(type) : NULL;

    if (!made) {
        Py_XDECREF(piece);
        return NULL;
    }
    PyStructSequence_SetItem(made, 0, PyUnicode_FromString(segment->part == PAIDMARK_PART_PAID ? "paid" : "free"));
    PyStructSequence_SetItem(made, 1, PyLong_FromSize_t(segment->region));
    PyStructSequence_SetItem(made, 2, PyLong_FromSize_t(segment->offset));
    PyStructSequence_SetItem(made, 3, PyLong_FromSize_t(segment->characters));
    PyStructSequence_SetItem(made, 4, piece);
    if (PyErr_Occurred())
        Py_CLEAR(made);
    return made;
}

PyObject *text_segments(const struct text *text, const struct paidmark_document *document, PyTypeObject *type)
{
    struct paidmark_counts counts = {.size = sizeof counts};
    struct reached reached = {0};
    PyObject *segments;

    paidmark_count(document, PAIDMARK_PART_FREE | PAIDMARK_PART_PAID, &counts);
    segments = PyTuple_New((Py_ssize_t)counts.segments);
    for (size_t i = 0; segments && i < counts.segments; i++) {
        const struct paidmark_segment *segment = paidmark_segment_at(document, i);
        Py_ssize_t start = go_on(&reached, text, segment);
        PyObject *made = make_segment(type, segment, segment_text(text, segment, start, reached.code_point));

        if (made)
            PyTuple_SetItem(segments, (Py_ssize_t)i, made);
        else
            Py_CLEAR(segments);
    }
    return segments;
}
