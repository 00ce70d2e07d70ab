"""Serves a set-up and writes it to a folder, for the doctor and for the real Codex alike."""

from __future__ import annotations

import socket
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.lab.fault import fill
from codex_doctor.lab.server import serving
from codex_doctor.lab.wire import json_reply
from hostile.tls import server_context

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from codex_doctor.lab.server import Lab
    from codex_doctor.lab.wire import Behaviour, Reply, Seen
    from field.set_up import SetUp

FOLDERS = ("home", "codex", "work", "etc/codex")


class Place(Struct, frozen=True):
    """A set-up that is served and written.

    Attributes:
        environ: The whole environment but PATH.
        arguments: The options, filled in.
        lab: The endpoint.
        proxy: The proxy, if there is one.
    """

    folder: Path
    environ: Mapping[str, str]
    arguments: tuple[str, ...]
    lab: Lab
    proxy: Lab | None

    @property
    def requests(self) -> list[Seen]:
        """Every request that arrived, at the endpoint or at the proxy."""
        return self.lab.requests + (self.proxy.requests if self.proxy else [])


class _Door(Struct, frozen=True):
    """An endpoint that declines a WebSocket as Codex likes it best."""

    behaviour: Behaviour

    def __call__(self, seen: Seen) -> Reply:
        return json_reply(426, {}) if seen.header("upgrade") else self.behaviour(seen)


@contextmanager
def placed(set_up: SetUp, folder: Path) -> Generator[Place]:
    """Serve the endpoint, and the proxy if there is one, and write the files."""
    with ExitStack() as stack:
        tls = server_context() if set_up.is_tls else None
        behaviour = set_up.series() if set_up.series else set_up.endpoint
        lab = stack.enter_context(serving(_Door(behaviour), tls=tls))
        proxy = stack.enter_context(serving(set_up.proxy)) if set_up.proxy else None
        values = {"PORT": str(lab.port), "DEAD": str(lab.dead_port)}
        values |= {"PROXY": str(proxy.port)} if proxy else {}
        values |= {name.upper(): str(folder / name) for name in ("home", "codex", "work")}
        _write(set_up, folder, values)
        given = {"CODEX_HOME": values["CODEX"], "HOME": values["HOME"]}
        environ = given | {name: fill(text, values) for name, text in set_up.env.items()}
        arguments = tuple(fill(one, values) for one in set_up.arguments)
        yield Place(folder, environ, arguments, lab, proxy)


def _write(set_up: SetUp, folder: Path, values: Mapping[str, str]) -> None:
    for name in FOLDERS:
        (folder / name).mkdir(mode=0o700, parents=True)
    files = dict(set_up.files)
    if set_up.config is not None:
        files["codex/config.toml"] = set_up.config
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(fill(text, values).encode())


@cache
def has_internet() -> bool:
    """Tell whether the name of OpenAI's API has an address here."""
    try:
        return bool(socket.getaddrinfo("api.openai.com", 443))
    except OSError:
        return False
