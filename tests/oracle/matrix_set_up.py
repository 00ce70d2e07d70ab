"""What a case of the matrix is: a set-up that every Codex version can be given.

Faults of the lab and configuration cases become one form here. Whether a set-up works is nowhere
in it: that is what the matrix records, version by version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from codex_doctor.lab.fault import fill
from oracle.config_case import FOLDERS, ConfigCase, values_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from codex_doctor.lab.fault import Fault
    from codex_doctor.lab.server import Lab
    from codex_doctor.lab.wire import Behaviour

_NAMED: Final = 'name = "Lab"\n'
_RESPONSES: Final = f'{_NAMED}wire_api = "responses"\n'


class SetUp(Struct, frozen=True):
    """One set-up for all versions; texts may name what `values_of` gives.

    Attributes:
        name: Words joined by hyphens, unique.
        area: `configuration`, `credentials`, `wire`, `stream`, `tools`, `chat` or `guide`.
        behaviour: How the endpoint answers.
        files: Files below the folders home, codex and work.
        environ: Variables besides CODEX_HOME, HOME and PATH.
        args: Options for `codex exec`, which the doctor has as well.
        modes: Permissions of files, where they are not 0600.
    """

    name: str
    area: str
    behaviour: Behaviour
    files: Mapping[str, str | bytes]
    environ: Mapping[str, str]
    args: tuple[str, ...] = ()
    modes: Mapping[str, int] = field(default_factory=dict[str, int])


def from_fault(fault: Fault, area: str) -> SetUp:
    """Return a fault of the lab as a set-up."""
    files = {f"codex/{name}": text for name, text in fault.files.items()}
    if fault.config is not None:
        files["codex/config.toml"] = fault.config
    return SetUp(fault.name, area, fault, files, fault.environ, fault.args)


def from_case(case: ConfigCase, area: str) -> SetUp:
    """Return a configuration case as a set-up, its provider on the Responses API.

    Versions before 0.95.0 speak Chat Completions where a provider does not say otherwise.
    """
    files = dict(case.files)
    if case.config is not None:
        files["codex/config.toml"] = case.config
    files = {name: _with_wire_api(content) for name, content in files.items()}
    return SetUp(case.name, area, case.endpoint, files, case.environ, case.args, modes=case.modes)


def _with_wire_api(content: str | bytes) -> str | bytes:
    if isinstance(content, bytes) or "wire_api" in content:
        return content
    return content.replace(_NAMED, _RESPONSES)


def write(set_up: SetUp, folder: Path, lab: Lab) -> dict[str, str]:
    """Write the files of a set-up and return its environment."""
    for name in FOLDERS:
        (folder / name).mkdir(mode=0o700)
    values = values_of(folder, lab)
    for name, content in set_up.files.items():
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(content if isinstance(content, bytes) else fill(content, values).encode())
        path.chmod(set_up.modes.get(name, 0o600))
    environ = {name: fill(value, values) for name, value in set_up.environ.items()}
    return {"CODEX_HOME": str(folder / "codex"), "HOME": str(folder / "home"), **environ}


def arguments(set_up: SetUp, folder: Path, lab: Lab) -> list[str]:
    """Return the options of a set-up with their texts filled in."""
    return [fill(one, values_of(folder, lab)) for one in set_up.args]
