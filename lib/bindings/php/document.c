/* document.c - Paidmark\Document and Paidmark\Segment
 * SPDX-License-Identifier: MIT
 */
#include "php_paidmark.h"

#define FULL (PAIDMARK_PART_FREE | PAIDMARK_PART_PAID)

struct document_object {
    struct paidmark_document *document;
    zend_string *text;    /* which the document points into */
    zend_object *options; /* whose marker set the problems point into */
    enum paidmark_status status;
    zend_object std;
};

static zend_object_handlers handlers;

static struct document_object *document_object(zend_object *object)
{
    return (struct document_object *)((char *)object - XtOffsetOf(struct document_object, std));
}

static zend_object *create(zend_class_entry *class)
{
    struct document_object *made = zend_object_alloc(sizeof *made, class);

    made->status = PAIDMARK_STATUS_REFUSED;
    zend_object_std_init(&made->std, class);
    object_properties_init(&made->std, class);
    made->std.handlers = &handlers;
    return &made->std;
}

static void free_object(zend_object *object)
{
    struct document_object *document = document_object(object);

    paidmark_document_free(document->document);
    if (document->text)
        zend_string_release(document->text);
    if (document->options)
        OBJ_RELEASE(document->options);
    zend_object_std_dtor(object);
}

void paidmark_document_startup(void)
{
    paidmark_classes.document->create_object = create;
    memcpy(&handlers, &std_object_handlers, sizeof handlers);
    handlers.offset = XtOffsetOf(struct document_object, std);
    handlers.free_obj = free_object;
    handlers.clone_obj = NULL;
}

ZEND_METHOD(Paidmark_Document, __construct)
{
    struct document_object *object = document_object(Z_OBJ_P(ZEND_THIS));
    zend_string *text;
    zend_object *options = NULL;

    ZEND_PARSE_PARAMETERS_START(1, 2)
    Z_PARAM_STR(text)
    Z_PARAM_OPTIONAL
    Z_PARAM_OBJ_OF_CLASS_OR_NULL(options, paidmark_classes.options)
    ZEND_PARSE_PARAMETERS_END();

    if (object->text) {
        zend_throw_error(NULL, "Paidmark\\Document is read once");
        RETURN_THROWS();
    }
    object->text = zend_string_copy(text);
    object->options = options;
    if (options)
        GC_ADDREF(options);
    object->document = paidmark_document_new(NULL);
    object->status = object->document ? paidmark_parse(object->document, ZSTR_VAL(text), ZSTR_LEN(text),
                                                       paidmark_options_of(options))
                                      : PAIDMARK_STATUS_NO_MEMORY;
    if (object->status > PAIDMARK_STATUS_REFUSED)
        paidmark_throw(object->status, object->document, text);
}

/* The document of a method; or NULL, when it was refused and that has been thrown. */
static struct document_object *readable(zval *this)
{
    struct document_object *object = document_object(Z_OBJ_P(this));

    if (object->status <= PAIDMARK_STATUS_SALVAGED)
        return object;
    paidmark_throw(object->status, object->document, object->text);
    return NULL;
}

/* ---- Texts ------------------------------------------------------------------------------------------------------- */

zend_string *paidmark_render_string(const struct paidmark_document *document, zend_string *text, uint32_t parts,
                                    zend_string *placeholder)
{
    struct paidmark_render_options options = {.size = sizeof options};
    zend_string *rendering;
    enum paidmark_status status;
    size_t bytes;

    if (placeholder) {
        options.placeholder = ZSTR_VAL(placeholder);
        options.placeholder_bytes = ZSTR_LEN(placeholder);
    }
    status = paidmark_render(document, parts, &options, NULL, 0, &bytes);
    if (status == PAIDMARK_STATUS_BAD_ARGUMENT) {
        zend_value_error("A placeholder is UTF-8, and has no lower-case word in braces but {characters}, {percent}, "
                         "{region}, and {regions}");
        return NULL;
    }
    /* Nothing was removed. */
    if (!placeholder && bytes == ZSTR_LEN(text))
        return zend_string_copy(text);
    rendering = zend_string_alloc(bytes, false);
    paidmark_render(document, parts, &options, ZSTR_VAL(rendering), bytes, &bytes);
    ZSTR_VAL(rendering)[bytes] = 0;
    return rendering;
}

static void render(INTERNAL_FUNCTION_PARAMETERS, uint32_t parts)
{
    struct document_object *object;

    ZEND_PARSE_PARAMETERS_NONE();
    object = readable(ZEND_THIS);
    if (object)
        RETVAL_STR(paidmark_render_string(object->document, object->text, parts, NULL));
}

ZEND_METHOD(Paidmark_Document, full)
{
    render(INTERNAL_FUNCTION_PARAM_PASSTHRU, FULL);
}

