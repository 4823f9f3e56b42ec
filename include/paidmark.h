/* paidmark.h - split a UTF-8 report by its paid-content markers into the free preview and the full version
 * SPDX-License-Identifier: MIT
 *
 * A report carries the markers ##paidbegin## and ##paidend##. What stands between them is paid for, everything else is
 * free. paidmark finds the markers, judges the whole document, and only then hands out its parts. A document whose
 * markers cannot be trusted (unclosed, nested, misspelt, full-width ...) is refused: nothing of it is handed out but a
 * list of problems, each with its place and its reason. A caller that never looks at a return value cannot leak.
 *
 *     struct paidmark_document *document = paidmark_new();
 *     size_t needed = 0;
 *     paidmark_parse(document, text, text_bytes, NULL);
 *     if (paidmark_render(document, PAIDMARK_FREE, buffer, sizeof buffer, &needed) == PAIDMARK_OK)
 *         fwrite(buffer, 1, needed, stdout);
 *     paidmark_free(document);
 *
 * Conventions. Sizes and offsets are bytes, counted from the start of the document, from 0; "characters" are Unicode
 * code points. Lines and columns count from 1. The library does no I/O, reads no locale and no environment, never
 * prints, never exits. Strings it returns are UTF-8 and static unless the comment says otherwise.
 *
 * Threads. A document object belongs to one thread at a time; different objects are independent. The functions that
 * take a const document may run in several threads at once as long as none of them parses into it or frees it.
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

/* ---- Version ------------------------------------------------------------------------------------------------------
 */

#define PAIDMARK_VERSION_MAJOR 0
#define PAIDMARK_VERSION_MINOR 1
#define PAIDMARK_VERSION_PATCH 0
#define PAIDMARK_VERSION       "0.1.0"

/* The version of the library that is running, as "0.1.0"; PAIDMARK_VERSION is that of this header. */
PAIDMARK_API const char *paidmark_version(void);

/* ---- Status of a call ---------------------------------------------------------------------------------------------
 */

/* Numbers are fixed: a new one is appended, none is used again. */
enum paidmark_status {
    PAIDMARK_OK = 0,           /* done; a parsed document has no error (it may have warnings) */
    PAIDMARK_SALVAGED = 1,     /* parsed under PAIDMARK_SALVAGE: there are errors, and what they put in doubt is paid */
    PAIDMARK_REFUSED = 2,      /* the document has errors, or none was parsed: it has problems, but no parts */
    PAIDMARK_NO_MEMORY = 3,    /* an allocation failed; the document holds nothing and can be used again */
    PAIDMARK_BAD_ARGUMENT = 4, /* an argument, option or marker token is not allowed; nothing was done */
    PAIDMARK_BUFFER_TOO_SMALL = 5 /* nothing was written; *needed says how many bytes are */
};

/* A sentence about a status, without a full stop. Takes any value, never returns NULL. */
PAIDMARK_API const char *paidmark_status_text(enum paidmark_status status);

/* ---- Markers ------------------------------------------------------------------------------------------------------
 */

#define PAIDMARK_TOKEN_BYTES_MAX 64

/* One pair of tokens, each 1 to PAIDMARK_TOKEN_BYTES_MAX bytes of well-formed UTF-8 without a line ending. With end
 * NULL and end_bytes 0 the begin token is a divider: its region runs to the end of the document. Tokens are counted,
 * not terminated, so that they can hold U+0000. */
struct paidmark_marker_pair {
    const char *begin;
    size_t begin_bytes;
    const char *end;
    size_t end_bytes;
};

/* The pairs of a named set, and how many there are in *count; NULL and 0 for an unknown name (NULL included). The sets:
 *   "default"    ##paidbegin## ##paidend##
 *   "fastadmin"  the default pair, $$paidbegin$$ $$paidend$$, and <paid> </paid>, in any mixture
 *   "ghost"      the divider <!--members-only-->
 *   "more"       the divider <!--more-->
 * The tokens of named sets are also terminated by a NUL. */
PAIDMARK_API const struct paidmark_marker_pair *paidmark_marker_set(const char *name, size_t *count);

/* ---- Options ------------------------------------------------------------------------------------------------------
 */

