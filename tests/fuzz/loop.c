/* loop.c - what must hold between documents, tried on as many small ones as there is time for
 * SPDX-License-Identifier: MIT
 *
 *     loop EXECUTIONS [SEED]
 *
 * Documents are put together from pieces (exact markers, damaged ones, what else is read with care) that a batch of
 * them shares. A *sound* one is accepted, and shows what it was meant to show. "Shows" is said of bytes; without the
 * option EXACT it is not said of blanks and line endings, some of which a marker takes along. Under salvage:
 *
 *   - two sound documents, one behind the other, show nothing that one of the two alone hides;
 *   - a sound document with one mistake shows nothing that it hid without, except what is left of the marker itself.
 *     The mistake: any text without a marker, mostly a damaged one, in place of a marker; a marker lost, doubled, of
 *     the other kind, or exchanged with the one that closes it. A divider has no partner that notices what happened to
 *     it, so of a divider this is asked only if a look-alike of a begin marker is reported in its place;
 *   - a preview, parsed again, is itself, unless there is a look-alike or a marker near a place where something was
 *     removed (what meets there now may make one; and what is gone may have been part of a piece that hid one, or a
 *     look-alike that was found first and stood in the way), or a marker of another set is left without a region;
 *   - segments are in order.
 *
 * Documents are joined and mistakes made only with sets in which no token begins as another does: of such a set two
 * markers may be read as a third one. Where this would be broken by more than one mistake, because what is left of a
 * marker makes another one, or a look-alike, of the text beside it, the document is left out, and counted. Kernels take
 * turns. The text ends before a page that must not be touched. Every MODEL_EVERY-th document is compared with the
 * model. SIGINT and SIGTERM end the loop in good order.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include "damage.h"
#include "difference.h"
#include "document.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PIECES          256
#define PIECE_BYTES_MAX 96
#define SOUND_MAX       64
#define MARKS_MAX       5
#define EXECUTIONS      20000 /* of a batch */
#define MODEL_EVERY     1009
#define WRONG_MAX       10
#define NEAR_BYTES      64

struct piece {
    size_t bytes;
    char text[PIECE_BYTES_MAX];
};

/* A text, and for each byte of it whether it may be shown. */
struct sample {
    size_t bytes;
    char text[TEXT_BYTES_MAX];
    char allowed[TEXT_BYTES_MAX];
};

struct mark {
    size_t at, bytes;
    bool opens, divides;
};

struct sound {
    struct sample sample;
    struct mark marks[MARKS_MAX];
    size_t mark_count, regions;
};

struct loop {
    struct random_source random;
    struct paidmark_document *document;
    char *text_end; /* where a page begins that must not be touched */

    /* of a batch */
    struct paidmark_options options;
    const struct paidmark_kernel *kernel;
    struct piece pieces[PIECES], damaged[PIECES];
    struct sound sound[SOUND_MAX];
    size_t sound_count;
    bool is_ambiguous; /* the set */

    /* the document parsed last */
    const char *text;
    size_t bytes;
    enum paidmark_status status;

    unsigned long executions, modelled, sound_documents, joined, mistakes, again, left_out, ambiguous, wrong;
};

static volatile sig_atomic_t stopped;

static void stop(int number)
{
    (void)number;
    stopped = 1;
}

static uint32_t below(struct loop *loop, uint32_t limit)
{
    return random_below(&loop->random, limit);
}

/* ---- One document ------------------------------------------------------------------------------------------------ */

static void fail(struct loop *loop, const char *what)
{
    loop->wrong++;
    printf("%s: kernel %s, flags %x, unmarked %x, set:\n", what, loop->kernel->name, (unsigned)loop->options.flags,
           (unsigned)loop->options.unmarked);
    print_set(loop->options.markers);
    print_text(loop->text, loop->bytes);
}

static void compare_with_model(struct loop *loop)
{
    struct model_result model;
    const char *difference;

    model_parse(&model, loop->text, loop->bytes, &loop->options);
    difference = model_difference(loop->document, loop->status, &model);
    model_release(&model);
    if (difference)
        fail(loop, difference);
    loop->modelled++;
}

