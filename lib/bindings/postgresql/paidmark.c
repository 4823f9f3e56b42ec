/* paidmark.c - the functions of the extension for PostgreSQL
 * SPDX-License-Identifier: MIT
 *
 * A backend is one thread, so what is kept from call to call lies in static variables.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include <paidmark.h>

PG_MODULE_MAGIC;

#define FULL (PAIDMARK_PART_FREE | PAIDMARK_PART_PAID)

/* ---- Marker sets ------------------------------------------------------------------------------------------------- */

/* A set takes a thousand times longer to make than an article takes to read. A query has one, or a few. */
#define SETS_KEPT 4

static struct kept_set {
    char names[100];
    struct paidmark_marker_set *set;
} kept_sets[SETS_KEPT];

static struct paidmark_marker_set *make_set(const char *names)
{
    struct paidmark_marker_set *set;
    enum paidmark_status status = paidmark_marker_set_new(&set, names, NULL, 0, NULL);

    if (status == PAIDMARK_STATUS_NO_MEMORY)
        ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
    if (status != PAIDMARK_STATUS_OK)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("unknown marker set \"%s\"", names)));
    return set;
}

static const struct paidmark_marker_set *keep_set(const char *names)
{
    static size_t oldest;
    struct kept_set *place = &kept_sets[oldest];
    struct paidmark_marker_set *set;

    if (strlen(names) >= sizeof place->names)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("too many marker sets")));
    set = make_set(names);
    paidmark_marker_set_free(place->set);
    place->set = set;
    strcpy(place->names, names);
    oldest = (oldest + 1) % SETS_KEPT;
    return set;
}

static const struct paidmark_marker_set *set_of(const char *names)
{
    for (size_t i = 0; i < SETS_KEPT; i++) {
        if (kept_sets[i].set && strcmp(kept_sets[i].names, names) == 0)
            return kept_sets[i].set;
    }
    return keep_set(names);
}

/* ---- Reading ----------------------------------------------------------------------------------------------------- */

static struct paidmark_document *shared_document(void)
{
    static struct paidmark_document *document;

    if (GetDatabaseEncoding() != PG_UTF8)
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("paidmark needs a database in UTF8")));
    if (!document)
        document = paidmark_document_new(NULL);
    if (!document)
        ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
    return document;
}

/* Whether the content is not refused. */
static bool parse(struct paidmark_document *document, const text *content, const text *markers)
{
    struct paidmark_options options = {.size = sizeof options, .markers = set_of(text_to_cstring(markers))};
    enum paidmark_status status =
        paidmark_parse(document, VARDATA_ANY(content), (size_t)VARSIZE_ANY_EXHDR(content), &options);

    if (status == PAIDMARK_STATUS_NO_MEMORY)
        ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
    return status == PAIDMARK_STATUS_OK;
}

/* Name and place of the first problem, and nothing of the content. */
static char *reason(const struct paidmark_document *document, const text *content)
{
    const struct paidmark_problem *problem = paidmark_problem_at(document, 0);
    struct paidmark_position place = {0};

    if (!problem)
        return pstrdup(paidmark_status_text(PAIDMARK_STATUS_REFUSED));
    paidmark_locate(VARDATA_ANY(content), (size_t)VARSIZE_ANY_EXHDR(content), problem->offset, &place);
    return psprintf("%s at %zu:%zu", paidmark_problem_name(problem->code), place.line, place.column);
}

static text *render(const struct paidmark_document *document, uint32_t parts)
{
    size_t bytes;
    text *rendering;

    paidmark_render(document, parts, NULL, NULL, 0, &bytes);
    rendering = palloc(VARHDRSZ + bytes);
    SET_VARSIZE(rendering, VARHDRSZ + bytes);
    paidmark_render(document, parts, NULL, VARDATA(rendering), bytes, &bytes);
    return rendering;
}

