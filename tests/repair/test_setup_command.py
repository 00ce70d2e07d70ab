"""What `codex-doctor setup` writes, and how it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.cli import run
from codex_doctor.lab.endpoint import LAB_KEY
from setting_up import FULL, NEW, given

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.lab.server import Lab


def test_a_home_that_is_not_there_gets_all_that_codex_needs(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert given(lab.base_url, "--yes") == 0

    assert (home / "config.toml").read_text() == NEW.format(base_url=lab.base_url)
    assert home.stat().st_mode & 0o777 == 0o700
    said = capsys.readouterr()
    assert "Codex works here." in said.out
    assert "codex-doctor fix --undo" in said.err
    assert LAB_KEY not in said.out + said.err

    assert run(["fix", "--undo"]) == 0
    assert list(home.iterdir()) == []


def test_a_second_time_there_is_nothing_to_write(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given(lab.base_url, "--yes")
    before = sorted(home.iterdir())

    assert given(lab.base_url, "--yes") == 0
    assert sorted(home.iterdir()) == before
    assert "This is how it is set up already." in capsys.readouterr().out


def test_what_is_configured_stays(lab: Lab, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text(FULL)

    assert given(lab.base_url, "--yes") == 0
    assert (home / "config.toml").read_text() == (
        FULL.replace(
            'model = "gpt-5"  # old\napproval_policy = "never"\n',
            'model = "lab-model-1"  # old\napproval_policy = "never"\nmodel_provider = "local-2"\n',
        )
        + '\n[model_providers.local-2]\nname = "127.0.0.1"\n'
        + f'base_url = "{lab.base_url}"\nenv_key = "LAB_API_KEY"\n'
    )

    assert run(["fix", "--undo"]) == 0
    assert (home / "config.toml").read_text() == FULL


@pytest.mark.parametrize(("mark", "newline"), [(b"\xef\xbb\xbf", "\r\n"), (b"", "\r\n")])
def test_a_mark_and_the_ends_of_lines_stay(lab: Lab, home: Path, mark: bytes, newline: str) -> None:
    home.mkdir()
    config = home / "config.toml"
    before = mark + FULL.replace("\n", newline).encode()
    config.write_bytes(before)

    assert given(lab.base_url, "--yes") == 0
    after = config.read_bytes()
    assert after.startswith(mark + b"# mine\r\n")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert b'model_provider = "local-2"\r\n' in after

    assert run(["fix", "--undo"]) == 0
    assert config.read_bytes() == before


def test_a_link_stays_one(lab: Lab, home: Path, tmp_path: Path) -> None:
    home.mkdir()
    real = tmp_path / "dotfiles.toml"
    real.write_text(FULL)
    (home / "config.toml").symlink_to(real)

    assert given(lab.base_url, "--yes") == 0
    assert (home / "config.toml").is_symlink()
    assert 'model_provider = "local-2"' in real.read_text()

    assert run(["fix", "--undo"]) == 0
    assert real.read_text() == FULL


def test_a_file_that_is_read_only_is_left_alone(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir()
    config = home / "config.toml"
    config.write_text(FULL)
    config.chmod(0o440)

    assert given(lab.base_url, "--yes") == 2
    assert config.read_text() == FULL
    assert "is read-only" in capsys.readouterr().err


def test_a_table_with_another_credential_is_never_updated(lab: Lab, home: Path) -> None:
    home.mkdir()
    old = NEW.format(base_url=lab.base_url).replace("env_key = ", "experimental_bearer_token = ")
    (home / "config.toml").write_text(old)

    assert given(lab.base_url, "--yes") == 0
    assert "[model_providers.local-2]" in (home / "config.toml").read_text()


def test_a_profile_is_a_file_of_its_own(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir()
    (home / "config.toml").write_text(FULL)

    assert given(lab.base_url, "--yes", "--profile", "work") == 0
    assert (home / "config.toml").read_text() == FULL
    assert (home / "work.config.toml").read_text() == NEW.format(base_url=lab.base_url).replace(
        "local", "local-2"
    )
    assert "codex --profile work" in capsys.readouterr().out


def test_a_profile_names_a_provider_that_is_there(lab: Lab, home: Path) -> None:
    given(lab.base_url, "--yes")

    assert given(lab.base_url, "--yes", "--profile", "work") == 0
    assert (home / "work.config.toml").read_text() == (
        'model = "lab-model-1"\nmodel_provider = "local"\n'
    )


def test_an_old_version_gets_a_table_for_a_new_profile(lab: Lab, home: Path) -> None:
    assert given(lab.base_url, "--yes", "--profile", "work", version="0.120.0") == 0
    assert (home / "config.toml").read_text() == (
        '[profiles.work]\nmodel = "lab-model-1"\nmodel_provider = "local"\n\n'
        + NEW.format(base_url=lab.base_url).partition("\n\n")[2]
    )


@pytest.mark.parametrize("key", ["", 'profile = "work"\n'])
def test_an_old_version_has_profiles_as_tables(lab: Lab, home: Path, key: str) -> None:
    home.mkdir()
    (home / "config.toml").write_text(f'{key}model = "gpt-5"\n\n[profiles.work]\nmodel = "o3"\n')
    options = () if key else ("--profile", "work")

    assert given(lab.base_url, "--yes", *options, version="0.120.0") == 0
    assert (home / "config.toml").read_text() == (
        f'{key}model = "gpt-5"\n\n[profiles.work]\nmodel = "lab-model-1"\n'
        'model_provider = "local"\n\n[model_providers.local]\nname = "127.0.0.1"\n'
        f'base_url = "{lab.base_url}"\nenv_key = "LAB_API_KEY"\n'
    )


def test_the_api_is_named_where_a_version_would_take_the_other(lab: Lab, home: Path) -> None:
    assert given(lab.base_url, "--yes", version="0.80.0") == 0
    assert 'wire_api = "responses"\n' in (home / "config.toml").read_text()


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("/bin/bash", 'export LAB_API_KEY="<your key>"'),
        ("/usr/bin/fish", 'set -gx LAB_API_KEY "<your key>"'),
    ],
)
def test_a_key_that_is_not_set_is_written_by_its_name(
    lab: Lab,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    shell: str,
    line: str,
) -> None:
    monkeypatch.delenv("LAB_API_KEY")
    monkeypatch.setenv("SHELL", shell)

    assert given(lab.base_url, "--yes", "--model", "lab-model-1") == 1
    assert (home / "config.toml").read_text() == NEW.format(base_url=lab.base_url)
    said = capsys.readouterr().out
    assert line in said
    assert "Codex does not work with it yet" in said


def test_a_key_in_dotenv_is_found(
    lab: Lab, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LAB_API_KEY")
    home.mkdir()
    (home / ".env").write_text(f"LAB_API_KEY={LAB_KEY}\n")

    assert given(lab.base_url, "--yes") == 0
    said = capsys.readouterr()
    assert "is not set" not in said.out
    assert LAB_KEY not in said.out + said.err


def test_a_dry_run_shows_the_lines_and_writes_none(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert given(lab.base_url, "--dry-run") == 0
    said = capsys.readouterr().out
    assert f'+base_url = "{lab.base_url}"\n+env_key = "LAB_API_KEY"' in said
    assert not home.exists()


def test_a_codex_home_that_codex_does_not_find_is_not_made(
    lab: Lab, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODEX_HOME", str(home / "none"))

    assert given(lab.base_url, "--yes") == 2
    assert not home.exists()


def test_a_home_that_cannot_be_made_is_said(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.write_text("")

    assert given(lab.base_url, "--yes") == 2
    assert f"{home} cannot be written: File exists" in capsys.readouterr().err
    assert home.read_text() == ""


def test_a_table_that_stands_in_one_line_gets_another_beside_it(lab: Lab, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text('model_providers = { a = { name = "A" } }\n')

    assert given(lab.base_url, "--yes") == 0
    assert 'model_providers = { a = { name = "A" }, local.name = "127.0.0.1", ' in (
        (home / "config.toml").read_text()
    )


@pytest.mark.parametrize("text", ["model = \n", "[model_providers]\nlocal = 3\n"])
def test_a_file_that_codex_refuses_is_left_alone(lab: Lab, home: Path, text: str) -> None:
    home.mkdir()
    (home / "config.toml").write_text(text)

    assert given(lab.base_url, "--yes") == 2
    assert (home / "config.toml").read_text() == text
