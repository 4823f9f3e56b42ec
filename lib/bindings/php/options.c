/* options.c - Paidmark\Options, and the marker sets that it keeps from request to request
 * SPDX-License-Identifier: MIT
 */
#include "php_paidmark.h"

#include "zend_smart_str.h"

/* A site has one or two; a set made beyond that many goes with its object. */
#define MARKER_SETS_KEPT 32

struct options_object {
    struct paidmark_options options;
    struct paidmark_marker_set *own_set; /* one that is not kept */
    zend_object std;
};

static zend_object_handlers handlers;

static struct options_object *options_object(zend_object *object)
{
    return (struct options_object *)((char *)object - XtOffsetOf(struct options_object, std));
}

const struct paidmark_options *paidmark_options_of(zend_object *object)
{
    return object ? &options_object(object)->options : NULL;
}

static zend_object *create(zend_class_entry *class)
{
    struct options_object *made = zend_object_alloc(sizeof *made, class);

    made->options.size = sizeof made->options;
    zend_object_std_init(&made->std, class);
    object_properties_init(&made->std, class);
    made->std.handlers = &handlers;
    return &made->std;
}

static void free_object(zend_object *object)
{
    paidmark_marker_set_free(options_object(object)->own_set);
    zend_object_std_dtor(object);
}

void paidmark_options_startup(void)
{
    paidmark_classes.options->create_object = create;
    memcpy(&handlers, &std_object_handlers, sizeof handlers);
    handlers.offset = XtOffsetOf(struct options_object, std);
    handlers.free_obj = free_object;
    handlers.clone_obj = NULL;
}

/* ---- Pairs ------------------------------------------------------------------------------------------------------- */

/* The pairs of a set, and all that it is made of as one string, by which it is kept. */
struct recipe {
    struct paidmark_marker_pair *pairs;
    const struct paidmark_marker_pair **pointers;
    size_t count;
    smart_str key;
};

static void recipe_free(struct recipe *recipe)
{
    for (size_t i = 0; i < recipe->count; i++) {
        efree((void *)recipe->pairs[i].begin);
        if (recipe->pairs[i].end)
            efree((void *)recipe->pairs[i].end);
    }
    efree(recipe->pairs);
    efree(recipe->pointers);
    smart_str_free(&recipe->key);
}

/* Copies a token without the notation of its tail, a blank and three dots, as the tool has it, and sets *tail. Where
 * nothing is before them, the tail is one that the library does not allow. */
static char *copy_token(const zend_string *token, size_t *bytes, size_t *tail)
{
    static const char *const notations[] = {" \u2026", " ..."};
    char *copy = estrndup(ZSTR_VAL(token), ZSTR_LEN(token));

    *bytes = ZSTR_LEN(token);
    for (size_t i = 0; i < sizeof notations / sizeof *notations; i++) {
        size_t notation = strlen(notations[i]);
        char *found = (char *)zend_memnstr(copy, notations[i], notation, copy + *bytes);

        if (found) {
            *tail = found > copy ? (size_t)(found - copy) : SIZE_MAX;
            *bytes -= notation;
            memmove(found, found + notation, *bytes - (size_t)(found - copy));
            break;
        }
    }
    return copy;
}

static void add_to_key(struct recipe *recipe, const zend_string *token)
{
    smart_str_append_unsigned(&recipe->key, ZSTR_LEN(token));
    smart_str_appendc(&recipe->key, ':');
    smart_str_append(&recipe->key, token);
}

static void add_pair(struct recipe *recipe, const zend_string *begin, const zend_string *end)
{
    struct paidmark_marker_pair *pair = &recipe->pairs[recipe->count];

    memset(pair, 0, sizeof *pair);
    pair->begin = copy_token(begin, &pair->begin_bytes, &pair->begin_tail);
    add_to_key(recipe, begin);
    if (end) {
        pair->end = copy_token(end, &pair->end_bytes, &pair->end_tail);
        add_to_key(recipe, end);
    }
    smart_str_appendc(&recipe->key, ';');
    recipe->pointers[recipe->count++] = pair;
}

static const zend_string *string_at(HashTable *list, zend_ulong index)
{
    zval *value = zend_hash_index_find_deref(list, index);

    return value && Z_TYPE_P(value) == IS_STRING ? Z_STR_P(value) : NULL;
}

