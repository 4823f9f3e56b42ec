/* test_charset.c - the charset layer of the command-line tool, with whatever iconv it was built with
 * SPDX-License-Identifier: MIT
 *
 * The test of failing allocations needs the linker's --wrap=realloc and is skipped without it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../cli/text/charset.h"

#define BYTES(literal) literal, sizeof(literal) - 1

#define MARK           "\xEF\xBB\xBF"

/* Every character is in all of the charsets below. */
static const char report[] = "# 工作\n\n上半年，目的明白。\n##paidbegin##\n四月：三千元。\n##paidend##\n完了。\n";

static const char *const report_charsets[] = {
    "GB18030",  "GBK",      "BIG5",   "SHIFT_JIS", "ISO-2022-JP", "EUC-JP", "UTF-16",
    "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE",  "UTF-32LE",    "UCS-2",  "UCS-4",
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- Allocations that fail --------------------------------------------------------------------------------------- */

void *__wrap_realloc(void *memory, size_t bytes);
extern void *__real_realloc(void *memory, size_t bytes) __attribute__((weak));

static size_t reallocs;                    /* counted */
static size_t reallocs_granted = SIZE_MAX; /* until one fails */

void *__wrap_realloc(void *memory, size_t bytes)
{
    reallocs++;
    if (reallocs > reallocs_granted)
        return NULL;
    return __real_realloc(memory, bytes);
}

/* ---- Helpers ----------------------------------------------------------------------------------------------------- */

struct result {
    enum charset_outcome outcome;
    char *text; /* NULL: not converted */
    size_t bytes;
    struct charset_error error;
};

/* From an exact copy, so that a sanitizer sees what is read past the end; results are filled with rubbish before. */
static struct result to_utf8(const char *from, const char *data, size_t bytes)
{
    struct result result = {CHARSET_OK, (char *)1, 99, {99, 99, 99}};
    char *copy = malloc(bytes > 0 ? bytes : 1);

    assert_non_null(copy);
    memcpy(copy, data, bytes);
    result.outcome = charset_to_utf8(from, copy, bytes, &result.text, &result.bytes, &result.error);
    free(copy);
    return result;
}

static struct result from_utf8(const char *to, const char *text, size_t bytes)
{
    struct result result = {CHARSET_OK, (char *)1, 99, {99, 99, 99}};
    struct charset_piece piece = {text, bytes};

    result.outcome = charset_from_utf8(to, &piece, 1, &result.text, &result.bytes, &result.error);
    return result;
}

static void assert_error(const struct result *result, size_t offset, size_t bytes, uint32_t code_point)
{
    assert_null(result->text);
    assert_int_equal(result->bytes, 0);
    assert_int_equal(result->error.offset, offset);
    assert_int_equal(result->error.bytes, bytes);
    assert_int_equal(result->error.code_point, code_point);
}

static void assert_converted(struct result *result, const char *expected, size_t bytes)
{
    assert_int_equal(result->outcome, CHARSET_OK);
    assert_non_null(result->text);
    assert_int_equal(result->bytes, bytes);
    assert_memory_equal(result->text, expected, bytes);
    assert_int_equal(result->error.offset, 0);
    assert_int_equal(result->error.bytes, 0);
    assert_int_equal(result->error.code_point, 0);
    free(result->text);
}

static void assert_untouched(const struct result *result)
{
    assert_int_equal(result->outcome, CHARSET_OK);
    assert_null(result->text);
    assert_int_equal(result->bytes, 0);
    assert_int_equal(result->error.offset, 0);
}

static void assert_unknown(const struct result *result)
{
    assert_int_equal(result->outcome, CHARSET_UNKNOWN);
    assert_error(result, 0, 0, 0);
}

/* Repeats a unit as often as it fits behind a prefix of 'a's; the caller frees it. */
static char *make_long_text(size_t prefix, const char *unit, size_t count, size_t *bytes)
{
    size_t unit_bytes = strlen(unit);
    char *text = malloc(prefix + count * unit_bytes + 1);

    assert_non_null(text);
    memset(text, 'a', prefix);
    for (size_t i = 0; i < count; i++)
        memcpy(text + prefix + i * unit_bytes, unit, unit_bytes);
    *bytes = prefix + count * unit_bytes;
    return text;
}

/* ---- Names ------------------------------------------------------------------------------------------------------- */

static void utf8_goes_by_its_usual_names(void **state)
{
    static const char *const names[] = {"utf-8", "UTF-8", "utf8", "UTF8", "Utf_8", "csUTF8", "cp65001"};
    static const char *const others[] = {"auto", "UTF-16", "GB18030", "utf-8//IGNORE", "utf-80", "utf", "", "utf-8 "};

    (void)state;
    assert_true(charset_is_utf8(NULL));
    for (size_t i = 0; i < COUNT(names); i++)
        assert_true(charset_is_utf8(names[i]));
    for (size_t i = 0; i < COUNT(others); i++)
        assert_false(charset_is_utf8(others[i]));
}

static void charsets_of_iconv_are_known(void **state)
{
    static const char *const names[] = {"auto", "utf-8", "UTF-32", "unicode", "ISO-8859-1", "gb18030"};

    (void)state;
    assert_true(charset_known(NULL));
    for (size_t i = 0; i < COUNT(names); i++)
        assert_true(charset_known(names[i]));
    for (size_t i = 0; i < COUNT(report_charsets); i++)
        assert_true(charset_known(report_charsets[i]));
}

static void names_that_do_not_mean_one_thing_are_unknown(void **state)
{
    static const char *const names[] = {
        /* that nobody has */
        "no-such-charset", "GB18O3O", "-", "...",
        "a-name-that-is-longer-than-any-other-that-a-charset-has-ever-had-in-this-world",
        /* with a suffix that may delete or alter */
        "GB18030//IGNORE", "GB18030//TRANSLIT", "GB18030//", "GB18030/", "/", "//", "UTF-8//", "UTF-16//IGNORE",
        "ISO-10646/UTF8/", "GB18030,IGNORE", "GB18030,TRANSLIT", "GB18030 ", " GB18030", "GB18030\n", "GB18030\xFF",
        /* the locale's or the machine's */
        "", "char", "CHAR", "wchar_t", "WCHAR_T", "wchar-t", "locale", "INTERNAL", "UCS-2-INTERNAL", "UCS-4-INTERNAL",
        "UCS-2-SWAPPED", "UCS-4-SWAPPED",
        /* with many spellings of one text */
        "UTF-7", "utf7", "UTF-7-IMAP", "UNICODE-1-1-UTF-7", "C99", "JAVA"};

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        struct result in = to_utf8(names[i], BYTES("abc"));
        struct result out = from_utf8(names[i], BYTES("abc"));
        struct result nothing = from_utf8(names[i], BYTES(""));

        assert_false(charset_known(names[i]));
        assert_unknown(&in);
        assert_unknown(&out);
        assert_unknown(&nothing);
    }
}

