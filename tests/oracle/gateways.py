"""OpenAI-compatible servers and gateways that others wrote, for the real Codex and the doctor.

`make gateways` installs them; what is not there is told by `missing`. Each stands before the
embedded endpoint, or is the endpoint itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from codex_doctor.lab.fault import CONFIG, fill
from codex_doctor.lab.server import Lab, serving
from codex_doctor.lab.variants import HEALTHY
from oracle.network_runs import Place
from oracle.ports import HOST, free_port, wait_for

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

START_S: Final = 20.0
PROGRAMS: Final = Path(__file__).parents[2] / ".cache/gateways/node_modules/.bin"


class Launch(Struct, frozen=True):
    """How a gateway is started; texts may name `{port}`, `{origin}` and `{base_url}`.

    Attributes:
        program: Its name in `PROGRAMS`.
        headers: What the configuration sends along, as `http_headers`.
    """

    program: str
    arguments: tuple[str, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict[str, str])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


class Gateway(Struct, frozen=True):
    """One product in one set-up.

    Attributes:
        expect: Finding that the doctor must put first; None when Codex works.
        why: Why that is the true cause, decided before the doctor was asked.
    """

    launch: Launch
    expect: str | None = None
    why: str = ""

    @property
    def missing(self) -> str:
        """What is not installed, "" when all is."""
        program = PROGRAMS / self.launch.program
        if not shutil.which("node"):
            return "node is not installed"
        return "" if program.exists() else f"{program.name} is not installed (make gateways)"

    @contextmanager
    def open(self, folder: Path) -> Generator[Place]:
        """Start it before an endpoint of its own."""
        with serving(HEALTHY) as lab, _running(self.launch, lab, folder) as port:
            base_url = f"http://{HOST}:{port}/v1"
            config = fill(CONFIG, {**lab.values, "base_url": base_url})
            values = {**lab.values, "origin": lab.origin}
            pairs = [
                f'"{name}" = "{fill(text, values)}"' for name, text in self.launch.headers.items()
            ]
            if pairs:
                config += f"http_headers = {{ {', '.join(pairs)} }}\n"
            yield Place(lab, base_url, files={"config.toml": config})


@contextmanager
def _running(launch: Launch, lab: Lab, folder: Path) -> Generator[int]:
    port = free_port()
    values = {**lab.values, "origin": lab.origin, "port": str(port)}
    (folder / "fixtures").mkdir()
    own = {name: fill(text, values) for name, text in launch.environ.items()}
    arguments = [fill(one, values) for one in launch.arguments]
    with (folder / "gateway.log").open("wb") as log:
        process = subprocess.Popen(
            [str(PROGRAMS / launch.program), *arguments],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), **own},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(port, process, folder / "gateway.log", within_s=START_S)
        yield port
    finally:
        process.kill()
        process.wait()


def _portkey(expect: str | None, *, why: str = "", **headers: str) -> Gateway:
    trusted = {"TRUSTED_CUSTOM_HOSTS": HOST}
    launch = Launch("gateway", ("--headless", "--port={port}"), trusted, headers)
    return Gateway(launch, expect, why)


def _aimock(expect: str | None, *options: str, **environ: str) -> Gateway:
    return Gateway(Launch("llmock", (*_AIMOCK, *options), environ), expect)


_AIMOCK: Final = ("--port", "{port}", "--fixtures", "fixtures")
# What was seen with the versions that the Makefile names.
GATEWAYS: Final[dict[str, Gateway]] = {
    # It crashes on the answer of its upstream with the Node that is current, and says 500.
    "portkey-forwards": _portkey(
        "upstream.error",
        **{"x-portkey-provider": "openai", "x-portkey-custom-host": "{base_url}"},
    ),
    "portkey-no-headers": _portkey("config.gateway_header_missing"),
    "portkey-unknown-provider": _portkey("request.rejected", **{"x-portkey-provider": "nobody"}),
    "aimock-forwards": _aimock(None, "--proxy-only", "--provider-openai", "{origin}"),
    "aimock-other-key": _aimock("auth.key_rejected", AIMOCK_API_KEYS="another-key"),
    "aimock-rate-limited": _aimock("quota.rate_limited", "--chaos-ratelimit", "1"),
    "aimock-drops": _aimock("upstream.error", "--chaos-drop", "1"),
    "aimock-malformed": _aimock("stream.not_streaming", "--chaos-malformed", "1"),
    "aimock-disconnects": _aimock("tcp.reset", "--chaos-disconnect", "1"),
    "portkey-config-broken": _portkey(
        "request.rejected", why="it cannot read this header", **{"x-portkey-config": "{not json"}
    ),
    "portkey-nothing-behind": _portkey(
        "upstream.unavailable",
        why="nothing listens where the header sends it",
        **{"x-portkey-provider": "openai", "x-portkey-custom-host": f"http://{HOST}:9/v1"},
    ),
    "portkey-provider-without-responses": _portkey(
        "wire.responses_missing",
        why="it has no Responses API for the provider that the header names",
        **{"x-portkey-provider": "cohere", "x-portkey-custom-host": "{base_url}"},
    ),
    # The route is there, and it was given no answer for any request.
    "aimock-nothing-prepared": _aimock("request.rejected"),
    "aimock-nothing-behind": _aimock(
        "upstream.unavailable", "--proxy-only", "--provider-openai", f"http://{HOST}:9"
    ),
    "mock-llm": Gateway(
        Launch("mock-llm", environ={"PORT": "{port}", "HOST": HOST}), "wire.responses_missing"
    ),
}
