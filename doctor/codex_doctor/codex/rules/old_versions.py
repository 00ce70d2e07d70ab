"""What only old versions of Codex refuse.

TOML 1.1, a reasoning effort that they do not know, and options that came later.
"""

from __future__ import annotations

import tomllib
from itertools import islice
from typing import TYPE_CHECKING

from codex_doctor.codex.config.schema import either
from codex_doctor.codex.config.types import Kinds
from codex_doctor.codex.files.excerpts import excerpt
from codex_doctor.codex.rules.refused import wrong_type
from codex_doctor.codex.versions import first_version, holds
from codex_doctor.facts import Location, Problem
from codex_doctor.facts.config_problems import TomlSyntax, UnknownKey
from codex_doctor.patterns import Regex
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.files.documents import Document
    from codex_doctor.facts.configuration import Given
    from codex_doctor.facts.place import LineEdit

_EFFORTS = ("none", "minimal", "low", "medium", "high")
_OPTIONS = {
    "--strict-config": "strict_option",
    "--ignore-user-config": "ignore_options",
    "--ignore-rules": "ignore_options",
}
_AT = Regex(r"\(at line (\d+), column (\d+)\)")


def judge_toml_version(layered: Layered, version: str | None) -> Iterator[Problem]:
    """Yield the first place that only TOML 1.1 allows, for versions that read TOML 1.0."""
    for document in layered.documents if not holds("toml_1_1", version) else ():
        try:
            # The standard library reads TOML 1.0.
            tomllib.loads(document.text)
        except ValueError as exc:
            yield _too_new(document, str(exc))


def _too_new(document: Document, message: str) -> Problem:
    found = _AT.search(message)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    since = first_version("toml_1_1")
    edits = _in_one_line(document.text)
    about = TomlSyntax(
        Told("toml.newer", {"since": since or ""}),
        edits=edits,
        mended=Told("toml.write_in_one_line") if edits else "",
    )
    return Problem(
        "config.toml_syntax",
        location=Location(document.shown, line, column),
        about=about,
        layer=document.name,
        excerpt=excerpt(document.text, line=line, column=column),
    )


def _in_one_line(text: str) -> tuple[LineEdit, ...]:
    """Return the edits that make TOML 1.0 of a text, where inline tables of several lines do."""
    # Late: few files have one.
    from codex_doctor.codex.files.toml_mending import MOST_LINES, changed, shown_edits
    from codex_doctor.codex.files.toml_one_line import in_one_line

    changes = tuple(islice(in_one_line(text), MOST_LINES + 1))
    if len(changes) > MOST_LINES:
        return ()
    try:
        tomllib.loads(changed(text, changes))
    except ValueError:
        return ()
    return shown_edits(text, changes)


def judge_effort(layered: Layered, version: str | None) -> Iterator[Problem]:
    """Yield a reasoning effort that a version which knows a fixed list of them refuses."""
    key = "model_reasoning_effort"
    effort = layered.text(key)
    known = (*_EFFORTS, "xhigh") if holds("effort_xhigh", version) else _EFFORTS
    if effort is not None and effort not in known and not holds("effort_any", version):
        kinds = Kinds(choices=known)
        yield wrong_type(layered, (key,), expected=either(known), value=effort, kinds=kinds)


def judge_options(given: Given) -> Iterator[Problem]:
    """Yield the options that a version does not know: it stops before it reads anything."""
    for name in dict.fromkeys(words[0] for words in given.options):
        behaviour = _OPTIONS.get(name)
        if behaviour and not holds(behaviour, given.codex_version):
            since = first_version(behaviour) or ""
            about = UnknownKey(name, table="", nearest="", since=since)
            yield Problem("config.unknown_key", name, location=Location(name), about=about)
