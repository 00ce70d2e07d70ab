"""An address of this machine whose packets take as long as a round trip over a network.

A TUN device gives each packet back with its two addresses exchanged, after half of the round trip:
what connects to `FAR` reaches what listens on `NEAR`, handshake, slow start and all. Checksums stay
right, as a sum does not care for the order of its addends. It needs root and /dev/net/tun.
"""

from __future__ import annotations

import fcntl
import os
import select
import struct
import subprocess
import threading
import time
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Generator

# Of RFC 2544, for measurements: nobody's addresses.
NEAR, FAR = "198.18.0.1", "198.18.0.2"
_DEVICE: Final = "doctor-bench"
# linux/if_tun.h
_TUNSETIFF: Final = 0x400454CA
_IFF_TUN_NO_PI: Final = 0x1001
_SOURCE, _TARGET, _REST = slice(12, 16), slice(16, 20), slice(20, None)


def why_not() -> str:
    """Return why there can be no such address here, "" if there can."""
    try:
        with round_trip(0.0):
            return ""
    except (OSError, subprocess.CalledProcessError) as exc:
        return f"no round trip can be made here: {exc}"


@contextmanager
def round_trip(rtt_s: float) -> Generator[None]:
    """Let packets between `NEAR` and `FAR` take half of `rtt_s` each way.

    Raises:
        OSError: There is no TUN device, or no right to make one.
        subprocess.CalledProcessError: Its addresses cannot be set.
    """
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    ended, end = os.pipe()
    try:
        wanted = struct.pack("16sH22x", _DEVICE.encode(), _IFF_TUN_NO_PI)
        fcntl.ioctl(device, _TUNSETIFF, wanted)
        for words in (f"addr add {NEAR} peer {FAR} dev {_DEVICE}", f"link set {_DEVICE} up"):
            subprocess.run(["ip", *words.split()], check=True, capture_output=True)
        carrier = threading.Thread(target=_carry, args=(device, ended, rtt_s / 2), daemon=True)
        carrier.start()
        try:
            yield
        finally:
            os.write(end, b".")
            carrier.join()
    finally:
        for opened in (device, ended, end):
            os.close(opened)


def _carry(device: int, ended: int, half_s: float) -> None:
    """Give back what comes, each packet `half_s` later, until `ended` can be read."""
    packets: deque[tuple[float, bytes]] = deque()
    while True:
        wait_s = max(0.0, packets[0][0] - time.monotonic()) if packets else None
        ready, _, _ = select.select([device, ended], [], [], wait_s)
        if ended in ready:
            return
        if device in ready:
            packet = os.read(device, 1 << 16)
            if packet[0] >> 4 == 4:
                turned = packet[:12] + packet[_TARGET] + packet[_SOURCE] + packet[_REST]
                packets.append((time.monotonic() + half_s, turned))
        while packets and packets[0][0] <= time.monotonic():
            os.write(device, packets.popleft()[1])
