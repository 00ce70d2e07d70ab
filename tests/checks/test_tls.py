from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from certificates import make_authority
from codex_doctor.facts import Certificate, Endpoint, Location, ProxyChoice, Setup, TlsHandshake
from codex_doctor.model import Confidence, Failed, Finding, Passed, Skipped, Variable
from codex_doctor.probes.tls.authorities import read_authorities
from codex_doctor_checks.network.tls import judge
from eyes import ENDPOINT, SETUP

if TYPE_CHECKING:
    from pathlib import Path

LEAF = Certificate(
    subject="CN=gw.example",
    issuer="CN=Company Root",
    names=("*.wild.example", "api.example"),
    not_before="2026-01-01T00:00:00Z",
    not_after="2026-06-01T00:00:00Z",
)
CHAIN = (LEAF, replace(LEAF, subject="CN=Company Root", is_ca=True))
KEY = "model_providers.lab.base_url"
CONFIGURED = replace(
    SETUP,
    origins={KEY: Location("~/.codex/config.toml", 6)},
    values={KEY: ENDPOINT.base_url},
)


def seen(result: str, certificate: Certificate | None = LEAF, **more: object) -> TlsHandshake:
    base = TlsHandshake(result, 0.1, "words", "TLSv1.3", certificate, "/etc/ssl/certs")
    return replace(base, **more)


def finding(
    handshake: TlsHandshake, endpoint: Endpoint = ENDPOINT, setup: Setup = CONFIGURED
) -> Finding:
    outcome = judge(handshake, endpoint, setup)
    assert isinstance(outcome, Failed)
    (one,) = outcome.findings
    return one


def titles(one: Finding) -> list[str]:
    return [fix.title for fix in one.fixes]


def test_plain_http_has_no_handshake_and_a_good_one_passes() -> None:
    assert judge(None, ENDPOINT, SETUP) == Skipped("base_url is http://")
    assert judge(seen("ok"), ENDPOINT, SETUP) == Passed("TLSv1.3, valid until 2026-06-01")
    assert judge(seen("ok", None), ENDPOINT, SETUP) == Passed("TLSv1.3")


@pytest.mark.parametrize(
    ("result", "kind"),
    [
        ("unknown_ca", "tls.unknown_ca"),
        ("self_signed", "tls.self_signed"),
        ("chain_incomplete", "tls.chain_incomplete"),
        ("ca_as_leaf", "tls.ca_as_leaf"),
        ("hostname_mismatch", "tls.hostname_mismatch"),
        ("expired", "tls.expired"),
        ("not_yet_valid", "tls.not_yet_valid"),
        ("weak_algorithm", "tls.weak_algorithm"),
        ("wrong_purpose", "tls.wrong_purpose"),
        ("name_constraints", "tls.name_constraints"),
        ("chain_invalid", "tls.chain_invalid"),
        ("client_certificate", "tls.client_certificate"),
        ("version", "tls.version"),
        ("plain_http", "tls.plain_http_server"),
        ("ca_file_invalid", "tls.ca_file_invalid"),
        ("closed", "tcp.reset"),
        ("timeout", "tls.no_answer"),
        ("refused", "tls.handshake_failed"),
        ("error", "tls.handshake_failed"),
    ],
)
@pytest.mark.parametrize("certificate", [LEAF, None])
def test_each_result_has_its_finding_with_and_without_a_certificate(
    result: str, kind: str, certificate: Certificate | None
) -> None:
    one = finding(seen(result, certificate))

    assert one.id == kind
    assert one.fixes
    assert "{" not in one.cause
    assert (one.confidence is Confidence.LIKELY) is (result == "chain_incomplete")