static void parse(struct loop *loop, const char *text, size_t bytes)
{
    char *placed = loop->text_end - bytes;

    memcpy(placed, text, bytes);
    loop->text = placed;
    loop->bytes = bytes;
    loop->status = paidmark_parse_with(loop->kernel, loop->document, placed, bytes, &loop->options);
    if (++loop->executions % MODEL_EVERY == 0)
        compare_with_model(loop);
}

/* Whether what is shown of the document parsed last is allowed. */
static bool shows_only(const struct loop *loop, const char *allowed)
{
    const struct paidmark_segment *segment;

    for (size_t i = 0; (segment = paidmark_segment_at(loop->document, i)); i++) {
        if (segment->part == PAIDMARK_PART_FREE && memchr(allowed + segment->offset, false, segment->bytes))
            return false;
    }
    return true;
}

static bool is_in_order(const struct loop *loop)
{
    const struct paidmark_segment *segment;
    size_t end = 0;

    for (size_t i = 0; (segment = paidmark_segment_at(loop->document, i)); i++) {
        if (segment->text != loop->text + segment->offset || segment->offset < end || segment->bytes == 0)
            return false;
        end = segment->offset + segment->bytes;
    }
    return end <= loop->bytes;
}

/* ---- Sound documents --------------------------------------------------------------------------------------------- */

static void add(struct sample *sample, const char *text, size_t bytes, char allowed)
{
    if (bytes > TEXT_BYTES_MAX - sample->bytes)
        bytes = 0;
    memcpy(sample->text + sample->bytes, text, bytes);
    memset(sample->allowed + sample->bytes, allowed, bytes);
    sample->bytes += bytes;
}

static void add_part(struct sample *sample, const struct sample *from, size_t begin, size_t end)
{
    if (end - begin > TEXT_BYTES_MAX - sample->bytes)
        return;
    memcpy(sample->text + sample->bytes, from->text + begin, end - begin);
    memcpy(sample->allowed + sample->bytes, from->allowed + begin, end - begin);
    sample->bytes += end - begin;
}

static void add_literal(struct sample *sample, const char *text, char allowed)
{
    add(sample, text, strlen(text), allowed);
}

/* So many that what follows begins a little before the end of a vector, or of several. */
static void add_filling(struct loop *loop, struct sample *sample)
{
    size_t wanted = 64 * (1 + below(loop, 3)) * (below(loop, 16) == 0 ? 8 : 1) - below(loop, 24);

    while (sample->bytes < wanted)
        add(sample, "x", 1, true);
}

static void add_text(struct loop *loop, struct sample *sample, bool free)
{
    static const char *const texts[] = {
        "A", "the text, and", " of it.",          "年度报告", "。\r\n", "\n",  "\n\n", " ", "7 %",
        "Z", "e\xCC\x81",     "\xF0\x9F\x98\x80", "",         "\t",     "# 1", "paid"};

    for (uint32_t count = below(loop, 4); count > 0; count--) {
        const struct piece *piece = &loop->pieces[below(loop, PIECES)];

        if (below(loop, 8) == 0)
            add(sample, piece->text, piece->bytes, free);
        else
            add_literal(sample, texts[below(loop, sizeof texts / sizeof texts[0])], free);
    }
}

/* With something in its tail now and then. */
static size_t write_token(struct loop *loop, const char *token, size_t bytes, size_t tail, char *out)
{
    size_t head = tail > 0 && below(loop, 2) == 0 ? tail : bytes;
    size_t written = head;

    memcpy(out, token, head);
    if (head < bytes) {
        memcpy(out + written, " 1.20 x", 7);
        memcpy(out + written + 7, token + head, bytes - head);
        written += 7 + bytes - head;
    }
    return written;
}

/* A pair of the set at random, or a divider. */
static const struct paidmark_marker_pair *random_pair(struct loop *loop, bool divides)
{
    const struct paidmark_marker_pair *pair, *chosen = NULL;
    uint32_t fitting = 0;

    for (size_t i = 0; (pair = paidmark_marker_set_pair(loop->options.markers, i)); i++) {
        if ((pair->end == NULL) == divides && below(loop, ++fitting) == 0)
            chosen = pair;
    }
    return chosen;
}

