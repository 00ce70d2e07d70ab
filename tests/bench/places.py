"""Set-ups of the lab as the benchmark asks them: plain, with TLS or HTTP/2; near, or far away."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from bench.round_trips import FAR, NEAR
from codex_doctor.lab.fault import arguments, write_home
from codex_doctor.lab.server import serving
from listening import listening
from odd_certificates import authority, server
from oracle.ports import HOST, free_port, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from codex_doctor.lab.fault import Fault
    from codex_doctor.lab.server import Lab

# What the server offers in the handshake, by how the benchmark calls it; plain HTTP without one.
PLAIN: Final = "HTTP"
OFFERED: Final = {PLAIN: "", "HTTPS": "http/1.1", "HTTPS, HTTP/2": "h2,http/1.1"}
_ROOT: Final = authority("Benchmark Root")
_START_S: Final = 10.0
_HAPROXY: Final = """\
defaults
  mode http
  timeout connect 9s
  timeout client 99s
  timeout server 99s
frontend front
  bind {host}:{port} ssl crt {pem} alpn {offered}
  default_backend lab
backend lab
  server lab {host}:{behind}
"""


class Place(Struct):
    """A set-up that is served, and what has gone over its wire.

    Attributes:
        environ: Variables that a program needs to use it.
        options: Options that both Codex and the doctor take.
        sent, received: Bytes, those of TLS included, headers of TCP not.
    """

    lab: Lab
    environ: dict[str, str]
    options: tuple[str, ...]
    sent: int = 0
    received: int = 0
    connections: int = 0


@contextmanager
def served(
    fault: Fault, folder: Path, *, protocol: str = PLAIN, is_far: bool = False
) -> Generator[Place]:
    """Serve a set-up, and write its CODEX_HOME below `folder`.

    Args:
        fault: The set-up.
        folder: Empty.
        protocol: One of `OFFERED`.
        is_far: Whether it is asked over `round_trip`.
    """
    near, host = (NEAR, FAR) if is_far else (HOST, HOST)
    with serving(fault) as lab:
        place = Place(lab, {}, arguments(fault, lab.values))
        offered = OFFERED[protocol]
        with (
            listening(_passing_on(lab.port)) as behind,
            _tls(folder, host, offered, behind) if offered else nullcontext(lab.port) as front,
            listening(_passing_on(front, place), near) as port,
        ):
            origin = f"{'https' if offered else 'http'}://{host}:{port}"
            own = {"origin": origin, "base_url": f"{origin}/v1", "port": str(port)}
            home = write_home(fault, folder / "home", lab.values | own)
            authorities = {"CODEX_CA_CERTIFICATE": str(folder / "ca.pem")} if offered else {}
            path = {"PATH": os.environ["PATH"], "HOME": str(folder)}
            place.environ = {**path, **authorities, **home}
            yield place


@contextmanager
def _tls(folder: Path, host: str, offered: str, behind: int) -> Generator[int]:
    """Run haproxy before the endpoint; yields its port."""
    own = server(issuer=_ROOT, names=(host,))
    pem, rules, log = (folder / name for name in ("server.pem", "haproxy.cfg", "haproxy.log"))
    (folder / "ca.pem").write_bytes(_ROOT.pem)
    pem.write_bytes(own.key_pem + own.pem)
    port = free_port()
    words = {"host": HOST, "port": port, "pem": pem, "offered": offered, "behind": behind}
    rules.write_text(_HAPROXY.format(**words))
    with log.open("wb") as out:
        process = subprocess.Popen(["haproxy", "-f", str(rules)], stdout=out, stderr=out)
        try:
            wait_for(port, process, log, within_s=_START_S)
            yield port
        finally:
            process.terminate()
            process.wait()


def _passing_on(behind: int, place: Place | None = None) -> Callable[[socket.socket], None]:
    """Return what passes a connection on to a port of the loopback, and counts its bytes.

    Each piece is acknowledged at once: the lab's small ones wait for that (Nagle), and haproxy's
    side of the connection would let them wait for 40 ms.
    """

    def serve(client: socket.socket) -> None:
        with socket.create_connection((HOST, behind)) as far:
            if place is not None:
                place.connections += 1
            for one in (client, far):
                one.settimeout(None)
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            answers = threading.Thread(target=pass_on, args=(far, client, "received"), daemon=True)
            answers.start()
            pass_on(client, far, "sent")
            answers.join()

    def pass_on(source: socket.socket, sink: socket.socket, counter: str) -> None:
        try:
            while piece := _received(source):
                if place is not None:
                    setattr(place, counter, getattr(place, counter) + len(piece))
                sink.sendall(piece)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            for one in (source, sink):
                one.close()

    return serve


def _received(source: socket.socket) -> bytes:
    # Linux takes this back by itself.
    source.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
    return source.recv(1 << 16)
