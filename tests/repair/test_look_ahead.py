"""A first fix is tried before it is made: what is behind a cause is seen, nothing is written."""

from __future__ import annotations

import asyncio
import json
import os
import tomllib
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.codex.config import destination, provider
from codex_doctor.codex.rules import selection
from codex_doctor.commands.look_ahead import Foresight, place_asked
from codex_doctor.diagnosis import Diagnosis, diagnose
from codex_doctor.judge import judge
from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.fault import fill
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.replies import LAB_MODEL
from codex_doctor.lab.server import serving
from codex_doctor.lab.wire import json_reply
from codex_doctor.looking import SetUpAt, seen_offline
from codex_doctor.model import Commands, Edit, Finding, Fix, Severity, Variable
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor.probes.exchanges.ask import MAX_REQUESTS
from codex_doctor.repair.changes import ground_of
from codex_doctor.reported import HostRow, RankedFinding
from codex_doctor.reporting import make_report, texts_of
from codex_doctor_checks import ALL_CHECKS
from codex_doctor_checks.setup.base_url import change_base_url
from origin_table import ARRANGEMENTS, origin_of, told
from origins import CA_PEM
from setups import TRUSTED, inputs_in

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Inputs
    from codex_doctor.lab.wire import Reply, Seen

CONFIG = """\
model = "LAB-MODEL-1"
model_provider = "lab"

[model_providers.lab]
name = "Lab"
base_url = "http://127.0.0.1:{port}"
env_key = "LAB_KEY"
wire_api = "chat"
"""
FILE = "home/.codex/config.toml"
_ONLINE = Selection()


def looked(inputs: Inputs, chosen: Selection = _ONLINE) -> Diagnosis:
    """Return a diagnosis that looks ahead, as the program makes it."""
    ran = diagnose(
        inputs,
        ALL_CHECKS,
        deadline=Deadline(budget_s=20.0),
        selection=chosen,
        foresee=Foresight(ground_of(inputs)),
    )
    return asyncio.run(ran)


def first_fix(diagnosis: Diagnosis) -> Fix:
    return diagnosis.report.findings[0].finding.fixes[0]


def ahead_of(diagnosis: Diagnosis) -> list[tuple[str, str]]:
    """Return the rows that say what was seen with the fixes made."""
    evidence = diagnosis.report.findings[0].finding.evidence
    return [(one.label, one.measured) for one in evidence if one.label.startswith(("with", "and"))]


def test_a_chain_of_three_faults_is_one_fix(tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port)
        found = looked(inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY}))

    fix = first_fix(found)
    assert found.report.findings[0].finding.id == "config.wire_api_chat"
    assert fix.title == (
        "Use the Responses API. "
        f"Then: Set base_url to http://127.0.0.1:{lab.port}/v1. Then: Set model to lab-model-1."
    )
    assert [(one.key, one.line, one.after) for one in fix.edits] == [
        ("model_providers.lab.wire_api", 8, 'wire_api = "responses"'),
        ("model_providers.lab.base_url", 6, f'base_url = "http://127.0.0.1:{lab.port}/v1"'),
        ("model", 1, 'model = "lab-model-1"'),
    ]
    labels, measured = zip(*ahead_of(found), strict=True)
    assert labels == ("with this fix", *["and with the next"] * 2)
    assert "127.0.0.1 serves LAB-MODEL-1 as lab-model-1" in measured[1]
    assert measured[2].startswith("a turn with a tool call completes")
    assert (tmp_path / FILE).read_text() == text
    assert found.report.verdict == "fails"


@pytest.mark.parametrize("host", ["::1", "[::1"])
def test_an_address_without_brackets_is_asked_with_them(tmp_path: Path, host: str) -> None:
    text = CONFIG.replace("127.0.0.1:{port}", f"{host}:8000/v1").replace('"chat"', '"responses"')

    place = place_asked(inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY}), ALL_CHECKS)

    assert place is not None
    endpoint = place.resolved().setup.endpoint
    assert endpoint is not None
    assert endpoint.base_url == "http://[::1]:8000/v1"


