/* paidmark.h - split a UTF-8 report by its paid-content markers into the free preview and the full version
 * SPDX-License-Identifier: MIT
 *
 * A report carries the markers ##paidbegin## and ##paidend##. What stands between them is paid for, everything else is
 * free. paidmark finds the markers, judges the whole document, and only then hands out its parts. A document whose
 * markers cannot be trusted (unclosed, nested, misspelt, full-width ...) is refused: nothing of it is handed out but a
 * list of problems, each with its place and its reason. A caller that never looks at a return value cannot leak.
 *
 * In one call, which keeps no pointer to anything:
 *
 *     size_t bytes = 0;
 *     if (paidmark_split(text, text_bytes, NULL, PAIDMARK_PART_FREE, buffer, text_bytes, &bytes) == PAIDMARK_STATUS_OK)
 *         fwrite(buffer, 1, bytes, stdout);
 *
 * With a document, for everything else; it is used again and again, and then takes no new memory:
 *
 *     struct paidmark_document *document = paidmark_document_new(NULL);
 *     const struct paidmark_problem *problem;
 *     paidmark_parse(document, text, text_bytes, NULL);
 *     for (size_t i = 0; (problem = paidmark_problem_at(document, i)); i++)
 *         printf("%zu: %s\n", problem->offset, paidmark_problem_text(problem->code));
 *     paidmark_document_free(document);
 *
 * Conventions. Sizes and offsets are bytes, counted from the start of the document, from 0; "characters" are Unicode
 * code points. Lines and columns count from 1. Strings come with their size and need no NUL behind them; those that the
 * library returns are UTF-8. An out-parameter may be NULL, and is set on every path otherwise: to 0 where there is
 * nothing to tell. A document that is NULL has no text, no segment and no problem. Constants of different kinds have
 * different numbers where they could be mixed up, so that one in the wrong place is refused. The library does no I/O,
 * reads no locale and no environment, never prints, never exits.
 *
 * Threads. A document belongs to one thread at a time; different documents are independent. Functions that take a const
 * object may run in several threads at once as long as none of them changes or frees it.
 */
#ifndef PAIDMARK_H
#define PAIDMARK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef PAIDMARK_API
#if defined(__GNUC__)
#define PAIDMARK_API __attribute__((visibility("default")))
#else
#define PAIDMARK_API
#endif
#endif

/* ---- Version ----------------------------------------------------------------------------------------------------- */

#define PAIDMARK_VERSION_MAJOR 0
#define PAIDMARK_VERSION_MINOR 2
#define PAIDMARK_VERSION_PATCH 0
#define PAIDMARK_VERSION       "0.2.0"

/* The version of the library that is running, as "0.2.0"; PAIDMARK_VERSION is that of this header. Static. */
PAIDMARK_API const char *paidmark_version(void);

/* ---- Status of a call -------------------------------------------------------------------------------------------- */

/* Numbers are fixed: a new one is appended, none is used again. */
enum paidmark_status {
    PAIDMARK_STATUS_OK = 0,           /* done; a parsed document has no error (it may have warnings) */
    PAIDMARK_STATUS_SALVAGED = 1,     /* parsed under PAIDMARK_OPTION_SALVAGE: what its errors put in doubt is paid */
    PAIDMARK_STATUS_REFUSED = 2,      /* the document has errors, or nothing was parsed yet: no parts */
    PAIDMARK_STATUS_NO_MEMORY = 3,    /* an allocation failed; the document is empty and can be used again */
    PAIDMARK_STATUS_BAD_ARGUMENT = 4, /* an argument, option or token is not allowed; nothing was handed out */
    PAIDMARK_STATUS_BUFFER_TOO_SMALL = 5 /* nothing was written; *needed says how many bytes are */
};

/* A sentence about a status, without a full stop. Takes any value, never returns NULL. Static. */
PAIDMARK_API const char *paidmark_status_text(uint32_t status);

/* ---- Memory ------------------------------------------------------------------------------------------------------ */

