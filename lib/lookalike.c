/* lookalike.c - damaged markers in the text between exact markers
 * SPDX-License-Identifier: MIT
 *
 * A line is read as items: signs, letters, digits, and fillers (characters of no width, blanks, joiners). Items of
 * other kinds, line ends and exact markers separate. What matters happens in clusters: stretches of letters, digits and
 * fillers, with a group of signs, or none, directly before and behind them:
 *
 *     price # paid _ begin ## next            # and ## are groups, " paid _ begin " is a cluster, so is "price "
 *
 * A sign can lie beside a name only if the name is at the very start or end of its cluster, so of all stretches in a
 * cluster just the first and the last word, run and tight run can be look-alikes by their signs (rules B, C and D); any
 * word can be a bare name (rule A). One walk over the cluster's items collects these; a second one, over a cluster that
 * does have a bare name, puts the names in order.
 *
 * Time is linear: a cluster is walked backwards once, from the anchor to its start, and forwards once or twice, and
 * never again, since the text up to its end is dealt with then. Only anchors that are turned away at once, in time
 * bounded by a name's length, leave the cluster they stand in unread. Names longer than a look-alike can be are not
 * stored: a stretch keeps its last twelve letters.
 */
#include "lookalike.h"

#include <string.h>

#define FILLERS_BESIDE_MAX 8  /* between a name and the signs beside it */
#define EQUAL_BYTES        24 /* of repeated signs are skipped at once */

enum item_kind {
    EDGE = 0, /* line end, exact marker, end of the document */
    OTHER = 1,
    SIGN = 2,
    LETTER = 4,
    DIGIT = 8,
    ZERO = 16,
    BLANK = 32,
    JOINER = 64
};

#define FILLER_ITEMS  (ZERO | BLANK | JOINER)
#define CLUSTER_ITEMS (LETTER | DIGIT | FILLER_ITEMS)

struct item {
    enum item_kind kind;
    unsigned code; /* 1 to 26 for a letter, DIGIT_CODE for a digit; of no meaning for others */
    size_t bytes;
};

#define DIGIT_CODE 31u
#define CODE_BITS  5

/* Names, packed: the last letter in the lowest bits. */
#define CODE(letter)   ((uint64_t)((letter) - 'a' + 1))
#define PACK3(a, b, c) (CODE(a) << 2 * CODE_BITS | CODE(b) << CODE_BITS | CODE(c))
#define PACKED_PAID    (CODE('p') << 3 * CODE_BITS | PACK3('a', 'i', 'd'))
#define PACKED_PAIDEND (PACKED_PAID << 3 * CODE_BITS | PACK3('e', 'n', 'd'))
#define PACKED_PAIDBEGIN                                                                                               \
    (PACK3('p', 'a', 'i') << 6 * CODE_BITS | PACK3('d', 'b', 'e') << 3 * CODE_BITS | PACK3('g', 'i', 'n'))

#define LETTERS_MAX 11u /* of a misspelt name: paidbegin and two more */

static const struct pattern {
    uint64_t letters;
    size_t count;
    unsigned distance; /* a misspelling may have */
    enum paidmark_marker_kind kind;
} patterns[] = {
    {PACKED_PAIDBEGIN, 9, 2, PAIDMARK_BEGIN_MARKER},
    {PACKED_PAIDEND, 7, 1, PAIDMARK_END_MARKER},
};
#define PATTERN_COUNT (sizeof patterns / sizeof *patterns)

/* ---- Items --------------------------------------------------------------------------------------------------------
 */

static struct item letter_item(unsigned code, size_t bytes)
{
    return (struct item){LETTER, code, bytes};
}

/* The size of the entity for a sign at text[at], which is '&'; 0 if there is none. */
static size_t entity_bytes(const struct paidmark_lookalike_reader *reader, size_t at)
{
    static const char *const entities[] = {"&#35;", "&#x23;", "&num;", "&#36;", "&#x24;", "&dollar;"};

    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        size_t bytes = strlen(entities[i]);
        size_t same = 0;

        while (same < bytes && same < reader->end - at) {
            unsigned char byte = reader->text[at + same];

            if (byte >= 'A' && byte <= 'Z')
                byte |= 0x20;
            if (byte != (unsigned char)entities[i][same])
                break;
            same++;
        }
        if (same == bytes)
            return bytes;
    }
    return 0;
}