def test_a_fix_that_changes_nothing_comes_last_and_that_is_said(tmp_path: Path) -> None:
    said = "System message must be at the beginning."
    endpoint = LabEndpoint(refuse=lambda _: json_reply(400, {"error": {"message": said}}))
    with serving(endpoint) as lab:
        text = CONFIG.format(port=f"{lab.port}/v1").replace('"chat"', '"responses"')
        text = text.replace("LAB-MODEL-1", LAB_MODEL)
        found = looked(inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY}))

    finding = found.report.findings[0].finding
    assert finding.id == "request.role_rejected"
    assert not first_fix(found).edits
    assert finding.fixes[-1].edits
    assert ahead_of(found) == [
        ("with the fix named last", "the fault stays as it is: it was tried, no file was changed")
    ]


def test_what_was_sent_is_told_within_the_budget_of_requests(tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port)
        found = looked(inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY}))

    rows = found.report.exchanges
    assert len(rows) == len(lab.requests) == found.report.cost.requests <= MAX_REQUESTS
    assert all(one.purpose.startswith("with the first fix made: ") for one in rows)
    assert len(found.facts().sent) == len(rows)
    assert LAB_KEY not in str(found.report)


def test_what_is_left_of_the_budget_finds_the_header_behind_the_path(tmp_path: Path) -> None:
    good = LabEndpoint(key=None)

    def answer(seen: Seen) -> Reply:
        is_let_in = seen.header("api-key") == LAB_KEY or not seen.path.startswith("/v1/")
        return good(seen) if is_let_in else json_reply(401, {"error": "no key"})

    with serving(answer) as lab:
        text = CONFIG.format(port=lab.port).replace("chat", "responses")
        found = looked(inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY}))

    keys = [one.key for one in first_fix(found).edits]
    assert "model_providers.lab.base_url" in keys
    assert "model_providers.lab.env_http_headers" in keys
    assert len(lab.requests) <= MAX_REQUESTS


@pytest.mark.parametrize("name", ["redirect-301", "model-unknown", "chat-only", "key-in-api-key"])
@pytest.mark.parametrize("skip", ["", "request"])
def test_no_look_has_more_requests_than_all_may_have(name: str, skip: str, tmp_path: Path) -> None:
    with serving(find_fault(name)) as lab:
        text = CONFIG.format(port=lab.port)
        inputs = inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY})
        looked(inputs, Selection(skip=frozenset({skip} - {""})))

    assert 0 < len(lab.requests) <= MAX_REQUESTS


def test_a_variable_with_the_address_is_set_by_a_command(tmp_path: Path) -> None:
    with serving(LabEndpoint(key=None)) as lab:
        text = 'model = "lab-model-1"\nmodel_provider = "ollama"\n'
        origin = f"http://127.0.0.1:{lab.port}"
        found = looked(inputs_in(tmp_path, text, environ={"CODEX_OSS_BASE_URL": origin}))

    commands = first_fix(found).commands
    assert commands is not None
    assert commands.posix == f'export CODEX_OSS_BASE_URL="{origin}/v1"'
    assert ahead_of(found)[-1][1].startswith("a turn with a tool call completes")


def test_behind_a_key_that_only_the_user_knows_the_configuration_is_looked_at(
    tmp_path: Path,
) -> None:
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port).replace(f":{lab.port}", f":{lab.port}/v1?tenant=a")
        found = looked(inputs_in(tmp_path, text.replace("chat", "responses"), environ={}))

    fix = first_fix(found)
    assert fix.commands is not None
    assert fix.commands.posix.startswith('export LAB_KEY="')
    assert "model_providers.lab.query_params" in {one.key for one in fix.edits}
    assert not lab.requests
    assert "stands-for" not in str(found.report)


