--TEST--
Arguments that are not allowed
--FILE--
<?php
use Paidmark\{Document, Options};

$document = new Document('a');
$options = new Options();
$calls = [
    'unknown set' => fn () => new Options('fastadmln'),
    'no set' => fn () => new Options(''),
    'set with a NUL' => fn () => new Options("default\0"),
    'no pair' => fn () => new Options(pairs: ['##begin##']),
    'half a pair' => fn () => new Options(pairs: [['##begin##']]),
    'more than a pair' => fn () => new Options(pairs: [['##begin##', '##end##', '##']]),
    'numbers' => fn () => new Options(pairs: [[1, 2]]),
    'no divider' => fn () => new Options(dividers: [['##divider##']]),
    'empty marker' => fn () => new Options(dividers: ['']),
    'nothing before a tail' => fn () => new Options(dividers: [' …##']),
    'twice the same' => fn () => new Options(pairs: [['##a##', '##b##'], ['##a##', '##c##']]),
    'unmarked' => fn () => new Options(unmarked: 'Error'),
    'no problem' => fn () => new Options(maxProblems: 0),
    'placeholder' => fn () => $document->preview('{words}'),
    'placeholder of a function' => fn () => Paidmark\preview('a', null, '{words}'),
    'excerpt' => fn () => $document->excerpt(-1),
    'options twice' => fn () => $options->__construct('fastadmin'),
    'document twice' => fn () => $document->__construct('b'),
    'copy of options' => fn () => clone $options,
    'copy of a document' => fn () => clone $document,
    'serialized options' => fn () => serialize($options),
    'serialized document' => fn () => serialize($document),
    'unserialized document' => fn () => unserialize('O:17:"Paidmark\Document":0:{}')->preview(),
    'not a string' => fn () => Paidmark\preview([]),
    'not options' => fn () => new Document('a', new stdClass),
];
foreach ($calls as $name => $call) {
    try {
        $call();
        echo "$name: allowed\n";
    } catch (Throwable $e) {
        echo $name, ': ', get_class($e), "\n";
    }
}
echo $document->preview(), "\n";
?>
--EXPECTF--
unknown set: ValueError
no set: ValueError
set with a NUL: ValueError
no pair: ValueError
half a pair: ValueError
more than a pair: ValueError
numbers: ValueError
no divider: ValueError
empty marker: ValueError
nothing before a tail: ValueError
twice the same: ValueError
unmarked: ValueError
no problem: ValueError
placeholder: ValueError
placeholder of a function: ValueError
excerpt: ValueError
options twice: Error
document twice: Error
copy of options: Error
copy of a document: Error
serialized options: Exception
serialized document: Exception
unserialized document: E%s
not a string: TypeError
not options: TypeError
a
