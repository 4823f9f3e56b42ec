/* test_scan.c - every kernel that runs here against the scalar one, and the scalar one against table 3-7
 * SPDX-License-Identifier: MIT
 *
 *     unit_scan [random texts]      one million unless said otherwise
 */
#include "guarded.h"
#include "marker_set.h"
#include "scan/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array)   (sizeof(array) / sizeof(array)[0])
#define TEXT_BYTES_MAX 4096

/* What each kernel was asked to do, so that a test which compares nothing is noticed. */
static size_t scans[16];
static bool runs[16];
static unsigned long random_texts = 1000000;

/* ---- Texts ---- */

static const char chinese[] =
    "一、工作情况。今年我们修了3200米路，换了46块牌子，“群众”满意度达到96.5%；（见附表）—— 3～5 月完成。"
    "＃＃ｐａｉｄbegin＃＃ 全角 ＡＢＣＺ［ａｂｃｚ］ ＄ ＂ ﹟ ﹩ ♯ ♭ ¥ £ "
    "。\xEF\xBB\xBF\xE2\x80\x8B\xE2\x80\x8C\xE2\x80\x8F\xE2\x81\xA0"
    "##paidbegin##付费内容，不得外传##paidend##\r\n以上报告，请审议！谢谢大家。\n";
static const char ascii[] =
    "# Plain text & more: the painted pair paid $5 (PAI, pAi, pa i), and \"repaid\" it; 50% off 'quotes'.\r\n"
    "##paidbegin## secret ##paidend## &#35; <paid> underlying pa\tpai p&i\n";
static const char mixed[] =
    "Größe d’été 🍀 naïve co\xC2\xADop \xC2\xA9 \xC3\xAD ☕️ 올해 사업 계획 한국어 ไทย "
    "ภาษา "
    "हिन्दी 𝒳𝒴 🎉🎂 "
    "\xED\x9F\xBF \xEE\x80\x80 \xF4\x8F\xBF\xBF \xE0\xA0\x80 \xF0\x90\x80\x80 pai# ½ Ж ж ﬁ ﹟.";
static const char hostile[] =
    "############################################################################$$&&##paidbegi##paidbegi"
    "paidpaidpaidpaipaipaiPAIpaIpAi＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃＃ＡＡｚｚ";

static const struct sample {
    const char *text;
    size_t bytes;
} samples[] = {
    {chinese, sizeof chinese - 1},
    {ascii, sizeof ascii - 1},
    {mixed, sizeof mixed - 1},
    {hostile, sizeof hostile - 1},
};

/* A text of exactly this size whose end may be in the middle of a character. */
static void fill(unsigned char *text, size_t bytes, const struct sample *sample, size_t from)
{
    for (size_t i = 0; i < bytes; i++)
        text[i] = (unsigned char)sample->text[(from + i) % sample->bytes];
}

/* xorshift64*: the same texts in every run. */
static uint64_t random_state = 0x9E3779B97F4A7C15;

static size_t random_below(size_t bound)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return (size_t)((random_state * 0x2545F4914F6CDD1D >> 33) % bound);
}

/* ---- A second reading of table 3-7, one byte at a time ---- */

enum state { START, ONE_MORE, TWO_MORE, THREE_MORE, AFTER_E0, AFTER_ED, AFTER_F0, AFTER_F4, BAD };

static enum state after_start(unsigned byte)
{
    if (byte < 0x80)
        return START;
    if (byte < 0xC2 || byte > 0xF4)
        return BAD;
    if (byte < 0xE0)
        return ONE_MORE;
    if (byte < 0xF0)
        return byte == 0xE0 ? AFTER_E0 : byte == 0xED ? AFTER_ED : TWO_MORE;
    return byte == 0xF0 ? AFTER_F0 : byte == 0xF4 ? AFTER_F4 : THREE_MORE;
}

