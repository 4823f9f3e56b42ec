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

#include "names.h"

#include <string.h>

#define FILLERS_BESIDE_MAX 8  /* between a name and the signs beside it */
#define LONG_GROUP         6  /* signs from which on one looks for repeated ones */
#define LETTERS_KEPT       12 /* of a span */

/* ---- Groups and clusters ------------------------------------------------------------------------------------------
 */

/* Signs with nothing but zeros between them. */
struct group {
    size_t begin, end;
    size_t signs; /* 0: there is no group */
    bool claimed; /* belongs to the extent of the name before it */
};

/* Finds the group at text[at], where *first is, which is no zero; perhaps there is none. */
static void read_group(struct paidmark_items *items, size_t at, const struct paidmark_item *first, struct group *group)
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

/* A stretch of letters, with items of certain kinds between them. */
struct span {
    size_t begin, end; /* of the first, behind the last letter */
    uint64_t letters;  /* the last LETTERS_KEPT, packed */
    size_t count;      /* of all letters */
    bool digit_beside; /* directly before or behind it */
};

enum span_kind { WORD, RUN, TIGHT_RUN, SPAN_KINDS };

static const unsigned span_items[SPAN_KINDS] = {
    [WORD] = ITEM_LETTER | ITEM_DIGIT | ITEM_ZERO,
    [RUN] = ITEM_LETTER | FILLER_ITEMS,
    [TIGHT_RUN] = ITEM_LETTER | ITEM_ZERO | ITEM_JOINER,
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

static void track_close(struct track *track)
{
    if (track->open && !track->closed_one) {
        track->first = track->last;
        track->closed_one = true;
    }
    track->open = false;
}

static void track_add(struct track *track, const struct paidmark_letters *letters, bool behind_digit)
{
    struct span *span = &track->last;

    if (!track->open) {
        *span = (struct span){.begin = letters->begin, .digit_beside = behind_digit};
        track->open = true;
    }
    span->letters = letters->count < LETTERS_KEPT ? span->letters << letters->count * LETTER_BITS : 0;
    span->letters |= letters->packed;
    span->count += letters->count;
    span->end = letters->end;
}

static void close_word(struct cluster *cluster)
{
    struct track *words = &cluster->tracks[WORD];

    if (words->open && paidmark_name_exact(words->last.letters, words->last.count))
        cluster->bare_name = true;
    track_close(words);
}

/* Ends the spans that an item of this kind does not belong to. */
static void close_spans(struct cluster *cluster, size_t at, enum paidmark_item_kind kind)
{
    if (!(span_items[WORD] & (unsigned)kind))
        close_word(cluster);
    for (int i = RUN; i < SPAN_KINDS; i++) {
        struct track *track = &cluster->tracks[i];

        if (span_items[i] & (unsigned)kind)
            continue;
        if (kind == ITEM_DIGIT && track->open && track->last.end == at)
            track->last.digit_beside = true;
        track_close(track);
    }
}

static void add_to_core(struct cluster *cluster, const struct paidmark_letters *letters)
{
    if (cluster->core_begin == cluster->core_end)
        cluster->core_begin = letters->begin;
    cluster->core_end = letters->end;
    cluster->fillers_behind = 0;
    cluster->zeros_behind = true;
}

static void add_letters(struct cluster *cluster, const struct paidmark_letters *letters, bool behind_digit)
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

static void add_digit(struct cluster *cluster, size_t at, struct paidmark_item item)
{
    struct paidmark_letters digit = one_digit(at, item);

    add_to_core(cluster, &digit);
    track_add(&cluster->tracks[WORD], &digit, false);
}

static void add_filler(struct cluster *cluster, enum paidmark_item_kind kind)
{
    if (cluster->core_begin == cluster->core_end) {
        cluster->fillers_before++;
        cluster->zeros_before &= kind == ITEM_ZERO;
    }
    cluster->fillers_behind++;
    cluster->zeros_behind &= kind == ITEM_ZERO;
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

/* The cluster that begins with `letters`, of which there may be none. */
static void read_cluster(struct paidmark_lookalike_reader *reader, struct paidmark_letters *letters,
                         struct cluster *cluster)
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
        paidmark_letters_at(&reader->items, at, letters);
    }
    close_spans(cluster, at, ITEM_OTHER);
    cluster->end = at;
}

/* ---- A quick look beside signs ------------------------------------------------------------------------------------
 */

/* Most signs have nothing like a name beside them, and that shows in the letters nearest to them: every look-alike that
 * a sign is needed for has at least NEAR_LETTERS letters, of which two at most are none of a name's. */