@pytest.mark.parametrize("place", ["~/.codex", "{work}/.codex"])
def test_the_files_in_the_home_that_is_meant_are_the_users_words(
    place: str, tmp_path: Path
) -> None:
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port).replace('wire_api = "chat"\n', "")
        inputs = inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY})
        home = {"CODEX_HOME": place.replace("{work}", str(inputs.cwd / "gone"))}
        found = looked(replace(inputs, environ={**inputs.environ, **home}))

    keys = {one.key for one in first_fix(found).edits}
    assert "model_providers.lab.base_url" in keys
    assert lab.requests


def test_what_is_behind_an_option_that_leaves_the_file_out_is_seen(tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port).replace('wire_api = "chat"\n', "")
        inputs = inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY}, ignore_user_config=True)
        found = looked(inputs)

    assert "model_providers.lab.base_url" in {one.key for one in first_fix(found).edits}
    assert lab.requests


def test_a_mark_before_the_first_variable_hides_nothing_behind_it(tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port).replace('wire_api = "chat"\n', "")
        dotenv = f"\ufeffLAB_KEY={LAB_KEY}\n"
        files = {"home/.codex/.env": dotenv}
        found = looked(inputs_in(tmp_path, text, environ={}, files=files))

    assert "model_providers.lab.base_url" in {one.key for one in first_fix(found).edits}
    assert LAB_KEY not in str(found.report)


def test_what_is_behind_an_option_that_passes_over_the_provider_is_seen(tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port).replace('wire_api = "chat"\n', "")
        inputs = inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY, "CODEX_OSS_PORT": "9"})
        found = looked(replace(inputs, oss=True, local_provider="ollama"))

    fix = first_fix(found)
    assert fix.commands is not None
    assert fix.commands.posix == "codex"
    assert "model_providers.lab.base_url" in {one.key for one in fix.edits}
    assert lab.requests


def test_the_facts_say_the_same_again(tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port)
        found = looked(inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY}))

    facts, report = found.facts(), found.report
    judged = judge(facts, ALL_CHECKS)
    again = make_report(
        facts,
        judged,
        texts=texts_of(facts),
        at=report.generated_at,
        took_ms=report.took_ms,
        host=report.host or HostRow("", ""),
    )

    assert again.findings[0].finding.fixes == report.findings[0].finding.fixes
    assert again.findings[0].finding.evidence == report.findings[0].finding.evidence


@pytest.mark.parametrize(
    ("broken", "sound"),
    [
        ('model = "LAB-MODEL-1"', "model = “LAB-MODEL-1”"),
        (
            "[model_providers.lab]\n",
            '[model_providers.lab]\nname = "Lab 0"\n\n[model_providers.lab]\n',
        ),
        (
            'model = "LAB-MODEL-1"\n',
            '<<<<<<< HEAD\nmodel = "LAB-MODEL-1"\n=======\nmodel = "a"\n>>>>>>> b\n',
        ),
        (None, None),
    ],
    ids=["line", "table", "merge", "JSON"],
)
def test_steps_behind_a_file_that_does_not_parse_change_its_lines_as_they_are(
    broken: str | None, sound: str | None, tmp_path: Path
) -> None:
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port)
        text = (
            text.replace(broken, sound)
            if broken and sound
            else json.dumps(tomllib.loads(text), indent=2)
        )
        found = looked(inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY}))

    fix = first_fix(found)
    assert found.report.findings[0].finding.id == "config.toml_syntax"
    lines = text.removesuffix("\n").split("\n")
    for edit in sorted(fix.edits, key=lambda one: one.line or 0, reverse=True):
        start = (edit.line or 0) - 1
        count = len(edit.before.split("\n")) if edit.before else 0
        lines[start : start + count] = edit.after.split("\n") if edit.after else []
    became = tomllib.loads("\n".join(lines))
    provider = became["model_providers"]["lab"]
    assert (became["model"], provider["wire_api"]) == ("lab-model-1", "responses")
    assert provider["base_url"].endswith("/v1")
    facts, report = found.facts(), found.report
    again = make_report(
        facts,
        judge(facts, ALL_CHECKS),
        texts=texts_of(facts),
        at=report.generated_at,
        took_ms=report.took_ms,
        host=report.host or HostRow("", ""),
    )
    assert again.findings[0].finding.fixes == report.findings[0].finding.fixes


