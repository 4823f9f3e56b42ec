# paidmark.fish - completion for fish
# SPDX-License-Identifier: MIT

# True after one of these commands, the first word behind paidmark.
function __paidmark_after
    set -l words (commandline -opc)
    test (count $words) -ge 2; and contains -- $words[2] $argv
end

function __paidmark_charsets
    printf '%s\n' utf-8 utf-16 utf-16le utf-16be utf-32 gb18030 gbk big5 big5-hkscs euc-jp shift_jis euc-kr
end

function __paidmark_option
    set -l after "__paidmark_after $argv[1]"
    complete -c paidmark -n $after $argv[2..-1]
end

set -l all 'preview full rest split check info'
set -l render 'preview full rest'

complete -c paidmark -n 'test (count (commandline -opc)) -eq 1' -f
complete -c paidmark -n 'test (count (commandline -opc)) -eq 1' -a preview -d 'the free text'
complete -c paidmark -n 'test (count (commandline -opc)) -eq 1' -a full -d 'the whole text without its markers'
complete -c paidmark -n 'test (count (commandline -opc)) -eq 1' -a rest -d 'only the paid text'
complete -c paidmark -n 'test (count (commandline -opc)) -eq 1' -a split -d 'both versions of whole trees'
complete -c paidmark -n 'test (count (commandline -opc)) -eq 1' -a check -d 'what is wrong, and where'
complete -c paidmark -n 'test (count (commandline -opc)) -eq 1' -a info -d 'how much is free'
complete -c paidmark -n 'test (count (commandline -opc)) -eq 1' -a help -d 'the help, or that of a command'
complete -c paidmark -n 'test (count (commandline -opc)) -eq 1' -s h -l help -d 'show the help'
complete -c paidmark -n 'test (count (commandline -opc)) -eq 1' -s V -l version -d 'show the version'
__paidmark_option help -f -a "$all"

__paidmark_option "$render" -s o -l output -rF -d 'write to a file'
__paidmark_option split -s d -l directory -xa '(__fish_complete_directories)' -d 'write to this directory'
__paidmark_option 'split check info' -l include -x -d 'only files that match'
__paidmark_option 'split check info' -l exclude -x -d 'nothing that matches'
__paidmark_option 'split check info' -l hidden -d 'hidden files and directories too'
__paidmark_option 'split check info' -l follow -d 'what symbolic links lead to, too'
__paidmark_option split -s j -l jobs -x -d 'work on so many documents at a time'
__paidmark_option split -s u -l update -d 'skip a document if its outputs are newer'
__paidmark_option split -l dry-run -d 'read and judge everything, write nothing'
__paidmark_option split -l sync -d 'have each output on disk before it gets its name'
__paidmark_option 'preview split' -l placeholder -x -d 'put a text where each paid region was'
__paidmark_option preview -l excerpt -x -d 'only the beginning of the preview'
__paidmark_option "$all" -l markers -xa 'default fastadmin ghost more' -d 'the markers'
__paidmark_option "$all" -l begin -x -d 'a begin marker of your own'
__paidmark_option "$all" -l end -x -d 'the end marker to the --begin ahead of it'
__paidmark_option "$all" -l divider -x -d 'a divider of your own'
__paidmark_option "$all" -l salvage -d 'take a document with errors'
__paidmark_option "$all" -l exact -d 'a marker alone on its line takes no line ending along'
__paidmark_option "$all" -l unmarked -xa 'free paid error' -d 'what a document without markers is'
__paidmark_option "$all" -l no-lookalikes -d 'do not look for damaged markers'
__paidmark_option "$all" -l from -xa 'auto (__paidmark_charsets)' -d 'what the input is written in'
__paidmark_option "$render split" -l to -xa '(__paidmark_charsets)' -d 'what the output is written in'
__paidmark_option 'split check info' -l json -d 'one line of JSON for each document'
__paidmark_option "$all" -s q -l quiet -d 'say nothing about the text'
__paidmark_option "$all" -l color -xa 'auto always never' -d 'color messages'
__paidmark_option "$all" -s h -l help -d 'show the help'
__paidmark_option "$all" -s V -l version -d 'show the version'
functions -e __paidmark_option
