"""Shows what nobody sees: control characters, bidi controls and the like, as escapes.

The only spelling of such escapes, so that the redactor can undo each of them.
"""

from __future__ import annotations


def escaped(char: str) -> str:
    r"""Return a character in visible form: `\n`, `\x1b`, `\u202e`, `\U000e0041`."""
    return ascii(char)[1:-1]


def visible(text: str) -> str:
    """Return a text in which every character that is not printable is escaped."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else escaped(char) for char in text)