@pytest.mark.parametrize(
    ("model", "status", "said", "finding"),
    [
        ("mini", 400, '"mini" does not support chat', "model.not_on_responses"),
        ("mini", 400, "The model does not support Responses API", "model.not_on_responses"),
        (
            "mini",
            403,
            "key not allowed to access model. This key can only access models=['lab-model-1'].",
            "model.no_access",
        ),
        ("mini", 400, "library/mini does not support tools", "request.field_rejected"),
        (
            "mini",
            400,
            "This model's maximum context length is 8192 tokens. However, your messages resulted "
            "in 11873 tokens.",
            "request.context_too_small",
        ),
        (
            "1-mini",
            404,
            "Model not found, inaccessible, and/or not deployed",
            "model.prefix_missing",
        ),
    ],
)
def test_where_a_model_will_not_do_another_that_answers_is_set(
    model: str, status: int, said: str, finding: str, tmp_path: Path
) -> None:
    good = LabEndpoint()
    wanted = f"labs/{model}" if finding == "model.prefix_missing" else LAB_MODEL
    ids = [model, "bge-m3", LAB_MODEL] if wanted == LAB_MODEL else ["bge-m3", wanted]

    def answer(seen: Seen) -> Reply:
        if seen.path.endswith("/models"):
            return json_reply(200, {"data": [{"id": one} for one in ids]})
        asked = json.loads(seen.body)
        if asked["model"] != wanted:
            return json_reply(status, {"error": {"message": said}})
        body = json.dumps({**asked, "model": LAB_MODEL}).encode()
        return good(replace(seen, body=body))

    with serving(answer) as lab:
        text = CONFIG.format(port=f"{lab.port}/v1").replace("chat", "responses")
        text = text.replace("LAB-MODEL-1", model)
        found = looked(inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY}))

    assert found.report.findings[0].finding.id == finding
    assert [one.after for one in first_fix(found).edits] == [f'model = "{wanted}"']
    (ahead,) = ahead_of(found)
    assert ahead[1].startswith("a turn with a tool call completes")


def test_a_second_field_that_is_refused_is_another_fault(tmp_path: Path) -> None:
    good = LabEndpoint()

    def answer(seen: Seen) -> Reply:
        asked = json.loads(seen.body or b"{}")
        reasoning: dict[str, str] = asked.get("reasoning") or {}
        if reasoning.get("effort") == "minimal":
            said = "Unsupported value: 'minimal' is not supported. Supported values are: 'low'."
            return json_reply(400, {"error": {"message": said, "param": "reasoning.effort"}})
        if reasoning.get("summary"):
            said = "Unsupported parameter: 'reasoning.summary' is not supported with this model."
            return json_reply(400, {"error": {"message": said, "param": "reasoning.summary"}})
        return good(seen)

    with serving(answer) as lab:
        text = CONFIG.format(port=f"{lab.port}/v1").replace("chat", "responses").lower()
        settings = 'model_reasoning_effort = "minimal"\nmodel_reasoning_summary = "detailed"\n'
        settings += "model_supports_reasoning_summaries = true\n"
        text = settings + text.replace("lab_key", "LAB_KEY")
        found = looked(inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY}))

    fix = first_fix(found)
    assert found.report.findings[0].finding.id == "request.field_rejected"
    assert [(one.key, one.after) for one in fix.edits] == [
        ("model_reasoning_effort", 'model_reasoning_effort = "low"'),
        ("model_reasoning_summary", 'model_reasoning_summary = "none"'),
    ]
    assert ahead_of(found)[-1][1].startswith("a turn with a tool call completes")


def test_offline_the_configuration_alone_is_followed(tmp_path: Path) -> None:
    text = CONFIG.format(port=9).replace('name = "Lab"\n', "")
    inputs = inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY}, offline=True)
    found = looked(inputs, Selection(offline="not now"))

    assert [one.key for one in first_fix(found).edits] == [
        "model_providers.lab.wire_api",
        "model_providers.lab.name",
    ]
    assert found.report.exchanges == ()


