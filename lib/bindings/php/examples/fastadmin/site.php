<?php
// site.php - a site of one article in four forms, to try PaidContent.php with: php -S localhost:8000 site.php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

use app\common\library\PaidContent;
use Paidmark\RefusedException;

require_once __DIR__ . '/../../ffi/autoload.php';
require_once __DIR__ . '/PaidContent.php';

function form(string $path, PaidContent $content, bool $paid): string
{
    $description = htmlspecialchars($content->description(20), ENT_XML1 | ENT_QUOTES);
    return match ($path) {
        '/page' => "<title>$description</title>" . $content->body($paid, '/pay?id=1'),
        '/api' => json_encode(['content' => $content->body($paid, '/pay?id=1')], JSON_UNESCAPED_UNICODE),
        '/feed' => "<rss><channel><item><description>$description</description></item></channel></rss>",
        '/list' => "<ul><li>$description</li></ul>",
    };
}

try {
    // A real site asks its database for the article, and whether this reader has an order for it.
    $content = new PaidContent(file_get_contents(getenv('ARTICLE')));
    echo form(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH), $content, isset($_COOKIE['paid']));
} catch (RefusedException $e) {
    http_response_code(500);
    echo '本文暂时无法显示';
    foreach ($e->getProblems() as $problem) {
        error_log("article 1: $problem->line:$problem->column: $problem->message [$problem->code]");
    }
}