static void auto_is_no_charset_to_write(void **state)
{
    struct result result = from_utf8("auto", BYTES("abc"));

    (void)state;
    assert_unknown(&result);
}

/* ---- To UTF-8 ---------------------------------------------------------------------------------------------------- */

struct decoding {
    const char *from;
    const char *data;
    size_t bytes;
    const char *expected;
    size_t expected_bytes;
};

static void check_decodings(const struct decoding *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct result result = to_utf8(rows[i].from, rows[i].data, rows[i].bytes);

        assert_converted(&result, rows[i].expected, rows[i].expected_bytes);
    }
}

static void text_in_a_charset_becomes_utf8(void **state)
{
    static const struct decoding rows[] = {
        {"GB18030", BYTES("##\xD6\xD0\xCE\xC4##"), BYTES("##中文##")},
        {"gb18030", BYTES("\x81\x30\x81\x30"), BYTES("\xC2\x80")},
        {"GB18030", BYTES("\x95\x32\x82\x36z"), BYTES("𠀀z")},
        {"GB18030", BYTES("\x94\x39\xFC\x36"), BYTES("😀")},
        {"GBK", BYTES("\x81\x40\xD6\xD0"), BYTES("丂中")},
        {"BIG5", BYTES("\xA4\xA4\xA4\xE5"), BYTES("中文")},
        {"BIG5", BYTES("\xA5\x5C#"), BYTES("功#")}, /* the second byte would be a backslash */
        {"SHIFT_JIS", BYTES("\x82\xA0\x83\x5C\xB1"), BYTES("あソｱ")},
        {"ISO-2022-JP", BYTES("#\x1B$B$\"\x1B(B#"), BYTES("#あ#")},
        {"ISO-2022-JP", BYTES("\x1B$B!#!#\x1B(B!#"), BYTES("。。!#")}, /* 0x23 is half a full stop */
        {"ISO-2022-JP", BYTES("\x1B$B$\""), BYTES("あ")},              /* the first shift state is not returned to */
        {"ISO-8859-1", BYTES("\xA4\xE9"), BYTES("¤é")},
        {"UTF-16BE", BYTES("\0#\x4E\x23\xD8\x3D\xDE\0"), BYTES("#丣😀")},
        {"UTF-16LE", BYTES("#\0\x23\x4E"), BYTES("#丣")},
        {"UTF-32BE", BYTES("\0\x01\xF6\0"), BYTES("😀")},
        {"UTF-32LE", BYTES("\0\xF6\x01\0"), BYTES("😀")},
        {"UTF-16BE", BYTES("\0a\0\0\0b"), BYTES("a\0b")},
        {"UCS-2LE", BYTES("a\0"), BYTES("a")},
        {"UCS-4BE", BYTES("\0\0\0a"), BYTES("a")},
    };

    (void)state;
    check_decodings(rows, COUNT(rows));
}

static void character_that_iconv_holds_back_is_not_lost_at_the_end(void **state)
{
    static const struct decoding rows[] = {
        {"CP1258", BYTES("xa"), BYTES("xa")},
        {"CP1255", BYTES("x\xE0"), BYTES("xא")},
        {"BIG5-HKSCS", BYTES("\x88\x66"), BYTES("Ê")},
        {"BIG5-HKSCS", BYTES("\x88\x62"), BYTES("Ê̄")},
    };

    (void)state;
    check_decodings(rows, COUNT(rows));
}

static void utf8_and_text_of_nothing_are_not_converted(void **state)
{
    static const struct decoding rows[] = {
        {NULL, BYTES(""), NULL, 0},
        {"auto", BYTES(""), NULL, 0},
        {NULL, BYTES("# 中文"), NULL, 0},
        {"utf-8", BYTES(MARK "中"), NULL, 0},
        {"auto", BYTES("中文"), NULL, 0},
        {"auto", BYTES(MARK "中"), NULL, 0},
        /* Left to the library to report. */
        {NULL, BYTES("a\xFF"), NULL, 0},
        {"UTF8", BYTES("\xD6\xD0\xCE\xC4"), NULL, 0},
        {"auto", BYTES(MARK "\xD6\xD0"), NULL, 0},
        {"auto", BYTES("年报＃＃paidbegin＃＃\xE7\x9A"), NULL, 0}, /* cut off, and no GB18030 although it could be */
        {"auto", BYTES("\xE5\xB9报 年报"), NULL, 0},
        /* Not yet a mark. */
        {NULL, BYTES("\xFE"), NULL, 0},
        {NULL, BYTES("\0\0\xFE"), NULL, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct result result = to_utf8(rows[i].from, rows[i].data, rows[i].bytes);

        assert_untouched(&result);
    }
}

static void text_of_nothing_in_a_charset_is_text_of_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(report_charsets); i++) {
        struct result result = to_utf8(report_charsets[i], BYTES(""));

        assert_converted(&result, BYTES(""));
    }
}

static void byte_order_mark_tells_what_utf8_and_auto_are_in(void **state)
{
    static const struct {
        const char *data;
        size_t bytes;
        const char *expected;
        size_t expected_bytes;
    } rows[] = {
        {BYTES("\xFE\xFF\0a\x4E\x23"), BYTES("a丣")},
        {BYTES("\xFF\xFE\x61\0\x23\x4E"), BYTES("a丣")},
        {BYTES("\0\0\xFE\xFF\0\x01\xF6\0"), BYTES("😀")},
        {BYTES("\xFF\xFE\0\0\0\xF6\x01\0"), BYTES("😀")},
        {BYTES("\xFE\xFF"), BYTES("")},
        {BYTES("\xFF\xFE"), BYTES("")},
        {BYTES("\0\0\xFE\xFF"), BYTES("")},
        {BYTES("\xFF\xFE\0\0"), BYTES("")},
        /* Only one is a mark; the next is text, and at the beginning of it a mark of UTF-8. */
        {BYTES("\xFE\xFF\xFE\xFF\0a"), BYTES(MARK "a")},
        {BYTES("\xFF\xFE\x61\0\xFF\xFE\x62\0"), BYTES("a" MARK "b")},
    };
    static const char *const names[] = {NULL, "utf-8", "auto"};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        for (size_t j = 0; j < COUNT(names); j++) {
            struct result result = to_utf8(names[j], rows[i].data, rows[i].bytes);

            assert_converted(&result, rows[i].expected, rows[i].expected_bytes);
        }
    }
}

