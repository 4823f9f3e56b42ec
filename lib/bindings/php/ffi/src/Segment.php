<?php
// Segment.php - a stretch of an article that is free or paid throughout
// SPDX-License-Identifier: MIT
declare(strict_types=1);

namespace Paidmark;

final class Segment
{
    /**
     * @param string $part free or paid
     * @param int $region 1, 2, ... if paid; 0 if free
     * @param int $offset in bytes, in the article
     */
    public function __construct(
        public readonly string $part,
        public readonly int $region,
        public readonly int $offset,
        public readonly int $characters,
        public readonly string $text,
    ) {
    }
}
