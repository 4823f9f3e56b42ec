<?php
// Options.php - how texts are read
// SPDX-License-Identifier: MIT
declare(strict_types=1);

namespace Paidmark;

use FFI;
use ValueError;

/** Never changes; make one and use it for all articles. */
final class Options
{
    private ?FFI\CData $options = null; // as long as it can be used
    private ?FFI\CData $markers = null;
    private bool $made = false;

    /**
     * @param string|null $markers named marker sets with commas between them: default, fastadmin, ghost, more
     * @param array $pairs markers of your own: a list of [begin, end]
     * @param array $dividers markers of your own without an end: all that follows them is paid
     * @param string $unmarked what an article without markers is: free, paid, or error
     * @param bool $alsoFree warn of paid text that stands in the free text, too
     */
    public function __construct(?string $markers = null, array $pairs = [], array $dividers = [],
        string $unmarked = 'free', bool $salvage = false, bool $exact = false, bool $lookalikes = true,
        bool $alsoFree = false, int $maxProblems = 100)
    {
        if ($this->made) {
            throw new \Error('Paidmark\Options never changes');
        }
        $this->made = true;
        if ($maxProblems < 1) {
            throw new ValueError('$maxProblems must be greater than 0');
        }
        $options = Library::ffi()->new('struct paidmark_options');
        $options->size = FFI::sizeof($options);
        $options->flags = ($salvage ? Library::SALVAGE : 0) | ($exact ? Library::EXACT : 0)
            | ($lookalikes ? 0 : Library::NO_LOOKALIKES) | ($alsoFree ? Library::ALSO_FREE : 0);
        $options->unmarked = Library::UNMARKED[$unmarked]
            ?? throw new ValueError('$unmarked must be one of "free", "paid", or "error"');
        $options->max_problems = $maxProblems;
        if ($markers !== null || $pairs || $dividers) {
            $options->markers = $this->makeMarkers($markers, [...self::pairs($pairs), ...self::dividers($dividers)]);
        }
        $this->options = $options;
    }

    public function __destruct()
    {
        if ($this->markers !== null) {
            Library::ffi()->paidmark_marker_set_free($this->markers);
        }
        $this->markers = null;
        $this->options = null;
        $this->made = true;
    }

    private function __clone()
    {
    }

    /** @internal */
    public function pointer(): FFI\CData
    {
        return FFI::addr($this->options ?? throw new \Error('Paidmark\Options is not made, or no more'));
    }

    private static function pairs(array $pairs): array
    {
        foreach ($pairs as $pair) {
            if (!is_array($pair) || array_map('gettype', $pair) !== ['string', 'string']) {
                throw new ValueError('$pairs must be a list of arrays of two strings');
            }
        }
        return array_values($pairs);
    }

    private static function dividers(array $dividers): array
    {
        foreach ($dividers as $divider) {
            if (!is_string($divider)) {
                throw new ValueError('$dividers must be a list of strings');
            }
        }
        return array_map(static fn (string $divider) => [$divider, null], array_values($dividers));
    }

    private function makeMarkers(?string $names, array $pairs): FFI\CData
    {
        $ffi = Library::ffi();
        $count = count($pairs);
        $list = $ffi->new('struct paidmark_marker_pair[' . max($count, 1) . ']');
        $pointers = $ffi->new('const struct paidmark_marker_pair *[' . max($count, 1) . ']');
        $copies = [];
        foreach ($pairs as $i => [$begin, $end]) {
            $copies[] = self::setToken($list[$i], 'begin', $begin);
            $copies[] = $end === null ? null : self::setToken($list[$i], 'end', $end);
            $pointers[$i] = FFI::addr($list[$i]);
        }
        $set = $ffi->new('struct paidmark_marker_set *');
        if (str_contains($names ?? '', "\0") || $ffi->paidmark_marker_set_new(FFI::addr($set), $names, $pointers, $count,
            null) !== Library::OK) {
            throw new ValueError('Paidmark\Options: an unknown marker set, or a marker that is empty, too long, not '
                . 'UTF-8, of more than one line, or there twice');
        }
        return $this->markers = $set;
    }

    /** Sets one token of a pair. A tail is written as a blank and three dots, as for the tool. */
    private static function setToken(FFI\CData $pair, string $which, string $token): FFI\CData
    {
        $tail = 0;
        if (preg_match('/ (?:\xe2\x80\xa6|\.\.\.)/', $token, $found, PREG_OFFSET_CAPTURE)) {
            [$dots, $at] = $found[0];
            $token = substr_replace($token, '', $at, strlen($dots));
            $tail = $at ?: PHP_INT_MAX; // with nothing before it, it is one that the library does not allow
        }
        $copy = Library::copy($token);
        $pair->$which = Library::ffi()->cast('char *', $copy);
        $pair->{$which . '_bytes'} = strlen($token);
        $pair->{$which . '_tail'} = $tail;
        return $copy;
    }
}
