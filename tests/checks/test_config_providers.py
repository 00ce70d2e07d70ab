"""What the config check says of providers: which is meant, and what does not go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.model import Passed, Severity
from codex_doctor_checks.setup import config
from codex_doctor_checks.setup.blamed import find_suspects
from config_findings import found, one
from setups import CONFIG, NO_KEY, resolved

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "text", "is_meant"),
    [
        (".codex/config.toml", CONFIG, True),
        ("config.toml", CONFIG, True),
        ("config.toml", '[tool.site]\ntitle = "x"\n', False),
        (".codex/config.toml", 'model = "x"\n', False),
    ],
)
def test_a_provider_in_a_file_of_the_project_is_what_was_meant(
    name: str, text: str, is_meant: bool, tmp_path: Path
) -> None:
    finding = one(tmp_path, None, environ={}, files={f"work/{name}": text})

    assert finding.id == "config.missing"
    said = f"does not read {tmp_path}/work/{name}"
    assert any(said in fix.title for fix in finding.fixes) is is_meant


def test_a_reserved_id_is_renamed_where_it_is_defined_and_where_it_is_selected(
    tmp_path: Path,
) -> None:
    text = CONFIG.replace("model_providers.lab", "model_providers.ollama")
    finding = one(tmp_path, text.replace('"lab"', '"ollama"'))

    assert finding.id == "config.provider_reserved"
    assert [(edit.line, edit.after) for edit in finding.fixes[0].edits] == [
        (4, "[model_providers.ollama-custom]"),
        (2, 'model_provider = "ollama-custom"'),
    ]


@pytest.mark.parametrize("table", ["profiles.work", "tui"])
def test_a_reserved_id_is_renamed_where_a_table_has_its_selection(
    table: str, tmp_path: Path
) -> None:
    text = CONFIG.replace("model_providers.lab", "model_providers.ollama").replace(
        'model_provider = "lab"\n', ""
    )
    findings = found(tmp_path, f'{text}\n[{table}]\nmodel_provider = "ollama"\n')

    renamed = next(one for one in findings if one.id == "config.provider_reserved")
    assert [(edit.line, edit.after) for edit in renamed.fixes[0].edits] == [
        (3, "[model_providers.ollama-custom]"),
        (10, 'model_provider = "ollama-custom"'),
    ]


def test_a_dotted_id_is_explained(tmp_path: Path) -> None:
    finding = one(tmp_path, CONFIG.replace(".lab]", ".la.b]").replace('= "lab"', '= "la"'))
    assert "Because of the dot" in finding.cause
    undefined = found(tmp_path, CONFIG.replace(".lab]", ".la.b]").replace('"lab"', '"la.b"'))
    assert 'model_providers."la.b"' in undefined[-1].fixes[0].title


def test_a_deprecated_wire_api_is_a_warning(tmp_path: Path) -> None:
    text = CONFIG.replace('"responses"', '"chat"')
    finding = one(tmp_path, text, codex_version="0.80.0")

    assert finding.severity is Severity.WARNING
    assert "deprecated" in finding.cause


def test_the_name_openai_is_a_warning(tmp_path: Path) -> None:
    finding = one(tmp_path, CONFIG.replace('"Lab"', '"OpenAI"'))

    assert (finding.id, finding.severity) == ("config.provider_magic_name", Severity.WARNING)


def test_a_login_that_is_needed_and_missing_is_said(tmp_path: Path) -> None:
    builtin = one(tmp_path, 'model = "m"\n', environ={})
    assert (builtin.id, builtin.severity) == ("config.openai_auth_required", Severity.ERROR)
    setup = resolved(tmp_path, NO_KEY + "requires_openai_auth = true\n", environ={})
    assert isinstance(config.judge(setup), Passed), "the endpoint may want no key at all"
    (custom,) = find_suspects(setup)
    assert (custom.id, custom.severity) == (builtin.id, Severity.ERROR)


def test_the_name_of_a_provider_in_the_place_of_its_id_is_told(tmp_path: Path) -> None:
    finding = one(tmp_path, CONFIG.replace('= "lab"', '= "Lab box"').replace('"Lab"', '"Lab box"'))

    assert finding.cause.endswith("it is the name of lab")
    assert [edit.after for edit in finding.fixes[0].edits] == ['model_provider = "lab"']


@pytest.mark.parametrize(
    ("text", "option", "fix"),
    [
        (NO_KEY, "aws.profile=x", "Remove aws."),
        (NO_KEY, "auth.args=[]", "Remove auth."),
        (NO_KEY, "gateway_oauth.token_url=x", "Remove gateway_oauth."),
        (CONFIG, "auth.command=x", "Keep one of the two and remove the other."),
    ],
)
def test_settings_of_an_option_that_do_not_go_together(
    text: str, option: str, fix: str, tmp_path: Path
) -> None:
    findings = found(tmp_path, text, overrides=(f"model_providers.lab.{option}",))
    (conflict,) = (one for one in findings if one.id == "config.provider_conflict")
    assert str(conflict.fixes[-1].title) == fix
