from __future__ import annotations

import os
import ssl
import subprocess
from typing import TYPE_CHECKING

import certifi
import pytest

from certificates import make_authority, make_certificate
from codex_doctor.platform.system import System
from codex_doctor.probes.tls import authorities
from codex_doctor.probes.tls import trust as module
from codex_doctor.probes.tls.attempt import parse_chain
from codex_doctor.probes.tls.trust import Trust, trust
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO = make_authority("One"), make_authority("Two")
FLAW = b"-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the system a store of its own: a bundle with one authority, and an empty folder."""
    folder = tmp_path / "store"
    folder.mkdir()
    bundle = ONE.write(folder, "bundle.crt")
    monkeypatch.setattr(module, "SYSTEM_FILES", (str(tmp_path / "none"), bundle))
    monkeypatch.setattr(module, "SYSTEM_FOLDERS", (str(folder),))
    return folder


def names(trusted: Trust) -> set[str]:
    """Return the common names of the loaded authorities."""
    roots = parse_chain(trusted.context.get_ca_certs(binary_form=True))
    return {one.shown.subject.split(",")[0].removeprefix("CN=") for one in roots}


def hashed(folder: Path) -> str:
    """Return a folder as OpenSSL's rehash leaves it."""
    folder.mkdir()
    ONE.write(folder, "one.pem")
    subprocess.run(["openssl", "rehash", str(folder)], check=True)
    return str(folder)


def test_without_a_variable_the_system_is_trusted(store: Path) -> None:
    seen = trust(ca_file=None, ca_variable=None)

    assert names(seen) == {"One"}
    assert said(seen.roots) == f"{store}/bundle.crt, {store}"
    assert (said(seen.problem), seen.anchors) == ("", ())


def test_codex_ca_certificate_adds_to_the_system(store: Path, tmp_path: Path) -> None:
    seen = trust(ca_file=TWO.write(tmp_path), ca_variable="CODEX_CA_CERTIFICATE")

    assert names(seen) == {"One", "Two"}
    assert said(seen.roots).startswith(f"{tmp_path}/ca.pem (CODEX_CA_CERTIFICATE), {store}")
    assert seen.anchors == (TWO.der,)


def test_ssl_cert_file_takes_the_systems_place(store: Path, tmp_path: Path) -> None:
    seen = trust(ca_file=TWO.write(tmp_path), ca_variable="SSL_CERT_FILE")

    assert names(seen) == {"Two"}
    assert said(seen.roots) == f"{tmp_path}/ca.pem (SSL_CERT_FILE)"


def test_where_openssl_judges_each_variable_hides_its_own_kind(store: Path, tmp_path: Path) -> None:
    """As 0.58.0 and 0.120.0 were seen to do, with a root in the system's file or folder alone."""
    here = hashed(tmp_path / "hashed")
    other = TWO.write(tmp_path)
    file = trust(ca_file=other, ca_variable="SSL_CERT_FILE", by_openssl=True)
    folder = trust(ca_file=None, ca_variable=None, ssl_cert_dir=here, by_openssl=True)

    assert said(file.roots) == f"{other} (SSL_CERT_FILE), {store}"
    assert said(folder.roots) == f"{here} (SSL_CERT_DIR), {store}/bundle.crt"


def test_both_variables_add_up(store: Path, tmp_path: Path) -> None:
    one, two = ONE.write(tmp_path, "one.pem"), TWO.write(tmp_path, "two.pem")
    seen = trust(ca_file=two, ca_variable="CODEX_CA_CERTIFICATE", ssl_cert_file=one)

    assert names(seen) == {"One", "Two"}
    assert str(store) not in said(seen.roots)


