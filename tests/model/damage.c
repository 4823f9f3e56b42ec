/* damage.c - tokens as input methods, editors, converters and tired authors leave them
 * SPDX-License-Identifier: MIT
 */
#include "damage.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Other ways to write a character, besides those that a rule makes. */
static const struct spelling {
    const char *character;
    const char *others[8];
} spellings[] = {
    {"#", {"♯", "№", "﹟", "⌗", "&num;", "{#}", "&amp;num;", "\\[u0023]"}},
    {"$", {"€", "£", "¥", "&dollar;", "\\textdollar{}", "＄", "\\$", "\\\\$"}},
    {"<", {"&lt;", "&lt", "《", "«", "‹", "\\textless{}", "{<}", "&amp;lt;"}},
    {">", {"&gt;", "&gt", "》", "»", "→", "\\textgreater ", "{>}", "&amp;gt;"}},
    {"!", {"！", "&#33;", "ǃ", "!!", "‼", "¡", "\\!", "!"}},
    {"-", {"–", "—", "&ndash;", "−", "ー", "--", "\\-", "---"}},
    {"/", {"／", "∕", "&sol;", "\\/", "//", "⁄", "/ ", "|"}},
    {"[", {"【", "［", "&lsqb;", "\\lbrack", "{[}", "「", "((", "[]{#x}["}},
    {"]", {"】", "］", "&#x5D", "{]}", "」", "]]", "〕", ")"}},
    {"【", {"[", "［", "〖", "「", "&#x3010;", "&#12304;", "\\u3010", "=E3=80=90"}},
    {"】", {"]", "］", "〗", "」", "&#x3011;", "%E3%80%91", "\\343\\200\\221", "]]"}},
    {"a", {"а", "ⓐ", "ᴀ", "α", "á", "𝐚", "a\xCC\xB2", "@"}},
    {"b", {"ᖯ", "ⓑ", "Ь", "𝐛", "b\b", "ｂ", "B", "ḃ"}},
    {"d", {"ԁ", "ⓓ", "ᴅ", "đ", "𝐝", "d\xE2\x80\x8D", "D", "∂"}},
    {"e", {"е", "é", "ⓔ", "&eacute;", "𝐞", "ee", "3", "ɛ"}},
    {"f", {"ﬁ", "ﬀ", "ﬃ", "ｆ", "ƒ", "F", "ff", "f"}},
    {"g", {"ց", "ⓖ", "ɡ", "9", "𝐠", "G", "gg", "ğ"}},
    {"i", {"і", "ı", "Ⅰ", "ᴀɪ", "1", "l", "í", "ﬁ"}},
    {"l", {"I", "1", "ł", "|", "ⅼ", "ĺ", "Ⅼ", "ll"}},
    {"m", {"ｍ", "rn", "м", "Ⅿ", "ⓜ", "nn", "M", "ḿ"}},
    {"n", {"п", "ո", "ñ", "ⓝ", "Ν", "N", "m", "ŉ"}},
    {"o", {"о", "0", "ο", "ø", "ⓞ", "°", "O", "½"}},
    {"p", {"р", "ρ", "ⓟ", "𝐩", "🅿", "🅳", "pр", "P"}},
    {"r", {"г", "ⓡ", "ř", "R", "ɾ", "n", "rr", "㎭"}},
    {"s", {"ѕ", "ß", "ⓢ", "5", "$", "S", "ſ", "ss"}},
    {"费", {"貴", "&#36153;", "费费", "\xEF\xA4\x80", "費", "\\u8d39", "%E8%B4%B9", "ヒ"}},
    {"始", {"站", "&#x59cb;", "始 ", "台", "ー始", "-始", "か", "始\xE2\x80\x8B"}},
};