/* Where an object gets its memory. reallocate does what C's realloc does, and frees for 0 bytes, when it returns NULL;
 * it must not fail then. context is handed on to it. A NULL pointer to an allocator is realloc and free of the C
 * library. The allocator itself is copied; what context points to has to outlive the object. */
struct paidmark_allocator {
    void *(*reallocate)(void *context, void *memory, size_t bytes);
    void *context;
};

/* ---- Marker sets ------------------------------------------------------------------------------------------------- */

#define PAIDMARK_TOKEN_BYTES_MAX 64

#define PAIDMARK_TAIL_BYTES_MAX  1000

/* One pair of tokens, each 1 to PAIDMARK_TOKEN_BYTES_MAX bytes of well-formed UTF-8 without a line ending. With end
 * NULL and end_bytes 0 the begin token is a divider: its region runs to the end of the document.
 *
 * A token may have a tail: behind its first begin_tail or end_tail bytes, which are not all of it, a marker may have
 * a blank and up to PAIDMARK_TAIL_BYTES_MAX bytes of any text of one line, up to the first place where
 * the token goes on. "<!--more-->" with a tail at 8 is <!--more--> and <!--more Read on--> alike. Where the token goes
 * on with "--" there is no other "--" in the tail, as in comments of XML. In the tail of an end token no token of the
 * set begins, nor what another one has before its tail. 0: no tail. */
struct paidmark_marker_pair {
    const char *begin;
    size_t begin_bytes;
    const char *end;
    size_t end_bytes;
    size_t begin_tail, end_tail;
};

/* The tokens that are markers, made ready for recognition. In a set any begin token opens a region and any end token
 * closes it; dividers and pairs may be mixed. Never changes; any number of documents and threads may use it. */
struct paidmark_marker_set;

/* Makes a set of the named sets in `names`, which are separated by commas (NULL: of none), and of `count` pairs of the
 * caller's own, which are copied. The named sets:
 *   "default"    ##paidbegin## ##paidend##
 *   "fastadmin"  the default pair, $$paidbegin$$ $$paidend$$, and <paid> </paid>, in any mixture
 *   "ghost"      the divider <!--members-only-->, and the pair <!--kg-gated-block:begin-->, which may have a tail, and
 *                <!--kg-gated-block:end-->
 *   "more"       the divider <!--more-->, which may have a tail
 * PAIDMARK_STATUS_OK; PAIDMARK_STATUS_BAD_ARGUMENT for an unknown name, a token or tail that is not allowed, a token
 * that is there twice, or no pair at all; PAIDMARK_STATUS_NO_MEMORY. *set gets the new set, or NULL on
 * failure; the caller owns it and gives it to paidmark_marker_set_free. */
PAIDMARK_API enum paidmark_status paidmark_marker_set_new(struct paidmark_marker_set **set, const char *names,
                                                          const struct paidmark_marker_pair *const *pairs, size_t count,
                                                          const struct paidmark_allocator *allocator);

/* Frees a set; NULL is allowed. No document that was parsed with it may be asked about its problems any more. */
PAIDMARK_API void paidmark_marker_set_free(struct paidmark_marker_set *set);

/* The pair of this index, from 0, in the order in which the set was made; NULL behind the last one. A set that is NULL
 * is the set "default". Belongs to the set. Its tokens are terminated by a NUL. */
PAIDMARK_API const struct paidmark_marker_pair *paidmark_marker_set_pair(const struct paidmark_marker_set *set,
                                                                         size_t index);

/* The name of the named set of this index, from 0; NULL behind the last one. Static. */
PAIDMARK_API const char *paidmark_marker_set_name(size_t index);

/* ---- Options ----------------------------------------------------------------------------------------------------- */

