"""The lines that set a variable: now and for good, for each shell that people use.

Where a shell looks when it starts: bash(1) INVOCATION, zsh(1) STARTUP/SHUTDOWN FILES; `set -U` of
fish, and `setx` and `[Environment]::SetEnvironmentVariable` of Windows keep it themselves.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from codex_doctor.shell_words import fish_word, is_for_cmd, posix_word, powershell_word
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.model import Commands, Variable
    from codex_doctor.report.options import Options
    from codex_doctor.words.sentence import Sentence

SHELLS: Final = ("bash", "zsh", "fish", "powershell", "cmd")
_START_UP: Final = {"bash": "~/.bashrc", "zsh": "~/.zshrc"}


class TypedLines(Struct, frozen=True):
    """What is typed into one shell.

    Attributes:
        now: For what this shell starts.
        lasting: For every new one, "" where the start-up file does it.
        file: The start-up file that `now` goes into, or out of; "" where there is none.
    """

    now: str
    lasting: str = ""
    file: str = ""


def lines_for(shell: str, variable: Variable) -> TypedLines:
    """Return the lines for one of SHELLS, empty ones where it has none for such a value."""
    name, value = variable.name, variable.value
    if value is None:
        return _unset(shell, name)
    match shell:
        case "fish":
            word = fish_word(value)
            return TypedLines(f"set -gx {name} {word}", f"set -Ux {name} {word}")
        case "powershell":
            word = powershell_word(value)
            lasting = f'[Environment]::SetEnvironmentVariable("{name}", {word}, "User")'
            return TypedLines(f"$env:{name} = {word}", lasting)
        case "cmd" if not is_for_cmd(value):
            return TypedLines("")
        case "cmd":
            return TypedLines(f'set "{name}={value}"', f'setx {name} "{value}"')
        case _:
            return TypedLines(
                f"export {name}={posix_word(value)}", file=_START_UP.get(shell, "~/.profile")
            )


def _unset(shell: str, name: str) -> TypedLines:
    match shell:
        case "fish":
            return TypedLines(f"set -e {name}", f"set -Ue {name}")
        case "powershell":
            lasting = f'[Environment]::SetEnvironmentVariable("{name}", $null, "User")'
            return TypedLines(f"Remove-Item Env:{name}", lasting)
        case "cmd":
            return TypedLines(f'set "{name}="', f"reg delete HKCU\\Environment /F /V {name}")
        case _:
            return TypedLines(f"unset {name}", file=_START_UP.get(shell, "~/.profile"))


def shown_commands(commands: Commands, options: Options) -> tuple[str, Sentence | None]:
    """Return what is pasted into the reader's shell, and how that holds for good."""
    shell = "powershell" if options.powershell else options.shell
    if commands.variable is None or not shell:
        return commands.powershell if options.powershell else commands.posix, None
    lines = lines_for(shell, commands.variable)
    if not lines.now:
        return commands.powershell, None
    if lines.lasting:
        return lines.now, say("report.for_good", line=lines.lasting)
    file = options.start_up or lines.file
    if commands.variable.value is None:
        return lines.now, say("report.not_again", variable=commands.variable.name, file=file)
    return lines.now, say("report.for_good_in", file=file)


def shell_of(program: str | None) -> str:
    """Return which of SHELLS `$SHELL` names; "sh" for another one, or none."""
    name = PurePosixPath(program or "").name
    return name if name in SHELLS else "sh"


def start_up_of(environ: Mapping[str, str]) -> str:
    """Return the start-up file of the reader's shell where a variable says so, "" elsewhere."""
    is_moved = shell_of(environ.get("SHELL")) == "zsh" and environ.get("ZDOTDIR")
    return "$ZDOTDIR/.zshrc" if is_moved else ""