def test_a_file_longer_than_anybody_means_is_not_followed(tmp_path: Path) -> None:
    text = CONFIG.format(port=9) + "# a\n" * 60_000

    assert ahead_of(looked(inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY}))) == []


@pytest.mark.parametrize(
    ("variable", "is_sent"), [("lab_key", True), ("LABKEY", True), ("LAB_API_KEY", False)]
)
def test_a_key_of_another_variable_than_the_user_names_is_not_sent(
    variable: str, is_sent: bool, tmp_path: Path
) -> None:
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port).replace('wire_api = "chat"\n', "")
        found = looked(inputs_in(tmp_path, text, environ={variable: LAB_KEY}))
        sent = [one for one in lab.requests if LAB_KEY in str(one.headers)]

    assert found.report.findings[0].finding.id == "env.key_unset"
    assert any(f'"{variable}"' in (edit.after or "") for edit in first_fix(found).edits)
    assert bool(sent) == is_sent


def test_a_key_that_only_the_user_knows_ends_it(tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        found = looked(inputs_in(tmp_path, CONFIG.format(port=lab.port), environ={}))

    assert lab.requests == []
    assert first_fix(found).title == (
        "Use the Responses API. Then: Set LAB_KEY in the shell that starts Codex."
    )


def test_a_variable_is_set_for_the_look_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LAB_KEY", raising=False)
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port).replace("chat", "responses")
        found = looked(inputs_in(tmp_path, text, environ={"LAB_KEY": f'"{LAB_KEY}"'}))

    fix = first_fix(found)
    assert fix.commands is not None
    assert fix.commands.posix.startswith('export LAB_KEY="$(printf %s "$LAB_KEY" | sed ')
    assert fix.edits
    assert "LAB_KEY" not in os.environ


# ----- hosts that nobody meant


PROJECT = """\
model_provider = "evil"
model = "lab-model-1"
[model_providers.evil]
name = "Evil"
base_url = "http://127.0.0.1:{port}/v1"
env_key = "LAB_KEY"
"""


@pytest.mark.parametrize("is_trusted", [False, True])
@pytest.mark.parametrize("own", ["", "broken = \n", 'model_provider = "evil"\n'])
@pytest.mark.parametrize("further", ["", 'wire_api = "chat"\n'])
def test_a_provider_that_only_a_project_names_is_never_asked(
    further: str, own: str, is_trusted: bool, tmp_path: Path
) -> None:
    with serving(LabEndpoint()) as lab:
        trust = TRUSTED.format(tmp_path / "work") if is_trusted else ""
        files = {"work/.codex/config.toml": PROJECT.format(port=lab.port) + further}
        inputs = inputs_in(tmp_path, f"{own}{trust}", environ={"LAB_KEY": LAB_KEY}, files=files)
        looked(inputs)

    assert lab.requests == []
    assert place_asked(inputs, ALL_CHECKS) is None or own == ""


def test_what_a_step_leads_to_that_nobody_means_is_passed_by_unasked(tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port).replace('wire_api = "chat"\n', "")
        own = "broken = \n" + text.replace("model_provider =", "modelProvider =")
        inputs = inputs_in(tmp_path, own, environ={"LAB_KEY": LAB_KEY})
        found = looked(inputs)

    assert [one.after for one in first_fix(found).edits] == [
        None,
        'model_provider = "lab"',
        f'base_url = "http://127.0.0.1:{lab.port}/v1"',
        f'model = "{LAB_MODEL}"',
    ]
    assert {one.url.split("/")[2] for one in found.report.exchanges} == {f"127.0.0.1:{lab.port}"}
    assert place_asked(inputs, ALL_CHECKS) is not None


