/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 00198604b78fe0163306fc4aec576d87174776c0 */

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_Paidmark_preview, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, text, IS_STRING, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, options, Paidmark\\Options, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, placeholder, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_Paidmark_full, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, text, IS_STRING, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, options, Paidmark\\Options, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Paidmark_Options___construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, markers, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, pairs, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, dividers, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, unmarked, IS_STRING, 0, "\"free\"")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, salvage, _IS_BOOL, 0, "false")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, exact, _IS_BOOL, 0, "false")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, lookalikes, _IS_BOOL, 0, "true")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, alsoFree, _IS_BOOL, 0, "false")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, maxProblems, IS_LONG, 0, "100")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Paidmark_Document___construct, 0, 0, 1)
	ZEND_ARG_TYPE_INFO(0, text, IS_STRING, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, options, Paidmark\\Options, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Paidmark_Document_isRefused, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Paidmark_Document_preview, 0, 0, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, placeholder, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Paidmark_Document_full, 0, 0, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Paidmark_Document_rest arginfo_class_Paidmark_Document_full

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Paidmark_Document_excerpt, 0, 1, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, characters, IS_LONG, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, visible, _IS_BOOL, 0, "false")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Paidmark_Document_percentFree, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Paidmark_Document_segments, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Paidmark_Document_problems arginfo_class_Paidmark_Document_segments

#define arginfo_class_Paidmark_RefusedException_getProblems arginfo_class_Paidmark_Document_segments


ZEND_FUNCTION(Paidmark_preview);
ZEND_FUNCTION(Paidmark_full);
ZEND_METHOD(Paidmark_Options, __construct);
ZEND_METHOD(Paidmark_Document, __construct);
ZEND_METHOD(Paidmark_Document, isRefused);
ZEND_METHOD(Paidmark_Document, preview);
ZEND_METHOD(Paidmark_Document, full);
ZEND_METHOD(Paidmark_Document, rest);
ZEND_METHOD(Paidmark_Document, excerpt);
ZEND_METHOD(Paidmark_Document, percentFree);
ZEND_METHOD(Paidmark_Document, segments);
ZEND_METHOD(Paidmark_Document, problems);
ZEND_METHOD(Paidmark_RefusedException, getProblems);


static const zend_function_entry ext_functions[] = {
	ZEND_NS_FALIAS("Paidmark", preview, Paidmark_preview, arginfo_Paidmark_preview)
	ZEND_NS_FALIAS("Paidmark", full, Paidmark_full, arginfo_Paidmark_full)
	ZEND_FE_END
};


