/* segments.c - stretches of text between markers become segments
 * SPDX-License-Identifier: MIT
 */
#include "segments.h"

#include "utf8.h"

struct paidmark_place paidmark_place_at(struct paidmark_reading *reading, size_t offset)
{
    struct paidmark_place *counted = &reading->counted;
    struct paidmark_place place = {offset, 0};

    if (reading->refused)
        return place;
    if (offset == counted->offset)
        return *counted;
    if (offset < counted->offset) {
        place.characters = counted->characters - paidmark_count_characters(reading->text, offset, counted->offset);
        return place;
    }
    place.characters = counted->characters + paidmark_count_characters(reading->text, counted->offset, offset);
    *counted = place;
    return place;
}

/* Adds the text between two places as paid text of a region, or as free text with region 0. */
static void add_segment(struct paidmark_reading *reading, struct paidmark_place begin, struct paidmark_place end,
                        size_t region)
{
    struct paidmark_segment *segment;

    if (begin.offset == end.offset)
        return;
    segment = paidmark_segment_list_add(reading->document, &reading->document->segments);
    if (!segment) {
        reading->no_memory = true;
        return;
    }
    *segment = (struct paidmark_segment){
        .text = (const char *)reading->text + begin.offset,
        .bytes = end.offset - begin.offset,
        .offset = begin.offset,
        .characters = end.characters - begin.characters,
        .region = region,
        .part = region > 0 ? PAIDMARK_PART_PAID : PAIDMARK_PART_FREE,
    };
    if (begin.offset == 0 && reading->start > 0)
        segment->characters--;
}

/* White space is looked for only until the first text is found, so each byte is seen once. */
static void note_text(struct paidmark_reading *reading, size_t begin, size_t end)
{
    bool *has_text = reading->depth > 0 || reading->divider_open ? &reading->region_has_text : &reading->free_has_text;

    if (begin < reading->start)
        begin = reading->start;
    if (!*has_text)
        *has_text = !paidmark_is_white(reading->text, begin, end);
}

/* The place where the stretch begins. Its characters were not counted then, since many a stretch is empty. */
static struct paidmark_place stretch_begin_place(const struct paidmark_reading *reading)
{
    const struct paidmark_place *counted = &reading->stretch_counted;
    size_t begin = reading->stretch_begin;

    return (struct paidmark_place){begin, counted->characters +
                                              paidmark_count_characters(reading->text, counted->offset, begin)};
}

/* The stretch's parts: what is free or hidden, and what is paid from some place on. */
static void add_segments(struct paidmark_reading *reading, size_t end)
{
    struct paidmark_place begin = stretch_begin_place(reading);
    struct paidmark_place stop = paidmark_place_at(reading, end);
    struct paidmark_place opened = stop;

    if (reading->opened_inside)
        opened = reading->opened;
    else if (reading->reading_depth > 0 || reading->paid_to_end)
        opened = begin;
    add_segment(reading, begin, opened, reading->hidden);
    add_segment(reading, opened, stop, reading->regions);
}

void paidmark_add_stretch(struct paidmark_reading *reading, size_t end)
{
    note_text(reading, reading->stretch_begin, end);
    if (!reading->refused)
        add_segments(reading, end);
}

/* The parts of a stretch become one segment. */
void paidmark_pay_for_all(struct paidmark_reading *reading)
{
    struct paidmark_segment_list *segments = &reading->document->segments;
    size_t kept = 0;

    for (size_t i = 0; i < segments->count; i++) {
        struct paidmark_segment *segment = &segments->items[i];
        struct paidmark_segment *last = kept > 0 ? &segments->items[kept - 1] : NULL;

        segment->part = PAIDMARK_PART_PAID;
        segment->region = 1;
        if (last && last->offset + last->bytes == segment->offset) {
            last->bytes += segment->bytes;
            last->characters += segment->characters;
        } else {
            segments->items[kept++] = *segment;
        }
    }
    segments->count = kept;
    reading->regions = 1;
}
