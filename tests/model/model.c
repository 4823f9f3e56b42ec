/* model.c - a slow, literal second implementation of the paid-marker format, to test the library against
 * SPDX-License-Identifier: MIT
 *
 * The order of this file is the order of the description: text, markers, what is removed, look-alikes, problems, the
 * reading, segments; then the excerpt and the line and column of an offset.
 */
#include "model.h"

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

/* ---- Text ---------------------------------------------------------------------------------------------------------
 */

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

/* The offset of the first ill-formed sequence, or the end of the text. */
static size_t well_formed_bytes(const char *text, size_t text_bytes)
{
    size_t at = 0;
    while (at < text_bytes) {
        struct step step = step_at(text, text_bytes, at);
        if (!step.well_formed) {
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

/* ---- Markers ------------------------------------------------------------------------------------------------------
 */

/* The part an exact marker plays, counted on exact markers alone. */
enum role {
    ROLE_OPENS,        /* opens a region */
    ROLE_NESTED,       /* a begin marker inside a region */
    ROLE_CLOSES,       /* brings the depth back to 0 */
    ROLE_CLOSES_INNER, /* an end marker that leaves the region open */
    ROLE_UNEXPECTED    /* an end marker with no region open */
};

struct marker {
    size_t from, to; /* its bytes */
    bool begin;      /* a begin token or a divider, else an end token */
    bool divider;
    enum role role;
    size_t opener; /* of one that closes, is nested: the index of the marker that opened the region */
    bool took_after;
    size_t removed_from, removed_to; /* its bytes and the line ending it takes along */
};

struct markers {
    size_t count;
    struct marker *at;
};

/* Does the token stand here? */
static bool token_at(const char *text, size_t text_bytes, size_t at, const char *token, size_t token_bytes)
{
    return token && token_bytes <= text_bytes - at && memcmp(text + at, token, token_bytes) == 0;
}

/* Tokens are recognised byte for byte, from left to right, without overlap, the longest first; after a byte order mark
 * at the start. */
static struct markers find_markers(const char *text, size_t text_bytes, const struct paidmark_marker_set *set)
{
    const struct paidmark_marker_pair *pair;
    struct markers markers = {0, NULL};
    size_t at = mark_bytes(text, text_bytes);
    while (at < text_bytes) {
        struct marker best = {.from = at, .to = at, .opener = SIZE_MAX};
        for (size_t i = 0; (pair = paidmark_marker_set_pair(set, i)); i++) {
            if (token_at(text, text_bytes, at, pair->begin, pair->begin_bytes) && at + pair->begin_bytes > best.to) {
                best.to = at + pair->begin_bytes;
                best.begin = true;
                best.divider = !pair->end;
            }
            if (token_at(text, text_bytes, at, pair->end, pair->end_bytes) && at + pair->end_bytes > best.to) {
                best.to = at + pair->end_bytes;
                best.begin = false;
                best.divider = false;
            }
        }
        if (best.to == at) {
            at++;
            continue;
        }
        markers.at = one_more(markers.at, markers.count, sizeof *markers.at);
        markers.at[markers.count++] = best;
        at = best.to;
    }
    return markers;
}

/* A begin marker opens a region, its matching end marker closes it; depth is counted, the outermost region counts. */
static void pair_markers(struct markers *markers)
{
    size_t depth = 0;
    size_t opener = SIZE_MAX;
    for (size_t i = 0; i < markers->count; i++) {
        struct marker *marker = &markers->at[i];
        if (marker->begin) {
            marker->role = depth == 0 ? ROLE_OPENS : ROLE_NESTED;
            opener = depth == 0 ? i : opener;
            depth++;
        } else if (depth == 0) {
            marker->role = ROLE_UNEXPECTED;
            continue;
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

/* ---- What is removed ----------------------------------------------------------------------------------------------
 */

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

/* Removing a marker removes its bytes, and one line ending when it stands alone on its line. */
static void find_removed(const char *text, size_t text_bytes, struct markers *markers, bool exact)
{
    for (size_t i = 0; i < markers->count; i++) {
        struct marker *marker = &markers->at[i];
        marker->removed_from = marker->from;
        marker->removed_to = marker->to;
        size_t before = ending_before(text, marker->from, markers);
        size_t after = ending_after(text, text_bytes, marker->to, markers);
        bool first_line = marker->from == mark_bytes(text, text_bytes);
        bool alone = (first_line || before > 0) && (after > 0 || marker->to == text_bytes);
        if (exact || !alone) {
            continue;
        }
        bool before_is_taken = i > 0 && before > 0 && markers->at[i - 1].removed_to == marker->from;
        bool closes_such = marker->role == ROLE_CLOSES && markers->at[marker->opener].took_after;
        if (before == 0 || before_is_taken || closes_such) {
            marker->removed_to += after;
            marker->took_after = after > 0;
        } else {
            marker->removed_from -= before;
        }
    }
}

/* ---- Look-alikes: the items of a line -----------------------------------------------------------------------------
 */

enum kind { KIND_SIGN, KIND_LETTER, KIND_DIGIT, KIND_ZERO, KIND_BLANK, KIND_JOINER, KIND_OTHER };

struct item {
    enum kind kind;
    uint32_t code; /* 0 for an entity */
    char letter;   /* a letter, folded to a-z; else 0 */
    size_t from, to;
};

struct items {
    size_t count;
    struct item *at;
};

static char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* The size of the entity for a sign that stands here, or 0. */
static size_t entity_bytes(const char *text, size_t from, size_t to)
{
    const char *const entities[] = {"&#35;", "&#x23;", "&num;", "&#36;", "&#x24;", "&dollar;"};
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
        size_t bytes = strlen(entities[i]);
        size_t same = 0;
        while (same < bytes && from + same < to && ascii_lower(text[from + same]) == entities[i][same]) {
            same++;
        }
        if (same == bytes) {
            return bytes;
        }
    }
    return 0;
}

static char folded_letter(uint32_t code)
{
    const uint32_t firsts[] = {'A', 'a', 0xFF21, 0xFF41};
    for (size_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++) {
        if (code >= firsts[i] && code < firsts[i] + 26) {
            return (char)('a' + (int)(code - firsts[i]));
        }
    }
    return 0;
}

static enum kind kind_of(uint32_t code)
{
    if (code == '#' || code == 0xFF03 || code == 0xFE5F || code == 0x266F || code == '$' || code == 0xFF04 ||
        code == 0xFE69) {
        return KIND_SIGN;
    }
    if (folded_letter(code)) {
        return KIND_LETTER;
    }
    if ((code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19)) {
        return KIND_DIGIT;
    }
    if (code == 0xAD || (code >= 0x200B && code <= 0x200F) || code == 0x2060 || code == 0xFEFF) {
        return KIND_ZERO;
    }
    if (code == 0x20 || code == 0x09 || code == 0xA0 || code == 0x3000) {
        return KIND_BLANK;
    }
    if (code == '\\' || code == '_' || code == '-' || code == '*') {
        return KIND_JOINER;
    }
    return KIND_OTHER;
}

/* Reads a stretch of one line as items. */
static struct items read_items(const char *text, size_t from, size_t to)
{
    struct items items = {0, NULL};
    size_t at = from;
    while (at < to) {
        struct item item = {.from = at};
        size_t bytes = entity_bytes(text, at, to);
        if (bytes > 0) {
            item.kind = KIND_SIGN;
        } else {
            struct step step = step_at(text, to, at);
            item.kind = kind_of(step.code);
            item.code = step.code;
            item.letter = folded_letter(step.code);
            bytes = step.bytes;
        }
        item.to = at + bytes;
        at = item.to;
        items.at = one_more(items.at, items.count, sizeof *items.at);
        items.at[items.count++] = item;
    }
    return items;
}

static bool is_filler(enum kind kind)
{
    return kind == KIND_ZERO || kind == KIND_BLANK || kind == KIND_JOINER;
}

/* ---- Look-alikes: names, and the signs beside them ----------------------------------------------------------------
 */

#define NAME_BEGIN "paidbegin"
#define NAME_END   "paidend"

/* A stretch of items, and whether there is one. */
struct span {
    bool found;
    size_t first, last;
};

/* The group of signs beside a name on its left: after at most eight fillers, signs with zeros between them allowed. */
static struct span group_left(const struct items *items, size_t first)
{
    struct span group = {false, 0, 0};
    size_t at = first; /* one behind the item looked at */
    for (int fillers = 0; fillers < 8 && at > 0 && is_filler(items->at[at - 1].kind); fillers++) {
        at--;
    }
    if (at == 0 || items->at[at - 1].kind != KIND_SIGN) {
        return group;
    }
    group.found = true;
    group.last = at - 1;
    group.first = at - 1;
    while (at > 0 && (items->at[at - 1].kind == KIND_SIGN || items->at[at - 1].kind == KIND_ZERO)) {
        at--;
        if (items->at[at].kind == KIND_SIGN) {
            group.first = at;
        }
    }
    return group;
}

/* The same on its right. */
static struct span group_right(const struct items *items, size_t last)
{
    struct span group = {false, 0, 0};
    size_t at = last + 1;
    for (int fillers = 0; fillers < 8 && at < items->count && is_filler(items->at[at].kind); fillers++) {
        at++;
    }
    if (at == items->count || items->at[at].kind != KIND_SIGN) {
        return group;
    }
    group.found = true;
    group.first = at;
    group.last = at;
    while (at < items->count && (items->at[at].kind == KIND_SIGN || items->at[at].kind == KIND_ZERO)) {
        if (items->at[at].kind == KIND_SIGN) {
            group.last = at;
        }
        at++;
    }
    return group;
}

/* How many signs a group has. */
static size_t count_signs(const struct items *items, struct span group)
{
    size_t count = 0;
    for (size_t i = group.first; group.found && i <= group.last; i++) {
        count += items->at[i].kind == KIND_SIGN ? 1 : 0;
    }
    return count;
}

/* A sign directly before an item, up to eight zeros between allowed. */
static bool sign_directly_before(const struct items *items, size_t first)
{
    size_t zeros = 0;
    while (zeros < 8 && zeros < first && items->at[first - zeros - 1].kind == KIND_ZERO) {
        zeros++;
    }
    return zeros < first && items->at[first - zeros - 1].kind == KIND_SIGN;
}

/* A sign directly after an item, up to eight zeros between allowed. */
static bool sign_directly_after(const struct items *items, size_t last)
{
    size_t at = last + 1;
    for (int zeros = 0; zeros < 8 && at < items->count && items->at[at].kind == KIND_ZERO; zeros++) {
        at++;
    }
    return at < items->count && items->at[at].kind == KIND_SIGN;
}

/* The letters of a span as a string, its digits as '0' (no name has one); the caller frees it. */
static char *letters_of(const struct items *items, struct span span)
{
    char *letters = zeroed(span.last - span.first + 2, 1);
    size_t count = 0;
    for (size_t i = span.first; i <= span.last; i++) {
        if (items->at[i].kind == KIND_LETTER) {
            letters[count++] = items->at[i].letter;
        } else if (items->at[i].kind == KIND_DIGIT) {
            letters[count++] = '0';
        }
    }
    return letters;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The optimal string alignment distance: insert, delete, replace, swap neighbours, each at the cost of 1. */
static size_t distance(const char *a, const char *b)
{
    size_t rows = strlen(a) + 1;
    size_t columns = strlen(b) + 1;
    size_t *d = zeroed(rows * columns, sizeof *d);
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            size_t *cell = &d[i * columns + j];
            if (i == 0 || j == 0) {
                *cell = i + j;
                continue;
            }
            *cell = smaller(d[(i - 1) * columns + j], d[i * columns + j - 1]) + 1;
            *cell = smaller(*cell, d[(i - 1) * columns + j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                *cell = smaller(*cell, d[(i - 2) * columns + j - 2] + 1);
            }
        }
    }
    size_t result = d[rows * columns - 1];
    free(d);
    return result;
}

/* ---- Look-alikes: the rules A to E --------------------------------------------------------------------------------
 */

/* A name that a rule has found; in E the whole tag. */
struct name {
    char rule;
    bool begin;
    struct span items;
};

struct names {
    size_t count;
    struct name *at;
};

static void add_name(struct names *names, char rule, bool begin, size_t first, size_t last)
{
    names->at = one_more(names->at, names->count, sizeof *names->at);
    names->at[names->count].rule = rule;
    names->at[names->count].begin = begin;
    names->at[names->count].items = (struct span){true, first, last};
    names->count++;
}

enum stretch { STRETCH_WORD, STRETCH_RUN, STRETCH_TIGHT_RUN };

static bool belongs_to(enum kind kind, enum stretch stretch)
{
    switch (stretch) {
    case STRETCH_WORD:
        return kind == KIND_LETTER || kind == KIND_DIGIT || kind == KIND_ZERO;
    case STRETCH_RUN:
        return kind == KIND_LETTER || is_filler(kind);
    case STRETCH_TIGHT_RUN:
        return kind == KIND_LETTER || kind == KIND_ZERO || kind == KIND_JOINER;
    }
    return false;
}

/* The word, run or tight run that begins exactly at this item, trimmed: a word of the zeros at its ends, a run to its
 * first and last letter and only when no digit is directly before or after that. */
static struct span stretch_from(const struct items *items, size_t first, enum stretch stretch)
{
    struct span span = {false, first, first};
    if (!belongs_to(items->at[first].kind, stretch) || (first > 0 && belongs_to(items->at[first - 1].kind, stretch))) {
        return span;
    }
    size_t end = first;
    while (end < items->count && belongs_to(items->at[end].kind, stretch)) {
        end++;
    }
    while (first < end && is_filler(items->at[first].kind)) {
        first++;
    }
    while (end > first && is_filler(items->at[end - 1].kind)) {
        end--;
    }
    if (first == end) {
        return span;
    }
    if (stretch != STRETCH_WORD && ((first > 0 && items->at[first - 1].kind == KIND_DIGIT) ||
                                    (end < items->count && items->at[end].kind == KIND_DIGIT))) {
        return span;
    }
    span.found = true;
    span.first = first;
    span.last = end - 1;
    return span;
}

/* A, the bare name: a word that is a name. */
static void find_bare(const struct items *items, struct span word, struct names *names)
{
    char *letters = letters_of(items, word);
    if (strcmp(letters, NAME_BEGIN) == 0) {
        add_name(names, 'A', true, word.first, word.last);
    } else if (strcmp(letters, NAME_END) == 0) {
        add_name(names, 'A', false, word.first, word.last);
    }
    free(letters);
}

/* B, the name with a sign on it: a word that begins with a name, a sign directly before it; or that ends with a name, a
 * sign directly after it. */
static void find_signed(const struct items *items, struct span word, struct names *names)
{
    char *letters = letters_of(items, word);
    size_t length = strlen(letters);
    for (int which = 0; which < 2; which++) {
        const char *name = which == 0 ? NAME_BEGIN : NAME_END;
        size_t name_length = strlen(name);
        if (length < name_length) {
            continue;
        }
        if (strncmp(letters, name, name_length) == 0 && sign_directly_before(items, word.first)) {
            size_t last = word.first;
            for (size_t seen = 1; seen < name_length;) {
                last++;
                seen += items->at[last].kind != KIND_ZERO ? 1 : 0;
            }
            add_name(names, 'B', which == 0, word.first, last);
        }
        if (strcmp(letters + length - name_length, name) == 0 && sign_directly_after(items, word.last)) {
            size_t first = word.last;
            for (size_t seen = 1; seen < name_length;) {
                first--;
                seen += items->at[first].kind != KIND_ZERO ? 1 : 0;
            }
            add_name(names, 'B', which == 0, first, word.last);
        }
    }
    free(letters);
}

/* C, the broken name: a run whose letters are a name, with a sign beside it on at least one side. */
static void find_broken(const struct items *items, struct span run, struct names *names)
{
    char *letters = letters_of(items, run);
    if (group_left(items, run.first).found || group_right(items, run.last).found) {
        if (strcmp(letters, NAME_BEGIN) == 0) {
            add_name(names, 'C', true, run.first, run.last);
        } else if (strcmp(letters, NAME_END) == 0) {
            add_name(names, 'C', false, run.first, run.last);
        }
    }
    free(letters);
}

/* D, the misspelt name: a tight run with a sign beside it on both sides, or at least two signs on one side, whose
 * letters are within distance 2 of the begin name, or 1 of the end name. */
static void find_misspelt(const struct items *items, struct span run, struct names *names)
{
    size_t left = count_signs(items, group_left(items, run.first));
    size_t right = count_signs(items, group_right(items, run.last));
    if ((left == 0 || right == 0) && left < 2 && right < 2) {
        return;
    }
    char *letters = letters_of(items, run);
    if (distance(letters, NAME_BEGIN) <= 2) {
        add_name(names, 'D', true, run.first, run.last);
    } else if (distance(letters, NAME_END) <= 1) {
        add_name(names, 'D', false, run.first, run.last);
    }
    free(letters);
}

/* The first item from here on that is neither a space nor a tab. */
static size_t skip_spaces(const struct items *items, size_t at)
{
    while (at < items->count && (items->at[at].code == ' ' || items->at[at].code == '\t')) {
        at++;
    }
    return at;
}

/* E, the other spelling: the tag <paid> or </paid> in any case, with spaces or tabs between allowed. Exact markers are
 * not in the stretches that are read. */
static void find_tag(const struct items *items, size_t first, struct names *names)
{
    if (items->at[first].code != '<') {
        return;
    }
    size_t at = skip_spaces(items, first + 1);
    bool begin = true;
    if (at < items->count && items->at[at].code == '/') {
        begin = false;
        at = skip_spaces(items, at + 1);
    }
    for (const char *letter = "paid"; *letter; letter++) {
        if (at == items->count || items->at[at].letter != *letter) {
            return;
        }
        at++;
    }
    at = skip_spaces(items, at);
    if (at < items->count && items->at[at].code == '>') {
        add_name(names, 'E', begin, first, at);
    }
}

/* All names that any rule finds, overlaps included. */
static struct names find_names(const struct items *items)
{
    struct names names = {0, NULL};
    for (size_t i = 0; i < items->count; i++) {
        struct span word = stretch_from(items, i, STRETCH_WORD);
        struct span run = stretch_from(items, i, STRETCH_RUN);
        struct span tight_run = stretch_from(items, i, STRETCH_TIGHT_RUN);
        if (word.found) {
            find_bare(items, word, &names);
            find_signed(items, word, &names);
        }
        if (run.found) {
            find_broken(items, run, &names);
        }
        if (tight_run.found) {
            find_misspelt(items, tight_run, &names);
        }
        find_tag(items, i, &names);
    }
    return names;
}

/* The one that begins first comes first, and of two that begin together the one of the earlier rule. */
static int compare_names(const void *left, const void *right)
{
    const struct name *a = left;
    const struct name *b = right;
    if (a->items.first != b->items.first) {
        return a->items.first < b->items.first ? -1 : 1;
    }
    return a->rule - b->rule;
}

/* Of two whose names overlap only the first one stands. */
static void resolve_overlaps(struct names *names)
{
    if (names->count == 0) {
        return;
    }
    qsort(names->at, names->count, sizeof *names->at, compare_names);
    size_t standing = 1;
    for (size_t i = 1; i < names->count; i++) {
        if (names->at[i].items.first > names->at[standing - 1].items.last) {
            names->at[standing++] = names->at[i];
        }
    }
    names->count = standing;
}

struct lookalike {
    size_t from, to;
    bool begin;
};

struct lookalikes {
    size_t count;
    struct lookalike *at;
};

/* How far the look-alikes of a stretch extend: to the groups of signs beside their names; a group between two names
 * belongs to the left one. */
static void extend_names(const struct items *items, const struct names *names, struct lookalikes *lookalikes)
{
    struct span taken = {false, 0, 0}; /* the group on the right of the name before */
    for (size_t i = 0; i < names->count; i++) {
        const struct name *name = &names->at[i];
        struct span left = {false, 0, 0};
        struct span right = {false, 0, 0};
        if (name->rule != 'E') {
            left = group_left(items, name->items.first);
            right = group_right(items, name->items.last);
        }
        if (left.found && taken.found && left.first == taken.first) {
            left.found = false;
        }
        taken = right;
        struct lookalike lookalike = {
            .from = items->at[left.found ? left.first : name->items.first].from,
            .to = items->at[right.found ? right.last : name->items.last].to,
            .begin = name->begin,
        };
        lookalikes->at = one_more(lookalikes->at, lookalikes->count, sizeof *lookalikes->at);
        lookalikes->at[lookalikes->count++] = lookalike;
    }
}

/* The look-alikes in the text between exact markers, within one line. */
static struct lookalikes find_lookalikes(const char *text, size_t text_bytes, const struct markers *markers)
{
    struct lookalikes lookalikes = {0, NULL};
    size_t from = mark_bytes(text, text_bytes);
    size_t next = 0; /* marker */
    while (from < text_bytes) {
        size_t limit = next < markers->count ? markers->at[next].from : text_bytes;
        size_t to = from;
        while (to < limit && ending_after(text, text_bytes, to, markers) == 0) {
            to++;
        }
        struct items items = read_items(text, from, to);
        struct names names = find_names(&items);
        resolve_overlaps(&names);
        extend_names(&items, &names, &lookalikes);
        free(names.at);
        free(items.at);
        if (to < limit) {
            from = to + ending_after(text, text_bytes, to, markers);
        } else if (next < markers->count) {
            from = markers->at[next].to;
            next++;
        } else {
            from = to;
        }
    }
    return lookalikes;
}

/* ---- Events: exact markers and look-alikes in document order ------------------------------------------------------
 */

struct event {
    size_t from, to;
    const struct marker *marker;       /* or */
    const struct lookalike *lookalike; /* the other is NULL */
};

struct events {
    size_t count;
    struct event *at;
};

static struct events merge_events(const struct markers *markers, const struct lookalikes *lookalikes)
{
    struct events events = {0, zeroed(markers->count + lookalikes->count, sizeof(struct event))};
    size_t m = 0;
    size_t l = 0;
    while (m < markers->count || l < lookalikes->count) {
        struct event *event = &events.at[events.count++];
        if (l == lookalikes->count || (m < markers->count && markers->at[m].from < lookalikes->at[l].from)) {
            event->marker = &markers->at[m++];
            event->from = event->marker->from;
            event->to = event->marker->to;
        } else {
            event->lookalike = &lookalikes->at[l++];
            event->from = event->lookalike->from;
            event->to = event->lookalike->to;
        }
    }
    return events;
}

/* ---- Problems -----------------------------------------------------------------------------------------------------
 */

struct problems {
    size_t count;
    struct paidmark_problem *at;
};

static struct paidmark_problem *add_problem(struct problems *problems, enum paidmark_problem_code code, size_t from,
                                            size_t to)
{
    problems->at = one_more(problems->at, problems->count, sizeof *problems->at);
    struct paidmark_problem *problem = &problems->at[problems->count++];
    memset(problem, 0, sizeof *problem);
    problem->code = code;
    problem->severity = code == PAIDMARK_PROBLEM_EMPTY_REGION || code == PAIDMARK_PROBLEM_NOTHING_FREE
                            ? PAIDMARK_SEVERITY_WARNING
                            : PAIDMARK_SEVERITY_ERROR;
    problem->offset = from;
    problem->bytes = to - from;
    problem->related_offset = PAIDMARK_NO_OFFSET;
    return problem;
}

/* Whether a text begins with one of the strings, ASCII in any case. */
static bool begins_with_any(const char *text, size_t text_bytes, const char *const *strings)
{
    for (size_t i = 0; strings[i]; i++) {
        size_t same = 0;
        while (same < text_bytes && strings[i][same] &&
               tolower((unsigned char)text[same]) == (unsigned char)strings[i][same]) {
            same++;
        }
        if (!strings[i][same]) {
            return true;
        }
    }
    return false;
}

/* '<' for what begins with a bracket, '#' or '$' for what has such a sign first, '-' for the rest. */
static char look_of(const char *text, size_t text_bytes)
{
    static const char *const hashes[] = {"#",     "\xEF\xBC\x83", "\xEF\xB9\x9F", "\xE2\x99\xAF",
                                         "&#35;", "&#x23;",       "&num;",        NULL};
    static const char *const dollars[] = {"$", "\xEF\xBC\x84", "\xEF\xB9\xA9", "&#36;", "&#x24;", "&dollar;", NULL};
    if (text_bytes > 0 && text[0] == '<') {
        return '<';
    }
    for (size_t at = 0; at < text_bytes; at++) {
        /* An entity before the sign in it. */
        if (begins_with_any(text + at, text_bytes - at, dollars)) {
            return '$';
        }
        if (begins_with_any(text + at, text_bytes - at, hashes)) {
            return '#';
        }
    }
    return '-';
}

/* The pair of the set that looks like the look-alike, or the first. */
static const struct paidmark_marker_pair *resembled_pair(const struct paidmark_options *options, bool begin,
                                                         const char *text, size_t text_bytes)
{
    char look = look_of(text, text_bytes);
    const struct paidmark_marker_pair *pair;
    for (size_t i = 0; look != '-' && (pair = paidmark_marker_set_pair(options->markers, i)); i++) {
        if (look_of(begin ? pair->begin : pair->end, begin ? pair->begin_bytes : pair->end_bytes) == look) {
            return pair;
        }
    }
    return paidmark_marker_set_pair(options->markers, 0);
}

/* The errors in document order. Depth is counted on exact markers alone. */
static void list_errors(struct problems *problems, const struct events *events, const struct markers *markers,
                        const struct paidmark_options *options, const char *text)
{
    for (size_t i = 0; i < events->count; i++) {
        const struct event *event = &events->at[i];
        if (event->lookalike) {
            struct paidmark_problem *problem =
                add_problem(problems, PAIDMARK_PROBLEM_LOOKALIKE_MARKER, event->from, event->to);
            bool begin = event->lookalike->begin;
            const struct paidmark_marker_pair *pair =
                resembled_pair(options, begin, text + event->from, event->to - event->from);
            problem->suggestion = begin ? pair->begin : pair->end;
            problem->suggestion_bytes = begin ? pair->begin_bytes : pair->end_bytes;
            problem->resembles = begin ? PAIDMARK_MARKER_BEGIN : PAIDMARK_MARKER_END;
        } else if (event->marker->role == ROLE_NESTED) {
            add_problem(problems, PAIDMARK_PROBLEM_NESTED_BEGIN, event->from, event->to)->related_offset =
                markers->at[event->marker->opener].from;
        } else if (event->marker->role == ROLE_UNEXPECTED) {
            add_problem(problems, PAIDMARK_PROBLEM_UNEXPECTED_END, event->from, event->to);
        }
    }
}

/* The marker whose region is open at the end of the document, or NULL. */
static const struct marker *open_at_the_end(const struct markers *markers)
{
    if (markers->count == 0) {
        return NULL;
    }
    const struct marker *last = &markers->at[markers->count - 1];
    if (last->role == ROLE_CLOSES || last->role == ROLE_UNEXPECTED) {
        return NULL;
    }
    return &markers->at[last->opener];
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

/* The warnings: the empty regions, then whether nothing is free. */
static void list_warnings(struct problems *problems, const char *text, size_t text_bytes, const struct markers *markers)
{
    bool nothing_free = true;
    size_t free_from = 0;
    const struct marker *first = NULL;
    for (size_t i = 0; i < markers->count; i++) {
        const struct marker *marker = &markers->at[i];
        if (marker->role == ROLE_OPENS) {
            first = first ? first : marker;
            nothing_free = nothing_free && only_white_space(text, free_from, marker->from, markers);
            if (marker->divider && only_white_space(text, marker->to, text_bytes, markers)) {
                add_problem(problems, PAIDMARK_PROBLEM_EMPTY_REGION, marker->from, marker->to);
            }
        } else if (marker->role == ROLE_CLOSES) {
            const struct marker *opener = &markers->at[marker->opener];
            free_from = marker->to;
            if (only_white_space(text, opener->to, marker->from, markers)) {
                add_problem(problems, PAIDMARK_PROBLEM_EMPTY_REGION, opener->from, opener->to);
            }
        }
    }
    if (!open_at_the_end(markers)) {
        nothing_free = nothing_free && only_white_space(text, free_from, text_bytes, markers);
    }
    if (first && nothing_free) {
        add_problem(problems, PAIDMARK_PROBLEM_NOTHING_FREE, first->from, first->to);
    }
}

/* ---- The reading --------------------------------------------------------------------------------------------------
 */

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

/* The reading towards paid; without errors it is what the markers say. Depth is counted on exact markers and on
 * look-alikes of begin markers. */
static struct reading read_regions(size_t text_bytes, const struct events *events)
{
    struct reading reading = {0, zeroed(text_bytes, sizeof(size_t))};
    size_t depth = 0;
    size_t opened_at = 0;
    size_t exact_to = 0; /* the end of the exact marker before, or the start of the document */
    size_t hidden = 0;   /* the region that end markers and their look-alikes have made from there, 0 for none yet */
    for (size_t i = 0; i < events->count; i++) {
        const struct event *event = &events->at[i];
        bool begin = event->marker ? event->marker->begin : event->lookalike->begin;
        if (begin) {
            if (depth == 0) {
                reading.regions++;
                opened_at = event->from;
            }
            depth++;
        } else if (depth == 0) {
            if (hidden == 0) {
                hidden = ++reading.regions;
            }
            paint(&reading, exact_to, event->marker ? event->from : event->to, hidden);
        } else if (event->marker) {
            depth--;
            if (depth == 0) {
                paint(&reading, opened_at, event->from, reading.regions);
            }
        }
        if (event->marker) {
            exact_to = event->to;
            hidden = 0;
        }
    }
    if (depth > 0) {
        paint(&reading, opened_at, text_bytes, reading.regions);
    }
    return reading;
}

/* An unmarked document whose caller wants such ones paid: one region from the first byte to the last. */
static struct reading read_as_paid(size_t text_bytes)
{
    struct reading reading = {1, zeroed(text_bytes, sizeof(size_t))};
    paint(&reading, 0, text_bytes, 1);
    return reading;
}

/* ---- Segments -----------------------------------------------------------------------------------------------------
 */

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

/* ---- The whole ----------------------------------------------------------------------------------------------------
 */

/* Which errors there are decides what is handed out. */
static enum paidmark_status judge(const struct problems *problems, bool salvage)
{
    enum paidmark_status status = PAIDMARK_STATUS_OK;
    for (size_t i = 0; i < problems->count; i++) {
        const struct paidmark_problem *problem = &problems->at[i];
        if (problem->code == PAIDMARK_PROBLEM_INVALID_UTF8 || problem->code == PAIDMARK_PROBLEM_NO_PAID_REGION) {
            return PAIDMARK_STATUS_REFUSED;
        }
        if (problem->severity == PAIDMARK_SEVERITY_ERROR) {
            status = salvage ? PAIDMARK_STATUS_SALVAGED : PAIDMARK_STATUS_REFUSED;
        }
    }
    return status;
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

void model_parse(struct model_result *result, const char *text, size_t text_bytes, const struct paidmark_options *given)
{
    const struct paidmark_options options = complete_options(given);
    memset(result, 0, sizeof *result);

    /* What comes before an ill-formed sequence is read as if the text ended there. */
    size_t read_bytes = well_formed_bytes(text, text_bytes);
    struct markers markers = find_markers(text, read_bytes, options.markers);
    pair_markers(&markers);
    find_removed(text, read_bytes, &markers, (options.flags & PAIDMARK_OPTION_EXACT) != 0);
    struct lookalikes lookalikes = {0, NULL};
    if (!(options.flags & PAIDMARK_OPTION_NO_LOOKALIKES)) {
        lookalikes = find_lookalikes(text, read_bytes, &markers);
    }
    struct events events = merge_events(&markers, &lookalikes);

    struct problems problems = {0, NULL};
    list_errors(&problems, &events, &markers, &options, text);
    if (read_bytes < text_bytes) {
        add_problem(&problems, PAIDMARK_PROBLEM_INVALID_UTF8, read_bytes,
                    read_bytes + step_at(text, text_bytes, read_bytes).bytes);
    } else {
        const struct marker *open = open_at_the_end(&markers);
        if (open && !open->divider) {
            add_problem(&problems, PAIDMARK_PROBLEM_UNCLOSED_BEGIN, open->from, open->to);
        }
        if (!has_region(&markers) && options.unmarked == PAIDMARK_UNMARKED_ERROR) {
            add_problem(&problems, PAIDMARK_PROBLEM_NO_PAID_REGION, 0, 0);
        }
        list_warnings(&problems, text, text_bytes, &markers);
    }

    result->status = judge(&problems, (options.flags & PAIDMARK_OPTION_SALVAGE) != 0);
    if (result->status != PAIDMARK_STATUS_REFUSED) {
        struct reading reading = !has_region(&markers) && options.unmarked == PAIDMARK_UNMARKED_PAID
                                     ? read_as_paid(text_bytes)
                                     : read_regions(text_bytes, &events);
        list_segments(result, text, text_bytes, &markers, &reading);
        result->regions = reading.regions;
        free(reading.region_of);
    }
    result->problem_count = smaller(problems.count, options.max_problems);
    result->problems_omitted = problems.count - result->problem_count;
    result->problems = problems.at;
    free(events.at);
    free(lookalikes.at);
    free(markers.at);
}

void model_release(struct model_result *result)
{
    free(result->segments);
    free(result->problems);
    memset(result, 0, sizeof *result);
}

/* ---- Excerpt ------------------------------------------------------------------------------------------------------
 */

struct character {
    uint32_t code;
    size_t from;
};

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

size_t model_excerpt(const char *preview, size_t preview_bytes, size_t max_characters)
{
    struct character *characters = zeroed(preview_bytes, sizeof *characters);
    size_t count = 0;
    size_t at = mark_bytes(preview, preview_bytes);
    while (at < preview_bytes) {
        struct step step = step_at(preview, preview_bytes, at);
        characters[count].code = step.code;
        characters[count].from = at;
        count++;
        at += step.bytes;
    }
    if (count <= max_characters) {
        free(characters);
        return preview_bytes;
    }

    /* Behind the last character that fits. */
    size_t cut = max_characters;
    while (!may_cut(characters, cut)) {
        cut--;
    }
    /* After the last sentence end in the second half, and after what belongs to it. */
    for (size_t end = max_characters / 2; end < max_characters; end++) {
        size_t behind = end + 1;
        while (behind <= max_characters &&
               (belongs_to_the_one_before(characters, behind) || closes(characters[behind].code))) {
            behind++;
        }
        if (ends_sentence(characters, end) && behind <= max_characters && may_cut(characters, behind)) {
            cut = behind;
        }
    }
    size_t bytes = characters[cut].from;
    free(characters);
    return bytes;
}

/* ---- Line and column ----------------------------------------------------------------------------------------------
 */

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
