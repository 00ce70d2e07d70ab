"""Proxies and servers that people use, before an endpoint, for the real Codex and the doctor.

`make products` installs them where the machine permits; what is missing is told by `missing`.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.lab.server import serving
from codex_doctor.lab.variants import HEALTHY
from odd_certificates import authority, server
from oracle.network_runs import Place
from oracle.tls_places import at
from tls_set_ups import OLD, SET_UPS

if TYPE_CHECKING:
    from collections.abc import Generator

    from odd_certificates import Odd

HOST: Final = "127.0.0.1"
START_S: Final = 15.0
MITMPROXY: Final = Path(__file__).parents[2] / ".cache/mitmproxy/bin/mitmdump"
ROOT: Final = authority("Endpoint Root")
MIDDLE: Final = authority("Endpoint Issuer", issuer=ROOT)
HELPER: Final = "/usr/lib/squid/basic_fake_auth"  # takes every user and password
Write = Callable[[Path, int, int], list[str]]


class Product(Struct, frozen=True):
    """One product with one configuration.

    Attributes:
        program: Its name, or path.
        write: Writes its configuration and returns its arguments, from a folder, the port that
            it is to listen on, and the endpoint's port.
        expect: Finding that the doctor must put first; None when Codex works.
        login: User and password of the proxy's URL, with `@`.
        certificate: The name of the file in the folder that is CODEX_CA_CERTIFICATE.
        is_server: Whether it is the endpoint itself, else a proxy before it.
        scheme: That of base_url.
    """

    program: str
    write: Write
    expect: str | None = None
    login: str = ""
    certificate: str = "ca.pem"
    is_server: bool = False
    scheme: str = "https"

    @property
    def missing(self) -> str:
        """What is not installed, "" when all is."""
        return "" if shutil.which(self.program) else f"{Path(self.program).name} is not installed"

    def open(self, folder: Path) -> AbstractContextManager[Place]:
        """Start it before an endpoint of its own."""
        return self._serving(folder) if self.is_server else self._proxying(folder)

    @contextmanager
    def _proxying(self, folder: Path) -> Generator[Place]:
        with ExitStack() as stack:
            place = stack.enter_context(at(SET_UPS["leaf-plain"](), folder))
            behind = int(place.base_url.rpartition(":")[2].partition("/")[0])
            port = stack.enter_context(self._running(folder, behind))
            kept = {key: value for key, value in place.environ.items() if key != "NO_PROXY"}
            own = {
                "HTTPS_PROXY": f"http://{self.login}{HOST}:{port}",
                "CODEX_CA_CERTIFICATE": str(folder / self.certificate),
            }
            yield replace(place, environ=kept | own)

    @contextmanager
    def _serving(self, folder: Path) -> Generator[Place]:
        (folder / "ca.pem").write_bytes(ROOT.pem)
        with serving(HEALTHY) as lab, self._running(folder, lab.port) as port:
            # Codex's own traffic stays on this machine.
            environ = {
                "HTTPS_PROXY": f"http://{HOST}:9",
                "NO_PROXY": HOST,
                "CODEX_CA_CERTIFICATE": str(folder / self.certificate),
            }
            yield Place(lab, f"{self.scheme}://{HOST}:{port}/v1", environ)

    @contextmanager
    def _running(self, folder: Path, behind: int) -> Generator[int]:
        with socket.create_server((HOST, 0)) as free:
            port: int = free.getsockname()[1]
        command = [self.program, *self.write(folder, port, behind)]
        with (folder / "product.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
            try:
                _wait_for(port, process, folder / "product.log")
                yield port
            finally:
                process.terminate()
                process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"it does not start: {log.read_text(errors='replace')[-500:]}")


def _tinyproxy(rules: str) -> Write:
    def write(folder: Path, port: int, behind: int) -> list[str]:
        text = f"Port {port}\nListen {HOST}\nTimeout 20\n{rules.format(port=behind)}\n"
        (folder / "tinyproxy.conf").write_text(text)
        return ["-d", "-c", str(folder / "tinyproxy.conf")]

    return write


def _squid(rules: str) -> Write:
    def write(folder: Path, port: int, behind: int) -> list[str]:
        lines = (
            f"http_port {HOST}:{port}",
            f"acl endpoint port {behind}",
            rules,
            "http_access deny all",
            "cache deny all",
            "pid_filename none",
            "access_log none",
            "cache_log /dev/null",
            "shutdown_lifetime 0 seconds",
            "visible_hostname proxy.test",
        )
        (folder / "squid.conf").write_text("\n".join(lines) + "\n")
        return ["-N", "-f", str(folder / "squid.conf")]

    return write


_ONLY_HERE = """
from mitmproxy import http

def http_connect(flow):
    if flow.request.host != "127.0.0.1":
        flow.response = http.Response.make(403)
