"""The options of `codex exec` that change the configuration, as measured with 0.169.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor_checks.setup.config import finding_for
from setups import CONFIG, TRUSTED, fatal, kinds, only, resolved

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("provider", "model"),
    [("ollama", "gpt-oss:20b"), ("lmstudio", "openai/gpt-oss-20b"), ("lab", "glm-5")],
)
def test_oss_takes_the_provider_and_the_model_it_brings(
    provider: str, model: str, tmp_path: Path
) -> None:
    overrides = ("model_provider=other",)
    setup = resolved(tmp_path, oss=True, local_provider=provider, overrides=overrides)

    assert (setup.provider_id, setup.model) == (provider, model)
    assert not fatal(setup)


def test_a_model_on_the_command_line_beats_that_of_oss(tmp_path: Path) -> None:
    setup = resolved(tmp_path, oss=True, local_provider="ollama", model="mine")

    assert setup.model == "mine"


def test_oss_reads_oss_provider(tmp_path: Path) -> None:
    setup = resolved(tmp_path, f'oss_provider = "lmstudio"\n{CONFIG}', oss=True)

    assert setup.provider_id == "lmstudio"


def test_oss_without_a_provider_is_refused(tmp_path: Path) -> None:
    setup = resolved(tmp_path, oss=True)

    assert fatal(setup) == ["config.provider_undefined"]
    finding = finding_for(only(setup))
    assert "--oss names no provider" in finding.cause
    assert "oss_provider" in finding.fixes[-1].title


@pytest.mark.parametrize("provider", ["bogus", "Lab", "ollama-chat", ""])
def test_oss_with_an_unknown_provider_is_refused(provider: str, tmp_path: Path) -> None:
    setup = resolved(tmp_path, oss=True, local_provider=provider)

    assert fatal(setup) == ["config.provider_undefined"]


def test_local_provider_alone_has_no_effect(tmp_path: Path) -> None:
    setup = resolved(tmp_path, local_provider="bogus")

    assert (setup.provider_id, setup.problems) == ("lab", ())


def test_the_file_of_the_user_is_not_even_parsed(tmp_path: Path) -> None:
    lab = 'model_providers.lab={name="Lab",base_url="http://127.0.0.1:1/v1",env_key="LAB_KEY"}'
    setup = resolved(
        tmp_path,
        "x = [",
        ignore_user_config=True,
        profile="px",
        overrides=(lab, "model_provider=lab", "model=m"),
        files={"home/.codex/px.config.toml": 'model = "p"\n'},
    )

    assert (setup.provider_id, setup.model, setup.problems) == ("lab", "m", ())
    layer = next(one for one in setup.layers if one.name == "user")
    assert (layer.state, layer.detail) == ("ignored", "--ignore-user-config")


def test_what_oss_passes_over_is_the_provider_that_the_files_select(tmp_path: Path) -> None:
    config = CONFIG.replace('model_provider = "lab"', 'oss_provider = "ollama"')

    assert resolved(tmp_path, CONFIG, oss=True, local_provider="ollama").unselected == "lab"
    assert resolved(tmp_path, config, oss=True).unselected == ""
    assert resolved(tmp_path, CONFIG).unselected == ""


def test_hosts_in_comments_are_those_of_the_users_own_files(tmp_path: Path) -> None:
    word = "correcthorsebattery"
    comments = (
        '# base_url = "https://gw.corp.example:8443/v1"',
        f"#base_url = 'http://me:{word}@Old.Corp.Example/v1'",
        "name = 1 # https://behind.example is no line of its own",
        "# [model_providers.x]",
    )
    files = {"work/.codex/config.toml": "# https://project.example/v1\n"}
    config = CONFIG.replace("[model", "\n".join((*comments, "[model"))) + TRUSTED.format(
        tmp_path / "work"
    )
    setup = resolved(tmp_path, config, files=files)

    assert setup.commented == ("gw.corp.example", "old.corp.example")
    assert word not in str(setup)


def test_strict_config_makes_an_unknown_key_fatal(tmp_path: Path) -> None:
    config = CONFIG + 'foo = 1\nmodel_verbosity = "low"\n'

    assert fatal(resolved(tmp_path, config)) == []
    strict = resolved(tmp_path, config, strict_config=True)
    assert fatal(strict) == ["config.unknown_key", "config.key_misplaced"]


def test_strict_config_takes_any_header(tmp_path: Path) -> None:
    config = CONFIG + '[model_providers.lab.http_headers]\nmodel = "x"\n'
    strict = resolved(tmp_path, config, strict_config=True)

    assert kinds(strict) == ["config.key_misplaced"]
    assert fatal(strict) == []


OLD = "0.120.0"
PROFILE = CONFIG + '[profiles.p]\nmodel = "old"\nfoo = 1\n[profiles.q]\nmodel = "other"\n'


@pytest.mark.parametrize(
    ("config", "options", "model"),
    [
        (PROFILE, {"profile": "p"}, "old"),
        ('profile = "p"\n' + PROFILE, {}, "old"),
        ('profile = "p"\n' + PROFILE, {"profile": "q"}, "other"),
        (PROFILE, {"overrides": ("profile=p", "model=mine")}, "old"),
        (PROFILE, {"profile": "p", "model": "mine"}, "mine"),
        (PROFILE, {}, "glm-5"),
    ],
)
def test_an_old_codex_reads_the_table_of_a_profile(
    config: str, options: dict[str, object], model: str, tmp_path: Path
) -> None:
    setup = resolved(tmp_path, config, codex_version=OLD, **options)

    assert setup.model == model
    assert not fatal(setup)


def test_the_value_of_an_old_profile_stands_in_its_table(tmp_path: Path) -> None:
    setup = resolved(tmp_path, PROFILE, codex_version=OLD, profile="p")

    assert str(setup.model_origin) == "~/.codex/config.toml:10:9"


@pytest.mark.parametrize("extra", ["", "[profiles]\na = {}\n"])
def test_an_old_profile_without_its_table_is_refused(extra: str, tmp_path: Path) -> None:
    setup = resolved(tmp_path, CONFIG + extra, codex_version=OLD, profile="nope")

    assert fatal(setup) == ["config.profile_missing"]
    finding = finding_for(only(setup))
    assert "there is no [profiles.nope]" in finding.cause