/* What may be between two characters, or is in the way. */
static const char *const betweens[] = {
    " ",
    " ",
    " ",
    "  ",
    "\t",
    "-",
    "_",
    "*",
    "**",
    "\\",
    "`",
    ".",
    ",",
    ":",
    "/",
    "'",
    "\"",
    "(",
    ")",
    "+",
    "@",
    "~",
    "|",
    "=",
    "%",
    "&",
    "?",
    "\n",
    "\r\n",
    "\r",
    "\n> ",
    "-\n",
    "=\n",
    "=\r\n",
    "\xC2\xAD",
    "\xE2\x80\x8B",
    "\xE2\x80\x8D",
    "\xEF\xBB\xBF",
    "\xC2\xA0",
    "\xE3\x80\x80",
    "&nbsp;",
    "&shy;",
    "&ensp;",
    "&#8203;",
    "&#10;",
    "<b>",
    "</b>",
    "<span class=\"x\">",
    "<wbr>",
    "<!-- -->",
    "<!---->",
    "<br/>",
    "<?x?>",
    "[]{#id}",
    "\x1B[1m",
    "\x1B[0m",
    "\xCC\x81",
    "\xEF\xB8\x8F",
    "\x07",
    "\b",
    "_\b",
    "x\b",
    "\\fB",
    "\\&",
    "\\n",
    "\\t",
    "{\\i ",
    "}",
    "{",
    "{}",
    "\\u200b?",
    "\\-",
    "\\ ",
    "%20",
    "%C2%AD",
    "=20",
    "=C2=AD",
    "\\u00ad",
    "\\x20",
    "\\040",
    "\\'ad",
    "---",
    "-----",
    "------",
    "          ",
    "               ",
    "……",
    "…",
    "、",
    "。",
    "#",
    "$",
    "<",
    ">",
    "!",
    "--",
    "→",
    "½",
    "ﬁ",
    "x",
    "7",
    "中",
    "か",
    "\xF0\x9F\x98\x80",
    "\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B",
    "<a title=\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">"};

const char *random_between(struct random_source *source)
{
    return betweens[random_below(source, COUNT(betweens))];
}

static size_t character_bytes(const char *text)
{
    unsigned char byte = (unsigned char)*text;

    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/* Escapes, of a code point or of each of its bytes. */
static const struct escape {
    const char *format;
    bool is_of_bytes;
} escapes[] = {
    {"&#%u;", false},     {"&#x%x;", false},    {"&#%u", false},    {"&#x%X", false},         {"%%%02X", true},
    {"=%02X", true},      {"\\u%04x", false},   {"\\x%02x", true},  {"\\%03o", true},         {"\\u{%x}", false},
    {"%%25%02x", true},   {"&amp;#%u;", false}, {"\\%x ", false},   {"\\'%02x", true},        {"\\u%u?", false},
    {"%%u%04X", false},   {"\\\\x%02x", true},  {"\\U%08x", false}, {"\\%03o\xCC\xB2", true}, {"&amp;amp;#%u;", false},
    {"\\[u%04X]", false}, {"\\%03o ", true},
};

/* Ways to write an ASCII character with something beside it that does not show. */
static const char *const disguises[] = {"\\%c", "_\b%c", "{%c}", "\\\\%c", "%c\xE2\x80\x8D"};

static const struct escape *random_escape(struct random_source *source)
{
    return &escapes[random_below(source, COUNT(escapes))];
}

static uint32_t code_point_of(const char *character, size_t bytes)
{
    uint32_t code_point = (unsigned char)*character;

    if (bytes > 1)
        code_point &= 0x7Fu >> bytes;
    for (size_t i = 1; i < bytes; i++)
        code_point = code_point << 6 | ((unsigned char)character[i] & 0x3Fu);
    return code_point;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static size_t write_escaped(const struct escape *escape, const char *character, size_t bytes, char *out)
{
    size_t written = 0;

    if (!escape->is_of_bytes)
        return (size_t)sprintf(out, escape->format, code_point_of(character, bytes));
    for (size_t i = 0; i < bytes; i++)
        written += (size_t)sprintf(out + written, escape->format, (unsigned char)character[i]);
    return written;
}

static size_t write_disguised(struct random_source *source, char character, char *out)
{
    if (random_below(source, 6) == 0)
        return (size_t)sprintf(out, "%c\b%c", character, character);
    return (size_t)sprintf(out, disguises[random_below(source, COUNT(disguises))], character);
}
#pragma GCC diagnostic pop

/* The full-width form of a character. */
static size_t write_wide(char character, char *out)
{
    unsigned code = (unsigned)character - 0x21 + 0xFF01;

    out[0] = (char)(0xE0 | code >> 12);
    out[1] = (char)(0x80 | (code >> 6 & 0x3F));
    out[2] = (char)(0x80 | (code & 0x3F));
    return 3;
}

static size_t copy(const char *text, size_t bytes, char *out)
{
    memcpy(out, text, bytes);
    return bytes;
}

static size_t write_other(struct random_source *source, const char *character, size_t bytes, char *out)
{
    char lower = *character >= 'A' && *character <= 'Z' ? (char)(*character + 0x20) : *character;

    for (size_t i = 0; i < COUNT(spellings); i++) {
        if (strncmp(spellings[i].character, bytes == 1 ? &lower : character, bytes) == 0 &&
            strlen(spellings[i].character) == bytes) {
            const char *other = spellings[i].others[random_below(source, 8)];

            return copy(other, strlen(other), out);
        }
    }
    return copy(character, bytes, out);
}

/* Some way to write a character that is meant to be this one. */
static size_t write_character(struct random_source *source, const char *character, size_t bytes, char *out)
{
    bool is_graphic = bytes == 1 && *character > ' ' && *character < 0x7F;

    switch (random_below(source, is_graphic ? 6 : 3)) {
    case 0:
    case 1:
        return write_other(source, character, bytes, out);
    case 2:
        return write_escaped(random_escape(source), character, bytes, out);
    case 3:
        return write_disguised(source, *character, out);
    case 4:
        return write_wide(*character, out);
    default:
        *out = *character;
        if ((*character >= 'a' && *character <= 'z') || (*character >= 'A' && *character <= 'Z'))
            *out ^= 0x20;
        return 1;
    }
}

/* How a token is damaged: so many percent of its characters, and with what. */
struct damage {
    uint32_t written_otherwise, in_between, left_out, doubled, replaced, swapped, escaped;
    /* Mostly it is the same thing again and again. */
    const char *between;         /* NULL: any */
    const struct escape *escape; /* NULL: any */
};

static struct damage random_damage(struct random_source *source)
{
    static const uint32_t rates[] = {0, 0, 0, 3, 8, 15, 40};
    static const uint32_t lower_rates[] = {0, 0, 0, 0, 3, 7, 12};
    struct damage damage;

    damage.written_otherwise = rates[random_below(source, COUNT(rates))];
    damage.in_between = rates[random_below(source, COUNT(rates))];
    damage.left_out = lower_rates[random_below(source, COUNT(lower_rates))];
    damage.doubled = lower_rates[random_below(source, COUNT(lower_rates))];
    damage.replaced = lower_rates[random_below(source, COUNT(lower_rates))];
    damage.swapped = lower_rates[random_below(source, COUNT(lower_rates))];
    damage.escaped = random_below(source, 6) == 0 ? 100 : lower_rates[random_below(source, COUNT(lower_rates))];
    if (random_below(source, 12) == 0)
        damage.in_between = 95;
    damage.between = random_below(source, 3) == 0 ? NULL : random_between(source);
    damage.escape = random_below(source, 3) == 0 ? NULL : random_escape(source);
    return damage;
}

static bool happens(struct random_source *source, uint32_t percent)
{
    return percent > 0 && random_below(source, 100) < percent;
}

static size_t write_damaged(struct random_source *source, const struct damage *damage, const char *character,
                            size_t bytes, char *out)
{
    size_t written = 0;

    if (happens(source, damage->left_out))
        return 0;
    for (uint32_t times = happens(source, damage->doubled) ? 2 : 1; times > 0; times--) {
        if (happens(source, damage->replaced))
            out[written++] = "abdeginprxmo#$<->1 "[random_below(source, 19)];
        else if (happens(source, damage->escaped))
            written +=
                write_escaped(damage->escape ? damage->escape : random_escape(source), character, bytes, out + written);
        else if (happens(source, damage->written_otherwise))
            written += write_character(source, character, bytes, out + written);
        else
            written += copy(character, bytes, out + written);
    }
    if (happens(source, damage->in_between)) {
        const char *thing = damage->between ? damage->between : random_between(source);

        written += copy(thing, strlen(thing), out + written);
    }
    return written;
}

size_t damage_token(struct random_source *source, const char *token, size_t token_bytes, char *out)
{
    struct damage damage = random_damage(source);
    size_t written = 0;

    for (size_t at = 0; at < token_bytes && written < DAMAGED_BYTES_MAX - 600;) {
        size_t bytes = character_bytes(token + at);
        size_t next = at + bytes;

        if (next < token_bytes && happens(source, damage.swapped)) {
            size_t next_bytes = character_bytes(token + next);

            written += write_damaged(source, &damage, token + next, next_bytes, out + written);
            next += next_bytes;
        }
        written += write_damaged(source, &damage, token + at, bytes, out + written);
        at = next;
    }
    return written;
}