static void byte_order_mark_tells_the_order_and_is_no_text(void **state)
{
    static const struct decoding rows[] = {
        {"UTF-16", BYTES("\xFE\xFF\0a"), BYTES("a")},
        {"UTF-16", BYTES("\xFF\xFE\x61\0"), BYTES("a")},
        {"UTF-16", BYTES("\0a"), BYTES("a")},                  /* big-endian without one */
        {"UTF-16", BYTES("\xFF\xFE\0\0\x61\0"), BYTES("\0a")}, /* the name says that this is not UTF-32 */
        {"UTF-32", BYTES("\0\0\xFE\xFF\0\0\0a"), BYTES("a")},
        {"UTF-32", BYTES("\xFF\xFE\0\0\x61\0\0\0"), BYTES("a")},
        {"UTF-32", BYTES("\0\0\0a"), BYTES("a")},
        {"UCS-2", BYTES("\0a"), BYTES("a")},
        {"UNICODE", BYTES("\xFF\xFE\x61\0"), BYTES("a")},
        {"UCS-4", BYTES("\0\0\0a"), BYTES("a")},
        {"UTF-16BE", BYTES("\xFE\xFF\0a"), BYTES("a")},
        {"UTF-16LE", BYTES("\xFF\xFE\x61\0"), BYTES("a")},
        {"UTF-32BE", BYTES("\0\0\xFE\xFF\0\0\0a"), BYTES("a")},
        {"UTF-32LE", BYTES("\xFF\xFE\0\0\x61\0\0\0"), BYTES("a")},
        {"UTF-16BE", BYTES("\0a\xFE\xFF\0b"), BYTES("a" MARK "b")},
        {"UTF-16", BYTES("\xFE\xFF\xFE\xFF\0b"), BYTES(MARK "b")},
    };

    (void)state;
    check_decodings(rows, COUNT(rows));
}

static void byte_order_mark_in_gb18030_is_the_one_of_utf8(void **state)
{
    static const struct decoding rows[] = {
        {"GB18030",
         BYTES("\x84\x31\x95\x33"
               "a"),
         BYTES(MARK "a")},
        {"auto",
         BYTES("\x84\x31\x95\x33"
               "a\xD6\xD0"),
         BYTES(MARK "a中")},
        {"GB18030", BYTES("a\x84\x31\x95\x33"), BYTES("a" MARK)},
    };

    (void)state;
    check_decodings(rows, COUNT(rows));
}

static void auto_reads_what_is_not_utf8_as_gb18030(void **state)
{
    static const struct decoding rows[] = {
        {"auto", BYTES("\xD6\xD0\xCE\xC4"), BYTES("中文")},
        {"auto", BYTES("a\x94\x39\xFC\x36"), BYTES("a😀")},
    };
    struct result result = to_utf8("auto", BYTES("ab\xFF"));

    (void)state;
    check_decodings(rows, COUNT(rows));
    assert_int_equal(result.outcome, CHARSET_ILL_FORMED);
    assert_error(&result, 2, 1, 0);
}

/* ---- Ill-formed input -------------------------------------------------------------------------------------------- */

struct ill_formed {
    const char *from;
    const char *data;
    size_t data_bytes;
    size_t offset;
    size_t bytes;
};

static void check_ill_formed(const struct ill_formed *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct result result = to_utf8(rows[i].from, rows[i].data, rows[i].data_bytes);

        assert_int_equal(result.outcome, CHARSET_ILL_FORMED);
        assert_error(&result, rows[i].offset, rows[i].bytes, 0);
    }
}

static void the_other_byte_order_is_ill_formed_from_its_beginning(void **state)
{
    static const struct ill_formed rows[] = {
        {"UTF-16BE", BYTES("\xFF\xFE\x61\0"), 0, 2},
        {"UTF-16LE", BYTES("\xFE\xFF\0a"), 0, 2},
        {"UCS-2LE", BYTES("\xFE\xFF\0a"), 0, 2},
        {"UTF-32BE", BYTES("\xFF\xFE\0\0\x61\0\0\0"), 0, 4},
        {"UTF-32LE", BYTES("\0\0\xFE\xFF\0\0\0a"), 0, 4},
        {"UTF-16", BYTES("p\0a\0i\0d\0 \0t\0e\0x\0t\0"), 0, 2},
        {"UTF-32", BYTES("p\0\0\0a\0\0\0i\0\0\0d\0\0\0"), 0, 4},
    };

    (void)state;
    check_ill_formed(rows, COUNT(rows));
}

