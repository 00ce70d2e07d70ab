"""What a script says, whatever its language: the request, what is expected of it, what came.

No secret gets in: where one stands in Codex's request, a `Variable` does here. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from codex_doctor.line_breaks import broken
from codex_doctor.patterns import Regex
from codex_doctor.visible import visible
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WIDTH = 96
# POSIX 2024, XCU section 2.10.2, rule 5: what a shell takes for the name of a variable.
_NAME = Regex(r"[A-Za-z_][A-Za-z0-9_]*")


class ScriptVariable(Struct, frozen=True):
    """A variable that whoever runs the script sets.

    Attributes:
        name: Its name; a shell takes it.
        holds: What is to be in it, for the comment at the top.
    """

    name: str
    holds: str


Text = tuple[str | ScriptVariable, ...]
"""A text in pieces, in their order."""


class Expected(Struct, frozen=True):
    """How a good answer is told: extended regular expressions that `grep`, Python and JS share.

    Attributes:
        said: Id of the sentence that says it.
        has: Each of these is in a line of the answer.
        lacks: None of these is.
        is_framed: Whether each event has to be framed as Codex's reader wants it, in UTF-8.
        after_output: Whether it is of the request with the tool output.
    """

    said: str
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    is_framed: bool = False
    after_output: bool | None = None


class Way(Struct, frozen=True):
    """How the endpoint is reached.

    Attributes:
        proxy: URL of the proxy, "" for none.
        proxy_login: User and password for it, None for none.
        ca_file: The bundle that Codex is told to trust, "" for none.
        follows: Whether redirects are followed.
        unpacks: Whether the answer comes compressed, as Codex takes it.
        limit_s: How long the answer may take, in whole seconds.
    """

    proxy: str = ""
    proxy_login: ScriptVariable | None = None
    ca_file: str = ""
    follows: bool = False
    unpacks: bool = False
    limit_s: int = 300


class Script(Struct, frozen=True):
    """One failure, ready to be written in a language.

    Attributes:
        heading: Lines of the comment at the top, as sentences.
        base: The URL without route and query.
        route: `/responses`, or that of Chat Completions.
        query: Names and values as they stand in the URL.
        headers: In sending order; Authorization with a key among them.
        body: None when a connection alone shows it.
        filler_bytes: How much is put behind the last text of the body, so that it has its size.
        expected: What tells a good answer.
        way: How the endpoint is reached.
    """

    heading: tuple[str, ...]
    base: Text
    route: str
    query: tuple[tuple[str, Text], ...]
    headers: tuple[tuple[str, Text], ...]
    body: Mapping[str, Any] | None
    expected: Expected
    way: Way = Way()
    filler_bytes: int = 0

    @property
    def variables(self) -> tuple[ScriptVariable, ...]:
        """The variables that the script reads, each once."""
        texts = (self.base, *(text for _, text in (*self.query, *self.headers)))
        found = [one for text in texts for one in text if isinstance(one, ScriptVariable)]
        found += [self.way.proxy_login] if self.way.proxy_login else []
        return tuple({one.name: one for one in found}.values())


def is_name(text: str) -> bool:
    """Tell whether a shell takes this as the name of a variable."""
    return _NAME.fullmatch(text) is not None


def comment(script: Script, mark: str, how: str) -> Iterator[str]:
    """Yield the comment at the top, in a language with comments to the end of a line.

    Args:
        script: What is shown.
        mark: What begins a comment.
        how: How the script is run.
    """
    variables = (say("repro.set", name=one.name, holds=one.holds) for one in script.variables)
    for sentence in (*script.heading, *variables, how, say("repro.exits")):
        # What is not printable could end the line, or make it look like another one.
        text = visible(sentence)
        for number, line in enumerate(broken(text, WIDTH - len(mark) - 3)):
            yield f"{mark} {'  ' if number else ''}{text[line.start : line.end]}"
