"""Files that the configuration names, and files that show a secret to other people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.config.types import CATALOG
from codex_doctor.facts import Location, Problem
from codex_doctor.facts.config_problems import Exposure, FileFault
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import CatalogSeen, Surroundings
    from codex_doctor.words.told import Words

_CATALOGS = {"no_json": Told("file.is_no_json"), "no_models": Told("file.lists_no_models")}
_ABSENT = Told("file.is_absent")
# The right of the group and of everybody to read (POSIX.1-2024, sys/stat.h).
_OTHERS_READ = 0o044


def judge_catalog(layered: Layered, catalog: CatalogSeen | None) -> Iterator[Problem]:
    """Yield a model catalog that is not there, lists no models or one that Codex refuses."""
    why = _catalog_fault(catalog) if catalog else ""
    if why:
        shown = (layered.text(CATALOG) or "")[:200]
        yield layered.problem("config.catalog_invalid", CATALOG, shown=shown, about=FileFault(why))


def _catalog_fault(catalog: CatalogSeen) -> Words:
    """Return why Codex takes no models from this file, "" when nothing speaks against it."""
    if catalog.result == "absent":
        return _ABSENT
    if catalog.result not in {"ok", "too_large", "not_utf8"}:
        return Told("file.is_unreadable", {"detail": catalog.detail})
    return _CATALOGS.get(catalog.holds, catalog.misfit)


def judge_named_files(layered: Layered, results: Mapping[str, str]) -> Iterator[Problem]:
    """Yield files of instructions that are not there: Codex stops when it starts."""
    for key, result in results.items():
        if result in {"absent", "directory", "not_a_file"}:
            why = _ABSENT if result == "absent" else Told("file.is_none")
            shown = (layered.text(key) or "")[:200]
            yield layered.problem("config.file_missing", key, shown=shown, about=FileFault(why))


def judge_exposed_files(around: Surroundings) -> Iterator[Problem]:
    """Yield files with a secret in them that other users of this machine can read."""
    for file in around.secret_files if around.is_home_open else ():
        if file.mode & _OTHERS_READ:
            about = Exposure("mode", file=file.shown, mode=f"{file.mode:04o}")
            location = Location(file.shown)
            yield Problem("config.secret_exposed", location=location, fatal=False, about=about)
