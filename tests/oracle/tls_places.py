"""An endpoint that speaks TLS in one of the ways of `tls_set_ups`, for Codex and the doctor."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from codex_doctor.lab.server import serving
from codex_doctor.lab.variants import HEALTHY
from oracle.network_runs import Place
from oracle.tls_front import name_proxy, tls_front

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tls_sent import SetUp


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