def test_what_ssl_cert_dir_has_under_other_names_is_told_first(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    file = folder / "ca.pem"
    file.write_bytes(make_authority().pem)
    (folder / "readme.txt").write_text("no certificate")

    assert store.exists()
    assert trust(ca_file=None, ca_variable=None, ssl_cert_dir=str(folder)).other_files[0] == (
        str(file),
        str(file),
    )
    file.rename(folder / "0123abcd.0")
    assert str(folder) not in str(
        trust(ca_file=None, ca_variable=None, ssl_cert_dir=str(folder)).other_files
    )


@pytest.mark.parametrize("name", ["corp_ca.pem", "server.pem"])
def test_what_stands_beside_a_named_file_may_be_meant(
    store: Path, name: str, tmp_path: Path
) -> None:
    folder = tmp_path / "certs"
    folder.mkdir()
    right, other = ONE.write(folder, "corp-ca.pem"), TWO.write(folder, "server.pem")
    named = str(folder / name)

    assert store.exists()
    seen = trust(ca_file=named, ca_variable="CODEX_CA_CERTIFICATE")
    assert [path for _, path in seen.other_files if path in {right, other}] == [
        one for one in (right, other) if one != named
    ]
    for variables in ({"NODE_EXTRA_CA_CERTS": named}, {"CURL_CA_BUNDLE": "certs/corp-ca.pem"}):
        seen = trust(ca_file=None, ca_variable=None, environ=variables)
        is_absolute = "NODE_EXTRA_CA_CERTS" in variables
        assert (right in {path for _, path in seen.other_files}) is is_absolute


def test_no_file_is_meant_where_anybody_may_put_one(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    named, other = ONE.write(folder, "corp-ca.pem"), TWO.write(folder, "server.pem")
    folder.chmod(0o1777)

    assert store.exists()
    seen = trust(ca_file=named, ca_variable="CODEX_CA_CERTIFICATE")
    assert other not in {path for _, path in seen.other_files}


def test_ssl_cert_dir_counts_with_hash_names_only(store: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    TWO.write(plain, "two.pem")

    good = trust(ca_file=None, ca_variable=None, ssl_cert_dir=hashed(tmp_path / "hashed"))
    useless = trust(ca_file=None, ca_variable=None, ssl_cert_dir=str(plain))
    missing = trust(ca_file=None, ca_variable=None, ssl_cert_dir=str(tmp_path / "no"))

    assert good.roots == f"{tmp_path}/hashed (SSL_CERT_DIR)"
    assert useless.roots == f"{store}/bundle.crt"
    assert missing.roots == f"{store}/bundle.crt, {store}"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "no certificate in it"),
        (make_certificate().key_pem, "no certificate in it"),
        (TWO.pem + FLAW % b"!!!", "a certificate in it is not base64"),
        (TWO.pem + FLAW.replace(b"CERT", b"TRUSTED CERT") % b"MIIB", "not base64"),
        (TWO.pem + FLAW % b"AAAA", "a certificate in it cannot be read"),
    ],
)
def test_a_flaw_leaves_out_the_whole_file(
    store: Path, tmp_path: Path, content: bytes, problem: str
) -> None:
    file = tmp_path / "flawed.pem"
    file.write_bytes(content)
    own = trust(ca_file=str(file), ca_variable="CODEX_CA_CERTIFICATE")
    native = trust(ca_file=str(file), ca_variable="SSL_CERT_FILE")

    assert problem in said(own.problem)
    assert names(own) == {"One"}
    # The file exists, so it hides the system's bundle, though not its folder.
    assert names(native) == set()
    assert said(native.roots) == str(store)


def test_a_file_that_is_missing_or_a_folder_is_named(store: Path, tmp_path: Path) -> None:
    missing = trust(ca_file=str(tmp_path / "no"), ca_variable="SSL_CERT_FILE")
    folder = trust(ca_file=str(tmp_path), ca_variable="CODEX_CA_CERTIFICATE")
    strange = trust(ca_file="a\0b", ca_variable="CODEX_CA_CERTIFICATE")

    assert missing.problem == "No such file or directory"
    assert said(folder.problem) == "is a directory"
    assert "NUL" in said(strange.problem)
    assert names(missing) == names(folder) == {"One"}


def test_the_trusted_form_of_openssl_is_read(tmp_path: Path) -> None:
    marked = subprocess.run(
        ["openssl", "x509", "-trustout", "-addtrust", "serverAuth"],
        input=TWO.pem,
        capture_output=True,
        check=True,
    ).stdout
    (tmp_path / "ca.pem").write_bytes(marked)
    seen = trust(ca_file=str(tmp_path / "ca.pem"), ca_variable="SSL_CERT_FILE")

    assert b"TRUSTED" in marked
    assert names(seen) == {"Two"}