static void wide_text_is_guessed_by_its_mark_or_its_looks(void **state)
{
    static const struct {
        const char *from, *data;
        size_t bytes;
        const char *guess;
    } rows[] = {
        {NULL, BYTES("p\0a\0i\0d\0 \0t\0e\0x\0t\0"), "UTF-16LE"},
        {"auto", BYTES("\0p\0a\0i\0d\0 \0t\0e\0x\0t"), "UTF-16BE"},
        {"GBK", BYTES("\x2D\x4E\x87\x65\x2D\x4E\x87\x65\x2D\x4E\x87\x65\x2D\x4E\n\0"), "UTF-16LE"},
        {NULL, BYTES("\x4E\0\x4E\x0A\x4E\0\x4E\x0A\x4E\0\x4E\x0A\x4E\0\0\n"), "UTF-16BE"},
        {NULL, BYTES("p\0\0\0a\0\0\0i\0\0\0d\0\0\0"), "UTF-32LE"},
        {NULL, BYTES("\0\0\0p\0\0\0a\0\0\0i\0\0\0d"), "UTF-32BE"},
        {"UTF-16LE", BYTES("\xFE\xFF\0a"), "UTF-16BE"},
        {"UTF-16", BYTES("p\0a\0i\0d\0 \0t\0e\0x\0t\0"), "UTF-16LE"},
        /* Nothing new. */
        {"UTF-16LE", BYTES("p\0a\0i\0d\0 \0t\0e\0x\0t\0"), NULL},
        {"UTF-16", BYTES("\xFF\xFE\x61\0"), NULL},
        {"UTF-16", BYTES("\xFE\xFF\0a"), NULL},
        {NULL, BYTES("\xFF\xFE\x61\0"), NULL},
        {"auto", BYTES("\0\0\xFE\xFF"), NULL},
        /* Nothing of the kind. */
        {NULL, BYTES(""), NULL},
        {NULL, BYTES("a\0b\0"), NULL},
        {NULL, BYTES("p\0a\0i\0d\0 \0t\0e\0x\0t\0."), NULL},
        {NULL, BYTES("plain text of letters"), NULL},
        {NULL,
         BYTES("\x7F"
               "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\x3E\0"),
         NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *guess = charset_guess_form(rows[i].from, rows[i].data, rows[i].bytes);

        assert_string_equal(guess != NULL ? guess : "none", rows[i].guess != NULL ? rows[i].guess : "none");
    }
}

/* Of 16 units one may be none of a usual text, so that two of them tell. */
static void what_wide_text_is_made_of_is_guessed_by(void **state)
{
    static const struct {
        unsigned first, last;
    } usual[] = {
        {'\t', '\n'},     {'\r', '\r'},     {' ', '~'},       {0xA0, 0x4FF},    {0x2000, 0x206F},
        {0x3000, 0x30FF}, {0x4E00, 0x9FFF}, {0xAC00, 0xDFFF}, {0xFF00, 0xFFEF},
    };

    (void)state;
    for (unsigned unit = 0; unit < 0x10000; unit++) {
        char data[32] = {(char)unit, (char)(unit >> 8), (char)unit, (char)(unit >> 8)};
        const char *guess;
        bool is_usual = false;

        for (size_t i = 4; i < sizeof data; i += 2)
            data[i] = 'a';
        for (size_t i = 0; i < COUNT(usual); i++)
            is_usual |= unit >= usual[i].first && unit <= usual[i].last;
        if (unit == 0xFEFF || unit == 0xFFFE) /* a mark */
            continue;
        guess = charset_guess_form("GBK", data, sizeof data);
        if ((guess != NULL && strcmp(guess, "UTF-16LE") == 0) != is_usual)
            fail_msg("U+%04X", unit);
    }
}

/* "paid" in units of two bytes or four, anywhere, whole, in either case, and nothing else. */
static void wide_names_are_found(void **state)
{
    char data[64];

    (void)state;
    for (size_t step = 1; step <= 5; step++) {
        for (size_t before = 0; before < 9; before++) {
            size_t end = before + 3 * step + 1;

            for (size_t changed = 0; changed <= end; changed++) {
                bool is_wide = (step == 2 || step == 4) && (changed < before || changed == end);

                memset(data, 0, sizeof data);
                memset(data, 'x', before);
                if (before > 1)
                    data[0] = '\0'; /* of nothing */
                for (size_t i = 0; i < 4; i++)
                    data[before + i * step] = "pAId"[i];
                data[changed] ^= 0x41;
                assert_int_equal(charset_find_wide_name(data, end), is_wide ? before : end);
                assert_int_equal(charset_find_wide_name(data, end - 1), end - 1);
            }
        }
    }
    assert_int_equal(charset_find_wide_name(NULL, 0), 0);
}

static void no_zero_is_in_gb18030(void **state)
{
    struct result result = to_utf8("auto", BYTES("\xD6\xD0\0"));

    (void)state;
    assert_int_equal(result.outcome, CHARSET_OK);
    assert_null(result.text);
    assert_false(charset_looks_like_gb18030(BYTES("\xD6\xD0\0")));
}

static void utf8_is_known_whatever_it_is_said_to_be(void **state)
{
    static const struct {
        const char *from, *data;
        size_t bytes;
        bool is_utf8;
    } rows[] = {
        {"ISO-8859-1", BYTES("##paidbegin＃＃年报"), true},
        {"KOI8-R", BYTES("отчёт##paidbegin＃#"), true},
        {"GBK", BYTES("\xC1\xAA\xCD\xA8"), false}, /* a word that is also two characters of UTF-8 */
        {"GBK", BYTES("年报年报"), true},
        {"GBK", BYTES("年报年报年报\xE7\x9A"), true}, /* cut off */
        {"GBK", BYTES("年报年报\xD6\xD0"), true},
        {"GBK", BYTES("年报年报\xD6\xD0\xCE"), false},
        {"GBK", BYTES("plain text of letters"), false},
        {"UTF-16", BYTES("##paidbegin#"), true},
        {"UTF-16LE", BYTES("##paidbegin"), false},
        {"UTF-32BE", BYTES("年报年报"), true},
        {"UTF-16LE", BYTES("年报年报年报\xE7\x9A"), false},
        {"UTF-16BE", BYTES("\0p\0a\0i\0d\0 \0t\0e\0x\0t"), false},
        /* What is UTF-8 already. */
        {NULL, BYTES("年报年报"), false},
        {"utf8", BYTES("年报年报"), false},
        {"auto", BYTES("年报年报"), false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *guess = charset_guess_form(rows[i].from, rows[i].data, rows[i].bytes);

        assert_int_equal(charset_looks_like_utf8(rows[i].from, rows[i].data, rows[i].bytes), rows[i].is_utf8);
        assert_string_equal(guess != NULL ? guess : "none", rows[i].is_utf8 ? "UTF-8" : "none");
    }
}

static void input_that_ends_inside_a_character_is_ill_formed_there(void **state)
{
    static const struct ill_formed rows[] = {
        {"GB18030", BYTES("a\xD6"), 1, 1},
        {"GB18030", BYTES("a\x81\x30"), 1, 2},
        {"GB18030", BYTES("a\x81\x30\x81"), 1, 3},
        {"auto", BYTES("\xD6\xD0\x81\x30"), 2, 2},
        {"GBK", BYTES("\xD6"), 0, 1},
        {"BIG5", BYTES("a\xA4"), 1, 1},
        {"SHIFT_JIS", BYTES("ab\x82"), 2, 1},
        {"EUC-JP", BYTES("a\xA4"), 1, 1},
        {"ISO-2022-JP", BYTES("a\x1B$"), 1, 2},
        {"ISO-2022-JP", BYTES("\x1B$B$\"$"), 5, 1},
        {"UTF-16", BYTES("\0a\0"), 2, 1},
        {"UTF-16", BYTES("\0"), 0, 1},
        {"UTF-16", BYTES("\xFF\xFE\x61"), 2, 1},
        {"UTF-16BE", BYTES("\0a\xD8\x3D"), 2, 2},
        {"UTF-16LE", BYTES("a\0\x3D\xD8\0"), 2, 3},
        {"UTF-32", BYTES("\0\0\0a\0\0"), 4, 2},
        {"UTF-32LE", BYTES("a\0\0"), 0, 3},
        {NULL, BYTES("\xFE\xFF\0a\0"), 4, 1},
        {NULL, BYTES("\xFF\xFE\0\0\x61\0\0"), 4, 3},
        {"auto", BYTES("\0\0\xFE\xFF\0"), 4, 1},
    };

    (void)state;
    check_ill_formed(rows, COUNT(rows));
}

static void sequence_that_means_nothing_is_ill_formed_where_it_begins(void **state)
{
    static const struct ill_formed rows[] = {
        {"GB18030", BYTES("ab\xFFz"), 2, 1},
        {"GB18030", BYTES("\xD6\xD0\x81\x30\x81zz"), 2, 1},
        {"GBK", BYTES("a\xD6\x20z"), 1, 1},
        {"BIG5", BYTES("a\xA4 z"), 1, 1},
        {"SHIFT_JIS", BYTES("ab\x82\x20z"), 2, 1},
        {"ISO-2022-JP", BYTES("a\xE4z"), 1, 1},
        {"UTF-16", BYTES("\xFE\xFF\0a\xDC\0\0b"), 4, 2},   /* a low surrogate alone */
        {"UTF-16LE", BYTES("\x3D\xD8\x61\0\x62\0"), 0, 2}, /* a high one */
        {"UTF-32", BYTES("\0\0\0a\0\0\xD8\0\0\0\0b"), 4, 4},
        {"UTF-32", BYTES("\0\x11\0\0"), 0, 4},
        {NULL, BYTES("\xFF\xFE\0\0\0\0\x11\0"), 4, 4},
    };

    (void)state;
    check_ill_formed(rows, COUNT(rows));
}

/* glibc has UTF-8 under this name, and takes it to go on after U+10FFFF. */
static void text_past_the_last_code_point_is_ill_formed_where_it_begins(void **state)
{
    static const size_t prefixes[] = {0, 1, 100, 16383, 16384, 16385, 40000};

    (void)state;
    if (!charset_known("ISO-IR-193"))
        skip();
    for (size_t i = 0; i < COUNT(prefixes); i++) {
        size_t bytes;
        char *text = make_long_text(prefixes[i], "\xF4\x90\x80\x80zzz", 2, &bytes);
        struct result result = to_utf8("ISO-IR-193", text, bytes);

        assert_int_equal(result.outcome, CHARSET_ILL_FORMED);
        assert_error(&result, prefixes[i], 1, 0);
        free(text);
    }
}

/* ---- Long input: it is converted in windows ---------------------------------------------------------------------- */

static void windows_cut_no_character(void **state)
{
    static const struct {
        const char *from;
        const char *unit;
        const char *expected;
    } rows[] = {
        {"GB18030", "\x94\x39\xFC\x36", "😀"},
        {"GB18030", "\xD6\xD0", "中"},
        {"SHIFT_JIS", "\x82\xA0", "あ"},
        {"ISO-2022-JP", "\x1B$B$\"$$\x1B(B#", "あい#"},
        {"BIG5",
         "\xA4\xA4"
         "a\xA4\xE5",
         "中a文"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        for (size_t prefix = 0; prefix < 12; prefix++) {
            size_t bytes;
            size_t expected_bytes;
            char *text = make_long_text(prefix, rows[i].unit, 20000, &bytes);
            char *expected = make_long_text(prefix, rows[i].expected, 20000, &expected_bytes);
            struct result result = to_utf8(rows[i].from, text, bytes);

            assert_converted(&result, expected, expected_bytes);
            free(text);
            free(expected);
        }
    }
}

static void error_is_placed_exactly_around_the_end_of_a_window(void **state)
{
    (void)state;
    for (size_t prefix = 16376; prefix < 16392; prefix++) {
        size_t bytes;
        char *text = make_long_text(prefix, "\x81\x30\x81", 1, &bytes);
        struct result truncated = to_utf8("GB18030", text, bytes);
        struct result cut = to_utf8("GB18030", text, prefix + 1);

        assert_int_equal(truncated.outcome, CHARSET_ILL_FORMED);
        assert_error(&truncated, prefix, 3, 0);
        assert_int_equal(cut.outcome, CHARSET_ILL_FORMED);
        assert_error(&cut, prefix, 1, 0);
        text[prefix + 1] = '\xFF';
        truncated = to_utf8("GB18030", text, bytes);
        assert_int_equal(truncated.outcome, CHARSET_ILL_FORMED);
        assert_error(&truncated, prefix, 1, 0);
        free(text);
    }
}

/* ---- From UTF-8 -------------------------------------------------------------------------------------------------- */

static void check_encodings(const struct decoding *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct result result = from_utf8(rows[i].from, rows[i].data, rows[i].bytes);

        assert_converted(&result, rows[i].expected, rows[i].expected_bytes);
    }
}

static void utf8_becomes_text_in_a_charset(void **state)
{
    static const struct decoding rows[] = {
        {"GB18030", BYTES("a中😀"), BYTES("a\xD6\xD0\x94\x39\xFC\x36")},
        {"GBK", BYTES("丂"), BYTES("\x81\x40")},
        {"BIG5", BYTES("功"), BYTES("\xA5\x5C")},
        {"SHIFT_JIS", BYTES("あソｱ"), BYTES("\x82\xA0\x83\x5C\xB1")},
        {"ISO-8859-1", BYTES("¤é"), BYTES("\xA4\xE9")},
        {"UTF-16", BYTES("a😀"), BYTES("\xFE\xFF\0a\xD8\x3D\xDE\0")},
        {"UCS-2", BYTES("a"), BYTES("\xFE\xFF\0a")},
        {"UTF-16BE", BYTES("a"), BYTES("\0a")},
        {"UTF-16LE", BYTES("a"), BYTES("a\0")},
        {"UTF-32", BYTES("😀"), BYTES("\0\0\xFE\xFF\0\x01\xF6\0")},
        {"UTF-32BE", BYTES("a"), BYTES("\0\0\0a")},
        {"UTF-32LE", BYTES("a"), BYTES("a\0\0\0")},
        {"UTF-16LE", BYTES("a\0b"), BYTES("a\0\0\0b\0")},
    };

    (void)state;
    check_encodings(rows, COUNT(rows));
}

static void output_returns_to_the_first_shift_state(void **state)
{
    static const struct decoding rows[] = {
        {"ISO-2022-JP", BYTES("あ"), BYTES("\x1B$B$\"\x1B(B")},
        {"ISO-2022-JP", BYTES("#あ"), BYTES("#\x1B$B$\"\x1B(B")},
        {"ISO-2022-JP", BYTES("a"), BYTES("a")},
    };

    (void)state;
    check_encodings(rows, COUNT(rows));
}

static void byte_order_mark_of_the_text_is_left_out(void **state)
{
    static const struct decoding rows[] = {
        {"GBK", BYTES(MARK "中"), BYTES("\xD6\xD0")},
        {"GB18030", BYTES(MARK "中"), BYTES("\xD6\xD0")},
        {"UTF-16", BYTES(MARK "a"), BYTES("\xFE\xFF\0a")},
        {"UTF-16LE", BYTES(MARK "a"), BYTES("a\0")},
        {"UTF-32LE", BYTES("a" MARK), BYTES("a\0\0\0\xFF\xFE\0\0")},
        {"GB18030", BYTES("a" MARK), BYTES("a\x84\x31\x95\x33")},
        {"GB18030", BYTES(MARK MARK), BYTES("\x84\x31\x95\x33")},
        /* Nothing is left. */
        {"GBK", BYTES(MARK), BYTES("")},
        {"UTF-16", BYTES(MARK), BYTES("")},
    };

    (void)state;
    check_encodings(rows, COUNT(rows));
}

static void output_of_no_text_is_of_no_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(report_charsets); i++) {
        static const struct charset_piece empty[] = {{"", 0}, {NULL, 0}};
        struct result result = from_utf8(report_charsets[i], BYTES(""));

        assert_converted(&result, BYTES(""));
        result.outcome = charset_from_utf8(report_charsets[i], NULL, 0, &result.text, &result.bytes, &result.error);
        assert_converted(&result, BYTES(""));
        result.outcome = charset_from_utf8(report_charsets[i], empty, 2, &result.text, &result.bytes, &result.error);
        assert_converted(&result, BYTES(""));
    }
}