/* Bits of paidmark_options.flags. Unknown bits are PAIDMARK_BAD_ARGUMENT. */
#define PAIDMARK_SALVAGE       1u /* read a document with errors towards "paid" instead of refusing it */
#define PAIDMARK_EXACT         2u /* a marker alone on its line takes no line ending with it */
#define PAIDMARK_NO_LOOKALIKES 4u /* do not look for damaged markers */

/* What a document without any paid region is. */
enum paidmark_unmarked {
    PAIDMARK_UNMARKED_FREE = 0, /* free throughout */
    PAIDMARK_UNMARKED_PAID = 1, /* one paid region from its first byte to its last */
    PAIDMARK_UNMARKED_ERROR = 2 /* refused, with the problem PAIDMARK_NO_PAID_REGION, under PAIDMARK_SALVAGE too */
};

/* A NULL pointer to options means all defaults, and so does zero in any field but size, which is always
 * sizeof(struct paidmark_options). The library reads no more than size bytes and takes defaults for what is missing; a
 * larger size is accepted when all bytes that this version does not know are zero. */
struct paidmark_options {
    size_t size;
    uint32_t flags;                             /* PAIDMARK_SALVAGE and so on, or 0 */
    uint32_t unmarked;                          /* enum paidmark_unmarked */
    const struct paidmark_marker_pair *markers; /* NULL: the set "default" */
    size_t marker_count;                        /* pairs in markers; with markers NULL it is 0 */
    size_t max_problems;                        /* problems kept, the rest is only counted; 0: 100 */
};

/* ---- Parse --------------------------------------------------------------------------------------------------------
 */

/* A parsed document: segments, problems and counts, and the memory they need, which it keeps for the next parse. */
struct paidmark_document;

/* An empty document, or NULL when there is no memory. The caller owns it and gives it to paidmark_free. */
PAIDMARK_API struct paidmark_document *paidmark_new(void);

/* Frees a document; NULL is allowed. What it returned (segments, problems) is gone with it. */
PAIDMARK_API void paidmark_free(struct paidmark_document *document);

/* Reads a whole document: text_bytes bytes at text (NULL allowed with 0 bytes), which are not copied and must stay,
 * unchanged, as long as the document is asked about them; so must the tokens in options. options itself is needed
 * during the call only. What an earlier parse left in the document is gone, whatever the outcome.
 *
 * PAIDMARK_OK, PAIDMARK_SALVAGED, PAIDMARK_REFUSED, PAIDMARK_NO_MEMORY or PAIDMARK_BAD_ARGUMENT. Time is linear in
 * text_bytes for every input. Memory does not grow with the text but with the number of its segments. */
PAIDMARK_API enum paidmark_status paidmark_parse(struct paidmark_document *document, const char *text,
                                                 size_t text_bytes, const struct paidmark_options *options);

/* ---- Segments -----------------------------------------------------------------------------------------------------
 */

/* Parts of a document, as bits: PAIDMARK_FREE is the preview, PAIDMARK_FREE | PAIDMARK_PAID the full version,
 * PAIDMARK_PAID the rest. Other bits are PAIDMARK_BAD_ARGUMENT where a status is returned and count as nothing
 * elsewhere. */
#define PAIDMARK_FREE 1u
#define PAIDMARK_PAID 2u

/* A stretch of text of one part and one region, between what was removed. Never of 0 bytes. */
struct paidmark_segment {
    const char *text; /* in the caller's text */
    size_t bytes;
    size_t offset;     /* of text in the document */
    size_t characters; /* a byte order mark at the start of the document is no character */
    size_t region;     /* 1, 2, ... for paid text; 0 for free text */
    uint32_t part;     /* PAIDMARK_FREE or PAIDMARK_PAID */
};

/* The segments in document order, and how many in *count. NULL and 0 when the document was refused or is empty. They
 * belong to the document and live until its next parse. */
PAIDMARK_API const struct paidmark_segment *paidmark_segments(const struct paidmark_document *document, size_t *count);

/* What the parts of a document come to. */
struct paidmark_counts {
    size_t bytes;
    size_t characters;
    size_t segments;
    size_t regions; /* paid regions, empty ones included, whichever parts were asked for */
};