static size_t write_marker(struct loop *loop, const struct paidmark_marker_pair *pair, bool opens, char *out)
{
    return opens ? write_token(loop, pair->begin, pair->begin_bytes, pair->begin_tail, out)
                 : write_token(loop, pair->end, pair->end_bytes, pair->end_tail, out);
}

static void add_marker(struct loop *loop, struct sound *sound, const struct paidmark_marker_pair *pair, bool opens)
{
    char token[2 * PAIDMARK_TOKEN_BYTES_MAX];
    size_t bytes = write_marker(loop, pair, opens, token);

    sound->marks[sound->mark_count++] = (struct mark){sound->sample.bytes, bytes, opens, pair->end == NULL};
    add(&sound->sample, token, bytes, false);
}

static void make_document(struct loop *loop, struct sound *sound)
{
    const struct paidmark_marker_pair *divider = below(loop, 2) == 0 ? random_pair(loop, true) : NULL;

    sound->sample.bytes = sound->mark_count = sound->regions = 0;
    if (below(loop, 8) == 0)
        add_filling(loop, &sound->sample);
    add_text(loop, &sound->sample, true);
    for (uint32_t regions = below(loop, 3); regions > 0; regions--) {
        const struct paidmark_marker_pair *pair = random_pair(loop, false);

        if (!pair)
            break;
        add_marker(loop, sound, pair, true);
        add_text(loop, &sound->sample, false);
        add_marker(loop, sound, random_pair(loop, false), false);
        add_text(loop, &sound->sample, true);
        sound->regions++;
    }
    if (divider) {
        add_marker(loop, sound, divider, true);
        add_text(loop, &sound->sample, false);
        sound->regions++;
    }
}

static bool is_exact(const struct loop *loop)
{
    return loop->options.flags & PAIDMARK_OPTION_EXACT;
}

static bool is_blank(char byte)
{
    return byte == '\n' || byte == '\r' || byte == ' ' || byte == '\t';
}

static void allow_blanks(struct sample *sample)
{
    for (size_t i = 0; i < sample->bytes; i++)
        sample->allowed[i] |= is_blank(sample->text[i]);
}

static size_t count_signs(const char *text, size_t bytes)
{
    size_t count = 0;

    for (size_t i = 0; i < bytes; i++)
        count += !is_blank(text[i]);
    return count;
}

/* Whether it is accepted, and shows what was meant, and all of it. */
static bool is_sound(struct loop *loop, struct sound *sound)
{
    struct paidmark_counts counts = {.size = sizeof counts};
    const struct paidmark_segment *segment;
    size_t hidden = 0, free = 0, free_signs = 0, shown_signs = 0;

    parse(loop, sound->sample.text, sound->sample.bytes);
    paidmark_count(loop->document, PAIDMARK_PART_FREE, &counts);
    if (loop->status != PAIDMARK_STATUS_OK || counts.regions != sound->regions)
        return false;
    for (size_t i = 0; i < sound->sample.bytes; i++) {
        free += sound->sample.allowed[i] != false;
        free_signs += sound->sample.allowed[i] && !is_blank(sound->sample.text[i]);
    }
    if (!is_exact(loop))
        allow_blanks(&sound->sample);
    for (size_t i = 0; (segment = paidmark_segment_at(loop->document, i)); i++) {
        hidden += segment->part == PAIDMARK_PART_PAID ? segment->bytes : 0;
        shown_signs += segment->part == PAIDMARK_PART_FREE ? count_signs(segment->text, segment->bytes) : 0;
    }
    return shows_only(loop, sound->sample.allowed) && shown_signs == free_signs &&
           (hidden > 0) == (sound->regions > 0) && (!is_exact(loop) || counts.bytes == free);
}

/* ---- What must hold ---------------------------------------------------------------------------------------------- */