static void output_in_utf8_is_not_converted(void **state)
{
    struct result plain = from_utf8(NULL, BYTES(MARK "中"));
    struct result named = from_utf8("UTF8", BYTES("a"));

    (void)state;
    assert_untouched(&plain);
    assert_untouched(&named);
}

static void pieces_are_one_text(void **state)
{
    static const struct charset_piece pieces[] = {{"", 0},       {BYTES(MARK)}, {BYTES("")}, {BYTES("あ")},
                                                  {BYTES("い")}, {BYTES("")},   {BYTES("#")}};
    struct result result = {0};

    (void)state;
    result.outcome =
        charset_from_utf8("ISO-2022-JP", pieces, COUNT(pieces), &result.text, &result.bytes, &result.error);
    assert_converted(&result, BYTES("\x1B$B$\"$$\x1B(B#"));
}

static void report_in_any_charset_comes_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(report_charsets); i++) {
        struct result there = from_utf8(report_charsets[i], BYTES(report));
        struct result back;

        assert_int_equal(there.outcome, CHARSET_OK);
        assert_non_null(there.text);
        assert_int_not_equal(there.bytes, sizeof report - 1);
        back = to_utf8(report_charsets[i], there.text, there.bytes);
        assert_converted(&back, BYTES(report));
        free(there.text);
    }
}

