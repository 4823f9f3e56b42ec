/* json.c - writes JSON as it goes
 * SPDX-License-Identifier: MIT
 */
#include "text/json.h"

#include <inttypes.h>
#include <string.h>

#include "text/utf8.h"

static void begin_value(struct json *json)
{
    if (json->needs_comma)
        fputc(',', json->stream);
    json->needs_comma = true;
}

static void open_level(struct json *json, char bracket)
{
    begin_value(json);
    fputc(bracket, json->stream);
    json->needs_comma = false;
}

static void close_level(struct json *json, char bracket)
{
    fputc(bracket, json->stream);
    json->needs_comma = true;
}

void json_begin_object(struct json *json)
{
    open_level(json, '{');
}

void json_end_object(struct json *json)
{
    close_level(json, '}');
}

void json_begin_array(struct json *json)
{
    open_level(json, '[');
}

void json_end_array(struct json *json)
{
    close_level(json, ']');
}

void json_name(struct json *json, const char *name)
{
    begin_value(json);
    fprintf(json->stream, "\"%s\":", name);
    json->needs_comma = false;
}

static void write_escape(FILE *stream, uint32_t code_point)
{
    if (code_point == UTF8_ILL_FORMED)
        fputs("\\ufffd", stream);
    else if (code_point == '\n')
        fputs("\\n", stream);
    else if (code_point == '"' || code_point == '\\')
        fputs(code_point == '"' ? "\\\"" : "\\\\", stream);
    else
        fprintf(stream, "\\u%04x", (unsigned)code_point);
}

/* Most of what there is in markup. */
static bool is_plain_ascii(char byte)
{
    return byte >= ' ' && byte < 0x7F && byte != '"' && byte != '\\';
}

static bool needs_escape(uint32_t code_point)
{
    return code_point < 0x20 || code_point == '"' || code_point == '\\' || (code_point >= 0x7F && code_point <= 0x9F) ||
           code_point == UTF8_ILL_FORMED;
}

/* What can stay as it is goes out in one piece. */
static void write_text(FILE *stream, const char *text, size_t bytes)
{
    size_t plain = 0; /* where what has not gone out begins */

    for (size_t at = 0; at < bytes;) {
        uint32_t code_point;
        size_t taken;

        if (is_plain_ascii(text[at])) {
            at++;
            continue;
        }
        taken = utf8_decode(text + at, bytes - at, &code_point);
        if (needs_escape(code_point)) {
            fwrite(text + plain, 1, at - plain, stream);
            write_escape(stream, code_point);
            plain = at + taken;
        }
        at += taken;
    }
    fwrite(text + plain, 1, bytes - plain, stream);
}

void json_string_of(struct json *json, const struct charset_piece *pieces, size_t count)
{
    begin_value(json);
    fputc('"', json->stream);
    for (size_t i = 0; i < count; i++)
        write_text(json->stream, pieces[i].text, pieces[i].bytes);
    fputc('"', json->stream);
}

void json_string(struct json *json, const char *text, size_t bytes)
{
    json_string_of(json, &(struct charset_piece){text, bytes}, 1);
}

void json_number(struct json *json, uint64_t number)
{
    begin_value(json);
    fprintf(json->stream, "%" PRIu64, number);
}

void json_null(struct json *json)
{
    begin_value(json);
    fputs("null", json->stream);
}

void json_member_string(struct json *json, const char *name, const char *text)
{
    json_name(json, name);
    json_string(json, text, strlen(text));
}

void json_member_number(struct json *json, const char *name, uint64_t number)
{
    json_name(json, name);
    json_number(json, number);
}

void json_member_null(struct json *json, const char *name)
{
    json_name(json, name);
    json_null(json);
}

void json_member_bool(struct json *json, const char *name, bool value)
{
    json_name(json, name);
    begin_value(json);
    fputs(value ? "true" : "false", json->stream);
}

static bool is_plain_in_uri(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
           strchr("-._~/", byte) != NULL;
}

void json_member_uri(struct json *json, const char *name, const char *path)
{
    json_name(json, name);
    begin_value(json);
    fputs(*path == '/' ? "\"file://" : "\"", json->stream);
    for (; *path != '\0'; path++) {
        if (is_plain_in_uri(*path))
            fputc(*path, json->stream);
        else
            fprintf(json->stream, "%%%02X", (unsigned)(unsigned char)*path);
    }
    fputc('"', json->stream);
}

void json_member_path(struct json *json, const char *name, const char *path)
{
    json_member_string(json, name, path);
    if (utf8_is_well_formed(path, strlen(path)))
        return;
    begin_value(json);
    fprintf(json->stream, "\"%s_hex\":\"", name);
    for (const char *byte = path; *byte != '\0'; byte++)
        fprintf(json->stream, "%02x", (unsigned)(unsigned char)*byte);
    fputc('"', json->stream);
}
