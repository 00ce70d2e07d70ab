from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from codex_doctor.codex.resolve import resolve
from codex_doctor.codex.wire.chat.request import ChatRequestSeries
from codex_doctor.codex.wire.series import series_for
from codex_doctor.commands.dry_run import plan
from codex_doctor.diagnosis import diagnose
from codex_doctor.facts import Inputs
from codex_doctor.lab.chat import ChatEndpoint
from codex_doctor.lab.endpoint import error
from codex_doctor.lab.fault import Fault, write_home
from codex_doctor.lab.faults_chat import CHAT_FAULTS, CONFIG
from codex_doctor.lab.replies import sse
from codex_doctor.lab.server import serving
from codex_doctor.lab.wire import Json, Reply, Seen, document, json_reply
from codex_doctor.model import Severity, Verdict
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor_checks import ALL_CHECKS
from oracle.matrix_table import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.reported import Report

BY_NAME = {fault.name: fault for fault in CHAT_FAULTS}
HEALTHY = BY_NAME["healthy-over-chat"]


def inputs_for(fault: Fault, folder: Path, values: dict[str, str], version: str) -> Inputs:
    environ = {"PATH": "/usr/bin:/bin", **write_home(fault, folder / "codex", values)}
    return Inputs(
        environ=environ,
        cwd=folder,
        home=folder,
        system_dir=folder / "etc",
        codex_version=version,
    )


def diagnosed(
    fault: Fault, folder: Path, version: str = "0.80.0", *, thorough: bool = False
) -> tuple[Report, list[Seen]]:
    """Return the report on a set-up, and the requests that reached the endpoint."""
    with serving(fault) as lab:
        inputs = replace(inputs_for(fault, folder, lab.values, version), thorough=thorough)
        done = asyncio.run(
            diagnose(inputs, ALL_CHECKS, deadline=Deadline(budget_s=20.0), selection=Selection())
        )
        return done.report, list(lab.requests)


def severe(report: Report) -> list[str]:
    """Return the ids of the errors."""
    found = [one.finding for one in report.findings]
    return [one.id for one in found if one.severity is Severity.ERROR]


def body_of(seen: Seen) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(seen.body)
    return body


@pytest.mark.parametrize("fault", CHAT_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_says_what_the_matrix_recorded(fault: Fault) -> None:
    table = read_table()
    cell = (f"chat/{fault.name}", "0.80.0")

    assert table.codex[cell] is fault.works
    # Of what works, the deprecation is the first that is said.
    assert table.doctor[cell] == (fault.expect or "config.wire_api_chat")


def test_a_provider_that_does_not_say_works_with_chat_and_gets_a_hint(tmp_path: Path) -> None:
    silent = replace(HEALTHY, config=CONFIG.replace('wire_api = "chat"\n', ""))
    report, _ = diagnosed(silent, tmp_path)
    found = [(one.finding.id, one.finding.severity) for one in report.findings]

    assert found == [("config.wire_api_chat", Severity.HINT)]
    assert report.verdict is Verdict.WORKS


def test_chat_that_still_works_is_not_changed_by_itself(tmp_path: Path) -> None:
    old, _ = diagnosed(HEALTHY, tmp_path / "old")
    new, _ = diagnosed(HEALTHY, tmp_path / "new", "0.98.0")

    assert [one.findings[0].finding.fixes[0].auto for one in (old, new)] == [False, True]


def test_a_healthy_turn_costs_two_requests_to_the_chat_route(tmp_path: Path) -> None:
    report, requests = diagnosed(HEALTHY, tmp_path)

    assert [one.path for one in requests] == ["/v1/chat/completions"] * 2
    assert [one.url.rpartition("/v1")[2] for one in report.exchanges] == ["/chat/completions"] * 2
    first, second = map(body_of, requests)
    assert list(first) == ["model", "messages", "stream", "tools"]
    new = second["messages"][len(first["messages"]) :]
    assert [one["role"] for one in new] == ["assistant", "tool"]
    assert new[0]["content"] is None
    assert new[0]["tool_calls"][0]["id"] == new[1]["tool_call_id"] == "call_lab_1"


def test_an_old_version_sends_its_own_headers(tmp_path: Path) -> None:
    _, early = diagnosed(HEALTHY, tmp_path / "early", "0.58.0")
    _, late = diagnosed(HEALTHY, tmp_path / "late", "0.94.0")

    assert not early[0].header("session_id")
    assert late[0].header("session_id") == late[1].header("session_id") != ""
    assert [one["role"] for one in body_of(late[0])["messages"]][:2] == ["system", "developer"]


def test_versions_that_take_each_piece_for_a_call_fail(tmp_path: Path) -> None:
    report, _ = diagnosed(HEALTHY, tmp_path, "0.65.0")

    assert severe(report) == ["tools.arguments_invalid"]


def test_two_calls_come_to_pieces_before_they_were_told_apart(tmp_path: Path) -> None:
    report, _ = diagnosed(BY_NAME["two-calls-over-chat"], tmp_path, "0.58.0")

    assert severe(report) == ["tools.arguments_invalid"]


@pytest.mark.parametrize(
    ("version", "status", "is_repeated"),
    [("0.58.0", 400, True), ("0.80.0", 400, False), ("0.80.0", 429, None), ("0.80.0", 403, True)],
)
def test_a_refused_request_is_sent_again_where_that_version_does(
    version: str, status: int, is_repeated: bool | None, tmp_path: Path
) -> None:
    def refuse(_: Json) -> Reply:
        return error(status, "Not with this request.")

    fault = replace(HEALTHY, behaviour=ChatEndpoint(refuse=refuse))
    report, _ = diagnosed(fault, tmp_path, version)
    asked = [one.purpose for one in report.exchanges if "again" in one.purpose]

    # What Codex takes as final is asked again to see whether it is; a rate is not pushed.
    assert ["as Codex would" in one for one in asked] == [is_repeated] * (is_repeated is not None)


def test_where_no_retries_are_set_a_request_is_sent_again_for_control_alone(tmp_path: Path) -> None:
    config = CONFIG.replace("max_retries = 1", "max_retries = 0")
    fault = replace(BY_NAME["status-500-over-chat"], config=config)

    report, _ = diagnosed(fault, tmp_path)

    assert [one.purpose for one in report.exchanges if "again" in one.purpose] == [
        "the same request again: is it refused again"
    ]


def test_without_a_route_the_other_api_is_looked_for(tmp_path: Path) -> None:
    report, requests = diagnosed(BY_NAME["route-missing-over-chat"], tmp_path)
    shown = {one.label: one.measured for one in report.findings[0].finding.evidence}

    assert requests[-1].path == "/v1/responses"
    assert shown["/responses"].startswith("is there (HTTP 400")


def test_a_page_stays_a_page(tmp_path: Path) -> None:
    def page(_: Seen) -> Reply:
        return document(200, "text/html", "<!doctype html><html><body>Hello</body></html>")

    report, _ = diagnosed(replace(HEALTHY, behaviour=page), tmp_path)

    assert severe(report) == ["url.wrong_page"]


def test_an_error_document_names_its_cause(tmp_path: Path) -> None:
    def refuse(_: Json) -> Reply:
        detail = {"message": "You exceeded your current quota.", "code": "insufficient_quota"}
        return json_reply(200, {"error": detail})

    report, _ = diagnosed(replace(HEALTHY, behaviour=ChatEndpoint(refuse=refuse)), tmp_path)

    assert severe(report) == ["quota.exhausted"]


def test_an_error_chunk_names_its_cause(tmp_path: Path) -> None:
    def refuse(_: Json) -> Reply:
        return sse((b'data: {"error":{"message":"x","code":"insufficient_quota"}}\n\n',))

    report, _ = diagnosed(replace(HEALTHY, behaviour=ChatEndpoint(refuse=refuse)), tmp_path)

    assert severe(report) == ["quota.exhausted"]


def test_comments_alone_are_an_empty_answer(tmp_path: Path) -> None:
    def refuse(_: Json) -> Reply:
        return sse((b'data: {"error":null}\n\n',))

    report, _ = diagnosed(replace(HEALTHY, behaviour=ChatEndpoint(refuse=refuse)), tmp_path)

    assert severe(report) == ["stream.empty"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"type":"message_start"}', "wire.other_protocol"),
        (b'{"type":"response.created"}', "wire.other_protocol"),
        (b"{broken", "stream.broken_framing"),
    ],
)
def test_a_stream_of_something_else_is_named(data: bytes, expected: str, tmp_path: Path) -> None:
    def refuse(_: Json) -> Reply:
        return sse((b"data: " + data + b"\n\n",))

    report, _ = diagnosed(replace(HEALTHY, behaviour=ChatEndpoint(refuse=refuse)), tmp_path)

    assert severe(report) == [expected]


