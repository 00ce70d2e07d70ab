"""Text from the world made safe for one line of a report: no control characters, bounded."""

from __future__ import annotations

from codex_doctor.visible import visible


def printable(text: str | bytes, *, limit: int = 200) -> str:
    """Return `text` with every character that is not printable escaped, cut at `limit`."""
    if isinstance(text, bytes):
        text = text[: limit * 4].decode("utf-8", "backslashreplace")
    cut = text[:limit] + "…" if len(text) > limit else text
    return visible(cut)
