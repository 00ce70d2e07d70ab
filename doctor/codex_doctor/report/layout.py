"""Lines of styled text: wrapping, glyphs, and rich as the one who writes the escapes.

Text from outside is only ever a `Text` object, never markup.
"""

from __future__ import annotations

import io
import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct, field
from rich.cells import cell_len
from rich.text import Text

from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codex_doctor.report.options import Options

Part = str | tuple[str, str]

# A line may break at blanks, and between wide characters, which are written without blanks.
_WIDE = "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60"
_FIRST_WIDE = _WIDE[0]
_WORD = Regex(r"\S+")

_ASCII = str.maketrans(
    {"✓": "ok", "✗": "FAIL", "–": "-", "—": "-", "·": "|", "…": "...", "→": "->", "’": "'"}
)


class Lines(Struct, frozen=True):
    """Collects the lines of a screen."""

    options: Options
    lines: list[Text] = field(default_factory=list[Text])

    def text(self, *parts: Part) -> Text:
        """Return styled text with glyphs that the console can show."""
        return Text.assemble(*(self._shown(part) for part in parts))

    def blank(self) -> None:
        """Add an empty line."""
        self.lines.append(Text())

    def add(self, text: Text, *, indent: int = 0) -> None:
        """Add a line that is never wrapped."""
        self.lines.append(Text(" " * indent) + text)

    def wrap(self, text: Text, *, indent: int = 0, lead: Text | None = None) -> None:
        """Add a paragraph; `lead` stands before its first line, the others line up behind it."""
        lead = lead or Text()
        hang = indent + lead.cell_len
        first = Text(" " * indent) + lead
        for line in wrapped(text, self.options.width - hang):
            self.lines.append(first + line)
            first = Text(" " * hang)

    def flow(self, parts: Sequence[Text], *, between: str, indent: int = 0) -> None:
        """Add parts side by side; a line breaks only between two parts."""
        gap = self.text(between)
        row = parts[0]
        for part in parts[1:]:
            if indent + row.cell_len + gap.cell_len + part.cell_len > self.options.width:
                self.add(row, indent=indent)
                row = part
            else:
                row = row + gap + part
        self.add(row, indent=indent)

    def fits(self, text: Text, *, indent: int = 0) -> bool:
        """Whether the text fits on a line."""
        return indent + text.cell_len <= self.options.width

    def rendered(self) -> str:
        """Return all lines, each with its end."""
        for line in self.lines:
            line.rstrip()
        if not self.options.color:
            return "".join(f"{line.plain}\n" for line in self.lines)
        from rich.console import Console

        out = io.StringIO()
        console = Console(
            file=out,
            force_terminal=True,
            color_system="standard",
            legacy_windows=False,
            no_color=False,
            highlight=False,
            markup=False,
            emoji=False,
            # Whoever made the options has looked at the environment; rich shall not look again.
            _environ={},
        )
        for line in self.lines:
            console.print(line, soft_wrap=True)
        return out.getvalue()

    def _shown(self, part: Part) -> Part:
        if self.options.unicode:
            return part
        return (
            part.translate(_ASCII)
            if isinstance(part, str)
            else (part[0].translate(_ASCII), part[1])
        )


def wrapped(text: Text, width: int) -> list[Text]:
    """Break a text into lines; a word that is longer than the width stays whole."""
    lines: list[Text] = []
    start = end = 0
    words = _WORD if max(text.plain, default="") < _FIRST_WIDE else _wide_word()
    for word in words.finditer(text.plain):
        if end and cell_len(text.plain[start : word.end()]) > width:
            lines.append(text[start:end])
            start = word.start()
        end = word.end()
    lines.append(text[start:end])
    return lines


@cache
def _wide_word() -> re.Pattern[str]:
    """Return the pattern of words that may hold wide characters; slow to compile, rarely asked."""
    return re.compile(rf"[{_WIDE}]|[^\s{_WIDE}]+")
