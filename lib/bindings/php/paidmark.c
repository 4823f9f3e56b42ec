/* paidmark.c - the PHP extension paidmark: the module and its functions
 * SPDX-License-Identifier: MIT
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "php_paidmark.h"

#include "ext/spl/spl_exceptions.h"
#include "ext/standard/info.h"
#include "zend_attributes.h"

#include "paidmark_arginfo.h"

ZEND_DECLARE_MODULE_GLOBALS(paidmark)

struct paidmark_classes paidmark_classes;

static void render_text(zval *return_value, zend_string *text, zend_object *options, uint32_t part,
                        zend_string *placeholder)
{
    struct paidmark_document *document = PAIDMARK_G(document);
    enum paidmark_status status =
        paidmark_parse(document, ZSTR_VAL(text), ZSTR_LEN(text), paidmark_options_of(options));
    zend_string *rendering = NULL;

    if (status == PAIDMARK_STATUS_OK || status == PAIDMARK_STATUS_SALVAGED)
        rendering = paidmark_render_string(document, text, part, placeholder);
    else
        paidmark_throw(status, document, text);
    if (rendering)
        RETVAL_STR(rendering);
}

ZEND_FUNCTION(Paidmark_preview)
{
    zend_string *text, *placeholder = NULL;
    zend_object *options = NULL;

    ZEND_PARSE_PARAMETERS_START(1, 3)
    Z_PARAM_STR(text)
    Z_PARAM_OPTIONAL
    Z_PARAM_OBJ_OF_CLASS_OR_NULL(options, paidmark_classes.options)
    Z_PARAM_STR_OR_NULL(placeholder)
    ZEND_PARSE_PARAMETERS_END();
    render_text(return_value, text, options, PAIDMARK_PART_FREE, placeholder);
}

ZEND_FUNCTION(Paidmark_full)
{
    zend_string *text;
    zend_object *options = NULL;

    ZEND_PARSE_PARAMETERS_START(1, 2)
    Z_PARAM_STR(text)
    Z_PARAM_OPTIONAL
    Z_PARAM_OBJ_OF_CLASS_OR_NULL(options, paidmark_classes.options)
    ZEND_PARSE_PARAMETERS_END();
    render_text(return_value, text, options, PAIDMARK_PART_FREE | PAIDMARK_PART_PAID, NULL);
}

/* Backtraces, which a page of debugging shows, have no article in them. */
static void hide_text_in_backtraces(const char *function)
{
    zend_add_parameter_attribute(zend_hash_str_find_ptr(CG(function_table), function, strlen(function)), 0,
                                 ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);
}

static PHP_MINIT_FUNCTION(paidmark)
{
    (void)type;
    (void)module_number;
    hide_text_in_backtraces("paidmark\\preview");
    hide_text_in_backtraces("paidmark\\full");
    paidmark_classes = (struct paidmark_classes){
        .options = register_class_Paidmark_Options(),
        .document = register_class_Paidmark_Document(),
        .segment = register_class_Paidmark_Segment(),
        .problem = register_class_Paidmark_Problem(),
        .refused = register_class_Paidmark_RefusedException(spl_ce_RuntimeException),
    };
    paidmark_options_startup();
    paidmark_document_startup();
    return SUCCESS;
}

static PHP_MINFO_FUNCTION(paidmark)
{
    (void)zend_module;
    php_info_print_table_start();
    php_info_print_table_row(2, "paidmark support", "enabled");
    php_info_print_table_row(2, "libpaidmark version", paidmark_version());
    php_info_print_table_end();
}

static PHP_GINIT_FUNCTION(paidmark)
{
#if defined(ZTS) && defined(COMPILE_DL_PAIDMARK)
    ZEND_TSRMLS_CACHE_UPDATE();
#endif
    paidmark_globals->document = paidmark_document_new(NULL);
    paidmark_marker_sets_init(&paidmark_globals->marker_sets);
}

static PHP_GSHUTDOWN_FUNCTION(paidmark)
{
    paidmark_document_free(paidmark_globals->document);
    zend_hash_destroy(&paidmark_globals->marker_sets);
}

zend_module_entry paidmark_module_entry = {
    STANDARD_MODULE_HEADER,
    "paidmark",
    ext_functions,
    PHP_MINIT(paidmark),
    NULL,
    NULL,
    NULL,
    PHP_MINFO(paidmark),
    PAIDMARK_VERSION,
    PHP_MODULE_GLOBALS(paidmark),
    PHP_GINIT(paidmark),
    PHP_GSHUTDOWN(paidmark),
    NULL,
    STANDARD_MODULE_PROPERTIES_EX,
};

#ifdef COMPILE_DL_PAIDMARK
#ifdef ZTS
ZEND_TSRMLS_CACHE_DEFINE()
#endif
ZEND_GET_MODULE(paidmark)
#endif
