/* charset.c - conversion to and from UTF-8 by iconv, which replaces and drops nothing
 * SPDX-License-Identifier: MIT
 *
 * Only what POSIX, glibc and GNU libiconv have in common is used, and nothing is believed that they differ in: byte
 * order marks are handled here, so iconv only ever sees UTF-16BE and the like, where it has no choice to make; what it
 * decodes is checked to be UTF-8 (glibc's UTF-8 lets pass what is beyond U+10FFFF); what it encodes is decoded again
 * and compared (both drop U+E0000 to U+E007F without a word where the target has not got them, and musl writes '*').
 */
#include "text/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

/* ---- Names ------------------------------------------------------------------------------------------------------- */

/* A Unicode encoding form in one byte order, by the name that every iconv knows. */
struct form {
    const char *name;
    size_t unit_bytes;
    size_t mark_bytes;
    char mark[4];
};

static const struct form utf_8 = {"UTF-8", 1, 3, {'\xEF', '\xBB', '\xBF'}};
static const struct form utf_16be = {"UTF-16BE", 2, 2, {'\xFE', '\xFF'}};
static const struct form utf_16le = {"UTF-16LE", 2, 2, {'\xFF', '\xFE'}};
static const struct form utf_32be = {"UTF-32BE", 4, 4, {'\0', '\0', '\xFE', '\xFF'}};
static const struct form utf_32le = {"UTF-32LE", 4, 4, {'\xFF', '\xFE', '\0', '\0'}};

/* UTF-32LE before UTF-16LE, whose mark is the beginning of its own. */
#define WIDE_FORMS 4
static const struct form *const wide_forms[WIDE_FORMS] = {&utf_32le, &utf_32be, &utf_16le, &utf_16be};

enum kind {
    KIND_REFUSED,
    KIND_AUTO,
    KIND_UTF_8,
    KIND_MARKED,  /* a byte order mark tells the byte order */
    KIND_ORDERED, /* the name tells the byte order */
    KIND_OTHER    /* iconv's business */
};

struct charset {
    enum kind kind;
    const struct form *form;   /* of KIND_MARKED, without a mark; of KIND_ORDERED; else NULL */
    const struct form *little; /* of KIND_MARKED, behind the other mark; else NULL */
    const char *iconv_name;    /* NULL for what is not to be given to iconv */
};

/* Names are compared by their letters and digits alone, as most implementations of iconv do in some way. */
static const struct {
    const char *key;
    enum kind kind;
    const struct form *form;
    const struct form *little;
} names[] = {
    {"utf8", KIND_UTF_8, NULL, NULL},
    {"cp65001", KIND_UTF_8, NULL, NULL},
    {"utf16", KIND_MARKED, &utf_16be, &utf_16le},
    {"utf16be", KIND_ORDERED, &utf_16be, NULL},
    {"utf16le", KIND_ORDERED, &utf_16le, NULL},
    {"utf32", KIND_MARKED, &utf_32be, &utf_32le},
    {"utf32be", KIND_ORDERED, &utf_32be, NULL},
    {"utf32le", KIND_ORDERED, &utf_32le, NULL},
    /* Older names, which glibc reads in the machine's byte order or without a mark. The surrogate pairs that UTF-16 has
     * above UCS-2 do no harm. */
    {"ucs2", KIND_MARKED, &utf_16be, &utf_16le},
    {"iso10646ucs2", KIND_MARKED, &utf_16be, &utf_16le},
    {"unicode", KIND_MARKED, &utf_16be, &utf_16le},
    {"ucs2be", KIND_ORDERED, &utf_16be, NULL},
    {"unicodebig", KIND_ORDERED, &utf_16be, NULL},
    {"ucs2le", KIND_ORDERED, &utf_16le, NULL},
    {"unicodelittle", KIND_ORDERED, &utf_16le, NULL},
    {"ucs4", KIND_MARKED, &utf_32be, &utf_32le},
    {"iso10646ucs4", KIND_MARKED, &utf_32be, &utf_32le},
    {"ucs4be", KIND_ORDERED, &utf_32be, NULL},
    {"ucs4le", KIND_ORDERED, &utf_32le, NULL},
    /* The locale's or the machine's own. */
    {"char", KIND_REFUSED, NULL, NULL},
    {"locale", KIND_REFUSED, NULL, NULL},
    {"wchart", KIND_REFUSED, NULL, NULL},
    {"internal", KIND_REFUSED, NULL, NULL},
    {"ucs2internal", KIND_REFUSED, NULL, NULL},
    {"ucs2swapped", KIND_REFUSED, NULL, NULL},
    {"ucs4internal", KIND_REFUSED, NULL, NULL},
    {"ucs4swapped", KIND_REFUSED, NULL, NULL},
    {"osf00010100", KIND_REFUSED, NULL, NULL},
    {"osf00010101", KIND_REFUSED, NULL, NULL},
    {"osf00010102", KIND_REFUSED, NULL, NULL},
    /* One text, many spellings. */
    {"utf7", KIND_REFUSED, NULL, NULL},
    {"utf7imap", KIND_REFUSED, NULL, NULL},
    {"unicode11utf7", KIND_REFUSED, NULL, NULL},
    {"cp65000", KIND_REFUSED, NULL, NULL},
    {"c99", KIND_REFUSED, NULL, NULL},
    {"java", KIND_REFUSED, NULL, NULL},
};

