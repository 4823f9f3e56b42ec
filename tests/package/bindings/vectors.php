<?php
// vectors.php - tries the examples of the specification with what is there of Paidmark\: the extension, or the package
// SPDX-License-Identifier: MIT
declare(strict_types=1);

use Paidmark\{Document, Options, RefusedException};

function options(array $given): Options
{
    $given['pairs'] = array_map(fn ($pair) => array_map('hex2bin', $pair), $given['pairs']);
    $given['dividers'] = array_map('hex2bin', $given['dividers']);
    $given['alsoFree'] = $given['also_free'] ?? false;
    unset($given['also_free']);
    return new Options(...$given);
}

function refuses(callable $call): bool
{
    try {
        $call();
    } catch (RefusedException) {
        return true;
    }
    return false;
}

/** Everything that can be asked of a document, so that it shows what is not refused. */
function questions(Document $document): array
{
    return [$document->preview(...), fn () => $document->preview('[]'), $document->full(...), $document->rest(...),
        fn () => $document->excerpt(10), $document->percentFree(...), $document->segments(...)];
}

function refused(Document $document, string $text, Options $options): array
{
    $calls = [...questions($document), fn () => Paidmark\preview($text, $options),
        fn () => Paidmark\full($text, $options)];
    return ['outcome' => count(array_filter($calls, 'refuses')) === count($calls) ? 'refused' : 'a part of it'];
}

function parts(Document $document, string $text, Options $options, array $vector): array
{
    $at_once = [Paidmark\preview($text, $options), Paidmark\full($text, $options)];
    $came = ['outcome' => $at_once === [$document->preview(), $document->full()] ? 'parts' : 'not the same at once',
        'preview' => bin2hex($document->preview()), 'full' => bin2hex($document->full()),
        'rest' => bin2hex($document->rest()), 'percent' => $document->percentFree()];
    $segments = $document->segments();
    if (isset($vector['segments'])) {
        $came['segments'] = array_map(fn ($s) => [$s->part, $s->region, $s->offset, bin2hex($s->text)], $segments);
    }
    if (isset($vector['characters'])) {
        $came['characters'] = array_map(fn ($part) => array_sum(array_map(
            fn ($s) => $s->part === $part ? $s->characters : 0, $segments)), ['free', 'paid']);
    }
    return $came;
}

function excerpts(Document $document, array $expected): array
{
    return array_map(fn ($e) => [$e[0], $e[1], $document->isRefused() ? null : bin2hex($document->excerpt($e[0], $e[1]))],
        $expected);
}

/** What came, in the form of the vector. */
function came(array $vector): array
{
    $text = hex2bin($vector['text']);
    try {
        $options = options($vector['options']);
    } catch (ValueError) {
        return ['outcome' => 'argument-error', 'problems' => [], 'excerpts' => []];
    }
    $document = new Document($text, $options);
    $came = $document->isRefused() ? refused($document, $text, $options) : parts($document, $text, $options, $vector);
    return $came + ['problems' => array_map(fn ($p) => array_diff_key(get_object_vars($p), ['message' => 0]),
        $document->problems()), 'excerpts' => excerpts($document, $vector['excerpts'])];
}

/** Compared are values and their types, but not the order of names. */
function ordered(mixed $value): mixed
{
    if (is_array($value)) {
        ksort($value);
        return array_map('ordered', $value);
    }
    return $value;
}

$failures = 0;
$vectors = json_decode(file_get_contents($argv[1]), true, 16, JSON_THROW_ON_ERROR);
foreach ($vectors as $vector) {
    $came = came($vector);
    $expected = array_intersect_key($vector, $came);
    if (ordered($came) !== ordered($expected)) {
        $failures++;
        echo $vector['name'], "\n expected ", json_encode($expected), "\n came     ", json_encode($came), "\n";
    }
}
echo count($vectors), " vectors, $failures failed\n";
exit($failures > 0 ? 1 : 0);
