"""Our judgement of certificates beside that of Codex's TLS library itself, in this process."""

from __future__ import annotations

import ssl
import time
from typing import Any

import pytest
import rtls
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from codex_doctor.probes.tls.certificate import parse
from codex_doctor.probes.tls.path import best_path
from codex_doctor.probes.tls.signatures import is_signed_by
from odd_certificates import AUTHORITY, DAY, NOW, Odd, Purpose, Shape, make
from tls_sent import SetUp
from tls_set_ups import SET_UPS

STEPS = 10


def library_takes(one: SetUp) -> bool:
    """Return whether the library finishes a handshake with this server."""
    here: Any = rtls.SSLContext(rtls.PROTOCOL_TLS_CLIENT)
    here.verify_flags |= rtls.VERIFY_X509_PARTIAL_CHAIN
    for root in one.roots:
        here.load_verify_locations(cadata=root.der)
    to_client, from_client = rtls.MemoryBIO(), rtls.MemoryBIO()
    to_server, from_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = here.wrap_bio(to_client, from_client, server_hostname=one.host)
    server = one.server_context().wrap_bio(to_server, from_server, server_side=True)
    for _ in range(STEPS):
        try:
            client.do_handshake()
            return True
        except rtls.SSLWantReadError:
            to_server.write(from_client.read())
        except rtls.SSLError:
            return False
        try:
            server.do_handshake()
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLError:
            return False
        to_client.write(from_server.read())
    raise AssertionError("the handshake does not end")


def our_flaws(one: SetUp) -> list[str]:
    path = best_path(
        [parse(each.der) for each in one.sent],
        [parse(each.der) for each in one.roots],
        host=one.host,
        now=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        signed=is_signed_by,
    )
    return [f"{flaw.kind}: {flaw.detail}" for flaw in path.flaws]


# What the server wants is not the certificate's fault, and not to be seen in it.
BY_CERTIFICATE = [name for name in SET_UPS if not name.startswith(("speaks", "wants"))]


@pytest.mark.parametrize("name", BY_CERTIFICATE)
def test_the_library_and_we_agree_on_every_set_up(name: str) -> None:
    one = SET_UPS[name]()

    assert (our_flaws(one) == []) == (one.expect is None), our_flaws(one)
    assert library_takes(one) == (one.expect is None)


@pytest.mark.parametrize(
    "limit",
    [
        "codex.test",
        ".codex.test",
        "api.codex.test",
        "b.codex.test",
        ".api.codex.test",
        "x.api.codex.test",
        "other.test",
        ".test",
        "test",
    ],
)
@pytest.mark.parametrize("name", ["*.codex.test", "api.codex.test"])
def test_a_wildcard_lies_below_a_limit_as_the_library_has_it(name: str, limit: str) -> None:
    for shape in (replace(AUTHORITY, excluded=(limit,)), replace(AUTHORITY, permitted=(limit,))):
        root = make(shape)
        one = SetUp((make(Shape(names=(name,)), issuer=root),), (root,), host="api.codex.test")

        assert (our_flaws(one) == []) == library_takes(one), (shape, our_flaws(one))


NAMES = st.sampled_from(
    [
        "api.codex.test",
        "*.codex.test",
        "codex.test",
        "API.codex.test",
        "other.test",
        "127.0.0.1",
        "10.0.0.1",
        "::1",
        "dns:127.0.0.1",
        "dns:.codex.test",
        "uri://api.codex.test",
        "email:a@codex.test",
    ]
)
LIMITS = st.sampled_from(
    ["codex.test", ".codex.test", "test", "127.0.0.0/8", "0.0.0.0/0", "::/0", "other.test"]
)
DATES = st.sampled_from(
    [(NOW - DAY, NOW + DAY)] * 6 + [(NOW - 2 * DAY, NOW - DAY), (NOW + DAY, NOW + 2 * DAY)]
)
_SOME: list[tuple[Purpose, ...]] = [("server",), ("client",), ("any", "server"), ("any",)]
PURPOSES = st.none() | st.none() | st.sampled_from(_SOME)
SOME_LIMITS = st.lists(LIMITS, max_size=2).map(tuple) | st.just(())


@st.composite
def authorities(draw: st.DrawFn, title: str) -> Shape:
    first, last = draw(DATES)
    return replace(
        AUTHORITY,
        title=title,
        first=first,
        last=last,
        ca=draw(st.sampled_from([True] * 6 + [False, None])),
        path_length=draw(st.sampled_from([None, None, 0, 1])),
        purposes=draw(PURPOSES),
        may_sign=draw(st.sampled_from([None, True, False])),
        permitted=draw(SOME_LIMITS),
        excluded=draw(st.just(()) | SOME_LIMITS),
        critical=draw(st.sampled_from([False] * 8 + [True])),
        key=draw(st.sampled_from(["p256", "p384", "rsa2048"])),
    )


@st.composite
def set_ups(draw: st.DrawFn) -> SetUp:
    first, last = draw(DATES)
    leaf = Shape(
        names=tuple(draw(st.lists(NAMES, max_size=3))),
        first=first,
        last=last,
        ca=draw(st.sampled_from([False] * 6 + [None, True])),
        purposes=draw(PURPOSES),
        may_sign=draw(st.sampled_from([None, True])),
        permitted=draw(SOME_LIMITS),
    )
    root = make(draw(authorities("Root")))
    issuer = root
    between: list[Odd] = []
    for number in range(draw(st.integers(0, 2))):
        issuer = make(draw(authorities(f"Middle {number}")), issuer=issuer)
        between.insert(0, issuer)
    sent = (make(leaf, issuer=issuer), *between)
    trusted: list[list[Odd]] = [[root]] * 5 + [(between or [root])[:1], []]
    known = draw(st.sampled_from(trusted))
    host = draw(st.sampled_from(["api.codex.test", "127.0.0.1", "codex.test", "::1"]))
    return SetUp(sent, tuple(known), host=host)


@settings(max_examples=100)
@given(set_ups())
def test_the_library_and_we_agree_on_any_set_up(one: SetUp) -> None:
    flaws = our_flaws(one)

    assert (flaws == []) == library_takes(one), (flaws, *map(_described, (*one.sent, *one.roots)))


def _described(one: Odd) -> list[str]:
    return [str(extension.value) for extension in one.certificate.extensions]
