"""Codex and the doctor agree on which certificates are taken, and the doctor names the flaw.

Every set-up that shows a rule of its own is run here; all the others are judged in this process
by the library that Codex uses (`tests/probes/test_tls_library_agrees.py`).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from oracle.memory import Question
from oracle.network_runs import run_both
from oracle.tls_places import at
from tls_set_ups import SET_UPS

if TYPE_CHECKING:
    from pathlib import Path

    from oracle.memory import Memory

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]

# Much like another set-up; leaving these out keeps the run short.
LIKE_ANOTHER = frozenset(
    {
        "leaf-p384", "leaf-rsa2048", "leaf-rsa3072", "leaf-may-sign", "leaf-no-constraints",
        "leaf-last-hour", "name-other-address", "name-common-only-host", "name-wildcard-inside",
        "name-wildcard-alone", "name-wildcard-self", "name-underscore", "middle-plain",
        "middle-for-servers", "middle-path-0", "middle-permits-directory", "middle-version-1",
        "middle-permits-mail", "middle-excludes-other", "root-rsa2048", "root-p384", "root-young",
        "root-ed25519", "root-path-0", "root-no-constraints", "root-permits", "signed-sha224",
        "signed-sha512", "signed-ecdsa-sha512", "signed-p384-sha256", "speaks-1.2", "speaks-1.3",
        "root-may-not-sign", "chain-with-root", "chain-of-5", "root-other", "root-unknown",
        "self-signed-listed-no-constraints", "self-signed-listed-wrong-name",
        "leaf-own-constraints",
        "middle-young", "middle-for-clients", "leaf-for-both", "root-for-clients",
    }
)  # fmt: skip


@pytest.mark.parametrize("name", [name for name in SET_UPS if name not in LIKE_ANOTHER])
def test_codex_and_the_doctor_take_the_same_certificates(
    name: str, tmp_path: Path, memory: Memory
) -> None:
    one = SET_UPS[name]()

    asked = Question(
        "certificates", name, ("oracle.tls_places", "oracle.network_runs", "tls_set_ups")
    )

    works, doctor = run_both(lambda folder: at(one, folder), tmp_path, memory, asked)

    assert works == (one.expect is None)
    assert (doctor.verdict, doctor.first) == (
        ("works", None) if works else ("fails", one.expect)
    ), doctor.brief
