"""`--anonymize`: the names of hosts, domains, users and addresses, replaced by stable ones.

One `Names` serves a whole run, so that a name has one replacement in every document of it. Names of
public services stay: they are not the user's, and without them a report tells little. Whom a
certificate names and who issued it is replaced too, a program that issues on the way included. What
it cannot know is a name in free text that stands nowhere as the host of a URL, of a look-up or of a
certificate.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, TypeVar

from codex_doctor.patterns import Regex
from codex_doctor.repair.presets import PRESETS
from codex_doctor.secrets.redact import rebuilt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.facts import Inputs

T = TypeVar("T")

_AUTHORITY = Regex(r"(?<=://)(?:[^\s/?#@\"'<>]*@)?([\w.-]+)")
# Fields that hold a name of a host, or several.
_HOSTS = frozenset({"host", "aliases", "names"})
# Fields that hold a name as a certificate has it: `CN=gw.example, O=Acme, Inc., C=US`.
_NAMED = frozenset({"subject", "issuer", "direct_issuer"})
_PART = Regex(r"(?:^|, )(CN|O|OU)=(.+?)(?=, (?:CN|C|O|OU)=|$)")
# Ids of ours are no names of the user's.
_OURS = frozenset({"id", "check", "blocked_by", "template"})
_DOTTED = Regex(r"(?:\*\.)?((?:[\w-]+\.)+[a-z][\w-]+)\.?", re.IGNORECASE)
_V4 = Regex(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)")
_V6 = Regex(r"(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE)
_FOLDER = Regex(r"(?:/home/|/Users/|\\Users\\)([^\s/\\\"':]+)")
_SHORTEST = 3
_PUBLIC = frozenset({
    "api.openai.com", "chatgpt.com", "auth.openai.com", "platform.openai.com", "github.com",
    *(match[1].lower() for one in PRESETS for match in _AUTHORITY.finditer(one.base_url)),
})  # fmt: skip
_OF_NOBODY = frozenset({"localhost", "root", "example", "example.com", "example.org"})
# RFC 5737 and RFC 3849: addresses that stand for others in documents.
_V4_SHOWN = ip_network("192.0.2.0/24")
_V6_SHOWN = ip_network("2001:db8::/64")


class Names:
    """The replacements of one run, in the order in which the names were met.

    Args:
        users: Names of users.
        hosts: Names of hosts that stand alone, such as that of this machine.
    """

    def __init__(self, *, users: tuple[str, ...] = (), hosts: tuple[str, ...] = ()) -> None:
        # Sets in the order in which their names were met, so that two runs number alike.
        self._users = dict.fromkeys(filter(self._is_name, users))
        self._single = dict.fromkeys(one.lower() for one in hosts if one.lower() not in _OF_NOBODY)
        # Of a name that is met as the host of a URL alone: elsewhere it may be any word.
        self._words = dict[str, None]()
        self._domains = dict[str, None]()
        self._organizations = dict[str, None]()
        self._shown: dict[tuple[str, str], str] = {}

    def learn(self, value: object) -> None:
        """Take the names of what will be told later: it may be told without their place."""
        rebuilt(value, name="", put=self._learn)

    def hide(self, value: T) -> T:
        """Return it with every name replaced."""
        self.learn(value)
        patterns = tuple(self._patterns())

        def put(text: str | bytes, name: str) -> str | bytes:
            if isinstance(text, bytes):
                decoded = text.decode("utf-8", "surrogateescape")
                return self._hidden(decoded, patterns, "").encode("utf-8", "surrogateescape")
            return text if name in _OURS else self._hidden(text, patterns, name)

        hidden: T = rebuilt(value, name="", put=put)
        return hidden

    @staticmethod
    def _is_name(text: str) -> bool:
        return len(text) >= _SHORTEST and text.lower() not in _OF_NOBODY

    def _learn(self, value: str | bytes, name: str) -> str | bytes:
        text = value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value
        met = _AUTHORITY.findall(text)
        if name in _HOSTS:
            met.append(text)
        parts = [part[2].strip() for part in _PART.finditer(text)] if name in _NAMED else []
        met += filter(_DOTTED.fullmatch, parts)
        for one in met:
            host = one.lower().rstrip(".")
            if host in _PUBLIC or not self._is_name(host) or _address(host):
                continue
            if dotted := _DOTTED.fullmatch(host):
                self._domains[_domain(dotted[1])] = None
            elif re.fullmatch(r"[\w-]+", host):
                self._words[host] = None
        self._organizations |= dict.fromkeys(filter(self._is_organization, parts))
        self._users |= dict.fromkeys(filter(self._is_name, _FOLDER.findall(text)))
        return value

    def _is_organization(self, text: str) -> bool:
        """Tell whether a part of a certificate's name is no host, whose name is hidden anyway."""
        is_host = _DOTTED.fullmatch(text) or _address(text) or text.lower() in _OF_NOBODY
        return self._is_name(text) and not is_host

    def _patterns(self) -> Iterator[tuple[str, re.Pattern[str]]]:
        # Before the domains, of which one may be a part of such a name.
        for one in sorted(self._organizations, key=len, reverse=True):
            yield "organization", re.compile(rf"(?<![\w.-]){re.escape(one)}(?![\w-]|\.\w)")
        for domain in sorted(self._domains, key=len, reverse=True):
            below = rf"(?<![\w.-])(?:[\w-]+\.)*{re.escape(domain)}(?![\w-]|\.\w)"
            yield "host", re.compile(below, re.IGNORECASE)
        for word in self._words:
            yield "host", re.compile(rf"(?<=://){re.escape(word)}(?![\w.-])", re.IGNORECASE)
        for word in filter(self._is_name, self._single):
            yield "host", re.compile(rf"(?<![\w.-]){re.escape(word)}(?![\w-])", re.IGNORECASE)
        for user in self._users:
            yield "user", re.compile(rf"(?<![\w-]){re.escape(user)}(?![\w-])")

    def _hidden(
        self, text: str, patterns: tuple[tuple[str, re.Pattern[str]], ...], name: str
    ) -> str:
        if text.lower() in (self._words if name in _HOSTS else self._single):
            return self._replacement("host", text)
        for kind, pattern in patterns:
            text = pattern.sub(partial(self._found, kind), text)
        for regex in (_V4, _V6):
            text = regex.sub(partial(self._found, "address"), text)
        return text

    def _found(self, kind: str, found: re.Match[str]) -> str:
        return self._replacement(kind, found[0])

    def _replacement(self, kind: str, text: str) -> str:
        name = text.lower()
        if name in _PUBLIC or (kind == "address" and not _is_of_somebody(text)):
            return text
        if (kind, name) not in self._shown:
            number = 1 + sum(one == kind for one, _ in self._shown)
            self._shown[kind, name] = _shown(kind, name, number)
        return self._shown[kind, name]


def names_of(inputs: Inputs, host: str) -> Names:
    """Return the names of a run: of its user, and of this machine."""
    environ, home = inputs.environ, inputs.home
    users = (environ.get("USER", ""), environ.get("LOGNAME", ""), home.name if home else "")
    return Names(users=users, hosts=(host, host.partition(".")[0]))


def _shown(kind: str, name: str, number: int) -> str:
    if kind == "host":
        return f"host-{number}.example"
    if kind in {"user", "organization"}:
        return f"{kind}-{number}"
    shown = _V6_SHOWN if ":" in name else _V4_SHOWN
    return str(shown[number % shown.num_addresses])


def _domain(host: str) -> str:
    """Return what hosts of one owner have in common, as far as a name tells."""
    labels = host.split(".")
    is_two = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if is_two else -2 :])


def _address(text: str) -> bool:
    with suppress(ValueError):
        return bool(ip_address(text))
    return False


def _is_of_somebody(text: str) -> bool:
    """Tell whether it is an address of one machine, not that of every one."""
    with suppress(ValueError):
        address = ip_address(text)
        return not (address.is_loopback or address.is_unspecified or address in _V4_SHOWN)
    return False