def test_an_unknown_authority_is_named_with_the_way_to_trust_it() -> None:
    one = finding(seen("unknown_ca", chain=CHAIN))

    assert "CN=Company Root" in one.cause
    assert one.evidence[-1].measured == "/etc/ssl/certs"
    commands = one.fixes[0].commands
    assert commands is not None
    assert "openssl s_client -connect gw.example:443 -showcerts" in commands.posix
    assert 'CODEX_CA_CERTIFICATE="$PWD/codex-ca.pem"' in commands.posix
    assert "ChainElements[-1]" in commands.powershell
    assert finding(seen("unknown_ca", chain=(LEAF,))).fixes[0].title.startswith("Ask whoever runs")
    nowhere = finding(seen("unknown_ca", roots=""))
    assert "no certificate store" in nowhere.evidence[-1].measured


def test_commands_quote_the_host_and_go_through_the_proxy() -> None:
    proxy = ProxyChoice("http://10.0.0.1:3128", "10.0.0.1", 3128, "HTTPS_PROXY")
    strange = replace(ENDPOINT, host="a';rm -r x", proxy=proxy)
    commands = finding(seen("unknown_ca", chain=CHAIN), strange).fixes[0].commands
    six = finding(seen("unknown_ca", chain=CHAIN), replace(ENDPOINT, host="::1")).fixes[0].commands

    assert commands is not None
    assert "-connect 'a'\"'\"';rm -r x:443' -proxy 10.0.0.1:3128" in commands.posix
    assert "'a'';rm -r x'" in commands.powershell
    assert six is not None
    assert "-connect '[::1]:443'" in six.posix


def test_a_self_signed_certificate_can_be_trusted_only_when_it_is_no_ca() -> None:
    plain = finding(seen("self_signed"))
    marked = finding(seen("self_signed", replace(LEAF, is_ca=True)))
    local = finding(seen("ca_as_leaf"), replace(ENDPOINT, host="127.0.0.1"))

    assert titles(plain)[0].startswith("Save the server's certificate")
    assert titles(marked)[0].startswith("Make a certificate for gw.example")
    assert marked.evidence[-2].label == "marked as a CA"
    commands = local.fixes[0].commands
    assert commands is not None
    assert "subjectAltName=IP:127.0.0.1 -addext basicConstraints=critical,CA:FALSE" in (
        commands.posix
    )


def test_a_name_of_the_certificate_is_offered_for_base_url() -> None:
    one = finding(seen("hostname_mismatch"))
    none = finding(seen("hostname_mismatch", replace(LEAF, names=("*.wild.example",))))

    assert one.fixes[0].edits[0].after == 'base_url = "https://api.example/v1"'
    assert len(none.fixes) == 1


@pytest.mark.parametrize(
    ("result", "skew_s", "first"),
    [
        ("expired", None, "Renew the certificate at gw.example"),
        ("expired", 12.0, "Renew the certificate at gw.example"),
        ("expired", 90 * 86400.0, "it is 90 days ahead of the server's"),
        ("not_yet_valid", -7200.0, "it is 2 hours behind the server's"),
        ("not_yet_valid", None, "Check the clock of this machine"),
    ],
)
def test_a_wrong_clock_is_told_from_a_wrong_date(
    result: str, skew_s: float | None, first: str
) -> None:
    assert first in titles(finding(seen(result, clock_skew_s=skew_s)))[0]


def test_a_plain_server_gets_http_first_on_this_machine_or_where_no_key_is_sent() -> None:
    local = replace(ENDPOINT, base_url="https://127.0.0.1:4000/v1", is_loopback=True)

    assert titles(finding(seen("plain_http"), local))[0] == (
        "Write http:// in base_url: http://127.0.0.1:4000/v1."
    )
    assert titles(finding(seen("plain_http")))[0].startswith("Use the port")
    keyless = replace(CONFIGURED, credential=replace(CONFIGURED.credential, sent=False))
    assert titles(finding(seen("plain_http"), setup=keyless))[0].startswith("Write http://")


def test_a_useless_ca_file_is_named_with_its_variable() -> None:
    endpoint = replace(ENDPOINT, ca_file="/x/ca.pem", ca_variable="SSL_CERT_FILE")
    one = finding(seen("ca_file_invalid", detail="No such file or directory"), endpoint)

    assert one.cause == (
        "SSL_CERT_FILE names /x/ca.pem, which Codex cannot use: No such file or directory"
    )
    assert one.location is None
    assert one.fixes[0].commands is not None
    assert one.fixes[0].commands.posix == "unset SSL_CERT_FILE"


