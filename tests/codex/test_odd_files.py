from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from catalog_models import PLAIN_MODEL
from codex_doctor.codex.config.layers import dotted
from codex_doctor.codex.credentials.auth_json import read_auth_json
from codex_doctor.facts import Problem
from codex_doctor.facts.config_problems import FileFault, PolicyOverride
from codex_doctor.model import Fix
from codex_doctor.platform.file_text import read_file
from codex_doctor.values import lookup
from codex_doctor.words.told import said
from codex_doctor_checks.setup.problem_words import edit_line, where
from setups import CONFIG, KEY, about, fatal, inputs_in, kinds, only, resolved


@pytest.mark.parametrize(
    ("number", "result"),
    [
        (errno.EACCES, "denied"),
        (errno.EIO, "error"),
        (errno.ENOTDIR, "absent"),
    ],
)
def test_a_failure_of_the_system_is_an_answer(
    number: int, result: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int, _size: int) -> bytes:
        raise OSError(number, "no")

    path = tmp_path / "config.toml"
    path.write_text("x = 1")
    monkeypatch.setattr(os, "read", fail)
    read = read_file(path)

    assert (read.result, read.detail) == (result, os.strerror(number))
    state = "absent" if result == "absent" else "broken"
    assert read_auth_json(path).state == state


def test_a_path_with_a_nul_is_absent() -> None:
    assert read_file(Path("a\0b")).result == "absent"


def test_a_denied_auth_json_stops_a_provider_that_uses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = CONFIG.replace('env_key = "LAB_KEY"', "requires_openai_auth = true")
    inputs_in(tmp_path, config, files={"home/.codex/auth.json": "{}"})
    real = os.open

    def guarded(path: Path, flags: int) -> int:
        if Path(path).name == "auth.json":
            raise PermissionError(errno.EACCES, "no")
        return real(path, flags)

    monkeypatch.setattr(os, "open", guarded)

    assert fatal(resolved(tmp_path, config)) == ["credentials.auth_json_invalid"]


def test_a_policy_forces_the_provider_and_says_where_the_wish_stands(tmp_path: Path) -> None:
    config = CONFIG + '[model_providers.other]\nname = "o"\nbase_url = "http://127.0.0.1:1"\n'
    files = {"etc/requirements.toml": 'model_provider = "other"\n'}
    setup = resolved(tmp_path, config, files=files)

    assert (setup.provider_id, setup.model) == ("other", "glm-5")
    assert only(setup).kind == "config.policy_overrides"
    assert about(only(setup), PolicyOverride).wanted_in == "~/.codex/config.toml:2:18"
    files["etc/requirements.toml"] = "x = 1\n"
    assert resolved(tmp_path / "b", config, files=files).problems == ()


def test_a_catalog_path_that_cannot_be_is_missing(tmp_path: Path) -> None:
    for name in ("no.json", "a\\u0000b", "x" * 5000):
        config = f'model_catalog_json = "{name}"\n' + CONFIG
        assert fatal(resolved(tmp_path, config)) == ["config.catalog_invalid"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("no json", "it is no JSON"),
        ("[" * 100_000, "it is no JSON"),
        ("[]", "it lists no models"),
        ("{}", "it lists no models"),
        ('{"models": {}}', "it lists no models"),
        ('{"models": []}', "it lists no models"),
        (b"\xff\xfe", "it is no JSON"),
        (json.dumps({"models": [PLAIN_MODEL]}), None),
        (
            json.dumps({"models": [{**PLAIN_MODEL, "slug": 1}]}),
            "in it, models[0].slug is not a string",
        ),
        (" " * 11_000_000, None),
    ],
    ids=[
        "text",
        "deep",
        "list",
        "empty",
        "table",
        "no-models",
        "utf-16",
        "models",
        "number",
        "huge",
    ],
)
def test_a_catalog_without_models_stops_codex(
    tmp_path: Path, text: str | bytes, why: str | None
) -> None:
    config = 'model_catalog_json = "catalog.json"\n' + CONFIG
    setup = resolved(tmp_path, config, files={"home/.codex/catalog.json": text})

    assert [said(about(one, FileFault).why) for one in setup.problems] == ([why] if why else [])


def test_a_dot_codex_folder_that_is_codex_home_is_no_project(tmp_path: Path) -> None:
    setup = resolved(tmp_path, cwd=tmp_path / "home")

    assert [layer.name for layer in setup.layers if layer.state == "read"] == ["user"]


def test_links_to_themselves_around_the_project_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work/.codex").symlink_to(tmp_path / "work/.codex")
    (tmp_path / "work/.git").symlink_to(tmp_path / "work/.git")

    assert resolved(tmp_path).problems == ()


