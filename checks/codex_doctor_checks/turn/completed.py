"""What is wrong with a turn that ends well: a call that cannot be run, or none; not a check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.answers.answer import cause_of
from codex_doctor.answers.written_calls import writes_call
from codex_doctor.codex.wire.recorded import find_dialect
from codex_doctor.codex.wire.tools import call_flaw
from codex_doctor.facts.turn import CHAT
from codex_doctor.model import Confidence
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said
from codex_doctor_checks.turn.proof import Proof

if TYPE_CHECKING:
    from codex_doctor.codex.wire.recorded import Dialect
    from codex_doctor.facts import Exchange, StreamReading, ToolCall, Turn
    from codex_doctor.facts.reluctance import Reluctance
    from codex_doctor.words.told import Words

# Fewer than the tools of any version; more than answers to one question differ by.
_TOOLS_TOKENS = 300
# The form of a flaw that costs one of several calls.
BESIDE = "beside"


class Flawed(Struct, frozen=True):
    """What is wrong.

    Attributes:
        kind: Finding id.
        detail: What shows it, in words of ours.
        said: What shows it, in words of the endpoint's.
        form: As in `Cause`.
        confidence: How sure that is; the proof decides where there is one.
        proof: What proves it.
    """

    kind: str
    detail: str = ""
    form: str = ""
    said: str = ""
    confidence: Confidence = Confidence.CERTAIN
    proof: Proof | None = None


def judge_completed(turn: Turn, reading: StreamReading) -> Flawed | None:
    """Return what is wrong with a turn that ends well, None when nothing is."""
    calls = [
        call for one in (turn.first, *turn.follow_ups) if one.reading for call in one.reading.calls
    ]
    dialect = dialect_of(turn)
    if reading.calls:
        kind, words = call_flaw(reading.calls[0], dialect, turn.version)
        if kind:
            return _flawed_call(kind, words, dialect)
        return _called_again(calls)
    if reading.text:
        flaws = [call_flaw(call, dialect, turn.version) for call in calls]
        if calls and all(kind for kind, _ in flaws):
            return _flawed_call(*flaws[0], dialect)
        if not calls:
            return _uncalled(turn, reading)
        return _seldom_called(turn) or _refused_beside(turn, dialect)
    return _silent(reading)


def dialect_of(turn: Turn) -> Dialect:
    """Return the dialect of the requests of a turn."""
    if turn.dialect == CHAT:
        from codex_doctor.codex.wire.chat.recorded import find_chat_dialect

        return find_chat_dialect(turn.model, turn.version)
    return find_dialect(turn.model, turn.version, catalog=turn.catalog)


def _flawed_call(kind: str, words: Words, dialect: Dialect) -> Flawed:
    if kind != "name":
        return Flawed("tools.arguments_invalid", said(words))
    if not isinstance(words, str):
        return Flawed("tools.name_unknown", said(words), "kind")
    form = "renamed" if _is_renamed(words, dialect) else ""
    return Flawed("tools.name_unknown", said(words), form)


def _refused_beside(turn: Turn, dialect: Dialect) -> Flawed | None:
    """Return what is wrong with a call that comes in one answer with others that can be run."""
    for one in (turn.first, *turn.follow_ups):
        calls = one.reading.calls if one.reading else ()
        flaws = [call_flaw(call, dialect, turn.version) for call in calls]
        refused = [flaw for flaw in flaws if flaw[0]]
        if 0 < len(refused) < len(flaws):
            return replace(_flawed_call(*refused[0], dialect), form=BESIDE)
    return None


def _is_renamed(name: str, dialect: Dialect) -> bool:
    """Whether a name is that of an offered tool with something before it or behind it."""
    offered = "|".join(map(re.escape, (*dialect.tool_names, "exec_command")))
    return re.search(rf"(?:^|[^a-z0-9])(?:{offered})(?:$|[^a-z0-9_])", name.lower()) is not None


def _seldom_called(turn: Turn) -> Flawed | None:
    """Return it when the model answered in words before it called."""
    words = [one for one in turn.attempts if one.reading and not one.reading.calls]
    uncalled = [one for one in words if cause_of(one, model=turn.model) is None]
    if not uncalled:
        return None
    number = len(uncalled) + 1
    return Flawed("tools.not_called", str(number), "sometimes")


def _called_again(calls: list[ToolCall]) -> Flawed:
    """Say that calls still come where the doctor stops; a few more, and Codex may be through."""
    if len({(one.name, one.arguments) for one in calls}) == 1:
        again = say("tools.flaw.again", name=calls[0].name)
        return Flawed("tools.output_ignored", again, confidence=Confidence.LIKELY)
    number = str(len(calls))
    return Flawed("tools.output_ignored", number, "more", confidence=Confidence.POSSIBLE)


def _uncalled(turn: Turn, reading: StreamReading) -> Flawed:
    dropped = _dropped_call(reading)
    if dropped is not None:
        return dropped
    said = reading.text[:120]
    if writes_call(reading.text):
        return Flawed("tools.call_as_text", said=said)
    tried = turn.reluctance
    if tried is None:
        return Flawed("tools.never_called", said=said, confidence=Confidence.LIKELY)
    asked = tuple(one for one in turn.attempts if cause_of(one, model=turn.model) is None)
    if tried.is_willing:
        return Flawed("tools.not_called", said=said, proof=Proof(asked, tried.forced))
    if tried.sees_moved and tried.moved is not None:
        proof = Proof(asked, tried.moved, tried.forced)
        return Flawed("request.tools_ignored", said=said, proof=proof)
    return _unforced(turn, tried, said)


def _unforced(turn: Turn, tried: Reluctance, said: str) -> Flawed:
    """Return why not even a forced call comes; the tokens tell what the model was given."""
    used = max((_tokens(one) for one in turn.attempts), default=0)
    left, least = _tokens(tried.toolless), _tokens(tried.smallest)
    form, confidence = "not_obeyed", Confidence.LIKELY
    if cause_of(tried.forced, model=turn.model) is not None:
        form = "not_forced"
    elif left and used - left < _TOOLS_TOKENS:
        # A number that is the same for every request counts nothing.
        is_counted = bool(least) and left - least >= _TOOLS_TOKENS
        form = "dropped" if is_counted or not least else form
        confidence = Confidence.CERTAIN if is_counted else confidence
    return Flawed("tools.never_called", form=form, said=said, confidence=confidence)


def _tokens(exchange: Exchange | None) -> int:
    """Return how many tokens an answer counts, 0 where it does not say."""
    reading = exchange.reading if exchange is not None else None
    return (reading.usage_tokens or 0) if reading is not None else 0


def _dropped_call(reading: StreamReading) -> Flawed | None:
    for flaw in reading.flaws:
        subject, detail = _subject(flaw.detail), said(flaw.detail)
        if flaw.kind != "item" or "call" not in subject:
            continue
        if "call_id" in subject:
            return Flawed("tools.call_id_missing", detail)
        if ".arguments" in subject or ".input" in subject:
            return Flawed("tools.arguments_invalid", detail)
        return Flawed("tools.call_shape", detail)
    return None


def _subject(detail: Words) -> str:
    """Return the names in what a flaw says, by which its kind is known in any language."""
    if isinstance(detail, str):
        return detail
    return " ".join((detail.template, *map(str, detail.values.values())))


def _silent(reading: StreamReading) -> Flawed:
    """Say why a finished turn has neither text nor a call: exit code 0 and no answer."""
    dropped = _dropped_call(reading)
    if dropped is not None:
        return dropped
    if any("tool_calls" in item for item in reading.items):
        return Flawed("tools.call_shape", say("tools.flaw.inside"))
    kinds = {flaw.kind: flaw.detail for flaw in reversed(reading.flaws)}
    if "item" in kinds:
        refused = "refusal" in _subject(kinds["item"])
        kind = "stream.refused" if refused else "stream.item_malformed"
        return Flawed(kind, said(kinds["item"]))
    if "only_in_completed" in kinds:
        return Flawed("stream.items_missing", said(kinds["only_in_completed"]))
    if "delta" in kinds and not reading.items:
        return Flawed("stream.items_missing", say("stream.flaw.deltas"))
    return Flawed("stream.empty", say("stream.flaw.nothing"))
