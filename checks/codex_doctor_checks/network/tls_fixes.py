"""The fixes of the tls findings, with commands that can be pasted; not a check."""

from __future__ import annotations

import ipaddress
import shlex
from pathlib import PurePath
from typing import TYPE_CHECKING

from codex_doctor.codex.urls import bracketed
from codex_doctor.facts.network import FLAWED_CERTIFICATE
from codex_doctor.model import Commands, Fix
from codex_doctor.shell_words import in_single_quotes
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said
from codex_doctor_checks.network.tls_authorities import known_authority
from codex_doctor_checks.setup.base_url import change_base_url
from codex_doctor_checks.setup.problem_words import assign, unset

if TYPE_CHECKING:
    from codex_doctor.facts import Endpoint, Setup, TlsHandshake
    from codex_doctor.words.told import Words

UNTRUSTED = ("unknown_ca", "self_signed", "chain_incomplete")
# A clock that is wrong by less does not make a certificate invalid in practice.
CLOCK_TOLERANCE_S = 600.0

_KEEP_LAST = 'awk \'/BEGIN CERT/{c=""} {c=c $0 "\\n"} /END CERT/{last=c} END{printf "%s", last}\''


def fixes_for(seen: TlsHandshake, endpoint: Endpoint, setup: Setup) -> tuple[Fix, ...]:
    """Return what to do about a failed handshake, the best first."""
    host = endpoint.host
    match seen.result:
        case "unknown_ca":
            return _untrusted(seen, endpoint)
        case "self_signed" if seen.certificate and (
            endpoint.by_openssl or not seen.certificate.is_ca
        ):
            return (_trust(endpoint, own=True), _make_new(endpoint))
        case "self_signed" | "ca_as_leaf":
            return (_make_new(endpoint), _ask_operator(endpoint))
        case "chain_incomplete":
            return (
                Fix(say("tls.chain_incomplete.fix_server", host=host)),
                Fix(say("tls.chain_incomplete.fix_file", variable=endpoint.roots_variable)),
            )
        case "hostname_mismatch":
            return _other_names(seen, endpoint, setup)
        case "expired" | "not_yet_valid":
            return _dates(seen, host)
        case "weak_algorithm":
            return (Fix(say("tls.weak_algorithm.fix_certificate", host=host)),)
        case "wrong_purpose":
            return (Fix(say("tls.wrong_purpose.fix_certificate", host=host)),)
        case "name_constraints":
            return (Fix(say("tls.name_constraints.fix_certificate", host=host)),)
        case "chain_invalid":
            return (Fix(say("tls.chain_invalid.fix_certificate", host=host)),)
        case "client_certificate":
            return _client_certificate(host)
        case "version":
            return (Fix(say("tls.version.fix_server", host=host)),)
        case "plain_http":
            return _plain(endpoint, setup)
        case "ca_file_invalid":
            return _ca_file(seen, endpoint)
        case _:
            return (Fix(say("tcp.reset.fix_log", host=host, port=endpoint.port)),)


def _untrusted(seen: TlsHandshake, endpoint: Endpoint) -> tuple[Fix, ...]:
    """Return how to trust an authority: from a file that is there, or from what is sent."""
    issuer = seen.certificate.issuer if seen.certificate else ""
    known, variable = known_authority(issuer), endpoint.roots_variable
    fixes: list[Fix] = []
    in_folder = bool(seen.trusted_by) and _is_in(endpoint.ssl_cert_dir, seen.trusted_by[0][1])
    if seen.trusted_by and not in_folder and (replaced := _replaces_the_system(endpoint)):
        fixes.append(_unset(replaced, say("tls.unknown_ca.fix_unset", variable=replaced)))
    elif seen.trusted_by:
        fixes.append(_named(seen.trusted_by[0], variable))
    if known and known.posix:
        title = say("tls.unknown_ca.fix_program", program=known.program, variable=variable)
        command = _export(variable, f'"{known.posix}"', f'"{known.powershell}"')
        fixes.append(Fix(title, commands=command))
    # Of a chain with one certificate, the authority's is not to be had from the server.
    if len(seen.chain) > 1:
        fixes.append(_trust(endpoint, own=False))
    return (*fixes, _ask_operator(endpoint))


