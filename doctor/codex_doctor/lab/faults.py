"""Every fault by name, in pipeline order, the healthy variants last."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from codex_doctor.lab.faults_access import (
    AUTH_FAULTS,
    MODEL_FAULTS,
    URL_FAULTS,
    WIRE_FAULTS,
)
from codex_doctor.lab.faults_apart import APART_FAULTS
from codex_doctor.lab.faults_bytes import BYTE_FAULTS, BYTE_VARIANTS
from codex_doctor.lab.faults_config import CONFIG_FAULTS, ENVIRONMENT_FAULTS
from codex_doctor.lab.faults_headers import HEADER_FAULTS
from codex_doctor.lab.faults_network import NETWORK_FAULTS
from codex_doctor.lab.faults_request import REQUEST_FAULTS
from codex_doctor.lab.faults_session import SESSION_FAULTS
from codex_doctor.lab.faults_silent import SILENT_FAULTS
from codex_doctor.lab.faults_socket import SOCKET_FAULTS
from codex_doctor.lab.faults_stream import STREAM_FAULTS
from codex_doctor.lab.faults_tools import TOOL_FAULTS
from codex_doctor.lab.variants import VARIANTS
from codex_doctor.lab.variants_access import ACCESS_VARIANTS
from codex_doctor.lab.variants_settings import SETTING_VARIANTS
from codex_doctor.model import DoctorError
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.lab.fault import Fault

FAULTS: Final[tuple[Fault, ...]] = (
    *ENVIRONMENT_FAULTS,
    *CONFIG_FAULTS,
    *NETWORK_FAULTS,
    *AUTH_FAULTS,
    *MODEL_FAULTS,
    *URL_FAULTS,
    *WIRE_FAULTS,
    *APART_FAULTS,
    *REQUEST_FAULTS,
    *SILENT_FAULTS,
    *HEADER_FAULTS,
    *STREAM_FAULTS,
    *BYTE_FAULTS,
    *TOOL_FAULTS,
    *SESSION_FAULTS,
    *SOCKET_FAULTS,
    *VARIANTS,
    *BYTE_VARIANTS,
    *ACCESS_VARIANTS,
    *SETTING_VARIANTS,
)


def find_fault(name: str) -> Fault:
    """Return the fault of this name.

    Raises:
        DoctorError: There is none; the message names the nearest.
    """
    known = {fault.name: fault for fault in FAULTS}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=3, cutoff=0.4) or ["healthy"]
    raise DoctorError(say("usage.no_fault", name=repr(name), near=tuple(near)))
