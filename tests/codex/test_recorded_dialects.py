from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import codex_doctor.codex.wire
from codex_doctor.codex.versions import CHAT_DIALECTS, DIALECTS
from codex_doctor.codex.wire.recorded import find_dialect
from codex_doctor.codex.wire.request import RequestSeries, tool_output
from codex_doctor.codex.wire.tools import answer_to
from codex_doctor.facts import ToolCall
from tool_calls import flaw_line

FOLDER = Path(codex_doctor.codex.wire.__file__).parent / "dialects"
every_version = pytest.mark.parametrize("version", DIALECTS)


def sent(version: str, *replayed: dict[str, Any], model: str = "lab-model-1") -> dict[str, Any]:
    request = RequestSeries(model=model, version=version).request(replayed)
    body: dict[str, Any] = json.loads(request.body)
    return body


@every_version
def test_no_place_is_left_open_in_a_request(version: str) -> None:
    models = json.loads((FOLDER / f"{version}.json").read_text("utf-8"))["models"]
    for model in models:
        request = RequestSeries(model=model or "unknown", version=version).request()
        text = request.body.decode() + str(request.headers)

        assert not [one for one in ("{filler", "{session", "{new", "{turn", "{now") if one in text]


@every_version
def test_a_call_of_the_shell_that_a_version_offers_is_taken(version: str) -> None:
    dialect = find_dialect("lab-model-1", version)
    words: object = ["ls"] if dialect.shell == "shell" else "ls"
    member = "cmd" if dialect.shell == "exec_command" else "command"
    good = ToolCall("function_call", dialect.shell, "c", json.dumps({member: words}))
    bad = ToolCall("function_call", dialect.shell, "c", json.dumps({member: 5}))

    assert flaw_line(good, dialect) == ""
    assert flaw_line(bad, dialect).startswith(f"arguments: {member} is missing or not")
    assert answer_to(bad, dialect).startswith("failed to parse")


def test_every_file_of_dialects_is_an_entry_of_the_table_and_stores_each_request_once() -> None:
    files = {file.stem for file in FOLDER.glob("*.json")}
    chats = {f"{version}-chat" for version in CHAT_DIALECTS}
    assert files == {*DIALECTS, f"{DIALECTS[-1]}-openai", *chats}
    kept: dict[str, str] = {}
    for version in DIALECTS:
        data = json.loads((FOLDER / f"{version}.json").read_text("utf-8"))
        for name, dialect in data["dialects"].items():
            if not isinstance(dialect, str):
                text = json.dumps(dialect, sort_keys=True)
                assert kept.setdefault(text, f"{version}/{name}") == f"{version}/{name}"


def test_the_shell_and_the_ids_follow_the_version() -> None:
    assert find_dialect("lab-model-1", "0.58.0").shell == "shell"
    assert find_dialect("gpt-5.1-codex", "0.80.0").shell == "shell_command"
    assert find_dialect("lab-model-1", "0.98.0").shell == "exec_command"
    assert find_dialect("gpt-6.1-sol").shell == ""
    output = tool_output(ToolCall("function_call", "exec_command", "c", "{}"), "ok")
    assert "id" not in sent("0.98.0", output)["input"][-1]
    assert "id" in sent("0.169.0", output)["input"][-1]
    assert "instructions" in sent("0.98.0")
    assert "instructions" not in sent("0.169.0")


def test_a_vendor_before_the_id_counts_only_for_later_versions() -> None:
    assert find_dialect("openai/gpt-5.1", "0.98.0").kind == "classic"
    assert find_dialect("openai/gpt-5.1", "0.115.0").kind == "freeform"


def test_versions_that_were_not_recorded_speak_as_the_one_before() -> None:
    assert find_dialect("m", "0.1.0") == find_dialect("m", "0.58.0")
    assert find_dialect("m", "0.999.0") == find_dialect("m", None)
    assert find_dialect("m", "0.134.0").place == find_dialect("m", "0.133.0").place


def test_a_provider_named_openai_has_its_own_requests_in_the_newest_version() -> None:
    newest = find_dialect("m", None, is_openai=True)

    assert newest.place.startswith(f"{DIALECTS[-1]}-openai/")
    assert find_dialect("m", "0.98.0", is_openai=True) == find_dialect("m", "0.98.0")


def test_reasoning_settings_leave_a_request_without_reasoning_alone() -> None:
    config = {"model_reasoning_effort": "high", "model_reasoning_summary": "none"}
    request = RequestSeries(model="lab-model-1", version="0.98.0", config=config).request()

    assert json.loads(request.body)["reasoning"] is None


@pytest.mark.parametrize(
    ("version", "config", "reasoning"),
    [
        ("0.58.0", {}, {"summary": "auto"}),
        ("0.66.0", {"model_reasoning_summary": "none"}, {"summary": "none"}),
        ("0.72.0", {"model_reasoning_summary": "none"}, {}),
        ("0.120.0", {"model_reasoning_effort": "high"}, {"effort": "high", "summary": "auto"}),
        ("0.144.0", {"model_reasoning_summary": "detailed"}, {"summary": "detailed"}),
    ],
)
def test_a_setting_gives_a_model_that_codex_does_not_know_reasoning(
    version: str, config: dict[str, Any], reasoning: dict[str, str]
) -> None:
    """As seen of the binaries of these versions."""
    config = {"model_supports_reasoning_summaries": True, **config}
    body = json.loads(RequestSeries(model="m", version=version, config=config).request().body)

    assert (body["reasoning"], body["include"]) == (reasoning, ["reasoning.encrypted_content"])
