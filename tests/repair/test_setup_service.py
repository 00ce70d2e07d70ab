"""How `codex-doctor setup` finds out what a service has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from codex_doctor.cli import run
from codex_doctor.lab.chat import CHAT_ONLY
from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint, model_list
from codex_doctor.lab.server import serving
from codex_doctor.lab.wire import Reply, Seen, json_reply
from codex_doctor.repair import presets
from codex_doctor.repair.presets import Preset
from setting_up import NEW, given, set_up

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.lab.server import Lab
    from codex_doctor.lab.wire import Behaviour
    from terminals import Typed


@pytest.mark.parametrize("path", ["", "/v9", "/v1/responses", "/v1/chat/completions", "/v1/"])
def test_the_base_path_is_found(lab: Lab, home: Path, path: str) -> None:
    assert given(f"{lab.origin}{path}", "--yes") == 0
    assert f'base_url = "{lab.base_url}"\n' in (home / "config.toml").read_text()


def test_the_base_path_is_found_behind_a_gateway_that_asks_for_the_key_first(home: Path) -> None:
    endpoint = LabEndpoint()

    def guarded(seen: Seen) -> Reply:
        return endpoint.refuse_key(seen) or endpoint(seen)

    with serving(guarded) as lab:
        assert given(lab.origin, "--yes") == 0
        assert f'base_url = "{lab.base_url}"\n' in (home / "config.toml").read_text()


def test_an_error_with_a_good_status_is_no_api(home: Path) -> None:
    """LM Studio answers so to every route it does not know."""
    endpoint = LabEndpoint()

    def kind(seen: Seen) -> Reply:
        if seen.path.startswith("/v1/"):
            return endpoint(seen)
        return json_reply(200, {"error": f"Unexpected endpoint or method. (POST {seen.path})"})

    with serving(kind) as lab:
        assert given(lab.origin, "--yes") == 0
        assert f'base_url = "{lab.base_url}"\n' in (home / "config.toml").read_text()


def test_chat_completions_alone_is_said_and_nothing_is_written(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(CHAT_ONLY) as lab:
        assert given(lab.origin, "--yes") == 1
        said = capsys.readouterr().out
        assert f"{lab.base_url} serves Chat Completions and no Responses API" in said
        assert "codex-doctor setup litellm" in said

        assert (
            set_up("ollama", "--base-url", lab.base_url, "--env-key", "LAB_API_KEY", "--yes") == 1
        )
        assert "Ollama has the Responses API since 0.13.3." in capsys.readouterr().out
    assert not home.exists()


def test_a_version_that_speaks_chat_completions_gets_them(home: Path) -> None:
    with serving(CHAT_ONLY) as lab:
        assert given(lab.base_url, "--yes", version="0.80.0") == 0
        assert (home / "config.toml").read_text() == NEW.format(base_url=lab.base_url)


def test_where_nothing_answers_a_diagnosis_says_why(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert given(f"http://127.0.0.1:{lab.dead_port}/v1", "--yes") == 1
    said = capsys.readouterr().out
    assert "nothing is written" in said
    assert "tcp.refused" in said
    assert not home.exists()


def test_the_documented_path_of_a_service_is_tried(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "/compatible-mode/v1"
    with serving(LabEndpoint(path=f"{path}/responses")) as lab:
        preset = Preset("here", "Here", f"{lab.origin}{path}", "LAB_API_KEY", (), "here")
        monkeypatch.setattr(presets, "PRESETS", (preset,))

        assert set_up("--base-url", lab.origin, "--yes", "--model", "lab-model-1") == 0
    assert (home / "config.toml").read_text() == (
        'model = "lab-model-1"\nmodel_provider = "here"\n\n[model_providers.here]\nname = "Here"\n'
        f'base_url = "{preset.base_url}"\nenv_key = "LAB_API_KEY"\n'
    )


def test_a_model_that_is_named_by_its_deployment_is_not_looked_for_in_a_list(
    lab: Lab,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: Typed,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", LAB_KEY)
    typed(lab.base_url, "", "lab-model-1", "y")

    assert set_up("azure") == 0
    said = capsys.readouterr().err
    assert "https://RESOURCE.openai.azure.com/openai/v1" in said
    assert "Name of the deployment of the model:" in said


@pytest.mark.parametrize("part", ["me:secret-word-1@", "?key=secret-word-1"])
def test_an_address_with_a_secret_in_it_is_refused(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str], part: str
) -> None:
    origin = lab.base_url.replace("//", f"//{part}") if "@" in part else lab.base_url + part

    assert given(origin, "--yes") == 2
    assert "secret-word-1" not in capsys.readouterr().err
    assert not home.exists()


def test_a_model_id_that_repeats_the_key_is_left_out(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint = LabEndpoint()

    def echo(seen: Seen) -> Reply:
        return (
            model_list((f"x-{LAB_KEY}", "lab-model-1")) if seen.method == "GET" else endpoint(seen)
        )

    with serving(echo) as lab:
        assert given(lab.base_url, "--yes") == 0
    assert 'model = "lab-model-1"\n' in (home / "config.toml").read_text()
    said = capsys.readouterr()
    assert LAB_KEY not in said.out + said.err


def test_a_service_that_wants_a_key_says_so(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set_up("--base-url", lab.base_url, "--dry-run", "--model", "lab-model-1") == 0
    said = capsys.readouterr().out
    assert f"{lab.base_url} wants a key (HTTP 401).\n" in said
    assert "Start setup again, and name the variable" in said


def _by_header(seen: Seen) -> Reply:
    if seen.header("api-key") == LAB_KEY:
        return LabEndpoint(key=None)(seen)
    text = "Access denied due to invalid subscription key or wrong API endpoint."
    return json_reply(401, {"error": {"code": "401", "message": text}})


def _by_version(seen: Seen) -> Reply:
    if "api-version=2025" in seen.path or seen.method == "GET":
        return LabEndpoint()(seen)
    text = "Missing required query parameter: api-version"
    return json_reply(400, {"error": {"code": "BadRequest", "message": text}})


@pytest.mark.parametrize(
    ("behaviour", "line"),
    [
        (_by_header, 'env_http_headers = { api-key = "LAB_API_KEY" }\n'),
        (_by_version, 'query_params = { api-version = "2025-04-01-preview" }\n'),
    ],
)
def test_what_a_service_wants_besides_is_found_and_written(
    behaviour: Behaviour, line: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(behaviour) as lab:
        assert given(lab.base_url, "--yes", "--model", "lab-model-1", "--json") == 0
    document = json.loads(capsys.readouterr().out)

    assert line in (home / "config.toml").read_text()
    assert document["report"]["verdict"] == "works"
    assert [one["file"] for one in document["changes"]] == [document["changes"][0]["file"]] * 2
    while run(["fix", "--undo"]) == 0:
        pass
    assert not (home / "config.toml").exists()
