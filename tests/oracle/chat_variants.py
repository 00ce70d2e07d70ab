"""Streams of Chat Completions, good and odd, that are fed to old versions of Codex.

What Codex made of each is in `tests/data/codex_chat_streams.json`, written by
`record_chat_streams`; nothing here says what is right.
"""

from __future__ import annotations

import json
from typing import Any, Final

from msgspec import Struct

from codex_doctor.lab.wire import Ending

DONE: Final = b"data: [DONE]\n\n"
ARGUMENTS: Final = '{"command":["echo","codex-doctor-ok"]}'
_HALF: Final = len(ARGUMENTS) // 2


class Variant(Struct, frozen=True):
    """One stream.

    Attributes:
        data: All its bytes.
        ending: What follows them.
    """

    name: str
    data: bytes
    ending: Ending = Ending.END


def chunk(delta: Any, finish: Any = None, **changes: Any) -> bytes:
    """Return one chunk as a good endpoint sends it; members of the chunk may be changed."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    common = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return event({**common, "choices": [choice], **changes})


def event(value: Any) -> bytes:
    """Return a value as an event."""
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def call(**changes: Any) -> dict[str, Any]:
    """Return one entry of `tool_calls`; None removes a member, `function` is merged."""
    function = {"name": "shell", "arguments": ARGUMENTS, **changes.pop("function", {})}
    whole = {"index": 0, "id": "call_1", "type": "function", **changes}
    whole["function"] = {key: one for key, one in function.items() if one != "gone"}
    return {key: one for key, one in whole.items() if one != "gone"}


def calls(*entries: Any) -> bytes:
    """Return a chunk with these tool calls."""
    return chunk({"tool_calls": list(entries)})


def piece(arguments: str, **changes: Any) -> dict[str, Any]:
    """Return a later piece of a call's arguments."""
    return {"index": 0, "function": {"arguments": arguments}, **changes}


def text(content: Any) -> bytes:
    """Return a chunk with text."""
    return chunk({"content": content})


START: Final = chunk({"role": "assistant", "content": None})
CALLED: Final = chunk({}, "tool_calls")
STOP: Final = chunk({}, "stop")
HELLO: Final = text("hello ") + text("world")
WHOLE: Final = START + calls(call()) + CALLED + DONE
SECOND: Final = {"id": "call_2", "index": 1}


def _one_call(*entries: Any) -> bytes:
    return START + b"".join(map(calls, entries)) + CALLED + DONE


def _function(**members: Any) -> dict[str, Any]:
    return call(function=members)


