/* lookalike.h - damaged markers in the text between exact markers
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_LOOKALIKE_H
#define PAIDMARK_LOOKALIKE_LOOKALIKE_H

#include "lookalike/anchors.h"
#include "lookalike/rules.h"
#include "skeleton/escapes.h"

/* What was looked for at a place and is not there. It stays so while the reading goes on: what has been dealt with only
 * rules out more. */
struct paidmark_absence {
    size_t at;
    uint64_t signs[2]; /* beside these, a bit for each; the first one alone of what is looked for beside any */
};

/* A name without slips; one with slips, behind a sign; one with slips, before a sign. */
enum paidmark_search { PAIDMARK_SEARCH_WHOLE, PAIDMARK_SEARCH_BEHIND, PAIDMARK_SEARCH_BEFORE, PAIDMARK_SEARCHES };

struct paidmark_lookalike_reader {
    struct paidmark_stretch stretch; /* that is read */
    const struct paidmark_names *names;
    size_t anchor;                                        /* that is looked at */
    bool may_be_long;                                     /* the name that is looked for there */
    struct paidmark_absence absent[PAIDMARK_SEARCHES][2]; /* as the text stands, and without tags */
};

/* Whether a reference to a rare sign may begin at text[at]. */
static inline bool paidmark_may_be_reference(const struct paidmark_lookalike_reader *reader, size_t at)
{
    const unsigned char *text = reader->stretch.text;

    if (paidmark_is_rare_sign(reader->names, '&'))
        return true;
    if (reader->stretch.end - at < 3 ||
        (text[at + 1] == 'n' && text[at + 2] == 'b')) /* &nbsp; is what HTML is full of */
        return false;
    return text[at + 1] == '#' || paidmark_byte_class_has(&reader->names->references, text[at + 1]);
}

/* Whether a name may begin at an anchor or little before it. */
static inline bool paidmark_has_first_letter(const struct paidmark_lookalike_reader *reader, size_t anchor)
{
    const bool *is_first = reader->names->first_letters.has;
    const unsigned char *text = reader->stretch.text + anchor;

    if (anchor - reader->stretch.floor < PAIDMARK_ANCHOR_REACH)
        return true;
    return is_first[text[0]] | is_first[text[-1]] | is_first[text[-2]] | is_first[text[-3]] | is_first[text[-4]];
}

/* The same, more strictly, of an anchor that is none of the letters of a name: it may follow one of the first two,
 * which has to be there then. */
static inline bool paidmark_has_letters_before(const struct paidmark_lookalike_reader *reader, size_t anchor)
{
    const bool *is_first = reader->names->first_letters.has, *is_second = reader->names->second_letters.has;
    const unsigned char *text = reader->stretch.text + anchor;

    if (anchor - reader->stretch.floor < 2)
        return anchor > reader->stretch.floor && is_first[text[-1]];
    return is_first[text[-1]] | (is_second[text[-1]] & is_first[text[-2]]);
}

/* Whether text[at] goes on with a character beyond ASCII. If it is an anchor, that is by the byte before it as well. */
static inline bool paidmark_is_beyond(const struct paidmark_lookalike_reader *reader, size_t at)
{
    return (reader->stretch.text[at] & 0xC0) == 0x80;
}

static inline bool paidmark_may_be_in_name(const struct paidmark_lookalike_reader *reader, size_t anchor)
{
    const unsigned char *text = reader->stretch.text;

    if (paidmark_is_beyond(reader, anchor))
        return paidmark_characters_have(&reader->names->letters_beyond, text + anchor);
    if (paidmark_byte_class_has(&reader->names->letters, text[anchor]))
        return paidmark_has_first_letter(reader, anchor);
    if (text[anchor] == '&' && anchor + 1 < reader->stretch.end && text[anchor + 1] == '#')
        return true; /* a numeric reference */
    return paidmark_has_letters_before(reader, anchor);
}

