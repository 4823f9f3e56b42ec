<?php
// autoload.php - brings the classes and functions, unless the extension paidmark or preload.php has brought them
// SPDX-License-Identifier: MIT

if (!function_exists('Paidmark\preview')) {
    spl_autoload_register(static function (string $class): void {
        if (preg_match('/^Paidmark\\\\(\w+)$/D', $class, $name) && is_file(__DIR__ . "/src/$name[1].php")) {
            require __DIR__ . "/src/$name[1].php";
        }
    });
    require __DIR__ . '/src/functions.php';
}
