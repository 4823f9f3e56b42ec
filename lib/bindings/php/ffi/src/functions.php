<?php
// functions.php - from a text to its preview or full version in one call
// SPDX-License-Identifier: MIT
declare(strict_types=1);

namespace Paidmark;

/** What everybody may read. */
function preview(#[\SensitiveParameter] string $text, ?Options $options = null, ?string $placeholder = null): string
{
    return (new Document($text, $options))->preview($placeholder);
}

/** All of it, without the markers. */
function full(#[\SensitiveParameter] string $text, ?Options $options = null): string
{
    return (new Document($text, $options))->full();
}
