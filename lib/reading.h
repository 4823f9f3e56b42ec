/* reading.h - markers and look-alikes in, segments and problems out
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_READING_H
#define PAIDMARK_READING_H

#include "lookalike/lookalike.h"
#include "results.h"
#include "settings.h"

/* A place in the text and the characters before it. */
struct paidmark_place {
    size_t offset;
    size_t characters;
};

/* The state between two markers. Two depths are counted: one on exact markers alone, which decides on problems and
 * warnings, and one on exact markers and look-alikes of begin markers, which decides on what is paid. They differ only
 * under salvage. */
struct paidmark_reading {
    struct paidmark_document *document;
    const struct paidmark_settings *settings;
    const unsigned char *text;
    size_t end;   /* of the document, or of its well-formed part */
    size_t start; /* behind the byte order mark */
    size_t floor; /* the text before it has been dealt with */
    bool no_memory;
    bool refused;
    struct paidmark_place counted; /* the last place where the characters are known */
    struct paidmark_lookalike_reader lookalikes;

    /* Counted on exact markers alone. */
    size_t depth;
    bool marked;                         /* there was a begin marker */
    size_t first_begin, first_bytes;     /* the first of them */
    size_t outer_begin, outer_bytes;     /* that of the outermost pair that is open */
    bool outer_took_after;               /* that one took along the line ending behind it */
    bool divider_open;                   /* all is paid from a divider on, and depth counts what comes behind it */
    size_t divider_begin, divider_bytes; /* that divider */
    bool region_has_text, free_has_text; /* other than white space */
    size_t foreign_markers;

    /* The reading. */
    size_t reading_depth;
    bool paid_to_end; /* there was a divider, or a look-alike of one */
    size_t regions;

    /* The stretch since the last exact marker and what it took along. It is free or paid throughout, except under
     * salvage, where it may be hidden, and become paid at some place by a look-alike of a begin marker. */
    size_t stretch_begin;
    struct paidmark_place stretch_counted; /* the last place before it where the characters are known */
    size_t hidden;                         /* what would be free is paid, in this region; 0: it is free */
    size_t hidden_region;                  /* that of all that is hidden since a region was opened; 0: nothing is */
    struct paidmark_place opened;
    bool opened_inside; /* `opened` is valid */
};

/* Begins to read the first `end` bytes of the document's text. */
void paidmark_reading_start(struct paidmark_reading *reading, struct paidmark_document *document,
                            const struct paidmark_settings *settings, size_t end);

/* Reads the text up to its end or to the first window with ill-formed UTF-8 in it. Returns where it stopped. */
size_t paidmark_reading_run(struct paidmark_reading *reading, const struct paidmark_kernel *kernel);

/* The end of the document, or what ends it before: a problem of this code and size, or 0. Sets the document's status.
 */
void paidmark_reading_finish(struct paidmark_reading *reading, uint32_t code, size_t bytes);

#endif
