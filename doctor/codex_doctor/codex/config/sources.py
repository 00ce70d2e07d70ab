"""Reads every layer of the configuration in Codex's order.

Finds out what is set and where. What the values mean to Codex is judged in the `..._rules`.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from codex_doctor.codex.config.environment import show_path
from codex_doctor.codex.config.layers import Layered, merge
from codex_doctor.codex.config.options import read_options, read_override, read_switch
from codex_doctor.codex.config.profile_names import PROFILE_END
from codex_doctor.codex.config.requirements import requirements_refusal
from codex_doctor.codex.files.documents import Reading, read_document
from codex_doctor.codex.versions import holds
from codex_doctor.facts import Layer
from codex_doctor.facts.configuration import Refusal
from codex_doctor.facts.options import LEFT_OUT
from codex_doctor.facts.provider_problems import ProfileMissing
from codex_doctor.platform.system import THIS
from codex_doctor.platform.user_files import exists
from codex_doctor.values import is_list, lookup
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from codex_doctor.codex.config.environment import CodexHome
    from codex_doctor.facts import Inputs

PROJECT_DENIED = (
    "openai_base_url",
    "chatgpt_base_url",
    "apps_mcp_product_sku",
    "model_provider",
    "model_providers",
    "notify",
    "profile",
    "profiles",
    "experimental_realtime_webrtc_call_base_url",
    "experimental_realtime_ws_base_url",
    "otel",
)
"""Keys that a project's `.codex/config.toml` cannot set."""

_UNTRUSTED = Told("file.project_untrusted")
_RULES = ("rules_checked_first", "rules_checked")
_PROFILE_NAME = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def read_layers(inputs: Inputs, home: CodexHome) -> Layered:
    """Read and merge all layers, lowest first."""
    version = inputs.codex_version
    readings: list[Reading] = []
    if holds("system_config_read", version):
        readings.append(_read_system(inputs, "system", "config.toml"))
    if inputs.ignore_user_config:
        readings.append(_left_out(inputs, home))
    else:
        readings.append(_read_home(inputs, home, "user", "config.toml"))
        readings.extend(_read_profile(inputs, home))
    below = _merge_all(readings)
    readings.extend(_read_projects(inputs, home, below))
    readings.extend(read_override(text) for text in inputs.overrides)
    readings.extend(read_switch(option, name) for option, name in inputs.switches)
    if holds("profile_tables", version):
        # Late: old versions only.
        from codex_doctor.codex.config.profile_tables import read_profile_table

        read = [one.document for one in readings if one.document]
        readings.extend(read_profile_table(inputs, home, _merge_all(readings), read))
    readings.extend(_read_managed(inputs, home))
    readings.extend(read_options(inputs, _merge_all(readings)))
    readings.append(_read_requirements(inputs))
    documents = tuple(one.document for one in readings if one.document)
    return Layered(
        documents,
        _merge_all(readings),
        tuple(one.layer for one in readings),
        _rule_folders(inputs, home, below),
    )


def _rule_folders(inputs: Inputs, home: CodexHome, below: dict[str, Any]) -> tuple[Path, ...]:
    """Return where Codex looks for rules for commands; --ignore-rules leaves the machine's."""
    if not any(holds(one, inputs.codex_version) for one in _RULES):
        return ()
    folders = [inputs.system_dir]
    if not inputs.ignore_rules:
        folders += (home.path,) if home.path else ()
        folders += (one for one, counts in _project_folders(inputs, home, below) if counts)
    return tuple(one / "rules" for one in folders)