/* Longer than any name there is. */
#define NAME_BYTES 64

/* Its letters and digits in lower case, or false for what cannot be a name: a slash or a comma begins a suffix, and
 * glibc passes over other characters. The locale has no say in what a letter is. */
static bool make_key(const char *name, char key[NAME_BYTES])
{
    static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char kept[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    size_t bytes = strlen(name);
    size_t length = 0;

    if (bytes >= NAME_BYTES)
        return false;
    for (size_t i = 0; i < bytes; i++) {
        const char *letter = strchr(upper, name[i]);

        if (letter != NULL)
            key[length++] = kept[letter - upper];
        else if (strchr(kept, name[i]) != NULL)
            key[length++] = name[i];
        else if (strchr("-_.:()", name[i]) == NULL)
            return false;
    }
    key[length] = '\0';
    return length > 0;
}

static struct charset find_charset(const char *name)
{
    struct charset charset = {.kind = KIND_REFUSED};
    char key[NAME_BYTES];
    const char *known;

    if (name == NULL)
        name = "utf-8";
    if (strcmp(name, "auto") == 0)
        return (struct charset){.kind = KIND_AUTO};
    if (!make_key(name, key))
        return charset;
    known = strncmp(key, "cs", 2) == 0 ? key + 2 : key; /* so begins an alias of each that IANA has */
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i].key, known) == 0) {
            charset = (struct charset){.kind = names[i].kind, .form = names[i].form, .little = names[i].little};
            charset.iconv_name = charset.form != NULL ? charset.form->name : NULL;
            return charset;
        }
    }
    return (struct charset){.kind = KIND_OTHER, .iconv_name = name};
}

/* ---- A conversion in one direction ------------------------------------------------------------------------------- */

/* Grows as it must; used is what counts of it. Begins as all zeros. */
struct buffer {
    char *bytes;
    size_t used;
    size_t capacity;
};

