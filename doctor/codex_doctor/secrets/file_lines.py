"""Shows a line of a file with its secrets as stars, so that the columns stay where they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codex_doctor.patterns import Regex
from codex_doctor.secrets.addresses import looks_like_address, secret_parts
from codex_doctor.secrets.command_lines import secret_words, secrets_of_command
from codex_doctor.secrets.key_form import is_key_itself
from codex_doctor.secrets.looks import odd_words
from codex_doctor.secrets.masking import is_secret_name
from codex_doctor.secrets.places import is_way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from codex_doctor.secrets.looks import Span

_QUOTED = Regex(r"([\"'“”‘’])((?:\\.|(?!\1|[“”‘’]).)*)(?:\1|[“”‘’]|$)")
_NAMED = Regex(r"(?<![\w-])([\w-]++)[\"']?\s*+=\s*+$")
_OPTION = Regex(r"(?:^|[\"'\s])--?[A-Za-z]")
_BEARER = Regex(r"(?:Bearer|Basic)\s+(?=\S*\d)(\S{6,})", re.IGNORECASE)
_VARIABLE = Regex(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_SHORTEST = 5


def mask_line(line: str) -> str:
    """Hide the secrets in one line of a file; the columns stay where they are."""
    shown = list(line)
    for start, end in _secrets(line):
        shown[start:end] = "*" * (end - start)
    return "".join(shown)


def _secrets(line: str) -> Iterator[Span]:
    name = re.split(r"[=:]", line, maxsplit=1)[0].strip()
    is_secret_line = _names_secret(name, line.partition("=")[2].strip(" \t\"'"))
    names_variables = name == "env_http_headers"
    quoted = [match for match in _QUOTED.finditer(line) if match[2]]
    hidden = False
    for match in quoted:
        # The nearest word before the quote names the value in an inline table.
        before = _NAMED.search(line, 0, match.start())
        named = _names_secret(before[1], match[2]) if before else is_secret_line
        named = named and not (names_variables and _is_variable(match[2]))
        is_long = len(match[2]) >= _SHORTEST
        if (named and is_long) or match[2].startswith("Bearer "):
            hidden = True
            yield match.span(2)
        elif looks_like_address(match[2], name=before[1] if before else ""):
            yield from _shifted(secret_parts(match[2]), match.start(2))
    yield from (match.span(1) for match in _BEARER.finditer(line))
    yield from odd_words(line)
    tail = line.partition("=")[2]
    at = len(line) - len(tail)
    if is_secret_line and not hidden and not _is_plain(tail):
        yield at + len(tail) - len(tail.lstrip()), len(line.rstrip())
    elif looks_like_address(tail.strip()) and not quoted:
        yield from _shifted(secret_parts(tail), at)
    for match in quoted:
        if "=" in match[2]:
            yield from _shifted(secret_words(match[2]), match.start(2))
    yield from _in_commands(line, [match[2] for match in quoted])


def _is_variable(value: str) -> bool:
    return _VARIABLE.fullmatch(value) is not None and not is_key_itself(value)


def _names_secret(name: str, value: str) -> bool:
    return is_secret_name(name) and not is_way(name, value)


def _in_commands(line: str, quoted: list[str]) -> Iterator[Span]:
    """Yield the secrets among options and pairs, of one text or of a list of them."""
    for found in secrets_of_command(quoted) if _OPTION.search(line) else ():
        yield from (match.span() for match in re.finditer(re.escape(found), line))
    for match in re.finditer(r"\S+", line):
        if "@" in match[0] or _OPTION.match(match[0]):
            yield from _shifted(secret_words(match[0]), match.start())


def _shifted(spans: Iterable[Span], by: int) -> Iterator[Span]:
    return ((start + by, end + by) for start, end in spans)


def _is_plain(value: str) -> bool:
    """Tell whether an unquoted value is too short or too ordinary to be a secret."""
    text = value.strip()
    return len(text.strip("\"'“”‘’")) <= 4 or text in {"true", "false"} or text[:1] in "[{"
