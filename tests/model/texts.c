/* texts.c - random small documents made of markers, damaged markers and what surrounds them
 * SPDX-License-Identifier: MIT
 */
#include "damage.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const fragments[] = {
    /* exact markers of several sets, and tails */
    "##paidbegin##", "##paidend##", "##paidbegin##\n", "\n##paidend##", "$$paidbegin$$", "$$paidend$$", "<paid>",
    "</paid>", "<!--more-->", "<!--more x-->", "<!--more ", "-->", "<!--members-only-->",
    "<!--kg-gated-block:begin nonMember:true-->", "<!--kg-gated-block:begin-->", "<!--kg-gated-block:end-->",
    /* damaged ones */
    "PaidBegin", "paidbegin", "paidend", "padibegin", "paiedend", "paidbegn", "paidbeginn", "aidbegin", "paidned",
    "paid begin", "##paidbegin", "paidend##", "< paid >", "<PAID>", "</ Paid>", "<\xEF\xBD\x90\xEF\xBD\x81id>", "paid",
    "begin", "end", "members-only", "more", "moer", "mor", "/* more */", "{/* more */}", "{# more #}", "{% more %}",
    "BEGIN SOLUTION", "付费开始", "付费开站", "付費開始", "p", "a", "i", "d", "b", "e", "g", "n", "m", "o", "r",
    /* signs */
    "#", "##", "$", "$$", "\xEF\xBC\x83", "\xEF\xBC\x84", "\xEF\xB9\x9F", "\xE2\x99\xAF", "&#35;", "&#X23;", "&num;",
    "&#36;", "&dollar;", "&#", "&", "%", "%23", "%2523", "=23", "\\x23", "\\u0023", "\\#", "{#}", "<!--", "<!", "--",
    "【", "】", "[", "]", "{", "}", "(", ")", "/*", "*/", "{/*", "*/}", "@", "|", "&lt;", "&gt;", "&amp;lt;", "%3C",
    "%3E", "=3C",
    /* full-width letters and digits, other letters and digits */
    "\xEF\xBD\x90", "\xEF\xBC\xA1", "\xEF\xBD\x85", "\xEF\xBC\x92", "x", "2", "\\x70", "&#112;", "%70", "=70",
    "\\u0070", "\\160", "&#x70;", "&#x70", "&#35", "\\textdollar", "\\tab", "\\&#x70", "\\n", "р", "𝐩", "ﬁ", "½", "…",
    /* characters of no width, blanks, joiners; more than eight of them */
    "\xC2\xAD", "\xE2\x80\x8B", "\xE2\x80\x8D", "\xE2\x81\xA0", "\xEF\xBB\xBF", " ", "\t", "\xC2\xA0", "\xE3\x80\x80",
    "\\", "_", "-", "*", "`", "         ", "\x1B[1m", "\b", "x\bx", "<b>", "</b>", "<br/>", "<!-- -->", "[]{#x}",
    "{\\b ", "\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B",
    /* line endings, and text of all sizes of characters */
    "\n", "\n", "\r\n", "\r", "\nb\r\n", "\n> ", "=\n", "\xE4\xB8\xAD", "\xE3\x80\x82", "\xF0\x9F\x98\x80", "\xCC\x81",
    "\xEF\xB8\x8F", "\xE3\x80\x82\xEF\xB8\x8F", "<", "/", ">", "/>", "<paid/>", "A", "B", "!", ". ", "'", ":", ";", ",",
    /* what is not divided */
    "<b c=\"", "\">", "</b>", "<b>", "<!--", "-->", "[", "](", ")", "[b](", "![", "&nbsp;", "&quot;", "&#x301;",
    "&hellip;", "&b", ";", "'", "=",
    /* what closes a sentence, halves of flags */
    "\"", "\xE2\x80\x9D", "\xEF\xBC\x89", "\xF0\x9F\x87\xA8"};

uint32_t random_below(struct random_source *source, uint32_t limit)
{
    source->state ^= source->state << 13;
    source->state ^= source->state >> 7;
    source->state ^= source->state << 17;
    return (uint32_t)(source->state >> 32) % limit;
}

