"""Signals, children, orphans, folders: nothing of ours outlives us, and what was seen is said."""

from __future__ import annotations

import signal
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from codex_doctor.lab.fault import key_in_environment
from codex_doctor.lab.wire import Ending, Reply
from hostile.case import SIGNALS, Case
from hostile.programs import (
    AUTH_CONFIG,
    HANG,
    codex,
    login_shell,
    script,
    with_program,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.wire import Seen
    from hostile.case import Outcome, Place

INTERRUPTED: Final = frozenset({130})
ANY: Final = frozenset({0, 1, 3, 130})
# From one signal to the end, on a machine that does other things.
_END_S: Final = 3.0
JSON: Final = ("--json", "--budget", "20")
SCREEN: Final = ("--budget", "20")


def _silent(_: Seen) -> Reply:
    return Reply(raw=b"", ending=Ending.HOLD)


def _stalls(seen: Seen) -> Reply:
    """Begin a stream, and go silent."""
    headers = (("content-type", "text/event-stream"),)
    first = b'data: {"type":"response.created","response":{"id":"r"}}\n\n'
    return Reply(headers=headers, chunks=(first,), ending=Ending.HOLD)


def soon(after_s: float, *more: Callable[[Outcome], None]) -> Callable[[Outcome], None]:
    """Return what asks for an end soon after the signal, and for more."""

    def check(outcome: Outcome) -> None:
        assert outcome.took_s < after_s + _END_S, f"{outcome.took_s:.1f} s"
        for one in more:
            one(outcome)

    return check


def is_unknown(outcome: Outcome) -> None:
    assert outcome.report["verdict"] == "unknown"
    assert any(one["summary"] == "interrupted" for one in outcome.report["checks"])


def _lists_the_exchange(outcome: Outcome) -> None:
    is_unknown(outcome)
    assert outcome.report["cost"]["requests"] == len(outcome.report["exchanges"]) == 1


def _all_unknown(outcome: Outcome) -> None:
    ranges = outcome.report["ranges"]
    assert ranges[-1]["verdict"] == "unknown"
    assert {one["verdict"] for one in ranges} <= {"unknown", "fails"}


def says(*words: str) -> Callable[[Outcome], None]:
    def check(outcome: Outcome) -> None:
        assert all(one in outcome.text for one in words), outcome.text[-600:]

    return check


def _moment(name: str, after_s: float) -> Case:
    """Return a signal at some moment of a run that would wait for long."""
    return Case(
        "process", f"{name}-after-{after_s * 1000:.0f}-ms", JSON, endpoint=_silent,
        signals=((SIGNALS[name], after_s),), after="hearing", codes=INTERRUPTED, seconds=1.0,
        check=soon(after_s, is_unknown),
    )  # fmt: skip


def _while_python_starts(name: str, after_s: float) -> Case:
    """Return a signal that may come before our first line, where the system's own way counts."""
    number = SIGNALS[name]
    return Case(
        "process", f"{name}-{after_s * 1000:.0f}-ms-after-the-start", JSON, endpoint=_silent,
        signals=((number, after_s),), codes=INTERRUPTED | {-number}, is_json=None, seconds=1.0,
        check=soon(after_s, _is_whole_or_nothing),
    )  # fmt: skip


def _is_whole_or_nothing(outcome: Outcome) -> None:
    if outcome.stdout:
        is_unknown(outcome)


def while_it_runs(
    what: str,
    name: str,
    arguments: tuple[str, ...],
    prepare: Callable[[Place], None],
    *checks: Callable[[Outcome], None],
    **more: Any,
) -> Case:
    """Return a signal while a program runs."""
    number = signal.SIGKILL if name == "kill" else SIGNALS[name]
    return Case(
        "process",
        f"{name}-during-{what}",
        arguments,
        prepare=prepare,
        signals=((number, 0.05),),
        after="go",
        codes=frozenset({-number}) if name == "kill" else INTERRUPTED,
        is_json="--json" in arguments if name != "kill" else None,
        seconds=2.0,
        check=soon(1.5, *(checks if name != "kill" else ())),
        **more,
    )


AUTH: Final[dict[str, Any]] = {"config": AUTH_CONFIG, "environ": {}}


def _ignoring(name: str) -> Case:
    """Return a signal that whoever started us wants to be ignored."""
    return Case(
        "process", f"ignored-{name}", ("--json", "--budget", "1"), endpoint=_silent,
        signals=((SIGNALS[name], 0.5),), seconds=1.0, codes=frozenset({3}),
        wraps=("/bin/sh", "-c", f"trap '' {name.upper()}; exec \"$@\"", "sh"),
    )  # fmt: skip


# The endpoint of `demo` is in the process itself, which tells nobody of its requests.
_IN_FLIGHT: Final[dict[str, Any]] = {"after": "request"}
_IN_DEMO: Final[dict[str, Any]] = {"after": "hearing"}


def _wait_s(more: dict[str, Any]) -> float:
    return 1.0 if more.get("after") == "hearing" else 0.1


def _two(name: str, first: str, second: str, gap_s: float, **more: Any) -> Case:
    return Case(
        "process", f"two-signals-{name}", endpoint=_silent,
        arguments=more.pop("arguments", JSON),
        signals=((SIGNALS[first], _wait_s(more)), (SIGNALS[second], gap_s)),
        codes=INTERRUPTED, is_json=None, seconds=1.0, check=soon(0.8), **_IN_FLIGHT | more,
    )  # fmt: skip


def _in_flight(name: str, behaviour: Callable[[Seen], Reply], *arguments: str, **more: Any) -> Case:
    check = more.pop("asks", _lists_the_exchange)
    return Case(
        "process", f"{name}-in-flight", arguments or JSON, endpoint=behaviour,
        signals=((SIGNALS[name.split("-")[0]], _wait_s(more)),), codes=INTERRUPTED, seconds=1.0,
        check=soon(0.9, check), **_IN_FLIGHT | more,
    )  # fmt: skip


_ELSEWHERE: Final = {**key_in_environment(), "TMPDIR": "{root}/out"}
_EXEC: Final = codex(HANG)
_TOKEN: Final = with_program("token", HANG)
_VERSION: Final = codex(version=HANG)
CONFIRM: Final = (*SCREEN, "--confirm")
_SHELL: Final = ("--budget", "20", "config", "-v")
_EVERY: Final = ("--codex-version", "all", *JSON)
_SOCKET: Final = ("-c", "model_providers.lab.supports_websockets=true")
_MARKDOWN: Final = (*SCREEN, "--format", "markdown={root}/out/report.md")
_DEMO: Final = ("demo", "no-answer", *JSON)
_MOMENTS: Final = (0.0, 0.01, 0.03, 0.05, 0.08, 0.13, 0.2, 0.3, 0.4, 0.6)


def _editor(place: Place) -> None:
    script(place, "home/.vscode/extensions/openai.chatgpt-1.0/bin/linux/codex", HANG)


def _serving(name: str) -> Case:
    return Case(
        "process", f"{name}-while-serving", ("demo", "--serve"), signals=((SIGNALS[name], 0.8),),
        codes=INTERRUPTED, seconds=1.0, is_json=False, check=soon(0.8),
    )  # fmt: skip


def _two_in_confirm(name: str, gap_s: float) -> Case:
    return Case(
        "process", f"two-signals-in-confirm-{name}", CONFIRM, prepare=_EXEC, after="go",
        signals=((signal.SIGTERM, 0.05), (signal.SIGTERM, gap_s)), is_json=False, seconds=2.0,
        codes=INTERRUPTED,
    )  # fmt: skip


_reported = says("interrupted", "POST")
_BOTH: Final = ("int", "term")
_ALL: Final = (*SIGNALS, "kill")

CASES: Final = (
    *(_moment(name, after_s) for name in ("int", "term", "hup") for after_s in _MOMENTS),
    # Not SIGINT: while the interpreter loads its own modules that is its traceback.
    *(_while_python_starts(*one) for one in product(("term", "hup"), (0.0, 0.01, 0.03))),
    *(while_it_runs("auth", one, JSON, _TOKEN, is_unknown, **AUTH) for one in _ALL),
    *(while_it_runs("version", one, JSON, _VERSION, is_unknown) for one in _ALL),
    *(while_it_runs("login-shell", one, _SHELL, login_shell(HANG)) for one in _ALL),
    *(while_it_runs("confirm", one, CONFIRM, _EXEC, says("interrupted")) for one in SIGNALS),
    # No code of ours runs then that could remove the folder: it is made where nobody looks.
    while_it_runs("confirm", "kill", CONFIRM, _EXEC, environ=_ELSEWHERE),
    *(while_it_runs("dry-run-version", one, ("--dry-run", *JSON), _VERSION) for one in _BOTH),
    *(while_it_runs("config-version", one, ("config", "--json"), _VERSION) for one in _BOTH),
    *(
        while_it_runs("editor-version", one, JSON, _editor, is_unknown, endpoint=_silent)
        for one in _BOTH
    ),
    *(
        while_it_runs("auth-of-all-versions", one, _EVERY, _TOKEN, _all_unknown, **AUTH)
        for one in _BOTH
    ),
    # a request in flight
    *(_in_flight(name, _silent) for name in SIGNALS),
    _in_flight("int-stream", _stalls),
    _in_flight("term-stream", _stalls),
    _in_flight("int-websocket", _silent, *_SOCKET, *JSON, asks=is_unknown),
    _in_flight("int-all-versions", _silent, *_EVERY, asks=_all_unknown),
    _in_flight("term-all-versions", _silent, *_EVERY, asks=_all_unknown),
    _in_flight("hup-all-versions", _stalls, *_EVERY, asks=_all_unknown),
    _in_flight("int-demo", _silent, *_DEMO, asks=is_unknown, **_IN_DEMO),
    _in_flight("term-demo", _silent, *_DEMO, asks=is_unknown, **_IN_DEMO),
    _in_flight("hup-markdown", _silent, *_MARKDOWN, asks=_reported, is_json=False),
    *map(_serving, SIGNALS),
    # more than one
    _two("int-int", "int", "int", 0.0),
    _two("int-int-soon", "int", "int", 0.02),
    _two("term-hup", "term", "hup", 0.05),
    _two("hup-hup", "hup", "hup", 0.0),
    _two("in-demo", "int", "int", 0.0, arguments=_DEMO, **_IN_DEMO),
    _two("in-all-versions", "term", "int", 0.05, arguments=_EVERY),
    _two_in_confirm("at-once", 0.0),
    _two_in_confirm("apart", 0.05),
    Case(
        "process", "two-signals-at-the-start", JSON, endpoint=_silent, seconds=1.0,
        signals=((signal.SIGINT, 0.0), (signal.SIGINT, 0.0)), after="hearing",
        codes=INTERRUPTED, is_json=None,
    ),
    *map(_ignoring, ("int", "hup")),
    *(
        Case(
            "process", f"term-in-{command}", (command,), signals=((signal.SIGTERM, 0.1),),
            codes=ANY | {-signal.SIGTERM}, is_json=False, seconds=1.0,
        )
        for command in ("config", "checks")
    ),
)  # fmt: skip
