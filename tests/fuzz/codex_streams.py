"""Streams that a healthy endpoint sends, with changes: of events, of their members, of bytes.

A change is a list in JSON: the turn that it is for, what it does, and with what.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from codex_doctor.lab.replies import compact, sse
from codex_doctor.lab.wire import Ending, Framing
from codex_doctor.values import is_list, is_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from codex_doctor.lab.replies import Events
    from codex_doctor.lab.wire import Json, Reply

CALL: Final = "call"
ANSWER: Final = "answer"
# Neither stream has an event with a larger number.
_MOST_EVENTS: Final = 12
_VALUES: Final[tuple[Any, ...]] = (
    None, True, 0, -1, 1.5, 10**20, "", "x", "completed", "response.completed", [], {}, [None],
    {"type": "x"}, "\x00",
)  # fmt: skip
_MEMBERS: Final = (
    "type", "response", "response.id", "response.status", "response.usage", "response.output",
    "response.usage.total_tokens", "response.usage.input_tokens", "response.usage.output_tokens",
    "response.error", "response.end_turn", "item", "item.type", "item.id", "item.status",
    "item.name", "item.call_id", "item.arguments", "item.role", "item.content",
    "item.content.0.type", "item.phase", "delta", "text", "item_id",
    "output_index", "sequence_number",
)  # fmt: skip
_TYPES: Final = (
    "response.completed", "response.done", "response.failed", "response.incomplete", "error",
    "ping", "response.output_item.done", "response.output_item.added", "response.created",
    "Response.Completed", "response.output_text.delta", "", "response.metadata",
)  # fmt: skip
_ENDINGS: Final = ("cut", "close", "length", "short")


def draw_change(dice: Random) -> str:
    """Return one change, drawn."""
    at = dice.choice((*range(_MOST_EVENTS), -1, -1, -2, -2))
    member, value = dice.choice(_MEMBERS), dice.choice(_VALUES)
    kind, *rest = dice.choice(
        (
            ("drop", at), ("repeat", at), ("move", at, dice.randrange(_MOST_EVENTS)),
            ("set", at, "type", dice.choice(_TYPES)), ("set", at, member, value),
            ("set", at, member, value), ("set", at, member, value), ("remove", at, member),
            ("remove", at, member), ("bytes", dice.choice(tuple(_BYTES))),
            ("bytes", dice.choice(tuple(_BYTES))), ("truncate", dice.randrange(2_500)),
            ("chunks", dice.choice((1, 7, 100, 5_000))), ("ending", dice.choice(_ENDINGS)),
        )
    )  # fmt: skip
    return json.dumps([dice.choice((CALL, CALL, ANSWER)), kind, *rest])


def changed_stream(events: Events, texts: Sequence[str]) -> Reply:
    """Return the answer that has these events, with the changes that are for its turn."""
    items: list[Json] = [event["item"] for event in events if "item" in event]
    turn = ANSWER if any(one.get("type") == "message" for one in items) else CALL
    changes = [rest for first, *rest in map(json.loads, texts) if first == turn]
    changed: list[Json] = json.loads(json.dumps(events))
    for kind, *values in changes:
        if kind in _OF_EVENTS:
            _OF_EVENTS[kind](changed, *values)
    body = b"".join(map(_frame, changed))
    for kind, value in (one for one in changes if len(one) == 2):
        if kind == "bytes":
            body = _BYTES[value](body)
        elif kind == "truncate":
            body = body[:value]
    sizes = [value for kind, value, *_ in changes if kind == "chunks"] or [len(body) or 1]
    pieces = [body[at : at + sizes[0]] for at in range(0, len(body), sizes[0])]
    reply = sse(pieces)
    for kind, value, *_ in changes:
        if kind == "ending":
            reply = _ended(reply, value)
    return reply


def _frame(event: Json) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (str(event.get("type", "")).encode(), compact(event))


# ----- changes of events


def _drop(events: list[Json], at: int) -> None:
    if -len(events) <= at < len(events):
        del events[at]


def _repeat(events: list[Json], at: int) -> None:
    if -len(events) <= at < len(events):
        events.insert(at, events[at])


def _move(events: list[Json], at: int, to: int) -> None:
    if at < len(events):
        events.insert(to, events.pop(at))


def _holder(events: list[Json], at: int, path: str) -> tuple[Any, str | int]:
    """Return what holds a member, and its name or number; nothing where there is none."""
    *parts, last = (int(one) if one.isdecimal() else one for one in path.split("."))
    if not -len(events) <= at < len(events):
        return None, last
    # An event that was repeated is one twice.
    events[at] = json.loads(json.dumps(events[at]))
    inner: Any = events[at]
    try:
        for part in parts:
            inner = inner[part]
    except (LookupError, TypeError):
        return None, last
    return inner, last


def _set(events: list[Json], at: int, path: str, value: object) -> None:
    holder, last = _holder(events, at, path)
    if is_table(holder):
        holder[str(last)] = value
    elif is_list(holder) and isinstance(last, int) and last < len(holder):
        holder[last] = value


def _remove(events: list[Json], at: int, path: str) -> None:
    holder, last = _holder(events, at, path)
    if is_table(holder):
        holder.pop(str(last), None)


_OF_EVENTS: Final[Mapping[str, Callable[..., None]]] = {
    "drop": _drop, "repeat": _repeat, "move": _move, "set": _set, "remove": _remove,
}  # fmt: skip

# ----- changes of bytes


def _json_lines(body: bytes) -> bytes:
    lines = body.split(b"\n")
    return b"\n".join(one[6:] for one in lines if one.startswith(b"data: ")) + b"\n"


_BYTES: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "crlf": lambda body: body.replace(b"\n", b"\r\n"),
    "cr": lambda body: body.replace(b"\n", b"\r"),
    "mixed": lambda body: body.replace(b"\n\n", b"\r\n\n"),
    "no event lines": lambda body: b"\n".join(
        one for one in body.split(b"\n") if not one.startswith(b"event:")
    ),
    "no blank": lambda body: body.replace(b"data: ", b"data:"),
    "done behind": lambda body: body + b"data: [DONE]\n\n",
    "done before": lambda body: b"data: [DONE]\n\n" + body,
    "comments": lambda body: body.replace(b"\n\n", b"\n\n: still here\n\n"),
    "mark": lambda body: b"\xef\xbb\xbf" + body,
    "no end": lambda body: body.rstrip(b"\n"),
    "one line end": lambda body: body[:-1],
    "single line ends": lambda body: body.replace(b"\n\n", b"\n"),
    "upper case": lambda body: body.replace(b"data:", b"Data:"),
    "ids": lambda body: body.replace(b"event:", b"id: 7\nretry: 10\nevent:"),
    "zero": lambda body: body.replace(b"\n\n", b"\n\n\0", 1),
    "wrong byte": lambda body: body.replace(b"\n\n", b"\n\n\xff", 1),
    "wrong byte behind": lambda body: body + b"\xff",
    "blank before": lambda body: body.replace(b"data:", b" data:"),
    "double blank": lambda body: body.replace(b"data: ", b"data:  "),
    "more lines": lambda body: body.replace(b"\n\n", b"\n\n\n\n"),
    "other names": lambda body: body.replace(b"event: ", b"event: x"),
    "json lines": _json_lines,
}


def _ended(reply: Reply, how: str) -> Reply:
    length = sum(map(len, reply.chunks))
    match how:
        case "cut":
            return replace(reply, ending=Ending.CUT)
        case "close":
            return replace(reply, framing=Framing.CLOSE)
        case "length":
            return replace(reply, framing=Framing.LENGTH)
        case _:
            return replace(reply, framing=Framing.LENGTH, length=length + 9)
