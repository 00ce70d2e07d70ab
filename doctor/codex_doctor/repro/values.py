"""What the configuration adds to a request, with a variable wherever a secret stands. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from codex_doctor.codex.urls import split_route
from codex_doctor.patterns import Regex
from codex_doctor.repro.script import ScriptVariable, Text, Way, is_name
from codex_doctor.secrets.masking import is_secret_parameter
from codex_doctor.secrets.places import is_secret_value
from codex_doctor.secrets.redact import redact
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.codex.resolve import Resolved
    from codex_doctor.facts import Setup

_KEY, _BASE, _PROXY = "API_KEY", "BASE_URL", "PROXY_LOGIN"
_BEARER = "Bearer "
_ODD = Regex(r"[^A-Za-z0-9]+")


class Values:
    """The values of one set-up as a script may hold them."""

    def __init__(self, resolved: Resolved) -> None:
        self._setup = resolved.setup
        self._secrets = resolved.secrets
        active = resolved.subject.active
        found = active.header_variables if active else ()
        self._subject = resolved.subject
        self._variables = {one.header.lower(): one.variable for one in found}
        self._base, self.route, self._pairs = taken_apart(resolved.secrets.url or "")

    @property
    def base(self) -> Text:
        """The URL without route and query."""
        return (self._base,) if self._is_open(self._base) else hidden_base()

    @property
    def query(self) -> tuple[tuple[str, Text], ...]:
        """Names and values of the query, as they stand in the URL."""
        return tuple((name, self._parameter(name, value)) for name, value in self._pairs)

    @property
    def headers(self) -> tuple[tuple[str, Text], ...]:
        """The configured headers and the key."""
        return tuple((name, self._header(name, value)) for name, value in self._secrets.headers)

    @property
    def way(self) -> Way:
        """How the endpoint is reached."""
        endpoint = self._setup.endpoint
        if endpoint is None:
            return Way()
        proxy = endpoint.proxy.url if endpoint.proxy else ""
        has_login = proxy and self._secrets.proxy_url != proxy
        login = ScriptVariable(_PROXY, say("repro.holds_proxy")) if has_login else None
        ca_file = endpoint.ca_file or ""
        return Way(
            proxy=proxy if self._is_open(proxy) else "",
            proxy_login=login,
            ca_file=ca_file if self._is_open(ca_file) else "",
            limit_s=patience_s(self._setup),
        )

    def _is_open(self, text: str) -> bool:
        """Tell whether a text holds nothing that is masked anywhere."""
        return redact(text, known=self._secrets.known) == text

    def _parameter(self, name: str, value: str) -> Text:
        plain = unquote(value)
        if not value or (self._is_open(plain) and not is_secret_parameter(name)):
            return (value,)
        return (_stand_in("QUERY", name, say("repro.holds_parameter", name=name)),)

    def _header(self, name: str, value: bytes) -> Text:
        text = value.decode("utf-8", "replace").strip(" \t")
        variable = self._variables.get(name.lower(), "")
        credential = self._setup.credential
        if variable and self._is_usable(variable):
            return (self._own(variable),)
        if name == "authorization" and text.startswith(_BEARER) and credential.sent:
            return (_BEARER, self._key())
        if self._is_open(text) and not is_secret_value(name, text):
            return (text,)
        return (_stand_in("HEADER", name, say("repro.holds_header", name=name)),)

    def _key(self) -> ScriptVariable:
        credential = self._setup.credential
        name = credential.name
        if credential.source not in {"env_key", "CODEX_API_KEY"} or not self._is_usable(name):
            return ScriptVariable(_KEY, say("repro.holds_key", source=credential.source))
        return self._own(name)

    def _own(self, name: str) -> ScriptVariable:
        """Return a variable that Codex reads too."""
        seen = self._subject.variable(name)
        if seen.origin is None:
            return ScriptVariable(name, say("repro.holds_own"))
        # The shell's own would say something else.
        other = f"DOTENV_{name}" if seen.is_changed else name
        return ScriptVariable(other, say("repro.holds_dotenv", name=name, file=seen.origin.file))

    def _is_usable(self, name: str) -> bool:
        return is_name(name) and self._is_open(name)


def taken_apart(url: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Return base, route and parameters of the URL that Codex posts to, as they stand in it."""
    bare, _, query = url.partition("?")
    pairs = (one.partition("=") for one in query.split("&") if one)
    return *split_route(bare), tuple((name, value) for name, _, value in pairs)


def hidden_base() -> Text:
    """Return what stands for a base that is not shown."""
    return (ScriptVariable(_BASE, say("repro.holds_base")),)


def patience_s(setup: Setup) -> int:
    """Return how long an answer may take: about as long as Codex waits, in whole seconds."""
    return min(max(-(-setup.idle_timeout_ms // 1000), 5), 600)


def _stand_in(kind: str, name: str, holds: str) -> ScriptVariable:
    word = _ODD.sub("_", name).strip("_").upper()
    return ScriptVariable(f"{kind}_{word}" if word else kind, holds)
