"""A key does not go to OpenAI while something else says that another host is meant."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.config import destination, provider
from codex_doctor.codex.rules import selection
from codex_doctor.diagnosis import diagnose
from codex_doctor.lab.endpoint import LabEndpoint
from codex_doctor.lab.server import serving
from codex_doctor.model import Check, Passed
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor_checks import ALL_CHECKS
from setups import inputs_in

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.context import Context
    from codex_doctor.lab.server import Lab
    from codex_doctor.model import Outcome
    from codex_doctor.reported import Report

KEY = "ck-0123456789abcdef"
MODEL = 'model = "lab-model-1"\n'
AT_HOME = '{"OPENAI_API_KEY": "' + KEY + '"}'
ELSEWHERE = "http://127.0.0.1:9/v1"
EVERYTHING = Selection()
KEYED = ("turn", "websocket", "session")
FREE = ("lookup", "proxy", "meant_proxy", "connection", "doubt", "tls")


def _diagnosed(
    lab: Lab,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    config: str = MODEL,
    environ: dict[str, str],
    files: dict[str, str] | None = None,
    checks: tuple[Check, ...] = ALL_CHECKS,
    chosen: Selection = EVERYTHING,
) -> Report:
    """Diagnose a set-up whose OpenAI is the lab."""
    for module in (destination, provider, selection):
        monkeypatch.setattr(module, "OPENAI_BASE_URL", f"http://127.0.0.1:{lab.port}/v1")
    inputs = inputs_in(folder, config, environ=environ, files=files or {})
    ran = diagnose(inputs, checks, deadline=Deadline(budget_s=10.0), selection=chosen)
    return asyncio.run(ran).report


@pytest.mark.parametrize("name", ["OPENAI_BASE_URL", "OPENAI_API_BASE"])
@pytest.mark.parametrize("is_login", [True, False])
def test_a_base_url_that_is_not_read_keeps_the_key_at_home(
    name: str, is_login: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = {name: ELSEWHERE} | ({} if is_login else {"CODEX_API_KEY": KEY})
    files = {"home/.codex/auth.json": AT_HOME} if is_login else None
    with serving(LabEndpoint(key=KEY)) as lab:
        report = _diagnosed(lab, tmp_path, monkeypatch, environ=environ, files=files)

    assert lab.requests == []
    assert report.findings[0].finding.id == "env.base_url_ignored"
    assert report.verdict == "unknown"
    assert {one.id for one in report.checks if one.status == "passed"} >= {"dns", "tcp"}
    assert f"{name} means another host" in {one.summary.partition(": ")[2] for one in report.checks}


@pytest.mark.parametrize(
    ("config", "environ"),
    [
        ('model_provider = "openai"\n' + MODEL, {"OPENAI_BASE_URL": ELSEWHERE}),
        (MODEL, {"OPENAI_BASE_URL": "http://127.0.0.1:{PORT}/v1/"}),
        (MODEL, {}),
    ],
    ids=["selected", "same-address", "no-variable"],
)
def test_a_key_goes_where_it_is_meant_to_go(
    config: str, environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(LabEndpoint(key=KEY)) as lab:
        given = {name: text.replace("{PORT}", str(lab.port)) for name, text in environ.items()}
        given["CODEX_API_KEY"] = KEY
        report = _diagnosed(lab, tmp_path, monkeypatch, config=config, environ=given)

    assert lab.requests
    assert "env.base_url_ignored" not in {one.finding.id for one in report.findings}


def test_where_the_host_cannot_be_reached_codex_fails_whatever_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(LabEndpoint(key=KEY)) as lab:
        pass
    environ = {"OPENAI_BASE_URL": ELSEWHERE, "CODEX_API_KEY": KEY}
    report = _diagnosed(lab, tmp_path, monkeypatch, environ=environ)

    ids = [one.finding.id for one in report.findings]
    assert ids[0] == "env.base_url_ignored"
    assert "tcp.refused" in ids
    assert report.verdict == "fails"


def _asking(name: str) -> Check:
    """Return a check that asks for a fact and says of itself that it sends nothing."""

    async def run(ctx: Context) -> Outcome:
        await getattr(ctx, name)()
        return Passed("looked")

    return Check(id=name, title=name, needs=(), run=run)


@pytest.mark.parametrize(
    ("chosen", "environ", "seen"),
    [
        (EVERYTHING, {"OPENAI_BASE_URL": ELSEWHERE}, FREE),
        (Selection(offline="left out by --offline"), {}, ()),
        (EVERYTHING, {}, (*FREE, "turn", "websocket")),
    ],
    ids=["other-host", "offline", "allowed"],
)
def test_no_check_gets_what_may_not_be_sent_for_it(
    chosen: Selection,
    environ: dict[str, str],
    seen: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also not by asking for the fact: what a check says of itself may be wrong."""
    with serving(LabEndpoint(key=KEY)) as lab:
        report = _diagnosed(
            lab,
            tmp_path,
            monkeypatch,
            environ={"CODEX_API_KEY": KEY, **environ},
            checks=tuple(map(_asking, (*FREE, *KEYED))),
            chosen=chosen,
        )

    assert {one.id for one in report.checks if one.status == "passed"} == set(seen)
    assert bool(lab.requests) == ("turn" in seen)
    unseen = {one.summary.split()[-1] for one in report.checks if one.status == "not_run"}
    assert unseen <= {*FREE, *KEYED} - set(seen)
