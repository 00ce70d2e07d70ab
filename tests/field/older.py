"""Set-ups of people whose Codex is not the newest one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.versions import NEWEST
from field.set_up import SetUp
from oracle.binary import codex_program
from oracle.matrix import codex_of

if TYPE_CHECKING:
    from typing import Unpack

    from field.set_up import More


class Older(SetUp, frozen=True, kw_only=True):
    """A set-up with this version of Codex."""

    version: str


def older(
    version: str, id_: str, kind: str, about: str, codex: str, *first: str, **more: Unpack[More]
) -> Older:
    """Return a set-up with a version of Codex; what `more` does not name is healthy."""
    return Older(version=version, id=id_, kind=kind, about=about, codex=codex, first=first, **more)


def version_of(set_up: SetUp) -> str:
    """Return the version of Codex that is used."""
    return set_up.version if isinstance(set_up, Older) else NEWEST


def program_of(set_up: SetUp) -> str:
    """Return the program of the Codex that is used."""
    if not isinstance(set_up, Older):
        return codex_program()
    return str(codex_of(set_up.version))
