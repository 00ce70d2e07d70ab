"""Every set-up that the oracle runs, by name; only those with certificates are made here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from ssl import SSLContext
from typing import Final

from codex_doctor.lab.fault import Fault
from codex_doctor.lab.faults import FAULTS
from oracle.network_cases import NETWORK_CASES
from oracle.tls_faults import TLS_FAULTS

Case = Callable[[Path], tuple[Fault, SSLContext | None]]


def _plain(fault: Fault) -> Case:
    return lambda _: (fault, None)


CASES: Final[dict[str, Case]] = (
    {fault.name: _plain(fault) for fault in FAULTS} | TLS_FAULTS | NETWORK_CASES
)
