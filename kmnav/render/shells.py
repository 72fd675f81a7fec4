"""Scripts that let bash, zsh and fish finish what a person types after `kmnav`.

All that can be typed is written into the script: Tab starts no program, waits for nothing and cannot fail on a pack
that is broken. A new pack or program needs a new script. Public: `script_for`, `SHELLS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kmnav.record import dataclass

FILES = "files"
NOTHING = "nothing"
ANSWERS = "answers"

Values = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Flag:
    """An option: its names, its help, and the list that its value comes from; None takes no value."""

    names: tuple[str, ...]
    help: str
    takes: str | None


@dataclass(frozen=True, slots=True)
class Command:
    """A command, or with an empty name the program itself; `argument` names the list that its words come from."""

    name: str
    help: str
    flags: tuple[Flag, ...]
    argument: str


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that can be typed: commands, and values by the name of their list, each with a few words on it."""

    commands: tuple[Command, ...]
    values: Values
    made_from: str


def script_for(shell: str, said: Said) -> str:
    """The whole script for one of SHELLS."""
    return SHELLS[shell](said)


def _bash(said: Said) -> str:
    return "".join((_head("bash", said), _tables(said), _BASH))


def _zsh(said: Said) -> str:
    return "".join(("#compdef kmnav\n", _head("zsh", said), _tables(said), _ZSH))


def _head(shell: str, said: Said) -> str:
    return f"# Completion of kmnav for {shell}, {said.made_from}.\n# Made by: kmnav completion {shell}\n\n"


def _tables(said: Said) -> str:
    """Three functions for bash and zsh that leave their answer in REPLY: values, what a flag takes, what words are."""
    lists = {name: [value for value, _ in values] for name, values in said.values.items()}
    for command in said.commands:
        lists[f"flags:{command.name}"] = [name for flag in command.flags for name in flag.names if len(name) > 2]
    lists["commands"] = [each.name for each in said.commands if each.name]
    lists["questions"] = list(dict.fromkeys(f"{value.partition('=')[0]}=" for value in lists.get(ANSWERS, [])))
    takes = {
        f"{command.name}:{name}": flag.takes
        for command in said.commands
        for flag in command.flags
        if flag.takes
        for name in flag.names
    }
    words = {command.name: command.argument for command in said.commands}
    return "\n".join(
        (
            *_function("_kmnav_values", "$1", {name: "\n".join(values) for name, values in lists.items()}),
            *_function("_kmnav_takes", "$1:$2", takes),
            *_function("_kmnav_words", "$1", words),
            "",
        )
    )


def _function(name: str, of: str, answers: Mapping[str, str]) -> Iterator[str]:
    yield f"{name}() {{"
    yield f'    case "{of}" in'
    yield from (f"        {_quoted(key)}) REPLY={_quoted(answer)} ;;" for key, answer in answers.items())
    yield "        *) REPLY='' ;;"
    yield "    esac"
    yield "}\n"


def _quoted(text: str) -> str:
    """Text in single quotes, for bash and zsh."""
    return "'" + text.replace("'", "'\\''") + "'"


_STATE = """\
    for ((at = first; at < last; at++)); do
        word=${typed[at]}
        if [[ -n $takes ]]; then
            takes=''
        elif [[ $word == -*=* ]]; then
            continue
        elif [[ $word == -* ]]; then
            _kmnav_takes "$command" "$word"
            takes=$REPLY
        elif [[ -z $command ]]; then
            command=$word
        fi
    done
    if [[ -n $takes ]]; then
        list=$takes
    elif [[ $current == --*=* ]]; then
        _kmnav_takes "$command" "${current%%=*}"
        list=${REPLY:-nothing}
        flag="${current%%=*}="
        current=${current#*=}
    elif [[ $current == -* ]]; then
        list="flags:$command"
    elif [[ -z $command ]]; then
        list=commands
    else
        _kmnav_words "$command"
        list=$REPLY
    fi
    if [[ $list == answers && $current != *=* ]]; then
        list=questions
    fi
"""

