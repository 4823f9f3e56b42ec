/* names.c - the names of tokens, and the frames around them
 * SPDX-License-Identifier: MIT
 */
#include "lookalike/names.h"

#include "skeleton/skeleton.h"
#include "utf8.h"

/* A token as it is folded, blanks among it. */
struct folded {
    uint32_t symbols[PAIDMARK_TOKEN_BYTES_MAX * PAIDMARK_PIECE_SYMBOLS_MAX];
    size_t count;
};

static void fold_token(const struct paidmark_token *token, struct folded *folded)
{
    const unsigned char *text = (const unsigned char *)token->text;
    struct paidmark_piece piece;

    folded->count = 0;
    for (size_t at = 0; at < token->bytes; at = piece.end) {
        paidmark_read_piece(text, at, token->bytes, false, &piece);
        memcpy(folded->symbols + folded->count, piece.symbols, piece.count * sizeof *piece.symbols);
        folded->count += piece.count;
    }
}

bool paidmark_is_soft(uint32_t symbol)
{
    return symbol == '-' || symbol == '\\' || symbol == '*' || symbol == '_' || symbol == '`';
}

/* ---- Frames ------------------------------------------------------------------------------------------------------ */

/* What comments begin and end with, without blanks. */
static const struct {
    const char *left, *right; /* both from the name outwards */
} comments[] = {{"--!<", "-->"}, {"*/{", "*/}"}, {"*/", "*/"}, {"#{", "#}"}, {"%{", "%}"}};

static bool begins_with(const uint32_t *signs, size_t count, const char *with)
{
    size_t bytes = strlen(with);

    for (size_t i = 0; i < bytes; i++) {
        if (i == count || signs[i] != (unsigned char)with[i])
            return false;
    }
    return true;
}

size_t paidmark_comment_signs(const uint32_t *signs, size_t count, bool is_left)
{
    for (size_t i = 0; i < sizeof comments / sizeof *comments; i++) {
        const char *with = is_left ? comments[i].left : comments[i].right;

        if (begins_with(signs, count, with))
            return strlen(with);
    }
    return 0;
}

bool paidmark_frame_has(const struct paidmark_frame *frame, uint32_t sign)
{
    for (size_t i = 0; i < frame->count; i++) {
        if (frame->signs[i] == sign)
            return true;
    }
    return false;
}

static void add_sign(struct paidmark_frame *frame, uint32_t symbol)
{
    if (symbol != ' ' && frame->count < PAIDMARK_FRAME_SIGNS_MAX)
        frame->signs[frame->count++] = symbol;
}

/* Text has few of most signs of ASCII, but many of these, the last ones most. */
static unsigned frequency(uint32_t sign)
{
    static const char frequent[] = "!<\"'():;./,->";
    const char *found = strchr(frequent, (int)sign);

    return found ? (unsigned)(found - frequent) + 1 : 0;
}

static void find_rare_sign(struct paidmark_frame *frame)
{
    for (size_t i = 0; i < frame->count; i++) {
        if (frame->signs[i] < 0x80 && !paidmark_is_soft(frame->signs[i]) &&
            (frame->rare == 0 || frequency(frame->signs[i]) < frequency(frame->rare)))
            frame->rare = frame->signs[i];
    }
}

static size_t sign_kinds(const struct paidmark_name *name)
{
    uint32_t seen[2 * PAIDMARK_FRAME_SIGNS_MAX];
    size_t kinds = 0;

    for (size_t i = 0; i < name->left.count + name->right.count; i++) {
        uint32_t sign = i < name->left.count ? name->left.signs[i] : name->right.signs[i - name->left.count];
        size_t k = 0;

        while (k < kinds && seen[k] != sign)
            k++;
        if (k == kinds)
            seen[kinds++] = sign;
    }
    return kinds;
}

/* ---- Names ------------------------------------------------------------------------------------------------------- */

