#compdef paidmark
# paidmark.zsh - completion for zsh, installed as _paidmark
# SPDX-License-Identifier: MIT

_paidmark_charsets() {
    local -a charsets=(utf-8 utf-16 utf-16le utf-16be utf-32 gb18030 gbk big5 big5-hkscs euc-jp shift_jis euc-kr)

    _describe -t charsets charset charsets
}

_paidmark_commands() {
    local -a commands=(
        'preview:the free text'
        'full:the whole text without its markers'
        'rest:only the paid text'
        'split:both versions of every document in whole trees'
        'check:what is wrong with documents, and where'
        'info:how much of documents is free'
        'help:the help, or that of a command'
    )

    _describe -t commands command commands
}

# The options and operands of a command, as _arguments takes them.
_paidmark_of_command() {
    local -a specs=(
        '--markers=[the markers]:set:(default fastadmin ghost more)'
        '*--begin=[a begin marker of your own]:token: '
        '*--divider=[a divider of your own]:token: '
        '*--end=[the end marker to the --begin ahead of it]:token: '
        '--salvage[take a document with errors]'
        '--exact[a marker alone on its line takes no line ending along]'
        '--unmarked=[what a document without markers is]:what:(free paid error)'
        '--no-lookalikes[do not look for damaged markers]'
        '--from=[what the input is written in]:charset:_paidmark_charsets'
        '(-q --quiet)'{-q,--quiet}'[say nothing about the text]'
        '--color=[color messages]:when:(auto always never)'
        '(- *)'{-h,--help}'[show the help]'
        '(- *)'{-V,--version}'[show the version]'
    )
    local -a output=('(-o --output)'{-o+,--output=}'[write to a file]:file:_files')
    local -a to=('--to=[what the output is written in]:charset:_paidmark_charsets')
    local -a json=('--json[one line of JSON for each document]')
    local -a walk=(
        '*--include=[only files that match]:glob: '
        '*--exclude=[nothing that matches]:glob: '
        '--hidden[hidden files and directories too]'
        '--follow[what symbolic links lead to, too]'
    )
    local -a placeholder=('--placeholder=[put a text where each paid region was]:text: ')

    case $1 in
        preview)
            specs+=($output $to
                '(--excerpt)'$^placeholder
                '(--placeholder)--excerpt=[only the beginning of the preview]:characters: '
                '1:file:_files')
            ;;
        full|rest)
            specs+=($output $to '1:file:_files')
            ;;
        split)
            specs+=($walk $placeholder $to $json
                '(-d --directory)'{-d+,--directory=}'[write to this directory]:directory:_files -/'
                '(-j --jobs)'{-j+,--jobs=}'[work on so many documents at a time]:documents: '
                '(-u --update)'{-u,--update}'[skip a document if its outputs are newer]'
                '--dry-run[read and judge everything, write nothing]'
                '--sync[have each output on disk before it gets its name]'
                '*:path:_files')
            ;;
        check|info)
            specs+=($walk $json '*:path:_files')
            ;;
        help)
            specs=('1:command:_paidmark_commands')
            ;;
        *)
            return 1
            ;;
    esac
    _arguments -s -S $specs
}

_paidmark() {
    if ((CURRENT == 2)); then
        _arguments '(- *)'{-h,--help}'[show the help]' '(- *)'{-V,--version}'[show the version]' \
            '1:command:_paidmark_commands'
        return
    fi
    local command=$words[2]

    shift words
    ((CURRENT--))
    _paidmark_of_command $command
}

_paidmark "$@"
