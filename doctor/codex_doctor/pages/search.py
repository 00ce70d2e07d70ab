"""Finds the findings that a message can mean, by what Codex printed where they were the cause.

Messages that were not seen in a run are known from Codex's program and from reports.

Words count by how few findings have them. Of findings whose messages hold about the same share of
the words, the one comes first that was the cause in more set-ups of users, then in more of all,
then in the order of the checks. What the endpoint itself says in the message is read as in a
diagnosis.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from codex_doctor.model import Check, Confidence, Page
from codex_doctor.pages.data import messages, reported
from codex_doctor.pages.nouns import Printed
from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from codex_doctor.answers.cause import Cause

LONGEST: Final = 20_000
# Shares of the words, by weight.
_FEWEST, _NEAR = 0.4, 0.25
# A page's own words say less than a message, unless only a few are asked for.
_TITLE, _TEXT, _FEW = 0.8, 0.6, 4
# A word that is known nowhere is mostly the endpoint's own, or a name.
_UNKNOWN = 0.25
# Of a text of several lines: how many are looked at one by one, and with how many words.
_MOST_LINES, _SHORTEST = 40, 4
_REPEATS: Final = r"\bReconnecting\W{0,9}\d+/\d+"
_NO_WORDS: Final = tuple(
    Regex(pattern, flags)
    for pattern, flags in (
        (r"\x1b\[[0-9;?]*[A-Za-z]", 0),
        (r"\b\d{4}-\d\d-\d\dT[\d:.]+Z?", 0),
        (r"\bcodex_\w+(?:::\w+)*:?", 0),
        (r"(?:https?|wss?)://\S+", re.IGNORECASE),
        (_REPEATS, re.IGNORECASE),
        (r"(?:cf-ray|request.id):\s*\S+", re.IGNORECASE),
        (r"^\W*(?:stream )?(?:error|warning):", re.IGNORECASE | re.MULTILINE),
        (r"<[a-z_]+>", 0),
    )
)
_NAME: Final = Regex(r"[\w-]+")
_WORD: Final = Regex(r"[a-z_]+|\b\d{3}\b|[\u3040-\u9fff]")
_STATUS: Final = Regex(r"unexpected status (\d{3})[^:\n]*: (.*?)(?:, url: .*)?$", re.DOTALL)
# What `--json` and older versions say as well, where no connection can be made.
_NETWORK: Final = "waiting for network"
_REFUSED: Final = "Connection failed: error sending request for url"


class Match(Struct, frozen=True):
    """A finding that can be meant.

    Attributes:
        page: The finding.
        check: The check that reports it.
        message: The recorded message that comes nearest, "" where only the page has the words.
        set_ups: In how many set-ups that message was seen.
        of_users: How many of these are set-ups of users or products.
        share: How much of the words it has.
        is_told: Whether the endpoint's own words in the message say so.
    """

    page: Page
    check: Check
    message: str = ""
    set_ups: int = 0
    of_users: int = 0
    share: float = 0.0
    is_told: bool = False


class Index:
    """All findings with the words of their messages and pages."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._candidates = [_Candidate(page, check) for check in checks for page in check.pages]
        having = Counter(word for one in self._candidates for word in one.words)
        count = len(self._candidates)
        self._weights = {word: math.log(1 + count / some) for word, some in having.items()}
        self._unknown = math.log(1 + count) * _UNKNOWN

    def find(self, text: str) -> tuple[Match, ...]:
        """Return what a message, or words of it, can mean: the likeliest first, () for nothing."""
        text = text[:LONGEST]
        asked = [self._weighed(words) for words in _parts(text)]
        found = [
            match
            for one in self._candidates
            if (match := one.match(asked)) is not None and match.share >= _FEWEST
        ]
        best = max((one.share for one in found), default=0.0)
        near = [one for one in found if one.share >= best - _NEAR]
        near.sort(key=lambda one: (-round(one.share, 1), -one.of_users, -one.set_ups))
        told = _told(text)
        if told is not None:
            first = [one.told() for one in self._candidates if one.page.id == told.id]
            near = first + [one for one in near if one.page.id != told.id]
        return tuple(near)

    def _weighed(self, words: frozenset[str]) -> Mapping[str, float]:
        """Return the words with what each tells, all together 1."""
        weights = {word: self._weights.get(word, self._unknown) for word in words}
        whole = sum(weights.values())
        return {word: weight / whole for word, weight in weights.items()}


