"""Signals that come more than once, or when all is said: the report stays, and one rule ends us."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any, Final

from codex_doctor.lab.fault import CONFIG
from hostile.case import SIGNALS, Case
from hostile.cases_budget import silent
from hostile.cases_crash import shell
from hostile.cases_process import AUTH, INTERRUPTED, JSON, is_unknown
from hostile.programs import HANG, codex, with_program

if TYPE_CHECKING:
    from hostile.case import Outcome

_EVERY: Final = ("--codex-version", "all", *JSON)
_PAIRS: Final = (("int", "int"), ("term", "term"), ("int", "term"), ("term", "hup"))
_GAPS_S: Final = (0.0, 0.005, 0.02, 0.05, 0.1, 0.15, 0.2)


def _twice(first: str, second: str, gap_s: float) -> Case:
    """Return two signals while an answer is waited for; the report is that of one signal."""
    return Case(
        "process", f"twice-{first}-{second}-{gap_s * 1000:.0f}-ms", JSON, endpoint=silent,
        signals=((SIGNALS[first], 0.1), (SIGNALS[second], gap_s)), after="request",
        codes=INTERRUPTED, seconds=1.0, check=is_unknown,
    )  # fmt: skip


def _often(name: str, arguments: tuple[str, ...] = JSON, **more: Any) -> Case:
    """Return a key that is held down: a signal each 10 ms."""
    signals = ((signal.SIGINT, 0.05), *(((signal.SIGINT, 0.01),) * 40))
    return Case(
        "process", f"often-{name}", arguments, signals=signals, codes=INTERRUPTED, seconds=1.0,
        **more,
    )  # fmt: skip


# What each of these ends with when nobody disturbs it.
_ENDS: Final = {
    ("--version",): b"codex-doctor 0.1.0\n",
    ("--help",): b"",
    ("checks",): b"(needs tools)\n",
    ("explain", "auth.key_rejected"): b"Reported by the check auth.\n",
    ("schema",): b"}\n",
    ("config",): b"\n",
    ("config", "--json"): b"}\n",
    ("demo", "--list"): b"\n",
    ("--dry-run",): b"\n",
    ("--dry-run", "--json"): b"}\n",
    ("--offline",): b"\n",
    JSON: b"}\n",
    _EVERY: b"}\n",
}


def _at_the_end(words: tuple[str, ...], ending: bytes, name: str) -> Case:
    def is_whole(outcome: Outcome) -> None:
        assert outcome.stdout.endswith(ending), outcome.stdout[-200:]

    return Case(
        "process", f"{name}-at-the-end-of-{_named(words)}", words,
        signals=((SIGNALS[name], 0.0),), after="output", codes=frozenset({0, 1, 3, 130}),
        is_json="--json" in words or "schema" in words, seconds=2.0, check=is_whole,
    )  # fmt: skip


def _unwritten(words: tuple[str, ...], where: str, reason: bytes) -> Case:
    told = b"codex-doctor: the standard output cannot be written: " + reason

    def once(outcome: Outcome) -> None:
        assert outcome.stderr.splitlines() == [told], outcome.stderr

    return Case(
        "crash", f"told-once-{where.strip('&/>')}-{_named(words)}", words,
        wraps=shell(f'exec "$0" "$@" {where}'), codes=frozenset({2}), is_json=None, check=once,
    )  # fmt: skip


def _named(words: tuple[str, ...]) -> str:
    return "-".join(one.strip("-") for one in words if "/" not in one) or "plain"


_FILE: Final = ("--format", "json={root}/out/report.json", "--offline")


def _none_was_sent(outcome: Outcome) -> None:
    assert outcome.report["requests"] == 0, outcome.report["requests"]


CASES: Final = (
    Case("crash", "all-versions-at-a-closed-port", _EVERY, check=_none_was_sent,
         config=CONFIG.replace("{base_url}", "http://127.0.0.1:{dead_port}/v1")),
    *(_twice(*pair, gap_s) for pair in _PAIRS[:3] for gap_s in _GAPS_S),
    *(_twice(*_PAIRS[3], gap_s) for gap_s in (0.0, 0.05)),
    _often("in-flight", after="request", endpoint=silent, check=is_unknown),
    _often("auth", prepare=with_program("token", HANG), after="go", check=is_unknown, **AUTH),
    _often("version", prepare=codex(version=HANG), after="go", check=is_unknown),
    _often("all-versions", _EVERY, prepare=with_program("token", HANG), after="go", **AUTH),
    _often("dry-run", ("--dry-run", *JSON), prepare=codex(version=HANG), after="go"),
    _often("config", ("config", "--json"), prepare=codex(version=HANG), after="go"),
    *(
        _at_the_end(words, ending, name)
        for words, ending in _ENDS.items()
        for name in ("int", "term", "hup")
    ),
    *(
        _unwritten(words, ">&-", b"Bad file descriptor")
        for words in (JSON, (), ("config",), ("config", "--json"), ("--dry-run",), ("checks",),
                      ("schema",), _EVERY, _FILE)
    ),
    *(
        _unwritten(words, ">/dev/full", b"No space left on device")
        for words in (("config", "--json"), ("--dry-run",), ("checks",), ("demo", "--list"))
    ),
)  # fmt: skip