static enum state after(enum state state, unsigned byte)
{
    static const struct {
        unsigned low, high;
        enum state next;
    } rows[] = {
        [ONE_MORE] = {0x80, 0xBF, START},    [TWO_MORE] = {0x80, 0xBF, ONE_MORE}, [THREE_MORE] = {0x80, 0xBF, TWO_MORE},
        [AFTER_E0] = {0xA0, 0xBF, ONE_MORE}, [AFTER_ED] = {0x80, 0x9F, ONE_MORE}, [AFTER_F0] = {0x90, 0xBF, TWO_MORE},
        [AFTER_F4] = {0x80, 0x8F, TWO_MORE},
    };

    if (state == START)
        return after_start(byte);
    return byte >= rows[state].low && byte <= rows[state].high ? rows[state].next : BAD;
}

static size_t expected_check(const unsigned char *text, size_t begin, size_t end, size_t *bytes)
{
    enum state state = START;
    size_t start = begin;

    for (size_t p = begin; p < end; p++) {
        if (state == START)
            start = p;
        state = after(state, text[p]);
        if (state == BAD) {
            *bytes = p == start ? 1 : p - start;
            return start;
        }
    }
    *bytes = state == START ? 0 : end - start;
    return state == START ? end : start;
}

static void check_utf8(const unsigned char *text, size_t begin, size_t end)
{
    size_t bytes = 99, expected_bytes = 98;
    size_t expected = expected_check(text, begin, end, &expected_bytes);

    assert_int_equal(paidmark_utf8_check(text, begin, end, &bytes), expected);
    assert_int_equal(bytes, expected_bytes);
}

/* ---- Comparing ---- */

/* Code points that start in the window before each of its blocks, and in all of it. */
static size_t characters_before[PAIDMARK_WINDOW_BYTES / PAIDMARK_BLOCK_BYTES + 2];

static size_t count_characters(const unsigned char *text, size_t begin, size_t end)
{
    size_t characters = 0;

    for (size_t p = begin; p < end; p++) {
        if ((p - begin) % PAIDMARK_BLOCK_BYTES == 0)
            characters_before[(p - begin) / PAIDMARK_BLOCK_BYTES] = characters;
        characters += (text[p] & 0xC0) != 0x80;
    }
    return characters;
}

/* What the contract says of the list of blocks, whatever is in them. */
static void check_blocks(size_t begin, size_t end, const struct paidmark_window *window)
{
    assert_true(window->block_count <= COUNT(window->blocks));
    for (size_t i = 0; i < window->block_count; i++) {
        const struct paidmark_block *block = &window->blocks[i];
        size_t from = block->offset - begin;

        assert_true(block->anchors != 0);
        assert_true(block->offset >= begin && block->offset < end && from % PAIDMARK_BLOCK_BYTES == 0);
        assert_true(i == 0 || block->offset > block[-1].offset);
        assert_true(block->characters == characters_before[from / PAIDMARK_BLOCK_BYTES]);
        assert_true(end - block->offset >= PAIDMARK_BLOCK_BYTES || block->anchors >> (end - block->offset) == 0);
    }
}

static size_t bits_of(uint64_t word)
{
    size_t count = 0;

    for (; word != 0; word &= word - 1)
        count++;
    return count;
}

static void check_same(const struct paidmark_window *expected, const struct paidmark_window *window)
{
    assert_int_equal(window->block_count, expected->block_count);
    for (size_t i = 0; i < window->block_count; i++) {
        assert_true(window->blocks[i].offset == expected->blocks[i].offset);
        assert_true(window->blocks[i].anchors == expected->blocks[i].anchors);
    }
}

/* The default set's. */
static const struct paidmark_fingerprints *standard;

/* Fingerprints that nobody has made on purpose: from hardly any anchors to nearly all bytes. */
static struct paidmark_fingerprints random_fingerprints(void)
{
    struct paidmark_fingerprints fingerprints;
    unsigned char *bytes = (unsigned char *)&fingerprints;
    size_t density = random_below(4);

