"""What a line of `.env` that Codex skips was meant to be: the assignment of another program.

Scripts of shells, Dockerfiles, YAML and JSON have the name and the value too, in other forms.
"""

from __future__ import annotations

import re

from codex_doctor.facts.options import HIDDEN
from codex_doctor.patterns import Regex

# What stands before a name: words of a shell, a list's sign, a reference in place of a name.
_BEFORE = (
    r"[\ufeff\s]*(?:-\s+)?(?:(?:export|setx?|setenv|let|env|ENV|declare|typeset)\s+(?:[-/]\w+\s+)*)*"
    r"(?:\$env:|\$\{?)?[\"']?"
)
_NAME = Regex(rf"{_BEFORE}([A-Za-z_][\w.]*)", re.ASCII)
_LINE = Regex(rf"({_BEFORE}([A-Za-z_]\w*)\}}?[\"']?\s*(?::=|=+>?|:|(?<=\s))\s*)(\S.*)", re.ASCII)
# From the first blank of a row alone: a line may be all blanks.
_REST = Regex(r"(?<!\s)\s++(#|//|;|--)(?:\s.*)?$")
_QUOTED = Regex(r"([\"'])((?:(?!\1).)*)\1\s*[,;]?")
_BEARER = Regex(r"bearer\s+", re.IGNORECASE)
_PLAIN = Regex(r"[^\s\"'`$\\#]+", re.ASCII)


def meant_name(line: str) -> str:
    """Return the name that a line means to set, "" when it has none."""
    found = _NAME.match(line)
    return found[1] if found else ""


def meant_line(line: str) -> tuple[str, str]:
    """Return a skipped line with a sign in place of its value, and the line as Codex takes it.

    Both are "" where the value cannot be told. The second one holds the value.
    """
    found = _LINE.fullmatch(line.rstrip())
    if found is None:
        return "", ""
    rest = _REST.search(found[3])
    text = found[3][: rest.start()] if rest else found[3]
    quoted, bearer = _QUOTED.fullmatch(text), _BEARER.match(text)
    value = quoted[2] if quoted else text.rstrip(",;")[bearer.end() if bearer else 0 :]
    shown = f"{found[1]}{bearer[0] if bearer else ''}{HIDDEN}"
    shown = f"{shown} {rest[1]} {HIDDEN}" if rest else shown
    if _PLAIN.fullmatch(value):
        return shown, f"{found[2]}={value}"
    is_safe = quoted is not None and "'" not in value and "\\" not in value
    return (shown, f"{found[2]}='{value}'") if is_safe else ("", "")
