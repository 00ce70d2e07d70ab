"""The fixes of the tls findings, with commands that can be pasted; not a check."""

from __future__ import annotations

import ipaddress
import shlex
from typing import TYPE_CHECKING

from codex_doctor.model import Commands, Fix
from codex_doctor_checks.network.tls_authorities import known_authority
from codex_doctor_checks.setup.base_url import change_base_url

if TYPE_CHECKING:
    from codex_doctor.facts import Endpoint, Setup, TlsHandshake

VARIABLE = "CODEX_CA_CERTIFICATE"
UNTRUSTED = ("unknown_ca", "self_signed", "chain_incomplete")
# A clock that is wrong by less does not make a certificate invalid in practice.
CLOCK_TOLERANCE_S = 600.0

_KEEP_LAST = 'awk \'/BEGIN CERT/{c=""} {c=c $0 "\\n"} /END CERT/{last=c} END{printf "%s", last}\''
_POWERSHELL = (
    "$t = [Net.Sockets.TcpClient]::new({host}, {port}); "
    "$s = [Net.Security.SslStream]::new($t.GetStream(), $false, {{ $true }}); "
    "$s.AuthenticateAsClient({host}); "
    "$l = [Security.Cryptography.X509Certificates.X509Certificate2]$s.RemoteCertificate; "
    "$h = [Security.Cryptography.X509Certificates.X509Chain]::new(); [void]$h.Build($l); "
    "$c = $h.ChainElements[{element}].Certificate; "
    "$b = [Convert]::ToBase64String($c.RawData, 'InsertLineBreaks'); "
    'Set-Content codex-ca.pem "-----BEGIN CERTIFICATE-----`n$b`n-----END CERTIFICATE-----"; '
    f'$env:{VARIABLE} = "$PWD\\codex-ca.pem"'
)


def fixes_for(seen: TlsHandshake, endpoint: Endpoint, setup: Setup) -> tuple[Fix, ...]:
    """Return what to do about a failed handshake, the best first."""
    host = endpoint.host
    match seen.result:
        case "unknown_ca":
            return _untrusted(seen, endpoint)
        case "self_signed" if seen.certificate and not seen.certificate.is_ca:
            return (_trust(endpoint, own=True), _make_new(host))
        case "self_signed" | "ca_as_leaf":
            return (_make_new(host), _ask_operator(host))
        case "chain_incomplete":
            return (
                Fix(f"Let the server at {host} send its full chain (fullchain.pem)."),
                Fix(f"Save the missing certificate as PEM and name the file in {VARIABLE}."),
            )
        case "hostname_mismatch":
            return _other_names(seen, endpoint, setup)
        case "expired" | "not_yet_valid":
            return _dates(seen, host)
        case "weak_algorithm":
            new = "with a key of the kind ECDSA P-256 or RSA 2048, signed with SHA-256"
            return (Fix(f"Issue the refused certificate of {host} anew {new}."),)
        case "wrong_purpose":
            return (Fix(f"Issue the certificate of {host} anew with the usage serverAuth."),)
        case "name_constraints":
            return (Fix(f"Get a certificate from an authority that may issue for {host}."),)
        case "chain_invalid":
            return (Fix(f"Issue the refused certificate of {host} anew, without this flaw."),)
        case "client_certificate":
            return _client_certificate(host)
        case "version":
            return (Fix(f"Switch on TLS 1.2 or 1.3 with ECDHE and AES-GCM at {host}."),)
        case "plain_http":
            return _plain(endpoint, setup)
        case "ca_file_invalid":
            return _ca_file(endpoint)
        case _:
            return (Fix(f"Look into the log of the server at {host} port {endpoint.port}."),)


def _untrusted(seen: TlsHandshake, endpoint: Endpoint) -> tuple[Fix, ...]:
    """Return how to trust an authority: from a file that is there, or from what is sent."""
    issuer = seen.certificate.issuer if seen.certificate else ""
    known = known_authority(issuer)
    fixes: list[Fix] = []
    if seen.trusted_by and (replaced := _replaces_the_system(endpoint)):
        fixes.append(_unset(replaced, f"Unset {replaced}: the roots it hides have the authority."))
    elif seen.trusted_by:
        shown, path = seen.trusted_by[0]
        quoted = "'" + path.replace("'", "''") + "'"
        command = _export(shlex.quote(path), quoted)
        fixes.append(Fix(f"Name {shown} in {VARIABLE}: the authority is in it.", commands=command))
    if known and known.posix:
        title = f"Name the authority's certificate that {known.program} keeps in {VARIABLE}."
        command = _export(f'"{known.posix}"', f'"{known.powershell}"')
        fixes.append(Fix(title, commands=command))
    # Of a chain with one certificate, the authority's is not to be had from the server.
    if len(seen.chain) > 1:
        fixes.append(_trust(endpoint, own=False))
    return (*fixes, _ask_operator(endpoint.host))


