"""The roots in the keychain of macOS that Codex takes, as the program `security` shows them.

Codex's library takes what the trust settings of the user, else of the administrator, else of the
system call a root for TLS. (From the manual of `security` and the documentation of the Rust crate
rustls-native-certs. There was no Mac to measure it on: `Trust.unseen` stays, so that a root which
is not found here is only possibly missing.)
"""

from __future__ import annotations

import hashlib
import plistlib
import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from codex_doctor.model import DoctorError
from codex_doctor.patterns import Regex
from codex_doctor.platform.programs import reason_words, run_program
from codex_doctor.platform.user_files import read_bytes
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from codex_doctor.platform.deadline import Deadline

SECURITY = "/usr/bin/security"
SYSTEM_ROOTS = "/System/Library/Keychains/SystemRootCertificates.keychain"
TIMEOUT_S = 1.0
MAX_BYTES = 4 * 1024 * 1024
_BLOCK = Regex(r"-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----")
# Values of kSecTrustSettingsResult.
_TRUST_ROOT, _TRUST_AS_ROOT, _UNSPECIFIED = 1, 2, 4


def trusted_roots(environ: Mapping[str, str], deadline: Deadline) -> tuple[bytes, ...]:
    """Return the roots as DER; none where `security` shows none.

    Raises:
        DoctorError: It cannot be asked, or not in time, or there is no place for its answer.
    """
    trusted = {**_settings("-d", environ, deadline), **_settings("", environ, deadline)}
    own = _certificates((), environ, deadline)
    system = _certificates((SYSTEM_ROOTS,), environ, deadline)
    return (
        *(der for der in own if trusted.get(_name(der), False)),
        *(der for der in system if trusted.get(_name(der), True)),
    )


def _certificates(
    keychains: tuple[str, ...], environ: Mapping[str, str], deadline: Deadline
) -> Iterator[bytes]:
    """Yield what is in these keychains, or in those that the user searches."""
    found = _run(("find-certificate", "-a", "-p", *keychains), environ, deadline)
    for block in _BLOCK.findall(found.decode("ascii", "replace")):
        try:
            yield ssl.PEM_cert_to_DER_cert(block)
        except ValueError:
            continue


def _settings(domain: str, environ: Mapping[str, str], deadline: Deadline) -> dict[str, bool]:
    """Return what the settings of the user ("") or the administrator ("-d") say, by SHA-1."""
    with deadline.folder() as folder:
        file = folder / "settings.plist"
        _run(("trust-settings-export", *domain.split(), str(file)), environ, deadline)
        try:
            exported: Any = plistlib.loads(read_bytes(file, max_bytes=MAX_BYTES).data)
            entries = exported["trustList"].items()
            return {name: _is_root(entry.get("trustSettings", [])) for name, entry in entries}
        except (ValueError, LookupError, TypeError, AttributeError, ExpatError):
            return {}


def _is_root(settings: list[dict[str, Any]]) -> bool:
    """Tell whether settings make a certificate a root for TLS; without any they do."""
    for one in settings:
        result = one.get("kSecTrustSettingsResult", _TRUST_ROOT)
        is_about_tls = one.get("kSecTrustSettingsPolicyName", "sslServer") == "sslServer"
        if is_about_tls and result != _UNSPECIFIED:
            return result in {_TRUST_ROOT, _TRUST_AS_ROOT}
    return not settings


def _name(der: bytes) -> str:
    return hashlib.sha1(der, usedforsecurity=False).hexdigest().upper()


def _run(arguments: tuple[str, ...], environ: Mapping[str, str], deadline: Deadline) -> bytes:
    """Return what it prints; it ends with another exit code where there is nothing to show."""
    printed = run_program(
        (SECURITY, *arguments),
        environ=environ,
        cwd=Path("/"),
        timeout_s=TIMEOUT_S,
        deadline=deadline,
        max_bytes=MAX_BYTES,
    )
    if printed.reason not in {"", "exit_code"}:
        program, why = f"{SECURITY} {arguments[0]}", reason_words(printed)
        if printed.detail:
            raise DoctorError(
                say("program.failed_with", program=program, why=why, detail=said(printed.detail))
            )
        raise DoctorError(say("program.failed", program=program, why=why))
    return printed.output