/* An entity in which an exact marker begins is not one item: exact markers come first. */
static struct item ampersand_item(const struct paidmark_lookalike_reader *reader, size_t at)
{
    size_t bytes = entity_bytes(reader, at);
    size_t token_bytes;

    for (size_t i = 1; i < bytes; i++) {
        if (paidmark_match(reader->matcher, reader->text, at + i, reader->end, &token_bytes))
            bytes = 0;
    }
    return bytes ? (struct item){SIGN, 0, bytes} : (struct item){OTHER, 0, 1};
}

/* The kinds of the ASCII characters; '&' is OTHER unless it begins an entity. */
#define E EDGE
#define O OTHER
#define S SIGN
#define L LETTER
#define D DIGIT
#define B BLANK
#define J JOINER
static const unsigned char ascii_kinds[128] = {
    /* clang-format off */
    O, O, O, O, O, O, O, O, O, B, E, O, O, O, O, O, /* 0x00 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 0x10 */
    B, O, O, S, S, O, O, O, O, O, J, O, O, J, O, O, /* 0x20 */
    D, D, D, D, D, D, D, D, D, D, O, O, O, O, O, O, /* 0x30 */
    O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 0x40 */
    L, L, L, L, L, L, L, L, L, L, L, O, J, O, O, J, /* 0x50 */
    O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 0x60 */
    L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O, /* 0x70 */
    /* clang-format on */
};
#undef E
#undef O
#undef S
#undef L
#undef D
#undef B
#undef J

/* U+FF00 to U+FF7F and U+FE40 to U+FEFF: EF and the two bytes given. */
static struct item ef_item(unsigned char second, unsigned char third)
{
    if (second == 0xBC && (third == 0x83 || third == 0x84))
        return (struct item){SIGN, 0, 3};
    if (second == 0xBC && third >= 0x90 && third <= 0x99)
        return (struct item){DIGIT, DIGIT_CODE, 3};
    if (second == 0xBC && third >= 0xA1 && third <= 0xBA)
        return letter_item(third - 0xA0u, 3);
    if (second == 0xBD && third >= 0x81 && third <= 0x9A)
        return letter_item(third - 0x80u, 3);
    if (second == 0xB9 && (third == 0x9F || third == 0xA9))
        return (struct item){SIGN, 0, 3};
    if (second == 0xBB && third == 0xBF)
        return (struct item){ZERO, 0, 3};
    return (struct item){OTHER, 0, 1};
}

/* U+2000 to U+2FFF. */
static struct item e2_item(unsigned char second, unsigned char third)
{
    if (second == 0x80 && third >= 0x8B && third <= 0x8F)
        return (struct item){ZERO, 0, 3};
    if (second == 0x81 && third == 0xA0)
        return (struct item){ZERO, 0, 3};
    if (second == 0x99 && third == 0xAF)
        return (struct item){SIGN, 0, 3};
    return (struct item){OTHER, 0, 1};
}

static struct item wide_item(const unsigned char *text, size_t available)
{
    if (text[0] == 0xC2 && available >= 2 && text[1] == 0xAD)
        return (struct item){ZERO, 0, 2};
    if (text[0] == 0xC2 && available >= 2 && text[1] == 0xA0)
        return (struct item){BLANK, 0, 2};
    if (available < 3)
        return (struct item){OTHER, 0, 1};
    if (text[0] == 0xEF)
        return ef_item(text[1], text[2]);
    if (text[0] == 0xE2)
        return e2_item(text[1], text[2]);
    if (text[0] == 0xE3 && text[1] == 0x80 && text[2] == 0x80)
        return (struct item){BLANK, 0, 3};
    return (struct item){OTHER, 0, 1};
}