/* The sums over the segments of these parts; all 0 for a refused document. (In C++ the type is then called struct
 * paidmark_counts, with the struct, about which g++ -Wshadow warns.) */
#if defined(__cplusplus) && defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif
PAIDMARK_API struct paidmark_counts paidmark_counts(const struct paidmark_document *document, uint32_t parts);
#if defined(__cplusplus) && defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

/* ---- Problems -----------------------------------------------------------------------------------------------------
 */

/* Numbers are fixed: a new one is appended, none is used again. */
enum paidmark_problem_code {
    PAIDMARK_UNCLOSED_BEGIN = 1,
    PAIDMARK_NESTED_BEGIN = 2,
    PAIDMARK_UNEXPECTED_END = 3,
    PAIDMARK_LOOKALIKE_MARKER = 4,
    PAIDMARK_INVALID_UTF8 = 5,
    PAIDMARK_NO_PAID_REGION = 6,
    PAIDMARK_EMPTY_REGION = 7,
    PAIDMARK_NOTHING_FREE = 8
};

enum paidmark_severity {
    PAIDMARK_WARNING = 1, /* never refuses a document */
    PAIDMARK_ERROR = 2
};

#define PAIDMARK_NO_OFFSET SIZE_MAX

/* Something wrong in the text. */
struct paidmark_problem {
    enum paidmark_problem_code code;
    enum paidmark_severity severity;
    size_t offset; /* where it is, for paidmark_locate */
    size_t bytes;  /* how long the place is; 0 where there is none */
    /* Of a nested begin marker: where its outermost region was opened; else PAIDMARK_NO_OFFSET. */
    size_t related_offset;
    /* Of a look-alike: the marker it resembles, a token of the set, not terminated. NULL where a set of dividers has no
     * such marker, and for all other problems. */
    const char *suggestion;
    size_t suggestion_bytes;
};

/* The problems: errors in document order, then an unclosed begin marker, the missing region, and the warnings. They are
 * the same with and without PAIDMARK_SALVAGE. *count says how many are here. They belong to the document and live until
 * its next parse. */
PAIDMARK_API const struct paidmark_problem *paidmark_problems(const struct paidmark_document *document, size_t *count);

/* How many more problems there were than paidmark_options.max_problems let the document keep. */
PAIDMARK_API size_t paidmark_problems_omitted(const struct paidmark_document *document);

/* The stable name of a problem, such as "unclosed-begin", and a sentence about it, without a full stop. Both take any
 * value and never return NULL. */
PAIDMARK_API const char *paidmark_problem_name(enum paidmark_problem_code code);
PAIDMARK_API const char *paidmark_problem_text(enum paidmark_problem_code code);

/* The line and column of an offset, by reading the text up to there; an offset past the end is the end. A byte order
 * mark takes up no column. Pointers may be NULL. Both are 0 when no text was parsed. */
PAIDMARK_API void paidmark_locate(const struct paidmark_document *document, size_t offset, size_t *line,
                                  size_t *column);

/* ---- Render -------------------------------------------------------------------------------------------------------
 */

/* Writes the text of these parts into buffer, byte for byte, without a NUL behind it, and its size into *needed (which
 * may be NULL). PAIDMARK_BUFFER_TOO_SMALL when capacity does not hold it: then nothing was written. With buffer NULL
 * and capacity 0 it asks for the size. PAIDMARK_REFUSED, nothing written and *needed 0 for a document without parts. */
PAIDMARK_API enum paidmark_status paidmark_render(const struct paidmark_document *document, uint32_t parts,
                                                  char *buffer, size_t capacity, size_t *needed);

/* The same for the beginning of the preview: at most max_characters of it. A longer preview is cut after the last
 * sentence end (one of 。！？；… or . ! ? ; or a line ending) in the second half of that stretch, else behind the last
 * character that fits; never between a character and the combining marks, variation selectors or joiners that belong to
 * it. A full stop directly before an ASCII letter or digit (3.14) ends no sentence. */
PAIDMARK_API enum paidmark_status paidmark_excerpt(const struct paidmark_document *document, size_t max_characters,
                                                   char *buffer, size_t capacity, size_t *needed);

#ifdef __cplusplus
}
#endif

#endif /* PAIDMARK_H */