static text *excerpt(const struct paidmark_document *document, size_t characters)
{
    char small[1024]; /* holds most of them, so that the preview is gone through once */
    size_t bytes;
    text *made;

    if (paidmark_excerpt(document, characters, 0, small, sizeof small, &bytes) == PAIDMARK_STATUS_OK)
        return cstring_to_text_with_len(small, (int)bytes);
    made = palloc(VARHDRSZ + bytes);
    SET_VARSIZE(made, VARHDRSZ + bytes);
    paidmark_excerpt(document, characters, 0, VARDATA(made), bytes, &bytes);
    return made;
}

/* The document of a content, which is an error if it is refused. */
static const struct paidmark_document *read_sound(const text *content, const text *markers)
{
    struct paidmark_document *document = shared_document();

    if (!parse(document, content, markers))
        ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION), errmsg("text is refused: %s", reason(document, content))));
    return document;
}

/* One row, in the order of the columns of the function. No text in PostgreSQL is larger than an integer tells. */
static void put_problem(const ReturnSetInfo *result, const struct paidmark_problem *problem,
                        const struct paidmark_position *place)
{
    bool nulls[9] = {[7] = !problem->suggestion, [8] = problem->related_offset == PAIDMARK_NO_OFFSET};
    Datum values[9] = {
        CStringGetTextDatum(paidmark_problem_name(problem->code)),
        CStringGetTextDatum(problem->severity == PAIDMARK_SEVERITY_ERROR ? "error" : "warning"),
        Int32GetDatum((int32)problem->offset),
        Int32GetDatum((int32)problem->bytes),
        Int32GetDatum((int32)place->line),
        Int32GetDatum((int32)place->column),
        CStringGetTextDatum(paidmark_problem_text(problem->code)),
    };

    if (!nulls[7])
        values[7] = PointerGetDatum(cstring_to_text_with_len(problem->suggestion, (int)problem->suggestion_bytes));
    if (!nulls[8])
        values[8] = Int32GetDatum((int32)problem->related_offset);
    tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* ---- Functions --------------------------------------------------------------------------------------------------- */

PG_FUNCTION_INFO_V1(paidmark_preview);

Datum paidmark_preview(PG_FUNCTION_ARGS)
{
    PG_RETURN_TEXT_P(render(read_sound(PG_GETARG_TEXT_PP(0), PG_GETARG_TEXT_PP(1)), PAIDMARK_PART_FREE));
}

PG_FUNCTION_INFO_V1(paidmark_full);

Datum paidmark_full(PG_FUNCTION_ARGS)
{
    PG_RETURN_TEXT_P(render(read_sound(PG_GETARG_TEXT_PP(0), PG_GETARG_TEXT_PP(1)), FULL));
}

PG_FUNCTION_INFO_V1(paidmark_excerpt_of);

/* Called otherwise than in SQL, since the library has a function of that name. */
Datum paidmark_excerpt_of(PG_FUNCTION_ARGS)
{
    int32 characters = PG_GETARG_INT32(1);

    if (characters < 0)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("an excerpt has 0 characters or more")));
    PG_RETURN_TEXT_P(excerpt(read_sound(PG_GETARG_TEXT_PP(0), PG_GETARG_TEXT_PP(2)), (size_t)characters));
}

PG_FUNCTION_INFO_V1(paidmark_is_sound);

Datum paidmark_is_sound(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(parse(shared_document(), PG_GETARG_TEXT_PP(0), PG_GETARG_TEXT_PP(1)));
}

PG_FUNCTION_INFO_V1(paidmark_problems);

Datum paidmark_problems(PG_FUNCTION_ARGS)
{
    const text *content = PG_GETARG_TEXT_PP(0);
    struct paidmark_document *document = shared_document();
    const ReturnSetInfo *result = (ReturnSetInfo *)fcinfo->resultinfo;
    const struct paidmark_problem *problem;
    struct paidmark_position place = {0};

    InitMaterializedSRF(fcinfo, 0);
    parse(document, content, PG_GETARG_TEXT_PP(1));
    for (size_t i = 0; (problem = paidmark_problem_at(document, i)); i++) {
        paidmark_locate(VARDATA_ANY(content), (size_t)VARSIZE_ANY_EXHDR(content), problem->offset, &place);
        put_problem(result, problem, &place);
    }
    return (Datum)0;
}
