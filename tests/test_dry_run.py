from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor import cli
from codex_doctor.commands.demo import inputs_for
from codex_doctor.commands.dry_run import Plan, as_json, as_text, plan
from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import Fault, changed, write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving
from codex_doctor.platform.deadline import Deadline
from diagnosing import diagnosed

if TYPE_CHECKING:
    from pathlib import Path

HEALTHY = find_fault("healthy")


def planned(fault: Fault, folder: Path) -> tuple[Plan, int]:
    """Return the plan for a set-up, and how many requests the endpoint saw."""
    with serving(fault) as lab:
        environ = write_home(fault, folder / ".codex", lab.values)
        inputs = inputs_for(fault, lab.values, folder=folder, environ=environ)
        return plan(inputs, Deadline()), len(lab.requests)


def test_the_plan_is_what_a_diagnosis_then_sends(tmp_path: Path) -> None:
    found, asked = planned(HEALTHY, tmp_path)
    sent = diagnosed(HEALTHY, tmp_path).report.exchanges

    assert asked == 0
    assert [one.purpose for one in found.requests] == [one.purpose for one in sent]
    for one, real in zip(found.requests, sent, strict=True):
        assert abs(one.body_bytes - real.bytes_sent) < 200
        assert one.about_tokens == one.body_bytes // 4


def test_no_format_shows_the_key(tmp_path: Path) -> None:
    found, _ = planned(HEALTHY, tmp_path)

    text, document = as_text(found), as_json(found)
    assert LAB_KEY not in text + document
    assert "2 requests, about" in text
    parsed = json.loads(document)
    assert parsed["cost"]["requests"] == 2
    assert parsed["cost"]["requests_at_most"] == 12
    assert "authorization" in parsed["requests"][0]["header_names"]
    assert parsed["nothing_sent_because"] is None


def test_a_set_up_without_an_endpoint_sends_nothing(tmp_path: Path) -> None:
    nowhere = replace(HEALTHY, config='model_provider = "amazon-bedrock"\n', environ={})
    found, _ = planned(nowhere, tmp_path)

    assert found.requests == ()
    assert as_text(found) == "Nothing would be sent: there is no endpoint to look at.\n"
    assert json.loads(as_json(found))["nothing_sent_because"] == "there is no endpoint to look at"


def test_an_open_endpoint_is_sent_no_credential(tmp_path: Path) -> None:
    opened = replace(HEALTHY, config=changed('env_key = "LAB_API_KEY"\n', ""), environ={})

    assert planned(opened, tmp_path)[0].credential == "none"


def test_what_may_be_asked_past_a_proxy_is_said(tmp_path: Path) -> None:
    proxied = replace(HEALTHY, environ={**HEALTHY.environ, "HTTP_PROXY": "http://127.0.0.1:9"})
    found, _ = planned(proxied, tmp_path)

    assert found.host == "127.0.0.1:9"
    assert f"Past the proxy only {found.past} is asked" in " ".join(as_text(found).split())
    assert "No other host" not in as_text(found)


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_the_command_line_prints_the_plan(
    options: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with serving(HEALTHY) as lab:
        for name, value in write_home(HEALTHY, tmp_path / ".codex", lab.values).items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path)
        code = cli.run(["--dry-run", *options])
        seen = len(lab.requests)

    assert (code, seen) == (0, 0)
    assert "/v1/responses" in capsys.readouterr().out