/* Bits of paidmark_options.flags. Unknown bits are PAIDMARK_STATUS_BAD_ARGUMENT. */
#define PAIDMARK_OPTION_SALVAGE       0x100u /* read a document with errors towards "paid" instead of refusing it */
#define PAIDMARK_OPTION_EXACT         0x200u /* a marker alone on its line takes no line ending with it */
#define PAIDMARK_OPTION_NO_LOOKALIKES 0x400u /* do not look for damaged markers */
#define PAIDMARK_OPTION_ALSO_FREE     0x800u /* warn of paid text that is free as well: PAIDMARK_PROBLEM_ALSO_FREE */

/* paidmark_options.unmarked: what a document without any paid region is. */
#define PAIDMARK_UNMARKED_FREE  0u      /* free throughout */
#define PAIDMARK_UNMARKED_PAID  0x1000u /* one paid region from its first byte to its last */
#define PAIDMARK_UNMARKED_ERROR 0x2000u /* refused, as PAIDMARK_PROBLEM_NO_PAID_REGION, under salvage too */

/* A NULL pointer to options means all defaults, and so does zero in any field but size, which is always
 * sizeof(struct paidmark_options). A library that is older or newer than the caller's header reads the fields that both
 * know: a smaller size has to end where a field ends, and what is behind it has its default; a larger one is accepted
 * when all bytes that this version does not know are zero. */
struct paidmark_options {
    size_t size;
    uint32_t flags;                            /* PAIDMARK_OPTION_..., or 0 */
    uint32_t unmarked;                         /* PAIDMARK_UNMARKED_... */
    const struct paidmark_marker_set *markers; /* NULL: the set "default" */
    size_t max_problems;                       /* problems kept, the rest is only counted; 0: 100 */
};

/* ---- Documents --------------------------------------------------------------------------------------------------- */

/* A parsed document: segments, problems and counts, and the memory they need, which it keeps for the next parse. NULL,
 * as where paidmark_document_new had no memory, is to all calls a document of nothing: they return NULL or
 * PAIDMARK_STATUS_BAD_ARGUMENT, and counts and sizes are 0. */
struct paidmark_document;

/* An empty document, or NULL when there is no memory. The caller owns it and gives it to paidmark_document_free. */
PAIDMARK_API struct paidmark_document *paidmark_document_new(const struct paidmark_allocator *allocator);

/* Frees a document; NULL is allowed. What it returned (segments, problems) is gone with it. */
PAIDMARK_API void paidmark_document_free(struct paidmark_document *document);

/* Reads a whole document: text_bytes bytes at text (NULL allowed with 0 bytes), which are not copied and must stay,
 * unchanged, as long as the document is asked about them; so must the marker set. options is needed during the call
 * only. What an earlier parse left in the document is gone, whatever the outcome.
 *
 * PAIDMARK_STATUS_OK, _SALVAGED, _REFUSED, _NO_MEMORY or _BAD_ARGUMENT. Time is linear in text_bytes for every input.
 * Memory grows with the number of segments and of problems kept, not with the size of the text, but for some 32 bytes a
 * free character under PAIDMARK_OPTION_ALSO_FREE, during the call. */
PAIDMARK_API enum paidmark_status paidmark_parse(struct paidmark_document *document, const char *text,
                                                 size_t text_bytes, const struct paidmark_options *options);

/* ---- Segments ---------------------------------------------------------------------------------------------------- */

/* Parts of a document, as bits: PAIDMARK_PART_FREE is the preview, both together are the full version,
 * PAIDMARK_PART_PAID is the rest. Other bits are PAIDMARK_STATUS_BAD_ARGUMENT where a status is returned and count as
 * nothing elsewhere. */
#define PAIDMARK_PART_FREE 0x10u
#define PAIDMARK_PART_PAID 0x20u

/* A stretch of text of one part and one region, between what was removed. Never of 0 bytes. The library may append
 * fields: a caller uses the pointer and makes no array of these. */
struct paidmark_segment {
    const char *text; /* in the caller's text */
    size_t bytes;
    size_t offset;     /* of text in the document */
    size_t characters; /* a byte order mark at the start of the document is no character */
    size_t region;     /* 1, 2, ... for paid text; 0 for free text */
    uint32_t part;     /* PAIDMARK_PART_FREE or PAIDMARK_PART_PAID */
};

