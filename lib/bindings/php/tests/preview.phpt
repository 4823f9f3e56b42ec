--TEST--
From a text to its preview or full version in one call
--FILE--
<?php
$article = "Intro, ##paidbegin##secret\nmore\n##paidend##\noutro";
var_dump(Paidmark\preview($article), Paidmark\full($article));
var_dump(Paidmark\preview($article, placeholder: '[{characters} characters, {percent}%]'));
var_dump(Paidmark\preview($article, placeholder: ''));
var_dump(Paidmark\preview('Intro, <paid>secret</paid> outro', new Paidmark\Options('fastadmin')));
var_dump(Paidmark\preview(''), Paidmark\preview('all is free') === 'all is free');
?>
--EXPECT--
string(13) "Intro, 
outro"
string(24) "Intro, secret
more
outro"
string(33) "Intro, [11 characters, 46%]
outro"
string(13) "Intro, 
outro"
string(13) "Intro,  outro"
string(0) ""
bool(true)