/* The item at text[at]. Nobody reads past an OTHER item, so its size is not right for characters of several bytes. */
static inline struct item item_at(struct paidmark_lookalike_reader *reader, size_t at)
{
    size_t token_bytes;
    unsigned char byte;

    reader->examined++;
    if (at == reader->end || paidmark_match(reader->matcher, reader->text, at, reader->end, &token_bytes))
        return (struct item){EDGE, 0, 0};
    byte = reader->text[at];
    if (byte >= 0x80)
        return wide_item(reader->text + at, reader->end - at);
    if (byte == '&')
        return ampersand_item(reader, at);
    if (ascii_kinds[byte] == LETTER)
        return letter_item((byte | 0x20u) - 'a' + 1, 1);
    return (struct item){ascii_kinds[byte], DIGIT_CODE, ascii_kinds[byte] != EDGE};
}

/* The item of a cluster that ends at text[at], beginning at floor or later; OTHER when there is none. */
static struct item item_before(struct paidmark_lookalike_reader *reader, size_t floor, size_t at)
{
    size_t bytes = 1;

    if (at > floor && reader->text[at - 1] < 0x80)
        return item_at(reader, at - 1);
    while (bytes < 3 && bytes < at - floor && (reader->text[at - bytes] & 0xC0) == 0x80)
        bytes++;
    if (at > floor) {
        struct item item = item_at(reader, at - bytes);

        if (item.bytes == bytes)
            return item;
    }
    return (struct item){OTHER, 0, 0};
}

/* ---- Groups and clusters ------------------------------------------------------------------------------------------
 */

/* Signs with nothing but zeros between them. */
struct group {
    size_t begin, end;
    size_t signs; /* 0: there is no group */
    bool claimed; /* belongs to the extent of the name before it */
};

/* How many signs like the one at text[at] follow it for certain, with no exact marker beginning among them. When the
 * text equals itself one sign further on, for EQUAL_BYTES, it repeats that sign; and a token that does not repeat
 * itself within its first PAIDMARK_REPETITION_BYTES cannot begin where more than those are left. */
static size_t equal_signs(const struct paidmark_lookalike_reader *reader, size_t at, size_t bytes)
{
    const unsigned char *text = reader->text + at;

    if (reader->matcher->repetitive || bytes > 3 || reader->end - at < EQUAL_BYTES + bytes)
        return 0;
    if (memcmp(text, text + bytes, EQUAL_BYTES) != 0)
        return 0;
    return (EQUAL_BYTES + bytes - PAIDMARK_REPETITION_BYTES) / bytes;
}

static struct group read_group(struct paidmark_lookalike_reader *reader, size_t at)
{
    struct group group = {at, at, 0, false};
    struct item item = item_at(reader, at);

    while (item.kind == SIGN) {
        size_t equal = equal_signs(reader, at, item.bytes);

        at += (1 + equal) * item.bytes;
        group.end = at;
        group.signs += 1 + equal;
        while ((item = item_at(reader, at)).kind == ZERO)
            at += item.bytes;
    }
    return group;
}

/* A stretch of letters, with items of certain kinds between them. */
struct span {
    size_t begin, end; /* of the first, behind the last letter */
    uint64_t letters;  /* the last twelve, packed like names */
    size_t count;      /* of all letters */
    bool digit_beside; /* directly before or behind it */
};

enum span_kind { WORD, RUN, TIGHT_RUN, SPAN_KINDS };

static const unsigned span_items[SPAN_KINDS] = {
    [WORD] = LETTER | DIGIT | ZERO,
    [RUN] = LETTER | FILLER_ITEMS,
    [TIGHT_RUN] = LETTER | ZERO | JOINER,
};

/* The first and the last span of a kind in a cluster. While the cluster is read, `last` is the one being read. */
struct track {
    struct span first, last;
    bool open;
    bool closed_one;
};

struct cluster {
    size_t begin, end;
    size_t core_begin, core_end; /* from the first letter or digit to the last one; equal: there are none */
    size_t fillers_before, fillers_behind;
    bool zeros_before, zeros_behind; /* those fillers are all of no width */
    bool bare_name;                  /* some word is a name */
    struct track tracks[SPAN_KINDS];
};

static const struct pattern *exact_pattern(const struct span *span)
{
    for (size_t i = 0; i < PATTERN_COUNT; i++) {
        if (span->count == patterns[i].count && span->letters == patterns[i].letters)
            return &patterns[i];
    }
    return NULL;
}

static void track_close(struct track *track)
{
    if (track->open && !track->closed_one) {
        track->first = track->last;
        track->closed_one = true;
    }
    track->open = false;
}

