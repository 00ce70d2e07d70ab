from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from codex_doctor.facts import Problem
from codex_doctor.facts.config_problems import Exposure, Unreadable
from codex_doctor.model import Mistake, Passed, Severity, Skipped
from codex_doctor_checks.setup import config
from config_findings import found, one
from eyes import context
from setups import CONFIG, NO_KEY, TRUSTED, resolved

if TYPE_CHECKING:
    from pathlib import Path

AUTH = NO_KEY + "[model_providers.lab.auth]\n"
PAGES = {page.id: page for page in config.CHECK.pages}

# config, id, words of the cause, line and column, the first edit's text
ERRORS: list[tuple[str | bytes, str, str, tuple[int, int], str | None]] = [
    (CONFIG.replace('"Lab"', "“Lab”"), "config.toml_syntax", "typographic quote", (5, 8),
     'name = "Lab"'),
    ("[[a]\n", "config.toml_syntax", "does not close", (1, 4), "[[a]]"),
    ("=\n", "config.toml_syntax", "no key", (1, 1), None),
    (CONFIG + 'stream_max_retries = "3"\n', "config.wrong_type", "a whole number", (9, 22),
     "stream_max_retries = 3"),
    ('sandbox_mode = "workspace_write"\n' + CONFIG, "config.wrong_type",
     'is "workspace_write", and Codex wants "read-only"', (1, 16),
     'sandbox_mode = "workspace-write"'),
    (CONFIG + "http_headers = { X = 1 }\n", "config.wrong_type", "a string", (9, 22), 'X = "1"'),
    ("model = []\n" + CONFIG.split("\n", 1)[1], "config.wrong_type", "a list", (1, 9),
     'model = "<your model id>"'),
    (CONFIG.replace('"glm-5"', '""'), "model.empty", "no model", (1, 9),
     'model = "<your model id>"'),
    (CONFIG + '[model_providers.openai]\nname = "x"\n', "config.provider_reserved", "built-in",
     (9, 2), "[model_providers.openai-custom]"),
    (CONFIG.replace('name = "Lab"\n', ""), "config.provider_name_missing", "no name", (4, 2),
     'name = "lab"'),
    (CONFIG.replace('"Lab"', '"Amazon Bedrock"'), "config.provider_magic_name", "Amazon Web",
     (5, 8), 'name = "lab"'),
    (CONFIG + "aws = {}\n", "config.provider_conflict", "Bedrock", (9, 1), None),
    (AUTH + 'args = ["x"]\n', "config.provider_conflict", "no command", (8, 2), None),
    (CONFIG.replace('"responses"', '"chat"'), "config.wire_api_chat", "no longer", (8, 12),
     'wire_api = "responses"'),
    (CONFIG.replace('"responses"', '"Responses"'), "config.wire_api_invalid", "does not know",
     (8, 12), 'wire_api = "responses"'),
    (CONFIG.replace("base_url", "baseurl"), "config.base_url_missing", "to OpenAI", (6, 1),
     'base_url = "http://127.0.0.1:8080/v1"'),
    (CONFIG.replace("base_url", "'baseurl'"), "config.base_url_missing", "to OpenAI", (6, 1), ""),
    (CONFIG.replace('base_url = "http://127.0.0.1:8080/v1"\n', ""), "config.base_url_missing",
     "the key in LAB_KEY to OpenAI", (4, 2), 'base_url = "<your base URL>"'),
    (CONFIG.replace("http://", ""), "config.base_url_invalid", "http://", (6, 12),
     'base_url = "http://127.0.0.1:8080/v1"'),
    (CONFIG.replace("http://127.0.0.1:8080", "api.example.com"), "config.base_url_invalid",
     "https://", (6, 12), 'base_url = "https://api.example.com/v1"'),
    (CONFIG.replace("/v1", "/v1?a=b"), "config.base_url_query", "query string", (6, 12),
     'base_url = "http://127.0.0.1:8080/v1"'),
    (CONFIG.replace("/v1", "/v1#a"), "config.base_url_query", "fragment", (6, 12),
     'base_url = "http://127.0.0.1:8080/v1"'),
    (CONFIG.replace('= "lab"', '= "other"'), "config.provider_undefined", "other", (2, 18),
     'model_provider = "lab"'),
    (CONFIG.replace('= "lab"', '= "Lab"'), "config.provider_undefined", "capitals", (2, 18),
     'model_provider = "lab"'),
    ('model_provider = "ollama-chat"\n', "config.provider_undefined", "no longer", (1, 18),
     'model_provider = "ollama"'),
    ('[model_provider.lab]\nname = "x"\n', "config.provider_undefined", "with an s", (1, 2),
     "[model_providers]"),
    ('[model_providers.lab]\nname = "L"\n', "config.provider_not_selected", "nothing selects it",
     (1, 2), 'model_provider = "lab"'),
    ('profile = "x"\n' + CONFIG, "config.profile_legacy", "0.134.0", (1, 1), None),
    ('model_catalog_json = "no.json"\n' + CONFIG, "config.catalog_invalid", "no such file", (1, 22),
     None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "id_", "words", "place", "after"), ERRORS)
def test_an_error_names_the_place_the_cause_and_the_edit(
    text: str | bytes,
    id_: str,
    words: str,
    place: tuple[int, int],
    after: str | None,
    tmp_path: Path,
) -> None:
    finding = one(tmp_path, text)

    assert (finding.id, finding.severity) == (id_, Severity.ERROR)
    assert words in finding.cause
    assert finding.location is not None
    assert (finding.location.line, finding.location.column) == place
    assert finding.excerpt.startswith(f"{place[0]} | ")
    edits = finding.fixes[0].edits
    assert (edits[0].after if edits else "") == after


