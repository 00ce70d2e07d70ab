"""Every set-up that the oracle runs, by name; only those with certificates are made here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from ssl import SSLContext
from typing import Final

from codex_doctor.lab.fault import Fault
from codex_doctor.lab.faults import FAULTS
from codex_doctor.lab.titles import title
from oracle.network_cases import NETWORK_CASES
from oracle.tls_faults import TLS_FAULTS

Case = Callable[[Path], tuple[Fault, SSLContext | None]]


def _plain(fault: Fault) -> Case:
    return lambda _: (fault, None)


_OF_THE_LAB: Final = {fault.name: _plain(fault) for fault in FAULTS}
CASES: Final[dict[str, Case]] = _OF_THE_LAB | TLS_FAULTS | NETWORK_CASES


def title_of(fault: Fault) -> str:
    """Say what is wrong with a case, or odd; one with certificates says it as its docstring."""
    return title(fault) if fault.name in _OF_THE_LAB else CASES[fault.name].__doc__ or ""


def makers(name: str) -> tuple[str, ...]:
    """Return the modules of the tests in which a case is made, none for one of the lab."""
    return () if name in _OF_THE_LAB else (CASES[name].__module__,)
