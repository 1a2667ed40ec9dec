"""What runs in each shell to complete a command line, and what it asks sdgen: click's completion,
with designs as paths, ``--option=value`` in every shell, and no shell started."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from click import Command
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    shell_complete,
)

from sdgen.cli.verbs import COMPLETION

# bash before 4.4 has no nosort, and before 4.0, as macOS has it, no compopt: it adds a space after
# a folder, and sorts.
_BASH: Final = """\
%(complete_func)s() {
    local IFS=$'\\n' type value
    COMPREPLY=()
    while IFS=, read -r type value; do
        case $type in
            plain) COMPREPLY+=("$value") ;;
            path) COMPREPLY+=("$value"); compopt -o filenames 2>/dev/null ;;
            dir) compopt -o dirnames 2>/dev/null ;;
            file) compopt -o default 2>/dev/null ;;
        esac
    done < <(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \\
        %(complete_var)s=bash_complete "$1" 2>/dev/null)
    return 0
}
complete -o nosort -F %(complete_func)s %(prog_name)s 2>/dev/null ||
    complete -F %(complete_func)s %(prog_name)s
"""

_ZSH: Final = """\
#compdef %(prog_name)s

%(complete_func)s() {
    local -a plain described folders files response
    local type key descr
    (( ! $+commands[%(prog_name)s] )) && return 1

    response=("${(@f)$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT-1)) \\
        %(complete_var)s=zsh_complete %(prog_name)s 2>/dev/null)}")

    for type key descr in ${response}; do
        case $type in
            plain)
                if [[ $descr == _ ]]; then
                    plain+=("$key")
                else
                    described+=("$key:$descr")
                fi ;;
            path)
                if [[ $key == */ ]]; then
                    folders+=("$key")
                else
                    files+=("$key")
                fi ;;
            dir) _path_files -/ ;;
            file) _path_files -f ;;
        esac
    done

    (( $#described )) && _describe -V unsorted described -U
    (( $#plain )) && compadd -U -V unsorted -a plain
    (( $#folders )) && compadd -U -S '' -a folders
    (( $#files )) && compadd -U -a files
    return 0
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""

_FISH: Final = """\
function %(complete_func)s
    set -l response (env %(complete_var)s=fish_complete COMP_WORDS=(commandline -cp) \\
        COMP_CWORD=(commandline -t) %(prog_name)s 2>/dev/null)
    for completion in $response
        set -l metadata (string split -m 1 "," -- $completion)
        switch $metadata[1]
            case dir
                __fish_complete_directories $metadata[2]
            case file
                __fish_complete_path $metadata[2]
            case plain path
                echo $metadata[2]
        end
    end
end
complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class _Asked(ShellComplete):
    """What every shell has in common."""

    _joined: str = ""
    """``--option=`` where the shell has one word of it and the value, which are offered together."""

    def get_completion_args(self) -> tuple[list[str], str]:
        args, incomplete = super().get_completion_args()
        option = re.match(r"--[a-z-]+=", incomplete)
        self._joined = option[0] if option else ""
        # bash has three words of --option=value.
        if args and args[-1] == "=" and len(args) > 1:
            del args[-1]
        return args, incomplete

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
        found = super().get_completions(args, incomplete)
        if self._joined:
            found = [
                CompletionItem(f"{self._joined}{each.value}", "plain", each.help)
                for each in found
                if each.type in ("plain", "path")
            ]
        return found

    def source(self) -> str:
        # That of bash starts one to ask for its version.
        return self.source_template % self.source_vars()


class Bash(_Asked, BashComplete):
    name: ClassVar[str] = "bash"
    source_template: ClassVar[str] = _BASH


class Zsh(_Asked, ZshComplete):
    name: ClassVar[str] = "zsh"
    source_template: ClassVar[str] = _ZSH


class Fish(_Asked, FishComplete):
    name: ClassVar[str] = "fish"
    source_template: ClassVar[str] = _FISH


SHELLS: Final[dict[str, type[ShellComplete]]] = {"bash": Bash, "zsh": Zsh, "fish": Fish}


def complete(command: Command, asked: str) -> int:
    """Answer a shell: ``asked`` is its name and ``_complete``, or ``_source`` for what it is to run.
    Returns an exit status."""
    for each in SHELLS.values():
        add_completion_class(each)
    return shell_complete(command, {}, "sdgen", COMPLETION, asked)


def source(command: Command, shell: str) -> str:
    """What the shell runs to ask sdgen."""
    return SHELLS[shell](command, {}, "sdgen", COMPLETION).source()
