"""What the config check says of single keys: their type, their name, their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.model import Severity
from config_findings import found, one
from setups import CONFIG, KEY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("line", "edits", "command"),
    [
        (
            'http_headers = "api-key: 0123456789abcdef"',
            [None, 'env_http_headers = { api-key = "CUSTOM_API_KEY" }'],
            True,
        ),
        (
            'http_headers = ["api-key: $TEAM_KEY"]\nenv_http_headers = { X-A = "A" }',
            [None, 'api-key = "TEAM_KEY"'],
            False,
        ),
        (
            'http_headers = "api-key: 0123456789abcdef, X-A: b"',
            ['http_headers = { api-key = "…", X-A = "b" }'],
            False,
        ),
    ],
)
def test_a_key_in_a_header_that_is_no_table_is_taken_from_a_variable(
    line: str, edits: list[str | None], command: bool, tmp_path: Path
) -> None:
    fix = one(tmp_path, f"{CONFIG}{line}\n").fixes[0]

    assert [edit.after for edit in fix.edits] == edits
    assert bool(fix.commands) is command
    assert edits or fix.title.endswith('http_headers = { api-key = "…", X-A = "b" }.')
    assert "0123456789abcdef" not in repr(fix)


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        (("baseURL = {url}", 'env_key = "LAB_KEY"'), ("base_url = {url}", 'env_key = "LAB_KEY"')),
        (("api_base = {url}",), ("base_url = {url}",)),
        (("base_url = {url}", 'api_key_env = "A"'), ("base_url = {url}", 'env_key = "A"')),
    ],
)
def test_a_provider_at_the_top_in_other_words_gets_its_table(
    lines: tuple[str, ...], fields: tuple[str, ...], tmp_path: Path
) -> None:
    url = '"http://127.0.0.1:8080/v1"'
    text = "\n".join(('model = "glm-5"', *lines, "")).replace("{url}", url)
    finding = found(tmp_path, text)[0]

    assert finding.id == "config.key_misplaced"
    table = next(edit.after for edit in finding.fixes[0].edits if edit.key.endswith(".custom"))
    wanted = ("[model_providers.custom]", 'name = "custom"', *fields)
    assert table == "\n".join(wanted).replace("{url}", url)


def test_a_key_at_the_top_keeps_its_value_and_gets_the_name_of_codex(tmp_path: Path) -> None:
    text = f'base_url = "http://127.0.0.1:8080/v1"\napi_key = "{KEY}"\nmodel = "glm-5"\n'
    finding = found(tmp_path, text)[0]

    kept = next(edit for edit in finding.fixes[0].edits if edit.key == "api_key")
    assert (kept.after or "").startswith("model_providers.custom.experimental_bearer_token = ")
    assert KEY not in repr(finding)


@pytest.mark.parametrize("line", ['token = "abc"', 'endpoint = "http://127.0.0.1:8080/v1"'])
def test_such_a_word_beside_a_provider_is_an_unknown_key(line: str, tmp_path: Path) -> None:
    assert [one.id for one in found(tmp_path, f"{line}\n{CONFIG}")] == ["config.unknown_key"]


def test_such_a_word_without_an_address_says_too_little(tmp_path: Path) -> None:
    findings = found(tmp_path, 'token = "abc"\nmodel = "gpt-5.4"\n')

    assert "config.key_misplaced" not in {one.id for one in findings}


def test_a_masked_line_is_never_written_back(tmp_path: Path) -> None:
    finding = one(tmp_path, f"experimental_bearer_token = “{KEY}”\n")

    assert KEY not in repr(finding)
    assert not finding.fixes[0].auto


def test_unknown_keys_are_warnings_with_the_nearest_key(tmp_path: Path) -> None:
    text = CONFIG + 'retries = 3\n"max-retries" = 4\nzork = 1\n'
    findings = found(tmp_path, 'mdoel = "x"\n' + text)

    assert {one.severity for one in findings} == {Severity.WARNING}
    edits = [one.fixes[0].edits for one in findings]
    assert [edit[0].after if edit else "-" for edit in edits] == [
        'model = "x"',
        "request_max_retries = 3",
        "-",
        None,
    ]
    assert "max-retries" in findings[2].fixes[0].title


def test_keys_that_slid_below_one_table_are_moved_together(tmp_path: Path) -> None:
    head, table = CONFIG.split("\n\n", 1)
    finding = one(tmp_path, f"{table}{head}\n")

    assert (finding.id, finding.severity) == ("config.key_misplaced", Severity.ERROR)
    assert "model_provider and model stand below [model_providers.lab]" in finding.cause
    edits = [(edit.key, edit.line, edit.after) for edit in finding.fixes[0].edits]
    assert edits == [
        ("model_providers.lab.model_provider", 7, None),
        ("model_providers.lab.model", 6, None),
        ("model_provider", 1, 'model_provider = "lab"'),
        ("model", 1, 'model = "glm-5"'),
    ]


def test_a_slid_key_that_is_set_at_the_top_as_well_is_said_to_take_its_place(
    tmp_path: Path,
) -> None:
    finding = one(tmp_path, f'{CONFIG}model = "gpt-5.2"\n')

    instead, leave = finding.fixes
    assert "there model is set as well, which counts now and gives way" in instead.title
    assert [(edit.line, edit.after) for edit in instead.edits] == [
        (9, None),
        (1, 'model = "gpt-5.2"'),
    ]
    assert "leave model at the top" in leave.title
    assert [(edit.line, edit.after) for edit in leave.edits] == [(9, None)]


def test_a_slid_key_that_an_option_sets_takes_no_place_in_the_file(tmp_path: Path) -> None:
    text = f'{CONFIG}model = "gpt-5.2"\n'.replace('model = "glm-5"\n', "")
    finding = one(tmp_path, text, overrides=('model="x"',))

    (fix,) = finding.fixes
    assert fix.title.startswith("Move the line to the top")


def test_a_slid_key_of_an_option_has_no_edit(tmp_path: Path) -> None:
    finding = one(tmp_path, CONFIG, overrides=('model_providers.lab.model="x"',))

    assert (finding.severity, finding.fixes[0].edits) == (Severity.WARNING, ())


def test_a_provider_field_at_the_top_belongs_into_a_table(tmp_path: Path) -> None:
    finding = one(tmp_path, 'base_url = "http://h/v1"\n' + CONFIG)

    assert "[model_providers.NAME]" in finding.cause


@pytest.mark.parametrize(
    ("address", "added"),
    [
        ("https://gw.example/openai/v1", ['base_url = "https://gw.example/openai/v1"']),
        ("https://me:pw@gw.example/v1", []),
    ],
)
def test_a_new_table_has_the_address_that_the_built_in_provider_got(
    address: str, added: list[str], tmp_path: Path
) -> None:
    text = f'openai_base_url = "{address}"\nenv_key = "K"\nmodel = "m"\n'
    (finding,) = (one for one in found(tmp_path, text) if one.id == "config.key_misplaced")
    (table,) = (one for one in finding.fixes[0].edits if one.key == "model_providers.custom")

    assert table.after is not None
    assert [one for one in table.after.splitlines() if "base_url" in one] == added


def test_a_model_that_is_not_set_is_a_warning(tmp_path: Path) -> None:
    finding = one(tmp_path, CONFIG.split("\n", 1)[1])
    assert finding.severity is Severity.WARNING
    assert "gpt-6.2-sol" in finding.cause
    adhoc = one(tmp_path / "b", None, base_url="http://localhost/v1")
    assert adhoc.fixes[0].title == "Add -m MODEL_ID."


@pytest.mark.parametrize(
    ("text", "cause", "fixes"),
    [
        (
            CONFIG + '[mcp_servers.a]\ncommand = "x"\nhttp_headers = {}\n',
            "mcp_servers.a.http_headers is there, and Codex wants no such key beside command",
            ["Remove mcp_servers.a.http_headers: Codex then works as if it had never been set."],
        ),
    ],
)
def test_a_key_that_must_not_be_there_is_to_be_removed(
    text: str, cause: str, fixes: list[str], tmp_path: Path
) -> None:
    finding = one(tmp_path, text)
    assert str(finding.cause) == cause
    assert [str(fix.title) for fix in finding.fixes][:1] == fixes
