"""Shows what nobody sees: control characters, bidi controls and the like, as escapes.

The only spelling of such escapes, so that the redactor can undo each of them.
"""

from __future__ import annotations

import re

from codex_doctor.patterns import Regex

# What a build server obeys where it stands in its log: the runner of GitHub at the beginning of a
# line, however far it is indented and wherever a text was wrapped (`ActionCommand.TryParseV2` of
# actions/runner), its older form, Azure's and TeamCity's anywhere.
_ORDER = Regex(
    r":(?=:(?:set-output|set-env|add-path|save-state|add-mask|error|warning|notice|debug|group"
    r"|endgroup|echo|add-matcher|remove-matcher|stop-commands)\b)|#(?=#(?:vso|teamcity)?\[)",
    re.IGNORECASE,
)


def escaped(char: str) -> str:
    r"""Return a character in visible form: `\n`, `\x1b`, `\u202e`, `\U000e0041`."""
    return ascii(char)[1:-1]


def visible(text: str) -> str:
    """Return a text in which every character that is not printable is escaped."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else escaped(char) for char in text)


def disarmed(text: str) -> str:
    r"""Return a text in which nothing is an order to a build server: `\x3a:set-output`."""
    return _ORDER.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def disarmed_json(text: str) -> str:
    r"""Return the same JSON; nothing in its strings is such an order: `\u0023#vso[`."""
    return _ORDER.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
