"""Ways to lead a request with a credential to a second origin, for the doctor and for Codex.

A row is one redirect: its code, the second origin, how Location is spelled, and what carries the
secret. Where the real Codex is less careful than the doctor the row says so (`codex_tells`); the
oracle holds that to be true. Observed with Codex 0.169.0: on the way to another scheme, host or
port its client drops Authorization, Cookie, Proxy-Authorization and WWW-Authenticate and nothing
else, it does not take them up again on the way back, it takes user information of a Location for
nothing, and its Referer holds no more than the origin; a WebSocket follows no redirect.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import HEALTHY_ENDPOINT, KEY_VARIABLE, fill
from origins import CA_PEM, Heard, shows, world

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from codex_doctor.lab.wire import Reply, Seen

SECRET: Final = "wq7Zt2mK9xVb4Rn8pLc3"
PLAIN: Final = "http://127.0.0.1:{port}/v1"
TLS: Final = "https://127.0.0.1:{port}/v1"
SITE: Final = "https://home.test/v1"
_CONFIG: Final = """\
model = "lab-model-1"
model_provider = "lab"

[model_providers.lab]
name = "Lab"
base_url = "{base}"
wire_api = "responses"
request_max_retries = {retries}
stream_max_retries = {retries}
stream_idle_timeout_ms = 4000
"""
_ENV_KEY: Final = f'env_key = "{KEY_VARIABLE}"\n'
# What carries the secret, as further lines of the provider.
CARRIERS: Final = {
    "env-key": _ENV_KEY,
    "bearer-token": f'experimental_bearer_token = "{SECRET}"\n',
    "auth-command": 'auth = { command = "printenv", args = ["SECOND_KEY"] }\n',
    "authorization": f'http_headers = {{ Authorization = "Bearer {SECRET}" }}\n',
    "cookie": f'{_ENV_KEY}http_headers = {{ Cookie = "session={SECRET}" }}\n',
    "proxy-authorization": f'{_ENV_KEY}http_headers = {{ Proxy-Authorization = "X {SECRET}" }}\n',
    "x-api-key": f'{_ENV_KEY}http_headers = {{ x-api-key = "{SECRET}" }}\n',
    "own-header": f'{_ENV_KEY}http_headers = {{ X-Team = "{SECRET}" }}\n',
    "env-header": f'{_ENV_KEY}env_http_headers = {{ api-key = "SECOND_KEY" }}\n',
    "user-agent": f'{_ENV_KEY}http_headers = {{ User-Agent = "agent {SECRET}" }}\n',
    "query": f'{_ENV_KEY}query_params = {{ key = "{SECRET}" }}\n',
}
_DROPPED_BY_CODEX: Final = frozenset(
    {"env-key", "bearer-token", "auth-command", "authorization", "cookie", "proxy-authorization"}
)


class Arrangement(Struct, frozen=True):
    """One way to another origin.

    Attributes:
        location: What the endpoint answers below /v1; may name {port}, {other_port} and {target},
            the target of the request with its query.
        base: base_url.
        carrier: One of CARRIERS.
        status: The code of the redirect.
        back: What the other origin answers; "" for a healthy answer.
        proxied: Whether all goes through a proxy.
        socket: Whether a WebSocket is tried first.
        retries: How often a request is tried again.
        codex_tells: Whether the real Codex tells the other origin the secret.
        stays: Whether the doctor goes nowhere else.
    """

    name: str
    location: str
    base: str = PLAIN
    carrier: str = "env-key"
    status: int = 307
    back: str = ""
    proxied: bool = False
    socket: bool = False
    retries: int = 0
    codex_tells: bool = False
    stays: bool = False

    @property
    def config(self) -> str:
        """Text of config.toml."""
        socket = "supports_websockets = true\n" if self.socket else ""
        provider = fill(_CONFIG, {"base": self.base, "retries": str(self.retries)})
        return provider + socket + CARRIERS[self.carrier]

    @property
    def environ(self) -> dict[str, str]:
        """Variables; {root} has ca.pem."""
        given = {
            KEY_VARIABLE: LAB_KEY,
            "SECOND_KEY": SECRET,
            "CODEX_CA_CERTIFICATE": "{root}/ca.pem",
            "NO_PROXY": "127.0.0.1,127.0.0.2,localhost,::1",
        }
        if self.proxied:
            proxy = "http://user:Yh5Gw2Jd8Qs6@127.0.0.1:{port}"
            given |= {"NO_PROXY": "", "HTTPS_PROXY": proxy, "HTTP_PROXY": proxy}
        return given

    @property
    def files(self) -> dict[str, bytes]:
        """Files below {root}."""
        return {"ca.pem": CA_PEM}

    @contextmanager
    def serve(self) -> Generator[tuple[dict[str, str], list[Seen]]]:
        """Run everything that listens."""
        with world(self._answer) as served:
            yield served

    def _answer(self, heard: Heard, values: Mapping[str, str]) -> Reply | bytes:
        if heard.origin == origin_of(fill(self.base, values)):
            if heard.path.startswith("/v1"):
                target = {**values, "target": heard.path}
                return redirect(self.status, fill(self.location, target))
        elif self.back:
            return redirect(307, fill(self.back, values))
        return HEALTHY_ENDPOINT(heard)


def redirect(status: int, location: str) -> bytes:
    """Return an answer that leads elsewhere, whatever the bytes of its Location."""
    head = f"HTTP/1.1 {status} Moved\r\nConnection: close\r\nContent-Length: 0\r\nLocation: "
    return head.encode() + location.encode("utf-8", "surrogateescape") + b"\r\n\r\n"


def origin_of(url: str) -> str:
    """Return `scheme://host:port` of a plain absolute URL."""
    found = re.match(r"(https?)://(?:[^@/]*@)?(\[[^]]*\]|[^:/]+)(:\d+)?", url)
    assert found is not None
    return f"{found[1]}://{found[2]}{found[3] or (':443' if found[1] == 'https' else ':80')}"


def told(requests: Sequence[Seen], home: str) -> list[str]:
    """Return the other origins that were told a secret."""
    return [
        f"{one.method} {one.origin}"
        for one in elsewhere(requests, home)
        if any(shows(one.raw, secret) for secret in (LAB_KEY, SECRET, "Yh5Gw2Jd8Qs6"))
    ]


def elsewhere(requests: Sequence[Seen], home: str) -> list[Heard]:
    """Return what came to another origin; a proxy is none."""
    every = [one for one in requests if isinstance(one, Heard)]
    return [one for one in every if one.method != "CONNECT" and one.origin != home]


def _rows() -> Iterator[Arrangement]:
    port = "http://127.0.0.1:{other_port}/v1/responses"
    clear = "http://127.0.0.1:{port}/v1/responses"
    for status in (301, 302, 303, 307, 308):
        yield Arrangement(f"{status}-to-another-port", port, status=status)
        yield Arrangement(f"{status}-to-clear-text", clear, base=TLS, status=status)
        yield Arrangement(f"{status}-to-the-default-port-in-clear", "http://home.test/v1/responses",
                          base=SITE, status=status, proxied=True)  # fmt: skip
    for name in CARRIERS:
        if name in {"env-key", "query"}:
            continue
        tells = name not in _DROPPED_BY_CODEX
        yield Arrangement(f"{name}-to-another-port", port, carrier=name, codex_tells=tells)
        yield Arrangement(f"{name}-to-clear-text", clear, base=TLS, carrier=name, codex_tells=tells)
        yield Arrangement(f"{name}-to-the-default-port", "http://home.test/v1/responses", base=SITE,
                          carrier=name, proxied=True, codex_tells=tells)  # fmt: skip
    for name, location, base in (
        ("the-same-port-with-tls", "https://127.0.0.1:{port}/v1/responses", PLAIN),
        ("another-port-with-tls", "https://127.0.0.1:{other_port}/v1/responses", TLS),
        ("a-name-of-the-same-address", "http://localhost:{port}/v1/responses", PLAIN),
        ("another-address", "http://127.0.0.2:{port}/v1/responses", PLAIN),
        ("an-ipv6-address", "http://[::1]:{port}/v1/responses", PLAIN),
        ("an-ipv6-address-mapped", "http://[::ffff:7f00:2]:{port}/v1/responses", PLAIN),
    ):
        yield Arrangement(f"to-{name}", location, base=base)
    for name, location, base in (
        ("port-80-spelled-out", "http://home.test:80/v1/responses", SITE),
        ("port-443-in-clear", "http://home.test:443/v1/responses", SITE),
        ("the-default-port-with-tls", "https://home.test/v1/responses", "http://home.test/v1"),
        ("tls-from-port-443-in-clear", "https://home.test/", "http://home.test:443/v1"),
        ("a-subdomain", "https://api.home.test/v1/responses", SITE),
        ("another-host-by-proxy", "http://other.test/v1/responses", "http://home.test/v1"),
        ("a-trailing-dot", "http://home.test./v1/responses", "http://home.test/v1"),
        ("another-port-by-proxy", "http://home.test:8080/v1/responses", "http://home.test/v1"),
    ):
        yield Arrangement(f"to-{name}", location, base=base, proxied=True)
    yield from _spellings()
    yield from _longer_ways(port, clear)


def _spellings() -> Iterator[Arrangement]:
    for name, location in (
        ("without-scheme", "//127.0.0.1:{other_port}/v1/responses"),
        ("with-backslashes", "http:\\\\127.0.0.1:{other_port}\\v1\\responses"),
        ("with-slash-and-backslash", "/\\127.0.0.1:{other_port}/v1/responses"),
        ("with-three-slashes", "http:///127.0.0.1:{other_port}/v1/responses"),
        ("in-capitals", "HTTP://127.0.0.1:{other_port}/v1/responses"),
        ("behind-user-information", "http://127.0.0.1:{port}@127.0.0.2:{port}/v1/responses"),
        ("behind-a-password", "http://me:pw@127.0.0.1:{other_port}/v1/responses"),
        ("with-blanks-around", "  http://127.0.0.1:{other_port}/v1/responses \t"),
        ("with-a-tab-inside", "ht\ttp://127.0.0.1:{other_port}/v1/responses"),
        ("as-a-number", "http://2130706434:{port}/v1/responses"),
        ("in-hexadecimal", "http://0x7f.0.0.2:{port}/v1/responses"),
        ("percent-encoded", "http://%31%32%37.0.0.2:{port}/v1/responses"),
        ("with-a-long-port", "http://127.0.0.1:0{other_port}/v1/responses"),
    ):
        yield Arrangement(f"spelled-{name}", location)


def _longer_ways(port: str, clear: str) -> Iterator[Arrangement]:
    home = "http://127.0.0.1:{port}/back/responses"
    yield Arrangement("there-and-back", port, back=home)
    yield Arrangement("there-and-back-with-a-header", port, back=home, carrier="x-api-key",
                      codex_tells=True)  # fmt: skip
    yield Arrangement("there-and-back-to-tls", clear, base=TLS, back="https://127.0.0.1:{port}/b")
    yield Arrangement("by-a-third-one", port, back="http://127.0.0.2:{port}/x")
    # The endpoint puts back what it was asked for, as servers do that only add the s of https.
    for base, target in (
        (PLAIN, "http://127.0.0.1:{other_port}"),
        (TLS, "http://127.0.0.1:{port}"),
    ):
        ways = "another-port" if base == PLAIN else "clear-text"
        yield Arrangement(f"query-put-back-to-{ways}", f"{target}{{target}}", base=base,
                          carrier="query", codex_tells=True, stays=True)  # fmt: skip
        yield Arrangement(f"path-put-back-to-{ways}", f"{target}{{target}}",
                          base=f"{base}/{LAB_KEY}", codex_tells=True, stays=True)  # fmt: skip
    yield Arrangement("query-put-back-percent-encoded", "http://127.0.0.1:{other_port}/?u=%77"
                      + SECRET[1:], carrier="query", codex_tells=True, stays=True)  # fmt: skip
    yield Arrangement("query-goes-by-itself", port, carrier="query")
    yield Arrangement("query-and-no-path", "//127.0.0.1:{other_port}", carrier="query")
    user = f"http://user:{SECRET}@127.0.0.1:{{port}}/v1"
    yield Arrangement("user-information", port, base=user)
    for name, location in (("another-port", port), ("the-same-origin", "/v2/responses")):
        yield Arrangement(f"socket-to-{name}", location, socket=True, status=301,
                          stays=name != "another-port")  # fmt: skip
    yield Arrangement("socket-with-a-header", port, socket=True, carrier="x-api-key",
                      codex_tells=True)  # fmt: skip
    yield Arrangement("socket-in-clear", clear, base=TLS, socket=True)


ARRANGEMENTS: Final = tuple(_rows())