/* A piece of any kind, or of a few kinds that lie together, so that these meet often. */
static const char *random_fragment(struct random_source *source, uint32_t neighbourhood)
{
    if (neighbourhood < COUNT(fragments) && random_below(source, 2) == 0)
        return fragments[(neighbourhood + random_below(source, 12)) % COUNT(fragments)];
    return fragments[random_below(source, COUNT(fragments))];
}

static size_t add_filling(struct random_source *source, char *text)
{
    size_t bytes = random_below(source, 3) == 0 ? random_below(source, 200) : 0;

    for (size_t i = 0; i < bytes; i++)
        text[i] = "xy z."[random_below(source, 5)];
    return bytes;
}

/* Repeats the end of a text, from `begin` on, many times: what stands again and again is judged only once. */
static size_t repeat(struct random_source *source, char *text, size_t begin, size_t bytes)
{
    size_t period = bytes - begin;
    size_t room = TEXT_BYTES_MAX - bytes;
    size_t repeated = period * random_below(source, 30);

    if (repeated > room)
        repeated = room - room % period;
    for (size_t i = bytes; i < bytes + repeated; i++)
        text[i] = text[i - period];
    return repeated;
}

/* Any token of a set; those of the default and of the set fastadmin, which are always looked for, now and then. */
static const char *random_token(struct random_source *source, const struct paidmark_marker_set *set, size_t *bytes)
{
    static const char *const others[] = {"##paidbegin##", "##paidend##", "$$paidbegin$$",
                                         "$$paidend$$",   "<paid>",      "</paid>"};
    const struct paidmark_marker_pair *pair;
    const char *token;
    size_t count = 0;

    if (random_below(source, 5) == 0) {
        token = others[random_below(source, COUNT(others))];
        *bytes = strlen(token);
        return token;
    }
    while (paidmark_marker_set_pair(set, count))
        count++;
    pair = paidmark_marker_set_pair(set, random_below(source, (uint32_t)count));
    token = pair->end && random_below(source, 2) == 0 ? pair->end : pair->begin;
    *bytes = token == pair->end ? pair->end_bytes : pair->begin_bytes;
    return token;
}

/* Something from the lists, a marker, or a damaged marker. */
static size_t add_piece(struct random_source *source, const struct paidmark_marker_set *set, uint32_t neighbourhood,
                        char *text, size_t room)
{
    static char damaged[DAMAGED_BYTES_MAX];
    const char *piece = random_fragment(source, neighbourhood);
    size_t bytes = strlen(piece);

    switch (random_below(source, 6)) {
    case 0:
        piece = random_token(source, set, &bytes);
        break;
    case 1:
    case 2:
        piece = random_token(source, set, &bytes);
        bytes = damage_token(source, piece, bytes, damaged);
        piece = damaged;
        break;
    case 3:
        piece = random_between(source);
        bytes = strlen(piece);
        break;
    default:
        break;
    }
    if (bytes > room)
        return 0;
    memcpy(text, piece, bytes);
    return bytes;
}

size_t random_piece(struct random_source *source, const struct paidmark_marker_set *set, char *text, size_t room)
{
    return add_piece(source, set, COUNT(fragments), text, room);
}

size_t random_text(struct random_source *source, const struct paidmark_marker_set *set, uint32_t pieces, char *text)
{
    uint32_t count = 1 + random_below(source, 1 + random_below(source, pieces));
    uint32_t neighbourhood = random_below(source, 2 * COUNT(fragments));
    size_t bytes = 0, recent = 0;

    if (random_below(source, 20) == 0) {
        memcpy(text, "\xEF\xBB\xBF", 3);
        bytes = 3;
    }
    if (random_below(source, 4) == 0)
        bytes += add_filling(source, text + bytes);
    for (uint32_t i = 0; i < count; i++) {
        if (random_below(source, 3) == 0)
            recent = bytes;
        bytes += add_piece(source, set, neighbourhood, text + bytes, TEXT_BYTES_MAX - bytes);
        if (random_below(source, 100) == 0 && bytes > recent && bytes < 500)
            bytes += repeat(source, text, recent, bytes);
    }
    if (bytes > 0 && random_below(source, 30) == 0)
        text[random_below(source, (uint32_t)bytes)] = (char)random_below(source, 256);
    if (bytes > 0 && random_below(source, 30) == 0)
        bytes--;
    return bytes;
}