ZEND_METHOD(Paidmark_Document, rest)
{
    render(INTERNAL_FUNCTION_PARAM_PASSTHRU, PAIDMARK_PART_PAID);
}

ZEND_METHOD(Paidmark_Document, preview)
{
    zend_string *placeholder = NULL, *rendering = NULL;
    struct document_object *object;

    ZEND_PARSE_PARAMETERS_START(0, 1)
    Z_PARAM_OPTIONAL
    Z_PARAM_STR_OR_NULL(placeholder)
    ZEND_PARSE_PARAMETERS_END();
    object = readable(ZEND_THIS);
    if (object)
        rendering = paidmark_render_string(object->document, object->text, PAIDMARK_PART_FREE, placeholder);
    if (rendering)
        RETVAL_STR(rendering);
}

ZEND_METHOD(Paidmark_Document, excerpt)
{
    zend_long characters;
    bool visible = false;
    uint32_t flags;
    struct document_object *object;
    zend_string *excerpt;
    char small[1024]; /* holds most of them, so that the preview is gone through once */
    size_t bytes;

    ZEND_PARSE_PARAMETERS_START(1, 2)
    Z_PARAM_LONG(characters)
    Z_PARAM_OPTIONAL
    Z_PARAM_BOOL(visible)
    ZEND_PARSE_PARAMETERS_END();
    if (characters < 0) {
        zend_argument_value_error(1, "must be greater than or equal to 0");
        RETURN_THROWS();
    }
    object = readable(ZEND_THIS);
    if (!object)
        RETURN_THROWS();
    flags = visible ? PAIDMARK_EXCERPT_VISIBLE : 0;
    if (paidmark_excerpt(object->document, (size_t)characters, flags, small, sizeof small, &bytes) ==
        PAIDMARK_STATUS_OK)
        RETURN_STRINGL(small, bytes);
    excerpt = zend_string_alloc(bytes, false);
    paidmark_excerpt(object->document, (size_t)characters, flags, ZSTR_VAL(excerpt), bytes, &bytes);
    ZSTR_VAL(excerpt)[bytes] = 0;
    RETURN_STR(excerpt);
}

/* ---- Figures ----------------------------------------------------------------------------------------------------- */

ZEND_METHOD(Paidmark_Document, isRefused)
{
    ZEND_PARSE_PARAMETERS_NONE();
    RETURN_BOOL(document_object(Z_OBJ_P(ZEND_THIS))->status > PAIDMARK_STATUS_SALVAGED);
}

static size_t characters_of(const struct document_object *object, uint32_t parts)
{
    struct paidmark_counts counts = {.size = sizeof counts};

    paidmark_count(object->document, parts, &counts);
    return counts.characters;
}

/* Rounded, but to 0 or 100 only what is none or all. */
static zend_long percent_of(uint64_t part, uint64_t whole)
{
    uint64_t percent;

    if (part == whole)
        return 100;
    percent = (part * 200 + whole) / (whole * 2);
    if (percent == 0 && part > 0)
        return 1;
    return percent == 100 ? 99 : (zend_long)percent;
}

ZEND_METHOD(Paidmark_Document, percentFree)
{
    struct document_object *object;

    ZEND_PARSE_PARAMETERS_NONE();
    object = readable(ZEND_THIS);
    if (object)
        RETVAL_LONG(percent_of(characters_of(object, PAIDMARK_PART_FREE), characters_of(object, FULL)));
}

/* ---- Segments ---------------------------------------------------------------------------------------------------- */

static void add_segment(zval *list, const struct paidmark_segment *segment)
{
    zval made;
    zval *property;

    object_init_ex(&made, paidmark_classes.segment);
    property = OBJ_PROP_NUM(Z_OBJ(made), 0);
    ZVAL_STRING(property++, segment->part == PAIDMARK_PART_PAID ? "paid" : "free");
    ZVAL_LONG(property++, (zend_long)segment->region);
    ZVAL_LONG(property++, (zend_long)segment->offset);
    ZVAL_LONG(property++, (zend_long)segment->characters);
    ZVAL_STRINGL(property, segment->text, segment->bytes);
    add_next_index_zval(list, &made);
}

ZEND_METHOD(Paidmark_Document, segments)
{
    struct document_object *object;
    const struct paidmark_segment *segment;

    ZEND_PARSE_PARAMETERS_NONE();
    object = readable(ZEND_THIS);
    if (!object)
        RETURN_THROWS();
    array_init(return_value);
    for (size_t i = 0; (segment = paidmark_segment_at(object->document, i)); i++)
        add_segment(return_value, segment);
}

ZEND_METHOD(Paidmark_Document, problems)
{
    struct document_object *object = document_object(Z_OBJ_P(ZEND_THIS));

    ZEND_PARSE_PARAMETERS_NONE();
    paidmark_list_problems(return_value, object->document, object->text);
}
