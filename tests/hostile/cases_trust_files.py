"""Files and promises: links that a folder plants, and options that contradict each other."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from hostile.case import Case
from hostile.cases_crash import JSON, is_told

if TYPE_CHECKING:
    from collections.abc import Callable

    from hostile.case import Outcome, Place

_USAGE: Final = frozenset({2})
_MINE: Final = b"mine"
_REPORT: Final = (*JSON, "--format", "markdown=r.md")


def _link(name: str, target: str) -> Callable[[Place], None]:
    """Return what plants a link in the working folder."""

    def prepare(place: Place) -> None:
        (place.root / "out/victim").write_bytes(_MINE)
        (place.root / "work" / name).symlink_to(target.replace("{root}", str(place.root)))

    return prepare


def _is_untouched(outcome: Outcome) -> None:
    assert outcome.written == {"victim": _MINE}, outcome.written


def _refused(name: str, file: str, prepare: Callable[[Place], None], said: str) -> Case:
    def check(outcome: Outcome) -> None:
        _is_untouched(outcome)
        is_told("codex-doctor: ", said)(outcome)

    return Case(
        *("trust", f"link-{name}", (*JSON, "--format", f"markdown={file}")),
        prepare=prepare,
        codes=_USAGE,
        is_json=None,
        check=check,
    )


def _hard_link(place: Place) -> None:
    (place.root / "out/victim").write_bytes(_MINE)
    os.link(place.root / "out/victim", place.root / "work/r.md")


def _wide_open(place: Place) -> None:
    (place.root / "out/victim").write_bytes(_MINE)
    (place.root / "work/r.md").touch(mode=0o600)


def _mode(expected: str) -> Callable[[Outcome], None]:
    def check(outcome: Outcome) -> None:
        _is_untouched(outcome)
        assert outcome.stderr.decode().split()[-1] == expected, outcome.stderr

    return check


def _excluded(name: str, *arguments: str) -> Case:
    def prepare(place: Place) -> None:
        codex = place.root / "bin/codex"
        codex.write_text(f"#!/bin/sh\n: >'{place.root}/out/taken'\necho codex-cli 0.169.0\n")
        codex.chmod(0o755)

    def check(outcome: Outcome) -> None:
        assert not outcome.written
        is_told("codex-doctor: ", *(one for one in arguments if one.startswith("--c")))(outcome)

    return Case(
        *("trust", f"excluded-{name}", arguments),
        prepare=prepare,
        codes=_USAGE,
        is_json=None,
        check=check,
    )


def _mode_case(name: str, prepare: Callable[[Place], None], expected: str) -> Case:
    script = 'umask 027; "$0" "$@"; code=$?; stat -c %a r.md >&2; exit $code'
    return Case(
        *("trust", name, _REPORT),
        prepare=prepare,
        wraps=("/bin/sh", "-c", script),
        keeps=("work/r.md",),
        check=_mode(expected),
    )


def _victim(place: Place) -> None:
    (place.root / "out/victim").write_bytes(_MINE)


CASES: Final = (
    _refused("to-file", "r.md", _link("r.md", "{root}/out/victim"), "r.md"),
    _refused("to-nothing", "r.md", _link("r.md", "{root}/out/new"), "r.md"),
    _refused("to-itself", "r.md", _link("r.md", "r.md"), "r.md"),
    _refused("to-config", "r.md", _link("r.md", "{root}/codex/config.toml"), "r.md"),
    _refused("to-device", "r.md", _link("r.md", "/dev/null"), "r.md"),
    _refused("folder", "sub/r.md", _link("sub", "{root}/out"), "sub"),
    _refused("folder-above", "sub/x/../r.md", _link("sub", "{root}/out"), "sub"),
    _refused("folder-home", "sub/config.toml", _link("sub", "{root}/codex"), "sub"),
    Case(
        *("trust", "link-hard", _REPORT),
        prepare=_hard_link,
        keeps=("work/r.md",),
        check=_is_untouched,
    ),
    _mode_case("mode-of-a-new-file", _victim, "640"),
    _mode_case("mode-of-an-old-file", _wide_open, "600"),
    _excluded("offline-confirm", *JSON, "--offline", "--confirm"),
    _excluded("confirm-offline", *JSON, "--confirm", "--offline"),
    _excluded("dry-run-confirm", "--dry-run", "--confirm", "--json"),
    _excluded("offline-thorough", *JSON, "--offline", "--thorough"),
    _excluded("config-confirm", "--confirm", "config", "--json"),
    _excluded("config-thorough", "--thorough", "config", "--json"),
    _excluded("config-dry-run", "--dry-run", "config", "--json"),
    _excluded("explain-confirm", "--confirm", "explain", "tcp.refused"),
    _excluded("demo-serve-confirm", "demo", "--serve", "--confirm", "--json"),
    _excluded("demo-offline-confirm", "--offline", "demo", "--confirm", "--json"),
    _excluded("json-markdown", *JSON, "--format", "markdown"),
    Case(
        *("trust", "dry-run-offline", ("--dry-run", "--offline", "--json")),
        check=lambda seen: _sends_nothing(seen),
    ),
    Case(
        *("trust", "all-offline", ("--codex-version", "all", "--offline", "--json")),
        codes=frozenset({0}),
        check=lambda seen: _sends_nothing(seen),
    ),
    Case(
        *("trust", "all-dry-run", ("--codex-version", "all", "--dry-run", "--json")),
        codes=frozenset({0}),
        check=lambda seen: _plans_alone(seen),
    ),
    Case(
        *("trust", "demo-offline", ("--offline", "demo", "--json")),
        check=lambda seen: _sends_nothing(seen),
    ),
)


def _plans_alone(outcome: Outcome) -> None:
    assert not outcome.requests
    assert outcome.report["requests"], "no plan of requests"


def _sends_nothing(outcome: Outcome) -> None:
    assert not outcome.requests
    assert not outcome.report.get("requests"), "a plan of requests"
    assert not outcome.report.get("exchanges"), "exchanges"
