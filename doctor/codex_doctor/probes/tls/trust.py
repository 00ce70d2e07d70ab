"""The roots of trust that Codex has here: the system's, and those of a file in the environment.

Codex takes the certificates of `CODEX_CA_CERTIFICATE` (or else of `SSL_CERT_FILE`) in addition to
the native store. What `SSL_CERT_FILE` and `SSL_CERT_DIR` hold takes the native store's place; only
when they hold nothing usable is the system looked at, and then each of the two that exists still
hides the system's file or folder. A file with a flaw anywhere is left out as a whole, silently.
(All of this was observed with Codex 0.169.0.)

Up to 0.128.0 Codex lets OpenSSL judge, on Linux: SSL_CERT_FILE then takes the place of the
system's file alone and SSL_CERT_DIR that of its folders. (Observed with 0.58.0 and 0.120.0.)

On macOS the native store is the keychain, on Windows the certificate store; see `keychain` and
`root_store`.
"""

from __future__ import annotations

import ssl
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import certifi
from msgspec.structs import replace

from codex_doctor.model import DoctorError
from codex_doctor.platform.deadline import Deadline
from codex_doctor.platform.root_store import stored_roots
from codex_doctor.platform.system import THIS
from codex_doctor.platform.user_files import exists, is_folder, others_may_add
from codex_doctor.probes.printable import printable
from codex_doctor.probes.tls.authorities import (
    certificates_of,
    has_hash_names,
    is_plain,
    read_authorities,
    unread_files,
)
from codex_doctor.probes.tls.certificate import Parsed, parse
from codex_doctor.sealed import Sealed
from codex_doctor.words.told import Told, Words, row

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from codex_doctor.facts import Endpoint

# Where other programs look for roots, and Codex does not.
OTHERS = (
    "NODE_EXTRA_CA_CERTS",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "AWS_CA_BUNDLE",
    "PIP_CERT",
    "GIT_SSL_CAINFO",
)
ALPN = ("h2", "http/1.1")

# Where the Rust crate openssl-probe looks on Linux; the first file that exists, every folder.
SYSTEM_FILES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/tls/cacert.pem",
    "/etc/ssl/cert.pem",
    "/opt/etc/ssl/certs/ca-certificates.crt",
)
SYSTEM_FOLDERS = ("/etc/ssl/certs", "/etc/pki/tls/certs")
# The certificate store of Windows, which is in no file.
_STORE = ""

# TLS 1.2 suites that Codex's library has; all of TLS 1.3 is there anyway.
_CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
# What the OpenSSL inside older versions took: keys and signatures of 112 bits and more.
_OPENSSL_CIPHERS = "DEFAULT:@SECLEVEL=2"


def _nothing_more() -> tuple[Collection[bytes], str]:
    return (), ""


class Trust(Sealed, frozen=True):
    """What a server's certificate is judged by, loaded once per run.

    Attributes:
        context: Verifies as Codex does, as far as OpenSSL can.
        roots: Where the roots come from, for people.
        problem: Why Codex leaves the CA file out, "" when it does not or there is none.
        anchors: The certificates of the CA file, as DER.
        stored: Those of the certificate store of Windows.
        paths: Further files and folders with roots.
        other_files: Files with roots that Codex does not look at, by how they are shown.
        unseen: What Codex reads and this program did not see whole, "" where there is nothing.
        more: Reads the roots of that store, and tells why it could not, "" when it could; slow.
        by_openssl: Whether OpenSSL has the last word, as in older versions of Codex.
    """

    context: ssl.SSLContext
    roots: Words
    problem: Words = ""
    anchors: tuple[bytes, ...] = ()
    stored: tuple[bytes, ...] = ()
    paths: tuple[str, ...] = ()
    other_files: tuple[tuple[Words, str], ...] = ()
    unseen: Words = ""
    more: Callable[[], tuple[Collection[bytes], str]] = _nothing_more
    by_openssl: bool = False

    def roots_with(self, parts: Collection[bytes]) -> tuple[tuple[Parsed, ...], str]:
        """Return every root that has one of these bytes in it, those of the CA file first.

        The text says why those in `more` are not among them, "" when they are.
        """
        in_files = (der for path in self.paths for der in certificates_of(path))
        more, why = self.more()
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        # From a file Codex takes a root that has expired, from the store of Windows it does not.
        stored = (
            one
            for one in _readable(self.stored, parts)
            if one.shown.not_before <= now <= one.shown.not_after
        )
        return (*_readable((*self.anchors, *in_files, *more), parts), *stored), why

    def stores_with(
        self, parts: Collection[bytes], accepts: Callable[[tuple[Parsed, ...]], bool]
    ) -> tuple[tuple[Words, str], ...]:
        """Return which of the files that Codex does not look at hold what `accepts` wants."""
        return tuple(
            (shown, path)
            for shown, path in self.other_files
            if accepts(tuple(_readable(certificates_of(path), parts)))
        )

    def speaks(self, cipher: str) -> bool:
        """Tell whether Codex's library has a cipher of TLS 1.2 or 1.3."""
        return any(one["name"] == cipher for one in self.context.get_ciphers())

    def proxy_context(self) -> ssl.SSLContext:
        """Return the same without ALPN, for the connection to an https:// proxy."""
        context = _empty_context(by_openssl=self.by_openssl)
        _add_certificates(context, self.anchors)
        _add_stored(context, self.stored)
        _add_paths(context, self.paths)
        return context


