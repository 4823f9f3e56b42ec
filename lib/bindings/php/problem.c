/* problem.c - Paidmark\Problem and Paidmark\RefusedException
 * SPDX-License-Identifier: MIT
 */
#include "php_paidmark.h"

#include "zend_exceptions.h"

static void add_problem(zval *list, const struct paidmark_problem *problem, const struct paidmark_position *place)
{
    zval made;
    zval *property;

    object_init_ex(&made, paidmark_classes.problem);
    property = OBJ_PROP_NUM(Z_OBJ(made), 0);
    ZVAL_STRING(property++, paidmark_problem_name(problem->code));
    ZVAL_STRING(property++, paidmark_problem_text(problem->code));
    ZVAL_STRING(property++, problem->severity == PAIDMARK_SEVERITY_ERROR ? "error" : "warning");
    ZVAL_LONG(property++, (zend_long)problem->offset);
    ZVAL_LONG(property++, (zend_long)problem->bytes);
    ZVAL_LONG(property++, (zend_long)place->line);
    ZVAL_LONG(property++, (zend_long)place->column);
    if (problem->suggestion)
        ZVAL_STRINGL(property++, problem->suggestion, problem->suggestion_bytes);
    else
        ZVAL_NULL(property++);
    if (problem->related_offset != PAIDMARK_NO_OFFSET)
        ZVAL_LONG(property, (zend_long)problem->related_offset);
    else
        ZVAL_NULL(property);
    add_next_index_zval(list, &made);
}

void paidmark_list_problems(zval *list, const struct paidmark_document *document, zend_string *text)
{
    struct paidmark_position place = {0};
    const struct paidmark_problem *problem;

    array_init(list);
    for (size_t i = 0; (problem = paidmark_problem_at(document, i)); i++) {
        paidmark_locate(ZSTR_VAL(text), ZSTR_LEN(text), problem->offset, &place);
        add_problem(list, problem, &place);
    }
}

/* Names and places only: whoever shows it to everybody gives nothing of the text away. */
static zend_string *refusal(const struct paidmark_document *document, const zend_string *text)
{
    const struct paidmark_problem *first = paidmark_problem_at(document, 0);
    struct paidmark_position place = {0};

    if (!first)
        return zend_string_init_fast(ZEND_STRL("The article is refused"));
    paidmark_locate(ZSTR_VAL(text), ZSTR_LEN(text), first->offset, &place);
    return strpprintf(0, "The article is refused: %s at %zu:%zu", paidmark_problem_name(first->code), place.line,
                      place.column);
}

static void throw_refused(const struct paidmark_document *document, zend_string *text)
{
    zval exception, problems;
    zend_string *message = refusal(document, text);

    object_init_ex(&exception, paidmark_classes.refused);
    zend_update_property_str(zend_ce_exception, Z_OBJ(exception), ZEND_STRL("message"), message);
    zend_string_release(message);
    paidmark_list_problems(&problems, document, text);
    zend_update_property(paidmark_classes.refused, Z_OBJ(exception), ZEND_STRL("problems"), &problems);
    zval_ptr_dtor(&problems);
    zend_throw_exception_object(&exception);
}

void paidmark_throw(enum paidmark_status status, const struct paidmark_document *document, zend_string *text)
{
    if (status == PAIDMARK_STATUS_REFUSED)
        throw_refused(document, text);
    else
        zend_throw_error(NULL, "paidmark: %s", paidmark_status_text(status));
}

ZEND_METHOD(Paidmark_RefusedException, getProblems)
{
    zval holder;

    ZEND_PARSE_PARAMETERS_NONE();
    RETURN_COPY_DEREF(
        zend_read_property(paidmark_classes.refused, Z_OBJ_P(ZEND_THIS), ZEND_STRL("problems"), true, &holder));
}