#define TOKEN(literal) (literal), sizeof(literal) - 1

/* Tokens that are also something else: half of a line ending, letters of names, signs, fillers, entities; and frames
 * and names of all kinds. */
static const struct paidmark_marker_pair own_pairs[] = {
    {TOKEN("b"), TOKEN("\r"), 0, 0},
    {TOKEN("\r"), TOKEN("e"), 0, 0},
    {TOKEN("paid"), TOKEN("end"), 0, 0},
    {TOKEN("##paid"), TOKEN("id"), 0, 0},
    {TOKEN("#"), TOKEN("$$"), 0, 0},
    {TOKEN("\xEF\xBC\x83"), TOKEN("-"), 0, 0},
    {TOKEN("&#35;"), TOKEN("\xC2\xAD"), 0, 0},
    {TOKEN("35;"), TOKEN(" "), 0, 0},
    {TOKEN("3 cut here"), TOKEN("/cut"), 0, 0},
    {TOKEN("dead-end"), TOKEN("##abcd##"), 0, 0},
    {TOKEN("【付费开始】"), TOKEN("【付费结束】"), 0, 0},
    {TOKEN("【付费】"), TOKEN("【完】"), 0, 0},
    {TOKEN("### BEGIN SOLUTION"), TOKEN("### END SOLUTION"), 0, 0},
    {TOKEN("<!--paidbegin-->"), TOKEN("<!--paidend-->"), 12, 0},
    {TOKEN("{/* more */}"), NULL, 0, 0, 0},
    {TOKEN("<hr class=\"more\">"), NULL, 0, 16, 0},
    {TOKEN("[paid-begin]"), TOKEN("[/paid-begin]"), 11, 12},
    {TOKEN("##paid##begin##"), TOKEN("[paid id='end']"), 0, 0},
    {TOKEN("<hr id=\"read-more\">"), NULL, 0, 18, 0},
    {TOKEN("%%PREMIUM_START%%"), TOKEN("%%PREMIUM_STOP%%"), 0, 0},
};

static const char *const set_names[] = {"default",      "default", "fastadmin",           "more",
                                        "more,default", "ghost",   "more,ghost,fastadmin"};

struct own_token {
    char text[PAIDMARK_TOKEN_BYTES_MAX];
    size_t bytes, tail;
};

/* A frame and a name, or any small thing; a tail now and then. */
static void make_token(struct random_source *source, struct own_token *token)
{
    static const char *const frames[][2] = {
        {"##", "##"},   {"$$", "$$"}, {"<!--", "-->"}, {"<!-- ", " -->"},   {"[", "]"},    {"【", "】"},
        {"{/*", "*/}"}, {"/*", "*/"}, {"{#", "#}"},    {"{% ", " %}"},      {"### ", ""},  {"", "###"},
        {"<", ">"},     {"</", ">"},  {"", ""},        {"(", ")"},          {"@@", "@@"},  {"<<", ">>"},
        {"**", "**"},   {"--", "--"}, {"__", "__"},    {"\\", "\\"},        {"!", "!"},    {"|", "|"},
        {"==", "=="},   {"§§", "§§"}, {"<?", "?>"},    {"«", "»"},          {"&", ";"},    {"#<!~", "~!>#"},
        {":::", ":::"}, {"\"", "\""}, {"'", "'"},      {"(((((((((", "))"}, {"-#-", "#!"}, {"%", ""},
    };
    static const char *const names[] = {
        "paidbegin",   "paid begin",  "members-only",  "BEGIN SOLUTION", "more",     "付费开始",   "付费",
        "完",          "paid",        "begin-paid",    "vip_begin",      "x",        "ab",         "premium content",
        "p1",          "f:i:n:i:s:h", "secret zone",   "付费 begin",     "かんたん", "PAIDBEGIN",  "пауза",
        "aaaaaaa-a",   "ab-ab-ab-ab", "secret - zone", "aжжжж",          "no-more",  "paid#begin", "hr id=\"more\"",
        "paid$ |begin"};
    const char *left = frames[random_below(source, COUNT(frames))][0];
    size_t frame = random_below(source, COUNT(frames));
    const char *name = names[random_below(source, COUNT(names))];
    const char *right = frames[random_below(source, COUNT(frames))][1];

    if (random_below(source, 4) > 0) {
        left = frames[frame][0];
        right = frames[frame][1];
    }
    token->bytes = (size_t)snprintf(token->text, sizeof token->text, "%s%s%s", left, name, right);
    token->tail = strlen(right) > 0 && random_below(source, 4) == 0 ? token->bytes - strlen(right) : 0;
}

