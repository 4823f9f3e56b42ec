/* cluster.c - a line as the rules for damaged markers see it: groups of signs, and clusters of letters between them
 * SPDX-License-Identifier: MIT
 */
#include "lookalike/cluster.h"

#include "lookalike/distance.h"

#define LONG_GROUP 6 /* signs from which on one looks for repeated ones */

void paidmark_read_group(struct paidmark_items *items, size_t at, const struct paidmark_item *first,
                         struct paidmark_group *group)
{
    struct paidmark_item item = *first;
    size_t end = at, signs = 0, examined = 0;

    group->begin = at;
    while ((item.kind & (ITEM_SIGN | ITEM_ZERO)) != 0) {
        at += item.bytes;
        if (item.kind == ITEM_SIGN) {
            size_t more = ++signs >= LONG_GROUP ? paidmark_repetitions(items, at - item.bytes, item.bytes) : 0;

            signs += more;
            at += more * item.bytes;
            end = at;
        }
        item = paidmark_next_item(items, at);
        examined++;
    }
    items->examined += examined;
    group->end = end;
    group->signs = signs;
    group->claimed = false;
}

static const unsigned span_items[SPAN_KINDS] = {
    [WORD] = ITEM_LETTER | ITEM_DIGIT | ITEM_ZERO,
    [RUN] = ITEM_LETTER | FILLER_ITEMS,
    [TIGHT_RUN] = ITEM_LETTER | ITEM_ZERO | ITEM_JOINER,
};

static void track_close(struct paidmark_track *track)
{
    if (track->open && !track->closed_one) {
        track->first = track->last;
        track->closed_one = true;
    }
    track->open = false;
}

static void track_add(struct paidmark_track *track, const struct paidmark_letters *letters, bool behind_digit)
{
    struct paidmark_span *span = &track->last;

    if (!track->open) {
        *span = (struct paidmark_span){.begin = letters->begin, .digit_beside = behind_digit};
        track->open = true;
    }
    span->letters = letters->count < LETTERS_KEPT ? span->letters << letters->count * LETTER_BITS : 0;
    span->letters |= letters->packed;
    span->count += letters->count;
    span->end = letters->end;
}

static void close_word(struct paidmark_cluster *cluster)
{
    struct paidmark_track *words = &cluster->tracks[WORD];

    if (words->open && paidmark_name_exact(words->last.letters, words->last.count))
        cluster->bare_name = true;
    track_close(words);
}

/* Ends the spans that an item of this kind does not belong to. */
static void close_spans(struct paidmark_cluster *cluster, size_t at, enum paidmark_item_kind kind)
{
    if (!(span_items[WORD] & (unsigned)kind))
        close_word(cluster);
    for (int i = RUN; i < SPAN_KINDS; i++) {
        struct paidmark_track *track = &cluster->tracks[i];

        if (span_items[i] & (unsigned)kind)
            continue;
        if (kind == ITEM_DIGIT && track->open && track->last.end == at)
            track->last.digit_beside = true;
        track_close(track);
    }
}

static void add_to_core(struct paidmark_cluster *cluster, const struct paidmark_letters *letters)
{
    if (cluster->core_begin == cluster->core_end)
        cluster->core_begin = letters->begin;
    cluster->core_end = letters->end;
    cluster->fillers_behind = 0;
    cluster->zeros_behind = true;
}

static void add_letters(struct paidmark_cluster *cluster, const struct paidmark_letters *letters, bool behind_digit)
{
    add_to_core(cluster, letters);
    for (int i = 0; i < SPAN_KINDS; i++)
        track_add(&cluster->tracks[i], letters, behind_digit);
}

/* A digit is a letter of a word, and of nothing else. */
static struct paidmark_letters one_digit(size_t at, struct paidmark_item item)
{
    return (struct paidmark_letters){.begin = at, .end = at + item.bytes, .packed = DIGIT_CODE, .count = 1};
}

static void add_digit(struct paidmark_cluster *cluster, size_t at, struct paidmark_item item)
{
    struct paidmark_letters digit = one_digit(at, item);

    add_to_core(cluster, &digit);
    track_add(&cluster->tracks[WORD], &digit, false);
}

static void add_filler(struct paidmark_cluster *cluster, enum paidmark_item_kind kind)
{
    if (cluster->core_begin == cluster->core_end) {
        cluster->fillers_before++;
        cluster->zeros_before &= kind == ITEM_ZERO;
    }
    cluster->fillers_behind++;
    cluster->zeros_behind &= kind == ITEM_ZERO;
}

/* Spans are left as they are until their tracks are opened: to clear them all would take as long as to read a name. */
static void start_cluster(struct paidmark_cluster *cluster, size_t begin)
{
    cluster->begin = cluster->core_begin = cluster->core_end = begin;
    cluster->fillers_before = cluster->fillers_behind = 0;
    cluster->zeros_before = cluster->zeros_behind = true;
    cluster->bare_name = false;
    for (int i = 0; i < SPAN_KINDS; i++)
        cluster->tracks[i].open = cluster->tracks[i].closed_one = false;
}

void paidmark_read_cluster(struct paidmark_items *items, struct paidmark_letters *letters,
                           struct paidmark_cluster *cluster)
{
    size_t digit_end = SIZE_MAX;
    size_t at;

    start_cluster(cluster, letters->begin);
    for (;;) {
        struct paidmark_item item = letters->next;

        at = letters->end;
        if (letters->count > 0)
            add_letters(cluster, letters, letters->begin == digit_end);
        if (!(item.kind & CLUSTER_ITEMS))
            break;
        close_spans(cluster, at, item.kind);
        if (item.kind & FILLER_ITEMS)
            add_filler(cluster, item.kind);
        else
            add_digit(cluster, at, item);
        at += item.bytes;
        if (item.kind == ITEM_DIGIT)
            digit_end = at;
        paidmark_letters_at(items, at, letters);
    }
    close_spans(cluster, at, ITEM_OTHER);
    cluster->end = at;
}

struct paidmark_span paidmark_next_word(struct paidmark_items *items, size_t at, size_t end, size_t *next)
{
    struct paidmark_track track = {.open = false};

    while (at < end) {
        struct paidmark_letters letters;

        paidmark_letters_at(items, at, &letters);
        if (letters.count == 0 && letters.next.kind == ITEM_DIGIT)
            letters = one_digit(at, letters.next);
        if (letters.count > 0)
            track_add(&track, &letters, false);
        else if (letters.next.kind != ITEM_ZERO && track.open)
            break;
        at = letters.count > 0 ? letters.end : at + letters.next.bytes;
    }
    *next = at;
    return track.last;
}