static void track_add(struct track *track, size_t at, struct item item, bool behind_digit)
{
    struct span *span = &track->last;

    if (!track->open) {
        *span = (struct span){.begin = at, .digit_beside = behind_digit};
        track->open = true;
    }
    span->letters = span->letters << CODE_BITS | item.code;
    span->count++;
    span->end = at + item.bytes;
}

static void close_word(struct cluster *cluster)
{
    struct track *words = &cluster->tracks[WORD];

    if (words->open && exact_pattern(&words->last))
        cluster->bare_name = true;
    track_close(words);
}

/* Ends the spans that an item of this kind does not belong to. */
static void close_spans(struct cluster *cluster, size_t at, enum item_kind kind)
{
    if (!(span_items[WORD] & (unsigned)kind))
        close_word(cluster);
    for (int i = RUN; i < SPAN_KINDS; i++) {
        struct track *track = &cluster->tracks[i];

        if (span_items[i] & (unsigned)kind)
            continue;
        if (kind == DIGIT && track->open && track->last.end == at)
            track->last.digit_beside = true;
        track_close(track);
    }
}

static void add_core_item(struct cluster *cluster, size_t at, struct item item, bool behind_digit)
{
    if (cluster->core_begin == cluster->core_end)
        cluster->core_begin = at;
    cluster->core_end = at + item.bytes;
    cluster->fillers_behind = 0;
    cluster->zeros_behind = true;
    track_add(&cluster->tracks[WORD], at, item, behind_digit);
    if (item.kind == LETTER) {
        track_add(&cluster->tracks[RUN], at, item, behind_digit);
        track_add(&cluster->tracks[TIGHT_RUN], at, item, behind_digit);
    }
}

static void add_filler(struct cluster *cluster, enum item_kind kind)
{
    if (cluster->core_begin == cluster->core_end) {
        cluster->fillers_before++;
        cluster->zeros_before &= kind == ZERO;
    }
    cluster->fillers_behind++;
    cluster->zeros_behind &= kind == ZERO;
}

/* Spans are left as they are until their tracks are opened: to clear them all would take as long as to read a name. */
static void start_cluster(struct cluster *cluster, size_t begin)
{
    cluster->begin = cluster->core_begin = cluster->core_end = begin;
    cluster->fillers_before = cluster->fillers_behind = 0;
    cluster->zeros_before = cluster->zeros_behind = true;
    cluster->bare_name = false;
    for (int i = 0; i < SPAN_KINDS; i++)
        cluster->tracks[i].open = cluster->tracks[i].closed_one = false;
}

static void read_cluster(struct paidmark_lookalike_reader *reader, size_t begin, struct cluster *cluster)
{
    size_t digit_end = SIZE_MAX;
    size_t at = begin;
    struct item item;

    start_cluster(cluster, begin);
    while ((item = item_at(reader, at)).kind & CLUSTER_ITEMS) {
        if (item.kind != LETTER) /* letters belong to all spans */
            close_spans(cluster, at, item.kind);
        if (item.kind & FILLER_ITEMS)
            add_filler(cluster, item.kind);
        else
            add_core_item(cluster, at, item, at == digit_end);
        at += item.bytes;
        if (item.kind == DIGIT)
            digit_end = at;
    }
    close_spans(cluster, at, OTHER);
    cluster->end = at;
}

/* ---- A quick look beside signs ------------------------------------------------------------------------------------
 */

/* Most signs have nothing like a name beside them, and that shows in the letters nearest to them: every look-alike that
 * a sign is needed for has at least NEAR_LETTERS letters, of which two at most are none of a name's. */
#define NEAR_LETTERS    6
#define FOREIGN_LETTERS 2

struct glance {
    size_t fillers, letters, foreign;
};

enum verdict { LOOK_ON, NO_NAME, MAYBE_NAME };

static enum verdict glance_at(struct glance *glance, struct item item)
{
    const uint32_t name_codes = 1u << ('p' - '`') | 1u << ('a' - '`') | 1u << ('i' - '`') | 1u << ('d' - '`') |
                                1u << ('b' - '`') | 1u << ('e' - '`') | 1u << ('g' - '`') | 1u << ('n' - '`');