static void report_without_its_last_byte_is_ill_formed_or_shorter(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(report_charsets); i++) {
        struct result there = from_utf8(report_charsets[i], BYTES(report));

        assert_int_equal(there.outcome, CHARSET_OK);
        for (size_t bytes = 0; bytes < there.bytes; bytes++) {
            struct result back = to_utf8(report_charsets[i], there.text, bytes);

            assert_true(back.outcome == CHARSET_OK || back.outcome == CHARSET_ILL_FORMED);
            if (back.outcome == CHARSET_OK) {
                assert_in_range(back.bytes, 0, sizeof report - 1);
                assert_memory_equal(back.text, report, back.bytes);
            } else {
                assert_int_equal(back.error.offset + back.error.bytes, bytes);
                assert_in_range(back.error.bytes, 1, 4);
            }
            free(back.text);
        }
        free(there.text);
    }
}

static void output_grows_with_every_shift(void **state)
{
    size_t bytes;
    size_t expected_bytes;
    char *text = make_long_text(1, "あa", 50000, &bytes);
    char *expected = make_long_text(1, "\x1B$B$\"\x1B(Ba", 50000, &expected_bytes);
    struct result result = from_utf8("ISO-2022-JP", text, bytes);

    (void)state;
    assert_true(expected_bytes > 2 * bytes);
    assert_converted(&result, expected, expected_bytes);
    free(text);
    free(expected);
}

/* ---- What the target cannot hold --------------------------------------------------------------------------------- */

