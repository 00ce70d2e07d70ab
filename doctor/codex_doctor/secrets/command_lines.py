"""Which words of a command line are secret, and how it is shown without them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from codex_doctor.patterns import Regex
from codex_doctor.secrets.addresses import looks_like_address, secret_parts
from codex_doctor.secrets.looks import LIKELY, Span, is_secret_by_look, odd_words
from codex_doctor.secrets.masking import (
    MASK,
    is_plain_value,
    is_secret_name,
    is_secret_parameter,
    mask_spans,
    show_text,
)
from codex_doctor.secrets.places import is_path
from codex_doctor.words.nearest import nearest_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

# As a shell takes a line apart, and a quote that nobody closes is a character.
_WORD = Regex(r"""(?:"[^"]*"|'[^']*'|\S)++""")
_PLAIN_WORD = Regex(r"\S+")
_OPTION = Regex(r"--?[A-Za-z][\w-]*")
# `NAME=value`, `--password=value`, `{"client_secret": "value"}`.
_NAME = Regex(r"""(?<![\w.-])([\w.-]++)(?:\\?["']\s*:\s*|=)""")
_VALUE = Regex(r"""\\?["'][^"']*|[^"',}\s]+""")
# Where the next one begins; any other semicolon is a part of the value.
_NEXT_PAIR = Regex(r";\s*[A-Za-z][\w .-]{0,40}=")
_HEADER = Regex(r"""["']?([\w-]+)\s*:\s*(.+)""", re.DOTALL)
# What is sent as a credential, whatever the header is called.
_SCHEME = Regex(r"\b(?:Bearer|Basic)\s+([\w.~+/=-]{6,})")
# Behind other switches of `curl` too: `-su me:password`.
_USER = Regex(r"-[fgiklLnNsSv]*[uUa]|--(?:proxy-)?user")
_HEADERS = Regex(r"-[fgiklLnNsSv]*H|--headers?")
_ATTACHED = Regex(r"(-[uUH])(?!.*//)(.+:.+)", re.DOTALL)
# Mostly a port or a profile, and a password to some.
_SHORT = Regex(r"-[pPkt]")
# To these an option is a password and nothing else.
_TAKES_PASSWORD = (
    (Regex(r"(?:\S*/)?(?:sshpass|mysql\w*|mariadb\w*)"), "-p"),
    (Regex(r"(?:\S*/)?redis-cli"), "-a"),
)
# `setx NAME value`, `aws configure set NAME value`
_SETTERS = frozenset({"set", "setx", "setenv"})
_PRINTERS = Regex(r"(?:\S*/)?(?:echo|printf|Write-Output)")
_ENDS = Regex(r"[|;&<>]+.*")
_REFERENCE = Regex(r"[$%{<].*|%\w+%?")
# Words of the language, small numbers, what is made of them (`model.missing`, `gpt-5`), and lists.
_PLAIN = Regex(r"(?:(?:[a-z]{1,12}|[A-Z]?[a-z]{1,11}|[A-Z]{1,12}|\d{1,4})(?:[-_./:,]|$))*")
# A file that we write or read: no key ends so.
_FILE = Regex(r"[\w .~/\\:()-]{1,200}\.(?:zip|json)")
# A name in a message, and how alike another word is that is it, misspelt.
_LISTED = Regex(r"(?<![\w.-])\w[\w.-]{3,}")
_SAME = 0.8
_FOLDER = frozenset({"-C", "--cd"})
_PLAIN_SHORT = Regex(r"[\d:.]+|[A-Za-z]+\d?|[\w.~-]*/[\w./~-]*:?")


def show_command(words: Iterable[str], *, prints_key: bool = False) -> str:
    """Return the words of a command line for people, secrets masked.

    Args:
        words: As the program gets them; a word may be a line itself.
        prints_key: Whether the program is there to print a key: `echo` shows it then.
    """
    line = list(words)
    places = _places(line, prints_key=prints_key)
    return " ".join(
        show_text(mask_spans(word, spans)) for word, spans in zip(line, places, strict=True)
    )


