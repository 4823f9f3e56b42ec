/* model.c - a slow, literal second implementation of the paid-marker format, to test the library against
 * SPDX-License-Identifier: MIT
 *
 * The order of this file is the order of tests/spec: text, markers, what is removed, problems, the reading under
 * salvage, segments; then the excerpt and the line and column of an offset. Chapter 6 is in lookalikes.c.
 */
#include "model.h"

#include "lookalikes.h"
#include "marker_set.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Room for one more element behind the first count ones; everything here grows one by one. */
static void *one_more(void *array, size_t count, size_t element_bytes)
{
    void *grown = realloc(array, (count + 1) * element_bytes);
    if (!grown) {
        abort();
    }
    return grown;
}

static void *zeroed(size_t count, size_t element_bytes)
{
    void *array = calloc(count + 1, element_bytes);
    if (!array) {
        abort();
    }
    return array;
}

/* ---- Text -------------------------------------------------------------------------------------------------------- */

/* One step through a text: a code point, or an ill-formed sequence. */
struct step {
    bool well_formed;
    uint32_t code;
    size_t bytes; /* of the code point, or of the maximal subpart of the ill-formed sequence */
};

/* Reads one code point as table 3-7 of The Unicode Standard has it, row by row. There is at least one byte. */
static struct step step_at(const char *text, size_t text_bytes, size_t at)
{
    struct row {
        unsigned lead_from, lead_to;
        unsigned second_from, second_to;
        size_t length;
    };
    const struct row table[] = {
        {0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
        {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
        {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    struct step step = {false, 0, 1};
    unsigned lead = (unsigned char)text[at];
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const struct row *row = &table[i];
        if (lead < row->lead_from || lead > row->lead_to) {
            continue;
        }
        uint32_t code = row->length == 1   ? lead
                        : row->length == 2 ? lead & 0x1Fu
                        : row->length == 3 ? lead & 0x0Fu
                                           : lead & 0x07u;
        for (size_t k = 1; k < row->length; k++) {
            unsigned from = k == 1 ? row->second_from : 0x80;
            unsigned to = k == 1 ? row->second_to : 0xBF;
            unsigned byte = at + k < text_bytes ? (unsigned char)text[at + k] : 0;
            if (byte < from || byte > to) {
                step.bytes = k;
                return step;
            }
            code = code << 6 | (byte & 0x3Fu);
        }
        step.well_formed = true;
        step.code = code;
        step.bytes = row->length;
        return step;
    }
    return step;
}

/* The offset of the first ill-formed sequence or U+0000, or the end of the text. */
static size_t readable_bytes(const char *text, size_t text_bytes)
{
    size_t at = 0;
    while (at < text_bytes) {
        struct step step = step_at(text, text_bytes, at);
        if (!step.well_formed || step.code == 0) {
            break;
        }
        at += step.bytes;
    }
    return at;
}

/* The size of the byte order mark at the very start: 3 or 0. */
static size_t mark_bytes(const char *text, size_t text_bytes)
{
    return text_bytes >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

/* The code points of a well-formed stretch; a byte order mark at the start of the document is none. */
static size_t count_characters(const char *text, size_t from, size_t to)
{
    size_t count = 0;
    size_t at = from == 0 ? mark_bytes(text, to) : from;
    while (at < to) {
        at += step_at(text, to, at).bytes;
        count++;
    }
    return count;
}

static bool is_white_space(uint32_t code)
{
    return (code >= 0x09 && code <= 0x0D) || code == 0x20 || code == 0xA0 || code == 0x3000;
}

/* ---- Markers ----------------------------------------------------------------------------------------------------- */

/* The part that an exact marker plays, counted on exact markers alone. */
enum role {
    ROLE_OPENS,        /* opens a region */
    ROLE_OPENS_INNER,  /* opens a pair inside the region of a divider */
    ROLE_NESTED,       /* a begin marker inside a pair */
    ROLE_REPEATED,     /* a divider inside the region of a divider, in a pair there too */
    ROLE_CLOSES,       /* closes what the one of ROLE_OPENS or ROLE_OPENS_INNER opened */
    ROLE_CLOSES_INNER, /* an end marker that leaves that open */
    ROLE_UNEXPECTED    /* an end marker with nothing to close */
};

struct marker {
    size_t from, to; /* its bytes, those of its tail included */
    bool begin;      /* a begin token or a divider, else an end token */
    bool divider;
    enum role role;
    size_t opener; /* of one that closes, or is nested: the index of the marker that opened */
    bool took_after;
    size_t removed_from, removed_to; /* its bytes, and the blanks and the line ending that it takes along */
};

struct markers {
    size_t count;
    struct marker *at;
};

static bool bytes_at(const char *text, size_t text_bytes, size_t at, const char *bytes, size_t count)
{
    return at <= text_bytes && count <= text_bytes - at && memcmp(text + at, bytes, count) == 0;
}

/* Whether a token of the set stands here, or what is before the tail of one. */
static bool head_at(const char *text, size_t text_bytes, size_t at, const struct paidmark_marker_set *set)
{
    const struct paidmark_marker_pair *pair;
    for (size_t i = 0; (pair = paidmark_marker_set_pair(set, i)); i++) {
        if (bytes_at(text, text_bytes, at, pair->begin, pair->begin_tail ? pair->begin_tail : pair->begin_bytes) ||
            (pair->end &&
             bytes_at(text, text_bytes, at, pair->end, pair->end_tail ? pair->end_tail : pair->end_bytes))) {
            return true;
        }
    }
    return false;
}

/* The size of the marker that stands here if the token does, its tail included; else 0. */
static size_t token_at(const char *text, size_t text_bytes, size_t at, const char *token, size_t token_bytes,
                       size_t tail)
{
    if (!token) {
        return 0;
    }
    if (bytes_at(text, text_bytes, at, token, token_bytes)) {
        return token_bytes;
    }
    const char *rest = token + tail;
    size_t rest_bytes = token_bytes - tail;
    size_t blank = at + tail;
    if (tail == 0 || !bytes_at(text, text_bytes, at, token, tail) || blank >= text_bytes ||
        (text[blank] != ' ' && text[blank] != '\t')) {
        return 0;
    }
    bool like_comment = bytes_at(rest, rest_bytes, 0, "--", 2);
    for (size_t end = blank + 1; end <= blank + 1 + PAIDMARK_TAIL_BYTES_MAX && end < text_bytes; end++) {
        if (bytes_at(text, text_bytes, end, rest, rest_bytes)) {
            return end + rest_bytes - at;
        }
        if (text[end] == '\n' || (like_comment && bytes_at(text, text_bytes, end, "--", 2))) {
            return 0;
        }
    }
    return 0;
}

/* The same of an end token: in its tail no marker begins. */
static size_t end_token_at(const char *text, size_t text_bytes, size_t at, const struct paidmark_marker_pair *pair,
                           const struct paidmark_marker_set *set)
{
    size_t bytes = token_at(text, text_bytes, at, pair->end, pair->end_bytes, pair->end_tail);
    if (bytes <= pair->end_bytes) {
        return bytes;
    }
    for (size_t inside = at + pair->end_tail; inside < at + bytes - (pair->end_bytes - pair->end_tail); inside++) {
        if (head_at(text, text_bytes, inside, set)) {
            return 0;
        }
    }
    return bytes;
}

/* The longest marker of a set that stands here; `to` is `from` if there is none. */
static struct marker marker_at(const char *text, size_t text_bytes, size_t at, const struct paidmark_marker_set *set)
{
    struct marker best = {.from = at, .to = at, .opener = SIZE_MAX};
    const struct paidmark_marker_pair *pair;
    for (size_t i = 0; (pair = paidmark_marker_set_pair(set, i)); i++) {
        size_t bytes = token_at(text, text_bytes, at, pair->begin, pair->begin_bytes, pair->begin_tail);
        if (at + bytes > best.to) {
            best.to = at + bytes;
            best.begin = true;
            best.divider = !pair->end;
        }
        bytes = end_token_at(text, text_bytes, at, pair, set);
        if (at + bytes > best.to) {
            best.to = at + bytes;
            best.begin = false;
            best.divider = false;
        }
    }
    return best;
}

/* Tokens are recognised byte for byte, from left to right, without overlap, the longest first; after a byte order mark
 * at the start. */
static struct markers find_markers(const char *text, size_t text_bytes, const struct paidmark_marker_set *set)
{
    struct markers markers = {0, NULL};
    size_t at = mark_bytes(text, text_bytes);
    while (at < text_bytes) {
        struct marker marker = marker_at(text, text_bytes, at, set);
        if (marker.to == at) {
            at++;
            continue;
        }
        markers.at = one_more(markers.at, markers.count, sizeof *markers.at);
        markers.at[markers.count++] = marker;
        at = marker.to;
    }
    return markers;
}

/* A begin marker opens a region, its matching end marker closes it; depth is counted, the outermost region counts. What
 * a divider opens nothing closes: inside, pairs are balanced among themselves. */
static void pair_markers(struct markers *markers)
{
    size_t depth = 0;
    size_t opener = SIZE_MAX;
    bool behind_divider = false;
    for (size_t i = 0; i < markers->count; i++) {
        struct marker *marker = &markers->at[i];
        if (marker->divider) {
            marker->role = behind_divider ? ROLE_REPEATED : depth > 0 ? ROLE_NESTED : ROLE_OPENS;
            behind_divider = behind_divider || depth == 0;
        } else if (marker->begin && depth > 0) {
            marker->role = ROLE_NESTED;
            depth++;
        } else if (marker->begin) {
            marker->role = behind_divider ? ROLE_OPENS_INNER : ROLE_OPENS;
            opener = i;
            depth = 1;
        } else if (depth == 0) {
            marker->role = ROLE_UNEXPECTED;
        } else {
            depth--;
            marker->role = depth == 0 ? ROLE_CLOSES : ROLE_CLOSES_INNER;
        }
        marker->opener = opener;
    }
}

/* Is there a region, counted on exact markers? */
static bool has_region(const struct markers *markers)
{
    for (size_t i = 0; i < markers->count; i++) {
        if (markers->at[i].role == ROLE_OPENS) {
            return true;
        }
    }
    return false;
}

/* ---- What is removed --------------------------------------------------------------------------------------------- */

/* Is this byte part of an exact marker? */
static bool in_marker(const struct markers *markers, size_t at)
{
    for (size_t i = 0; i < markers->count; i++) {
        if (at >= markers->at[i].from && at < markers->at[i].to) {
            return true;
        }
    }
    return false;
}

/* The size of the line ending that ends right here, or 0. */
static size_t ending_before(const char *text, size_t at, const struct markers *markers)
{
    if (at == 0 || text[at - 1] != '\n') {
        return 0;
    }
    return at >= 2 && text[at - 2] == '\r' && !in_marker(markers, at - 2) ? 2 : 1;
}

/* The size of the line ending that begins right here, or 0. */
static size_t ending_after(const char *text, size_t text_bytes, size_t at, const struct markers *markers)
{
    if (at < text_bytes && text[at] == '\n') {
        return 1;
    }
    return at + 1 < text_bytes && text[at] == '\r' && text[at + 1] == '\n' && !in_marker(markers, at) ? 2 : 0;
}

static bool is_indentation(const char *text, size_t at, const struct markers *markers)
{
    return (text[at] == ' ' || text[at] == '\t') && !in_marker(markers, at);
}

/* Removing a marker removes its bytes; and the blanks and one line ending when it stands alone on its line. */
static void find_removed(const char *text, size_t text_bytes, struct markers *markers, bool exact)
{
    for (size_t i = 0; i < markers->count; i++) {
        struct marker *marker = &markers->at[i];
        size_t line = marker->from;
        size_t behind = marker->to;
        marker->removed_from = marker->from;
        marker->removed_to = marker->to;
        while (line > mark_bytes(text, text_bytes) && is_indentation(text, line - 1, markers)) {
            line--;
        }
        while (behind < text_bytes && is_indentation(text, behind, markers)) {
            behind++;
        }
        size_t before = ending_before(text, line, markers);
        size_t after = ending_after(text, text_bytes, behind, markers);
        bool first_line = line == mark_bytes(text, text_bytes);
        bool alone = (first_line || before > 0) && (after > 0 || behind == text_bytes);
        if (exact || !alone) {
            continue;
        }
        bool before_is_taken = i > 0 && before > 0 && markers->at[i - 1].removed_to == line;
        bool closes_such = marker->role == ROLE_CLOSES && markers->at[marker->opener].took_after;
        marker->removed_from = line;
        marker->removed_to = behind;
        if (before == 0 || before_is_taken || closes_such || marker->divider) {
            marker->removed_to += after;
            marker->took_after = after > 0;
        } else {
            marker->removed_from -= before;
        }
    }
}

/* ---- Events: exact markers, foreign ones and look-alikes in document order --------------------------------------- */

struct event {
    size_t from, to;
    const struct marker *marker; /* an exact one, else NULL */
    const char *foreign;         /* the name of the set whose marker it is, else NULL */
    struct model_lookalike lookalike;
};

struct events {
    size_t count;
    struct event *at;
};

static void add_event(struct events *events, struct event event)
{
    events->at = one_more(events->at, events->count, sizeof *events->at);
    events->at[events->count++] = event;
}

/* A named set, made once. */
static const struct paidmark_marker_set *named_set(size_t index)
{
    static struct paidmark_marker_set *sets[16];
    if (!sets[index] &&
        paidmark_marker_set_new(&sets[index], paidmark_marker_set_name(index), NULL, 0, NULL) != PAIDMARK_STATUS_OK) {
        abort();
    }
    return sets[index];
}

static bool is_same_token(const char *token, size_t token_bytes, size_t tail, const char *other, size_t other_bytes,
                          size_t other_tail)
{
    return other && token_bytes == other_bytes && tail == other_tail && memcmp(token, other, token_bytes) == 0;
}

/* With another tail a token has other markers. */
static bool is_own_token(const struct paidmark_marker_set *set, const char *token, size_t token_bytes, size_t tail)
{
    const struct paidmark_marker_pair *pair;
    for (size_t i = 0; (pair = paidmark_marker_set_pair(set, i)); i++) {
        if (is_same_token(token, token_bytes, tail, pair->begin, pair->begin_bytes, pair->begin_tail) ||
            is_same_token(token, token_bytes, tail, pair->end, pair->end_bytes, pair->end_tail)) {
            return true;
        }
    }
    return false;
}

/* Tokens that are look-alikes under every set, where look-alikes are looked for. */
static bool is_always_lookalike(const char *token, size_t token_bytes)
{
    const char *const tokens[] = {"##paidbegin##", "##paidend##", "$$paidbegin$$", "$$paidend$$", "<paid>", "</paid>"};
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        if (strlen(tokens[i]) == token_bytes && memcmp(tokens[i], token, token_bytes) == 0) {
            return true;
        }
    }
    return false;
}

/* The byte of a foreign token at which it is found, before look-alikes that are found at later ones. */
static size_t anchor_of(const struct paidmark_marker_set *set, const char *token, size_t token_bytes)
{
    const struct paidmark_matcher *matcher = &paidmark_set_or_default(set)->matcher;
    for (size_t i = matcher->own_count; i < matcher->count; i++) {
        if (matcher->tokens[i].bytes == token_bytes && memcmp(matcher->tokens[i].text, token, token_bytes) == 0) {
            return matcher->tokens[i].anchor;
        }
    }
    return 0;
}

struct foreign_token {
    const char *set;
    const char *text;
    size_t bytes, tail;
};

/* The tokens of the other named sets, at most `max`. */
static size_t foreign_tokens(const struct paidmark_options *options, struct foreign_token *tokens, size_t max)
{
    const char *name;
    size_t count = 0;
    bool lookalikes = !(options->flags & PAIDMARK_OPTION_NO_LOOKALIKES);
    for (size_t i = 0; (name = paidmark_marker_set_name(i)); i++) {
        const struct paidmark_marker_pair *pair;
        for (size_t k = 0; (pair = paidmark_marker_set_pair(named_set(i), k)); k++) {
            const struct foreign_token both[] = {{name, pair->begin, pair->begin_bytes, pair->begin_tail},
                                                 {name, pair->end, pair->end_bytes, pair->end_tail}};
            for (size_t which = 0; which < 2; which++) {
                const struct foreign_token *token = &both[which];
                if (token->text && count < max &&
                    !is_own_token(options->markers, token->text, token->bytes, token->tail) &&
                    !(lookalikes && is_always_lookalike(token->text, token->bytes))) {
                    tokens[count++] = *token;
                }
            }
        }
    }
    return count;
}

/* The marker of another set that is found at this byte: the one that begins first, then the longest. */
static bool foreign_at(const char *text, size_t floor, size_t at, size_t end, const struct paidmark_options *options,
                       struct event *event)
{
    struct foreign_token tokens[32];
    size_t count = foreign_tokens(options, tokens, sizeof tokens / sizeof tokens[0]);
    *event = (struct event){.from = at, .to = 0};
    for (size_t i = 0; i < count; i++) {
        size_t anchor = anchor_of(options->markers, tokens[i].text, tokens[i].bytes);
        if (anchor > at - floor) {
            continue;
        }
        size_t from = at - anchor;
        size_t bytes = token_at(text, end, from, tokens[i].text, tokens[i].bytes, tokens[i].tail);
        if (bytes > 0 && (from < event->from || from + bytes > event->to)) {
            *event = (struct event){.from = from, .to = from + bytes, .foreign = tokens[i].set};
        }
    }
    return event->to > 0;
}

/* The look-alike or the marker of another set that is found at this byte. */
static bool find_at(const struct model_stretch *stretch, size_t floor, size_t at, const struct model_names *names,
                    const struct paidmark_options *options, struct event *event)
{
    *event = (struct event){0};
    if (!(options->flags & PAIDMARK_OPTION_NO_LOOKALIKES) && model_is_anchor(names, stretch->text, at) &&
        model_lookalike_at(names, *stretch, floor, at, &event->lookalike)) {
        event->from = event->lookalike.from;
        event->to = event->lookalike.to;
        return true;
    }
    return foreign_at((const char *)stretch->text, floor, at, stretch->end, options, event);
}

/* What is in the text between two exact markers. What is found may begin behind the byte that it is found at: what
 * is found at the bytes between comes first if it begins before that. */
static void find_in_stretch(struct events *events, const char *text, size_t begin, size_t end,
                            const struct model_names *names, const struct paidmark_options *options)
{
    struct model_stretch stretch = {(const unsigned char *)text, begin, end, begin};
    size_t floor = begin;
    size_t at = begin;
    while (at < end) {
        struct event event;
        if (!find_at(&stretch, floor, at, names, options, &event)) {
            at++;
            continue;
        }
        for (size_t next = at + 1; next < event.from; next++) {
            struct event other;
            if (find_at(&stretch, floor, next, names, options, &other) && other.from < event.from) {
                event = other;
            }
        }
        add_event(events, event);
        floor = event.to;
        /* If it ends before this byte, the next one may be found at the same. */
        at = floor > at ? floor : at;
    }
}

static struct events find_events(const char *text, size_t text_bytes, const struct markers *markers,
                                 const struct model_names *names, const struct paidmark_options *options)
{
    struct events events = {0, NULL};
    size_t begin = mark_bytes(text, text_bytes);
    for (size_t i = 0; i < markers->count; i++) {
        find_in_stretch(&events, text, begin, markers->at[i].from, names, options);
        add_event(&events, (struct event){markers->at[i].from, markers->at[i].to, &markers->at[i], NULL, {0}});
        begin = markers->at[i].to;
    }
    find_in_stretch(&events, text, begin, text_bytes, names, options);
    return events;
}

static bool is_lookalike(const struct event *event)
{
    return !event->marker && !event->foreign;
}

/* ---- Problems ---------------------------------------------------------------------------------------------------- */

struct problems {
    size_t count;
    struct paidmark_problem *at;
};

static struct paidmark_problem *add_problem(struct problems *problems, enum paidmark_problem_code code,
                                            enum paidmark_severity severity, size_t from, size_t to)
{
    problems->at = one_more(problems->at, problems->count, sizeof *problems->at);
    struct paidmark_problem *problem = &problems->at[problems->count++];
    memset(problem, 0, sizeof *problem);
    problem->code = code;
    problem->severity = severity;
    problem->offset = from;
    problem->bytes = to - from;
    problem->related_offset = PAIDMARK_NO_OFFSET;
    return problem;
}

static struct paidmark_problem *add_error(struct problems *problems, enum paidmark_problem_code code, size_t from,
                                          size_t to)
{
    return add_problem(problems, code, PAIDMARK_SEVERITY_ERROR, from, to);
}

/* Is there nothing between two offsets but markers, white space, and a byte order mark at the start of the document? */
static bool only_white_space(const char *text, size_t from, size_t to, const struct markers *markers)
{
    size_t at = from == 0 ? mark_bytes(text, to) : from;
    while (at < to) {
        struct step step = step_at(text, to, at);
        if (!in_marker(markers, at) && !is_white_space(step.code)) {
            return false;
        }
        at += step.bytes;
    }
    return true;
}

/* Whether a marker opens a region with nothing in it. That of a divider ends with the document, `read_all` of which has
 * been read. */
static bool opens_empty_region(const char *text, size_t text_bytes, const struct markers *markers,
                               const struct marker *marker, bool read_all)
{
    if (marker->role != ROLE_OPENS) {
        return false;
    }
    if (marker->divider) {
        return read_all && only_white_space(text, marker->to, text_bytes, markers);
    }
    for (size_t i = 0; i < markers->count; i++) {
        const struct marker *other = &markers->at[i];
        if (other->role == ROLE_CLOSES && &markers->at[other->opener] == marker) {
            return only_white_space(text, marker->to, other->from, markers);
        }
    }
    return false;
}

static void add_foreign(struct problems *problems, const struct event *event, enum paidmark_severity severity)
{
    struct paidmark_problem *problem =
        add_problem(problems, PAIDMARK_PROBLEM_FOREIGN_MARKER, severity, event->from, event->to);
    problem->suggestion = event->foreign;
    problem->suggestion_bytes = strlen(event->foreign);
}

static void add_lookalike(struct problems *problems, const struct event *event)
{
    struct paidmark_problem *problem = add_error(problems, PAIDMARK_PROBLEM_LOOKALIKE_MARKER, event->from, event->to);
    problem->suggestion = event->lookalike.suggestion;
    problem->suggestion_bytes = event->lookalike.suggestion_bytes;
    problem->resembles = event->lookalike.begin ? PAIDMARK_MARKER_BEGIN : PAIDMARK_MARKER_END;
}

/* The errors in document order. Depth is counted on exact markers alone. */
static void list_errors(struct problems *problems, const struct events *events, const struct markers *markers,
                        const char *text, size_t text_bytes, bool read_all)
{
    for (size_t i = 0; i < events->count; i++) {
        const struct event *event = &events->at[i];
        const struct marker *marker = event->marker;
        if (event->foreign) {
            if (read_all && !has_region(markers)) {
                add_foreign(problems, event, PAIDMARK_SEVERITY_ERROR);
            }
        } else if (!marker) {
            add_lookalike(problems, event);
        } else if (marker->role == ROLE_NESTED) {
            add_error(problems, PAIDMARK_PROBLEM_NESTED_BEGIN, event->from, event->to)->related_offset =
                markers->at[marker->opener].from;
        } else if (marker->role == ROLE_UNEXPECTED) {
            add_error(problems, PAIDMARK_PROBLEM_UNEXPECTED_END, event->from, event->to);
        } else if (opens_empty_region(text, text_bytes, markers, marker, read_all)) {
            add_error(problems, PAIDMARK_PROBLEM_EMPTY_REGION, event->from, event->to);
        }
    }
}

/* The begin marker that is open at the end of the document, or NULL. */
static const struct marker *open_at_the_end(const struct markers *markers)
{
    const struct marker *open = NULL;
    for (size_t i = 0; i < markers->count; i++) {
        const struct marker *marker = &markers->at[i];
        bool opens = marker->role == ROLE_OPENS || marker->role == ROLE_OPENS_INNER;
        if (opens && !marker->divider) {
            open = marker;
        } else if (marker->role == ROLE_CLOSES) {
            open = NULL;
        }
    }
    return open;
}

/* Whether a byte is in a region, by the exact markers. */
static bool is_in_region(const struct markers *markers, size_t at)
{
    bool inside = false;
    bool behind_divider = false;
    for (size_t i = 0; i < markers->count && markers->at[i].from <= at; i++) {
        const struct marker *marker = &markers->at[i];
        inside = marker->role == ROLE_OPENS || (inside && marker->role != ROLE_CLOSES);
        behind_divider = behind_divider || (marker->role == ROLE_OPENS && marker->divider);
    }
    return inside || behind_divider;
}

/* The first begin marker, if there is a region and nothing is free. */
static const struct marker *begins_where_nothing_is_free(const char *text, size_t text_bytes,
                                                         const struct markers *markers)
{
    for (size_t at = mark_bytes(text, text_bytes); at < text_bytes; at += step_at(text, text_bytes, at).bytes) {
        if (!in_marker(markers, at) && !is_in_region(markers, at) &&
            !is_white_space(step_at(text, text_bytes, at).code)) {
            return NULL;
        }
    }
    for (size_t i = 0; i < markers->count; i++) {
        if (markers->at[i].role == ROLE_OPENS) {
            return &markers->at[i];
        }
    }
    return NULL;
}

/* The warnings in document order, and whether nothing is free. */
static void list_warnings(struct problems *problems, const char *text, size_t text_bytes, const struct events *events,
                          const struct markers *markers)
{
    for (size_t i = 0; i < events->count; i++) {
        const struct event *event = &events->at[i];
        if (event->foreign && has_region(markers)) {
            add_foreign(problems, event, PAIDMARK_SEVERITY_WARNING);
        } else if (event->marker && event->marker->role == ROLE_REPEATED) {
            add_problem(problems, PAIDMARK_PROBLEM_REPEATED_DIVIDER, PAIDMARK_SEVERITY_WARNING, event->from, event->to);
        }
    }
    const struct marker *first = begins_where_nothing_is_free(text, text_bytes, markers);
    if (first) {
        add_problem(problems, PAIDMARK_PROBLEM_NOTHING_FREE, PAIDMARK_SEVERITY_WARNING, first->from, first->to);
    }
}

/* ---- The reading ------------------------------------------------------------------------------------------------- */

/* The region of every byte, 0 for free text. */
struct reading {
    size_t regions;
    size_t *region_of;
};

static void paint(struct reading *reading, size_t from, size_t to, size_t region)
{
    for (size_t i = from; i < to; i++) {
        reading->region_of[i] = region;
    }
}

/* The end of the text up to which something is hidden from this event on: the next exact marker, what a look-alike of a
 * begin marker opens, or the end of the document. */
static size_t hidden_up_to(const struct events *events, size_t event, size_t text_bytes)
{
    for (size_t i = event + 1; i < events->count; i++) {
        if (events->at[i].marker || (is_lookalike(&events->at[i]) && events->at[i].lookalike.begin)) {
            return events->at[i].from;
        }
    }
    return text_bytes;
}

/* The reading towards paid; without errors it is what the markers say. Depth is counted on exact markers and on
 * look-alikes of begin markers. */
static struct reading read_regions(const char *text, size_t text_bytes, const struct events *events,
                                   const struct markers *markers)
{
    struct reading reading = {0, zeroed(text_bytes, sizeof(size_t))};
    size_t depth = 0;
    bool endless = false; /* a divider, or a look-alike of one, has opened what is open, or is in it */
    size_t opened_at = 0, region = 0;
    size_t exact_to = 0; /* the end of the exact marker before, or the start of the document */
    size_t hidden = 0;   /* the region of what end markers and empty regions hide; 0 for none yet */
    for (size_t i = 0; i < events->count; i++) {
        const struct event *event = &events->at[i];
        const struct marker *marker = event->marker;
        if (event->foreign) {
            continue;
        }
        if (marker ? marker->begin : event->lookalike.begin) {
            if (depth == 0) {
                region = ++reading.regions;
                opened_at = event->from;
            }
            depth++;
            hidden = 0;
            endless = endless || (marker ? marker->divider : event->lookalike.divider);
        } else if (depth == 0) {
            hidden = hidden > 0 ? hidden : ++reading.regions;
            paint(&reading, exact_to, hidden_up_to(events, i, text_bytes), hidden);
        } else if (marker && !endless && --depth == 0) {
            paint(&reading, opened_at, event->from, region);
            if (marker->role == ROLE_CLOSES &&
                opens_empty_region(text, text_bytes, markers, &markers->at[marker->opener], true)) {
                hidden = ++reading.regions;
                paint(&reading, event->to, hidden_up_to(events, i, text_bytes), hidden);
            }
        }
        exact_to = marker ? event->to : exact_to;
    }
    if (depth > 0) {
        paint(&reading, opened_at, text_bytes, region);
    }
    return reading;
}

/* One region from the first byte to the last. */
static struct reading read_as_paid(size_t text_bytes)
{
    struct reading reading = {1, zeroed(text_bytes, sizeof(size_t))};
    paint(&reading, 0, text_bytes, 1);
    return reading;
}

static bool is_paid_throughout(const struct paidmark_options *options, const struct events *events,
                               const struct markers *markers)
{
    bool foreign = false;
    for (size_t i = 0; i < events->count; i++) {
        foreign = foreign || events->at[i].foreign;
    }
    return !has_region(markers) && (foreign || options->unmarked == PAIDMARK_UNMARKED_PAID);
}

/* ---- Segments ---------------------------------------------------------------------------------------------------- */

/* The maximal stretches of text of one part and one region between what was removed. */
static void list_segments(struct model_result *result, const char *text, size_t text_bytes,
                          const struct markers *markers, const struct reading *reading)
{
    bool *removed = zeroed(text_bytes, sizeof *removed);
    for (size_t i = 0; i < markers->count; i++) {
        for (size_t k = markers->at[i].removed_from; k < markers->at[i].removed_to; k++) {
            removed[k] = true;
        }
    }
    size_t from = 0;
    while (from < text_bytes) {
        if (removed[from]) {
            from++;
            continue;
        }
        size_t to = from;
        while (to < text_bytes && !removed[to] && reading->region_of[to] == reading->region_of[from]) {
            to++;
        }
        struct paidmark_segment segment = {
            .text = text + from,
            .bytes = to - from,
            .offset = from,
            .characters = count_characters(text, from, to),
            .region = reading->region_of[from],
            .part = reading->region_of[from] > 0 ? PAIDMARK_PART_PAID : PAIDMARK_PART_FREE,
        };
        result->segments = one_more(result->segments, result->segment_count, sizeof *result->segments);
        result->segments[result->segment_count++] = segment;
        from = to;
    }
    free(removed);
}

/* ---- The whole --------------------------------------------------------------------------------------------------- */

/* Which errors there are decides what is handed out. */
static enum paidmark_status judge(const struct problems *problems, bool salvage)
{
    enum paidmark_status status = PAIDMARK_STATUS_OK;
    for (size_t i = 0; i < problems->count; i++) {
        const struct paidmark_problem *problem = &problems->at[i];
        if (problem->code == PAIDMARK_PROBLEM_INVALID_UTF8 || problem->code == PAIDMARK_PROBLEM_NOT_TEXT ||
            problem->code == PAIDMARK_PROBLEM_NO_PAID_REGION) {
            return PAIDMARK_STATUS_REFUSED;
        }
        if (problem->severity == PAIDMARK_SEVERITY_ERROR) {
            status = salvage ? PAIDMARK_STATUS_SALVAGED : PAIDMARK_STATUS_REFUSED;
        }
    }
    return status;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The options with defaults for what is missing. */
static struct paidmark_options complete_options(const struct paidmark_options *given)
{
    struct paidmark_options options = {.size = sizeof options};
    if (given) {
        memcpy(&options, given, smaller(given->size, sizeof options));
    }
    if (options.max_problems == 0) {
        options.max_problems = 100;
    }
    return options;
}

/* What the end of the document tells, or what the reading ended at. */
static void list_rest(struct problems *problems, const char *text, size_t text_bytes, size_t read_bytes,
                      const struct events *events, const struct markers *markers,
                      const struct paidmark_options *options)
{
    if (read_bytes < text_bytes) {
        struct step step = step_at(text, text_bytes, read_bytes);
        add_error(problems, step.well_formed ? PAIDMARK_PROBLEM_NOT_TEXT : PAIDMARK_PROBLEM_INVALID_UTF8, read_bytes,
                  read_bytes + step.bytes);
        return;
    }
    const struct marker *open = open_at_the_end(markers);
    if (open) {
        add_error(problems, PAIDMARK_PROBLEM_UNCLOSED_BEGIN, open->from, open->to);
    }
    if (!has_region(markers) && options->unmarked == PAIDMARK_UNMARKED_ERROR) {
        add_error(problems, PAIDMARK_PROBLEM_NO_PAID_REGION, 0, 0);
    }
    list_warnings(problems, text, text_bytes, events, markers);
}

void model_parse(struct model_result *result, const char *text, size_t text_bytes, const struct paidmark_options *given)
{
    const struct paidmark_options options = complete_options(given);
    struct model_names *names = model_names_new(options.markers);
    memset(result, 0, sizeof *result);

    /* What comes before an ill-formed sequence is read as if the text ended there. */
    size_t read_bytes = readable_bytes(text, text_bytes);
    struct markers markers = find_markers(text, read_bytes, options.markers);
    pair_markers(&markers);
    find_removed(text, read_bytes, &markers, (options.flags & PAIDMARK_OPTION_EXACT) != 0);
    struct events events = find_events(text, read_bytes, &markers, names, &options);

    struct problems problems = {0, NULL};
    list_errors(&problems, &events, &markers, text, read_bytes, read_bytes == text_bytes);
    list_rest(&problems, text, text_bytes, read_bytes, &events, &markers, &options);
    for (size_t i = 0; i < problems.count; i++) {
        result->errors += problems.at[i].severity == PAIDMARK_SEVERITY_ERROR ? 1 : 0;
        result->warnings += problems.at[i].severity == PAIDMARK_SEVERITY_WARNING ? 1 : 0;
    }
    result->status = judge(&problems, (options.flags & PAIDMARK_OPTION_SALVAGE) != 0);
    if (result->status != PAIDMARK_STATUS_REFUSED) {
        struct reading reading = is_paid_throughout(&options, &events, &markers)
                                     ? read_as_paid(text_bytes)
                                     : read_regions(text, text_bytes, &events, &markers);
        list_segments(result, text, text_bytes, &markers, &reading);
        result->regions = reading.regions;
        free(reading.region_of);
    }
    result->problem_count = smaller(problems.count, options.max_problems);
    result->problems = problems.at;
    free(events.at);
    free(markers.at);
    model_names_free(names);
}

void model_release(struct model_result *result)
{
    free(result->segments);
    free(result->problems);
    memset(result, 0, sizeof *result);
}

/* ---- Excerpt ----------------------------------------------------------------------------------------------------- */

/* A character, or what is no less divided than one: a tag or comment, a reference. */
struct character {
    uint32_t code; /* of a reference: what it stands for; of a tag: < */
    size_t from;
    size_t counted; /* up to its end */
    bool is_tag, is_end_tag;
    bool follows_in_link; /* it is in a link that began before it */
};

/* ---- Excerpt: what is not divided ---- */

/* All code points of a preview but a byte order mark. */
struct points {
    struct character *at;
    size_t count;
};

static bool is_point(const struct points *points, size_t index, uint32_t code)
{
    return index < points->count && points->at[index].code == code;
}

static bool is_point_in(const struct points *points, size_t index, const char *set)
{
    uint32_t code = index < points->count ? points->at[index].code : 0;
    return code > 0 && code < 0x80 && strchr(set, (int)code) != NULL;
}

static bool is_point_letter(const struct points *points, size_t index)
{
    return index < points->count && points->at[index].code < 0x80 && isalpha((int)points->at[index].code);
}

static bool is_point_alphanumeric(const struct points *points, size_t index)
{
    return index < points->count && points->at[index].code < 0x80 && isalnum((int)points->at[index].code);
}

static bool is_text_at(const struct points *points, size_t index, const char *text)
{
    for (; *text != '\0'; text++, index++) {
        if (!is_point(points, index, (unsigned char)*text)) {
            return false;
        }
    }
    return true;
}

/* Behind the comment or tag that begins here, 0 if none does. Not closed, it ends where it can end no more. */
static size_t tag_end(const struct points *points, size_t at, bool *closed)
{
    *closed = true;
    if (is_text_at(points, at, "<!--")) {
        for (size_t end = at + 2; end < points->count; end++) {
            if (is_text_at(points, end, "-->")) {
                return end + 3;
            }
        }
        *closed = false;
        return points->count;
    }
    size_t name = at + 1 + is_point_in(points, at + 1, "/!?");
    if (!is_point(points, at, '<') || !(is_point_letter(points, name) || is_text_at(points, at, "<!["))) {
        return 0;
    }
    size_t end = name + 1;
    while (end < points->count && !is_point_in(points, end, "<>")) {
        size_t value = end + 1;
        while (is_point(points, end, '=') && is_point_in(points, value, " \t\n\v\f\r")) {
            value++;
        }
        if (!is_point(points, end, '=') || !is_point_in(points, value, "\"'")) {
            end++;
            continue;
        }
        end = value + 1;
        while (end < points->count && points->at[end].code != points->at[value].code) {
            end++;
        }
        end += end < points->count;
        /* What closed a value is no = before another. */
    }
    *closed = is_point(points, end, '>');
    return end + *closed;
}

/* The number written here, in this base; *end is where its digits end. At most so many digits. */
static uint32_t number_at(const struct points *points, size_t at, unsigned base, size_t most, size_t *end)
{
    uint32_t number = 0;
    size_t digits = 0;
    while (digits < most && is_point_alphanumeric(points, at + digits)) {
        char digit[2] = {(char)points->at[at + digits].code, '\0'};
        char *behind;
        unsigned long value = strtoul(digit, &behind, (int)base);
        if (*behind != '\0') {
            break;
        }
        number = number * base + (uint32_t)value;
        digits++;
    }
    *end = at + digits;
    return number;
}

/* Behind the number of a reference, or `at` if there is none, and its character. */
static size_t numeric_reference(const struct points *points, size_t at, uint32_t *code)
{
    bool is_hexadecimal = is_point_in(points, at, "xX");
    size_t end;
    uint32_t number = number_at(points, at + is_hexadecimal, is_hexadecimal ? 16 : 10, is_hexadecimal ? 6 : 7, &end);
    if (end == at + is_hexadecimal || number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF)) {
        return at;
    }
    *code = number;
    return end + is_point(points, end, ';');
}

static bool is_name_at(const struct points *points, size_t index, const char *name)
{
    while (*name != '\0' && index < points->count && points->at[index].code < 0x80 &&
           tolower((int)points->at[index].code) == *name) {
        name++;
        index++;
    }
    return *name == '\0';
}

/* Of the names, which are read in any case, only a few: others stand for a sign that ends and closes nothing. */
static size_t named_reference(const struct points *points, size_t at, uint32_t *code)
{
    const struct {
        const char *name;
        uint32_t code;
    } names[] = {{"quot;", '"'},   {"rdquo;", 0x201D}, {"hellip;", 0x2026}, {"period;", '.'},
                 {"nbsp;", 0xA0},  {"nbsp", 0xA0},     {"shy;", 0xAD},      {"shy", 0xAD},
                 {"zwj;", 0x200D}, {"lt", '<'},        {"gt", '>'}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (is_name_at(points, at, names[i].name)) {
            *code = names[i].code;
            return at + strlen(names[i].name);
        }
    }
    return at;
}

/* Behind the reference that begins here, or what looks like one; 0 if none does. *once: it counts for one. */
static size_t reference_end(const struct points *points, size_t at, uint32_t *code, bool *once)
{
    size_t name = at + 1 + is_point(points, at + 1, '#');
    size_t end = name;
    while (end - name < 32 && is_point_alphanumeric(points, end)) {
        end++;
    }
    bool has_semicolon = end > name && is_point(points, end, ';');
    end += has_semicolon;
    *code = '&';
    size_t known = name > at + 1 ? numeric_reference(points, name, code) : named_reference(points, name, code);
    *once = has_semicolon || known > name;
    if (known == end || (known > name && !has_semicolon)) {
        return known;
    }
    *code = '&';
    return end;
}

/* Behind the bracket that closes what begins here, 0 if none does. */
static size_t bracket_end(const struct points *points, size_t at, uint32_t open, uint32_t close)
{
    size_t depth = 1;
    uint32_t title = 0;
    size_t lines = 0; /* line endings with nothing between them */
    for (size_t i = at; i < points->count && points->at[i].from - points->at[at].from < 4096; i++) {
        uint32_t code = points->at[i].code;
        lines = code == '\n' ? lines + 1 : code == '\r' ? lines : 0;
        if (lines == 2) {
            return 0;
        }
        if (code == '\\') {
            i++;
            lines = is_point(points, i, '\n');
        } else if (title != 0) {
            title = code == title ? 0 : title;
        } else if (open == '(' && i > at && is_point_in(points, i - 1, " \t\n\v\f\r") &&
                   is_point_in(points, i, "\"'")) {
            title = code;
        } else if (code == open) {
            depth++;
        } else if (code == close) {
            depth--;
        }
        if (depth == 0) {
            return i + 1;
        }
        if (depth > 8) {
            return 0;
        }
    }
    return 0;
}

/* Behind the link or image that begins here, 0 if none does. */
static size_t link_end(const struct points *points, size_t at)
{
    size_t text = at + 1 + is_point(points, at, '!');
    if (!is_point(points, text - 1, '[')) {
        return 0;
    }
    size_t target = bracket_end(points, text, '[', ']');
    return target > 0 && is_point(points, target, '(') ? bracket_end(points, target + 1, '(', ')') : 0;
}

/* Makes of all code points those that are divided, in the place of the first of each, and gives their number. */
static size_t join_points(struct points *points, bool visible)
{
    size_t count = 0, counted = 0, link = 0, behind;
    bool escaped = false;
    for (size_t at = 0; at < points->count; at = behind) {
        struct character unit = {.code = points->at[at].code, .from = points->at[at].from};
        bool counts_less = false;
        behind = at + 1;
        if (unit.code == '<') {
            size_t end = tag_end(points, at, &counts_less);
            unit.is_tag = end > 0;
            unit.is_end_tag = end > 0 && counts_less && is_point(points, at + 1, '/');
            behind = end > 0 ? end : behind;
            counts_less = counts_less && end > 0;
        } else if (unit.code == '&') {
            behind = reference_end(points, at, &unit.code, &counts_less);
        }
        unit.follows_in_link = at < link;
        if (at >= link && !escaped && is_point_in(points, at, "![")) {
            size_t end = link_end(points, at);
            link = end > 0 ? end : link;
        }
        escaped = is_point(points, at, '\\') && !escaped;
        counted += visible && counts_less ? !unit.is_tag : behind - at;
        unit.counted = counted;
        points->at[count++] = unit; /* never behind `at`, and read no more */
    }
    return count;
}

/* ---- Excerpt: where it ends ---- */

/* Combining marks, variation selectors and emoji modifiers. */
static bool is_mark(uint32_t code)
{
    const uint32_t ranges[][2] = {
        {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},   {0x064B, 0x065F},   {0x0900, 0x0903}, {0x093A, 0x093C},
        {0x093E, 0x094F}, {0x1AB0, 0x1ACE}, {0x1DC0, 0x1DFF},   {0x20D0, 0x20F0},   {0x302A, 0x302F}, {0x3099, 0x309A},
        {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF}, {0xE0100, 0xE01EF},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (code >= ranges[i][0] && code <= ranges[i][1]) {
            return true;
        }
    }
    return false;
}

/* Characters that show nothing by themselves and take no marks. */
static bool is_control(uint32_t code)
{
    const uint32_t ranges[][2] = {
        {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x061C, 0x061C}, {0x180E, 0x180E}, {0x200B, 0x200B},
        {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF0, 0xFFFB},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (code >= ranges[i][0] && code <= ranges[i][1]) {
            return true;
        }
    }
    return false;
}

/* Marks and joiners belong to the character before them, unless that is a control character. */
static bool belongs_to_the_one_before(const struct character *characters, size_t at)
{
    uint32_t code = characters[at].code;
    return (is_mark(code) || code == 0x200C || code == 0x200D) && at > 0 && !is_control(characters[at - 1].code);
}

/* Signs that stand before the number or the syllable that they belong to. */
static bool belongs_to_the_one_behind(uint32_t code)
{
    return (code >= 0x0600 && code <= 0x0605) || code == 0x06DD;
}

static bool is_regional_indicator(uint32_t code)
{
    return code >= 0x1F1E6 && code <= 0x1F1FF;
}

/* May the text be cut before the character of this index, which exists? */
static bool may_cut(const struct character *characters, size_t at)
{
    if (at == 0) {
        return true;
    }
    uint32_t before = characters[at - 1].code;
    size_t indicators = 0;
    while (indicators < at && is_regional_indicator(characters[at - 1 - indicators].code)) {
        indicators++;
    }
    if (is_regional_indicator(characters[at].code) && indicators % 2 == 1) {
        return false;
    }
    if (characters[at].follows_in_link || (characters[at - 1].is_tag && !characters[at - 1].is_end_tag)) {
        return false;
    }
    if (belongs_to_the_one_behind(before) && !is_control(characters[at].code)) {
        return false;
    }
    return !belongs_to_the_one_before(characters, at) && before != 0x200D &&
           !(before == '\r' && characters[at].code == '\n');
}

/* Quotation marks and brackets that belong to the sentence before them. */
static bool closes(uint32_t code)
{
    const uint32_t marks[] = {'"',    '\'',   ')',    ']',    0xBB,   0x2019, 0x201D, 0x203A, 0x3009, 0x300B, 0x300D,
                              0x300F, 0x3011, 0x3015, 0x3017, 0x301E, 0xFF02, 0xFF07, 0xFF09, 0xFF3D, 0xFF63};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (code == marks[i]) {
            return true;
        }
    }
    return false;
}

/* Does a sentence end with the character of this index, which has one behind it? */
static bool ends_sentence(const struct character *characters, size_t at)
{
    const uint32_t ends[] = {0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0x2026, '.', '!', '?', ';', '\n'};
    uint32_t code = characters[at].code;
    uint32_t next = characters[at + 1].code;
    if (characters[at + 1].follows_in_link) {
        return false;
    }
    if (code == '.' && ((next >= '0' && next <= '9') || (next >= 'A' && next <= 'Z') || (next >= 'a' && next <= 'z'))) {
        return false;
    }
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (code == ends[i]) {
            return true;
        }
    }
    return false;
}

/* What the first so many characters count for. */
static size_t weight_of(const struct character *characters, size_t count)
{
    return count > 0 ? characters[count - 1].counted : 0;
}

/* Behind what belongs to the sentence that ends before this character. */
static size_t sentence_end(const struct character *characters, size_t count, size_t behind, size_t max_characters)
{
    while (behind < count) {
        bool end_tag_fits = characters[behind].is_end_tag && weight_of(characters, behind + 1) <= max_characters;
        bool belongs = !characters[behind].is_tag &&
                       (belongs_to_the_one_before(characters, behind) || closes(characters[behind].code));
        if (!end_tag_fits && !belongs) {
            break;
        }
        behind++;
    }
    return behind;
}

/* The number of characters of an excerpt. */
static size_t excerpt_end(const struct character *characters, size_t count, size_t max_characters)
{
    if (weight_of(characters, count) <= max_characters) {
        return count;
    }
    /* Behind the last character that fits. */
    size_t cut = count - 1;
    while (weight_of(characters, cut) > max_characters || !may_cut(characters, cut)) {
        cut--;
    }
    /* After the last sentence end in the second half, and after what belongs to it. */
    for (size_t end = 0; end < count && weight_of(characters, end + 1) <= max_characters; end++) {
        size_t behind = sentence_end(characters, count, end + 1, max_characters);
        if (weight_of(characters, end + 1) > max_characters - weight_of(characters, end + 1) &&
            ends_sentence(characters, end) && weight_of(characters, behind) <= max_characters &&
            may_cut(characters, behind)) {
            cut = behind;
        }
    }
    return cut;
}

size_t model_excerpt(const char *preview, size_t preview_bytes, size_t max_characters, uint32_t flags)
{
    struct points points = {zeroed(preview_bytes + 1, sizeof *points.at), 0};
    for (size_t at = mark_bytes(preview, preview_bytes), bytes; at < preview_bytes; at += bytes) {
        struct step step = step_at(preview, preview_bytes, at);
        points.at[points.count].code = step.code;
        points.at[points.count].from = at;
        points.count++;
        bytes = step.bytes;
    }
    size_t count = join_points(&points, (flags & PAIDMARK_EXCERPT_VISIBLE) != 0);
    size_t cut = excerpt_end(points.at, count, max_characters);
    size_t bytes = cut == count ? preview_bytes : points.at[cut].from;
    free(points.at);
    return bytes;
}

/* ---- Line and column --------------------------------------------------------------------------------------------- */

void model_locate(const char *text, size_t text_bytes, size_t offset, size_t *line, size_t *column)
{
    offset = smaller(offset, text_bytes);
    *line = 1;
    *column = 1;
    size_t at = mark_bytes(text, text_bytes);
    while (at < offset) {
        struct step step = step_at(text, text_bytes, at);
        if (at + step.bytes > offset) {
            break;
        }
        if (text[at] == '\n') {
            ++*line;
            *column = 1;
        } else {
            ++*column;
        }
        at += step.bytes;
    }
}