def test_the_file_that_has_the_authority_is_named_in_place_of_a_useless_one() -> None:
    endpoint = replace(ENDPOINT, ca_file="/x/ca_1.pem", ca_variable="SSL_CERT_FILE")
    one = finding(seen("ca_file_invalid", trusted_by=(("/x/ca-1.pem", "/x/ca-1.pem"),)), endpoint)

    named, unset, _ = one.fixes
    assert named.commands is not None
    assert named.commands.posix == 'export SSL_CERT_FILE="/x/ca-1.pem"'
    assert unset.commands is not None
    assert unset.commands.posix == "unset SSL_CERT_FILE"


def test_a_certificate_without_names_and_a_file_without_a_variable_are_said_so() -> None:
    nameless = finding(seen("hostname_mismatch", replace(LEAF, names=())))

    assert nameless.cause == "The certificate of gw.example has no alternative names"
    assert finding(seen("ca_file_invalid")).cause == (
        "The environment names a CA file that Codex cannot use: words"
    )
    assert finding(seen("expired", None)).cause == (
        "The certificate of gw.example, or one it depends on, has expired"
    )


def test_the_chain_is_shown_with_the_place_where_it_breaks() -> None:
    middle = replace(LEAF, subject="CN=Middle", key="RSA 1024", signature="RSA with SHA-1")
    one = finding(seen("weak_algorithm", middle, chain=(LEAF, middle), also=("CN=x: it is old",)))
    lines = {line.label: line.measured for line in one.evidence}

    assert one.cause == "Codex refuses the certificate CN=Middle of gw.example: words"
    assert lines["chain 2 of 2, refused here"].startswith("CN=Middle; RSA 1024, RSA with SHA-1; ")
    assert lines["chain 1 of 2"].endswith("2026-01-01 to 2026-06-01; issued by CN=Company Root")
    assert lines["also wrong"] == "CN=x: it is old"
    assert lines["key"] == "RSA 1024"


def test_a_store_that_has_the_root_is_named_and_used() -> None:
    stores = (("/x y/ca.pem (REQUESTS_CA_BUNDLE)", "/x y/ca.pem"),)
    one = finding(seen("unknown_ca", trusted_by=stores))
    replaced = replace(ENDPOINT, ca_file="/old.pem", ca_variable="SSL_CERT_FILE")
    folder = replace(ENDPOINT, ssl_cert_dir="/old")

    assert one.fixes[0].title.startswith("Name /x y/ca.pem (REQUESTS_CA_BUNDLE) in CODEX_CA")
    assert one.fixes[0].commands is not None
    assert one.fixes[0].commands.posix == 'export CODEX_CA_CERTIFICATE="/x y/ca.pem"'
    assert one.fixes[0].commands.variable == Variable("CODEX_CA_CERTIFICATE", "/x y/ca.pem")
    assert one.fixes[0].commands.powershell == '$env:CODEX_CA_CERTIFICATE = "/x y/ca.pem"'
    for endpoint, variable in ((replaced, "SSL_CERT_FILE"), (folder, "SSL_CERT_DIR")):
        hidden = finding(seen("unknown_ca", trusted_by=stores), endpoint)
        assert hidden.fixes[0].title.startswith(f"Unset {variable}: ")


