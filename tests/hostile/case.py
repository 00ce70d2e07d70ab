"""The nouns of the hostile suite: a case, the place where it runs, and what was seen of it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from codex_doctor.lab.fault import CONFIG, HEALTHY_ENDPOINT, key_in_environment

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.lab.wire import Behaviour, Seen

KINDS: Final = {
    "key": "the key at another origin",
    "shown": "a secret that we show ourselves",
    "echo": "a secret that the endpoint echoes",
    "budget": "waits that a budget must end",
    "size": "input that grows faster than our time or memory may",
    "process": "signals, children, orphans, folders",
    "crash": "tracebacks and wrong exits",
    "trust": "code and files of others",
}
SIGNALS: Final = {
    "int": signal.SIGINT,
    "term": signal.SIGTERM,
    "hup": signal.SIGHUP,
    "quit": signal.SIGQUIT,
}
MOMENTS: Final = {
    "start": "the process is there",
    "hearing": "it hears the signals itself",
    "request": "the endpoint got a request",
    "go": "a program of the case made the file `out/go`",
    "output": "something is on stdout",
}
# Start-up on a busy machine, on top of what the case itself allows.
START_S: Final = 6.0
PEAK_MB: Final = 150

# Bytes to every connection, as they are taken; gets the port.
Flood = Callable[[int], Iterator[bytes]]
# Serves a case in a way of its own: values for texts, and the requests as they come.
Serve = Callable[[], AbstractContextManager[tuple[dict[str, str], "list[Seen]"]]]


class Place(Struct, frozen=True):
    """Where a case runs: folders of its own, and the endpoint's values for texts.

    Attributes:
        root: Holds `home` (HOME), `codex` (CODEX_HOME), `work` (the working folder), `tmp`
            (TMPDIR), `bin` (first on PATH) and `out` (for files that the case asks for).
        values: What {base_url}, {origin}, {port}, {dead_port} and {root} stand for.
        environ: The environment; `prepare` may change it.
    """

    root: Path
    values: Mapping[str, str]
    environ: dict[str, str]


class Outcome(Struct, frozen=True):
    """What was seen of one run.

    Attributes:
        exit_code: None when it had to be killed; negative for a signal.
        cpu_s: What it and its children computed, which a busy machine makes no longer.
        orphans: Command lines of processes that it left running.
        left: Files and folders that it left in its temporary folder, home or working folder.
        requests: What the endpoint got.
        written: Content of the files in `out`.
    """

    exit_code: int | None
    stdout: bytes
    stderr: bytes
    took_s: float
    cpu_s: float
    peak_mb: float
    orphans: tuple[str, ...]
    left: tuple[str, ...]
    requests: tuple[Seen, ...]
    written: Mapping[str, bytes]

    @property
    def report(self) -> dict[str, Any]:
        """The document on the standard output."""
        import json

        document: dict[str, Any] = json.loads(self.stdout)
        return document

    @property
    def found(self) -> list[str]:
        """Ids of the findings, but that no Codex is on this PATH."""
        ids = [one["id"] for one in self.report["findings"]]
        return [one for one in ids if one != "installation.codex_missing"]

    @property
    def text(self) -> str:
        """Everything that left the process."""
        pieces = (self.stdout, self.stderr, *self.written.values())
        return "\n".join(piece.decode("utf-8", "replace") for piece in pieces)


def nothing(_: Place) -> None:
    """Prepare nothing."""


def accept(_: Outcome) -> None:
    """Ask for no more than every case must hold."""


class Case(Struct, frozen=True):
    """One attack; what every case must hold is in `run.judge`.

    Texts of `arguments`, `config`, `files` and `environ` may name what `Place.values` has.

    Attributes:
        kind: One of KINDS.
        name: Words joined by hyphens, unique in its kind.
        arguments: The command line after `codex-doctor`.
        config: Text of config.toml, None for none.
        files: Further files, by their path below the root.
        prepare: Makes what is no plain file, programs on `bin`, and the like.
        endpoint: How the endpoint answers; a Flood when `is_flood`.
        serve: Serves the case in the place of `endpoint`.
        is_tls: Whether it speaks TLS, with the certificate of `tls`.
        secrets: What must not leave the process, in any form.
        signals: Number of a signal, and seconds after what `after` names or the signal before it.
        after: What the first signal waits for, one of MOMENTS.
        codes: Exit codes that are right.
        seconds: Wall time, START_S not counted.
        peak_mb: Memory at most.
        is_json: Whether stdout must be one JSON document; None: no claim.
        wraps: Puts words before the command, for example a shell that redirects.
        keeps: Paths below the root that may be there afterwards.
        check: Asks for more.
    """

    kind: str
    name: str
    arguments: tuple[str, ...] = ("--json", "--budget", "5")
    config: str | None = CONFIG
    files: Mapping[str, str | bytes] = field(default_factory=dict[str, str | bytes])
    environ: Mapping[str, str] = field(default_factory=key_in_environment)
    prepare: Callable[[Place], None] = nothing
    endpoint: Behaviour | Flood = HEALTHY_ENDPOINT
    is_flood: bool = False
    serve: Serve | None = None
    is_tls: bool = False
    secrets: tuple[str, ...] = ()
    signals: tuple[tuple[int, float], ...] = ()
    after: str = "start"
    codes: frozenset[int] = frozenset({0, 1, 3})
    seconds: float = 5.0
    peak_mb: float = PEAK_MB
    is_json: bool | None = True
    wraps: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    check: Callable[[Outcome], None] = accept

    @property
    def id(self) -> str:
        """Kind and name."""
        return f"{self.kind}-{self.name}"
