<?php
// RefusedException.php - the article cannot be trusted, and nothing of it was handed out
// SPDX-License-Identifier: MIT
declare(strict_types=1);

namespace Paidmark;

final class RefusedException extends \RuntimeException
{
    /** @param Problem[] $problems */
    public function __construct(private array $problems)
    {
        $first = $problems[0] ?? null;
        parent::__construct('The article is refused' . ($first ? ": $first->code at $first->line:$first->column" : ''));
    }

    /** @return Problem[] */
    public function getProblems(): array
    {
        return $this->problems;
    }
}