def test_a_system_without_a_store_gets_the_roots_of_certifi(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "SYSTEM_FILES", ())
    monkeypatch.setattr(module, "SYSTEM_FOLDERS", ())
    seen = trust(ca_file=None, ca_variable=None)

    assert "certifi" in said(seen.roots)
    assert seen.paths == (certifi.where(),)
    assert seen.context.get_ca_certs()


def test_the_contexts_ask_for_what_codex_asks_for(store: Path) -> None:
    seen = trust(ca_file=None, ca_variable=None)

    assert seen.context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert seen.context.verify_mode is ssl.CERT_REQUIRED
    assert seen.context.check_hostname
    assert len(seen.proxy_context().get_ca_certs()) == 1


def test_a_keychain_is_said_not_to_be_seen_unless_a_variable_hides_it(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(trust(ca_file=None, ca_variable=None).unseen) == ""
    monkeypatch.setattr(module, "THIS", System("darwin"))

    assert said(trust(ca_file=None, ca_variable=None).unseen) == "the keychain of macOS"
    assert said(trust(ca_file=TWO.write(tmp_path), ca_variable="SSL_CERT_FILE").unseen) == ""


def test_a_file_that_is_too_long_is_said_not_to_be_seen(store: Path, tmp_path: Path) -> None:
    (tmp_path / "long.pem").write_bytes(TWO.pem + b"#" * authorities.MAX_BYTES)
    file = str(tmp_path / "long.pem")

    own = trust(ca_file=file, ca_variable="CODEX_CA_CERTIFICATE")
    native = trust(ca_file=None, ca_variable=None, ssl_cert_file=file)
    assert (own.problem, own.unseen) == ("", f"{file} (CODEX_CA_CERTIFICATE)")
    assert (native.unseen, names(native)) == (f"{file} (SSL_CERT_FILE)", set())


@pytest.mark.parametrize("thing", ["pipe", "device", "long"])
def test_openssl_opens_nothing_that_was_not_looked_at(thing: str, tmp_path: Path) -> None:
    folder = tmp_path / "hashed"
    hashed(folder)
    odd = folder / "0a1b2c3d.0"
    if thing == "pipe":
        os.mkfifo(odd)
    elif thing == "device":
        odd.symlink_to("/dev/zero")
    else:
        odd.write_bytes(b"x" * 5_000_000)

    seen = trust(ca_file=None, ca_variable=None, ssl_cert_dir=str(folder))
    assert names(seen) == {"One"}  # given to OpenSSL, which loads a folder by itself only later
    assert seen.unseen == f"{folder} (SSL_CERT_DIR)"
    assert len(seen.roots_with([ONE.der[:40]])[0]) == 1


def test_a_folder_that_is_long_together_is_said_not_to_be_seen_whole(tmp_path: Path) -> None:
    folder = tmp_path / "hashed"
    hashed(folder)
    for number in range(5):
        (folder / f"0a1b2c3d.{number}").write_bytes(b"#" * 900_000)

    seen = trust(ca_file=None, ca_variable=None, ssl_cert_dir=str(folder))
    assert seen.unseen == f"{folder} (SSL_CERT_DIR)"
    assert names(seen) == {"One"}


def test_a_folder_of_very_many_files_is_said_not_to_be_seen_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authorities, "MAX_FOLDER_FILES", 3)
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(4):
        ONE.write(folder, f"0000000{number}.0")

    seen = trust(ca_file=None, ca_variable=None, ssl_cert_dir=str(folder))
    assert seen.unseen == f"{folder} (SSL_CERT_DIR)"
    assert names(seen) == {"One"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"-----BEGIN CERTIFICATE-----\n" * 100_000, "no certificate in it"),
        (FLAW.partition(b"%s")[0] + TWO.pem, "a certificate in it is not base64"),
        (FLAW.rpartition(b"%s")[2] + TWO.pem, ""),
    ],
    ids=["begins", "begin-twice", "end-first"],
)
def test_beginnings_and_ends_are_paired_in_one_go(
    text: bytes, problem: str, tmp_path: Path
) -> None:
    (tmp_path / "ca.pem").write_bytes(text)

    assert (
        said(trust(ca_file=str(tmp_path / "ca.pem"), ca_variable="SSL_CERT_FILE").problem)
        == problem
    )
