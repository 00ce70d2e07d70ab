"""What was asked when a model answered in words where a tool call was asked for.

Apart from the turn, because only a missing call leads here.
"""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.facts.exchange import Exchange


class Reluctance(Struct, frozen=True):
    """The same request changed in one thing at a time.

    Attributes:
        forced: With `tool_choice` that forces a call.
        moved: So too, and the tools also in the field `tools`; where Codex sends them as an
            input item.
        toolless: Without any tools.
        smallest: Without most else as well, which must count fewer tokens.
    """

    forced: Exchange
    moved: Exchange | None = None
    toolless: Exchange | None = None
    smallest: Exchange | None = None

    @property
    def is_willing(self) -> bool:
        """Whether a forced call comes."""
        return _has_call(self.forced)

    @property
    def sees_moved(self) -> bool:
        """Whether a call comes when the tools are in the field `tools`."""
        return _has_call(self.moved)

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """All of them."""
        sent = (self.forced, self.moved, self.toolless, self.smallest)
        return tuple(one for one in sent if one is not None)


def _has_call(exchange: Exchange | None) -> bool:
    reading = exchange.reading if exchange is not None else None
    return reading is not None and reading.ending == "completed" and bool(reading.calls)
