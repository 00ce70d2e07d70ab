"""Finds the type of a document, each a module of this room, and writes one."""

from __future__ import annotations

import json
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import msgspec

from codex_doctor import __version__
from codex_doctor.documents.parts import Tool
from codex_doctor.words.sentence import plain

if TYPE_CHECKING:
    from msgspec import Struct

TOOL = Tool("codex-doctor", __version__)


def type_of(name: str) -> type[Struct]:
    """Return the type of a document, one of `names.NAMES`."""
    made: type[Struct] = getattr(_module(name), name.title())
    return made


def version_of(name: str) -> str:
    """Return the version of a document that this program writes."""
    version: str = _module(name).VERSION
    return version


def text_of(document: Struct) -> str:
    """Return a document as JSON in ASCII, so that no console encoding can break it."""
    return json.dumps(msgspec.to_builtins(document, enc_hook=plain), indent=2) + "\n"


@cache
def _module(name: str) -> Any:
    return import_module(f"codex_doctor.documents.{name}")