#define NEAR_LETTERS    6
#define FOREIGN_LETTERS 2

/* What a byte within NEAR_LETTERS bytes of a sign counts: nothing when it may be part of a name or a filler, one when
 * it is a foreign letter, more than all of these together when no look-alike goes on there, and more than all of those
 * together when it takes a closer look to tell. */
#define UNCERTAIN 64
#define N         0
#define F         1
#define S         8
#define U         UNCERTAIN
static const unsigned char near_counts[256] = {
    /* clang-format off */
    S, S, S, S, S, S, S, S, S, N, S, S, S, S, S, S, /* 0x00 */
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* 0x10 */
    N, S, S, U, U, S, U, S, S, S, N, S, S, N, S, S, /* 0x20 */
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* 0x30 */
    S, N, N, F, N, N, F, N, F, N, F, F, F, F, N, F, /* 0x40 */
    N, F, F, F, F, F, F, F, F, F, F, S, N, S, S, N, /* 0x50 */
    S, N, N, F, N, N, F, N, F, N, F, F, F, F, N, F, /* 0x60 */
    N, F, F, F, F, F, F, F, F, F, F, S, S, S, S, S, /* 0x70 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0x80 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0x90 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0xA0 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0xB0 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0xC0 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0xD0 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0xE0 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0xF0 */
    /* clang-format on */
};
#undef N
#undef F
#undef S
#undef U

/* Whether the six bytes beside a sign rule out a name there: three foreign letters among them, or an end before there
 * were enough letters. */
static bool rules_out_name(const unsigned char *bytes)
{
    unsigned count = 0;

    for (size_t i = 0; i < NEAR_LETTERS; i++)
        count += near_counts[bytes[i]];
    return count > FOREIGN_LETTERS && count < UNCERTAIN;
}

#define FEW_SIGNS 4

/* Whether the ASCII sign at text[at] and those like it behind it have no name beside them for certain, by a look that
 * takes no decisions on the way: a wrong guess of the processor costs more than the whole of it. */
static bool has_no_name_beside(struct paidmark_items *items, size_t floor, size_t at)
{
    const unsigned char *text = items->text;
    size_t end = at + 1;

    /* The sign before it has been looked at, and nothing was beside the two. */
    if (at > floor && text[at - 1] == text[at])
        return true;
    while (end < items->end && end - at < FEW_SIGNS && text[end] == text[at])
        end++;
    items->examined += end - at;
    if (at < NEAR_LETTERS || items->end - end < NEAR_LETTERS)
        return false;
    items->examined += 2 * NEAR_LETTERS;
    return rules_out_name(text + end) && rules_out_name(text + at - NEAR_LETTERS);
}

struct glance {
    size_t fillers, letters, foreign;
};

enum verdict { LOOK_ON, NO_NAME, MAYBE_NAME };

static enum verdict glance_at(struct glance *glance, struct paidmark_item item)
{
    if (item.kind == ITEM_LETTER) {
        glance->letters++;
        glance->foreign += near_counts['`' + item.code];
        if (glance->foreign > FOREIGN_LETTERS)
            return NO_NAME;
        return glance->letters == NEAR_LETTERS ? MAYBE_NAME : LOOK_ON;
    }
    if (!(item.kind & FILLER_ITEMS))
        return NO_NAME;
    glance->fillers++;
    return glance->letters == 0 && glance->fillers > FILLERS_BESIDE_MAX ? NO_NAME : LOOK_ON;
}

/* An ASCII character, exact markers not looked for: a glance may take too much for a name, never too little. */
static struct paidmark_item plain_item(unsigned char byte)
{
    return (struct paidmark_item){paidmark_byte_kinds[byte], paidmark_letter_code(byte), 1};
}

static bool may_begin_name(struct paidmark_items *items, size_t at)
{
    struct glance glance = {0, 0, 0};

    while (at < items->end) {
        unsigned char byte = items->text[at];
        struct paidmark_item item = byte < 0x80 ? plain_item(byte) : paidmark_wide_item(items, at);
        enum verdict verdict = glance_at(&glance, item);

        items->examined++;
        if (verdict != LOOK_ON)
            return verdict == MAYBE_NAME;
        at += item.bytes;
    }
    return false;
}

