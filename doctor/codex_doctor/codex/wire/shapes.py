"""What bytes look like that are no events as Codex reads them; only looked at when one fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.wire.serde import load_event
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from codex_doctor.codex.wire.events import EventReader


def note_shape(
    events: EventReader, *, head: bytes, tail: bytes, how: str, is_returned: bool
) -> None:
    """Note what the bytes look like where no event could be read, or the last one did not end.

    Args:
        events: Takes the notes.
        head: The first bytes of the answer.
        tail: The bytes after the last blank line.
        how: How the answer ended.
        is_returned: Whether a carriage return is its last byte.
    """
    start = head.lstrip()
    lines = tail.lstrip(b"\n").split(b"\n")
    data = b"\n".join(line[5:] for line in lines if line.startswith(b"data:"))
    if is_returned and (data or events.count) and b"\n" not in head.replace(b"\r\n", b""):
        events.note("lone_cr", Told("flaw.lone_cr"), start)
    elif data and how == "closed":
        whole = load_event(data.decode()) is not None or data.count(b'{"type"') > 1
        kind = "unfinished_event" if whole else "half_event"
        events.note(kind, Told("flaw.unfinished") if whole else Told("flaw.half"), tail[-160:])
    elif events.typed or events.count:
        return
    elif start.startswith((b"{", b"[")):
        many = start.count(b"\n{") > 0
        events.note("ndjson" if many else "json_document", Told("flaw.json"), start)
    elif start.startswith(b"<"):
        events.note("html", Told("flaw.page"), start)
