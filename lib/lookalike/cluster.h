/* cluster.h - a line as the rules for damaged markers see it: groups of signs, and clusters of letters between them
 * SPDX-License-Identifier: MIT
 *
 * What matters happens in clusters: stretches of letters, digits and fillers, with a group of signs, or none, directly
 * before and behind them:
 *
 *     price # paid _ begin ## next            # and ## are groups, " paid _ begin " is a cluster, so is "price "
 *
 * A sign can lie beside a name only if the name is at the very start or end of its cluster, so of all stretches in a
 * cluster just the first and the last word, run and tight run can be look-alikes by their signs (rules B, C and D); any
 * word can be a bare name (rule A). One walk over the cluster's items collects these; a second one, over a cluster that
 * does have a bare name, puts the names in order. Names longer than a look-alike can be are not stored: a stretch keeps
 * its last LETTERS_KEPT letters.
 */
#ifndef PAIDMARK_LOOKALIKE_CLUSTER_H
#define PAIDMARK_LOOKALIKE_CLUSTER_H

#include "lookalike/items.h"

/* Signs with nothing but zeros between them. */
struct paidmark_group {
    size_t begin, end;
    size_t signs; /* 0: there is no group */
    bool claimed; /* belongs to the extent of the name before it */
};

/* A stretch of letters, with items of certain kinds between them. */
struct paidmark_span {
    size_t begin, end; /* of the first, behind the last letter */
    uint64_t letters;  /* the last LETTERS_KEPT, packed */
    size_t count;      /* of all letters */
    bool digit_beside; /* directly before or behind it */
};

enum paidmark_span_kind { WORD, RUN, TIGHT_RUN, SPAN_KINDS };

/* The first and the last span of a kind in a cluster. While the cluster is read, `last` is the one being read. */
struct paidmark_track {
    struct paidmark_span first, last;
    bool open;
    bool closed_one;
};

struct paidmark_cluster {
    size_t begin, end;
    size_t core_begin, core_end; /* from the first letter or digit to the last one; equal: there are none */
    size_t fillers_before, fillers_behind;
    bool zeros_before, zeros_behind; /* those fillers are all of no width */
    bool bare_name;                  /* some word is a name */
    struct paidmark_track tracks[SPAN_KINDS];
};

/* Finds the group at text[at], where *first is, which is no zero; perhaps there is none. */
void paidmark_read_group(struct paidmark_items *items, size_t at, const struct paidmark_item *first,
                         struct paidmark_group *group);

/* The cluster that begins with `letters`, of which there may be none. */
void paidmark_read_cluster(struct paidmark_items *items, struct paidmark_letters *letters,
                           struct paidmark_cluster *cluster);

/* The next word of a cluster from `at` on, and where it ends in *next; count 0 when there is none. */
struct paidmark_span paidmark_next_word(struct paidmark_items *items, size_t at, size_t end, size_t *next);

#endif
