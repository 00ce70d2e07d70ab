"""Files that the configuration names, and files that show a secret to other people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.facts import Location, Problem
from codex_doctor.facts.config_problems import Exposure, FileFault
from codex_doctor.secrets.known_secrets import collect_secrets, secrets_of_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from codex_doctor.codex.config.environment import CodexHome
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.credentials.auth_json import AuthJson
    from codex_doctor.facts import CatalogSeen

_CATALOG = "model_catalog_json"
# The right of the group and of everybody to read (POSIX.1-2024, sys/stat.h).
_OTHERS_READ = 0o044


def judge_catalog(layered: Layered, catalog: CatalogSeen | None) -> Iterator[Problem]:
    """Yield a model catalog that is not there or lists no models: Codex stops."""
    why = _catalog_fault(catalog) if catalog else ""
    if why:
        shown = (layered.text(_CATALOG) or "")[:200]
        yield layered.problem("config.catalog_invalid", _CATALOG, shown=shown, about=FileFault(why))


def _catalog_fault(catalog: CatalogSeen) -> str:
    """Return why Codex takes no models from this file, "" when nothing speaks against it."""
    if catalog.result == "absent":
        return "there is no such file"
    if catalog.result not in {"ok", "too_large", "not_utf8"}:
        return f"it cannot be read: {catalog.detail}"
    return {"no_json": "it is no JSON", "no_models": "it lists no models"}.get(catalog.holds, "")


def judge_named_files(layered: Layered, results: Mapping[str, str]) -> Iterator[Problem]:
    """Yield files of instructions that are not there: Codex stops when it starts."""
    for key, result in results.items():
        if result in {"absent", "directory", "not_a_file"}:
            why = "there is no such file" if result == "absent" else "it is no file"
            shown = (layered.text(key) or "")[:200]
            yield layered.problem("config.file_missing", key, shown=shown, about=FileFault(why))


def judge_exposed_files(
    layered: Layered, home: CodexHome, auth: AuthJson, *, is_home_open: bool
) -> Iterator[Problem]:
    """Yield files with a secret in them that other users of this machine can read."""
    if not is_home_open:
        return
    for document in layered.documents:
        if document.name not in {"user", "profile"} or not _is_open(document.mode):
            continue
        if any(collect_secrets((one,)) for one in secrets_of_table(document.table)):
            yield _exposed(document.shown, document.mode)
    if auth.strings and _is_open(auth.mode):
        yield _exposed(f"{home.shown}/auth.json", auth.mode)


def _exposed(shown: str, mode: int) -> Problem:
    about = Exposure("mode", file=shown, mode=f"{mode:04o}")
    return Problem("config.secret_exposed", location=Location(shown), fatal=False, about=about)


def _is_open(mode: int) -> bool:
    return bool(mode & _OTHERS_READ)