static void character_that_the_target_has_not_got_is_told(void **state)
{
    static const struct {
        const char *to;
        const char *text;
        size_t text_bytes;
        size_t offset;
        size_t bytes;
        uint32_t code_point;
    } rows[] = {
        {"GBK", BYTES("中😀a"), 3, 4, 0x1F600},
        {"BIG5", BYTES("ab们"), 2, 3, 0x4EEC},
        {"SHIFT_JIS", BYTES("们"), 0, 3, 0x4EEC},
        {"ISO-2022-JP", BYTES("あ们い"), 3, 3, 0x4EEC},
        {"ISO-8859-1", BYTES("é¤中"), 4, 3, 0x4E2D},
        {"ISO-8859-1", BYTES("a*€*"), 2, 3, 0x20AC}, /* a '*' for another is seen among honest ones */
        {"US-ASCII", BYTES("é"), 0, 2, 0xE9},
        {"GBK", BYTES(MARK "a😀"), 4, 4, 0x1F600}, /* a mark that is left out counts */
        {"ISO-8859-1", BYTES("a" MARK), 1, 3, 0xFEFF},
        /* What glibc and GNU libiconv drop silently: the flag of England ends in these. */
        {"GBK", BYTES("中\xF3\xA0\x81\x81z"), 3, 4, 0xE0041},
        {"GBK", BYTES("中\xF3\xA0\x81\x81"), 3, 4, 0xE0041},
        {"ISO-8859-1", BYTES("\xF3\xA0\x80\x81"), 0, 4, 0xE0001},
        /* The first one, even if iconv complains about the second only. */
        {"GBK", BYTES("\xF3\xA0\x81\x81😀"), 0, 4, 0xE0041},
        /* What would be read as something else: an escape sequence in the text is none in the output. */
        {"ISO-2022-JP", BYTES("a\x1B$B!#"), 1, 1, 0x1B},
        {"ISO-2022-JP", BYTES("a\x1B"), 1, 1, 0x1B},
        {"EUC-JP", BYTES("a¥"), 1, 2, 0xA5},
        {"CP932", BYTES("a—"), 1, 3, 0x2014}, /* comes back as U+2015, which begins with the same bytes */
        /* To be read as the mark of the other byte order. */
        {"UTF-16LE", BYTES("\xEF\xBF\xBEy"), 0, 3, 0xFFFE},
        {"UTF-16BE", BYTES(MARK "\xEF\xBF\xBE"), 3, 3, 0xFFFE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct result result = from_utf8(rows[i].to, rows[i].text, rows[i].text_bytes);

        assert_int_equal(result.outcome, CHARSET_UNREPRESENTABLE);
        assert_error(&result, rows[i].offset, rows[i].bytes, rows[i].code_point);
    }
}

static void offset_counts_the_pieces_as_one_text(void **state)
{
    static const char *const refused[] = {"们", "\xF3\xA0\x81\x81"}; /* by iconv, and by the comparison */
    struct charset_piece pieces[] = {{BYTES(MARK)}, {BYTES("あ")}, {BYTES("")}, {BYTES("b")}, {NULL, 0}, {BYTES("い")}};
    struct result result = {0};

    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++) {
        pieces[4] = (struct charset_piece){refused[i], strlen(refused[i])};
        result.outcome = charset_from_utf8("EUC-JP", pieces, COUNT(pieces), &result.text, &result.bytes, &result.error);
        assert_int_equal(result.outcome, CHARSET_UNREPRESENTABLE);
        assert_int_equal(result.error.offset, 7);
    }
}

static void character_far_into_the_text_is_placed_exactly(void **state)
{
    static const char *const refused[] = {"们", "\xF3\xA0\x81\x81"};

    (void)state;
    for (size_t prefix = 32760; prefix < 32776; prefix++) {
        for (size_t i = 0; i < COUNT(refused); i++) {
            size_t bytes;
            char *text = make_long_text(prefix, refused[i], 1000, &bytes);
            struct result result = from_utf8("EUC-JP", text, bytes);

            assert_int_equal(result.outcome, CHARSET_UNREPRESENTABLE);
            assert_int_equal(result.error.offset, prefix);
            assert_int_equal(result.error.bytes, strlen(refused[i]));
            free(text);
        }
    }
}