static bool may_end_name(struct paidmark_items *items, size_t floor, size_t at)
{
    struct glance glance = {0, 0, 0};

    while (at > floor) {
        unsigned char byte = items->text[at - 1];
        struct paidmark_item item = byte < 0x80 ? plain_item(byte) : paidmark_item_before(items, floor, at);
        enum verdict verdict = glance_at(&glance, item);

        items->examined++;
        if (verdict != LOOK_ON)
            return verdict == MAYBE_NAME;
        at -= item.bytes;
    }
    return false;
}

/* ---- Names --------------------------------------------------------------------------------------------------------
 */

struct found_name {
    size_t begin, end;
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
    struct found_name names[SIGN_NAMES_MAX];
    size_t name_count;
    size_t standing_end; /* of the last name that stands */
};

/* Puts a name in its place: names by their begin. Of those that begin together the earlier rule comes first, because
 * names are added rule by rule. */
static void add_name(struct scene *scene, struct found_name name)
{
    size_t i = scene->name_count++;

    for (; i > 0 && scene->names[i - 1].begin > name.begin; i--)
        scene->names[i] = scene->names[i - 1];
    scene->names[i] = name;
}

/* Rule B on the left: the name that a word begins with. */
static void find_name_at_word_start(struct scene *scene)
{
    const struct span *word = &scene->cluster->tracks[WORD].first;
    uint64_t letters = 0;
    size_t count = 0;

    for (size_t at = word->begin; at < word->end && count < NAME_LETTERS_MAX;) {
        struct paidmark_item item = paidmark_item_at(&scene->reader->items, at);
        const struct paidmark_name *name;

        at += item.bytes;
        if (item.kind == ITEM_ZERO)
            continue;
        letters = letters << LETTER_BITS | item.code;
        name = paidmark_name_exact(letters, ++count);
        if (name)
            add_name(scene, (struct found_name){word->begin, at, name->kind});
    }
}

/* Where the last `count` letters of a word begin. */
static size_t letters_back(struct scene *scene, const struct span *word, size_t count)
{
    size_t at = word->end;

    while (count > 0) {
        struct paidmark_item item = paidmark_item_before(&scene->reader->items, word->begin, at);

        at -= item.bytes;
        count -= item.kind != ITEM_ZERO;
    }
    return at;
}

/* Rule B on the right: the name that a word ends with. */
static void find_name_at_word_end(struct scene *scene)
{
    const struct span *word = &scene->cluster->tracks[WORD].last;
    const struct paidmark_name *name = paidmark_name_at_end(word->letters, word->count);

    if (name)
        add_name(scene, (struct found_name){letters_back(scene, word, name->count), word->end, name->kind});
}

