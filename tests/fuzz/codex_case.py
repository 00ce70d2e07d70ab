"""What the real Codex and the doctor are both given: pieces of a set-up, of which any may go.

A case is a list of pieces, each with its place; what is left without one of them is a case too, so
that a case on which the two disagree is made short by taking pieces away.
"""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import last_line, outputs
from field.endpoints import bent
from field.set_up import GOOD, SetUp
from fuzz.codex_streams import changed_stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.lab.replies import Events
    from codex_doctor.lab.wire import Json

CONFIG: Final = "codex/config.toml"
PROFILE: Final = "codex/work.config.toml"
PROJECT: Final = "work/.codex/config.toml"
SYSTEM: Final = "etc/codex/config.toml"
DOTENV: Final = "codex/.env"
LOGIN: Final = "codex/auth.json"
VARIABLE: Final = "variable"
OPTION: Final = "option"
STREAM: Final = "stream"


def _repeat_outputs(body: Json) -> Events:
    """Answer as a model does that reads the output of each call."""
    lines = [last_line({"input": [one]}) for one in outputs(body)]
    return replies.turn(replies.message(f"The command printed: {' '.join(lines)}"))


class Piece(Struct, frozen=True, array_like=True):
    """A line of a file, `NAME=value`, options as a shell reads them, or a change of the stream."""

    place: str
    text: str


class Case(Struct, frozen=True):
    """A set-up as it was drawn.

    Attributes:
        name: What was drawn, with its seed and number.
        pieces: In the order in which they stand in their places.
        codex: How a turn of the real Codex ended, "" where it was not asked yet.
        said: What Codex printed last.
        requests: How many requests for a turn it sent.
        open: Why the doctor is of another opinion, "" when it is not.
    """

    name: str
    pieces: tuple[Piece, ...]
    codex: str = ""
    said: str = ""
    requests: int = 0
    open: str = ""

    def texts(self, place: str) -> list[str]:
        """Return the pieces of one place."""
        return [one.text for one in self.pieces if one.place == place]

    @property
    def set_up(self) -> SetUp:
        """What both are given."""
        places = dict.fromkeys(one.place for one in self.pieces)
        files = {name: "\n".join(self.texts(name)) + "\n" for name in places if "/" in name}
        pairs = (text.partition("=") for text in self.texts(VARIABLE))
        changes = self.texts(STREAM)
        return SetUp(
            id=self.name,
            kind="drawn",
            about=self.name,
            codex=self.codex or "works",
            first=(),
            config=files.pop(CONFIG, None),
            files=files,
            env={name: value for name, _, value in pairs},
            arguments=tuple(one for text in self.texts(OPTION) for one in shlex.split(text)),
            endpoint=bent(
                GOOD,
                answer=_repeat_outputs,
                stream=lambda events: changed_stream(events, changes),
            ),
        )

    def shorter(self) -> Iterator[tuple[Piece, ...]]:
        """Yield the pieces without one of them, each in turn."""
        for at in range(len(self.pieces)):
            yield self.pieces[:at] + self.pieces[at + 1 :]

    def __str__(self) -> str:
        """Return the pieces as people read them."""
        lines = [
            f"  {one.place}: {json.dumps(one.text, ensure_ascii=False)}" for one in self.pieces
        ]
        return "\n".join([self.name, *lines])