static bool is_cjk(uint32_t letter)
{
    return (letter & ~PAIDMARK_SYMBOL_LETTER) > 0x2E80;
}

static void add_letter(struct paidmark_name *name, uint32_t letter)
{
    if (name->count == PAIDMARK_NAME_LETTERS_MAX)
        return;
    name->is_cjk |= is_cjk(letter);
    name->letters[name->count++] = letter;
}

/* The letters, what is between them, and the signs before the first one and behind the last. */
static void take_apart(struct paidmark_name *name, const struct folded *folded)
{
    size_t first = 0, behind = folded->count;
    uint64_t blank = 0; /* as name->parted */

    while (first < behind && !(folded->symbols[first] & PAIDMARK_SYMBOL_LETTER))
        first++;
    while (behind > first && !(folded->symbols[behind - 1] & PAIDMARK_SYMBOL_LETTER))
        behind--;
    for (size_t i = first; i > 0; i--)
        add_sign(&name->left, folded->symbols[i - 1]);
    for (size_t i = behind; i < folded->count; i++)
        add_sign(&name->right, folded->symbols[i]);
    for (size_t i = first; i < behind; i++) {
        uint32_t symbol = folded->symbols[i];

        if (symbol & PAIDMARK_SYMBOL_LETTER) {
            add_letter(name, symbol);
            continue;
        }
        if (!paidmark_frame_has(&name->inside, symbol))
            add_sign(&name->inside, symbol);
        name->parted |= UINT64_C(1) << (name->count - 1);
        blank |= (uint64_t)(symbol == ' ') << (name->count - 1);
    }
    name->blanks = (size_t)__builtin_popcountll(blank);
}

static bool is_spelt(const struct paidmark_name *name, const char *letters)
{
    size_t i = 0;

    while (i < name->count && name->letters[i] == (PAIDMARK_SYMBOL_LETTER | (unsigned char)letters[i]))
        i++;
    return i == name->count && letters[i] == '\0';
}

/* The names of FastAdmin are no words although nothing parts them. */
static bool is_coined(const struct paidmark_name *name)
{
    return name->parted != 0 || is_spelt(name, "paidbegin") || is_spelt(name, "paidend");
}

static bool has_small_letter(const struct paidmark_name *name)
{
    for (size_t i = 0; i < name->token->bytes; i++) {
        unsigned char byte = (unsigned char)name->token->text[i];

        if (byte >= 0x80 || (byte >= 'a' && byte <= 'z'))
            return true;
    }
    return false;
}

static void judge_name(struct paidmark_name *name)
{
    size_t signs = name->left.count + name->right.count;

    name->pieces = (size_t)__builtin_popcountll(name->parted) + 1;
    name->is_capital = !has_small_letter(name);
    name->is_long = name->count >= 7 && is_coined(name) && !name->is_cjk;
    if (name->is_long)
        name->slips = name->count / 4;
    else if (name->count >= 4)
        name->slips = name->is_cjk || (signs >= 5 && sign_kinds(name) > 2) ? 1 : 0;
    name->is_comment = paidmark_comment_signs(name->left.signs, name->left.count, true) > 0 &&
                       paidmark_comment_signs(name->right.signs, name->right.count, false) > 0;
    find_rare_sign(&name->left);
    find_rare_sign(&name->right);
    /* Alone, what text is full of says nothing. */
    if (name->right.rare != 0 && frequency(name->right.rare) > 0)
        name->right.rare = 0;
}

static void add_first_byte(void *class, uint32_t code_point)
{
    paidmark_byte_class_add(class, paidmark_lead(code_point));
}

