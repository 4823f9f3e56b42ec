-- paidmark--0.2.sql - the functions of the extension; made by CREATE EXTENSION paidmark
-- SPDX-License-Identifier: MIT
\echo Use "CREATE EXTENSION paidmark" to load this file. \quit

CREATE FUNCTION paidmark_preview(content text, markers text DEFAULT 'default') RETURNS text
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION paidmark_preview(text, text) IS 'what everybody may read; an error if the text is refused';

CREATE FUNCTION paidmark_full(content text, markers text DEFAULT 'default') RETURNS text
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION paidmark_full(text, text) IS 'the whole text without its markers; an error if the text is refused';

CREATE FUNCTION paidmark_excerpt(content text, characters integer, markers text DEFAULT 'default') RETURNS text
    AS 'MODULE_PATHNAME', 'paidmark_excerpt_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION paidmark_excerpt(text, integer, text) IS
    'the beginning of the preview, at most this long; an error if the text is refused';

CREATE FUNCTION paidmark_is_sound(content text, markers text DEFAULT 'default') RETURNS boolean
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION paidmark_is_sound(text, text) IS 'whether the text is not refused';

CREATE FUNCTION paidmark_problems(content text, markers text DEFAULT 'default')
    RETURNS TABLE (code text, severity text, "offset" integer, bytes integer, line integer, "column" integer, message text,
                   suggestion text, related_offset integer)
    AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1;
COMMENT ON FUNCTION paidmark_problems(text, text) IS 'what is wrong with the text, and where: the first hundred problems';