    for (size_t i = 0; i < sizeof fingerprints; i++) {
        size_t one = random_below(256), other = random_below(256);

        bytes[i] = (unsigned char)(density == 0 ? one & other : density == 3 ? one | other : one);
    }
    return fingerprints;
}

/* One window, by all kernels. Returns the verdict. */
static bool compare_by(const unsigned char *text, size_t begin, size_t end, bool last,
                       const struct paidmark_fingerprints *fingerprints)
{
    static struct paidmark_window expected, window;
    bool verdict = paidmark_scan_scalar(text, begin, end, last, fingerprints, &expected);
    size_t characters = count_characters(text, begin, end);

    for (size_t k = 0; k < paidmark_kernel_count; k++) {
        if (!runs[k])
            continue;
        scans[k]++;
        if (paidmark_kernels[k].scan(text, begin, end, last, fingerprints, &window) != verdict)
            fail_msg("%s: %s text of %zu bytes from %zu", paidmark_kernels[k].name,
                     verdict ? "rejects a good" : "accepts a bad", end - begin, begin);
        if (!verdict)
            continue;
        assert_true(window.characters == characters);
        check_blocks(begin, end, &window);
        check_same(&expected, &window);
    }
    return verdict;
}

/* By the default set's fingerprints, and now and then by random ones. */
static bool compare(const unsigned char *text, size_t begin, size_t end, bool last)
{
    if (random_below(8) == 0) {
        struct paidmark_fingerprints fingerprints = random_fingerprints();

        compare_by(text, begin, end, last, &fingerprints);
    }
    return compare_by(text, begin, end, last, standard);
}

/* As a whole, begin to end, against table 3-7 too, and U+0000 is in no text. */
static void compare_whole(const unsigned char *text, size_t bytes)
{
    size_t size;

    bool expected = expected_check(text, 0, bytes, &size) == bytes && (bytes == 0 || !memchr(text, 0, bytes));

    if (compare(text, 0, bytes, true) != expected)
        fail_msg("the reference and table 3-7 differ on %zu bytes", bytes);
}

/* ---- Tests ---- */

static void kernels_of_this_architecture_are_compiled_in(void **state)
{
    static const char *const wanted[] = {
#if defined(__x86_64__)
        "avx512",
        "avx2",
        "ssse3",
#elif defined(__aarch64__) && !defined(__AARCH64EB__)
        "neon",
#endif
        "scalar",
    };

    (void)state;
    assert_int_equal(paidmark_kernel_count, COUNT(wanted));
    for (size_t i = 0; i < COUNT(wanted); i++) {
        assert_string_equal(paidmark_kernels[i].name, wanted[i]);
        if (!runs[i])
            print_message("             this processor has no %s: not tested\n", wanted[i]);
    }
}

/* The compiler's own library asks the processor as well, and the operating system whether it saves the registers. */
static void a_kernel_is_supported_where_the_compiler_says_so(void **state)
{
    (void)state;
#if defined(__x86_64__) && defined(__GNUC__)
    bool ssse3 = __builtin_cpu_supports("ssse3");
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                __builtin_cpu_supports("popcnt");
    bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                  __builtin_cpu_supports("avx512vbmi");

    for (size_t k = 0; k < paidmark_kernel_count; k++) {
        const char *name = paidmark_kernels[k].name;
        bool expected = strcmp(name, "avx512") == 0  ? avx512
                        : strcmp(name, "avx2") == 0  ? avx2
                        : strcmp(name, "ssse3") == 0 ? ssse3
                                                     : true;

        assert_int_equal(paidmark_kernels[k].supported(), expected);
    }
#endif
}

static void the_first_supported_kernel_is_chosen(void **state)
{
    size_t first = 0;

    (void)state;
    while (!paidmark_kernels[first].supported())
        first++;
    assert_ptr_equal(paidmark_kernel_chosen(), &paidmark_kernels[first]);
    assert_ptr_equal(paidmark_kernel_chosen(), &paidmark_kernels[first]);
    assert_true(paidmark_kernels[paidmark_kernel_count - 1].scan == paidmark_scan_scalar);
    assert_true(paidmark_kernels[paidmark_kernel_count - 1].supported());
}

