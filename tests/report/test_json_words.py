"""Beside each text of the JSON report stand the template and the values that it was made from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pytest

from codex_doctor.lab.faults import find_fault
from codex_doctor.report.json import render
from codex_doctor.report.options import Options
from codex_doctor.words.sentence import say
from diagnosing import diagnosed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FAULTS = (
    "key-unset",
    "key-quoted",
    "toml-smart-quotes",
    "provider-not-selected",
    "wrong-type",
    "host-unknown",
    "port-refused",
    "key-rejected",
    "model-prefix-missing",
    "base-url-without-v1",
    "chat-only",
    "silent-namespace",
    "failed-overloaded",
    "two-calls",
    "replayed-reasoning",
    "socket-400",
    "healthy",
)


@pytest.mark.sweep
@pytest.mark.parametrize("name", FAULTS)
def test_each_text_has_its_template_and_values(name: str, tmp_path: Path) -> None:
    report = diagnosed(find_fault(name), tmp_path).report
    document = json.loads(render(report, Options()))

    told = list(texts(document))
    assert len(told) > 15
    for row, field in told:
        words = row["words"][field]
        values = {place: read(value) for place, value in words["parameters"].items()}
        assert say(words["id"], **values) == row[field]


def texts(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield each row with the name of a field of it that people read."""
    for finding in document["findings"]:
        yield finding, "title"
        yield finding, "cause"
        # A label may be a mere name: a variable, a key, an address.
        yield from ((one, "label") for one in finding["evidence"] if " " in one["label"])
        yield from ((one, "title") for one in finding["fixes"])
    yield from ((one, "title") for one in document["checks"])
    yield from ((one, "summary") for one in document["checks"] if one["summary"])
    yield from ((one, "purpose") for one in document["exchanges"])


def read(value: Any) -> Any:
    """Return a value as a sentence takes it: a list is a tuple."""
    return tuple(cast("list[str]", value)) if isinstance(value, list) else value