/* What a marker begins with that has this token: the token itself, or its head. */
static size_t head_of(const struct paidmark_marker_pair *pair, bool opens, const char **text)
{
    size_t tail = opens ? pair->begin_tail : pair->end_tail;

    *text = opens ? pair->begin : pair->end;
    if (*text == NULL)
        return 0;
    return tail > 0 ? tail : opens ? pair->begin_bytes : pair->end_bytes;
}

/* How many markers begin somewhere; one with a tail, wherever its head does. */
static size_t count_markers(const struct loop *loop, const char *text, size_t bytes)
{
    const struct paidmark_marker_pair *pair;
    const char *begin, *end;
    size_t count = 0;

    for (size_t i = 0; (pair = paidmark_marker_set_pair(loop->options.markers, i)); i++) {
        size_t begin_bytes = head_of(pair, true, &begin);
        size_t end_bytes = head_of(pair, false, &end);

        for (size_t at = 0; at < bytes; at++) {
            count += begin_bytes <= bytes - at && memcmp(text + at, begin, begin_bytes) == 0;
            count += end && end_bytes <= bytes - at && memcmp(text + at, end, end_bytes) == 0;
        }
    }
    return count;
}

/* What was removed ended or began here, in the preview. */
struct seams {
    size_t count, at[TEXT_BYTES_MAX];
};

/* The preview of the document parsed last. */
static void take_preview(const struct loop *loop, struct sample *preview, struct seams *seams)
{
    const struct paidmark_segment *segment;
    size_t end = 0;

    preview->bytes = seams->count = 0;
    for (size_t i = 0; (segment = paidmark_segment_at(loop->document, i)); i++) {
        if (segment->part != PAIDMARK_PART_FREE)
            continue;
        if (segment->offset > end)
            seams->at[seams->count++] = preview->bytes;
        add(preview, segment->text, segment->bytes, true);
        end = segment->offset + segment->bytes;
    }
    if (end < loop->bytes)
        seams->at[seams->count++] = preview->bytes;
}

/* Where tags end that begin at text[at]: a look-alike before them or in them is passed over for one behind them. */
static size_t behind_tags(const char *text, size_t at, size_t end)
{
    const char *close;

    while (at < end && text[at] == '<' && (close = memchr(text + at, '>', end - at)))
        at = (size_t)(close - text) + 1;
    return at;
}

static bool is_near_seam(const struct loop *loop, const struct seams *seams, size_t begin, size_t end)
{
    size_t far = behind_tags(loop->text, end, loop->bytes) + NEAR_BYTES;

    for (size_t i = 0; i < seams->count; i++) {
        if (seams->at[i] + NEAR_BYTES >= begin && seams->at[i] <= far)
            return true;
    }
    return false;
}

/* Whether every error in a preview is near to a seam, or a marker of another set that has lost its region. */
static bool errors_are_at_seams(const struct loop *loop, const struct seams *seams)
{
    const struct paidmark_problem *problem;

    for (size_t i = 0; (problem = paidmark_problem_at(loop->document, i)); i++) {
        if (problem->severity == PAIDMARK_SEVERITY_ERROR && problem->code != PAIDMARK_PROBLEM_FOREIGN_MARKER &&
            problem->code != PAIDMARK_PROBLEM_NO_PAID_REGION &&
            !is_near_seam(loop, seams, problem->offset, problem->offset + problem->bytes))
            return false;
    }
    return true;
}

static void check_again(struct loop *loop)
{
    static char whole[TEXT_BYTES_MAX];
    static struct sample preview;
    static struct seams seams;
    size_t bytes = loop->bytes;
    struct paidmark_counts counts = {.size = sizeof counts};

    take_preview(loop, &preview, &seams);
    if (loop->options.unmarked != PAIDMARK_UNMARKED_FREE || preview.bytes == 0)
        return;
    memcpy(whole, loop->text, bytes);
    parse(loop, preview.text, preview.bytes);
    loop->again++;
    paidmark_count(loop->document, PAIDMARK_PART_FREE, &counts);
    if (loop->status == PAIDMARK_STATUS_OK && counts.regions == 0 && counts.bytes != preview.bytes)
        fail(loop, "a preview parsed again is less");
    if (loop->status == PAIDMARK_STATUS_SALVAGED && !errors_are_at_seams(loop, &seams)) {
        printf("the preview of: ");
        print_text(whole, bytes);
        fail(loop, "a preview parsed again has an error");
    }
}