/* What is looked for at a glance. */
static void index_name(struct paidmark_names *names, const struct paidmark_name *name)
{
    uint32_t first = name->letters[0] & ~PAIDMARK_SYMBOL_LETTER;
    uint32_t second = name->letters[1] & ~PAIDMARK_SYMBOL_LETTER;

    add_first_byte(&names->first_letters, first);
    if (first >= 'a' && first <= 'z')
        add_first_byte(&names->first_letters, first ^ 0x20);
    /* Names of a set have their first letter in common more often than not. */
    if (names->count == 0 || names->items[names->count - 1].letters[0] != name->letters[0])
        paidmark_each_folded_to(name->letters[0], add_first_byte, &names->first_letters);
    if (names->count == 0 || name->count < names->shortest)
        names->shortest = name->count;
    if (name->count > 1 && second < 0x80) {
        paidmark_byte_class_add(&names->second_letters, (unsigned char)second);
        paidmark_byte_class_add(&names->second_letters, (unsigned char)(second >= 'a' ? second ^ 0x20 : second));
    }
    if (is_cjk(first)) {
        paidmark_byte_class_add(&names->first_letters, '%');
        paidmark_byte_class_add(&names->first_letters, '=');
        paidmark_byte_class_add(&names->first_letters, '\\');
    }
    if (name->slips > 0 && name->left.rare != 0)
        paidmark_byte_class_add(&names->rare_left, (unsigned char)name->left.rare);
    if (name->is_long && name->right.rare != 0)
        paidmark_byte_class_add(&names->rare_right, (unsigned char)name->right.rare);
}

static void add_to_prefilter(struct paidmark_names *names, const struct paidmark_name *name)
{
    struct paidmark_automaton_name letters = {
        .letters = name->letters, .count = name->count, .is_long = name->is_long, .has_tail = name->token->tail > 0};

    paidmark_automaton_add(&names->begins, &letters, false);
    letters.slips = name->slips;
    if (name->slips > 0 && name->left.rare != 0)
        paidmark_automaton_add(&names->behind[paidmark_is_common_sign(name->left.rare)], &letters, false);
    if (name->is_long && name->right.rare != 0)
        paidmark_automaton_add(&names->ends, &letters, true);
}

static void add_reference(void *context, const char *reference, uint32_t symbol)
{
    struct paidmark_names *names = context;

    /* &amp; escapes references. */
    if (symbol == '&' || paidmark_is_rare_sign(names, symbol)) {
        paidmark_byte_class_add(&names->references, (unsigned char)reference[0]);
        paidmark_byte_class_add(&names->references, (unsigned char)(reference[0] ^ 0x20));
    }
}

void paidmark_names_init(struct paidmark_names *names, struct paidmark_name *items, const struct paidmark_token *tokens,
                         size_t count)
{
    *names = (struct paidmark_names){.items = items};
    for (size_t i = 0; i < count; i++) {
        struct paidmark_name *name = &items[names->count];
        struct folded folded;

        if (tokens[i].set && !tokens[i].is_lookalike)
            continue;
        *name = (struct paidmark_name){.token = &tokens[i]};
        fold_token(&tokens[i], &folded);
        take_apart(name, &folded);
        if (name->count == 0)
            continue;
        name->kind = tokens[i].role == PAIDMARK_ROLE_END ? PAIDMARK_MARKER_END : PAIDMARK_MARKER_BEGIN;
        judge_name(name);
        index_name(names, name);
        add_to_prefilter(names, name);
        names->count++;
    }
    paidmark_automaton_finish(&names->behind[0]);
    paidmark_automaton_finish(&names->behind[1]);
    paidmark_automaton_finish(&names->ends);
    names->letters = names->first_letters;
    for (unsigned byte = 0; byte < 0xC0; byte++)
        names->letters.has[byte] |= byte != '&' && byte != '#' && byte != '$' && byte != '!';
    for (uint32_t sign = 0; sign < 0x80; sign++) {
        if (paidmark_is_rare_sign(names, sign)) {
            paidmark_byte_class_add(&names->sign_leads, (unsigned char)sign);
            paidmark_each_folded_to(sign, add_first_byte, &names->sign_leads);
        }
    }
    paidmark_byte_class_add(&names->sign_leads, '&');
    paidmark_each_reference(add_reference, names);
}
