"""A script for whoever runs the endpoint, of facts alone: a request that was sent and failed.

Pure: it sends nothing and reads no configuration, so that a bundle is enough. The live `repro`
looks for a smaller request; here the smallest of those that were sent is taken.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from codex_doctor.codex.wire.request import Request
from codex_doctor.patterns import Regex
from codex_doctor.repro import curl
from codex_doctor.repro.connecting import LIMIT_S, connecting
from codex_doctor.repro.expected import SIZES, expected_of, needs_tools
from codex_doctor.repro.heading import heading
from codex_doctor.repro.impersonal import impersonal
from codex_doctor.repro.script import Script, ScriptVariable, Text, Way
from codex_doctor.repro.shown import came, failure_in
from codex_doctor.repro.smallest import shell_argument
from codex_doctor.repro.tried import fails_alike
from codex_doctor.repro.values import hidden_base, patience_s, taken_apart
from codex_doctor.secrets.redact import redact_facts
from codex_doctor.secrets.search import MASK
from codex_doctor.values import is_table
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.facts import Exchange, Facts, Sent
    from codex_doctor.reported import Report
    from codex_doctor.repro.shown import Shown

# What depends on what is in the request: a smaller one may fail by something else.
_OF_PARTS = ("request.", "tools.", "session.")
# As a masked value stands in a URL.
_MASKED = Regex(r"\[redacted\]|%5Bredacted%5D", re.IGNORECASE)
# The library that a script uses asks for what it can unpack by itself.
_UNSENT = "accept-encoding"


class _Kept(NamedTuple):
    exchange: Exchange
    sent: Sent
    body: dict[str, Any]


def recorded_script(report: Report, facts: Facts) -> str:
    """Return the script in the language of curl, "" where nothing that was kept shows it."""
    shown = failure_in(report, facts)
    if shown.nothing:
        return ""
    made = _connection(shown, facts) if shown.is_of_connection else _asking(shown, facts)
    return curl.write(redact_facts(impersonal(made), known=frozenset())) if made else ""


def _connection(shown: Shown, facts: Facts) -> Script | None:
    endpoint = facts.setup.endpoint
    if endpoint is None:
        return None
    base, route, _ = taken_apart(endpoint.url)
    return connecting(shown, _base(base), route, Way(limit_s=LIMIT_S))


def _asking(shown: Shown, facts: Facts) -> Script | None:
    kept = min(_failing(shown, facts), key=lambda one: len(one.sent.body), default=None)
    if kept is None:
        return None
    base, route, parameters = taken_apart(kept.exchange.url)
    argument = shell_argument(Request(kept.sent.headers, kept.sent.body.encode()))
    expected = expected_of(shown.finding_id, route, argument=argument)
    notes = (say("repro.recorded"),)
    return Script(
        heading=heading(shown, expected, came(kept.exchange), notes),
        base=_base(base),
        route=route,
        query=tuple((name, _open(value)) for name, value in parameters),
        headers=tuple(_headers(kept.sent, facts)),
        body=kept.body,
        filler_bytes=_filler_bytes(kept) if shown.finding_id in SIZES else 0,
        expected=expected,
        way=Way(
            follows=bool(kept.exchange.redirects),
            unpacks=bool(kept.exchange.unpacked),
            limit_s=patience_s(facts.setup),
        ),
    )


def _filler_bytes(kept: _Kept) -> int:
    """Return how much of a body was filler, which is not kept; its size is what is shown."""
    items = kept.body.get("input")
    if not items or not isinstance(items[-1].get("content"), list):
        return 0
    return max(0, kept.exchange.bytes_sent - len(kept.sent.body.encode()))


def _failing(shown: Shown, facts: Facts) -> Iterator[_Kept]:
    """Yield the requests that were sent as the failing one was, and failed alike."""
    failed, turn = shown.exchange, facts.turn
    if failed is None or turn is None or len(facts.sent) != len(facts.exchanges):
        return
    pairs = tuple(zip(facts.exchanges, facts.sent, strict=True))
    names = next((_names(sent) for one, sent in pairs if one == failed), None)
    expected, has_tools = expected_of(shown.finding_id, ""), needs_tools(shown.finding_id)
    for one, sent in pairs:
        is_alike = one.url == failed.url and _names(sent) == names
        if one != failed and shown.finding_id.startswith(_OF_PARTS):
            continue
        if not is_alike or not fails_alike(one, failed, expected, model=turn.model):
            continue
        try:
            body = json.loads(sent.body)
        except ValueError:
            continue  # not all of it was kept
        if is_table(body) and (body.get("tools") or not has_tools):
            yield _Kept(one, sent, body)


def _names(sent: Sent) -> frozenset[str]:
    return frozenset(name.lower() for name, _ in sent.headers)


def _base(base: str) -> Text:
    return hidden_base() if _MASKED.search(base) else (base,)


def _open(value: str) -> Text:
    # Who it is for names it anew.
    return (ScriptVariable("QUERY", ""),) if _MASKED.search(value) else (value,)


def _headers(sent: Sent, facts: Facts) -> Iterator[tuple[str, Text]]:
    is_key = not facts.setup.credential.source.endswith("http_headers")
    for name, value in sent.headers:
        own = ScriptVariable("HEADER", "")
        if name.lower() == _UNSENT:
            continue
        if MASK not in value:
            yield name, (value,)
        elif name.lower() == "authorization" and is_key:
            yield name, ("Bearer ", own)
        else:
            yield name, (own,)
