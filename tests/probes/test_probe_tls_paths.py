"""Paths of certificates that few servers send, and what is done once a certificate is judged."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.facts import ProxyChoice
from codex_doctor.probes.tls.attempt import Route, shake
from codex_doctor.probes.tls.certificate import parse
from codex_doctor.probes.tls.handshakes import handshake
from codex_doctor.probes.tls.path import best_path
from codex_doctor.probes.tls.signatures import is_signed_by
from codex_doctor.probes.tls.trust import pinned_context, trust
from codex_doctor.probes.tls.verdict import passes
from codex_doctor.words.told import said
from odd_certificates import Odd, authority, server
from servers import http_answer, listen
from tls_sent import SetUp
from tls_set_ups import SET_UPS

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import TlsHandshake

HERE = ("127.0.0.1",)
NOW = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
ROOT = authority()


def flaws(sent: tuple[Odd, ...]) -> list[tuple[str, str]]:
    chain = [parse(one.der) for one in sent]
    roots = [parse(ROOT.der)]
    path = best_path(chain, roots, host="127.0.0.1", now=NOW, signed=is_signed_by)
    return [(flaw.kind, said(flaw.detail)) for flaw in path.flaws]


def look(one: SetUp, folder: Path) -> TlsHandshake:
    async def run() -> TlsHandshake:
        (folder / "ca.pem").write_bytes(ROOT.pem)
        trusted = trust(ca_file=str(folder / "ca.pem"), ca_variable="SSL_CERT_FILE")
        async with listen(http_answer(), tls=one.server_context()) as near:
            seen, _ = await handshake(
                "127.0.0.1", near.port, addresses=HERE, trust=trusted, timeout_s=6
            )
        return seen

    return asyncio.run(run())


def test_a_certificate_between_with_another_key_breaks_the_chain() -> None:
    sender = authority("Middle", issuer=ROOT, key="p384")
    signer = authority("Middle", issuer=ROOT)

    assert flaws((server(issuer=signer), sender)) == [
        ("chain_invalid", "not signed by the certificate above it")
    ]


def test_certificates_that_make_very_many_paths_are_bounded() -> None:
    # Each of them is called as its issuer is, so that each can follow on each.
    keys = ("p256", "p384", "p521", "ed25519", "rsa2048", "rsa3072", "rsa1024", "ed448")
    same = [authority("Same", key=key) for key in keys]
    strangers = [replace(one, certificate=one.certificate) for one in same]
    began = time.process_time()

    found = flaws((server(issuer=same[0]), *strangers, *same))

    assert ("unknown_ca", "no root is called CN=Same, O=codex-doctor tests") in found
    assert time.process_time() - began < 4


def test_a_verified_path_is_needed_and_must_end_in_the_issuer() -> None:
    leaf = parse(server(issuer=ROOT).der)

    assert not passes((), "127.0.0.1", ())
    assert not passes((leaf,), "127.0.0.1", ())
    assert passes((leaf, parse(ROOT.der)), "127.0.0.1", ())


def test_a_path_from_a_certificate_that_is_listed_itself_shows_no_root() -> None:
    leaf = parse(server(issuer=ROOT).der)

    assert not passes((leaf, parse(ROOT.der)), "127.0.0.1", (leaf.der,))


def test_another_path_than_that_of_openssl_can_be_the_right_one(tmp_path: Path) -> None:
    limited = authority("Middle", issuer=ROOT, permitted=("dir:server",))
    free = authority("Middle", issuer=ROOT)
    leaf = server(issuer=free)

    assert look(SetUp((leaf, limited, free), ()), tmp_path).result == "ok"
    assert look(SetUp((leaf, limited), ()), tmp_path).result == "name_constraints"


def test_a_refused_certificate_that_cannot_be_read_is_said_in_openssls_words(
    tmp_path: Path,
) -> None:
    one = SET_UPS["wants-client-1.2"]()
    stranger = server(issuer=authority("Other", owner="Others"))
    seen = look(replace(one, sent=(stranger,)), tmp_path)

    assert (seen.result, seen.certificate) == ("refused", None)
    assert said(seen.detail) == "unable to get local issuer certificate"


@pytest.mark.parametrize(("shown", "result"), [(0, "ok"), (1, "closed")])
def test_a_pinned_context_takes_one_certificate_only(shown: int, result: str) -> None:
    expired = SET_UPS["leaf-expired"]()
    both = [expired.sent[0], server(issuer=ROOT)]
    one = replace(expired, sent=(both[shown],))

    async def run() -> str:
        async with listen(http_answer(), tls=one.server_context()) as near:
            route = Route("other.test", near.port, HERE)
            return (await shake(route, pinned_context(both[0].der), timeout_s=3)).result

    assert asyncio.run(run()) == result


def test_a_proxy_that_plays_the_endpoint_is_seen_beside_it(tmp_path: Path) -> None:
    company = SetUp((server(issuer=authority("Company Proxy", owner="Company")),), ())
    sound = SetUp((server(issuer=ROOT),), ())
    (tmp_path / "ca.pem").write_bytes(ROOT.pem)
    trusted = trust(ca_file=str(tmp_path / "ca.pem"), ca_variable="SSL_CERT_FILE")
    ports: list[int] = []

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
            writer.close()

    async def play(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", ports[0])
        await asyncio.gather(pour(reader, far_writer), pour(far_reader, writer))

    async def run() -> TlsHandshake:
        async with (
            listen(http_answer(), tls=company.server_context()) as false_one,
            listen(http_answer(), tls=sound.server_context()) as endpoint,
            listen(play) as proxy,
        ):
            ports.append(false_one.port)
            url = f"http://127.0.0.1:{proxy.port}"
            seen, _ = await handshake(
                "127.0.0.1",
                endpoint.port,
                addresses=HERE,
                trust=trusted,
                proxy=ProxyChoice(url, "127.0.0.1", proxy.port, "HTTPS_PROXY"),
                timeout_s=6,
            )
            return seen

    seen = asyncio.run(run())

    assert seen.result == "unknown_ca"
    assert seen.certificate is not None
    assert seen.certificate.issuer.startswith("CN=Company Proxy")
    assert seen.direct_issuer.startswith("CN=Test Root")