def test_a_file_of_ssl_cert_dir_that_is_not_looked_for_is_named() -> None:
    endpoint = replace(ENDPOINT, ssl_cert_dir="/roots")
    stores = (("/roots/ca.pem", "/roots/ca.pem"),)
    (first, *_) = finding(seen("unknown_ca", trusted_by=stores), endpoint).fixes

    assert first.commands is not None
    assert first.commands.posix == 'export CODEX_CA_CERTIFICATE="/roots/ca.pem"'


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_the_good_certificates_of_a_flawed_file_are_copied(tmp_path: Path) -> None:
    first, second = make_authority(), make_authority("Second")
    flaw = b"-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n"
    file = tmp_path / "my roots.pem"
    file.write_bytes(first.pem + flaw + b"# a word\n" + second.pem)
    endpoint = replace(ENDPOINT, ca_file=str(file), ca_variable="SSL_CERT_FILE")
    seen_flaw = seen("ca_file_invalid", detail=read_authorities(str(file))[1])
    (fix, *_) = finding(seen_flaw, endpoint).fixes

    assert fix.commands is not None
    script = f'{fix.commands.posix}\nprintf %s "$SSL_CERT_FILE"'
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, check=True)
    copied, why = read_authorities(done.stdout.decode())
    assert (len(copied), why) == (2, "")


@pytest.mark.parametrize(
    ("issuer", "program", "where"),
    [
        ("CN=mkcert me@laptop", "mkcert", '"$(mkcert -CAROOT)/rootCA.pem"'),
        ("CN=Zscaler Intermediate Root CA", "Zscaler", ""),
    ],
)
def test_a_program_that_issues_on_the_way_is_known_by_its_name(
    issuer: str, program: str, where: str
) -> None:
    one = finding(seen("unknown_ca", replace(LEAF, issuer=issuer)))
    lines = {line.label: line.measured for line in one.evidence}
    commands = one.fixes[0].commands

    assert lines["issued on the way by"] == program
    assert (commands.posix if commands else "") == (
        f"export CODEX_CA_CERTIFICATE={where}" if where else ""
    )


def test_a_proxy_that_shows_a_certificate_of_its_own_is_the_cause() -> None:
    proxy = ProxyChoice("http://10.0.0.1:3128", "10.0.0.1", 3128, "HTTPS_PROXY")
    one = finding(
        seen("unknown_ca", direct_issuer="CN=Public Root"), replace(ENDPOINT, proxy=proxy)
    )

    assert one.cause == (
        "The proxy http://10.0.0.1:3128 shows a certificate of its own for gw.example, "
        "issued by CN=Company Root"
    )
    assert ("without the proxy issued by", "CN=Public Root") in {
        (line.label, line.measured) for line in one.evidence
    }


@pytest.mark.parametrize(
    ("result", "confidence"),
    [
        ("unknown_ca", Confidence.POSSIBLE),
        ("self_signed", Confidence.POSSIBLE),
        ("hostname_mismatch", Confidence.CERTAIN),
    ],
)
def test_a_root_may_stand_in_a_store_that_was_not_seen_whole(
    result: str, confidence: Confidence
) -> None:
    one = finding(seen(result, unseen_roots="the keychain of macOS"))

    assert one.confidence is confidence
    assert one.evidence[-1].label == "perhaps not seen whole"


def test_whose_process_answers_without_tls_is_said() -> None:
    held = [
        one.measured
        for one in finding(seen("plain_http", None, holder="ollama (process 7)")).evidence
    ]

    assert "held by ollama (process 7)" in held


def test_a_version_that_does_not_read_codex_ca_certificate_is_given_the_other_variable() -> None:
    old = replace(ENDPOINT, roots_variable="SSL_CERT_FILE")
    for result in ("unknown_ca", "self_signed", "chain_incomplete", "ca_as_leaf"):
        outcome = judge(seen(result), old, SETUP)
        assert isinstance(outcome, Failed)
        text = repr(outcome.findings[0].fixes)
        assert "SSL_CERT_FILE" in text
        assert "CODEX_CA_CERTIFICATE" not in text


def test_openssl_takes_a_self_signed_authority_when_it_is_listed() -> None:
    marked = replace(LEAF, is_ca=True)
    for by_openssl, first in ((True, "Save the server's"), (False, "Make a certificate")):
        outcome = judge(
            seen("self_signed", marked), replace(ENDPOINT, by_openssl=by_openssl), SETUP
        )
        assert isinstance(outcome, Failed)
        assert str(outcome.findings[0].fixes[0].title).startswith(first)