def _merge_all(readings: list[Reading]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for reading in readings:
        merged = merge(merged, reading.document.table) if reading.document else merged
    return merged


def _read_system(inputs: Inputs, name: str, file: str) -> Reading:
    path = inputs.system_dir / file
    return read_document(path, name=name, shown=show_path(path, inputs.home))


def _read_managed(inputs: Inputs, home: CodexHome) -> Iterator[Reading]:
    version, file = inputs.codex_version, "managed_config.toml"
    if THIS.managed_is_at_home:
        if holds("managed_home_read", version):
            yield _read_home(inputs, home, "managed", file)
    elif holds("managed_config_read", version):
        yield _read_system(inputs, "managed", file)


def _read_home(inputs: Inputs, home: CodexHome, name: str, file: str) -> Reading:
    if home.path is None:
        return Reading(Layer(name, f"{home.shown}/{file}", "absent"))
    path = home.path / file
    return read_document(path, name=name, shown=show_path(path, inputs.home))


def _left_out(inputs: Inputs, home: CodexHome) -> Reading:
    """Return the row of the user's file, which is not even parsed; nor is a profile's."""
    path = home.path / "config.toml" if home.path else None
    shown = show_path(path, inputs.home) if path else home.shown
    is_there = path is not None and exists(path)
    return Reading(Layer("user", shown, "ignored" if is_there else "absent", LEFT_OUT))


def _read_requirements(inputs: Inputs) -> Reading:
    """Read the constraints; of the settings only model_provider counts there."""
    reading = _read_system(inputs, "requirements", "requirements.toml")
    if reading.document is None:
        return reading
    refusal = requirements_refusal(reading.document, inputs.codex_version)
    forced = reading.document.table.get("model_provider")
    counts = ("model_provider",) if isinstance(forced, str) else ()
    left_out = tuple(key for key in reading.document.table if key not in counts)
    return _leave_out(Reading(replace(reading.layer, refusal=refusal), reading.document), left_out)


def _leave_out(reading: Reading, keys: tuple[str, ...]) -> Reading:
    """Return a file without those keys of its top level that do not count in its layer."""
    document = reading.document
    if document is None or not keys:
        return reading
    return Reading(reading.layer, document.without(keys))


def _read_profile(inputs: Inputs, home: CodexHome) -> list[Reading]:
    name = inputs.profile
    if name is None or not holds("profile_files", inputs.codex_version):
        return []
    if not name or not set(name) <= _PROFILE_NAME:
        refusal = Refusal(ProfileMissing("bad_name", name))
        return [Reading(Layer("profile", f"--profile {name}", "refused", refusal=refusal))]
    return [_read_home(inputs, home, "profile", f"{name}{PROFILE_END}")]


# ----- project layers


def _read_projects(inputs: Inputs, home: CodexHome, below: dict[str, Any]) -> list[Reading]:
    if not holds("project_config_read", inputs.codex_version):
        return []
    readings: list[Reading] = []
    for folder, is_trusted in _project_folders(inputs, home, below):
        path = folder / "config.toml"
        if not exists(path):
            continue
        shown = show_path(path, inputs.home)
        if not is_trusted:
            readings.append(Reading(Layer("project", shown, "ignored", _UNTRUSTED)))
            continue
        readings.append(_drop_denied(read_document(path, name="project", shown=shown), inputs))
    return readings


def _project_folders(
    inputs: Inputs, home: CodexHome, below: dict[str, Any]
) -> Iterator[tuple[Path, bool]]:
    """Yield the `.codex` folders of the project, outermost first, and whether each is trusted."""
    root = _project_root(inputs.cwd, below)
    folders = [inputs.cwd, *inputs.cwd.parents]
    trusts_all = not holds("project_trust_needed", inputs.codex_version)
    for folder in reversed(folders[: folders.index(root) + 1]):
        if home.path is None or not _same(folder / ".codex", home.path):
            yield folder / ".codex", trusts_all or _is_trusted(folder, root, below)


def _drop_denied(reading: Reading, inputs: Inputs) -> Reading:
    table = reading.document.table if reading.document else {}
    is_limited = holds("project_keys_denied", inputs.codex_version)
    denied = (key for key in PROJECT_DENIED if key in table) if is_limited else ()
    return _leave_out(reading, tuple(denied))


def _project_root(cwd: Path, below: dict[str, Any]) -> Path:
    """Return the nearest folder upwards with a root marker, else `cwd` itself."""
    markers: Any = below.get("project_root_markers")
    names = [m for m in markers if isinstance(m, str)] if is_list(markers) else [".git"]
    for folder in (cwd, *cwd.parents):
        if any(exists(folder / name) for name in names):
            return folder
    return cwd


def _is_trusted(folder: Path, root: Path, below: dict[str, Any]) -> bool:
    """Tell whether the files of the user trust this folder; the folder's own entry goes first."""
    for path in (folder, root):
        for spelling in {str(path), str(_resolved(path))}:
            level = lookup(below, ("projects", spelling, "trust_level"))
            if isinstance(level, str):
                return level == "trusted"
    return False


def _resolved(path: Path) -> Path:
    with contextlib.suppress(OSError, RuntimeError):
        return path.resolve()
    return path


def _same(one: Path, other: Path) -> bool:
    return _resolved(one) == _resolved(other)
