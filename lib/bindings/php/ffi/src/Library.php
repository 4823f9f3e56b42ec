<?php
// Library.php - libpaidmark.so.1 by FFI
// SPDX-License-Identifier: MIT
declare(strict_types=1);

namespace Paidmark;

use FFI;

/** @internal */
final class Library
{
    public const OK = 0;
    public const SALVAGED = 1;
    public const REFUSED = 2;
    public const BAD_ARGUMENT = 4;
    public const FREE = 0x10;
    public const PAID = 0x20;
    public const SALVAGE = 0x100;
    public const EXACT = 0x200;
    public const NO_LOOKALIKES = 0x400;
    public const ALSO_FREE = 0x800;
    public const UNMARKED = ['free' => 0, 'paid' => 0x1000, 'error' => 0x2000];
    public const EXCERPT_VISIBLE = 0x10000;
    public const ERROR = 2;
    public const NO_OFFSET = -1; // SIZE_MAX, as FFI gives it

    private static ?FFI $ffi = null;

    public static function ffi(): FFI
    {
        return self::$ffi ??= self::load();
    }

    private static function load(): FFI
    {
        try {
            return FFI::scope('PAIDMARK'); // by ffi.preload
        } catch (FFI\Exception) {
            return FFI::load(__DIR__ . '/../paidmark.ffi.h');
        }
    }

    /** A copy that PHP does not move, for the library to point into. */
    public static function copy(#[\SensitiveParameter] string $text): FFI\CData
    {
        $copy = self::ffi()->new('char[' . max(strlen($text), 1) . ']');
        FFI::memcpy($copy, $text, strlen($text));
        return $copy;
    }
}