def trust_for(endpoint: Endpoint, environ: Mapping[str, str], deadline: Deadline) -> Trust:
    """Load the roots that Codex would trust at an endpoint; the arguments are those of `trust`."""
    return trust(
        ca_file=endpoint.ca_file,
        ca_variable=endpoint.ca_variable,
        ssl_cert_file=endpoint.ssl_cert_file,
        ssl_cert_dir=endpoint.ssl_cert_dir,
        environ=environ,
        deadline=deadline,
        by_openssl=endpoint.by_openssl,
    )


def trust(
    *,
    ca_file: str | None,
    ca_variable: str | None,
    ssl_cert_file: str | None = None,
    ssl_cert_dir: str | None = None,
    environ: Mapping[str, str] | None = None,
    deadline: Deadline | None = None,
    by_openssl: bool = False,
) -> Trust:
    """Load the roots that Codex would trust.

    Args:
        ca_file: File that Codex takes certificates from, if a variable names one.
        ca_variable: That variable: `CODEX_CA_CERTIFICATE` or `SSL_CERT_FILE`.
        ssl_cert_file: Value of SSL_CERT_FILE, when CODEX_CA_CERTIFICATE is set as well.
        ssl_cert_dir: Value of SSL_CERT_DIR.
        environ: Where other programs look for the names of their CA files.
        deadline: The end of the run, for the programs that show a keychain.
        by_openssl: Whether this version of Codex lets OpenSSL judge.
    """
    ders, problem = read_authorities(ca_file) if ca_file else ((), "")
    context = _empty_context(by_openssl=by_openssl)
    if flaw := _add_certificates(context, ders):
        ders, problem, context = (), flaw, _empty_context(by_openssl=by_openssl)
    native_file = ca_file if ca_variable == "SSL_CERT_FILE" else ssl_cert_file
    native = _native_paths(
        native_file, ssl_cert_dir, flawed=ca_file if problem else None, apart=by_openssl
    )
    if _STORE in native.values() and not ca_file:
        # Codex lets Windows judge then, which fetches roots that its store does not show yet.
        native |= {Told("handshake.store_certifi"): certifi.where()}
    paths = tuple(path for path in native.values() if path not in {ca_file, _STORE})
    stored = stored_roots() if _STORE in native.values() else ()
    _add_stored(context, stored)
    _add_paths(context, paths)
    context.set_alpn_protocols(list(ALPN))
    own: dict[Words, str] = (
        {f"{ca_file} ({ca_variable})": ca_file} if ca_file and not problem else {}
    )
    shown = row(dict.fromkeys([*own, *native]))
    unread = unread_files(ssl_cert_dir) if ssl_cert_dir else ()
    others = _other_files(
        environ or {},
        used={ca_file, *native.values()},
        first=unread,
        near=(ca_file, ssl_cert_file),
    )
    files = ((one, path) for one, path in (own | native).items() if path != _STORE)
    unseen = [one for one, path in files if not is_plain(path)]
    found = Trust(
        context, shown, problem, ders, stored, paths, others, row(unseen), by_openssl=by_openssl
    )
    if not _has_keychain(native):
        return found
    more = partial(_in_keychain, environ or {}, deadline or Deadline())
    return replace(found, unseen=row([*unseen, Told("handshake.store_keychain")]), more=more)


def _in_keychain(environ: Mapping[str, str], deadline: Deadline) -> tuple[Collection[bytes], str]:
    from codex_doctor.platform.keychain import trusted_roots
    from codex_doctor.secrets.known_secrets import without_secrets

    try:
        return trusted_roots(without_secrets(environ), deadline), ""
    except DoctorError as exc:
        return (), str(exc)


def _has_keychain(native: Mapping[Words, str]) -> bool:
    """Tell whether Codex takes its native roots from a keychain: SSL_CERT_* hide it."""
    return THIS.has_keychain and not any("(SSL_CERT_" in str(shown) for shown in native)


