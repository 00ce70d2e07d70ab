"""The keychain of macOS, played by a script that prints what Apple's `security` prints."""

from __future__ import annotations

import asyncio
import hashlib
import plistlib
from typing import TYPE_CHECKING, Any

import pytest

from certificates import make_authority, make_certificate
from codex_doctor.platform import keychain
from codex_doctor.platform.deadline import Deadline
from codex_doctor.platform.system import System
from codex_doctor.probes.tls import trust as trust_module
from codex_doctor.probes.tls.handshakes import handshake
from codex_doctor.probes.tls.trust import trust
from codex_doctor.words.told import said
from servers import http_answer, listen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from certificates import Issued
    from codex_doctor.facts import TlsHandshake

    Play = Callable[[dict[str, bytes]], None]

SYSTEM, OWN, COMPANY = (make_authority(organization=one) for one in ("Apple", "Me", "Company"))
Rules = list[dict[str, Any]]
TRUSTED: Rules = []
DENIED: Rules = [{"kSecTrustSettingsResult": 3}]
SCRIPT = """#!/bin/sh
case "$*" in
  *System/Library*) cat {folder}/system ;;
  find-certificate*) cat {folder}/own ;;
  *export\\ -d*) test -f {folder}/admin && cp {folder}/admin "$3" ;;
  *export*) test -f {folder}/user && cp {folder}/user "$2" ;;
esac
"""


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Play:
    """Give the keychains these files: `system`, `own`, and the settings `user` and `admin`."""

    def write(files: dict[str, bytes]) -> None:
        for name, content in {"system": SYSTEM.pem, "own": OWN.pem + COMPANY.pem, **files}.items():
            (tmp_path / name).write_bytes(content)

    (tmp_path / "security").write_text(SCRIPT.format(folder=tmp_path))
    (tmp_path / "security").chmod(0o755)
    monkeypatch.setattr(keychain, "SECURITY", str(tmp_path / "security"))
    return write


def settings(*entries: tuple[Issued, Rules | None]) -> bytes:
    listed = {
        hashlib.sha1(one.der).hexdigest().upper(): {} if rules is None else {"trustSettings": rules}
        for one, rules in entries
    }
    return plistlib.dumps({"trustList": listed, "trustVersion": 1})


def tls_rule(result: int, policy: str = "sslServer") -> dict[str, Any]:
    return {"kSecTrustSettingsPolicyName": policy, "kSecTrustSettingsResult": result}


def test_the_roots_of_the_system_count_and_others_only_when_trusted(play: Play) -> None:
    play({"admin": settings((COMPANY, TRUSTED))})

    assert keychain.trusted_roots({}, Deadline()) == (COMPANY.der, SYSTEM.der)


@pytest.mark.parametrize(
    ("rules", "is_root"),
    [
        (None, True),
        (TRUSTED, True),
        ([dict[str, Any]()], True),
        ([tls_rule(1)], True),
        ([tls_rule(2)], True),
        ([tls_rule(3)], False),
        ([tls_rule(4), tls_rule(1)], True),
        ([tls_rule(1, "eapServer")], False),
        ([tls_rule(3, "SMIME"), tls_rule(1)], True),
    ],
)
def test_trust_settings_are_read_for_tls(play: Play, rules: Rules | None, *, is_root: bool) -> None:
    play({"user": settings((OWN, rules))})

    assert (OWN.der in keychain.trusted_roots({}, Deadline())) is is_root


def test_the_user_is_heard_before_the_administrator(play: Play) -> None:
    denied = settings((OWN, DENIED), (SYSTEM, DENIED))
    play({"user": denied, "admin": settings((OWN, TRUSTED), (SYSTEM, TRUSTED))})

    assert keychain.trusted_roots({}, Deadline()) == ()


@pytest.mark.parametrize("settings_file", [b"", b"no plist", plistlib.dumps([]), b"<plist><"])
def test_what_cannot_be_read_trusts_nothing(play: Play, settings_file: bytes) -> None:
    broken = b"-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n"
    play({"user": settings_file, "system": broken})

    assert keychain.trusted_roots({}, Deadline()) == ()


def test_why_the_keychain_is_not_read_is_said(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trust_module, "THIS", System("darwin"))
    play({})

    def why(deadline: Deadline | None = None) -> str:
        roots, said = trust(ca_file=None, ca_variable=None, deadline=deadline).more()
        assert roots == ()
        return said

    assert why(Deadline(budget_s=0.0)).endswith("security trust-settings-export: budget")
    monkeypatch.setattr(keychain, "SECURITY", "/nonexistent/security")
    assert why().endswith("trust-settings-export: not started (No such file or directory)")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert why().startswith("there is no place for a temporary folder")


def test_without_a_keychain_there_is_nothing_more() -> None:
    assert trust(ca_file=None, ca_variable=None).more() == ((), "")


def test_a_server_whose_root_is_in_the_keychain_is_taken(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trust_module, "THIS", System("darwin"))
    monkeypatch.setattr(trust_module, "SYSTEM_FILES", (SYSTEM.write(tmp_path),))
    monkeypatch.setattr(trust_module, "SYSTEM_FOLDERS", ())
    play({"admin": settings((COMPANY, TRUSTED))})

    def shake(issuer: Issued, deadline: Deadline | None = None) -> TlsHandshake:
        async def run() -> TlsHandshake:
            tls = make_certificate(issuer=issuer).server_context()
            async with listen(http_answer(), tls=tls) as server:
                seen, _ = await handshake(
                    "127.0.0.1",
                    server.port,
                    addresses=("127.0.0.1",),
                    trust=trust(ca_file=None, ca_variable=None, deadline=deadline),
                    timeout_s=4.0,
                )
                return seen

        return asyncio.run(run())

    assert shake(COMPANY).result == "ok"
    missing = shake(OWN)
    assert (missing.result, said(missing.unseen_roots)) == ("unknown_ca", "the keychain of macOS")
    unread = shake(COMPANY, Deadline(budget_s=0.0))
    assert unread.result == "unknown_ca"
    assert said(unread.unseen_roots).startswith("the keychain of macOS: not read: ")
