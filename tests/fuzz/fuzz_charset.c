/* fuzz_charset.c - the tool's conversions: what comes out is well-formed, and comes back
 * SPDX-License-Identifier: MIT
 *
 * An input is a byte for the charset (charset_names.h), a byte by which an output is cut into pieces, where the charset
 * is named by the input the size of the name and the name, and the data.
 */
#include "charset_names.h"
#include "target.h"
#include "text/charset.h"
#include "text/utf8.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#define NAME_BYTES_MAX 31
#define PIECES_MAX     64

static const char mark[] = "\xEF\xBB\xBF";

struct conversion {
    enum charset_outcome outcome;
    char *text; /* NULL: not converted */
    size_t bytes;
    struct charset_error error;
};

/* ---- What holds for every outcome ---- */

static void check_outcome(const struct conversion *conversion, size_t input_bytes)
{
    const struct charset_error *error = &conversion->error;

    target_expect(conversion->outcome != CHARSET_NO_MEMORY, "no memory");
    if (conversion->outcome != CHARSET_OK)
        target_expect(conversion->text == NULL && conversion->bytes == 0, "text in spite of an error");
    if (conversion->text == NULL)
        target_expect(conversion->bytes == 0, "size of no text");
    if (conversion->outcome == CHARSET_ILL_FORMED || conversion->outcome == CHARSET_UNREPRESENTABLE) {
        target_expect(error->offset <= input_bytes && error->bytes <= input_bytes - error->offset, "place of an error");
    } else {
        target_expect(error->offset == 0 && error->bytes == 0 && error->code_point == 0, "error without one");
    }
}

static struct conversion to_utf8(const char *from, const char *data, size_t bytes)
{
    struct conversion conversion = {.text = (char *)&conversion, .bytes = 99, .error = {99, 99, 99}};

    conversion.outcome = charset_to_utf8(from, data, bytes, &conversion.text, &conversion.bytes, &conversion.error);
    check_outcome(&conversion, bytes);
    target_expect(conversion.outcome != CHARSET_UNREPRESENTABLE, "UTF-8 has every character");
    target_expect(conversion.error.code_point == 0, "code point of an ill-formed text");
    if (conversion.text != NULL)
        target_expect(utf8_is_well_formed(conversion.text, conversion.bytes), "ill-formed conversion");
    return conversion;
}

/* ---- There and back ---- */

/* Cuts after every `length` bytes, but not inside a character. */
static size_t cut(const char *text, size_t bytes, size_t length, struct charset_piece *pieces)
{
    size_t count = 0, begin = 0;

    while (begin < bytes) {
        size_t end = bytes - begin > length && count + 1 < PIECES_MAX ? begin + length : bytes;

        while (end < bytes && ((unsigned char)text[end] & 0xC0) == 0x80)
            end++;
        pieces[count++] = (struct charset_piece){text + begin, end - begin};
        begin = end;
    }
    return count;
}

static struct conversion from_utf8(const char *to, const char *text, size_t bytes, size_t length)
{
    struct conversion conversion = {.text = (char *)&conversion, .bytes = 99, .error = {99, 99, 99}};
    struct charset_piece pieces[PIECES_MAX];
    size_t count = cut(text, bytes, length, pieces);

    conversion.outcome = charset_from_utf8(to, pieces, count, &conversion.text, &conversion.bytes, &conversion.error);
    check_outcome(&conversion, bytes);
    return conversion;
}

static bool begins_with_mark(const char *text, size_t bytes)
{
    return bytes >= sizeof mark - 1 && memcmp(text, mark, sizeof mark - 1) == 0;
}

static bool writes_mark(const char *charset)
{
    struct conversion once = from_utf8(charset, "a", 1, SIZE_MAX);
    struct conversion twice = from_utf8(charset, "aa", 2, SIZE_MAX);

    free(once.text);
    free(twice.text);
    return twice.bytes != 2 * once.bytes;
}

static bool reads_as(const struct conversion *back, const char *text, size_t bytes)
{
    return back->bytes == bytes && memcmp(back->text, text, bytes) == 0;
}

