"""How pieces of tool calls become calls, which changed twice while Codex spoke Chat Completions."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from codex_doctor.codex.versions import holds
from codex_doctor.values import is_list, is_table

_MAX_CALLS = 200
_U64 = 1 << 64


class Piece(Struct, frozen=True):
    """One entry of `tool_calls`; None where a member is missing or of another type."""

    index: int | None = None
    id: str | None = None
    name: str | None = None
    arguments: str = ""


class _Call:
    """A call that is being put together."""

    def __init__(self, call_id: str | None = None) -> None:
        self.id = call_id
        self.name: str | None = None
        self._arguments: list[str] = []

    def add(self, arguments: str) -> None:
        """Take the next piece of the arguments."""
        self._arguments.append(arguments)

    def item(self, *, name: str, call_id: str) -> dict[str, Any]:
        """Return the call as an item, its name and id as Codex fills them in."""
        text = "".join(self._arguments)
        return {"type": "function_call", "name": name, "arguments": text, "call_id": call_id}


class OneCall:
    """The first entry of each chunk belongs to the one call of the answer (up to 0.63.0)."""

    def __init__(self) -> None:
        self._call: _Call | None = None

    def take(self, pieces: list[Piece]) -> None:
        """Take the first entry of a chunk."""
        call = self._call = self._call or _Call()
        for piece in pieces[:1]:
            call.id = piece.id if call.id is None else call.id
            call.name = piece.name if call.name is None else call.name
            call.add(piece.arguments)

    def drain(self) -> list[dict[str, Any] | None]:
        """Return the call."""
        call, self._call = self._call, None
        return [call.item(name=call.name or "", call_id=call.id or "")] if call else []

    @property
    def is_empty(self) -> bool:
        """Whether no entry came."""
        return self._call is None


class CallsById:
    """An entry without an id is a call of its own (0.64.0 and 0.65.0)."""

    def __init__(self) -> None:
        self._calls: dict[str, _Call] = {}

    def take(self, pieces: list[Piece]) -> None:
        """Take the entries of a chunk."""
        for piece in pieces:
            key = f"tool-call-{len(self._calls)}" if piece.id is None else piece.id
            if key not in self._calls and len(self._calls) == _MAX_CALLS:
                return
            call = self._calls.setdefault(key, _Call(key))
            call.name = call.name if piece.name is None else piece.name
            call.add(piece.arguments)

    def drain(self) -> list[dict[str, Any] | None]:
        """Return the calls in the order in which they came."""
        calls, self._calls = self._calls, {}
        return [call.item(name=call.name or "", call_id=key) for key, call in calls.items()]

    @property
    def is_empty(self) -> bool:
        """Whether there are none."""
        return not self._calls


class CallsByIndex:
    """Entries belong together by id, by index, or by what came before (from 0.66.0 on)."""

    def __init__(self) -> None:
        self._calls: dict[int, _Call] = {}
        self._index_of: dict[str, int] = {}
        self._next = 0
        self._last: int | None = None

    def take(self, pieces: list[Piece]) -> None:
        """Take the entries of a chunk."""
        for piece in pieces:
            index = self._place(piece)
            if index not in self._calls and len(self._calls) == _MAX_CALLS:
                return
            call = self._calls.setdefault(index, _Call())
            if piece.id is not None:
                call.id = piece.id if call.id is None else call.id
                self._index_of.setdefault(piece.id, index)
            call.name = call.name or piece.name
            call.add(piece.arguments)
            self._last = index

    def _place(self, piece: Piece) -> int:
        index = piece.index
        if piece.id is not None:
            index = self._index_of.get(piece.id, index)
        elif index is None:
            index = self._last
        if index is not None:
            return index
        while self._next in self._calls:
            self._next += 1
        self._next += 1
        return self._next - 1

    def drain(self) -> list[dict[str, Any] | None]:
        """Return the calls in the order in which they came; without a name they are dropped."""
        calls, self._calls = self._calls, {}
        return [
            call.item(name=call.name, call_id=f"tool-call-{index}" if call.id is None else call.id)
            if call.name
            else None
            for index, call in calls.items()
        ]

    @property
    def is_empty(self) -> bool:
        """Whether there are none."""
        return not self._calls


Calls = OneCall | CallsById | CallsByIndex


def calls_for(version: str) -> Calls:
    """Return how this version puts calls together."""
    if holds("chat_one_call", version):
        return OneCall()
    return CallsById() if holds("chat_calls_by_id", version) else CallsByIndex()


def pieces_in(entries: object) -> list[Piece] | None:
    """Return the entries of `tool_calls`, None when it is no list with something in it."""
    return [_piece(one) for one in entries] if is_list(entries) and entries else None


def _piece(entry: object) -> Piece:
    table: dict[str, Any] = entry if is_table(entry) else {}
    function = table.get("function")
    inner: dict[str, Any] = function if is_table(function) else {}
    index = table.get("index")
    whole = isinstance(index, int) and not isinstance(index, bool) and 0 <= index < _U64
    return Piece(
        index=index if whole else None,
        id=_text(table.get("id")),
        name=_text(inner.get("name")),
        arguments=_text(inner.get("arguments")) or "",
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
