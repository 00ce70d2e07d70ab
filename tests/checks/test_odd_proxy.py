from __future__ import annotations

import asyncio
import os
import subprocess

import pytest
from msgspec.structs import replace

from codex_doctor.codex.config.proxy_uri import read_proxy
from codex_doctor.context import Context
from codex_doctor.facts import ConnectAttempt, Connection, Location, OddProxy, ProxyChoice
from codex_doctor.looking import asked_of
from codex_doctor.model import Confidence, Failed, Finding, Outcome, Passed, Severity, Skipped
from codex_doctor_checks.network import proxy
from codex_doctor_checks.network.odd_proxy import blamed, hinted
from eyes import ENDPOINT, INPUTS, SETUP, ToldEyes, turn

ERROR = Finding("dns.nxdomain", Severity.ERROR, "gw does not exist", (), ())
HINT = Finding("codex.waits_forever", Severity.HINT, "Codex waits", (), ())
FAILED = Failed((ERROR, HINT))
ODD = OddProxy("HTTPS_PROXY", "blanks", is_ignored=True, better="http://proxy:3128")
LINE = Location("~/.codex/.env", 2)


def tried(result: str = "open") -> Connection:
    attempt = ConnectAttempt("192.0.2.7:3128", "open" if result == "open" else "refused", 0.01)
    return Connection("proxy", 3128, (attempt,))


def context(
    odd: OddProxy | None, meant: Connection | None = None, used: ProxyChoice | None = None
) -> tuple[Context, ToldEyes]:
    eyes = ToldEyes(turn())
    eyes.meant = meant
    setup = replace(SETUP, endpoint=replace(ENDPOINT, odd_proxy=odd, proxy=used))
    return Context(asked=asked_of(INPUTS), setup=setup, eyes=eyes), eyes


def judged(
    odd: OddProxy | None, meant: Connection | None = None, used: ProxyChoice | None = None
) -> Outcome:
    return asyncio.run(blamed(FAILED, context(odd, meant, used)[0]))


def first(outcome: Outcome) -> Finding:
    assert isinstance(outcome, Failed)
    return outcome.findings[0]


def test_the_proxy_that_is_used_in_place_of_an_ignored_one_comes_first() -> None:
    used = ProxyChoice("http://192.0.2.9:80", "192.0.2.9", 80, "ALL_PROXY")
    outcome = judged(ODD, tried("refused"), used)

    assert isinstance(outcome, Failed)
    assert [one.id for one in outcome.findings] == [ERROR.id, "proxy.ignored", HINT.id]
    assert outcome.findings[1].confidence is Confidence.LIKELY


def test_an_ignored_proxy_that_answers_is_the_cause_alone() -> None:
    outcome = judged(ODD, tried())

    assert isinstance(outcome, Failed)
    one, *others = outcome.findings
    assert (one.id, one.severity, one.confidence) == (
        "proxy.ignored",
        Severity.ERROR,
        Confidence.CERTAIN,
    )
    assert one.cause == "Codex ignores HTTPS_PROXY: a blank or a line end stands around the URL"
    assert [row.measured for row in one.evidence[1:]] == [ERROR.cause, "takes connections"]
    assert one.fixes[0].commands is not None
    assert one.fixes[0].commands.posix == "export HTTPS_PROXY=http://proxy:3128"
    assert others == [HINT]


@pytest.mark.parametrize("meant", [None, tried("refused")])
def test_one_that_does_not_answer_comes_first_and_is_likely(meant: Connection | None) -> None:
    outcome = judged(ODD, meant)

    assert isinstance(outcome, Failed)
    assert [one.id for one in outcome.findings] == ["proxy.ignored", ERROR.id, HINT.id]
    assert outcome.findings[0].confidence is Confidence.LIKELY


