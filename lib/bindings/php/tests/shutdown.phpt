--TEST--
Objects that are used while PHP shuts down
--FILE--
<?php
use Paidmark\{Document, Options};

final class Late
{
    public object $own;
    public ?Document $document = null;
    public ?Options $options = null;

    public function __destruct()
    {
        try {
            echo $this->document->problems()[0]->suggestion, "\n";
            echo $this->document->preview(), "\n";
        } catch (Throwable $e) {
            echo get_class($e), "\n";
        }
        // Takes the memory that was freed, for sets of other markers.
        $others = array_map(fn (int $i) => new Options('more', [["[[z$i]]", "[[/z$i]]"]]), range(1, 50));
        try {
            $read = (new Document('a<paid>b</paid>', $this->options))->preview();
        } catch (Throwable $e) {
            $read = get_class($e);
        }
        // By FFI they have a destructor, which has run by now.
        var_dump($read === (method_exists($this->options, '__destruct') ? 'Error' : 'a'));
    }
}

$options = new Options('fastadmin');
$document = new Document('a < paid >b', $options);
$late = new Late();
$late->own = $late; // so that destructors run in the order of creation
$late->document = $document;
$late->options = $options;
?>
--EXPECT--
<paid>
Paidmark\RefusedException
bool(true)