/* Makes room for `more` bytes, by half as much again at least, so that all growing together is linear. */
static bool reserve(struct buffer *buffer, size_t more)
{
    size_t capacity = buffer->capacity + buffer->capacity / 2;
    char *bytes;

    if (buffer->bytes != NULL && more <= buffer->capacity - buffer->used)
        return true;
    if (more > (size_t)PTRDIFF_MAX - buffer->used)
        return false;
    if (capacity < buffer->used + more)
        capacity = buffer->used + more;
    if (capacity > (size_t)PTRDIFF_MAX)
        capacity = (size_t)PTRDIFF_MAX;
    bytes = realloc(buffer->bytes, capacity > 0 ? capacity : 1);
    if (bytes == NULL)
        return false;
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

struct conversion {
    iconv_t descriptor;
    bool to_utf8;
    bool replaced; /* iconv has put something else for a character */
    struct buffer out;
};

static const iconv_t no_descriptor = (iconv_t)-1; /* as POSIX has it */

static enum charset_outcome open_conversion(struct conversion *conversion, const char *to, const char *from)
{
    *conversion = (struct conversion){.descriptor = iconv_open(to, from), .to_utf8 = to == utf_8.name};
    if (conversion->descriptor != no_descriptor)
        return CHARSET_OK;
    return errno == EINVAL ? CHARSET_UNKNOWN : CHARSET_NO_MEMORY;
}

/* Ends it, and gives out what it has made or frees it. */
static void close_conversion(struct conversion *conversion, struct buffer *out)
{
    iconv_close(conversion->descriptor);
    if (out != NULL)
        *out = conversion->out;
    else
        free(conversion->out.bytes);
}

/* What conversion makes room for before iconv says how much it is: a little, for shifts and what was held back. */
#define SPARE_BYTES ((size_t)64)

/* Converts as much of a text as it can, *done bytes. A text of NULL is its end: a character held back because another
 * might have combined with it comes out (CP1258, Big5-HKSCS ...), and so does the return to the first shift state
 * (ISO-2022-JP). Gives 0, or EILSEQ or EINVAL as iconv does for what follows, or ENOMEM. */
static int feed(struct conversion *conversion, const char *text, size_t bytes, size_t *done)
{
    struct buffer *out = &conversion->out;
    char *from = (char *)(uintptr_t)text; /* which iconv does not write to */
    size_t left = bytes;
    size_t wanted = bytes + bytes / 2 + SPARE_BYTES; /* enough for Chinese from GB18030 */
    int failure;

    do {
        size_t count;
        char *to;
        size_t room;

        if (!reserve(out, wanted))
            return ENOMEM;
        to = out->bytes + out->used;
        room = out->capacity - out->used;
        /* Through void *, as some declare the second parameter with const and some without. */
        count =
            iconv(conversion->descriptor, text != NULL ? (void *)&from : NULL, text != NULL ? &left : NULL, &to, &room);
        failure = count == (size_t)-1 ? errno : 0;
        out->used = (size_t)(to - out->bytes);
        conversion->replaced |= failure == 0 && count > 0;
        wanted = room + left + SPARE_BYTES;
    } while (failure == E2BIG);
    *done = bytes - left;
    return failure;
}

/* So much is converted and checked at a time. */
#define WINDOW_BYTES ((size_t)16384)

/* Feeds a whole text, from `fine` on in windows of one byte. On failure *at is where it is: exactly so for what iconv
 * complains about, and no more than a window too early for what it does not. */
static int feed_text(struct conversion *conversion, const char *text, size_t bytes, size_t fine, size_t *at)
{
    size_t more = 0; /* bytes by which the window is larger than usual, to get a whole character into it */

    for (*at = 0; *at < bytes;) {
        size_t window = *at < fine ? WINDOW_BYTES : 1;
        size_t before = conversion->out.used;
        size_t done;
        int failure;

        window = window + more < bytes - *at ? window + more : bytes - *at;
        failure = feed(conversion, text + *at, window, &done);
        if (failure == ENOMEM)
            return failure;
        if (conversion->to_utf8 && (conversion->replaced || !utf8_is_well_formed(conversion->out.bytes + before,
                                                                                 conversion->out.used - before)))
            return EILSEQ;
        *at += done;
        if (failure != 0 && (failure != EINVAL || window - done == bytes - *at))
            return failure;
        more = failure == EINVAL && done == 0 ? window : 0;
    }
    return 0;
}

/* ---- UTF-16 and UTF-32 by their looks ---------------------------------------------------------------------------- */

static bool has_mark(const struct form *form, const char *data, size_t bytes)
{
    return bytes >= form->mark_bytes && memcmp(data, form->mark, form->mark_bytes) == 0;
}

/* The beginning is enough to look at, and less than a few words tell nothing. */
#define GUESSED_BYTES     ((size_t)4096)
#define GUESSED_BYTES_MIN ((size_t)16)

static uint32_t unit_at(const struct form *form, const char *data)
{
    bool is_little = form->mark[0] == '\xFF';
    uint32_t unit = 0;

    for (size_t i = 0; i < form->unit_bytes; i++)
        unit = unit << 8 | (unsigned char)data[is_little ? form->unit_bytes - 1 - i : i];
    return unit;
}

static bool is_ascii_text(uint32_t unit)
{
    return (unit >= 0x20 && unit < 0x7F) || unit == '\n' || unit == '\r' || unit == '\t';
}

/* Letters of Europe, punctuation, kana, the common ideographs, hangul, surrogates, full-width signs. */
static bool is_common(uint32_t unit)
{
    return is_ascii_text(unit) || (unit >= 0xA0 && unit < 0x500) || (unit >= 0x2000 && unit < 0x2070) ||
           (unit >= 0x3000 && unit < 0x3100) || (unit >= 0x4E00 && unit < 0xA000) ||
           (unit >= 0xAC00 && unit < 0xE000) || (unit >= 0xFF00 && unit < 0xFFF0);
}

/* 0 where it looks like something else: nearly all has to be common, and something ASCII, of which line ends and
 * markers are. */
static size_t likeness(const struct form *form, const char *data, size_t bytes)
{
    size_t count = (bytes < GUESSED_BYTES ? bytes : GUESSED_BYTES) / form->unit_bytes;
    size_t common = 0;
    size_t ascii = 0;

    for (size_t i = 0; i < count && bytes % form->unit_bytes == 0; i++) {
        uint32_t unit = unit_at(form, data + i * form->unit_bytes);

        common += is_common(unit);
        ascii += is_ascii_text(unit);
    }
    return bytes >= GUESSED_BYTES_MIN && ascii > 0 && common >= count - count / 16 ? common + ascii : 0;
}

static const struct form *guess_form(const char *data, size_t bytes)
{
    const struct form *best = NULL;
    size_t most = 0;

    for (size_t i = 0; i < WIDE_FORMS; i++) {
        size_t found = likeness(wide_forms[i], data, bytes) * wide_forms[i]->unit_bytes;

        if (found > most) {
            most = found;
            best = wide_forms[i];
        }
    }
    return best;
}

/* The form that a byte order mark tells. */
static const struct form *find_marked_form(const char *data, size_t bytes)
{
    for (size_t i = 0; i < WIDE_FORMS; i++) {
        if (has_mark(wide_forms[i], data, bytes))
            return wide_forms[i];
    }
    return NULL;
}

static bool has_zero(const char *data, size_t bytes)
{
    return bytes > 0 && memchr(data, 0, bytes) != NULL;
}

/* Whether far more bytes are of characters of three or four than are ill-formed: then it is UTF-8, if with a fault. Of
 * Chinese in GB18030, two bytes a character, few three in a row look so. */
static bool is_mostly_utf8(const char *data, size_t bytes)
{
    size_t fine = 0;
    size_t wrong = 0;

    for (size_t at = 0, taken; at < bytes; at += taken) {
        uint32_t code_point;

        taken = utf8_decode(data + at, bytes - at, &code_point);
        wrong += code_point == UTF8_ILL_FORMED ? taken : 0;
        fine += code_point != UTF8_ILL_FORMED && taken > 2 ? taken : 0;
    }
    return fine > 4 * wrong;
}

/* A word in UTF-16 may be ASCII as well. */
#define TELLING_BYTES ((size_t)12)

bool charset_looks_like_utf8(const char *from, const char *data, size_t bytes)
{
    switch (find_charset(from).kind) {
    case KIND_MARKED:
    case KIND_ORDERED:
        return bytes >= TELLING_BYTES && !has_zero(data, bytes) && utf8_is_well_formed(data, bytes);
    case KIND_OTHER:
        return is_mostly_utf8(data, bytes);
    default:
        return false;
    }
}

const char *charset_guess_form(const char *from, const char *data, size_t bytes)
{
    struct charset charset = find_charset(from);
    const struct form *marked = find_marked_form(data, bytes);
    const struct form *form = marked != NULL ? marked : guess_form(data, bytes);
    bool obeys_marks = charset.kind == KIND_UTF_8 || charset.kind == KIND_AUTO;

    if (charset_looks_like_utf8(from, data, bytes))
        return utf_8.name;
    if (form == NULL || form == charset.form || (marked != NULL && (obeys_marks || marked == charset.little)))
        return NULL;
    return form->name;
}

/* ---- To UTF-8 ---------------------------------------------------------------------------------------------------- */

/* What to convert of a document, and from what. */
struct source {
    const char *iconv_name; /* NULL: nothing */
    size_t unit_bytes;
    size_t mark_bytes;
};

static struct source source_in_form(const struct form *form, const char *data, size_t bytes)
{
    return (struct source){form->name, form->unit_bytes, has_mark(form, data, bytes) ? form->mark_bytes : 0};
}

static bool may_be_gb18030(const char *data, size_t bytes)
{
    return !has_zero(data, bytes) && !utf8_is_well_formed(data, bytes) && !is_mostly_utf8(data, bytes);
}

/* UTF-8, unless a mark or ill-formedness says otherwise. */
static struct source detect_source(bool is_auto, const char *data, size_t bytes)
{
    const struct form *marked = find_marked_form(data, bytes);

    if (marked != NULL)
        return source_in_form(marked, data, bytes);
    if (is_auto && !has_mark(&utf_8, data, bytes) && may_be_gb18030(data, bytes))
        return (struct source){"GB18030", 1, 0};
    return (struct source){NULL, 1, 0};
}

/* Whether a document is in another byte order than it is said to be in. */
static bool is_swapped(const struct charset *charset, const char *data, size_t bytes)
{
    for (size_t i = 0; charset->kind == KIND_ORDERED && i < WIDE_FORMS; i++) {
        if (wide_forms[i] != charset->form && wide_forms[i]->unit_bytes == charset->form->unit_bytes &&
            has_mark(wide_forms[i], data, bytes))
            return true;
    }
    return charset->kind == KIND_MARKED && !has_mark(charset->form, data, bytes) &&
           !has_mark(charset->little, data, bytes) && guess_form(data, bytes) == charset->little;
}

static struct source find_source(const struct charset *charset, const char *data, size_t bytes)
{
    switch (charset->kind) {
    case KIND_MARKED:
        return source_in_form(has_mark(charset->little, data, bytes) ? charset->little : charset->form, data, bytes);
    case KIND_ORDERED:
        return source_in_form(charset->form, data, bytes);
    case KIND_OTHER:
        return (struct source){charset->iconv_name, 1, 0};
    default:
        return detect_source(charset->kind == KIND_AUTO, data, bytes);
    }
}

/* Feeds a text and its end. Where the output is not as it should be and iconv has not complained, goes over the text
 * again to see where that begins. */
static int decode_text(struct conversion *conversion, const char *text, size_t bytes, size_t *at)
{
    size_t before;
    size_t done;
    int failure = feed_text(conversion, text, bytes, SIZE_MAX, at);

    if (failure == EILSEQ) {
        iconv(conversion->descriptor, NULL, NULL, NULL, NULL);
        conversion->out.used = 0;
        conversion->replaced = false;
        failure = feed_text(conversion, text, bytes, *at, at);
    }
    if (failure != 0)
        return failure;
    before = conversion->out.used;
    failure = feed(conversion, NULL, 0, &done);
    if (failure == 0 && !utf8_is_well_formed(conversion->out.bytes + before, conversion->out.used - before))
        failure = EILSEQ;
    return failure;
}

/* Into *out, all zeros before, goes what is well-formed up to the error, if there is one; the caller frees it in any
 * case. */
static enum charset_outcome decode(const struct source *source, const char *data, size_t bytes, struct buffer *out,
                                   struct charset_error *error)
{
    struct conversion conversion;
    enum charset_outcome outcome = open_conversion(&conversion, utf_8.name, source->iconv_name);
    size_t at;
    size_t left;
    int failure;

    if (outcome != CHARSET_OK)
        return outcome;
    failure = decode_text(&conversion, source->mark_bytes > 0 ? data + source->mark_bytes : data,
                          bytes - source->mark_bytes, &at);
    close_conversion(&conversion, out);
    if (failure == 0)
        return CHARSET_OK;
    if (failure == ENOMEM)
        return CHARSET_NO_MEMORY;
    at += source->mark_bytes;
    left = bytes - at;
    *error = (struct charset_error){.offset = at, .bytes = left};
    if (failure != EINVAL && left > source->unit_bytes)
        error->bytes = source->unit_bytes;
    return CHARSET_ILL_FORMED;
}

/* Whether the letters "paid" stand at data with `step` bytes for each and zeros between them. */
static bool is_wide_name(const char *data, size_t bytes, size_t step)
{
    if (bytes <= 3 * step)
        return false;
    for (size_t i = 0; i <= 3 * step; i++) {
        if (i % step != 0 ? data[i] != 0 : (data[i] | 0x20) != "paid"[i / step])
            return false;
    }
    return true;
}

size_t charset_find_wide_name(const char *data, size_t bytes)
{
    const char *zero = bytes > 0 ? memchr(data, 0, bytes) : NULL;

    if (zero == NULL)
        return bytes;
    for (size_t at = zero == data ? 0 : (size_t)(zero - data) - 1; at < bytes; at++) {
        if (is_wide_name(data + at, bytes - at, 2) || is_wide_name(data + at, bytes - at, 4))
            return at;
    }
    return bytes;
}

enum charset_outcome charset_to_utf8(const char *from, const char *data, size_t bytes, char **converted,
                                     size_t *converted_bytes, struct charset_error *error)
{
    struct charset charset = find_charset(from);
    struct source source;
    struct buffer out = {0};
    enum charset_outcome outcome;

    *converted = NULL;
    *converted_bytes = 0;
    *error = (struct charset_error){0};
    if (charset.kind == KIND_REFUSED)
        return CHARSET_UNKNOWN;
    if (bytes > (size_t)PTRDIFF_MAX)
        return CHARSET_NO_MEMORY;
    if (is_swapped(&charset, data, bytes)) {
        error->bytes = charset.form->unit_bytes;
        return CHARSET_ILL_FORMED;
    }
    source = find_source(&charset, data, bytes);
    if (source.iconv_name == NULL)
        return CHARSET_OK;
    outcome = decode(&source, data, bytes, &out, error);
    if (outcome != CHARSET_OK) {
        free(out.bytes);
        return outcome;
    }
    *converted = out.bytes;
    *converted_bytes = out.used;
    return CHARSET_OK;
}

/* ---- From the text back to the input ----------------------------------------------------------------------------- */

struct charset_cursor {
    iconv_t descriptor;
    const char *data;
    size_t bytes;
    size_t mark_bytes;
    size_t at;          /* in the input */
    size_t text_offset; /* what was made of all before it */
};

enum charset_outcome charset_cursor_open(const char *from, const char *data, size_t bytes,
                                         struct charset_cursor **cursor)
{
    struct charset charset = find_charset(from);
    struct source source = find_source(&charset, data, bytes);
    struct conversion conversion;
    enum charset_outcome outcome;

    *cursor = NULL;
    if (source.iconv_name == NULL)
        return CHARSET_UNKNOWN;
    outcome = open_conversion(&conversion, utf_8.name, source.iconv_name);
    if (outcome != CHARSET_OK)
        return outcome;
    *cursor = malloc(sizeof **cursor);
    if (*cursor == NULL) {
        close_conversion(&conversion, NULL);
        return CHARSET_NO_MEMORY;
    }
    **cursor = (struct charset_cursor){.descriptor = conversion.descriptor,
                                       .data = data,
                                       .bytes = bytes,
                                       .mark_bytes = source.mark_bytes,
                                       .at = source.mark_bytes};
    return CHARSET_OK;
}

/* Converts at most `window` bytes of input, as far as the text does not go beyond `most`: iconv stops before a
 * character that it has no room for. False where that is at once. */
static bool advance(struct charset_cursor *cursor, size_t window, size_t most)
{
    char text[WINDOW_BYTES];
    char *from = (char *)(uintptr_t)(cursor->data + cursor->at); /* which iconv does not write to */
    char *to = text;
    size_t left = window < cursor->bytes - cursor->at ? window : cursor->bytes - cursor->at;
    size_t room = most - cursor->text_offset < sizeof text ? most - cursor->text_offset : sizeof text;

    iconv(cursor->descriptor, (void *)&from, &left, &to, &room);
    if (to == text && from == cursor->data + cursor->at)
        return false;
    cursor->at = (size_t)(from - cursor->data);
    cursor->text_offset += (size_t)(to - text);
    return true;
}

/* Windows are about as large as what is missing, so that many places close to each other cost no more than a few. */
size_t charset_cursor_seek(struct charset_cursor *cursor, size_t text_offset)
{
    if (text_offset < cursor->text_offset) {
        iconv(cursor->descriptor, NULL, NULL, NULL, NULL);
        cursor->at = cursor->mark_bytes;
        cursor->text_offset = 0;
    }
    while (cursor->text_offset < text_offset && cursor->at < cursor->bytes) {
        size_t missing = text_offset - cursor->text_offset;
        size_t window = missing < WINDOW_BYTES ? missing : WINDOW_BYTES;

        /* A window may end inside a character. */
        if (!advance(cursor, window, text_offset) && !advance(cursor, window + SPARE_BYTES, text_offset))
            break;
    }
    return cursor->at;
}

void charset_cursor_close(struct charset_cursor *cursor)
{
    if (cursor != NULL)
        iconv_close(cursor->descriptor);
    free(cursor);
}

/* ---- From UTF-8 -------------------------------------------------------------------------------------------------- */

/* Pieces as one text. */
struct text {
    const struct charset_piece *pieces;
    size_t count;
    size_t bytes;
    size_t mark_bytes; /* of its byte order mark, which is not converted */
};

static bool make_text(struct text *text, const struct charset_piece *pieces, size_t count)
{
    size_t first = 0;

    *text = (struct text){.pieces = pieces, .count = count};
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].bytes > (size_t)PTRDIFF_MAX - text->bytes)
            return false;
        text->bytes += pieces[i].bytes;
    }
    while (first < count && pieces[first].bytes == 0)
        first++;
    if (first < count && has_mark(&utf_8, pieces[first].text, pieces[first].bytes))
        text->mark_bytes = utf_8.mark_bytes;
    return true;
}