/* The segment of this index, from 0, in document order; NULL behind the last one, and for a document that was refused.
 * Belongs to the document and lives until its next parse. */
PAIDMARK_API const struct paidmark_segment *paidmark_segment_at(const struct paidmark_document *document, size_t index);

/* What a document comes to. size is set by the caller to sizeof(struct paidmark_counts); fields that it does not cover
 * are not written. */
struct paidmark_counts {
    size_t size;
    size_t segments; /* of the parts asked for, and so the next two */
    size_t bytes;
    size_t characters;
    size_t regions;  /* paid regions, empty ones included, whichever parts were asked for */
    size_t problems; /* those that paidmark_problem_at has */
    size_t errors;   /* found, those included that were not kept */
    size_t warnings; /* as errors */
};

/* Counts a document; of a refused one only the problems are not 0. */
PAIDMARK_API void paidmark_count(const struct paidmark_document *document, uint32_t parts,
                                 struct paidmark_counts *counts);

/* ---- Problems ---------------------------------------------------------------------------------------------------- */

/* Numbers are fixed: a new one is appended, none is used again. */
enum paidmark_problem_code {
    PAIDMARK_PROBLEM_UNCLOSED_BEGIN = 1,
    PAIDMARK_PROBLEM_NESTED_BEGIN = 2,
    PAIDMARK_PROBLEM_UNEXPECTED_END = 3,
    PAIDMARK_PROBLEM_LOOKALIKE_MARKER = 4,
    PAIDMARK_PROBLEM_INVALID_UTF8 = 5,
    PAIDMARK_PROBLEM_NO_PAID_REGION = 6,
    PAIDMARK_PROBLEM_EMPTY_REGION = 7,
    PAIDMARK_PROBLEM_NOTHING_FREE = 8,
    PAIDMARK_PROBLEM_NOT_TEXT = 9,
    PAIDMARK_PROBLEM_FOREIGN_MARKER = 10,
    PAIDMARK_PROBLEM_REPEATED_DIVIDER = 11,
    /* 20 or more characters in a row, 5 of them different, of paid text without its tags and Markdown links, that stand
     * in a free segment, too; only with PAIDMARK_OPTION_ALSO_FREE, and in a document without an error. */
    PAIDMARK_PROBLEM_ALSO_FREE = 12
};

enum paidmark_severity {
    PAIDMARK_SEVERITY_WARNING = 1, /* never refuses a document */
    PAIDMARK_SEVERITY_ERROR = 2
};

/* What a look-alike resembles. */
enum paidmark_marker_kind {
    PAIDMARK_MARKER_NONE = 0,
    PAIDMARK_MARKER_BEGIN = 1, /* a divider, too */
    PAIDMARK_MARKER_END = 2
};

#define PAIDMARK_NO_OFFSET SIZE_MAX

/* Something wrong in the text. The library may append fields: a caller uses the pointer and makes no array of these. */
struct paidmark_problem {
    uint32_t code;     /* enum paidmark_problem_code */
    uint32_t severity; /* enum paidmark_severity */
    size_t offset;     /* where it is, for paidmark_locate */
    size_t bytes;      /* how long the place is; 0 where there is none */
    /* Of a nested begin marker: where its outermost region was opened; of paid text that is free as well: where its
     * first 20 characters are free; else PAIDMARK_NO_OFFSET. */
    size_t related_offset;
    /* Of a look-alike: the marker it resembles, a token of the set; NULL where the set has none of that kind. Of a
     * foreign marker: the name of the marker set that has it. NULL for all other problems. */
    const char *suggestion;
    size_t suggestion_bytes;
    uint32_t resembles; /* enum paidmark_marker_kind, of a look-alike */
};

/* The problem of this index, from 0: errors in document order, then an unclosed begin marker, the missing region, and
 * the warnings; NULL behind the last one. They are the same with and without PAIDMARK_OPTION_SALVAGE. At most
 * paidmark_options.max_problems are kept. Belongs to the document and lives until its next parse. */
