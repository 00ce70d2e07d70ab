"""What the programs that we start get to see: those that need no secret get none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from codex_doctor.platform import keychain
from codex_doctor.platform.deadline import Deadline
from codex_doctor.platform.programs import run_program
from codex_doctor.platform.system import System
from codex_doctor.probes.machine.codex_version import ask_version
from codex_doctor.probes.tls import trust as trust_module
from codex_doctor.probes.tls.trust import trust
from codex_doctor.secrets.known_secrets import without_secrets
from echoes import random_key
from setups import inputs_in

DRAWN = random_key(9, prefix="", length=32)
# By their name, by what stands in an address, and by their look.
HELD = {
    "LAB_API_KEY": "correct-horse", "MY_PASSWORD": "Tr0ub4dor", "GH_PAT": "abc-12-def",
    "HTTPS_PROXY": "http://me:hunter2@127.0.0.1:9", "DATABASE_URL": "postgres://me:pa55@db/x",
    "PLACE": DRAWN, "GATEWAY": f"sk-{DRAWN}",
}  # fmt: skip
PLAIN = {
    "PATH": "/usr/bin:/bin", "HOME": "/home/me", "LANG": "C.UTF-8", "NO_PROXY": "127.0.0.1",
    "HTTP_PROXY": "http://127.0.0.1:9", "SSH_AUTH_SOCK": "/tmp/ssh-x/agent.1", "SHELL": "/bin/sh",
    "NVM_BIN": "/home/me/.nvm/versions/node/v20.11.1/bin", "MAX_TOKENS": "100", "EMPTY": "",
    "NIX": "/nix/store/4nq3kz9s1v8a7yv0k2sxp5f6gq1d2m3w-bash-5.2/bin",
}  # fmt: skip


def test_variables_that_hold_a_secret_are_left_out_and_no_other_is() -> None:
    assert without_secrets({**HELD, **PLAIN}) == PLAIN


def logging(file: Path, *lines: str) -> Path:
    """Write a program that writes down what it sees."""
    file.parent.mkdir(parents=True, exist_ok=True)
    log = file.with_name("seen")
    file.write_text("\n".join(("#!/bin/sh", f"{{ echo $@; env; }} >> {log}", *lines, "")))
    file.chmod(0o755)
    return log


def test_who_is_asked_for_its_version_gets_no_secret(tmp_path: Path) -> None:
    log = logging(tmp_path / "codex", "echo codex-cli 0.169.0")

    inputs = inputs_in(tmp_path, environ={**HELD, **PLAIN})

    assert ask_version(tmp_path / "codex", inputs, Deadline()) == "0.169.0"
    seen = log.read_text().splitlines()
    assert seen[0] == "--version"
    assert {f"{name}={value}" for name, value in PLAIN.items() if name != "PATH"} <= set(seen)
    assert not [name for name in HELD if any(line.startswith(f"{name}=") for line in seen)]


def test_who_shows_the_keychain_gets_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = logging(tmp_path / "security")
    monkeypatch.setattr(keychain, "SECURITY", str(tmp_path / "security"))
    monkeypatch.setattr(trust_module, "THIS", System("darwin"))

    found = trust(ca_file=None, ca_variable=None, environ={**HELD, **PLAIN})
    assert found.more is not None
    found.more()

    assert "HOME=/home/me" in log.read_text()
    assert not [value for value in HELD.values() if value in log.read_text()]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows what a process was given")
def test_who_stands_between_us_and_a_program_gets_no_variable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in HELD.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/lib")

    printed = run_program(
        ["sh", "-c", "tr '\\0' '\\n' < /proc/$PPID/environ; echo; env"],
        environ={"PATH": "/usr/bin:/bin", "LAB_API_KEY": "its own"},
        cwd=Path("/"),
        timeout_s=10.0,
        deadline=Deadline(),
    )

    between, own = printed.output.decode().split("\n\n")
    assert between == "LD_LIBRARY_PATH=/lib"
    # What it is given on purpose it has.
    assert "LAB_API_KEY=its own" in own.splitlines()
