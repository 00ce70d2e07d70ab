"""The four network checks as the engine runs them, with the hint that Codex waits."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from codex_doctor.context import Context
from codex_doctor.facts import DnsAnswer, Setup
from codex_doctor.looking import asked_of
from codex_doctor.model import Failed, Finding, Outcome, Passed, Severity, Skipped
from codex_doctor_checks.network import dns, proxy, tcp, tls, waits
from eyes import INPUTS, SETUP, ToldEyes, context, turn


class LostEyes(ToldEyes):
    """Finds no such name."""

    async def lookup(self) -> DnsAnswer:
        return DnsAnswer("gw.example", (), "NXDOMAIN", 0.01)


def run_dns(*, version: str | None = None, setup: Setup = SETUP) -> Outcome:
    inputs = replace(INPUTS, codex_version=version)
    ctx = Context(asked=asked_of(inputs), setup=setup, eyes=LostEyes(turn()))
    return asyncio.run(dns.run(ctx))


def ids(outcome: Outcome) -> list[str]:
    assert isinstance(outcome, Failed)
    return [one.id for one in outcome.findings]


def test_a_healthy_machine_passes_all_four() -> None:
    async def run() -> list[Outcome]:
        ctx = context()
        return [await check.run(ctx) for check in (dns, proxy, tcp, tls)]

    looked_up, through, connected, secured = asyncio.run(run())

    assert isinstance(looked_up, Passed)
    assert isinstance(through, Skipped)
    assert isinstance(connected, Passed)
    assert isinstance(secured, Skipped)


@pytest.mark.parametrize("version", [None, "0.148.0", "0.169.0"])
def test_an_error_is_followed_by_the_hint_that_codex_waits(version: str | None) -> None:
    outcome = run_dns(version=version)

    assert ids(outcome) == ["dns.nxdomain", "codex.waits_forever"]
    assert isinstance(outcome, Failed)
    commands = outcome.findings[1].fixes[0].commands
    assert commands is not None
    assert commands.posix == "codex -c features.unbounded_connection_retries=false"


def test_older_versions_and_a_switched_off_feature_do_not_wait() -> None:
    off = replace(SETUP, values={"features.unbounded_connection_retries": "false"})

    assert ids(run_dns(version="0.142.5")) == ["dns.nxdomain"]
    assert ids(run_dns(setup=off)) == ["dns.nxdomain"]


@pytest.mark.parametrize(
    ("kind", "retries", "words"),
    [
        ("dns.nxdomain", (4, 5), "after about 25 s"),
        ("dns.nxdomain", (0, 0), "after about 1 s"),
        ("dns.server_failure", (1, 1), "after about 23 s"),
        ("tcp.timeout", (4, 5), "after about 15 minutes, sooner with lower retries"),
        ("tcp.timeout", (1, 1), "after about 2 minutes, sooner with lower retries"),
        ("tcp.timeout", (0, 0), "after about 31 s"),
    ],
)
def test_the_hint_says_when_codex_gives_up(kind: str, retries: tuple[int, int], words: str) -> None:
    error = Finding(kind, Severity.ERROR, "it fails", (), ())
    setup = replace(SETUP, request_max_retries=retries[0], stream_max_retries=retries[1])
    outcome = waits.add_hint(Failed((error,)), context(setup=setup))

    assert isinstance(outcome, Failed)
    assert outcome.findings[1].fixes[0].title.endswith(f"it then gives up {words}.")
