--TEST--
Backtraces have no text of the article
--INI--
zend.exception_ignore_args=0
zend.exception_string_param_max_len=1000
--FILE--
<?php
foreach (['Paidmark\preview', 'Paidmark\full', fn ($text) => (new Paidmark\Document($text))->preview()] as $function) {
    try {
        is_string($function) ? $function('GEHEIM ##paidbegin##') : array_map($function, ['GEHEIM ##paidbegin##']);
    } catch (Paidmark\RefusedException $e) {
        $own = array_filter($e->getTrace(), fn ($frame) => str_contains($frame['function'] . ($frame['class'] ?? ''), 'Paidmark'));
        var_dump(count($own) > 0, str_contains(print_r(array_column($own, 'args'), true), 'GEHEIM'));
    }
}
try {
    (static fn () => new Paidmark\Document('GEHEIM', new stdClass))();
} catch (TypeError $e) {
    var_dump(str_contains($e, 'SensitiveParameterValue'), str_contains($e, 'GEHEIM'));
}
?>
--EXPECT--
bool(true)
bool(false)
bool(true)
bool(false)
bool(true)
bool(false)
bool(true)
bool(false)