def _other_files(
    environ: Mapping[str, str],
    *,
    used: set[str | None],
    first: tuple[str, ...],
    near: tuple[str | None, ...],
) -> tuple[tuple[Words, str], ...]:
    """Return CA files of other programs, the system's, certifi's, and those beside what is named.

    None that is used is among them. Beside the system's nothing is looked for: it is named by
    nobody, and each healthy run has it.
    """
    named = {f"{environ[name]} ({name})": environ[name] for name in OTHERS if environ.get(name)}
    # A slip in such a path, or the certificate in place of its authority's, has the right one near.
    places = (Path(path) for path in (*near, *named.values()) if path)
    folders = sorted({one.parent for one in places if one.is_absolute()})
    own = (str(one) for one in folders if not others_may_add(one))
    beside = {path: path for one in own for path in unread_files(one)}
    system = {path: path for path in SYSTEM_FILES if exists(Path(path))}
    certifis: dict[Words, str] = {Told("handshake.store_certifi"): certifi.where()}
    every = {path: path for path in first} | named | beside | system | certifis
    return tuple((shown, path) for shown, path in every.items() if path not in used)


def _readable(ders: Iterable[bytes], parts: Collection[bytes]) -> Iterator[Parsed]:
    """Read the certificates that have one of these bytes in them: to read all takes long."""
    for der in dict.fromkeys(ders):
        if any(part in der for part in parts):
            with suppress(ValueError):
                yield parse(der)


def pinned_context(leaf: bytes) -> ssl.SSLContext:
    """Return a context that takes this one certificate, which was judged before, and no other.

    For what Codex takes and OpenSSL does not, such as a root that has expired.
    """

    class Pinned(ssl.SSLObject):
        def do_handshake(self) -> None:
            super().do_handshake()
            if self.getpeercert(binary_form=True) != leaf:
                raise ConnectionAbortedError("not the certificate that was judged")

    context = _empty_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.sslobject_class = Pinned
    context.set_alpn_protocols(list(ALPN))
    return context


def _empty_context(*, by_openssl: bool = False) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if by_openssl:
        context.set_ciphers(_OPENSSL_CIPHERS)
        return context
    context.set_ciphers(_CIPHERS)
    # Codex's library has no fallback to the common name, and any certificate among the roots
    # ends a chain, be it self-signed or not.
    context.hostname_checks_common_name = False
    context.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
    return context


def _add_certificates(context: ssl.SSLContext, ders: tuple[bytes, ...]) -> Words:
    """Add certificates as roots; return why that is not possible."""
    try:
        if ders:
            context.load_verify_locations(cadata=b"".join(ders))
    except ssl.SSLError as exc:
        return Told("handshake.file_unread", {"reason": printable(str(exc.reason))})
    return ""


def _native_paths(
    file: str | None, folder: str | None, *, flawed: str | None, apart: bool
) -> dict[Words, str]:
    """Return files and folders of the native store, by how they are shown.

    Args:
        file: Value of SSL_CERT_FILE.
        folder: Value of SSL_CERT_DIR.
        flawed: A file that is left out.
        apart: Whether each of the two hides only the system's own of its kind.
    """
    own_file = file if file and exists(Path(file)) else None
    own_folder = folder if folder and is_folder(Path(folder)) else None
    named: dict[Words, str] = {}
    if own_file and own_file != flawed and not read_authorities(own_file)[1]:
        named[f"{own_file} (SSL_CERT_FILE)"] = own_file
    if own_folder and has_hash_names(own_folder):
        named[f"{own_folder} (SSL_CERT_DIR)"] = own_folder
    if named and not apart:
        return named
    if THIS.has_root_store:
        return named or {Told("handshake.store_windows"): _STORE}
    files = [] if own_file else [path for path in SYSTEM_FILES if exists(Path(path))][:1]
    folders = [] if own_folder else [path for path in SYSTEM_FOLDERS if is_folder(Path(path))]
    found: dict[Words, str] = named | {path: path for path in files + folders}
    nothing = not (found or own_file or own_folder)
    return {Told("handshake.store_system"): certifi.where()} if nothing else found


def _add_stored(context: ssl.SSLContext, ders: Iterable[bytes]) -> None:
    """Add the roots of a store, each by itself: one with a flaw spoils no other."""
    for der in ders:
        _add_certificates(context, (der,))


def _add_paths(context: ssl.SSLContext, paths: Iterable[str]) -> None:
    """Add files and folders as roots; what cannot be read is left out, as Codex does.

    OpenSSL opens by itself only what was looked at: it would wait for a FIFO and read a device.
    """
    for path in paths:
        if path == certifi.where():
            context.load_default_certs()
        folder = is_folder(Path(path))
        if is_plain(path):
            with suppress(OSError):
                context.load_verify_locations(None if folder else path, path if folder else None)
        else:
            for der in certificates_of(path):
                _add_certificates(context, (der,))
