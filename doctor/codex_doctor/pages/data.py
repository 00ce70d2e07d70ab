"""What was measured for the pages: messages of Codex, examples and products, as packaged data.

`tests/oracle/findings.py` writes the files but one: what no set-up of the tests makes Codex print,
and its program holds or users report, is kept by hand.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from codex_doctor.pages.nouns import Example, Printed, Product

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES = "messages.json"
REPORTED = "reported.json"
EXAMPLES = "examples.json"
PRODUCTS = "products.json"


class Messages(Struct, frozen=True):
    """What Codex prints.

    Attributes:
        codex: The version that was asked.
        findings: Its messages by the id of the finding that is the cause, most frequent first.
    """

    codex: str
    findings: dict[str, tuple[Printed, ...]]


@cache
def messages() -> Messages:
    """Return what was recorded of Codex."""
    return msgspec.json.decode(_read(MESSAGES), type=Messages)


@cache
def reported() -> Mapping[str, tuple[str, ...]]:
    """Return messages that were not seen in a run, by the finding that they mean."""
    return msgspec.json.decode(_read(REPORTED), type=dict[str, tuple[str, ...]])


def examples() -> Mapping[str, Example]:
    """Return a set-up for each finding that has one which can be shown."""
    return msgspec.json.decode(_read(EXAMPLES), type=dict[str, Example])


def products() -> Mapping[str, tuple[Product, ...]]:
    """Return which products were seen to do what."""
    return msgspec.json.decode(_read(PRODUCTS), type=dict[str, tuple[Product, ...]])


def _read(name: str) -> bytes:
    return (files("codex_doctor.pages") / name).read_bytes()
