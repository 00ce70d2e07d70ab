"""What libraries say when something is wrong, where the doctor goes by their words.

A failure here means that the library says it in other words now: the named place needs them.
"""

from __future__ import annotations

import argparse
import ast
import asyncio
import json
import re
import ssl
import tomllib
from typing import TYPE_CHECKING

import httpx
import pytest
import tomli

from certificates import make_authority, make_certificate
from codex_doctor.parser import Parser, UsageError
from codex_doctor.probes.exchanges.http_failures import FAILURES, name_broken, name_failure
from codex_doctor.words.sentence import Sentence
from servers import close_at_once, listen, say
from words.language import speaking

if TYPE_CHECKING:
    from codex_doctor.lab.listener import Handler

# Texts of the commonest mistakes, and what `toml_syntax` and `toml_rules` look for.
TOML = {
    'a = "x': "Unterminated string",
    "a = 'x": "Expected \"'",
    "a = '''x": "Expected \"'",
    "a = [1, 2": "Unclosed",
    "a = {b = 1": "Unclosed",
    "a =": "Invalid value",
    "a = x": "Invalid value",
    "[a]\n[a]": "Cannot",
    "a = 1\na = 2": "Cannot",
    "a = {b = 1, b = 2}": "Duplicate inline table key 'b'",
    "a": "Expected '='",
    "= 1": "Invalid statement",
    "a.=1": "Invalid initial",
    "a = 1979-02-30": "Invalid date",
    "a = 1 2": "Expected newline",
}


@pytest.mark.parametrize("text", TOML)
def test_tomli_names_a_mistake_as_the_rules_know_it(text: str) -> None:
    with pytest.raises(tomli.TOMLDecodeError) as caught:
        tomli.loads(text)

    assert caught.value.msg.startswith(TOML[text]), "toml_rules and toml_syntax go by these words"


def test_tomli_tells_where_it_stopped() -> None:
    with pytest.raises(tomli.TOMLDecodeError) as caught:
        tomli.loads("a = 1\nb = é x")

    where = caught.value
    assert (where.lineno, where.colno, where.pos) == (2, 5, 10), "toml_spots counts from these"


def test_tomllib_tells_the_place_in_its_message() -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match=r"\(at line 2, column 6\)$"):
        tomllib.loads("a = 1\nb = {\n}")


def test_python_names_the_digits_of_a_number_that_is_too_long() -> None:
    digits = "9" * 5000

    with pytest.raises(ValueError, match="digits"):  # codex/wire/serde
        json.loads(digits)
    with pytest.raises(SyntaxError, match="integer string conversion"):  # codex/rules/exec_policy
        ast.parse(digits)


def test_python_tells_a_half_character_from_a_wrong_byte() -> None:
    with pytest.raises(UnicodeDecodeError) as half:
        b"\xe2\x82".decode()
    with pytest.raises(UnicodeDecodeError) as wrong:
        b"\xe2\xff".decode()

    assert half.value.reason == "unexpected end of data", "codex/wire/stream waits for the rest"
    assert wrong.value.reason != half.value.reason


def _raised(handler: Handler, *, scheme: str = "http", verify: ssl.SSLContext | None = None) -> str:
    """Return how a failure before the headers is called, with the library's words."""

    async def ask() -> str:
        async with (
            listen(handler) as server,
            httpx.AsyncHTTPTransport(verify=verify or False, trust_env=False) as transport,
        ):
            request = httpx.Request("GET", f"{scheme}://127.0.0.1:{server.port}/")
            try:
                await transport.handle_async_request(request)
            except FAILURES as exc:
                return ": ".join(name_failure(exc))
            raise AssertionError("an answer came")

    return asyncio.run(ask())


def test_httpcore_says_that_the_server_disconnected() -> None:
    assert _raised(close_at_once).startswith("reset: "), "http_failures looks for `disconnected`"


