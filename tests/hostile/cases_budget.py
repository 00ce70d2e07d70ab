"""Waits that a budget must end: what ran out is said, and nothing else is claimed."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Final

from codex_doctor.lab.fault import CONFIG
from codex_doctor.lab.wire import Ending, Reply
from hostile.case import Case
from hostile.programs import (
    AUTH_CONFIG,
    DEAF,
    HANG,
    TOKEN,
    VERSION,
    all_of,
    codex,
    login_shell,
    script,
    with_program,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.wire import Seen
    from hostile.case import Outcome, Place

BUDGET_S: Final = 2.0
# Start-up, the report and the end of what was run, on a machine that does other things.
SLACK_S: Final = 1.3
JSON: Final = ("--json", "--budget", "2")
_SCREEN: Final = ("--budget", "2")
RAN: Final = json.dumps({"type": "item.completed", "item": {"type": "command_execution"}})
ANSWER: Final = json.dumps(
    {"type": "item.completed", "item": {"type": "agent_message", "text": "ok"}}
)


def _pipe_as_ca(name: str) -> Case:
    def prepare(place: Place) -> None:
        os.mkfifo(place.root / "fifo")
        place.environ[name] = str(place.root / "fifo")

    config = CONFIG.replace("{base_url}", "https://127.0.0.1:{port}/v1")
    name_of = name.lower().replace("_", "-")
    return Case("budget", f"fifo-as-{name_of}", config=config, prepare=prepare)


def in_time(*more: Callable[[Outcome], None]) -> Callable[[Outcome], None]:
    """Return what asks for an end with the budget, and for more."""

    def check(outcome: Outcome) -> None:
        assert outcome.took_s < BUDGET_S + SLACK_S, f"{outcome.took_s:.1f} s"
        for one in more:
            one(outcome)

    return check


def ids(outcome: Outcome) -> list[str]:
    """Return the ids of the findings."""
    return outcome.found


def _blames_nobody(outcome: Outcome) -> None:
    assert "credentials.command_failed" not in ids(outcome), ids(outcome)
    assert outcome.report["verdict"] == "unknown"


def _names_the_budget(outcome: Outcome) -> None:
    _blames_nobody(outcome)
    assert "budget" in outcome.text


def blames(words: str) -> Callable[[Outcome], None]:
    def check(outcome: Outcome) -> None:
        causes = [str(one["cause"]) for one in outcome.report["findings"]]
        assert any(words in cause for cause in causes), causes

    return check


def says(*words: str, never: tuple[str, ...] = ()) -> Callable[[Outcome], None]:
    def check(outcome: Outcome) -> None:
        text = " ".join(outcome.text.split())  # a screen wraps its lines
        assert all(one in text for one in words), text[-600:]
        assert not any(one in text for one in never), text[-600:]

    return check


def _works(outcome: Outcome) -> None:
    assert outcome.report["verdict"] == "works", ids(outcome)


def _auth(name: str, *lines: str, check: Callable[[Outcome], None] = _names_the_budget) -> Case:
    return Case(
        "budget",
        f"auth-{name}",
        JSON,
        config=AUTH_CONFIG,
        environ={},
        prepare=with_program("token", *lines),
        seconds=BUDGET_S,
        check=in_time(check),
    )


def _auth_limit(name: str, limit_ms: str, *lines: str, check: Callable[[Outcome], None]) -> Case:
    return Case(
        "budget",
        f"auth-{name}",
        JSON,
        config=AUTH_CONFIG.replace("60000", limit_ms),
        environ={},
        prepare=with_program("token", *lines),
        seconds=BUDGET_S,
        check=in_time(check),
    )


def _codex(name: str, *version: str, arguments: tuple[str, ...] = JSON) -> Case:
    return Case(
        "budget",
        f"version-{name}",
        arguments,
        prepare=codex(version="\n".join(version)),
        seconds=BUDGET_S,
        is_json="--json" in arguments,
        check=in_time(),
    )


def _confirm(name: str, *lines: str, check: Callable[[Outcome], None], **more: Any) -> Case:
    return Case(
        "budget",
        f"confirm-{name}",
        (*_SCREEN, "--confirm"),
        prepare=codex(*lines),
        seconds=BUDGET_S,
        is_json=False,
        check=in_time(check),
        **more,
    )


def silent(_: Seen) -> Reply:
    """Take a request, and never answer."""
    return Reply(raw=b"", ending=Ending.HOLD)


def _five_codexes(place: Place) -> None:
    for number in range(5):
        script(place, f"bin{number}/codex", HANG)
    folders = ":".join(str(place.root / f"bin{number}") for number in range(5))
    place.environ["PATH"] = f"{folders}:/usr/bin:/bin"


def _editor(place: Place) -> None:
    script(place, "home/.vscode/extensions/openai.chatgpt-1.0/bin/linux/codex", HANG)


_DRIPS: Final = "while :; do printf x; sleep 0.2; done"
_EVERY_VERSION: Final = ("--codex-version", "all", *JSON)

CASES: Final = (
    *map(_pipe_as_ca, ("CODEX_CA_CERTIFICATE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")),
    # auth.command: whose limit ran out?
    _auth("hangs", HANG),
    _auth("is-deaf", DEAF),
    _auth("drips", _DRIPS),
    _auth("closes-and-hangs", "exec >&- 2>&-", HANG),
    _auth("child-holds-the-pipe", TOKEN, "sleep 600 &"),
    _auth_limit("has-a-huge-limit", "1000000000000", HANG, check=_names_the_budget),
    _auth_limit("limit-of-codex-is-longer", "5000", HANG, check=_names_the_budget),
    _auth_limit("own-limit", "300", HANG, check=blames("takes longer than 300 ms")),
    _auth_limit("own-limit-not-reached", "1500", "sleep 0.3", TOKEN, check=_works),
    _auth("prints-for-ever", "exec yes", check=blames("prints far more")),
    _auth("slow-but-good", "sleep 0.5", TOKEN, check=_works),
    Case(
        "budget", "auth-slow-then-endpoint-silent", JSON, config=AUTH_CONFIG, environ={},
        prepare=with_program("token", "sleep 1", TOKEN), endpoint=silent, seconds=BUDGET_S,
        check=in_time(),
    ),
    Case(
        "budget", "auth-then-five-codexes", JSON, config=AUTH_CONFIG, environ={},
        prepare=all_of(with_program("token", HANG), _five_codexes), seconds=BUDGET_S,
        check=in_time(_blames_nobody),
    ),
    # codex --version
    _codex("hangs", HANG),
    _codex("is-deaf", DEAF),
    _codex("prints-for-ever", "exec yes"),
    _codex("drips", _DRIPS),
    _codex("child-holds-the-pipe", VERSION, "sleep 600 &"),
    _codex("hangs-in-dry-run", HANG, arguments=("--dry-run", *JSON)),
    _codex("hangs-in-config", HANG, arguments=("--budget", "2", "config", "--json")),
    _codex("hangs-for-all-versions", HANG, arguments=_EVERY_VERSION),
    Case("budget", "version-five-hang", JSON, prepare=_five_codexes, seconds=2, check=in_time()),
    Case("budget", "version-of-an-editor", JSON, prepare=_editor, seconds=2, check=in_time()),
    Case(
        "budget", "version-hangs-and-endpoint-silent", JSON, prepare=codex(version=HANG),
        endpoint=silent, seconds=BUDGET_S, check=in_time(),
    ),
    # the login shell
    *(
        Case(
            "budget", f"login-shell-{name}", ("--budget", "2", "config", "-v"),
            prepare=login_shell(*lines), seconds=BUDGET_S, is_json=False, check=in_time(),
        )
        for name, lines in {
            "hangs": (HANG,), "is-deaf": (DEAF,), "prints-for-ever": ("exec yes",),
        }.items()
    ),
    Case(
        "budget", "login-shell-and-version-hang", ("--budget", "2", "config", "-v"),
        prepare=all_of(login_shell(HANG), codex(version=HANG)), seconds=BUDGET_S, is_json=False,
        check=in_time(),
    ),
    # --confirm has what is left
    _confirm("hangs", HANG, check=says("not confirmed", "budget", never=("please report",))),
    _confirm("is-deaf", DEAF, check=says("not confirmed", "budget", never=("please report",))),
    _confirm("drips", _DRIPS, check=says("not confirmed", "budget")),
    _confirm(
        "no-time-left", f"echo '{ANSWER}'", endpoint=silent, check=says("no time left")
    ),
    _confirm("prints-for-ever", "exec yes", check=says("too long")),
    Case(
        "budget", "confirm-is-quick", ("--budget", "5", "--confirm"), is_json=False,
        prepare=codex(f"echo '{RAN}'; echo '{ANSWER}'"),
        check=says("confirmed: codex exec works"),
    ),
    Case(
        "budget", "confirm-after-slow-auth", (*_SCREEN, "--confirm"), config=AUTH_CONFIG,
        environ={}, prepare=all_of(with_program("token", "sleep 0.8", TOKEN), codex(HANG)),
        seconds=BUDGET_S, is_json=False, check=in_time(says("not confirmed")),
    ),
)  # fmt: skip
