"""What a rule is, and whether it fits an answer.

A rule is data: where it looks, which words it wants, which finding they mean. The rules
themselves are in `rules_*.py`, in the order in which they are tried.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.model import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from codex_doctor.answers.error_body import ErrorBody

# `%ID%` in a rule's text: a name, quoted or not, which becomes the subject of the finding.
_ID: Final = (
    r"(?<![\w@])[`'\"“‘「《\[]{0,3}(?P<subject>[\w@](?:[\w./:@#+~-]{0,118}[\w@])?)[`'\"”’」》\]]{"
    r"0,3}"
)
# Words that stand where a name could stand.
_NO_NAME: Final = frozenset(
    (  # noqa: SIM905 - words read better than quotes
        "a an and are available be by can code do does endpoint error exist for found from has id "
        "identifier in is it its model models name named names not of on or passed provided "
        "requested "
        "specified such that the this to was with you your"
    ).split()
)


class ReadAnswer(Struct, frozen=True):
    """What a rule looks at: one answer, already brought into one form.

    Attributes:
        status: HTTP status, 0 for an error event inside a stream.
        codes: Codes in lower case with underscores: `InvalidApiKey` is `invalid_api_key`.
        in_turn: Whether it is known to answer a request of a turn.
    """

    status: int
    headers: Mapping[str, str]
    body: ErrorBody
    codes: tuple[str, ...]
    model: str
    in_turn: bool = False


class Rule(Struct, frozen=True):
    """One meaning and how to recognise it; every condition that is given must hold.

    Attributes:
        id: Finding id.
        texts: Patterns, one of which must occur in a text of the body; `%ID%` is a name.
        unless: Pattern that must occur in no text.
        codes: Pattern that a whole code must match.
        header: Pattern that must occur in a `name: value` line.
        status: HTTP statuses it is valid for; empty for all.
        pages: Whether it may judge an HTML page, whose words are many and mean little.
        subject: Fixed subject, where the words do not name it.
        blank_id: Finding id if the request's model id was blank.
        form: Which of the finding's wordings is the true one.
        of_turn: Whether it may mean an answer to a request of a turn.
        note: Where these words were seen.
    """

    id: str
    texts: tuple[str, ...] = ()
    unless: str = ""
    codes: str = ""
    header: str = ""
    status: frozenset[int] = frozenset()
    pages: bool = False
    confidence: Confidence = Confidence.CERTAIN
    runner_up: str = ""
    subject: str = ""
    blank_id: str = ""
    form: str = ""
    of_turn: bool = True
    note: str = ""


class RuleMatch(Struct, frozen=True):
    """That a rule fits, the text in which it does, and the name it found there."""

    rule: Rule
    text: str
    subject: str


def match_rule(rule: Rule, answer: ReadAnswer) -> RuleMatch | None:
    """Return how the rule fits the answer, None if it does not."""
    if rule.status and answer.status not in rule.status:
        return None
    if answer.in_turn and not rule.of_turn:
        return None
    if answer.body.kind == "html" and not rule.pages and rule.texts:
        return None
    if rule.codes and not any(re.fullmatch(rule.codes, code) for code in answer.codes):
        return None
    header = _find_header(rule.header, answer) if rule.header else None
    if rule.header and header is None:
        return None
    if rule.unless and any(find(rule.unless, text) for text in answer.body.texts):
        return None
    match = _match_texts(rule, answer)
    return replace(match, subject=_name(header)) if match and header else match


def _find_header(pattern: str, answer: ReadAnswer) -> re.Match[str] | None:
    lines = (f"{name}: {value[:500]}" for name, value in answer.headers.items())
    return next((found for line in lines if (found := find(pattern, line))), None)


def _match_texts(rule: Rule, answer: ReadAnswer) -> RuleMatch | None:
    if not rule.texts:
        return RuleMatch(rule, text="", subject=rule.subject)
    for text in answer.body.texts:
        for pattern in rule.texts:
            found = find(pattern, text)
            if found:
                return RuleMatch(rule, text=text, subject=rule.subject or _name(found))
    return None


def find_all(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """Return every place where `find` would match."""
    return _compile(pattern).finditer(text)


def find(pattern: str, text: str) -> re.Match[str] | None:
    """Search without regard to case; `%ID%` in the pattern stands for a name."""
    return _compile(pattern).search(text)


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    # ASCII: a Chinese letter next to a word is the end of that word.
    return re.compile(pattern.replace("%ID%", _ID), re.IGNORECASE | re.ASCII)


def _name(found: re.Match[str]) -> str:
    name = found.groupdict().get("subject") or ""
    return "" if name.lower() in _NO_NAME else name


def snake_code(code: str) -> str:
    """Bring a code into one form: `InvalidApiKey`, `INVALID-API-KEY` -> `invalid_api_key`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", code)
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
