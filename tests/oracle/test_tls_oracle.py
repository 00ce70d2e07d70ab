"""Codex and the doctor agree on which certificates are taken, and the doctor names the flaw.

Every set-up that shows a rule of its own is run here; all the others are judged in this process
by the library that Codex uses (`tests/probes/test_tls_library_agrees.py`).
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from codex_doctor.lab.server import serving
from codex_doctor.lab.variants import HEALTHY
from oracle.network_runs import Place, run_both
from oracle.tls_front import name_proxy, tls_front
from tls_set_ups import SET_UPS

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tls_set_ups import SetUp

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


@contextmanager
def at(one: SetUp, folder: Path) -> Generator[Place]:
    with (
        serving(HEALTHY) as lab,
        tls_front(one.server_context(), lab.port) as front,
        name_proxy(lambda: front.port) as proxy,
    ):
        # The proxy keeps Codex's own traffic from the internet, and knows the host's name.
        environ = {"HTTPS_PROXY": f"http://127.0.0.1:{proxy}"}
        if one.host in {"127.0.0.1", "localhost"}:
            environ["NO_PROXY"] = one.host
        if one.roots:
            (folder / "ca.pem").write_bytes(b"".join(root.pem for root in one.roots))
            environ["CODEX_CA_CERTIFICATE"] = str(folder / "ca.pem")
        url = f"https://{one.host}:{front.port}/v1"
        yield Place(lab, url, environ, lambda: front.refused)


@pytest.mark.parametrize("name", [name for name in SET_UPS if name not in LIKE_ANOTHER])
def test_codex_and_the_doctor_take_the_same_certificates(name: str, tmp_path: Path) -> None:
    one = SET_UPS[name]()

    works, doctor = run_both(lambda folder: at(one, folder), tmp_path)

    assert works == (one.expect is None)
    assert (doctor.verdict, doctor.first) == (
        ("works", None) if works else ("fails", one.expect)
    ), doctor.brief
