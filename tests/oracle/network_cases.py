"""Set-ups below HTTP that were measured with the real Codex: roots of trust and NO_PROXY.

Each was run against Codex 0.169.0; `works` is what was seen. They are made when a test asks for
them, as those of `tls_faults` are, and can be added to the oracle's cases as they stand.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from ssl import SSLContext, TLSVersion
from typing import Final

from msgspec.structs import replace

from certificates import Issued, make_authority, make_certificate
from codex_doctor.lab.fault import Fault
from codex_doctor.lab.variants import HEALTHY

Set = tuple[Fault, SSLContext | None]
Builder = Callable[[Path], Set]

FLAW: Final = b"-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n"
CODEX, OPENSSL, FOLDER = "CODEX_CA_CERTIFICATE", "SSL_CERT_FILE", "SSL_CERT_DIR"


def _fault(expect: str | None, environ: dict[str, str]) -> Fault:
    return replace(
        HEALTHY,
        area="network",
        expect=expect,
        works=expect is None,
        environ={**HEALTHY.environ, **environ},
    )


def _tls(leaf: Issued, expect: str | None, **environ: str) -> Set:
    return _fault(expect, environ), leaf.server_context()


def issued_by(root: Issued, *, is_ca: bool = False) -> Issued:
    return make_certificate(issuer=root, is_ca=is_ca)


def both_variables(folder: Path) -> Set:
    """Both variables add up."""
    root, other = make_authority(), make_authority("Other")
    environ = {CODEX: other.write(folder, "other.pem"), OPENSSL: root.write(folder)}
    return _tls(issued_by(root), None, **environ)


def useless_codex_file(folder: Path) -> Set:
    """A CA file that is missing is left out."""
    root = make_authority()
    environ = {CODEX: str(folder / "nothing.pem"), OPENSSL: root.write(folder)}
    return _tls(issued_by(root), None, **environ)


def useless_openssl_file(folder: Path) -> Set:
    """A SSL_CERT_FILE that is missing is left out."""
    root = make_authority()
    environ = {CODEX: root.write(folder), OPENSSL: str(folder / "nothing.pem")}
    return _tls(issued_by(root), None, **environ)


def hashed_folder(folder: Path) -> Set:
    """SSL_CERT_DIR has hash names."""
    root = make_authority()
    root.write(folder)
    subprocess.run(["openssl", "rehash", str(folder)], check=True)
    return _tls(issued_by(root), None, **{FOLDER: str(folder)})


def plain_folder(folder: Path) -> Set:
    """SSL_CERT_DIR has no hash names."""
    root = make_authority()
    root.write(folder)
    return _tls(issued_by(root), "tls.unknown_ca", **{FOLDER: str(folder)})


def chain_sent(folder: Path) -> Set:
    """The whole chain is sent."""
    root = make_authority()
    middle = make_authority("Middle", issuer=root)
    leaf = make_certificate(issuer=middle, between=(middle,))
    return _tls(leaf, None, **{OPENSSL: root.write(folder)})


def middle_trusted(folder: Path) -> Set:
    """An intermediate authority is trusted as it is."""
    middle = make_authority("Middle", issuer=make_authority())
    return _tls(issued_by(middle), None, **{OPENSSL: middle.write(folder)})


def own_certificate_listed(folder: Path) -> Set:
    """The CA file holds the server's certificate instead of the authority's."""
    leaf = issued_by(make_authority())
    return _tls(leaf, "tls.unknown_ca", **{CODEX: leaf.write(folder)})


def issued_ca_as_leaf(folder: Path) -> Set:
    """The server's certificate is issued well and marked as a CA."""
    root = make_authority()
    leaf = issued_by(root, is_ca=True)
    return _tls(leaf, "tls.ca_as_leaf", **{CODEX: root.write(folder)})


def common_name_only(folder: Path) -> Set:
    """The host is only in the common name."""
    root = make_authority()
    leaf = make_certificate("127.0.0.1", issuer=root, names=())
    return _tls(leaf, "tls.hostname_mismatch", **{CODEX: root.write(folder)})


def _flawed(folder: Path, variable: str) -> Set:
    root = make_authority()
    (folder / "ca.pem").write_bytes(root.pem + FLAW)
    environ = {variable: str(folder / "ca.pem")}
    return _tls(issued_by(root), "tls.ca_file_invalid", **environ)


def flawed_codex_file(folder: Path) -> Set:
    """One certificate in CODEX_CA_CERTIFICATE has a flaw."""
    return _flawed(folder, CODEX)


def flawed_openssl_file(folder: Path) -> Set:
    """One certificate in SSL_CERT_FILE has a flaw."""
    return _flawed(folder, OPENSSL)


def weak_cipher(folder: Path) -> Set:
    """Only a CBC cipher."""
    root = make_authority()
    fault, _ = _tls(root, "tls.version", **{CODEX: root.write(folder)})
    context = issued_by(root).server_context()
    context.set_ciphers("ECDHE-ECDSA-AES128-SHA")
    context.maximum_version = TLSVersion.TLSv1_2
    return fault, context


def _proxied(title: str, expect: str | None, no_proxy: str) -> Builder:
    environ = {"HTTP_PROXY": "http://127.0.0.1:{dead_port}", "NO_PROXY": no_proxy}

    def build(_: Path) -> Set:
        return _fault(expect, environ), None

    build.__doc__ = title
    return build


_TLS: Final[tuple[Builder, ...]] = (
    both_variables,
    useless_codex_file,
    useless_openssl_file,
    hashed_folder,
    plain_folder,
    chain_sent,
    middle_trusted,
    own_certificate_listed,
    issued_ca_as_leaf,
    common_name_only,
    flawed_codex_file,
    flawed_openssl_file,
    weak_cipher,
)
_PROXIES: Final[dict[str, Builder]] = {
    "no-proxy-host": _proxied("NO_PROXY names the host.", None, "127.0.0.1"),
    "no-proxy-range": _proxied("NO_PROXY names the range.", None, "10.0.0.0/8, 127.0.0.0/8"),
    "no-proxy-port": _proxied("NO_PROXY has a port.", "proxy.no_proxy_form", "127.0.0.1:{port}"),
    "no-proxy-star": _proxied("NO_PROXY is a star.", "proxy.no_proxy_form", "*"),
    "no-proxy-name": _proxied("NO_PROXY has the name.", "proxy.no_proxy_form", "localhost"),
}


def _named(build: Builder, name: str) -> Builder:
    @wraps(build)
    def named(folder: Path) -> Set:
        fault, context = build(folder)
        return replace(fault, name=name), context

    return named


NETWORK_CASES: Final = {
    name: _named(build, name)
    for name, build in (
        {f"roots-{build.__name__.replace('_', '-')}": build for build in _TLS} | _PROXIES
    ).items()
}
