from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor import cli
from codex_doctor.codex.versions import DIALECTS, NEWEST
from codex_doctor.codex.versions.releases import OLDEST
from codex_doctor.commands import exits
from codex_doctor.commands.confirm import confirmed_table
from codex_doctor.commands.versions import judge_versions, verdict_with
from codex_doctor.facts import Inputs
from codex_doctor.lab.chat import CHAT_ONLY
from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.server import serving
from codex_doctor.lab.wire import Reply, Seen
from codex_doctor.model import Verdict
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor.report.versions import render_json, render_text
from codex_doctor.reported import Confirmation
from codex_doctor_checks import ALL_CHECKS
from oracle.matrix_cases import MATRIX_CASES
from oracle.matrix_set_up import SetUp, write

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.reported import VersionTable

REQUESTS = len(DIALECTS)
COMMAND = """\
model = "lab-model-1"
model_provider = "lab"
[model_providers.lab]
name = "Lab"
base_url = "{base_url}"
wire_api = "responses"
[model_providers.lab.auth]
command = "sh"
args = ["-c", "echo x >> {work}/ran; printf %s KEY"]
"""


def judged(
    set_up: SetUp,
    folder: Path,
    *,
    offline: str = "",
    budget_s: float = 20.0,
    thorough: bool = False,
    told: list[str] | None = None,
) -> tuple[VersionTable, int]:
    """Return what all versions make of a set-up, and how many requests reached the endpoint."""
    folder.mkdir(exist_ok=True)
    with serving(set_up.behaviour) as lab:
        environ = {"PATH": "/usr/bin:/bin", **write(set_up, folder, lab)}
        inputs = Inputs(
            environ=environ,
            cwd=folder / "work",
            home=folder / "home",
            system_dir=folder / "etc",
            thorough=thorough,
        )
        across = asyncio.run(
            judge_versions(
                inputs,
                ALL_CHECKS,
                deadline=Deadline(budget_s=budget_s),
                selection=Selection(offline=offline),
                tell=lambda text: told.append(text) if told is not None else None,
            )
        )
        return across, len(lab.requests)


def shown(across: VersionTable) -> list[tuple[str, str, str, str]]:
    return [
        (one.first, one.last, str(one.verdict), one.finding.finding.id if one.finding else "")
        for one in across.spans
    ]


def test_a_healthy_endpoint_costs_one_request_a_dialect_and_one_round_trip(tmp_path: Path) -> None:
    across, requests = judged(MATRIX_CASES["wire/healthy"], tmp_path)

    assert shown(across) == [(OLDEST, NEWEST, "works", "")]
    assert requests == across.requests <= REQUESTS + 1
    assert verdict_with("0.98.0", across.spans) is Verdict.WORKS
    assert verdict_with(None, across.spans) is Verdict.WORKS
    assert verdict_with("0.20.0", across.spans) is Verdict.UNKNOWN


def test_ids_in_the_request_split_the_versions(tmp_path: Path) -> None:
    across, _ = judged(MATRIX_CASES["wire/item-ids-rejected"], tmp_path)

    assert shown(across)[-1][:3] == ("0.146.0", NEWEST, "fails")
    assert verdict_with("0.145.0", across.spans) is Verdict.WORKS
    assert verdict_with("0.169.0", across.spans) is Verdict.FAILS


def test_how_an_answer_is_read_splits_the_versions_too(tmp_path: Path) -> None:
    across, requests = judged(MATRIX_CASES["stream/response-done"], tmp_path)

    assert [(one.first, one.last) for one in across.spans] == [
        (OLDEST, "0.80.0"),
        ("0.87.0", "0.107.0"),
        ("0.110.0", NEWEST),
    ]
    assert requests <= REQUESTS + 2  # that one answer is asked for twice


def test_a_legacy_profile_fails_from_the_version_on_that_refuses_it(tmp_path: Path) -> None:
    across, _ = judged(MATRIX_CASES["configuration/legacy-key"], tmp_path)

    assert shown(across)[-1] == ("0.134.0", NEWEST, "fails", "config.profile_legacy")


def test_an_endpoint_that_refuses_the_key_is_asked_once(tmp_path: Path) -> None:
    across, requests = judged(MATRIX_CASES["wire/key-rejected"], tmp_path)

    assert {one[2:] for one in shown(across)} == {("fails", "auth.key_rejected")}
    # A key that is refused to the newest version is refused to every one.
    assert requests == across.requests == 1


def test_an_endpoint_that_refuses_every_request_otherwise_gets_one_of_each(tmp_path: Path) -> None:
    told: list[str] = []
    across, requests = judged(MATRIX_CASES["wire/status-500"], tmp_path, told=told)

    assert {one[2] for one in shown(across)} == {"fails"}
    assert 1 < requests == across.requests <= REQUESTS
    (said,) = told
    assert said.startswith(f"sending {requests - 1} further first requests of about ")


def test_nothing_is_sent_once_the_time_is_over(tmp_path: Path) -> None:
    def wait(_: Seen) -> Reply:
        return Reply(delay_s=3.0)

    silent = replace(MATRIX_CASES["wire/healthy"], behaviour=wait)
    across, requests = judged(silent, tmp_path, budget_s=1.0)

    assert 0 < requests < REQUESTS // 2
    assert {verdict for _, _, verdict, _ in shown(across)} == {"unknown"}


def test_a_port_without_listener_is_found_for_all_versions(tmp_path: Path) -> None:
    across, _ = judged(MATRIX_CASES["wire/port-refused"], tmp_path)

    assert shown(across) == [(OLDEST, NEWEST, "fails", "tcp.refused")]


