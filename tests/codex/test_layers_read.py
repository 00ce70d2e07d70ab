from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import tomli

from codex_doctor.codex.config import sources
from codex_doctor.codex.config.toml_text import write_table
from codex_doctor.codex.resolve import resolve
from codex_doctor.facts.config_problems import NoConfig, Unreadable
from codex_doctor.facts.key_problems import HomeFault
from codex_doctor.facts.provider_problems import ProfileLegacy, ProfileMissing
from codex_doctor.platform.system import System
from setups import CONFIG, KEY, TRUSTED, about, fatal, inputs_in, kinds, only, resolved

if TYPE_CHECKING:
    from pathlib import Path


def test_no_configuration_at_all_is_fatal_and_names_what_was_meant(tmp_path: Path) -> None:
    setup = resolved(tmp_path, None, environ={}, files={"home/.codex/config.yaml": "a: 1\n"})

    assert only(setup).kind == "config.missing"
    assert about(only(setup), NoConfig).others == "~/.codex/config.yaml"


def test_a_directory_a_fifo_and_a_loop_of_links_are_problems(tmp_path: Path) -> None:
    inputs = inputs_in(tmp_path, None)
    path = tmp_path / "home/.codex/config.toml"
    path.mkdir()
    assert about(only(resolve(inputs)[0]), Unreadable).reason == "directory"
    path.rmdir()
    os.mkfifo(path)
    assert about(only(resolve(inputs)[0]), Unreadable).reason == "not_a_file"
    path.unlink()
    path.symlink_to(path)
    assert about(only(resolve(inputs)[0]), Unreadable).reason == "error"


def test_a_huge_file_is_a_problem(tmp_path: Path) -> None:
    inputs = inputs_in(tmp_path, None)
    with (tmp_path / "home/.codex/config.toml").open("wb") as file:
        file.truncate(11_000_000)

    assert about(only(resolve(inputs)[0]), Unreadable).reason == "too_large"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_read_permission_is_a_problem(tmp_path: Path) -> None:
    inputs = inputs_in(tmp_path)
    (tmp_path / "home/.codex/config.toml").chmod(0)

    assert about(only(resolve(inputs)[0]), Unreadable).reason == "denied"


def test_codex_home_must_be_an_existing_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for value, reason in {
        "/nonexistent": "missing",
        "~/x": "tilde",
        str(tmp_path / "file"): "not_a_directory",
        "a\0b": "missing",
    }.items():
        problem = only(resolved(tmp_path, environ={"CODEX_HOME": value}))
        assert problem.kind == "env.codex_home_invalid"
        assert about(problem, HomeFault).reason == reason


def test_codex_home_may_be_relative_or_empty(tmp_path: Path) -> None:
    files = {"work/cx/config.toml": CONFIG}
    environ = {"CODEX_HOME": "cx", "LAB_KEY": KEY}
    assert resolved(tmp_path, None, files=files, environ=environ).problems == ()
    assert resolved(tmp_path, environ={"CODEX_HOME": "", "LAB_KEY": KEY}).problems == ()


def test_no_home_folder_is_a_problem(tmp_path: Path) -> None:
    setup = resolved(tmp_path, home=None)

    assert about(only(setup), HomeFault) == HomeFault("no_home")


def test_a_project_is_read_only_when_it_is_trusted(tmp_path: Path) -> None:
    files = {"work/.codex/config.toml": 'model = "project"\n'}
    assert resolved(tmp_path, files=files).model == "glm-5"
    trusted = CONFIG + TRUSTED.format(tmp_path / "work")
    assert resolved(tmp_path, trusted, files=files).model == "project"


def test_a_broken_project_file_matters_only_when_it_is_trusted(tmp_path: Path) -> None:
    files = {"work/.codex/config.toml": "model =\n"}
    assert resolved(tmp_path, files=files).problems == ()
    trusted = CONFIG + TRUSTED.format(tmp_path / "work")
    assert fatal(resolved(tmp_path, trusted, files=files)) == ["config.toml_syntax"]


def test_a_project_cannot_choose_the_provider(tmp_path: Path) -> None:
    files = {"work/.codex/config.toml": 'model_provider = "evil"\nmodel = "project"\n'}
    setup = resolved(tmp_path, CONFIG + TRUSTED.format(tmp_path / "work"), files=files)

    assert kinds(setup) == ["config.project_key_ignored"]
    assert (setup.provider_id, setup.model) == ("lab", "project")


def test_trust_of_the_root_holds_below_it_and_the_nearest_file_wins(tmp_path: Path) -> None:
    files = {
        "work/.git/HEAD": "",
        "work/.codex/config.toml": 'model = "root"\n',
        "work/sub/.codex/config.toml": 'model = "sub"\n',
    }
    trusted = CONFIG + TRUSTED.format(tmp_path / "work")
    setup = resolved(tmp_path, trusted, files=files, cwd=tmp_path / "work" / "sub")

    assert setup.model == "sub"


def test_a_profile_without_its_file_is_said_and_not_fatal(tmp_path: Path) -> None:
    files = {"home/.codex/other.config.toml": ""}
    problem = only(resolved(tmp_path, profile="work", files=files))

    assert (problem.kind, problem.fatal) == ("config.profile_missing", False)
    assert about(problem, ProfileMissing).others == "other"


def test_a_profile_name_with_a_dot_is_refused(tmp_path: Path) -> None:
    assert fatal(resolved(tmp_path, profile="x.config.toml")) == ["config.profile_missing"]


def test_a_profile_table_stops_codex_only_when_it_is_selected(tmp_path: Path) -> None:
    config = CONFIG + '[profiles.x]\nmodel = "q"\nmodel_context_window = 5\n'
    assert only(resolved(tmp_path, config, profile="x")).kind == "config.profile_legacy"
    files = {"home/.codex/x.config.toml": ""}
    problem = only(resolved(tmp_path, config, profile="x", files=files))
    assert problem.kind == "config.profile_legacy"
    assert about(problem, ProfileLegacy).content == 'model = "q"\nmodel_context_window = 5'


def test_a_long_profile_is_moved_whole(tmp_path: Path) -> None:
    profile = {"model": "q", "developer_instructions": "Say it in a few words. " * 400}
    config = f"{CONFIG}[profiles.x]\n{write_table(profile)}\n"
    content = about(only(resolved(tmp_path, config, profile="x")), ProfileLegacy).content

    assert tomli.loads(content) == profile


@pytest.mark.parametrize(
    ("version", "model"), [("0.58.0", "forced"), ("0.148.0", "forced"), ("0.154.0", "glm-5")]
)
def test_on_windows_an_administrator_s_file_counted_in_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, model: str
) -> None:
    """Each version was run in Wine: `tests/windows`."""
    monkeypatch.setattr(sources, "THIS", System("win32"))
    elsewhere = {"etc/managed_config.toml": 'model = "elsewhere"\n'}
    files = {"home/.codex/managed_config.toml": 'model = "forced"\n', **elsewhere}

    setup = resolved(tmp_path, files=files, codex_version=version)

    assert setup.model == model
