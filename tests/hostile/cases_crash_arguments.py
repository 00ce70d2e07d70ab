"""Tracebacks and wrong exits: odd arguments, folders, versions and variables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from hostile.case import Case
from hostile.cases_crash import BUDGET, JSON, is_told, says, shell

if TYPE_CHECKING:
    from collections.abc import Callable

    from hostile.case import Outcome, Place

_USAGE: Final = frozenset({2})
_LONG: Final = "x" * 100_000
_DIGITS: Final = f"1.{'9' * 5000}.0"
_GONE = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@"'


def _refused(name: str, *arguments: str, said: str = "") -> Case:
    """Return a case of wrong usage: nothing is sent, and one line says what is wrong."""
    check = is_told("codex-doctor: " if said else "", said)
    return Case("crash", name, arguments, codes=_USAGE, is_json=None, check=check)


def _bytes(name: str, script: str, *arguments: str) -> Case:
    """Return a case whose shell makes the last arguments, with bytes that are no UTF-8."""
    return Case(
        *("crash", f"bytes-{name}", arguments or JSON),
        wraps=shell(rf"""x=$(printf 'a\377\200b'); exec "$0" "$@" {script}"""),
        codes=_USAGE,
        is_json=None,
        check=is_told("codex-doctor"),
    )


def _in_gone(name: str, *arguments: str, codes: frozenset[int], said: str = "") -> Case:
    return Case(
        *("crash", f"gone-folder-{name}", arguments),
        wraps=shell(_GONE),
        codes=codes,
        is_json=None,
        check=is_told(said, sends=True),
    )


def _home(name: str, home: str, *arguments: str, codes: frozenset[int]) -> Case:
    environ = {
        "LAB_API_KEY": "k",
        "HOME": home,
        "CODEX_HOME": "" if "own" in name else "{root}/codex",
    }
    return Case("crash", f"home-{name}", arguments or JSON, environ=environ, codes=codes)


def _version(name: str, text: str, version: str | None) -> Case:
    """Return a case of --codex-version: refused, or taken as this version."""

    def check(outcome: Outcome) -> None:
        assert json.loads(outcome.stdout)["codex"]["version"] == version

    arguments = (*JSON, f"--codex-version={text}")
    if version is None:
        return _refused(f"version-{name}", *arguments, said="not a version")
    return Case("crash", f"version-{name}", arguments, check=check)


def _printing(text: str, *, package: bool) -> Callable[[Place], None]:
    """Return what puts a codex on PATH that says this version, itself or by its package."""

    def prepare(place: Place) -> None:
        program = place.root / "bin/codex"
        program.write_text(f"#!/bin/sh\necho 'codex-cli {text}'\n")
        program.chmod(0o755)
        if package:
            manifest = {"name": "@openai/codex", "version": text}
            (place.root / "bin/package.json").write_text(json.dumps(manifest))

    return prepare


def _said_version(name: str, text: str, *arguments: str, package: bool = False) -> Case:
    return Case(
        *("crash", f"codex-says-{name}", arguments or JSON),
        prepare=_printing(text, package=package),
        codes=frozenset({0, 1, 3}),
        is_json="--json" in (arguments or JSON) or None,
    )


_ANY = frozenset({0, 1, 3})
CASES: Final = (
    _in_gone("run", *JSON, codes=_USAGE, said="working folder"),
    _in_gone("config", "config", "--json", codes=_USAGE, said="working folder"),
    _in_gone("dry-run", "--dry-run", codes=_USAGE, said="working folder"),
    _in_gone("relative-cd", *JSON, "--cd", "x", codes=_USAGE, said="--cd x"),
    _in_gone("dot-cd", *JSON, "--cd", ".", codes=_USAGE, said="working folder"),
    _in_gone("absolute-cd", *JSON, "--cd", "/", codes=_ANY),
    _in_gone("demo", "demo", "--json", codes=frozenset({0})),
    _in_gone("checks", "checks", codes=frozenset({0})),
    _in_gone("file", *JSON, "--cd", "/", "--format", "markdown=r.md", codes=_USAGE, said="r.md"),
    _refused("cd-long", *JSON, "--cd", _LONG, said="--cd"),
    _refused("cd-file", *JSON, "--cd", "/etc/passwd", said="--cd"),
    _refused("cd-long-name", *JSON, "--cd", "x" * 300, said="--cd"),
    _refused("cd-below-a-file", *JSON, "--cd", "/etc/passwd/x", said="--cd"),
    _refused("cd-empty", *JSON, "--cd", "", said="--cd"),
    _home("file", "/etc/passwd", codes=_ANY),
    _home("file-own", "/etc/passwd", codes=_ANY),
    _home("relative-own", "some/where", codes=_ANY),
    _home("empty-own", "", codes=_ANY),
    _home("long-own", "/" + "x" * 5000, codes=_ANY),
    _home("long-config", "/" + "x" * 5000, "config", "--json", "-v", codes=_ANY),
    _version("short", "0.169", "0.169.0"),
    _version("with-v", "v0.169.0", "0.169.0"),
    _version("blanks", " 0.169.0 ", "0.169.0"),
    _version("digits", _DIGITS, None),
    _version("first-digits", f"{'9' * 5000}.1.0", None),
    _version("unicode-digits", "٠.١٦٩.٠", None),
    _version("negative", "-1.2.3", None),
    _version("words", "garbage.5", None),
    _version("four-parts", "0.169.0.1", None),
    _version("zero", "0.0.0", None),
    _version("alone", "169", None),
    _version("long-pre-release", f"0.169.0-{'a' * 50_000}", None),
    _version("escapes", "0.169.0-\x1b[31m", None),
    _version("empty", "", None),
    _said_version("digits", _DIGITS),
    _said_version("digits-by-package", _DIGITS, package=True),
    _said_version("digits-config", _DIGITS, "config", "--json"),
    _said_version("digits-all", _DIGITS, "--codex-version", "all", *JSON, package=True),
    _said_version("unicode-digits", "٠.١٦٩.٠"),
    _said_version("long-pre-release", f"0.169.0-{'a' * 3000}"),
    _said_version("no-number", "zork", "--dry-run", "--json"),
    *(
        _refused(f"budget-{name}", "--json", f"--budget={text}", said="--budget")
        for name, text in {
            "nan": "nan",
            "inf": "inf",
            "below-0": "-1",
            "1e400": "1e400",
            "0": "0",
            "long": "9" * 5000,
            "empty": "",
        }.items()
    ),
    Case("crash", "budget-tiny", ("--json", "--budget", "5e-324"), codes=_ANY),
    Case("crash", "budget-unicode-digits", ("--json", "--budget", "٥"), codes=_ANY),
    *(
        _bytes(name, script)
        for name, script in {
            "model": '-m "$x"',
            "profile": '-p "$x"',
            "override": '-c "model=\\"$x\\""',
            "feature": '--enable "$x"',
            "local-provider": '--oss --local-provider "$x"',
            "base-url": '--base-url "http://$x/v1"',
            "env-key": '--base-url http://127.0.0.1:9/v1 --env-key "$x"',
            "version": '--codex-version "$x"',
            "only": '--only "$x"',
            "skip": '--skip "$x"',
            "format": '--format "$x"',
            "budget": '--budget "$x"',
            "color": '--color "$x"',
            "command": '"$x"',
            "option": '"--$x"',
        }.items()
    ),
    _bytes("cd", '-C "$TMPDIR/$x"'),
    _bytes("finding", '"$x"', "explain"),
    _bytes("fault", '"$x"', "demo"),
    _refused("long-command", _LONG),
    _refused("long-option", f"--{_LONG}"),
    _refused("long-check", *JSON, "--only", _LONG, said="unknown check"),
    _refused("long-format", *JSON, "--format", _LONG, said="unknown format"),
    _refused("long-finding", "explain", _LONG, said="no finding"),
    _refused("long-fault", "demo", _LONG, said="no fault"),
    _refused("long-version", *JSON, "--codex-version", _LONG, said="not a version"),
    _refused("long-color", "--color", _LONG),
    Case("crash", "long-model", (*JSON, "-m", _LONG)),
    Case("crash", "long-override", (*JSON, "-c", f"x={_LONG}")),
    Case("crash", "long-profile", (*JSON, "-p", _LONG)),
    _refused("at-file", "@/etc/passwd"),
    *(
        Case(
            "crash",
            f"empty-{name[2:] or name[1:]}",
            (*JSON, name, ""),
            codes=frozenset({0, 1, 2, 3}),
            is_json=None,
        )
        for name in ("-m", "-p", "-c", "--enable", "--base-url", "--env-key", "--local-provider")
    ),
    _refused("empty-only", *JSON, "--only", "", said="unknown check"),
    _refused("empty-finding", "explain", "", said="no finding"),
    _refused("empty-fault", "demo", "", said="no fault"),
    Case(
        "crash",
        "no-temporary-folder",
        ("demo", "--json"),
        environ={"TMPDIR": "/nowhere"},
        codes=frozenset({0}),
    ),
    Case(
        "crash",
        "variables-of-bytes",
        JSON,
        environ={"LAB_API_KEY": "k\udcff", "SHELL": "/\udc80", "PATH": "/\udcfe:/usr/bin"},
    ),
    Case(
        "crash",
        "variables-of-bytes-config",
        ("config", "--json", "-v"),
        environ={"LAB_API_KEY": "k\udcff", "SHELL": "/\udc80/bash", "PATH": "/\udcfe"},
    ),
    Case(
        "crash",
        "variables-of-bytes-screen",
        ("-v", *BUDGET),
        environ={"LAB_API_KEY": "k\udcff", "HTTP_PROXY": "http://\udcff:1"},
        is_json=None,
        check=says(b"Codex"),
    ),
    Case("crash", "codex-home-of-bytes", JSON, environ={"CODEX_HOME": "{root}/\udcff"}),
)
