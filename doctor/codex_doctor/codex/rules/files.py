"""Files that the configuration names, and files that show a secret to other people."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.credentials.known_secrets import collect_secrets, secrets_of_table
from codex_doctor.codex.files.file_text import read_file
from codex_doctor.codex.values import is_list, is_table
from codex_doctor.facts import Problem
from codex_doctor.model import Location

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from codex_doctor.codex.config.environment import CodexHome
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.credentials.auth_json import AuthJson
    from codex_doctor.facts import Inputs


def judge_catalog(layered: Layered, inputs: Inputs) -> Iterator[Problem]:
    """Yield a model catalog that is not there or lists no models: Codex stops."""
    value = layered.text("model_catalog_json")
    source = layered.source("model_catalog_json")
    if value is None:
        return
    folder = source.path.parent if source and source.path else inputs.cwd
    why = _catalog_fault(folder / value)
    if why:
        yield layered.problem(
            "config.catalog_invalid", "model_catalog_json", shown=value[:200], why=why
        )


def judge_named_files(layered: Layered, inputs: Inputs) -> Iterator[Problem]:
    """Yield files of instructions that are not there: Codex stops when it starts."""
    for key in ("model_instructions_file", "experimental_compact_prompt_file"):
        value, source = layered.text(key), layered.source(key)
        if value is None:
            continue
        file = read_file((source.path.parent if source and source.path else inputs.cwd) / value)
        if file.result in {"absent", "directory", "not_a_file"}:
            why = "there is no such file" if file.result == "absent" else "it is no file"
            yield layered.problem("config.file_missing", key, shown=value[:200], why=why)


def _catalog_fault(path: Path) -> str:
    """Return why Codex takes no models from this file, "" when nothing speaks against it."""
    file = read_file(path)
    if file.result == "absent":
        return "there is no such file"
    if file.result not in {"ok", "too_large", "not_utf8"}:
        return f"it cannot be read: {file.detail}"
    if file.result == "too_large":
        return ""
    try:
        catalog: Any = json.loads(file.text)
    except (ValueError, RecursionError):
        return "it is no JSON"
    models = catalog.get("models") if is_table(catalog) else None
    return "" if is_list(models) and models else "it lists no models"


def judge_exposed_files(layered: Layered, home: CodexHome, auth: AuthJson) -> Iterator[Problem]:
    """Yield files with a secret in them that other users of this machine can read."""
    if os.name != "posix" or home.path is None or not _is_open_folder(home.path):
        return
    for document in layered.documents:
        if document.name not in {"user", "profile"} or not _is_open(document.mode):
            continue
        if any(collect_secrets((one,)) for one in secrets_of_table(document.table)):
            yield _exposed(document.shown, document.mode)
    if auth.strings and _is_open(auth.mode):
        yield _exposed(f"{home.shown}/auth.json", auth.mode)


def _exposed(shown: str, mode: int) -> Problem:
    details = {"reason": "mode", "mode": f"{mode:04o}", "file": shown}
    return Problem("config.secret_exposed", location=Location(shown), fatal=False, details=details)


def _is_open(mode: int) -> bool:
    return bool(mode & (stat.S_IRGRP | stat.S_IROTH))


def _is_open_folder(folder: Path) -> bool:
    """Tell whether other users can get into this folder through all those above it."""
    try:
        return all(
            one.stat().st_mode & (stat.S_IXGRP | stat.S_IXOTH) for one in (folder, *folder.parents)
        )
    except OSError:
        return False