static const zend_function_entry class_Paidmark_Options_methods[] = {
	ZEND_ME(Paidmark_Options, __construct, arginfo_class_Paidmark_Options___construct, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Paidmark_Document_methods[] = {
	ZEND_ME(Paidmark_Document, __construct, arginfo_class_Paidmark_Document___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(Paidmark_Document, isRefused, arginfo_class_Paidmark_Document_isRefused, ZEND_ACC_PUBLIC)
	ZEND_ME(Paidmark_Document, preview, arginfo_class_Paidmark_Document_preview, ZEND_ACC_PUBLIC)
	ZEND_ME(Paidmark_Document, full, arginfo_class_Paidmark_Document_full, ZEND_ACC_PUBLIC)
	ZEND_ME(Paidmark_Document, rest, arginfo_class_Paidmark_Document_rest, ZEND_ACC_PUBLIC)
	ZEND_ME(Paidmark_Document, excerpt, arginfo_class_Paidmark_Document_excerpt, ZEND_ACC_PUBLIC)
	ZEND_ME(Paidmark_Document, percentFree, arginfo_class_Paidmark_Document_percentFree, ZEND_ACC_PUBLIC)
	ZEND_ME(Paidmark_Document, segments, arginfo_class_Paidmark_Document_segments, ZEND_ACC_PUBLIC)
	ZEND_ME(Paidmark_Document, problems, arginfo_class_Paidmark_Document_problems, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_Paidmark_Segment_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Paidmark_Problem_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_Paidmark_RefusedException_methods[] = {
	ZEND_ME(Paidmark_RefusedException, getProblems, arginfo_class_Paidmark_RefusedException_getProblems, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_Paidmark_Options(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Paidmark", "Options", class_Paidmark_Options_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	return class_entry;
}

static zend_class_entry *register_class_Paidmark_Document(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Paidmark", "Document", class_Paidmark_Document_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;


	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	return class_entry;
}

static zend_class_entry *register_class_Paidmark_Segment(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Paidmark", "Segment", class_Paidmark_Segment_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;

	zval property_part_default_value;
	ZVAL_UNDEF(&property_part_default_value);
	zend_string *property_part_name = zend_string_init("part", sizeof("part") - 1, 1);
	zend_declare_typed_property(class_entry, property_part_name, &property_part_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_part_name);

	zval property_region_default_value;
	ZVAL_UNDEF(&property_region_default_value);
	zend_string *property_region_name = zend_string_init("region", sizeof("region") - 1, 1);
	zend_declare_typed_property(class_entry, property_region_name, &property_region_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_region_name);

	zval property_offset_default_value;
	ZVAL_UNDEF(&property_offset_default_value);
	zend_string *property_offset_name = zend_string_init("offset", sizeof("offset") - 1, 1);
	zend_declare_typed_property(class_entry, property_offset_name, &property_offset_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_offset_name);

	zval property_characters_default_value;
	ZVAL_UNDEF(&property_characters_default_value);
	zend_string *property_characters_name = zend_string_init("characters", sizeof("characters") - 1, 1);
	zend_declare_typed_property(class_entry, property_characters_name, &property_characters_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_characters_name);

	zval property_text_default_value;
	ZVAL_UNDEF(&property_text_default_value);
	zend_string *property_text_name = zend_string_init("text", sizeof("text") - 1, 1);
	zend_declare_typed_property(class_entry, property_text_name, &property_text_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_text_name);

	return class_entry;
}

static zend_class_entry *register_class_Paidmark_Problem(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Paidmark", "Problem", class_Paidmark_Problem_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;

	zval property_code_default_value;
	ZVAL_UNDEF(&property_code_default_value);
	zend_string *property_code_name = zend_string_init("code", sizeof("code") - 1, 1);
	zend_declare_typed_property(class_entry, property_code_name, &property_code_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_code_name);

	zval property_message_default_value;
	ZVAL_UNDEF(&property_message_default_value);
	zend_string *property_message_name = zend_string_init("message", sizeof("message") - 1, 1);
	zend_declare_typed_property(class_entry, property_message_name, &property_message_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_message_name);

	zval property_severity_default_value;
	ZVAL_UNDEF(&property_severity_default_value);
	zend_string *property_severity_name = zend_string_init("severity", sizeof("severity") - 1, 1);
	zend_declare_typed_property(class_entry, property_severity_name, &property_severity_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_severity_name);

	zval property_offset_default_value;
	ZVAL_UNDEF(&property_offset_default_value);
	zend_string *property_offset_name = zend_string_init("offset", sizeof("offset") - 1, 1);
	zend_declare_typed_property(class_entry, property_offset_name, &property_offset_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_offset_name);

	zval property_bytes_default_value;
	ZVAL_UNDEF(&property_bytes_default_value);
	zend_string *property_bytes_name = zend_string_init("bytes", sizeof("bytes") - 1, 1);
	zend_declare_typed_property(class_entry, property_bytes_name, &property_bytes_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_bytes_name);

	zval property_line_default_value;
	ZVAL_UNDEF(&property_line_default_value);
	zend_string *property_line_name = zend_string_init("line", sizeof("line") - 1, 1);
	zend_declare_typed_property(class_entry, property_line_name, &property_line_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_line_name);

	zval property_column_default_value;
	ZVAL_UNDEF(&property_column_default_value);
	zend_string *property_column_name = zend_string_init("column", sizeof("column") - 1, 1);
	zend_declare_typed_property(class_entry, property_column_name, &property_column_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_column_name);

	zval property_suggestion_default_value;
	ZVAL_UNDEF(&property_suggestion_default_value);
	zend_string *property_suggestion_name = zend_string_init("suggestion", sizeof("suggestion") - 1, 1);
	zend_declare_typed_property(class_entry, property_suggestion_name, &property_suggestion_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_suggestion_name);

	zval property_relatedOffset_default_value;
	ZVAL_UNDEF(&property_relatedOffset_default_value);
	zend_string *property_relatedOffset_name = zend_string_init("relatedOffset", sizeof("relatedOffset") - 1, 1);
	zend_declare_typed_property(class_entry, property_relatedOffset_name, &property_relatedOffset_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_relatedOffset_name);

	return class_entry;
}

static zend_class_entry *register_class_Paidmark_RefusedException(zend_class_entry *class_entry_RuntimeException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Paidmark", "RefusedException", class_Paidmark_RefusedException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_RuntimeException);
	class_entry->ce_flags |= ZEND_ACC_FINAL;

	zval property_problems_default_value;
	ZVAL_EMPTY_ARRAY(&property_problems_default_value);
	zend_string *property_problems_name = zend_string_init("problems", sizeof("problems") - 1, 1);
	zend_declare_typed_property(class_entry, property_problems_name, &property_problems_default_value, ZEND_ACC_PRIVATE, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_problems_name);

	return class_entry;
}
