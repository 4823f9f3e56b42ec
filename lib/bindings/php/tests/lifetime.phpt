--TEST--
A document keeps what it needs, and gives it back
--FILE--
<?php
use Paidmark\{Document, Options, RefusedException};

$text = str_repeat('一', 1000) . '##paidbegin##' . str_repeat('二', 1000) . '##paidend##';
$document = new Document($text, new Options('default', dividers: ['<!--the-paid-part-->']));
$text[0] = "\xff";
$text .= $text;
gc_collect_cycles();
assert($document->preview() === str_repeat('一', 1000));
$refused = new Document('一<!-- the paid part -->', new Options(dividers: ['<!--the-paid-part-->']));
assert($refused->problems()[0]->suggestion === '<!--the-paid-part-->');

function resident(): int
{
    return (int) explode(' ', file_get_contents('/proc/self/statm'))[1] * 4096;
}

$sound = str_repeat('一', 300) . '##paidbegin##' . str_repeat('二', 300) . '##paidend##';
$damaged = $sound . '##paidend##';
$options = new Options('fastadmin');

function work(string $sound, string $damaged, Options $options): void
{
    $document = new Document($sound, $options);
    $document->preview('…') . $document->full() . $document->excerpt(100);
    $document->segments();
    Paidmark\preview($sound, $options);
    try {
        Paidmark\preview($damaged, $options);
    } catch (RefusedException $e) {
        $e->getProblems();
    }
    try {
        (new Document($damaged))->full();
    } catch (RefusedException) {
    }
}

$calls = (int) (getenv('PAIDMARK_CALLS') ?: 10000);
for ($i = 0; $i < 200; $i++) {
    work($sound, $damaged, $options);
}
[$used, $resident] = [memory_get_usage(), resident()];
for ($i = 0; $i < $calls; $i++) {
    work("$sound$i", "$damaged$i", $options);
}
var_dump(memory_get_usage() - $used < 10000, resident() - $resident < 1000000);

for ($i = 0; $i < 200; $i++) { // more marker sets than are kept
    $own = new Options(dividers: ["##divider$i##"]);
    assert(Paidmark\preview("a##divider$i##b", $own) === 'a');
    $resident = $i === 100 ? resident() : $resident;
}
var_dump(Paidmark\preview('a##divider199##b', $own), resident() - $resident < 300000); // a set takes 7 KB
?>
--EXPECT--
bool(true)
bool(true)
string(1) "a"
bool(true)
