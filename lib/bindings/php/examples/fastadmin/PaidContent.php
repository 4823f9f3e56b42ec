<?php
// PaidContent.php - what an article shows to a reader; for application/common/library of a FastAdmin site
// SPDX-License-Identifier: MIT
declare(strict_types=1);

namespace app\common\library;

use Paidmark\{Document, Options};

/** Everything that is made of an article is made here. Throws Paidmark\RefusedException. */
final class PaidContent
{
    private static ?Options $options = null;
    private Document $document;

    public function __construct(#[\SensitiveParameter] string $content)
    {
        self::$options ??= new Options('fastadmin');
        $this->document = new Document($content, self::$options);
    }

    /** For the page, and for the API. */
    public function body(bool $paid, string $payUrl): string
    {
        return $paid ? $this->document->full() : $this->document->preview(
            '<div class="alert alert-warning alert-paid"><a href="' . htmlspecialchars(strtr($payUrl, ['{' => '%7B']))
            . '">此处隐藏{characters}字，付费后可查看</a></div>');
    }

    /** For lists, feeds, the search index, and the head of the page: plain text, for everybody the same. */
    public function description(int $characters = 120): string
    {
        return html_entity_decode(strip_tags($this->document->excerpt($characters, visible: true)));
    }
}