/* Says which code point is, or goes over, the byte at an offset (less than the text's size). */
static enum charset_outcome tell_unrepresentable(const struct text *text, size_t offset, struct charset_error *error)
{
    const struct charset_piece *piece = text->pieces;
    size_t at = offset;

    for (; at >= piece->bytes; piece++)
        at -= piece->bytes;
    while (at > 0 && ((unsigned char)piece->text[at] & 0xC0) == 0x80) {
        at--;
        offset--;
    }
    error->offset = offset;
    error->bytes = utf8_decode(piece->text + at, piece->bytes - at, &error->code_point);
    if (error->code_point != UTF8_ILL_FORMED)
        return CHARSET_UNREPRESENTABLE;
    error->code_point = 0;
    return CHARSET_ILL_FORMED;
}

/* Gives what feed does. *done counts bytes of the text, its mark included. */
static int feed_pieces(struct conversion *conversion, const struct text *text, size_t *done)
{
    size_t skip = text->mark_bytes;

    *done = 0;
    for (size_t i = 0; i < text->count; i++) {
        const struct charset_piece *piece = &text->pieces[i];
        size_t at;
        int failure;

        if (piece->bytes == 0)
            continue;
        failure = feed_text(conversion, piece->text + skip, piece->bytes - skip, SIZE_MAX, &at);
        *done += skip + at;
        if (failure != 0)
            return failure;
        skip = 0;
    }
    return 0;
}

