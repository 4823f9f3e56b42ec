/* lookalike.c - damaged markers in the text between exact markers
 * SPDX-License-Identifier: MIT
 *
 * A line is read as items: signs, letters, digits, and fillers (characters of no width, blanks, joiners). Items of
 * other kinds, line ends and exact markers separate. From each anchor that may belong to a look-alike the reader goes
 * from cluster to cluster (cluster.h), as long as a name may be there, and has each judged (rules.h).
 *
 * Time is linear: a cluster is walked backwards once, from the anchor to its start, and forwards once or twice, and
 * never again, since the text up to its end is dealt with then. Only anchors that are turned away at once, in time
 * bounded by a name's length, leave the cluster they stand in unread.
 */
#include "lookalike/lookalike.h"

#include "lookalike/cluster.h"
#include "lookalike/prefilter.h"
#include "lookalike/rules.h"
#include "lookalike/tag.h"

/* ---- From cluster to cluster --------------------------------------------------------------------------------------
 */

/* Judges the cluster at `at` and those that follow without a gap as long as a name may begin there. `first` is the
 * group that the first of them follows; when there are no signs in it, that cluster is read in any case. */
static size_t read_clusters(struct paidmark_lookalike_reader *reader, struct paidmark_group first, size_t at)
{
    struct paidmark_group groups[2] = {first};
    struct paidmark_group *before = &groups[0], *behind = &groups[1];

    for (;;) {
        struct paidmark_letters letters;
        struct paidmark_group *next;

        if (before->signs > 0 && !paidmark_may_begin_name(&reader->items, at))
            return at;
        paidmark_letters_at(&reader->items, at, &letters);
        paidmark_apply_rules(reader, &letters, before, behind);
        at = behind->end;
        if (behind->signs == 0)
            return at;
        next = before;
        before = behind;
        behind = next;
    }
}

/* Reads the cluster that text[at] lies in or that ends there. */
static size_t read_cluster_around(struct paidmark_lookalike_reader *reader, size_t floor, size_t at)
{
    struct paidmark_item item;

    while ((item = paidmark_item_before(&reader->items, floor, at)).kind & CLUSTER_ITEMS)
        at -= item.bytes;
    return read_clusters(reader, (struct paidmark_group){at, at, 0, false}, at);
}

/* Reads around the sign at text[at], before which no other sign is near. What lies on its sides is read only if a name
 * may lie there; bare names have anchors of their own. */
static size_t read_signs(struct paidmark_lookalike_reader *reader, size_t floor, size_t at)
{
    struct paidmark_item first;
    struct paidmark_group group;

    if (paidmark_may_end_name(&reader->items, floor, at))
        return read_cluster_around(reader, floor, at);
    first = paidmark_item_at(&reader->items, at);
    paidmark_read_group(&reader->items, at, &first, &group);
    return read_clusters(reader, group, group.end);
}

/* ---- Anchors ------------------------------------------------------------------------------------------------------
 */

/* Where the word of at most four letters begins that text[at], a letter, may be part of. */
static size_t name_begin(struct paidmark_lookalike_reader *reader, size_t floor, size_t at)
{
    for (int i = 0; i < 3; i++) {
        struct paidmark_item item = paidmark_item_before(&reader->items, floor, at);

        if (item.kind != ITEM_LETTER)
            break;
        at -= item.bytes;
    }
    return at;
}

/* Whether a bare name may begin at text[at]: plain letters have to be those of a name, anything else may be a broken
 * one. */
static bool may_be_name(const struct paidmark_lookalike_reader *reader, size_t at)
{
    const char *expected = "paidbegin";

    for (size_t i = 0; expected[i]; i++) {
        unsigned char byte;

        if (at + i >= reader->items.end)
            return false;
        byte = reader->items.text[at + i];
        if (byte >= 0x80)
            return true;
        if (i == 4 && (byte | 0x20) == 'e')
            expected = "paidend";
        if ((byte | 0x20) != expected[i])
            return false;
    }
    return true;
}

/* Whether a character of no width lies within a word. */
static bool zero_within_word(struct paidmark_lookalike_reader *reader, size_t floor, size_t at, size_t bytes)
{
    return paidmark_item_before(&reader->items, floor, at).kind & (ITEM_LETTER | ITEM_ZERO) &&
           paidmark_item_at(&reader->items, at + bytes).kind & (ITEM_LETTER | ITEM_ZERO);
}

/* Reads what is around a full-width letter or another character of several bytes that ends at the anchor. */
static size_t read_at_wide_anchor(struct paidmark_lookalike_reader *reader, size_t floor, size_t anchor)
{
    struct paidmark_item item = paidmark_item_before(&reader->items, floor, anchor + 1);
    size_t start = anchor + 1 - item.bytes;
    size_t end = 0;

    if (item.kind == ITEM_ZERO && !zero_within_word(reader, floor, start, item.bytes))
        return floor;
    if (item.kind == ITEM_LETTER)
        end = paidmark_read_tag(reader, floor, name_begin(reader, floor, start));
    if (end > 0)
        return end;
    if (item.kind == ITEM_SIGN)
        return read_signs(reader, floor, start);
    return (item.kind & (ITEM_LETTER | ITEM_ZERO)) != 0 ? read_cluster_around(reader, floor, start) : floor;
}

/* Reads what is around "pai", the last letter of which is at the anchor. */
static size_t read_at_plain_name(struct paidmark_lookalike_reader *reader, size_t floor, size_t anchor)
{
    const unsigned char *text = reader->items.text;
    size_t end;

    reader->items.examined++;
    if (anchor < floor + 2 || (text[anchor - 1] | 0x20) != 'a' || (text[anchor - 2] | 0x20) != 'p')
        return floor;
    if (anchor + 1 < reader->items.end && text[anchor + 1] < 0x80 && (text[anchor + 1] | 0x20) != 'd')
        return floor;
    end = paidmark_read_tag(reader, floor, anchor - 2);
    if (end > 0)
        return end;
    return may_be_name(reader, anchor - 2) ? read_cluster_around(reader, floor, anchor) : floor;
}

/* Reads what is around a sign, or what may begin one. */
static size_t read_at_plain_sign(struct paidmark_lookalike_reader *reader, size_t floor, size_t anchor)
{
    if (reader->items.text[anchor] != '&' && paidmark_has_no_name_beside(&reader->items, floor, anchor))
        return floor;
    return paidmark_item_at(&reader->items, anchor).kind == ITEM_SIGN ? read_signs(reader, floor, anchor) : floor;
}

size_t paidmark_lookalikes_read(struct paidmark_lookalike_reader *reader, size_t floor, size_t anchor)
{
    unsigned char byte = reader->items.text[anchor];

    if (byte >= 0x80)
        return read_at_wide_anchor(reader, floor, anchor);
    if ((byte | 0x20) == 'i')
        return read_at_plain_name(reader, floor, anchor);
    return read_at_plain_sign(reader, floor, anchor);
}
