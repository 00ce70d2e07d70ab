"""The proxy of a set-up: the one that Codex uses, or a variable that means another one."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from codex_doctor.facts.place import Location

# Why Codex does not read in a proxy variable what was meant; "" when it does.
ProxyOddity = Literal[
    "",
    "blanks",
    "quotes",
    "variable",
    "named",
    "list",
    "scheme",
    "slashes",
    "login",
    "path",
    "colon",
    "port",
    "sign",
]


class ProxyChoice(Struct, frozen=True):
    """The proxy that Codex uses for the endpoint's URL.

    Attributes:
        url: `scheme://host:port` without user information.
        host: Host part.
        port: Port, the scheme's default filled in.
        variable: Variable that set it, in its spelling.
        origin: `$CODEX_HOME/.env` place, or None for the process environment.
        no_proxy: Name and value of the variables with hosts that need no proxy, as far as they
            are set; the first counts.
        no_proxy_origin: Where the first is set, as `origin`.
        has_login: Whether user information stands in the variable.
        better: The URL that was meant where the name is odd, "" when it is as it should be.
        also: Variables that name it as well, and count where `variable` is not set.
    """

    url: str
    host: str
    port: int
    variable: str
    origin: Location | None = None
    no_proxy: tuple[tuple[str, str], ...] = ()
    no_proxy_origin: Location | None = None
    has_login: bool = False
    better: str = ""
    also: tuple[str, ...] = ()

    @property
    def is_setting(self) -> bool:
        """Whether it stands in the settings of Windows, where no variable is."""
        return "\\" in self.variable


class OddProxy(Struct, frozen=True):
    """A proxy variable in which Codex does not read what was meant.

    Attributes:
        variable: Its name, in its spelling.
        oddity: What is odd about its value.
        is_ignored: Whether Codex ignores it; else it takes another host or port for the proxy.
        origin: `$CODEX_HOME/.env` place, or None for the process environment.
        has_login: Whether user information stands in it.
        better: The URL that was meant, without user information, "" where that is not known.
    """

    variable: str
    oddity: ProxyOddity
    is_ignored: bool
    origin: Location | None = None
    has_login: bool = False
    better: str = ""
