/* random_text.c - texts for the search for damaged markers: markers, damaged, among what confuses
 * SPDX-License-Identifier: MIT
 */
#include "random_text.h"

#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sebastiano Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled", 2016. */
size_t random_below(struct random *random, size_t below)
{
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return (size_t)((random->state * UINT64_C(2685821657736338717) >> 33) % below);
}

bool random_is(struct random *random, size_t one_in)
{
    return random_below(random, one_in) == 0;
}

/* ---- Sets -------------------------------------------------------------------------------------------------------- */

#define P16 "pppppppppppppppp"

static const struct {
    const char *names;
    size_t count;
    struct paidmark_marker_pair pairs[2];
} sets[] = {
    {"default", 0, {{0}}},
    {"fastadmin", 0, {{0}}},
    {"ghost,more", 0, {{0}}},
    {NULL, 1, {{TOKEN("【付费开始】"), TOKEN("【付费结束】"), 0, 0}}},
    {NULL, 1, {{TOKEN("### BEGIN SOLUTION"), TOKEN("### END SOLUTION"), 0, 0}}},
    {NULL, 1, {{TOKEN("<!--paidbegin-->"), TOKEN("<!--paidend-->"), 0, 0}}},
    {NULL, 2, {{TOKEN("[x]"), TOKEN("{%pq%}"), 0, 0}, {TOKEN("%%lock-here ~~"), TOKEN("~"), 0, 0}}},
    {NULL, 1, {{TOKEN(P16 P16 P16 P16), TOKEN("&&p&&"), 0, 0}}},
    {NULL, 1, {{TOKEN("<hidden-part>"), TOKEN("</hidden-part>"), 0, 0}}},
    /* A short name, which means one that is no coinage, of more letters than the prefilter looks at. */
    {NULL, 1, {{TOKEN("[premiumsubscribers]"), TOKEN("[/premiumsubscribers]"), 0, 0}}},
    /* They begin with what goes on with an escape before them, or ends it. */
    {NULL, 2, {{TOKEN("3 cut here"), TOKEN("_cut"), 0, 0}, {TOKEN("dead-end"), TOKEN("]cut["), 0, 0}}},
    /* More letters than an automaton has bits. */
    {"ghost,more",
     2,
     {{TOKEN("{% BEGIN SOLUTION %}"), TOKEN("{/*x-->"), 0, 0}, {TOKEN("%x"), TOKEN("{#aжжжж#}"), 0, 0}}},
};

size_t random_set_count(void)
{
    return COUNT_OF(sets);
}

struct paidmark_marker_set *random_set(size_t index)
{
    struct paidmark_marker_set *set = new_set(sets[index].names, sets[index].pairs, sets[index].count);

    assert_non_null(set);
    return set;
}

/* ---- Texts ------------------------------------------------------------------------------------------------------- */

static const char *const fragments[] = {
    " ",        "  ",       "\n",      "\r\n",    "\t",         "-",          "_",
    "*",        "**",       ".",       ",",       "/",          ":",          ";",
    "!",        "?",        "'",       "\"",      "`",          "\\",         "#",
    "##",       "$",        "%",       "&",       "<",          ">",          "[",
    "]",        "{",        "}",       "|",       "=",          "~",          "@",
    "^",        "+",        "(",       ")",       "--",         "a",          "b",
    "d",        "e",        "g",       "i",       "n",          "p",          "x",
    "u",        "A",        "P",       "E",       "0",          "2",          "3",
    "5",        "25",       "付",      "费",      "ｐ",         "Ａ",         "＃",
    "＄",       "＜",       "＞",      "\u0440",  "\u00AD",     "\u200B",     "\u0332",
    "\u00A0",   "\u3000",   "\u2028",  "\u2014",  "\u266F",     "\uFB01",     "\u1D456",
    "→",        "⅓",        "\b",      "p\bp",    "_\b",        "\x1B[1m",    "\x1B[",
    "&#35;",    "&#35",     "&#x23;",  "&num;",   "&amp;",      "&amp;num;",  "&nbsp;",
    "&lt;",     "&gt",      "&lt",     "&shy;",   "&#112;",     "&#x70",      "&am",
    "&#",       "%23",      "%2523",   "%70",     "%",          "%2",         "=23",
    "=70",      "=\n",      "=\r\n",   "=3D",     "=E4=BB=98",  "%E4%BB%98",  "\\x23",
    "\\x70",    "\\u0070",  "\\u{70}", "\\u4ED8", "\\160",      "\\23 ",      "\\70 ",
    "\\n",      "\\t",      "\\#",     "\\\\",    "\\p",        "\\u35 ?",    "\\u35 \\'3f",
    "\\'23",    "\\slash ", "\\fB",    "\\f[CB]", "\\&",        "\\[u0070]",  "\\textdollar{}",
    "{[}",      "{\\i ",    "{<}",     "<b>",     "</b>",       "<i x=\"",    "<br/>",
    "<!-- -->", "<!---->",  "<wbr>",   "<a b>",   "<p",         "[]{#x}",     "[]{#",
    "<!--",     "-->",      "/*",      "*/",      "{#",         "#}",         "{%",
    "%}",       "paid",     "begin",   "end",     "\U0001D429", "\U0001F600", "\\u35",
    "\\tab",    "\\&#x70",
};

