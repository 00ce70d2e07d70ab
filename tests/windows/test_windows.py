"""Codex for Windows and the doctor in a Python for Windows, on the same files: `make windows`."""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pytest
from msgspec import Struct, field

from codex_doctor.lab.fault import CONFIG, KEY_VARIABLE, fill
from codex_doctor.lab.server import serving
from codex_doctor.lab.variants import HEALTHY
from windows import wine

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from pathlib import Path

    from codex_doctor.lab.server import Lab

pytestmark = [
    pytest.mark.windows,
    pytest.mark.skipif(bool(wine.why_not()), reason=wine.why_not()),
]

NEWEST: Final = "0.171.0"
MACHINE: Final = "ProgramData/OpenAI/Codex"
KEY: Final = dict(HEALTHY.environ)[KEY_VARIABLE]
FORCED: Final = 'model_provider = "nope"\n'
# Codex for Windows reads the id under a lock under which Wine lets it write none.
_INSTALLATION: Final = "8c6a4b2e-5a86-4d0a-9f5e-0d5f5a0c7a11"


def _plain(text: str) -> bytes:
    return text.encode()


class Case(Struct, frozen=True):
    """A set-up on Windows.

    Attributes:
        works: What Codex does.
        first: The finding of the doctor that stops Codex, "" for none.
        version: Of Codex, run and judged.
        coded: The bytes of config.toml.
        home: Files of CODEX_HOME, `config.toml` among them.
        drive: Files below `C:`.
        environ: Variables beside CODEX_HOME.
        in_profile: Whether CODEX_HOME is not set, and the files are in the user's own folder.
    """

    works: bool
    first: str = ""
    version: str = NEWEST
    coded: Callable[[str], bytes] = _plain
    home: Mapping[str, str] = field(default_factory=lambda: {"config.toml": CONFIG})
    drive: Mapping[str, str] = field(default_factory=dict[str, str])
    environ: Mapping[str, str] = field(default_factory=lambda: {KEY_VARIABLE: KEY})
    in_profile: bool = False


def _with(name: str, text: str) -> dict[str, str]:
    return {"config.toml": CONFIG, name: text}


CASES: Final = {
    "healthy": Case(works=True),
    "in the user's folder": Case(works=True, in_profile=True),
    "a variable in other letters": Case(works=True, environ={KEY_VARIABLE.lower(): KEY}),
    "no variable": Case(works=False, first="env.key_unset", environ={}),
    "written by PowerShell": Case(
        works=False, first="config.not_utf8", coded=lambda text: text.encode("utf-16")
    ),
    "with a mark and line ends of Windows": Case(
        works=True, coded=lambda text: text.replace("\n", "\r\n").encode("utf-8-sig")
    ),
    "for all users": Case(works=True, home={}, drive={f"{MACHINE}/config.toml": CONFIG}),
    "not where Linux has it": Case(works=True, drive={"etc/codex/config.toml": FORCED}),
    "managed, for all users": Case(works=True, drive={f"{MACHINE}/managed_config.toml": FORCED}),
    "managed, at home": Case(works=True, home=_with("managed_config.toml", FORCED)),
    "managed, at home, 0.148.0": Case(
        works=False,
        first="config.provider_undefined",
        version="0.148.0",
        home=_with("managed_config.toml", FORCED),
    ),
    "managed, at home, 0.154.0": Case(
        works=True, version="0.154.0", home=_with("managed_config.toml", FORCED)
    ),
    "a dead proxy": Case(
        works=False,
        first="proxy.unreachable",
        environ={KEY_VARIABLE: KEY, "Http_Proxy": "http://127.0.0.1:9"},
    ),
    "a wrong key in .env": Case(
        works=False,
        first="auth.key_rejected",
        home=_with(".env", f"{KEY_VARIABLE}=sk-other\n"),
        environ={},
    ),
}


@contextmanager
def laid_out(case: Case, place: Path) -> Generator[tuple[Lab, dict[str, str]]]:
    """Serve an endpoint and write the files; yields the environment that leads there."""
    profile = wine.DRIVE / "users" / "root" / ".codex"
    home = profile if case.in_profile else place / "home"
    folders = [home, *({(wine.DRIVE / name).parent for name in case.drive})]
    (place / "cwd").mkdir()
    with serving(HEALTHY) as lab:
        try:
            for folder in folders:
                folder.mkdir(parents=True, exist_ok=True)
            (home / "installation_id").write_text(_INSTALLATION)
            for name, text in case.home.items():
                (home / name).write_bytes(case.coded(fill(text, lab.values)))
            for name, text in case.drive.items():
                (wine.DRIVE / name).write_text(fill(text, lab.values))
            own = {} if case.in_profile else {"CODEX_HOME": wine.shown(home)}
            yield lab, {**own, **case.environ}
        finally:
            for folder in folders:
                shutil.rmtree(folder)


@pytest.mark.parametrize("name", CASES)
def test_codex_and_the_doctor_agree(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    ask = ("exec", "--json", "--skip-git-repo-check", "-s", "danger-full-access", "Run the check")
    judge = ("-m", "codex_doctor", "--json", "--codex-version", case.version)
    (codex_place := tmp_path / "codex").mkdir()
    (doctor_place := tmp_path / "doctor").mkdir()

    with laid_out(case, codex_place) as (_, environ):
        printed = wine.run((str(wine.codex(case.version)), *ask), environ, codex_place)
    with laid_out(case, doctor_place) as (_, environ):
        report = document(wine.run((str(wine.PYTHON), *judge), environ, doctor_place))

    assert ('"type":"turn.completed"' in printed) is case.works, printed
    assert (report["verdict"] == "works") is case.works
    stops = [one["id"] for one in report["findings"] if one["severity"] == "error"]
    assert stops[:1] == ([case.first] if case.first else [])


def document(printed: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed[printed.index("{") :])
    return found


@pytest.mark.parametrize("options", [(), ("--lang", "zh"), ("-v",), ("config",), ("--dry-run",)])
def test_every_screen_comes_out_whole(options: tuple[str, ...], tmp_path: Path) -> None:
    case = CASES["healthy"]
    with laid_out(case, tmp_path) as (_, environ):
        command = (str(wine.PYTHON), "-X", "utf8", "-m", "codex_doctor", *options)
        printed = wine.run(command, environ, tmp_path)

    assert "lab-model-1" in printed
    assert "Traceback" not in printed
    assert KEY not in printed