def test_a_half_sentence_with_an_odd_event_is_still_an_answer_without_a_call(
    tmp_path: Path,
) -> None:
    def refuse(_: Json) -> Reply:
        said = b'data: {"choices":[{"delta":{"content":"Hello."}}]}\n\n'
        return sse((said, b"data: {broken\n\n"))

    report, _ = diagnosed(replace(HEALTHY, behaviour=ChatEndpoint(refuse=refuse)), tmp_path)

    assert severe(report) == ["tools.never_called"]


def test_a_thorough_run_grows_the_chat(tmp_path: Path) -> None:
    report, requests = diagnosed(HEALTHY, tmp_path, thorough=True)
    sizes = [len(one.body) for one in requests]

    assert severe(report) == []
    assert sizes[-1] > 1_000_000
    assert body_of(requests[2])["messages"][-1]["role"] == "user"


def test_the_plan_names_the_chat_route(tmp_path: Path) -> None:
    values = {"base_url": "http://127.0.0.1:9/v1"}
    found = plan(inputs_for(HEALTHY, tmp_path, values, "0.80.0"), Deadline())

    assert [one.url for one in found.requests] == ["http://127.0.0.1:9/v1/chat/completions"] * 2


def test_a_version_that_has_no_chat_opens_no_chat(tmp_path: Path) -> None:
    inputs = inputs_for(HEALTHY, tmp_path, {"base_url": "http://127.0.0.1:9/v1"}, "0.80.0")
    old = series_for(inputs, *resolve(inputs))
    new = series_for(inputs, *resolve(replace(inputs, codex_version="0.98.0")))

    assert isinstance(old, ChatRequestSeries)
    assert not isinstance(new, ChatRequestSeries)


def test_a_healthy_turn_of_a_new_version_loads_nothing_of_the_chat(tmp_path: Path) -> None:
    with serving(Fault("healthy", "", expect=None)) as lab:
        program = (
            "import sys\n"
            "from codex_doctor.__main__ import answer\n"
            "code = answer()\n"
            "print(*[name for name in sys.modules if '.wire.chat' in name or 'chat_' in name])\n"
            "sys.exit(code)\n"
        )
        fault = Fault("healthy", "", expect=None)
        environ = {"PATH": "/usr/bin:/bin", **write_home(fault, tmp_path / "codex", lab.values)}
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            env={**environ, "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == ""
