<?php
// bindings.php - what a call from PHP takes, beside the regular expression that sites use and a copy of the text
// SPDX-License-Identifier: MIT
//
//     php -d extension=PATH/paidmark.so tests/bench/bindings.php
//     php -d ffi.enable=1 -d auto_prepend_file=lib/bindings/php/ffi/autoload.php tests/bench/bindings.php
declare(strict_types=1);

use Paidmark\{Document, Options};

/** Microseconds of a call, the least of many runs, since others use the machine too. */
function least(callable $call): float
{
    $least = INF;
    for ($run = 0; $run < 200; $run++) {
        $start = hrtime(true);
        for ($i = 0; $i < 100; $i++) {
            $call();
        }
        $least = min($least, (hrtime(true) - $start) / 1e5);
    }
    return $least;
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
    printf("%s, %d bytes, in microseconds a call\n", $name, strlen($text));
    $document = new Document($text, $options);
    $calls = [
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
    ];
    foreach ($calls as $what => $call) {
        printf("  %-26s %8.2f\n", $what, least($call));
    }
}
