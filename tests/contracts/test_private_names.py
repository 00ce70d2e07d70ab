"""Where the doctor reaches into a library by a private name: nowhere without a contract.

The libraries promise nothing about these names; each has a test here that says who needs it.
"""

from __future__ import annotations

import ast
import asyncio
import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpcore
import httpx
import pytest
from httpcore import AsyncConnectionPool, AsyncNetworkBackend

import codex_doctor
import codex_doctor_checks
from certificates import make_authority, make_certificate
from codex_doctor.parser import Parser
from codex_doctor.probes.exchanges.codex_network import CodexNetwork, take_network

if TYPE_CHECKING:
    from collections.abc import Iterator

WITH_CONTRACT = frozenset({"_pool", "_network_backend", "_msg_callback", "_sslobj", "_actions"})
# Public in spite of the underscore: os._exit and the methods of named tuples.
PUBLIC = frozenset({"_exit", "_replace"})


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for package in (codex_doctor, codex_doctor_checks):
        for file in Path(str(package.__file__)).parent.rglob("*.py"):
            yield file, ast.parse(file.read_bytes())


def _own(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name, ctx=ast.Store()):
                yield name
            case _:
                pass


def _foreign(tree: ast.AST, own: set[str]) -> Iterator[str]:
    """Yield the private names that are asked of something, and are none of ours."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) if name not in own:
                pass
            case ast.Call(
                func=ast.Name(id="getattr" | "setattr" | "hasattr" | "delattr"),
                args=[_, ast.Constant(value=str(name)), *_],
            ):
                pass
            case ast.Subscript(
                value=ast.Call(func=ast.Name(id="vars")), slice=ast.Constant(value=str(name))
            ):
                pass
            case _:
                continue
        if name.startswith("_") and not name.endswith("__"):
            yield name


def test_no_private_name_of_a_library_is_used_without_a_contract() -> None:
    trees = list(_trees())
    own = {name for _, tree in trees for name in _own(tree)}

    used = {name: file for file, tree in trees for name in _foreign(tree, own)}

    assert set(used) - PUBLIC == WITH_CONTRACT, used


@pytest.mark.parametrize("proxy", [None, "http://127.0.0.1:9"])
def test_httpx_keeps_its_pool_and_httpcore_its_way_to_the_network(proxy: str | None) -> None:
    transport = httpx.AsyncHTTPTransport(proxy=proxy, trust_env=False, verify=False)
    pool = vars(transport).get("_pool")

    assert isinstance(pool, AsyncConnectionPool), "httpx keeps its pool elsewhere: codex_network"
    assert isinstance(vars(pool).get("_network_backend"), AsyncNetworkBackend), (
        "httpcore keeps its backend elsewhere: codex_network"
    )


async def _ask_for_a_name(asked: list[str]) -> None:
    async def resolve(host: str) -> tuple[str, ...]:
        asked.append(host)
        return ()

    async with httpx.AsyncHTTPTransport(trust_env=False, verify=False) as transport:
        take_network(transport, resolve)
        with pytest.raises(httpx.ConnectError, match=r"name\.test has no address"):
            await transport.handle_async_request(httpx.Request("GET", "http://name.test/"))


def test_httpx_asks_the_backend_that_is_put_into_its_pool() -> None:
    asked: list[str] = []

    asyncio.run(_ask_for_a_name(asked))

    assert asked == ["name.test"], "httpx asks another resolver than ours: codex_network"


def test_the_backend_of_httpcore_has_the_methods_that_ours_stands_in_for() -> None:
    own = {name for name in vars(CodexNetwork) if not name.startswith("_")}
    theirs = {name for name in vars(httpcore.AsyncNetworkBackend) if not name.startswith("_")}

    assert own == {"connect_tcp"}
    assert theirs == {"connect_tcp", "connect_unix_socket", "sleep"}, (
        "httpcore reaches the network by another method: codex_network must have it too"
    )


def _hand_over(client: ssl.SSLObject, server: ssl.SSLObject, bios: list[ssl.MemoryBIO]) -> None:
    """Shake hands in memory; `bios` are what the client and what the server reads."""
    waiting = {client, server}
    for _ in range(10):
        for one in tuple(waiting):
            try:
                one.do_handshake()
                waiting.discard(one)
            except ssl.SSLWantReadError:
                pass
        if not waiting:
            return
    raise AssertionError("no end of the handshake")


def test_ssl_tells_its_messages_and_keeps_the_chain_inside() -> None:
    root = make_authority()
    leaf = make_certificate(issuer=root)
    trusting, serving = ssl.create_default_context(cadata=root.der), leaf.server_context()
    for context in (trusting, serving):
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT  # on since 3.13; these are plain ones
    serving.load_verify_locations(cadata=root.der)
    serving.verify_mode = ssl.CERT_OPTIONAL
    heard: list[tuple[Any, ...]] = []

    def listen(*message: Any) -> None:
        heard.append(message)

    setattr(trusting, "_msg_callback", listen)  # noqa: B010 - no public name
    bios = [ssl.MemoryBIO(), ssl.MemoryBIO()]
    client = trusting.wrap_bio(bios[0], bios[1], server_hostname="127.0.0.1")
    server = serving.wrap_bio(bios[1], bios[0], server_side=True)
    _hand_over(client, server, bios)

    requests = [one for one in heard if (one[1], int(one[4])) == ("read", 13)]
    assert len(requests) == 1, "ssl tells its messages in another form: probes.tls.attempt._Heard"
    assert len(requests[0]) == 6
    inner: Any = vars(client).get("_sslobj")
    for which in ("get_unverified_chain", "get_verified_chain"):
        chain = getattr(inner, which, lambda: None)()
        assert chain, f"ssl has no {which} inside any more: probes.tls.attempt._chain"
        assert chain[0].public_bytes(2) == leaf.der


def test_argparse_lists_its_options_and_commands() -> None:
    parser = Parser()
    parser.add_argument("--with", dest="one")
    parser.add_subparsers().add_parser("below").add_argument("-b")

    assert parser.known() == {"-h", "--help", "--with", "below", "-b"}, "see Parser.known"