def _named(store: tuple[Words, str], variable: str) -> Fix:
    """Return the fix that lets Codex take a file in which the authority is."""
    shown, path = store
    quoted = in_single_quotes(path)
    command = assign(variable, path) or _export(variable, shlex.quote(path), quoted)
    title = say("tls.unknown_ca.fix_store", store=said(shown), variable=variable)
    return Fix(title, commands=command)


def _is_in(folder: str | None, path: str) -> bool:
    """Tell whether a file is in the folder of SSL_CERT_DIR, under a name that is not read."""
    return bool(folder) and PurePath(folder or "") in PurePath(path).parents


def _export(variable: str, posix: str, powershell: str) -> Commands:
    return Commands(
        posix=f"export {variable}={posix}", powershell=f"$env:{variable} = {powershell}"
    )


def _replaces_the_system(endpoint: Endpoint) -> str:
    """Return the variable that takes the system's roots away, "" when none does."""
    if endpoint.ssl_cert_file or endpoint.ca_variable == "SSL_CERT_FILE":
        return "SSL_CERT_FILE"
    return "SSL_CERT_DIR" if endpoint.ssl_cert_dir else ""


def _client_certificate(host: str) -> tuple[Fix, ...]:
    return (
        Fix(say("tls.client_certificate.fix_operator", host=host)),
        Fix(say("tls.client_certificate.fix_proxy", host=host)),
    )


def _trust(endpoint: Endpoint, *, own: bool) -> Fix:
    """Return the fix that fetches the last certificate of the chain and trusts it."""
    template = "tls.self_signed.fix_save" if own else "tls.unknown_ca.fix_save"
    title = say(template, variable=endpoint.roots_variable)
    return Fix(title, commands=_fetched(endpoint, element=0 if own else -1))


def _fetched(endpoint: Endpoint, *, element: int) -> Commands:
    """Return the commands that save a certificate of the chain, and name the file."""
    host, port, variable = endpoint.host, endpoint.port, endpoint.roots_variable
    target = _connected(host, port)
    proxy = endpoint.proxy
    through = f" -proxy {_connected(proxy.host, proxy.port)}" if proxy else ""
    quoted = in_single_quotes(host)
    return Commands(
        posix=f"openssl s_client -connect {target}{through} -showcerts </dev/null 2>/dev/null "
        f"| {_KEEP_LAST} >codex-ca.pem && openssl x509 -in codex-ca.pem -noout "
        f'-subject -fingerprint && export {variable}="$PWD/codex-ca.pem"',
        powershell=f"$t = [Net.Sockets.TcpClient]::new({quoted}, {port}); "
        "$s = [Net.Security.SslStream]::new($t.GetStream(), $false, { $true }); "
        f"$s.AuthenticateAsClient({quoted}); "
        "$l = [Security.Cryptography.X509Certificates.X509Certificate2]$s.RemoteCertificate; "
        "$h = [Security.Cryptography.X509Certificates.X509Chain]::new(); [void]$h.Build($l); "
        f"$c = $h.ChainElements[{element}].Certificate; "
        "$b = [Convert]::ToBase64String($c.RawData, 'InsertLineBreaks'); "
        'Set-Content codex-ca.pem "-----BEGIN CERTIFICATE-----`n$b`n-----END CERTIFICATE-----"; '
        f'$env:{variable} = "$PWD\\codex-ca.pem"',
    )


def _connected(host: str, port: int) -> str:
    return shlex.quote(f"{bracketed(host)}:{port}")


def _ask_operator(endpoint: Endpoint) -> Fix:
    variable = endpoint.roots_variable
    return Fix(say("tls.unknown_ca.fix_operator", host=endpoint.host, variable=variable))


def _make_new(endpoint: Endpoint) -> Fix:
    host = endpoint.host
    try:
        name = f"IP:{ipaddress.ip_address(host)}"
    except ValueError:
        name = f"DNS:{host}"
    command = shlex.join(
        (
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "365", "-subj", f"/CN={host}"),
            *("-addext", f"subjectAltName={name}"),
            *("-addext", "basicConstraints=critical,CA:FALSE"),
            *("-keyout", "server.key", "-out", "server.pem"),
        )
    )
    return Fix(
        say("tls.ca_as_leaf.fix_certificate", host=host, variable=endpoint.roots_variable),
        commands=Commands(posix=command, powershell=command),
    )