_CALLS: Final = {
    "call-whole": WHOLE,
    "call-in-pieces": _one_call(
        call(function={"arguments": ""}), piece(ARGUMENTS[:_HALF]), piece(ARGUMENTS[_HALF:])
    ),
    "call-without-done": START + calls(call()) + CALLED,
    "call-without-finish": START + calls(call()) + DONE,
    "call-and-nothing": START + calls(call()),
    "call-finish-stop": START + calls(call()) + STOP + DONE,
    "call-finish-stop-without-done": START + calls(call()) + STOP,
    "call-finish-function-call": START + calls(call()) + chunk({}, "function_call") + DONE,
    "call-finish-length": START + calls(call()) + chunk({}, "length") + DONE,
    "call-finish-in-same-chunk": START + chunk({"tool_calls": [call()]}, "tool_calls") + DONE,
    "call-no-index": _one_call(call(index="gone")),
    "call-no-index-in-pieces": _one_call(
        call(index="gone", function={"arguments": ARGUMENTS[:_HALF]}),
        {"function": {"arguments": ARGUMENTS[_HALF:]}},
    ),
    "call-index-text": _one_call(call(index="0")),
    "call-index-negative": _one_call(call(index=-1)),
    "call-index-fraction": _one_call(call(index=0.0)),
    "call-index-five": _one_call(call(index=5)),
    "call-no-id": _one_call(call(id="gone")),
    "call-id-null": _one_call(call(id=None)),
    "call-id-empty": _one_call(call(id="")),
    "call-id-number": _one_call(call(id=7)),
    "call-id-in-each-piece": _one_call(
        call(function={"arguments": ARGUMENTS[:_HALF]}), piece(ARGUMENTS[_HALF:], id="call_1")
    ),
    "call-id-empty-later": _one_call(
        call(function={"arguments": ARGUMENTS[:_HALF]}), piece(ARGUMENTS[_HALF:], id="")
    ),
    "call-other-id-later": _one_call(
        call(function={"arguments": ARGUMENTS[:_HALF]}), piece(ARGUMENTS[_HALF:], id="call_9")
    ),
    "call-name-in-each-piece": _one_call(
        call(function={"arguments": ARGUMENTS[:_HALF]}),
        {"index": 0, "function": {"name": "shell", "arguments": ARGUMENTS[_HALF:]}},
    ),
    "call-name-in-pieces": _one_call(
        call(function={"name": "sh", "arguments": ""}),
        {"index": 0, "function": {"name": "ell", "arguments": ARGUMENTS}},
    ),
    "call-name-empty-first": _one_call(
        call(function={"name": "", "arguments": ""}),
        {"index": 0, "function": {"name": "shell", "arguments": ARGUMENTS}},
    ),
    "call-name-missing": _one_call(_function(name="gone")),
    "call-name-empty": _one_call(_function(name="")),
    "call-name-null": _one_call(_function(name=None)),
    "call-name-unknown": _one_call(_function(name="nothing_like_it")),
    "call-arguments-object": _one_call(_function(arguments={"command": ["true"]})),
    "call-arguments-missing": _one_call(_function(arguments="gone")),
    "call-arguments-null": _one_call(_function(arguments=None)),
    "call-arguments-empty": _one_call(_function(arguments="")),
    "call-arguments-not-json": _one_call(_function(arguments='{"command": [')),
    "call-no-type": _one_call(call(type="gone")),
    "call-no-function": _one_call({"index": 0, "id": "call_1", "type": "function"}),
    "call-flat": _one_call({"index": 0, "id": "call_1", "name": "shell", "arguments": ARGUMENTS}),
    "call-not-an-object": _one_call("shell"),
    "calls-an-object": START + chunk({"tool_calls": call()}) + CALLED + DONE,
    "calls-in-message": START
    + chunk({}, choices=[{"index": 0, "message": {"tool_calls": [call()]}}])
    + CALLED
    + DONE,
    "call-as-function-call": START
    + chunk({"function_call": {"name": "shell", "arguments": ARGUMENTS}})
    + chunk({}, "function_call")
    + DONE,
    "two-calls": _one_call(call(), call(**SECOND)),
    "two-calls-in-one-chunk": START + calls(call(), call(**SECOND)) + CALLED + DONE,
    "two-calls-in-turn": _one_call(
        call(function={"arguments": ARGUMENTS[:_HALF]}),
        call(**SECOND, function={"arguments": ARGUMENTS[:_HALF]}),
        piece(ARGUMENTS[_HALF:]),
        piece(ARGUMENTS[_HALF:], index=1),
    ),
    "two-calls-one-index": _one_call(call(), call(id="call_2")),
    "two-calls-no-index": _one_call(call(index="gone"), call(index="gone", id="call_2")),
    "two-calls-backwards": _one_call(call(**SECOND), call()),
    "two-calls-same-id": _one_call(call(), call(index=1)),
    "two-calls-no-ids": _one_call(call(id="gone"), call(index=1, id="gone")),
    "call-twice-finished": START + calls(call()) + CALLED + calls(call(**SECOND)) + CALLED + DONE,
    "call-after-stop": START + HELLO + STOP + calls(call()) + CALLED + DONE,
    "text-and-call": START + HELLO + calls(call()) + CALLED + DONE,
    "call-and-text": START + calls(call()) + HELLO + CALLED + DONE,
    "text-after-called": START + calls(call()) + CALLED + HELLO + DONE,
    "reasoning-and-call": START + chunk({"reasoning": "well"}) + calls(call()) + CALLED + DONE,
    "reasoning-content-and-call": START
    + chunk({"reasoning_content": "well"})
    + calls(call())
    + CALLED
    + DONE,
    "called-without-call": START + CALLED + DONE,
    "called-with-text": START + HELLO + CALLED + DONE,
    "called-with-text-no-done": START + HELLO + CALLED,
    "call-and-error": START + calls(call()) + CALLED + event({"error": {"message": "no"}}) + DONE,
    "call-with-empty-content": chunk({"role": "assistant", "content": ""})
    + chunk({"content": "", "tool_calls": [call()]})
    + CALLED
    + DONE,
    "call-id-null-later": _one_call(
        call(function={"arguments": ARGUMENTS[:_HALF]}),
        {"index": 0, "id": None, "function": {"name": None, "arguments": ARGUMENTS[_HALF:]}},
    ),
    "call-id-and-other-name-later": _one_call(
        call(function={"arguments": ARGUMENTS[:_HALF]}),
        call(function={"name": "other", "arguments": ARGUMENTS[_HALF:]}),
    ),
    "two-ids-then-indexes": _one_call(
        call(index=3, function={"arguments": ARGUMENTS[:_HALF]}),
        call(id="call_2", index="gone", function={"arguments": ARGUMENTS[:_HALF]}),
        piece(ARGUMENTS[_HALF:], index=3),
        {"function": {"arguments": ""}},
        {"id": "call_2", "function": {"arguments": ARGUMENTS[_HALF:]}},
    ),
    "reasoning-text-and-call": START
    + chunk({"reasoning": "well"})
    + HELLO
    + calls(call())
    + CALLED
    + DONE,
    "text-reasoning-and-call": START
    + HELLO
    + chunk({"reasoning": "well"})
    + calls(call())
    + CALLED
    + DONE,
    "call-and-reasoning": START
    + calls(call())
    + chunk({"reasoning": "well"})
    + CALLED
    + chunk({"reasoning": " done"})
    + DONE,
    "reasoning-and-two-calls": START
    + chunk({"reasoning": "well"})
    + calls(call(), call(**SECOND))
    + CALLED
    + DONE,
    "call-empty-list-first": START + chunk({"tool_calls": []}) + calls(call()) + CALLED + DONE,
    "call-in-second-choice": START
    + chunk(
        {}, choices=[{"index": 0, "delta": {}}, {"index": 1, "delta": {"tool_calls": [call()]}}]
    )
    + CALLED
    + DONE,
    "call-usage-behind": START
    + calls(call())
    + CALLED
    + chunk({}, choices=[], usage={"prompt_tokens": 9, "completion_tokens": 2, "total_tokens": 11})
    + DONE,
}
_TEXTS: Final = {
    "text": START + HELLO + STOP + DONE,
    "text-without-done": START + HELLO + STOP,
    "text-without-finish": START + HELLO + DONE,
    "text-and-nothing": START + HELLO,
    "text-finish-length": START + HELLO + chunk({}, "length") + DONE,
    "text-finish-length-and-nothing": START + HELLO + chunk({}, "length"),
    "text-finish-filter": START + HELLO + chunk({}, "content_filter") + DONE,
    "text-finish-filter-no-done": START + HELLO + chunk({}, "content_filter"),
    "text-finish-empty": START + HELLO + chunk({}, "") + DONE,
    "text-finish-other": START + HELLO + chunk({}, "eos") + DONE,
    "text-finish-number": START + HELLO + chunk({}, 1) + DONE,
    "text-with-finish": START + chunk({"content": "hello"}, "stop") + DONE,
    "text-after-stop": START + HELLO + STOP + text(" later") + DONE,
    "text-usage": START
    + HELLO
    + STOP
    + chunk({}, choices=[], usage={"prompt_tokens": 9, "completion_tokens": 2, "total_tokens": 11})
    + DONE,
    "text-usage-null": START
    + chunk({"content": "hello"}, usage=None)
    + chunk({}, "stop", usage={"total_tokens": 1})
    + DONE,
    "text-parts": START + text([{"type": "text", "text": "hello"}]) + STOP + DONE,
    "text-number": START + text(7) + STOP + DONE,
    "text-empty": START + text("") + STOP + DONE,
    "text-null": START + text(None) + STOP + DONE,
    "text-blank": START + text(" ") + STOP + DONE,
    "text-in-message": chunk(
        {}, choices=[{"index": 0, "message": {"role": "assistant", "content": "hello"}}]
    )
    + STOP
    + DONE,
    "text-in-text": chunk({}, choices=[{"index": 0, "text": "hello"}]) + STOP + DONE,
    "text-no-role": HELLO + STOP + DONE,
    "text-other-role": chunk({"role": "user", "content": "hello"}) + STOP + DONE,
    "text-two-choices": chunk(
        {},
        choices=[
            {"index": 0, "delta": {"content": "one"}},
            {"index": 1, "delta": {"content": "two"}},
        ],
    )
    + STOP
    + DONE,
    "text-bare-chunks": event({"choices": [{"delta": {"content": "hello"}}]})
    + event({"choices": [{"finish_reason": "stop"}]})
    + DONE,
    "text-delta-null": START + HELLO + chunk(None, "stop") + DONE,
    "text-choices-null": START + HELLO + chunk({}, choices=None) + STOP + DONE,
    "text-choices-object": START + chunk({}, choices={"delta": {"content": "hello"}}) + STOP + DONE,
    "reasoning-and-text": START + chunk({"reasoning": "well"}) + HELLO + STOP + DONE,
    "reasoning-content-and-text": START
    + chunk({"reasoning_content": "well"})
    + HELLO
    + STOP
    + DONE,
    "reasoning-object": START + chunk({"reasoning": {"text": "well"}}) + HELLO + STOP + DONE,
    "reasoning-alone": START + chunk({"reasoning": "well"}) + STOP + DONE,
    "reasoning-in-message": START
    + HELLO
    + chunk({}, choices=[{"message": {"reasoning": "well"}, "finish_reason": "stop"}])
    + DONE,
    "refusal": START + chunk({"refusal": "I cannot help"}) + STOP + DONE,
}
_FRAMES: Final = {
    "crlf": WHOLE.replace(b"\n", b"\r\n"),
    "cr-alone": WHOLE.replace(b"\n", b"\r"),
    "comments": b": hello\n\n" + WHOLE.replace(b"data: [DONE]", b": ping\n\ndata: [DONE]"),
    "event-names": b"".join(
        b"event: message\n" + one + b"\n\n" for one in WHOLE.split(b"\n\n") if one
    ),
    "no-space": WHOLE.replace(b"data: ", b"data:"),
    "two-spaces": WHOLE.replace(b"data: ", b"data:  "),
    "no-blank-lines": WHOLE.replace(b"\n\n", b"\n"),
    "no-blank-line-behind": WHOLE[:-1],
    "no-line-end-behind": WHOLE[:-2],
    "text-no-line-end-behind": (START + HELLO + STOP)[:-2],
    "multi-line": START + calls(call()).replace(b", ", b",\ndata: ") + CALLED + DONE,
    "byte-order-mark": b"\xef\xbb\xbf" + WHOLE,
    "byte-order-mark-and-comment": b"\xef\xbb\xbf: hello\n\n" + WHOLE,
    "wrong-utf8": START + HELLO + b"data: \xff\xfe\n\n" + STOP + DONE,
    "wrong-utf8-after-call": START + calls(call()) + CALLED + b"data: \xff\n\n" + DONE,
    "half-character": START + HELLO + b"data: \xe2\x82",
    "not-json": START + b"data: hello\n\n" + calls(call()) + CALLED + DONE,
    "nan": START + b'data: {"choices":[{"delta":{"content":"hello"}}],"x":NaN}\n\n' + STOP + DONE,
    "half-surrogate": START
    + b'data: {"choices":[{"delta":{"content":"a\\ud800b"}}]}\n\n'
    + STOP
    + DONE,
    "choices-twice": START
    + b'data: {"choices":[],"choices":[{"delta":{"content":"hello"}}]}\n\n'
    + STOP
    + DONE,
    "infinite-number": START
    + b'data: {"choices":[{"delta":{"content":"hello"}}],"x":1e999}\n\n'
    + STOP
    + DONE,
    "deep": START
    + b'data: {"choices":[{"delta":{"content":"hello"}}],"x":'
    + b"[" * 130
    + b"]" * 130
    + b"}\n\n"
    + STOP
    + DONE,
    "done-in-quotes": START + HELLO + b'data: "[DONE]"\n\n' + text("later") + STOP + DONE,
    "done-lower-case": START + HELLO + b"data: [done]\n\n" + text("later") + STOP + DONE,
    "done-bare": START + HELLO + b"data: DONE\n\n" + text("later") + STOP + DONE,
    "done-blanks": START + HELLO + b"data:   [DONE]  \n\n" + text("later") + STOP + DONE,
    "done-first": DONE + WHOLE,
    "data-empty": START + b"data:\n\ndata: \n\n" + HELLO + STOP + DONE,
    "nothing": b"",
    "done-alone": DONE,
    "start-alone": START,
    "stop-alone": STOP + DONE,
    "html": b"<!doctype html><html><body>Hello</body></html>",
    "error-and-nothing": START + event({"error": {"message": "no room", "code": "overloaded"}}),
    "error-and-done": event({"error": {"message": "no room", "code": 429}}) + DONE,
    "error-after-text": START + HELLO + event({"error": {"message": "no room"}}) + DONE,
    "error-event": b"event: error\n" + event({"message": "no room"}),
    "error-beside-choices": chunk({}, "error", error={"message": "no room"}) + DONE,
    "error-document": b'{"error": {"message": "no room", "code": "server_error"}}',
    "json-document": json.dumps(
        {"object": "chat.completion", "choices": [{"message": {"content": "hello"}}]}
    ).encode(),
    "json-lines": WHOLE.replace(b"data: ", b"").replace(b"\n\n", b"\n"),
    "responses-events": event({"type": "response.output_text.delta", "delta": "hello"})
    + event({"type": "response.completed", "response": {"id": "resp_1"}}),
    "anthropic-events": b"event: content_block_delta\n"
    + event({"type": "content_block_delta", "delta": {"type": "text_delta", "text": "hello"}})
    + b"event: message_stop\n"
    + event({"type": "message_stop"}),
}
_ENDINGS: Final = (
    Variant("cut-in-text", START + HELLO, Ending.CUT),
    Variant("cut-after-stop", START + HELLO + STOP, Ending.CUT),
    Variant("cut-after-done", START + HELLO + STOP + DONE, Ending.CUT),
    Variant("cut-in-call", START + calls(call()), Ending.CUT),
    Variant("cut-after-called", START + calls(call()) + CALLED, Ending.CUT),
    Variant("cut-at-once", b": hello\n\n", Ending.CUT),
    Variant("held-in-text", START + HELLO, Ending.HOLD),
    Variant("held-after-stop", START + HELLO + STOP, Ending.HOLD),
    Variant("held-after-filter", START + HELLO + chunk({}, "content_filter"), Ending.HOLD),
    Variant("held-after-length", START + HELLO + chunk({}, "length"), Ending.HOLD),
    Variant("held-after-called", START + calls(call()) + CALLED, Ending.HOLD),
    Variant("held-after-done", WHOLE, Ending.HOLD),
    Variant("held-call-stop", START + calls(call()) + STOP, Ending.HOLD),
    Variant("held-after-error", event({"error": {"message": "no room"}}), Ending.HOLD),
    Variant("held-after-wrong-utf8", START + HELLO + b"data: \xff\n\n", Ending.HOLD),
    Variant("held-at-once", b": hello\n\n", Ending.HOLD),
)
VARIANTS: Final = (
    *(Variant(name, data) for name, data in (_CALLS | _TEXTS | _FRAMES).items()),
    *_ENDINGS,
)