static void anchors_are_where_all_five_tables_agree(void **state)
{
    static const unsigned char text[] = "ab#\xE4\xB8\xAD#\xC3\xA9z";
    size_t found = 0, total = 0;

    (void)state;
    for (unsigned round = 0; round < 2000; round++) {
        static struct paidmark_window window;
        struct paidmark_fingerprints f = random_fingerprints();

        assert_true(paidmark_scan_scalar(text, 0, sizeof text - 1, true, &f, &window));
        for (size_t p = 0; p < sizeof text - 1; p++) {
            unsigned before[2] = {p >= 1 ? text[p - 1] : 0, p >= 2 ? text[p - 2] : 0};
            unsigned buckets = f.first_low[before[1] % 16] & f.second_low[before[0] % 16] &
                               f.second_high[before[0] / 16] & f.third_low[text[p] % 16] & f.third_high[text[p] / 16];
            uint64_t anchors = window.block_count > 0 ? window.blocks[0].anchors : 0;

            assert_int_equal(anchors >> p & 1, buckets != 0);
            found += buckets != 0;
            total++;
        }
    }
    assert_true(found > total / 8 && found < total / 8 * 7);
}

static void every_length_next_to_missing_pages_agrees(void **state)
{
    struct guarded memory;
    unsigned char *first;
    unsigned char *end;

    (void)state;
    guarded_init(&memory, TEXT_BYTES_MAX);
    first = (unsigned char *)memory.begin;
    end = (unsigned char *)memory.end;
    for (size_t s = 0; s < COUNT(samples); s++)
        for (size_t bytes = 0; bytes <= 600; bytes++) {
            fill(first, bytes, &samples[s], 0);
            compare_whole(first, bytes);
            compare(first, 0, bytes, false);
            fill(end - bytes, bytes, &samples[s], 0);
            compare_whole(end - bytes, bytes);
            compare(end - bytes, 0, bytes, false);
        }
    guarded_release(&memory);
}

/* U+0000 is in no text, and a window with one is left to the caller. */
static void zero_is_seen_at_every_place(void **state)
{
    static _Alignas(64) unsigned char buffer[64 + 600];

    (void)state;
    for (size_t s = 0; s < COUNT(samples); s++)
        for (size_t begin = 0; begin < 64; begin += 7)
            for (size_t place = 0; place < 600; place++) {
                unsigned char kept = 0;

                fill(buffer + begin, 600, &samples[s], 0);
                kept = buffer[begin + place];
                buffer[begin + place] = 0;
                assert_false(compare(buffer, begin, begin + 600, true));
                assert_false(compare(buffer, begin, begin + 600, false));
                buffer[begin + place] = kept;
            }
}

static void every_length_at_every_alignment_agrees(void **state)
{
    static _Alignas(64) unsigned char buffer[64 + 600 + 1];

    (void)state;
    for (size_t alignment = 0; alignment < 64; alignment++)
        for (size_t bytes = 0; bytes <= 600; bytes++) {
            const struct sample *sample = &samples[(bytes + alignment) % COUNT(samples)];

            memset(buffer, 0xFF, sizeof buffer);
            fill(buffer + alignment, bytes, sample, 0);
            compare(buffer + alignment, 0, bytes, false);
            compare(buffer + alignment, 0, bytes, true);
        }
}

