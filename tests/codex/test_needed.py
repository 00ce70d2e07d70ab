from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from codex_doctor.codex.config.needed import needed_variables, unknown_to_login_shell
from codex_doctor.codex.resolve import resolve
from codex_doctor.platform.deadline import Deadline
from setups import CONFIG, KEY, inputs_in

HEADERS = CONFIG + 'env_http_headers = { "X-A" = "HEADER_A", "X-B" = "not a name" }\n'


def names(folder: Path, config: str = CONFIG, **changes: object) -> dict[str, str]:
    inputs = inputs_in(folder, config, **changes)  # type: ignore[arg-type]  # test data
    found = needed_variables(inputs, resolve(inputs)[0])
    return {one.name: f"{one.state} {one.origin or ''}".strip() for one in found}


def test_the_variables_that_the_configuration_names_are_listed_also_when_unset(
    tmp_path: Path,
) -> None:
    assert names(tmp_path, HEADERS, environ={"LAB_KEY": " "}) == {
        "LAB_KEY": "blank",
        "HEADER_A": "unset",
    }


def test_a_line_of_dotenv_is_named(tmp_path: Path) -> None:
    files = {"home/.codex/.env": f"\nLAB_KEY={KEY}\n"}

    assert names(tmp_path, files=files, environ={}) == {"LAB_KEY": "set ~/.codex/.env:2:1"}


def test_what_codex_looks_at_by_itself_is_listed_only_when_it_is_set(tmp_path: Path) -> None:
    tls = CONFIG.replace("http://127.0.0.1:8080", "https://gw.example")
    environ = {"LAB_KEY": KEY, "HTTPS_PROXY": "http://p:1", "HTTP_PROXY": "x", "NO_PROXY": "y"}

    found = names(tmp_path, tls, environ=environ | {"SSL_CERT_FILE": "/x", "OTHER": "z"})
    assert list(found) == ["LAB_KEY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE"]
    oss = names(tmp_path / "oss", 'model_provider = "ollama"\n', environ={"CODEX_OSS_PORT": "1"})
    assert oss == {"CODEX_OSS_PORT": "set"}
    login = names(tmp_path / "login", 'model = "m"\n', environ={"CODEX_API_KEY": KEY})
    assert login == {"CODEX_API_KEY": "set"}


def test_a_set_up_without_a_provider_needs_nothing(tmp_path: Path) -> None:
    assert names(tmp_path, "x = ", environ={"LAB_KEY": KEY}) == {}


# ----- the login shell


def asked(
    folder: Path, *, profile: str = "", shell: str | None = "/bin/sh", **environ: str
) -> tuple[str, ...] | None:
    """Ask a login shell with this start-up file about LAB_KEY and HEADER_A."""
    given = {"LAB_KEY": KEY, "HEADER_A": "a", "HOME": str(folder / "home"), **environ}
    if shell is not None:
        given["SHELL"] = shell
    inputs = inputs_in(folder, HEADERS, environ=given, files={"home/.profile": profile})
    return unknown_to_login_shell(needed_variables(inputs, resolve(inputs)[0]), inputs, Deadline())


def test_a_variable_that_only_this_shell_has_is_named(tmp_path: Path) -> None:
    assert asked(tmp_path) == ("LAB_KEY", "HEADER_A")
    assert asked(tmp_path, profile="export LAB_KEY=other\n") == ("HEADER_A",)
    both = "echo codex-doctor:fake; export LAB_KEY=a HEADER_A=b; echo hello\n"
    assert asked(tmp_path, profile=both) == ()


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="no bash")
def test_bash_reads_its_own_files(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/.bash_profile").write_text("export LAB_KEY=x\n")

    assert asked(tmp_path, shell="/bin/bash") == ("HEADER_A",)


@pytest.mark.parametrize("shell", [None, "", "sh", "/usr/bin/env", "/nowhere/bash"])
def test_an_unknown_shell_says_nothing(shell: str | None, tmp_path: Path) -> None:
    assert asked(tmp_path, shell=shell) is None


@pytest.mark.parametrize("profile", ["exit 0\n", "sleep 60\n", "yes\n"])
def test_a_start_up_file_that_does_not_let_it_answer_costs_no_more_than_its_time(
    profile: str, tmp_path: Path
) -> None:
    started = time.monotonic()

    assert asked(tmp_path, profile=profile) is None
    assert time.monotonic() - started < 30


def test_the_shell_gets_no_variable_of_ours_and_no_input(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    asked(tmp_path, profile=f"cat; env > '{seen}'\n", SECRET_TOKEN="s-0123456789")

    text = seen.read_text()
    assert "SECRET_TOKEN" not in text
    assert KEY not in text
    assert f"HOME={tmp_path}/home" in text


def test_nothing_is_run_when_no_variable_is_set_here(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    inputs = inputs_in(
        tmp_path,
        environ={"SHELL": "/bin/sh", "HOME": str(tmp_path / "home")},
        files={"home/.profile": f"touch '{marker}'\n", "home/.codex/.env": f"LAB_KEY={KEY}\n"},
    )
    variables = needed_variables(inputs, resolve(inputs)[0])

    assert unknown_to_login_shell(variables, inputs, Deadline()) == ()
    assert not marker.exists()
    away = replace(inputs, home=None, environ={"SHELL": "/bin/sh", "PATH": os.defpath})
    shell = (replace(variables[0], origin=None),)
    assert unknown_to_login_shell(shell, away, Deadline()) == ("LAB_KEY",)
