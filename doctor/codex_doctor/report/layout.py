"""Lines of styled text: wrapping, glyphs, and rich as the one who writes the escapes.

Text from outside is only ever a `Text` object, never markup.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from msgspec import Struct, field
from rich.text import Text

from codex_doctor.line_breaks import broken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codex_doctor.report.options import Options

Part = str | tuple[str, str]

_AT_LEAST = 2
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

    def whole(self, lines: Sequence[Text], *, indent: int) -> None:
        """Add lines that are copied as they are; all begin further left where they fit only so."""
        room = self.options.width - max((one.cell_len for one in lines), default=0)
        indent = min(indent, room) if room >= _AT_LEAST else indent
        for one in lines:
            self.add(one, indent=indent)

    def wrap(self, text: Text, *, indent: int = 0, lead: Text | None = None) -> None:
        """Add a paragraph; `lead` stands before its first line, the others line up behind it."""
        before = Text(" " * indent) + (lead or Text())
        size = before.cell_len
        for line in broken(text.plain, self.options.width, begin=indent, lead=size):
            self.lines.append((before or Text(" " * line.indent)) + text[line.start : line.end])
            before = Text()

    def flow(self, parts: Sequence[Text], *, between: str, indent: int = 0) -> None:
        """Add parts side by side; a line breaks between two parts, or in one that is too long."""
        gap = self.text(between)
        row = parts[0]
        for part in parts[1:]:
            if indent + row.cell_len + gap.cell_len + part.cell_len > self.options.width:
                self.wrap(row, indent=indent)
                row = part
            else:
                row = row + gap + part
        self.wrap(row, indent=indent)

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