def mask_message(text: str, words: Iterable[str], *, known: Collection[str] = ()) -> str:
    """Return what is wrong with a command line, without the secrets that it repeats.

    What it repeats is shown when it is plain words, or the path of a file.

    Args:
        text: The message.
        words: The command line.
        known: The options and commands that there are, if an unknown one may be what is wrong:
            nothing that stands behind an unknown one is shown.
    """
    line = list(words)
    places = _places(line)
    misspelt = _misspelt(text, line, places)
    hidden = {
        word[start:end]: MASK
        for word, spans in zip(line, places, strict=True)
        for start, end in spans
        if end > start and word[start:end] not in misspelt
    }
    hidden |= _repeated(line, known)
    # Of a name that the message has in whole (`url.missing_v1`) people write the last part.
    tails = {one.rpartition(".")[2] for one in _LISTED.findall(text) if "." in one}
    hidden = {found: shown for found, shown in hidden.items() if found not in tails}
    for found in sorted(hidden, key=len, reverse=True):
        for form in (found, repr(found)[1:-1]):
            shown = hidden[found].replace("\\", r"\\")
            text = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", shown, text)
    spans = secret_words(text)
    return mask_spans(
        text, [(start, end) for start, end in spans if text[start:end] not in misspelt]
    )


def _misspelt(text: str, words: Sequence[str], places: Sequence[Sequence[Span]]) -> set[str]:
    """Return what looks drawn and is almost a name that the message lists, as `markdwn` is."""
    if not any(places):
        return set()
    listed = _LISTED.findall(mask_spans(text, secret_words(text)))
    return {
        word[start:end]
        for before, word, spans in zip(("", *words), words, places, strict=False)
        # What an option says to be a secret is one, whatever it looks like.
        if not (_expected(before) or _expected(word.partition("=")[0]))
        for start, end in spans
        if nearest_of(word[start:end], listed, alike=_SAME)
    }


def _repeated(words: Sequence[str], known: Collection[str]) -> dict[str, str]:
    """Return the words that no message repeats, and what stands for each."""
    hidden: dict[str, str] = {}
    before = ""
    is_known = True
    for word in words:
        if word[:1] != "-":
            # `--format json=FILE`
            value = word.partition("=")[0] if before == "--format" else word
            if not (before in _FOLDER or _is_plain(value)) or not (is_known or word in known):
                hidden[value] = MASK
            before = ""
            continue
        option, equals, value = word.partition("=")
        if word[1:2] != "-" and not equals:
            option, value = word[:2], word[2:]
        before = "" if value else option
        is_known = not known or option in known
        if not _PLAIN.fullmatch(option.lstrip("-")):
            hidden[word] = MASK
        elif value and option not in _FOLDER and not (is_known and _is_plain(value)):
            hidden |= {value: MASK, word: f"{option}{equals}{MASK}"}
    return hidden


def _is_plain(value: str) -> bool:
    return (
        is_path(value)
        or _PLAIN.fullmatch(value) is not None
        or (_FILE.fullmatch(value) is not None and not is_secret_by_look(value, least=LIKELY))
    )


def secrets_of_command(words: Iterable[str], *, prints_key: bool = False) -> Iterator[str]:
    """Yield the secrets of a command line."""
    line = list(words)
    for word, spans in zip(line, _places(line, prints_key=prints_key), strict=True):
        yield from _values(word, spans)


def secrets_in_pairs(text: str) -> Iterator[str]:
    """Yield the values behind names that say that they are secret: `Server=x;Password=y`."""
    return _values(text, _in_pairs(text))


def _values(text: str, spans: Iterable[Span]) -> Iterator[str]:
    for start, end in spans:
        found = text[start:end].strip("\"'\\")
        if next_pair := _NEXT_PAIR.search(found):
            found = found[: next_pair.start()]
        if not is_plain_value(found):
            yield found


@lru_cache(maxsize=16)
def secret_words(text: str, *, prints_key: bool = False) -> tuple[Span, ...]:
    """Return the places of a line that are secret if it is a command line.

    Args:
        text: The line; its words are those that a shell would make of it.
        prints_key: As in `show_command`.
    """
    matches = list(_WORD.finditer(text))
    if len(matches) == 1 and text[:1] not in "\"'":
        matches = list(_PLAIN_WORD.finditer(text))
    words = [match[0].strip("\"'") for match in matches]
    starts = [
        match.start() + match[0].find(word) for match, word in zip(matches, words, strict=True)
    ]
    inside = (
        (at + start, at + end)
        for at, spans in zip(starts, _places(words, prints_key=prints_key), strict=True)
        for start, end in spans
    )
    schemes = (match.span(1) for match in _SCHEME.finditer(text))
    return (*inside, *_in_pairs(text), *schemes)