/* Rules C and D for one run. */
static void find_name_in_run(struct scene *scene, enum span_kind kind, const struct span *run)
{
    size_t before = run->begin == scene->cluster->core_begin ? scene->signs_before : 0;
    size_t behind = run->end == scene->cluster->core_end ? scene->signs_behind : 0;
    const struct paidmark_name *name = NULL;

    if (run->digit_beside)
        return;
    if (kind == RUN && (before > 0 || behind > 0))
        name = paidmark_name_exact(run->letters, run->count);
    if (kind == TIGHT_RUN && ((before > 0 && behind > 0) || before > 1 || behind > 1))
        name = paidmark_name_near(run->letters, run->count);
    if (name)
        add_name(scene, (struct found_name){run->begin, run->end, name->kind});
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

/* Extends a name to its look-alike; `before` and `behind` are the groups beside it, or NULL. */
static void extend(struct found_name *name, const struct group *before, struct group *behind)
{
    if (before && !before->claimed)
        name->begin = before->begin;
    if (behind) {
        name->end = behind->end;
        behind->claimed = true;
    }
}

/* A name stands unless it overlaps one that stands already. */
static void let_stand(struct scene *scene, struct found_name name)
{
    const struct cluster *cluster = scene->cluster;
    bool sign_before = name.begin == cluster->core_begin && scene->signs_before > 0;
    bool sign_behind = name.end == cluster->core_end && scene->signs_behind > 0;

    if (name.begin < scene->standing_end)
        return;
    scene->standing_end = name.end;
    extend(&name, sign_before ? scene->before : NULL, sign_behind ? scene->behind : NULL);
    scene->reader->found(scene->reader->context, name.begin, name.end, name.kind);
}

/* The next word of a cluster from `at` on, and where it ends in *next; count 0 when there is none. */
static struct span next_word(struct paidmark_lookalike_reader *reader, size_t at, size_t end, size_t *next)
{
    struct track track = {.open = false};

    while (at < end) {
        struct paidmark_letters letters;

        paidmark_letters_at(&reader->items, at, &letters);
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

/* All names of a cluster, bare ones and those found by signs, from left to right. */
static void let_names_stand(struct scene *scene)
{
    const struct cluster *cluster = scene->cluster;
    size_t at = cluster->bare_name ? cluster->begin : cluster->end;
    size_t i = 0;

    while (at < cluster->end) {
        struct span word = next_word(scene->reader, at, cluster->end, &at);
        const struct paidmark_name *name = paidmark_name_exact(word.letters, word.count);

        if (!name)
            continue;
        while (i < scene->name_count && scene->names[i].begin < word.begin)
            let_stand(scene, scene->names[i++]);
        let_stand(scene, (struct found_name){word.begin, word.end, name->kind});
    }
    while (i < scene->name_count)
        let_stand(scene, scene->names[i++]);
}

/* Judges the cluster that begins with `letters`; sets the group behind it. */
static void judge_cluster(struct paidmark_lookalike_reader *reader, struct paidmark_letters *letters,
                          const struct group *before, struct group *behind)
{
    struct cluster cluster;
    struct scene scene = {.reader = reader, .cluster = &cluster, .before = before, .behind = behind};

    read_cluster(reader, letters, &cluster);
    read_group(&reader->items, cluster.end, &letters->next, behind);
    if (cluster.core_begin == cluster.core_end)
        return;
    if (cluster.fillers_before <= FILLERS_BESIDE_MAX)
        scene.signs_before = before->signs;
    if (cluster.fillers_behind <= FILLERS_BESIDE_MAX)
        scene.signs_behind = behind->signs;
    if (scene.signs_before > 0 && cluster.zeros_before)
        find_name_at_word_start(&scene);
    if (scene.signs_behind > 0 && cluster.zeros_behind)
        find_name_at_word_end(&scene);
    if (scene.signs_before > 0 || scene.signs_behind > 0) {
        find_names_in_runs(&scene, RUN);
        find_names_in_runs(&scene, TIGHT_RUN);
    }
    let_names_stand(&scene);
}

/* ---- Plain words --------------------------------------------------------------------------------------------------
 */

/* The usual cluster is one word of ASCII letters: word, run and tight run in one. When it has too few letters for two
 * names, the first rule that applies decides. */
#define PLAIN_LETTERS_MAX 11

static bool is_plain_word(const struct paidmark_letters *word)
{
    return word->count > 0 && word->count <= PLAIN_LETTERS_MAX && word->end - word->begin == word->count &&
           !(word->next.kind & CLUSTER_ITEMS);
}

/* Rules B and D for a plain word; a name with no letters if neither applies. */
static struct found_name find_name_by_signs(const struct paidmark_letters *word, size_t signs_before,
                                            size_t signs_behind)
{
    const struct paidmark_name *name = NULL;

    if (signs_before > 0 && (name = paidmark_name_at_start(word->packed, word->count)))
        return (struct found_name){word->begin, word->begin + name->count, name->kind};
    if ((signs_before > 0 && signs_behind > 0) || signs_before > 1 || signs_behind > 1)
        name = paidmark_name_near(word->packed, word->count);
    if (name)
        return (struct found_name){word->begin, word->end, name->kind};
    if (signs_behind > 0 && (name = paidmark_name_at_end(word->packed, word->count)))
        return (struct found_name){word->end - name->count, word->end, name->kind};
    return (struct found_name){0};
}

/* The look-alike that a plain word is, with the signs that belong to it. */
static struct found_name find_plain_lookalike(const struct paidmark_letters *word, const struct group *before,
                                              struct group *behind)
{
    const struct paidmark_name *exact = paidmark_name_exact(word->packed, word->count);
    struct found_name name;

    if (exact)
        name = (struct found_name){word->begin, word->end, exact->kind};
    else
        name = find_name_by_signs(word, before->signs, behind->signs);
    if (name.kind != PAIDMARK_NO_MARKER)
        extend(&name, name.begin == word->begin && before->signs > 0 ? before : NULL,
               name.end == word->end && behind->signs > 0 ? behind : NULL);
    return name;
}

/* How often the same word stands again between the same signs, so that it has to be judged as it was. */
static size_t same_again(struct paidmark_lookalike_reader *reader, const struct group *before,
                         const struct group *behind)
{
    size_t period = behind->end - before->end;

    if (behind->signs != before->signs || behind->claimed != before->claimed || behind->begin - before->begin != period)
        return 0;
    return paidmark_repetitions(&reader->items, before->end, period);
}

/* Judges a plain word, and those that repeat it; sets the group behind them. */
static void judge_plain_word(struct paidmark_lookalike_reader *reader, const struct paidmark_letters *word,
                             const struct group *before, struct group *behind)
{
    struct found_name lookalike;
    size_t period, times;

    read_group(&reader->items, word->end, &word->next, behind);
    lookalike = find_plain_lookalike(word, before, behind);
    if (lookalike.kind == PAIDMARK_NO_MARKER)
        return;
    reader->found(reader->context, lookalike.begin, lookalike.end, lookalike.kind);
    period = behind->end - before->end;
    times = same_again(reader, before, behind);
    for (size_t i = 0; i < times; i++) {
        lookalike.begin += period;
        lookalike.end += period;
        reader->found(reader->context, lookalike.begin, lookalike.end, lookalike.kind);
    }
    behind->begin += times * period;
    behind->end += times * period;
}

/* ---- From cluster to cluster --------------------------------------------------------------------------------------
 */

/* Judges the cluster at `at` and those that follow without a gap as long as a name may begin there. `first` is the
 * group that the first of them follows; when there are no signs in it, that cluster is read in any case. */
static size_t read_clusters(struct paidmark_lookalike_reader *reader, struct group first, size_t at)
{
    struct group groups[2] = {first};
    struct group *before = &groups[0], *behind = &groups[1];

    for (;;) {
        struct paidmark_letters letters;
        struct group *next;

        if (before->signs > 0 && !may_begin_name(&reader->items, at))
            return at;
        paidmark_letters_at(&reader->items, at, &letters);
        if (is_plain_word(&letters))
            judge_plain_word(reader, &letters, before, behind);
        else
            judge_cluster(reader, &letters, before, behind);
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
    return read_clusters(reader, (struct group){at, at, 0, false}, at);
}

/* Reads around the sign at text[at], before which no other sign is near. What lies on its sides is read only if a name
 * may lie there; bare names have anchors of their own. */
static size_t read_signs(struct paidmark_lookalike_reader *reader, size_t floor, size_t at)
{
    struct paidmark_item first;
    struct group group;

    if (may_end_name(&reader->items, floor, at))
        return read_cluster_around(reader, floor, at);
    first = paidmark_item_at(&reader->items, at);
    read_group(&reader->items, at, &first, &group);
    return read_clusters(reader, group, group.end);
}

/* ---- Anchors ------------------------------------------------------------------------------------------------------
 */

static bool is_tag_blank(unsigned char byte)
{
    return byte == ' ' || byte == '\t';
}

static size_t skip_tag_blanks_back(struct paidmark_lookalike_reader *reader, size_t floor, size_t at)
{
    while (at > floor && is_tag_blank(reader->items.text[at - 1])) {
        reader->items.examined++;
        at--;
    }
    return at;
}

/* Rule E: the end of the tag <paid> or </paid>, spelt somehow, whose name is at text[at]; 0 if there is none. */
static size_t tag_end(struct paidmark_lookalike_reader *reader, size_t at)
{
    uint64_t letters = 0;
    struct paidmark_item item;

    for (int i = 0; i < 4; i++) {
        item = paidmark_item_at(&reader->items, at);
        if (item.kind != ITEM_LETTER)
            return 0;
        letters = letters << LETTER_BITS | item.code;
        at += item.bytes;
    }
    while ((item = paidmark_item_at(&reader->items, at)).kind == ITEM_BLANK && is_tag_blank(reader->items.text[at]))
        at++;
    return letters == PACKED_PAID && item.kind == ITEM_OTHER && reader->items.text[at] == '>' ? at + 1 : 0;
}

static size_t read_tag(struct paidmark_lookalike_reader *reader, size_t floor, size_t name)
{
    size_t begin = skip_tag_blanks_back(reader, floor, name);
    bool slash = begin > floor && reader->items.text[begin - 1] == '/';
    size_t end;

    if (slash)
        begin = skip_tag_blanks_back(reader, floor, begin - 1);
    if (begin == floor || reader->items.text[begin - 1] != '<')
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
        end = read_tag(reader, floor, name_begin(reader, floor, start));
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
    end = read_tag(reader, floor, anchor - 2);
    if (end > 0)
        return end;
    return may_be_name(reader, anchor - 2) ? read_cluster_around(reader, floor, anchor) : floor;
}

/* Reads what is around a sign, or what may begin one. */
static size_t read_at_plain_sign(struct paidmark_lookalike_reader *reader, size_t floor, size_t anchor)
{
    if (reader->items.text[anchor] != '&' && has_no_name_beside(&reader->items, floor, anchor))
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