static bool add_pairs(struct recipe *recipe, HashTable *pairs)
{
    zval *value;

    ZEND_HASH_FOREACH_VAL(pairs, value)
    {
        HashTable *pair;
        const zend_string *begin, *end;

        ZVAL_DEREF(value);
        pair = Z_TYPE_P(value) == IS_ARRAY ? Z_ARRVAL_P(value) : (HashTable *)&zend_empty_array;
        begin = string_at(pair, 0);
        end = string_at(pair, 1);
        if (!begin || !end || zend_hash_num_elements(pair) != 2) {
            zend_argument_value_error(2, "must be a list of arrays of two strings");
            return false;
        }
        add_pair(recipe, begin, end);
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

static bool add_dividers(struct recipe *recipe, HashTable *dividers)
{
    zval *value;

    ZEND_HASH_FOREACH_VAL(dividers, value)
    {
        ZVAL_DEREF(value);
        if (Z_TYPE_P(value) != IS_STRING) {
            zend_argument_value_error(3, "must be a list of strings");
            return false;
        }
        add_pair(recipe, Z_STR_P(value), NULL);
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

/* ---- Marker sets ------------------------------------------------------------------------------------------------- */

static void free_set(zval *set)
{
    paidmark_marker_set_free(Z_PTR_P(set));
}

void paidmark_marker_sets_init(HashTable *sets)
{
    zend_hash_init(sets, 0, NULL, free_set, true);
}

static struct paidmark_marker_set *make_set(const char *names, const struct recipe *recipe)
{
    struct paidmark_marker_set *set;
    enum paidmark_status status = paidmark_marker_set_new(&set, names, recipe->pointers, recipe->count, NULL);

    if (status == PAIDMARK_STATUS_BAD_ARGUMENT)
        zend_value_error("Paidmark\\Options: an unknown marker set, or a marker that is empty, too long, not UTF-8, of "
                         "more than one line, or there twice");
    else if (status != PAIDMARK_STATUS_OK)
        paidmark_throw(status, NULL, NULL);
    return set;
}

static void take_set(struct options_object *object, const zend_string *names, struct recipe *recipe)
{
    HashTable *kept = &PAIDMARK_G(marker_sets);
    struct paidmark_marker_set *set;

    if (names)
        add_to_key(recipe, names);
    smart_str_0(&recipe->key);
    set = zend_hash_find_ptr(kept, recipe->key.s);
    if (!set) {
        set = make_set(names ? ZSTR_VAL(names) : NULL, recipe);
        if (set && zend_hash_num_elements(kept) < MARKER_SETS_KEPT)
            zend_hash_str_add_ptr(kept, ZSTR_VAL(recipe->key.s), ZSTR_LEN(recipe->key.s), set);
        else
            object->own_set = set;
    }
    object->options.markers = set;
}

static void take_markers(struct options_object *object, const zend_string *names, HashTable *pairs, HashTable *dividers)
{
    size_t most = zend_hash_num_elements(pairs) + zend_hash_num_elements(dividers);
    struct recipe recipe = {.pairs = safe_emalloc(most, sizeof *recipe.pairs, 0),
                            .pointers = safe_emalloc(most, sizeof *recipe.pointers, 0)};

    if (add_pairs(&recipe, pairs) && add_dividers(&recipe, dividers))
        take_set(object, names, &recipe);
    recipe_free(&recipe);
}

/* ---- The constructor --------------------------------------------------------------------------------------------- */

static bool take_unmarked(struct paidmark_options *options, const zend_string *unmarked)
{
    if (zend_string_equals_literal(unmarked, "free"))
        options->unmarked = PAIDMARK_UNMARKED_FREE;
    else if (zend_string_equals_literal(unmarked, "paid"))
        options->unmarked = PAIDMARK_UNMARKED_PAID;
    else if (zend_string_equals_literal(unmarked, "error"))
        options->unmarked = PAIDMARK_UNMARKED_ERROR;
    else
        zend_argument_value_error(4, "must be one of \"free\", \"paid\", or \"error\"");
    return !EG(exception);
}

ZEND_METHOD(Paidmark_Options, __construct)
{
    struct options_object *object = options_object(Z_OBJ_P(ZEND_THIS));
    zend_string *markers = NULL, *unmarked = NULL;
    HashTable *pairs = (HashTable *)&zend_empty_array, *dividers = (HashTable *)&zend_empty_array;
    bool salvage = false, exact = false, lookalikes = true, also_free = false;
    zend_long max_problems = 100;

    ZEND_PARSE_PARAMETERS_START(0, 9)
    Z_PARAM_OPTIONAL
    Z_PARAM_PATH_STR_OR_NULL(markers)
    Z_PARAM_ARRAY_HT(pairs)
    Z_PARAM_ARRAY_HT(dividers)
    Z_PARAM_STR(unmarked)
    Z_PARAM_BOOL(salvage)
    Z_PARAM_BOOL(exact)
    Z_PARAM_BOOL(lookalikes)
    Z_PARAM_BOOL(also_free)
    Z_PARAM_LONG(max_problems)
    ZEND_PARSE_PARAMETERS_END();

    /* Documents may be in use that were read with what is here. */
    if (object->options.max_problems) {
        zend_throw_error(NULL, "Paidmark\\Options never changes");
        RETURN_THROWS();
    }
    if (max_problems < 1) {
        zend_argument_value_error(9, "must be greater than 0");
        RETURN_THROWS();
    }
    if (unmarked && !take_unmarked(&object->options, unmarked))
        RETURN_THROWS();
    object->options.max_problems = (size_t)max_problems;
    object->options.flags = (salvage ? PAIDMARK_OPTION_SALVAGE : 0) | (exact ? PAIDMARK_OPTION_EXACT : 0) |
                            (lookalikes ? 0 : PAIDMARK_OPTION_NO_LOOKALIKES) |
                            (also_free ? PAIDMARK_OPTION_ALSO_FREE : 0);
    if (markers || zend_hash_num_elements(pairs) || zend_hash_num_elements(dividers))
        take_markers(object, markers, pairs, dividers);
}