    if (item.kind == LETTER) {
        glance->letters++;
        glance->foreign += !(name_codes >> item.code & 1);
        if (glance->foreign > FOREIGN_LETTERS)
            return NO_NAME;
        return glance->letters == NEAR_LETTERS ? MAYBE_NAME : LOOK_ON;
    }
    if (!(item.kind & FILLER_ITEMS))
        return NO_NAME;
    glance->fillers++;
    return glance->letters == 0 && glance->fillers > FILLERS_BESIDE_MAX ? NO_NAME : LOOK_ON;
}

static bool may_begin_name(struct paidmark_lookalike_reader *reader, size_t at)
{
    struct glance glance = {0, 0, 0};

    for (;;) {
        struct item item = item_at(reader, at);
        enum verdict verdict = glance_at(&glance, item);

        if (verdict != LOOK_ON)
            return verdict == MAYBE_NAME;
        at += item.bytes;
    }
}

static bool may_end_name(struct paidmark_lookalike_reader *reader, size_t floor, size_t at)
{
    struct glance glance = {0, 0, 0};

    for (;;) {
        struct item item = item_before(reader, floor, at);
        enum verdict verdict = glance_at(&glance, item);

        if (verdict != LOOK_ON)
            return verdict == MAYBE_NAME;
        at -= item.bytes;
    }
}

/* ---- Names --------------------------------------------------------------------------------------------------------
 */

enum rule { BARE_NAME, NAME_WITH_SIGN, BROKEN_NAME, MISSPELT_NAME }; /* A to D, earlier ones come first */

struct name {
    size_t begin, end;
    enum rule rule;
    enum paidmark_marker_kind kind;
};

#define SIGN_NAMES_MAX 6 /* rules B, C, D at both ends of a cluster */

/* A cluster, the groups around it, and the names found in it by their signs. */
struct scene {
    struct paidmark_lookalike_reader *reader;
    const struct cluster *cluster;
    const struct group *before;
    struct group *behind;
    size_t signs_before, signs_behind; /* near enough to be beside the core */
    struct name names[SIGN_NAMES_MAX];
    size_t name_count;
    size_t standing_end; /* of the last name that stands */
};

/* Puts a name in its place: names by their begin, of those that begin together the earlier rule first. */
static void add_name(struct scene *scene, struct name name)
{
    size_t i = scene->name_count++;

    for (; i > 0; i--) {
        const struct name *other = &scene->names[i - 1];

        if (other->begin < name.begin || (other->begin == name.begin && other->rule <= name.rule))
            break;
        scene->names[i] = *other;
    }
    scene->names[i] = name;
}

/* Rule B on the left: the name that a word begins with. */
static void find_name_at_word_start(struct scene *scene)
{
    const struct span *word = &scene->cluster->tracks[WORD].first;
    uint64_t letters = 0;
    size_t count = 0;

    for (size_t at = word->begin; at < word->end && count < patterns[0].count;) {
        struct item item = item_at(scene->reader, at);

        at += item.bytes;
        if (item.kind == ZERO)
            continue;
        letters = letters << CODE_BITS | item.code;
        count++;
        for (size_t i = 0; i < PATTERN_COUNT; i++) {
            if (patterns[i].count == count && patterns[i].letters == letters)
                add_name(scene, (struct name){word->begin, at, NAME_WITH_SIGN, patterns[i].kind});
        }
    }
}

/* Where the last `count` letters of a word begin. */
static size_t letters_back(struct scene *scene, const struct span *word, size_t count)
{
    size_t at = word->end;

    while (count > 0) {
        struct item item = item_before(scene->reader, word->begin, at);

        at -= item.bytes;
        count -= item.kind != ZERO;
    }
    return at;
}

/* Rule B on the right: the name that a word ends with. */
static void find_name_at_word_end(struct scene *scene)
{
    const struct span *word = &scene->cluster->tracks[WORD].last;

    for (size_t i = 0; i < PATTERN_COUNT; i++) {
        const struct pattern *pattern = &patterns[i];
        uint64_t mask = (UINT64_C(1) << pattern->count * CODE_BITS) - 1;

        if (word->count >= pattern->count && (word->letters & mask) == pattern->letters)
            add_name(scene, (struct name){letters_back(scene, word, pattern->count), word->end, NAME_WITH_SIGN,
                                          pattern->kind});
    }
}