/* How many bytes of a text, after its mark, are the same as these. */
static size_t count_same(const struct text *text, const struct buffer *other)
{
    size_t same = 0;
    size_t skip = text->mark_bytes;

    for (size_t i = 0; i < text->count; i++) {
        for (size_t at = skip; at < text->pieces[i].bytes; at++, same++) {
            if (same == other->used || text->pieces[i].text[at] != other->bytes[same])
                return same;
        }
        if (text->pieces[i].bytes > 0)
            skip = 0;
    }
    return same;
}

/* Converts what was encoded of a text back and compares. */
static enum charset_outcome verify(const char *iconv_name, const struct text *text, const char *encoded, size_t bytes,
                                   struct charset_error *error)
{
    struct source source = {iconv_name, 1, 0};
    struct charset_error ignored;
    struct buffer back = {0};
    enum charset_outcome outcome = decode(&source, encoded, bytes, &back, &ignored);
    size_t expected = text->bytes - text->mark_bytes;

    if (expected > 0 && (outcome == CHARSET_OK || outcome == CHARSET_ILL_FORMED)) {
        size_t same = count_same(text, &back);

        if (outcome == CHARSET_ILL_FORMED || same < expected || same < back.used)
            outcome = tell_unrepresentable(text, text->mark_bytes + (same < expected ? same : expected - 1), error);
    }
    free(back.bytes);
    return outcome;
}