def _parts(text: str) -> set[frozenset[str]]:
    """Return the words of the whole and of each line that may be a message of its own."""
    lines = [words_of(line) for line in text.splitlines()[:_MOST_LINES]]
    parts = {words_of(text), *(words for words in lines if len(words) >= _SHORTEST)}
    return parts - {frozenset()}


def repeats(text: str) -> bool:
    """Tell whether a message says that Codex tries again; why is in another one."""
    return re.search(_REPEATS, text, re.IGNORECASE) is not None


def words_of(text: str) -> frozenset[str]:
    """Return the words of a message that are not of one run alone."""
    for pattern in _NO_WORDS:
        text = pattern.sub(" ", text)
    names = (one for one in _NAME.findall(text.lower()) if not _is_made(one))
    return frozenset(word for name in names for word in _WORD.findall(name))


def _is_made(name: str) -> bool:
    """Whether letters and digits are mixed: an id, a key, a version."""
    return any(map(str.isdigit, name)) and any(map(str.isalpha, name))


class _Candidate:
    """A finding with its words."""

    def __init__(self, page: Page, check: Check) -> None:
        self.page, self._check = page, check
        recorded = () if check.plugin else messages().findings.get(page.id, ())
        told = () if check.plugin else reported().get(page.id, ())
        prints = (*recorded, *(Printed(text) for text in (*told, *page.prints)))
        self._messages = [(words_of(_whole(one.text)), one) for one in prints if one.text]
        self._title = words_of(f"{page.id} {page.heading}")
        self._text = words_of(page.paragraphs)

    @property
    def words(self) -> frozenset[str]:
        return self._title.union(self._text, *(words for words, _ in self._messages))

    def told(self) -> Match:
        """Return it as what the endpoint's own words say."""
        return Match(self.page, self._check, is_told=True)

    def match(self, asked: Sequence[Mapping[str, float]]) -> Match | None:
        """Return how well it fits the part of what is asked that it fits best."""
        found = (one for weights in asked for one in self._matches(weights))
        return max(
            found,
            key=lambda one: (round(one.share, 1), one.of_users, one.set_ups),
            default=None,
        )

    def _matches(self, asked: Mapping[str, float]) -> Iterator[Match]:
        def share(words: frozenset[str]) -> float:
            return sum(asked[word] for word in words & asked.keys())

        is_short = len(asked) < _FEW
        title = share(self._title) * (1 if is_short else _TITLE)
        text = share(self._title | self._text) * _TEXT
        yield Match(self.page, self._check, share=max(title, text))
        for words, one in self._messages:
            of_it = share(words) * (_TITLE if is_short else 1)
            yield Match(self.page, self._check, one.text, one.set_ups, one.of_users, of_it)


def _whole(text: str) -> str:
    return f"{text} {_REFUSED}" if _NETWORK in text else text


def _told(text: str) -> Cause | None:
    """Return what the endpoint's own words in the message say, None where that is not certain."""
    from codex_doctor.answers.classify import classify  # late: only a message with an answer

    found = _STATUS.search(text)
    status, body = (int(found[1]), found[2]) if found else (400, text[text.find("{") :])
    if not body.startswith("{") and found is None:
        return None
    cause = classify(
        status=status, headers={}, body=body.strip().encode(errors="replace"), model=""
    )
    return cause if cause.confidence is Confidence.CERTAIN and cause.id else None