def test_h11_takes_an_alert_of_tls_for_no_http() -> None:
    words = _raised(say(b"\x15\x03\x01\x00\x02\x02\x46"))

    assert words.startswith("not_http: "), "http_failures goes by the absence of `disconnected`"


def test_a_failure_of_tls_shows_where_it_comes_from() -> None:
    trusting = ssl.create_default_context()

    assert _raised(say(b"HTTP/1.1 400 Bad\r\n\r\n"), scheme="https", verify=trusting).startswith(
        "tls: "
    ), "http_failures looks for `[SSL`"


def _broken(answer: bytes) -> str:
    """Return how a failure behind the headers is called."""

    async def ask() -> str:
        async with (
            listen(say(answer)) as server,
            httpx.AsyncHTTPTransport(trust_env=False, verify=False) as transport,
        ):
            request = httpx.Request("GET", f"http://127.0.0.1:{server.port}/")
            response = await transport.handle_async_request(request)
            try:
                await response.aread()
            except FAILURES as exc:
                return name_broken(exc)
            finally:
                await response.aclose()
            raise AssertionError("the answer is whole")

    return asyncio.run(ask())


def test_h11_tells_an_end_too_early_from_nonsense() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

    assert _broken(head + b"5\r\nab") == "cut", "http_failures looks for `closed`"
    assert _broken(head + b"no number\r\n") == "framing", "http_failures looks for `closed`"


def test_ssl_names_the_alert_and_the_reason_of_a_refusal() -> None:
    root, other = make_authority(), make_authority("Other")
    trusting = ssl.create_default_context(cadata=other.der)
    server = make_certificate(issuer=root).server_context()
    serving, asking = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = trusting.wrap_bio(asking, serving, server_hostname="127.0.0.1")
    answering = server.wrap_bio(serving, asking, server_side=True)
    with pytest.raises(ssl.SSLWantReadError):
        client.do_handshake()
    with pytest.raises(ssl.SSLWantReadError):
        answering.do_handshake()

    with pytest.raises(ssl.SSLCertVerificationError) as refused:
        client.do_handshake()
    with pytest.raises(ssl.SSLError) as heard:
        answering.do_handshake()

    assert refused.value.verify_message, "probes.tls.attempt shows these words"
    assert "ALERT" in str(heard.value.reason), "probes.tls.attempt tells an alert by this word"


@pytest.mark.parametrize(
    ("given", "template"),
    [
        ("", "usage.required"),
        ("x --one", "usage.one_value"),
        ("x --some", "usage.some_values"),
        ("x --switch=1", "usage.no_value"),
        ("x --zzz", "usage.unrecognized"),
        ("x --swich", "usage.nearest"),
        ("x --of zzz", "usage.choice"),
        ("x --of ontes", "usage.nearest"),
        ("x --typed 1", "usage.argument"),
    ],
)
def test_what_argparse_says_is_said_in_our_words(given: str, template: str) -> None:
    parser = Parser(prog="made")
    parser.add_argument("place")
    parser.add_argument("--one")
    parser.add_argument("--some", nargs="+")
    parser.add_argument("--switch", action="store_true")
    parser.add_argument("--of", choices=("ones", "others"))
    parser.add_argument("--typed", type=refuse)

    with pytest.raises(UsageError) as raised:
        parser.parse_args(given.split())

    told = raised.value.said(str(raised.value))
    assert isinstance(told, Sentence)
    assert told.template == template


def test_the_help_of_argparse_has_our_words_alone() -> None:
    with speaking():
        parser = Parser(prog="made")
        parser.add_argument("place")
        parser.add_subparsers(title="t", dest="below").add_parser("below").add_argument("--far")
        shown = parser.format_help()

    assert {*re.findall(r"[A-Za-z]{3,}", shown)} == {"made", "place", "help", "below"}


def refuse(text: str) -> None:
    raise argparse.ArgumentTypeError(text)
