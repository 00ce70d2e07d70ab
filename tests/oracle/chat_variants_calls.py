"""Chat streams with tool calls, good and odd."""

from __future__ import annotations

from typing import Any, Final

from oracle.chat_chunks import (
    ARGUMENTS,
    CALLED,
    DONE,
    HALF,
    HELLO,
    SECOND,
    START,
    STOP,
    WHOLE,
    call,
    calls,
    chunk,
    event,
    piece,
)


def _one_call(*entries: Any) -> bytes:
    return START + b"".join(map(calls, entries)) + CALLED + DONE


def _function(**members: Any) -> dict[str, Any]:
    return call(function=members)


CALLS: Final = {
    "call-whole": WHOLE,
    "call-in-pieces": _one_call(
        call(function={"arguments": ""}), piece(ARGUMENTS[:HALF]), piece(ARGUMENTS[HALF:])
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
        call(index="gone", function={"arguments": ARGUMENTS[:HALF]}),
        {"function": {"arguments": ARGUMENTS[HALF:]}},
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
        call(function={"arguments": ARGUMENTS[:HALF]}), piece(ARGUMENTS[HALF:], id="call_1")
    ),
    "call-id-empty-later": _one_call(
        call(function={"arguments": ARGUMENTS[:HALF]}), piece(ARGUMENTS[HALF:], id="")
    ),
    "call-other-id-later": _one_call(
        call(function={"arguments": ARGUMENTS[:HALF]}), piece(ARGUMENTS[HALF:], id="call_9")
    ),
    "call-name-in-each-piece": _one_call(
        call(function={"arguments": ARGUMENTS[:HALF]}),
        {"index": 0, "function": {"name": "shell", "arguments": ARGUMENTS[HALF:]}},
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
        call(function={"arguments": ARGUMENTS[:HALF]}),
        call(**SECOND, function={"arguments": ARGUMENTS[:HALF]}),
        piece(ARGUMENTS[HALF:]),
        piece(ARGUMENTS[HALF:], index=1),
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
        call(function={"arguments": ARGUMENTS[:HALF]}),
        {"index": 0, "id": None, "function": {"name": None, "arguments": ARGUMENTS[HALF:]}},
    ),
    "call-id-and-other-name-later": _one_call(
        call(function={"arguments": ARGUMENTS[:HALF]}),
        call(function={"name": "other", "arguments": ARGUMENTS[HALF:]}),
    ),
    "two-ids-then-indexes": _one_call(
        call(index=3, function={"arguments": ARGUMENTS[:HALF]}),
        call(id="call_2", index="gone", function={"arguments": ARGUMENTS[:HALF]}),
        piece(ARGUMENTS[HALF:], index=3),
        {"function": {"arguments": ""}},
        {"id": "call_2", "function": {"arguments": ARGUMENTS[HALF:]}},
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