static void pieces_that_are_not_utf8_are_ill_formed(void **state)
{
    static const struct ill_formed rows[] = {
        {"GB18030", BYTES("a\xFF"), 1, 1},
        {"GB18030", BYTES("a\xE4\xB8"), 1, 2},
        {"UTF-16", BYTES("ab\xED\xA0\x80"), 2, 1},
        {"UTF-32", BYTES("a\xF4\x90\x80\x80"), 1, 1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct result result = from_utf8(rows[i].from, rows[i].data, rows[i].data_bytes);

        assert_int_equal(result.outcome, CHARSET_ILL_FORMED);
        assert_error(&result, rows[i].offset, rows[i].bytes, 0);
    }
}

/* ---- Memory ------------------------------------------------------------------------------------------------------ */

static void sizes_that_cannot_be_are_no_memory(void **state)
{
    static const struct charset_piece pieces[] = {{"a", SIZE_MAX / 4}, {"b", SIZE_MAX / 4}, {"c", SIZE_MAX / 4}};
    struct result result = {0};

    (void)state;
    result.outcome = charset_from_utf8("GBK", pieces, COUNT(pieces), &result.text, &result.bytes, &result.error);
    assert_int_equal(result.outcome, CHARSET_NO_MEMORY);
    assert_error(&result, 0, 0, 0);
    result.outcome = charset_to_utf8("GBK", "a", SIZE_MAX, &result.text, &result.bytes, &result.error);
    assert_int_equal(result.outcome, CHARSET_NO_MEMORY);
    assert_error(&result, 0, 0, 0);
}

static void any_allocation_may_fail(void **state)
{
    size_t bytes;
    char *text = make_long_text(0, "あa", 30000, &bytes);
    struct result there;
    struct result back;
    size_t failures = 0;

    (void)state;
    if (__real_realloc == NULL) {
        free(text);
        skip();
    }
    for (;; failures++) {
        reallocs = 0;
        reallocs_granted = failures;
        there = from_utf8("ISO-2022-JP", text, bytes);
        if (there.outcome == CHARSET_OK)
            break;
        assert_int_equal(there.outcome, CHARSET_NO_MEMORY);
        assert_error(&there, 0, 0, 0);
    }
    assert_in_range(failures, 3, 40); /* enough of them to mean something, few enough to be linear */
    for (failures = 0;; failures++) {
        reallocs = 0;
        reallocs_granted = failures;
        back = to_utf8("ISO-2022-JP", there.text, there.bytes);
        if (back.outcome == CHARSET_OK)
            break;
        assert_int_equal(back.outcome, CHARSET_NO_MEMORY);
        assert_error(&back, 0, 0, 0);
    }
    assert_in_range(failures, 2, 40);
    reallocs_granted = SIZE_MAX;
    assert_converted(&back, text, bytes);
    free(there.text);
    free(text);
}

/* ---- The hint ---------------------------------------------------------------------------------------------------- */

static void gb18030_is_told_from_utf8_and_from_rubbish(void **state)
{
    static const struct {
        const char *data;
        size_t bytes;
        bool expected;
    } rows[] = {
        {BYTES("\xD6\xD0\xCE\xC4"), true},
        {BYTES("abc\x94\x39\xFC\x36"), true},
        {BYTES("abc"), false},
        {BYTES(""), false},
        {BYTES("中文"), false},
        {BYTES("\xD6\xD0\xCE"), false},
        {BYTES("\xFF\xFE"), false},
        {BYTES("\x81\x30\x81"), false},
        {BYTES("年度报告\xE5\xB9"), false},
        {BYTES("\xC4\xEA\xB1\xA8"), true},         /* 年报, in which three bytes look like UTF-8 */
        {BYTES("\xE4\xB8\xAD\xD6\xD0\xCE"), true}, /* as many bytes could be UTF-8 as not */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(charset_looks_like_gb18030(rows[i].data, rows[i].bytes), rows[i].expected);
}

/* ---- Places ------------------------------------------------------------------------------------------------------ */

#define CHARACTERS 30000 /* more than two windows of any kind */

/* In UTF-16LE, of one unit or two, each of another size in UTF-8. */
static const struct {
    const char *wide;
    size_t wide_bytes, bytes;
} characters[] = {{BYTES("a\0"), 1}, {BYTES("\x2D\x4E"), 3}, {BYTES("\xE9\0"), 2}, {BYTES("\x3D\xD8\0\xDE"), 4}};

static void check_place(struct charset_cursor *cursor, size_t offset, size_t place)
{
    size_t found = charset_cursor_seek(cursor, offset);

    if (found != place)
        fail_msg("%zu: %zu instead of %zu", offset, found, place);
}

static void places_in_the_text_are_found_in_the_file(void **state)
{
    static char file[2 + 4 * CHARACTERS + 1];
    static size_t places[CHARACTERS + 1], offsets[CHARACTERS + 1]; /* in the file, and in the text */
    struct charset_cursor *cursor;
    unsigned random = 1;

    (void)state;
    memcpy(file, "\xFF\xFE", places[0] = 2);
    for (size_t i = 0; i < CHARACTERS; i++) {
        size_t kind = (random = random * 1103515245 + 12345) >> 16 & 3;

        memcpy(file + places[i], characters[kind].wide, characters[kind].wide_bytes);
        places[i + 1] = places[i] + characters[kind].wide_bytes;
        offsets[i + 1] = offsets[i] + characters[kind].bytes;
    }
    /* Half a character may be left. */
    for (size_t more = 0; more < 2; more++) {
        assert_int_equal(charset_cursor_open("UTF-16", file, places[CHARACTERS] + more, &cursor), CHARSET_OK);
        for (size_t i = 0; i <= CHARACTERS; i++)
            check_place(cursor, offsets[i], places[i]);
        for (size_t i = 0; i < 200; i++) {
            size_t at = ((random = random * 1103515245 + 12345) >> 8) % CHARACTERS;

            check_place(cursor, offsets[at], places[at]);
        }
        check_place(cursor, offsets[CHARACTERS] + 1, places[CHARACTERS]);
        for (size_t i = 0; i < 100; i++) { /* inside of one: where that begins */
            if (offsets[i + 1] - offsets[i] > 1)
                check_place(cursor, offsets[i + 1] - 1, places[i]);
        }
        charset_cursor_close(cursor);
    }
    charset_cursor_close(NULL);
}

static void what_is_not_converted_has_its_places_already(void **state)
{
    struct charset_cursor *cursor = (struct charset_cursor *)1;

    (void)state;
    assert_int_equal(charset_cursor_open(NULL, BYTES("text"), &cursor), CHARSET_UNKNOWN);
    assert_null(cursor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_goes_by_its_usual_names),
        cmocka_unit_test(charsets_of_iconv_are_known),
        cmocka_unit_test(names_that_do_not_mean_one_thing_are_unknown),
        cmocka_unit_test(auto_is_no_charset_to_write),
        cmocka_unit_test(text_in_a_charset_becomes_utf8),
        cmocka_unit_test(character_that_iconv_holds_back_is_not_lost_at_the_end),
        cmocka_unit_test(utf8_and_text_of_nothing_are_not_converted),
        cmocka_unit_test(text_of_nothing_in_a_charset_is_text_of_nothing),
        cmocka_unit_test(byte_order_mark_tells_what_utf8_and_auto_are_in),
        cmocka_unit_test(byte_order_mark_tells_the_order_and_is_no_text),
        cmocka_unit_test(byte_order_mark_in_gb18030_is_the_one_of_utf8),
        cmocka_unit_test(auto_reads_what_is_not_utf8_as_gb18030),
        cmocka_unit_test(no_zero_is_in_gb18030),
        cmocka_unit_test(the_other_byte_order_is_ill_formed_from_its_beginning),
        cmocka_unit_test(wide_text_is_guessed_by_its_mark_or_its_looks),
        cmocka_unit_test(utf8_is_known_whatever_it_is_said_to_be),
        cmocka_unit_test(what_wide_text_is_made_of_is_guessed_by),
        cmocka_unit_test(wide_names_are_found),
        cmocka_unit_test(input_that_ends_inside_a_character_is_ill_formed_there),
        cmocka_unit_test(sequence_that_means_nothing_is_ill_formed_where_it_begins),
        cmocka_unit_test(text_past_the_last_code_point_is_ill_formed_where_it_begins),
        cmocka_unit_test(windows_cut_no_character),
        cmocka_unit_test(error_is_placed_exactly_around_the_end_of_a_window),
        cmocka_unit_test(utf8_becomes_text_in_a_charset),
        cmocka_unit_test(output_returns_to_the_first_shift_state),
        cmocka_unit_test(byte_order_mark_of_the_text_is_left_out),
        cmocka_unit_test(output_of_no_text_is_of_no_bytes),
        cmocka_unit_test(output_in_utf8_is_not_converted),
        cmocka_unit_test(pieces_are_one_text),
        cmocka_unit_test(report_in_any_charset_comes_back),
        cmocka_unit_test(report_without_its_last_byte_is_ill_formed_or_shorter),
        cmocka_unit_test(output_grows_with_every_shift),
        cmocka_unit_test(character_that_the_target_has_not_got_is_told),
        cmocka_unit_test(offset_counts_the_pieces_as_one_text),
        cmocka_unit_test(character_far_into_the_text_is_placed_exactly),
        cmocka_unit_test(pieces_that_are_not_utf8_are_ill_formed),
        cmocka_unit_test(sizes_that_cannot_be_are_no_memory),
        cmocka_unit_test(any_allocation_may_fail),
        cmocka_unit_test(gb18030_is_told_from_utf8_and_from_rubbish),
        cmocka_unit_test(places_in_the_text_are_found_in_the_file),
        cmocka_unit_test(what_is_not_converted_has_its_places_already),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
