--TEST--
What a document has
--FILE--
<?php
$options = new Paidmark\Options('fastadmin', pairs: [['[[paid-part]]', '[[/paid-part]]']], dividers: ['<!--cut …-->']);
$document = new Paidmark\Document('一。<paid>二</paid>三[[paid-part]]四[[/paid-part]]<!--cut here-->五', $options);
var_dump($document->isRefused(), $document->preview(), $document->full(), $document->rest());
var_dump($document->excerpt(1), $document->excerpt(2), $document->percentFree());
print_r($document->segments()[1]);
var_dump(count($document->segments()), $document->problems());

$document = new Paidmark\Document('<b>一</b>二', $options);
var_dump($document->excerpt(1, visible: true), $document->percentFree());
var_dump((new Paidmark\Document(str_repeat('一', 9000)))->excerpt(8000) === str_repeat('一', 8000));

// sets that are made of the same words
$pair = new Paidmark\Options(pairs: [['##begin-paid##', '##end-paid##']]);
$dividers = new Paidmark\Options(dividers: ['##begin-paid##', '##end-paid##']);
$text = 'a##begin-paid##b##end-paid##c';
var_dump(Paidmark\preview($text, $pair), Paidmark\preview($text, $dividers));

$document = new Paidmark\Document("##paidbegin##\nall\n##paidend##\n");
print_r(array_diff_key(get_object_vars($document->problems()[0]), ['message' => 0]));
var_dump($document->percentFree());
?>
--EXPECT--
bool(false)
string(9) "一。三"
string(18) "一。二三四五"
string(9) "二四五"
string(3) "一"
string(6) "一。"
int(50)
Paidmark\Segment Object
(
    [part] => paid
    [region] => 1
    [offset] => 12
    [characters] => 1
    [text] => 二
)
int(5)
array(0) {
}
string(10) "<b>一</b>"
int(100)
bool(true)
string(2) "ac"
string(1) "a"
Array
(
    [code] => nothing-free
    [severity] => warning
    [offset] => 0
    [bytes] => 13
    [line] => 1
    [column] => 1
    [suggestion] => 
    [relatedOffset] => 
)
int(0)
