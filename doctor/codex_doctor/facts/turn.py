"""What was exchanged with the endpoint, and what Codex makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.facts.reduction import Reduction


class ToolCall(Struct, frozen=True):
    """A tool call as Codex takes it from an output item.

    Attributes:
        kind: `function_call` or `custom_tool_call`.
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
    detail: str
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


class Exchange(Struct, frozen=True):
    """One request and what came back; times in seconds since the start of the run.

    Attributes:
        purpose: Why it was sent, for the report.
        url: Where to, query masked.
        status: None when no response headers came.
        headers: Response headers, names in lower case.
        body: The first bytes of the answer (64 KiB at most).
        failure: "" or, before the headers, `connect`, `tls`, `proxy`, `reset`, `not_http`, `http`,
            `no_answer`; after them `cut`, `framing`, `idle`, `budget`;
            `run_over` in the log alone, for what was in flight when the run ended.
        detail: The library's words for the failure.
        reading: What Codex makes of the stream, for a model request with status 2xx.
        redirects: URLs that were followed or would have been, in order.
    """

    purpose: str
    method: str
    url: str
    started_s: float
    total_s: float
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    failure: str = ""
    detail: str = ""
    first_byte_s: float | None = None
    bytes_sent: int = 0
    bytes_received: int = 0
    reading: StreamReading | None = None
    redirects: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """Return the response header of this lower-case name, "" when absent."""
        return next((value for key, value in self.headers if key == name), "")


CHAT = "chat"


class Turn(Struct, frozen=True):
    """One Codex turn as the doctor ran it, with the further requests it took to tell causes apart.

    Attributes:
        model: Model id that was sent.
        dialect: Kind of the request dialect: `classic`, `freeform`, `lite`, or `CHAT` where an old
            version speaks Chat Completions.
        first: The last attempt of the first request.
        attempts: All attempts of it, `first` included.
        follow_ups: The requests that carried tool output, in order.
        models: GET /models, when it was needed.
        served: Model ids in that list.
        own: The answer to an empty request, where that shows that the route is there after all.
        chat: POST /chat/completions, when it was needed; for a version that speaks that, the same
            for /responses.
        bases: The same route below other base paths, when they were needed.
        spoken: What the port speaks when it gave no HTTP answer: `tls`, `other`, or "".
        holder: The process that holds that port of this machine, "" when the system does not tell.
        renamed: The near model id that the endpoint accepted, "" when none was.
        keyless: A small request without the credential, when the credential was refused.
        rekeyed: The same with the key in another header, when that was accepted.
        key_header: Name of that header.
        reduction: The search for the smallest refused part of the request.
        side: The further requests behind these facts.
        version: Codex version whose requests were sent, None for the newest.
    """

    model: str
    dialect: str
    first: Exchange
    attempts: tuple[Exchange, ...]
    follow_ups: tuple[Exchange, ...] = ()
    models: Exchange | None = None
    served: tuple[str, ...] = ()
    own: Exchange | None = None
    chat: Exchange | None = None
    bases: tuple[Exchange, ...] = ()
    spoken: str = ""
    holder: str = ""
    renamed: str = ""
    keyless: Exchange | None = None
    rekeyed: Exchange | None = None
    key_header: str = ""
    reduction: Reduction | None = None
    side: tuple[Exchange, ...] = ()
    version: str | None = None

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Every exchange, in the order in which they were sent."""
        extra = tuple(one for one in (self.models, self.own, self.chat) if one is not None)
        tried = self.reduction.tried if self.reduction else ()
        # An answer to the same question may be kept under two names.
        unique = {id(one): one for one in (*extra, *self.bases, *self.side, *tried)}
        return tuple(
            sorted(
                (*self.attempts, *self.follow_ups, *unique.values()),
                key=lambda exchange: exchange.started_s,
            )
        )