def _export(posix: str, powershell: str) -> Commands:
    return Commands(
        posix=f"export {VARIABLE}={posix}", powershell=f"$env:{VARIABLE} = {powershell}"
    )


def _replaces_the_system(endpoint: Endpoint) -> str:
    """Return the variable that takes the system's roots away, "" when none does."""
    if endpoint.ssl_cert_file or endpoint.ca_variable == "SSL_CERT_FILE":
        return "SSL_CERT_FILE"
    return "SSL_CERT_DIR" if endpoint.ssl_cert_dir else ""


def _client_certificate(host: str) -> tuple[Fix, ...]:
    return (
        Fix(f"Ask who runs {host} for a way in without a client certificate."),
        Fix(f"Set base_url to a proxy of your own that sends the client certificate to {host}."),
    )


def _trust(endpoint: Endpoint, *, own: bool) -> Fix:
    """Return the fix that fetches the last certificate of the chain and trusts it."""
    host, port = endpoint.host, endpoint.port
    target = shlex.quote(f"[{host}]:{port}" if ":" in host else f"{host}:{port}")
    proxy = f" -proxy {endpoint.proxy.host}:{endpoint.proxy.port}" if endpoint.proxy else ""
    quoted = "'" + host.replace("'", "''") + "'"
    what = "the server's certificate" if own else "the certificate of its authority"
    return Fix(
        f"Save {what} as PEM, compare its fingerprint with the operator's, "
        f"and name the file in {VARIABLE}.",
        commands=Commands(
            posix=f"openssl s_client -connect {target}{proxy} -showcerts </dev/null 2>/dev/null "
            f"| {_KEEP_LAST} >codex-ca.pem && openssl x509 -in codex-ca.pem -noout "
            f'-subject -fingerprint && export {VARIABLE}="$PWD/codex-ca.pem"',
            powershell=_POWERSHELL.format(host=quoted, port=port, element=0 if own else -1),
        ),
    )


def _ask_operator(host: str) -> Fix:
    return Fix(
        f"Ask who runs {host} (or the proxy that intercepts it) for the authority's "
        f"certificate as PEM, and name that file in {VARIABLE}."
    )


def _make_new(host: str) -> Fix:
    try:
        name = f"IP:{ipaddress.ip_address(host)}"
    except ValueError:
        name = f"DNS:{host}"
    subject, alternative = shlex.quote(f"/CN={host}"), shlex.quote(f"subjectAltName={name}")
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 "
        f"-subj {subject} -addext {alternative} -addext basicConstraints=critical,CA:FALSE "
        "-keyout server.key -out server.pem"
    )
    return Fix(
        f"Make a certificate for {host} that is not marked as a CA, give it to the server, "
        f"and name server.pem in {VARIABLE}.",
        commands=Commands(posix=command, powershell=command),
    )


def _other_names(seen: TlsHandshake, endpoint: Endpoint, setup: Setup) -> tuple[Fix, ...]:
    host = endpoint.host
    names = seen.certificate.names if seen.certificate else ()
    usable = [name for name in names if not name.startswith("*")]
    renew = Fix(f"Give the server a certificate whose alternative names include {host}.")
    if not usable:
        return (renew,)
    shown = endpoint.base_url.replace(host, usable[0], 1)
    title = f"Use a name of the certificate in base_url: {usable[0]}."
    return (change_base_url(setup, shown=shown, title=title), renew)


def _dates(seen: TlsHandshake, host: str) -> tuple[Fix, ...]:
    renew = Fix(f"Renew the certificate at {host}, and reload the server.")
    skew_s = seen.clock_skew_s or 0.0
    if abs(skew_s) < CLOCK_TOLERANCE_S:
        clock = Fix("Check the clock of this machine.")
        return (clock, renew) if seen.result == "not_yet_valid" else (renew, clock)
    way = "ahead of" if skew_s > 0 else "behind"
    return (Fix(f"Set the clock of this machine: it is {_span(skew_s)} {way} the server's."), renew)


def _span(seconds: float) -> str:
    hours = abs(seconds) / 3600
    return f"{hours / 24:.0f} days" if hours >= 48 else f"{hours:.1f} hours"


def _plain(endpoint: Endpoint, setup: Setup) -> tuple[Fix, ...]:
    shown = endpoint.base_url.replace("https://", "http://", 1)
    title = f"Write http:// in base_url: {shown}."
    fix = change_base_url(setup, shown=shown, title=title)
    other = Fix(f"Use the port on which {endpoint.host} speaks TLS.")
    return (fix, other) if endpoint.is_loopback else (other, fix)


def _ca_file(endpoint: Endpoint) -> tuple[Fix, ...]:
    variable = endpoint.ca_variable or VARIABLE
    return (
        Fix(f"Name a PEM file with the authority's certificate in {variable}."),
        _unset(variable, f"Unset {variable}, if the system trusts the authority."),
    )


def _unset(variable: str, title: str) -> Fix:
    commands = Commands(posix=f"unset {variable}", powershell=f"Remove-Item Env:{variable}")
    return Fix(title, commands=commands)
