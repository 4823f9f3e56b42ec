--TEST--
A refused article throws, and says nothing of the text
--FILE--
<?php
use Paidmark\{Document, Options, RefusedException};

$article = "GEHEIM\n##paidbegin##GEHEIM ##paidbegin## ##PaidEnd##";
$document = new Document($article);
$calls = [fn () => Paidmark\preview($article), fn () => Paidmark\full($article), fn () => $document->preview(),
    fn () => $document->preview('cut'), fn () => $document->full(), fn () => $document->rest(),
    fn () => $document->excerpt(5), fn () => $document->segments(), fn () => $document->percentFree()];
foreach ($calls as $call) {
    try {
        var_dump($call());
    } catch (RefusedException $e) {
        echo $e->getMessage(), ', ', count($e->getProblems()), "\n";
        assert($e instanceof RuntimeException && $e->getProblems() == $document->problems());
    }
}
var_dump($document->isRefused());
print_r($document->problems()[0]);

$salvaged = new Document($article, new Options(salvage: true));
var_dump($salvaged->isRefused(), $salvaged->preview(), count($salvaged->problems()));
echo count((new Document($article, new Options(maxProblems: 1)))->problems()), "\n";
?>
--EXPECTF--
The article is refused: nested-begin at 2:21, 3
The article is refused: nested-begin at 2:21, 3
The article is refused: nested-begin at 2:21, 3
The article is refused: nested-begin at 2:21, 3
The article is refused: nested-begin at 2:21, 3
The article is refused: nested-begin at 2:21, 3
The article is refused: nested-begin at 2:21, 3
The article is refused: nested-begin at 2:21, 3
The article is refused: nested-begin at 2:21, 3
bool(true)
Paidmark\Problem Object
(
    [code] => nested-begin
    [message] => %s
    [severity] => error
    [offset] => 27
    [bytes] => 13
    [line] => 2
    [column] => 21
    [suggestion] => 
    [relatedOffset] => 7
)
bool(false)
string(7) "GEHEIM
"
int(3)
1
