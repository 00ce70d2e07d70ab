"""CODEX_HOME, and the environment as Codex has it once `$CODEX_HOME/.env` is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.codex.files.dotenv import (
    MAX_CHARACTERS,
    Assignment,
    ExpandsTooFarError,
    Rejected,
    read_dotenv,
)
from codex_doctor.codex.versions import holds
from codex_doctor.facts import Layer, Location
from codex_doctor.facts.config_problems import Unreadable
from codex_doctor.facts.configuration import Refusal
from codex_doctor.patterns import Regex
from codex_doctor.platform.file_text import read_file
from codex_doctor.platform.user_files import exists, is_folder
from codex_doctor.sealed import Sealed
from codex_doctor.visible import visible
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.facts import Inputs
    from codex_doctor.words.told import Words


# What a shell replaces at the beginning of a path by the user's folder.
_HOME = Regex(r"^(?:~|\$HOME|\$\{HOME\}|%USERPROFILE%)(?=[/\\]|$)")


class CodexHome(Struct, frozen=True):
    """Where Codex keeps its files.

    Attributes:
        path: None when Codex finds no home and stops.
        shown: As people would name it.
        fault: Why Codex stops, as in `HomeFault`; "" when it does not.
        meant: The folder that is there and was probably meant, "" for none.
    """

    path: Path | None
    shown: str
    fault: str = ""
    meant: str = ""


class Environment(Sealed, frozen=True):
    """The variables Codex works with.

    Attributes:
        process: The environment it was started with.
        effective: The same with the assignments of `.env`.
        dotenv: The last assignment of each variable that `.env` sets and Codex takes.
        rejected: Lines of `.env` that Codex skips.
        written: All assignments of `.env`, also those that another one or the process beats.
        shown: The path of `.env` as people would name it.
        layer: What became of the file; of one that is too long no variable is known.
    """

    process: Mapping[str, str]
    effective: Mapping[str, str]
    dotenv: Mapping[str, Assignment]
    rejected: tuple[Rejected, ...]
    written: tuple[Assignment, ...]
    shown: str
    layer: Layer

    @property
    def skipped(self) -> tuple[Assignment, ...]:
        """Assignments that Codex skips because of their name."""
        return tuple(one for one in self.written if one.is_skipped)

    def get(self, name: str) -> str | None:
        """Return the value, None when it is unset or no UTF-8 (Codex sees it as unset)."""
        value = self.effective.get(name)
        return value if value is not None and is_unicode(value) else None

    def lossy(self, name: str) -> str | None:
        """Return the value with U+FFFD for what is no UTF-8, as Codex reads some variables."""
        value = self.effective.get(name)
        raw = None if value is None else value.encode("utf-8", "surrogateescape")
        return None if raw is None else raw.decode("utf-8", "replace")

    def origin(self, name: str) -> Location | None:
        """Return the line of `.env` that sets it, None when the process environment does."""
        assignment = self.dotenv.get(name)
        return Location(self.shown, assignment.line, assignment.column) if assignment else None


def is_unicode(value: str) -> bool:
    """Tell whether an environment value is valid UTF-8 (no surrogate escapes)."""
    return not any("\ud800" <= character <= "\udfff" for character in value)


def show_path(path: Path, home: Path | None) -> str:
    """Return the path with the home folder as `~`, unprintable characters escaped."""
    text = str(path)
    if home is not None and path != home and home in path.parents and home != Path("/"):
        text = f"~/{path.relative_to(home).as_posix()}"
    return visible(text)


def find_codex_home(inputs: Inputs) -> CodexHome:
    """Return Codex's home folder: CODEX_HOME, else `~/.codex`; `~` is not expanded."""
    value = inputs.environ.get("CODEX_HOME", "")
    if not value:
        if inputs.home is None:
            return CodexHome(None, "~/.codex", "no_home")
        path = inputs.home / ".codex"
        return CodexHome(path, show_path(path, inputs.home))
    path = inputs.cwd / value
    shown = show_path(path, inputs.home)
    reason = _home_fault(path)
    if not reason:
        return CodexHome(path, shown)
    reason = "tilde" if value.startswith("~") else reason
    return CodexHome(None, shown, reason, _meant_home(value, inputs))


def _meant_home(value: str, inputs: Inputs) -> str:
    """Return the folder that a value means without its quotes, or with what a shell puts in."""
    bare = value.strip().strip("\"'").strip()
    if inputs.home is not None:
        bare = _HOME.sub(lambda _: str(inputs.home), bare)
    path = inputs.cwd / bare
    folder = path.parent if path.name == "config.toml" else path
    shown = visible(str(folder))
    return shown if bare and shown == str(folder) and is_folder(folder) else ""


def _home_fault(path: Path) -> str:
    if is_folder(path):
        return ""
    return "not_a_directory" if exists(path) else "missing"


def load_environment(inputs: Inputs, home: CodexHome) -> Environment:
    """Return the environment with `$CODEX_HOME/.env` laid over it."""
    process = dict(inputs.environ)
    shown = f"{home.shown}/.env"
    if home.path is None:
        return Environment(process, process, {}, (), (), shown, Layer("dotenv", shown, "absent"))
    file = read_file(home.path / ".env", escape=True)
    if file.result == "too_large":
        return _too_long(process, shown, file.detail)
    if file.result != "ok":
        state = "absent" if file.result == "absent" else "ignored"
        layer = Layer("dotenv", shown, state, "" if state == "absent" else file.detail)
        return Environment(process, process, {}, (), (), shown, layer)
    try:
        taken, rejected = read_dotenv(file.text, process)
    except ExpandsTooFarError:
        why = Told("file.expands", {"most": MAX_CHARACTERS})
        return _too_long(process, shown, why)
    wins = holds("dotenv_overrides", inputs.codex_version)
    applied = {
        one.name: one for one in taken if not one.is_skipped and (wins or one.name not in process)
    }
    effective = process | {name: one.value for name, one in applied.items()}
    layer = Layer("dotenv", shown, "read")
    return Environment(process, effective, applied, rejected, taken, shown, layer)


def _too_long(process: Mapping[str, str], shown: str, why: Words) -> Environment:
    refusal = Refusal(Unreadable("too_large", why), Location(shown))
    layer = Layer("dotenv", shown, "unread", why, refusal)
    return Environment(process, process, {}, (), (), shown, layer)