/* Whether no name is at a common sign: letters follow that are none of a name, and alone behind a name it makes no
 * look-alike of that; or it is between two of its kind. */
static inline bool paidmark_has_no_name(const struct paidmark_lookalike_reader *reader, size_t at)
{
    const struct paidmark_stretch *stretch = &reader->stretch;
    const unsigned char *text = stretch->text + at;

    if (stretch->end - at < 2 || at - stretch->begin < 2)
        return false;
    if (text[1] == text[0])
        return text[-1] == text[0] && text[-2] == '\n';
    return paidmark_other_word_begins(&reader->names->behind[1], stretch, at + 1 + (text[1] == ' '));
}

/* Where an escape may begin that has made text[anchor] an anchor: %23 there, =23, \x23 and \u0023 two bytes before. The
 * anchor itself if there is none: no escape but %23 begins with one. */
static inline size_t paidmark_escape_at(const struct paidmark_lookalike_reader *reader, size_t anchor)
{
    const unsigned char *text = reader->stretch.text + anchor;

    if (*text == '%' || anchor - reader->stretch.floor < 2)
        return anchor;
    if (text[-2] == '=')
        return paidmark_is_letter_or_digit(*text) ? anchor - 2 : anchor;
    return text[-2] == '\\' && (text[-1] == 'x' || text[-1] == 'u') ? anchor - 2 : anchor;
}

static inline bool paidmark_may_have_escape(const struct paidmark_lookalike_reader *reader, size_t anchor)
{
    const unsigned char *text = reader->stretch.text;

    if (text[anchor] == '%')
        return anchor + 1 < reader->stretch.end && paidmark_is_letter_or_digit(text[anchor + 1]);
    return paidmark_escape_at(reader, anchor) < anchor;
}

/* Whether a # belongs to a numeric reference, whose & is an anchor, too. */
static inline bool paidmark_is_in_reference(const struct paidmark_lookalike_reader *reader, size_t at)
{
    const unsigned char *text = reader->stretch.text;

    return at > reader->stretch.floor && text[at - 1] == '&' && at + 1 < reader->stretch.end &&
           ((text[at + 1] >= '0' && text[at + 1] <= '9') || (text[at + 1] | 0x20) == 'x');
}

/* Whether an anchor is worth a look, by the bytes next to it: false for most of them. */
static inline bool paidmark_may_be_lookalike(const struct paidmark_lookalike_reader *reader, size_t anchor)
{
    const struct paidmark_names *names = reader->names;
    unsigned char byte = reader->stretch.text[anchor];

    if (paidmark_is_common_sign(byte)) {
        if (byte == '#' && paidmark_is_in_reference(reader, anchor))
            return false;
        return paidmark_has_letters_before(reader, anchor) ||
               (paidmark_byte_class_has(&names->sign_leads, byte) && !paidmark_has_no_name(reader, anchor));
    }
    if (paidmark_is_beyond(reader, anchor))
        return paidmark_characters_have(&names->letters_beyond, reader->stretch.text + anchor) ||
               paidmark_characters_have(&names->signs_beyond, reader->stretch.text + anchor);
    if (paidmark_may_be_in_name(reader, anchor))
        return true;
    if (byte == '&')
        return paidmark_may_be_reference(reader, anchor);
    return paidmark_byte_class_has(&names->sign_leads, byte) || paidmark_may_have_escape(reader, anchor);
}

/* Reads around an anchor that no exact marker is at, for the look-alike that is found there; false if there is none, or
 * the anchor is in an exact marker. It may begin behind the anchor. */
bool paidmark_lookalike_at(struct paidmark_lookalike_reader *reader, size_t anchor,
                           struct paidmark_lookalike *lookalike);

/* The token of the set that was probably meant: the one that the name is from, or else the first one of its kind; NULL
 * if there is none. */
const struct paidmark_token *paidmark_suggested_token(const struct paidmark_matcher *matcher,
                                                      const struct paidmark_name *name);

#endif
