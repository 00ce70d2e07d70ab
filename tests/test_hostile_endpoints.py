"""An endpoint that means harm: the whole program stays small, in time, and names what it met."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Final

import pytest

from codex_doctor.lab.fault import CONFIG, Fault, write_home
from hostile.run import flooding

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# Traced, they take twice the time.
pytestmark = pytest.mark.sweep

BUDGET_S: Final = 4.0
START_S: Final = 30.0  # a loaded machine starts the program slowly
PEAK_KB: Final = 150 * 1024
_HEAD: Final = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n"
_BLOCK: Final = b"x" * (1 << 20)
_DELTA: Final = b'data: {"type":"response.output_text.delta","delta":"x"}\n\n'
# Runs the program as its own child and tells how much memory it held at most.
_MEASURE: Final = (
    "import resource, subprocess, sys; "
    "code = subprocess.call(sys.argv[1:]); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr); "
    "sys.exit(code)"
)


def _forever(piece: bytes) -> Callable[[int], Iterator[bytes]]:
    def send(port: int) -> Iterator[bytes]:
        yield _HEAD + b"\r\n"
        while True:
            yield piece

    return send


def _long_line(port: int) -> Iterator[bytes]:
    yield _HEAD + b"\r\ndata: "
    for _ in range(1024):
        yield _BLOCK


def _many(event: bytes) -> Callable[[int], Iterator[bytes]]:
    def send(port: int) -> Iterator[bytes]:
        yield _HEAD + b"\r\n"
        for _ in range(1000):
            yield event * 1000

    return send


def _drip(port: int) -> Iterator[bytes]:
    yield _HEAD + b"\r\n"
    for byte in _DELTA * 1000:
        yield bytes([byte])
        time.sleep(0.05)


def _header_flood(port: int) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    for number in range(200_000):
        yield b"x-%d: %b\r\n" % (number, b"y" * 1000)


def _loop(port: int) -> Iterator[bytes]:
    yield b"HTTP/1.1 307 x\r\nlocation: http://127.0.0.1:%d/v1/responses\r\n" % port
    yield b"content-length: 0\r\nconnection: close\r\n\r\n"


def _says_more(port: int) -> Iterator[bytes]:
    yield _HEAD + b"content-length: 1000000000\r\n\r\n" + _DELTA


def _says_less(port: int) -> Iterator[bytes]:
    yield _HEAD + b"content-length: 10\r\n\r\n" + _DELTA * 100


def _bomb(
    coding: str, content: bytes, *, status: bytes = b"200 OK"
) -> Callable[[int], Iterator[bytes]]:
    """Send 200 MB of this content in very few bytes."""

    def send(port: int) -> Iterator[bytes]:
        packed = _packed(coding, content * (200 * 1024 * 1024 // len(content)))
        yield _HEAD.replace(b"200 OK", status) + b"content-encoding: %b\r\n" % coding.encode()
        yield b"content-length: %d\r\n\r\n" % len(packed) + packed

    return send


def _packed(coding: str, body: bytes) -> bytes:
    if coding == "gzip":
        return gzip.compress(body, compresslevel=1)
    # The largest window that Codex takes: who reads must keep as much.
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    return packer.compress(body) + packer.flush()


def _empty_frames(port: int) -> Iterator[bytes]:
    yield _HEAD + b"content-encoding: zstd\r\n\r\n"
    while True:
        yield zstd.compress(b"") * 8000


HOSTILE: Final = {
    "endless-comments": _forever(b": ping\n\n" * 4000),
    "endless-deltas": _forever(_DELTA * 1000),
    "long-line": _long_line,
    "million-deltas": _many(_DELTA),
    "drip": _drip,
    "header-flood": _header_flood,
    "redirect-loop": _loop,
    "length-too-long": _says_more,
    "length-too-short": _says_less,
    "gzip-bomb": _bomb("gzip", b"\0"),
    "gzip-bomb-of-events": _bomb("gzip", _DELTA),
    "gzip-bomb-as-error": _bomb("gzip", b"\0", status=b"400 Bad Request"),
    "zstd-bomb": _bomb("zstd", b"\0"),
    "zstd-bomb-of-events": _bomb("zstd", _DELTA),
    "zstd-bomb-as-error": _bomb("zstd", b"\0", status=b"400 Bad Request"),
    "zstd-empty-frames": _empty_frames,
}
# The verdict and the first finding; an endless silence may still end after the budget.
NAMED: Final = {
    "endless-comments": ("fails", "stream.endless"),
    "endless-deltas": ("fails", "stream.endless"),
    "long-line": ("fails", "stream.endless"),
    "million-deltas": ("fails", "stream.no_completed"),
    "drip": ("unknown", "stream.idle_timeout"),
    "header-flood": ("fails", "http.header_limit"),
    "redirect-loop": ("fails", "url.redirect"),
    "length-too-long": ("fails", "stream.cut"),
    "length-too-short": ("fails", "stream.cut"),
    "gzip-bomb": ("fails", "stream.endless"),
    "gzip-bomb-of-events": ("fails", "stream.endless"),
    "gzip-bomb-as-error": ("fails", "request.rejected"),
    "zstd-bomb": ("fails", "stream.endless"),
    "zstd-bomb-of-events": ("fails", "stream.endless"),
    "zstd-bomb-as-error": ("fails", "request.rejected"),
    "zstd-empty-frames": ("unknown", "stream.idle_timeout"),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_hostile_endpoint_costs_little_and_is_named(name: str, tmp_path: Path) -> None:
    fault = Fault(name, "hostile", expect=None, config=CONFIG)
    with flooding(HOSTILE[name], seconds=BUDGET_S) as port:
        values = {"base_url": f"http://127.0.0.1:{port}/v1"}
        environ = {"PATH": os.environ["PATH"], **write_home(fault, tmp_path / "home", values)}
        doctor = ["-m", "codex_doctor", "--json", "--budget", str(BUDGET_S)]
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", _MEASURE, sys.executable, *doctor],
            cwd=tmp_path,
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        took_s = time.monotonic() - began
    report: dict[str, Any] = json.loads(done.stdout)
    verdict, expect = NAMED[name]
    # On a machine that is too busy the budget may end before the bytes do.
    assert report["verdict"] in {verdict, "unknown"}
    assert report["verdict"] == "unknown" or report["findings"][0]["id"] == expect
    assert int(done.stderr.split()[-1]) < PEAK_KB
    assert took_s < BUDGET_S + START_S
