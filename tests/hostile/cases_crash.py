"""Tracebacks and wrong exits: standard streams and encodings that are not there or not whole."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Final

from hostile.case import Case, accept

if TYPE_CHECKING:
    from collections.abc import Callable

    from hostile.case import Outcome

BUDGET: Final = ("--budget", "5")
JSON: Final = ("--json", *BUDGET)
_COMMANDS: Final = {
    "terminal": BUDGET,
    "verbose": ("-v", *BUDGET),
    "json": JSON,
    "markdown": ("--format", "markdown", *BUDGET),
    "config": ("config",),
    "config-json": ("config", "--json"),
    "dry-run": ("--dry-run",),
    "dry-run-json": ("--dry-run", "--json"),
    "explain": ("explain", "model.prefix_missing"),
    "versions": ("--codex-version", "all", *BUDGET),
    "versions-json": ("--codex-version", "all", "--json", *BUDGET),
    "help": ("--help",),
}
# A name, an address and a model beyond ASCII, beyond the first plane and in no character set.
_NAMED: Final = """\
model = "modèle-😀"
model_provider = "lab"

[model_providers.lab]
name = "Läb – ✓"
base_url = "{base_url}"
env_key = "LAB_API_KEY"
"""
_CODES: Final = frozenset({0, 1, 3})


def shell(script: str) -> tuple[str, ...]:
    """Return words that have this script start the program: $0 with "$@"."""
    return ("/bin/sh", "-c", script)


def is_told(*said: str, sends: bool = False) -> Callable[[Outcome], None]:
    """Ask that these words stand on stderr, and that nothing was sent."""

    def check(outcome: Outcome) -> None:
        told = outcome.stderr.decode("utf-8", "replace")
        assert all(one in told for one in said), told
        assert len(told) < 4000, len(told)
        assert sends or not outcome.requests, len(outcome.requests)

    return check


def says(said: bytes) -> Callable[[Outcome], None]:
    """Ask that these bytes stand on stdout."""

    def check(outcome: Outcome) -> None:
        assert said in outcome.stdout, outcome.stdout[-200:]

    return check


def _encoding(name: str, command: str, **environ: str) -> Case:
    arguments = _COMMANDS[command]
    is_json = "--json" in arguments
    return Case(
        "crash",
        f"{name}-{command}",
        arguments,
        _NAMED,
        environ={"LAB_API_KEY": "k", **environ},
        is_json=True if is_json else None,
        check=_is_utf8_json if is_json else _has_text,
    )


def _is_utf8_json(outcome: Outcome) -> None:
    json.loads(outcome.stdout.decode("utf-8"))


def _has_text(outcome: Outcome) -> None:
    assert outcome.stdout
    told = [one for one in outcome.stderr.splitlines() if b": sending " not in one]
    assert not told, told


_ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def _stream(
    name: str,
    script: str,
    arguments: tuple[str, ...] = JSON,
    *,
    codes: frozenset[int] = _CODES,
    is_json: bool | None = None,
    check: Callable[[Outcome], None] = accept,
    config: str = _NAMED,
) -> Case:
    return Case(
        *("crash", name, arguments, config),
        wraps=shell(script),
        codes=codes,
        is_json=is_json,
        check=check,
    )


_FULL = 'exec "$0" "$@" >/dev/full'
_NO_OUT = 'exec "$0" "$@" >&-'
_NO_ERR = 'exec "$0" "$@" 2>&-'
_USAGE = frozenset({2})
_FAILS = frozenset({1})
# Something is announced on stderr before it is run.
_AUTH = """\
model = "lab-model-1"
model_provider = "lab"