"""


def _mitmproxy(*options: str) -> Write:
    def write(folder: Path, port: int, _: int) -> list[str]:
        (folder / "only_here.py").write_text(_ONLY_HERE)
        listen = ["--listen-host", HOST, "-p", str(port), "--set", f"confdir={folder / 'mitm'}"]
        return ["-q", *listen, "--ssl-insecure", "-s", str(folder / "only_here.py"), *options]

    return write


def _certificate(folder: Path, sent: tuple[Odd, ...]) -> Path:
    pem = folder / "server.pem"
    pem.write_bytes(sent[0].key_pem + b"".join(one.pem for one in sent))
    return pem


def _nginx(
    *,
    sent: Callable[[], tuple[Odd, ...]],
    server_rules: str = "",
    to: str = "{port}",
    speaks: str = "ssl",
) -> Write:
    def write(folder: Path, port: int, behind: int) -> list[str]:
        pem = _certificate(folder, sent())
        text = f"""
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ }}
http {{
  access_log off;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{
    listen {HOST}:{port} {speaks};
    ssl_certificate {pem}; ssl_certificate_key {pem};
    {server_rules.format(folder=folder)}
    location / {{
      proxy_pass http://{HOST}:{to.format(port=behind)}; proxy_buffering off;
      proxy_http_version 1.1;
    }}
  }}
}}
"""
        (folder / "nginx.conf").write_text(text)
        return ["-c", str(folder / "nginx.conf"), "-p", str(folder)]

    return write


def _stunnel(*, sent: Callable[[], tuple[Odd, ...]], rules: str = "") -> Write:
    def write(folder: Path, port: int, behind: int) -> list[str]:
        pem = _certificate(folder, sent())
        lines = (
            "foreground = yes",
            "pid =",
            "[endpoint]",
            f"accept = {HOST}:{port}",
            f"connect = {HOST}:{behind}",
            f"cert = {pem}",
            rules.format(folder=folder),
        )
        (folder / "stunnel.conf").write_text("\n".join(lines) + "\n")
        return [str(folder / "stunnel.conf")]

    return write


def _good() -> tuple[Odd, ...]:
    return (server(issuer=ROOT),)


def _expired() -> tuple[Odd, ...]:
    return (server(issuer=ROOT, **OLD),)


def _through_middle() -> tuple[Odd, ...]:
    return (server(issuer=MIDDLE), MIDDLE)


def _nginx_server(expect: str | None, write: Write, scheme: str = "https") -> Product:
    return Product("nginx", write, expect, is_server=True, scheme=scheme)


_LOGIN = f"auth_param basic program {HELPER}\nacl known proxy_auth REQUIRED\n"
_MITM_CA = "mitm/mitmproxy-ca-cert.pem"

PRODUCTS: Final[dict[str, Product]] = {
    "tinyproxy": Product("tinyproxy", _tinyproxy("ConnectPort {port}")),
    "tinyproxy-login": Product(
        "tinyproxy", _tinyproxy("BasicAuth me secret\nConnectPort {port}"), login="me:secret@"
    ),
    "tinyproxy-407": Product("tinyproxy", _tinyproxy("BasicAuth me secret"), "proxy.auth_required"),
    "tinyproxy-refuses": Product(
        "tinyproxy", _tinyproxy("ConnectPort 443"), "proxy.intercepts_loopback"
    ),
    "squid": Product("squid", _squid("http_access allow endpoint")),
    "squid-login": Product(
        "squid", _squid(f"{_LOGIN}http_access allow endpoint known"), login="me:s%40cret@"
    ),
    "squid-407": Product(
        "squid", _squid(f"{_LOGIN}http_access allow endpoint known"), "proxy.auth_required"
    ),
    "squid-refuses": Product("squid", _squid(""), "proxy.intercepts_loopback"),
    "mitmproxy-trusted": Product(str(MITMPROXY), _mitmproxy(), certificate=_MITM_CA),
    "mitmproxy-unknown": Product(str(MITMPROXY), _mitmproxy(), "tls.unknown_ca"),
    "mitmproxy-407": Product(
        str(MITMPROXY), _mitmproxy("--proxyauth", "me:secret"), "proxy.auth_required"
    ),
    "mitmproxy-login": Product(
        str(MITMPROXY),
        _mitmproxy("--proxyauth", "me:secret"),
        login="me:secret@",
        certificate=_MITM_CA,
    ),
    "nginx": _nginx_server(None, _nginx(sent=_through_middle)),
    "nginx-http2": _nginx_server(None, _nginx(sent=_good, speaks="ssl http2")),
    "nginx-incomplete": _nginx_server(
        "tls.chain_incomplete", _nginx(sent=lambda: _through_middle()[:1])
    ),
    "nginx-expired": _nginx_server("tls.expired", _nginx(sent=_expired)),
    "nginx-client": _nginx_server(
        "tls.client_certificate",
        _nginx(
            sent=_good, server_rules="ssl_client_certificate {folder}/ca.pem; ssl_verify_client on;"
        ),
    ),
    "nginx-plain": _nginx_server("tls.needed", _nginx(sent=_good), "http"),
    "nginx-large": _nginx_server(
        "request.too_large", _nginx(sent=_good, server_rules="client_max_body_size 1k;")
    ),
    "nginx-nothing-behind": _nginx_server("upstream.unavailable", _nginx(sent=_good, to="9")),
    "stunnel": Product("stunnel", _stunnel(sent=_good), is_server=True),
    "stunnel-client": Product(
        "stunnel",
        _stunnel(sent=_good, rules="CAfile = {folder}/ca.pem\nverifyChain = yes"),
        "tls.client_certificate",
        is_server=True,
    ),
    "stunnel-plain": Product(
        "stunnel", _stunnel(sent=_good), "tls.needed", is_server=True, scheme="http"
    ),
}
