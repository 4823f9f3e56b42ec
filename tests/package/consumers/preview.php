<?php
// preview.php - makes the preview of an article, in PHP by FFI, as a FastAdmin site would
// SPDX-License-Identifier: MIT
declare(strict_types=1);

/** Splits articles by the markers of FastAdmin's paid content. */
final class Paidmark
{
    public const OK = 0;
    public const FREE = 1;
    public const PAID = 2;

    private FFI $ffi;
    private FFI\CData $document;
    private FFI\CData $options;
    private FFI\CData $text;

    public function __construct(string $library, string $declarations)
    {
        $this->ffi = FFI::cdef(file_get_contents($declarations), $library);
        $this->document = $this->ffi->paidmark_new();
        $this->options = $this->ffi->new('struct paidmark_options');
        $count = $this->ffi->new('size_t');
        $this->options->size = FFI::sizeof($this->options);
        $this->options->markers = $this->ffi->paidmark_marker_set('fastadmin', FFI::addr($count));
        $this->options->marker_count = $count->cdata;
    }

    public function __destruct()
    {
        $this->ffi->paidmark_free($this->document);
    }

    public function version(): string
    {
        return $this->ffi->paidmark_version();
    }

    /** The library points into the text, so it is kept in memory that PHP does not move. */
    public function parse(string $article): void
    {
        $bytes = strlen($article);
        $this->text = $this->ffi->new('char[' . max($bytes, 1) . ']');
        FFI::memcpy($this->text, $article, $bytes);
        $this->ffi->paidmark_parse($this->document, $this->text, $bytes, FFI::addr($this->options));
    }

    /** What everybody may read, or why there is nothing. */
    public function preview(): string
    {
        return $this->textOrReason(fn (...$out) => $this->ffi->paidmark_render($this->document, self::FREE, ...$out));
    }

    public function excerpt(int $characters): string
    {
        return $this->textOrReason(fn (...$out) => $this->ffi->paidmark_excerpt($this->document, $characters, ...$out));
    }

    public function paidCharacters(): int
    {
        return $this->ffi->paidmark_counts($this->document, self::PAID)->characters;
    }

    /** For the editor: line, column and name of each problem. */
    public function problems(): iterable
    {
        [$count, $line, $column] = [$this->ffi->new('size_t'), $this->ffi->new('size_t'), $this->ffi->new('size_t')];
        $problems = $this->ffi->paidmark_problems($this->document, FFI::addr($count));
        for ($i = 0; $i < $count->cdata; $i++) {
            $this->ffi->paidmark_locate($this->document, $problems[$i]->offset, FFI::addr($line), FFI::addr($column));
            yield [$line->cdata, $column->cdata, $this->ffi->paidmark_problem_name($problems[$i]->code)];
        }
    }

    /** Asks for the size, then for the text. */
    private function textOrReason(callable $ask): string
    {
        $needed = $this->ffi->new('size_t');
        $ask(null, 0, FFI::addr($needed));
        $bytes = $needed->cdata;
        $buffer = $this->ffi->new('char[' . max($bytes, 1) . ']');
        $status = $ask($buffer, $bytes, FFI::addr($needed));
        return $status === self::OK ? FFI::string($buffer, $bytes) : $this->ffi->paidmark_status_text($status) . "\n";
    }
}

$paidmark = new Paidmark($argv[1], __DIR__ . '/paidmark.ffi.h');
echo 'paidmark ', $paidmark->version(), "\n";
foreach (["销售额增长了。<paid>毛利率为31%。</paid>请来电订购。\n", "销售额增长了。\n详情：<paid>毛利率为31%。\n"] as $article) {
    $paidmark->parse($article);
    echo 'preview: ', $paidmark->preview();
    echo 'excerpt: ', $paidmark->excerpt(9);
    echo "\npaid: ", $paidmark->paidCharacters(), "\n";
    foreach ($paidmark->problems() as [$line, $column, $name]) {
        echo "$line:$column: $name\n";
    }
}