def test_a_proxy_that_is_read_as_another_has_a_finding_of_its_own() -> None:
    one = first(judged(replace(ODD, oddity="port", is_ignored=False, better="")))

    assert one.id == "proxy.misread"
    assert one.cause == (
        "Codex reads another proxy in HTTPS_PROXY than was meant: its port is no number up to 65535"
    )
    assert one.fixes[0].title == "Write HTTPS_PROXY as http://HOST:PORT, with nothing around it."
    assert one.fixes[0].commands is None


def test_a_login_is_written_by_who_knows_it() -> None:
    fix = first(judged(replace(ODD, has_login=True))).fixes[0]

    assert "USER:PASSWORD@" in fix.title
    assert fix.commands is not None
    assert fix.commands.posix == (
        "export HTTPS_PROXY='http://<your user>:<your password>@proxy:3128'"
    )


@pytest.mark.parametrize(
    ("value", "login"),
    [
        ("http://me:p#/?w@proxy:3128", "me:p#/?w"),
        ("me@corp:p w@proxy:3128", "me@corp:p w"),
        ("https://corp\\me:p\u00e4ss@proxy:3128/", "corp\\me:p\u00e4ss"),
        ("http://me%40corp:100%25@proxy:3128", "me@corp:100%"),
    ],
)
def test_a_login_with_odd_signs_is_encoded_where_it_is(value: str, login: str) -> None:
    fix = first(judged(replace(ODD, oddity="login", has_login=True))).fixes[0]
    assert fix.commands is not None
    script = f'{fix.commands.posix}\nprintf %s "$HTTPS_PROXY"'
    environ = {"PATH": os.environ["PATH"], "HTTPS_PROXY": value}
    done = subprocess.run(["sh", "-c", script], env=environ, capture_output=True, check=True)

    read = read_proxy(done.stdout.decode())

    assert read is not None
    assert (f"{read.user}:{read.password}", read.host, read.port) == (login, "proxy", 3128)


def test_a_line_of_dotenv_is_edited_unless_a_login_stands_in_it() -> None:
    plain = first(judged(replace(ODD, origin=LINE))).fixes[0]
    login = first(judged(replace(ODD, origin=LINE, has_login=True))).fixes[0]
    unknown = first(judged(replace(ODD, origin=LINE, better=""))).fixes[0]

    assert [edit.after for edit in plain.edits] == ["HTTPS_PROXY=http://proxy:3128"]
    assert (login.edits, unknown.edits) == ((), ())
    assert all("~/.codex/.env:2" in one.title for one in (plain, login, unknown))


def test_what_works_or_has_no_odd_variable_is_left_alone() -> None:
    assert judged(None) == FAILED
    ctx, eyes = context(ODD)
    for outcome in (Passed("fine"), Skipped("none"), Failed((HINT,))):
        assert asyncio.run(blamed(outcome, ctx)) == outcome
    assert eyes.looks == []


def test_an_odd_variable_without_a_failure_is_a_hint() -> None:
    for outcome in (Skipped("no proxy"), Passed("answers")):
        shown = first(hinted(outcome, ODD))
        assert (shown.id, shown.severity) == ("proxy.ignored", Severity.HINT)
        assert hinted(outcome, None) == outcome
    assert hinted(FAILED, ODD) == FAILED


def test_the_check_of_the_proxy_says_it() -> None:
    ctx, eyes = context(ODD)

    assert first(asyncio.run(proxy.run(ctx))).severity is Severity.HINT
    assert eyes.looks == ["proxy"]


def test_a_proxy_that_applies_may_be_beside_an_ignored_one() -> None:
    choice = ProxyChoice("http://other:80", "other", 80, "ALL_PROXY")
    ctx, _ = context(ODD)
    setup = replace(SETUP, endpoint=replace(ENDPOINT, odd_proxy=ODD, proxy=choice))
    other = Context(asked=ctx.asked, setup=setup, eyes=ToldEyes(turn()))

    assert first(asyncio.run(proxy.run(other))).id == "proxy.ignored"
