"""One request to the endpoint, and what Codex makes of the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from codex_doctor.words.told import Told, Words


class ToolCall(Struct, frozen=True):
    """A tool call as Codex takes it from an output item.

    Attributes:
        kind: `function_call`, `custom_tool_call` or, to old versions, `local_shell_call`.
        arguments: Arguments or input text, as received.
    """

    kind: str
    name: str
    call_id: str
    arguments: str
    item: Mapping[str, Any] = field(default_factory=dict[str, Any])


class Flaw(Struct, frozen=True):
    """One thing in a stream that Codex stumbles over, with the bytes that show it."""

    kind: str
    detail: Words
    excerpt: str = ""


class StreamReading(Struct, frozen=True):
    """What Codex makes of one response stream.

    Attributes:
        ending: `completed`, `failed`, `incomplete`, `endless`, `closed` (ended without a terminal
            event), `cut`, `idle`, `not_utf8`, `panic`, `completed_malformed`, or `open`
            (still being read).
        message: What Codex would print; "" when it completes.
        retried: Whether Codex would try again.
        error_code: Code in the failed or error event.
        error_message: Message in it.
        events: Number of events that parsed as JSON.
        types: Event types in order of first appearance.
        text: Text of the accepted messages.
        calls: The accepted tool calls.
        flaws: What was dropped or malformed, in order.
        usage_tokens: total_tokens of the usage, if it was there.
        items: The accepted output items, in order.
        first_event_s: When the first event came, None when none did.
        last_event_s: When the last one came.
        longest_gap_s: The longest silence between two events.
        marks: When events came, and how many had come by then; some two dozen at most.
    """

    ending: str
    message: str = ""
    retried: bool = False
    error_code: str = ""
    error_message: str = ""
    events: int = 0
    types: tuple[str, ...] = ()
    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    usage_tokens: int | None = None
    items: tuple[Mapping[str, Any], ...] = ()
    first_event_s: float | None = None
    last_event_s: float = 0.0
    longest_gap_s: float = 0.0
    marks: tuple[tuple[float, int], ...] = ()


class Sent(Struct, frozen=True):
    """What a request carried, as far as people may see it.

    Attributes:
        headers: Codex's own and the configured ones, the values of those that are secret masked.
        body: What its first bytes (64 KiB at most) say, without the doctor's filler.
    """

    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""


_UNSENT = frozenset({"connect", "tls", "proxy"})


class Phases(Struct, frozen=True):
    """How long parts of a request took, in seconds; None for what did not come to its end.

    Attributes:
        connect_s: Until it could be sent: TCP, a proxy's tunnel and TLS together.
        tls_s: The TLS handshake within that.
        send_s: Until its last byte was sent.
    """

    connect_s: float | None = None
    tls_s: float | None = None
    send_s: float | None = None


class Exchange(Struct, frozen=True):
    """One request and what came back; times in seconds since the start of the run.

    Attributes:
        purpose: Why it was sent, for the report; a text in older records.
        url: Where to, query masked.
        status: None when no response headers came.
        headers: Response headers, names in lower case.
        body: The first bytes of the answer (64 KiB at most), unpacked.
        failure: "" or, before the headers, `connect`, `tls`, `proxy`, `reset`, `not_http`, `http`,
            `long_head` (more headers than Codex reads), `no_answer`; after them `cut`, `framing`,
            `coding`, `idle`, `budget`;
            `run_over` in the log alone, for what was in flight when the run ended.
        detail: The library's words for the failure, or ours where it has none.
        unpacked: The content-encoding that Codex undoes in this stream, "" for none.
        bytes_received: Bytes of the answer, of a stream as far as it was read; unpacked ones where
            they are more.
        reading: What Codex makes of the stream, for a model request with status 2xx.
        redirects: URLs that were followed or would have been, in order.
        http_version: In which it was answered (`HTTP/1.1`, `HTTP/2`), "" where that was not kept.
        phases: What came before the answer, None where that was not kept.
    """

    purpose: Told | str
    method: str
    url: str
    started_s: float
    total_s: float
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    failure: str = ""
    detail: Words = ""
    first_byte_s: float | None = None
    bytes_sent: int = 0
    bytes_received: int = 0
    unpacked: str = ""
    reading: StreamReading | None = None
    redirects: tuple[str, ...] = ()
    http_version: str = ""
    phases: Phases | None = None

    @property
    def was_sent(self) -> bool:
        """Whether it got as far as somebody who could read it."""
        return self.failure not in _UNSENT

    def header(self, name: str) -> str:
        """Return the response header of this lower-case name, "" when absent."""
        return next((value for key, value in self.headers if key == name), "")
