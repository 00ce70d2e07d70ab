"""Configured headers that an HTTP library may stumble over, as measured with Codex 0.169.0."""

from __future__ import annotations

from typing import Final, NamedTuple

from codex_doctor.lab.fault import CONFIG


class OddHeaders(NamedTuple):
    """Lines of `http_headers`, and what comes of them.

    Attributes:
        lines: TOML.
        expect: The first finding; None where Codex works.
    """

    lines: str
    expect: str | None = None

    @property
    def config(self) -> str:
        """Text of config.toml."""
        return f"{CONFIG}\n[model_providers.lab.http_headers]\n{self.lines}\n"


_FRAMING: Final = "config.header_framing"
ODD_HEADERS: Final = {
    "content-length-too-small": OddHeaders('Content-Length = "5"', _FRAMING),
    "content-length-zero": OddHeaders('Content-Length = "0"', _FRAMING),
    "content-length-too-big": OddHeaders('content-length = "999999"', _FRAMING),
    "content-length-no-number": OddHeaders('Content-Length = "abc"'),
    "content-length-negative": OddHeaders('Content-Length = "-1"'),
    "content-length-empty": OddHeaders('Content-Length = ""'),
    "content-length-huge": OddHeaders('Content-Length = "99999999999999999999"'),
    "transfer-encoding-chunked": OddHeaders('Transfer-Encoding = "chunked"'),
    "transfer-encoding-identity": OddHeaders('Transfer-Encoding = "identity"', _FRAMING),
    "transfer-encoding-gzip": OddHeaders('Transfer-Encoding = "gzip"', _FRAMING),
    "transfer-encoding-and-length": OddHeaders(
        'Transfer-Encoding = "chunked"\nContent-Length = "5"'
    ),
    "host": OddHeaders('Host = "elsewhere.test"'),
    "host-empty": OddHeaders('Host = ""'),
    "connection-close": OddHeaders('Connection = "close"'),
    "connection-upgrade": OddHeaders('Connection = "Upgrade"\nUpgrade = "h2c"'),
    "upgrade-alone": OddHeaders('Upgrade = "websocket"'),
    "keep-alive": OddHeaders('Keep-Alive = "timeout=1"\nProxy-Connection = "close"'),
    "expect": OddHeaders('Expect = "100-continue"'),
    "te-and-trailer": OddHeaders('TE = "trailers"\nTrailer = "x"'),
    "accept-encoding": OddHeaders('Accept-Encoding = "gzip"'),
    "not-ascii": OddHeaders('x-a = "é中😀"'),
    "name-empty": OddHeaders('"" = "x"'),
    "name-with-a-blank": OddHeaders('"a b" = "x"\n"é" = "x"\n":path" = "x"\n"a\\nb" = "x"'),
    "value-with-control-characters": OddHeaders('a = "a\\nb"\nb = "a\\u0000b"\nc = "\\u007f"'),
    "value-empty-or-blank": OddHeaders('a = ""\nb = " "\nc = "\\ta\\t"'),
    "twice-in-other-letters": OddHeaders('x-a = "1"\nX-A = "2"'),
    "one-megabyte": OddHeaders(f'x-a = "{"v" * 60_000}"'),
    "five-hundred": OddHeaders("\n".join(f'x-{at} = "v"' for at in range(500))),
}
