# paidmark.bash - completion for bash
# SPDX-License-Identifier: MIT

# The options of a command.
_paidmark_options() {
    local options='--markers --begin --end --divider --salvage --exact --unmarked --no-lookalikes --from -q --quiet --color
        -h --help -V --version'

    case $1 in
        preview) options+=' -o --output --placeholder --excerpt --to' ;;
        full | rest) options+=' -o --output --to' ;;
        split)
            options+=' -d --directory --include --exclude --hidden --follow -j --jobs -u --update --dry-run --sync
                --placeholder --to --json'
            ;;
        check | info) options+=' --include --exclude --hidden --follow --json' ;;
    esac
    printf '%s\n' "$options"
}

# The charsets that iconv knows and that are likely to be meant.
_paidmark_charsets() {
    printf '%s\n' 'utf-8 utf-16 utf-16le utf-16be utf-32 gb18030 gbk big5 big5-hkscs euc-jp shift_jis euc-kr'
}

_paidmark_files() {
    local IFS=$'\n'

    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen "$1" -- "$2")
}

_paidmark() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]-}
    local commands='preview full rest split check info help' words=

    COMPREPLY=()
    # --option=value arrives as three words.
    if [[ $word == = ]]; then
        word=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if ((COMP_CWORD == 1)); then
        words="$commands -h --help -V --version"
    elif [[ $command == help ]]; then
        ((COMP_CWORD == 2)) && words=${commands% help}
    else
        case $before in
            -o | --output) _paidmark_files -f "$word"; return ;;
            -d | --directory) _paidmark_files -d "$word"; return ;;
            --markers) words='default fastadmin ghost more' ;;
            --unmarked) words='free paid error' ;;
            --color) words='auto always never' ;;
            --from) words="auto $(_paidmark_charsets)" ;;
            --to) words=$(_paidmark_charsets) ;;
            --begin | --end | --divider | --placeholder | --excerpt | --include | --exclude | -j | --jobs) return ;;
            *)
                if [[ $word != -* ]]; then
                    _paidmark_files -f "$word"
                    return
                fi
                words=$(_paidmark_options "$command")
                ;;
        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -F _paidmark paidmark
