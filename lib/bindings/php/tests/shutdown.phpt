--TEST--
Objects that are used while PHP shuts down
--FILE--
<?php
final class Late
{
    public object $own;
    public ?Paidmark\Document $document = null;

    public function __destruct()
    {
        try {
            echo $this->document->problems()[0]->suggestion, "\n";
            echo $this->document->preview(), "\n";
        } catch (Throwable $e) {
            echo get_class($e), "\n";
        }
    }
}

$options = new Paidmark\Options('fastadmin');
$document = new Paidmark\Document('a < paid >b', $options);
$late = new Late();
$late->own = $late; // so that destructors run in the order of creation
$late->document = $document;
?>
--EXPECT--
<paid>
Paidmark\RefusedException
