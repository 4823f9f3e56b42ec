/* texts.c - random small documents made of markers, damaged markers and what surrounds them
 * SPDX-License-Identifier: MIT
 */
#include "texts.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const fragments[] = {
    /* exact markers, several times: a document without them says little */
    "##paidbegin##", "##paidend##", "##paidbegin##", "##paidend##", "##paidbegin##\n", "\n##paidend##", "$$paidbegin$$",
    "$$paidend$$", "<paid>", "</paid>", "<!--more-->", "<!--members-only-->",
    /* damaged ones */
    "PaidBegin", "paidbegin", "paidend", "padibegin", "paiedend", "paidbegn", "paidbeginn", "aidbegin", "paidned",
    "paid begin", "##paidbegin", "paidend##", "< paid >", "<PAID>", "</ Paid>", "<\xEF\xBD\x90\xEF\xBD\x81id>",
    "<p\xEF\xBD\x81\xEF\xBD\x89\xEF\xBC\xA4 >", "paid", "begin", "end", "p", "a", "i", "d", "b", "e", "g", "n",
    /* signs */
    "#", "##", "$", "$$", "\xEF\xBC\x83", "\xEF\xBC\x84", "\xEF\xB9\x9F", "\xEF\xB9\xA9", "\xE2\x99\xAF", "&#35;",
    "&#X23;", "&num;", "&#36;", "&dollar;", "&#", "&",
    /* full-width letters and digits, other letters and digits */
    "\xEF\xBD\x90", "\xEF\xBC\xA1", "\xEF\xBD\x85", "\xEF\xBC\x92", "x", "2",
    /* characters of no width, blanks, joiners; more than eight of them */
    "\xC2\xAD", "\xE2\x80\x8B", "\xE2\x80\x8D", "\xE2\x81\xA0", "\xEF\xBB\xBF", " ", "\t", "\xC2\xA0", "\xE3\x80\x80",
    "\\", "_", "-", "*", "         ",
    "\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B\xE2\x80\x8B",
    /* line endings, and text of all sizes of characters */
    "\n", "\n", "\r\n", "\r", "\nb\r\n", "\xE4\xB8\xAD", "\xE3\x80\x82", "\xF0\x9F\x98\x80", "\xCC\x81", "\xEF\xB8\x8F",
    "\xE3\x80\x82\xEF\xB8\x8F", "<", "/", ">", "A", "B", "!", ". ",
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

size_t random_text(struct random_source *source, uint32_t pieces, char *text)
{
    uint32_t count = 1 + random_below(source, pieces);
    uint32_t neighbourhood = random_below(source, 2 * COUNT(fragments));
    size_t bytes = 0, recent = 0;

    if (random_below(source, 20) == 0) {
        memcpy(text, "\xEF\xBB\xBF", 3);
        bytes = 3;
    }
    bytes += add_filling(source, text + bytes);
    for (uint32_t i = 0; i < count; i++) {
        const char *fragment = random_fragment(source, neighbourhood);
        size_t fragment_bytes = strlen(fragment);

        if (fragment_bytes > TEXT_BYTES_MAX - bytes)
            break;
        if (random_below(source, 3) == 0)
            recent = bytes;
        memcpy(text + bytes, fragment, fragment_bytes);
        bytes += fragment_bytes;
        if (random_below(source, 60) == 0)
            bytes += repeat(source, text, recent, bytes);
    }
    if (random_below(source, 15) == 0)
        text[random_below(source, (uint32_t)bytes)] = (char)random_below(source, 256);
    if (random_below(source, 30) == 0)
        bytes--;
    return bytes;
}

#define TOKEN(literal) (literal), sizeof(literal) - 1

/* Tokens that are also something else: half of a line ending, letters of names, signs, fillers, entities. */
static const struct paidmark_marker_pair own_pairs[] = {
    {TOKEN("b"), TOKEN("\r")},           {TOKEN("\r"), TOKEN("e")},  {TOKEN("paid"), TOKEN("end")},
    {TOKEN("##paid"), TOKEN("id")},      {TOKEN("#"), TOKEN("$$")},  {TOKEN("\xEF\xBC\x83"), TOKEN("-")},
    {TOKEN("&#35;"), TOKEN("\xC2\xAD")}, {TOKEN("35;"), TOKEN(" ")},
};

static const char *const set_names[] = {"default", "default", "default", "fastadmin", "more", "ghost"};

/* A named set, or behind those one of a pair of its own. */
static const struct paidmark_marker_set *marker_set(size_t number)
{
    static struct paidmark_marker_set *sets[COUNT(set_names) + COUNT(own_pairs)];
    bool own = number >= COUNT(set_names);
    const struct paidmark_marker_pair *pair = own ? &own_pairs[number - COUNT(set_names)] : NULL;

    if (!sets[number] && paidmark_marker_set_new(&sets[number], own ? NULL : set_names[number], &pair, own ? 1 : 0,
                                                 NULL) != PAIDMARK_STATUS_OK)
        abort();
    return sets[number];
}

struct paidmark_options random_options(struct random_source *source)
{
    static const uint32_t policies[] = {PAIDMARK_UNMARKED_FREE, PAIDMARK_UNMARKED_PAID, PAIDMARK_UNMARKED_ERROR};
    struct paidmark_options options = {.size = sizeof options};

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
    options.markers = marker_set(random_below(source, COUNT(set_names)));
    if (random_below(source, 6) == 0)
        options.markers = marker_set(COUNT(set_names) + random_below(source, COUNT(own_pairs)));
    return options;
}

void print_text(const char *text, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        unsigned char byte = (unsigned char)text[i];

        if (byte >= 0x20 && byte < 0x7F && byte != '\\' && byte != '"')
            putchar(byte);
        else
            printf("\\x%02X", byte);
    }
    putchar('\n');
}