static void check_joined(struct loop *loop)
{
    static struct sample joined;

    joined.bytes = 0;
    for (int i = 0; i < 2; i++) {
        const struct sound *sound = &loop->sound[below(loop, (uint32_t)loop->sound_count)];

        add_part(&joined, &sound->sample, 0, sound->sample.bytes);
    }
    parse(loop, joined.text, joined.bytes);
    loop->joined++;
    if (!shows_only(loop, joined.allowed))
        fail(loop, "joined, two documents show more");
}

enum mistake { DAMAGED, ANOTHER_PIECE, LOST, DOUBLED, OTHER_KIND, EXCHANGED, MISTAKES };

static void add_replacement(struct loop *loop, struct sample *sample, const struct sound *sound,
                            const struct mark *mark, enum mistake mistake)
{
    const struct paidmark_marker_pair *pair = random_pair(loop, false);
    const struct piece *piece =
        mistake == DAMAGED ? &loop->damaged[below(loop, PIECES)] : &loop->pieces[below(loop, PIECES)];
    char token[2 * PAIDMARK_TOKEN_BYTES_MAX];

    switch (mistake) {
    case DAMAGED:
    case ANOTHER_PIECE:
        add(sample, piece->text, piece->bytes, true);
        break;
    case DOUBLED:
        add(sample, sound->sample.text + mark->at, mark->bytes, true);
        add(sample, sound->sample.text + mark->at, mark->bytes, true);
        break;
    case OTHER_KIND:
        if (pair)
            add(sample, token, write_marker(loop, pair, !mark->opens, token), true);
        break;
    default:
        break;
    }
}

/* The document with a mistake at this marker, of which something may be left that is no marker any more: in a set with
 * a token that begins or ends as another does, or as the text beside it. */
static void make_mistake(struct loop *loop, const struct sound *sound, const struct mark *mark, enum mistake mistake,
                         struct sample *sample)
{
    const struct sample *right = &sound->sample;

    sample->bytes = 0;
    add_part(sample, right, 0, mark->at);
    if (mistake == EXCHANGED) {
        const struct mark *next = mark + 1;

        add(sample, right->text + next->at, next->bytes, true);
        add_part(sample, right, mark->at + mark->bytes, next->at);
        add(sample, right->text + mark->at, mark->bytes, true);
        mark = next;
    } else {
        add_replacement(loop, sample, sound, mark, mistake);
    }
    add_part(sample, right, mark->at + mark->bytes, right->bytes);
}

/* Where a look-alike begins that has something of text[begin, end); `end` if there is none. */
static const struct paidmark_problem *lookalike_in(const struct loop *loop, size_t begin, size_t end)
{
    const struct paidmark_problem *problem;

    for (size_t i = 0; (problem = paidmark_problem_at(loop->document, i)); i++) {
        if (problem->code == PAIDMARK_PROBLEM_LOOKALIKE_MARKER && problem->offset < end &&
            problem->offset + problem->bytes > begin)
            return problem;
    }
    return NULL;
}

/* How many markers begin in text[begin, end) that have less than NEAR_BYTES to go on behind it. */
static size_t count_between(const struct loop *loop, const char *text, size_t bytes, size_t begin, size_t end)
{
    size_t left = bytes - end < NEAR_BYTES ? bytes - end : NEAR_BYTES;

    return count_markers(loop, text + begin, end - begin + left) - count_markers(loop, text + end, left);
}

/* Whether there is another mistake: a marker begins before what was put in place of the other one, or in it, that
 * nobody meant; or what is left there has made a look-alike of the text directly behind it, and nothing else is shown
 * but what stands between the two. text[at, behind) was put there. */
