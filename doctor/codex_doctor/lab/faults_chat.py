"""Set-ups of versions that speak Chat Completions; a later Codex refuses them all.

They are no part of `FAULTS`, which say what the newest Codex meets; the matrix of the oracle runs
them with old versions too. `expect` is what holds for Codex 0.80.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from codex_doctor.lab.chat import (
    DONE,
    ChatEndpoint,
    Chunks,
    call,
    call_shell,
    chunk,
    ended,
    framed,
    outputs,
)
from codex_doctor.lab.endpoint import LabEndpoint, error
from codex_doctor.lab.fault import KEY_VARIABLE, Fault, changed
from codex_doctor.lab.replies import sse
from codex_doctor.lab.wire import Ending, Json, Reply, json_reply

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour

CONFIG: Final = changed('wire_api = "responses"', 'wire_api = "chat"')
_ERROR: Final = {"error": {"message": "The model ran into a wall.", "code": "server_error"}}


def _entries(*changes: Json) -> Behaviour:
    """Answer with a chunk for each tool call, changed in its own way."""

    def answer(body: Json) -> Chunks:
        entries = ({"tool_calls": [call(body, **one)]} for one in changes)
        return ended(*entries, finish="tool_calls")

    return ChatEndpoint(call=answer)


def _function(**members: Any) -> Behaviour:
    """Answer with a call whose function is changed."""

    def answer(body: Json) -> Chunks:
        whole = call(body)
        entry = {**whole, "function": {**whole["function"], **members}}
        return ended({"tool_calls": [entry]}, finish="tool_calls")

    return ChatEndpoint(call=answer)


def _finished(reason: str) -> Behaviour:
    def answer(body: Json) -> Chunks:
        return ended({"tool_calls": [call(body)]}, finish=reason)

    return ChatEndpoint(call=answer)


def _cut(chunks: Chunks) -> Reply:
    return replace(sse(framed(chunks[:2])), ending=Ending.CUT)


def _held(chunks: Chunks) -> Reply:
    return replace(sse(framed(chunks)), ending=Ending.HOLD)


def _ended_early(chunks: Chunks) -> Reply:
    return sse(framed(chunks[:2]))


def _without_done(chunks: Chunks) -> Reply:
    return sse(framed(chunks))


def _error_chunk(chunks: Chunks) -> Reply:
    return sse((*framed((chunks[0], _ERROR)), DONE))


def _document(chunks: Chunks) -> Reply:
    choice = {"index": 0, "message": {"role": "assistant", "content": "Hello."}}
    return json_reply(200, {**chunks[0], "object": "chat.completion", "choices": [choice]})


def _glued(chunks: Chunks) -> Reply:
    return sse(one.replace(b"\n\n", b"\n") for one in framed(chunks))


def _text_only(_: Json) -> Chunks:
    return ended({"content": "There is nothing to run."}, finish="stop")


def _with_text(body: Json) -> Chunks:
    first, *rest = call_shell(body)
    return (first, chunk({"content": "I run it. "}), *rest)


def _refuse_output(body: Json) -> Reply | None:
    return error(400, "Invalid value for 'messages[3].role'.") if outputs(body) else None


def _fail(_: Json) -> Reply:
    return json_reply(500, {"error": {"message": "Internal error", "type": "server_error"}})


def _calm(_: Json) -> Chunks:
    return ended({}, finish="stop")


def _chat(name: str, behaviour: Behaviour, *, expect: str | None, base: str = "") -> Fault:
    config = CONFIG.replace("{base_url}", base) if base else CONFIG
    return Fault(
        f"{name}-over-chat",
        "chat",
        expect=expect,
        works=expect is None,
        config=config,
        behaviour=behaviour,
    )


_PLAIN: Final = ChatEndpoint()
CHAT_FAULTS: Final = (
    _chat("healthy", _PLAIN, expect=None),
    _chat("route-missing", LabEndpoint(), expect="wire.chat_missing"),
    _chat("base-without-v1", _PLAIN, expect="url.missing_v1", base="{origin}"),
    replace(
        _chat("key-rejected", _PLAIN, expect="auth.key_rejected"),
        environ={KEY_VARIABLE: "sk-wrong-0123456789abcdef"},
    ),
    replace(
        _chat("model-unknown", _PLAIN, expect="model.unknown_id"),
        config=CONFIG.replace('"lab-model-1"', '"zork-9"'),
    ),
    _chat("status-500", ChatEndpoint(refuse=_fail), expect="upstream.error"),
    _chat(
        "output-rejected",
        ChatEndpoint(refuse=_refuse_output),
        expect="tools.output_rejected",
    ),
    _chat("cut", ChatEndpoint(stream=_cut), expect="stream.cut"),
    _chat(
        "held-open",
        ChatEndpoint(stream=_held),
        expect="stream.idle_timeout",
    ),
    _chat(
        "ended-early",
        ChatEndpoint(stream=_ended_early),
        expect="tools.call_shape",
    ),
    _chat("without-done", ChatEndpoint(stream=_without_done), expect=None),
    _chat(
        "error-chunk",
        ChatEndpoint(stream=_error_chunk),
        expect="stream.error_in_200",
    ),
    _chat(
        "document",
        ChatEndpoint(stream=_document),
        expect="stream.not_streaming",
    ),
    _chat(
        "no-blank-lines",
        ChatEndpoint(stream=_glued),
        expect="stream.broken_framing",
    ),
    _chat("empty", ChatEndpoint(call=_calm), expect="stream.empty"),
    _chat(
        "never-called",
        ChatEndpoint(call=_text_only),
        expect="tools.never_called",
    ),
    _chat("text-and-call", ChatEndpoint(call=_with_text), expect=None),
    _chat("finish-stop", _finished("stop"), expect="tools.call_shape"),
    _chat("finish-length", _finished("length"), expect="stream.incomplete"),
    _chat(
        "arguments-not-json",
        _function(arguments='{"command": ["sh"'),
        expect="tools.arguments_invalid",
    ),
    _chat(
        "arguments-object",
        _function(arguments={"command": ["true"]}),
        expect="tools.arguments_invalid",
    ),
    _chat("name-missing", _function(name=None), expect="tools.call_shape"),
    _chat("name-unknown", _function(name="zork"), expect="tools.name_unknown"),
    _chat("no-index", _entries({"index": None}), expect=None),
    _chat("no-call-id", _entries({"id": None}), expect=None),
    _chat("two-calls", _entries({}, {"index": 1, "id": "call_lab_2"}), expect=None),
)
