--TEST--
Objects that are not made, or no more; those of the extension have no destructor to call
--FILE--
<?php
use Paidmark\{Document, Options, RefusedException};

/** Takes the memory that was freed, for sets of other markers. */
function others(): array
{
    return array_map(fn (int $i) => new Options('more', [["[[z$i]]", "[[/z$i]]"]]), range(1, 50));
}

function gone(object $object): object
{
    $object->__destruct();
    return $object;
}

function unmade(string $class): object
{
    return (new ReflectionClass($class))->newInstanceWithoutConstructor();
}

function half(): Options
{
    $options = unmade(Options::class);
    try {
        $options->__construct('fastadmin,fastadmln');
    } catch (ValueError) {
    }
    return $options;
}

$article = 'a<paid>b</paid>';
$fastadmin = new Options('fastadmin');
$read = function (Options $options) use ($article) {
    $others = others();
    return (new Document($article, $options))->preview();
};
$calls = [
    'options' => fn () => $read(gone(new Options('fastadmin'))),
    'options without markers' => fn () => $read(gone(new Options())),
    'options twice' => fn () => $read(gone(gone(new Options('fastadmin')))),
    'options anew' => fn () => gone(new Options('fastadmin'))->__construct('more'),
    'options of a function' => fn () => Paidmark\full($article, gone(new Options('fastadmin'))),
    'document' => fn () => gone(new Document($article, $fastadmin))->preview(),
    'document twice' => fn () => gone(gone(new Document($article, $fastadmin)))->full(),
    'document anew' => fn () => gone(new Document($article, $fastadmin))->__construct($article),
    'rest' => fn () => gone(new Document($article, $fastadmin))->rest(),
    'excerpt' => fn () => gone(new Document($article, $fastadmin))->excerpt(1),
    'figure' => fn () => gone(new Document($article, $fastadmin))->percentFree(),
    'segments' => fn () => gone(new Document($article, $fastadmin))->segments(),
    'no options' => fn () => $read(unmade(Options::class)),
    'half of the options' => fn () => $read(half()),
    'no document' => fn () => unmade(Document::class)->preview(),
];
foreach ($calls as $name => $call) {
    try {
        $call();
        echo "$name: allowed\n";
    } catch (Error | RefusedException | ReflectionException) {
        echo "$name: thrown\n";
    }
}

$kept = WeakReference::create($options = new Options('fastadmin'));
$document = new Document($article, $options);
unset($options);
try {
    $document->__construct($article);
} catch (Error) {
    var_dump($kept->get() instanceof Options, $document->preview());
}
?>
--EXPECT--
options: thrown
options without markers: thrown
options twice: thrown
options anew: thrown
options of a function: thrown
document: thrown
document twice: thrown
document anew: thrown
rest: thrown
excerpt: thrown
figure: thrown
segments: thrown
no options: thrown
half of the options: thrown
no document: thrown
bool(true)
string(1) "a"
