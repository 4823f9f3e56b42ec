<?php
// preview.php - makes the preview of an article, in PHP by FFI, as a FastAdmin site would
// SPDX-License-Identifier: MIT
declare(strict_types=1);

/** Splits articles by the markers of FastAdmin's paid content. */
final class Paidmark
{
    private const OK = 0;
    private const FREE = 0x10;
    private const PAID = 0x20;

    private FFI $ffi;
    private FFI\CData $document;
    private FFI\CData $markers;
    private FFI\CData $options;

    public function __construct(string $library, string $declarations)
    {
        $this->ffi = FFI::cdef(file_get_contents($declarations), $library);
        $this->document = $this->ffi->paidmark_document_new(null);
        $markers = $this->ffi->new('struct paidmark_marker_set *');
        $this->ffi->paidmark_marker_set_new(FFI::addr($markers), 'fastadmin', null, 0, null);
        $this->markers = $markers;
        $this->options = $this->ffi->new('struct paidmark_options');
        $this->options->size = FFI::sizeof($this->options);
        $this->options->markers = $markers;
    }

    public function __destruct()
    {
        $this->ffi->paidmark_document_free($this->document);
        $this->ffi->paidmark_marker_set_free($this->markers);
    }

    public function version(): string
    {
        return $this->ffi->paidmark_version();
    }

    /** What everybody may read, or why there is nothing: in one call, which keeps no pointer into the article. */
    public function preview(string $article): string
    {
        return $this->textOrReason(strlen($article), fn (...$out) => $this->ffi->paidmark_split(
            $article, strlen($article), FFI::addr($this->options), self::FREE, ...$out));
    }

    /** The beginning of the preview, the paid characters, and line, column and name of each problem. */
    public function describe(string $article, int $characters): array
    {
        $bytes = strlen($article);
        $text = $this->ffi->new('char[' . max($bytes, 1) . ']'); // the document points into it, and PHP must not move it
        FFI::memcpy($text, $article, $bytes);
        $this->ffi->paidmark_parse($this->document, $text, $bytes, FFI::addr($this->options));
        $excerpt = $this->textOrReason(
            $bytes, fn (...$out) => $this->ffi->paidmark_excerpt($this->document, $characters, 0, ...$out));
        $counts = $this->ffi->new('struct paidmark_counts');
        $counts->size = FFI::sizeof($counts);
        $this->ffi->paidmark_count($this->document, self::PAID, FFI::addr($counts));
        return [$excerpt, $counts->characters, $this->problems($text, $bytes)];
    }

    private function problems(FFI\CData $text, int $bytes): array
    {
        $problems = [];
        $place = $this->ffi->new('struct paidmark_position');
        for ($i = 0; $problem = $this->ffi->paidmark_problem_at($this->document, $i); $i++) {
            $this->ffi->paidmark_locate($text, $bytes, $problem->offset, FFI::addr($place));
            $problems[] = [$place->line, $place->column, $this->ffi->paidmark_problem_name($problem->code)];
        }
        return $problems;
    }

    /** No rendering is larger than the article. */
    private function textOrReason(int $bytes, callable $write): string
    {
        $needed = $this->ffi->new('size_t');
        $buffer = $this->ffi->new('char[' . max($bytes, 1) . ']');
        $status = $write($buffer, $bytes, FFI::addr($needed));
        return $status === self::OK ? FFI::string($buffer, $needed->cdata)
            : $this->ffi->paidmark_status_text($status) . "\n";
    }
}

$paidmark = new Paidmark($argv[1], __DIR__ . '/paidmark.ffi.h');
echo 'paidmark ', $paidmark->version(), "\n";
foreach (["销售额增长了。<paid>毛利率为31%。</paid>请来电订购。\n", "销售额增长了。\n详情：<paid>毛利率为31%。\n"] as $article) {
    echo 'preview: ', $paidmark->preview($article);
    [$excerpt, $paid, $problems] = $paidmark->describe($article, 9);
    echo 'excerpt: ', $excerpt, "\npaid: ", $paid, "\n";
    foreach ($problems as [$line, $column, $name]) {
        echo "$line:$column: $name\n";
    }
}