/* Feeds the pieces and their end, behind a byte order mark. Gives 0, or ENOMEM, or what iconv says about what follows
 * *done bytes of the text; these are ended properly all the same. */
static int encode_text(struct conversion *conversion, const struct form *mark, const struct text *text, size_t *done)
{
    int failure;
    int end_failure;
    size_t nothing;

    *done = 0;
    if (!reserve(&conversion->out, text->bytes + SPARE_BYTES))
        return ENOMEM;
    if (mark != NULL) {
        memcpy(conversion->out.bytes, mark->mark, mark->mark_bytes);
        conversion->out.used = mark->mark_bytes;
    }
    failure = feed_pieces(conversion, text, done);
    end_failure = failure != ENOMEM ? feed(conversion, NULL, 0, &nothing) : 0;
    return failure != 0 ? failure : end_failure;
}

/* Into *out, all zeros before; the caller frees it in any case. The text has more in it than a mark. */
static enum charset_outcome encode(const struct charset *charset, const struct text *text, struct buffer *out,
                                   struct charset_error *error)
{
    const struct form *mark = charset->kind == KIND_MARKED ? charset->form : NULL;
    size_t mark_bytes = mark != NULL ? mark->mark_bytes : 0;
    struct text before = *text; /* what iconv complains about, if it does */
    struct conversion conversion;
    enum charset_outcome outcome = open_conversion(&conversion, charset->iconv_name, utf_8.name);
    int failure;

