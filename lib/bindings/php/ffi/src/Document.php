<?php
// Document.php - an article, read once
// SPDX-License-Identifier: MIT
declare(strict_types=1);

namespace Paidmark;

use FFI;
use ValueError;

/** What hands out text or figures throws RefusedException if the article is refused. */
final class Document
{
    private ?FFI\CData $document = null;
    private FFI\CData $text;
    private ?Options $options;
    private int $status;
    /** @var Problem[] */
    private array $problems = [];

    public function __construct(#[\SensitiveParameter] string $text, ?Options $options = null)
    {
        if (isset($this->status)) {
            throw new \Error('Paidmark\Document is read once');
        }
        $pointer = $options?->pointer(); // which may throw, and then no destructor is called
        $ffi = Library::ffi();
        $this->options = $options;
        $this->text = Library::copy($text);
        $this->document = $ffi->paidmark_document_new(null);
        $this->status = $ffi->paidmark_parse($this->document, $this->text, strlen($text), $pointer);
        if ($this->status > Library::REFUSED) {
            throw new \Error('paidmark: ' . $ffi->paidmark_status_text($this->status));
        }
        $this->listProblems(strlen($text));
    }

    public function __destruct()
    {
        if ($this->document !== null) {
            Library::ffi()->paidmark_document_free($this->document);
        }
        $this->document = null;
        $this->status = Library::REFUSED;
    }

    private function __clone()
    {
    }

    public function isRefused(): bool
    {
        return $this->status === Library::REFUSED;
    }

    /** What everybody may read. The placeholder stands for each paid region. */
    public function preview(?string $placeholder = null): string
    {
        return $this->render(Library::FREE, $placeholder);
    }

    /** All of it, without the markers. */
    public function full(): string
    {
        return $this->render(Library::FREE | Library::PAID);
    }

    /** Only what is paid. */
    public function rest(): string
    {
        return $this->render(Library::PAID);
    }

    /** The beginning of the preview, at most this long; with $visible, tags and comments do not count. */
    public function excerpt(int $characters, bool $visible = false): string
    {
        if ($characters < 0) {
            throw new ValueError('$characters must be greater than or equal to 0');
        }
        return $this->write(fn (...$out) => Library::ffi()->paidmark_excerpt($this->document, $characters,
            $visible ? Library::EXCERPT_VISIBLE : 0, ...$out));
    }

    /** How many of 100 characters are free; 0 and 100 are exact. */
    public function percentFree(): int
    {
        $this->throwIfRefused();
        $free = $this->characters(Library::FREE);
        $all = $this->characters(Library::FREE | Library::PAID);
        return match ($free) {
            $all => 100,
            0 => 0,
            default => max(1, min(99, intdiv($free * 200 + $all, $all * 2))),
        };
    }

    /** @return Segment[] */
    public function segments(): array
    {
        $this->throwIfRefused();
        $segments = [];
        for ($i = 0; $segment = Library::ffi()->paidmark_segment_at($this->document, $i); $i++) {
            $segments[] = new Segment($segment->part === Library::PAID ? 'paid' : 'free', $segment->region,
                $segment->offset, $segment->characters, FFI::string($segment->text, $segment->bytes));
        }
        return $segments;
    }

    /** @return Problem[] */
    public function problems(): array
    {
        return $this->problems;
    }

    /** At once, since their suggestions are in the options, which go in any order when PHP shuts down. */
    private function listProblems(int $bytes): void
    {
        $ffi = Library::ffi();
        $place = $ffi->new('struct paidmark_position');
        for ($i = 0; $problem = $ffi->paidmark_problem_at($this->document, $i); $i++) {
            $ffi->paidmark_locate($this->text, $bytes, $problem->offset, FFI::addr($place));
            $this->problems[] = new Problem(
                $ffi->paidmark_problem_name($problem->code),
                $ffi->paidmark_problem_text($problem->code),
                $problem->severity === Library::ERROR ? 'error' : 'warning',
                $problem->offset,
                $problem->bytes,
                $place->line,
                $place->column,
                $problem->suggestion === null ? null : FFI::string($problem->suggestion, $problem->suggestion_bytes),
                $problem->related_offset === Library::NO_OFFSET ? null : $problem->related_offset,
            );
        }
    }

    private function throwIfRefused(): void
    {
        if ($this->isRefused()) {
            throw new RefusedException($this->problems);
        }
    }

    private function characters(int $parts): int
    {
        $counts = Library::ffi()->new('struct paidmark_counts');
        $counts->size = FFI::sizeof($counts);
        Library::ffi()->paidmark_count($this->document, $parts, FFI::addr($counts));
        return $counts->characters;
    }

    private function render(int $parts, ?string $placeholder = null): string
    {
        $ffi = Library::ffi();
        $options = $ffi->new('struct paidmark_render_options');
        $options->size = FFI::sizeof($options);
        if ($placeholder !== null && $placeholder !== '') {
            $copy = Library::copy($placeholder);
            $options->placeholder = $ffi->cast('char *', $copy);
            $options->placeholder_bytes = strlen($placeholder);
        }
        return $this->write(fn (...$out) => $ffi->paidmark_render($this->document, $parts, FFI::addr($options), ...$out));
    }

    /** Asks how large a text is, and then for the text. */
    private function write(\Closure $write): string
    {
        $this->throwIfRefused();
        $needed = Library::ffi()->new('size_t');
        if ($write(null, 0, FFI::addr($needed)) === Library::BAD_ARGUMENT) {
            throw new ValueError('A placeholder is UTF-8, and has no lower-case word in braces but {characters}, '
                . '{percent}, {region}, and {regions}');
        }
        $buffer = Library::ffi()->new('char[' . max($needed->cdata, 1) . ']');
        $write($buffer, $needed->cdata, FFI::addr($needed));
        return FFI::string($buffer, $needed->cdata);
    }
}