@pytest.mark.parametrize(("text", "id_", "words", "place", "after"), ERRORS)
def test_every_finding_has_its_page_and_its_form(
    text: str | bytes,
    id_: str,
    words: str,
    place: tuple[int, int],
    after: str | None,
    tmp_path: Path,
) -> None:
    finding = one(tmp_path, text)

    assert finding.id in PAGES
    assert finding.evidence
    assert not finding.cause.endswith(".")
    assert all(fix.title.endswith(".") for fix in finding.fixes)
    assert finding.fixes


def test_the_wire_api_and_the_empty_model_are_common_mistakes() -> None:
    assert PAGES["config.wire_api_chat"].mistake is Mistake.WIRE_API
    assert PAGES["model.empty"].mistake is Mistake.MODEL_ID


def test_a_healthy_configuration_passes_with_its_provider(tmp_path: Path) -> None:
    outcome = config.judge(resolved(tmp_path))

    assert outcome == Passed("provider lab, wire API responses")
    assert isinstance(asyncio.run(config.run(context())), Passed)


def test_a_provider_without_an_endpoint_to_look_at_is_skipped(tmp_path: Path) -> None:
    text = 'model_provider = "amazon-bedrock"\nmodel = "m"\n'

    assert isinstance(config.judge(resolved(tmp_path, text, environ={})), Skipped)


def test_no_configuration_is_an_error_that_says_what_to_write(tmp_path: Path) -> None:
    finding = one(tmp_path, None, environ={})
    assert finding.id == "config.missing"
    assert "[model_providers.custom]" in (finding.fixes[0].edits[0].after or "")
    files = {"home/.codex/config.yaml": "x"}
    finding = one(tmp_path, None, environ={}, files=files)
    assert "config.yaml" in finding.fixes[1].title


def test_a_file_that_an_option_leaves_out_is_not_called_missing(tmp_path: Path) -> None:
    finding = one(tmp_path, CONFIG, environ={}, ignore_user_config=True)

    assert finding.id == "config.missing"
    assert "--ignore-user-config leaves ~/.codex/config.toml out" in finding.cause
    assert finding.fixes[0].commands is not None
    assert finding.fixes[0].commands.posix == "codex"
    absent = one(tmp_path / "none", None, environ={}, ignore_user_config=True)
    assert "missing or empty" in absent.cause


def test_an_encoding_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    assert "Latin-1" in one(tmp_path, b"# \xe9\n").cause
    assert "UTF-16" in one(tmp_path / "b", "x = 1".encode("utf-16")).cause


def test_a_directory_in_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "home/.codex/config.toml").mkdir(parents=True)

    assert "is a directory" in one(tmp_path, None).cause


@pytest.mark.parametrize(("reason", "words"), [("denied", "permission"), ("error", "too deep")])
def test_an_unreadable_file_has_a_fix(reason: str, words: str) -> None:
    problem = Problem("config.unreadable", about=Unreadable(reason, "too deep"))
    finding = config.finding_for(problem)

    assert words in finding.cause
    assert finding.fixes


def test_an_option_that_does_not_parse_is_said(tmp_path: Path) -> None:
    assert "key=value" in one(tmp_path, CONFIG, overrides=("x",)).fixes[0].title


def test_profiles_are_explained(tmp_path: Path) -> None:
    table = CONFIG + '[profiles.x]\nmodel = "q"\n'
    finding = one(tmp_path, table, profile="x")
    assert finding.fixes[0].edits[0].after == 'model = "q"'
    assert finding.fixes[0].edits[0].file == "~/.codex/x.config.toml"
    missing = one(tmp_path / "b", CONFIG, profile="x", files={"home/.codex/y.config.toml": ""})
    assert (missing.severity, "(y)" in missing.fixes[1].title) == (Severity.WARNING, True)
    assert missing.fixes[0].commands is not None
    assert missing.fixes[0].commands.posix == "codex"
    assert "no profile name" in one(tmp_path / "c", CONFIG, profile="a.b").cause


def test_other_layers_are_named(tmp_path: Path) -> None:
    files = {
        "work/.codex/config.toml": 'notify = ["x"]\n',
        "etc/managed_config.toml": 'model = "managed"\n',
    }
    project, policy = found(tmp_path, CONFIG + TRUSTED.format(tmp_path / "work"), files=files)

    assert "notify" in project.cause
    assert policy.evidence[1].measured == "~/.codex/config.toml:1:9"


def test_words_want_what_is_known_about_their_kind() -> None:
    with pytest.raises(TypeError, match=r"config\.unreadable is told by its Unreadable"):
        config.finding_for(Problem("config.unreadable"))


def test_exposed_secrets_are_warnings(tmp_path: Path) -> None:
    finding = one(tmp_path, CONFIG.replace("127.0.0.1", "box.example"))
    assert "unencrypted" in finding.cause
    about = Exposure("mode", file="~/.codex/config.toml", mode="0644")
    mode = config.finding_for(Problem("config.secret_exposed", fatal=False, about=about))
    commands = mode.fixes[0].commands
    assert commands is not None
    assert commands.posix == "chmod 600 ~/.codex/config.toml"
