"""Endpoints whose answers take long to be looked through: the budget holds for what is written."""

from __future__ import annotations

import random
import string
from typing import TYPE_CHECKING, Final

from bundles import contents
from codex_doctor.lab.wire import document
from echoes import ENCODINGS
from hostile import canary
from hostile.case import Case, nothing
from hostile.echoing import POSITIONS

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour
    from hostile.case import Outcome

_BUDGET: Final = ("--budget", "3")
# Beyond the budget: what is left of it for looking, a text that was begun, and writing it down.
_SECONDS: Final = 3.0 + 2.5
_LONG: Final = 65_536
_CODES: Final = tuple(ENCODINGS.values())


def _echoes() -> str:
    """Return fifty secrets, each in many codes."""
    return "; ".join(f"({code(one)})" for code in _CODES for one in canary.SECRETS)[:_LONG]


def _noise() -> str:
    return "".join(random.Random(5).choices(string.printable[:94], k=_LONG))


def _answering(text: str) -> Behaviour:
    reply = document(400, "text/plain", text)
    return lambda _: reply


ENDPOINTS: Final[dict[str, Behaviour]] = {
    "echoes": _answering(_echoes()),
    "noise": _answering(_noise()),
    "events": POSITIONS["events"]([code(one) for code in _CODES for one in canary.SECRETS[:9]]),
}
COMMANDS: Final = {
    "report": ("-v", "--plain"),
    "har": ("--format", "har"),
    "markdown": ("--format", "markdown", "-v"),
    "bundle": ("bundle", "{root}/out/a.zip"),
    "confirm": ("--confirm", "-v", "--json"),
}


def _is_whole(outcome: Outcome) -> None:
    for name, data in outcome.written.items():
        if name.endswith(".zip"):
            assert contents(data)["facts.json"]


CASES: Final = tuple(
    Case(
        *("echo", f"cost-{endpoint}-{command}"),
        arguments=(*_BUDGET, *words) if words[0] != "bundle" else (*words, *_BUDGET),
        config=None,
        files=canary.files(),
        environ=canary.environ(),
        prepare=canary.with_programs if command == "confirm" else nothing,
        endpoint=answers,
        # What a child is handed stands in its own log; the canary suite looks through that.
        secrets=() if command == "confirm" else canary.SECRETS[:4],
        seconds=_SECONDS,
        is_json=None,
        check=_is_whole,
    )
    for endpoint, answers in ENDPOINTS.items()
    for command, words in COMMANDS.items()
)
