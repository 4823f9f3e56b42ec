<?php
// Problem.php - something wrong in an article
// SPDX-License-Identifier: MIT
declare(strict_types=1);

namespace Paidmark;

final class Problem
{
    /**
     * @param string $code such as unclosed-begin
     * @param string $severity error or warning
     * @param int $offset in bytes, as the next
     * @param int $line from 1
     * @param int $column in characters, from 1
     * @param string|null $suggestion the marker that was meant, or the marker set to ask for
     * @param int|null $relatedOffset where the region of a nested begin marker was opened, or what is also free is free
     */
    public function __construct(
        public readonly string $code,
        public readonly string $message,
        public readonly string $severity,
        public readonly int $offset,
        public readonly int $bytes,
        public readonly int $line,
        public readonly int $column,
        public readonly ?string $suggestion,
        public readonly ?int $relatedOffset,
    ) {
    }
}