# COMP_WORDS breaks at "=": the parts are joined again, and what stands before the last "=" is left out of the reply.
_BASH = (
    """\
_kmnav() {
    local at word first=1 last=0 joined='' command='' takes='' list='' flag='' quote='' cut='' any_case=0 REPLY
    local -a typed=()
    COMPREPLY=()
    for ((at = 0; at <= COMP_CWORD; at++)); do
        word=${COMP_WORDS[at]}
        if [[ $word == = && $last -gt 0 ]]; then
            typed[last - 1]+='='
            joined=1
        elif [[ -n $joined ]]; then
            typed[last - 1]+=$word
            joined=''
        else
            typed[last++]=$word
        fi
    done
    ((last--))
    local current=${typed[last]}
    case $current in
        \\"* | \\'*) quote=1 current=${current:1} ;;
        *) current=${current//\\\\/} ;;
    esac
"""
    + _STATE
    + """\
    local IFS=$'\\n'
    if [[ $list == files ]]; then
        COMPREPLY=($(compgen -f -- "$current"))
        compopt -o filenames 2>/dev/null
        return
    fi
    [[ $list == questions ]] && compopt -o nospace 2>/dev/null
    if [[ $COMP_WORDBREAKS == *=* ]]; then
        [[ $list == answers && $current == *=* ]] && cut="${current%%=*}="
        flag=''
    fi
    _kmnav_values "$list"
    shopt -q nocasematch && any_case=1
    shopt -s nocasematch
    while read -r word; do
        if [[ -n $word && $word == "$current"* ]]; then
            word=$flag${word#"$cut"}
            [[ -n $quote || $list == questions ]] || printf -v word '%q' "$word"
            COMPREPLY+=("$word")
        fi
    done <<<"$REPLY"
    [[ $any_case == 1 ]] || shopt -u nocasematch
}
complete -F _kmnav kmnav
"""
)

_ZSH = (
    """\
_kmnav() {
    local at word first=2 last=$CURRENT command='' takes='' list='' flag='' current REPLY
    local -a typed values
    typed=("${(@Q)words[@]}")
    current=${(Q)PREFIX}
"""
    + _STATE
    + """\
    if [[ $list == files ]]; then
        [[ -n $flag ]] && compset -P '*='
        _files
        return
    fi
    [[ -n $flag ]] && compset -P '*='
    _kmnav_values "$list"
    values=("${(@f)REPLY}")
    if [[ $list == questions ]]; then
        compadd -S '' -a values
    else
        compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -a values
    fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _kmnav "$@"
else
    compdef _kmnav kmnav
fi
"""
)


def _fish(said: Said) -> str:
    lines = [_head("fish", said).rstrip("\n"), "", "complete -c kmnav -f"]
    for name, values in said.values.items():
        lines += [f"function __kmnav_{name}", "    printf '%s\\t%s\\n' \\"]
        lines += [f"        {_in_fish(value)} {_in_fish(words)} \\" for value, words in values]
        lines += ["        ''", "end"]
    for command in said.commands:
        lines += _command_in_fish(command)
    return "\n".join(lines) + "\n"


def _command_in_fish(command: Command) -> Iterator[str]:
    here = f"'__fish_seen_subcommand_from {command.name}'" if command.name else "__fish_use_subcommand"
    if command.name:
        yield f"complete -c kmnav -n __fish_use_subcommand -a {command.name} -d {_in_fish(command.help)}"
    if command.argument == FILES:
        yield f"complete -c kmnav -n {here} -F"
    elif command.argument not in (NOTHING, ""):
        yield f"complete -c kmnav -n {here} -a '(__kmnav_{command.argument})'"
    for flag in command.flags:
        names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in flag.names)
        value = {None: "", FILES: " -r -F", NOTHING: " -x"}.get(flag.takes, f" -x -a '(__kmnav_{flag.takes})'")
        yield f"complete -c kmnav -n {here} {names}{value} -d {_in_fish(flag.help)}"


def _in_fish(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


SHELLS: Mapping[str, Callable[[Said], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
