"""Every fault of the lab through the whole pipeline, in every format.

The real Codex judges the same faults in tests/oracle; here the doctor must name the cause, and no
secret may come out anywhere.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from codex_doctor.bundle.reading import read_bundle
from codex_doctor.bundle.replay import replay
from codex_doctor.bundle.writing import pack
from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.faults import FAULTS, find_fault
from codex_doctor.lab.wire import Seen, json_reply
from codex_doctor.model import Severity, Verdict
from codex_doctor.platform.host import look_at_host
from codex_doctor.report import formats, terminal
from codex_doctor.report.options import Options
from codex_doctor_checks import ALL_CHECKS
from diagnosing import diagnosed
from published import PUBLISHED, check_format
from schemas import check_report
from setups import chatgpt_login, jwt

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Facts
    from codex_doctor.lab.wire import Reply
    from codex_doctor.reported import Report

UNDECIDED = {"no-answer", "output-hangs"}


def outputs(report: Report, facts: Facts | None = None) -> dict[str, str]:
    """Return the report in every format."""
    wide = Options(width=120, verbose=1)
    return {
        **{name: formats.render(name, report, facts) for name in formats.NAMES},
        "verbose": terminal.render(report, wide),
        "plain": terminal.render(report, Options(plain=True)),
    }


@pytest.mark.parametrize("name", [fault.name for fault in FAULTS])
def test_the_cause_of_every_fault_comes_first(name: str, tmp_path: Path) -> None:
    fault = find_fault(name)
    diagnosis = diagnosed(fault, tmp_path)
    report = diagnosis.report
    severe = [
        one.finding.id for one in report.findings if one.finding.severity is not Severity.HINT
    ]

    assert severe[:1] == ([fault.expect] if fault.expect else []), severe
    if fault.works:
        assert report.verdict is (Verdict.DEGRADED if severe else Verdict.WORKS)
    else:
        assert report.verdict is (Verdict.UNKNOWN if name in UNDECIDED else Verdict.FAILS)
    assert not diagnosis.crashed


@pytest.mark.sweep
@pytest.mark.parametrize("name", [fault.name for fault in FAULTS])
def test_every_fault_is_written_whole_and_judged_alike_again(name: str, tmp_path: Path) -> None:
    diagnosis = diagnosed(find_fault(name), tmp_path)
    packed = pack(diagnosis, look_at_host({}))
    bundle = read_bundle(packed.data, "bundle.zip")
    again = replay(bundle, ALL_CHECKS)
    texts = outputs(diagnosis.report, bundle.facts)

    for text in texts.values():
        assert LAB_KEY not in text
    check_report(json.loads(texts["json"]))
    for kind in PUBLISHED:
        check_format(kind, texts[kind])
    assert _timeless(replace(again.report, notes=())) == _timeless(diagnosis.report)
    assert not any(LAB_KEY.encode() in one.data for one in packed.members)
    assert len(packed.data) < 200_000


def _timeless(report: Report) -> Report:
    """Return the report without how long each check took, which is no fact."""
    return replace(report, checks=tuple(replace(one, took_ms=0) for one in report.checks))


@pytest.mark.parametrize("status", [401, 400, 500])
def test_an_endpoint_that_echoes_everything_gets_no_secret_out(status: int, tmp_path: Path) -> None:
    def echo(seen: Seen) -> Reply:
        words = " ".join(f"{name}: {value}" for name, value in seen.headers)
        key = seen.header("authorization").removeprefix("Bearer ")
        said = f"{words} {key.upper()} {key.encode().hex()} {key[:20]} {seen.path}"
        return json_reply(status, {"error": {"message": said}}, ("x-echo", key))

    healthy = find_fault("healthy")
    assert healthy.config is not None
    secrets = {
        "LAB_API_KEY": "sk-canary-0123456789abcdefghij",
        "GW_TOKEN": "gw-canary-9876543210zyxwvut",
        "OTHER_SECRET": "other-canary-5555566666",
    }
    config = (
        healthy.config
        + 'query_params = { sig = "query-canary-1234567890" }\n'
        + 'http_headers = { "x-plain" = "plain-canary-1234567890" }\n'
        + 'env_http_headers = { "x-gw" = "GW_TOKEN" }\n'
    )
    files = {
        ".env": "EXTRA_TOKEN=dotenv-canary-1234567890\n",
        "auth.json": '{"OPENAI_API_KEY": "sk-authjson-canary-1234567890"}',
    }
    fault = replace(healthy, behaviour=echo, config=config, environ=secrets, files=files)
    diagnosis = diagnosed(fault, tmp_path)

    for kind, text in outputs(diagnosis.report, diagnosis.facts()).items():
        for canary in (
            *secrets.values(),
            "query-canary-1234567890",
            "plain-canary-1234567890",
            "dotenv-canary-1234567890",
            "sk-authjson-canary-1234567890",
        ):
            for form in (canary, canary.upper(), canary.encode().hex(), canary[:16]):
                assert form.lower() not in text.lower(), (kind, form)


def test_offline_sends_nothing_and_does_not_know(tmp_path: Path) -> None:
    report = diagnosed(find_fault("healthy"), tmp_path, offline="left out by --offline").report

    assert report.exchanges == ()
    assert report.verdict is Verdict.UNKNOWN


def test_a_healthy_report_says_what_it_cost(tmp_path: Path) -> None:
    report: dict[str, Any] = json.loads(
        outputs(diagnosed(find_fault("healthy"), tmp_path).report)["json"]
    )

    assert report["cost"]["requests"] == 2
    assert report["cost"]["bytes_sent"] > 70_000
    assert report["cost"]["tokens"] > 0
    assert [one["method"] for one in report["exchanges"]] == ["POST", "POST"]
    assert set(report["mistakes"].values()) == {"clear"}


def test_a_flaky_endpoint_works_with_a_loss(tmp_path: Path) -> None:
    healthy = find_fault("healthy")
    seen_before: list[Seen] = []

    def flaky(seen: Seen) -> Reply:
        seen_before.append(seen)
        return json_reply(502, {}) if len(seen_before) == 1 else healthy.behaviour(seen)

    report = diagnosed(replace(healthy, behaviour=flaky), tmp_path).report

    assert report.verdict is Verdict.DEGRADED
    assert report.findings[0].finding.id == "session.flaky"


def test_a_chatgpt_login_is_never_sent_anywhere(tmp_path: Path) -> None:
    fault = replace(
        find_fault("healthy"),
        config='openai_base_url = "{base_url}"\n',
        files={"auth.json": chatgpt_login(jwt())},
        environ={},
    )
    report = diagnosed(fault, tmp_path).report

    assert report.exchanges == ()
    assert report.verdict is Verdict.UNKNOWN
    assert report.checks[-1].summary == "a ChatGPT login is never used by the doctor"


def test_a_provider_without_an_endpoint_of_its_own_is_not_asked(tmp_path: Path) -> None:
    fault = replace(find_fault("healthy"), config='model_provider = "amazon-bedrock"\n', environ={})
    report = diagnosed(fault, tmp_path).report

    assert report.verdict is Verdict.UNKNOWN
    assert report.checks[-1].summary == "there is no endpoint to look at"
