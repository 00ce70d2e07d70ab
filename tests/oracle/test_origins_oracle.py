"""The real Codex on the way to a second origin, beside what is asked of the doctor.

The hostile suite holds the doctor to telling no other origin anything. Codex tells some of them
what stands in headers other than those that its client knows to be secret, and the query that a
redirect puts back; the rows of `origin_table` say which.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from codex_doctor.lab.fault import Fault, fill
from odd_headers import ODD_HEADERS
from oracle.harness import CODEX_TIMEOUT_S, PROMPT, run_codex, run_doctor
from origin_table import ARRANGEMENTS, Arrangement, elsewhere, origin_of, told

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]
_EXEC = ("exec", "--json", "--skip-git-repo-check", "-s", "danger-full-access", PROMPT)


@pytest.mark.parametrize("one", ARRANGEMENTS, ids=lambda one: one.name)
def test_codex_tells_another_origin_what_the_table_says(one: Arrangement, tmp_path: Path) -> None:
    with one.serve() as (ports, requests):
        values = {**ports, "root": str(tmp_path)}
        (tmp_path / "codex").mkdir(mode=0o700)
        (tmp_path / "codex" / "config.toml").write_text(fill(one.config, values))
        for name, content in one.files.items():
            (tmp_path / name).write_bytes(content)
        given = {name: fill(value, values) for name, value in one.environ.items()}
        # Nothing of Codex's own may reach the internet.
        refusing = {"HTTPS_PROXY": "http://127.0.0.1:9", "PATH": os.environ["PATH"]}
        homes = {"HOME": str(tmp_path), "CODEX_HOME": str(tmp_path / "codex")}
        subprocess.run(
            [os.environ["CODEX_ORACLE"], *_EXEC],
            cwd=tmp_path,
            env={**refusing, **given, **homes},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=2 * CODEX_TIMEOUT_S,
            check=False,
        )
        home = origin_of(fill(one.base, values))
        others = [one for one in elsewhere(requests, home) if ".test" in one.origin or "127." in
                  one.origin or "[::" in one.origin or "localhost" in one.origin]  # fmt: skip

    assert bool(told(others, home)) == one.codex_tells
    assert others or one.stays


@pytest.mark.parametrize("name", ODD_HEADERS)
def test_codex_and_the_doctor_send_the_same_odd_headers(name: str, tmp_path: Path) -> None:
    one = ODD_HEADERS[name]
    fault = Fault(name, "config", name, expect=one.expect, config=one.config)

    codex = run_codex(fault, tmp_path / "codex-run")
    doctor = run_doctor(fault, tmp_path / "doctor-run")

    assert codex.works == (one.expect is None), codex.said
    assert doctor.first == one.expect, doctor.brief
