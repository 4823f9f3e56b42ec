<?php
// bindings.php - what a call from PHP takes, beside the regular expression that sites use and a copy of the text
// SPDX-License-Identifier: MIT
//
//     php -d extension=PATH/paidmark.so tests/bench/bindings.php
//     php -d ffi.enable=1 -d auto_prepend_file=lib/bindings/php/ffi/autoload.php tests/bench/bindings.php
//
// All calls take turns, again and again, by the processor's time, and the median counts: on a machine that does other
// things too, only ratios within a run mean something.
declare(strict_types=1);

use Paidmark\{Document, Options};

function processor_time(): float
{
    $usage = getrusage();
    return ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1e6 + $usage['ru_utime.tv_usec']
        + $usage['ru_stime.tv_usec'];
}

function microseconds(callable $call): float
{
    $start = processor_time();
    for ($i = 0; $i < 200; $i++) {
        $call();
    }
    return (processor_time() - $start) / 200;
}

/** @param array<string, callable> $calls */
function medians(array $calls): array
{
    $taken = array_fill_keys(array_keys($calls), []);
    for ($round = 0; $round < 101; $round++) {
        foreach ($calls as $what => $call) {
            $taken[$what][] = microseconds($call);
        }
    }
    return array_map(function (array $times) {
        sort($times);
        return $times[50];
    }, $taken);
}

$tokens = ['##paidbegin##' => '<paid>', '##paidend##' => '</paid>', '$$paidbegin$$' => '<paid>', '$$paidend$$' => '</paid>'];
$paragraph = '销售额比去年同期增长了，毛利率也有所提高，预计明年将继续保持稳定的增长势头。';
$texts = [
    'Chinese' => str_repeat("$paragraph\n", 44) . '##paidbegin##' . str_repeat("$paragraph\n", 16) . '##paidend##',
    'HTML' => str_repeat("<p style=\"text-indent: 2em;\">$paragraph</p>\n", 33) . '##paidbegin##'
        . str_repeat("<p>$paragraph</p>\n", 12) . '##paidend##',
];
$options = new Options();
$fastadmin = new Options('fastadmin');
foreach ($texts as $name => $text) {
    $document = new Document($text, $options);
    $taken = medians([
        'nothing' => fn () => $text,
        'strlen and a copy' => fn () => str_repeat($text, 1) . strlen($text) . 'x',
        'expression' => fn () => preg_replace('/<paid>(.*?)<\/paid>/is', '', strtr($text, $tokens)),
        'expression, str_replace' => fn () => preg_replace('/<paid>(.*?)<\/paid>/is', '',
            str_replace(array_keys($tokens), array_values($tokens), $text)),
        'preview' => fn () => Paidmark\preview($text, $options),
        'preview, set fastadmin' => fn () => Paidmark\preview($text, $fastadmin),
        'new Document' => fn () => new Document($text, $options),
        '->preview' => fn () => $document->preview(),
        '->full' => fn () => $document->full(),
        '->excerpt(100)' => fn () => $document->excerpt(100),
        'new Options(fastadmin)' => fn () => new Options('fastadmin'),
    ]);
    printf("%s, %d bytes: microseconds a call, and how many copies that is\n", $name, strlen($text));
    foreach ($taken as $what => $time) {
        printf("  %-26s %8.2f %8.1f\n", $what, $time, $time / $taken['strlen and a copy']);
    }
}
