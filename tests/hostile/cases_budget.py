"""Waits that a budget must end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from codex_doctor.lab.fault import CONFIG
from hostile.case import Case

if TYPE_CHECKING:
    from hostile.case import Place


def _pipe_as_ca(name: str) -> Case:
    def prepare(place: Place) -> None:
        os.mkfifo(place.root / "fifo")
        place.environ[name] = str(place.root / "fifo")

    config = CONFIG.replace("{base_url}", "https://127.0.0.1:{port}/v1")
    name_of = name.lower().replace("_", "-")
    return Case("budget", f"fifo-as-{name_of}", config=config, prepare=prepare)


CASES: Final = (
    *map(_pipe_as_ca, ("CODEX_CA_CERTIFICATE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")),
)
