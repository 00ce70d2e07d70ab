"""Streams of Chat Completions, good and odd, that are fed to old versions of Codex.

What Codex made of each is in `tests/data/codex_chat_streams.json`, written by
`record_chat_streams`; nothing here says what is right.
"""

from __future__ import annotations

import json
from typing import Final

from msgspec import Struct

from codex_doctor.lab.wire import Ending
from oracle.chat_chunks import (
    CALLED,
    DONE,
    HELLO,
    START,
    STOP,
    WHOLE,
    call,
    calls,
    chunk,
    event,
    text,
)
from oracle.chat_variants_calls import CALLS


class Variant(Struct, frozen=True):
    """One stream.

    Attributes:
        data: All its bytes.
        ending: What follows them.
    """

    name: str
    data: bytes
    ending: Ending = Ending.END


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
    *(Variant(name, data) for name, data in (CALLS | _TEXTS | _FRAMES).items()),
    *_ENDINGS,
)