def test_root_markers_of_the_user_decide_how_far_up_projects_are_read(tmp_path: Path) -> None:
    files = {"work/MARK": "", "work/.codex/config.toml": 'model = "root"\n', "work/sub/x": ""}
    trusted = f'{CONFIG}[projects."{tmp_path}/work"]\ntrust_level = "trusted"\n'
    marked = 'project_root_markers = ["MARK"]\n' + trusted
    sub = tmp_path / "work" / "sub"
    assert resolved(tmp_path, marked, files=files, cwd=sub).model == "root"
    unmarked = "project_root_markers = []\n" + trusted
    assert resolved(tmp_path, unmarked, files=files, cwd=sub).model == "glm-5"


def test_an_own_untrusted_mark_beats_the_trust_of_the_root(tmp_path: Path) -> None:
    files = {"work/.git/x": "", "work/sub/.codex/config.toml": 'model = "sub"\n'}
    trusted = f'{CONFIG}[projects]\n"{tmp_path}/work" = {{ trust_level = "trusted" }}\n'
    both = trusted + f'"{tmp_path}/work/sub" = {{ trust_level = "untrusted" }}\n'
    sub = tmp_path / "work" / "sub"
    assert resolved(tmp_path, trusted, files=files, cwd=sub).model == "sub"
    assert resolved(tmp_path, both, files=files, cwd=sub).model == "glm-5"


def test_retry_limits_are_capped_and_read(tmp_path: Path) -> None:
    config = CONFIG + "request_max_retries = 500\nstream_max_retries = 0\n"
    setup = resolved(tmp_path, config + "stream_idle_timeout_ms = 1\n")

    assert (setup.request_max_retries, setup.stream_max_retries) == (100, 0)
    assert setup.idle_timeout_ms == 1


def test_an_odd_name_is_quoted_in_a_dotted_key() -> None:
    assert dotted(("model_providers", "a.b", 'c"d', "")) == 'model_providers."a.b"."c\\"d".""'


def test_a_path_into_a_list_is_looked_up() -> None:
    assert lookup({"a": [{"b": 1}]}, ("a", "0", "b")) == 1
    assert lookup({"a": [1]}, ("a", "5")) is None
    assert lookup({"a": 1}, ("a", "b")) is None


def test_a_name_that_means_openai_is_fine_at_openai(tmp_path: Path) -> None:
    config = CONFIG.replace('"Lab"', '"OpenAI"').replace(
        'env_key = "LAB_KEY"', "requires_openai_auth = true"
    )
    config = config.replace("http://127.0.0.1:8080/v1", "https://api.openai.com/v1")
    environ = {"CODEX_API_KEY": KEY}
    assert resolved(tmp_path, config, environ=environ).problems == ()


def test_a_header_that_is_no_secret_is_no_credential(tmp_path: Path) -> None:
    config = CONFIG.replace('env_key = "LAB_KEY"', 'http_headers = { "X-A" = "b" }')
    assert resolved(tmp_path, config).credential.source == "none"


def test_a_key_that_slid_into_another_list_of_tables_is_found(tmp_path: Path) -> None:
    config = CONFIG + "[hooks]\nx = [{ model_provider = 1 }]\n[history]\nmodel = 'x'\n"
    assert kinds(resolved(tmp_path, config)) == ["config.key_misplaced"]


def test_more_dotenv_lines_than_one_codex_name_are_searched(tmp_path: Path) -> None:
    files = {"home/.codex/.env": "CODEX_B=1\n"}
    assert only(resolved(tmp_path, files=files, environ={})).kind == "env.key_unset"


def test_a_problem_without_a_place_has_no_edit() -> None:
    problem = Problem("config.unknown_key")

    assert (edit_line(problem, "x"), where(problem)) == ((), "the environment")
    assert Fix("Do it.").edits == ()


@pytest.mark.parametrize("key", ["model_instructions_file", "experimental_compact_prompt_file"])
@pytest.mark.parametrize(("value", "found"), [("nope.md", False), ("", False), ("a.md", True)])
def test_a_file_of_instructions_has_to_be_there(
    key: str, value: str, found: bool, tmp_path: Path
) -> None:
    files = {"home/.codex/a.md": "Be brief."}
    setup = resolved(tmp_path, f'{key} = "{value}"\n{CONFIG}', files=files)

    assert fatal(setup) == ([] if found else ["config.file_missing"])
    relative = resolved(tmp_path, overrides=(f"{key}=a.md",), files=files)
    assert fatal(relative) == ["config.file_missing"]