@pytest.mark.parametrize("version", ["0.80.0", "0.120.0", None])
def test_the_name_of_a_folder_names_no_host(version: str | None, tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        folder = tmp_path / f"127.0.0.1:{lab.port}"
        trust = TRUSTED.format(folder)
        files = {f"{folder.name}/.codex/config.toml": PROJECT.format(port=lab.port)}
        # Of the project's, as npm sets them, and of the shell's.
        strange = {"PWD": str(folder), "npm_package_homepage": f"http://{folder.name}/v1"}
        inputs = inputs_in(
            tmp_path,
            f"broken = \n{trust}",
            environ={"LAB_KEY": LAB_KEY, **strange},
            files=files,
            cwd=folder,
            codex_version=version,
        )
        looked(inputs)

    assert lab.requests == []
    assert place_asked(inputs, ALL_CHECKS) is None


def test_a_host_is_named_where_an_address_begins(tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port).replace('wire_api = "chat"\n', "").replace("://", ":/")
        own = text.replace('base_url = "http:/', 'base_url = "')
        found = looked(inputs_in(tmp_path, own, environ={"LAB_KEY": LAB_KEY}))

    assert found.report.findings[0].finding.id == "config.base_url_invalid"
    assert lab.requests


def test_a_program_that_the_user_never_named_is_not_run(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    with serving(LabEndpoint()) as lab:
        auth = f'[model_providers.evil.auth]\ncommand = "touch"\nargs = ["{marker}"]\n'
        project = PROJECT.format(port=lab.port).replace('env_key = "LAB_KEY"\n', auth)
        own = f'# see http://127.0.0.1:{lab.port}/v1\nmodel_provider = "evil"\n'
        files = {"work/.codex/config.toml": project}
        looked(inputs_in(tmp_path, own, environ={}, files=files))

    assert lab.requests == []
    assert not marker.exists()


@pytest.mark.parametrize("name", ["to-the-same-port-with-tls", "to-another-port-with-tls"])
def test_where_the_endpoint_itself_leads_no_key_goes(name: str, tmp_path: Path) -> None:
    row = next(one for one in ARRANGEMENTS if one.name == name)
    (tmp_path / "ca.pem").write_bytes(CA_PEM)
    with row.serve() as (values, heard):
        here = {key: value.replace("{root}", str(tmp_path)) for key, value in row.environ.items()}
        found = looked(inputs_in(tmp_path, fill(row.config, values), environ=here))

    assert found.report.findings[0].finding.id == "url.redirect"
    assert first_fix(found).edits
    assert told(heard, origin_of(fill(row.base, values))) == []


@pytest.mark.parametrize(
    ("host", "credential", "is_asked"),
    [
        ("http://127.0.0.1", "", True),
        ("http://127.0.0.1", 'env_key = "LAB_KEY"', False),
        ("https://127.0.0.1", 'env_key = "LAB_KEY"', False),
        ("http://127.0.0.1", 'auth = { command = "print-token" }', False),
        ("http://gpu.example", "", False),
    ],
)
def test_another_port_of_this_machine_is_asked_where_there_is_no_secret(
    host: str, credential: str, is_asked: bool, tmp_path: Path
) -> None:
    text = CONFIG.replace("http://127.0.0.1:{port}", f"{host}:8080/v1")
    text = text.replace("chat", "responses")
    text = text.replace('env_key = "LAB_KEY"', credential)
    environ = {"LAB_KEY": LAB_KEY} if "LAB_KEY" in credential else {}
    inputs = inputs_in(tmp_path, text, environ=environ)
    place = SetUpAt(inputs)
    seen = seen_offline(place, ALL_CHECKS, _ONLINE)
    fix = change_base_url(seen.facts.setup, shown=f"{host}:8000/v1", title="Set it.")
    refusal = Finding("tcp.refused", Severity.ERROR, "Nothing listens", (), fixes=(fix,))
    judged = replace(seen.judged, findings=(RankedFinding(refusal, "", "tcp", None),))

    after = Foresight(ground_of(inputs))(replace(seen, judged=judged), place)

    assert after is not None
    assert after.offline() != place.offline()
    assert after.inputs.offline is not is_asked


def test_a_provider_that_is_proposed_in_place_of_the_selected_one_is_not_asked(
    tmp_path: Path,
) -> None:
    text = CONFIG.replace('"lab"', '"openai"').replace("{port}", "9/v1")
    text = text.replace("chat", "responses")
    place = SetUpAt(inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY}))
    seen = seen_offline(place, ALL_CHECKS, _ONLINE)
    assert seen.judged.cause is not None
    assert seen.judged.cause.finding.id == "config.provider_not_selected"

    after = Foresight(ground_of(place.inputs))(seen, place)

    assert after is not None
    assert after.resolved().setup.provider_id == "lab"
    assert after.inputs.offline


