"""Serves a set-up of the cures and writes it to a folder; what a fix changes is changed here."""

from __future__ import annotations

import re
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from codex_doctor.lab.fault import fill
from codex_doctor.lab.server import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from pathlib import Path

    from codex_doctor.lab.server import Lab
    from codex_doctor.lab.wire import Behaviour, Reply, Seen
    from oracle.cures_set_up import Certified, CureSetUp

FOLDERS: Final = ("home", "codex", "work", "etc")
_PEM: Final = re.compile(rb"-----BEGIN .*?-----END [A-Z ]+-----", re.DOTALL)


class _Fresh(Struct):
    """An endpoint that can begin anew, so that no run sees what another one did to it."""

    make: Callable[[], Behaviour]
    now: Behaviour

    def __call__(self, seen: Seen) -> Reply:
        return self.now(seen)


class CurePlace(Struct):
    """A set-up that is served and written, as it is after the fixes that were followed.

    Attributes:
        environ: The whole environment but PATH.
        args: Options for Codex and for the doctor.
        known: What the user knows, filled in; see `CureSetUp`.
    """

    folder: Path
    environ: dict[str, str]
    args: list[str]
    known: Mapping[str, str]
    lab: Lab
    proxy: Lab | None
    endpoint: _Fresh
    is_tls: bool
    is_sandboxed: bool

    @property
    def requests(self) -> list[Seen]:
        """Every request since the endpoint began anew, at it or at the proxy."""
        return self.lab.requests + (self.proxy.requests if self.proxy else [])

    def renew(self) -> None:
        """Let the endpoint begin anew."""
        self.endpoint.now = self.endpoint.make()
        for one in (self.lab, self.proxy):
            if one is not None:
                one.requests.clear()

    def state(self) -> object:
        """Return all that the user's side holds, without what is another one in each run."""
        files = [
            (str(path.relative_to(self.folder)), path.lstat().st_mode, self._content(path))
            for name in FOLDERS
            for path in sorted((self.folder / name).rglob("*"))
        ]
        environ = sorted((name, self._plain(value)) for name, value in self.environ.items())
        return files, environ, [self._plain(one) for one in self.args]

    def _content(self, path: Path) -> bytes:
        if path.is_symlink():
            return str(path.readlink()).encode()
        return self._plain_bytes(path.read_bytes()) if path.is_file() else b""

    def _plain(self, text: str) -> str:
        return self._plain_bytes(text.encode(errors="surrogateescape")).decode(errors="replace")

    def _plain_bytes(self, content: bytes) -> bytes:
        content = _PEM.sub(b"PEM", content.replace(str(self.folder).encode(), b"FOLDER"))
        ports = {"PORT": self.lab.port, "DEAD": self.lab.dead_port}
        ports |= {"PROXY": self.proxy.port} if self.proxy else {}
        for name, port in ports.items():
            content = content.replace(str(port).encode(), name.encode())
        return content


@contextmanager
def placed(set_up: CureSetUp, folder: Path) -> Generator[CurePlace]:
    """Serve a set-up and write its files below an empty folder."""
    with ExitStack() as stack:
        for name in FOLDERS:
            (folder / name).mkdir(mode=0o700, parents=True)
        tls, named = _certified(set_up, folder / "home" / "certificates")
        endpoint = _Fresh(set_up.serve, set_up.serve())
        lab = stack.enter_context(serving(endpoint, tls=tls))
        proxy = stack.enter_context(serving(set_up.proxy)) if set_up.proxy else None
        values = _values(set_up, folder, lab, proxy)
        _write(set_up, folder, values)
        given = {"CODEX_HOME": str(folder / "codex"), "HOME": str(folder / "home")}
        environ = {**set_up.environ, **named}
        yield CurePlace(
            folder=folder,
            environ=given | {name: fill(text, values) for name, text in environ.items()},
            args=[fill(one, values) for one in set_up.args],
            known={name: fill(text, values) for name, text in set_up.known.items()},
            lab=lab,
            proxy=proxy,
            endpoint=endpoint,
            is_tls=tls is not None,
            is_sandboxed=set_up.is_sandboxed,
        )


def _certified(set_up: CureSetUp, folder: Path) -> Certified:
    if set_up.certify is None:
        return None, {}
    folder.mkdir()
    return set_up.certify(folder)


def _values(set_up: CureSetUp, folder: Path, lab: Lab, proxy: Lab | None) -> dict[str, str]:
    folders = {name: str(folder / name) for name in ("home", "codex", "work")}
    if not set_up.in_capitals:
        return lab.values | folders
    values = {"PORT": str(lab.port), "DEAD": str(lab.dead_port)}
    values |= {"PROXY": str(proxy.port)} if proxy else {}
    return values | {name.upper(): path for name, path in folders.items()}


def _write(set_up: CureSetUp, folder: Path, values: Mapping[str, str]) -> None:
    for name, content in set_up.files.items():
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(content if isinstance(content, bytes) else fill(content, values).encode())
        path.chmod(set_up.modes.get(name, 0o600))
