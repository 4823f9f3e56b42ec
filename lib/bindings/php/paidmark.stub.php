<?php

/** @generate-class-entries */

// paidmark.stub.php - the interface in PHP; paidmark_arginfo.h is made of it by PHP's gen_stub.php
// SPDX-License-Identifier: MIT

namespace Paidmark {

/**
 * How texts are read. Never changes; make one and use it for all articles.
 *
 * @strict-properties
 * @not-serializable
 */
final class Options
{
    /**
     * @param string|null $markers named marker sets with commas between them: default, fastadmin, ghost, more
     * @param array $pairs markers of your own: a list of [begin, end]
     * @param array $dividers markers of your own without an end: all that follows them is paid
     * @param string $unmarked what an article without markers is: free, paid, or error
     * @param bool $alsoFree warn of paid text that stands in the free text, too
     */
    public function __construct(?string $markers = null, array $pairs = [], array $dividers = [], string $unmarked = "free", bool $salvage = false, bool $exact = false, bool $lookalikes = true, bool $alsoFree = false, int $maxProblems = 100) {}
}

/**
 * An article, read once. What hands out text or figures throws RefusedException if the article is refused.
 *
 * @strict-properties
 * @not-serializable
 */
final class Document
{
    public function __construct(#[\SensitiveParameter] string $text, ?Options $options = null) {}

    public function isRefused(): bool {}

    /** What everybody may read. The placeholder stands for each paid region. */
    public // That the text is sensitive is said in paidmark.c: the gen_stub.php of PHP 8.2 gets names with backslashes wrong.
function preview(?string $placeholder = null): string {}

    /** All of it, without the markers. */
    public function full(): string {}

    /** Only what is paid. */
    public function rest(): string {}

    /** The beginning of the preview, at most this long; with $visible, tags and comments do not count. */
    public function excerpt(int $characters, bool $visible = false): string {}

    /** How many of 100 characters are free; 0 and 100 are exact. */
    public function percentFree(): int {}

    /** @return Segment[] */
    public function segments(): array {}

    /** @return Problem[] */
    public function problems(): array {}
}

/** @strict-properties */
final class Segment
{
    /** free or paid */
    public readonly string $part;
    /** 1, 2, ... if paid; 0 if free */
    public readonly int $region;
    /** in bytes, in the article */
    public readonly int $offset;
    public readonly int $characters;
    public readonly string $text;
}

/** @strict-properties */
final class Problem
{
    /** such as unclosed-begin */
    public readonly string $code;
    public readonly string $message;
    /** error or warning */
    public readonly string $severity;
    /** in bytes, as the next */
    public readonly int $offset;
    public readonly int $bytes;
    /** from 1 */
    public readonly int $line;
    /** in characters, from 1 */
    public readonly int $column;
    /** the marker that was meant, or the marker set to ask for */
    public readonly ?string $suggestion;
    /** where the region of a nested begin marker was opened, or what is also free is free */
    public readonly ?int $relatedOffset;
}

/** The article cannot be trusted, and nothing of it was handed out. */
final class RefusedException extends \RuntimeException
{
    private array $problems = [];

    /** @return Problem[] */
    public function getProblems(): array {}
}

// That the text is sensitive is said in paidmark.c: the gen_stub.php of PHP 8.2 gets names with backslashes wrong.
function preview(string $text, ?Options $options = null, ?string $placeholder = null): string {}

function full(string $text, ?Options $options = null): string {}

}