[model_providers.lab]
name = "Lab"
base_url = "{base_url}"
auth.command = "/bin/echo"
auth.args = ["sk-lab-0123456789"]
"""
# Whoever reads has gone before a word is written.
_GONE = "fifo=$TMPDIR/fifo; mkfifo $fifo; sleep 0 <$fifo & exec 3>$fifo; wait; rm $fifo; "
PTY: Final = (
    *(sys.executable, "-I", "-S", "-c"),
    "import os, pty, sys, fcntl, struct, termios\n"
    "master, slave = os.openpty()\n"
    "fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('4H', 0, int(sys.argv[1]), 0, 0))\n"
    "child = os.fork()\n"
    "if not child:\n"
    "    os.setsid(); [os.dup2(slave, one) for one in (0, 1, 2)]; os.close(master)\n"
    "    os.execv(sys.argv[2], sys.argv[2:])\n"
    "os.close(slave)\n"
    "try:\n"
    "    while data := os.read(master, 4096): os.write(1, data)\n"
    "except OSError: pass\n"
    "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) % 256)\n",
)


def _screen(name: str, columns: int = 80, **environ: str) -> Case:
    return Case(
        "crash",
        f"screen-{name}",
        ("-v", *BUDGET),
        environ={"LAB_API_KEY": "k", **environ},
        wraps=(*PTY, str(columns)),
        is_json=None,
        check=_is_screen,
    )


def _is_screen(outcome: Outcome) -> None:
    assert b"Codex" in outcome.stdout
    assert len(outcome.stdout) < 100_000, len(outcome.stdout)


CASES: Final = (
    *(_encoding("ascii", one, PYTHONIOENCODING="ascii") for one in _COMMANDS),
    *(_encoding("locale-c", one, **_ASCII) for one in ("markdown", "config-json", "verbose")),
    *(
        _encoding(one, command, PYTHONIOENCODING=one)
        for one in ("utf-16", "cp1252")
        for command in ("markdown", "dry-run-json", "config")
    ),
    *(
        _encoding(one.replace(":", "-"), "markdown", PYTHONIOENCODING=one)
        for one in ("ascii:strict", "utf-8:strict", "undefined", "idna")
    ),
    _encoding("unbuffered", "json", PYTHONUNBUFFERED="1"),
    _stream(
        "full-stdout-terminal", _FULL, BUDGET, codes=_USAGE, check=is_told("No space", sends=True)
    ),
    _stream("full-stdout-json", _FULL, codes=_USAGE, check=is_told("No space", sends=True)),
    _stream("full-stdout-help", _FULL, ("--help",), codes=_USAGE, check=is_told("No space")),
    _stream("full-stdout-version", _FULL, ("--version",), codes=_USAGE, check=is_told("No space")),
    _stream("full-stdout-schema", _FULL, ("schema",), codes=_USAGE, check=is_told("No space")),
    _stream("full-stderr", 'exec "$0" "$@" 2>/dev/full', config=_AUTH, is_json=True),
    _stream("full-stderr-usage", 'exec "$0" "$@" 2>/dev/full', ("--wat",), codes=_USAGE),
    _stream("full-both", 'exec "$0" "$@" >/dev/full 2>&1', codes=_USAGE),
    _stream("closed-stdout", _NO_OUT, codes=_USAGE, check=is_told("standard output")),
    _stream(
        "closed-stdout-terminal", _NO_OUT, BUDGET, codes=_USAGE, check=is_told("standard output")
    ),
    _stream(
        "closed-stdout-config", _NO_OUT, ("config",), codes=_USAGE, check=is_told("standard output")
    ),
    _stream(
        "closed-stdout-version",
        _NO_OUT,
        ("--version",),
        codes=_USAGE,
        check=is_told("standard output"),
    ),
    _stream("closed-stdout-usage", _NO_OUT, ("--wat",), codes=_USAGE, check=is_told("--wat")),
    _stream("closed-stderr", _NO_ERR, config=_AUTH, is_json=True),
    _stream("closed-stderr-demo", _NO_ERR, ("demo", "--json"), is_json=True),
    _stream(
        "closed-stderr-usage", _NO_ERR, ("--wat",), codes=_USAGE, check=lambda seen: _is_empty(seen)
    ),
    _stream("closed-stdin", 'exec "$0" "$@" <&-', config=_AUTH, is_json=True),
    _stream("closed-all", 'exec "$0" "$@" <&- >&- 2>&-', codes=_USAGE),
    _stream("closed-all-usage", 'exec "$0" "$@" <&- >&- 2>&-', ("--wat",), codes=_USAGE),
    _stream("gone-stdout", _GONE + 'exec "$0" "$@" >&3', ("-m", "nope", *JSON), codes=_FAILS),
    _stream("gone-stdout-schema", _GONE + 'exec "$0" "$@" >&3', ("schema",), codes=frozenset({0})),
    _stream("gone-stderr", _GONE + 'exec "$0" "$@" 2>&3', config=_AUTH, is_json=True),
    _stream("gone-stderr-usage", _GONE + 'exec "$0" "$@" 2>&3', ("--wat",), codes=_USAGE),
    _stream("gone-both", _GONE + 'exec "$0" "$@" >&3 2>&3', ("-m", "nope", *BUDGET), codes=_FAILS),
    *(
        _screen(f"columns-{one}", COLUMNS=one)
        for one in ("0", "1", "-5", "999999999", "many", "9" * 5000)
    ),
    _screen("width-0", 0),
    _screen("width-65535", 65535),
    *(_screen(f"term-{one or 'empty'}", TERM=one) for one in ("", "dumb", "zork", "a/../b")),
    _screen("color-dumb-force", TERM="dumb", FORCE_COLOR="1", NO_COLOR=""),
)


def _is_empty(outcome: Outcome) -> None:
    assert not outcome.stdout, outcome.stdout[-200:]