/* Whether the optimal string alignment distance of two words is at most `limit`. Letters that agree at the front never
 * need to be edited, so a difference is met with each of the four edits in turn: at most 4^2 branches for the distances
 * asked for here. (Boytsov, "Indexing methods for approximate dictionary searching", 2011, has the distance.) */
static bool within_distance(const unsigned char *one, size_t one_count, const unsigned char *other, size_t other_count,
                            unsigned limit)
{
    while (one_count > 0 && other_count > 0 && *one == *other) {
        one++, one_count--;
        other++, other_count--;
    }
    if (one_count == 0 || other_count == 0)
        return one_count + other_count <= limit;
    if (limit == 0 || one_count > other_count + limit || other_count > one_count + limit)
        return false;
    if (within_distance(one + 1, one_count - 1, other + 1, other_count - 1, limit - 1) ||
        within_distance(one + 1, one_count - 1, other, other_count, limit - 1) ||
        within_distance(one, one_count, other + 1, other_count - 1, limit - 1))
        return true;
    return one_count > 1 && other_count > 1 && one[0] == other[1] && one[1] == other[0] &&
           within_distance(one + 2, one_count - 2, other + 2, other_count - 2, limit - 1);
}

static void unpack(uint64_t letters, size_t count, unsigned char *codes)
{
    while (count > 0) {
        codes[--count] = letters & ((1u << CODE_BITS) - 1);
        letters >>= CODE_BITS;
    }
}

static const struct pattern *near_pattern(const struct span *span)
{
    unsigned char codes[LETTERS_MAX], name[LETTERS_MAX];

    if (span->count > LETTERS_MAX)
        return NULL;
    unpack(span->letters, span->count, codes);
    for (size_t i = 0; i < PATTERN_COUNT; i++) {
        unpack(patterns[i].letters, patterns[i].count, name);
        if (within_distance(codes, span->count, name, patterns[i].count, patterns[i].distance))
            return &patterns[i];
    }
    return NULL;
}

/* Rules C and D for one run. */
static void find_name_in_run(struct scene *scene, enum span_kind kind, const struct span *run)
{
    size_t before = run->begin == scene->cluster->core_begin ? scene->signs_before : 0;
    size_t behind = run->end == scene->cluster->core_end ? scene->signs_behind : 0;
    const struct pattern *pattern = NULL;

    if (run->digit_beside)
        return;
    if (kind == RUN && (before > 0 || behind > 0))
        pattern = exact_pattern(run);
    if (kind == TIGHT_RUN && ((before > 0 && behind > 0) || before > 1 || behind > 1))
        pattern = near_pattern(run);
    if (pattern)
        add_name(scene, (struct name){run->begin, run->end, kind == RUN ? BROKEN_NAME : MISSPELT_NAME, pattern->kind});
}

static void find_names_in_runs(struct scene *scene, enum span_kind kind)
{
    const struct track *track = &scene->cluster->tracks[kind];

    if (!track->closed_one)
        return;
    find_name_in_run(scene, kind, &track->first);
    if (track->last.begin != track->first.begin)
        find_name_in_run(scene, kind, &track->last);
}

/* A name stands unless it overlaps one that stands already; then its extent takes in the groups beside it. */
static void let_stand(struct scene *scene, const struct name *name)
{
    const struct cluster *cluster = scene->cluster;
    size_t begin = name->begin;
    size_t end = name->end;

    if (name->begin < scene->standing_end)
        return;
    scene->standing_end = name->end;
    if (name->begin == cluster->core_begin && scene->signs_before > 0 && !scene->before->claimed)
        begin = scene->before->begin;
    if (name->end == cluster->core_end && scene->signs_behind > 0) {
        end = scene->behind->end;
        scene->behind->claimed = true;
    }
    scene->reader->found(scene->reader->context, begin, end, name->kind);
}

/* The next word of a cluster from `at` on, and where it ends in *next; count 0 when there is none. */
static struct span next_word(struct paidmark_lookalike_reader *reader, size_t at, size_t end, size_t *next)
{
    struct track track = {.open = false};