@pytest.mark.parametrize(("key", "is_asked"), [(None, True), (LAB_KEY, False)])
def test_without_tls_another_machine_is_asked_where_no_secret_is_known(
    key: str | None, is_asked: bool, tmp_path: Path
) -> None:
    text = CONFIG.replace("http://127.0.0.1:{port}", "https://gw.example:8000/v1")
    text = text.replace("chat", "responses")
    if key is None:
        text = text.replace('env_key = "LAB_KEY"\n', "")
    place = SetUpAt(inputs_in(tmp_path, text, environ={"LAB_KEY": key} if key else {}))
    before, after = (f'base_url = "{one}://gw.example:8000/v1"' for one in ("https", "http"))
    edit = Edit("~/.codex/config.toml", "model_providers.lab.base_url", before, after, 6)
    finding = Finding("tls.plain_http_server", Severity.ERROR, "x", (), (Fix("y", edits=(edit,)),))
    seen = seen_offline(place, ALL_CHECKS, Selection(offline="not now"))
    judged = replace(seen.judged, findings=(RankedFinding(finding, "", "tls", None),))

    foreseen = Foresight(ground_of(place.inputs))(replace(seen, judged=judged), place)

    assert foreseen is not None
    assert foreseen.files
    assert foreseen.inputs.offline is not is_asked


@pytest.mark.parametrize(("host", "is_asked"), [("gw.example", False), ("127.0.0.1", True)])
def test_no_proxy_is_passed_by_but_on_the_way_to_this_machine(
    host: str, is_asked: bool, tmp_path: Path
) -> None:
    environ = {"LAB_KEY": LAB_KEY, "HTTP_PROXY": "http://127.0.0.1:9"}
    text = CONFIG.replace("127.0.0.1", host).format(port=80).replace("chat", "responses")
    place = SetUpAt(inputs_in(tmp_path, text, environ=environ))
    unset = Commands("unset HTTP_PROXY", "", variable=Variable("HTTP_PROXY", None))
    finding = Finding("proxy.unreachable", Severity.ERROR, "x", (), (Fix("y", commands=unset),))
    seen = seen_offline(place, ALL_CHECKS, Selection(offline="not now"))
    assert seen.facts.setup.endpoint
    assert seen.facts.setup.endpoint.proxy
    judged = replace(seen.judged, findings=(RankedFinding(finding, "", "proxy", None),))

    after = Foresight(ground_of(place.inputs))(replace(seen, judged=judged), place)

    assert after is not None
    assert "HTTP_PROXY" not in after.inputs.environ
    assert after.inputs.offline is not is_asked


def test_an_address_of_a_variable_is_one_that_the_user_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(LabEndpoint(key=LAB_KEY)) as other, serving(LabEndpoint()) as openai:
        for module in (destination, provider, selection):
            monkeypatch.setattr(module, "OPENAI_BASE_URL", f"http://127.0.0.1:{openai.port}/v1")
        meant = f"http://127.0.0.1:{other.port}/v1"
        environ = {"OPENAI_BASE_URL": meant, "OPENAI_API_KEY": LAB_KEY}
        found = looked(inputs_in(tmp_path, 'model = "lab-model-1"\n', environ=environ))

    assert found.report.findings[0].finding.id == "env.base_url_ignored"
    assert ahead_of(found) == [
        ("with this fix", "a turn with a tool call completes: it was tried, no file was changed")
    ]
    assert len(other.requests) == 2
    assert openai.requests == []
