CREATE EXTENSION paidmark;
SELECT paidmark_preview('一，##paidbegin##二##paidend##三'), paidmark_full('一，##paidbegin##二##paidend##三');
SELECT paidmark_preview('a<paid>b</paid>c', 'fastadmin'), paidmark_full('a<!--more x-->b', markers => 'more');
SELECT paidmark_preview(''), paidmark_preview(NULL), paidmark_preview('a', NULL);
SELECT paidmark_excerpt('一。二。##paidbegin##三##paidend##四', 3), paidmark_excerpt('a<paid>b</paid>c', 9, 'fastadmin');
SELECT paidmark_excerpt('a', -1);
SELECT length(paidmark_excerpt(repeat('一', 2000), 1000)), paidmark_excerpt('a', 0) = '';
-- nothing of a refused text is shown
SELECT paidmark_preview('GEHEIM ##paidbegin## GEHEIM');
SELECT paidmark_full('GEHEIM ##PaidBegin## GEHEIM ##paidend##');
SELECT paidmark_excerpt('GEHEIM ##PaidBegin## GEHEIM ##paidend##', 5);
SELECT content, paidmark_is_sound(content) FROM (VALUES ('free'), (E'a\n ##paidend##'), (NULL)) AS article (content);
-- names are those of JSON; behind a point they need no quotation marks
SELECT content, p.code, p.severity, p.offset, p.bytes, p.line, p.column, p.suggestion, p.related_offset
    FROM (VALUES ('free'), (E'a\n ##paidend##'), ('##paidbegin##a##paidbegin##b##paidend##'), ('一＃＃paidbegin＃＃b'),
        ('##paidbegin##a##paidend##'), (NULL)) AS article (content), paidmark_problems(content) AS p;
SELECT (paidmark_problems('a<paid>b</paid>c', markers)).message, markers FROM unnest(ARRAY['default', 'more', 'fastadmin']) AS markers;
SELECT count(*), max(p.offset) FROM paidmark_problems(repeat('##paidend##', 1000)) AS p;
SELECT proname, provolatile, proisstrict, proparallel FROM pg_proc WHERE proname LIKE 'paidmark%' ORDER BY proname;
SELECT paidmark_preview('a', 'fastadmln');
SELECT paidmark_preview('a', repeat('more,', 100));
-- more sets than are kept
SELECT paidmark_preview('a<paid>b</paid>c', markers) FROM unnest(ARRAY['fastadmin', 'fastadmin,more', 'fastadmin,ghost',
    'ghost,fastadmin', 'more,fastadmin', 'fastadmin,ghost,more', 'fastadmin']) AS markers;
-- an error leaves nothing behind that the next call would meet
DO $$
DECLARE
    refused integer := 0;
BEGIN
    FOR i IN 1..1000 LOOP
        BEGIN
            PERFORM paidmark_full(repeat('a', i) || '##paidend##', (ARRAY['default', 'fastadmin', 'none'])[i % 3 + 1]);
        EXCEPTION WHEN data_exception OR invalid_parameter_value THEN
            refused := refused + 1;
        END;
        IF paidmark_preview('a##paidbegin##b##paidend##' || i) <> 'a' || i THEN
            RAISE 'another text';
        END IF;
    END LOOP;
    RAISE NOTICE '% refused', refused;
END $$;
SELECT paidmark_preview(message) FROM paidmark_problems('##paidend##');
SELECT 1 / (line - 1) FROM paidmark_problems('##paidend##');
-- no damaged article comes in
CREATE TABLE draft (content text CONSTRAINT sound CHECK (paidmark_is_sound(content)));
INSERT INTO draft VALUES ('a##paidbegin##b##paidend##'), (NULL);
\set VERBOSITY terse
INSERT INTO draft VALUES ('a##paidend##');
UPDATE draft SET content = replace(content, '##paidend##', '##paidend#');
COPY draft FROM STDIN;
sound
a##paidbegin##b
\.
\set VERBOSITY default
SELECT * FROM draft;
-- stored, compressed, in parallel
CREATE TABLE article (content text, preview text GENERATED ALWAYS AS (paidmark_preview(content)) STORED);
INSERT INTO article SELECT repeat('free ' || i, 1000) || '##paidbegin##' || repeat('secret', 1000) || '##paidend##'
    FROM generate_series(1, 500) AS i;
INSERT INTO article VALUES ('a##paidend##');
SELECT count(*), bool_and(preview NOT LIKE '%secret%') FROM article;
SET parallel_setup_cost = 0;
SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT sum(length(paidmark_full(content)) - length(paidmark_preview(content))) FROM article;
SELECT sum(length(paidmark_full(content)) - length(paidmark_preview(content))) FROM article;
SELECT count(*) FROM article, paidmark_problems(content) WHERE NOT paidmark_is_sound(content);
DROP TABLE article, draft;
DROP EXTENSION paidmark;
