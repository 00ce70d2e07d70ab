"""Profiles as tables of config.toml: what Codex had before each became a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.files.documents import Document, Reading
from codex_doctor.facts import Layer
from codex_doctor.facts.config_problems import ProfileMissing
from codex_doctor.facts.configuration import Refusal
from codex_doctor.values import is_table, lookup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.facts import Inputs


def read_profile_table(
    inputs: Inputs, below: Mapping[str, Any], documents: list[Document]
) -> list[Reading]:
    """Return the selected `[profiles.NAME]` as a layer of its own; it beats `-c` too.

    Args:
        inputs: What the run starts from; `--profile` beats the key `profile`.
        below: What the files and `-c` set.
        documents: The same, layer by layer, lowest first.
    """
    name = inputs.profile if inputs.profile is not None else below.get("profile")
    if not isinstance(name, str):
        return []
    table = lookup(below, ("profiles", name))
    source = next((one for one in reversed(documents) if one.has(("profiles", name))), None)
    if source is None or not is_table(table):
        return [_missing(name, below)]
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


def _missing(name: str, below: Mapping[str, Any]) -> Reading:
    tables = lookup(below, ("profiles",))
    others = ", ".join(list(tables)[:20]) if is_table(tables) else ""
    refusal = Refusal(ProfileMissing("no_table", name[:120], others=others))
    return Reading(Layer("profile", f"[profiles.{name[:120]}]", "refused", refusal=refusal))