PAIDMARK_API const struct paidmark_problem *paidmark_problem_at(const struct paidmark_document *document, size_t index);

/* The stable name of a problem, such as "unclosed-begin", and a sentence about it, without a full stop. Both take any
 * value and never return NULL. Static. */
PAIDMARK_API const char *paidmark_problem_name(uint32_t code);
PAIDMARK_API const char *paidmark_problem_text(uint32_t code);

/* A place in a text. All zeros before the first use. */
struct paidmark_position {
    size_t offset;
    size_t line;
    size_t column; /* in code points; a byte order mark at the start takes up none */
};

/* Sets *position to an offset of a text, by reading on from where *position is: places that are asked for in order cost
 * one pass over the text. An offset before it starts again from the front; one inside a code point is the code point's
 * first byte, one past the end is the end. The text need not be well-formed, and no document is needed. */
PAIDMARK_API void paidmark_locate(const char *text, size_t text_bytes, size_t offset,
                                  struct paidmark_position *position);

/* ---- Render ------------------------------------------------------------------------------------------------------ */

/* As with struct paidmark_options, NULL and zeros are defaults, and size is sizeof(struct paidmark_render_options). */
struct paidmark_render_options {
    size_t size;
    /* Well-formed UTF-8 that stands once for each paid region that has text and is left out; NULL and 0: nothing does.
     * {characters} and {percent} in it become what the region holds, by itself and in hundredths of the document,
     * {region} its number, {regions} how many there are, and {{ a brace; any other { is PAIDMARK_STATUS_BAD_ARGUMENT.
     * Where whole lines are left out, it stands on a line of its own, which ends as the first line of the document. */
    const char *placeholder;
    size_t placeholder_bytes;
};

/* Writes the text of these parts into buffer, byte for byte, without a NUL behind it, and its size into *needed.
 * PAIDMARK_STATUS_BUFFER_TOO_SMALL when capacity does not hold it: then nothing was written. With buffer NULL and
 * capacity 0 it asks for the size. Without a placeholder no rendering is larger than the document.
 * PAIDMARK_STATUS_REFUSED, nothing written and *needed 0, for a document without parts. */
PAIDMARK_API enum paidmark_status paidmark_render(const struct paidmark_document *document, uint32_t parts,
                                                  const struct paidmark_render_options *options, char *buffer,
                                                  size_t capacity, size_t *needed);

/* Bits of the flags of paidmark_excerpt. Unknown bits are PAIDMARK_STATUS_BAD_ARGUMENT. */
#define PAIDMARK_EXCERPT_VISIBLE 0x10000u /* a tag or comment counts as no character, a character reference as one */

/* The same for the beginning of the preview: at most max_characters of it. A longer preview is cut after the last
 * sentence end (one of 。！？；… or . ! ? ; or a line ending, and the closing quotation marks, brackets and end tags
 * behind it) in the second half of that stretch, else behind the last character that fits; never inside a tag, a
 * comment, a character reference, a Markdown link or image, or a grapheme (a character with the combining marks,
 * variation selectors and joiners that belong to it; a flag), nor behind a tag that is no end tag. A full stop directly
 * before an ASCII letter or digit (3.14) ends no sentence. */
PAIDMARK_API enum paidmark_status paidmark_excerpt(const struct paidmark_document *document, size_t max_characters,
                                                   uint32_t flags, char *buffer, size_t capacity, size_t *needed);

/* Parses a text and renders parts of it, in one call: nothing is kept, so the text may move or go afterwards. For the
 * options and the outcome see paidmark_parse and paidmark_render; PAIDMARK_STATUS_SALVAGED tells that all was done, but
 * with errors. A buffer of text_bytes is always large enough. */
PAIDMARK_API enum paidmark_status paidmark_split(const char *text, size_t text_bytes,
                                                 const struct paidmark_options *options, uint32_t parts, char *buffer,
                                                 size_t capacity, size_t *needed);

#ifdef __cplusplus
}
#endif

#endif /* PAIDMARK_H */