def _other_names(seen: TlsHandshake, endpoint: Endpoint, setup: Setup) -> tuple[Fix, ...]:
    host = endpoint.host
    names = seen.certificate.names if seen.certificate else ()
    usable = [name for name in names if not name.startswith("*")]
    renew = Fix(say("tls.hostname_mismatch.fix_certificate", host=host))
    if not usable:
        return (renew,)
    shown = endpoint.base_url.replace(host, usable[0], 1)
    title = say("tls.hostname_mismatch.fix_name", name=usable[0])
    return (change_base_url(setup, shown=shown, title=title), renew)


def _dates(seen: TlsHandshake, host: str) -> tuple[Fix, ...]:
    renew = Fix(say("tls.expired.fix_renew", host=host))
    skew_s = seen.clock_skew_s or 0.0
    if abs(skew_s) < CLOCK_TOLERANCE_S:
        clock = Fix(say("tls.expired.fix_clock"))
        return (clock, renew) if seen.result == "not_yet_valid" else (renew, clock)
    if skew_s > 0:
        return (Fix(say("tls.expired.fix_clock_ahead", skew_s=skew_s)), renew)
    return (Fix(say("tls.not_yet_valid.fix_clock_behind", skew_s=-skew_s)), renew)


def _plain(endpoint: Endpoint, setup: Setup) -> tuple[Fix, ...]:
    shown = endpoint.base_url.replace("https://", "http://", 1)
    title = say("tls.plain_http_server.fix_scheme", base_url=shown)
    fix = change_base_url(setup, shown=shown, title=title)
    other = Fix(say("tls.plain_http_server.fix_port", host=endpoint.host))
    # Where a key is sent, it would be there for everybody on the way to read.
    is_harmless = endpoint.is_loopback or not setup.credential.sent
    return (fix, other) if is_harmless else (other, fix)


def _ca_file(seen: TlsHandshake, endpoint: Endpoint) -> tuple[Fix, ...]:
    variable, file = endpoint.ca_variable or endpoint.roots_variable, endpoint.ca_file
    good: tuple[Fix, ...] = ()
    if file and _is_flawed(seen.detail):
        title = say("tls.ca_file_invalid.fix_good", variable=variable)
        good = (Fix(title, commands=_without_flaws(file, variable)),)
    other = (_named(seen.trusted_by[0], variable),) if seen.trusted_by else ()
    # What the system does not trust either is found next, with a file to name.
    return (
        *good,
        *other,
        _unset(variable, say("tls.ca_file_invalid.fix_unset", variable=variable)),
        Fix(say("tls.ca_file_invalid.fix_file", variable=variable)),
    )


def _is_flawed(detail: Words) -> bool:
    """Tell whether some certificates of the file can be read, and others cannot."""
    if isinstance(detail, str):
        return detail.startswith(FLAWED_CERTIFICATE)
    return detail.template in {"handshake.file_not_base64", "handshake.file_unread"}


def _without_flaws(file: str, variable: str) -> Commands:
    """Return the commands that copy the certificates which can be read, and name the copy."""
    each = (
        '/BEGIN CERT/{c=""} {c=c $0 "\\n"} '
        '/END CERT/{p="openssl x509 2>/dev/null"; printf "%s", c | p; close(p)}'
    )
    decoded = "[Convert]::FromBase64String($_.Groups[1].Value)"
    return Commands(
        posix=f"awk '{each}' {shlex.quote(file)} >codex-ca.pem && "
        f'export {variable}="$PWD/codex-ca.pem"',
        powershell=f"$t = [IO.File]::ReadAllText({in_single_quotes(file)}); "
        "$g = [regex]::Matches($t, '(?s)-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----')"
        " | ? { try { [void][Security.Cryptography.X509Certificates.X509Certificate2]::new("
        f"{decoded}); $true }} catch {{ $false }} }}; "
        f'Set-Content codex-ca.pem $g.Value; $env:{variable} = "$PWD\\codex-ca.pem"',
    )


def _unset(variable: str, title: str) -> Fix:
    return Fix(title, commands=unset(variable))