static bool is_another_mistake(const struct loop *loop, const struct sound *sound, enum mistake mistake,
                               struct sample *sample, size_t at, size_t behind)
{
    size_t begin = at > NEAR_BYTES ? at - NEAR_BYTES : 0;
    size_t before = count_between(loop, sound->sample.text, sound->sample.bytes, begin, at);
    const struct paidmark_problem *lookalike = lookalike_in(loop, behind, behind + NEAR_BYTES);

    if (mistake <= LOST && count_between(loop, loop->text, loop->bytes, begin, behind) != before)
        return true;
    if (!lookalike || lookalike->offset < behind)
        return false;
    memset(sample->allowed + behind, true, lookalike->offset - behind);
    return shows_only(loop, sample->allowed);
}

static bool can_be_made(const struct sound *sound, const struct mark *mark, enum mistake mistake)
{
    if (sound->mark_count == 0 || (mark->divides && mistake == LOST))
        return false;
    return mistake != EXCHANGED || (mark->opens && !mark->divides);
}

static void check_mistake(struct loop *loop)
{
    static struct sample sample;
    const struct sound *sound = &loop->sound[below(loop, (uint32_t)loop->sound_count)];
    const struct mark *mark = &sound->marks[sound->mark_count > 0 ? below(loop, (uint32_t)sound->mark_count) : 0];
    enum mistake mistake = below(loop, 2) == 0 ? DAMAGED : (enum mistake)below(loop, MISTAKES);
    const struct paidmark_problem *in_place;
    size_t behind;

    if (!can_be_made(sound, mark, mistake))
        return;
    make_mistake(loop, sound, mark, mistake, &sample);
    if (!is_exact(loop))
        allow_blanks(&sample);
    parse(loop, sample.text, sample.bytes);
    loop->mistakes++;
    behind = sample.bytes - (sound->sample.bytes - mark->at - mark->bytes);
    in_place = lookalike_in(loop, mark->at, behind);
    if (shows_only(loop, sample.allowed) ||
        (mark->divides && !(in_place && in_place->resembles == PAIDMARK_MARKER_BEGIN)))
        return;
    if (is_another_mistake(loop, sound, mistake, &sample, mark->at, behind)) {
        loop->left_out++;
    } else {
        printf("without the mistake: ");
        print_text(sound->sample.text, sound->sample.bytes);
        fail(loop, "one mistake, and more is shown");
    }
}

static void check_any(struct loop *loop)
{
    static struct sample sample;

    sample.bytes = 0;
    if (below(loop, 16) == 0)
        add_filling(loop, &sample);
    for (uint32_t count = 1 + below(loop, 5); count > 0; count--) {
        const struct piece *piece = &loop->pieces[below(loop, PIECES)];

        for (uint32_t times = below(loop, 16) == 0 ? below(loop, 6) : 1; times > 0; times--)
            add(&sample, piece->text, piece->bytes, true);
    }
    parse(loop, sample.text, sample.bytes);
    if (!is_in_order(loop))
        fail(loop, "segments are not in order");
}

/* ---- Batches ----------------------------------------------------------------------------------------------------- */

static void make_pieces(struct loop *loop)
{
    static char damaged[DAMAGED_BYTES_MAX];
    const struct paidmark_marker_set *set = loop->options.markers;

    for (size_t i = 0; i < PIECES; i++) {
        struct piece *piece = &loop->pieces[i];
        const struct paidmark_marker_pair *pair = random_pair(loop, below(loop, 2) == 0);
        size_t bytes = 0;

        piece->bytes = random_piece(&loop->random, set, piece->text, sizeof piece->text);
        if (!pair)
            pair = paidmark_marker_set_pair(set, 0);
        do {
            if (pair->end && below(loop, 2) == 0)
                bytes = damage_token(&loop->random, pair->end, pair->end_bytes, damaged);
            else
                bytes = damage_token(&loop->random, pair->begin, pair->begin_bytes, damaged);
        } while (bytes > PIECE_BYTES_MAX);
        loop->damaged[i].bytes = bytes;
        memcpy(loop->damaged[i].text, damaged, bytes);
    }
}