    while (at < end) {
        struct item item = item_at(reader, at);

        if (item.kind & (LETTER | DIGIT))
            track_add(&track, at, item, false);
        else if (item.kind != ZERO && track.open)
            break;
        at += item.bytes;
    }
    *next = at;
    return track.last;
}

/* All names of a cluster, bare ones and those found by signs, from left to right. */
static void let_names_stand(struct scene *scene)
{
    const struct cluster *cluster = scene->cluster;
    size_t at = cluster->bare_name ? cluster->begin : cluster->end;
    size_t i = 0;

    while (at < cluster->end) {
        struct span word = next_word(scene->reader, at, cluster->end, &at);
        const struct pattern *pattern = exact_pattern(&word);

        if (!pattern)
            continue;
        while (i < scene->name_count && scene->names[i].begin < word.begin)
            let_stand(scene, &scene->names[i++]);
        let_stand(scene, &(struct name){word.begin, word.end, BARE_NAME, pattern->kind});
    }
    while (i < scene->name_count)
        let_stand(scene, &scene->names[i++]);
}

static void judge_cluster(struct paidmark_lookalike_reader *reader, const struct cluster *cluster,
                          const struct group *before, struct group *behind)
{
    struct scene scene = {.reader = reader, .cluster = cluster, .before = before, .behind = behind};

    if (cluster->core_begin == cluster->core_end)
        return;
    if (cluster->fillers_before <= FILLERS_BESIDE_MAX)
        scene.signs_before = before->signs;
    if (cluster->fillers_behind <= FILLERS_BESIDE_MAX)
        scene.signs_behind = behind->signs;
    if (scene.signs_before > 0 && cluster->zeros_before)
        find_name_at_word_start(&scene);
    if (scene.signs_behind > 0 && cluster->zeros_behind)
        find_name_at_word_end(&scene);
    if (scene.signs_before > 0 || scene.signs_behind > 0) {
        find_names_in_runs(&scene, RUN);
        find_names_in_runs(&scene, TIGHT_RUN);
    }
    let_names_stand(&scene);
}

/* Judges the cluster at `at` and those that follow without a gap as long as a name may begin there. `before` is the
 * group that the first of them follows. */
static size_t read_clusters(struct paidmark_lookalike_reader *reader, struct group before, size_t at)
{
    for (;;) {
        struct cluster cluster;
        struct group behind;

        read_cluster(reader, at, &cluster);
        behind = read_group(reader, cluster.end);
        judge_cluster(reader, &cluster, &before, &behind);
        at = behind.end;
        if (behind.signs == 0 || !may_begin_name(reader, at))
            return at;
        before = behind;
    }
}

/* Reads the cluster that text[at] lies in or that ends there. */
static size_t read_cluster_around(struct paidmark_lookalike_reader *reader, size_t floor, size_t at)
{
    struct item item;

    while ((item = item_before(reader, floor, at)).kind & CLUSTER_ITEMS)
        at -= item.bytes;
    return read_clusters(reader, (struct group){at, at, 0, false}, at);
}

/* Reads around the sign at text[at], before which no other sign is near. What lies on its sides is read only if a name
 * may lie there; bare names have anchors of their own. */
static size_t read_signs(struct paidmark_lookalike_reader *reader, size_t floor, size_t at)
{
    struct group group;

    if (may_end_name(reader, floor, at))
        return read_cluster_around(reader, floor, at);
    group = read_group(reader, at);
    return may_begin_name(reader, group.end) ? read_clusters(reader, group, group.end) : group.end;
}

/* ---- Anchors ------------------------------------------------------------------------------------------------------
 */

static bool is_tag_blank(unsigned char byte)
{
    return byte == ' ' || byte == '\t';
}

static size_t skip_tag_blanks_back(struct paidmark_lookalike_reader *reader, size_t floor, size_t at)
{
    while (at > floor && is_tag_blank(reader->text[at - 1])) {
        reader->examined++;
        at--;
    }
    return at;
}

/* Rule E: the end of the tag <paid> or </paid>, spelt somehow, whose name is at text[at]; 0 if there is none. */
static size_t tag_end(struct paidmark_lookalike_reader *reader, size_t at)
{
    uint64_t letters = 0;
    struct item item;

    for (int i = 0; i < 4; i++) {
        item = item_at(reader, at);
        if (item.kind != LETTER)
            return 0;
        letters = letters << CODE_BITS | item.code;
        at += item.bytes;
    }
    while ((item = item_at(reader, at)).kind == BLANK && is_tag_blank(reader->text[at]))
        at++;
    return letters == PACKED_PAID && item.kind == OTHER && reader->text[at] == '>' ? at + 1 : 0;
}