def _places(words: Sequence[str], *, prints_key: bool = False) -> list[list[Span]]:
    """Return the secret places of each word."""
    found: list[list[Span]] = []
    expected = ""
    password = ""
    sets = False
    for word in words:
        password = next((to for one, to in _TAKES_PASSWORD if one.fullmatch(word)), password)
        if password and word[:2] == password:
            spans, expected = ([(2, len(word))], "") if word[2:] else ([], "secret")
        else:
            spans, expected = _judge(word, expected)
        if sets and "=" not in word and is_secret_name(word):
            expected = "secret"
        sets = word in _SETTERS or (sets and word[:1] == "-")
        if prints_key and _PRINTERS.fullmatch(word):
            expected = "printed"
        if prints_key and any(char.isspace() for char in word):
            spans = [*spans, *secret_words(word, prints_key=True)]
        found.append(spans)
    return found


# A long text says the same word many times.
@lru_cache(maxsize=4096)
def _judge(word: str, expected: str) -> tuple[list[Span], str]:
    """Return the secret places of a word, and what the next one is expected to be."""
    everything = [(0, len(word))]
    if expected == "printed":
        if _ENDS.fullmatch(word):
            return [], ""
        shown = _REFERENCE.fullmatch(word) or _OPTION.fullmatch(word)
        return [] if shown else everything, "" if word.endswith(";") else "printed"
    if word == "--":
        return [], expected
    if _OPTION.fullmatch(word):
        return _in_word(word), _expected(word)
    attached = _ATTACHED.fullmatch(word)
    option, equals, value = (attached[1], "", attached[2]) if attached else word.partition("=")
    if (equals or attached) and _OPTION.fullmatch(option) and _expected(option):
        # `--user=me:password` and `-ume:password` say the same as two words.
        at, (spans, _) = len(option + equals), _judge(value, _expected(option))
        return [(start + at, end + at) for start, end in spans] + _in_pairs(word), ""
    if expected == "secret" and not _REFERENCE.fullmatch(word.strip("\"'")):
        return everything, ""
    if expected == "user":
        return _behind_colon(word) or _in_word(word), ""
    if expected == "cookie" and "=" in word:
        return [(word.index("=") + 1, len(word))], ""
    if expected == "header":
        return _in_header(word) or _in_word(word), ""
    if expected == "short" and not _PLAIN_SHORT.fullmatch(word):
        return everything, ""
    return _in_word(word), ""


def _expected(option: str) -> str:
    if _USER.fullmatch(option):
        return "user"
    if _HEADERS.fullmatch(option):
        return "header"
    if option == "-b":
        return "cookie"
    if is_secret_parameter(option.lstrip("-")):
        return "secret"
    return "short" if _SHORT.fullmatch(option) else ""


def _behind_colon(word: str) -> list[Span]:
    """Return the password of `user:password`, all of `token:`."""
    user, colon, password = word.partition(":")
    if not colon or password[:2] == "//":
        return []
    return [(len(user) + 1, len(word))] if password else [(0, len(user))]


def _in_header(text: str) -> list[Span]:
    match = _HEADER.match(text)
    if match is None or not (is_secret_name(match[1]) or is_secret_by_look(match[2], least=LIKELY)):
        return []
    return [match.span(2)]


def _in_word(word: str) -> list[Span]:
    """Return the secret places of one word that nothing in front of it explains."""
    if any(char.isspace() for char in word):
        return [*secret_words(word), *_in_header(word)]
    spans = list(odd_words(word, least=LIKELY))
    if looks_like_address(word):
        spans += secret_parts(word)
    if word[:2] == "-p" and len(word) > 5 and not _PLAIN_SHORT.fullmatch(word[2:]):
        spans.append((2, len(word)))
    return spans + _in_pairs(word)


def _in_pairs(text: str) -> list[Span]:
    """Return the values behind names that say that they are secret."""
    spans: list[Span] = []
    for match in _NAME.finditer(text):
        is_inside = bool(spans) and match.start() < spans[-1][1]
        if is_inside or not is_secret_parameter(match[1].lstrip("-")):
            continue
        value = _VALUE.match(text, match.end())
        if value and not _REFERENCE.fullmatch(value[0].strip("\"'\\")):
            spans.append(value.span())
    return spans
