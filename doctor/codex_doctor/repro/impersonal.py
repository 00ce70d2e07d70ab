"""A script for somebody else: nothing in it names the machine it was made on. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.patterns import Regex
from codex_doctor.repro.script import ScriptVariable, Text
from codex_doctor.words.sentence import Sentence, say

if TYPE_CHECKING:
    from codex_doctor.repro.script import Script

_KEY = "API_KEY"
_CAUSE = "repro.cause"
# `(Linux 6.18.44; x86_64)` behind the name of the program (RFC 9110 section 10.1.5).
_SYSTEM = Regex(r"(?<=\d) \([^()]*\) \S+")


def impersonal(script: Script) -> Script:
    """Return the script as an operator runs it: with a key of his own, straight at the endpoint."""
    headers = tuple((name, _header(name, text)) for name, text in script.headers)
    query = tuple((name, _renamed(text, f"QUERY_{name}")) for name, text in script.query)
    heading = (one for one in script.heading if not _is_cause(one))
    return replace(
        script,
        heading=tuple(heading),
        headers=headers,
        query=query,
        way=replace(script.way, proxy="", proxy_login=None, ca_file=""),
    )


def _is_cause(sentence: str) -> bool:
    return isinstance(sentence, Sentence) and sentence.template == _CAUSE


def _header(name: str, text: Text) -> Text:
    if name.lower() == "user-agent":
        return tuple(_SYSTEM.sub("", one) if isinstance(one, str) else one for one in text)
    return _renamed(text, _KEY if name.lower() == "authorization" else f"HEADER_{name}")


def _renamed(text: Text, name: str) -> Text:
    word = re.sub(r"[^A-Za-z0-9]+", "_", name).upper()
    own = ScriptVariable(word, say("repro.holds_yours"))
    return tuple(own if isinstance(one, ScriptVariable) else one for one in text)
