"""A long configuration that a fix, a service or a script has to change, show and read again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from codex_doctor.lab.fault import CONFIG
from hostile import places
from hostile.case import Case

if TYPE_CHECKING:
    from collections.abc import Mapping

_BUDGET: Final = ("--budget", "4")
_COMMANDS: Final = {
    "fix": ("fix", "--yes", *_BUDGET),
    "fix-to-look": ("fix", "--dry-run", *_BUDGET),
    "setup": (
        *("setup", "litellm", "--base-url", "{base_url}", "--env-key", "LAB_API_KEY"),
        *("--model", "lab-model-1", "--yes", *_BUDGET),
    ),
    "diagnosis": ("--json", *_BUDGET),
}
_BROKEN: Final = CONFIG.replace('"responses"', '"chat"').replace("\n\n", "\n")
_REST: Final[Mapping[str, str]] = {
    "one-comment": "# x\r\n" * 80_000,
    "blank-lines": "\n" * 400_000,
    "a-text": 'x = """\n' + "some words\n" * 38_000 + '"""\n',
    "two-lines": "# a\n# b\n" * 50_000,
}


class _Kept(tuple[str, ...]):
    """The journal of changes, and the file as it was before, whose name has the time."""

    __slots__ = ()

    def __contains__(self, name: object) -> bool:
        return "codex-doctor" in str(name)


def _text(rest: str) -> str:
    return f"{_BROKEN}\n{rest}"


CASES: Final = tuple(
    Case(
        "size",
        f"{command}-of-{name}",
        (*words, "--json") if command == "setup" else words,
        config=None,
        prepare=places.file_of("codex/config.toml", partial(_text, rest)),
        is_json=None,
        keeps=_Kept(),
    )
    for name, rest in _REST.items()
    for command, words in _COMMANDS.items()
)
