"""A first fix is tried before it is made: what is behind a cause is seen, nothing is written."""

from __future__ import annotations

import json
import os
import tomllib
from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec.structs import replace

from codex_doctor.commands.look_ahead import place_asked
from codex_doctor.judge import NO_MODEL, judge
from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.replies import LAB_MODEL
from codex_doctor.lab.server import serving
from codex_doctor.lab.wire import json_reply
from codex_doctor.pipeline import Selection
from codex_doctor.probes.exchanges.ask import MAX_REQUESTS
from codex_doctor.reported import HostRow
from codex_doctor.reporting import make_report, texts_of
from codex_doctor.words.sentence import plain
from codex_doctor_checks import ALL_CHECKS
from looking_ahead import CONFIG, FILE, ahead_of, first_fix, looked
from setups import inputs_in

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.lab.wire import Reply, Seen


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
    assert {one.header("authorization") for one in lab.requests} == {""}
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


@pytest.mark.parametrize(
    ("scheme", "environ"), [("http:", {"LAB_KEY": LAB_KEY}), ("https:", dict[str, str]())]
)
def test_the_facts_say_the_same_again(scheme: str, environ: dict[str, str], tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port).replace("http:", scheme)
        found = looked(inputs_in(tmp_path, text, environ=environ))

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
        config = CONFIG.format(port=lab.port).replace(f":{lab.port}", f":{lab.port}/v1")
        found = looked(inputs_in(tmp_path, config, environ={}))

    assert [(one.method, one.header("authorization"), one.body) for one in lab.requests] == [
        ("POST", "", b"{}")
    ]
    assert first_fix(found).title == (
        "Use the Responses API. Then: Set LAB_KEY in the shell that starts Codex."
    )


def test_behind_a_key_that_only_the_user_knows_the_base_path_is_found(tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        found = looked(inputs_in(tmp_path, CONFIG.format(port=lab.port), environ={}))

    assert {one.header("authorization") for one in lab.requests} == {""}
    assert "url.missing_v1" not in {one.finding.id for one in found.report.findings[:1]}
    assert first_fix(found).edits[-1].after == f'base_url = "http://127.0.0.1:{lab.port}/v1"'


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


def test_behind_a_key_that_only_the_user_knows_the_way_is_looked_at(tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        config = CONFIG.format(port=lab.port).replace('"chat"', '"responses"')
        config = config.replace("http:", "https:").replace(f":{lab.port}", f":{lab.port}/v1")
        inputs = inputs_in(tmp_path, config, environ={})
        diagnosis = looked(inputs)
        methods = [one.method for one in lab.requests]

    fix = first_fix(diagnosis)
    assert diagnosis.report.findings[0].finding.id == "env.key_unset"
    assert [edit.after for edit in fix.edits] == [f'base_url = "http://127.0.0.1:{lab.port}/v1"']
    # By the first it is known that the port speaks no TLS; no key is in either.
    assert methods == ["HEAD", "POST"]


# ----- a model id that only the endpoint knows


def _with_model(folder: Path, model: str, endpoint: LabEndpoint) -> Diagnosis:
    with serving(endpoint) as lab:
        config = CONFIG.format(port=lab.port).replace('"chat"', '"responses"')
        config = config.replace('"LAB-MODEL-1"', f'"{model}"')
        return looked(inputs_in(folder, config, environ={"LAB_KEY": LAB_KEY}))


@pytest.mark.parametrize("model", ["", " "])
def test_an_empty_model_becomes_one_that_is_served(model: str, tmp_path: Path) -> None:
    diagnosis = _with_model(tmp_path, model, LabEndpoint())

    assert first_fix(diagnosis).edits[0].after == f'model = "{LAB_MODEL}"'
    assert NO_MODEL.encode() not in msgspec.json.encode(diagnosis.report, enc_hook=plain)
    assert ahead_of(diagnosis)[-1][1].startswith("a turn with a tool call completes")


def test_a_model_stays_open_where_any_id_is_taken(tmp_path: Path) -> None:
    diagnosis = _with_model(tmp_path, "", LabEndpoint(models=(NO_MODEL,)))

    assert first_fix(diagnosis).edits[0].after == 'model = "<your model id>"'


def test_behind_a_reserved_id_the_renamed_provider_is_asked(tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        config = CONFIG.format(port=lab.port).replace('"chat"', '"responses"')
        config = config.replace("lab", "openai").replace("LAB-MODEL-1", LAB_MODEL)
        diagnosis = looked(inputs_in(tmp_path, config, environ={"LAB_KEY": LAB_KEY}))

    assert diagnosis.report.findings[0].finding.id == "config.provider_reserved"
    assert ahead_of(diagnosis)[-1][1].startswith("a turn with a tool call completes")