/* Well-formed text, given out in the charset and read again, is the same but for its byte order mark. */
static void check_there_and_back(const char *charset, const char *text, size_t bytes, size_t length)
{
    struct conversion there = from_utf8(charset, text, bytes, length);
    struct conversion whole = from_utf8(charset, text, bytes, SIZE_MAX);
    struct conversion back;
    size_t skip = begins_with_mark(text, bytes) ? sizeof mark - 1 : 0;

    target_expect(there.outcome == whole.outcome && there.bytes == whole.bytes &&
                      there.error.offset == whole.error.offset && there.error.bytes == whole.error.bytes &&
                      there.error.code_point == whole.error.code_point,
                  "pieces and whole");
    target_expect(there.bytes == 0 || memcmp(there.text, whole.text, there.bytes) == 0, "bytes of pieces and whole");
    free(whole.text);
    target_expect(there.outcome != CHARSET_ILL_FORMED, "well-formed text is ill-formed");
    if (there.outcome == CHARSET_UNREPRESENTABLE) {
        uint32_t code_point;
        size_t taken = utf8_decode(text + there.error.offset, bytes - there.error.offset, &code_point);

        target_expect(taken == there.error.bytes && code_point == there.error.code_point, "character of an error");
    }
    if (there.text != NULL) {
        bool has_second_mark = begins_with_mark(text + skip, bytes - skip);

        target_expect(bytes > skip || there.bytes == 0, "bytes of an empty output");
        back = to_utf8(charset, there.text, there.bytes);
        target_expect(back.outcome == CHARSET_OK && back.text != NULL, "what was written cannot be read");
        /* Of two marks the second is read as one where the output has no other. */
        if (!reads_as(&back, text + skip, bytes - skip))
            target_expect(has_second_mark && !writes_mark(charset) &&
                              reads_as(&back, text + skip + sizeof mark - 1, bytes - skip - (sizeof mark - 1)),
                          "what was written reads differently");
        free(back.text);
    }
    free(there.text);
}

/* ---- A target ---- */

struct charset_input {
    char name[NAME_BYTES_MAX + 1];
    const char *charset;
    size_t piece_bytes;
    char *data;
    size_t bytes;
};

static void read_input(struct charset_input *input, const uint8_t *data, size_t bytes)
{
    uint8_t head[3] = {0};
    size_t used = bytes < 2 ? bytes : 2;

    *input = (struct charset_input){0};
    for (size_t i = 0; i < used; i++)
        head[i] = data[i];
    if (head[0] % (CHARSET_COUNT + 1) < CHARSET_COUNT) {
        input->charset = charset_names[head[0] % (CHARSET_COUNT + 1)];
    } else {
        size_t name_bytes = 0;

        if (bytes > used)
            name_bytes = data[used++] % (NAME_BYTES_MAX + 1);
        if (name_bytes > bytes - used)
            name_bytes = bytes - used;
        memcpy(input->name, data + used, name_bytes);
        used += name_bytes;
        input->charset = input->name;
    }
    input->piece_bytes = 1 + (size_t)head[1];
    input->bytes = bytes - used;
    input->data = target_copy(data + used, input->bytes);
}

static bool has_three_bytes(const char *data, size_t bytes)
{
    uint32_t code_point;
    size_t taken = 0;

    for (size_t at = 0; at < bytes; at += taken) {
        taken = utf8_decode(data + at, bytes - at, &code_point);
        if (taken > 2 && code_point != UTF8_ILL_FORMED)
            return true;
    }
    return false;
}

/* auto is UTF-8, be it with a fault, or GB18030, in which no text has U+0000. */
static void check_guess(const struct charset_input *input)
{
    bool is_utf8 = utf8_is_well_formed(input->data, input->bytes);
    bool has_zero = input->bytes > 0 && memchr(input->data, 0, input->bytes) != NULL;
    struct conversion gb18030 = to_utf8("GB18030", input->data, input->bytes);
    bool may_be = !is_utf8 && !has_zero && gb18030.outcome == CHARSET_OK;
    bool is_guessed = charset_looks_like_gb18030(input->data, input->bytes);

    target_expect(is_guessed ? may_be : !may_be || has_three_bytes(input->data, input->bytes), "a guess at GB18030");
    free(gb18030.text);
}

/* One conversion of each charset stays open, or a libc might load and unload its module with every input. */
static void keep_modules(void)
{
    static iconv_t kept[CHARSET_COUNT][2];

    for (size_t i = 1; i < CHARSET_COUNT && kept[i][0] == (iconv_t)0; i++) { /* the first is no name */
        kept[i][0] = iconv_open("UTF-8", charset_names[i]);
        kept[i][1] = iconv_open(charset_names[i], "UTF-8");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    struct charset_input input;
    struct conversion read;
    const char *text;
    size_t text_bytes;

    keep_modules();
    read_input(&input, data, bytes);
    read = to_utf8(input.charset, input.data, input.bytes);
    target_expect((read.outcome == CHARSET_UNKNOWN) == !charset_known(input.charset), "whether a charset is known");
    text = read.text != NULL ? read.text : input.data;
    text_bytes = read.text != NULL ? read.bytes : input.bytes;
    if (read.outcome == CHARSET_OK && utf8_is_well_formed(text, text_bytes))
        check_there_and_back(input.charset, text, text_bytes, input.piece_bytes);
    if (read.text != NULL && utf8_is_well_formed(input.data, input.bytes))
        check_there_and_back(input.charset, input.data, input.bytes, input.piece_bytes);
    check_guess(&input);
    free(read.text);
    free(input.data);
    return 0;
}