static void make_sound_documents(struct loop *loop)
{
    loop->sound_count = 0;
    for (size_t i = 0; i < 4 * (size_t)SOUND_MAX && loop->sound_count < SOUND_MAX; i++) {
        struct sound *sound = &loop->sound[loop->sound_count];

        make_document(loop, sound);
        loop->sound_count += is_sound(loop, sound);
    }
    loop->sound_documents += loop->sound_count;
}

static bool begins_another(const struct paidmark_marker_set *set, size_t index, bool opens)
{
    const struct paidmark_marker_pair *pair;
    const char *head, *other;
    size_t bytes = head_of(paidmark_marker_set_pair(set, index), opens, &head);

    for (size_t i = 0; bytes > 0 && (pair = paidmark_marker_set_pair(set, i)); i++) {
        for (int other_opens = 0; other_opens < 2; other_opens++) {
            size_t other_bytes = head_of(pair, other_opens, &other);

            if ((i != index || other_opens != opens) && bytes <= other_bytes && memcmp(head, other, bytes) == 0)
                return true;
        }
    }
    return false;
}

static bool is_ambiguous(const struct paidmark_marker_set *set)
{
    for (size_t i = 0; paidmark_marker_set_pair(set, i); i++) {
        if (begins_another(set, i, true) || begins_another(set, i, false))
            return true;
    }
    return false;
}

static void run_batch(struct loop *loop, unsigned long end)
{
    struct paidmark_marker_set *set = random_set(&loop->random);
    const struct paidmark_kernel *kernel = &paidmark_kernels[below(loop, (uint32_t)paidmark_kernel_count)];

    loop->kernel = kernel->supported() ? kernel : paidmark_kernel_chosen();
    loop->options = random_options(&loop->random, set);
    loop->options.flags |= PAIDMARK_OPTION_SALVAGE;
    loop->options.max_problems = 0;
    if (loop->options.unmarked == PAIDMARK_UNMARKED_PAID)
        loop->options.unmarked = PAIDMARK_UNMARKED_FREE;
    make_pieces(loop);
    make_sound_documents(loop);
    loop->is_ambiguous = is_ambiguous(set);
    loop->ambiguous += loop->is_ambiguous;
    while (loop->executions < end && loop->wrong < WRONG_MAX) {
        uint32_t kind = below(loop, 16);

        if (kind < 4 || loop->sound_count == 0)
            check_any(loop);
        else if (!loop->is_ambiguous)
            (kind < 6 ? check_joined : check_mistake)(loop);
        if (below(loop, 4) == 0)
            check_again(loop);
    }
    paidmark_marker_set_free(set);
}

/* Where a text ends that must not be read any further. */
static char *map_text(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t bytes = (TEXT_BYTES_MAX + page - 1) / page * page;
    char *memory = mmap(NULL, bytes + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (memory == MAP_FAILED || mprotect(memory + bytes, page, PROT_NONE) != 0) {
        perror("mmap");
        exit(EXIT_FAILURE);
    }
    return memory + bytes;
}

int main(int argc, char **argv)
{
    static struct loop loop;
    unsigned long wanted = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;

    loop.random.state = argc > 2 ? strtoull(argv[2], NULL, 10) : UINT64_C(0x9E3779B97F4A7C15);
    loop.document = paidmark_document_new(NULL);
    loop.text_end = map_text();
    signal(SIGINT, stop);
    signal(SIGTERM, stop);
    while (loop.document && loop.executions < wanted && loop.wrong < WRONG_MAX && !stopped) {
        unsigned long left = wanted - loop.executions;

        run_batch(&loop, loop.executions + (left < EXECUTIONS ? left : EXECUTIONS));
    }
    paidmark_document_free(loop.document);
    printf("%lu executions, %lu of them compared with the model; %lu sound documents, %lu joined, %lu with a mistake, "
           "%lu previews parsed again; %lu left out, %lu ambiguous sets, %lu wrong\n",
           loop.executions, loop.modelled, loop.sound_documents, loop.joined, loop.mistakes, loop.again, loop.left_out,
           loop.ambiguous, loop.wrong);
    /* A loop that never tried one of them would prove little. */
    return loop.wrong > 0 || !loop.modelled || !loop.joined || !loop.mistakes || !loop.again;
}
