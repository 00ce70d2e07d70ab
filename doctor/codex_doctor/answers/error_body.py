"""What an error body says, whatever its envelope was; `body` reads one."""

from __future__ import annotations

from msgspec import Struct


class ErrorBody(Struct, frozen=True):
    """What a body says, whatever its envelope.

    Attributes:
        kind: `empty`, `json`, `html`, `xml`, `text`, or `sse`.
        texts: People's words, the innermost message first.
        codes: Codes and types as received; HTTP statuses are in `statuses`.
        params: Field paths in the form `tools[8].type`.
        statuses: HTTP statuses that the body repeats.
        shapes: What a body that is no error looks like: its `object` or `type` values.
        title: Title of an HTML page.
        is_whole: Whether the body was short enough to be read to its end.
        wait_s: Seconds that a field of its own asks to wait, None without one.
        is_guessed: Whether the texts stand under keys that nobody knows, so that they may be no
            words at all.
    """

    kind: str
    texts: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    params: tuple[str, ...] = ()
    statuses: tuple[int, ...] = ()
    shapes: tuple[str, ...] = ()
    title: str = ""
    is_whole: bool = True
    wait_s: float | None = None
    is_guessed: bool = False