static size_t fragment(struct random *random, char *to)
{
    const char *text = fragments[random_below(random, COUNT_OF(fragments))];

    memcpy(to, text, strlen(text));
    return strlen(text);
}

/* Copies one character of a token, or does something else to it. */
static size_t damaged_character(struct random *random, size_t one_in, const char *character, size_t bytes, char *to)
{
    size_t written = 0;

    if (!random_is(random, one_in)) {
        memcpy(to, character, bytes);
        return bytes;
    }
    switch (random_below(random, 6)) {
    case 0: /* left out */
        return 0;
    case 1: /* put in */
        written = fragment(random, to);
        memcpy(to + written, character, bytes);
        return written + bytes;
    case 2:
        memcpy(to, character, bytes);
        written = bytes + fragment(random, to + bytes);
        return written + fragment(random, to + written);
    case 3: /* doubled */
        memcpy(to, character, bytes);
        memcpy(to + bytes, character, bytes);
        return 2 * bytes;
    case 4:
        if (bytes == 1 && random_is(random, 2))
            return (size_t)sprintf(to, random_is(random, 2) ? "&#%d;" : "\\x%02x", (unsigned char)*character);
        *to = (char)(bytes == 1 && *character >= 'a' ? *character ^ 0x20 : '.');
        return 1;
    default:
        return fragment(random, to);
    }
}

static size_t damaged_token(struct random *random, const struct paidmark_token *token, char *to)
{
    size_t written = 0, one_in = 2 + random_below(random, 12), bytes;

    for (size_t at = 0; at < token->bytes; at += bytes) {
        bytes = paidmark_sequence_bytes((unsigned char)token->text[at]);
        written += damaged_character(random, one_in, token->text + at, bytes, to + written);
    }
    return written;
}

void random_text_make(struct random_text *text, struct random *random, const struct paidmark_marker_set *set,
                      size_t bytes)
{
    static char buffer[16 * RANDOM_TEXT_MAX];
    const struct paidmark_matcher *matcher = &set->matcher;
    size_t written = 0;

    assert_true(bytes <= RANDOM_TEXT_MAX);
    while (written < bytes) {
        const struct paidmark_token *token = &matcher->tokens[random_below(random, matcher->count)];

        if (random_is(random, 3)) {
            written += damaged_token(random, token, buffer + written);
        } else if (random_is(random, 8)) {
            memcpy(buffer + written, token->text, token->bytes);
            written += token->bytes;
        } else {
            written += fragment(random, buffer + written);
        }
    }
    text->text = (unsigned char *)exact_copy(buffer, written);
    text->bytes = written;
}

void random_text_free(struct random_text *text)
{
    free(text->text);
}

bool is_character_start(const struct random_text *text, size_t at)
{
    return at == text->bytes || (text->text[at] & 0xC0) != 0x80;
}

void fail_at(const struct random_text *text, size_t at, const char *why)
{
    struct outline shown = {.bytes = 0};

    for (size_t i = at > 60 ? at - 60 : 0; i < text->bytes && i < at + 100; i++) {
        unsigned char byte = text->text[i];

        outline_add(&shown, "%s", i == at ? "»" : "");
        outline_add(&shown, byte < ' ' || byte == '\\' ? "\\%03o" : "%c", byte);
    }
    fail_msg("%s: \"%s\"", why, shown.text);
}
