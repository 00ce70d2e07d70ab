"""Endpoints that keep us waiting: the budget ends that, and Codex's own limits stay Codex's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from codex_doctor.lab.fault import CONFIG, HEALTHY_ENDPOINT
from codex_doctor.lab.wire import Ending, Reply
from hostile.case import Case, accept
from hostile.cases_budget import BUDGET_S, JSON, blames, in_time, says, silent

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.wire import Behaviour, Seen
    from hostile.case import Outcome


def _endpoint(
    name: str,
    behaviour: Behaviour,
    *arguments: str,
    check: Callable[[Outcome], None] = accept,
    config: str = CONFIG,
) -> Case:
    return Case(
        "budget",
        f"endpoint-{name}",
        (*JSON, *arguments),
        config=config,
        endpoint=behaviour,
        seconds=BUDGET_S,
        check=in_time(check),
    )  # fmt: skip


def _slow(seconds: float) -> Behaviour:
    def answer(seen: Seen) -> Reply:
        return replace(HEALTHY_ENDPOINT(seen), delay_s=seconds)

    return answer


def _stream(*chunks: bytes, **more: Any) -> Behaviour:
    headers = (("content-type", "text/event-stream"),)
    return lambda _: Reply(headers=headers, chunks=chunks, ending=Ending.HOLD, **more)


def _refuses_then_hangs(seen: Seen) -> Reply:
    return Reply(status=404) if seen.method == "POST" else silent(seen)


def _redirects(_: Seen) -> Reply:
    return Reply(status=307, headers=(("location", "/v1/responses"),), delay_s=0.4)


def _asks_to_wait(seconds: str) -> Behaviour:
    return lambda _: Reply(status=429, headers=(("retry-after", seconds),))


_CREATED: Final = b'data: {"type":"response.created","response":{"id":"r"}}\n\n'

CASES: Final = (
    _endpoint("silent", silent, check=says("then the budget was over")),
    _endpoint("silent-for-all-versions", silent, "--codex-version", "all"),
    _endpoint("slow-for-all-versions", _slow(0.9), "--codex-version", "all"),
    _endpoint("slow", _slow(0.9)),
    _endpoint("slow-and-thorough", _slow(0.4), "--thorough"),
    _endpoint("stream-of-comments", _stream(_CREATED, tick=b": ping\n\n")),
    _endpoint("stream-that-drips", _stream(*(b"d",) * 200, gap_s=0.05)),
    _endpoint("redirects-for-ever", _redirects),
    _endpoint("models-hang", _refuses_then_hangs),
    _endpoint("asks-to-wait", _asks_to_wait("3")),
    _endpoint("asks-to-wait-a-day", _asks_to_wait("86400")),
    _endpoint(
        "silence-that-codex-ends", _stream(_CREATED),
        config=CONFIG.replace("4000", "300"),
        check=blames("sends no event for 0.3 s"),
    ),
    _endpoint(
        "silence-that-we-end", _stream(_CREATED), config=CONFIG.replace("4000", "300000"),
        check=says(never=("300000 ms", "300 s")),
    ),
    *(
        Case("budget", f"of-{seconds}-s", ("--json", "--budget", seconds), endpoint=silent,
             seconds=BUDGET_S, check=in_time())
        for seconds in ("0.01", "0.2", "0.7")
    ),
    Case("budget", "demo-silent", ("demo", "no-answer", *JSON), seconds=2, check=in_time()),
)  # fmt: skip
