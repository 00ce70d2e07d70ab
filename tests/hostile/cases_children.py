"""What a program leaves behind, in each way that there is: nothing of it outlives us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hostile.case import Case
from hostile.cases_process import ANY, AUTH, CONFIRM, JSON, says, while_it_runs
from hostile.programs import (
    DEAF,
    GO,
    HANG,
    STRAYS,
    TOKEN,
    VERSION,
    codex,
    login_shell,
    with_program,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hostile.case import Outcome, Place

_WAIT: Final = "sleep 0.2"
# Few are enough where the way out is what counts.
_SOME: Final = ("background", "double-fork", "heirs")
_SHELL: Final = ("--budget", "20", "config", "-v")


def _verdict(verdict: str) -> Callable[[Outcome], None]:
    def check(outcome: Outcome) -> None:
        assert outcome.report["verdict"] == verdict, outcome.report["verdict"]

    return check


def _case(
    name: str, budget: str, prepare: Callable[[Place], None], verdict: str, **more: Any
) -> Case:
    return Case(
        "process", name, ("--json", "--budget", budget), prepare=prepare, seconds=float(budget),
        check=_verdict(verdict), **more,
    )  # fmt: skip


def _strays(name: str, line: str) -> Iterator[Case]:
    """Yield what leaves this, by each way out: a good end, our limit, a signal."""
    good = with_program("token", line, _WAIT, TOKEN)
    hangs = with_program("token", line, _WAIT, HANG)
    yield _case(f"auth-leaves-{name}", "5", good, "works", **AUTH)
    yield _case(f"version-leaves-{name}", "5", codex(version=f"{line}\n{VERSION}"), "works")
    if name not in _SOME:
        return
    yield _case(f"auth-hangs-with-{name}", "1", hangs, "unknown", **AUTH)
    yield while_it_runs(f"auth-with-{name}", "term", JSON, hangs, **AUTH)
    yield while_it_runs(f"auth-with-{name}", "kill", JSON, hangs, **AUTH)
    yield Case(
        "process", f"confirm-leaves-{name}", ("--budget", "5", "--confirm"), is_json=False,
        prepare=codex(line, "exit 1"), check=says("codex exec fails (exit 1"),
    )  # fmt: skip
    # The reader of the report is gone before it comes.
    yield Case(
        "process", f"reader-leaves-{name}", ("--budget", "5"), prepare=good, is_json=False,
        wraps=("/bin/sh", "-c", '"$@" | true', "sh"), codes=ANY, **AUTH,
    )  # fmt: skip


def _auth(name: str, signal_name: str, *lines: str) -> Case:
    return while_it_runs(f"auth-{name}", signal_name, JSON, with_program("token", *lines), **AUTH)


CASES: Final = (
    *(case for name, line in STRAYS.items() for case in _strays(name, line)),
    *(_auth("is-deaf", one, DEAF) for one in ("int", "kill")),
    *(while_it_runs("version-is-deaf", one, JSON, codex(version=DEAF)) for one in ("int", "kill")),
    *(while_it_runs("shell-is-deaf", one, _SHELL, login_shell(DEAF)) for one in ("hup", "kill")),
    while_it_runs("confirm-is-deaf", "term", CONFIRM, codex(DEAF)),
    _auth("drips", "int", GO, "while :; do printf x; sleep 0.1; done"),
    _auth("child-holds-the-pipe", "int", "sleep 600 &", GO, TOKEN),
    _auth("becomes-another", "term", GO, "exec setsid sleep 600"),
    _auth("will-kill-its-parent", "term", GO, "sleep 0.3; kill -9 $PPID; sleep 600"),
    _case("version-is-garbage", "5", codex(version="head -c 3000 /dev/urandom"), "works"),
    _case("version-then-garbage-for-ever", "5", codex(version=f"{VERSION}; exec yes"), "works"),
    _case("auth-kills-its-parent", "2", with_program("token", "kill -9 $PPID; sleep 600"), "fails",
          **AUTH),
    _case("auth-kills-its-group", "2", with_program("token", "kill -9 0; sleep 600"), "fails",
          **AUTH),
    _case("auth-stops-itself", "1", with_program("token", "kill -STOP $$; sleep 600"), "unknown",
          **AUTH),
)  # fmt: skip
