"""Profiles as tables of config.toml: what Codex had before each became a file of its own.

A file of a profile is not read then; where one is meant, its settings can be written as a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.config.environment import show_path
from codex_doctor.codex.config.profile_names import PROFILE_END, near_profile
from codex_doctor.codex.config.toml_text import write_table
from codex_doctor.codex.config.types import is_known, keys_of
from codex_doctor.codex.config.user_profiles import profile_names
from codex_doctor.codex.files.documents import Document, Reading, read_document
from codex_doctor.codex.files.starred import star_places
from codex_doctor.codex.versions import first_version
from codex_doctor.facts import Layer, Location
from codex_doctor.facts.configuration import Refusal
from codex_doctor.facts.provider_problems import ProfileMissing
from codex_doctor.values import is_table, lookup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.codex.config.environment import CodexHome
    from codex_doctor.facts import Inputs

_LONGEST = 4000


def read_profile_table(
    inputs: Inputs, home: CodexHome, below: Mapping[str, Any], documents: list[Document]
) -> list[Reading]:
    """Return the selected `[profiles.NAME]` as a layer of its own; it beats `-c` too.

    Args:
        inputs: What the run starts from; `--profile` beats the key `profile`.
        home: Codex's home.
        below: What the files and `-c` set.
        documents: The same, layer by layer, lowest first.
    """
    name = inputs.profile if inputs.profile is not None else below.get("profile")
    if not isinstance(name, str):
        return []
    table = lookup(below, ("profiles", name))
    source = next((one for one in reversed(documents) if one.has(("profiles", name))), None)
    if source is None or not is_table(table):
        return [_missing(name, inputs, home, below, documents)]
    document = Document(
        "profile",
        source.shown,
        table,
        text=source.text,
        mode=source.mode,
        path=source.path,
        inside=("profiles", name),
    )
    return [Reading(Layer("profile", f"{source.shown} [profiles.{name}]", "read"), document)]


# ----- one that is not there


def _missing(
    name: str,
    inputs: Inputs,
    home: CodexHome,
    below: Mapping[str, Any],
    documents: list[Document],
) -> Reading:
    tables = lookup(below, ("profiles",))
    others = list(tables)[:20] if is_table(tables) else []
    nearest = near_profile(name, others)
    file = near_profile(name, profile_names(home)) if not nearest else ""
    about = ProfileMissing(
        "no_table",
        name[:120],
        file=f"{home.shown}/{file}{PROFILE_END}" if file else "",
        others=", ".join(others),
        nearest=nearest or file,
        content=_as_tables(file, inputs, home, below) if file else "",
        config=f"{home.shown}/config.toml",
        since=first_version("profile_files") or "",
    )
    refusal = Refusal(about, *_selection(inputs, documents))
    return Reading(Layer("profile", f"[profiles.{name[:120]}]", "refused", refusal=refusal))


def _selection(inputs: Inputs, documents: list[Document]) -> tuple[Location | None, str]:
    """Return where the key `profile` stands, and that line; nothing for `--profile`."""
    source = next((one for one in reversed(documents) if one.has(("profile",))), None)
    if inputs.profile is not None or source is None:
        return None, ""
    location = source.locate(("profile",), at_key=True)
    return location, source.line(location.line or 0)


def _as_tables(name: str, inputs: Inputs, home: CodexHome, below: Mapping[str, Any]) -> str:
    """Return what a profile's file sets as tables of config.toml; "" where they would not do.

    A setting that no profile has, and no table either, is left out; so is what is there already.
    """
    if home.path is None:
        return ""
    path = home.path / f"{name}{PROFILE_END}"
    document = read_document(path, name="profile", shown=show_path(path, inputs.home)).document
    if document is None:
        return ""
    known = keys_of("profiles.*")
    own = {
        key: value
        for key, value in document.table.items()
        if is_known(known.get(key, []), inputs.codex_version)
    }
    beside = {
        key: {inner: one for inner, one in value.items() if lookup(below, (key, inner)) is None}
        for key, value in document.table.items()
        if key not in own and is_table(value)
    }
    kept = {key: value for key, value in beside.items() if value}
    content = write_table({"profiles": {name: own}, **kept}).strip("\n")
    # A secret is written to no second place.
    return content if len(content) <= _LONGEST and star_places(content) == content else ""