/* Windows [0, cut), [cut, end): each as the reference sees it, and together as the whole. */
static void windows_cut_anywhere_agree(void **state)
{
    static struct paidmark_window whole, part;
    unsigned char text[700];

    (void)state;
    for (size_t s = 0; s < COUNT(samples); s++) {
        size_t bytes = sizeof text;

        fill(text, bytes, &samples[s], 0);
        while (expected_check(text, 0, bytes, &(size_t){0}) != bytes)
            bytes--;
        assert_true(paidmark_scan_scalar(text, 0, bytes, true, standard, &whole));
        for (size_t cut = 0; cut <= bytes; cut++) {
            size_t characters = 0, anchors = 0, expected_anchors = 0;

            assert_true(compare(text, 0, cut, false));
            assert_true(compare(text, cut, bytes, true));
            for (size_t more = 0; more <= 5 && cut + more <= bytes; more++)
                assert_true(compare(text, cut, cut + more, false));
            for (size_t half = 0; half < 2; half++) {
                assert_true(paidmark_scan_scalar(text, half == 0 ? 0 : cut, half == 0 ? cut : bytes, half == 1,
                                                 standard, &part));
                characters += part.characters;
                for (size_t i = 0; i < part.block_count; i++)
                    anchors += bits_of(part.blocks[i].anchors);
            }
            for (size_t i = 0; i < whole.block_count; i++)
                expected_anchors += bits_of(whole.blocks[i].anchors);
            assert_int_equal(characters, whole.characters);
            assert_int_equal(anchors, expected_anchors);
        }
    }
}

static const char *const sequences[] = {
    /* well-formed, at the edges of table 3-7's rows */
    "\x7F",
    "\xC2\x80",
    "\xDF\xBF",
    "\xE0\xA0\x80",
    "\xE0\xBF\xBF",
    "\xE1\x80\x80",
    "\xEC\xBF\xBF",
    "\xED\x80\x80",
    "\xED\x9F\xBF",
    "\xEE\x80\x80",
    "\xEF\xBF\xBF",
    "\xF0\x90\x80\x80",
    "\xF0\xBF\xBF\xBF",
    "\xF1\x80\x80\x80",
    "\xF3\xBF\xBF\xBF",
    "\xF4\x80\x80\x80",
    "\xF4\x8F\xBF\xBF",
    /* stray continuation bytes */
    "\x80",
    "\xBF",
    "\xC3\xA9\x80",
    "\xE4\xB8\x80\x80",
    "\xF0\x9F\x8D\x80\x80",
    /* cut short by ASCII, by another lead, by a lead that is rare itself */
    "\xC3 ",
    "\xE4 ",
    "\xE4\xB8 ",
    "\xF0 ",
    "\xF0\x9F ",
    "\xF0\x9F\x8D ",
    "\xC3\xC3\xA9",
    "\xE4\xC3\xA9",
    "\xE4\xB8\xE4\xB8\x80",
    "\xF0\x9F\x8D\xE4\xB8\x80",
    "\xE5\xED\x80\x80",
    "\xE5\x80\xED\x80\x80",
    "\xC3\xF0\x9F\x8D\x80",
    /* overlong, surrogates, too large, never valid */
    "\xC0\x80",
    "\xC1\xBF",
    "\xE0\x80\x80",
    "\xE0\x9F\xBF",
    "\xED\xA0\x80",
    "\xED\xBF\xBF",
    "\xF0\x80\x80\x80",
    "\xF0\x8F\xBF\xBF",
    "\xF4\x90\x80\x80",
    "\xF4\xBF\xBF\xBF",
    "\xF5\x80\x80\x80",
    "\xF7\xBF\xBF\xBF",
    "\xF8\x88\x80\x80\x80",
    "\xFC\x84\x80\x80\x80\x80",
    "\xFE",
    "\xFF",
};

/* Each sequence at each place of a text in which nothing else is wrong, and the same text cut behind each of its bytes.
 */
