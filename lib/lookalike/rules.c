/* rules.c - which names in a cluster are look-alikes, by rules A to D
 * SPDX-License-Identifier: MIT
 */
#include "lookalike/rules.h"

#include "lookalike/distance.h"

/* ---- Clusters of any kind -----------------------------------------------------------------------------------------
 */

struct found_name {
    size_t begin, end;
    enum paidmark_marker_kind kind;
};

#define SIGN_NAMES_MAX 6 /* rules B, C, D at both ends of a cluster */

/* A cluster, the groups around it, and the names found in it by their signs. */
struct scene {
    struct paidmark_lookalike_reader *reader;
    const struct paidmark_cluster *cluster;
    const struct paidmark_group *before;
    struct paidmark_group *behind;
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
    const struct paidmark_span *word = &scene->cluster->tracks[WORD].first;
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
static size_t letters_back(struct scene *scene, const struct paidmark_span *word, size_t count)
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
    const struct paidmark_span *word = &scene->cluster->tracks[WORD].last;
    const struct paidmark_name *name = paidmark_name_at_end(word->letters, word->count);

    if (name)
        add_name(scene, (struct found_name){letters_back(scene, word, name->count), word->end, name->kind});
}

/* Rules C and D for one run. */
static void find_name_in_run(struct scene *scene, enum paidmark_span_kind kind, const struct paidmark_span *run)
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

static void find_names_in_runs(struct scene *scene, enum paidmark_span_kind kind)
{
    const struct paidmark_track *track = &scene->cluster->tracks[kind];

    if (!track->closed_one)
        return;
    find_name_in_run(scene, kind, &track->first);
    if (track->last.begin != track->first.begin)
        find_name_in_run(scene, kind, &track->last);
}

/* Extends a name to its look-alike; `before` and `behind` are the groups beside it, or NULL. */
static void extend(struct found_name *name, const struct paidmark_group *before, struct paidmark_group *behind)
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
    const struct paidmark_cluster *cluster = scene->cluster;
    bool sign_before = name.begin == cluster->core_begin && scene->signs_before > 0;
    bool sign_behind = name.end == cluster->core_end && scene->signs_behind > 0;

    if (name.begin < scene->standing_end)
        return;
    scene->standing_end = name.end;
    extend(&name, sign_before ? scene->before : NULL, sign_behind ? scene->behind : NULL);
    scene->reader->found(scene->reader->context, name.begin, name.end, name.kind);
}

/* All names of a cluster, bare ones and those found by signs, from left to right. */
static void let_names_stand(struct scene *scene)
{
    const struct paidmark_cluster *cluster = scene->cluster;
    size_t at = cluster->bare_name ? cluster->begin : cluster->end;
    size_t i = 0;

    while (at < cluster->end) {
        struct paidmark_span word = paidmark_next_word(&scene->reader->items, at, cluster->end, &at);
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
static void apply_to_cluster(struct paidmark_lookalike_reader *reader, struct paidmark_letters *letters,
                             const struct paidmark_group *before, struct paidmark_group *behind)
{
    struct paidmark_cluster cluster;
    struct scene scene = {.reader = reader, .cluster = &cluster, .before = before, .behind = behind};

    paidmark_read_cluster(&reader->items, letters, &cluster);
    paidmark_read_group(&reader->items, cluster.end, &letters->next, behind);
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
    find_names_in_runs(&scene, RUN);
    find_names_in_runs(&scene, TIGHT_RUN);
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

/* The look-alike that a plain word is, with the signs that belong to it; an empty group lies at the word's edge. */
static struct found_name find_plain_lookalike(const struct paidmark_letters *word, const struct paidmark_group *before,
                                              struct paidmark_group *behind)
{
    const struct paidmark_name *exact = paidmark_name_exact(word->packed, word->count);
    struct found_name name;

    if (exact)
        name = (struct found_name){word->begin, word->end, exact->kind};
    else
        name = find_name_by_signs(word, before->signs, behind->signs);
    if (name.kind != PAIDMARK_MARKER_NONE)
        extend(&name, name.begin == word->begin ? before : NULL, name.end == word->end ? behind : NULL);
    return name;
}

/* How often the same word stands again with the same signs behind it, so that it has to be judged as it was: with signs
 * on both sides, it does not matter how many. An empty group before the word is followed by one as long, so by another
 * empty one; then the name was a bare one, which claims only the latter. */
static size_t same_again(struct paidmark_lookalike_reader *reader, const struct paidmark_group *before,
                         const struct paidmark_group *behind)
{
    size_t period = behind->end - before->end;

    if (behind->claimed != before->claimed || behind->begin - before->begin != period)
        return 0;
    return paidmark_repetitions(&reader->items, before->end, period);
}

/* Judges a plain word, and those that repeat it; sets the group behind them. */
static void apply_to_plain_word(struct paidmark_lookalike_reader *reader, const struct paidmark_letters *word,
                                const struct paidmark_group *before, struct paidmark_group *behind)
{
    struct found_name lookalike;
    size_t period, times;

    paidmark_read_group(&reader->items, word->end, &word->next, behind);
    lookalike = find_plain_lookalike(word, before, behind);
    if (lookalike.kind == PAIDMARK_MARKER_NONE)
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

void paidmark_apply_rules(struct paidmark_lookalike_reader *reader, struct paidmark_letters *letters,
                          const struct paidmark_group *before, struct paidmark_group *behind)
{
    if (is_plain_word(letters))
        apply_to_plain_word(reader, letters, before, behind);
    else
        apply_to_cluster(reader, letters, before, behind);
}
