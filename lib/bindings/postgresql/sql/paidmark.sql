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
SELECT paidmark_refusal(content) FROM (VALUES ('free'), (E'a\n ##paidend##'), ('a ＃＃paidbegin＃＃b')) AS article (content);
SELECT paidmark_preview('a', 'fastadmln');
SELECT paidmark_preview('a', repeat('more,', 100));
-- more sets than are kept
SELECT paidmark_preview('a<paid>b</paid>c', markers) FROM unnest(ARRAY['fastadmin', 'fastadmin,more', 'fastadmin,ghost',
    'ghost,fastadmin', 'more,fastadmin', 'fastadmin,ghost,more', 'fastadmin']) AS markers;
-- stored, checked, compressed, in parallel
CREATE TABLE article (content text CHECK (paidmark_refusal(content) IS NULL),
    preview text GENERATED ALWAYS AS (paidmark_preview(content)) STORED);
INSERT INTO article SELECT repeat('free ' || i, 1000) || '##paidbegin##' || repeat('secret', 1000) || '##paidend##'
    FROM generate_series(1, 500) AS i;
INSERT INTO article VALUES ('a##paidend##');
SELECT count(*), bool_and(preview NOT LIKE '%secret%') FROM article;
SET parallel_setup_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT sum(length(paidmark_full(content)) - length(paidmark_preview(content))) FROM article;
DROP TABLE article;
DROP EXTENSION paidmark;