static void every_kind_of_sequence_at_every_place_agrees(void **state)
{
    static const char *const fillers[] = {"x", "中", "é", "🍀"};
    unsigned char text[1024];
    size_t well_formed = 0, ill_formed = 0;

    (void)state;
    for (size_t f = 0; f < COUNT(fillers); f++)
        for (size_t s = 0; s < COUNT(sequences); s++)
            for (size_t place = 0; place < 700; place += f < 2 ? 1 : 3) {
                size_t unit = strlen(fillers[f]), size = strlen(sequences[s]), bytes = 0;

                while (bytes < place % unit)
                    text[bytes++] = ' ';
                for (; bytes < place; bytes += unit)
                    memcpy(text + bytes, fillers[f], unit);
                memcpy(text + bytes, sequences[s], size);
                for (bytes += size; bytes < 1000; bytes += unit)
                    memcpy(text + bytes, fillers[f], unit);
                if (compare(text, 0, bytes, true))
                    well_formed++;
                else
                    ill_formed++;
                check_utf8(text, 0, bytes);
                for (size_t cut = place; cut <= place + size; cut++)
                    compare(text, 0, cut, cut % 2 == 0);
            }
    assert_true(well_formed > 0 && ill_formed > well_formed);
}

/* All four-byte texts of the bytes at which table 3-7 changes its mind. */
static void every_combination_of_edge_bytes_agrees(void **state)
{
    static const unsigned char edges[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
                                          0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
    size_t n = COUNT(edges);
    unsigned char text[300];

    (void)state;
    for (size_t i = 0; i < n * n * n * n; i++) {
        unsigned char four[4] = {edges[i % n], edges[i / n % n], edges[i / n / n % n], edges[i / n / n / n]};

        check_utf8(four, 0, 4);
        compare_whole(four, 4);
        /* In the middle of a group of blocks, not each time, because that takes longer. */
        if (i % 16 == 0) {
            memset(text, 'x', sizeof text);
            memcpy(text + 20 + i / 16 % 200, four, 4);
            compare_whole(text, sizeof text);
        }
    }
}

/* A random text: a piece of a sample, changed in some places, or bytes of a small alphabet, or any bytes. */
static size_t random_text(unsigned char *text, size_t bytes_max)
{
    static const unsigned char alphabet[] =
        "##$&paiPAI x\n\xEF\xBC\x83\xA1\xBA\xBD\x81\x9A\xE2\x80\x8B\x8F\xAD\xC2\xE4\xF0\x9F\xED";
    size_t bytes = random_below(random_below(16) == 0 ? bytes_max : 160), kind = random_below(8);

    if (kind < 6) {
        fill(text, bytes, &samples[random_below(COUNT(samples))], random_below(400));
        for (size_t changes = kind < 2 ? 0 : random_below(4); changes > 0 && bytes > 0; changes--)
            text[random_below(bytes)] =
                kind < 4 ? alphabet[random_below(sizeof alphabet - 1)] : (unsigned char)random_below(256);
    } else {
        for (size_t i = 0; i < bytes; i++)
            text[i] = kind == 6 ? alphabet[random_below(sizeof alphabet - 1)] : (unsigned char)random_below(256);
    }
    return bytes;
}

/* The start of the first character at or after p, so that a text may begin there. */
static size_t character_start(const unsigned char *text, size_t p, size_t bytes)
{
    while (p < bytes && (text[p] & 0xC0) == 0x80)
        p++;
    return p;
}

static void random_and_mutated_texts_agree(void **state)
{
    struct guarded memory;
    unsigned char text[700] = {0};
    size_t good = 0;

    (void)state;
    guarded_init(&memory, TEXT_BYTES_MAX);
    for (unsigned long i = 0; i < random_texts; i++) {
        size_t bytes = random_text(text, sizeof text);
        size_t start = character_start(text, 0, bytes);
        unsigned char *place = (unsigned char *)memory.end - (bytes - start);

        memcpy(place, text + start, bytes - start);
        bytes -= start;
        bool verdict = compare(place, 0, bytes, random_below(2) != 0);

        good += verdict;
        check_utf8(place, 0, bytes);
        /* The same in two windows. */
        if (verdict && i % 4 == 0) {
            size_t cut = random_below(bytes + 1);

            assert_true(compare(place, 0, cut, false));
            compare(place, cut, bytes, true);
        }
    }
    guarded_release(&memory);
    assert_true(random_texts < 100 || (good > random_texts / 10 && good < random_texts / 10 * 9));
}

/* What only the whole window shows: more than one group, many blocks, the full check turned on and off again. */
static void whole_windows_agree(void **state)
{
    unsigned char *text = malloc(PAIDMARK_WINDOW_BYTES + 64);

    (void)state;
    assert_non_null(text);
    for (unsigned round = 0; round < 400; round++) {
        size_t bytes = 0;

        while (bytes < PAIDMARK_WINDOW_BYTES) {
            const struct sample *sample = &samples[random_below(COUNT(samples))];
            size_t size = random_below(2000);

            if (size > PAIDMARK_WINDOW_BYTES - bytes)
                size = PAIDMARK_WINDOW_BYTES - bytes;
            fill(text + bytes, size, sample, 0);
            while (size > 0 && expected_check(text, bytes, bytes + size, &(size_t){0}) != bytes + size)
                size--;
            if (size == 0)
                text[bytes + size++] = 'x';
            bytes += size;
        }
        assert_true(compare(text, 0, bytes, true));
        text[random_below(bytes)] = (unsigned char)(0x80 + random_below(128));
        compare(text, 0, bytes, true);
    }
    free(text);
}

static void ordinary_text_has_few_anchors(void **state)
{
    static const char prose[] =
        "（一）农村道路养护。全年共完成路面修补3200平方米，清理边沟18公里，更换警示牌46块，群众满意度达到96.5%。"
        "我们还与周边学校、社区合作，举办讲座、展览、亲子阅读等活动63场，让更多的人走进来、坐下来、读进去；"
        "验收组认为：该项目“资料齐全、程序规范、质量合格”，建议通过验收，并尽快办理移交手续！\n"
        "The valley lay quiet under the first snow; 50% of the village expected a visitor. \"It rained again,\" she "
        "said.\n"
        "Größere Änderungen brauchen Zeit – und manchmal ein bisschen Glück. Le café d’été était déjà fermé, hélas !\n";
    static struct paidmark_window window;
    size_t anchors = 0;

    (void)state;
    assert_true(paidmark_scan_scalar((const unsigned char *)prose, 0, sizeof prose - 1, true, standard, &window));
    for (size_t i = 0; i < window.block_count; i++)
        anchors += bits_of(window.blocks[i].anchors);
    assert_in_range(anchors, 0, 3);
}

static void every_supported_kernel_was_run(void **state)
{
    (void)state;
    for (size_t k = 0; k < paidmark_kernel_count; k++) {
        print_message("             %-6s scanned %zu windows\n", paidmark_kernels[k].name, scans[k]);
        assert_true(scans[k] > 100000 || !runs[k]);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kernels_of_this_architecture_are_compiled_in),
        cmocka_unit_test(a_kernel_is_supported_where_the_compiler_says_so),
        cmocka_unit_test(the_first_supported_kernel_is_chosen),
        cmocka_unit_test(anchors_are_where_all_five_tables_agree),
        cmocka_unit_test(every_length_next_to_missing_pages_agrees),
        cmocka_unit_test(zero_is_seen_at_every_place),
        cmocka_unit_test(every_length_at_every_alignment_agrees),
        cmocka_unit_test(windows_cut_anywhere_agree),
        cmocka_unit_test(every_kind_of_sequence_at_every_place_agrees),
        cmocka_unit_test(every_combination_of_edge_bytes_agrees),
        cmocka_unit_test(random_and_mutated_texts_agree),
        cmocka_unit_test(whole_windows_agree),
        cmocka_unit_test(ordinary_text_has_few_anchors),
        cmocka_unit_test(every_supported_kernel_was_run),
    };

    for (size_t k = 0; k < paidmark_kernel_count; k++)
        runs[k] = paidmark_kernels[k].supported();
    standard = &paidmark_set_or_default(NULL)->matcher.fingerprints;
    if (argc > 1)
        random_texts = strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
