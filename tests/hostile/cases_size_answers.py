"""Answers of an endpoint that are long, deep, or made to be slow to read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import LabEndpoint, shell_call
from codex_doctor.lab.wire import Framing, Reply, Seen, document
from hostile.case import Case

if TYPE_CHECKING:
    from collections.abc import Callable

_BUDGET: Final = ("--json", "--budget", "4")
_KB64: Final = 65_500
_HEAD: Final = b"HTTP/1.1 200 OK\r\n"
_END: Final = b"\r\n\r\n"
_COMPLETED: Final = "response.completed"


def _errors(name: str, make: Callable[[], str], status: int = 400, kind: str = "json") -> Case:
    """Answer every model request with this text as an error."""

    def behave(seen: Seen) -> Reply:
        if seen.method == "GET":
            return LabEndpoint()(seen)
        return document(status, f"application/{kind}", make())

    return Case("size", f"error-{name}", arguments=_BUDGET, endpoint=behave, seconds=4.0)


def _said(make: Callable[[], str]) -> Callable[[], str]:
    return lambda: json.dumps({"error": {"message": make()}})


def _stuffed(text: str, count: int = _KB64) -> Callable[[], str]:
    return lambda: (text * (count // len(text.encode()) + 1))[
        : count // len(text.encode()) * len(text)
    ]


_WORDS: Final = {
    "letters": "a",
    "blanks": " ",
    "line-feeds": "\n",
    "braces": "{",
    "quotes": '"',
    "backslashes": "\\",
    "less-thans": "<",
    "comments": "<!--",
    "entities": "&",
    "dashes": "a-",
    "slashes": "a/",
    "colons": "a:",
    "models-and-quotes": "model 'a",
    "nots": "not a ",
    "waits": "try again in 1 ",
    "fields": "parameter: a",
    "reprs": "{'msg': 'a', ",
    "events": "data: {}\n",
    "printed": "\na\n  b [type=",
}
# What is told in a message is cut before it is looked at; these are the slowest.
_SLOW: Final = ("braces", "dashes", "slashes", "colons", "models-and-quotes", "reprs")


def _wrapped(times: int) -> str:
    """Return an error in an error in an error ..., as texts."""
    text = "model not found"
    for _ in range(times):
        text = json.dumps({"error": {"message": text}})
    return text[:60_000]


def _models(name: str, make: Callable[[], str]) -> Case:
    """Refuse the model, and list these."""

    def behave(seen: Seen) -> Reply:
        if seen.method == "GET":
            return document(200, "application/json", make())
        return LabEndpoint(models=("another",))(seen)

    return Case("size", f"models-{name}", arguments=_BUDGET, endpoint=behave, seconds=4.0)


def _events(name: str, make: Callable[[], bytes]) -> Case:
    """Answer every model request with these bytes as a stream."""

    def behave(seen: Seen) -> Reply:
        if seen.method == "GET":
            return LabEndpoint()(seen)
        headers = (("content-type", "text/event-stream"),)
        return Reply(200, headers, (make(),), framing=Framing.CLOSE)

    return Case("size", f"stream-{name}", arguments=_BUDGET, endpoint=behave, seconds=4.0)


def _calls(name: str, make: Callable[[], dict[str, Any]]) -> Case:
    """Call a tool like this."""

    def call(body: dict[str, Any]) -> replies.Events:
        return replies.turn(shell_call(body, **make()))

    return Case(
        "size", f"call-{name}", arguments=_BUDGET, endpoint=LabEndpoint(call=call), seconds=4.0
    )


def _headed(name: str, *headers: tuple[str, str], status: int = 429) -> Case:
    """Answer every model request with these headers."""

    def behave(seen: Seen) -> Reply:
        if seen.method == "GET":
            return LabEndpoint()(seen)
        return document(status, "application/json", "{}", *headers)

    return Case("size", f"header-{name}", arguments=_BUDGET, endpoint=behave, seconds=4.0)


def _open_event(value: str) -> bytes:
    """Return an event with this as its last member, and what closes it."""
    return b'data: {"type":"response.created","x":' + value.encode() + b"\n\n"


def _failed(code: str, message: str) -> bytes:
    error = {"code": code, "message": message}
    return _event(type="response.failed", response={"error": error})


def _ids(end: str) -> str:
    return json.dumps({"data": [f"{number}{end}" for number in range(30_000)]})


def _raw(name: str, raw: Callable[[], bytes]) -> Case:
    """Answer every request with these bytes, whatever they are."""

    def behave(_: Seen) -> Reply:
        return Reply(raw=raw())

    return Case("size", name, arguments=_BUDGET, endpoint=behave, seconds=4.0)


def _event(**members: Any) -> bytes:
    return b"data: " + json.dumps(members).encode() + b"\n\n"


CASES: Final = (
    *(_errors(f"of-{name}", _stuffed(text), kind="x") for name, text in _WORDS.items()),
    *(_errors(f"saying-{name}", _said(_stuffed(_WORDS[name], 20_000))) for name in _SLOW),
    _errors("page-of-less-thans", lambda: "<html>" + _stuffed("<")(), kind="html"),
    _errors("page-of-scripts", lambda: "<html>" + _stuffed("<script")(), kind="html"),
    _errors("deep-lists", lambda: "[" * 100_000),
    _errors("deep-objects", lambda: '{"error":' * 20_000),
    _errors("digits", lambda: '{"code":' + "1" * 60_000 + "}"),
    _errors("exponent", lambda: '{"code":1e' + "1" * 60_000 + "}"),
    _errors("members", lambda: json.dumps({f"m{n}": "x" for n in range(5000)})),
    _errors("texts", lambda: json.dumps({"errors": [{"message": "a" * 900}] * 60})),
    _errors("texts-in-texts", lambda: _wrapped(8)),
    _errors("400kb", lambda: json.dumps({"error": {"message": "x " * 200_000}})),
    *(
        _errors(f"{status}", _stuffed("model 'a' not found. "), status=status)
        for status in (401, 404)
    ),
    _models("lists-8mb", lambda: '{"data": [' + "[]," * 2_700_000 + "[]]}"),
    _models("objects-8mb", lambda: '{"data": [' + "{}," * 2_700_000 + "{}]}"),
    _models("lists-in-lists", lambda: "[" * 100_000),
    _models("digits", lambda: '{"data": [' + "1" * 1_000_000 + "]}"),
    _models("200000-ids", lambda: json.dumps({"data": [f"lab-model-{n}" for n in range(200_000)]})),
    _models(
        "200000-objects",
        lambda: json.dumps({"data": [{"id": f"lab-model-{n}"} for n in range(200_000)]}),
    ),
    _models("one-id-of-8mb", lambda: json.dumps({"data": ["a" * 8_000_000]})),
    _models("ids-alike", lambda: json.dumps({"data": ["lab-model-" + "1-" * 90] * 30_000})),
    _models("ids-of-dates", lambda: _ids("-2024" * 38)),
    _models("ids-of-dots", lambda: _ids("a." * 98)),
    _models("strings-8mb", lambda: json.dumps([""] * 2_000_000)),
    _models("20mb-of-blanks", lambda: " " * 20_000_000),
    _events("100000-fields", lambda: b"data: x\n" * 100_000 + b"\n"),
    _events("100000-names", lambda: b"event: x\n" * 100_000 + b"\n"),
    _events("id-of-1mb", lambda: b"id: " + b"x" * 1_000_000 + b"\n" + _event(type="a")),
    _events("field-of-8mb", lambda: b"x" * 8_000_000),
    _events("event-of-8mb", lambda: _event(type="response.created", x="y" * 8_000_000)),
    _events("event-of-lists", lambda: _open_event("[" + "[]," * 2_700_000 + "[]]}")),
    _events("event-of-objects", lambda: _open_event("[" + '{"a":1},' * 1_000_000 + "1]}")),
    _events("deep-event", lambda: _open_event("[" * 100_000)),
    _events("digits", lambda: _open_event("1" * 1_000_000 + "}")),
    _events("carriage-returns", lambda: b"\r" * 1_000_000),
    _events("100000-errors", lambda: _event(type="error", message="x") * 100_000),
    _events("100000-items", lambda: _event(type="response.output_item.done", item={}) * 100_000),
    _events("100000-unknown", lambda: b"".join(_event(type=f"x{n}") for n in range(100_000))),
    _events("failed-with-8mb", lambda: _failed("x", "model not " * 800_000)),
    _events("failed-with-64kb", lambda: _failed("a_" * 30_000, "{'msg': " * 8_000)),
    _events(
        "completed-with-8mb", lambda: _event(type=_COMPLETED, response={"id": "x" * 8_000_000})
    ),
    _calls("arguments-of-10mb", lambda: {"arguments": json.dumps({"cmd": "x" * 3_000_000})}),
    _calls("arguments-deep", lambda: {"arguments": "[" * 100_000}),
    _calls("arguments-of-digits", lambda: {"arguments": '{"cmd":' + "1" * 1_000_000 + "}"}),
    _calls("arguments-of-braces", lambda: {"arguments": '{"a":{}' * 100_000}),
    _calls("name-of-1mb", lambda: {"name": "x" * 1_000_000}),
    _calls("id-of-1mb", lambda: {"call_id": "x" * 1_000_000}),
    _headed("retry-after-digits", ("retry-after", "1" * 60_000)),
    _headed("retry-after-blanks", ("retry-after", "1" + " " * 7_000 + "x")),
    _headed("retry-after-commas", ("retry-after", ", " * 4_000)),
    _headed("date", ("retry-after", "Mon, 1 " + "1" * 60), ("date", ":" * 8_000)),
    _headed("many", *((f"x-{n}", "y" * 50) for n in range(90))),
    _headed("location", ("location", "/" * 60_000), status=307),
    _headed("location-dots", ("location", "/a/.." * 12_000), status=307),
    _headed("content-type", ("content-type", "text/" + "; charset=" * 6_000)),
    _headed("www-authenticate", ("www-authenticate", "Bearer " + 'a="b",' * 10_000), status=401),
    _headed("amazon", ("x-amzn-errortype", "Aa" * 30_000)),
    _raw("header-content-length", lambda: _HEAD + b"content-length: " + b"1" * 20_000 + _END),
    _raw("header-status", lambda: b"HTTP/1.1 " + b"2" * 60_000 + b" OK" + _END),
    _raw(
        "chunk-of-a-million-digits",
        lambda: _HEAD + b"transfer-encoding: chunked" + _END + b"f" * 1_000_000,
    ),
)
