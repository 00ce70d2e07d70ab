"""Writes down what the rules judge without its secrets, and judges a set-up again from that.

What cannot be written down so that the same is found in it again is left out; then the problems
of the recording stand as they were found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from codex_doctor.codex.config.layers import Layered, merge
from codex_doctor.codex.files.documents import Document, parse_document
from codex_doctor.codex.files.masked_toml import mask_toml
from codex_doctor.codex.rules.all_rules import judge
from codex_doctor.codex.subject import Subject
from codex_doctor.facts.configuration import ConfigSeen, LayerText
from codex_doctor.secrets.file_lines import mask_line
from codex_doctor.secrets.places import is_secret_at
from codex_doctor.values import is_list, is_table, lookup
from codex_doctor.words.sentence import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from codex_doctor.facts import Problem, RuleFile, Setup


def record(setup: Setup, subject: Subject) -> Setup:
    """Return the set-up with what was judged instead of the problems, if that says the same."""
    layers = [_record(one, setup.problems) for one in subject.layered.documents]
    config = ConfigSeen(
        subject.given,
        tuple(one for one in layers if one is not None),
        subject.auth,
        home_fault=subject.home_fault,
        home_meant=subject.home_meant,
        rules=tuple(_mask_rules(one) for one in subject.rules),
        variables=subject.variables,
        skipped=subject.skipped,
        active=subject.active,
    )
    # JSON has no infinity, and what has become no TOML cannot be judged again.
    config = msgspec.json.decode(msgspec.json.encode(config, enc_hook=plain), type=ConfigSeen)
    if None in layers or _recall(config.layers) is None:
        return setup
    recorded = replace(setup, problems=(), config=config)
    return recorded if judge_again(recorded).problems == setup.problems else setup


def judge_again(setup: Setup) -> Setup:
    """Return a recorded set-up with the problems that the rules of today find in it."""
    config = setup.config
    layered = _recall(config.layers) if config else None
    if config is None or layered is None:
        return setup
    subject = Subject(
        given=config.given,
        home=setup.codex_home,
        home_fault=config.home_fault,
        home_meant=config.home_meant,
        layers=setup.layers,
        layered=layered,
        around=setup.surroundings,
        rules=config.rules,
        auth=config.auth,
        variables=config.variables,
        skipped=config.skipped,
        endpoint=setup.endpoint,
        credential=setup.credential,
        active=config.active,
    )
    return replace(setup, problems=judge(subject))


def _record(document: Document, problems: Iterable[Problem]) -> LayerText | None:
    toml: str | None = ""
    if document.text:
        places = [one.location for one in problems if one.location]
        shown = {one.line for one in places if one.file == document.shown and one.line}
        toml = mask_toml(document.text, shown=shown)
    if toml is None:
        return None
    return LayerText(
        document.name,
        document.shown,
        toml=toml,
        table={} if toml else _masked(document.table, ()),
        mode=document.mode,
        inside=document.inside,
        left_out=document.left_out,
    )


def _masked(value: Any, path: tuple[str, ...]) -> Any:
    """Return the value of an option, or a table of them, with stars for secrets."""
    if is_table(value):
        return {key: _masked(inner, (*path, key)) for key, inner in value.items()}
    if is_list(value):
        return [_masked(inner, (*path, str(at))) for at, inner in enumerate(value)]
    is_secret = is_secret_at(path, value)
    if not isinstance(value, str):
        is_number = is_secret and isinstance(value, int | float)
        return type(value)(re.sub(r"\d", "1", str(value))) if is_number else value
    if is_secret or path[-1].isdecimal():  # a text in a list
        return "*" * len(value)
    before = f'{path[-1]} = "'
    return mask_line(f'{before}{value}"')[len(before) : len(before) + len(value)]


def _mask_rules(file: RuleFile) -> RuleFile:
    """Return a file of rules with other words; of one that does not parse, why."""
    if file.result != "ok":
        return file
    # Late: few people have such a file.
    from codex_doctor.codex.files.starlark import SyntaxFlaw, mask_starlark, parse_starlark

    tree = parse_starlark(file.starlark)
    if isinstance(tree, SyntaxFlaw):
        return replace(
            file,
            result="unparsed", starlark="", detail=tree.why, line=tree.line, column=tree.column,
        )  # fmt: skip
    masked = mask_starlark(file.starlark, tree) if tree is not None else ""
    return replace(file, starlark=masked)


def _recall(layers: Iterable[LayerText]) -> Layered | None:
    """Return the layers as they were read, None when one is no TOML any more."""
    documents: list[Document] = []
    merged: dict[str, Any] = {}
    for layer in layers:
        document = _read_again(layer)
        if document is None:
            return None
        documents.append(document)
        merged = merge(merged, document.table)
    return Layered(tuple(documents), merged)


def _read_again(layer: LayerText) -> Document | None:
    document = Document(layer.name, layer.shown, dict(layer.table), mode=layer.mode)
    if layer.toml:
        read = parse_document(
            layer.toml, name=layer.name, shown=layer.shown, mode=layer.mode
        ).document
        table = lookup(read.table, layer.inside) if read else None
        if read is None or not is_table(table):
            return None
        is_part = bool(layer.inside)
        document = replace(read, table=table, inside=layer.inside, beyond=()) if is_part else read
    return document.without(layer.left_out)