static size_t read_tag(struct paidmark_lookalike_reader *reader, size_t floor, size_t name)
{
    size_t begin = skip_tag_blanks_back(reader, floor, name);
    bool slash = begin > floor && reader->text[begin - 1] == '/';
    size_t end;

    if (slash)
        begin = skip_tag_blanks_back(reader, floor, begin - 1);
    if (begin == floor || reader->text[begin - 1] != '<')
        return 0;
    end = tag_end(reader, name);
    if (end > 0)
        reader->found(reader->context, begin - 1, end, slash ? PAIDMARK_END_MARKER : PAIDMARK_BEGIN_MARKER);
    return end;
}

/* Where the word of at most four letters begins that text[at], a letter, may be part of. */
static size_t name_begin(struct paidmark_lookalike_reader *reader, size_t floor, size_t at)
{
    for (int i = 0; i < 3; i++) {
        struct item item = item_before(reader, floor, at);

        if (item.kind != LETTER)
            break;
        at -= item.bytes;
    }
    return at;
}

/* Whether text[at] has a plain letter or digit before it, so that neither a bare name nor the name of a tag begins
 * there. */
static bool is_within_plain_word(const struct paidmark_lookalike_reader *reader, size_t floor, size_t at)
{
    return at > floor && reader->text[at - 1] < 0x80 && ascii_kinds[reader->text[at - 1]] & (LETTER | DIGIT);
}

/* Whether a bare name may begin at text[at]: plain letters have to be those of a name, anything else may be a broken
 * one. */
static bool may_be_name(const struct paidmark_lookalike_reader *reader, size_t at)
{
    const char *expected = "paidbegin";

    for (size_t i = 0; expected[i]; i++) {
        unsigned char byte;

        if (at + i >= reader->end)
            return false;
        byte = reader->text[at + i];
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
    return item_before(reader, floor, at).kind & (LETTER | ZERO) && item_at(reader, at + bytes).kind & (LETTER | ZERO);
}

/* Reads what is around a full-width letter or another character of several bytes that ends at the anchor. */
static size_t read_at_wide_anchor(struct paidmark_lookalike_reader *reader, size_t floor, size_t anchor)
{
    struct item item = item_before(reader, floor, anchor + 1);
    size_t start = anchor + 1 - item.bytes;
    size_t end = 0;

    if (item.kind == ZERO && !zero_within_word(reader, floor, start, item.bytes))
        return floor;
    if (item.kind == LETTER)
        end = read_tag(reader, floor, name_begin(reader, floor, start));
    if (end > 0)
        return end;
    if (item.kind == SIGN)
        return read_signs(reader, floor, start);
    return item.kind & (LETTER | ZERO) ? read_cluster_around(reader, floor, start) : floor;
}

/* Reads what is around "pai", the last letter of which is at the anchor. */
static size_t read_at_plain_name(struct paidmark_lookalike_reader *reader, size_t floor, size_t anchor)
{
    const unsigned char *text = reader->text;
    size_t end;

    if (anchor < floor + 2 || (text[anchor - 1] | 0x20) != 'a' || (text[anchor - 2] | 0x20) != 'p')
        return floor;
    if (is_within_plain_word(reader, floor, anchor - 2))
        return floor;
    end = read_tag(reader, floor, anchor - 2);
    if (end > 0)
        return end;
    return may_be_name(reader, anchor - 2) ? read_cluster_around(reader, floor, anchor) : floor;
}

size_t paidmark_lookalikes_read(struct paidmark_lookalike_reader *reader, size_t floor, size_t anchor)
{
    unsigned char byte = reader->text[anchor];

    if (byte >= 0x80)
        return read_at_wide_anchor(reader, floor, anchor);
    if ((byte | 0x20) == 'i')
        return read_at_plain_name(reader, floor, anchor);
    return item_at(reader, anchor).kind == SIGN ? read_signs(reader, floor, anchor) : floor;
}
