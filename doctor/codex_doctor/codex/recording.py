"""Writes down the configuration without its secrets, and judges its tables again from that.

What cannot be written down so that the same is found in it again is left out; then the problems
of the recording stand as they were found.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from codex_doctor.codex.config.environment import CodexHome
from codex_doctor.codex.config.layers import Layered, merge
from codex_doctor.codex.files.documents import Document, parse_document
from codex_doctor.codex.files.masked_toml import mask_toml
from codex_doctor.codex.rules.all_rules import combine, judge_tables
from codex_doctor.facts import Inputs
from codex_doctor.facts.configuration import ConfigSeen, LayerText
from codex_doctor.secrets.file_lines import mask_line
from codex_doctor.values import is_list, is_table, lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from codex_doctor.facts import Setup
    from codex_doctor.facts.configuration import Found


def record(setup: Setup, inputs: Inputs, layered: Layered, found: Found) -> Setup:
    """Return the set-up with its configuration, if that says the same without its secrets."""
    layers = [_record(one, found) for one in layered.documents]
    config = ConfigSeen(
        tuple(one for one in layers if one is not None),
        replace(found, tables=()),
        profile=inputs.profile,
        switches=inputs.switches,
        strict_config=inputs.strict_config,
    )
    # JSON has no infinity, and what has become no TOML cannot be judged again.
    config = msgspec.json.decode(msgspec.json.encode(config), type=ConfigSeen)
    if None in layers or _recall(config.layers) is None:
        return setup
    recorded = replace(setup, config=config)
    again = judge_again(recorded, inputs.codex_version)
    return recorded if again.problems == setup.problems else setup


def judge_again(setup: Setup, version: str | None) -> Setup:
    """Return a recorded set-up with the problems that the rules of today find in it.

    Args:
        setup: As it was read back.
        version: Of Codex.
    """
    config = setup.config
    layered = _recall(config.layers) if config else None
    if config is None or layered is None:
        return setup
    inputs = Inputs(
        environ={},
        cwd=Path(),
        home=None,
        profile=config.profile,
        switches=config.switches,
        codex_version=version,
        strict_config=config.strict_config,
    )
    home = CodexHome(None, setup.codex_home)
    tables = tuple(judge_tables(inputs, home, layered, setup.surroundings))
    return replace(setup, problems=combine(replace(config.found, tables=tables)))


def _record(document: Document, found: Found) -> LayerText | None:
    toml: str | None = ""
    if document.text:
        problems = (*found.first, *found.tables, *found.rest)
        places = [one.location for one in problems if one.location]
        shown = {one.line for one in places if one.file == document.shown and one.line}
        toml = mask_toml(document.text, shown=shown)
    if toml is None:
        return None
    return LayerText(
        document.name,
        document.shown,
        toml=toml,
        table={} if toml else _masked(document.table, ""),
        mode=document.mode,
        inside=document.inside,
        keys=tuple(document.table),
    )


def _masked(value: Any, name: str) -> Any:
    """Return the value of an option, or a table of them, with stars for secrets."""
    if is_table(value):
        return {key: _masked(inner, key) for key, inner in value.items()}
    if is_list(value):
        return [_masked(inner, "") for inner in value]
    if not isinstance(value, str):
        return value
    if not name:  # a text in a list
        return "*" * len(value)
    before = f'{name} = "'
    return mask_line(f'{before}{value}"')[len(before) : len(before) + len(value)]


def _recall(layers: Iterable[LayerText]) -> Layered | None:
    """Return the layers as they were read, None when one is no TOML any more."""
    documents: list[Document] = []
    merged: dict[str, Any] = {}
    for layer in layers:
        table: Mapping[str, Any] | None = layer.table
        if layer.toml:
            read = parse_document(layer.toml, name=layer.name, shown=layer.shown).document
            table = lookup(read.table, layer.inside) if read else None
        if not is_table(table):
            return None
        kept = {key: value for key, value in table.items() if key in layer.keys}
        documents.append(
            Document(
                layer.name,
                layer.shown,
                kept,
                text=layer.toml,
                mode=layer.mode,
                inside=layer.inside,
            )
        )
        merged = merge(merged, kept)
    return Layered(tuple(documents), merged)