def test_a_chat_endpoint_works_as_long_as_codex_speaks_chat(tmp_path: Path) -> None:
    text = COMMAND.replace("responses", "chat").partition("[model_providers.lab.auth]")[0]
    files = {"codex/config.toml": f'{text}env_key = "LAB_API_KEY"\n'}
    good = SetUp("chat", "wire", CHAT_ONLY, files, {"LAB_API_KEY": LAB_KEY})
    bad = SetUp("chat", "wire", CHAT_ONLY, files, {"LAB_API_KEY": "sk-wrong-0123456789"})

    across, requests = judged(good, tmp_path / "good")
    assert shown(across) == [
        (OLDEST, "0.63.0", "works", ""),
        ("0.64.0", "0.65.0", "fails", "tools.arguments_invalid"),  # the call comes in two pieces
        ("0.66.0", "0.66.0", "works", ""),
        ("0.72.0", "0.94.0", "degraded", "config.wire_api_chat"),  # it says that it is deprecated
        ("0.95.0", NEWEST, "fails", "config.wire_api_chat"),
    ]
    assert requests == 2 * 9  # a turn for each form of it
    across, _ = judged(bad, tmp_path / "bad")
    assert shown(across)[0][2:] == ("fails", "auth.key_rejected")


def test_offline_nothing_is_sent_and_nothing_is_claimed(tmp_path: Path) -> None:
    across, requests = judged(MATRIX_CASES["wire/healthy"], tmp_path, offline="by --offline")

    assert (shown(across), requests) == ([(OLDEST, NEWEST, "unknown", "")], 0)


def test_a_command_for_the_key_is_run_once(tmp_path: Path) -> None:
    text = COMMAND.replace("KEY", LAB_KEY)
    set_up = SetUp("command", "credentials", LabEndpoint(), {"codex/config.toml": text}, {})

    across, _ = judged(set_up, tmp_path)

    assert verdict_with(None, across.spans) is Verdict.WORKS
    assert verdict_with("0.117.0", across.spans) is Verdict.FAILS
    assert (tmp_path / "work" / "ran").read_text() == "x\n"


def test_a_version_that_refuses_the_configuration_sends_nothing(tmp_path: Path) -> None:
    across, requests = judged(MATRIX_CASES["configuration/wire-capital"], tmp_path)

    assert shown(across) == [(OLDEST, NEWEST, "fails", "config.wire_api_invalid")]
    assert requests == across.requests == 0


def test_the_table_says_ranges_and_reasons(tmp_path: Path) -> None:
    across, _ = judged(MATRIX_CASES["configuration/legacy-key"], tmp_path)

    text = render_text(replace(across, installed="0.133.0"))
    assert f"0.134.0 to {NEWEST}  fails     config.profile_legacy: " in text
    assert "fails from 0.134.0: config.profile_legacy" in text
    assert "installed here: 0.133.0" in text
    data = json.loads(render_json(replace(across, installed=None)))
    assert (data["schema"], data["installed"]) == ("codex-doctor/versions", None)
    assert data["ranges"][-1]["finding"] == "config.profile_legacy"


def test_neighbours_that_work_are_one_in_the_sentence(tmp_path: Path) -> None:
    across, _ = judged(MATRIX_CASES["wire/healthy"], tmp_path)
    (span,) = across.spans
    degraded = replace(across, spans=(span, span), installed=None)

    assert render_text(degraded).count("works with") == 1
    assert "no Codex is installed here" in render_text(degraded)
    assert span.verdict is Verdict.WORKS


def test_what_is_no_version_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--codex-version", "newest", "--offline"]) == exits.EXIT_USAGE
    assert "not a version" in capsys.readouterr().err


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_the_option_prints_the_table_and_exits_by_the_installed_version(
    form: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up = MATRIX_CASES["configuration/wire-capital"]
    with serving(set_up.behaviour) as lab:
        for name, value in {**write(set_up, tmp_path, lab), "PATH": "/usr/bin:/bin"}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path / "work")
        code = cli.run(["--codex-version", "all", *form])

    assert code == exits.EXIT_FAILS
    assert "config.wire_api_invalid" in capsys.readouterr().out


def test_a_thorough_run_of_all_versions_tries_no_session(tmp_path: Path) -> None:
    plain, requests = judged(MATRIX_CASES["wire/healthy"], tmp_path / "plain")

    across, thorough_requests = judged(
        MATRIX_CASES["wire/healthy"], tmp_path / "thorough", thorough=True
    )

    assert shown(across) == shown(plain)
    assert thorough_requests == requests


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (["--format", "markdown"], "| `"),
        (["--dry-run"], "first request of Codex "),
        (["--dry-run", "--json"], '"requests_at_most"'),
        (["--confirm"], "not confirmed: there is no codex on PATH"),
        (["--confirm", "--json"], '"works": null'),
        (["--confirm", "--format", "markdown"], "not confirmed: there is no codex on PATH"),
    ],
)
def test_every_version_obeys_the_options_of_one(
    form: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up = MATRIX_CASES["wire/healthy"]
    with serving(set_up.behaviour) as lab:
        for name, value in {**write(set_up, tmp_path, lab), "PATH": "/usr/bin:/bin"}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path / "work")
        code = cli.run(["--codex-version", "all", *form])
        sent = len(lab.requests)

    assert code == exits.EXIT_OK
    assert said in capsys.readouterr().out
    assert (sent == 0) == ("--dry-run" in form)


def test_what_the_installed_codex_does_otherwise_leaves_nothing_known(tmp_path: Path) -> None:
    across, _ = judged(MATRIX_CASES["wire/healthy"], tmp_path)

    said = confirmed_table(across, Confirmation(works=False, ending="exit 1", took_ms=10))

    assert said.verdict is Verdict.UNKNOWN
    assert "not confirmed: codex exec fails (exit 1" in render_text(said)