    if (outcome != CHARSET_OK)
        return outcome;
    failure = encode_text(&conversion, mark, text, &before.bytes);
    close_conversion(&conversion, out);
    if (failure == ENOMEM)
        return CHARSET_NO_MEMORY;
    /* A character that would not come back may stand before the one that iconv complains about. */
    outcome = verify(charset->iconv_name, &before, out->bytes + mark_bytes, out->used - mark_bytes, error);
    /* U+FFFE at the beginning would be taken for the mark of the other byte order. */
    if (outcome == CHARSET_OK && mark == NULL && is_swapped(charset, out->bytes, out->used))
        outcome = tell_unrepresentable(text, text->mark_bytes, error);
    if (outcome == CHARSET_OK && failure != 0)
        outcome = tell_unrepresentable(text, before.bytes < text->bytes ? before.bytes : text->bytes - 1, error);
    return outcome;
}

enum charset_outcome charset_from_utf8(const char *to, const struct charset_piece *pieces, size_t count,
                                       char **converted, size_t *converted_bytes, struct charset_error *error)
{
    struct charset charset = find_charset(to);
    struct text text;
    struct buffer out = {0};
    enum charset_outcome outcome = CHARSET_OK;

    *converted = NULL;
    *converted_bytes = 0;
    *error = (struct charset_error){0};
    if (charset.kind == KIND_UTF_8)
        return CHARSET_OK;
    if (charset.iconv_name == NULL)
        return CHARSET_UNKNOWN;
    if (!make_text(&text, pieces, count))
        return CHARSET_NO_MEMORY;
    if (text.bytes > text.mark_bytes)
        outcome = encode(&charset, &text, &out, error);
    else if (!charset_known(to))
        outcome = CHARSET_UNKNOWN;
    else if (!reserve(&out, 1))
        outcome = CHARSET_NO_MEMORY;
    if (outcome != CHARSET_OK) {
        free(out.bytes);
        return outcome;
    }
    *converted = out.bytes;
    *converted_bytes = out.used;
    return CHARSET_OK;
}

/* ---- Questions --------------------------------------------------------------------------------------------------- */

bool charset_known(const char *name)
{
    struct charset charset = find_charset(name);
    struct conversion conversion;

    if (charset.kind != KIND_OTHER)
        return charset.kind != KIND_REFUSED;
    if (open_conversion(&conversion, utf_8.name, charset.iconv_name) != CHARSET_OK)
        return false;
    close_conversion(&conversion, NULL);
    return true;
}

bool charset_is_utf8(const char *name)
{
    return find_charset(name).kind == KIND_UTF_8;
}

bool charset_looks_like_gb18030(const char *data, size_t bytes)
{
    static const struct source gb18030 = {"GB18030", 1, 0};
    struct buffer out = {0};
    struct charset_error ignored;
    bool looks_so = false;

    if (bytes <= (size_t)PTRDIFF_MAX && may_be_gb18030(data, bytes))
        looks_so = decode(&gb18030, data, bytes, &out, &ignored) == CHARSET_OK;
    free(out.bytes);
    return looks_so;
}