/* A set of several random tokens; NULL if two are equal. */
static struct paidmark_marker_set *make_set(struct random_source *source)
{
    struct own_token tokens[6];
    struct paidmark_marker_pair pairs[3];
    const struct paidmark_marker_pair *pointers[3];
    size_t count = 1 + random_below(source, 3);
    struct paidmark_marker_set *set;

    for (size_t i = 0; i < count; i++) {
        struct own_token *begin = &tokens[2 * i], *end = &tokens[2 * i + 1];
        bool divider = random_below(source, 3) == 0;

        make_token(source, begin);
        make_token(source, end);
        pairs[i] = (struct paidmark_marker_pair){
            begin->text, begin->bytes,           divider ? NULL : end->text, divider ? 0 : end->bytes,
            begin->tail, divider ? 0 : end->tail};
        pointers[i] = &pairs[i];
    }
    paidmark_marker_set_new(&set,
                            random_below(source, 6) == 0 ? set_names[random_below(source, COUNT(set_names))] : NULL,
                            pointers, count, NULL);
    return set;
}

struct paidmark_marker_set *random_set(struct random_source *source)
{
    struct paidmark_marker_set *set = NULL;
    const struct paidmark_marker_pair *pair = &own_pairs[random_below(source, COUNT(own_pairs))];

    switch (random_below(source, 4)) {
    case 0:
    case 1:
        paidmark_marker_set_new(&set, set_names[random_below(source, COUNT(set_names))], NULL, 0, NULL);
        return set;
    case 2:
        paidmark_marker_set_new(&set, NULL, &pair, 1, NULL);
        return set;
    default:
        while (!set)
            set = make_set(source);
        return set;
    }
}

struct paidmark_options random_options(struct random_source *source, const struct paidmark_marker_set *set)
{
    static const uint32_t policies[] = {PAIDMARK_UNMARKED_FREE, PAIDMARK_UNMARKED_PAID, PAIDMARK_UNMARKED_ERROR};
    struct paidmark_options options = {.size = sizeof options, .markers = set};

    if (random_below(source, 2) == 0)
        options.flags |= PAIDMARK_OPTION_SALVAGE;
    if (random_below(source, 2) == 0)
        options.flags |= PAIDMARK_OPTION_EXACT;
    if (random_below(source, 6) == 0)
        options.flags |= PAIDMARK_OPTION_NO_LOOKALIKES;
    if (random_below(source, 3) == 0)
        options.unmarked = policies[random_below(source, COUNT(policies))];
    if (random_below(source, 8) == 0)
        options.max_problems = 1 + random_below(source, 3);
    return options;
}

static void print_escaped(const char *text, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        unsigned char byte = (unsigned char)text[i];

        if (byte >= 0x20 && byte < 0x7F && byte != '\\' && byte != '"')
            putchar(byte);
        else
            printf("\\x%02X", byte);
    }
}

void print_text(const char *text, size_t bytes)
{
    print_escaped(text, bytes);
    putchar('\n');
}

void print_set(const struct paidmark_marker_set *set)
{
    const struct paidmark_marker_pair *pair;

    for (size_t i = 0; (pair = paidmark_marker_set_pair(set, i)); i++) {
        printf("  begin \"");
        print_escaped(pair->begin, pair->begin_bytes);
        printf("\" tail %zu, end \"", pair->begin_tail);
        print_escaped(pair->end, pair->end_bytes);
        printf("\" tail %zu\n", pair->end_tail);
    }
}
